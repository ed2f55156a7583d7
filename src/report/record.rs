//! What was found in an article, as rows: positions become code points here, and nowhere else.

use super::cell::{Cell, Row};
use crate::aggregate::SummaryRow;
use crate::ingest::{Article, Failure};
use crate::pipeline::{ActorStance, Analysis, AttributedStatement};
use crate::speakers::SpeakerKind;
use crate::text::{CodePoints, Span};

/// An article and what it says.
pub(crate) struct ArticleRecord<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    points: CodePoints<'a>,
}

/// One statement of an article.
pub(super) struct StatementRecord<'r, 'a> {
    article: &'r ArticleRecord<'a>,
    id: String,
    of: &'a AttributedStatement,
}

impl<'a> ArticleRecord<'a> {
    /// The record of `analysis`, which is of `article`.
    pub(crate) fn new(article: &'a Article, analysis: &'a Analysis) -> Self {
        Self { article, analysis, points: CodePoints::new(&article.text) }
    }

    /// The article's id.
    pub(crate) fn id(&self) -> &'a str {
        &self.article.id
    }

    /// The row of `articles.csv`.
    pub(crate) fn row(&self) -> Row<'a> {
        let article = self.article;
        vec![
            Cell::text(article.id.as_str()),
            Cell::words(article.title.as_deref()),
            Cell::words(article.date.as_deref()),
            Cell::words(article.outlet.as_deref()),
            Cell::words(article.author.as_deref()),
            Cell::words(article.language.map(|language| language.code())),
            Cell::Count(self.analysis.statements.len()),
        ]
    }

    /// The rows of `statements.csv`.
    pub(crate) fn statement_rows(&self) -> Vec<Row<'_>> {
        self.statements().map(|statement| statement.row()).collect()
    }

    /// The rows of `stances.csv`.
    pub(crate) fn stance_rows(&self) -> Vec<Row<'_>> {
        self.statements().flat_map(|statement| statement.stance_rows()).collect()
    }

    /// The statements in their order. A statement's id is the article's, `-s` and its number from 1 in three digits, or as many as
    /// it takes: `summit-s007`.
    pub(super) fn statements(&self) -> impl Iterator<Item = StatementRecord<'_, 'a>> {
        self.analysis.statements.iter().enumerate().map(|(index, of)| StatementRecord {
            article: self,
            id: format!("{}-s{:03}", self.article.id, index + 1),
            of,
        })
    }

    /// The ids of the statements in their order.
    pub(super) fn statement_ids(&self) -> Vec<String> {
        self.statements().map(|statement| statement.id).collect()
    }

    fn words(&self, span: Span) -> &'a str {
        span.of(&self.article.text)
    }

    /// Words, start and end of a span.
    pub(super) fn linked(&self, span: Option<Span>) -> [Cell<'a>; 3] {
        let (start, end) = span.map(|span| self.points.of(span)).unzip();
        [span.map_or(Cell::Empty, |span| Cell::text(self.words(span))), Cell::offset(start), Cell::offset(end)]
    }
}

impl<'a> StatementRecord<'_, 'a> {
    pub(super) fn row(&self) -> Row<'a> {
        let AttributedStatement { statement, speaker, .. } = self.of;
        let hull = statement.hull();
        let known = speaker.kind != SpeakerKind::Unknown;
        let mut row = vec![
            Cell::text(self.article.id()),
            Cell::text(self.id.clone()),
            Cell::text(statement.kind.to_string()),
            Cell::text(self.article.words(hull)),
        ];
        row.extend(self.ends(Some(hull)));
        row.extend([
            self.fragments(),
            Cell::words(speaker.id.as_deref()),
            Cell::words(speaker.name.as_deref()),
            Cell::text(speaker.kind.to_string()),
            Cell::words(speaker.role.as_deref()),
            Cell::words(speaker.affiliation.as_deref()),
        ]);
        row.extend(self.linked(speaker.mention.filter(|_| known)));
        row.extend(self.linked(statement.cue));
        row.push(Cell::single(statement.content_confidence));
        row.push(if known { Cell::single(speaker.confidence) } else { Cell::Empty });
        row
    }

    pub(super) fn stance_rows(&self) -> Vec<Row<'a>> {
        self.of.stances.iter().map(|stance| self.stance_row(stance)).collect()
    }

    fn stance_row(&self, stance: &'a ActorStance) -> Row<'a> {
        let mut row = vec![
            Cell::text(self.article.id()),
            Cell::text(self.id.clone()),
            Cell::words(self.of.speaker.id.as_deref()),
            Cell::words(self.of.speaker.name.as_deref()),
            Cell::text(stance.actor_id.as_str()),
            Cell::text(stance.actor.as_str()),
            Cell::text(stance.actor_kind.to_string()),
        ];
        row.extend(self.linked(Some(stance.mention)));
        row.extend([
            Cell::Count(stance.mentions.len()),
            Cell::text(stance.mention_role.to_string()),
            Cell::text(stance.stance.to_string()),
            Cell::single(stance.score()),
            Cell::single(stance.probabilities.unfavorable),
            Cell::single(stance.probabilities.neutral),
            Cell::single(stance.probabilities.favorable),
            Cell::Flag(stance.abstained),
            Cell::text(stance.outlook.to_string()),
            Cell::text(stance.perspective.to_string()),
            Cell::words(stance.holder.as_deref()),
            Cell::text(stance.modality.to_string()),
        ]);
        row.extend(self.linked(Some(stance.evidence)));
        row
    }

    /// Words, start and end of a span.
    fn linked(&self, span: Option<Span>) -> [Cell<'a>; 3] {
        self.article.linked(span)
    }

    /// Start and end of a span, in code points.
    fn ends(&self, span: Option<Span>) -> [Cell<'a>; 2] {
        let (start, end) = span.map(|span| self.article.points.of(span)).unzip();
        [Cell::offset(start), Cell::offset(end)]
    }

    /// `a-b;c-d` in code points; nothing of one piece.
    fn fragments(&self) -> Cell<'a> {
        let pieces = &self.of.statement.fragments;
        if pieces.len() < 2 {
            return Cell::Empty;
        }
        let pieces = pieces.iter().map(|piece| {
            let (start, end) = self.article.points.of(*piece);
            format!("{start}-{end}")
        });
        Cell::text(pieces.collect::<Vec<_>>().join(";"))
    }
}

/// The row of `summary.csv`.
pub(crate) fn summary_row(row: &SummaryRow) -> Row<'_> {
    let (low, high) = row.interval.unzip();
    let share = |of: fn(&crate::aggregate::Shares) -> f64| Cell::decimal(row.shares.as_ref().map(of));
    vec![
        Cell::text(row.speaker_id.as_str()),
        Cell::text(row.speaker.as_str()),
        Cell::text(row.actor_id.as_str()),
        Cell::text(row.actor.as_str()),
        Cell::Count(row.n_statements),
        Cell::Count(row.n_articles),
        Cell::Count(row.n_abstained),
        Cell::decimal(row.mean),
        Cell::decimal(low),
        Cell::decimal(high),
        share(|shares| shares.favorable),
        share(|shares| shares.neutral),
        share(|shares| shares.unfavorable),
    ]
}

/// The row of `errors.csv`.
pub(crate) fn error_row(failure: &Failure) -> Row<'_> {
    vec![
        Cell::text(failure.input.as_str()),
        Cell::words(failure.record.as_deref()),
        Cell::text(failure.error.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::example;
    use crate::report::Table;
    use crate::stance::Stance;

    const TEXT: &str = "“Zoë’s plan,” she said, “helps Orrin.”";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn found() -> (Article, Analysis) {
        let orrin = ActorStance {
            mentions: vec![at("Orrin")],
            mention: at("Orrin"),
            evidence: at("“helps Orrin.”"),
            ..example::stance("Orrin", Stance::Favorable, [0.05, 0.15, 0.8])
        };
        let mut statement = example::statement(Some("Ilse Brandt"), vec![orrin]);
        statement.statement.fragments = vec![at("“Zoë’s plan,”"), at("“helps Orrin.”")];
        statement.statement.cue = Some(at("said"));
        statement.speaker.mention = Some(at("she"));
        (Article::new("a", TEXT), Analysis { statements: vec![statement] })
    }

    fn cell<'r>(table: Table, row: &'r Row<'_>, column: &str) -> &'r Cell<'r> {
        &row[table.columns().iter().position(|other| other.name == column).unwrap()]
    }

    #[test]
    fn offsets_are_code_points_and_cut_out_the_words() {
        let (article, analysis) = found();
        let record = ArticleRecord::new(&article, &analysis);
        let chars: Vec<char> = TEXT.chars().collect();
        let statements = record.statement_rows();
        let stances = record.stance_rows();
        let cases = [
            (Table::Statements, &statements[0], "text", "start", "end"),
            (Table::Statements, &statements[0], "speaker_mention", "speaker_start", "speaker_end"),
            (Table::Statements, &statements[0], "cue", "cue_start", "cue_end"),
            (Table::Stances, &stances[0], "mention", "mention_start", "mention_end"),
            (Table::Stances, &stances[0], "evidence", "evidence_start", "evidence_end"),
        ];
        for (table, row, words, start, end) in cases {
            let (Cell::Text(words), Cell::Count(start), Cell::Count(end)) =
                (cell(table, row, words), cell(table, row, start), cell(table, row, end))
            else {
                panic!("{words} is not linked")
            };
            assert_eq!(chars[*start..*end].iter().collect::<String>(), *words);
        }
        assert_eq!(*cell(Table::Statements, &statements[0], "fragments"), Cell::text("0-13;24-38"));
        assert_eq!(*cell(Table::Statements, &statements[0], "statement_id"), Cell::text("a-s001"));
        assert_eq!(*cell(Table::Stances, &stances[0], "outlook"), Cell::text("none"));
    }

    #[test]
    fn an_unknown_speaker_leaves_its_cells_empty() {
        let (article, mut analysis) = found();
        analysis.statements[0] = example::statement(None, Vec::new());
        analysis.statements[0].speaker.mention = Some(at("she"));
        let record = ArticleRecord::new(&article, &analysis);
        let rows = record.statement_rows();
        for column in ["speaker_id", "speaker", "speaker_mention", "speaker_start", "speaker_end", "speaker_confidence"]
        {
            assert_eq!(*cell(Table::Statements, &rows[0], column), Cell::Empty, "{column}");
        }
        assert_eq!(*cell(Table::Statements, &rows[0], "speaker_kind"), Cell::text("unknown"));
        assert_eq!(*cell(Table::Statements, &rows[0], "fragments"), Cell::Empty);
    }

    #[test]
    fn csv_has_fixed_decimals() {
        let (article, analysis) = found();
        let record = ArticleRecord::new(&article, &analysis);
        insta::assert_snapshot!(String::from_utf8(Table::Stances.lines(&record.stance_rows())).unwrap(), @r"a,a-s001,ilse-brandt,Ilse Brandt,orrin,Orrin,state,Orrin,31,36,1,name,favorable,0.7500,0.0500,0.1500,0.8000,false,none,speaker,,asserted,“helps Orrin.”,24,38");
        insta::assert_snapshot!(String::from_utf8(Table::Articles.lines(&[record.row()])).unwrap(), @"a,,,,,,1");
    }
}

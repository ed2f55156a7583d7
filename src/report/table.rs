//! The tables and their columns.

use super::cell::{Cell, Row};

/// A column of a table: its name and what its cells hold, the same in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

/// What the cells of a column hold where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Count,
    Decimal,
    Flag,
}

impl Column {
    /// A column of words.
    pub(crate) const fn text(name: &'static str) -> Self {
        Self { name, kind: Kind::Text }
    }

    /// A column of whole numbers.
    pub(crate) const fn count(name: &'static str) -> Self {
        Self { name, kind: Kind::Count }
    }

    /// A column of measured numbers.
    pub(crate) const fn decimal(name: &'static str) -> Self {
        Self { name, kind: Kind::Decimal }
    }

    /// A column of yes and no.
    pub(crate) const fn flag(name: &'static str) -> Self {
        Self { name, kind: Kind::Flag }
    }
}

/// Whether a row has one cell per column, each empty or of its column's kind.
pub(super) fn fits(columns: &[Column], row: &Row<'_>) -> bool {
    let holds = |(column, cell): (&Column, &Cell<'_>)| {
        matches!(
            (column.kind, cell),
            (_, Cell::Empty)
                | (Kind::Text, Cell::Text(_))
                | (Kind::Count, Cell::Count(_))
                | (Kind::Decimal, Cell::Decimal(_))
                | (Kind::Flag, Cell::Flag(_))
        )
    };
    columns.len() == row.len() && columns.iter().zip(row).all(holds)
}

/// A table of a run, by what a row of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// One article.
    Articles,
    /// One statement.
    Statements,
    /// One actor of one statement.
    Stances,
    /// One speaker and one actor, over all articles.
    Summary,
    /// One input, or one record of it, that could not be read.
    Errors,
    /// One hypothesis of one statement, with a scorer.
    Claims,
    /// The sentence about one actor of one statement, with a scorer.
    Sentiment,
}

impl Table {
    /// Its name, that of its file without the ending.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Statements => "statements",
            Self::Stances => "stances",
            Self::Summary => "summary",
            Self::Errors => "errors",
            Self::Claims => "claims",
            Self::Sentiment => "sentiment",
        }
    }

    /// The name of its CSV file.
    pub(crate) fn file(self) -> String {
        format!("{}.csv", self.name())
    }

    /// Its columns; every row has a cell for each.
    pub(crate) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Articles => ARTICLES,
            Self::Statements => STATEMENTS,
            Self::Claims => CLAIMS,
            Self::Sentiment => SENTIMENT,
            Self::Stances => STANCES,
            Self::Summary => SUMMARY,
            Self::Errors => ERRORS,
        }
    }
}

const ARTICLES: &[Column] = &[
    Column::text("article_id"),
    Column::text("title"),
    Column::text("date"),
    Column::text("outlet"),
    Column::text("author"),
    Column::text("language"),
    Column::count("n_statements"),
];

const STATEMENTS: &[Column] = &[
    Column::text("article_id"),
    Column::text("statement_id"),
    Column::text("kind"),
    Column::text("text"),
    Column::count("start"),
    Column::count("end"),
    Column::text("fragments"),
    Column::text("speaker_id"),
    Column::text("speaker"),
    Column::text("speaker_kind"),
    Column::text("speaker_role"),
    Column::text("speaker_affiliation"),
    Column::text("speaker_mention"),
    Column::count("speaker_start"),
    Column::count("speaker_end"),
    Column::text("cue"),
    Column::count("cue_start"),
    Column::count("cue_end"),
    Column::decimal("content_confidence"),
    Column::decimal("speaker_confidence"),
];

const CLAIMS: &[Column] = &[
    Column::text("article_id"),
    Column::text("statement_id"),
    Column::text("speaker_id"),
    Column::text("speaker"),
    Column::text("actor_id"),
    Column::text("actor"),
    Column::text("hypothesis"),
    Column::decimal("p_agree"),
    Column::decimal("p_disagree"),
    Column::decimal("p_neutral"),
];

const SENTIMENT: &[Column] = &[
    Column::text("article_id"),
    Column::text("statement_id"),
    Column::text("speaker_id"),
    Column::text("speaker"),
    Column::text("actor_id"),
    Column::text("actor"),
    Column::decimal("score"),
    Column::decimal("p_negative"),
    Column::decimal("p_neutral"),
    Column::decimal("p_positive"),
    Column::text("evidence"),
    Column::count("evidence_start"),
    Column::count("evidence_end"),
];

const STANCES: &[Column] = &[
    Column::text("article_id"),
    Column::text("statement_id"),
    Column::text("speaker_id"),
    Column::text("speaker"),
    Column::text("actor_id"),
    Column::text("actor"),
    Column::text("actor_kind"),
    Column::text("mention"),
    Column::count("mention_start"),
    Column::count("mention_end"),
    Column::count("n_mentions"),
    Column::text("mention_role"),
    Column::text("stance"),
    Column::decimal("score"),
    Column::decimal("p_unfavorable"),
    Column::decimal("p_neutral"),
    Column::decimal("p_favorable"),
    Column::flag("abstained"),
    Column::text("outlook"),
    Column::text("perspective"),
    Column::text("holder"),
    Column::text("modality"),
    Column::text("evidence"),
    Column::count("evidence_start"),
    Column::count("evidence_end"),
];

const SUMMARY: &[Column] = &[
    Column::text("speaker_id"),
    Column::text("speaker"),
    Column::text("actor_id"),
    Column::text("actor"),
    Column::count("n_statements"),
    Column::count("n_articles"),
    Column::count("n_abstained"),
    Column::decimal("mean_score"),
    Column::decimal("ci_low"),
    Column::decimal("ci_high"),
    Column::decimal("share_favorable"),
    Column::decimal("share_neutral"),
    Column::decimal("share_unfavorable"),
];

const ERRORS: &[Column] = &[Column::text("input"), Column::text("record"), Column::text("error")];

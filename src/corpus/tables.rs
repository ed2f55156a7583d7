//! A corpus as the tables of a run, with who decided each label in a last column.

use super::folder::LABEL_SOURCE;
use super::{Corpus, Word, Words};
use crate::report::{Cell, Column, Listing, Row, Table};

impl Corpus {
    /// Articles, statements and stances. The columns are those of `score`, the last two tables with `label_source` (`model` or
    /// `human`) behind them.
    pub(crate) fn tables(&self) -> [Listing<'_>; 3] {
        [self.article_table(), self.statement_table(), self.stance_table()]
    }

    /// Which story an article tells, and which quotation a statement is.
    pub(crate) fn folded(&self) -> [Listing<'_>; 2] {
        let stories = self
            .articles
            .iter()
            .map(|article| vec![Cell::text(article.id.as_str()), Cell::text(article.story.as_str())]);
        let quotations = self
            .statements
            .iter()
            .map(|entry| vec![Cell::text(entry.id.as_str()), Cell::text(entry.quotation.as_str())]);
        [
            Listing::new("stories", &[Column::text("article_id"), Column::text("story_id")], stories),
            Listing::new("quotations", &[Column::text("statement_id"), Column::text("quotation_id")], quotations),
        ]
    }

    pub(super) fn article_table(&self) -> Listing<'_> {
        let mut counts = vec![0; self.articles.len()];
        self.statements.iter().for_each(|entry| counts[entry.article] += 1);
        let rows = self.articles.iter().zip(counts).map(|(article, statements)| -> Row<'_> {
            vec![
                Cell::text(article.id.as_str()),
                Cell::words(article.title.as_deref()),
                Cell::words(article.date.as_deref()),
                Cell::words(article.outlet.as_deref()),
                Cell::words(article.author.as_deref()),
                Cell::words(article.language.as_deref()),
                Cell::Count(statements),
            ]
        });
        Listing::new(Table::Articles.name(), Table::Articles.columns(), rows)
    }

    pub(super) fn statement_table(&self) -> Listing<'_> {
        let row = move |entry: &'_ super::StatementEntry| -> Row<'_> {
            let speaker = entry.speaker.map(|speaker| &self.speakers[speaker]);
            let pieces: Vec<String> = entry.fragments.iter().map(|(start, end)| format!("{start}-{end}")).collect();
            let mut row = vec![
                Cell::text(self.articles[entry.article].id.clone()),
                Cell::text(entry.id.clone()),
                Cell::text(entry.kind.to_string()),
            ];
            row.extend(linked(Some(&entry.words)));
            row.extend([
                if pieces.is_empty() { Cell::Empty } else { Cell::text(pieces.join(";")) },
                speaker.map_or(Cell::Empty, |speaker| Cell::text(speaker.id.clone())),
                speaker.map_or(Cell::Empty, |speaker| Cell::text(speaker.name.clone())),
                Cell::text(speaker.map_or("unknown".to_owned(), |speaker| speaker.kind.to_string())),
                entry.speaker_role.clone().map_or(Cell::Empty, Cell::text),
                entry.speaker_affiliation.clone().map_or(Cell::Empty, Cell::text),
            ]);
            row.extend(linked(entry.speaker_mention.as_ref()));
            row.extend(linked(entry.cue.as_ref()));
            row.extend([
                Cell::Decimal(entry.content_confidence),
                Cell::decimal(entry.speaker_confidence),
                Cell::text(entry.source.to_string()),
            ]);
            row
        };
        with_source(Table::Statements, self.statements.iter().map(row))
    }

    pub(super) fn stance_table(&self) -> Listing<'_> {
        let row = move |stance: &'_ super::StanceEntry| -> Row<'_> {
            let statement = &self.statements[stance.statement];
            let speaker = statement.speaker.map(|speaker| &self.speakers[speaker]);
            let actor = &self.actors[stance.actor];
            let mut row = vec![
                Cell::text(self.articles[statement.article].id.clone()),
                Cell::text(statement.id.clone()),
                speaker.map_or(Cell::Empty, |speaker| Cell::text(speaker.id.clone())),
                speaker.map_or(Cell::Empty, |speaker| Cell::text(speaker.name.clone())),
                Cell::text(actor.id.clone()),
                Cell::text(actor.name.clone()),
                Cell::text(actor.kind.to_string()),
            ];
            row.extend(linked(Some(&stance.mention)));
            row.extend([
                Cell::Count(stance.n_mentions),
                Cell::text(stance.mention_role.to_string()),
                Cell::text(stance.stance.to_string()),
                Cell::Decimal(stance.score),
                Cell::Decimal(stance.probabilities[0]),
                Cell::Decimal(stance.probabilities[1]),
                Cell::Decimal(stance.probabilities[2]),
                Cell::Flag(stance.abstained),
                label(stance.outlook),
                label(stance.perspective),
                stance.holder.clone().map_or(Cell::Empty, Cell::text),
                label(stance.modality),
            ]);
            row.extend(linked(Some(&stance.evidence)));
            row.push(Cell::text(stance.source.to_string()));
            row
        };
        with_source(Table::Stances, self.stances.iter().map(row))
    }
}

/// A table of `score`, with who decided the labels behind it.
fn with_source<'a>(table: Table, rows: impl Iterator<Item = Row<'a>> + 'a) -> Listing<'a> {
    Listing::new(table.name(), &[table.columns(), &[LABEL_SOURCE]].concat(), rows)
}

fn linked(words: Option<&Words>) -> [Cell<'static>; 3] {
    match words {
        Some(words) => [Cell::text(words.text.clone()), Cell::Count(words.start), Cell::Count(words.end)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn label<L: Word>(label: Option<L>) -> Cell<'static> {
    label.map_or(Cell::Empty, |label| Cell::text(label.to_string()))
}

//! A corpus as the tables of a run, with who decided each label in a last column.

use super::folder::LABEL_SOURCE;
use super::{Corpus, Word, Words};
use crate::report::{Cell, Row, Table, sheet};

impl Corpus {
    /// `articles.csv`, `statements.csv` and `stances.csv`. The columns are those of `score`, the last two tables with
    /// `label_source` (`model` or `human`) behind them.
    pub(crate) fn tables(&self) -> Vec<(&'static str, Vec<u8>)> {
        let with_source = |table: Table| [table.columns(), &[LABEL_SOURCE]].concat();
        vec![
            (Table::Articles.file(), sheet(Table::Articles.columns(), &self.article_rows())),
            (Table::Statements.file(), sheet(&with_source(Table::Statements), &self.statement_rows())),
            (Table::Stances.file(), sheet(&with_source(Table::Stances), &self.stance_rows())),
        ]
    }

    pub(super) fn article_rows(&self) -> Vec<Row<'_>> {
        let mut counts = vec![0; self.articles.len()];
        self.statements.iter().for_each(|entry| counts[entry.article] += 1);
        let rows = self.articles.iter().zip(counts).map(|(article, statements)| {
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
        rows.collect()
    }

    pub(super) fn statement_rows(&self) -> Vec<Row<'_>> {
        let row = |entry: &'_ super::StatementEntry| -> Row<'_> {
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
        self.statements.iter().map(row).collect()
    }

    pub(super) fn stance_rows(&self) -> Vec<Row<'_>> {
        let row = |stance: &'_ super::StanceEntry| -> Row<'_> {
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
        self.stances.iter().map(row).collect()
    }
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

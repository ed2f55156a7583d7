//! The answers of a scorer as rows.

use super::cell::{Cell, Row};
use super::record::ArticleRecord;
use super::table::Table;
use crate::claims::Answer;
use crate::pipeline::Analysis;

/// The rows of `claims.csv` or `sentiment.csv`.
pub(crate) fn answer_rows<'a>(
    table: Table,
    record: &ArticleRecord<'a>,
    analysis: &'a Analysis,
    answers: &'a [Answer],
) -> Vec<Row<'a>> {
    let ids = record.statement_ids();
    let row = |answer: &'a Answer| {
        let statement = &analysis.statements[answer.statement];
        let stance = answer.stance.map(|n| &statement.stances[n]);
        let mut row = vec![
            Cell::text(record.id()),
            Cell::text(ids[answer.statement].clone()),
            Cell::words(statement.speaker.id.as_deref()),
            Cell::words(statement.speaker.name.as_deref()),
            Cell::words(stance.map(|s| s.actor_id.as_str())),
            Cell::words(stance.map(|s| s.actor.as_str())),
        ];
        let optional = |p: Option<f32>| p.map_or(Cell::Empty, Cell::single);
        match table {
            Table::Sentiment => {
                let score = answer.no.map(|no| answer.yes - no);
                row.extend([optional(score), optional(answer.no), optional(answer.neutral), Cell::single(answer.yes)]);
                row.extend(record.linked(stance.map(|s| s.evidence)));
            }
            _ => row.extend([
                Cell::words(answer.hypothesis.as_deref()),
                Cell::single(answer.yes),
                optional(answer.no),
                optional(answer.neutral),
            ]),
        }
        row
    };
    answers.iter().map(row).collect()
}

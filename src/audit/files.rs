//! The tables of an audit.

use super::confusion::Share;
use super::key::Key;
use super::matrix::{Basis, Level, Line};
use super::outcome::Outcome;
use crate::corpus::Corpus;
use crate::report::{self, Cell, Row};

/// The line of `audit.csv` that says whose labels were audited.
pub(super) const LABELS: &str = "labels_of";

/// `audit.csv`: one figure a line, the last with the model in place of a figure.
pub(crate) fn measures(outcome: &Outcome, key: &Key) -> Vec<u8> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut put = |name: &str, of: &str, share: &Share| {
        let interval = share.interval;
        rows.push(vec![
            Cell::text(name.to_owned()),
            Cell::text(of.to_owned()),
            Cell::decimal(share.value),
            Cell::decimal(interval.map(|interval| interval.low)),
            Cell::decimal(interval.map(|interval| interval.high)),
            Cell::Count(share.n),
        ]);
    };
    for measure in &outcome.measures {
        put(measure.name, &measure.of, &measure.share);
    }
    let found = &outcome.found;
    if found.articles > 0 {
        for (name, share) in [
            ("statements_found", &found.recall),
            ("statements_right", &found.precision),
            ("speakers_right", &found.speaker),
            ("actors_found", &found.actors),
        ] {
            put(name, "whole articles", share);
        }
        if let Some(coders) = found.coders {
            put("coders_f1", "whole articles", &Share { value: Some(coders), interval: None, n: found.articles });
        }
    }
    for needed in &outcome.needed {
        rows.push(vec![
            Cell::text("rows_needed"),
            Cell::text(needed.of.clone()),
            Cell::Count(needed.rows),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ]);
    }
    let model = Cell::text(key.model.as_str());
    rows.push(vec![Cell::text(LABELS), model, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Count(key.frame)]);
    report::sheet(&["measure", "of", "value", "ci_low", "ci_high", "n"], &rows)
}

/// `confusion.csv`: coders against the model, with the rows of the frame that the sample stands for.
pub(crate) fn confusion(outcome: &Outcome) -> Vec<u8> {
    let rows: Vec<Row<'_>> = outcome
        .confusion
        .iter()
        .map(|count| {
            vec![
                Cell::text(count.of.as_str()),
                Cell::text(count.coded.to_string()),
                Cell::text(count.predicted.to_string()),
                Cell::Count(count.n),
                Cell::Decimal(count.rows),
            ]
        })
        .collect();
    report::sheet(&["actor_kind", "coded", "model", "n", "estimated_rows"], &rows)
}

/// `corrected.csv`: each mean as the model has it and corrected.
pub(crate) fn corrected(outcome: &Outcome, corpus: &Corpus) -> Vec<u8> {
    let rows: Vec<Row<'_>> = outcome.lines.iter().map(|line| corrected_row(line, corpus)).collect();
    let columns = [
        "level",
        "speaker_id",
        "speaker",
        "actor_id",
        "actor",
        "n_statements",
        "n_stories",
        "n_human",
        "n_coded",
        "mean_score",
        "ci_low",
        "ci_high",
        "corrected_mean",
        "corrected_low",
        "corrected_high",
        "basis",
    ];
    report::sheet(&columns, &rows)
}

fn corrected_row<'a>(line: &Line, corpus: &'a Corpus) -> Row<'a> {
    let speaker = line.speaker.map(|speaker| &corpus.speakers[speaker]);
    let actor = line.actor.map(|actor| &corpus.actors[actor]);
    let level = match line.level {
        Level::All => "all",
        Level::Actor => "actor",
        Level::Pair => "pair",
    };
    let basis = match line.basis {
        Basis::Own => Cell::text("own"),
        Basis::Pooled => Cell::text("pooled"),
        Basis::None => Cell::Empty,
    };
    vec![
        Cell::text(level),
        Cell::words(speaker.map(|speaker| speaker.id.as_str())),
        Cell::words(speaker.map(|speaker| speaker.name.as_str())),
        Cell::words(actor.map(|actor| actor.id.as_str())),
        Cell::words(actor.map(|actor| actor.name.as_str())),
        Cell::Count(line.rows),
        Cell::Count(line.stories),
        Cell::Count(line.human),
        Cell::Count(line.coded),
        Cell::Decimal(line.mean),
        Cell::decimal(line.interval.map(|interval| interval.low)),
        Cell::decimal(line.interval.map(|interval| interval.high)),
        Cell::decimal(line.corrected),
        Cell::decimal(line.corrected_interval.map(|interval| interval.low)),
        Cell::decimal(line.corrected_interval.map(|interval| interval.high)),
        basis,
    ]
}

//! A comparison as tables.

use super::{Comparison, Difference, Moment, Pair, Spread};
use crate::corpus::Corpus;
use crate::report::{Cell, Row, sheet};

/// The columns of `matrix.csv`.
const MATRIX_COLUMNS: &[&str] = &[
    "speaker_id",
    "speaker",
    "actor_id",
    "actor",
    "n",
    "n_statements",
    "n_articles",
    "n_stories",
    "n_abstained",
    "mean_score",
    "ci_low",
    "ci_high",
    "share_unfavorable",
    "share_neutral",
    "share_favorable",
    "finding",
];
/// The columns of `pairs.csv`.
const PAIR_COLUMNS: &[&str] = &[
    "actor_id",
    "actor",
    "speaker_a_id",
    "speaker_a",
    "speaker_b_id",
    "speaker_b",
    "n_stories_a",
    "n_stories_b",
    "difference",
    "ci_low",
    "ci_high",
    "p",
    "q",
    "differs",
];
/// The columns of `actors.csv`.
const ACTOR_COLUMNS: &[&str] = &[
    "actor_id",
    "actor",
    "actor_kind",
    "n_speakers",
    "n",
    "agreement",
    "variance",
    "side",
    "example",
    "statement_id",
    "speaker",
    "score",
    "text",
];
/// The columns of `timeline.csv`.
const TIME_COLUMNS: &[&str] = &[
    "actor_id",
    "actor",
    "speaker_id",
    "speaker",
    "period",
    "first_day",
    "last_day",
    "n",
    "n_stories",
    "mean_score",
    "ci_low",
    "ci_high",
];

/// `matrix.csv`, `pairs.csv`, `actors.csv` and `timeline.csv`.
pub(crate) fn tables(corpus: &Corpus, comparison: &Comparison) -> [(&'static str, Vec<u8>); 4] {
    let matrix: Vec<Row<'_>> = comparison.pairs.iter().map(|pair| matrix_row(corpus, pair)).collect();
    let pairs: Vec<Row<'_>> = comparison.differences.iter().map(|one| pair_row(corpus, one)).collect();
    let actors: Vec<Row<'_>> = comparison.spreads.iter().flat_map(|one| actor_rows(corpus, one)).collect();
    let times: Vec<Row<'_>> = comparison.moments.iter().map(|one| time_row(corpus, one)).collect();
    [
        ("matrix.csv", sheet(MATRIX_COLUMNS, &matrix)),
        ("pairs.csv", sheet(PAIR_COLUMNS, &pairs)),
        ("actors.csv", sheet(ACTOR_COLUMNS, &actors)),
        ("timeline.csv", sheet(TIME_COLUMNS, &times)),
    ]
}

fn matrix_row<'c>(corpus: &'c Corpus, pair: &Pair) -> Row<'c> {
    let (low, high) = pair.interval.unzip();
    let mut row = [speaker(corpus, pair.speaker), actor(corpus, pair.actor)].concat();
    row.extend([pair.n, pair.statements, pair.articles, pair.stories, pair.abstained].map(Cell::Count));
    row.extend([pair.mean, low, high].map(Cell::decimal));
    row.extend(pair.shares.map(|share| if pair.n > 0 { Cell::Decimal(share) } else { Cell::Empty }));
    row.push(Cell::text(pair.finding.word()));
    row
}

fn pair_row<'c>(corpus: &'c Corpus, one: &Difference) -> Row<'c> {
    let (low, high) = one.interval.unzip();
    let [a, b] = one.speakers;
    let mut row = [actor(corpus, one.actor), speaker(corpus, a), speaker(corpus, b)].concat();
    row.extend(one.stories.map(Cell::Count));
    row.extend([Some(one.difference), low, high, one.p, one.q].map(Cell::decimal));
    row.push(if one.p.is_some() { Cell::Flag(one.differs) } else { Cell::Empty });
    row
}

fn actor_rows<'c>(corpus: &'c Corpus, spread: &Spread) -> Vec<Row<'c>> {
    let head = || {
        let mut row: Row<'c> = actor(corpus, spread.actor).to_vec();
        row.push(Cell::text(corpus.actors[spread.actor].kind.to_string()));
        row.extend([spread.speakers, spread.n].map(Cell::Count));
        row.extend([spread.agreement, spread.variance].map(Cell::decimal));
        row
    };
    let rows = spread.examples.iter().map(|example| {
        let statement = &corpus.statements[example.statement];
        let mut row = head();
        row.extend([
            Cell::text(example.stance.to_string()),
            Cell::text(if example.random { "random" } else { "surest" }),
            Cell::text(statement.id.as_str()),
            Cell::words(statement.speaker.map(|speaker| corpus.speakers[speaker].name.as_str())),
            Cell::Decimal(example.score),
            Cell::text(statement.words.text.as_str()),
        ]);
        row
    });
    rows.collect()
}

fn time_row<'c>(corpus: &'c Corpus, one: &Moment) -> Row<'c> {
    let (low, high) = one.interval.unzip();
    let mut row: Row<'c> = actor(corpus, one.actor).to_vec();
    row.extend(one.speaker.map_or([Cell::Empty, Cell::Empty], |at| speaker(corpus, at)));
    row.extend([&one.label, &one.days.0, &one.days.1].map(|words| Cell::text(words.clone())));
    row.extend([one.n, one.stories].map(Cell::Count));
    row.extend([Some(one.mean), low, high].map(Cell::decimal));
    row
}

fn speaker(corpus: &Corpus, at: usize) -> [Cell<'_>; 2] {
    [&corpus.speakers[at].id, &corpus.speakers[at].name].map(|words| Cell::text(words.as_str()))
}

fn actor(corpus: &Corpus, at: usize) -> [Cell<'_>; 2] {
    [&corpus.actors[at].id, &corpus.actors[at].name].map(|words| Cell::text(words.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, compare};
    use super::*;
    use crate::corpus::example;

    #[test]
    fn every_row_has_a_cell_for_each_column() {
        let corpus = example::corpus();
        let voices: Vec<Option<usize>> = corpus.statements.iter().map(|statement| statement.speaker).collect();
        for (name, bytes) in tables(&corpus, &compare(&corpus, &voices, &Settings::default())) {
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            assert!(reader.records().all(|record| record.is_ok()), "{name}");
        }
        let (_, matrix) = &tables(&corpus, &compare(&corpus, &voices, &Settings::default()))[0];
        insta::assert_snapshot!(String::from_utf8_lossy(matrix));
    }
}

//! Statements that the model found or missed in articles that were coded from scratch.

use std::collections::BTreeMap;

use ndarray::{Array1, Array2, ArrayView1, Axis};

use super::coded::{Codings, FoundStatement};
use super::confusion::Share;
use super::key::{Key, KeyStatement};
use super::resample::bootstrap;
use crate::eval::matching::{Extent, matched};

/// A statement is found where this much of the characters of both is shared (IoU).
const FOUND: f64 = 0.5;

/// Counts of one article as one coder coded it.
const WIDTH: usize = 6;
const CODED: usize = 0;
const PREDICTED: usize = 1;
const MATCHED: usize = 2;
const SPEAKER: usize = 3;
const ACTORS_CODED: usize = 4;
const ACTORS_FOUND: usize = 5;

/// Of the statements in whole articles: how many the model found, and how right.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Found {
    /// Articles that were coded.
    pub(crate) articles: usize,
    /// Share of the coders' statements that the model found.
    pub(crate) recall: Share,
    /// Share of the model's statements that coders have too.
    pub(crate) precision: Share,
    /// Of those found, the share with the coders' speaker.
    pub(crate) speaker: Share,
    /// Of the actors of those found, the share that has a row.
    pub(crate) actors: Share,
    /// Between coders: F1 of finding each other's statements; `None` of one coder.
    pub(crate) coders: Option<f64>,
}

/// Compares the model with every coder; intervals draw whole articles.
pub(crate) fn found(codings: &Codings, key: &Key, seed: u64) -> Found {
    let mut rows: BTreeMap<&str, Array1<f64>> = BTreeMap::new();
    for coder in codings.articles.values() {
        for article in &key.articles {
            if let Some(coded) = coder.get(&article.article_id) {
                *rows.entry(&article.article_id).or_insert_with(|| Array1::zeros(WIDTH)) +=
                    &tally(coded, &article.statements);
            }
        }
    }
    let mut counts = Array2::zeros((rows.len(), WIDTH));
    rows.values().enumerate().for_each(|(place, row)| counts.row_mut(place).assign(row));
    let total = counts.sum_axis(Axis(0));
    let share = |part: usize, whole: usize| {
        let of = |sum: ArrayView1<'_, f64>| (sum[whole] > 0.0).then(|| sum[part] / sum[whole]);
        Share {
            value: of(total.view()),
            interval: bootstrap(&vec![0; counts.nrows()], seed, |times| of(times.dot(&counts).view())),
            n: total[whole] as usize,
        }
    };
    Found {
        articles: rows.len(),
        recall: share(MATCHED, CODED),
        precision: share(MATCHED, PREDICTED),
        speaker: share(SPEAKER, MATCHED),
        actors: share(ACTORS_FOUND, ACTORS_CODED),
        coders: between(codings),
    }
}

fn tally(coded: &[FoundStatement], predicted: &[KeyStatement]) -> Array1<f64> {
    let mut out = Array1::zeros(WIDTH);
    out[CODED] = coded.len() as f64;
    out[PREDICTED] = predicted.len() as f64;
    let gold: Vec<Extent> = coded.iter().map(|found| Extent::new([(found.start, found.end)])).collect();
    let mine: Vec<Extent> = predicted.iter().map(|s| Extent::new([(s.start, s.end)])).collect();
    for (found, partner) in coded.iter().zip(matched(&gold, &mine, FOUND)) {
        let Some(statement) = partner.map(|(place, _)| &predicted[place]) else { continue };
        out[MATCHED] += 1.0;
        let speaker = match (&found.speaker, &statement.speaker) {
            (Some(a), Some(b)) => same_name(a, b),
            (None, None) => true,
            _ => false,
        };
        out[SPEAKER] += f64::from(u8::from(speaker));
        out[ACTORS_CODED] += found.actors.len() as f64;
        let has = |name: &str| statement.actors.iter().any(|(actor, _)| same_name(name, actor));
        out[ACTORS_FOUND] += found.actors.iter().filter(|(name, _)| has(name)).count() as f64;
    }
    out
}

/// The same name, or one with the same last word ("Brandt" for "Ilse Brandt").
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
    let last = |name: &str| name.split_whitespace().last().map(str::to_owned);
    let short = |name: &str| name.split_whitespace().count() == 1;
    a == b || ((short(&a) || short(&b)) && last(&a) == last(&b))
}

/// F1 of finding each other's statements over all pairs of coders and the articles both coded.
fn between(codings: &Codings) -> Option<f64> {
    let coders: Vec<_> = codings.articles.values().collect();
    let (mut shared, mut sum) = (0.0, 0.0);
    for (place, a) in coders.iter().enumerate() {
        for b in &coders[place + 1..] {
            for (article, first) in a.iter() {
                let Some(second) = b.get(article) else { continue };
                let extents = |list: &[FoundStatement]| -> Vec<Extent> {
                    list.iter().map(|found| Extent::new([(found.start, found.end)])).collect()
                };
                let pairs = matched(&extents(first), &extents(second), FOUND);
                shared += 2.0 * pairs.iter().flatten().count() as f64;
                sum += (first.len() + second.len()) as f64;
            }
        }
    }
    (sum > 0.0).then(|| shared / sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::key::Draw;
    use crate::corpus::example;

    fn statement(start: usize, end: usize, speaker: &str, actors: &[&str]) -> FoundStatement {
        let actors = actors.iter().map(|actor| ((*actor).to_owned(), None)).collect();
        FoundStatement { start, end, speaker: Some(speaker.to_owned()), actors }
    }

    #[test]
    fn missed_and_misattributed_statements_show() {
        let key = Key::draw(&example::corpus(), Draw { rows: 1, articles: 2, seed: 1 });
        let [first, second] = &key.articles[0].statements[..] else { panic!("two statements") };
        let coded = vec![
            statement(first.start, first.end, "Varga", &["Orrin", "Lund"]),
            statement(second.start, second.end, "Zoë Varga", &[]),
            statement(0, 6, "Nobody", &[]),
        ];
        let mut codings = Codings::default();
        codings.articles.entry("anna".into()).or_default().insert("grain".into(), coded.clone());
        codings.articles.entry("ben".into()).or_default().insert("grain".into(), coded[..2].to_vec());
        let found = found(&codings, &key, 1);
        assert_eq!((found.articles, found.recall.n), (1, 5));
        assert_eq!((found.recall.value, found.precision.value), (Some(4.0 / 5.0), Some(1.0)));
        assert_eq!((found.speaker.value, found.actors.value), (Some(0.5), Some(0.5)));
        assert_eq!(found.coders, Some(0.8));
        // One article has no interval.
        assert_eq!(found.recall.interval, None);
    }
}

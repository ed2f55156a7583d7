//! How far the speakers on one actor lie apart, with statements of each side to read.

use std::collections::BTreeMap;

use ndarray::Array1;

use super::portrayal::Portrayal;
use super::{Example, Pair, Spread, agreement};
use crate::corpus::{Corpus, StanceEntry};
use crate::random::SplitMix64;
use crate::stance::Stance;

const SIDES: [Stance; 3] = [Stance::Unfavorable, Stance::Neutral, Stance::Favorable];

/// One entry for each actor with a counted portrayal, the one with most speakers first. Each speaker weighs the same, however often he is
/// quoted.
pub(super) fn spreads(
    corpus: &Corpus,
    pairs: &[Pair],
    by_pair: &BTreeMap<(usize, usize), Vec<&Portrayal>>,
    seed: u64,
) -> Vec<Spread> {
    let mut by_actor: BTreeMap<usize, Vec<&Pair>> = BTreeMap::new();
    pairs.iter().filter(|pair| pair.n > 0).for_each(|pair| by_actor.entry(pair.actor).or_default().push(pair));
    let mut rows: BTreeMap<usize, Vec<&StanceEntry>> = BTreeMap::new();
    for stance in corpus.stances.iter().filter(|stance| stance.counts()) {
        let speaker = corpus.statements[stance.statement].speaker;
        if speaker.is_some_and(|speaker| by_pair.contains_key(&(speaker, stance.actor))) {
            rows.entry(stance.actor).or_default().push(stance);
        }
    }
    let spread = |(actor, pairs): (usize, Vec<&Pair>)| {
        let means: Array1<f64> = pairs.iter().filter_map(|pair| pair.mean).collect();
        let several = means.len() > 1;
        let frequencies: Vec<f64> = (0..3).map(|k| pairs.iter().map(|pair| pair.shares[k]).sum()).collect();
        Spread {
            actor,
            speakers: means.len(),
            n: pairs.iter().map(|pair| pair.n).sum(),
            agreement: several.then(|| agreement::agreement(&frequencies)).flatten(),
            variance: several.then(|| means.var(1.0)),
            examples: examples(rows.get(&actor).map_or(&[][..], Vec::as_slice), seed),
        }
    };
    let mut out: Vec<Spread> = by_actor.into_iter().map(spread).collect();
    out.sort_by_key(|spread| (usize::MAX - spread.speakers, usize::MAX - spread.n, spread.actor));
    out
}

/// Of each side the row that the model is surest of and another one drawn at random: never only the most telling.
fn examples(rows: &[&StanceEntry], seed: u64) -> Vec<Example> {
    let mut out = Vec::new();
    for (place, side) in SIDES.into_iter().enumerate() {
        let of_side: Vec<&&StanceEntry> = rows.iter().filter(|row| row.stance == side).collect();
        let sure = |row: &&StanceEntry| row.probabilities[place];
        let Some(surest) = of_side.iter().copied().rev().max_by(|a, b| sure(a).total_cmp(&sure(b))) else { continue };
        let example =
            |row: &StanceEntry, random| Example { stance: side, statement: row.statement, score: row.score, random };
        out.push(example(surest, false));
        let rest: Vec<&&&StanceEntry> = of_side.iter().filter(|row| row.statement != surest.statement).collect();
        if !rest.is_empty() {
            let mut random =
                SplitMix64::new(seed.wrapping_add(rows[0].actor as u64).wrapping_mul(31).wrapping_add(place as u64));
            out.push(example(rest[random.below(rest.len())], true));
        }
    }
    out
}

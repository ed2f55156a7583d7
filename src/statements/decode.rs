//! Token probabilities to spans: the most probable sequence of begin, inside and outside.

use std::ops::Range;

use crate::model::{Bio, TokenReading};

/// The spans, as token ranges, of the best legal sequence over `tokens` (Viterbi 1967; inside never follows outside).
pub(super) fn spans(tokens: &[TokenReading], of: impl Fn(&TokenReading) -> Bio) -> Vec<Range<usize>> {
    const OUTSIDE: usize = 0;
    const BEGIN: usize = 1;
    const INSIDE: usize = 2;
    let mut best = [0.0_f32, 0.0, f32::NEG_INFINITY];
    let mut back: Vec<[usize; 3]> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let bio = of(token);
        let log = |p: f32| p.max(1e-9).ln();
        let any = (0..3).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(OUTSIDE);
        let within = if best[BEGIN] >= best[INSIDE] { BEGIN } else { INSIDE };
        back.push([any, any, within]);
        best = [best[any] + log(bio.outside), best[any] + log(bio.begin), best[within] + log(bio.inside)];
        if back.len() == 1 {
            best[INSIDE] = f32::NEG_INFINITY;
        }
    }
    let mut state = (0..3).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(OUTSIDE);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut end = None;
    for index in (0..tokens.len()).rev() {
        if state != OUTSIDE && end.is_none() {
            end = Some(index + 1);
        }
        if state == BEGIN {
            out.extend(end.take().map(|end| index..end));
        }
        state = back[index][state];
    }
    out.reverse();
    out
}

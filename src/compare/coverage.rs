//! How often a 95 % interval holds what it should, over simulated corpora.

use super::interval::{Units, estimate};
use crate::random::SplitMix64;

/// A number of 0..1.
fn unit(random: &mut SplitMix64) -> f64 {
    (random.next() >> 11) as f64 / (1_u64 << 53) as f64
}

/// What is simulated: stories with a tendency of their own and 1 to 12 portrayals each, few of most (their number is skewed), each
/// unfavorable, neutral or favorable around that tendency, as scores near -0.7, 0 and 0.7; speakers with a tendency too, if there is more
/// than one. The long-run mean is that of the model's three probabilities, which are symmetric: it is 0.
fn simulated(random: &mut SplitMix64, stories: usize, speakers: usize) -> Vec<(usize, usize, f64)> {
    let tendency = |random: &mut SplitMix64| (unit(random) - 0.5) * 0.8;
    let of_speakers: Vec<f64> =
        (0..speakers).map(|_| if speakers > 1 { tendency(random) * 0.6 } else { 0.0 }).collect();
    let mut out = Vec::new();
    for story in 0..stories {
        let of_story = tendency(random);
        let size = 1 + (unit(random).powi(3) * 12.0) as usize;
        for _ in 0..size {
            let speaker = random.below(speakers);
            let shift = (of_story + of_speakers[speaker]).clamp(-0.9, 0.9);
            // P(favorable) - P(unfavorable) = shift * 0.9, P(neutral) = 0.4 or what is left.
            let spread = 0.6_f64.max(shift.abs() * 0.9);
            let favorable = (spread + shift * 0.9) / 2.0;
            let draw = unit(random);
            let level = if draw < favorable {
                0.7
            } else if draw < spread {
                -0.7
            } else {
                0.0
            };
            out.push((story, speaker, level + (unit(random) - 0.5) * 0.3));
        }
    }
    out
}

/// Share of simulated corpora whose interval holds the truth, and mean width.
fn coverage(stories: usize, speakers: usize, corpora: usize) -> (f64, f64) {
    let mut random = SplitMix64::new(20_261_124);
    let (mut held, mut width) = (0, 0.0);
    for seed in 0..corpora {
        let scores = simulated(&mut random, stories, speakers);
        let units = Units::of_scores(scores.into_iter());
        let (low, high) = estimate(&units, speakers > 1, seed as u64).interval.expect("enough stories");
        held += usize::from(low <= 0.0 && high >= 0.0);
        width += high - low;
    }
    (held as f64 / corpora as f64, width / corpora as f64)
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures of the documentation")]
fn intervals_hold_what_they_should() {
    // 1,000 corpora: the standard error of a coverage of 0.95 is 0.007.
    for (stories, speakers, least) in [(5, 1, 0.93), (10, 1, 0.93), (30, 1, 0.92), (10, 8, 0.93), (30, 12, 0.93)] {
        let (held, width) = coverage(stories, speakers, 1_000);
        println!("{stories} stories, {speakers} speakers: {held:.3}, width {width:.2}");
        assert!((least..=0.995).contains(&held), "{stories} stories, {speakers} speakers: {held}");
    }
}

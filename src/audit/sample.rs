//! Which rows are coded by hand, each with its known probability.

use std::collections::BTreeMap;

use crate::random::SplitMix64;

/// A unit that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Drawn {
    /// Index into the frame.
    pub(crate) unit: usize,
    /// How probable it was that the unit would be drawn, in 0..1.
    pub(crate) probability: f64,
}

/// A stratified sample of `wanted` units without replacement, simple random within strata (Cochran 1977, "Sampling Techniques",
/// section 5.1), in the order of the frame.
///
/// `strata` has the stratum of each unit of the frame. Rare strata get more than their share, so that errors on them are seen:
/// sizes go by the square root of the stratum's (power allocation: Bankier 1988, with exponent 1/2), at least two each where there
/// are two. A frame of no more than `wanted` units is taken whole, with probability 1.
pub(crate) fn stratified(strata: &[usize], wanted: usize, seed: u64) -> Vec<Drawn> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (unit, stratum) in strata.iter().enumerate() {
        members.entry(*stratum).or_default().push(unit);
    }
    let sizes: Vec<usize> = members.values().map(Vec::len).collect();
    let shares = allocation(&sizes, wanted);
    let mut random = SplitMix64::new(seed);
    let mut drawn: Vec<Drawn> = Vec::new();
    for (mut units, share) in members.into_values().zip(shares) {
        let size = units.len();
        // The first steps of a Fisher-Yates shuffle.
        for place in 0..share {
            let other = place + random.below(size - place);
            units.swap(place, other);
        }
        let probability = share as f64 / size as f64;
        drawn.extend(units[..share].iter().map(|unit| Drawn { unit: *unit, probability }));
    }
    drawn.sort_by_key(|drawn| drawn.unit);
    drawn
}

/// How many of each stratum: by the square root of its size, never more than there are, two at least; one by one to the stratum
/// that is furthest below its part (Webster's method), the first of equals.
fn allocation(sizes: &[usize], wanted: usize) -> Vec<usize> {
    let wanted = wanted.min(sizes.iter().sum());
    let mut shares: Vec<usize> = vec![0; sizes.len()];
    let floor = |size: usize| size.min(2);
    for _ in 0..wanted {
        let open = (0..sizes.len()).filter(|s| shares[*s] < sizes[*s]);
        let need = |s: &usize| {
            let starved = shares[*s] < floor(sizes[*s]);
            (u8::from(starved), (sizes[*s] as f64).sqrt() / (shares[*s] as f64 + 0.5))
        };
        let next = open.max_by(|a, b| {
            let (a_need, b_need) = (need(a), need(b));
            a_need.0.cmp(&b_need.0).then(a_need.1.total_cmp(&b_need.1)).then(b.cmp(a))
        });
        if let Some(next) = next {
            shares[next] += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_strata_get_more_than_their_share() {
        assert_eq!(allocation(&[900, 100, 25], 90), [60, 20, 10]);
        assert_eq!(allocation(&[3, 1, 500], 6), [2, 1, 3]);
        assert_eq!(allocation(&[3, 1], 10), [3, 1]);
        assert_eq!(allocation(&[], 10), [0; 0]);
    }

    #[test]
    fn every_unit_is_drawn_as_often_as_its_probability_says() {
        let strata: Vec<usize> = (0..60).map(|unit| usize::from(unit < 12)).collect();
        let mut seen = vec![0.0; 60];
        let mut probability = vec![0.0; 60];
        for seed in 0..2_000 {
            for drawn in stratified(&strata, 18, seed) {
                seen[drawn.unit] += 1.0 / 2_000.0;
                probability[drawn.unit] = drawn.probability;
            }
        }
        for (seen, probability) in seen.iter().zip(&probability) {
            assert!((seen - probability).abs() < 0.05, "{seen} {probability}");
        }
        // Weights sum up to the frame.
        let weights: f64 = stratified(&strata, 18, 1).iter().map(|drawn| 1.0 / drawn.probability).sum();
        assert!((weights - 60.0).abs() < 1e-9, "{weights}");
    }

    #[test]
    fn a_small_frame_is_taken_whole_and_a_seed_gives_one_sample() {
        assert!(stratified(&[0, 1, 0], 200, 1).iter().all(|drawn| drawn.probability == 1.0));
        let strata = vec![0; 100];
        assert_eq!(stratified(&strata, 10, 3), stratified(&strata, 10, 3));
        assert_ne!(stratified(&strata, 10, 3), stratified(&strata, 10, 4));
    }
}

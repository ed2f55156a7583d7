//! Reproducible random numbers.

/// SplitMix64 (Steele, Lea & Flood 2014, figure 15): the same seed gives the same numbers on every machine.
pub(super) struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..limit`, by the high half of a product (Lemire 2019, section 3); its bias is below `limit / 2^64`.
    ///
    /// # Panics
    /// If `limit` is 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        assert!(limit > 0, "no number is below 0");
        let product = u128::from(self.bits()) * limit as u128;
        usize::try_from(product >> 64).expect("the high half is below the limit")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_the_published_ones() {
        // java.util.SplittableRandom and the reference C code, seed 1234567.
        let mut random = Random::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_stay_below_the_limit_and_reach_all_of_it() {
        let mut random = Random::new(7);
        let mut seen = [0_usize; 5];
        (0..1000).for_each(|_| seen[random.below(5)] += 1);
        assert!(seen.iter().all(|n| (120..280).contains(n)), "{seen:?}");
    }
}

//! What is computed number by number, over rows of floats whose length is a multiple of [`LANES`](crate::vector::isa::LANES).

use crate::vector::isa::{Isa, together, vectors, vectors_mut};
use crate::vector::whole::{ROUND, larger, reciprocal};

/// How the bytes of a row are read: number = scale * (byte - zero).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Range {
    pub scale: f32,
    /// A whole number in 0..=255.
    pub zero: f32,
}

#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// A row in bytes, its range from its smallest to its largest number and 0 (ONNX operator DynamicQuantizeLinear).
#[inline(always)]
pub(super) fn quantise(isa: impl Isa, row: &[f32], bytes: &mut [u8]) -> Range {
    let (mut low, mut high) = (isa.splat(0.0), isa.splat(0.0));
    for x in vectors(row) {
        let x = isa.load(x);
        (low, high) = (isa.min(low, x), isa.max(high, x));
    }
    let (low, high) = (together(isa, low, smaller), together(isa, high, larger));
    let scale = (high - low) / 255.0;
    let inverse = reciprocal(scale);
    let zero = (-low * inverse + ROUND) - ROUND;
    let (inverses, zeros) = (isa.splat(inverse), isa.splat(zero));
    let (least, most, round) = (isa.splat(0.0), isa.splat(255.0), isa.splat(ROUND));
    for (x, bytes) in vectors(row).iter().zip(vectors_mut(bytes)) {
        let x = isa.fma(isa.load(x), inverses, zeros);
        isa.low_bytes(isa.add(isa.min(isa.max(x, least), most), round), bytes);
    }
    Range { scale, zero }
}

/// The row with mean 0 and variance 1, times `weight`, plus `bias` (Ba et al. 2016, section 3).
#[inline(always)]
pub(super) fn normalise(isa: impl Isa, row: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let count = row.len() as f32;
    let mut sum = isa.splat(0.0);
    for x in vectors(row) {
        sum = isa.add(sum, isa.load(x));
    }
    let mean = isa.splat(isa.total(sum) / count);
    let mut squares = isa.splat(0.0);
    for x in vectors(row) {
        let x = isa.sub(isa.load(x), mean);
        squares = isa.fma(x, x, squares);
    }
    let inverse = isa.splat(1.0 / (isa.total(squares) / count + epsilon).sqrt());
    for ((x, weight), bias) in vectors_mut(row).iter_mut().zip(vectors(weight)).zip(vectors(bias)) {
        let central = isa.mul(isa.sub(isa.load(x), mean), inverse);
        isa.store(isa.fma(central, isa.load(weight), isa.load(bias)), x);
    }
}

/// x times the normal distribution's share below x (Hendrycks and Gimpel 2016), to 1e-4.
///
/// The share is 0.5 + x * p(x^2) for |x| up to 4.5, with the polynomial p of degree 8 of the least largest error of the product; beyond,
/// what it is at 4.5.
#[inline(always)]
pub(super) fn gelu<I: Isa>(isa: I, x: I::Floats) -> I::Floats {
    const P: [f32; 9] = [
        3.036_427_4e-11,
        -3.314_667_9e-9,
        1.590_999_8e-7,
        -4.451_735e-6,
        8.142_523e-5,
        -1.037_591_7e-3,
        9.585_205e-3,
        -6.598_466e-2,
        3.987_126e-1,
    ];
    let within = isa.min(isa.max(x, isa.splat(-4.5)), isa.splat(4.5));
    let sum = polynomial(isa, isa.mul(within, within), &P);
    isa.mul(x, isa.fma(sum, within, isa.splat(0.5)))
}

/// The polynomial with these coefficients, that of the highest power first.
#[inline(always)]
fn polynomial<I: Isa>(isa: I, x: I::Floats, coefficients: &[f32]) -> I::Floats {
    let mut sum = isa.splat(coefficients[0]);
    for coefficient in &coefficients[1..] {
        sum = isa.fma(sum, x, isa.splat(*coefficient));
    }
    sum
}

/// 2^x for x of at most 0, to 3e-6 of its value: 2^n by the exponent's bits, and a polynomial of degree 4 of the least largest error for the
/// rest in -0.5..=0.5. From -126 downward it is 2^-126.
#[inline(always)]
fn exp2<I: Isa>(isa: I, x: I::Floats) -> I::Floats {
    const P: [f32; 5] = [9.570_102e-3, 5.591_786_3e-2, 2.402_474_4e-1, 6.931_218e-1, 9.999_993e-1];
    let x = isa.max(x, isa.splat(-126.0));
    let rounded = isa.add(x, isa.splat(ROUND));
    let rest = isa.sub(x, isa.sub(rounded, isa.splat(ROUND)));
    isa.raise(polynomial(isa, rest, &P), rounded)
}

/// The largest share that [`shares`] gives.
const WHOLE_SHARE: f32 = 16383.0;

/// 2^(factor * (x - the largest x)) of each number of a row, in 0..=16383, and their sum; `factor` is above 0. A softmax with the division
/// left to the caller; `f32::MIN` has no share.
#[inline(always)]
pub(super) fn shares(isa: impl Isa, row: &[f32], factor: f32, shares: &mut [i16]) -> f32 {
    let mut most = isa.splat(f32::MIN);
    for x in vectors(row) {
        most = isa.max(most, isa.load(x));
    }
    // (x - most) * factor would take an instruction more.
    let (factors, start) = (isa.splat(factor), isa.splat(-together(isa, most, larger) * factor));
    let (whole, round) = (isa.splat(WHOLE_SHARE), isa.splat(ROUND));
    let mut sum = isa.splat(0.0);
    for (x, shares) in vectors(row).iter().zip(vectors_mut(shares)) {
        let share = isa.fma(exp2(isa, isa.fma(isa.load(x), factors, start)), whole, round);
        isa.low_words(share, shares);
        sum = isa.add(sum, isa.sub(share, round));
    }
    isa.total(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::isa::{Level, Task};
    use crate::vector::whole::reach;
    use statrs::function::erf::erf;

    /// Everything above of one row.
    struct All<'a>(&'a [f32]);

    #[derive(Debug)]
    struct Found {
        reach: f32,
        range: Range,
        bytes: Vec<u8>,
        normalised: Vec<f32>,
        gelu: Vec<f32>,
        powers: Vec<f32>,
        shares: Vec<i16>,
        sum: f32,
    }

    impl Task for All<'_> {
        type Output = Found;

        #[inline(always)]
        fn run(self, isa: impl Isa) -> Found {
            let count = self.0.len();
            let (mut bytes, mut shares) = (vec![0; count], vec![0; count]);
            let (mut normalised, mut gelus, mut powers) = (self.0.to_vec(), self.0.to_vec(), self.0.to_vec());
            normalise(isa, &mut normalised, &vec![2.0; count], &vec![1.0; count], 1e-12);
            for x in vectors_mut(&mut gelus) {
                isa.store(gelu(isa, isa.load(x)), x);
            }
            for x in vectors_mut(&mut powers) {
                isa.store(exp2(isa, isa.min(isa.load(x), isa.splat(0.0))), x);
            }
            let range = quantise(isa, self.0, &mut bytes);
            let sum = super::shares(isa, self.0, std::f32::consts::LOG2_E, &mut shares);
            Found { reach: reach(isa, self.0), range, bytes, normalised, gelu: gelus, powers, shares, sum }
        }
    }

    /// What every set of instructions gives, which is the same to the last bit.
    fn found(row: &[f32]) -> Found {
        let mut found: Vec<Found> = Level::all().map(|level| level.run(All(row))).collect();
        // As text, so that what is not a number is equal to itself.
        let texts: Vec<String> = found.iter().map(|found| format!("{found:?}")).collect();
        assert!(texts.windows(2).all(|pair| pair[0] == pair[1]), "{row:?}");
        found.pop().expect("a processor with AVX2")
    }

    fn row() -> Vec<f32> {
        (0..960).map(|n| (n * 7 % 960) as f32 / 80.0 - 7.0).collect()
    }

    #[test]
    fn a_row_comes_back_from_its_bytes() {
        let found = found(&row());
        for (x, byte) in row().iter().zip(&found.bytes) {
            let back = found.range.scale * (f32::from(*byte) - found.range.zero);
            assert!((x - back).abs() <= found.range.scale * 0.51, "{x}: {back}");
        }
        assert_eq!(found.bytes.iter().max(), Some(&255));
        assert_eq!((found.reach, found.range.zero.fract()), (7.0, 0.0));
    }

    #[test]
    fn a_row_of_zeros_has_bytes_of_zero() {
        let found = found(&[0.0; 32]);
        assert_eq!((found.range, found.bytes, found.reach), (Range::default(), vec![0; 32], 0.0));
        assert_eq!(found.shares, [16383; 32]);
    }

    #[test]
    fn a_normalised_row_has_mean_0_and_variance_1() {
        let row = found(&row()).normalised;
        let mean = row.iter().sum::<f32>() / row.len() as f32;
        let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / row.len() as f32;
        assert!((mean - 1.0).abs() < 1e-4 && (variance - 4.0).abs() < 1e-3, "{mean} {variance}");
    }

    #[test]
    fn gelu_is_that_of_the_error_function() {
        for (x, found) in row().iter().zip(found(&row()).gelu) {
            let expected = 0.5 * f64::from(*x) * (1.0 + erf(f64::from(*x) / 2.0_f64.sqrt()));
            assert!((f64::from(found) - expected).abs() < 1e-4, "{x}: {found} and {expected}");
        }
    }

    #[test]
    fn powers_of_two_are_right_to_six_digits() {
        let row: Vec<f32> = (0..1600).map(|n| -(n as f32) / 12.8).collect();
        for (x, found) in row.iter().zip(found(&row).powers) {
            let expected = f64::from(x.max(-126.0)).exp2();
            assert!((f64::from(found) / expected - 1.0).abs() < 4e-6, "{x}: {found} and {expected}");
        }
    }

    #[test]
    fn shares_are_a_softmax() {
        let mut row: Vec<f32> = (0..64).map(|n| (n * 7 % 13) as f32 / 3.0).collect();
        row[60..].fill(f32::MIN);
        let found = found(&row);
        let total: f32 = row.iter().map(|x| x.exp()).sum();
        for (x, share) in row.iter().zip(&found.shares) {
            let (found, expected) = (f32::from(*share) / found.sum, x.exp() / total);
            assert!((found - expected).abs() < 1e-4, "{x}: {found} and {expected}");
        }
        assert_eq!(found.shares[60..], [0; 4]);
    }
}

//! Whole numbers that floats are rounded to, with what makes them floats again.

#[cfg(target_arch = "x86_64")]
use super::isa::{Isa, together, vectors};

/// Added to a number below 2^22 in magnitude, it leaves the number's nearest integer in the low bits of the sum.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// 1 / x; 0 of 0. `x` is not negative.
#[inline(always)]
pub(crate) fn reciprocal(x: f32) -> f32 {
    if x > 0.0 { 1.0 / x } else { 0.0 }
}

#[inline(always)]
pub(crate) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The largest magnitude of a row; 0 of an empty one.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn reach(isa: impl Isa, row: &[f32]) -> f32 {
    let (mut low, mut high) = (isa.splat(0.0), isa.splat(0.0));
    for x in vectors(row) {
        let x = isa.load(x);
        (low, high) = (isa.min(low, x), isa.max(high, x));
    }
    together(isa, isa.max(high, isa.sub(isa.splat(0.0), low)), larger)
}

/// A vector's numbers times `factors`, rounded: the products are whole numbers in their low bits.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn rounded<I: Isa>(isa: I, x: I::Floats, factors: I::Floats) -> I::Floats {
    isa.fma(x, factors, isa.splat(ROUND))
}

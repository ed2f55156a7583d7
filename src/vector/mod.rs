//! Vector instructions, and the heads' products on them.

#[cfg(target_arch = "x86_64")]
pub(crate) mod isa;
mod packed;
mod product;
pub(crate) mod whole;

use ndarray::ArrayView2;

pub(crate) use packed::Packed;
pub(crate) use product::{combined, product};

/// Numbers of a vector.
pub(crate) const LANES: usize = 16;

/// The rows of a matrix, if each lies in one piece.
fn rows<'a>(matrix: &'a ArrayView2<'_, f32>) -> Option<Vec<&'a [f32]>> {
    matrix.outer_iter().map(|row| row.to_slice()).collect()
}

//! A matrix of weights in whole numbers of 16 bits, packed for products with a handful of rows.

use std::ops::Range;

use ndarray::{Array2, ArrayView2};

use super::LANES;
use super::whole::{ROUND, larger, reciprocal};

/// Outputs of a panel.
const PANEL: usize = 32;
/// Inputs that are added up in whole numbers; the sums of blocks are added up in floats.
const BLOCK: usize = 384;
/// The largest magnitude of a weight.
const WEIGHT: i16 = 1365;
/// The largest magnitude of an input, each row and block having a scale of its own.
const INPUT: i16 = 4095;
const _: () = assert!(BLOCK as i64 * WEIGHT as i64 * INPUT as i64 <= i32::MAX as i64, "a block's sum has 32 bits");

/// A matrix `[out, in]` as whole numbers, with a scale for each output, in steps some twenty times as fine as those of the encoder's bytes. Two
/// products take the time that one takes in floats of 32 bits, and half of the memory. Every processor gives the same bits.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    outputs: usize,
    inputs: usize,
    /// `[output / 32, input / 2, output % 32, input % 2]`, filled up with zeros to whole panels and whole vectors of inputs.
    weights: Vec<i16>,
    /// What a weight of 1 stands for, of each output.
    scales: Vec<f32>,
}

/// Rows as whole numbers.
struct Rows {
    /// `[row, input]`, filled up with zeros.
    values: Vec<i16>,
    /// `[row, block]`.
    scales: Vec<f32>,
}

impl Packed {
    /// The matrix `[out, in]`, packed.
    pub fn of(matrix: &ArrayView2<'_, f32>) -> Self {
        let (outputs, inputs) = matrix.dim();
        let (width, panels) = (inputs.next_multiple_of(LANES), outputs.div_ceil(PANEL));
        let mut weights = vec![0; panels * width * PANEL];
        let mut scales = vec![0.0; panels * PANEL];
        for (output, row) in matrix.outer_iter().enumerate() {
            let reach = row.iter().fold(0.0, |reach, weight| larger(reach, weight.abs()));
            let factor = f32::from(WEIGHT) * reciprocal(reach);
            scales[output] = reach / f32::from(WEIGHT);
            let panel = &mut weights[output / PANEL * width * PANEL..][..width * PANEL];
            for (input, weight) in row.iter().enumerate() {
                panel[(input / 2 * PANEL + output % PANEL) * 2 + input % 2] = whole(*weight, factor);
            }
        }
        Self { outputs, inputs, weights, scales }
    }

    /// `x w^T`, `[n, out]`, of `x`, `[n, in]`.
    pub fn apply(&self, x: &ArrayView2<'_, f32>) -> Array2<f32> {
        assert_eq!(x.ncols(), self.inputs, "columns of the rows, and inputs");
        if self.weights.is_empty() {
            return Array2::zeros((x.nrows(), self.outputs));
        }
        let width = self.width();
        let mut rows = vec![0.0; x.nrows() * width];
        for (row, place) in x.outer_iter().zip(rows.chunks_exact_mut(width)) {
            // What was put together column by column has its rows in pieces.
            match row.to_slice() {
                Some(row) => place[..row.len()].copy_from_slice(row),
                None => place.iter_mut().zip(row).for_each(|(place, x)| *place = *x),
            }
        }
        let sums = self.sums(&rows);
        let stride = self.scales.len();
        if stride == self.outputs {
            return Array2::from_shape_vec((x.nrows(), self.outputs), sums).expect("a sum for each row and output");
        }
        Array2::from_shape_fn((x.nrows(), self.outputs), |(row, output)| sums[row * stride + output])
    }

    /// The products of rows that are filled up with zeros, the outputs up to whole panels.
    fn sums(&self, rows: &[f32]) -> Vec<f32> {
        #[cfg(target_arch = "x86_64")]
        if let Some(level) = super::isa::Level::detect() {
            return level.run(x86_64::Product { matrix: self, rows });
        }
        self.plain(rows)
    }

    /// The products on a processor that we have no instructions for.
    #[cfg_attr(target_arch = "x86_64", allow(dead_code, reason = "where there is neither AVX2 nor AVX-512"))]
    fn plain(&self, rows: &[f32]) -> Vec<f32> {
        let (width, stride) = (self.width(), self.scales.len());
        let count = rows.len() / width;
        let mut out = vec![0.0; count * stride];
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(stride)) {
            for block in self.blocks() {
                let row = &row[block.clone()];
                let reach = row.iter().fold(0.0, |reach, x| larger(reach, x.abs()));
                let (scale, factor) = (reach / f32::from(INPUT), f32::from(INPUT) * reciprocal(reach));
                let row: Vec<i32> = row.iter().map(|x| i32::from(whole(*x, factor))).collect();
                for (panel, out) in out.chunks_exact_mut(PANEL).enumerate() {
                    let mut sums = [0; PANEL];
                    for (two, weights) in row.chunks_exact(2).zip(self.panel(panel, &block).chunks_exact(2 * PANEL)) {
                        for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                            *sum += two[0] * i32::from(weights[0]) + two[1] * i32::from(weights[1]);
                        }
                    }
                    let scales = &self.scales[panel * PANEL..];
                    for ((out, sum), weight) in out.iter_mut().zip(sums).zip(scales) {
                        *out = (sum as f32).mul_add(scale * weight, *out);
                    }
                }
            }
        }
        out
    }

    /// Inputs, filled up to whole vectors.
    fn width(&self) -> usize {
        self.inputs.next_multiple_of(LANES)
    }

    /// The inputs of each block.
    fn blocks(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let width = self.width();
        (0..width).step_by(BLOCK).map(move |start| start..width.min(start + BLOCK))
    }

    /// The weights of a block of inputs.
    fn panel(&self, panel: usize, block: &Range<usize>) -> &[i16] {
        &self.weights[(panel * self.width() + block.start) * PANEL..][..block.len() * PANEL]
    }
}

/// The nearest whole number to `x * factor`.
fn whole(x: f32, factor: f32) -> i16 {
    (x.mul_add(factor, ROUND).to_bits() as u16).cast_signed()
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use super::{INPUT, Packed, Rows};
    use crate::vector::isa::{Isa, LANES, PANEL, ROWS, Task, Tile, vectors, vectors_mut};
    use crate::vector::whole::{reach, reciprocal, rounded};

    const _: () = assert!(super::PANEL == PANEL);

    pub(super) struct Product<'a> {
        pub matrix: &'a Packed,
        /// `[row, input]`, filled up with zeros.
        pub rows: &'a [f32],
    }

    impl Task for Product<'_> {
        type Output = Vec<f32>;

        #[inline(always)]
        fn run(self, isa: impl Isa) -> Vec<f32> {
            let Self { matrix, rows } = self;
            multiply(isa, matrix, &whole_rows(isa, matrix, rows))
        }
    }

    #[inline(always)]
    fn whole_rows(isa: impl Isa, matrix: &Packed, rows: &[f32]) -> Rows {
        let width = matrix.width();
        let mut values = vec![0; rows.len()];
        let mut scales = Vec::with_capacity(rows.len() / width * matrix.blocks().count());
        for (row, values) in rows.chunks_exact(width).zip(values.chunks_exact_mut(width)) {
            for block in matrix.blocks() {
                let row = &row[block.clone()];
                let reach = reach(isa, row);
                scales.push(reach / f32::from(INPUT));
                let factors = isa.splat(f32::from(INPUT) * reciprocal(reach));
                for (x, values) in vectors(row).iter().zip(vectors_mut(&mut values[block])) {
                    isa.low_words(rounded(isa, isa.load(x), factors), values);
                }
            }
        }
        Rows { values, scales }
    }

    #[inline(always)]
    fn multiply(isa: impl Isa, matrix: &Packed, rows: &Rows) -> Vec<f32> {
        let (width, stride) = (matrix.width(), matrix.scales.len());
        let (count, blocks) = (rows.values.len() / width, matrix.blocks().count());
        let mut out = vec![0.0; count * stride];
        let mut tile: Tile = [[0; PANEL]; ROWS];
        for (panel, scales) in matrix.scales.chunks_exact(PANEL).enumerate() {
            let scales: [_; PANEL / LANES] = std::array::from_fn(|half| isa.load(&vectors(scales)[half]));
            for (number, block) in matrix.blocks().enumerate() {
                // The weights of a block stay in the first cache while all rows go by.
                let weights = matrix.panel(panel, &block);
                for first in (0..count).step_by(ROWS) {
                    let some = ROWS.min(count - first);
                    isa.words(
                        &rows.values[first * width + block.start..],
                        width,
                        some,
                        block.len(),
                        weights,
                        &mut tile,
                    );
                    for (row, tile) in (first..).zip(&tile[..some]) {
                        let scale = isa.splat(rows.scales[row * blocks + number]);
                        let out = &mut out[row * stride + panel * PANEL..][..PANEL];
                        for ((out, tile), scales) in vectors_mut(out).iter_mut().zip(vectors(tile)).zip(scales) {
                            let sums = isa.fma(isa.of_integers(tile), isa.mul(scale, scales), isa.load(out));
                            isa.store(sums, out);
                        }
                    }
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use ndarray::s;

    use super::*;

    fn matrix(rows: usize, columns: usize, seed: usize) -> Array2<f32> {
        Array2::from_shape_fn((rows, columns), |(i, j)| ((seed + (i * columns + j) * 7919) % 101) as f32 / 50.0 - 1.0)
    }

    /// Whether each product is as near as its whole numbers can make it: half a step of each weight and each input, most of which cancel out.
    fn near(a: &Array2<f32>, b: &Array2<f32>, inputs: usize) -> bool {
        let step = 6e-4 * (inputs as f32).sqrt();
        a.dim() == b.dim() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= step)
    }

    #[test]
    fn products_are_those_of_the_matrix_whatever_their_sizes() {
        for (n, out, inputs) in [
            (1, 1, 1),
            (1, 384, 1152),
            (2, 48, 384),
            (3, 9, 384),
            (11, 160, 51),
            (9, 33, 385),
            (5, 7, 3),
            (0, 3, 5),
            (2, 6, 0),
            (4, 0, 3),
        ] {
            let (x, w) = (matrix(n, inputs, 1), matrix(out, inputs, 5));
            let (packed, expected) = (Packed::of(&w.view()), x.dot(&w.t()));
            assert!(near(&packed.apply(&x.view()), &expected, inputs), "{n} {out} {inputs}");
        }
    }

    #[test]
    fn what_is_large_in_one_row_or_block_takes_nothing_from_another() {
        let mut x = matrix(2, 768, 1);
        x.slice_mut(s![0, ..384]).mapv_inplace(|x| x * 1e4);
        let mut w = matrix(3, 768, 5);
        w.row_mut(1).mapv_inplace(|w| w * 1e4);
        let (found, expected) = (Packed::of(&w.view()).apply(&x.view()), x.dot(&w.t()));
        assert!((found[[1, 0]] - expected[[1, 0]]).abs() < 0.05, "{found} {expected}");
        assert!((found[[1, 2]] - expected[[1, 2]]).abs() < 0.05, "{found} {expected}");
    }

    #[test]
    fn the_largest_sums_stay_within_32_bits() {
        let (x, w) = (Array2::from_elem((9, 800), -7.0), Array2::from_elem((33, 800), 3.0));
        let found = Packed::of(&w.view()).apply(&x.view());
        assert!(found.iter().all(|sum| (sum + 16_800.0).abs() < 0.1), "{found}");
    }

    #[test]
    fn a_row_has_the_same_product_whatever_rows_are_beside_it() {
        let (x, packed) = (matrix(13, 384, 3), Packed::of(&matrix(160, 384, 9).view()));
        let all = packed.apply(&x.view());
        for n in 1..13 {
            assert_eq!(packed.apply(&x.slice(s![13 - n.., ..])), all.slice(s![13 - n.., ..]), "{n} rows");
        }
    }

    #[test]
    fn parts_of_rows_and_columns_are_multiplied_as_well() {
        let whole = matrix(6, 40, 2);
        let (part, turned) = (whole.slice(s![1..5, 4..36]), whole.t());
        assert!(near(&Packed::of(&part).apply(&part), &part.dot(&part.t()), 32));
        assert!(near(&Packed::of(&turned).apply(&turned), &turned.dot(&whole), 6));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_processor_gives_the_same_bits() {
        let (x, packed) = (matrix(11, 400, 3), Packed::of(&matrix(70, 400, 9).view()));
        let rows = x.as_slice().expect("rows of whole vectors");
        let expected = packed.plain(rows);
        for level in crate::vector::isa::Level::all() {
            assert_eq!(level.run(x86_64::Product { matrix: &packed, rows }), expected, "{level:?}");
        }
    }
}

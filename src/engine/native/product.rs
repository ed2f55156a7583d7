//! Products of rows in bytes and matrices of weights in bytes.

use std::ops::Range as Span;

use super::lanes::{self, Range};
use crate::vector::isa::{Isa, LANES, PANEL, ROWS, Tile, vectors, vectors_mut};

/// The inputs of a matrix that are in bytes of one range at most: a panel of so many, 12 KB, stays in the processor's first cache.
const BLOCK: usize = 384;

/// The largest magnitude of a weight: 7 bits and sign.
pub(super) const MOST: i8 = 64;

/// Rows of numbers in bytes, each row with a range for each block of columns.
#[derive(Default)]
pub(super) struct Bytes {
    /// `[row, column]`.
    values: Vec<u8>,
    /// `[row, block]`.
    ranges: Vec<Range>,
}

/// Some rows of [`Bytes`].
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    values: &'a [u8],
    ranges: &'a [Range],
}

/// Some rows of [`Bytes`] that are to be written.
pub(super) struct RowsMut<'a> {
    values: &'a mut [u8],
    ranges: &'a mut [Range],
}

impl Bytes {
    /// Makes room for rows that a matrix will be multiplied by.
    pub fn resize(&mut self, rows: usize, matrix: &Matrix) {
        self.values.resize(rows * matrix.inputs(), 0);
        self.ranges.resize(rows * matrix.blocks(), Range::default());
    }

    /// All rows.
    pub fn rows(&self) -> Rows<'_> {
        Rows { values: &self.values, ranges: &self.ranges }
    }

    /// All rows, to be written.
    pub fn all(&mut self) -> RowsMut<'_> {
        RowsMut { values: &mut self.values, ranges: &mut self.ranges }
    }

    /// The rows in parts of so many, for a matrix.
    pub fn parts(&mut self, part: usize, matrix: &Matrix) -> impl Iterator<Item = RowsMut<'_>> {
        let values = self.values.chunks_mut(part * matrix.inputs());
        values.zip(self.ranges.chunks_mut(part * matrix.blocks())).map(|(values, ranges)| RowsMut { values, ranges })
    }
}

impl RowsMut<'_> {
    /// A block of a row, from its numbers.
    #[inline(always)]
    pub fn put(&mut self, isa: impl Isa, row: usize, matrix: &Matrix, block: usize, numbers: &[f32]) {
        let columns = matrix.columns(block);
        let at = row * matrix.inputs() + columns.start;
        let range = lanes::quantise(isa, numbers, &mut self.values[at..at + columns.len()]);
        self.ranges[row * matrix.blocks() + block] = range;
    }

    /// All blocks of a row.
    #[inline(always)]
    pub fn put_row(&mut self, isa: impl Isa, row: usize, matrix: &Matrix, numbers: &[f32]) {
        for block in 0..matrix.blocks() {
            self.put(isa, row, matrix, block, &numbers[matrix.columns(block)]);
        }
    }

    /// The rows as they are now.
    pub fn written(&self) -> Rows<'_> {
        Rows { values: self.values, ranges: self.ranges }
    }
}

/// A matrix of weights `[input, output]`, both sizes multiples of 32.
pub(super) struct Matrix {
    outputs: usize,
    blocks: Vec<Block>,
}

/// Some of its inputs, one behind the other.
struct Block {
    inputs: Span<usize>,
    /// `[output / 32, input / 4, output % 32, input % 4]`.
    panels: Vec<i8>,
    /// What a weight of 1 stands for, of each output.
    scales: Vec<f32>,
    /// The sum of the weights of each output, for the zero point of the bytes.
    sums: Vec<f32>,
}

impl Matrix {
    /// A matrix of weights `[input, output]`, signed bytes, and the scales of the outputs; `None` if the sizes do not fit or a weight has more
    /// than 7 bits.
    pub fn of(inputs: usize, outputs: usize, weights: &[u8], scales: &[f32]) -> Option<Self> {
        let fits = inputs.is_multiple_of(PANEL) && outputs.is_multiple_of(PANEL) && inputs * outputs > 0;
        if !fits || weights.len() != inputs * outputs || scales.len() != outputs {
            return None;
        }
        let starts = (0..inputs).step_by(BLOCK);
        let blocks = starts.map(|start| Block::of(start..inputs.min(start + BLOCK), outputs, weights, scales));
        Some(Self { outputs, blocks: blocks.collect::<Option<_>>()? })
    }

    /// The same with more inputs, whose weights are floats, behind its own: they are blocks of their own.
    pub fn beside(mut self, weights: &[f32]) -> Option<Self> {
        let (columns, own) = (self.outputs, self.inputs());
        let mut scales = vec![0.0_f32; columns];
        for row in weights.chunks(columns) {
            scales.iter_mut().zip(row).for_each(|(most, weight)| *most = most.max(weight.abs()));
        }
        scales.iter_mut().for_each(|scale| *scale = scale.max(1e-9) / f32::from(MOST));
        let whole: Vec<u8> = weights
            .iter()
            .enumerate()
            .map(|(at, weight)| ((weight / scales[at % columns]).round() as i8).cast_unsigned())
            .collect();
        let other = Self::of(weights.len() / columns, columns, &whole, &scales)?;
        let shifted = |block: Block| Block { inputs: block.inputs.start + own..block.inputs.end + own, ..block };
        self.blocks.extend(other.blocks.into_iter().map(shifted));
        Some(self)
    }

    pub fn inputs(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.inputs.end)
    }

    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The inputs of each block.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    /// The inputs of a block.
    pub fn columns(&self, block: usize) -> Span<usize> {
        self.blocks[block].inputs.clone()
    }

    /// Adds the products of some rows with the outputs of a panel to `out`, whose rows are `stride` apart.
    #[inline(always)]
    pub fn add(&self, isa: impl Isa, bytes: Rows<'_>, rows: Span<usize>, panel: usize, out: &mut [f32], stride: usize) {
        let (inputs, count) = (self.inputs(), self.blocks.len());
        let mut tile: Tile = [[0; PANEL]; ROWS];
        for (number, block) in self.blocks.iter().enumerate() {
            let width = block.inputs.len();
            let weights = &block.panels[panel * width * PANEL..][..width * PANEL];
            let constants: [_; PANEL / LANES] = std::array::from_fn(|half| {
                let at = panel * PANEL + half * LANES..;
                (isa.load(&vectors(&block.scales[at.clone()])[0]), isa.load(&vectors(&block.sums[at])[0]))
            });
            for first in rows.clone().step_by(ROWS) {
                let height = ROWS.min(rows.end - first);
                isa.bytes(
                    &bytes.values[first * inputs + block.inputs.start..],
                    inputs,
                    height,
                    width,
                    weights,
                    &mut tile,
                );
                for (at, tile) in tile[..height].iter().enumerate() {
                    let row = first + at;
                    let Range { scale, zero } = bytes.ranges[row * count + number];
                    let (scale, zero) = (isa.splat(scale), isa.splat(-zero));
                    let out = &mut out[(row - rows.start) * stride..][..PANEL];
                    for ((out, tile), (scales, sums)) in vectors_mut(out).iter_mut().zip(vectors(tile)).zip(constants) {
                        // Both numbers are whole and below 2^24, so that their difference is exact.
                        let product = isa.fma(sums, zero, isa.of_integers(tile));
                        isa.store(isa.fma(product, isa.mul(scale, scales), isa.load(out)), out);
                    }
                }
            }
        }
    }
}

impl Block {
    fn of(inputs: Span<usize>, outputs: usize, weights: &[u8], scales: &[f32]) -> Option<Self> {
        let width = inputs.len();
        let mut panels = vec![0; width * outputs];
        let mut sums = vec![0_i32; outputs];
        let mut reach = 0;
        for (at, rows) in weights[inputs.start * outputs..inputs.end * outputs].chunks_exact(4 * outputs).enumerate() {
            let (first, others) = rows.split_at(outputs);
            let (second, others) = others.split_at(outputs);
            let (third, fourth) = others.split_at(outputs);
            for (panel, sums) in sums.chunks_exact_mut(PANEL).enumerate() {
                let own = panel * PANEL..(panel + 1) * PANEL;
                let [a, b, c, d] = [first, second, third, fourth].map(|row| &row[own.clone()]);
                let place = &mut panels[(panel * width + at * 4) * PANEL..][..4 * PANEL];
                for (column, (place, sum)) in place.as_chunks_mut::<4>().0.iter_mut().zip(sums).enumerate() {
                    let four = [a[column], b[column], c[column], d[column]].map(u8::cast_signed);
                    *place = four;
                    *sum += four.map(i32::from).iter().sum::<i32>();
                    reach = four.map(i8::unsigned_abs).into_iter().fold(reach, u8::max);
                }
            }
        }
        let sums = sums.into_iter().map(|sum| sum as f32).collect();
        (reach <= MOST.unsigned_abs()).then(|| Self { inputs, panels, scales: scales.to_vec(), sums })
    }
}

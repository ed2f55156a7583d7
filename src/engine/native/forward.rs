//! From a window to its token vectors.

use super::attention::Attention;
use super::encoder::{Encoder, Layer, Linear, Norm};
use super::isa::{Isa, PANEL, Task};
use super::lanes::{self, vectors, vectors_mut};
use super::product::Bytes;
use crate::engine::EncodedWindow;

/// What is added to the variance in a layer normalisation: BERT's.
const EPSILON: f32 = 1e-12;
/// Rows that go through a feed-forward block together: their inner numbers of one block, 48 KB, stay in the processor's second cache.
const ROWS: usize = 32;

/// Memory that a run needs, kept for the next.
#[derive(Default)]
pub(super) struct Scratch {
    bytes: Bytes,
    inner: Bytes,
    attention: Attention,
    /// `[row, hidden]`.
    context: Vec<f32>,
    /// The numbers of a row times their factors.
    scaled: Vec<f32>,
    /// `[row, column of a block]` of [`ROWS`] rows.
    grown: Vec<f32>,
}

/// One run of an encoder.
pub(super) struct Forward<'a> {
    pub encoder: &'a Encoder,
    pub window: &'a EncodedWindow,
    pub scratch: &'a mut Scratch,
}

impl Task for Forward<'_> {
    /// `[token, hidden]`.
    type Output = Vec<f32>;

    #[inline(always)]
    fn run(self, isa: impl Isa) -> Vec<f32> {
        let Self { encoder, window, scratch } = self;
        let (rows, hidden) = (window.len(), encoder.hidden);
        let mut x = vec![0.0; rows * hidden];
        scratch.context.resize(rows * hidden, 0.0);
        scratch.scaled.resize(hidden, 0.0);
        for (at, row) in x.chunks_exact_mut(hidden).enumerate() {
            encoder.words.add(isa, window.ids[at] as usize, row);
            encoder.types.add(isa, window.types[at] as usize, row);
            encoder.positions.add(isa, at, row);
            normalise(isa, row, &encoder.norm);
        }
        for layer in &encoder.layers {
            attend(isa, layer, encoder.heads, &mut x, scratch);
            feed(isa, layer, &mut x, scratch);
        }
        x
    }
}

#[inline(always)]
fn normalise(isa: impl Isa, row: &mut [f32], norm: &Norm) {
    lanes::normalise(isa, row, &norm.weight, &norm.bias, EPSILON);
}

/// The rows of `x` times the factors, in bytes for the matrix.
#[inline(always)]
fn quantise(isa: impl Isa, x: &[f32], factors: Option<&[f32]>, linear: &Linear, bytes: &mut Bytes, scaled: &mut [f32]) {
    let hidden = scaled.len();
    bytes.resize(x.len() / hidden, &linear.matrix);
    for (at, row) in x.chunks_exact(hidden).enumerate() {
        let row = match factors {
            Some(factors) => {
                for ((scaled, x), factors) in vectors_mut(scaled).iter_mut().zip(vectors(row)).zip(vectors(factors)) {
                    isa.store(isa.mul(isa.load(x), isa.load(factors)), scaled);
                }
                &*scaled
            }
            None => row,
        };
        for block in 0..linear.matrix.blocks() {
            bytes.put(isa, at, &linear.matrix, block, &row[linear.matrix.columns(block)]);
        }
    }
}

/// Adds bias and products of all rows to `x`, and normalises.
#[inline(always)]
fn add_and_normalise(isa: impl Isa, linear: &Linear, bytes: &Bytes, norm: &Norm, x: &mut [f32]) {
    let hidden = linear.bias.len();
    let rows = x.len() / hidden;
    for row in x.chunks_exact_mut(hidden) {
        for (x, bias) in vectors_mut(row).iter_mut().zip(vectors(&linear.bias)) {
            isa.store(isa.add(isa.load(x), isa.load(bias)), x);
        }
    }
    for panel in 0..hidden / PANEL {
        linear.matrix.add(isa, bytes, 0..rows, panel, &mut x[panel * PANEL..], hidden);
    }
    for row in x.chunks_exact_mut(hidden) {
        normalise(isa, row, norm);
    }
}

/// Attention (Vaswani et al. 2017, section 3.2), its sum with `x`, normalised.
#[inline(always)]
fn attend(isa: impl Isa, layer: &Layer, heads: usize, x: &mut [f32], scratch: &mut Scratch) {
    let Scratch { bytes, attention, context, scaled, .. } = scratch;
    quantise(isa, x, Some(&layer.attention_factors), &layer.query, bytes, scaled);
    for head in 0..heads {
        attention.head(isa, layer, bytes, head, heads, context);
    }
    quantise(isa, context, None, &layer.attended, bytes, scaled);
    add_and_normalise(isa, &layer.attended, bytes, &layer.attention_norm, x);
}

/// The feed-forward block, its sum with `x`, normalised.
#[inline(always)]
fn feed(isa: impl Isa, layer: &Layer, x: &mut [f32], scratch: &mut Scratch) {
    let Scratch { bytes, inner, scaled, grown, .. } = scratch;
    let rows = x.len() / scaled.len();
    quantise(isa, x, Some(&layer.feed_factors), &layer.intermediate, bytes, scaled);
    let output = &layer.output.matrix;
    inner.resize(rows, output);
    for first in (0..rows).step_by(ROWS) {
        let some = first..rows.min(first + ROWS);
        for block in 0..output.blocks() {
            let columns = output.columns(block);
            let width = columns.len();
            grown.resize(ROWS * width, 0.0);
            let grown = &mut grown[..some.len() * width];
            for row in grown.chunks_exact_mut(width) {
                row.copy_from_slice(&layer.intermediate.bias[columns.clone()]);
            }
            for (at, panel) in (columns.start / PANEL..columns.end / PANEL).enumerate() {
                layer.intermediate.matrix.add(isa, bytes, some.clone(), panel, &mut grown[at * PANEL..], width);
            }
            for x in vectors_mut(grown) {
                isa.store(lanes::gelu(isa, isa.load(x)), x);
            }
            for (row, numbers) in some.clone().zip(grown.chunks_exact(width)) {
                inner.put(isa, row, output, block, numbers);
            }
        }
    }
    add_and_normalise(isa, &layer.output, inner, &layer.output_norm, x);
}

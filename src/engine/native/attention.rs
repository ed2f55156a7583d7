//! One head of attention: which token looks at which, and what it takes from there.

use std::f32::consts::LOG2_E;

use super::encoder::{Layer, Linear};
use super::lanes::{self, Range};
use super::product::{MOST, Rows};
use crate::vector::isa::{Isa, PANEL, ROWS, Tile, vectors, vectors_mut};
use crate::vector::whole::{reach, reciprocal, rounded};

/// The largest magnitude of a value: 512 tokens of it, each with the largest share, stay within 32 bits.
const VALUE: f32 = 255.0;

/// Memory that a head needs, kept for the next.
#[derive(Default)]
pub(super) struct Attention {
    /// Queries, then keys, then values: `[token, column]`.
    numbers: Vec<f32>,
    /// `[token, column]`, and the range of each token.
    queries: Vec<u8>,
    ranges: Vec<Range>,
    /// `[token / 32, column / 4, token % 32, column % 4]`, with what a number of each token stands for, and the sum of its numbers.
    keys: Vec<i8>,
    key_scales: Vec<f32>,
    key_sums: Vec<f32>,
    /// `[column / 32, token / 2, column % 32, token % 2]`, with what a number of each column stands for.
    values: Vec<i16>,
    value_scales: Vec<f32>,
    /// Of 8 queries: `[query, token]`, the tokens up to a multiple of 32.
    scores: Vec<f32>,
    shares: Vec<i16>,
}

impl Attention {
    /// What a head of the layer gives every token, `[token, column]`, in `context`; `bytes` are the layer's inputs.
    #[inline(always)]
    pub fn head(
        &mut self,
        isa: impl Isa,
        layer: &Layer,
        bytes: Rows<'_>,
        head: usize,
        width: usize,
        context: &mut [f32],
    ) {
        let size = context.len();
        let rows = size / width;
        self.resize(rows, width);
        for (linear, numbers) in
            [&layer.query, &layer.key, &layer.value].into_iter().zip(self.numbers.chunks_exact_mut(size))
        {
            project(isa, linear, bytes, head, width, numbers);
        }
        for (at, row) in self.numbers[..size].chunks_exact(width).enumerate() {
            self.ranges[at] = lanes::quantise(isa, row, &mut self.queries[at * width..][..width]);
        }
        for at in 0..rows {
            self.pack_key(isa, at, width);
        }
        self.pack_values(isa, width);
        // Softmax of the products over the root of the width, as powers of two.
        let factor = LOG2_E / (width as f32).sqrt();
        for first in (0..rows).step_by(ROWS) {
            let some = ROWS.min(rows - first);
            self.score(isa, first, some, width);
            let sums = self.share(isa, first, some, factor);
            self.mix(isa, &sums[..some], &mut context[first * width..], width);
        }
    }

    fn resize(&mut self, rows: usize, width: usize) {
        let keys = rows.next_multiple_of(PANEL);
        self.numbers.resize(3 * rows * width, 0.0);
        self.queries.resize(rows * width, 0);
        self.ranges.resize(rows, Range::default());
        self.keys.resize(keys * width, 0);
        self.key_scales.resize(keys, 0.0);
        self.key_sums.resize(keys, 0.0);
        self.values.resize(rows.next_multiple_of(2) * width, 0);
        self.value_scales.resize(width, 0.0);
        self.scores.resize(ROWS * keys, 0.0);
        self.shares.resize(ROWS * keys, 0);
    }

    /// A key as whole numbers of 7 bits and sign, in its place.
    #[inline(always)]
    fn pack_key(&mut self, isa: impl Isa, at: usize, width: usize) {
        let rows = self.ranges.len();
        let row = &self.numbers[(rows + at) * width..][..width];
        let reach = reach(isa, row);
        let factor = isa.splat(f32::from(MOST) * reciprocal(reach));
        let place = &mut self.keys[at / PANEL * PANEL * width + at % PANEL * 4..];
        let mut sum = 0;
        for (number, x) in vectors(row).iter().enumerate() {
            let mut whole = [0; _];
            isa.low_bytes(rounded(isa, isa.load(x), factor), &mut whole);
            for (four, numbers) in whole.as_chunks::<4>().0.iter().enumerate() {
                let numbers = numbers.map(u8::cast_signed);
                place[(number * 4 + four) * 4 * PANEL..][..4].copy_from_slice(&numbers);
                sum += numbers.iter().map(|n| i32::from(*n)).sum::<i32>();
            }
        }
        self.key_scales[at] = reach / f32::from(MOST);
        self.key_sums[at] = sum as f32;
    }

    /// The values as whole numbers, two tokens side by side.
    #[inline(always)]
    fn pack_values(&mut self, isa: impl Isa, width: usize) {
        let rows = self.ranges.len();
        let numbers = &self.numbers[2 * rows * width..];
        let pairs = rows.div_ceil(2);
        for (number, scales) in vectors_mut(&mut self.value_scales).iter_mut().enumerate() {
            let column = number * scales.len();
            let (mut low, mut high) = (isa.splat(0.0), isa.splat(0.0));
            for row in numbers.chunks_exact(width) {
                let x = isa.load(&vectors(&row[column..])[0]);
                (low, high) = (isa.min(low, x), isa.max(high, x));
            }
            isa.store(isa.max(high, isa.sub(isa.splat(0.0), low)), scales);
            let factors = isa.load(&scales.map(|reach| VALUE * reciprocal(reach)));
            let place = &mut self.values[(column / PANEL * pairs * PANEL + column % PANEL) * 2..];
            for (at, two) in numbers.chunks(2 * width).enumerate() {
                let mut whole = [[0; _]; 2];
                for (row, whole) in two.chunks_exact(width).zip(&mut whole) {
                    isa.low_words(rounded(isa, isa.load(&vectors(&row[column..])[0]), factors), whole);
                }
                let place = place[at * 2 * PANEL..].as_chunks_mut::<2>().0;
                for (place, (first, second)) in place.iter_mut().zip(whole[0].iter().zip(&whole[1])) {
                    *place = [*first, *second];
                }
            }
            *scales = scales.map(|reach| reach / VALUE);
        }
    }

    /// The products of some queries with all keys, without the query's scale.
    #[inline(always)]
    fn score(&mut self, isa: impl Isa, first: usize, some: usize, width: usize) {
        let (rows, keys) = (self.ranges.len(), self.key_scales.len());
        let mut tile: Tile = [[0; PANEL]; ROWS];
        for panel in 0..keys / PANEL {
            let packed = &self.keys[panel * PANEL * width..][..PANEL * width];
            isa.bytes(&self.queries[first * width..], width, some, width, packed, &mut tile);
            let scales = vectors(&self.key_scales[panel * PANEL..][..PANEL]);
            let sums = vectors(&self.key_sums[panel * PANEL..][..PANEL]);
            for (at, tile) in tile[..some].iter().enumerate() {
                let zero = isa.splat(-self.ranges[first + at].zero);
                let out = &mut self.scores[at * keys + panel * PANEL..][..PANEL];
                for (half, out) in vectors_mut(out).iter_mut().enumerate() {
                    let product = isa.fma(isa.load(&sums[half]), zero, isa.of_integers(&vectors(tile)[half]));
                    isa.store(isa.mul(product, isa.load(&scales[half])), out);
                }
            }
        }
        // Tokens that are not there.
        for scores in self.scores.chunks_exact_mut(keys).take(some) {
            scores[rows..].fill(f32::MIN);
        }
    }

    /// How much of each token some queries take, and the sum of that.
    #[inline(always)]
    fn share(&mut self, isa: impl Isa, first: usize, some: usize, factor: f32) -> [f32; ROWS] {
        let keys = self.key_scales.len();
        let mut sums = [1.0; ROWS];
        let rows = self.scores.chunks_exact(keys).zip(self.shares.chunks_exact_mut(keys));
        for ((scores, shares), (sum, range)) in rows.zip(sums.iter_mut().zip(&self.ranges[first..first + some])) {
            // Where all of a query is 0, all scores are 0, and any factor above 0 serves.
            *sum = lanes::shares(isa, scores, factor * range.scale.max(f32::MIN_POSITIVE), shares);
        }
        sums
    }

    /// What some queries take, in their rows of `context`.
    #[inline(always)]
    fn mix(&self, isa: impl Isa, sums: &[f32], context: &mut [f32], width: usize) {
        let keys = self.key_scales.len();
        let inputs = self.ranges.len().next_multiple_of(2);
        let mut tile: Tile = [[0; PANEL]; ROWS];
        for (panel, (values, scales)) in
            self.values.chunks_exact(inputs * PANEL).zip(self.value_scales.chunks_exact(PANEL)).enumerate()
        {
            isa.words(&self.shares, keys, sums.len(), inputs, values, &mut tile);
            for ((tile, sum), row) in tile.iter().zip(sums).zip(context.chunks_mut(width)) {
                let whole = isa.splat(1.0 / sum);
                let out = &mut row[panel * PANEL..][..PANEL];
                for ((out, tile), scales) in vectors_mut(out).iter_mut().zip(vectors(tile)).zip(vectors(scales)) {
                    isa.store(isa.mul(isa.of_integers(tile), isa.mul(isa.load(scales), whole)), out);
                }
            }
        }
    }
}

/// The head's columns of a projection of all tokens.
#[inline(always)]
fn project(isa: impl Isa, linear: &Linear, bytes: Rows<'_>, head: usize, width: usize, numbers: &mut [f32]) {
    let rows = numbers.len() / width;
    for row in numbers.chunks_exact_mut(width) {
        row.copy_from_slice(&linear.bias[head * width..][..width]);
    }
    for panel in 0..width / PANEL {
        let own = head * width / PANEL + panel;
        linear.matrix.add(isa, bytes, 0..rows, own, &mut numbers[panel * PANEL..], width);
    }
}

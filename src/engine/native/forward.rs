//! From a window to its token vectors: embeddings, then layer by layer attention head by head and everything else row by row.

use super::attention::Attention;
use super::encoder::{Encoder, Layer, Linear, Norm};
use super::lanes;
use super::product::{Bytes, Rows, RowsMut};
use crate::engine::EncodedWindow;
use crate::vector::isa::{Isa, Level, PANEL, Task, vectors, vectors_mut};

/// What is added to the variance in a layer normalisation: BERT's.
const EPSILON: f32 = 1e-12;
/// Rows that go through a feed-forward block together: their inner numbers of one block, 48 KB, stay in the processor's second cache.
const TOGETHER: usize = 32;

/// Memory that a run needs, kept for the next.
#[derive(Default)]
pub(super) struct Scratch {
    /// The inputs of the next layer's attention.
    bytes: Bytes,
    /// What attention gives: `[head, row, column]`.
    context: Vec<f32>,
    hands: Vec<Hand>,
}

/// Memory of one of the threads that share a run.
#[derive(Default)]
struct Hand {
    attention: Attention,
    bytes: Bytes,
    inner: Bytes,
    /// One row.
    row: Vec<f32>,
    /// `[row, column of a block]` of [`TOGETHER`] rows.
    grown: Vec<f32>,
}

/// The token vectors of a window, `[token, hidden]`, by so many threads of the pool that calls, or by this one alone; they are the same
/// either way.
pub(super) fn forward(
    encoder: &Encoder,
    window: &EncodedWindow,
    scratch: &mut Scratch,
    level: Level,
    hands: usize,
) -> Vec<f32> {
    let (rows, hidden, width) = (window.len(), encoder.hidden, encoder.hidden / encoder.heads);
    let Scratch { bytes, context, hands: each } = scratch;
    each.resize_with(hands, Hand::default);
    context.resize(rows * hidden, 0.0);
    let mut x = vec![0.0; rows * hidden];
    // Whole tiles for each hand.
    let part = rows.div_ceil(hands).next_multiple_of(crate::vector::isa::ROWS);
    let first = &encoder.layers[0];
    bytes.resize(rows, &first.query.matrix);
    let parts = x.chunks_mut(part * hidden).zip(bytes.parts(part, &first.query.matrix)).zip(each.iter_mut());
    let embed = parts.enumerate().map(|(number, ((x, next), hand))| {
        let next = Next { layer: first, bytes: next };
        Embed { encoder, window, first: number * part, x, next, hand }
    });
    share(hands, level, embed);
    for (number, layer) in encoder.layers.iter().enumerate() {
        let heads = encoder.heads.div_ceil(hands);
        let parts = context.chunks_mut(heads * rows * width).zip(each.iter_mut()).enumerate();
        let bytes_now = bytes.rows();
        share(
            hands,
            level,
            parts.map(|(number, (context, hand))| Attend {
                layer,
                bytes: bytes_now,
                first: number * heads,
                width,
                size: rows * width,
                context,
                hand,
            }),
        );
        let following = encoder.layers.get(number + 1);
        let nexts: Vec<Option<Next<'_>>> = match following {
            Some(layer) => bytes.parts(part, &layer.query.matrix).map(|bytes| Some(Next { layer, bytes })).collect(),
            None => x.chunks(part * hidden).map(|_| None).collect(),
        };
        let context = Context { values: context, rows, width };
        let parts = x.chunks_mut(part * hidden).zip(nexts).zip(each.iter_mut()).enumerate();
        let feed =
            parts.map(|(number, ((x, next), hand))| Feed { layer, context, first: number * part, x, next, hand });
        share(hands, level, feed);
    }
    x
}

/// Runs tasks, one for each hand: the first on this thread.
fn share<'a, T: Task<Output = ()> + Send + 'a>(hands: usize, level: Level, mut tasks: impl Iterator<Item = T>) {
    if hands == 1 {
        return tasks.for_each(|task| level.run(task));
    }
    let Some(first) = tasks.next() else { return };
    rayon::in_place_scope(|scope| {
        tasks.for_each(|task| scope.spawn(move |_| level.run(task)));
        level.run(first);
    });
}

/// Where the inputs of the next layer's attention go.
struct Next<'a> {
    layer: &'a Layer,
    bytes: RowsMut<'a>,
}

impl Next<'_> {
    /// The rows of `x`, times the layer's factors.
    #[inline(always)]
    fn put(&mut self, isa: impl Isa, x: &[f32], row: &mut Vec<f32>) {
        quantise(isa, x, &self.layer.attention_factors, &self.layer.query, &mut self.bytes, row);
    }
}

/// What attention gave all rows.
#[derive(Clone, Copy)]
struct Context<'a> {
    /// `[head, row, column]`.
    values: &'a [f32],
    rows: usize,
    width: usize,
}

impl Context<'_> {
    /// What it gave a row, head by head.
    #[inline(always)]
    fn row(&self, at: usize, row: &mut [f32]) {
        for (head, row) in row.chunks_exact_mut(self.width).enumerate() {
            row.copy_from_slice(&self.values[(head * self.rows + at) * self.width..][..self.width]);
        }
    }
}

/// The embeddings of some rows, normalised.
struct Embed<'a> {
    encoder: &'a Encoder,
    window: &'a EncodedWindow,
    /// The first of the rows.
    first: usize,
    x: &'a mut [f32],
    next: Next<'a>,
    hand: &'a mut Hand,
}

impl Task for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, isa: impl Isa) {
        let Self { encoder, window, first, x, mut next, hand } = self;
        for (at, row) in x.chunks_exact_mut(encoder.hidden).enumerate() {
            let at = first + at;
            encoder.words.add(isa, window.ids[at] as usize, row);
            encoder.types.add(isa, window.types[at] as usize, row);
            encoder.positions.add(isa, at, row);
            normalise(isa, row, &encoder.norm);
        }
        next.put(isa, x, &mut hand.row);
    }
}

/// Some heads of attention (Vaswani et al. 2017, section 3.2).
struct Attend<'a> {
    layer: &'a Layer,
    bytes: Rows<'a>,
    /// The first of the heads.
    first: usize,
    width: usize,
    /// Numbers of a head.
    size: usize,
    context: &'a mut [f32],
    hand: &'a mut Hand,
}

impl Task for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, isa: impl Isa) {
        let Self { layer, bytes, first, width, size, context, hand } = self;
        for (head, context) in context.chunks_exact_mut(size).enumerate() {
            hand.attention.head(isa, layer, bytes, first + head, width, context);
        }
    }
}

/// What a layer does to some rows behind its attention: the output of attention and the feed-forward block, each added and normalised.
struct Feed<'a> {
    layer: &'a Layer,
    context: Context<'a>,
    /// The first of the rows.
    first: usize,
    x: &'a mut [f32],
    next: Option<Next<'a>>,
    hand: &'a mut Hand,
}

impl Task for Feed<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, isa: impl Isa) {
        let Self { layer, context, first, x, next, hand } = self;
        let Hand { bytes, inner, row, grown, .. } = hand;
        let hidden = layer.attended.bias.len();
        let rows = x.len() / hidden;
        row.resize(hidden, 0.0);
        bytes.resize(rows, &layer.attended.matrix);
        let mut all = bytes.all();
        for at in 0..rows {
            context.row(first + at, row);
            all.put_row(isa, at, &layer.attended.matrix, row);
        }
        add_and_normalise(isa, &layer.attended, all.written(), &layer.attention_norm, x);
        bytes.resize(rows, &layer.intermediate.matrix);
        let mut all = bytes.all();
        quantise(isa, x, &layer.feed_factors, &layer.intermediate, &mut all, row);
        inner.resize(rows, &layer.output.matrix);
        let mut inner = inner.all();
        grow(isa, layer, all.written(), rows, &mut inner, grown);
        add_and_normalise(isa, &layer.output, inner.written(), &layer.output_norm, x);
        if let Some(mut next) = next {
            next.put(isa, x, row);
        }
    }
}

#[inline(always)]
fn normalise(isa: impl Isa, row: &mut [f32], norm: &Norm) {
    lanes::normalise(isa, row, &norm.weight, &norm.bias, EPSILON);
}

/// The rows of `x` times the factors, in bytes for the matrix.
#[inline(always)]
fn quantise(
    isa: impl Isa,
    x: &[f32],
    factors: &[f32],
    linear: &Linear,
    bytes: &mut RowsMut<'_>,
    scaled: &mut Vec<f32>,
) {
    scaled.resize(factors.len(), 0.0);
    for (at, row) in x.chunks_exact(factors.len()).enumerate() {
        for ((scaled, x), factors) in vectors_mut(scaled).iter_mut().zip(vectors(row)).zip(vectors(factors)) {
            isa.store(isa.mul(isa.load(x), isa.load(factors)), scaled);
        }
        bytes.put_row(isa, at, &linear.matrix, scaled);
    }
}

/// Adds bias and products of all rows to `x`, and normalises.
#[inline(always)]
fn add_and_normalise(isa: impl Isa, linear: &Linear, bytes: Rows<'_>, norm: &Norm, x: &mut [f32]) {
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

/// The inner numbers of a feed-forward block, in bytes for its output.
#[inline(always)]
fn grow(isa: impl Isa, layer: &Layer, bytes: Rows<'_>, rows: usize, inner: &mut RowsMut<'_>, grown: &mut Vec<f32>) {
    let (first, output) = (&layer.intermediate, &layer.output.matrix);
    for start in (0..rows).step_by(TOGETHER) {
        let some = start..rows.min(start + TOGETHER);
        for block in 0..output.blocks() {
            let columns = output.columns(block);
            let width = columns.len();
            grown.resize(TOGETHER * width, 0.0);
            let grown = &mut grown[..some.len() * width];
            for row in grown.chunks_exact_mut(width) {
                row.copy_from_slice(&first.bias[columns.clone()]);
            }
            for (at, panel) in (columns.start / PANEL..columns.end / PANEL).enumerate() {
                first.matrix.add(isa, bytes, some.clone(), panel, &mut grown[at * PANEL..], width);
            }
            for x in vectors_mut(grown) {
                isa.store(lanes::gelu(isa, isa.load(x)), x);
            }
            for (row, numbers) in some.clone().zip(grown.chunks_exact(width)) {
                inner.put(isa, row, output, block, numbers);
            }
        }
    }
}

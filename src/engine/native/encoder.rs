//! The weights of a BERT encoder, as its ONNX file has them and the products read them.

use std::collections::HashMap;

use super::isa::{Isa, PANEL};
use super::lanes::{vectors, vectors_mut};
use super::product::Matrix;
use crate::engine::onnx::{DIVISOR, OnnxFile, WIDE};

/// A BERT encoder (Devlin et al. 2019) in int8.
pub(super) struct Encoder {
    pub hidden: usize,
    pub heads: usize,
    pub words: Table,
    pub positions: Table,
    pub types: Table,
    pub norm: Norm,
    pub layers: Vec<Layer>,
}

/// Embeddings `[row, hidden]` in bytes of one range.
pub(super) struct Table {
    pub values: Vec<u8>,
    pub scale: f32,
    pub zero: f32,
}

/// Weight and bias of a layer normalisation.
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A matrix and what is added to its products.
pub(super) struct Linear {
    pub matrix: Matrix,
    pub bias: Vec<f32>,
}

pub(super) struct Layer {
    /// What the inputs of query, key and value are multiplied by; their weights were divided by it.
    pub attention_factors: Vec<f32>,
    pub query: Linear,
    pub key: Linear,
    pub value: Linear,
    pub attended: Linear,
    pub attention_norm: Norm,
    /// What the inputs of `intermediate` are multiplied by.
    pub feed_factors: Vec<f32>,
    pub intermediate: Linear,
    pub output: Linear,
    pub output_norm: Norm,
}

impl Encoder {
    /// The encoder of a file, with so many heads and vectors so wide; `None` if the file's is none of this form, whose every matrix is of 7
    /// bits and sign and whose heads are a multiple of 32 wide.
    pub fn read(bytes: &[u8], hidden: usize, heads: usize) -> Option<Self> {
        let file = OnnxFile::read(bytes)?;
        let modules = file.matrices.iter().map(|(matrix, module)| (module.as_str(), *matrix)).collect();
        let mut factors = HashMap::new();
        for (name, tensor) in &file.tensors {
            for module in name.strip_prefix(DIVISOR).into_iter().flat_map(|modules| modules.split(',')) {
                factors.insert(module, tensor.floats()?);
            }
        }
        let parts = Parts { file: &file, modules, factors, hidden };
        let table = |name: &str| parts.table(&format!("bert.embeddings.{name}.weight"));
        let count =
            (0..).take_while(|n| parts.modules.contains_key(layer_module(*n, "intermediate.dense").as_str())).count();
        let encoder = Self {
            hidden,
            heads,
            words: table("word_embeddings")?,
            positions: table("position_embeddings")?,
            types: table("token_type_embeddings")?,
            norm: parts.norm("embeddings.LayerNorm")?,
            layers: (0..count).map(|n| parts.layer(n)).collect::<Option<_>>()?,
        };
        let whole = hidden.is_multiple_of(PANEL) && heads > 0 && hidden.is_multiple_of(heads * PANEL) && count > 0;
        // Six matrices a layer, and the half in 32 bits of some: a graph that multiplies by more is more than this encoder.
        let wide = file.matrices.values().filter(|module| module.ends_with(WIDE)).count();
        (whole && file.matrices.len() == 6 * count + wide).then_some(encoder)
    }
}

/// What a file has, by module.
struct Parts<'f> {
    file: &'f OnnxFile<'f>,
    /// The matrix of each module.
    modules: HashMap<&'f str, &'f str>,
    factors: HashMap<&'f str, Vec<f32>>,
    hidden: usize,
}

fn layer_module(layer: usize, module: &str) -> String {
    format!("encoder.layer.{layer}.{module}")
}

impl Parts<'_> {
    fn layer(&self, n: usize) -> Option<Layer> {
        let module = |name: &str| layer_module(n, name);
        let linear = |name: &str, inputs: usize| self.linear(&module(name), inputs);
        let (hidden, inner) = (self.hidden, self.bias(&module("intermediate.dense"))?.len());
        let layer = Layer {
            attention_factors: self.factors(&module("attention.self.query"))?,
            query: linear("attention.self.query", hidden)?,
            key: linear("attention.self.key", hidden)?,
            value: linear("attention.self.value", hidden)?,
            attended: linear("attention.output.dense", hidden)?,
            attention_norm: self.norm(&module("attention.output.LayerNorm"))?,
            feed_factors: self.factors(&module("intermediate.dense"))?,
            intermediate: linear("intermediate.dense", hidden)?,
            output: linear("output.dense", inner)?,
            output_norm: self.norm(&module("output.LayerNorm"))?,
        };
        let same = |other: &str| {
            self.factors.get(module(other).as_str()) == self.factors.get(module("attention.self.query").as_str())
        };
        let plain = |other: &str| !self.factors.contains_key(module(other).as_str());
        let wide = [&layer.query, &layer.key, &layer.value, &layer.attended, &layer.output];
        let fits = same("attention.self.key")
            && same("attention.self.value")
            && plain("attention.output.dense")
            && plain("output.dense")
            && wide.iter().all(|linear| linear.matrix.outputs() == hidden);
        fits.then_some(layer)
    }

    fn linear(&self, module: &str, inputs: usize) -> Option<Linear> {
        let (name, bias) = (*self.modules.get(module)?, self.bias(module)?);
        let part = |suffix: &str| self.file.tensors.get(format!("{name}{suffix}").as_str());
        let (whole, scales) = (part("_quantized")?, part("_scale")?.floats()?);
        let [rows, outputs] = *whole.shape.as_slice() else { return None };
        let central = part("_zero_point")?.floats()?.iter().all(|zero| *zero == 0.0);
        let mut matrix = Matrix::of(rows, outputs, &whole.signed()?, &scales).filter(|_| central)?;
        if let Some(wide) = self.modules.get(format!("{module}{WIDE}").as_str()) {
            matrix = matrix.beside(&self.file.tensors.get(wide)?.floats()?)?;
        }
        (matrix.inputs() == inputs && bias.len() == outputs).then_some(Linear { matrix, bias })
    }

    /// What the inputs of a module are multiplied by.
    fn factors(&self, module: &str) -> Option<Vec<f32>> {
        let factors = self.factors.get(module).cloned().unwrap_or_else(|| vec![1.0; self.hidden]);
        (factors.len() == self.hidden).then_some(factors)
    }

    fn bias(&self, module: &str) -> Option<Vec<f32>> {
        self.file.tensors.get(format!("bert.{module}.bias").as_str())?.floats()
    }

    fn norm(&self, module: &str) -> Option<Norm> {
        let weight = self.file.tensors.get(format!("bert.{module}.weight").as_str())?.floats()?;
        let bias = self.bias(module)?;
        (weight.len() == self.hidden && bias.len() == self.hidden).then_some(Norm { weight, bias })
    }

    fn table(&self, name: &str) -> Option<Table> {
        let part = |suffix: &str| self.file.tensors.get(format!("{name}{suffix}").as_str());
        let whole = part("_quantized")?;
        let [_, width] = *whole.shape.as_slice() else { return None };
        let (scale, zero) = (part("_scale")?.scalar()?, part("_zero_point")?.scalar()?);
        (width == self.hidden).then_some(Table { values: whole.unsigned()?.into_owned(), scale, zero })
    }
}

impl Table {
    /// Adds a row, each of its numbers, to `sum`; the row is there.
    #[inline(always)]
    pub fn add(&self, isa: impl Isa, row: usize, sum: &mut [f32]) {
        let (scale, zero) = (isa.splat(self.scale), isa.splat(self.zero));
        let width = sum.len();
        for (sum, bytes) in vectors_mut(sum).iter_mut().zip(vectors(&self.values[row * width..][..width])) {
            isa.store(isa.fma(isa.sub(isa.of_bytes(bytes), zero), scale, isa.load(sum)), sum);
        }
    }

    /// Rows of a width.
    pub fn rows(&self, width: usize) -> usize {
        self.values.len() / width
    }
}

//! The weights of a BERT encoder, as its ONNX file has them and the products read them.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::product::Matrix;
use crate::engine::onnx::{DIVISOR, OnnxFile, WIDE};
use crate::vector::isa::{Isa, PANEL, vectors, vectors_mut};

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
    values: Vec<u8>,
    scale: f32,
    zero: f32,
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
    pub fn read(reader: impl Read + Seek, hidden: usize, heads: usize) -> Option<Self> {
        let file = OnnxFile::read(reader)?;
        let modules: HashMap<_, _> =
            file.matrices.iter().map(|(matrix, module)| (module.clone(), matrix.clone())).collect();
        let factors: HashMap<_, _> = file
            .names()
            .filter_map(|name| Some((name, name.strip_prefix(DIVISOR)?)))
            .flat_map(|(name, modules)| modules.split(',').map(|module| (module.to_owned(), name.to_owned())))
            .collect();
        let wide = modules.keys().filter(|module| module.ends_with(WIDE)).count();
        let layers = (0..).take_while(|n| modules.contains_key(&layer_module(*n, "intermediate.dense"))).count();
        let whole = hidden.is_multiple_of(PANEL) && heads > 0 && hidden.is_multiple_of(heads * PANEL) && layers > 0;
        // Six matrices a layer, and the half in 32 bits of some: a graph that multiplies by more is more than this encoder.
        if !whole || modules.len() != 6 * layers + wide {
            return None;
        }
        let mut parts = Parts { file, modules, factors, hidden, page: Vec::new() };
        let mut table = |name: &str| parts.table(&format!("bert.embeddings.{name}.weight"));
        Some(Self {
            hidden,
            heads,
            words: table("word_embeddings")?,
            positions: table("position_embeddings")?,
            types: table("token_type_embeddings")?,
            norm: parts.norm("embeddings.LayerNorm")?,
            layers: (0..layers).map(|n| parts.layer(n)).collect::<Option<_>>()?,
        })
    }
}

/// What a file has, by module.
struct Parts<R> {
    file: OnnxFile<R>,
    /// The matrix of each module.
    modules: HashMap<String, String>,
    /// The tensor of factors of each module whose inputs have some.
    factors: HashMap<String, String>,
    hidden: usize,
    /// The bytes of a matrix while it is packed: one place for all, because memory that is touched for the first time costs more than
    /// reading does.
    page: Vec<u8>,
}

fn layer_module(layer: usize, module: &str) -> String {
    format!("encoder.layer.{layer}.{module}")
}

impl<R: Read + Seek> Parts<R> {
    fn layer(&mut self, n: usize) -> Option<Layer> {
        let module = |name: &str| layer_module(n, name);
        let (hidden, inner) = (self.hidden, self.bias(&module("intermediate.dense"))?.len());
        let [query, key, value] = ["query", "key", "value"].map(|name| module(&format!("attention.self.{name}")));
        let [attended, intermediate, output] =
            ["attention.output.dense", "intermediate.dense", "output.dense"].map(module);
        let same =
            self.factors.get(&query) == self.factors.get(&key) && self.factors.get(&query) == self.factors.get(&value);
        let plain = !self.factors.contains_key(&attended) && !self.factors.contains_key(&output);
        let layer = Layer {
            attention_factors: self.factors(&query)?,
            query: self.linear(&query, hidden)?,
            key: self.linear(&key, hidden)?,
            value: self.linear(&value, hidden)?,
            attended: self.linear(&attended, hidden)?,
            attention_norm: self.norm(&module("attention.output.LayerNorm"))?,
            feed_factors: self.factors(&intermediate)?,
            intermediate: self.linear(&intermediate, hidden)?,
            output: self.linear(&output, inner)?,
            output_norm: self.norm(&module("output.LayerNorm"))?,
        };
        let wide = [&layer.query, &layer.key, &layer.value, &layer.attended, &layer.output];
        (same && plain && wide.iter().all(|linear| linear.matrix.outputs() == hidden)).then_some(layer)
    }

    fn linear(&mut self, module: &str, inputs: usize) -> Option<Linear> {
        let (name, bias) = (self.modules.get(module)?.clone(), self.bias(module)?);
        let part = |suffix: &str| format!("{name}{suffix}");
        let &[rows, outputs] = self.file.shape(&part("_quantized"))? else { return None };
        let scales = self.file.floats(&part("_scale"))?;
        let central = self.file.floats(&part("_zero_point"))?.iter().all(|zero| *zero == 0.0);
        self.file.bytes(&part("_quantized"), true, &mut self.page)?;
        let mut matrix = Matrix::of(rows, outputs, &self.page, &scales).filter(|_| central)?;
        if let Some(wide) = self.modules.get(&format!("{module}{WIDE}")) {
            matrix = matrix.beside(&self.file.floats(wide)?)?;
        }
        (matrix.inputs() == inputs && bias.len() == outputs).then_some(Linear { matrix, bias })
    }

    /// What the inputs of a module are multiplied by.
    fn factors(&mut self, module: &str) -> Option<Vec<f32>> {
        let factors = match self.factors.get(module) {
            Some(name) => self.file.floats(name)?,
            None => vec![1.0; self.hidden],
        };
        (factors.len() == self.hidden).then_some(factors)
    }

    fn bias(&mut self, module: &str) -> Option<Vec<f32>> {
        self.file.floats(&format!("bert.{module}.bias"))
    }

    fn norm(&mut self, module: &str) -> Option<Norm> {
        let weight = self.file.floats(&format!("bert.{module}.weight"))?;
        let bias = self.bias(module)?;
        (weight.len() == self.hidden && bias.len() == self.hidden).then_some(Norm { weight, bias })
    }

    fn table(&mut self, name: &str) -> Option<Table> {
        let part = |suffix: &str| format!("{name}{suffix}");
        let &[rows, width] = self.file.shape(&part("_quantized"))? else { return None };
        let (scale, zero) = (self.file.scalar(&part("_scale"))?, self.file.scalar(&part("_zero_point"))?);
        let mut values = Vec::with_capacity(rows.checked_mul(width)?.min(MOST_BYTES));
        self.file.bytes(&part("_quantized"), false, &mut values)?;
        (width == self.hidden).then_some(Table { values, scale, zero })
    }
}

/// Room for a table that is made before it is read.
const MOST_BYTES: usize = 1 << 26;

impl Table {
    /// Adds a row, which is there, to `sum`.
    #[inline(always)]
    pub fn add(&self, isa: impl Isa, row: usize, sum: &mut [f32]) {
        let (scale, zero) = (isa.splat(self.scale), isa.splat(self.zero));
        let bytes = &self.values[row * sum.len()..][..sum.len()];
        for (sum, bytes) in vectors_mut(sum).iter_mut().zip(vectors(bytes)) {
            isa.store(isa.fma(isa.sub(isa.of_bytes(bytes), zero), scale, isa.load(sum)), sum);
        }
    }

    /// Rows of a width.
    pub fn rows(&self, width: usize) -> usize {
        self.values.len() / width
    }
}

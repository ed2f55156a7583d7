//! The light heads over the token vectors: plain matrices on `ndarray`, the same for every engine.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use half::f16;
use half::slice::HalfFloatSliceExt;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate};
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;

use super::attention::Attention;
use super::columns::Columns;
use super::judge::Judge;
use super::relation::Relation;
use super::weight::{Stored, Weight};
use crate::error::{Error, Result};
use crate::vector::product;
use crate::vector::whole::ROUND;

/// Of source, cue and content, each O, B, I.
pub(crate) const TAG_LOGITS: usize = 9;
/// O, then B and I of person, organisation, location, misc.
pub(crate) const ENTITY_LOGITS: usize = 9;
/// Heads of the attention with which a mention reads its scope.
const ATTENTION_HEADS: usize = 8;

/// `x W^T + b`.
#[derive(Debug)]
pub(crate) struct Linear {
    weight: Weight,
    /// `[out]`.
    bias: Array1<f32>,
}

impl Linear {
    /// Of a weight `[out, in]` and a bias `[out]`.
    pub fn new(weight: impl Into<Stored>, bias: Array1<f32>) -> Self {
        Self { weight: weight.into().packed(), bias }
    }

    /// Its matrix.
    pub(super) const fn weight(&self) -> &Weight {
        &self.weight
    }

    /// `[n, out]` of inputs `[n, in]`.
    pub(super) fn apply(&self, x: &ArrayView2<f32>) -> Array2<f32> {
        self.weight.apply(x) + &self.bias
    }
}

/// Points from a query to the tokens of its window; the window's first token stands for "nowhere in this window".
#[derive(Debug)]
pub(crate) struct Pointer {
    query: Linear,
    /// From an output of `query` to what a token is compared with.
    key: Weight,
}

impl Pointer {
    /// A pointer that compares queries and tokens after their matrices. The key's bias would add the same to all tokens, and fall out of
    /// the softmax.
    pub fn new(query: Linear, key: impl Into<Stored>) -> Self {
        Self { query, key: key.into().transposed() }
    }

    /// Probabilities over the rows of `hidden` (`[token, hidden]`), summing to 1: scaled dot-product attention of one query
    /// (Vaswani et al. 2017, section 3.2.1). The key matrix is applied to the query, which costs one row where the keys would
    /// cost every token.
    pub fn point(&self, query: &ArrayView1<f32>, hidden: &ArrayView2<f32>) -> Array1<f32> {
        let query = self.query.apply(&query.insert_axis(Axis(0)));
        let direction = self.key.apply(&query.view()) / (query.ncols() as f32).sqrt();
        let mut scores = product(&direction.view(), hidden).remove_axis(Axis(0));
        softmax(scores.as_slice_mut().expect("a fresh array is contiguous"));
        scores
    }
}

/// A two-layer perceptron with a GELU between.
#[derive(Debug)]
pub(crate) struct Perceptron {
    pub hidden: Linear,
    pub out: Linear,
}

impl Perceptron {
    /// Logits `[n, out]` of inputs `[n, in]`.
    pub(super) fn apply(&self, x: &ArrayView2<f32>) -> Array2<f32> {
        let mut hidden = self.hidden.apply(x);
        hidden.mapv_inplace(gelu);
        self.out.apply(&hidden.view())
    }
}

/// Every head of the model.
#[derive(Debug)]
pub(crate) struct Heads {
    /// Tags, then entities: what is asked of every token, in one matrix.
    pub tokens: Linear,
    pub source: Pointer,
    pub cue: Pointer,
    pub reference: Pointer,
    pub judge: Judge,
    pub relation: Relation,
}

impl Heads {
    /// Reads the heads from the bytes of a safetensors file; `path` names it in errors.
    pub fn read(path: &Path, bytes: Vec<u8>, columns: Columns) -> Result<Self> {
        let bytes = Arc::new(bytes);
        let tensors = SafeTensors::deserialize(&bytes).map_err(|e| Error::model(path, "safetensors", e.to_string()))?;
        let stored = |name: &str, rows: Option<usize>, columns: usize| -> Result<(Stored, Array1<f32>)> {
            let weight = Tensor::of(path, &bytes, &tensors, &format!("{name}.weight"))?;
            let bias = Tensor::of(path, &bytes, &tensors, &format!("{name}.bias"))?;
            let out = bias.shape.iter().product();
            let fits = weight.shape == [out, columns] && bias.shape == [out] && rows.is_none_or(|rows| rows == out);
            if !fits {
                let rows = rows.map_or_else(|| "n".to_owned(), |r| r.to_string());
                let found = format!("{name} {:?} with bias {:?}", weight.shape, bias.shape);
                return Err(Error::model(path, format!("{name} [{rows}, {columns}]"), found));
            }
            let matrix = move || Array2::from_shape_vec((out, columns), weight.values()).expect("its own shape");
            Ok((Stored::of(matrix), Array1::from_vec(bias.values())))
        };
        let linear = |name: &str, rows: Option<usize>, columns: usize| {
            stored(name, rows, columns).map(|(weight, bias)| Linear::new(weight, bias))
        };
        let (read, hidden) = (columns.reading().len(), columns.judging().len());
        let pointer = |name: &str, inputs: usize, width: usize| -> Result<Pointer> {
            let query = linear(&format!("{name}_query"), None, inputs)?;
            let (key, _) = stored(&format!("{name}_key"), Some(query.bias.len()), width)?;
            Ok(Pointer::new(query, key))
        };
        let perceptron = |name: &str, parts: usize| -> Result<Perceptron> {
            let first = linear(&format!("{name}_hidden"), None, parts * hidden)?;
            let out = linear(&format!("{name}_out"), Some(3), first.bias.len())?;
            Ok(Perceptron { hidden: first, out })
        };
        let attention = |name: &str, parts: usize| -> Result<Attention> {
            let query = linear(&format!("{name}_attention.query"), Some(hidden), parts * hidden)?;
            let (key, _) = stored(&format!("{name}_attention.key"), Some(hidden), hidden)?;
            let (value, bias) = stored(&format!("{name}_attention.value"), Some(hidden), hidden)?;
            Ok(Attention::new(ATTENTION_HEADS, query, key, value, bias))
        };
        Ok(Self {
            tokens: {
                let (tags, tag_bias) = stored("tagger", Some(TAG_LOGITS), read)?;
                let (entities, entity_bias) = stored("entity", Some(ENTITY_LOGITS), read)?;
                Linear::new(tags.above(entities), tag_bias.iter().chain(&entity_bias).copied().collect())
            },
            source: pointer("source", 3 * read, read)?,
            cue: pointer("cue", 3 * read, read)?,
            reference: pointer("reference", read, read)?,
            judge: Judge {
                attention: attention("stance", 1)?,
                hidden: linear("stance_hidden", Some(hidden), 4 * hidden)?,
                stance: linear("stance_out", Some(3), hidden)?,
                outlook: linear("outlook_out", Some(3), hidden)?,
                perspective: linear("perspective_out", Some(2), hidden)?,
                newsmtsc: perceptron("newsmtsc", 3)?,
            },
            relation: Relation { attention: attention("relation", 2)?, perceptron: perceptron("relation", 5)? },
        })
    }

    /// Makes the matrices that every article needs; the others, which evaluation alone asks for, wait until they are used.
    pub fn prepare(&self) {
        let Self { tokens, source, cue, reference, judge, relation: _ } = self;
        for pointer in [source, cue, reference] {
            pointer.query.weight.make();
            pointer.key.make();
        }
        tokens.weight.make();
        judge.prepare();
    }

    /// Probabilities of tags and entities, `[token, 18]`, of token vectors `[token, hidden]`; each three of the tags sum to 1, and so do the
    /// nine of the entities.
    pub fn tokens(&self, hidden: &ArrayView2<f32>) -> Array2<f32> {
        let mut out = self.tokens.apply(hidden);
        for mut row in out.axis_iter_mut(Axis(0)) {
            let (tags, entities) = row.as_slice_mut().expect("rows are contiguous").split_at_mut(TAG_LOGITS);
            tags.chunks_mut(3).for_each(softmax);
            softmax(entities);
        }
        out
    }

    /// The query of a content span: mean, first and last of its token vectors, which are the rows `rows` of `hidden`.
    pub fn content_query(hidden: &ArrayView2<f32>, rows: &[usize]) -> Option<Array1<f32>> {
        let (first, last) = (*rows.first()?, *rows.last()?);
        let mean = mean_of(hidden, rows)?;
        concatenate(Axis(0), &[mean.view(), hidden.row(first), hidden.row(last)]).ok()
    }
}

/// The mean of the given rows; none of no rows.
pub(crate) fn mean_of(hidden: &ArrayView2<f32>, rows: &[usize]) -> Option<Array1<f32>> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    if last - first + 1 == rows.len() {
        return hidden.slice_axis(Axis(0), (first..=last).into()).mean_axis(Axis(0));
    }
    hidden.select(Axis(0), rows).mean_axis(Axis(0))
}

/// Makes logits into probabilities, in place; no logits stay none.
pub(crate) fn softmax(logits: &mut [f32]) {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    logits.iter_mut().for_each(|x| *x = exp(*x - top));
    let sum: f32 = logits.iter().sum();
    logits.iter_mut().for_each(|x| *x /= sum);
}

/// e^x of x up to 88, to 3e-7 of its value; below -87 it is 0. Without a call, so that a loop over it becomes vector
/// instructions, and with the same bits on every processor, which the one of a system's library has not: 2^n by the exponent's bits, and the
/// first terms of the series for the rest in -0.35..=0.35.
fn exp(x: f32) -> f32 {
    const TERMS: [f32; 7] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    // ln 2 in two parts: the products of the first with whole numbers are exact.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let rest = x - n * LN_2[0] - n * LN_2[1];
    let series = TERMS[1..].iter().fold(TERMS[0], |sum, term| sum * rest + term);
    let power = f32::from_bits(series.to_bits().wrapping_add(rounded.to_bits() << 23));
    if x < -87.0 { 0.0 } else { power }
}

/// The Gaussian error linear unit x Φ(x) (Hendrycks & Gimpel 2016), exact form.
pub(super) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function to 1.5e-7 (Abramowitz & Stegun 1964, formula 7.1.26).
fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let poly = t * (0.254_829_6 + t * (-0.284_496_72 + t * (1.421_413_8 + t * (-1.453_152_1 + t * 1.061_405_4))));
    (1.0 - poly * exp(-x * x)).copysign(x)
}

/// A tensor of floats, stored in 16 or 32 bits.
struct Tensor {
    shape: Vec<usize>,
    dtype: Dtype,
    file: Arc<Vec<u8>>,
    /// Its bytes in the file.
    place: Range<usize>,
}

impl Tensor {
    fn of(path: &Path, file: &Arc<Vec<u8>>, tensors: &SafeTensors<'_>, name: &str) -> Result<Self> {
        let view = tensors.tensor(name).map_err(|e| Error::model(path, format!("tensor {name}"), e.to_string()))?;
        if !matches!(view.dtype(), Dtype::F16 | Dtype::F32) {
            return Err(Error::model(path, format!("{name} as F16 or F32"), format!("{:?}", view.dtype())));
        }
        let start = view.data().as_ptr().addr() - file.as_ptr().addr();
        let place = start..start + view.data().len();
        Ok(Self { shape: view.shape().to_vec(), dtype: view.dtype(), file: Arc::clone(file), place })
    }

    fn values(&self) -> Vec<f32> {
        let bytes = &self.file[self.place.clone()];
        if self.dtype == Dtype::F32 {
            return bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        }
        let mut values = vec![0.0; bytes.len() / 2];
        let mut stored = [f16::ZERO; 1024];
        for (values, bytes) in values.chunks_mut(stored.len()).zip(bytes.chunks(2 * stored.len())) {
            let stored = &mut stored[..values.len()];
            stored.iter_mut().zip(bytes.chunks_exact(2)).for_each(|(s, b)| *s = f16::from_le_bytes([b[0], b[1]]));
            stored.convert_to_f32_slice(values);
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use safetensors::tensor::TensorView;

    #[test]
    fn gelu_matches_the_exact_values() {
        // torch.nn.functional.gelu
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.5, 2.484_475_9), (-6.0, 0.0)] {
            assert!((gelu(x) - y).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn powers_of_e_are_right_to_six_digits() {
        for n in -8700..=880 {
            let x = n as f32 / 100.0;
            let (found, expected) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((found / expected - 1.0).abs() < 3e-7, "{x}: {found} and {expected}");
        }
        assert_eq!([f32::NEG_INFINITY, f32::MIN, -88.0, 0.0].map(exp), [0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn tensors_are_stored_in_16_or_32_bits_and_in_no_other_way() {
        let values = [0.5_f32, -1.25, 65504.0];
        let bytes = |of: fn(f32) -> Vec<u8>| values.iter().flat_map(|v| of(*v)).collect::<Vec<u8>>();
        let read = |dtype, stored: &[u8]| {
            let view = TensorView::new(dtype, vec![3], stored).expect("as many bytes as the shape asks for");
            let file = Arc::new(safetensors::serialize([("bias", view)], None).expect("one tensor"));
            let tensors = SafeTensors::deserialize(&file).expect("written above");
            Tensor::of(Path::new("heads"), &file, &tensors, "bias")
                .map(|tensor| (tensor.shape.clone(), tensor.values()))
        };
        let (half, whole) = (bytes(|v| f16::from_f32(v).to_le_bytes().to_vec()), bytes(|v| v.to_le_bytes().to_vec()));
        assert_eq!(read(Dtype::F16, &half).expect("16 bits"), (vec![3], values.to_vec()));
        assert_eq!(read(Dtype::F32, &whole).expect("32 bits"), (vec![3], values.to_vec()));
        let error = read(Dtype::I32, &whole).expect_err("whole numbers").to_string();
        assert!(error.contains("bias as F16 or F32") && error.contains("I32"), "{error}");
    }

    #[test]
    fn a_pointer_prefers_the_matching_row() {
        let pointer = Pointer::new(Linear::new(Array2::eye(2), Array1::zeros(2)), Array2::eye(2));
        let hidden = array![[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]];
        let mass = pointer.point(&array![0.0, 5.0].view(), &hidden.view());
        assert!(mass[2] > 0.99 && (mass.sum() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn softmax_survives_large_logits() {
        let mut logits = [1e4, 1e4, -1e4];
        softmax(&mut logits);
        assert!((logits[0] - 0.5).abs() < 1e-6 && logits[2] == 0.0);
    }
}

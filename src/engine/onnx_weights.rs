//! The weights of an ONNX encoder as floats, for engines that compute in floats.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use super::onnx::{DIVISOR, OnnxFile, WIDE};
use crate::error::{Error, Result};

/// A tensor of 32-bit floats.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weight {
    /// Its sizes; none of a scalar.
    pub shape: Vec<usize>,
    /// Its values, the last dimension running fastest.
    pub values: Vec<f32>,
}

impl Weight {
    fn of<R: Read + Seek>(file: &mut OnnxFile<R>, name: &str) -> Option<Self> {
        Some(Self { shape: file.shape(name)?.to_vec(), values: file.floats(name)? })
    }
}

/// The weights by their names, such as `encoder.layer.0.output.dense.weight` (`[out, in]`).
///
/// Quantised tensors are scale * (value - zero point), scale and zero point of the whole tensor or of each output
/// (ONNX operator DequantizeLinear).
///
/// # Errors
/// [`Error::Model`] if the bytes are no ONNX file of that form; `path` names it.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<BTreeMap<String, Weight>> {
    let bad = |found: &str| Error::model(path, "the weights of an ONNX encoder", found);
    let mut file = OnnxFile::read(Cursor::new(bytes)).ok_or_else(|| bad("a tensor that cannot be read"))?;
    let names: Vec<String> = file.names().map(str::to_owned).collect();
    let mut weights = BTreeMap::new();
    for name in &names {
        let (name, mut weight) = match name.strip_suffix("_quantized") {
            Some(name) => {
                let [whole, scale, zero] =
                    ["_quantized", "_scale", "_zero_point"].map(|part| Weight::of(&mut file, &format!("{name}{part}")));
                let whole = whole.zip(scale.zip(zero)).and_then(|(whole, (s, zero))| dequantised(&whole, &s, &zero));
                (name, whole.ok_or_else(|| bad("a quantised tensor whose scales do not fit"))?)
            }
            None if name.ends_with("_scale") || name.ends_with("_zero_point") || name.starts_with(DIVISOR) => continue,
            None => match Weight::of(&mut file, name) {
                Some(weight) => (name.as_str(), weight),
                // Integers of 64 bits: places at which something is cut.
                None => continue,
            },
        };
        let name = match file.matrices.get(name) {
            Some(module) => {
                weight = transposed(&weight).ok_or_else(|| bad("a matrix without two dimensions"))?;
                format!("{module}.weight")
            }
            // The others that the exporter or graph.py named are places at which something is cut.
            None => match name.strip_prefix("bert.") {
                Some(name) => name.to_owned(),
                None => continue,
            },
        };
        weights.insert(name, weight);
    }
    for name in names.iter().filter(|name| name.starts_with(DIVISOR)) {
        let divisor = Weight::of(&mut file, name).ok_or_else(|| bad("factors that cannot be read"))?;
        for module in name.strip_prefix(DIVISOR).into_iter().flat_map(|modules| modules.split(',')) {
            let weight = weights.get_mut(&format!("{module}.weight")).ok_or_else(|| bad("factors of no matrix"))?;
            let width = divisor.values.len();
            if weight.shape.last() != Some(&width) {
                return Err(bad("factors that do not fit"));
            }
            weight.values.iter_mut().enumerate().for_each(|(at, value)| *value *= divisor.values[at % width]);
        }
    }
    let wide: Vec<String> =
        weights.keys().filter_map(|name| name.strip_suffix(".weight")?.strip_suffix(WIDE)).map(str::to_owned).collect();
    for module in wide {
        let parts = [format!("{module}.weight"), format!("{module}{WIDE}.weight")].map(|name| weights.remove(&name));
        let [Some(narrow), Some(wide)] = parts else { return Err(bad("half of a matrix")) };
        let whole = side_by_side(&narrow, &wide).ok_or_else(|| bad("halves of a matrix that do not fit"))?;
        weights.insert(format!("{module}.weight"), whole);
    }
    if weights.is_empty() { Err(bad("no tensor")) } else { Ok(weights) }
}

/// scale * (value - zero point); one scale, or one for each element of the last dimension.
fn dequantised(tensor: &Weight, scale: &Weight, zero: &Weight) -> Option<Weight> {
    let last = *tensor.shape.last()?;
    let width = scale.values.len();
    if zero.values.len() != width || width != 1 && width != last {
        return None;
    }
    let of = |(at, value): (usize, &f32)| {
        let at = if width == 1 { 0 } else { at % last };
        scale.values[at] * (value - zero.values[at])
    };
    Some(Weight { shape: tensor.shape.clone(), values: tensor.values.iter().enumerate().map(of).collect() })
}

/// `[in, out]` as `[out, in]`.
fn transposed(matrix: &Weight) -> Option<Weight> {
    let [rows, columns] = *matrix.shape.as_slice() else { return None };
    let values = (0..rows * columns).map(|at| matrix.values[at % rows * columns + at / rows]).collect();
    Some(Weight { shape: vec![columns, rows], values })
}

/// Two matrices of the same outputs, the inputs of the second behind those of the first.
fn side_by_side(first: &Weight, second: &Weight) -> Option<Weight> {
    let (&[rows, left], &[others, right]) = (first.shape.as_slice(), second.shape.as_slice()) else { return None };
    let whole =
        first.values.chunks(left).zip(second.values.chunks(right)).flat_map(|(a, b)| a.iter().chain(b)).copied();
    (rows == others).then(|| Weight { shape: vec![rows, left + right], values: whole.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_encoder_has_the_tensors_of_a_bert() {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small/encoder.onnx"));
        let weights = read(path, &std::fs::read(path).unwrap()).unwrap();
        let shape = |name: &str| weights[name].shape.clone();
        assert_eq!(shape("embeddings.word_embeddings.weight"), [30522, 384]);
        assert_eq!(shape("encoder.layer.5.intermediate.dense.weight"), [1536, 384]);
        assert_eq!(shape("encoder.layer.0.output.dense.weight"), [384, 1536]);
        assert_eq!(shape("encoder.layer.3.attention.self.query.bias"), [384]);
        assert!(weights.values().flat_map(|w| &w.values).all(|value| value.abs() < 100.0));
    }

    #[test]
    fn each_output_has_its_own_scale() {
        let of = |shape: &[usize], values: &[f32]| Weight { shape: shape.to_vec(), values: values.to_vec() };
        let matrix = of(&[2, 2], &[3.0, 5.0, -1.0, 1.0]);
        let found = dequantised(&matrix, &of(&[2], &[0.5, 2.0]), &of(&[2], &[1.0, 1.0])).unwrap();
        assert_eq!(found.values, [1.0, 8.0, -1.0, 0.0]);
        assert_eq!(transposed(&found).unwrap().values, [1.0, -1.0, 8.0, 0.0]);
        assert_eq!(side_by_side(&found, &of(&[2, 1], &[7.0, 9.0])).unwrap().values, [1.0, 8.0, 7.0, -1.0, 0.0, 9.0]);
        assert!(dequantised(&matrix, &of(&[3], &[0.5; 3]), &of(&[3], &[0.0; 3])).is_none());
    }

    #[test]
    fn bytes_that_are_no_onnx_are_an_error() {
        for bytes in [&b""[..], b"not a model", b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"] {
            let error = read(Path::new("encoder.onnx"), bytes).unwrap_err().to_string();
            assert!(error.contains("encoder.onnx"), "{error}");
        }
    }
}

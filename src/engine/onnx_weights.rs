//! The weights of an ONNX encoder as 32-bit floats: what the int8 file holds, dequantised and named as Hugging Face names a BERT.
//!
//! The file is a protobuf message (onnx.proto, ONNX IR version 8). Of its fields only those of the initialisers are read, and the names
//! of the nodes that multiply by a matrix: export gives these matrices no names of their own.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::error::{Error, Result};

/// Field numbers of onnx.proto.
mod field {
    pub(super) const MODEL_GRAPH: u64 = 7;
    pub(super) const GRAPH_NODE: u64 = 1;
    pub(super) const GRAPH_INITIALIZER: u64 = 5;
    pub(super) const NODE_INPUT: u64 = 1;
    pub(super) const NODE_NAME: u64 = 3;
    pub(super) const NODE_OPERATOR: u64 = 4;
    pub(super) const TENSOR_DIMS: u64 = 1;
    pub(super) const TENSOR_TYPE: u64 = 2;
    pub(super) const TENSOR_FLOATS: u64 = 4;
    pub(super) const TENSOR_INTEGERS: u64 = 5;
    pub(super) const TENSOR_NAME: u64 = 8;
    pub(super) const TENSOR_RAW: u64 = 9;
}

/// How the name of a matrix ends whose inputs are the last of a module's, kept in 32 bits beside its int8 matrix (train/graph.py).
const WIDE: &str = ".wide.weight";

/// How the name of factors begins that the inputs of the modules named behind it are multiplied by, and their weights were divided by.
const DIVISOR: &str = "smooth:";

/// A tensor of 32-bit floats.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weight {
    /// Its sizes; none of a scalar.
    pub shape: Vec<usize>,
    /// Its values, the last dimension running fastest.
    pub values: Vec<f32>,
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
    let (mut raw, mut matrices) = (HashMap::new(), HashMap::new());
    for (number, value) in fields(bytes) {
        let (field::MODEL_GRAPH, Value::Bytes(graph)) = (number, value) else { continue };
        for (number, value) in fields(graph) {
            match (number, value) {
                (field::GRAPH_NODE, Value::Bytes(node)) => matrices.extend(matrix(node)),
                (field::GRAPH_INITIALIZER, Value::Bytes(tensor)) => {
                    let (name, tensor) = initialiser(tensor).ok_or_else(|| bad("a tensor that cannot be read"))?;
                    raw.insert(name, tensor);
                }
                _ => {}
            }
        }
    }
    let mut weights = BTreeMap::new();
    for (name, tensor) in &raw {
        let (name, mut weight) = match name.strip_suffix("_quantized") {
            Some(name) => {
                let part = |suffix: &str| {
                    raw.get(&format!("{name}{suffix}")).ok_or_else(|| bad("no scale for a quantised tensor"))
                };
                (
                    name,
                    dequantised(tensor, part("_scale")?, part("_zero_point")?)
                        .ok_or_else(|| bad("scales that do not fit"))?,
                )
            }
            None if name.ends_with("_scale") || name.ends_with("_zero_point") || name.starts_with(DIVISOR) => continue,
            None => (name.as_str(), tensor.clone()),
        };
        let name = match matrices.get(name) {
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
    for (name, divisor) in &raw {
        for module in name.strip_prefix(DIVISOR).into_iter().flat_map(|modules| modules.split(',')) {
            let weight = weights.get_mut(&format!("{module}.weight")).ok_or_else(|| bad("factors of no matrix"))?;
            let width = divisor.values.len();
            if weight.shape.last() != Some(&width) {
                return Err(bad("factors that do not fit"));
            }
            weight.values.iter_mut().enumerate().for_each(|(at, value)| *value *= divisor.values[at % width]);
        }
    }
    let wide: Vec<String> = weights.keys().filter_map(|name| name.strip_suffix(WIDE)).map(str::to_owned).collect();
    for module in wide {
        let parts = [format!("{module}.weight"), format!("{module}{WIDE}")].map(|name| weights.remove(&name));
        let [Some(narrow), Some(wide)] = parts else { return Err(bad("half of a matrix")) };
        let whole = side_by_side(&narrow, &wide).ok_or_else(|| bad("halves of a matrix that do not fit"))?;
        weights.insert(format!("{module}.weight"), whole);
    }
    if weights.is_empty() { Err(bad("no tensor")) } else { Ok(weights) }
}

/// The matrix that a node multiplies by, and the module it belongs to: node `/encoder/layer.0/output/dense/MatMul_quant` gives
/// `encoder.layer.0.output.dense`.
fn matrix(node: &[u8]) -> Option<(String, String)> {
    let (mut inputs, mut name, mut operator) = (Vec::new(), "", "");
    for (number, value) in fields(node) {
        let Value::Bytes(bytes) = value else { continue };
        let text = std::str::from_utf8(bytes).ok()?;
        match number {
            field::NODE_INPUT => inputs.push(text),
            field::NODE_NAME => name = text,
            field::NODE_OPERATOR => operator = text,
            _ => {}
        }
    }
    if !matches!(operator, "MatMul" | "MatMulInteger") {
        return None;
    }
    let (module, _) = name.strip_prefix('/')?.rsplit_once('/')?;
    let matrix = inputs.get(1)?;
    Some((matrix.strip_suffix("_quantized").unwrap_or(matrix).to_owned(), module.replace('/', ".")))
}

/// Name and values of a TensorProto.
fn initialiser(tensor: &[u8]) -> Option<(String, Weight)> {
    let (mut shape, mut kind, mut name, mut raw, mut values) = (Vec::new(), 0, "", None, Vec::new());
    for (number, value) in fields(tensor) {
        match (number, value) {
            (field::TENSOR_DIMS, Value::Number(size)) => shape.push(usize::try_from(size).ok()?),
            (field::TENSOR_DIMS, Value::Bytes(packed)) => {
                let mut rest = packed;
                while !rest.is_empty() {
                    shape.push(usize::try_from(varint(&mut rest)?).ok()?);
                }
            }
            (field::TENSOR_TYPE, Value::Number(number)) => kind = number,
            (field::TENSOR_NAME, Value::Bytes(bytes)) => name = std::str::from_utf8(bytes).ok()?,
            (field::TENSOR_RAW, Value::Bytes(bytes)) => raw = Some(bytes),
            (field::TENSOR_FLOATS, Value::Bytes(packed)) => values = floats(packed),
            (field::TENSOR_INTEGERS, Value::Bytes(packed)) => {
                let mut rest = packed;
                while !rest.is_empty() {
                    values.push(varint(&mut rest)?.cast_signed() as f32);
                }
            }
            // One value that is not packed.
            (field::TENSOR_INTEGERS, Value::Number(number)) => values.push(number.cast_signed() as f32),
            _ => {}
        }
    }
    if let Some(raw) = raw {
        // TensorProto.DataType; integers of 64 bits are indices, never weights.
        values = match kind {
            1 => floats(raw),
            2 => raw.iter().map(|byte| f32::from(*byte)).collect(),
            3 => raw.iter().map(|byte| f32::from(byte.cast_signed())).collect(),
            _ => vec![0.0; shape.iter().product()],
        };
    }
    (values.len() == shape.iter().product::<usize>()).then(|| (name.to_owned(), Weight { shape, values }))
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
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

/// The value of a protobuf field.
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a protobuf message (Protocol Buffers encoding: wire types 0, 1, 2 and 5); they end where the bytes are none.
fn fields(mut rest: &[u8]) -> impl Iterator<Item = (u64, Value<'_>)> {
    std::iter::from_fn(move || {
        let tag = varint(&mut rest)?;
        let mut take = |count: u64| {
            let (taken, left) = rest.split_at_checked(usize::try_from(count).ok()?)?;
            rest = left;
            Some(taken)
        };
        let value = match tag & 7 {
            1 => Value::Bytes(take(8)?),
            5 => Value::Bytes(take(4)?),
            2 => {
                let count = varint(&mut rest)?;
                let (taken, left) = rest.split_at_checked(usize::try_from(count).ok()?)?;
                rest = left;
                Value::Bytes(taken)
            }
            0 => Value::Number(varint(&mut rest)?),
            _ => return None,
        };
        Some((tag >> 3, value))
    })
}

/// A number in base 128, the lowest digits first.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
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

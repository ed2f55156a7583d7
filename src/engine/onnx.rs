//! What an ONNX file holds: its tensors, and which of them its nodes multiply by.
//!
//! The file is a protobuf message (onnx.proto, ONNX IR version 8). Of its fields only those of the initialisers are read, and the names
//! of the nodes that multiply by a matrix: export gives these matrices no names of their own.

use std::borrow::Cow;
use std::collections::HashMap;

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

/// Numbers of onnx.proto's `TensorProto.DataType`.
mod kind {
    pub(super) const FLOAT: u64 = 1;
    pub(super) const UINT8: u64 = 2;
    pub(super) const INT8: u64 = 3;
}

/// How the name of factors begins that the inputs of the modules named behind it are multiplied by, and their weights were divided by
/// (train/graph.py).
pub(super) const DIVISOR: &str = "smooth:";

/// How the name of a module ends that has the last of another module's inputs, kept in 32 bits (train/graph.py).
pub(super) const WIDE: &str = ".wide";

/// The tensors of a file and the modules that multiply by them.
pub(super) struct OnnxFile<'f> {
    /// Each under its name; that of a quantised one ends in `_quantized`, beside `_scale` and `_zero_point`.
    pub tensors: HashMap<&'f str, Tensor<'f>>,
    /// The module that multiplies by a matrix, by the matrix's name without `_quantized`: `onnx::MatMul_748` gives
    /// `encoder.layer.0.output.dense`.
    pub matrices: HashMap<&'f str, String>,
}

/// A tensor as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tensor<'f> {
    /// Its sizes; none of a scalar.
    pub shape: Vec<usize>,
    kind: u64,
    values: Values<'f>,
}

#[derive(Debug, Clone, PartialEq)]
enum Values<'f> {
    Raw(&'f [u8]),
    Floats(Vec<f32>),
    Integers(Vec<i64>),
}

impl<'f> OnnxFile<'f> {
    /// Reads a file; `None` if a tensor cannot be read. Bytes that are no ONNX file hold no tensor.
    pub fn read(bytes: &'f [u8]) -> Option<Self> {
        let (mut tensors, mut matrices) = (HashMap::new(), HashMap::new());
        for (number, value) in fields(bytes) {
            let (field::MODEL_GRAPH, Value::Bytes(graph)) = (number, value) else { continue };
            for (number, value) in fields(graph) {
                match (number, value) {
                    (field::GRAPH_NODE, Value::Bytes(node)) => matrices.extend(matrix(node)),
                    (field::GRAPH_INITIALIZER, Value::Bytes(tensor)) => {
                        let (name, tensor) = Tensor::read(tensor)?;
                        tensors.insert(name, tensor);
                    }
                    _ => {}
                }
            }
        }
        Some(Self { tensors, matrices })
    }
}

impl<'f> Tensor<'f> {
    /// Name and values of a TensorProto.
    fn read(tensor: &'f [u8]) -> Option<(&'f str, Self)> {
        let (mut shape, mut kind, mut name) = (Vec::new(), 0, "");
        let (mut raw, mut floats, mut integers) = (None, Vec::new(), Vec::new());
        for (number, value) in fields(tensor) {
            match (number, value) {
                (field::TENSOR_DIMS, Value::Number(size)) => shape.push(usize::try_from(size).ok()?),
                (field::TENSOR_DIMS, Value::Bytes(packed)) => {
                    let sizes: Option<Vec<_>> = varints(packed).map(|size| usize::try_from(size?).ok()).collect();
                    shape.extend(sizes?);
                }
                (field::TENSOR_TYPE, Value::Number(number)) => kind = number,
                (field::TENSOR_NAME, Value::Bytes(bytes)) => name = std::str::from_utf8(bytes).ok()?,
                (field::TENSOR_RAW, Value::Bytes(bytes)) => raw = Some(bytes),
                (field::TENSOR_FLOATS, Value::Bytes(packed)) => floats = from_le(packed),
                (field::TENSOR_INTEGERS, Value::Bytes(packed)) => {
                    let numbers: Option<Vec<_>> = varints(packed).map(|number| Some(number?.cast_signed())).collect();
                    integers.extend(numbers?);
                }
                // One value that is not packed.
                (field::TENSOR_INTEGERS, Value::Number(number)) => integers.push(number.cast_signed()),
                _ => {}
            }
        }
        let (values, count) = match raw {
            Some(raw) if kind == kind::FLOAT => (Values::Raw(raw), raw.len() / 4),
            Some(raw) if matches!(kind, kind::UINT8 | kind::INT8) => (Values::Raw(raw), raw.len()),
            // Integers of 64 bits are indices, never weights, and nobody asks for their values.
            Some(raw) => (Values::Raw(raw), shape.iter().product()),
            None if kind == kind::FLOAT => (Values::Floats(floats.clone()), floats.len()),
            None => (Values::Integers(integers.clone()), integers.len()),
        };
        (count == shape.iter().product::<usize>()).then_some((name, Self { shape, kind, values }))
    }

    /// Its values as floats, the last dimension running fastest; `None` of a kind that weights do not have.
    pub fn floats(&self) -> Option<Vec<f32>> {
        Some(match (&self.values, self.kind) {
            (Values::Raw(raw), kind::FLOAT) => from_le(raw),
            (Values::Raw(raw), kind::UINT8) => raw.iter().map(|byte| f32::from(*byte)).collect(),
            (Values::Raw(raw), kind::INT8) => raw.iter().map(|byte| f32::from(byte.cast_signed())).collect(),
            (Values::Raw(_), _) => return None,
            (Values::Floats(floats), _) => floats.clone(),
            (Values::Integers(integers), _) => integers.iter().map(|number| *number as f32).collect(),
        })
    }

    /// Its one value.
    pub fn scalar(&self) -> Option<f32> {
        match self.floats()?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The bytes of a tensor of unsigned bytes.
    pub fn unsigned(&self) -> Option<Cow<'f, [u8]>> {
        match &self.values {
            Values::Raw(raw) if self.kind == kind::UINT8 => Some(Cow::Borrowed(raw)),
            Values::Integers(integers) if self.kind == kind::UINT8 => {
                integers.iter().map(|number| u8::try_from(*number).ok()).collect::<Option<Vec<_>>>().map(Cow::Owned)
            }
            _ => None,
        }
    }

    /// The values of a tensor of signed bytes.
    pub fn signed(&self) -> Option<Vec<i8>> {
        match &self.values {
            Values::Raw(raw) if self.kind == kind::INT8 => Some(raw.iter().map(|byte| byte.cast_signed()).collect()),
            Values::Integers(integers) if self.kind == kind::INT8 => {
                integers.iter().map(|number| i8::try_from(*number).ok()).collect()
            }
            _ => None,
        }
    }
}

/// The matrix that a node multiplies by, and the module it belongs to: node `/encoder/layer.0/output/dense/MatMul_quant` gives
/// `encoder.layer.0.output.dense`.
fn matrix(node: &[u8]) -> Option<(&str, String)> {
    let (mut inputs, mut name, mut operator) = (Vec::new(), "", "");
    for (number, value) in fields(node) {
        let Value::Bytes(bytes) = value else { continue };
        let text = std::str::from_utf8(bytes);
        match number {
            field::NODE_INPUT => inputs.push(text.ok()?),
            field::NODE_NAME => name = text.ok()?,
            field::NODE_OPERATOR => operator = text.ok()?,
            _ => {}
        }
    }
    if !matches!(operator, "MatMul" | "MatMulInteger") {
        return None;
    }
    let (module, _) = name.strip_prefix('/')?.rsplit_once('/')?;
    let matrix = *inputs.get(1)?;
    Some((matrix.strip_suffix("_quantized").unwrap_or(matrix), module.replace('/', ".")))
}

fn from_le(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
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

/// Numbers in base 128, one behind the other; the last is `None` where the bytes end inside it.
fn varints(mut rest: &[u8]) -> impl Iterator<Item = Option<u64>> {
    std::iter::from_fn(move || (!rest.is_empty()).then(|| varint(&mut rest)))
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

//! What an ONNX file holds: its tensors, and which of them its nodes multiply by.
//!
//! The file is a protobuf message (onnx.proto, ONNX IR version 8). Of its fields only those of the initialisers are read, and the names
//! of the nodes that multiply by a matrix: export gives these matrices no names of their own.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::Range;

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

/// A file, its tensors and the modules that multiply by them. What a tensor holds is read when it is asked for.
pub(super) struct OnnxFile<R> {
    source: Source<R>,
    tensors: HashMap<String, Tensor>,
    /// The module that multiplies by a matrix, by the matrix's name without `_quantized`: `onnx::MatMul_748` gives
    /// `encoder.layer.0.output.dense`.
    pub matrices: HashMap<String, String>,
}

/// A tensor as the file has it.
#[derive(Debug, Clone)]
pub(super) struct Tensor {
    /// Its sizes; none of a scalar.
    pub shape: Vec<usize>,
    kind: u64,
    values: Values,
}

#[derive(Debug, Clone)]
enum Values {
    /// Bytes at a place of the file.
    Raw(Range<u64>),
    Floats(Vec<f32>),
    Integers(Vec<i64>),
}

/// Bytes that are read once from the beginning, and then here and there.
struct Source<R> {
    reader: BufReader<R>,
    at: u64,
}

impl<R: Read + Seek> OnnxFile<R> {
    /// Reads the names and sizes of a file; `None` if a tensor cannot be read. Bytes that are no ONNX file hold no tensor.
    pub fn read(reader: R) -> Option<Self> {
        let mut source = Source { reader: BufReader::new(reader), at: 0 };
        let (mut tensors, mut matrices) = (HashMap::new(), HashMap::new());
        while let Some((number, value)) = source.field() {
            let Field::Bytes(graph) = value else { continue };
            if number != field::MODEL_GRAPH {
                source.go(graph.end)?;
                continue;
            }
            while source.at < graph.end {
                match source.field() {
                    Some((field::GRAPH_NODE, Field::Bytes(node))) => matrices.extend(matrix(&source.bytes(node)?)),
                    Some((field::GRAPH_INITIALIZER, Field::Bytes(tensor))) => {
                        let (name, tensor) = source.tensor(tensor.end)?;
                        tensors.insert(name, tensor);
                    }
                    Some((_, Field::Bytes(other))) => source.go(other.end)?,
                    Some(_) => {}
                    None => return None,
                }
            }
        }
        Some(Self { source, tensors, matrices })
    }

    /// The names of its tensors; that of a quantised one ends in `_quantized`, beside `_scale` and `_zero_point`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tensors.keys().map(String::as_str)
    }

    /// The sizes of a tensor.
    pub fn shape(&self, name: &str) -> Option<&[usize]> {
        self.tensors.get(name).map(|tensor| tensor.shape.as_slice())
    }

    /// The values of a tensor as floats, the last dimension running fastest; `None` of a kind that weights do not have.
    pub fn floats(&mut self, name: &str) -> Option<Vec<f32>> {
        let tensor = self.tensors.get(name)?;
        let (kind, place) = match &tensor.values {
            Values::Raw(place) => (tensor.kind, place.clone()),
            Values::Floats(floats) => return Some(floats.clone()),
            Values::Integers(integers) => return Some(integers.iter().map(|number| *number as f32).collect()),
        };
        match kind {
            kind::FLOAT => Some(from_le(&self.source.bytes(place)?)),
            kind::UINT8 => Some(self.source.bytes(place)?.into_iter().map(f32::from).collect()),
            kind::INT8 => {
                Some(self.source.bytes(place)?.into_iter().map(|byte| f32::from(byte.cast_signed())).collect())
            }
            _ => None,
        }
    }

    /// The one value of a tensor.
    pub fn scalar(&mut self, name: &str) -> Option<f32> {
        match self.floats(name)?.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Puts the bytes of a tensor of bytes, signed or not as `signed` says, into `bytes`; `None` if it is of another kind, or the file has
    /// them as numbers of another size.
    pub fn bytes(&mut self, name: &str, signed: bool, bytes: &mut Vec<u8>) -> Option<()> {
        let tensor = self.tensors.get(name)?;
        let kind = if signed { kind::INT8 } else { kind::UINT8 };
        match &tensor.values {
            Values::Raw(place) if tensor.kind == kind => self.source.fill(place.clone(), bytes),
            _ => None,
        }
    }
}

impl<R: Read + Seek> Source<R> {
    /// The number of the next field of a message (Protocol Buffers encoding: wire types 0, 1, 2 and 5) and what it holds; the bytes of one
    /// that has bytes come next. `None` where the bytes end or are none.
    fn field(&mut self) -> Option<(u64, Field)> {
        let tag = self.varint()?;
        let value = match tag & 7 {
            0 => Field::Number(self.varint()?),
            1 => Field::Bytes(self.at..self.at.checked_add(8)?),
            5 => Field::Bytes(self.at..self.at.checked_add(4)?),
            2 => {
                let count = self.varint()?;
                Field::Bytes(self.at..self.at.checked_add(count)?)
            }
            _ => return None,
        };
        Some((tag >> 3, value))
    }

    /// A number in base 128, the lowest digits first.
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let mut byte = [0];
            self.reader.read_exact(&mut byte).ok()?;
            self.at += 1;
            number |= u64::from(byte[0] & 0x7f) << shift;
            if byte[0] & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn go(&mut self, to: u64) -> Option<()> {
        self.reader.seek_relative(to.cast_signed().checked_sub(self.at.cast_signed())?).ok()?;
        self.at = to;
        Some(())
    }

    /// The bytes at a place; `None` if there are fewer.
    fn bytes(&mut self, place: Range<u64>) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.fill(place, &mut bytes)?;
        Some(bytes)
    }

    fn fill(&mut self, place: Range<u64>, bytes: &mut Vec<u8>) -> Option<()> {
        self.go(place.start)?;
        let count = place.end - place.start;
        bytes.clear();
        // Never more memory than the file has bytes, whatever it says.
        let read = self.reader.by_ref().take(count).read_to_end(bytes).ok()?;
        self.at += read as u64;
        (read as u64 == count).then_some(())
    }

    /// Name and place of a TensorProto that ends at `end`.
    fn tensor(&mut self, end: u64) -> Option<(String, Tensor)> {
        let (mut shape, mut kind, mut name) = (Vec::new(), 0, String::new());
        let (mut raw, mut floats, mut integers) = (None, Vec::new(), Vec::new());
        while self.at < end {
            let (number, value) = self.field()?;
            match (number, value) {
                (field::TENSOR_DIMS, Field::Number(size)) => shape.push(usize::try_from(size).ok()?),
                (field::TENSOR_DIMS, Field::Bytes(packed)) => {
                    let sizes = varints(&self.bytes(packed)?)?;
                    shape.extend(sizes.into_iter().map(usize::try_from).collect::<Result<Vec<_>, _>>().ok()?);
                }
                (field::TENSOR_TYPE, Field::Number(number)) => kind = number,
                (field::TENSOR_NAME, Field::Bytes(place)) => name = String::from_utf8(self.bytes(place)?).ok()?,
                (field::TENSOR_RAW, Field::Bytes(place)) => {
                    self.go(place.end)?;
                    raw = Some(place);
                }
                (field::TENSOR_FLOATS, Field::Bytes(packed)) => floats = from_le(&self.bytes(packed)?),
                (field::TENSOR_INTEGERS, Field::Bytes(packed)) => {
                    integers.extend(varints(&self.bytes(packed)?)?.into_iter().map(u64::cast_signed));
                }
                // One value that is not packed.
                (field::TENSOR_INTEGERS, Field::Number(number)) => integers.push(number.cast_signed()),
                (_, Field::Bytes(other)) => self.go(other.end)?,
                _ => {}
            }
        }
        let all = shape.iter().product::<usize>();
        let (floating, whole) = (floats.len(), integers.len());
        let (values, count) = match raw {
            Some(raw) => {
                let bytes = usize::try_from(raw.end - raw.start).ok()?;
                let count = match kind {
                    kind::FLOAT => bytes / 4,
                    kind::UINT8 | kind::INT8 => bytes,
                    // Integers of 64 bits are indices, never weights, and nobody asks for their values.
                    _ => all,
                };
                (Values::Raw(raw), count)
            }
            None if kind == kind::FLOAT => (Values::Floats(floats), floating),
            None => (Values::Integers(integers), whole),
        };
        (count == all).then_some((name, Tensor { shape, kind, values }))
    }
}

/// The matrix that a node multiplies by, and the module it belongs to: node `/encoder/layer.0/output/dense/MatMul_quant` gives
/// `encoder.layer.0.output.dense`.
fn matrix(node: &[u8]) -> Option<(String, String)> {
    let (mut inputs, mut name, mut operator) = (Vec::new(), String::new(), String::new());
    let mut source = Source { reader: BufReader::new(Cursor::new(node)), at: 0 };
    while let Some((number, value)) = source.field() {
        let Field::Bytes(place) = value else { continue };
        match number {
            field::NODE_INPUT => inputs.push(String::from_utf8(source.bytes(place)?).ok()?),
            field::NODE_NAME => name = String::from_utf8(source.bytes(place)?).ok()?,
            field::NODE_OPERATOR => operator = String::from_utf8(source.bytes(place)?).ok()?,
            _ => source.go(place.end)?,
        }
    }
    if !matches!(operator.as_str(), "MatMul" | "MatMulInteger") {
        return None;
    }
    let (module, _) = name.strip_prefix('/')?.rsplit_once('/')?;
    let matrix = inputs.get(1)?;
    Some((matrix.strip_suffix("_quantized").unwrap_or(matrix).to_owned(), module.replace('/', ".")))
}

fn from_le(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// What a protobuf field holds.
enum Field {
    Number(u64),
    /// The place of its bytes.
    Bytes(Range<u64>),
}

/// Numbers in base 128, one behind the other; `None` if the bytes end inside one.
fn varints(packed: &[u8]) -> Option<Vec<u64>> {
    let mut source = Source { reader: BufReader::new(Cursor::new(packed)), at: 0 };
    let mut numbers = Vec::new();
    while source.at < packed.len() as u64 {
        numbers.push(source.varint()?);
    }
    Some(numbers)
}

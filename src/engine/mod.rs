//! Engines: encoded windows in, token vectors out. Nothing here knows a label, a tokenizer or an article.

#[cfg(feature = "rust-bert")]
pub(crate) mod libtorch;
#[cfg(target_arch = "x86_64")]
mod native;
#[cfg(any(feature = "rust-bert", target_arch = "x86_64"))]
mod onnx;
#[cfg(feature = "rust-bert")]
mod onnx_weights;
#[cfg(feature = "onnxruntime")]
mod onnxruntime;
mod options;
mod rten;
#[cfg(feature = "rust-bert")]
mod rust_bert;
#[cfg(test)]
pub(crate) mod scripted;
#[cfg(any(feature = "rust-bert", feature = "onnxruntime"))]
mod share_out;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::crew::Crew;
use crate::error::{Error, Result};
use ndarray::Array2;

#[cfg(target_arch = "x86_64")]
pub use self::native::NativeEngine;
#[cfg(feature = "onnxruntime")]
pub use self::onnxruntime::OnnxRuntimeEngine;
pub use self::options::{Device, Dtype, EngineKind, EngineOptions};
pub use self::rten::RtenEngine;
#[cfg(feature = "rust-bert")]
pub use self::rust_bert::RustBertEngine;

/// One window as an encoder reads it: parallel lists, one entry per token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EncodedWindow {
    /// Vocabulary ids.
    pub ids: Vec<i32>,
    /// Token types; for our models 1 where the token begins with a capital letter in the text, else 0.
    pub types: Vec<i32>,
}

impl EncodedWindow {
    /// Number of tokens, the special ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Its number of tokens, where an engine of at most `max_tokens` can read it.
    ///
    /// # Errors
    /// [`Error::Engine`] if it is empty, too long, or its lists differ in length.
    pub(crate) fn readable(&self, engine: &'static str, max_tokens: usize) -> Result<usize> {
        let tokens = self.len();
        if tokens == 0 || tokens > max_tokens || self.types.len() != tokens {
            let message = format!("expected a window of 1 to {max_tokens} tokens, found {tokens}");
            return Err(Error::Engine { engine, message });
        }
        Ok(tokens)
    }
}

/// What runs an encoder.
///
/// A result never depends on the other windows of a call, on their order or on the number of threads.
pub trait Engine: Send + Sync {
    /// A short name for reports, such as `rten`.
    fn name(&self) -> &'static str;

    /// Width of a token vector.
    fn hidden(&self) -> usize;

    /// The longest window it takes, in tokens, the special ones included.
    fn max_tokens(&self) -> usize;

    /// The token vectors of each window, `[token, hidden]`, in the order of the windows. No window gives no vectors.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if a window is empty or too long, or the computation failed.
    fn encode(&self, windows: &[EncodedWindow]) -> Result<Vec<Array2<f32>>>;
}

/// An encoder as its model folder has it.
#[derive(Debug)]
pub struct EncoderFile<'p> {
    /// An ONNX file.
    pub path: &'p Path,
    /// Width of a token vector.
    pub hidden: usize,
    /// The longest window, in tokens.
    pub max_tokens: usize,
    /// Heads of an attention layer, where the manifest tells; the ONNX graph knows them, libtorch has to be told.
    pub heads: Option<usize>,
}

impl EncoderFile<'_> {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`Error::Model`] if there is none, [`Error::Io`] if it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        fs::read(self.path).map_err(|e| Error::unreadable(self.path, e))
    }
}

/// Opens the engine that the options ask for; one that runs on the threads of its callers has those of `crew`, the others have their own.
///
/// # Errors
/// [`Error::Model`] if the file is no encoder; [`Error::Engine`] if the engine is not compiled in, or lacks what is asked for.
pub(crate) fn open(file: EncoderFile<'_>, options: &EngineOptions, crew: &Arc<Crew>) -> Result<Box<dyn Engine>> {
    match options.kind {
        int8 if int8.is_int8() && (options.dtype.is_some() || options.device != Device::Cpu) => Err(Error::Engine {
            engine: int8.name(),
            message: "runs the int8 weights on the processor; --dtype and --device are for the engine rust-bert".into(),
        }),
        EngineKind::Native => match native(&file, crew) {
            Some(engine) => Ok(engine),
            None => open(file, &EngineOptions { kind: EngineKind::Rten, ..*options }, crew),
        },
        EngineKind::Rten => {
            let EncoderFile { path, hidden, max_tokens, .. } = file;
            Ok(Box::new(RtenEngine::open(path, file.bytes()?, hidden, max_tokens, options.threads)?))
        }
        #[cfg(feature = "onnxruntime")]
        EngineKind::OnnxRuntime => Ok(Box::new(OnnxRuntimeEngine::open(file, options.threads)?)),
        #[cfg(not(feature = "onnxruntime"))]
        EngineKind::OnnxRuntime => Err(lacking("the engine onnxruntime", options.kind, "make onnxruntime")),
        #[cfg(feature = "rust-bert")]
        EngineKind::RustBert => Ok(Box::new(RustBertEngine::open(file, options)?)),
        #[cfg(not(feature = "rust-bert"))]
        EngineKind::RustBert => Err(lacking("the engine rust-bert", options.kind, "make libtorch")),
    }
}

/// The engine of our own kernels, where the processor and the encoder are such as it reads.
#[cfg(target_arch = "x86_64")]
fn native(file: &EncoderFile<'_>, crew: &Arc<Crew>) -> Option<Box<dyn Engine>> {
    NativeEngine::with(file, Arc::clone(crew)).map(|engine| Box::new(engine) as Box<dyn Engine>)
}

#[cfg(not(target_arch = "x86_64"))]
fn native(_: &EncoderFile<'_>, _: &Arc<Crew>) -> Option<Box<dyn Engine>> {
    None
}

/// The error of what needs a native library, in a program that was built without the feature; the engine `kind` and the feature are
/// called the same, and `make` brings the library.
#[cfg(not(all(feature = "rust-bert", feature = "onnxruntime")))]
pub(crate) fn lacking(what: &str, kind: EngineKind, make: &str) -> Error {
    let engine = kind.name();
    let message = format!(
        "{what} is not in this program: build it with `cargo build --release --features {engine}` after `{make}`"
    );
    Error::Engine { engine, message }
}

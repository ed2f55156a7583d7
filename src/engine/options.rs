//! Which engine runs the encoder, and how.

/// An engine by its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EngineKind {
    /// The ONNX file as it is, int8, pure Rust.
    #[default]
    Rten,
    /// The same file on ONNX Runtime; compiled in with the feature `onnxruntime`.
    OnnxRuntime,
    /// The same weights dequantised, on libtorch; compiled in with the feature `rust-bert`.
    RustBert,
}

impl EngineKind {
    /// Every engine that is compiled in, the default first.
    pub const COMPILED: &[Self] = &[
        Self::Rten,
        #[cfg(feature = "onnxruntime")]
        Self::OnnxRuntime,
        #[cfg(feature = "rust-bert")]
        Self::RustBert,
    ];

    /// The name on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rten => "rten",
            Self::OnnxRuntime => "onnxruntime",
            Self::RustBert => "rust-bert",
        }
    }
}

/// In which numbers libtorch computes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dtype {
    /// 32-bit floats.
    #[default]
    Fp32,
    /// 16-bit brain floats; faster where the processor or the graphics card multiplies them, less exact everywhere.
    Bf16,
}

/// On which device libtorch computes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Device {
    /// The processor.
    #[default]
    Cpu,
    /// The first CUDA device, where libtorch was built with CUDA.
    Cuda,
}

/// What an engine is opened with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EngineOptions {
    /// Which engine.
    pub kind: EngineKind,
    /// `None` takes the engine's own: int8 of `rten` and `onnxruntime`, which take no other, 32-bit floats of `rust-bert`.
    pub dtype: Option<Dtype>,
    /// `rten` and `onnxruntime` compute on the processor only.
    pub device: Device,
    /// Threads; `None` takes one per core. The results are the same for any number.
    pub threads: Option<usize>,
}

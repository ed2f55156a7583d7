//! Which engine runs the encoder, and how.

/// An engine by its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EngineKind {
    /// Kernels of our own for a BERT encoder in int8, on processors with AVX2 or AVX-512. Elsewhere, and for another encoder, it is `Rten`
    /// that is opened.
    #[default]
    Native,
    /// The ONNX file as it is, int8, on the crate `rten`.
    Rten,
    /// The same file on ONNX Runtime; compiled in with the feature `onnxruntime`.
    OnnxRuntime,
    /// The same weights dequantised, on libtorch; compiled in with the feature `rust-bert`.
    RustBert,
}

impl EngineKind {
    /// Every engine that is compiled in, the default first.
    pub const COMPILED: &[Self] = &[
        Self::Native,
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
            Self::Native => "native",
            Self::Rten => "rten",
            Self::OnnxRuntime => "onnxruntime",
            Self::RustBert => "rust-bert",
        }
    }

    /// Whether it computes in int8 on the processor, and has no choice of either.
    #[must_use]
    pub(crate) const fn is_int8(self) -> bool {
        matches!(self, Self::Native | Self::Rten | Self::OnnxRuntime)
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
    /// `None` takes the engine's own: 32-bit floats of `rust-bert`, int8 of the others, which take no other.
    pub dtype: Option<Dtype>,
    /// All but `rust-bert` compute on the processor only.
    pub device: Device,
    /// Threads; `None` takes one per core. The results are the same for any number.
    pub threads: Option<usize>,
}

//! What can be measured: the engines that are compiled in, each with the numbers it computes in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::engine::{EngineKind, EngineOptions};
use crate::error::{Error, Result};
use crate::pipeline::PipelineOptions;

/// An engine and the numbers that it computes in, written `engine` or `engine:dtype`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Candidate {
    /// `native`, int8.
    Native,
    /// `rten`, int8.
    Rten,
    /// `onnxruntime`, int8.
    #[cfg(feature = "onnxruntime")]
    #[serde(rename = "onnxruntime")]
    OnnxRuntime,
    /// `rust-bert`, 32-bit floats.
    #[cfg(feature = "rust-bert")]
    RustBert,
    /// `rust-bert`, 16-bit brain floats.
    #[cfg(feature = "rust-bert")]
    RustBertBf16,
}

impl Candidate {
    /// Every engine of this program.
    pub const ALL: &'static [Self] = &[
        Self::Native,
        Self::Rten,
        #[cfg(feature = "onnxruntime")]
        Self::OnnxRuntime,
        #[cfg(feature = "rust-bert")]
        Self::RustBert,
        #[cfg(feature = "rust-bert")]
        Self::RustBertBf16,
    ];

    /// The engine's name, as in `--engine`.
    #[must_use]
    pub const fn engine(self) -> &'static str {
        match self {
            Self::Native => EngineKind::Native.name(),
            Self::Rten => EngineKind::Rten.name(),
            #[cfg(feature = "onnxruntime")]
            Self::OnnxRuntime => EngineKind::OnnxRuntime.name(),
            #[cfg(feature = "rust-bert")]
            Self::RustBert | Self::RustBertBf16 => EngineKind::RustBert.name(),
        }
    }

    /// The numbers of its large matrices.
    #[must_use]
    pub const fn dtype(self) -> &'static str {
        match self {
            Self::Native | Self::Rten => "int8",
            #[cfg(feature = "onnxruntime")]
            Self::OnnxRuntime => "int8",
            #[cfg(feature = "rust-bert")]
            Self::RustBert => "fp32",
            #[cfg(feature = "rust-bert")]
            Self::RustBertBf16 => "bf16",
        }
    }

    /// What a pipeline on it is opened with.
    #[must_use]
    pub fn options(self, threads: usize) -> PipelineOptions {
        let engine = match self {
            Self::Native => EngineOptions::default(),
            Self::Rten => EngineOptions { kind: EngineKind::Rten, ..EngineOptions::default() },
            #[cfg(feature = "onnxruntime")]
            Self::OnnxRuntime => EngineOptions { kind: EngineKind::OnnxRuntime, ..EngineOptions::default() },
            #[cfg(feature = "rust-bert")]
            Self::RustBert => EngineOptions { kind: EngineKind::RustBert, ..EngineOptions::default() },
            #[cfg(feature = "rust-bert")]
            Self::RustBertBf16 => EngineOptions {
                kind: EngineKind::RustBert,
                dtype: Some(crate::engine::Dtype::Bf16),
                ..EngineOptions::default()
            },
        };
        let engine = EngineOptions { threads: Some(threads), ..engine };
        PipelineOptions { engine, ..PipelineOptions::default() }
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.engine(), self.dtype())
    }
}

impl FromStr for Candidate {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|c| c.to_string() == name || c.engine() == name);
        let known = || Self::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        found.copied().ok_or_else(|| Error::input("--engines", known(), format!("{name:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_known_by_its_name_with_and_without_its_numbers() {
        for name in ["rten", "rten:int8"] {
            assert_eq!(name.parse::<Candidate>().unwrap(), Candidate::Rten);
        }
        let error = "tensorfire".parse::<Candidate>().unwrap_err().to_string();
        assert!(error.contains("rten:int8") && error.contains("tensorfire"), "{error}");
    }
}

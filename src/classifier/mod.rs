//! Sequence classifiers that users bring: a folder in Hugging Face layout (`config.json`, `tokenizer.json`, `model.safetensors`) of the
//! architecture BERT, RoBERTa, DistilBERT or DeBERTa v2/v3, on libtorch.

#[cfg(feature = "rust-bert")]
mod attention;
#[cfg(feature = "rust-bert")]
mod checkpoint;
#[cfg(feature = "rust-bert")]
mod config;
#[cfg(feature = "rust-bert")]
mod network;

#[cfg(feature = "rust-bert")]
pub(crate) use checkpoint::Classifier;

/// What a classifier would be in a program with libtorch; here there is none.
#[cfg(not(feature = "rust-bert"))]
pub(crate) struct Classifier(std::convert::Infallible);

#[cfg(not(feature = "rust-bert"))]
impl Classifier {
    /// # Errors
    /// Always: the feature that it needs is not compiled in.
    pub(crate) fn open(_: &std::path::Path, _: &crate::engine::EngineOptions) -> crate::error::Result<Self> {
        let kind = crate::engine::EngineKind::RustBert;
        Err(crate::engine::lacking("a classifier of one's own (--scorer)", kind, "make libtorch"))
    }

    pub(crate) fn labels(&self) -> &[String] {
        match self.0 {}
    }

    pub(crate) fn logits(&self, _: &[(String, Option<String>)]) -> crate::error::Result<Vec<Vec<f32>>> {
        match self.0 {}
    }
}

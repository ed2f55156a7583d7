//! Engines: encoded windows in, token vectors out. Nothing here knows a label, a tokenizer or an article.

mod rten;
#[cfg(test)]
pub(crate) mod scripted;

use crate::error::Result;
use ndarray::Array2;

pub use self::rten::RtenEngine;

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

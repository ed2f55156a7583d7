//! A fake engine that plays a script: vectors for given runs of tokens, and for nothing else.

use ndarray::{Array2, ArrayView1};

use super::{EncodedWindow, Engine};
use crate::error::Result;

/// Gives each token the sum of the vectors that the script has for it.
pub(crate) struct ScriptedEngine {
    /// Width of a vector.
    pub hidden: usize,
    /// The vector of every window's first token.
    pub first: Vec<f32>,
    /// Runs of token ids, with a vector for each of their tokens; every occurrence gets them.
    pub lines: Vec<(Vec<i32>, Vec<Vec<f32>>)>,
}

impl Engine for ScriptedEngine {
    fn name(&self) -> &'static str {
        "scripted"
    }

    fn hidden(&self) -> usize {
        self.hidden
    }

    fn max_tokens(&self) -> usize {
        512
    }

    fn encode(&self, windows: &[EncodedWindow]) -> Result<Vec<Array2<f32>>> {
        let play = |window: &EncodedWindow| {
            let mut out = Array2::zeros((window.len(), self.hidden));
            out.row_mut(0).assign(&ArrayView1::from(&self.first));
            for (ids, vectors) in &self.lines {
                for at in 0..(window.len() + 1).saturating_sub(ids.len()) {
                    if window.ids[at..at + ids.len()] == ids[..] {
                        for (n, vector) in vectors.iter().enumerate() {
                            let mut row = out.row_mut(at + n);
                            row += &ArrayView1::from(vector);
                        }
                    }
                }
            }
            out
        };
        Ok(windows.iter().map(play).collect())
    }
}

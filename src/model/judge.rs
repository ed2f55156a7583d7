//! The heads that judge a mention: by the codebook, stance, outlook and perspective from one hidden layer; by the annotators of NewsMTSC,
//! the stance of a whole sentence.

use std::sync::Arc;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, CowArray, Ix2, concatenate};

use super::attention::Attention;
use super::heads::{Linear, Perceptron, gelu};

/// Logits for one mention, each in the order of the model's labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Unfavorable, neutral, favorable.
    pub stance: [f32; 3],
    /// None, gains, loses.
    pub outlook: [f32; 3],
    /// The speaker's own, reported.
    pub perspective: [f32; 2],
}

/// The words that mentions are judged by, as rows of one window's token vectors; mentions of one sentence share it.
pub(super) struct Scope<'h> {
    /// `[token, hidden]`, at least one token.
    vectors: CowArray<'h, f32, Ix2>,
    /// Of the vectors, `[hidden]`.
    mean: Array1<f32>,
}

impl<'h> Scope<'h> {
    /// Of token vectors `[token, hidden]`; `None` of no token.
    pub fn of(vectors: CowArray<'h, f32, Ix2>) -> Option<Self> {
        let mean = vectors.mean_axis(Axis(0))?;
        Some(Self { vectors, mean })
    }

    /// `[token, hidden]`.
    pub fn vectors(&self) -> ArrayView2<'_, f32> {
        self.vectors.view()
    }
}

/// What is judged.
pub(super) struct Target<'h> {
    /// Mean of the mention's token vectors, `[hidden]`.
    pub mention: Array1<f32>,
    pub scope: Arc<Scope<'h>>,
}

/// Means of the mentions and of their scopes, and their products, each `[target, hidden]`.
pub(super) fn means<'t, 'h: 't>(targets: impl Iterator<Item = &'t Target<'h>> + Clone) -> [Array2<f32>; 3] {
    let mentions = rows(targets.clone().map(|target| target.mention.view()));
    let scopes = rows(targets.map(|target| target.scope.mean.view()));
    let products = &mentions * &scopes;
    [mentions, scopes, products]
}

/// Vectors of one length, at least one, as rows.
pub(super) fn rows<'v>(vectors: impl Iterator<Item = ArrayView1<'v, f32>>) -> Array2<f32> {
    ndarray::stack(Axis(0), &vectors.collect::<Vec<_>>()).expect("vectors of one length")
}

/// Matrices with as many rows side by side.
pub(super) fn beside(parts: &[&Array2<f32>]) -> Array2<f32> {
    concatenate(Axis(1), &parts.iter().map(|part| part.view()).collect::<Vec<_>>()).expect("a row for each target")
}

/// The rows of logits.
pub(super) fn triples(logits: &Array2<f32>) -> Vec<[f32; 3]> {
    logits.axis_iter(Axis(0)).map(|row| [row[0], row[1], row[2]]).collect()
}

/// Reads the mention, its scope, their product and what the mention finds in the scope.
#[derive(Debug)]
pub(crate) struct Judge {
    pub attention: Attention,
    pub hidden: Linear,
    pub stance: Linear,
    pub outlook: Linear,
    pub perspective: Linear,
    /// Reads the mention, its scope and their product.
    pub newsmtsc: Perceptron,
}

impl Judge {
    /// Makes its matrices but those of the convention of NewsMTSC.
    pub(super) fn prepare(&self) {
        let Self { attention, hidden, stance, outlook, perspective, newsmtsc: _ } = self;
        attention.prepare();
        [hidden, stance, outlook, perspective].into_iter().for_each(|linear| linear.weight().make());
    }

    /// One judgement for each target, at least one, by the codebook.
    pub(super) fn judge(&self, targets: &[Target<'_>]) -> Vec<Judgement> {
        let [mentions, scopes, products] = means(targets.iter());
        let words: Vec<_> = targets.iter().map(|target| target.scope.vectors()).collect();
        let found = self.attention.attend(&mentions, &words);
        let mut hidden = self.hidden.apply(&beside(&[&mentions, &scopes, &products, &found]).view());
        hidden.mapv_inplace(gelu);
        let [stance, outlook, perspective] =
            [&self.stance, &self.outlook, &self.perspective].map(|out| out.apply(&hidden.view()));
        (0..targets.len())
            .map(|n| Judgement {
                stance: std::array::from_fn(|k| stance[[n, k]]),
                outlook: std::array::from_fn(|k| outlook[[n, k]]),
                perspective: std::array::from_fn(|k| perspective[[n, k]]),
            })
            .collect()
    }

    /// The logits of the stance of each target, at least one, by the convention of NewsMTSC.
    pub(super) fn newsmtsc(&self, targets: &[Target<'_>]) -> Vec<[f32; 3]> {
        let [mentions, scopes, products] = means(targets.iter());
        triples(&self.newsmtsc.apply(&beside(&[&mentions, &scopes, &products]).view()))
    }
}

//! The heads that judge a mention: by the codebook, stance, outlook and perspective from one hidden layer; by the annotators of NewsMTSC,
//! the stance of a whole sentence.

use ndarray::{Array1, Array2, Axis, CowArray, Ix2, concatenate};

use super::attention::Attention;
use super::heads::{Linear, Perceptron, gelu};
use super::weight::Weight;

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

/// What is judged: a mention and the words it is judged by, as rows of one window's token vectors.
pub(super) struct Target<'h> {
    /// Mean of the mention's token vectors, `[hidden]`.
    pub mention: Array1<f32>,
    /// The token vectors of the scope, `[token, hidden]`, at least one.
    pub scope: CowArray<'h, f32, Ix2>,
}

impl Target<'_> {
    /// Means of the mention and of its scope, and their product, each `[hidden]`.
    pub(super) fn means(&self) -> [Array1<f32>; 3] {
        let scope = self.scope.mean_axis(Axis(0)).expect("a scope has a token");
        let product = &self.mention * &scope;
        [self.mention.clone(), scope, product]
    }
}

/// The parts of each input side by side, the inputs, at least one, as rows.
pub(super) fn rows<const N: usize>(inputs: impl Iterator<Item = [Array1<f32>; N]>) -> Array2<f32> {
    let rows: Vec<Array1<f32>> = inputs
        .map(|parts| concatenate(Axis(0), &parts.each_ref().map(|part| part.view())).expect("vectors join end to end"))
        .collect();
    let views: Vec<_> = rows.iter().map(|row| row.view()).collect();
    ndarray::stack(Axis(0), &views).expect("every row has the parts of one input")
}

/// The rows of logits.
pub(super) fn triples(logits: &Array2<f32>) -> Vec<[f32; 3]> {
    logits.axis_iter(Axis(0)).map(|row| [row[0], row[1], row[2]]).collect()
}

/// Reads the mention, its scope, their product and what the mention finds in the scope.
#[derive(Debug, Clone)]
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
    /// Its matrices but those of the convention of NewsMTSC.
    pub(super) fn weights(&self) -> impl Iterator<Item = &Weight> {
        let Self { attention, hidden, stance, outlook, perspective, newsmtsc: _ } = self;
        attention.weights().into_iter().chain([hidden, stance, outlook, perspective].map(|linear| &linear.weight))
    }

    /// One judgement for each target, at least one, by the codebook.
    pub(super) fn judge(&self, targets: &[Target<'_>]) -> Vec<Judgement> {
        let means = rows(targets.iter().map(Target::means));
        let mentions = rows(targets.iter().map(|target| [target.mention.clone()]));
        let scopes: Vec<_> = targets.iter().map(|target| target.scope.view()).collect();
        let found = self.attention.attend(&mentions, &scopes);
        let features = concatenate(Axis(1), &[means.view(), found.view()]).expect("a row for each target");
        let mut hidden = self.hidden.apply(&features.view());
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
        triples(&self.newsmtsc.apply(&rows(targets.iter().map(Target::means)).view()))
    }
}

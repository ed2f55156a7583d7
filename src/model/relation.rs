//! The head that reads how a holder stands toward a target (DSE, Park et al. 2021).

use ndarray::Array1;

use super::attention::Attention;
use super::heads::Perceptron;
use super::judge::{Target, beside, means, rows, triples};

/// Reads holder, target, scope, the product of holder and target, and what the two find in the scope.
#[derive(Debug)]
pub(crate) struct Relation {
    pub attention: Attention,
    pub perceptron: Perceptron,
}

impl Relation {
    /// Logits (none, favorable, unfavorable) of each holder, a mean of token vectors `[hidden]`, toward its target; at least one.
    pub(super) fn read(&self, pairs: &[(Array1<f32>, Target<'_>)]) -> Vec<[f32; 3]> {
        let holders = rows(pairs.iter().map(|(holder, _)| holder.view()));
        let [mentions, scopes, _] = means(pairs.iter().map(|(_, target)| target));
        let words: Vec<_> = pairs.iter().map(|(_, target)| target.scope.vectors()).collect();
        let found = self.attention.attend(&beside(&[&holders, &mentions]), &words);
        let products = &holders * &mentions;
        let features = beside(&[&holders, &mentions, &scopes, &products, &found]);
        triples(&self.perceptron.apply(&features.view()))
    }
}

//! The head that reads how a holder stands toward a target (DSE, Park et al. 2021).

use ndarray::{Array1, Axis, concatenate};

use super::attention::Attention;
use super::heads::Perceptron;
use super::judge::{Target, rows, triples};

/// Reads holder, target, scope, the product of holder and target, and what the two find in the scope.
#[derive(Debug)]
pub(crate) struct Relation {
    pub attention: Attention,
    pub perceptron: Perceptron,
}

impl Relation {
    /// Logits (none, favorable, unfavorable) of each holder, a mean of token vectors `[hidden]`, toward its target; at least one.
    pub(super) fn read(&self, pairs: &[(Array1<f32>, Target<'_>)]) -> Vec<[f32; 3]> {
        let both = rows(pairs.iter().map(|(holder, target)| [holder.clone(), target.mention.clone()]));
        let scopes: Vec<_> = pairs.iter().map(|(_, target)| target.scope.vectors()).collect();
        let found = self.attention.attend(&both, &scopes);
        let means = rows(pairs.iter().map(|(holder, target)| {
            let [mention, scope, _] = target.means();
            let product = holder * &mention;
            [holder.clone(), mention, scope, product]
        }));
        let features = concatenate(Axis(1), &[means.view(), found.view()]).expect("a row for each pair");
        triples(&self.perceptron.apply(&features.view()))
    }
}

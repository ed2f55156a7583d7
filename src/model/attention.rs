//! Attention over the tokens of a scope.

use ndarray::{Array2, Array3, ArrayView2, Axis, Slice};

use super::heads::{Linear, softmax};
use super::weight::Weight;
use crate::vector::{combined, product};

/// Attention of queries, each over the tokens of its scope, in several heads (Vaswani et al. 2017, section 3.2.2).
#[derive(Debug, Clone)]
pub(crate) struct Attention {
    heads: usize,
    query: Linear,
    /// The key's weight, transposed, `[in, out]`: queries are multiplied from its side, along rows.
    key: Weight,
    value: Linear,
}

impl Attention {
    /// An attention whose `heads` divide the width between them. The key's bias adds the same to all tokens and falls out of the softmax.
    pub fn new(heads: usize, query: Linear, key: Linear, value: Linear) -> Self {
        Self { heads, query, key: key.weight.transposed(), value }
    }

    /// Its matrices.
    pub(super) fn weights(&self) -> [&Weight; 3] {
        [&self.query.weight, &self.key, &self.value.weight]
    }

    /// What each query, a row `[in]` of `queries`, finds in its scope `[token, hidden]`, at least one token: `[n, hidden]`. Key and value
    /// matrices are applied to the queries and to the weighted means instead of every token: that costs the same for a scope of any
    /// length. All queries go through a matrix together, so that it is read once.
    pub(super) fn attend(&self, queries: &Array2<f32>, scopes: &[ArrayView2<'_, f32>]) -> Array2<f32> {
        let queries = self.query.apply(&queries.view());
        let (n, hidden) = queries.dim();
        let width = hidden / self.heads;
        let part = |head: usize| Slice::from(head * width..(head + 1) * width);
        let mut directions = Array3::zeros((n, self.heads, self.key.nrows()));
        for (head, mut of) in directions.axis_iter_mut(Axis(1)).enumerate() {
            let key = self.key.slice_axis(Axis(1), part(head));
            of.assign(&product(&queries.slice_axis(Axis(1), part(head)), &key));
        }
        let mut means = directions;
        for (mut of, scope) in means.axis_iter_mut(Axis(0)).zip(scopes) {
            let mut weights = product(&of.view(), scope) / (width as f32).sqrt();
            for mut row in weights.axis_iter_mut(Axis(0)) {
                softmax(row.as_slice_mut().expect("rows of a fresh array are contiguous"));
            }
            of.assign(&combined(&weights.view(), scope));
        }
        let mut out = Array2::zeros((n, hidden));
        for head in 0..self.heads {
            let value = self.value.weight.slice_axis(Axis(0), part(head));
            let found = product(&means.index_axis(Axis(1), head), &value);
            out.slice_axis_mut(Axis(1), part(head)).assign(&found);
        }
        out + &self.value.bias
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array1;

    use super::*;

    #[test]
    fn attention_is_the_same_as_with_a_key_and_a_value_of_every_token() {
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
        let linear = |at: usize| Linear {
            weight: Array2::from_shape_fn((6, 6), |(i, j)| number(at + 6 * i + j)).into(),
            bias: Array1::from_shape_fn(6, |i| number(at + 40 + i)),
        };
        let key = linear(100);
        let attention = Attention::new(2, linear(1), key.clone(), linear(200));
        let scopes = [4, 3].map(|n| Array2::from_shape_fn((n, 6), |(i, j)| number(300 + 10 * n + 6 * i + j)));
        let queries = Array2::from_shape_fn((2, 6), |(i, j)| number(400 + 6 * i + j));
        let found = attention.attend(&queries, &scopes.each_ref().map(|scope| scope.view()));
        for (n, scope) in scopes.iter().enumerate() {
            let (q, k, v) = (
                attention.query.apply_one(&queries.row(n)),
                key.apply(&scope.view()),
                attention.value.apply(&scope.view()),
            );
            let mut expected = Array1::<f32>::zeros(6);
            for head in [0..3, 3..6] {
                let score = |t: usize| head.clone().map(|d| q[d] * k[[t, d]]).sum::<f32>() / 3f32.sqrt();
                let mut weights: Vec<f32> = (0..scope.nrows()).map(score).collect();
                softmax(&mut weights);
                head.for_each(|d| expected[d] = weights.iter().enumerate().map(|(t, w)| w * v[[t, d]]).sum());
            }
            for (found, expected) in found.row(n).iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-5, "{found} and {expected}");
            }
        }
    }
}

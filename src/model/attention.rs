//! Attention over the tokens of a scope.

use ndarray::{Array1, Array2, Array3, ArrayView2, Axis};

use super::heads::{Linear, softmax};
use super::weight::{Stored, Weight};
use crate::vector::{Packed, combined, product};

/// Attention of queries, each over the tokens of its scope, in several heads (Vaswani et al. 2017, section 3.2.2).
#[derive(Debug)]
pub(crate) struct Attention {
    query: Linear,
    /// Of each head: from its part of a query to what a token is compared with.
    keys: Weight<Vec<Packed>>,
    /// Of each head: from a mean of tokens to its part of what is found.
    values: Weight<Vec<Packed>>,
    /// Of the values, `[hidden]`.
    bias: Array1<f32>,
}

impl Attention {
    /// An attention whose `heads` divide the width between them; `key` and `value` are `[hidden, hidden]`, the bias is of the values. The
    /// key's bias would add the same to all tokens, and fall out of the softmax.
    pub fn new(
        heads: usize,
        query: Linear,
        key: impl Into<Stored>,
        value: impl Into<Stored>,
        bias: Array1<f32>,
    ) -> Self {
        let parts = move |matrix: Array2<f32>, pack: fn(&ArrayView2<'_, f32>) -> Packed| {
            matrix.axis_chunks_iter(Axis(0), matrix.nrows() / heads).map(|part| pack(&part)).collect()
        };
        let keys = key.into().then(move |matrix| parts(matrix, |part| Packed::of(&part.t())));
        let values = value.into().then(move |matrix| parts(matrix, Packed::of));
        Self { query, keys, values, bias }
    }

    /// Makes its matrices.
    pub(super) fn prepare(&self) {
        self.query.weight().make();
        self.keys.make();
        self.values.make();
    }

    /// What each query, a row `[in]` of `queries`, finds in its scope `[token, hidden]`, at least one token: `[n, hidden]`. Key and value
    /// matrices are applied to the queries and to the weighted means instead of every token: that costs the same for a scope of any
    /// length. All queries go through a matrix together, so that it is read once.
    pub(super) fn attend(&self, queries: &Array2<f32>, scopes: &[ArrayView2<'_, f32>]) -> Array2<f32> {
        let queries = self.query.apply(&queries.view());
        let (n, hidden) = queries.dim();
        let width = hidden / self.keys.len();
        let mut directions = Array3::zeros((n, self.keys.len(), hidden));
        let parts = queries.axis_chunks_iter(Axis(1), width).zip(directions.axis_iter_mut(Axis(1)));
        for (key, (query, mut of)) in self.keys.iter().zip(parts) {
            of.assign(&key.apply(&query));
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
        let parts = means.axis_iter(Axis(1)).zip(out.axis_chunks_iter_mut(Axis(1), width));
        for (value, (mean, mut of)) in self.values.iter().zip(parts) {
            of.assign(&value.apply(&mean));
        }
        out + &self.bias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_is_the_same_as_with_a_key_and_a_value_of_every_token() {
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
        let weight = |at: usize| Array2::from_shape_fn((6, 6), |(i, j)| number(at + 6 * i + j));
        let bias = |at: usize| Array1::from_shape_fn(6, |i| number(at + 40 + i));
        let attention = Attention::new(2, Linear::new(weight(1), bias(1)), weight(100), weight(200), bias(200));
        let scopes = [4, 3].map(|n| Array2::from_shape_fn((n, 6), |(i, j)| number(300 + 10 * n + 6 * i + j)));
        let queries = Array2::from_shape_fn((2, 6), |(i, j)| number(400 + 6 * i + j));
        let found = attention.attend(&queries, &scopes.each_ref().map(|scope| scope.view()));
        for (n, scope) in scopes.iter().enumerate() {
            let (q, k, v) = (
                weight(1).dot(&queries.row(n)) + bias(1),
                scope.dot(&weight(100).t()) + bias(100),
                scope.dot(&weight(200).t()) + bias(200),
            );
            let mut expected = Array1::<f32>::zeros(6);
            for head in [0..3, 3..6] {
                let score = |t: usize| head.clone().map(|d| q[d] * k[[t, d]]).sum::<f32>() / 3f32.sqrt();
                let mut weights: Vec<f32> = (0..scope.nrows()).map(score).collect();
                softmax(&mut weights);
                head.for_each(|d| expected[d] = weights.iter().enumerate().map(|(t, w)| w * v[[t, d]]).sum());
            }
            for (found, expected) in found.row(n).iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-3, "{found} and {expected}");
            }
        }
    }
}

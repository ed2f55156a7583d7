//! The head that judges a mention: stance, outlook and perspective from one hidden layer.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, CowArray, Ix2, Slice, concatenate};

use super::heads::{Linear, gelu, softmax, transposed};

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

/// Attention of one query over the tokens of a scope, in several heads (Vaswani et al. 2017, section 3.2.2).
#[derive(Debug, Clone)]
pub(crate) struct Attention {
    heads: usize,
    query: Linear,
    /// The key's weight, transposed, `[in, out]`: the query is multiplied from its side, along rows.
    key: Array2<f32>,
    value: Linear,
}

impl Attention {
    /// An attention whose `heads` divide the width between them. The key's bias adds the same to all tokens and falls out of the softmax.
    pub fn new(heads: usize, query: Linear, key: &Linear, value: Linear) -> Self {
        Self { heads, query, key: transposed(&key.weight), value }
    }

    /// What the query finds, `[hidden]`. Key and value matrices are applied to the query and to the weighted means instead of every token:
    /// that costs the same for a scope of any length.
    fn attend(&self, query: &ArrayView1<'_, f32>, scope: &ArrayView2<'_, f32>) -> Array1<f32> {
        let query = self.query.apply_one(query);
        let width = query.len() / self.heads;
        let part = |head: usize| Slice::from(head * width..(head + 1) * width);
        let mut directions = Array2::zeros((self.heads, scope.ncols()));
        for (head, mut direction) in directions.axis_iter_mut(Axis(0)).enumerate() {
            let key = self.key.slice_axis(Axis(1), part(head));
            direction.assign(&key.dot(&query.slice_axis(Axis(0), part(head))));
        }
        let mut weights = directions.dot(&scope.t()) / (width as f32).sqrt();
        for mut row in weights.axis_iter_mut(Axis(0)) {
            softmax(row.as_slice_mut().expect("rows of a fresh array are contiguous"));
        }
        let means = weights.dot(scope);
        let mut out = Array1::zeros(query.len());
        for (head, mean) in means.axis_iter(Axis(0)).enumerate() {
            let value = self.value.weight.slice_axis(Axis(0), part(head));
            out.slice_axis_mut(Axis(0), part(head)).assign(&value.dot(&mean));
        }
        out + &self.value.bias
    }
}

/// Reads the mention, its scope, their product and what the mention finds in the scope.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    pub attention: Attention,
    pub hidden: Linear,
    pub stance: Linear,
    pub outlook: Linear,
    pub perspective: Linear,
}

impl Judge {
    /// One judgement for each target.
    pub(super) fn judge(&self, targets: &[Target<'_>]) -> Vec<Judgement> {
        if targets.is_empty() {
            return Vec::new();
        }
        let rows: Vec<Array1<f32>> = targets.iter().map(|target| self.features(target)).collect();
        let views: Vec<_> = rows.iter().map(|row| row.view()).collect();
        let features: Array2<f32> = ndarray::stack(Axis(0), &views).expect("every row has the features of one target");
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

    fn features(&self, target: &Target<'_>) -> Array1<f32> {
        let mention = &target.mention;
        let scope = target.scope.mean_axis(Axis(0)).expect("a scope has a token");
        let product = mention * &scope;
        let found = self.attention.attend(&mention.view(), &target.scope.view());
        concatenate(Axis(0), &[mention.view(), scope.view(), product.view(), found.view()])
            .expect("vectors join end to end")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_is_the_same_as_with_a_key_and_a_value_of_every_token() {
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
        let linear = |at: usize| Linear {
            weight: Array2::from_shape_fn((6, 6), |(i, j)| number(at + 6 * i + j)),
            bias: Array1::from_shape_fn(6, |i| number(at + 40 + i)),
        };
        let key = linear(100);
        let attention = Attention::new(2, linear(1), &key, linear(200));
        let scope = Array2::from_shape_fn((4, 6), |(i, j)| number(300 + 6 * i + j));
        let query = Array1::from_shape_fn(6, |i| number(400 + i));
        let (q, k, v) =
            (attention.query.apply_one(&query.view()), key.apply(&scope.view()), attention.value.apply(&scope.view()));
        let mut expected = Array1::<f32>::zeros(6);
        for head in [0..3, 3..6] {
            let mut weights: Vec<f32> =
                (0..4).map(|t| head.clone().map(|d| q[d] * k[[t, d]]).sum::<f32>() / 3f32.sqrt()).collect();
            softmax(&mut weights);
            head.for_each(|d| expected[d] = (0..4).map(|t| weights[t] * v[[t, d]]).sum());
        }
        for (found, expected) in attention.attend(&query.view(), &scope.view()).iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-5, "{found} and {expected}");
        }
    }
}

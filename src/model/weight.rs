//! A head's matrix, made of what is stored when it is first used: most runs use half of them.

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use ndarray::{Array2, Axis, concatenate};

use crate::vector::Packed;

type Make<T> = Box<dyn FnOnce() -> T + Send>;

/// A matrix `[out, in]` as it is stored, before it is packed for the products that it is for.
pub(crate) struct Stored(Make<Array2<f32>>);

impl Stored {
    /// The matrix that `make` will give.
    pub fn of(make: impl FnOnce() -> Array2<f32> + Send + 'static) -> Self {
        Self(Box::new(make))
    }

    /// The rows of both, this one's first; they have the same columns.
    pub fn above(self, other: Self) -> Self {
        Self::of(move || concatenate(Axis(0), &[self.0().view(), other.0().view()]).expect("the same columns"))
    }

    /// For products with rows of its inputs.
    pub fn packed(self) -> Weight {
        self.then(|matrix| Packed::of(&matrix.view()))
    }

    /// For products with rows of its outputs.
    pub fn transposed(self) -> Weight {
        self.then(|matrix| Packed::of(&matrix.t()))
    }

    /// What is made of the matrix.
    pub fn then<T: Send + 'static>(self, make: impl FnOnce(Array2<f32>) -> T + Send + 'static) -> Weight<T> {
        Weight(LazyLock::new(Box::new(move || make(self.0()))))
    }
}

impl From<Array2<f32>> for Stored {
    fn from(matrix: Array2<f32>) -> Self {
        Self::of(|| matrix)
    }
}

/// What products are made with.
pub(crate) struct Weight<T = Packed>(LazyLock<T, Make<T>>);

impl<T> Weight<T> {
    /// Makes it now, for whoever has a thread to spare.
    pub fn make(&self) {
        LazyLock::force(&self.0);
    }
}

impl<T> Deref for Weight<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Weight<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

//! A head's matrix, made of what is stored when it is first used: most runs use half of them.

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use ndarray::Array2;

type Make = Box<dyn FnOnce() -> Array2<f32> + Send>;

/// A matrix of weights, `[out, in]` unless it is said otherwise.
pub(crate) struct Weight(LazyLock<Array2<f32>, Make>);

impl Weight {
    /// The matrix that `make` will give.
    pub fn of(make: impl FnOnce() -> Array2<f32> + Send + 'static) -> Self {
        Self(LazyLock::new(Box::new(make)))
    }

    /// Makes it now, for whoever has a thread to spare.
    pub fn make(&self) {
        LazyLock::force(&self.0);
    }

    /// The transpose with rows that are contiguous: a product along strides costs several times as much.
    pub fn transposed(self) -> Self {
        Self::of(move || self.t().as_standard_layout().into_owned())
    }
}

impl From<Array2<f32>> for Weight {
    fn from(matrix: Array2<f32>) -> Self {
        Self::of(|| matrix)
    }
}

impl Deref for Weight {
    type Target = Array2<f32>;

    fn deref(&self) -> &Array2<f32> {
        &self.0
    }
}

impl Clone for Weight {
    fn clone(&self) -> Self {
        self.0.clone().into()
    }
}

impl fmt::Debug for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

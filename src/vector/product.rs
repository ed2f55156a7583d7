//! Products of a few rows with the rows of a matrix that is used once, as the vectors of a window are, in 32 bits.

use ndarray::{Array2, ArrayView2};

#[cfg(target_arch = "x86_64")]
use super::rows;

/// `x w^T`, `[n, out]`, of `x`, `[n, in]`, and `w`, `[out, in]`.
///
/// For a handful of rows: a product of large matrices copies both of them first, which takes longer than to multiply.
pub(crate) fn product(x: &ArrayView2<'_, f32>, w: &ArrayView2<'_, f32>) -> Array2<f32> {
    #[cfg(target_arch = "x86_64")]
    if let Some(level) = super::isa::Level::detect()
        && x.ncols() == w.ncols()
        && let Some(w) = rows(w)
    {
        // What was put together column by column has its rows in pieces.
        let whole = x.as_standard_layout();
        let view = whole.view();
        let x = rows(&view).expect("rows of the standard layout are contiguous");
        let mut out = Array2::zeros((x.len(), w.len()));
        level.run(x86_64::Rows {
            x: &x,
            w: &w,
            out: out.as_slice_mut().expect("rows of a fresh array are contiguous"),
        });
        return out;
    }
    x.dot(&w.t())
}

/// `weights rows`, `[n, columns]`, of `weights`, `[n, row]`, and `rows`, `[row, columns]`: for each of a handful of weightings a mean of the
/// rows, if its weights sum to 1.
pub(crate) fn combined(weights: &ArrayView2<'_, f32>, all: &ArrayView2<'_, f32>) -> Array2<f32> {
    #[cfg(target_arch = "x86_64")]
    if let Some(level) = super::isa::Level::detect()
        && weights.ncols() == all.nrows()
        && let (Some(weights), Some(all)) = (rows(weights), rows(all))
        && let Some(columns) = all.first().map(|row| row.len())
    {
        let mut out = Array2::zeros((weights.len(), columns));
        let sums = out.as_slice_mut().expect("rows of a fresh array are contiguous");
        level.run(x86_64::Means { weights: &weights, rows: &all, out: sums });
        return out;
    }
    weights.dot(all)
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use crate::vector::LANES;
    use crate::vector::isa::{Isa, Task, vectors, vectors_mut};

    pub(super) struct Rows<'a> {
        pub x: &'a [&'a [f32]],
        pub w: &'a [&'a [f32]],
        /// `[x, w]`.
        pub out: &'a mut [f32],
    }

    impl Task for Rows<'_> {
        type Output = ();

        #[inline(always)]
        fn run(self, isa: impl Isa) {
            multiply(isa, self);
        }
    }

    #[inline(always)]
    fn multiply<I: Isa>(isa: I, rows: Rows<'_>) {
        // As many rows of each side go together as there are registers for.
        if I::MANY { tiles::<_, 4>(isa, rows) } else { tiles::<_, 2>(isa, rows) }
    }

    #[inline(always)]
    fn tiles<I: Isa, const T: usize>(isa: I, Rows { x, w, out }: Rows<'_>) {
        // Some rows of `w` stay in the first cache while all of `x` goes by: `w` is the larger, and is read once.
        for (at, w_rows) in w.chunks(T).enumerate() {
            for (x_rows, out) in x.chunks(T).zip(out.chunks_mut(T * w.len())) {
                let rows = out.chunks_exact_mut(w.len()).map(|row| &mut row[at * T..][..w_rows.len()]);
                match (x_rows.len() == T, w_rows.len() == T) {
                    (true, true) => {
                        let sums = tile::<_, T, T>(isa, x_rows, w_rows);
                        rows.zip(sums).for_each(|(row, sums)| row.copy_from_slice(&sums));
                    }
                    (false, true) => {
                        for (row, x) in rows.zip(x_rows) {
                            row.copy_from_slice(&tile::<_, 1, T>(isa, &[*x], w_rows)[0]);
                        }
                    }
                    (_, false) => {
                        for (row, x) in rows.zip(x_rows) {
                            for (sum, w) in row.iter_mut().zip(w_rows) {
                                [[*sum]] = tile::<_, 1, 1>(isa, &[*x], &[*w]);
                            }
                        }
                    }
                }
            }
        }
    }

    pub(super) struct Means<'a> {
        pub weights: &'a [&'a [f32]],
        pub rows: &'a [&'a [f32]],
        /// `[weights, column]`.
        pub out: &'a mut [f32],
    }

    impl Task for Means<'_> {
        type Output = ();

        #[inline(always)]
        fn run(self, isa: impl Isa) {
            combine(isa, self);
        }
    }

    #[inline(always)]
    fn combine<I: Isa>(isa: I, means: Means<'_>) {
        if I::MANY { some::<_, 8>(isa, means) } else { some::<_, 4>(isa, means) }
    }

    /// `N` weightings go together.
    #[inline(always)]
    fn some<I: Isa, const N: usize>(isa: I, Means { weights, rows, out }: Means<'_>) {
        let columns = rows[0].len();
        for (weights, out) in weights.chunks(N).zip(out.chunks_mut(N * columns)) {
            if weights.len() == N {
                means::<_, N>(isa, weights, rows, out);
            } else {
                for (weights, out) in weights.chunks(1).zip(out.chunks_exact_mut(columns)) {
                    means::<_, 1>(isa, weights, rows, out);
                }
            }
        }
    }

    /// The combinations of rows by `N` weightings.
    #[inline(always)]
    fn means<I: Isa, const N: usize>(isa: I, weights: &[&[f32]], rows: &[&[f32]], out: &mut [f32]) {
        let columns = rows[0].len();
        let weights: [&[f32]; N] = std::array::from_fn(|n| &weights[n][..rows.len()]);
        for block in 0..columns / LANES {
            let mut sums = [isa.splat(0.0); N];
            for (at, row) in rows.iter().enumerate() {
                let row = isa.load(&vectors(row)[block]);
                for n in 0..N {
                    sums[n] = isa.fma(row, isa.splat(weights[n][at]), sums[n]);
                }
            }
            for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(columns)) {
                isa.store(sum, &mut vectors_mut(out)[block]);
            }
        }
        for column in columns / LANES * LANES..columns {
            for (weights, out) in weights.iter().zip(out.chunks_exact_mut(columns)) {
                for (weight, row) in weights.iter().zip(rows) {
                    out[column] += weight * row[column];
                }
            }
        }
    }

    /// The products of `X` rows with `W` rows.
    #[inline(always)]
    fn tile<I: Isa, const X: usize, const W: usize>(isa: I, x: &[&[f32]], w: &[&[f32]]) -> [[f32; W]; X] {
        let whole = x[0].len() / LANES;
        let x_vectors: [&[[f32; LANES]]; X] = std::array::from_fn(|row| &vectors(x[row])[..whole]);
        let w_vectors: [&[[f32; LANES]]; W] = std::array::from_fn(|row| &vectors(w[row])[..whole]);
        let mut sums = [[isa.splat(0.0); W]; X];
        for at in 0..whole {
            let weights: [I::Floats; W] = std::array::from_fn(|row| isa.load(&w_vectors[row][at]));
            for row in 0..X {
                let x = isa.load(&x_vectors[row][at]);
                for column in 0..W {
                    sums[row][column] = isa.fma(x, weights[column], sums[row][column]);
                }
            }
        }
        let mut out = [[0.0; W]; X];
        for ((out, sums), x) in out.iter_mut().zip(sums).zip(x) {
            for ((out, sum), w) in out.iter_mut().zip(sums).zip(w) {
                *out = isa.total(sum);
                for (x, w) in x[whole * LANES..].iter().zip(&w[whole * LANES..]) {
                    *out += x * w;
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, s};

    use super::*;

    #[test]
    fn the_products_are_those_of_rows_whatever_their_number_and_length() {
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
        for (n, out, inputs) in [(1, 1, 1), (1, 128, 1152), (3, 9, 384), (4, 4, 16), (5, 7, 51), (0, 3, 5), (2, 6, 0)] {
            let x = Array2::from_shape_fn((n, inputs), |(i, j)| number(i * inputs + j));
            let w = Array2::from_shape_fn((out, inputs), |(i, j)| number(5 + i * inputs + 3 * j));
            let (found, expected) = (product(&x.view(), &w.view()), x.dot(&w.t()));
            assert_eq!(found.dim(), (n, out));
            assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-3), "{n} {out} {inputs}");
        }
    }

    #[test]
    fn combinations_are_those_of_the_rows() {
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 50.0 - 1.0;
        for (n, rows, columns) in [(8, 40, 384), (1, 1, 3), (9, 5, 33), (3, 0, 4), (0, 2, 16)] {
            let weights = Array2::from_shape_fn((n, rows), |(i, j)| number(i * rows + j));
            let all = Array2::from_shape_fn((rows, columns), |(i, j)| number(7 + i * columns + j));
            let (found, expected) = (combined(&weights.view(), &all.view()), weights.dot(&all));
            assert_eq!(found.dim(), (n, columns));
            assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-4), "{n} {rows} {columns}");
        }
    }

    #[test]
    fn parts_of_rows_and_columns_are_multiplied_as_well() {
        let whole = Array2::from_shape_fn((6, 40), |(i, j)| (i * 40 + j) as f32 / 100.0);
        let part = whole.slice(s![1..5, 4..36]);
        let expected = part.dot(&part.t());
        assert!(product(&part, &part).iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-2));
        // Rows in pieces take the other way.
        let turned = whole.t();
        assert_eq!(product(&turned, &turned), turned.dot(&turned.t()));
    }
}

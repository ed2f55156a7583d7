//! Products of a few rows with the rows of a matrix, in 32 bits.

use ndarray::{Array2, ArrayView2};

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

/// The rows of a matrix, if each lies in one piece.
#[cfg(target_arch = "x86_64")]
fn rows<'a>(matrix: &'a ArrayView2<'_, f32>) -> Option<Vec<&'a [f32]>> {
    matrix.outer_iter().map(|row| row.to_slice()).collect()
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use crate::vector::isa::{Isa, LANES, Task, vectors, vectors_mut};

    /// Rows of each side that go together: 16 sums, and what they are made of, fill half of the registers of AVX-512.
    const TOGETHER: usize = 4;

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
            let Self { x, w, out } = self;
            // Some rows of `w` stay in the first cache while all of `x` goes by: `w` is the larger, and is read once.
            for (column, w_rows) in w.chunks(TOGETHER).enumerate() {
                for (row, x_rows) in x.chunks(TOGETHER).enumerate() {
                    let sums = match (x_rows.len(), w_rows.len()) {
                        (1, TOGETHER) => widened(tile::<_, 1, TOGETHER>(isa, x_rows, w_rows)),
                        (2, TOGETHER) => widened(tile::<_, 2, TOGETHER>(isa, x_rows, w_rows)),
                        (3, TOGETHER) => widened(tile::<_, 3, TOGETHER>(isa, x_rows, w_rows)),
                        (TOGETHER, TOGETHER) => tile::<_, TOGETHER, TOGETHER>(isa, x_rows, w_rows),
                        _ => one_by_one(isa, x_rows, w_rows),
                    };
                    for (at, sums) in sums[..x_rows.len()].iter().enumerate() {
                        let start = (row * TOGETHER + at) * w.len() + column * TOGETHER;
                        out[start..start + w_rows.len()].copy_from_slice(&sums[..w_rows.len()]);
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

    /// Weightings that go together.
    const WEIGHTINGS: usize = 8;

    impl Task for Means<'_> {
        type Output = ();

        #[inline(always)]
        fn run(self, isa: impl Isa) {
            let Self { weights, rows, out } = self;
            let columns = rows[0].len();
            for (weights, out) in weights.chunks(WEIGHTINGS).zip(out.chunks_mut(WEIGHTINGS * columns)) {
                match weights.len() {
                    WEIGHTINGS => means::<_, WEIGHTINGS>(isa, weights, rows, out),
                    _ => {
                        for (weights, out) in weights.chunks(1).zip(out.chunks_exact_mut(columns)) {
                            means::<_, 1>(isa, weights, rows, out);
                        }
                    }
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

    #[inline(always)]
    fn widened<const X: usize>(sums: [[f32; TOGETHER]; X]) -> [[f32; TOGETHER]; TOGETHER] {
        std::array::from_fn(|row| sums.get(row).copied().unwrap_or_default())
    }

    #[inline(always)]
    fn one_by_one(isa: impl Isa, x: &[&[f32]], w: &[&[f32]]) -> [[f32; TOGETHER]; TOGETHER] {
        let mut sums = [[0.0; TOGETHER]; TOGETHER];
        for (sums, x) in sums.iter_mut().zip(x) {
            for (sum, w) in sums.iter_mut().zip(w) {
                [[*sum]] = tile::<_, 1, 1>(isa, &[*x], &[*w]);
            }
        }
        sums
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

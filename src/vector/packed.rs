//! A matrix of weights, packed for products with a handful of rows.

use ndarray::{Array2, ArrayView2};

use super::LANES;

/// A matrix `[out, in]` in panels of 16 outputs, `[out / 16, in, 16]`: a product reads it once, from end to end, and has its sums side by side
/// in vectors, with nothing left to add up.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    outputs: usize,
    inputs: usize,
    /// The last panel is filled up with zeros.
    panels: Vec<[f32; LANES]>,
}

impl Packed {
    /// The matrix `[out, in]`, packed.
    pub fn of(matrix: &ArrayView2<'_, f32>) -> Self {
        let (outputs, inputs) = matrix.dim();
        let mut panels = vec![[0.0; LANES]; outputs.div_ceil(LANES) * inputs];
        for (output, row) in matrix.outer_iter().enumerate() {
            let panel = &mut panels[output / LANES * inputs..][..inputs];
            panel.iter_mut().zip(row).for_each(|(place, weight)| place[output % LANES] = *weight);
        }
        Self { outputs, inputs, panels }
    }

    /// `x w^T`, `[n, out]`, of `x`, `[n, in]`.
    pub fn apply(&self, x: &ArrayView2<'_, f32>) -> Array2<f32> {
        assert_eq!(x.ncols(), self.inputs, "columns of the rows, and inputs");
        let mut out = Array2::zeros((x.nrows(), self.outputs));
        // What was put together column by column has its rows in pieces.
        let whole = x.as_standard_layout();
        let view = whole.view();
        let x = super::rows(&view).expect("rows of the standard layout are contiguous");
        let sums = out.as_slice_mut().expect("rows of a fresh array are contiguous");
        #[cfg(target_arch = "x86_64")]
        if let Some(level) = super::isa::Level::detect() {
            level.run(x86_64::Product { matrix: self, x: &x, out: sums });
            return out;
        }
        self.plain(&x, sums);
        out
    }

    /// The product on a processor that we have no instructions for.
    #[cfg_attr(target_arch = "x86_64", allow(dead_code, reason = "where there is neither AVX2 nor AVX-512"))]
    fn plain(&self, x: &[&[f32]], out: &mut [f32]) {
        for (x, out) in x.iter().zip(out.chunks_exact_mut(self.outputs.max(1))) {
            for (panel, out) in self.panels.chunks_exact(self.inputs.max(1)).zip(out.chunks_mut(LANES)) {
                let mut sums = [0.0; LANES];
                for (x, weights) in x.iter().zip(panel) {
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += x * weight);
                }
                out.copy_from_slice(&sums[..out.len()]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::ops::Range;

    use super::Packed;
    use crate::vector::LANES;
    use crate::vector::isa::{Isa, Task};

    pub(super) struct Product<'a> {
        pub matrix: &'a Packed,
        pub x: &'a [&'a [f32]],
        /// `[x, output]`.
        pub out: &'a mut [f32],
    }

    impl Task for Product<'_> {
        type Output = ();

        #[inline(always)]
        fn run(self, isa: impl Isa) {
            multiply(isa, self);
        }
    }

    /// As many rows and panels go together as there are registers for.
    #[inline(always)]
    fn multiply<I: Isa>(isa: I, Product { matrix, x, out }: Product<'_>) {
        let panels = matrix.outputs.div_ceil(LANES);
        for first in (0..panels).step_by(TOGETHER) {
            let panels = first..panels.min(first + TOGETHER);
            let mut row = 0;
            while row < x.len() {
                let place = Place { matrix, x: &x[row..], out: &mut out[row * matrix.outputs..] };
                row += match (x.len() - row, I::MANY) {
                    (1, true) => place.fill::<_, 1, 8>(isa, panels.clone()),
                    (1, false) => place.fill::<_, 1, 4>(isa, panels.clone()),
                    (2 | 3, true) => place.fill::<_, 2, 4>(isa, panels.clone()),
                    (2 | 3, false) => place.fill::<_, 2, 2>(isa, panels.clone()),
                    (_, true) => place.fill::<_, 4, 2>(isa, panels.clone()),
                    (_, false) => place.fill::<_, 4, 1>(isa, panels.clone()),
                };
            }
        }
    }

    /// Panels that stay in the second cache while all rows go by.
    const TOGETHER: usize = 8;

    /// Rows from one on, and where their products go.
    struct Place<'a, 'x> {
        matrix: &'a Packed,
        x: &'a [&'x [f32]],
        out: &'a mut [f32],
    }

    impl Place<'_, '_> {
        /// The products of the first `R` rows with some panels, `P` of them at a time; gives `R`.
        #[inline(always)]
        fn fill<I: Isa, const R: usize, const P: usize>(mut self, isa: I, panels: Range<usize>) -> usize {
            let mut panel = panels.start;
            while panel + P <= panels.end {
                self.tile::<I, R, P>(isa, panel);
                panel += P;
            }
            for panel in panel..panels.end {
                self.tile::<I, R, 1>(isa, panel);
            }
            R
        }

        #[inline(always)]
        fn tile<I: Isa, const R: usize, const P: usize>(&mut self, isa: I, panel: usize) {
            let Packed { outputs, inputs, panels } = self.matrix;
            let x: [&[f32]; R] = std::array::from_fn(|row| &self.x[row][..*inputs]);
            let weights: [&[[f32; LANES]]; P] = std::array::from_fn(|at| &panels[(panel + at) * inputs..][..*inputs]);
            let mut sums = [[isa.splat(0.0); P]; R];
            for input in 0..*inputs {
                let weights: [I::Floats; P] = std::array::from_fn(|at| isa.load(&weights[at][input]));
                for row in 0..R {
                    let x = isa.splat(x[row][input]);
                    for at in 0..P {
                        sums[row][at] = isa.fma(x, weights[at], sums[row][at]);
                    }
                }
            }
            for (sums, out) in sums.into_iter().zip(self.out.chunks_exact_mut(*outputs)) {
                for (at, sums) in sums.into_iter().enumerate() {
                    let mut lanes = [0.0; LANES];
                    isa.store(sums, &mut lanes);
                    let start = (panel + at) * LANES;
                    let out = &mut out[start..(*outputs).min(start + LANES)];
                    out.copy_from_slice(&lanes[..out.len()]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::s;

    use super::*;

    fn matrix(rows: usize, columns: usize, seed: usize) -> Array2<f32> {
        Array2::from_shape_fn((rows, columns), |(i, j)| ((seed + (i * columns + j) * 7919) % 101) as f32 / 50.0 - 1.0)
    }

    fn near(a: &Array2<f32>, b: &Array2<f32>) -> bool {
        a.dim() == b.dim() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-3)
    }

    #[test]
    fn products_are_those_of_the_matrix_whatever_their_sizes() {
        for (n, out, inputs) in [
            (1, 1, 1),
            (1, 384, 1152),
            (2, 48, 384),
            (3, 9, 384),
            (11, 160, 51),
            (5, 7, 3),
            (0, 3, 5),
            (2, 6, 0),
            (4, 0, 3),
        ] {
            let (x, w) = (matrix(n, inputs, 1), matrix(out, inputs, 5));
            let (packed, expected) = (Packed::of(&w.view()), x.dot(&w.t()));
            assert!(near(&packed.apply(&x.view()), &expected), "{n} {out} {inputs}");
            let mut plain = Array2::zeros((n, out));
            let rows: Vec<&[f32]> = x.outer_iter().map(|row| row.to_slice().unwrap()).collect();
            packed.plain(&rows, plain.as_slice_mut().unwrap());
            assert!(near(&plain, &expected), "{n} {out} {inputs}, plain");
        }
    }

    #[test]
    fn a_row_has_the_same_product_whatever_rows_are_beside_it() {
        let (x, packed) = (matrix(13, 384, 3), Packed::of(&matrix(160, 384, 9).view()));
        let all = packed.apply(&x.view());
        for n in 1..13 {
            assert_eq!(packed.apply(&x.slice(s![13 - n.., ..])), all.slice(s![13 - n.., ..]), "{n} rows");
        }
    }

    #[test]
    fn parts_of_rows_and_columns_are_multiplied_as_well() {
        let whole = matrix(6, 40, 2);
        let (part, turned) = (whole.slice(s![1..5, 4..36]), whole.t());
        assert!(near(&Packed::of(&part).apply(&part), &part.dot(&part.t())));
        assert!(near(&Packed::of(&turned).apply(&turned), &turned.dot(&whole)));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_set_of_instructions_gives_the_same_bits() {
        let (x, packed) = (matrix(7, 300, 3), Packed::of(&matrix(70, 300, 9).view()));
        let rows: Vec<&[f32]> = x.outer_iter().map(|row| row.to_slice().unwrap()).collect();
        for level in crate::vector::isa::Level::all() {
            let mut out = Array2::zeros((7, 70));
            level.run(x86_64::Product { matrix: &packed, x: &rows, out: out.as_slice_mut().unwrap() });
            assert_eq!(out, packed.apply(&x.view()), "{level:?}");
        }
    }
}

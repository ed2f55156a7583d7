//! The instruction sets that products are written for: the one place that names processor instructions.
//!
//! Everything else is safe code over an [`Isa`], compiled once for each set, because every function from [`Isa::run`] down to these is inlined
//! into one function that has the set's features. A vector has 16 numbers in either set, so that sums are taken in the same order and a
//! processor with wider registers gives the same bits.

#![allow(unsafe_code, reason = "vector instructions take pointers, and may only run where the processor has them")]

use std::arch::x86_64::*;

/// Rows that a tile computes at most.
pub(crate) const ROWS: usize = 8;
/// Columns of a tile.
pub(crate) const PANEL: usize = 32;

pub(crate) use super::LANES;

/// A row as vectors.
#[inline(always)]
pub(crate) fn vectors<T>(row: &[T]) -> &[[T; LANES]] {
    row.as_chunks().0
}

/// A row as vectors.
#[inline(always)]
pub(crate) fn vectors_mut<T>(row: &mut [T]) -> &mut [[T; LANES]] {
    row.as_chunks_mut().0
}

/// Sums of products, `[row, column]`.
pub(crate) type Tile = [[i32; PANEL]; ROWS];

/// The set that this processor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Avx512(Avx512),
    AvxVnni(AvxVnni),
    Avx2(Avx2),
}

impl Level {
    /// The best of this processor; `None` if it has none of them.
    pub fn detect() -> Option<Self> {
        Self::all().next()
    }

    /// All of this processor, the best first.
    pub fn all() -> impl Iterator<Item = Self> {
        let sets = [
            || Avx512::detect().map(Self::Avx512),
            || AvxVnni::detect().map(Self::AvxVnni),
            || Avx2::detect().map(Self::Avx2),
        ];
        sets.into_iter().filter_map(|detect| detect())
    }

    /// Runs a task compiled for it.
    pub fn run<T: Task>(self, task: T) -> T::Output {
        match self {
            Self::Avx512(isa) => isa.run(task),
            Self::AvxVnni(isa) => isa.run(task),
            Self::Avx2(isa) => isa.run(task),
        }
    }
}

/// What is compiled for every set.
pub(crate) trait Task {
    type Output;

    /// Has to be `#[inline(always)]`, and whatever it calls.
    fn run(self, isa: impl Isa) -> Self::Output;
}

/// A processor that has a set of instructions: whoever holds one may use them.
pub(crate) trait Isa: Copy {
    /// Runs a task compiled for it.
    fn run<T: Task>(self, task: T) -> T::Output;

    /// [`LANES`] floats.
    type Floats: Copy;

    /// Whether its registers hold 16 vectors of sums beside what the sums are made of; four if not.
    const MANY: bool;

    fn load(self, from: &[f32; LANES]) -> Self::Floats;
    fn store(self, x: Self::Floats, to: &mut [f32; LANES]);
    fn splat(self, x: f32) -> Self::Floats;
    fn add(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn sub(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn mul(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    /// a * b + c, rounded once.
    fn fma(self, a: Self::Floats, b: Self::Floats, c: Self::Floats) -> Self::Floats;
    fn min(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn max(self, a: Self::Floats, b: Self::Floats) -> Self::Floats;
    fn of_integers(self, from: &[i32; LANES]) -> Self::Floats;
    fn of_bytes(self, from: &[u8; LANES]) -> Self::Floats;
    /// The lowest eight bits of each.
    fn low_bytes(self, x: Self::Floats, to: &mut [u8; LANES]);
    /// The lowest 16 bits of each.
    fn low_words(self, x: Self::Floats, to: &mut [i16; LANES]);
    /// The sum of all: neighbours at a distance of 8 first, then of 4, 2 and 1.
    fn total(self, x: Self::Floats) -> f32;

    /// `x` with the lowest bits of `power` added to its exponent.
    fn raise(self, x: Self::Floats, power: Self::Floats) -> Self::Floats;

    /// Products of unsigned and signed bytes: sums over `k` of `a[row, k] * b[k, column]`, in `sums`, for `rows` of at most [`ROWS`] rows
    /// that lie `stride` apart in `a`, and [`PANEL`] columns. `inputs` is a multiple of 4. `b` has four inputs of a column side by side:
    /// `[k / 4, column, 4]`; its values are 64 at most in magnitude, for two products of eight bits have to fit in 16 with AVX2.
    fn bytes(self, a: &[u8], stride: usize, rows: usize, inputs: usize, b: &[i8], sums: &mut Tile);

    /// The same of whole numbers of 16 bits: `inputs` is a multiple of 2, `b` is `[k / 2, column, 2]`, and the sums have to fit in 32 bits.
    fn words(self, a: &[i16], stride: usize, rows: usize, inputs: usize, b: &[i16], sums: &mut Tile);
}

/// The numbers of a vector taken together, neighbours at a distance of 8 first, then of 4, 2 and 1.
#[inline(always)]
pub(crate) fn together<I: Isa>(isa: I, x: I::Floats, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    isa.store(x, &mut lanes);
    let mut half = LANES / 2;
    while half > 0 {
        for at in 0..half {
            lanes[at] = join(lanes[at], lanes[at + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// What the tiles below read without looking.
fn check<A, B>(a: &[A], stride: usize, rows: usize, inputs: usize, b: &[B], together: usize) {
    assert!((1..=ROWS).contains(&rows) && inputs.is_multiple_of(together));
    assert!(a.len() >= (rows - 1) * stride + inputs && b.len() >= inputs * PANEL);
}

/// AVX-512 with VNNI: Ice Lake and Zen 4, and later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx512(());

impl Avx512 {
    pub fn detect() -> Option<Self> {
        let all = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni")
            && is_x86_feature_detected!("fma");
        all.then_some(Self(()))
    }
}

impl Isa for Avx512 {
    type Floats = __m512;

    const MANY: bool = true;

    fn run<T: Task>(self, task: T) -> T::Output {
        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma")]
        fn compiled<T: Task>(isa: Avx512, task: T) -> T::Output {
            task.run(isa)
        }
        // SAFETY: `self` exists only where the processor has these features.
        unsafe { compiled(self, task) }
    }

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> __m512 {
        // SAFETY: `self` exists only where the processor has these features, here and below; an array has room for a vector.
        unsafe { _mm512_loadu_ps(from.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, x: __m512, to: &mut [f32; LANES]) {
        // SAFETY: as in `load`.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), x) }
    }

    #[inline(always)]
    fn splat(self, x: f32) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_set1_ps(x) }
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    fn sub(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_sub_ps(a, b) }
    }

    #[inline(always)]
    fn mul(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_mul_ps(a, b) }
    }

    #[inline(always)]
    fn fma(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    fn min(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_min_ps(a, b) }
    }

    #[inline(always)]
    fn max(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_max_ps(a, b) }
    }

    #[inline(always)]
    fn of_integers(self, from: &[i32; LANES]) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(from.as_ptr().cast())) }
    }

    #[inline(always)]
    fn of_bytes(self, from: &[u8; LANES]) -> __m512 {
        // SAFETY: as in `load`.
        unsafe { _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(from.as_ptr().cast()))) }
    }

    #[inline(always)]
    fn low_bytes(self, x: __m512, to: &mut [u8; LANES]) {
        // SAFETY: as in `load`.
        unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(_mm512_castps_si512(x))) }
    }

    #[inline(always)]
    fn low_words(self, x: __m512, to: &mut [i16; LANES]) {
        // SAFETY: as in `load`.
        unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi16(_mm512_castps_si512(x))) }
    }

    #[inline(always)]
    fn total(self, x: __m512) -> f32 {
        // SAFETY: as in `load`; whoever has AVX-512 has AVX2.
        unsafe { avx2_total(_mm256_add_ps(_mm512_castps512_ps256(x), _mm512_extractf32x8_ps::<1>(x))) }
    }

    #[inline(always)]
    fn raise(self, x: __m512, power: __m512) -> __m512 {
        // SAFETY: as in `load`.
        unsafe {
            let exponent = _mm512_slli_epi32::<23>(_mm512_castps_si512(power));
            _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(x), exponent))
        }
    }

    #[inline(always)]
    fn bytes(self, a: &[u8], stride: usize, rows: usize, inputs: usize, b: &[i8], sums: &mut Tile) {
        check(a, stride, rows, inputs, b, 4);
        // SAFETY: `self` exists only where the processor has these features; the lengths were checked.
        unsafe {
            match rows {
                8 => avx512_bytes::<8>(a, stride, inputs, b, sums),
                7 => avx512_bytes::<7>(a, stride, inputs, b, sums),
                6 => avx512_bytes::<6>(a, stride, inputs, b, sums),
                5 => avx512_bytes::<5>(a, stride, inputs, b, sums),
                4 => avx512_bytes::<4>(a, stride, inputs, b, sums),
                3 => avx512_bytes::<3>(a, stride, inputs, b, sums),
                2 => avx512_bytes::<2>(a, stride, inputs, b, sums),
                _ => avx512_bytes::<1>(a, stride, inputs, b, sums),
            }
        }
    }

    #[inline(always)]
    fn words(self, a: &[i16], stride: usize, rows: usize, inputs: usize, b: &[i16], sums: &mut Tile) {
        check(a, stride, rows, inputs, b, 2);
        // SAFETY: as above.
        unsafe {
            match rows {
                8 => avx512_words::<8>(a, stride, inputs, b, sums),
                7 => avx512_words::<7>(a, stride, inputs, b, sums),
                6 => avx512_words::<6>(a, stride, inputs, b, sums),
                5 => avx512_words::<5>(a, stride, inputs, b, sums),
                4 => avx512_words::<4>(a, stride, inputs, b, sums),
                3 => avx512_words::<3>(a, stride, inputs, b, sums),
                2 => avx512_words::<2>(a, stride, inputs, b, sums),
                _ => avx512_words::<1>(a, stride, inputs, b, sums),
            }
        }
    }
}

/// # Safety
/// `a` has `inputs` values behind each of `R` rows `stride` apart, `b` has `inputs * PANEL`; `inputs` is a multiple of 4.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn avx512_bytes<const R: usize>(a: &[u8], stride: usize, inputs: usize, b: &[i8], sums: &mut Tile) {
    // SAFETY: every load lies inside the slices by the lengths above, every store inside the tile.
    unsafe {
        let mut acc = [[_mm512_setzero_si512(); 2]; R];
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for k in (0..inputs).step_by(4) {
            let left = _mm512_loadu_si512(b.add(k * PANEL).cast());
            let right = _mm512_loadu_si512(b.add(k * PANEL + 64).cast());
            for (row, acc) in acc.iter_mut().enumerate() {
                let four = _mm512_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned());
                acc[0] = _mm512_dpbusd_epi32(acc[0], four, left);
                acc[1] = _mm512_dpbusd_epi32(acc[1], four, right);
            }
        }
        for (acc, sums) in acc.iter().zip(sums) {
            _mm512_storeu_si512(sums.as_mut_ptr().cast(), acc[0]);
            _mm512_storeu_si512(sums.as_mut_ptr().add(16).cast(), acc[1]);
        }
    }
}

/// # Safety
/// As [`avx512_bytes`]; `inputs` is a multiple of 2.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn avx512_words<const R: usize>(a: &[i16], stride: usize, inputs: usize, b: &[i16], sums: &mut Tile) {
    // SAFETY: as in `avx512_bytes`.
    unsafe {
        let mut acc = [[_mm512_setzero_si512(); 2]; R];
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for k in (0..inputs).step_by(2) {
            let left = _mm512_loadu_si512(b.add(k * PANEL).cast());
            let right = _mm512_loadu_si512(b.add(k * PANEL + 32).cast());
            for (row, acc) in acc.iter_mut().enumerate() {
                let two = _mm512_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned());
                acc[0] = _mm512_dpwssd_epi32(acc[0], two, left);
                acc[1] = _mm512_dpwssd_epi32(acc[1], two, right);
            }
        }
        for (acc, sums) in acc.iter().zip(sums) {
            _mm512_storeu_si512(sums.as_mut_ptr().cast(), acc[0]);
            _mm512_storeu_si512(sums.as_mut_ptr().add(16).cast(), acc[1]);
        }
    }
}

/// Registers of 256 bits with fused multiply-add, and with `VNNI` products of four bytes or two words in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Avx256<const VNNI: bool>(());

/// AVX2 with fused multiply-add: Haswell and Zen, and later.
pub(crate) type Avx2 = Avx256<false>;

/// AVX-VNNI: laptops and desktops since Alder Lake, which lack AVX-512.
pub(crate) type AvxVnni = Avx256<true>;

impl<const VNNI: bool> Avx256<VNNI> {
    pub fn detect() -> Option<Self> {
        let all = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("fma")
            && (!VNNI || is_x86_feature_detected!("avxvnni"));
        all.then_some(Self(()))
    }
}

impl<const VNNI: bool> Isa for Avx256<VNNI> {
    type Floats = [__m256; 2];

    const MANY: bool = false;

    fn run<T: Task>(self, task: T) -> T::Output {
        #[target_feature(enable = "avx2,fma")]
        fn compiled<T: Task>(isa: impl Isa, task: T) -> T::Output {
            task.run(isa)
        }
        #[target_feature(enable = "avx2,fma,avxvnni")]
        fn compiled_with_vnni<T: Task>(isa: impl Isa, task: T) -> T::Output {
            task.run(isa)
        }
        // SAFETY: `self` exists only where the processor has these features.
        unsafe { if VNNI { compiled_with_vnni(self, task) } else { compiled(self, task) } }
    }

    #[inline(always)]
    fn load(self, from: &[f32; LANES]) -> Self::Floats {
        // SAFETY: `self` exists only where the processor has these features, here and below; an array has room for both halves.
        unsafe { [_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))] }
    }

    #[inline(always)]
    fn store(self, x: Self::Floats, to: &mut [f32; LANES]) {
        // SAFETY: as in `load`.
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), x[0]);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), x[1]);
        }
    }

    #[inline(always)]
    fn splat(self, x: f32) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_set1_ps(x); 2] }
    }

    #[inline(always)]
    fn add(self, a: Self::Floats, b: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn sub(self, a: Self::Floats, b: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn mul(self, a: Self::Floats, b: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_mul_ps(a[0], b[0]), _mm256_mul_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn fma(self, a: Self::Floats, b: Self::Floats, c: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_fmadd_ps(a[0], b[0], c[0]), _mm256_fmadd_ps(a[1], b[1], c[1])] }
    }

    #[inline(always)]
    fn min(self, a: Self::Floats, b: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_min_ps(a[0], b[0]), _mm256_min_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn max(self, a: Self::Floats, b: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        unsafe { [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])] }
    }

    #[inline(always)]
    fn of_integers(self, from: &[i32; LANES]) -> Self::Floats {
        // SAFETY: as in `load`.
        let half = |at: usize| unsafe { _mm256_cvtepi32_ps(_mm256_loadu_si256(from.as_ptr().add(at).cast())) };
        [half(0), half(8)]
    }

    #[inline(always)]
    fn of_bytes(self, from: &[u8; LANES]) -> Self::Floats {
        // SAFETY: as in `load`.
        let half = |at: usize| unsafe {
            _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(from.as_ptr().add(at).cast())))
        };
        [half(0), half(8)]
    }

    #[inline(always)]
    fn low_bytes(self, x: Self::Floats, to: &mut [u8; LANES]) {
        // SAFETY: as in `load`; packing saturates, so that the other bits are cleared first.
        unsafe {
            let low = |x: __m256| _mm256_and_si256(_mm256_castps_si256(x), _mm256_set1_epi32(0xff));
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(low(x[0]), low(x[1])));
            let halves = (_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
            _mm_storeu_si128(to.as_mut_ptr().cast(), _mm_packus_epi16(halves.0, halves.1));
        }
    }

    #[inline(always)]
    fn low_words(self, x: Self::Floats, to: &mut [i16; LANES]) {
        // SAFETY: as in `low_bytes`.
        unsafe {
            let low = |x: __m256| _mm256_and_si256(_mm256_castps_si256(x), _mm256_set1_epi32(0xffff));
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(low(x[0]), low(x[1])));
            _mm256_storeu_si256(to.as_mut_ptr().cast(), words);
        }
    }

    #[inline(always)]
    fn total(self, x: Self::Floats) -> f32 {
        // SAFETY: as in `load`.
        unsafe { avx2_total(_mm256_add_ps(x[0], x[1])) }
    }

    #[inline(always)]
    fn raise(self, x: Self::Floats, power: Self::Floats) -> Self::Floats {
        // SAFETY: as in `load`.
        let half = |x: __m256, power: __m256| unsafe {
            let exponent = _mm256_slli_epi32::<23>(_mm256_castps_si256(power));
            _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(x), exponent))
        };
        [half(x[0], power[0]), half(x[1], power[1])]
    }

    #[inline(always)]
    fn bytes(self, a: &[u8], stride: usize, rows: usize, inputs: usize, b: &[i8], sums: &mut Tile) {
        check(a, stride, rows, inputs, b, 4);
        // 16 registers hold the sums of three rows and 32 columns, or of four and 16 where products need registers of their own.
        let together = if VNNI { 3 } else { 4 };
        for (first, sums) in (0..rows).step_by(together).zip(sums.chunks_mut(together)) {
            let a = &a[first * stride..];
            // SAFETY: `self` exists only where the processor has these features; the lengths were checked.
            unsafe {
                match (VNNI, rows - first) {
                    (true, 1) => avx_vnni_bytes::<1>(a, stride, inputs, b, sums),
                    (true, 2) => avx_vnni_bytes::<2>(a, stride, inputs, b, sums),
                    (true, _) => avx_vnni_bytes::<3>(a, stride, inputs, b, sums),
                    (false, 1) => avx2_bytes::<1>(a, stride, inputs, b, sums),
                    (false, 2) => avx2_bytes::<2>(a, stride, inputs, b, sums),
                    (false, 3) => avx2_bytes::<3>(a, stride, inputs, b, sums),
                    (false, _) => avx2_bytes::<4>(a, stride, inputs, b, sums),
                }
            }
        }
    }

    #[inline(always)]
    fn words(self, a: &[i16], stride: usize, rows: usize, inputs: usize, b: &[i16], sums: &mut Tile) {
        check(a, stride, rows, inputs, b, 2);
        // 16 registers hold the sums of three rows and 32 columns, or of four and 16 where products need registers of their own.
        let together = if VNNI { 3 } else { 4 };
        for (first, sums) in (0..rows).step_by(together).zip(sums.chunks_mut(together)) {
            let a = &a[first * stride..];
            // SAFETY: `self` exists only where the processor has these features; the lengths were checked.
            unsafe {
                match (VNNI, rows - first) {
                    (true, 1) => avx_vnni_words::<1>(a, stride, inputs, b, sums),
                    (true, 2) => avx_vnni_words::<2>(a, stride, inputs, b, sums),
                    (true, _) => avx_vnni_words::<3>(a, stride, inputs, b, sums),
                    (false, 1) => avx2_words::<1>(a, stride, inputs, b, sums),
                    (false, 2) => avx2_words::<2>(a, stride, inputs, b, sums),
                    (false, 3) => avx2_words::<3>(a, stride, inputs, b, sums),
                    (false, _) => avx2_words::<4>(a, stride, inputs, b, sums),
                }
            }
        }
    }
}

/// The sum of the numbers of half a vector: neighbours at a distance of 4 first, then of 2 and 1.
#[inline]
#[target_feature(enable = "avx2")]
fn avx2_total(x: __m256) -> f32 {
    let four = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps::<1>(x));
    let two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)))
}

/// # Safety
/// As [`avx512_bytes`]; `sums` has `R` rows.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn avx2_bytes<const R: usize>(a: &[u8], stride: usize, inputs: usize, b: &[i8], sums: &mut [[i32; PANEL]]) {
    // SAFETY: every load lies inside the slices by the lengths above, every store inside the rows of the tile.
    unsafe {
        let (a, b) = (a.as_ptr(), b.as_ptr());
        let ones = _mm256_set1_epi16(1);
        for half in [0, 16] {
            let mut acc = [[_mm256_setzero_si256(); 2]; R];
            for k in (0..inputs).step_by(4) {
                let left = _mm256_loadu_si256(b.add(k * PANEL + 4 * half).cast());
                let right = _mm256_loadu_si256(b.add(k * PANEL + 4 * half + 32).cast());
                for (row, acc) in acc.iter_mut().enumerate() {
                    let four = _mm256_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned());
                    // No pair of products leaves 16 bits: 2 * 255 * 64 = 32,640.
                    for (acc, b) in acc.iter_mut().zip([left, right]) {
                        let pairs = _mm256_maddubs_epi16(four, b);
                        *acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(pairs, ones));
                    }
                }
            }
            for (acc, sums) in acc.iter().zip(sums.iter_mut()) {
                _mm256_storeu_si256(sums.as_mut_ptr().add(half).cast(), acc[0]);
                _mm256_storeu_si256(sums.as_mut_ptr().add(half + 8).cast(), acc[1]);
            }
        }
    }
}

/// # Safety
/// As [`avx2_bytes`]; `inputs` is a multiple of 2.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn avx2_words<const R: usize>(a: &[i16], stride: usize, inputs: usize, b: &[i16], sums: &mut [[i32; PANEL]]) {
    // SAFETY: as in `avx2_bytes`.
    unsafe {
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for half in [0, 16] {
            let mut acc = [[_mm256_setzero_si256(); 2]; R];
            for k in (0..inputs).step_by(2) {
                let left = _mm256_loadu_si256(b.add(k * PANEL + 2 * half).cast());
                let right = _mm256_loadu_si256(b.add(k * PANEL + 2 * half + 16).cast());
                for (row, acc) in acc.iter_mut().enumerate() {
                    let two = _mm256_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned());
                    for (acc, b) in acc.iter_mut().zip([left, right]) {
                        *acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(two, b));
                    }
                }
            }
            for (acc, sums) in acc.iter().zip(sums.iter_mut()) {
                _mm256_storeu_si256(sums.as_mut_ptr().add(half).cast(), acc[0]);
                _mm256_storeu_si256(sums.as_mut_ptr().add(half + 8).cast(), acc[1]);
            }
        }
    }
}

/// # Safety
/// As [`avx2_bytes`].
#[inline]
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn avx_vnni_bytes<const R: usize>(a: &[u8], stride: usize, inputs: usize, b: &[i8], sums: &mut [[i32; PANEL]]) {
    // SAFETY: as in `avx2_bytes`.
    unsafe {
        let mut acc = [[_mm256_setzero_si256(); 4]; R];
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for k in (0..inputs).step_by(4) {
            let rows: [__m256i; R] =
                std::array::from_fn(|row| _mm256_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned()));
            for quarter in 0..4 {
                let columns = _mm256_loadu_si256(b.add(k * PANEL + 32 * quarter).cast());
                for (acc, row) in acc.iter_mut().zip(rows) {
                    acc[quarter] = _mm256_dpbusd_avx_epi32(acc[quarter], row, columns);
                }
            }
        }
        for (acc, sums) in acc.iter().zip(sums.iter_mut()) {
            for (acc, sums) in acc.iter().zip(sums.as_chunks_mut::<8>().0) {
                _mm256_storeu_si256(sums.as_mut_ptr().cast(), *acc);
            }
        }
    }
}

/// # Safety
/// As [`avx2_words`].
#[inline]
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn avx_vnni_words<const R: usize>(
    a: &[i16],
    stride: usize,
    inputs: usize,
    b: &[i16],
    sums: &mut [[i32; PANEL]],
) {
    // SAFETY: as in `avx2_bytes`.
    unsafe {
        let mut acc = [[_mm256_setzero_si256(); 4]; R];
        let (a, b) = (a.as_ptr(), b.as_ptr());
        for k in (0..inputs).step_by(2) {
            let rows: [__m256i; R] =
                std::array::from_fn(|row| _mm256_set1_epi32(a.add(row * stride + k).cast::<i32>().read_unaligned()));
            for quarter in 0..4 {
                let columns = _mm256_loadu_si256(b.add(k * PANEL + 16 * quarter).cast());
                for (acc, row) in acc.iter_mut().zip(rows) {
                    acc[quarter] = _mm256_dpwssd_avx_epi32(acc[quarter], row, columns);
                }
            }
        }
        for (acc, sums) in acc.iter().zip(sums.iter_mut()) {
            for (acc, sums) in acc.iter().zip(sums.as_chunks_mut::<8>().0) {
                _mm256_storeu_si256(sums.as_mut_ptr().cast(), *acc);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A task that runs both products, for the test below.
    struct Products<'a> {
        bytes: (&'a [u8], &'a [i8]),
        words: (&'a [i16], &'a [i16]),
        rows: usize,
        inputs: usize,
    }

    impl Task for Products<'_> {
        type Output = [Tile; 2];

        #[inline(always)]
        fn run(self, isa: impl Isa) -> [Tile; 2] {
            let mut sums = [[[0; PANEL]; ROWS]; 2];
            isa.bytes(self.bytes.0, self.inputs + 3, self.rows, self.inputs, self.bytes.1, &mut sums[0]);
            isa.words(self.words.0, self.inputs + 3, self.rows, self.inputs, self.words.1, &mut sums[1]);
            sums
        }
    }

    /// The largest numbers there are, and those of a simple generator.
    #[test]
    fn every_set_gives_the_sums_of_products() {
        for extreme in [true, false] {
            let mut state = 7_u32;
            let mut next = |low: i32, high: i32| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if extreme { high } else { low + (state >> 8).cast_signed() % (high - low + 1) }
            };
            for (rows, inputs) in [(8, 384), (1, 4), (5, 64), (3, 32)] {
                let size = 7 * (inputs + 3) + inputs;
                let a: Vec<u8> = (0..size).map(|_| next(0, 255) as u8).collect();
                let b: Vec<i8> = (0..inputs * PANEL).map(|_| next(-64, 64) as i8).collect();
                let c: Vec<i16> = (0..size).map(|_| next(0, 16383) as i16).collect();
                let d: Vec<i16> = (0..inputs * PANEL).map(|_| next(-255, 255) as i16).collect();
                let mut expected = [[[0; PANEL]; ROWS]; 2];
                let of = |row: usize, column: usize, k: usize, together: usize| {
                    (row * (inputs + 3) + k, (k / together * PANEL + column) * together + k % together)
                };
                for (row, column) in (0..rows).flat_map(|row| (0..PANEL).map(move |column| (row, column))) {
                    for k in 0..inputs {
                        let (at, weight) = of(row, column, k, 4);
                        expected[0][row][column] += i32::from(a[at]) * i32::from(b[weight]);
                        let (at, weight) = of(row, column, k, 2);
                        expected[1][row][column] += i32::from(c[at]) * i32::from(d[weight]);
                    }
                }
                for level in Level::all() {
                    let found = level.run(Products { bytes: (&a, &b), words: (&c, &d), rows, inputs });
                    assert_eq!(found, expected, "{level:?}, {rows} rows of {inputs}");
                }
            }
        }
    }
}

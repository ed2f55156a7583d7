//! The default engine: a BERT encoder in int8 on kernels of our own.
//!
//! Every token has ranges of its own (dynamic int8 by row, and by block of 384 columns), so that no token's outlier costs another's
//! precision and a vector depends on nothing but its window. Attention is whole numbers as well: queries and keys in bytes, shares and values
//! in 16 bits.

mod attention;
mod encoder;
mod forward;
mod lanes;
mod product;

use std::cmp::Reverse;
use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ndarray::Array2;

use self::encoder::Encoder;
use self::forward::{Scratch, forward};
use super::{EncodedWindow, EncoderFile, Engine};
use crate::crew::{Crew, in_order};
use crate::error::{Error, Result};
use crate::vector::isa::Level;

const NAME: &str = "native";

/// A BERT encoder on processors with AVX2 or AVX-512.
///
/// A caller who is alone has all threads: windows of like length go side by side, one to each, and the others are each shared by all. Callers
/// side by side have one thread each, which loses nothing to waiting. The vectors are the same either way, and the same for
/// both instruction sets.
pub struct NativeEngine {
    encoder: Encoder,
    level: Level,
    max_tokens: usize,
    crew: Arc<Crew>,
    /// Memory of runs that are over.
    idle: Mutex<Vec<Scratch>>,
}

impl NativeEngine {
    /// Opens the encoder of an ONNX file; `None` where the processor lacks the instructions, or the encoder is of another form or cannot be
    /// read: `rten` may read it yet, and says why if not. `threads` of `None` takes one per physical core.
    #[must_use]
    pub fn open(file: &EncoderFile<'_>, threads: Option<usize>) -> Option<Self> {
        Self::with(file, Arc::new(Crew::of(threads)))
    }

    /// As [`open`](Self::open), on the threads of a crew.
    pub(super) fn with(file: &EncoderFile<'_>, crew: Arc<Crew>) -> Option<Self> {
        let level = Level::detect()?;
        let encoder = Encoder::read(File::open(file.path).ok()?, file.hidden, file.heads?)?;
        let longest = LONGEST.min(encoder.positions.rows(encoder.hidden));
        let max_tokens = file.max_tokens;
        (1..=longest).contains(&max_tokens).then(|| Self { encoder, level, max_tokens, crew, idle: Mutex::default() })
    }

    fn checked(&self, window: &EncodedWindow) -> Result<()> {
        window.readable(NAME, self.max_tokens)?;
        let within = |numbers: &[i32], rows: usize, what: &str| match numbers
            .iter()
            .find(|n| usize::try_from(**n).map_or(true, |n| n >= rows))
        {
            Some(n) => Err(Error::Engine { engine: NAME, message: format!("expected {what} below {rows}, found {n}") }),
            None => Ok(()),
        };
        within(&window.ids, self.encoder.words.rows(self.encoder.hidden), "token ids")?;
        within(&window.types, self.encoder.types.rows(self.encoder.hidden), "token types")
    }

    fn encode_one(&self, window: &EncodedWindow, hands: usize) -> Array2<f32> {
        let mut scratch = self.idle().pop().unwrap_or_default();
        let values = forward(&self.encoder, window, &mut scratch, self.level, hands);
        self.idle().push(scratch);
        Array2::from_shape_vec((window.len(), self.encoder.hidden), values).expect("a vector for each token")
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Scratch>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What it costs for each further hand to share one window, as a share of the work: they wait for each other twice a layer, and heads of
/// attention do not always come out even. Measured with two.
const SHARING: f32 = 0.05;

/// Which windows go side by side, a whole one to each hand, and which are shared by all hands, one after the other: those of like length go
/// side by side, for a hand whose window is shorter waits for the others. By their places, the longest first.
fn divided(windows: &[EncodedWindow], hands: usize) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|at| Reverse(windows[*at].len()));
    let (mut whole, mut shared) = (Vec::new(), Vec::new());
    let mut rest = order.as_slice();
    while let Some((longest, shorter)) = rest.split_first() {
        let even = rest.split_at_checked(hands).filter(|(group, _)| {
            let work: usize = group.iter().map(|at| windows[*at].len()).sum();
            let waiting = windows[*longest].len() * hands - work;
            waiting as f32 <= SHARING * (hands - 1) as f32 * work as f32
        });
        match even {
            Some((group, others)) => {
                whole.extend(group);
                rest = others;
            }
            None => {
                shared.push(*longest);
                rest = shorter;
            }
        }
    }
    (whole, shared)
}

/// The longest window whose sums of shares and values stay within 32 bits.
const LONGEST: usize = 512;

impl Engine for NativeEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hidden(&self) -> usize {
        self.encoder.hidden
    }

    fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    fn encode(&self, windows: &[EncodedWindow]) -> Result<Vec<Array2<f32>>> {
        windows.iter().try_for_each(|window| self.checked(window))?;
        Ok(self.crew.work(|| {
            let hands = self.crew.hands();
            let (whole, shared) = divided(windows, hands);
            let mut done = self.crew.map(&whole, |at| (*at, self.encode_one(&windows[*at], 1)));
            done.extend(shared.into_iter().map(|at| (at, self.encode_one(&windows[at], hands))));
            in_order(done)
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::engine::RtenEngine;

    fn shipped() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("models/standpoint-small/encoder.onnx")
    }

    fn open(path: &Path, change: impl FnOnce(&mut EncoderFile<'_>)) -> Option<NativeEngine> {
        let mut file = EncoderFile { path, hidden: 384, max_tokens: 512, heads: Some(12) };
        change(&mut file);
        NativeEngine::open(&file, Some(1))
    }

    fn native(threads: usize) -> NativeEngine {
        let engine = open(&shipped(), |_| {}).expect("a processor with AVX2");
        NativeEngine { crew: Arc::new(Crew::of(Some(threads))), ..engine }
    }

    fn window(count: i32) -> EncodedWindow {
        let ids = (0..count).map(|n| 1000 + 57 * n).collect();
        EncodedWindow { ids, types: (0..count).map(|n| n % 2).collect() }
    }

    /// Lengths around those of a tile and a panel, the longest among them.
    fn windows() -> Vec<EncodedWindow> {
        [320, 1, 2, 7, 8, 9, 31, 32, 33, 64, 65, 512].map(window).into()
    }

    /// Relative distance of all vectors: the root of the sum of squared differences over that of squares.
    fn distance(one: &[Array2<f32>], other: &[Array2<f32>]) -> f32 {
        let sum = |of: &dyn Fn(f32, f32) -> f32| -> f32 {
            one.iter().zip(other).flat_map(|(a, b)| a.iter().zip(b)).map(|(a, b)| of(*a, *b)).sum()
        };
        (sum(&|a, b| (a - b) * (a - b)) / sum(&|_, b| b * b)).sqrt()
    }

    #[test]
    fn the_vectors_are_those_of_rten_but_for_rounding() {
        let rten = RtenEngine::open(&shipped(), std::fs::read(shipped()).unwrap(), 384, 512, Some(1)).unwrap();
        let found = distance(&native(1).encode(&windows()).unwrap(), &rten.encode(&windows()).unwrap());
        // Each of the two is some 0.04 from 32 bits.
        assert!(found < 0.06, "{found}");
    }

    /// The weights are the same three times; what differs is how the numbers that are multiplied with them are rounded.
    #[test]
    #[cfg(feature = "rust-bert")]
    fn the_vectors_are_nearer_to_32_bits_than_those_of_rten() {
        use crate::engine::{EngineOptions, RustBertEngine};
        let path = shipped();
        let file = EncoderFile { path: &path, hidden: 384, max_tokens: 512, heads: Some(12) };
        let floats = RustBertEngine::open(file, &EngineOptions::default()).unwrap().encode(&windows()).unwrap();
        let rten = RtenEngine::open(&path, std::fs::read(&path).unwrap(), 384, 512, Some(1)).unwrap();
        let ours = distance(&native(1).encode(&windows()).unwrap(), &floats);
        let theirs = distance(&rten.encode(&windows()).unwrap(), &floats);
        // 0.023 and 0.037 with the weights of 0.9.0.
        assert!(ours < 0.8 * theirs && ours < 0.03, "{ours} and {theirs}");
    }

    #[test]
    fn neither_threads_nor_neighbours_nor_the_instruction_set_change_a_bit() {
        let mut engine = native(1);
        let expected = engine.encode(&windows()).unwrap();
        for level in Level::all() {
            engine.level = level;
            assert_eq!(engine.encode(&windows()).unwrap(), expected, "{level:?}");
        }
        let shared = native(3);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| assert_eq!(shared.encode(&windows()).unwrap(), expected));
            }
        });
        // Some windows are shared between all threads, and some go side by side.
        for threads in [2, 3, 5, 20] {
            assert_eq!(native(threads).encode(&windows()).unwrap(), expected, "{threads} threads");
        }
        let backward: Vec<_> = windows().into_iter().rev().collect();
        let mut found = shared.encode(&backward).unwrap();
        found.reverse();
        assert_eq!(found, expected);
        assert!(shared.encode(&[]).unwrap().is_empty());
    }

    #[test]
    fn windows_of_like_length_go_side_by_side_and_others_are_shared() {
        let of = |lengths: &[i32], hands| divided(&lengths.iter().map(|n| window(*n)).collect::<Vec<_>>(), hands);
        assert_eq!(of(&[320, 60, 310], 2), (vec![0, 2], vec![1]));
        assert_eq!(of(&[60, 320], 2), (vec![], vec![1, 0]));
        assert_eq!(of(&[320, 60, 58], 2), (vec![1, 2], vec![0]));
        assert_eq!(of(&[5, 320, 60], 1), (vec![1, 2, 0], vec![]));
        assert_eq!(of(&[300, 310, 280], 4), (vec![], vec![1, 0, 2]));
        assert_eq!(of(&[], 2), (vec![], vec![]));
    }

    #[test]
    fn a_window_that_the_encoder_cannot_read_is_an_error() {
        let of = |ids: Vec<i32>, types: Vec<i32>| EncodedWindow { ids, types };
        for (window, said) in [
            (of(vec![], vec![]), "expected a window of 1 to 512 tokens, found 0"),
            (of(vec![5; 513], vec![0; 513]), "found 513"),
            (of(vec![101, 999_999], vec![0; 2]), "expected token ids below 30522, found 999999"),
            (of(vec![101, -1], vec![0; 2]), "found -1"),
            (of(vec![101, 102], vec![0, 2]), "expected token types below 2, found 2"),
        ] {
            let error = native(1).encode(&[window]).unwrap_err().to_string();
            assert!(error.starts_with("engine native: ") && error.contains(said), "{error}");
        }
    }

    #[test]
    fn an_encoder_of_another_form_is_left_to_others() {
        assert!(open(&shipped(), |file| file.hidden = 768).is_none());
        assert!(open(&shipped(), |file| file.max_tokens = 1024).is_none());
        assert!(open(&shipped(), |file| file.heads = None).is_none());
        assert!(open(&shipped(), |file| file.heads = Some(24)).is_none());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("encoder.onnx");
        assert!(open(&path, |_| {}).is_none());
        let whole = std::fs::read(shipped()).unwrap();
        for bytes in [&b"no model"[..], &[], &whole[..20_000_000], &whole[..3000]] {
            std::fs::write(&path, bytes).unwrap();
            assert!(open(&path, |_| {}).is_none(), "{} bytes", bytes.len());
        }
    }
}

//! An ONNX encoder on `rten`, pure Rust, for any processor.

use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use ndarray::Array2;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::{EncodedWindow, Engine};
use crate::crew::Turn;
use crate::error::{Error, Result};

const NAME: &str = "rten";

/// An encoder in ONNX form with the inputs `input_ids` and `token_type_ids` and the output `hidden`.
///
/// Each window is a run of its own: dynamic int8 takes one scale per tensor, so that windows which shared a run would change each other.
/// A run that is alone has all threads; runs beside each other, of callers on several threads, have one each, which loses nothing to
/// waiting. The vectors are the same either way.
pub struct RtenEngine {
    model: Model,
    inputs: [NodeId; 2],
    output: NodeId,
    hidden: usize,
    max_tokens: usize,
    running: AtomicUsize,
    all_threads: Arc<ThreadPool>,
    /// Pools of one thread that no run uses.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

/// A run in progress and the threads it has.
struct Run<'e> {
    engine: &'e RtenEngine,
    turn: Turn<'e>,
    pool: Arc<ThreadPool>,
}

impl<'e> Run<'e> {
    fn begin(engine: &'e RtenEngine) -> Self {
        let turn = Turn::begin(&engine.running);
        let pool = if turn.alone {
            Arc::clone(&engine.all_threads)
        } else {
            let idle = engine.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)))
        };
        Self { engine, turn, pool }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if !self.turn.alone {
            self.engine.idle.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&self.pool));
        }
    }
}

impl RtenEngine {
    /// Opens the encoder that `bytes` hold; `path` names it in errors. `threads` of `None` takes one per physical core.
    ///
    /// # Errors
    /// [`Error::Model`] if the bytes are no such encoder.
    pub fn open(path: &Path, bytes: Vec<u8>, hidden: usize, max_tokens: usize, threads: Option<usize>) -> Result<Self> {
        let bad = |found: String| Error::model(path, "an ONNX encoder", found);
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = options.load(bytes).map_err(|e| bad(e.to_string()))?;
        let node = |name: &str| model.node_id(name).map_err(|e| bad(e.to_string()));
        let inputs = [node("input_ids")?, node("token_type_ids")?];
        let output = node("hidden")?;
        let threads = threads.unwrap_or_else(num_cpus::get_physical).max(1);
        Ok(Self {
            model,
            inputs,
            output,
            hidden,
            max_tokens,
            running: AtomicUsize::new(0),
            all_threads: Arc::new(ThreadPool::with_num_threads(threads)),
            idle: Mutex::default(),
        })
    }

    fn encode_one(&self, window: &EncodedWindow) -> Result<Array2<f32>> {
        let fail = |message: String| Error::Engine { engine: NAME, message };
        let tokens = window.readable(NAME, self.max_tokens)?;
        let ids: NdTensorView<i32, 2> = NdTensorView::from_data([1, tokens], window.ids.as_slice());
        let types: NdTensorView<i32, 2> = NdTensorView::from_data([1, tokens], window.types.as_slice());
        let run = Run::begin(self);
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(&run.pool));
        let [value] = self
            .model
            .run_n(vec![(self.inputs[0], ids.into()), (self.inputs[1], types.into())], [self.output], Some(options))
            .map_err(|e| fail(e.to_string()))?;
        let hidden: NdTensor<f32, 3> = value.try_into().map_err(|e| fail(format!("output: {e}")))?;
        let shape = hidden.shape();
        if shape != [1, tokens, self.hidden] {
            return Err(fail(format!("expected vectors [1, {tokens}, {}], found {shape:?}", self.hidden)));
        }
        Array2::from_shape_vec((tokens, self.hidden), hidden.into_data()).map_err(|e| fail(e.to_string()))
    }
}

impl Engine for RtenEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn hidden(&self) -> usize {
        self.hidden
    }

    fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    fn encode(&self, windows: &[EncodedWindow]) -> Result<Vec<Array2<f32>>> {
        windows.iter().map(|window| self.encode_one(window)).collect()
    }
}

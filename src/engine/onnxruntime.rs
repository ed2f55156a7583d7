//! The int8 file on ONNX Runtime, whose native library is looked for when the engine is opened.

use std::env::{self, consts};
use std::error::Error as _;
use std::fmt::Display;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use ndarray::Array2;
use num_cpus::get_physical;
use ort::environment::Environment;
use ort::logging::LogLevel;
use ort::session::Session;
use ort::value::{Outlet, Tensor};

use super::share_out::share_out;
use super::{EncodedWindow, EncoderFile, Engine};
use crate::error::{Error, Result};

const NAME: &str = "onnxruntime";
/// Where the library is, before every other place.
const VARIABLE: &str = "ORT_DYLIB_PATH";
/// Where `make onnxruntime` puts the library.
const MADE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/.onnxruntime/lib");

/// An encoder in ONNX form with the inputs `input_ids` and `token_type_ids` and the output `hidden`, on ONNX Runtime.
///
/// Each window is a run of its own, on the one thread of a session: a result depends neither on its neighbours nor on the number of
/// threads, to the last bit. A caller takes a session for itself; while no other caller wants them, further sessions help it with its
/// windows. There are at most as many sessions as threads, each opened when it is first needed, for each has its own copy of the weights.
pub struct OnnxRuntimeEngine {
    environment: Environment,
    path: PathBuf,
    bytes: Vec<u8>,
    hidden: usize,
    max_tokens: usize,
    sessions: Mutex<Sessions>,
    returned: Condvar,
}

/// The sessions that no caller has.
struct Sessions {
    idle: Vec<Session>,
    /// How many may still be opened.
    unopened: usize,
    /// Callers that wait for one.
    waiting: usize,
}

impl Sessions {
    fn free(&self) -> usize {
        self.idle.len() + self.unopened
    }
}

/// A session while a thread has it.
struct Lease<'e> {
    engine: &'e OnnxRuntimeEngine,
    /// `None` only while it is opened or given back.
    session: Option<Session>,
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut sessions = self.engine.sessions();
        match self.session.take() {
            Some(session) => sessions.idle.push(session),
            None => sessions.unopened += 1,
        }
        self.engine.returned.notify_one();
    }
}

impl OnnxRuntimeEngine {
    /// Opens the encoder of an ONNX file. `threads` of `None` takes one per physical core.
    ///
    /// # Errors
    /// [`Error::Engine`] if there is no library of ONNX Runtime, or none that serves; [`Error::Model`] if the file is no such encoder.
    pub fn open(file: EncoderFile<'_>, threads: Option<usize>) -> Result<Self> {
        let EncoderFile { path, hidden, max_tokens, .. } = file;
        let bytes = file.bytes()?;
        let threads = threads.unwrap_or_else(get_physical).max(1);
        let engine = Self {
            environment: environment()?,
            path: path.to_owned(),
            bytes,
            hidden,
            max_tokens,
            sessions: Mutex::new(Sessions { idle: Vec::new(), unopened: threads, waiting: 0 }),
            returned: Condvar::new(),
        };
        // A file that is no encoder is found out here, not on the first window.
        engine.lease(0)?;
        Ok(engine)
    }

    fn session(&self) -> Result<Session> {
        let open = || {
            let builder = Session::builder(&self.environment)?.with_intra_threads(1)?;
            // Windows differ in length, and a plan of the memory would be kept for each.
            builder.with_memory_pattern(false)?.commit_from_memory(&self.bytes)
        };
        let bad = |found: &dyn Display| Error::model(&self.path, "an ONNX encoder", first_line(found));
        let session = open().map_err(|e: ort::Error| bad(&e))?;
        let inputs: Vec<&str> = session.inputs().iter().map(Outlet::name).collect();
        let output = session.outputs().iter().any(|outlet| outlet.name() == "hidden");
        let whole = inputs.contains(&"input_ids") && inputs.contains(&"token_type_ids") && output;
        if whole { Ok(session) } else { Err(bad(&"a graph of other inputs and outputs")) }
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A session: the caller's own thread (`hand` 0) waits for one, the others get one only where no caller wants it.
    fn lease(&self, hand: usize) -> Result<Option<Lease<'_>>> {
        let mut sessions = self.sessions();
        if hand == 0 {
            while sessions.free() == 0 {
                sessions.waiting += 1;
                sessions = self.returned.wait(sessions).unwrap_or_else(PoisonError::into_inner);
                sessions.waiting -= 1;
            }
        } else if sessions.free() <= sessions.waiting {
            return Ok(None);
        }
        let mut lease = Lease { engine: self, session: sessions.idle.pop() };
        if lease.session.is_none() {
            sessions.unopened -= 1;
            drop(sessions);
            lease.session = Some(self.session()?);
        }
        Ok(Some(lease))
    }

    fn encode_one(&self, session: &mut Session, window: &EncodedWindow) -> Result<Array2<f32>> {
        let tokens = window.len();
        let row = |numbers: &[i32]| {
            let numbers: Vec<i64> = numbers.iter().map(|n| i64::from(*n)).collect();
            Tensor::from_array(([1, tokens], numbers)).map_err(fail)
        };
        let inputs = ort::inputs!["input_ids" => row(&window.ids)?, "token_type_ids" => row(&window.types)?];
        let outputs = session.run(inputs).map_err(fail)?;
        let output = outputs.get("hidden").ok_or_else(|| fail("no output"))?;
        let (shape, values) = output.try_extract_tensor::<f32>().map_err(fail)?;
        if **shape != [1, tokens as i64, self.hidden as i64] {
            return Err(fail(format!("expected vectors [1, {tokens}, {}], found {shape:?}", self.hidden)));
        }
        Array2::from_shape_vec((tokens, self.hidden), values.to_vec()).map_err(fail)
    }
}

impl Engine for OnnxRuntimeEngine {
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
        for window in windows {
            window.readable(NAME, self.max_tokens)?;
        }
        let free = self.sessions().free();
        share_out(free.max(1), windows.len(), |hand, queue| {
            let mut lease = self.lease(hand)?;
            let Some(session) = lease.as_mut().and_then(|lease| lease.session.as_mut()) else { return Ok(Vec::new()) };
            // A thread that helps gives way to a caller who waits.
            let next = || if hand > 0 && self.sessions().waiting > 0 { None } else { queue.next() };
            iter::from_fn(next).map(|at| Ok((at, self.encode_one(session, &windows[at])?))).collect()
        })
    }
}

fn fail(message: impl Display) -> Error {
    Error::Engine { engine: NAME, message: first_line(&message) }
}

fn first_line(message: &dyn Display) -> String {
    message.to_string().lines().next().unwrap_or_default().to_owned()
}

/// The library: what `ORT_DYLIB_PATH` names, else what `make onnxruntime` brought, else the one beside the program or the system's.
fn library() -> PathBuf {
    let file = format!("{}onnxruntime{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    let named = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    let made = || Some(Path::new(MADE).join(&file)).filter(|path| path.is_file());
    named.or_else(made).unwrap_or_else(|| file.into())
}

/// What the process shares between its sessions. There can be one only, so it is kept; a failure is not, and may be mended.
fn environment() -> Result<Environment> {
    static KEPT: Mutex<Option<Environment>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = &*kept {
        return Ok(environment.clone());
    }
    // Every other call of the crate would panic where the library is missing; this one says so.
    let builder = ort::init_from(library()).map_err(|e| {
        let said = match &e {
            // What the loader said of the file is the source of what the crate says.
            ort::LoadDynamicError::Dlopen { error, .. } => error.source().map(ToString::to_string),
            _ => None,
        };
        fail(format!(
            "expected the library of ONNX Runtime 1.{} or later, found: {}; `make onnxruntime` brings it, or {VARIABLE} names it",
            ort::MINOR_VERSION,
            first_line(&said.unwrap_or_else(|| e.to_string()))
        ))
    })?;
    let environment = builder.with_name("standpoint").with_telemetry(false).build().map_err(fail)?;
    // What it refuses comes back as an error, and need not be printed as well.
    environment.set_log_level(LogLevel::Fatal);
    Ok(kept.insert(environment).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine(threads: usize) -> OnnxRuntimeEngine {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small/encoder.onnx"));
        let file = EncoderFile { path, hidden: 384, max_tokens: 512, heads: None };
        OnnxRuntimeEngine::open(file, Some(threads)).unwrap()
    }

    #[test]
    fn callers_side_by_side_share_the_sessions_and_change_no_bit() {
        let window =
            |n: i32| EncodedWindow { ids: (0..n).map(|id| 1000 + 7 * id).collect(), types: vec![0; n as usize] };
        let windows: Vec<_> = [40, 8, 25, 3, 16, 31].map(window).into();
        let one = engine(1);
        let alone: Vec<_> =
            windows.iter().flat_map(|window| one.encode(std::slice::from_ref(window)).unwrap()).collect();
        let shared = engine(2);
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| assert_eq!(shared.encode(&windows).unwrap(), alone));
            }
        });
        let sessions = shared.sessions();
        assert_eq!((sessions.free(), sessions.waiting), (2, 0));
    }

    #[test]
    fn a_file_that_is_no_encoder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.onnx");
        std::fs::write(&path, b"no model").unwrap();
        let file = EncoderFile { path: &path, hidden: 384, max_tokens: 512, heads: None };
        let error = OnnxRuntimeEngine::open(file, Some(1)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("a.onnx") && error.contains("an ONNX encoder") && !error.contains('\n'), "{error}");
    }

    #[test]
    fn a_window_that_the_encoder_cannot_read_is_an_error() {
        let unknown = EncodedWindow { ids: vec![101, 999_999, 102], types: vec![0; 3] };
        let error = engine(1).encode(&[unknown]).unwrap_err().to_string();
        assert!(error.starts_with("engine onnxruntime: ") && !error.contains('\n'), "{error}");
    }
}

//! What everything on libtorch shares: the device, weights by name, and panics that become errors.

use std::any::Any;
use std::collections::BTreeMap;
use std::iter;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, Once};
use std::thread;

use tch::nn::VarStore;
use tch::{Kind, Tensor};

use super::options::{Device, Dtype, EngineOptions};
use crate::error::{Error, Result};

/// The name of the engine and of the feature.
pub(crate) const NAME: &str = "rust-bert";

impl Dtype {
    /// The type as libtorch calls it.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Fp32 => Kind::Float,
            Self::Bf16 => Kind::BFloat16,
        }
    }
}

/// An [`Error::Engine`] of libtorch.
pub(crate) fn fail(message: impl Into<String>) -> Error {
    Error::Engine { engine: NAME, message: message.into() }
}

/// The device, if this libtorch has it.
///
/// # Errors
/// [`Error::Engine`] if CUDA is asked for and there is none.
pub(crate) fn device(device: Device) -> Result<tch::Device> {
    match device {
        Device::Cpu => Ok(tch::Device::Cpu),
        Device::Cuda if tch::Cuda::is_available() => Ok(tch::Device::Cuda(0)),
        Device::Cuda => Err(fail(
            "no CUDA device: libtorch was built without CUDA (set LIBTORCH to one that has it), or there is none",
        )),
    }
}

/// Makes every operation of libtorch run on the thread that asks for it: work is shared out by windows, so that the number of threads
/// changes no sum and no bit of a result.
pub(crate) fn one_thread_per_operation() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tch::set_num_threads(1));
}

/// Runs `work` without gradients; what libtorch refuses, which rust-bert and `tch` answer with a panic, becomes an [`Error::Engine`].
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(|| tch::no_grad(work))).unwrap_or_else(|panic| Err(fail(said(panic.as_ref()))))
}

/// How many models work side by side: one per thread; a graphics card takes one run after the other.
pub(crate) fn hands(options: &EngineOptions) -> usize {
    match options.device {
        Device::Cuda => 1,
        Device::Cpu => {
            options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get)).max(1)
        }
    }
}

/// Does `count` runs, each on whichever model is free, and gives their results in order.
///
/// # Errors
/// The first error of a run.
pub(crate) fn share_out<M: Send, T: Send>(
    models: &[Mutex<M>],
    count: usize,
    run: impl Fn(&M, usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    super::share_out::share_out(models.len(), count, |hand, queue| {
        let model = models[hand].lock().map_err(|_| fail("an earlier run failed"))?;
        guarded(|| iter::from_fn(|| queue.next()).map(|at| Ok((at, run(&model, at)?))).collect())
    })
}

/// The first line of what a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    words.and_then(|words| words.lines().next()).unwrap_or("libtorch failed").to_owned()
}

/// Puts `weights` where the variables of `store` are; both must have the same names and sizes. `path` names the weights in errors.
///
/// # Errors
/// [`Error::Model`] if a tensor is missing, has another size, or belongs to no variable.
pub(crate) fn fill(store: &VarStore, path: &Path, weights: &BTreeMap<String, Tensor>) -> Result<()> {
    let variables: BTreeMap<String, Tensor> = store.variables().into_iter().collect();
    if let Some(name) = weights.keys().find(|name| !variables.contains_key(*name)) {
        return Err(Error::model(
            path,
            format!("{} tensors of the architecture", variables.len()),
            format!("one more, {name}"),
        ));
    }
    for (name, mut variable) in variables {
        let Some(weight) = weights.get(&name) else {
            return Err(Error::model(path, format!("tensor {name} {:?}", variable.size()), "no such tensor"));
        };
        if weight.size() != variable.size() {
            let expected = format!("tensor {name} {:?}", variable.size());
            return Err(Error::model(path, expected, format!("{:?}", weight.size())));
        }
        // The variable takes over the storage, so that models on several threads share one copy of the weights.
        variable.f_set_data(weight).map_err(|e| fail(e.to_string()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tch::nn;

    #[test]
    fn a_panic_is_an_error_that_says_what_libtorch_said() {
        let failed = guarded(|| {
            Ok(Tensor::zeros([2, 3], (Kind::Float, tch::Device::Cpu))
                .matmul(&Tensor::zeros([2, 3], (Kind::Float, tch::Device::Cpu))))
        });
        let error = failed.unwrap_err().to_string();
        assert!(error.starts_with("engine rust-bert: ") && !error.contains('\n'), "{error}");
    }

    #[test]
    fn tensors_have_to_be_those_of_the_architecture() {
        let store = VarStore::new(tch::Device::Cpu);
        let _linear = nn::linear(store.root() / "out", 2, 3, nn::LinearConfig::default());
        let weights = |sizes: &[(&str, &[i64])]| -> BTreeMap<String, Tensor> {
            sizes
                .iter()
                .map(|(name, size)| ((*name).to_owned(), Tensor::ones(*size, (Kind::Float, tch::Device::Cpu))))
                .collect()
        };
        struct Case {
            tensors: &'static [(&'static str, &'static [i64])],
            said: &'static str,
        }
        let cases = [
            Case { tensors: &[("out.weight", &[3, 2])], said: "expected tensor out.bias [3], found no such tensor" },
            Case {
                tensors: &[("out.weight", &[2, 3]), ("out.bias", &[3])],
                said: "expected tensor out.weight [3, 2], found [2, 3]",
            },
            Case {
                tensors: &[("out.weight", &[3, 2]), ("out.bias", &[3]), ("more", &[1])],
                said: "found one more, more",
            },
        ];
        for case in cases {
            let error = fill(&store, Path::new("model.safetensors"), &weights(case.tensors)).unwrap_err().to_string();
            assert!(error.contains(case.said) && error.contains("model.safetensors"), "{error}");
        }
        fill(&store, Path::new("w"), &weights(&[("out.weight", &[3, 2]), ("out.bias", &[3])])).unwrap();
    }
}

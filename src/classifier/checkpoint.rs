//! A checkpoint folder, opened: its tokenizer, its network, its labels.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use safetensors::SafeTensors;
use safetensors::tensor::Dtype as Stored;
use tch::{Device, Kind, Tensor};
use tokenizers::{Encoding, InputSequence, Tokenizer, TruncationParams, TruncationStrategy};

use super::config::Config;
use super::network::{Inputs, Network, Weights};
use crate::engine::EngineOptions;
use crate::engine::libtorch::{self, fail};
use crate::error::{Error, Result};

/// Tokens of one run, padding included.
const BATCH_TOKENS: usize = 2048;

/// A sequence classifier.
pub(crate) struct Classifier {
    tokenizer: Tokenizer,
    /// One per thread; all share the storage of the weights.
    networks: Vec<Mutex<Network>>,
    labels: Vec<String>,
    padding: i64,
    types: i64,
    device: Device,
}

impl Classifier {
    /// Opens the checkpoint in `folder`.
    ///
    /// # Errors
    /// [`Error::Model`] if a file is missing, or is not that of a classifier of a known architecture; [`Error::Engine`] if libtorch
    /// lacks what `options` ask for.
    pub(crate) fn open(folder: &Path, options: &EngineOptions) -> Result<Self> {
        libtorch::one_thread_per_operation();
        let device = libtorch::device(options.device)?;
        let path = folder.join("config.json");
        let config = Config::read(&path, &bytes(&path)?)?;
        let labels = config.labels(&path)?;
        let path = folder.join("tokenizer.json");
        let tokenizer = tokenizer(&path, config.max_tokens())?;
        let path = folder.join("model.safetensors");
        let stored = bytes(&path)?;
        let kind = options.dtype.unwrap_or_default().kind();
        let networks = libtorch::guarded(|| {
            let tensors = tensors(&path, &stored, kind, device)?;
            let build = |_| {
                let tensors = tensors.iter().map(|(name, tensor)| (name.clone(), tensor.shallow_clone())).collect();
                Ok(Mutex::new(Network::build(&config, labels.len(), Weights { path: &path, tensors })?))
            };
            (0..libtorch::hands(options)).map(build).collect::<Result<Vec<_>>>()
        })?;
        Ok(Self { tokenizer, networks, labels, padding: config.padding(), types: config.type_vocab_size, device })
    }

    /// The labels, in the order of the logits.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The logits of each text, or pair of texts, `[labels]`. What is longer than the network reads is cut, the first text first.
    ///
    /// # Errors
    /// [`Error::Engine`] if the tokenizer or libtorch fails.
    pub(crate) fn logits(&self, texts: &[(String, Option<String>)]) -> Result<Vec<Vec<f32>>> {
        let encode = |(first, second): &(String, Option<String>)| {
            let first: InputSequence<'_> = first.as_str().into();
            let encoded = match second {
                Some(second) => self.tokenizer.encode((first, InputSequence::from(second.as_str())), true),
                None => self.tokenizer.encode(first, true),
            };
            encoded.map_err(|e| fail(format!("tokenizer: {e}")))
        };
        let encodings: Vec<Encoding> = texts.iter().map(encode).collect::<Result<_>>()?;
        let batches = batches(&encodings.iter().map(Encoding::len).collect::<Vec<_>>());
        let done = libtorch::share_out(&self.networks, batches.len(), |network, batch| {
            self.run(network, &batches[batch].iter().map(|n| &encodings[*n]).collect::<Vec<_>>())
        })?;
        let mut logits = vec![Vec::new(); texts.len()];
        for (place, row) in batches.iter().flatten().zip(done.into_iter().flatten()) {
            logits[*place] = row;
        }
        Ok(logits)
    }

    fn run(&self, network: &Network, encodings: &[&Encoding]) -> Result<Vec<Vec<f32>>> {
        let tokens = encodings.iter().map(|e| e.len()).max().unwrap_or(0);
        let rows = |of: fn(&Encoding) -> &[u32], fill: i64| {
            let padded = |e: &&Encoding| {
                let mut row: Vec<i64> = of(e).iter().map(|n| i64::from(*n)).collect();
                row.resize(tokens, fill);
                row
            };
            let all: Vec<i64> = encodings.iter().flat_map(padded).collect();
            Tensor::from_slice(&all).reshape([encodings.len() as i64, tokens as i64]).to_device(self.device)
        };
        let types = rows(Encoding::get_type_ids, 0).clamp_max((self.types - 1).max(0));
        let inputs =
            Inputs { ids: rows(Encoding::get_ids, self.padding), types, mask: rows(Encoding::get_attention_mask, 0) };
        let logits = network.logits(&inputs).to_device(Device::Cpu).reshape([-1]);
        let mut values = vec![0.0; encodings.len() * self.labels.len()];
        let count = values.len();
        logits.f_copy_data(&mut values, count).map_err(|e| fail(e.to_string()))?;
        Ok(values.chunks(self.labels.len()).map(<[f32]>::to_vec).collect())
    }
}

/// Inputs of the given lengths in batches of at most [`BATCH_TOKENS`] tokens, each with its like in length; the same lengths always give
/// the same batches.
fn batches(lengths: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|n| lengths[*n]);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    for n in order {
        match batches.last_mut() {
            Some(batch) if (batch.len() + 1) * lengths[n] <= BATCH_TOKENS => batch.push(n),
            _ => batches.push(vec![n]),
        }
    }
    batches
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            let expected = "a classifier in Hugging Face layout (config.json, tokenizer.json, model.safetensors)";
            Error::model(path, expected, "no such file")
        }
        _ => Error::io(path, "read", e),
    })
}

/// The tokenizer; truncation and padding of the packaged file are reset.
fn tokenizer(path: &Path, max_tokens: usize) -> Result<Tokenizer> {
    let bad = |e: tokenizers::Error| Error::model(path, "a tokenizer", e.to_string());
    let mut tokenizer = Tokenizer::from_bytes(bytes(path)?).map_err(bad)?;
    let truncation =
        TruncationParams { max_length: max_tokens, strategy: TruncationStrategy::LongestFirst, ..Default::default() };
    tokenizer.with_truncation(Some(truncation)).map_err(bad)?;
    tokenizer.with_padding(None);
    Ok(tokenizer)
}

/// The tensors of a safetensors file under today's names.
fn tensors(path: &Path, stored: &[u8], kind: Kind, device: Device) -> Result<BTreeMap<String, Tensor>> {
    let read = SafeTensors::deserialize(stored).map_err(|e| Error::model(path, "safetensors", e.to_string()))?;
    let mut tensors = BTreeMap::new();
    for (name, view) in read.tensors() {
        let size: Vec<i64> = view.shape().iter().map(|n| *n as i64).collect();
        let of = match view.dtype() {
            Stored::F32 => Kind::Float,
            Stored::F16 => Kind::Half,
            Stored::BF16 => Kind::BFloat16,
            // A buffer with the numbers 0, 1, 2, ...
            Stored::I64 if name.ends_with("position_ids") => continue,
            other => return Err(Error::model(path, format!("{name} in F32, F16 or BF16"), format!("{other:?}"))),
        };
        let tensor = Tensor::f_from_data_size(view.data(), &size, of).map_err(|e| fail(e.to_string()))?;
        // Checkpoints that came from TensorFlow have the older names.
        let name = name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias");
        tensors.insert(name, tensor.to_device(device).to_kind(kind));
    }
    Ok(tensors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn shelf() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/checkpoints")
    }

    /// A copy of a checkpoint with other labels, so that each may have its own order.
    fn copy(name: &str, edit: impl Fn(&mut Value)) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in ["config.json", "tokenizer.json", "model.safetensors"] {
            fs::copy(shelf().join(name).join(file), folder.path().join(file)).unwrap();
        }
        let path = folder.path().join("config.json");
        let mut config: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        edit(&mut config);
        fs::write(&path, config.to_string()).unwrap();
        folder
    }

    fn labelled(name: &str, labels: &[&str]) -> tempfile::TempDir {
        copy(name, |config| {
            let map: serde_json::Map<_, _> =
                labels.iter().enumerate().map(|(n, l)| (n.to_string(), (*l).into())).collect();
            config["id2label"] = map.into();
            config.as_object_mut().unwrap().remove("label2id");
        })
    }

    /// Against transformers (tests/reference/tiny_checkpoints.py): alone and in one batch with texts of other lengths.
    #[test]
    fn logits_are_those_of_transformers() {
        for architecture in ["bert", "roberta", "distilbert", "deberta-v2", "deberta-v3"] {
            for labels in [&["a", "b"][..], &["a", "b", "c"]] {
                let name = format!("{architecture}-{}", labels.len());
                let reference: Value =
                    serde_json::from_slice(&fs::read(shelf().join(&name).join("logits.json")).unwrap()).unwrap();
                let pairs: Vec<(String, Option<String>)> = serde_json::from_value(reference["pairs"].clone()).unwrap();
                let expected: Vec<Vec<f32>> = serde_json::from_value(reference["logits"].clone()).unwrap();
                let folder = labelled(&name, labels);
                let classifier = Classifier::open(folder.path(), &EngineOptions::default()).unwrap();
                let together = classifier.logits(&pairs).unwrap();
                for ((pair, expected), together) in pairs.iter().zip(&expected).zip(&together) {
                    let alone = &classifier.logits(std::slice::from_ref(pair)).unwrap()[0];
                    for (n, expected) in expected.iter().enumerate() {
                        let furthest = (alone[n] - expected).abs().max((together[n] - expected).abs());
                        assert!(
                            furthest < 1e-4,
                            "{name} {pair:?}: {alone:?} alone, {together:?} in a batch, expected {expected}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_longer_than_the_network_reads_is_cut() {
        let folder = labelled("roberta-2", &["a", "b"]);
        let classifier = Classifier::open(folder.path(), &EngineOptions::default()).unwrap();
        let long = ("the deal was good . ".repeat(100), Some("orrin will benefit".to_owned()));
        assert!(classifier.logits(&[long]).unwrap()[0].iter().all(|logit| logit.is_finite()));
    }

    #[test]
    fn a_checkpoint_that_does_not_fit_is_refused() {
        struct Case {
            edit: fn(&mut Value),
            said: &'static str,
        }
        let cases = [
            Case { edit: |c| c["model_type"] = "t5".into(), said: "unknown variant `t5`" },
            Case {
                edit: |c| c["num_hidden_layers"] = 3.into(),
                said: "tensor bert.encoder.layer.2.attention.self.query.weight [16, 16], found no such tensor",
            },
            Case { edit: |c| c["num_hidden_layers"] = 1.into(), said: "one more, bert.encoder.layer.1." },
            Case { edit: |c| c["vocab_size"] = 65.into(), said: "word_embeddings.weight [65, 16], found [64, 16]" },
            Case {
                edit: |c| c["id2label"] = serde_json::json!({ "0": "a", "2": "b" }),
                said: "labels numbered from 0",
            },
            Case {
                edit: |c| {
                    c["id2label"] = serde_json::json!({ "0": "a", "1": "b", "2": "c" });
                    c["label2id"] = serde_json::json!({ "a": 1, "b": 0, "c": 2 });
                },
                said: "against id2label",
            },
            Case { edit: |c| c["position_embedding_type"] = "relative_key".into(), said: "position_embedding_type" },
        ];
        for case in cases {
            let folder = copy("bert-3", case.edit);
            let Err(error) = Classifier::open(folder.path(), &EngineOptions::default()) else {
                panic!("{}", case.said)
            };
            assert!(error.to_string().contains(case.said), "{error}");
        }
        let Err(error) = Classifier::open(Path::new("nowhere"), &EngineOptions::default()) else { panic!("no folder") };
        assert!(error.to_string().contains("Hugging Face layout"), "{error}");
    }
}

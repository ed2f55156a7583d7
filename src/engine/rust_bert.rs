//! The engine on libtorch: rust-bert's BERT encoder with the weights of the ONNX file, dequantised.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ndarray::Array2;
use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::nn::VarStore;
use tch::{Kind, Tensor};

use super::libtorch::{self, NAME, fail};
use super::onnx_weights;
use super::options::EngineOptions;
use super::{EncodedWindow, EncoderFile, Engine};
use crate::error::{Error, Result};

/// A BERT encoder on libtorch.
///
/// Each window is a run of its own on one thread; several windows run side by side. So a result depends neither on its neighbours nor on
/// the number of threads, to the last bit.
pub struct RustBertEngine {
    /// One model per thread; all of them share the storage of the weights.
    models: Vec<Mutex<Encoder>>,
    hidden: usize,
    max_tokens: usize,
    vocabulary: i64,
}

struct Encoder {
    bert: BertModel<BertEmbeddings>,
    device: tch::Device,
}

impl RustBertEngine {
    /// Opens the encoder of an ONNX file.
    ///
    /// # Errors
    /// [`Error::Model`] if its weights are not those of a BERT; [`Error::Engine`] if libtorch lacks what `options` ask for.
    pub fn open(file: EncoderFile<'_>, options: &EngineOptions) -> Result<Self> {
        libtorch::one_thread_per_operation();
        let device = libtorch::device(options.device)?;
        let kind = options.dtype.unwrap_or_default().kind();
        let weights = onnx_weights::read(file.path, &file.bytes()?)?;
        let config = config(&file, &weights)?;
        let tensor = |weight: onnx_weights::Weight| {
            let size: Vec<i64> = weight.shape.iter().map(|n| *n as i64).collect();
            Tensor::from_slice(&weight.values).reshape(size).to_device(device).to_kind(kind)
        };
        libtorch::guarded(|| {
            let weights: BTreeMap<String, Tensor> =
                weights.into_iter().map(|(name, weight)| (name, tensor(weight))).collect();
            let models: Result<Vec<_>> = (0..libtorch::hands(options))
                .map(|_| {
                    let store = VarStore::new(device);
                    let bert = BertModel::new_with_optional_pooler(store.root(), &config, false);
                    libtorch::fill(&store, file.path, &weights)?;
                    Ok(Mutex::new(Encoder { bert, device }))
                })
                .collect();
            Ok(Self {
                models: models?,
                hidden: file.hidden,
                max_tokens: file.max_tokens,
                vocabulary: config.vocab_size,
            })
        })
    }

    fn checked<'w>(&self, window: &'w EncodedWindow) -> Result<&'w EncodedWindow> {
        window.readable(NAME, self.max_tokens)?;
        let known = |id: &&i32| (0..self.vocabulary).contains(&i64::from(**id));
        match window.ids.iter().find(|id| !known(id)) {
            Some(id) => Err(fail(format!("expected token ids below {}, found {id}", self.vocabulary))),
            None => Ok(window),
        }
    }
}

impl Encoder {
    fn encode(&self, window: &EncodedWindow, hidden: usize) -> Result<Array2<f32>> {
        let tokens = window.len();
        let row =
            |numbers: &[i32]| Tensor::from_slice(numbers).to_kind(Kind::Int64).to_device(self.device).unsqueeze(0);
        let (ids, types) = (row(&window.ids), row(&window.types));
        let output = self.bert.forward_t(Some(&ids), None, Some(&types), None, None, None, None, false);
        let output =
            output.map_err(|e| fail(e.to_string()))?.hidden_state.to_kind(Kind::Float).to_device(tch::Device::Cpu);
        let mut values = vec![0.0; tokens * hidden];
        output.f_copy_data(&mut values, tokens * hidden).map_err(|e| fail(e.to_string()))?;
        Array2::from_shape_vec((tokens, hidden), values).map_err(|e| fail(e.to_string()))
    }
}

/// The architecture that the sizes of the weights tell, with the heads that the manifest tells.
fn config(file: &EncoderFile<'_>, weights: &BTreeMap<String, onnx_weights::Weight>) -> Result<BertConfig> {
    let sizes = |name: &str| {
        let found = weights.get(name).map(|weight| weight.shape.as_slice());
        match found {
            Some(&[rows, columns]) => Ok((rows as i64, columns as i64)),
            _ => Err(Error::model(file.path, format!("tensor {name} [n, n]"), format!("{found:?}"))),
        }
    };
    let (vocab_size, hidden_size) = sizes("embeddings.word_embeddings.weight")?;
    let (max_position_embeddings, _) = sizes("embeddings.position_embeddings.weight")?;
    let (type_vocab_size, _) = sizes("embeddings.token_type_embeddings.weight")?;
    let (intermediate_size, _) = sizes("encoder.layer.0.intermediate.dense.weight")?;
    let layer = |n: &i64| weights.contains_key(&format!("encoder.layer.{n}.output.dense.weight"));
    let num_hidden_layers = (0..).take_while(layer).count() as i64;
    let heads = file.heads.unwrap_or(0) as i64;
    if heads == 0 || hidden_size % heads != 0 || hidden_size != file.hidden as i64 {
        let expected = format!("heads in [architecture] of model.toml that divide {hidden_size}, the encoder's width");
        return Err(Error::model(file.path, expected, format!("heads {heads}, hidden {}", file.hidden)));
    }
    if max_position_embeddings < file.max_tokens as i64 {
        return Err(Error::model(
            file.path,
            format!("{} positions", file.max_tokens),
            max_position_embeddings.to_string(),
        ));
    }
    Ok(BertConfig {
        vocab_size,
        hidden_size,
        max_position_embeddings,
        type_vocab_size,
        intermediate_size,
        num_hidden_layers,
        num_attention_heads: heads,
        ..BertConfig::default()
    })
}

impl Engine for RustBertEngine {
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
            self.checked(window)?;
        }
        libtorch::share_out(&self.models, windows.len(), |model, at| model.encode(&windows[at], self.hidden))
    }
}

//! The networks: BERT (Devlin et al. 2019), RoBERTa, DistilBERT and DeBERTa v2/v3 differ in the names of their tensors, in their
//! embeddings, in their attention and in their last layers; the rest is one encoder.
//!
//! Why not rust-bert's own classes: see docs/decisions/0006-classifiers-on-tch.md.

use std::collections::BTreeMap;
use std::path::Path;

use tch::{Kind, Tensor};

use super::attention::{Attention, Positions};
use super::config::{Activation, Architecture, Config};
use crate::error::{Error, Result};

/// The tensors of a checkpoint, taken one by one.
pub(super) struct Weights<'p> {
    pub path: &'p Path,
    pub tensors: BTreeMap<String, Tensor>,
}

impl Weights<'_> {
    /// Takes a tensor that must have this size.
    pub(super) fn take(&mut self, name: &str, size: &[i64]) -> Result<Tensor> {
        let expected = || format!("tensor {name} {size:?}");
        let tensor = self.tensors.remove(name).ok_or_else(|| Error::model(self.path, expected(), "no such tensor"))?;
        if tensor.size() == size {
            Ok(tensor)
        } else {
            Err(Error::model(self.path, expected(), format!("{:?}", tensor.size())))
        }
    }

    pub(super) fn linear(&mut self, name: &str, inputs: i64, outputs: i64) -> Result<Linear> {
        Ok(Linear {
            weight: self.take(&format!("{name}.weight"), &[outputs, inputs])?,
            bias: self.take(&format!("{name}.bias"), &[outputs])?,
        })
    }

    pub(super) fn norm(&mut self, name: &str, width: i64, epsilon: f64) -> Result<Norm> {
        Ok(Norm {
            weight: self.take(&format!("{name}.weight"), &[width])?,
            bias: self.take(&format!("{name}.bias"), &[width])?,
            epsilon,
        })
    }

    /// Everything must have been taken but what a classifier of this architecture does not use.
    fn finish(&self, architecture: Architecture) -> Result<()> {
        let unused = |name: &String| {
            name.ends_with("position_ids")
                || architecture == Architecture::Roberta && name.starts_with("roberta.pooler.")
        };
        match self.tensors.keys().find(|name| !unused(name)) {
            Some(name) => Err(Error::model(self.path, "the tensors of the architecture", format!("one more, {name}"))),
            None => Ok(()),
        }
    }
}

/// `x W^T + b`.
pub(super) struct Linear {
    weight: Tensor,
    bias: Tensor,
}

impl Linear {
    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        x.linear(&self.weight, Some(&self.bias))
    }
}

/// Layer normalisation (Ba et al. 2016).
pub(super) struct Norm {
    weight: Tensor,
    bias: Tensor,
    epsilon: f64,
}

impl Norm {
    pub(super) fn apply(&self, x: &Tensor) -> Tensor {
        x.layer_norm(self.weight.size(), Some(&self.weight), Some(&self.bias), self.epsilon, false)
    }
}

/// Inputs of one run, all `[batch, tokens]`; `mask` is 1 on tokens and 0 on padding.
pub(super) struct Inputs {
    pub ids: Tensor,
    pub types: Tensor,
    pub mask: Tensor,
}

struct Layer {
    attention: Attention,
    out: Linear,
    out_norm: Norm,
    up: Linear,
    down: Linear,
    down_norm: Norm,
    activation: Activation,
}

/// A convolution beside DeBERTa v2's first layer.
struct Convolution {
    weight: Tensor,
    bias: Tensor,
    groups: i64,
    norm: Norm,
    activation: Activation,
}

/// A network with its classification head.
pub(super) struct Network {
    architecture: Architecture,
    padding: i64,
    words: Tensor,
    positions: Option<Tensor>,
    types: Option<Tensor>,
    projection: Option<Tensor>,
    norm: Norm,
    layers: Vec<Layer>,
    relative: Option<Positions>,
    convolution: Option<Convolution>,
    dense: Linear,
    dense_activation: Activation,
    out: Linear,
}

/// The names of a layer's parts: attention output and its norm, feed-forward up and down, last norm.
fn parts(architecture: Architecture) -> [&'static str; 5] {
    match architecture {
        Architecture::Distilbert => ["attention.out_lin", "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm"],
        _ => [
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm",
        ],
    }
}

impl Network {
    /// Builds the network of `config` with `labels` outputs from `weights`.
    ///
    /// # Errors
    /// [`Error::Model`] if a tensor is missing, is one too many, or has another size.
    pub(super) fn build(config: &Config, labels: usize, mut weights: Weights<'_>) -> Result<Self> {
        let w = &mut weights;
        let (architecture, width, eps) = (config.model_type, config.hidden_size, config.layer_norm_eps);
        let prefix = architecture.prefix();
        let deberta = (architecture == Architecture::DebertaV2).then_some(&config.deberta);
        let embedded = deberta.and_then(|d| d.embedding_size).unwrap_or(width);
        let mut embedding =
            |name: &str, rows: i64| w.take(&format!("{prefix}.embeddings.{name}.weight"), &[rows, embedded]);
        let words = embedding("word_embeddings", config.vocab_size)?;
        let biased = deberta.is_none_or(|d| d.position_biased_input.unwrap_or(true));
        let positions = biased.then(|| embedding("position_embeddings", config.max_position_embeddings)).transpose()?;
        let typed = architecture != Architecture::Distilbert && config.type_vocab_size > 0;
        let types = typed.then(|| embedding("token_type_embeddings", config.type_vocab_size)).transpose()?;
        let projected = embedded != width;
        let projection = projected
            .then(|| w.take(&format!("{prefix}.embeddings.embed_proj.weight"), &[width, embedded]))
            .transpose()?;
        let norm = w.norm(&format!("{prefix}.embeddings.LayerNorm"), width, eps)?;
        let home = if architecture == Architecture::Distilbert { "transformer" } else { "encoder" };
        let [out, out_norm, up, down, down_norm] = parts(architecture);
        let layers = (0..config.num_hidden_layers).map(|n| {
            let name = |part: &str| format!("{prefix}.{home}.layer.{n}.{part}");
            Ok(Layer {
                attention: Attention::build(config, &name("attention"), w)?,
                out: w.linear(&name(out), width, width)?,
                out_norm: w.norm(&name(out_norm), width, eps)?,
                up: w.linear(&name(up), width, config.intermediate_size)?,
                down: w.linear(&name(down), config.intermediate_size, width)?,
                down_norm: w.norm(&name(down_norm), width, eps)?,
                activation: config.hidden_act,
            })
        });
        let layers = layers.collect::<Result<Vec<_>>>()?;
        let relative = deberta.filter(|d| d.relative_attention).map(|_| Positions::build(config, w)).transpose()?;
        let kernel = deberta.and_then(|d| d.conv_kernel_size).filter(|kernel| *kernel > 0);
        let convolution = kernel.map(|kernel| {
            let groups = config.deberta.conv_groups.unwrap_or(1);
            Ok::<_, Error>(Convolution {
                weight: w.take("deberta.encoder.conv.conv.weight", &[width, width / groups.max(1), kernel])?,
                bias: w.take("deberta.encoder.conv.conv.bias", &[width])?,
                groups,
                norm: w.norm("deberta.encoder.conv.LayerNorm", width, eps)?,
                activation: config.deberta.conv_act.unwrap_or(Activation::Tanh),
            })
        });
        let (dense, out, dense_activation) = match architecture {
            Architecture::Bert => ("bert.pooler.dense", "classifier", Activation::Tanh),
            Architecture::Roberta => ("classifier.dense", "classifier.out_proj", Activation::Tanh),
            Architecture::Distilbert => ("pre_classifier", "classifier", Activation::Relu),
            Architecture::DebertaV2 => {
                ("pooler.dense", "classifier", config.deberta.pooler_hidden_act.unwrap_or(Activation::Gelu))
            }
        };
        let pooled = deberta.and_then(|d| d.pooler_hidden_size).unwrap_or(width);
        let network = Self {
            architecture,
            padding: config.padding(),
            words,
            positions,
            types,
            projection,
            norm,
            layers,
            relative,
            convolution: convolution.transpose()?,
            dense: w.linear(dense, pooled, pooled)?,
            dense_activation,
            out: w.linear(out, pooled, labels as i64)?,
        };
        weights.finish(architecture)?;
        Ok(network)
    }

    /// Logits `[batch, labels]`.
    pub(super) fn logits(&self, inputs: &Inputs) -> Tensor {
        let embedded = self.embed(inputs);
        let kind = embedded.kind();
        // Padding gets no attention: its scores fall to the lowest number before the softmax.
        let lowest = if kind == Kind::Float { f64::from(f32::MIN) } else { -3e38 };
        let closed = inputs.mask.logical_not().unsqueeze(1).unsqueeze(1);
        let mask = closed.zeros_like().to_kind(kind).masked_fill(&closed, lowest);
        let relative = self.relative.as_ref().map(|positions| positions.of(inputs.ids.size()[1]));
        let mut x = embedded.shallow_clone();
        for (n, layer) in self.layers.iter().enumerate() {
            let attended = layer.out.apply(&layer.attention.apply(&x, &mask, relative.as_ref()));
            let attended = layer.out_norm.apply(&(attended + &x));
            let fed = layer.down.apply(&layer.activation.apply(&layer.up.apply(&attended)));
            x = layer.down_norm.apply(&(fed + attended));
            if let (0, Some(convolution)) = (n, &self.convolution) {
                x = convolution.apply(&embedded, &x, &inputs.mask);
            }
        }
        let first = x.select(1, 0);
        self.out.apply(&self.dense_activation.apply(&self.dense.apply(&first))).to_kind(Kind::Float)
    }

    fn embed(&self, inputs: &Inputs) -> Tensor {
        let look_up = |table: &Tensor, ids: &Tensor| Tensor::embedding(table, ids, -1, false, false);
        let mut x = look_up(&self.words, &inputs.ids);
        if let Some(positions) = &self.positions {
            let steps = inputs.mask.cumsum(1, Kind::Int64);
            let places = match self.architecture {
                // Positions count from the one after the padding's (fairseq's convention).
                Architecture::Roberta => steps * &inputs.mask + self.padding,
                _ => Tensor::arange(inputs.ids.size()[1], (Kind::Int64, inputs.ids.device())).unsqueeze(0),
            };
            x += look_up(positions, &places);
        }
        if let Some(types) = &self.types {
            x += look_up(types, &inputs.types);
        }
        if let Some(projection) = &self.projection {
            x = x.linear(projection, None::<Tensor>);
        }
        let x = self.norm.apply(&x);
        match self.architecture {
            Architecture::DebertaV2 => &x * inputs.mask.unsqueeze(-1).to_kind(x.kind()),
            _ => x,
        }
    }
}

impl Convolution {
    /// The first layer's output plus a convolution of its input.
    fn apply(&self, input: &Tensor, output: &Tensor, mask: &Tensor) -> Tensor {
        let padding = (self.weight.size()[2] - 1) / 2;
        let mask = mask.unsqueeze(-1).to_kind(output.kind());
        let folded =
            input.transpose(1, 2).conv1d(&self.weight, Some(&self.bias), 1, padding, 1, self.groups).transpose(1, 2);
        self.norm.apply(&(self.activation.apply(&(folded * &mask)) + output)) * mask
    }
}

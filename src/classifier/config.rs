//! `config.json` of a checkpoint: its architecture, its sizes and the order of its labels.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use tch::Tensor;

use crate::error::{Error, Result};

/// An architecture by its `model_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Architecture {
    Bert,
    Roberta,
    Distilbert,
    /// DeBERTa v2 and v3, which share one name.
    DebertaV2,
}

impl Architecture {
    /// The name of its encoder in the names of the tensors.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Bert => "bert",
            Self::Roberta => "roberta",
            Self::Distilbert => "distilbert",
            Self::DebertaV2 => "deberta",
        }
    }
}

/// A nonlinearity by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Activation {
    Gelu,
    #[serde(alias = "gelu_pytorch_tanh")]
    GeluNew,
    Relu,
    Tanh,
    #[serde(alias = "swish")]
    Silu,
}

impl Activation {
    pub(super) fn apply(self, x: &Tensor) -> Tensor {
        match self {
            Self::Gelu => x.gelu("none"),
            Self::GeluNew => x.gelu("tanh"),
            Self::Relu => x.relu(),
            Self::Tanh => x.tanh(),
            Self::Silu => x.silu(),
        }
    }
}

/// The file's own form; the names of DistilBERT stand beside the others.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Config {
    pub model_type: Architecture,
    #[serde(alias = "dim")]
    pub hidden_size: i64,
    #[serde(alias = "hidden_dim")]
    pub intermediate_size: i64,
    #[serde(alias = "n_layers")]
    pub num_hidden_layers: i64,
    #[serde(alias = "n_heads")]
    pub num_attention_heads: i64,
    #[serde(alias = "activation", default = "gelu")]
    pub hidden_act: Activation,
    pub max_position_embeddings: i64,
    pub vocab_size: i64,
    #[serde(default)]
    pub type_vocab_size: i64,
    #[serde(default = "bert_epsilon")]
    pub layer_norm_eps: f64,
    pub pad_token_id: Option<i64>,
    position_embedding_type: Option<String>,
    id2label: Option<BTreeMap<String, String>>,
    label2id: Option<BTreeMap<String, usize>>,
    #[serde(flatten)]
    pub deberta: Deberta,
}

/// What only DeBERTa has (He et al. 2021; the names are those of its files).
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Deberta {
    #[serde(default)]
    pub relative_attention: bool,
    #[serde(default)]
    pub share_att_key: bool,
    pub position_biased_input: Option<bool>,
    pub position_buckets: Option<i64>,
    pub max_relative_positions: Option<i64>,
    pos_att_type: Option<Words>,
    norm_rel_ebd: Option<Words>,
    pub conv_kernel_size: Option<i64>,
    pub conv_groups: Option<i64>,
    pub conv_act: Option<Activation>,
    pub pooler_hidden_act: Option<Activation>,
    pub pooler_hidden_size: Option<i64>,
    pub embedding_size: Option<i64>,
}

/// `"a|b"` or `["a", "b"]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Words {
    Joined(String),
    List(Vec<String>),
}

impl Words {
    fn has(&self, word: &str) -> bool {
        match self {
            Self::Joined(words) => words.to_lowercase().split('|').any(|w| w.trim() == word),
            Self::List(words) => words.iter().any(|w| w.to_lowercase() == word),
        }
    }
}

impl Deberta {
    /// Whether scores have the part "content to position" (`c2p`) or "position to content" (`p2c`).
    pub(super) fn attends(&self, part: &str) -> bool {
        self.relative_attention && self.pos_att_type.as_ref().is_some_and(|words| words.has(part))
    }

    pub(super) fn normalises_positions(&self) -> bool {
        self.norm_rel_ebd.as_ref().is_some_and(|words| words.has("layer_norm"))
    }
}

fn gelu() -> Activation {
    Activation::Gelu
}

fn bert_epsilon() -> f64 {
    1e-12
}

impl Config {
    /// Reads and checks the bytes of `config.json`; `path` names it.
    ///
    /// # Errors
    /// [`Error::Model`] if it is no such file, or of an architecture that is not read here.
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Self> {
        let expected = "the config.json of a BERT, RoBERTa, DistilBERT or DeBERTa v2/v3 classifier";
        let config: Self = serde_json::from_slice(bytes).map_err(|e| Error::model(path, expected, e.to_string()))?;
        let sizes = [config.hidden_size, config.intermediate_size, config.num_attention_heads, config.vocab_size];
        if sizes.iter().any(|size| *size < 1) || config.hidden_size % config.num_attention_heads != 0 {
            return Err(Error::model(path, "sizes above 0, and heads that divide the width", format!("{sizes:?}")));
        }
        if let Some(other) = config.position_embedding_type.as_deref().filter(|kind| *kind != "absolute") {
            return Err(Error::model(path, "position_embedding_type \"absolute\"", format!("{other:?}")));
        }
        Ok(config)
    }

    /// The labels in the order of the logits, from `id2label`, else `label2id`.
    ///
    /// # Errors
    /// [`Error::Model`] if neither numbers them from 0, or one says something else than the other.
    pub(super) fn labels(&self, path: &Path) -> Result<Vec<String>> {
        let bad = |found: String| Error::model(path, "labels numbered from 0 in id2label or label2id", found);
        let mut order: BTreeMap<usize, &str> = BTreeMap::new();
        match (&self.id2label, &self.label2id) {
            (Some(labels), _) => {
                for (id, label) in labels {
                    order.insert(id.parse().map_err(|_| bad(format!("id {id:?}")))?, label);
                }
            }
            (None, Some(labels)) => order.extend(labels.iter().map(|(label, id)| (*id, label.as_str()))),
            (None, None) => return Err(bad("neither".into())),
        }
        if order.is_empty() || !order.keys().copied().eq(0..order.len()) {
            return Err(bad(format!("{order:?}")));
        }
        let odd = self.label2id.iter().flatten().find(|(label, id)| order.get(id) != Some(&label.as_str()));
        if let (Some((label, id)), Some(_)) = (odd, &self.id2label) {
            return Err(bad(format!("label2id {label:?}: {id} against id2label {order:?}")));
        }
        Ok(order.into_values().map(str::to_owned).collect())
    }

    /// The longest input in tokens: RoBERTa's positions begin after the padding's.
    pub(super) fn max_tokens(&self) -> usize {
        let taken = if self.model_type == Architecture::Roberta { self.padding() + 1 } else { 0 };
        usize::try_from(self.max_position_embeddings - taken).unwrap_or(0)
    }

    /// The id that fills short inputs.
    pub(super) fn padding(&self) -> i64 {
        self.pad_token_id.unwrap_or(if self.model_type == Architecture::Roberta { 1 } else { 0 })
    }
}

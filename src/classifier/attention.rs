//! Attention: scaled dot products (Vaswani et al. 2017, section 3.2), and DeBERTa's, where content and relative positions attend to each
//! other (He et al. 2021, section 3.1, equation 4).

use tch::{Device, Kind, Tensor};

use super::config::{Architecture, Config};
use super::network::{Linear, Norm, Weights};
use crate::error::Result;

/// Multi-head attention of one layer, without its output matrix.
pub(super) struct Attention {
    heads: i64,
    query: Linear,
    key: Linear,
    value: Linear,
    /// DeBERTa: whether keys and queries of positions add to the scores, and their matrices where they have their own.
    content_to_position: bool,
    position_to_content: bool,
    position_key: Option<Linear>,
    position_query: Option<Linear>,
}

/// The relative positions of a network, the same in every layer.
pub(super) struct Positions {
    table: Tensor,
    norm: Option<Norm>,
    buckets: i64,
    farthest: i64,
    /// Half of the table: the row of distance 0.
    span: i64,
}

/// Vectors of relative positions `[2 span, hidden]` and which of them belongs to each pair of tokens.
pub(super) struct Relative {
    vectors: Tensor,
    /// `[query, key]`, rows of `vectors`.
    content_to_position: Tensor,
    /// `[key, query]`.
    position_to_content: Tensor,
}

impl Attention {
    pub(super) fn build(config: &Config, name: &str, weights: &mut Weights<'_>) -> Result<Self> {
        let names = match config.model_type {
            Architecture::Distilbert => ["q_lin", "k_lin", "v_lin"],
            Architecture::DebertaV2 => ["self.query_proj", "self.key_proj", "self.value_proj"],
            _ => ["self.query", "self.key", "self.value"],
        };
        let width = config.hidden_size;
        let mut linear = |part: &str| weights.linear(&format!("{name}.{part}"), width, width);
        let [query, key, value] = [linear(names[0])?, linear(names[1])?, linear(names[2])?];
        let relative = config.model_type == Architecture::DebertaV2;
        let content_to_position = relative && config.deberta.attends("c2p");
        let position_to_content = relative && config.deberta.attends("p2c");
        let own = |wanted: bool| wanted && !config.deberta.share_att_key;
        let position_key = own(content_to_position).then(|| linear("self.pos_key_proj")).transpose()?;
        let position_query = own(position_to_content).then(|| linear("self.pos_query_proj")).transpose()?;
        Ok(Self {
            heads: config.num_attention_heads,
            query,
            key,
            value,
            content_to_position,
            position_to_content,
            position_key,
            position_query,
        })
    }

    /// `[batch, tokens, hidden]` to the same; `mask` is added to the scores.
    pub(super) fn apply(&self, x: &Tensor, mask: &Tensor, relative: Option<&Relative>) -> Tensor {
        let (query, key, value) =
            (self.split(&self.query.apply(x)), self.split(&self.key.apply(x)), self.split(&self.value.apply(x)));
        let kinds = 1 + i64::from(self.content_to_position) + i64::from(self.position_to_content);
        let scale = ((query.size()[3] * kinds) as f64).sqrt();
        let mut scores = query.matmul(&key.transpose(-1, -2));
        if let Some(relative) = relative {
            let size = scores.size();
            let vectors = relative.vectors.unsqueeze(0);
            if self.content_to_position {
                let keys = self.split(&self.position_key.as_ref().unwrap_or(&self.key).apply(&vectors));
                let all = query.matmul(&keys.transpose(-1, -2));
                scores += all.gather(-1, &relative.content_to_position.expand(&size, false), false);
            }
            if self.position_to_content {
                let queries = self.split(&self.position_query.as_ref().unwrap_or(&self.query).apply(&vectors));
                let all = key.matmul(&queries.transpose(-1, -2));
                scores += all.gather(-1, &relative.position_to_content.expand(&size, false), false).transpose(-1, -2);
            }
        }
        let shares = (scores / scale + mask).softmax(-1, x.kind());
        shares.matmul(&value).transpose(1, 2).flatten(2, 3)
    }

    /// `[batch, tokens, hidden]` to `[batch, heads, tokens, hidden / heads]`.
    fn split(&self, x: &Tensor) -> Tensor {
        let [batch, tokens, width] = *x.size().as_slice() else { unreachable!("three dimensions by construction") };
        x.view([batch, tokens, self.heads, width / self.heads]).transpose(1, 2)
    }
}

impl Positions {
    pub(super) fn build(config: &Config, weights: &mut Weights<'_>) -> Result<Self> {
        let deberta = &config.deberta;
        let farthest = deberta.max_relative_positions.filter(|n| *n > 0).unwrap_or(config.max_position_embeddings);
        let buckets = deberta.position_buckets.unwrap_or(-1);
        let span = if buckets > 0 { buckets } else { farthest };
        let width = config.hidden_size;
        let table = weights.take("deberta.encoder.rel_embeddings.weight", &[2 * span, width])?;
        let normed = deberta.normalises_positions();
        let norm =
            normed.then(|| weights.norm("deberta.encoder.LayerNorm", width, config.layer_norm_eps)).transpose()?;
        Ok(Self { table, norm, buckets, farthest, span })
    }

    /// The relative positions of inputs of that many tokens.
    pub(super) fn of(&self, tokens: i64) -> Relative {
        let device = self.table.device();
        let places = Tensor::arange(tokens, (Kind::Int64, device));
        let mut distance = places.unsqueeze(1) - places.unsqueeze(0);
        if self.buckets > 0 {
            distance = bucketed(&distance, self.buckets, self.farthest, device);
        }
        let row = |distance: Tensor| (distance + self.span).clamp(0, 2 * self.span - 1);
        Relative {
            vectors: self.norm.as_ref().map_or_else(|| self.table.shallow_clone(), |norm| norm.apply(&self.table)),
            content_to_position: row(distance.shallow_clone()),
            position_to_content: row(-distance),
        }
    }
}

/// Distances beyond half of the buckets share the rest of them, by their logarithm (He et al. 2021, appendix A.5 of DeBERTa; the
/// formula is that of its published code).
fn bucketed(distance: &Tensor, buckets: i64, farthest: i64, device: Device) -> Tensor {
    let middle = buckets / 2;
    let far = distance.abs();
    let near = far.less(middle);
    let far = far.masked_fill(&near, middle - 1);
    let steps = (far.to_kind(Kind::Float) / middle as f64).log() / ((farthest - 1) as f64 / middle as f64).ln();
    let log = ((steps * (middle - 1) as f64).ceil() + middle as f64).to_device(device);
    distance.where_self(&far.less_equal(middle), &(log * distance.sign()).to_kind(Kind::Int64))
}

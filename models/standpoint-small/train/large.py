"""The encoder that judges in standpoint-large: all-mpnet-base-v2, of which the upper layers are trained, with the heads of stance (both
conventions), outlook, perspective and relation. What is said and by whom, names and what pronouns stand for standpoint-large reads as
standpoint-small does: the two encoders stand side by side in one graph (export_large.py)."""

import torch
import torch.nn.functional as F
from torch import nn
from transformers import MPNetModel

from student import BFLOAT16, Heads

#: The layers below are left as they are, and run without a gradient: that is two thirds of the cost of training all of them, and what
#: they hold of the language is more than these data could teach.
FROZEN = 6
#: MPNet's vocabulary is BERT's behind four tokens of its own; a window opens with <s> and closes with </s>.
SHIFT, OPEN, CLOSE = 4, 0, 2
BERT_OPEN, BERT_CLOSE = 101, 102
PAD = 1


def own_ids(ids):
    """BERT's ids as MPNet's."""
    return torch.where(ids == BERT_OPEN, OPEN, torch.where(ids == BERT_CLOSE, CLOSE, ids + SHIFT))


def trained(weights, work, seed, phase="judged"):
    """The large encoder as a phase left it in `work`, its weights averaged."""
    model = Large(weights)
    state = torch.load(work / f"student-{seed}-{phase}.pt", weights_only=False)
    model.load_state_dict(state["model"] | state["average"])
    return model.eval()


def fused(layer, hidden, bias):
    """A layer of MPNet; where no gradient is asked for, with attention in one step, which is three times as fast (backward it is slower)."""
    if torch.is_grad_enabled() and hidden.requires_grad:
        return layer(hidden, position_bias=bias)[0]
    attention, inner = layer.attention, layer.attention.attn
    query, key, value = (f(hidden).unflatten(2, (inner.num_attention_heads, -1)).transpose(1, 2) for f in (inner.q, inner.k, inner.v))
    context = F.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    hidden = attention.LayerNorm(attention.dropout(inner.o(context.transpose(1, 2).flatten(2))) + hidden)
    return layer.output(layer.intermediate(hidden), hidden)


class Large(nn.Module):
    """As `student.Student`, which it may stand in for where only what it judges is asked of it."""

    def __init__(self, weights):
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(weights, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        for part in (self.encoder.embeddings, self.encoder.encoder.relative_attention_bias, *self.layers[:FROZEN]):
            part.requires_grad_(False)
        width = self.encoder.config.hidden_size
        # Case enters where training begins; it starts as "no difference".
        self.capital = nn.Embedding(2, width)
        nn.init.zeros_(self.capital.weight)
        self.heads = Heads(width)

    @property
    def layers(self):
        return self.encoder.encoder.layer

    def train(self, mode=True):
        super().train(mode)
        for part in (self.encoder.embeddings, *self.layers[:FROZEN]):
            part.eval()
        return self

    def vectors(self, ids, types, mask):
        """MPNet's ids, flags and mask `[window, token]` to token vectors `[window, token, width]`."""
        hidden = self.encoder.embeddings(input_ids=ids)
        bias = self.encoder.encoder.compute_position_bias(hidden) + (1.0 - mask[:, None, None].float()) * -1e4
        return self.after_embeddings(hidden, types, bias.expand(len(ids), -1, -1, -1), fused)

    def after_embeddings(self, hidden, types, bias, through=lambda layer, hidden, bias: layer(hidden, position_bias=bias)[0]):
        """The layers, by the library's steps (which graph.py knows) or by others; `bias`, which broadcasts to `[window, head, token, token]`, is added
        to the scores of attention."""
        for n, layer in enumerate(self.layers):
            if n == FROZEN:
                hidden = hidden + self.capital(types)
            hidden = through(layer, hidden, bias)
        return hidden

    def encode(self, batch):
        """Token vectors [window, token, width] in 32 bits, and the mask of real tokens."""
        width = max(len(w) for w in batch)
        ids = torch.full((len(batch), width), PAD)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for i, w in enumerate(batch):
            ids[i, : len(w)] = own_ids(torch.tensor(w.ids))
            types[i, : len(w)] = torch.tensor(w.types)
            mask[i, : len(w)] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT16):
            hidden = self.vectors(ids, types, mask)
        return hidden.float(), mask

"""The shared encoder, its heads and their losses. One window gives every head what it needs: attribution (source, cue, content tags and
the links of a content), entity tags, stance, outlook and perspective per target span, the relation of a holder to a target, and the
reference of a pronoun or nominal; the body for which a person speaks.

Stance has two readers, one for each convention: `stance` by the codebook (what a statement's words say of an actor; from our codings), and
`newsmtsc` by that set's annotators (how a whole sentence shows an actor, the journalist's frame included; from its labels and the teacher)."""

import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from transformers import BertModel

POINTER = 128
TEMPERATURE = 2.0
#: What a code says of the three stances: the coder's own reading, and what a second coder might have read.
CERTAIN = torch.tensor([[0.93, 0.05, 0.02], [0.04, 0.92, 0.04], [0.02, 0.05, 0.93]])
DOUBTFUL = torch.tensor([[0.60, 0.30, 0.10], [0.20, 0.60, 0.20], [0.10, 0.30, 0.60]])
#: bfloat16 pays only where the processor computes in it.
BFLOAT16 = any(flag in Path("/proc/cpuinfo").read_text() for flag in ("avx512_bf16", "amx_bf16"))


class Attention(nn.Module):
    """Multi-head attention (Vaswani et al. 2017, section 3.2.2) of a target over the tokens of its scope."""

    def __init__(self, width, heads=8, parts=1):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(parts * width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)

    def forward(self, target, hidden, scope):
        """target [n, parts * width]; hidden [batch, token, width]; scope [n, batch * token], true inside -> [n, width]."""
        query, key, value = (
            f(x.flatten(0, -2)).view(x.flatten(0, -2).shape[0], self.heads, -1).transpose(0, 1)
            for f, x in ((self.query, target), (self.key, hidden), (self.value, hidden))
        )
        return F.scaled_dot_product_attention(query, key, value, attn_mask=scope).transpose(0, 1).flatten(1)


class Heads(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.tagger = nn.Linear(width, 9)
        self.entity = nn.Linear(width, 9)
        self.source_query = nn.Linear(3 * width, POINTER)
        self.source_key = nn.Linear(width, POINTER)
        self.cue_query = nn.Linear(3 * width, POINTER)
        self.cue_key = nn.Linear(width, POINTER)
        self.reference_query = nn.Linear(width, POINTER)
        self.reference_key = nn.Linear(width, POINTER)
        self.body_query = nn.Linear(width, POINTER)
        self.body_key = nn.Linear(width, POINTER)
        self.stance_attention = Attention(width)
        self.stance_hidden = nn.Linear(4 * width, width)
        self.stance_out = nn.Linear(width, 3)
        self.outlook_out = nn.Linear(width, 3)
        self.perspective_out = nn.Linear(width, 2)
        self.newsmtsc_hidden = nn.Linear(3 * width, width)
        self.newsmtsc_out = nn.Linear(width, 3)
        self.relation_attention = Attention(width, parts=2)
        self.relation_hidden = nn.Linear(5 * width, width)
        self.relation_out = nn.Linear(width, 3)
        self.dropout = nn.Dropout(0.1)

    def stored(self):
        """The weights in the 16 bits that a model's folder keeps, by name, but for the heads that the program does not read (LOG.md, 0.17.1 and 0.18.0);
        rounds itself to them, so that what is measured is what is stored."""
        self.half().float()
        return {name: value.numpy().astype(np.float16) for name, value in self.state_dict().items() if not name.startswith("body_")}

    def judge(self, hidden, members, scopes):
        """Logits of stance, outlook, perspective and the stance of NewsMTSC, for each of n targets: members and scopes are
        [(row, token indices)]."""
        target, scope = pool(hidden, members), pool(hidden, scopes)
        attended = self.stance_attention(target, hidden, inside(hidden, scopes))
        x = torch.cat([target, scope, target * scope], -1)
        news = self.newsmtsc_out(self.dropout(F.gelu(self.newsmtsc_hidden(x))))
        x = self.dropout(F.gelu(self.stance_hidden(torch.cat([x, attended], -1))))
        return self.stance_out(x), self.outlook_out(x), self.perspective_out(x), news

    def relation(self, hidden, holders, targets, scopes):
        """Logits of none, positive, negative: a holder toward a target, each [(row, token indices)] as in `judge`."""
        holder, target, scope = (pool(hidden, part) for part in (holders, targets, scopes))
        attended = self.relation_attention(torch.cat([holder, target], -1), hidden, inside(hidden, scopes))
        x = torch.cat([holder, target, scope, holder * target, attended], -1)
        return self.relation_out(self.dropout(F.gelu(self.relation_hidden(x))))

    def content_query(self, hidden, members):
        """members: [(row, token indices)] -> mean, first and last token of each."""
        mean = pool(hidden, members)
        first = torch.stack([hidden[r, m[0]] for r, m in members])
        last = torch.stack([hidden[r, m[-1]] for r, m in members])
        return torch.cat([mean, first, last], -1)


def pool(hidden, members):
    """The mean vector of each member's tokens, [n, width]."""
    mask = inside(hidden, members).to(hidden.dtype)
    return (mask / mask.sum(1, keepdim=True).clamp_min(1)) @ hidden.flatten(0, 1)


def inside(hidden, members):
    """Which tokens of the batch each of n members, (row, token indices), holds: [n, batch * token]."""
    width = hidden.shape[1]
    mask = torch.zeros(len(members), hidden.shape[0] * width, dtype=torch.bool)
    for i, (row, tokens) in enumerate(members):
        mask[i, [row * width + t for t in tokens]] = True
    return mask


class Student(nn.Module):
    def __init__(self, weights):
        super().__init__()
        # Attention step by step is what export.py writes, and trains half as fast again as the fused one where the processor has AMX.
        self.encoder = BertModel.from_pretrained(weights, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager")
        # The capitalisation flag starts as "no difference", so that training begins at the pretrained model.
        types = self.encoder.embeddings.token_type_embeddings.weight
        with torch.no_grad():
            types[1] = types[0]
        self.heads = Heads(self.encoder.config.hidden_size)

    def encode(self, batch):
        """Token vectors [window, token, width] in 32 bits, and the mask of real tokens."""
        width = max(len(w) for w in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for i, w in enumerate(batch):
            ids[i, : len(w)] = torch.tensor(w.ids)
            types[i, : len(w)] = torch.tensor(w.types)
            mask[i, : len(w)] = 1
        with torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT16):
            hidden = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        return hidden.float(), mask

    def start_from(self, folder):
        """Loads the weights of an exported model (its int8 encoder made float again); heads that it lacks stay as they are."""
        import onnx
        from graph import DIVISOR, Graph
        from safetensors.numpy import load_file

        graph = Graph(onnx.load(str(Path(folder) / "encoder.onnx")))
        state = {n.removeprefix("bert."): graph.floats(n) for n in graph.values if n.startswith("bert.") and n.endswith(("bias", "LayerNorm.weight"))}
        for part in ("word", "token_type", "position"):
            name = f"embeddings.{part}_embeddings.weight"
            state[name] = graph.floats(f"bert.{name}")
        # The exporter gives matrices of its own names: a product's name says which layer it belongs to.
        for node in graph.graph.node:
            if node.op_type in ("MatMulInteger", "MatMul") and "onnx::" in node.input[1]:
                path = node.name.removeprefix("/").rsplit("/", 1)[0].replace("/", ".")
                state[f"{path}.weight"] = graph.floats(node.input[1].removesuffix("_quantized")).T
        # What a normalisation's outliers were divided by, and the weights multiplied by.
        for name in [n for n in graph.values if n.startswith(DIVISOR)]:
            for module in name.removeprefix(DIVISOR).split(","):
                state[f"{module}.weight"] = state[f"{module}.weight"] * graph.floats(name)
        # The inputs with outliers, which graph.py puts behind the others.
        for name in [n for n in state if n.endswith(".wide.weight")]:
            whole = name.replace(".wide", "")
            state[whole] = np.concatenate([state[whole], state.pop(name)], axis=1)
        missing, odd = self.encoder.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in state.items()}, strict=False)
        assert not missing and not odd, (missing, odd)
        heads = {k: torch.from_numpy(v).float() for k, v in load_file(str(Path(folder) / "heads.safetensors")).items()}
        own = self.heads.state_dict()
        if "newsmtsc_out.weight" not in heads:
            # One head judged by both conventions: each of the two begins with what it knew.
            width = own["newsmtsc_hidden.weight"].shape[1]
            heads |= {f"newsmtsc_{part}": heads[f"stance_{part}"] for part in ("hidden.bias", "out.weight", "out.bias")}
            heads["newsmtsc_hidden.weight"] = heads["stance_hidden.weight"][:, :width]
        for name, value in heads.items():
            if own[name].shape == value.shape:
                own[name] = value
            else:
                # A head that reads more than it did: the new columns begin at nothing.
                own[name].zero_()
                own[name][:, : value.shape[1]] = value
        self.heads.load_state_dict(own)
        return self


def pointer_loss(query, key, members, answers, mask):
    """-log of the probability mass on the answer's tokens; no answer is the window's first token."""
    rows = torch.tensor([r for r, _ in members])
    scores = torch.einsum("qd,qtd->qt", query, key[rows]) / math.sqrt(POINTER)
    scores = scores.masked_fill(mask[rows] == 0, -1e4)
    gold = torch.zeros_like(scores)
    for i, a in enumerate(answers):
        gold[i, a if a else [0]] = 1
    log = scores.log_softmax(-1)
    return -torch.logsumexp(log.masked_fill(gold == 0, -1e4), -1).mean()


def softened(logits, teacher):
    """The divergence from a teacher's softened answer, summed (Hinton et al. 2015, section 2)."""
    teacher = torch.tensor(teacher) / TEMPERATURE
    return TEMPERATURE**2 * F.kl_div((logits / TEMPERATURE).log_softmax(-1), teacher.softmax(-1), reduction="sum")


def together(stance, rows):
    """The probabilities of the stances of every row from the logits of its mentions, `rows` being the row of each: their mean, a mention counting
    by the fourth power of how sure it is not to be neutral. As the program takes them together (`verdict` in src/stance)."""
    p = stance.softmax(-1)
    weight = (1 - p[:, 1:2]).clamp_min(0.05) ** 4
    summed = torch.zeros(max(rows) + 1, 4).index_add(0, torch.tensor(rows), torch.cat([weight * p, weight], 1))
    return summed[:, :3] / summed[:, 3:]


def numbered(keys):
    """The number of each key, in the order in which they first come."""
    number = {}
    return [number.setdefault(key, len(number)) for key in keys]


def firsts(order, rows):
    """Of the mentions of each row the one that comes first by `order`."""
    best = {}
    for k, row in enumerate(rows):
        if row not in best or order[k] < order[best[row]]:
            best[row] = k
    return [best[row] for row in sorted(best)]


def judge_losses(stance, outlook, perspective, news, targets, windows):
    """Cross-entropy against the labels and the codes, and against the teachers' softened logits. `windows` says where each target stands: the
    code of a row is asked of its mentions together."""
    out = {}
    taught = [k for k, t in enumerate(targets) if t.logits is not None]
    led = [k for k, t in enumerate(targets) if t.judged is not None]
    labelled = [k for k, t in enumerate(targets) if t.label is not None]
    coded = [k for k, t in enumerate(targets) if t.coded is not None]
    total = 0.0
    if taught:
        total = total + softened(news[taught], [targets[k].logits for k in taught])
    if labelled:
        weight = torch.tensor([0.5 if targets[k].logits is not None else 1.0 for k in labelled])
        labels = torch.tensor([targets[k].label for k in labelled])
        total = total + (weight * F.cross_entropy(news[labelled], labels, label_smoothing=0.05, reduction="none")).sum()
    if taught or labelled:
        out["newsmtsc"] = total / max(16, len(set(taught) | set(labelled)))
    total = 0.0
    if led:
        total = total + softened(stance[led], [targets[k].judged for k in led])
    if coded:
        rows = numbered((windows[k], targets[k].row) if targets[k].row else k for k in coded)
        codes = [targets[coded[k]].coded for k in firsts(rows, rows)]
        want = torch.stack([(DOUBTFUL if c.doubtful else CERTAIN)[c.stance] for c in codes])
        total = total - (want * together(stance[coded], rows).log()).sum()
        # A bare mention says nothing of the outlook, nor whose the portrayal is: the mention that says most answers for the row.
        bare = stance[coded].softmax(-1)[:, 1].tolist()
        silent = (outlook[coded, 0] - outlook[coded, 1:].amax(-1)).tolist()
        for name, logits, order, answers in (
            ("outlook", outlook, silent, [c.outlook for c in codes]),
            ("perspective", perspective, bare, [c.reported for c in codes]),
        ):
            known = [(coded[k], a) for k, a in zip(firsts(order, rows), answers) if a is not None]
            if known:
                loss = F.cross_entropy(logits[[k for k, _ in known]], torch.tensor([int(a) for _, a in known]), reduction="sum")
                out[name] = loss / max(16, len(known))
    if led or coded:
        out["stance"] = total / max(16, len(set(led) | set(coded)))
    return out


def disagreement(logits, one, other):
    """The symmetric divergence of the stances of the targets `one` and of the same under other names, `other`, by both conventions, by target."""
    total = 0.0
    for answers in (logits[0], logits[3]):
        a, b = answers[one].log_softmax(-1), answers[other].log_softmax(-1)
        total = total + ((a.exp() - b.exp()) * (a - b)).sum()
    return total / max(16, len(one))


#: What each head's loss counts in the sum.
WEIGHTS = {"tags": 3.0, "links": 0.3, "entity": 1.5, "stance": 1.0, "newsmtsc": 1.0, "outlook": 0.4, "perspective": 0.3, "relation": 0.4, "reference": 0.3, "body": 0.3, "names": 0.0}


def losses(model, batch):
    """The unweighted loss of every head that the batch has something for; `names` is by how much the answers depend on the names."""
    heads = model.heads
    alone = len(batch)
    twins = [i for i, w in enumerate(batch) if w.twin]
    batch = batch + [batch[i].twin for i in twins]
    hidden, mask = model.encode(batch)
    hidden = heads.dropout(hidden)
    out = {}
    tagged = [i for i, w in enumerate(batch) if w.tags is not None]
    if tagged:
        gold = torch.full((len(tagged), hidden.shape[1], 3), -100)
        for k, i in enumerate(tagged):
            gold[k, : len(batch[i])] = torch.tensor(batch[i].tags)
        logits = heads.tagger(hidden[tagged]).view(len(tagged), -1, 3, 3)
        out["tags"] = F.cross_entropy(logits.reshape(-1, 3), gold.reshape(-1))
        links = [(i, link) for i in tagged for link in batch[i].links]
        if links:
            members = [(i, content) for i, (content, _, _) in links]
            q = heads.content_query(hidden, members)
            source = pointer_loss(heads.source_query(q), heads.source_key(hidden), members, [s for _, (_, s, _) in links], mask)
            cue = pointer_loss(heads.cue_query(q), heads.cue_key(hidden), members, [c for _, (_, _, c) in links], mask)
            out["links"] = source + cue
    named = [i for i, w in enumerate(batch) if w.entity is not None]
    if named:
        gold = torch.full((len(named), hidden.shape[1]), -100)
        weight = torch.zeros(len(named), hidden.shape[1])
        for k, i in enumerate(named):
            gold[k, : len(batch[i])] = torch.tensor(batch[i].entity)
            weight[k] = batch[i].entity_weight
        loss = F.cross_entropy(heads.entity(hidden[named]).reshape(-1, 9), gold.reshape(-1), reduction="none")
        known = (gold.reshape(-1) != -100).float()
        out["entity"] = (loss * weight.reshape(-1)).sum() / known.sum()
    targets = [(i, t) for i, w in enumerate(batch) for t in w.targets]
    if targets:
        logits = heads.judge(hidden, [(i, t[0]) for i, t in targets], [(i, t[1]) for i, t in targets])
        places = [i for i, _ in targets]
        out |= judge_losses(*logits, [t[2] for _, t in targets], places)
        if twins:
            one = [k for i in twins for k, place in enumerate(places) if place == i]
            out["names"] = disagreement(logits, one, [k for k, place in enumerate(places) if place >= alone])
    relations = [(i, r) for i, w in enumerate(batch) for r in w.relations]
    if relations:
        logits = heads.relation(hidden, *([(i, r[k]) for i, r in relations] for k in range(3)))
        out["relation"] = F.cross_entropy(logits, torch.tensor([r[3] for _, r in relations]))
    for name in ("reference", "body"):
        asked = [(i, r) for i, w in enumerate(batch) for r in (w.references if name == "reference" else w.served)]
        if asked:
            members = [(i, r[0]) for i, r in asked]
            query = getattr(heads, f"{name}_query")(pool(hidden, members))
            out[name] = pointer_loss(query, getattr(heads, f"{name}_key")(hidden), members, [r[1] for _, r in asked], mask)
    return out

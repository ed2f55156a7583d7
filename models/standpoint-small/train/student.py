"""The shared encoder and its heads, trained together. Usage: student.py --data DIR --weights DIR --work DIR [--epochs N] [--seed N]

One window gives every head what it needs: attribution (source, cue, content tags and the links of a content), entity tags,
stance per target span, the relation of a holder to a target, and the reference of a pronoun or nominal."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.metrics import f1_score
from torch import nn
from transformers import BertModel

import corpora
import names
import templates
import windows as win

POINTER = 128
TEMPERATURE = 2.0
#: From this epoch on (counted from 0) the extra sentences are in.
LATE = 3
#: Weight of the stance loss beside the others in the late epochs.
STANCE = 1.5


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
        self.stance_hidden = nn.Linear(3 * width, width)
        self.stance_out = nn.Linear(width, 3)
        self.relation_hidden = nn.Linear(4 * width, width)
        self.relation_out = nn.Linear(width, 3)
        self.dropout = nn.Dropout(0.1)

    def stance(self, target, scope):
        x = torch.cat([target, scope, target * scope], -1)
        return self.stance_out(self.dropout(F.gelu(self.stance_hidden(x))))

    def relation(self, holder, target, scope):
        x = torch.cat([holder, target, scope, holder * target], -1)
        return self.relation_out(self.dropout(F.gelu(self.relation_hidden(x))))

    def content_query(self, hidden, members):
        """members: [(row, token indices)] -> mean, first and last token of each."""
        mean = pool(hidden, members)
        first = torch.stack([hidden[r, m[0]] for r, m in members])
        last = torch.stack([hidden[r, m[-1]] for r, m in members])
        return torch.cat([mean, first, last], -1)


def pool(hidden, members):
    mask = torch.zeros(len(members), hidden.shape[1])
    rows = torch.tensor([r for r, _ in members])
    for i, (_, m) in enumerate(members):
        mask[i, m] = 1.0 / max(1, len(m))
    return torch.bmm(mask[:, None], hidden[rows])[:, 0]


class Student(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.encoder = BertModel.from_pretrained(weights, add_pooling_layer=False)
        # The capitalisation flag starts as "no difference", so that training begins at the pretrained model.
        types = self.encoder.embeddings.token_type_embeddings.weight
        with torch.no_grad():
            types[1] = types[0]
        self.heads = Heads(self.encoder.config.hidden_size)

    def encode(self, batch):
        width = max(len(w) for w in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
        for i, w in enumerate(batch):
            ids[i, : len(w)] = torch.tensor(w.ids)
            types[i, : len(w)] = torch.tensor(w.types)
            mask[i, : len(w)] = 1
        return self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state, mask


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


def losses(model, batch, stance):
    heads = model.heads
    with torch.autocast("cpu", torch.bfloat16):
        hidden, mask = model.encode(batch)
    hidden = heads.dropout(hidden.float())
    out = {}
    tagged = [i for i, w in enumerate(batch) if w.tags is not None]
    if tagged:
        gold = torch.full((len(tagged), hidden.shape[1], 3), -100)
        for k, i in enumerate(tagged):
            gold[k, : len(batch[i])] = torch.tensor(batch[i].tags)
        logits = heads.tagger(hidden[tagged]).view(len(tagged), -1, 3, 3)
        out["tags"] = F.cross_entropy(logits.reshape(-1, 3), gold.reshape(-1)) * 3
        links = [(i, link) for i in tagged for link in batch[i].links]
        if links:
            members = [(i, content) for i, (content, _, _) in links]
            q = heads.content_query(hidden, members)
            source = pointer_loss(heads.source_query(q), heads.source_key(hidden), members, [s for _, (_, s, _) in links], mask)
            cue = pointer_loss(heads.cue_query(q), heads.cue_key(hidden), members, [c for _, (_, _, c) in links], mask)
            out["links"] = 0.3 * (source + cue)
    named = [i for i, w in enumerate(batch) if w.entity is not None]
    if named:
        gold = torch.full((len(named), hidden.shape[1]), -100)
        weight = torch.zeros(len(named), hidden.shape[1])
        for k, i in enumerate(named):
            gold[k, : len(batch[i])] = torch.tensor(batch[i].entity)
            weight[k] = batch[i].entity_weight
        loss = F.cross_entropy(heads.entity(hidden[named]).reshape(-1, 9), gold.reshape(-1), reduction="none")
        known = (gold.reshape(-1) != -100).float()
        out["entity"] = (loss * weight.reshape(-1)).sum() / known.sum() * 1.5
    targets = [(i, t) for i, w in enumerate(batch) for t in w.targets]
    if targets:
        mention = pool(hidden, [(i, t[0]) for i, t in targets])
        scope = pool(hidden, [(i, t[1]) for i, t in targets])
        logits = heads.stance(mention, scope)
        hard = [k for k, (_, t) in enumerate(targets) if t[2] is not None]
        soft = [k for k, (_, t) in enumerate(targets) if t[3] is not None]
        loss = 0.0
        if soft:
            teacher = torch.tensor([targets[k][1][3] for k in soft]) / TEMPERATURE
            kl = F.kl_div((logits[soft] / TEMPERATURE).log_softmax(-1), teacher.softmax(-1), reduction="none").sum(-1)
            loss = loss + TEMPERATURE**2 * kl.mean()
        if hard:
            loss = loss + 0.5 * F.cross_entropy(logits[hard], torch.tensor([targets[k][1][2] for k in hard]), label_smoothing=0.05)
        out["stance"] = stance * loss
    relations = [(i, r) for i, w in enumerate(batch) for r in w.relations]
    if relations:
        holder, target, scope = (pool(hidden, [(i, r[k]) for i, r in relations]) for k in range(3))
        out["relation"] = 0.4 * F.cross_entropy(heads.relation(holder, target, scope), torch.tensor([r[3] for _, r in relations]))
    references = [(i, r) for i, w in enumerate(batch) for r in w.references]
    if references:
        members = [(i, m) for i, (m, _) in references]
        query = heads.reference_query(pool(hidden, members))
        out["reference"] = 0.3 * pointer_loss(query, heads.reference_key(hidden), members, [a for _, (_, a) in references], mask)
    return out


class Corpus:
    def __init__(self, data, work, silver, pieces):
        self.pieces = pieces
        self.silver = silver
        self.dev_stance = {n: list(corpora.newsmtsc(data / f"newsmtsc/{n}.jsonl")) for n in ("dev-rw", "dev-mt")}
        self.dev_dse = list(corpora.dse(data / "dse/valid.tsv"))
        seen = {corpora.normalised(s.text) for d in self.dev_stance.values() for s in d}
        seen_dse = {corpora.normalised(s.text) for s in self.dev_dse}
        self.newsmtsc = [s for s in corpora.newsmtsc(data / "newsmtsc/train.jsonl") if corpora.normalised(s.text) not in seen]
        self.dse = list(corpora.dse(data / "dse/train.tsv"))
        for part, rows in (("newsmtsc", self.newsmtsc), ("dse", self.dse)):
            if silver:
                assert len(silver[part]) == len(rows), part
                for sentence, logits in zip(rows, silver[part]):
                    for target, l in zip(sentence.targets, logits):
                        target.logits = l
        self.dse = [s for s in self.dse if corpora.normalised(s.text) not in seen | seen_dse]
        self.polnear = list(corpora.polnear(data / "polnear/train.jsonl"))
        self.polnear_dev = list(corpora.polnear(data / "polnear/dev.jsonl"))
        self.tokens = {
            a.id: [pieces(a.text[s:e], s) for s, e in win.paragraphs(a.text)] for a in self.polnear + self.polnear_dev
        }
        self.conll = list(corpora.conll(data / "conllpp/train.txt"))
        self.conll_dev = list(corpora.conll(data / "conllpp/dev.txt"))
        self.gap = list(corpora.gap(data / "gap/development.tsv"))

        #: Sentences for the late epochs alone: world news labelled by the teacher, the attributed clauses of PolNeAR as sentences of
        #: their own, and our templates.
        self.world, self.clauses = [], []
        if silver and (extra := work / "silver-conll.json").exists():
            for text, spans, logits in json.loads(extra.read_text()):
                self.world.append(corpora.Sentence(text, [corpora.Target(s, e, None, l) for (s, e), l in zip(spans, logits)]))
        if silver:
            for article in self.polnear:
                groups = {}
                for s, e, a, b, logits in silver["polnear"].get(article.id, []):
                    groups.setdefault((a, b), []).append(corpora.Target(s - a, e - a, None, logits))
                self.clauses += [corpora.Sentence(article.text[a:b], targets) for (a, b), targets in groups.items()]
        self.templates = templates.read(Path(__file__).parent / "templates.txt")

    def polish(self, rng):
        """One last pass, mostly stance: every template eight times, many clauses under other names, a third of the articles."""
        out = []
        for article in rng.sample(self.polnear, len(self.polnear) // 3):
            out += win.article_windows(article, self.tokens[article.id], self.pieces, rng, self.silver["polnear"].get(article.id))
        for window in out:
            window.entity_weight = 0.05
        rows = [self.swapped(s, rng) for s in self.newsmtsc + rng.sample(self.dse, 2000)]
        rows += [self.swapped(s, rng, 0.5) for s in rng.sample(self.clauses, min(10000, len(self.clauses)))]
        rows += [self.swapped(s, rng, 0.3) for s in rng.sample(self.world, min(6000, len(self.world)))]
        rows += [templates.fill(t, rng) for t in self.templates for _ in range(8)]
        rng.shuffle(rows)
        out += win.sentence_windows(rows, self.pieces, rng)
        out += win.conll_windows(self.conll, self.pieces, rng)
        rng.shuffle(out)
        return out

    def swapped(self, sentence, rng, chance=0.25):
        text, spans = names.swap(sentence.text, [(t.start, t.end) for t in sentence.targets], rng, chance)
        targets = [corpora.Target(s, e, t.label, t.logits) for (s, e), t in zip(spans, sentence.targets)]
        return corpora.Sentence(text, targets, sentence.relations)

    def epoch(self, rng, late=False):
        """The windows of one epoch. Late ones see the gold entities twice and the automatic ones hardly."""
        out = []
        for article in self.polnear:
            silver = self.silver["polnear"].get(article.id) if self.silver else None
            out += win.article_windows(article, self.tokens[article.id], self.pieces, rng, silver)
        for window in out:
            window.entity_weight = 0.05 if late else 0.3
        dse = rng.sample(self.dse, 4000) if late else self.dse
        rows = [self.swapped(s, rng) for s in self.newsmtsc + dse]
        if late:
            rows += [self.swapped(s, rng, 0.5) for s in rng.sample(self.clauses, min(5000, len(self.clauses)))]
            rows += [self.swapped(s, rng, 0.3) for s in rng.sample(self.world, min(4000, len(self.world)))]
            rows += [templates.fill(t, rng) for t in self.templates for _ in range(4)]
        rng.shuffle(rows)
        out += win.sentence_windows(rows, self.pieces, rng)
        for _ in range(2 if late else 1):
            out += win.conll_windows(self.conll, self.pieces, rng)
        out += win.gap_windows(self.gap, self.pieces)
        rng.shuffle(out)
        return out


def in_context(sentences, pieces, rng):
    """Every sentence with six unrelated ones around it; only its own targets count."""
    out = []
    for i, sentence in enumerate(sentences):
        others = rng.sample([s for j, s in enumerate(sentences) if j != i], 6)
        bare = [corpora.Sentence(s.text) for s in others]
        window = win.Window()
        window.open(pieces)
        left = 500 - len(pieces(sentence.text))
        for s in bare[:3] + [sentence] + bare[3:]:
            tokens = pieces(s.text)[:508]
            first = len(window)
            if s is not sentence:
                if len(tokens) > left:
                    continue
                left -= len(tokens)
            window.extend(tokens)
            for t in s.targets:
                window.targets.append((window.inside(t.start, t.end, first), list(range(first, len(window))), t.label, None))
        window.special(pieces.sep)
        out.append(window)
    return out


def alone(sentences, pieces):
    out = []
    for s in sentences:
        window = win.Window()
        window.open(pieces)
        window.extend(pieces(s.text)[:510])
        window.special(pieces.sep)
        for t in s.targets:
            window.targets.append((window.inside(t.start, t.end), list(range(1, len(window) - 1)), t.label, None))
        for h, t, label in s.relations:
            spans = [window.inside(x.start, x.end) for x in s.targets]
            if spans[h] and spans[t]:
                window.relations.append((spans[h], spans[t], list(range(1, len(window) - 1)), label))
        out.append(window)
    return out


def spans_of(tags):
    out, start = set(), None
    for i, tag in enumerate(list(tags) + [0]):
        if start is not None and tag != 2:
            out.add((start, i))
            start = None
        if tag == 1 or tag == 2 and start is None:
            start = i
    return out


def entity_spans(tags):
    out, start, kind = set(), None, None
    for i, tag in enumerate(list(tags) + [0]):
        if start is not None and (tag == 0 or tag % 2 == 1 or (tag - 1) // 2 != kind):
            out.add((start, i, kind))
            start = None
        if tag and start is None:
            start, kind = i, (tag - 1) // 2
    return out


def f1(counts):
    hit, pred, gold = counts
    return 200 * hit / max(1, pred + gold)


@torch.no_grad()
def evaluate(model, corpus, seed=0):
    model.eval()
    rng = random.Random(seed)
    report = {}

    def forward(batch):
        with torch.autocast("cpu", torch.bfloat16):
            hidden, mask = model.encode(batch)
        return hidden.float(), mask

    def batches(items, size=16):
        items = sorted(items, key=len)
        return [items[i : i + size] for i in range(0, len(items), size)]

    for name, sentences in corpus.dev_stance.items():
        for how, items in (("alone", alone(sentences, corpus.pieces)), ("context", in_context(sentences, corpus.pieces, rng))):
            gold, pred = [], []
            for batch in batches(items):
                hidden, _ = forward(batch)
                targets = [(i, t) for i, w in enumerate(batch) for t in w.targets]
                logits = model.heads.stance(pool(hidden, [(i, t[0]) for i, t in targets]), pool(hidden, [(i, t[1]) for i, t in targets]))
                gold += [t[2] for _, t in targets]
                pred += logits.argmax(-1).tolist()
            report[f"{name} {how}"] = round(100 * f1_score(gold, pred, average="macro"), 1)
    gold, pred = [], []
    for batch in batches(alone(corpus.dev_dse, corpus.pieces)):
        hidden, _ = forward(batch)
        rel = [(i, r) for i, w in enumerate(batch) for r in w.relations]
        holder, target, scope = (pool(hidden, [(i, r[k]) for i, r in rel]) for k in range(3))
        gold += [r[3] for _, r in rel]
        pred += model.heads.relation(holder, target, scope).argmax(-1).tolist()
    report["dse directed macro"] = round(100 * f1_score(gold, pred, average="macro"), 1)
    counts = {k: [0, 0, 0] for k in ("source", "cue", "content", "token source", "token cue", "token content", "entity", "link source", "link cue")}
    items = [w for a in corpus.polnear_dev for w in win.article_windows(a, corpus.tokens[a.id], corpus.pieces, rng, limit=win.LIMIT)]
    for batch in batches(items, 8):
        hidden, mask = forward(batch)
        tags = model.heads.tagger(hidden).view(*hidden.shape[:2], 3, 3).argmax(-1)
        source_key, cue_key = model.heads.source_key(hidden), model.heads.cue_key(hidden)
        for i, w in enumerate(batch):
            for k, name in enumerate(("source", "cue", "content")):
                p = tags[i, : len(w), k].tolist()
                g = [t[k] for t in w.tags]
                P, G = spans_of(p), spans_of(g)
                for key, a, b in ((name, P, G), ("token " + name, {j for j, t in enumerate(p) if t}, {j for j, t in enumerate(g) if t})):
                    for n, v in enumerate((len(a & b), len(a), len(b))):
                        counts[key][n] += v
            if w.links:
                members = [(i, c) for c, _, _ in w.links]
                q = model.heads.content_query(hidden, members)
                for name, query, key, which in (("source", model.heads.source_query(q), source_key, 1), ("cue", model.heads.cue_query(q), cue_key, 2)):
                    best = (query @ key[i, : len(w)].T).argmax(-1).tolist()
                    for b, link in zip(best, w.links):
                        counts["link " + name][0] += b in (link[which] or [0])
                        counts["link " + name][1] += 1
                        counts["link " + name][2] += 1
    for batch in batches(list(win.conll_windows(corpus.conll_dev, corpus.pieces, rng)), 8):
        hidden, _ = forward(batch)
        tags = model.heads.entity(hidden).argmax(-1)
        for i, w in enumerate(batch):
            P, G = entity_spans(tags[i, : len(w)].tolist()), entity_spans(w.entity)
            for n, v in enumerate((len(P & G), len(P), len(G))):
                counts["entity"][n] += v
    report |= {k: round(f1(v), 1) for k, v in counts.items()}
    return report


def polish(args, model, corpus, average):
    model.load_state_dict(model.state_dict() | average)
    rng = random.Random(args.seed * 1000 + 500)
    items, batch = corpus.polish(rng), 8
    chunks = [sorted(items[i : i + 256], key=len) for i in range(0, len(items), 256)]
    order = [c[i : i + batch] for c in chunks for i in range(0, len(c), batch)]
    rng.shuffle(order)
    optim = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": 3e-5}, {"params": model.heads.parameters(), "lr": 1.2e-4}], weight_decay=0.01
    )
    steps = len(order)
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: min((s + 1) / (0.05 * steps), max(0.0, (steps - s) / (0.95 * steps))))
    started = time.time()
    model.train()
    running = {}
    for step, part in enumerate(order):
        out = losses(model, part, STANCE)
        sum(out.values()).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        schedule.step()
        optim.zero_grad()
        for k, v in out.items():
            running.setdefault(k, []).append(v.item())
        if step % 50 == 49:
            text = " ".join(f"{k} {np.mean(v[-200:]):.3f}" for k, v in sorted(running.items()))
            print(f"polish step {step + 1}/{steps} {time.time() - started:.0f} s {text}", flush=True)
    torch.save({"model": model.state_dict(), "average": {}}, args.work / f"student-{args.seed + 100}.pt")
    print(f"polished {json.dumps(evaluate(model, corpus))} {time.time() - started:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="steps, for a trial")
    parser.add_argument("--polish", action="store_true", help="one last pass from the averaged weights, into seed + 100")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    silver_file = args.work / "silver.json"
    silver = json.loads(silver_file.read_text()) if silver_file.exists() else None
    pieces = win.Pieces(args.weights / "tokenizer.json")
    corpus = Corpus(args.data, args.work, silver, pieces)
    model = Student(args.weights)
    batch = 8
    rng = random.Random(args.seed)
    lengths = [len(corpus.epoch(random.Random(0), late)) // batch for late in (False, True)]
    steps = sum(lengths[e >= LATE] for e in range(args.epochs))
    per_epoch = lengths[0]
    optim = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": 6e-5}, {"params": model.heads.parameters(), "lr": 2.4e-4}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: min(s / (0.05 * steps), max(0.02, (steps - s) / (0.95 * steps))))
    average = {k: v.clone() for k, v in model.state_dict().items() if v.dtype.is_floating_point}
    state_file = args.work / f"student-{args.seed}.pt"
    first = 0
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        model.load_state_dict(state["model"])
        optim.load_state_dict(state["optim"])
        schedule.load_state_dict(state["schedule"])
        average, first = state["average"], state["epoch"]
    if args.polish:
        return polish(args, model, corpus, average)
    print(f"silver {bool(silver)}; {per_epoch} steps an epoch; from epoch {first}", flush=True)
    started = time.time()
    for epoch in range(first, args.epochs):
        rng.seed(args.seed * 1000 + epoch)
        items = corpus.epoch(rng, late=epoch >= LATE)
        chunks = [sorted(items[i : i + 256], key=len) for i in range(0, len(items), 256)]
        order = [c[i : i + batch] for c in chunks for i in range(0, len(c), batch)]
        rng.shuffle(order)
        model.train()
        running = {}
        for step, part in enumerate(order[: args.limit]):
            out = losses(model, part, STANCE if epoch >= LATE else 1.0)
            sum(out.values()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad()
            decay = min(0.998, (1 + epoch * per_epoch + step) / (10 + epoch * per_epoch + step))
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if k in average:
                        average[k].lerp_(v, 1 - decay)
            for k, v in out.items():
                running.setdefault(k, []).append(v.item())
            if step % 50 == 49:
                text = " ".join(f"{k} {np.mean(v[-200:]):.3f}" for k, v in sorted(running.items()))
                print(f"epoch {epoch} step {step + 1}/{len(order)} {time.time() - started:.0f} s {text}", flush=True)
        state = {"model": model.state_dict(), "optim": optim.state_dict(), "schedule": schedule.state_dict(), "average": average, "epoch": epoch + 1}
        torch.save(state, state_file)
        if epoch + 1 == args.epochs:
            print(f"epoch {epoch} last weights {json.dumps(evaluate(model, corpus))}", flush=True)
        kept = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(kept | average)
        print(f"epoch {epoch} averaged weights {json.dumps(evaluate(model, corpus))} {time.time() - started:.0f} s", flush=True)
        model.load_state_dict(kept)


if __name__ == "__main__":
    main()

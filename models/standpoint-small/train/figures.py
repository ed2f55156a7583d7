"""Figures on the dev sets while training, in the engine of the training; `standpoint eval` gives the ones that count."""

import random

import torch
from sklearn.metrics import f1_score

import corpora
import student as st
import windows as win


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
                window.targets.append((window.inside(t.start, t.end, first), list(range(first, len(window))), t))
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
            scope = window.inside(*t.scope) if t.scope else list(range(1, len(window) - 1))
            window.targets.append((window.inside(t.start, t.end), scope, t))
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


def macro(gold, pred):
    return round(100 * f1_score(gold, pred, average="macro"), 1)


def f1(counts):
    hit, pred, gold = counts
    return 200 * hit / max(1, pred + gold)


def batches(items, size=16):
    items = sorted(items, key=len)
    return [items[i : i + size] for i in range(0, len(items), size)]


def evaluate(model, corpus):
    """Every figure: of what is judged, and of what is read."""
    return judging(model, corpus) | reading(model, corpus) | serving(model, corpus)


@torch.no_grad()
def judging(model, corpus, context=True, seed=0):
    """Macro-F1 of stance, outlook, reported attitudes and relations."""
    model.eval()
    rng = random.Random(seed)
    report = {}

    def judged(items):
        """(target, stance, outlook, perspective, stance of NewsMTSC) of every target of the windows."""
        for batch in batches(items):
            hidden, _ = model.encode(batch)
            targets = [(i, t) for i, w in enumerate(batch) for t in w.targets if t[0]]
            logits = model.heads.judge(hidden, [(i, t[0]) for i, t in targets], [(i, t[1]) for i, t in targets])
            yield from zip((t[2] for _, t in targets), *(l.argmax(-1).tolist() for l in logits))

    for name, sentences in corpus.dev_stance.items():
        settings = {"alone": alone(sentences, corpus.pieces)}
        if context:
            settings["context"] = in_context(sentences, corpus.pieces, rng)
        for how, items in settings.items():
            found = list(judged(items))
            report[f"{name} {how}"] = macro([t.label for t, *_ in found], [f[4] for f in found])
            report[f"{name} {how}, codebook"] = macro([t.label for t, *_ in found], [f[1] for f in found])
    for part, sentences in (("coded", corpus.coded_dev), ("tune", corpus.tune)):
        found = list(judged(alone(sentences, corpus.pieces)))
        for k, name in enumerate(("stance", "outlook", "reported"), 1):
            if found:
                report[f"{part} {name}"] = macro([int(getattr(f[0].coded, name)) for f in found], [f[k] for f in found])
    for part, sentences in (("tune", corpus.tune), ("passages", corpus.passages_dev)):
        gold, pred = [], []
        for batch in batches(alone(sentences, corpus.pieces)):
            hidden, _ = model.encode(batch)
            targets = [(i, t) for i, w in enumerate(batch) for t in w.targets if t[0]]
            stance = model.heads.judge(hidden, [(i, t[0]) for i, t in targets], [(i, t[1]) for i, t in targets])[0]
            rows = st.numbered((i, t[2].row) for i, t in targets)
            gold += [targets[k][1][2].coded.stance for k in st.firsts(rows, rows)]
            pred += st.together(stance, rows).argmax(-1).tolist()
        report[f"{part} rows"] = macro(gold, pred)
    report["coded drift"] = drift(model, corpus)
    gold, pred = [], []
    for batch in batches(alone(corpus.dev_dse, corpus.pieces)):
        hidden, _ = model.encode(batch)
        rel = [(i, r) for i, w in enumerate(batch) for r in w.relations]
        gold += [r[3] for _, r in rel]
        pred += model.heads.relation(hidden, *([(i, r[k]) for i, r in rel] for k in range(3))).argmax(-1).tolist()
    report["dse directed macro"] = macro(gold, pred)
    return report


def drift(model, corpus, seed=0):
    """How far the codebook's scores of the coded clauses kept aside move under other names of the same kind: the mean difference in standard
    deviations of all the scores, over what has another text."""
    rng, scores = random.Random(seed), []
    pairs = [(s, corpus.exchanged(s, rng, 1.0)) for s in corpus.coded_dev for _ in range(2)]
    for batch in batches([w for pair in pairs if pair[0].text != pair[1].text for w in win.twin_windows([pair], corpus.pieces, rng)], 8):
        batch = batch + [w.twin for w in batch]
        hidden, _ = model.encode(batch)
        targets = [(i, t) for i, w in enumerate(batch) for t in w.targets]
        if targets:
            p = model.heads.judge(hidden, [(i, t[0]) for i, t in targets], [(i, t[1]) for i, t in targets])[0].softmax(-1)
            scores.append((p[:, 2] - p[:, 0]).view(2, -1))
    one, other = torch.cat(scores, 1)
    return round(((one - other).abs().mean() / torch.cat([one, other]).std()).item(), 3)


@torch.no_grad()
def reading(model, corpus, seed=0):
    """F1 of the tokens, spans and links of attributions, and of names; how often the best token for a pronoun or description is right."""
    model.eval()
    rng = random.Random(seed)
    counts = {k: [0, 0, 0] for k in ("source", "cue", "content", "token source", "token cue", "token content", "entity", "link source", "link cue")}
    items = [w for a in corpus.polnear_dev for w in win.article_windows(a, corpus.tokens[a.id], corpus.pieces, rng, limit=win.LIMIT)]
    for batch in batches(items, 8):
        hidden, _ = model.encode(batch)
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
        hidden, _ = model.encode(batch)
        tags = model.heads.entity(hidden).argmax(-1)
        for i, w in enumerate(batch):
            P, G = entity_spans(tags[i, : len(w)].tolist()), entity_spans(w.entity)
            for n, v in enumerate((len(P & G), len(P), len(G))):
                counts["entity"][n] += v
    report = {k: round(f1(v), 1) for k, v in counts.items()}
    plain = [w for a in corpus.referred_dev for w in win.article_windows(a, corpus.tokens[a.id], corpus.pieces, rng, limit=win.LIMIT)]
    return report | meant(model, items) | {f"plain {k}": v for k, v in meant(model, plain).items()}


@torch.no_grad()
def serving(model, corpus, seed=0):
    """How often the best token for a person's name is one of his body, and how often none is where the window has none: in our articles, and in PolNeAR's."""
    model.eval()
    asked = lambda w: [(name, body, "body" if body else "no body") for name, body in w.served]
    report = {}
    for part, articles in (("plain", corpus.referred_dev), ("polnear", corpus.served_dev)):
        items = [w for a in articles for w in win.article_windows(a, corpus.tokens[a.id], corpus.pieces, random.Random(seed), limit=win.LIMIT)]
        report |= {f"{part} {k}": v for k, v in pointed(model, "body", items, asked).items()}
    return report


def meant(model, items):
    """How often the best token for a pronoun or description is one of who is meant: for he and she, for the others, for those of nobody."""
    kind = lambda answer, personal: "nobody" if not answer else "personal" if personal else "described"
    asked = lambda w: [(mention, answer, kind(answer, personal)) for mention, answer, personal in w.references]
    return pointed(model, "reference", items, asked)


def pointed(model, head, items, asked):
    """{kind: how often, in percent, the token to which a head points from a mention is one of the answer, or the first where there is none}. `asked`
    gives the (mention tokens, answer tokens, kind) of a window."""
    query_of, key_of = (getattr(model.heads, f"{head}_{part}") for part in ("query", "key"))
    counts = {}
    for batch in batches(items, 8):
        hidden, _ = model.encode(batch)
        for i, w in enumerate(batch):
            rows = asked(w)
            queries = query_of(st.pool(hidden, [(i, mention) for mention, _, _ in rows])) if rows else []
            for query, (_, answer, kind) in zip(queries, rows):
                count = counts.setdefault(kind, [0, 0])
                count[0] += (key_of(hidden[i, : len(w)]) @ query).argmax().item() in (answer or [0])
                count[1] += 1
    return {kind: round(100 * right / n, 1) for kind, (right, n) in counts.items()}

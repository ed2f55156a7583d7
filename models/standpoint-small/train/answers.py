"""What a teacher is asked, and its answers: logits of the stances (NewsMTSC's convention; then the codebook's, where the teacher knows it) of every
mention of NewsMTSC, DSE, PolNeAR train and CoNLL++ train, and of our passages. Answers are kept in 8 bits, in the order of the mentions."""

from dataclasses import replace

import numpy as np

import corpora

#: What one of the 255 numbers stands for: logits reach from -12.7 to 12.7.
STEP = 0.1


def asked(newsmtsc, dse, polnear, conll, passages):
    """{part: [sentence whose targets are the mentions]}. Of PolNeAR, a sentence is a clause, and its targets are as they stand in it."""
    return {
        "newsmtsc": newsmtsc,
        "polnear": [clause for article in polnear for clause in clauses(article.text, corpora.silver_targets(article))],
        "passages": passages,
        "dse": dse,
        "conll": list(world(conll)),
    }


def clauses(text, targets):
    """The attributed clauses of an article as sentences of their own."""
    groups = {}
    for t in targets:
        a, b = t.scope
        groups.setdefault((a, b), []).append(replace(t, start=t.start - a, end=t.end - a, scope=None))
    return [corpora.Sentence(text[a:b], members) for (a, b), members in groups.items()]


def world(conll):
    """The names of CoNLL++ train: world news of 1996, and so full of states."""
    for sentence in conll:
        if sentence is None:
            continue
        words, spans = sentence
        spans = [s for s in spans if s[2] != 3][:4]
        if len(words) < 6 or not spans:
            continue
        starts = np.cumsum([0] + [len(w) + 1 for w in words])
        yield corpora.Sentence(" ".join(words), [corpora.Target(int(starts[a]), int(starts[b] - 1)) for a, b, _ in spans])


def write(path, label, parts):
    """Asks `label`, [(text, [(start, end)])] -> logits per sentence per span, for every part; a part that the file has is kept."""
    kept = dict(np.load(path)) if path.exists() else {}
    for name, sentences in parts.items():
        if name in kept:
            continue
        found = label([(s.text, [(t.start, t.end) for t in s.targets]) for s in sentences])
        flat = np.array([logits for sentence in found for logits in sentence or ()])
        kept[name] = np.clip(np.rint(flat / STEP), -127, 127).astype(np.int8)
        np.savez_compressed(path, **kept)


def read(path, parts):
    """Gives every target of the parts its answers; a part that the file lacks has none."""
    kept = np.load(path)
    for name, sentences in parts.items():
        targets = [t for s in sentences for t in s.targets]
        if name not in kept:
            continue
        rows = (kept[name] * STEP).tolist()
        assert len(rows) == len(targets), f"{path}: {name}: {len(rows)} answers to {len(targets)} mentions"
        for target, row in zip(targets, rows):
            target.logits, target.judged = row[:3], row[3:] or None

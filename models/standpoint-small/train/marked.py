"""A trial that is not shipped: the words around a mention are read once more for each actor, its mentions marked at the encoder's input (a vector
of their own, as the capitalisation flag has one), in place of one reading from which every mention is judged. Trains one epoch from the
shipped weights, and prints the stance (macro-F1, negative log-likelihood) of the shipped reading, of the marked one, and of the mean of their
logits, on datasets/quoted-stance's tuning half and on datasets/news-stance. Usage: marked.py --data DIR --weights DIR --news FILE [--seed N]"""

import argparse
import random
import re
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import corpora
import student as st
import windows as win
from figures import macro
from mix import HERE, TUNING, Corpus

#: Bits of a token's type beside the capitalisation flag.
MARKED, AROUND = 2, 4
#: Tokens of a batch's windows, so many in all.
BATCH = 32
SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n+")


class Marked(st.Student):
    """The shipped student with six more token types, which begin as the two flags and a small vector for each mark."""

    def widen(self):
        flags = self.encoder.embeddings.token_type_embeddings.weight.detach()
        drawn = torch.randn(2, flags.shape[1], generator=torch.Generator().manual_seed(7)) * torch.tensor([[0.05], [0.02]])
        kinds = [flags[k & 1] + drawn[0] * bool(k & MARKED) + drawn[1] * bool(k & AROUND) for k in range(8)]
        self.encoder.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(torch.stack(kinds), freeze=False)
        return self


def rows(sentence, pieces, whole=False):
    """(window, [(mention tokens, scope tokens)], Target) of every row of a sentence: all its mentions marked, what no mention is judged by marked
    as around. Not `whole`: only the sentences that the mentions stand in, and those beside them in the paragraph."""
    members = {}
    for k, target in enumerate(sentence.targets):
        if target.coded or target.label is not None:
            members.setdefault(target.row or k, []).append(target)
    for targets in members.values():
        scopes = [t.scope or (0, len(sentence.text)) for t in targets]
        low, high = (0, len(sentence.text)) if whole else hull([beside(sentence.text, *scope) for scope in scopes])
        window = win.Window()
        window.open(pieces)
        window.extend(pieces(sentence.text[low:high], low)[: win.LIMIT])
        window.special(pieces.sep)
        found = [(window.inside(t.start, t.end), window.inside(*scope)) for t, scope in zip(targets, scopes)]
        found = [(mention, scope) for mention, scope in found if mention and scope]
        if found:
            marks, inner = ({i for f in found for i in f[k]} for k in (0, 1))
            for i in range(1, len(window) - 1):
                window.types[i] |= MARKED * (i in marks) | AROUND * (i not in inner)
            yield window, found, targets[0]


def hull(spans):
    return min(s for s, _ in spans), max(e for _, e in spans)


def beside(text, start, end):
    """The sentences that a scope stands in, with one before and behind them in the paragraph."""
    ends = [0] + [m.end() for m in SENTENCE_END.finditer(text)] + [len(text)]
    all_ = [(a, b) for a, b in zip(ends, ends[1:]) if b > a]
    own = [n for n, (a, b) in enumerate(all_) if a < end and b > start]
    first = own[0] - (own[0] > 0 and "\n" not in text[all_[own[0] - 1][0] : all_[own[0]][0]])
    last = own[-1] + (own[-1] + 1 < len(all_) and "\n" not in text[all_[own[-1]][0] : all_[own[-1] + 1][0]])
    return all_[first][0], all_[last][1]


def judge(model, items, marked=True):
    """Log-probabilities of the stances of each item; its mentions together."""
    windows = [window for window, _, _ in items]
    types = [window.types for window in windows]
    if not marked:
        for window in windows:
            window.types = [kind & 1 for kind in window.types]
    hidden, _ = model.encode(windows)
    for window, kept in zip(windows, types):
        window.types = kept
    members = [(i, mention) for i, (_, found, _) in enumerate(items) for mention, _ in found]
    scopes = [(i, scope) for i, (_, found, _) in enumerate(items) for _, scope in found]
    stance, outlook, _, news = model.heads.judge(model.heads.dropout(hidden), members, scopes)
    place = [i for i, _ in members]
    return st.together(stance, place).log(), outlook, news, place


def loss(model, items):
    stance, _, news, place = judge(model, items)
    total = 0.0
    coded = [i for i, (_, _, t) in enumerate(items) if t.coded]
    if coded:
        want = torch.stack([(st.DOUBTFUL if items[i][2].coded.doubtful else st.CERTAIN)[items[i][2].coded.stance] for i in coded])
        total = total - (want * stance[coded]).sum()
    labelled = [k for k, i in enumerate(place) if items[i][2].label is not None]
    if labelled:
        labels = torch.tensor([items[place[k]][2].label for k in labelled])
        total = total + F.cross_entropy(news[labelled], labels, label_smoothing=0.05, reduction="sum")
    return total / len(items)


def in_batches(items, size=BATCH):
    items = sorted(items, key=lambda item: len(item[0]))
    return [items[i : i + size] for i in range(0, len(items), size)]


@torch.no_grad()
def evaluate(shipped, model, sets):
    for name, items in sets.items():
        parts = in_batches(items)
        gold = torch.tensor([t.coded.stance for part in parts for _, _, t in part])
        one = torch.cat([judge(shipped, part, marked=False)[0] for part in parts])
        other = torch.cat([judge(model, part)[0] for part in parts])
        for what, p in (("shipped", one), ("marked", other), ("mean", (one + other).log_softmax(-1))):
            print(f"{name} (n {len(gold)}), {what}: {macro(gold, p.argmax(-1))}, {F.nll_loss(p, gold).item():.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--news", required=True, type=Path, help="what datasets/news-stance/make.py writes")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    corpus = Corpus(args.data, args.data, win.Pieces(HERE.parent / "tokenizer.json"), taught=False)
    shipped = st.Student(args.weights).start_from(HERE.parent).eval()
    model = Marked(args.weights).start_from(HERE.parent).widen()
    read = lambda sentences: [row for s in sentences for row in rows(corpus.swapped(s, rng, 0.3), corpus.pieces, whole=True)]
    known = corpus.passages + corpus.later[: -len(corpus.passages_dev)]
    items = read(known) + read(rng.sample(corpus.coded_clauses, 8000)) + read(rng.sample(corpus.newsmtsc, 3000))
    rng.shuffle(items)
    order = [part for i in range(0, len(items), 1024) for part in in_batches(items[i : i + 1024])]
    rng.shuffle(order)
    groups = [{"params": model.encoder.parameters(), "lr": 6e-5}, {"params": model.heads.parameters(), "lr": 2.4e-4}]
    optim = torch.optim.AdamW(groups, weight_decay=0.01)
    rise = 0.05 * len(order)
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: max(0.0, min((s + 1) / rise, (len(order) - s) / (len(order) - rise))))
    started = time.time()
    model.train()
    for step, part in enumerate(order):
        loss(model, part).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        schedule.step()
        optim.zero_grad()
        if step % 100 == 99:
            print(f"step {step + 1}/{len(order)} {time.time() - started:.0f} s", flush=True)
    model.eval()
    gold = {"tune": TUNING, "news-stance": args.news}
    evaluate(shipped, model, {name: [row for s in corpora.quoted_stance(path) for row in rows(s, corpus.pieces)] for name, path in gold.items()})


if __name__ == "__main__":
    main()

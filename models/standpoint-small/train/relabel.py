"""The teacher's part by an exported model, where the teacher itself cannot be trained again: its stance logits over NewsMTSC, DSE, the
mentions of PolNeAR train and the names of CoNLL++ train, as teacher.py leaves them. The logits are read as NewsMTSC's convention.
Usage: relabel.py --data DIR --weights DIR --model FOLDER --work DIR"""

import argparse
from pathlib import Path

import torch

import corpora
import teacher
import windows as win
from figures import alone
from student import Student


class Labeller:
    """`teacher.predict` over a student: each sentence in a window of its own."""

    def __init__(self, weights, folder):
        self.pieces = win.Pieces(weights / "tokenizer.json")
        self.model = Student(weights).start_from(folder).eval()

    @torch.no_grad()
    def predict(self, sentences, batch=32):
        """[(text, [(start, end)])] -> logits per sentence per span, or None where there is no span."""
        out = [None] * len(sentences)
        order = sorted((i for i in range(len(sentences)) if sentences[i][1]), key=lambda i: len(sentences[i][0]))
        for k in range(0, len(order), batch):
            part = order[k : k + batch]
            windows = alone([corpora.Sentence(sentences[i][0], [corpora.Target(*s) for s in sentences[i][1]]) for i in part], self.pieces)
            hidden, _ = self.model.encode(windows)
            whole = [list(range(1, len(w) - 1)) for w in windows]
            # A mention without a token (cut off, or nothing but odd characters) is judged by the whole sentence.
            members = [(n, t[0] or whole[n]) for n, w in enumerate(windows) for t in w.targets]
            scopes = [(n, whole[n]) for n, w in enumerate(windows) for _ in w.targets]
            logits = self.model.heads.judge(hidden, members, scopes)[3].tolist()
            at = 0
            for i in part:
                out[i] = logits[at : at + len(sentences[i][1])]
                at += len(sentences[i][1])
        return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "weights", "model", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    args = parser.parse_args()
    labeller = Labeller(args.weights, args.model)
    dev = {corpora.normalised(s.text) for n in ("dev-rw", "dev-mt") for s in corpora.newsmtsc(args.data / f"newsmtsc/{n}.jsonl")}
    train = [s for s in corpora.newsmtsc(args.data / "newsmtsc/train.jsonl") if corpora.normalised(s.text) not in dev]
    teacher.label_news(labeller.predict, train, args)
    teacher.label_conll(labeller.predict, args)


if __name__ == "__main__":
    main()

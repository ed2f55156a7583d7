"""The teacher's answers (answers.py) by another model. By the large encoder, once train.py has trained it (both conventions), or by an
exported model, where no teacher can be trained again (NewsMTSC's alone).
Usage: relabel.py --data DIR --weights DIR --work DIR [--seed N] [--phase PHASE] [--model FOLDER]"""

import argparse
from pathlib import Path

import torch

import answers
import corpora
import windows as win
from figures import alone
from large import trained
from mix import ANSWERS, HERE, Corpus
from student import Student


class Labeller:
    """`teacher.predict` over a model of windows: each sentence in a window of its own."""

    def __init__(self, model, outputs):
        self.pieces = win.Pieces(HERE.parent / "tokenizer.json")
        self.model = model.eval()
        #: Which of `Heads.judge`'s logits are written, one behind the other.
        self.outputs = outputs

    @torch.no_grad()
    def predict(self, sentences, batch=64):
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
            judged = self.model.heads.judge(hidden, members, scopes)
            logits = torch.cat([judged[k] for k in self.outputs], -1).tolist()
            at = 0
            for i in part:
                out[i] = logits[at : at + len(sentences[i][1])]
                at += len(sentences[i][1])
        return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "weights", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phase", default="judged", help="which checkpoint of the large encoder")
    parser.add_argument("--model", type=Path, help="an exported model; without it the large encoder's checkpoint in WORK")
    args = parser.parse_args()
    if args.model:
        labeller = Labeller(Student(args.weights).start_from(args.model), (3,))
    else:
        labeller = Labeller(trained(args.weights, args.work, args.seed, args.phase), (3, 0))
    parts = Corpus(args.data, args.work, labeller.pieces, taught=False).asked()
    answers.write(args.work / ANSWERS.name, labeller.predict, parts)


if __name__ == "__main__":
    main()

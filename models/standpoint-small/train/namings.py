"""Answers that do not hang on a name: an exported model's logits of every mention, the mean over several namings of its sentence, and the mean of that
with the large encoder's answers (answers.npz). Usage: namings.py --data DIR --weights DIR --work DIR --model FOLDER [--seed N] [--namings N]"""

import argparse
import random
from pathlib import Path

import numpy as np

import answers
from mix import ANSWERS, Corpus
from relabel import Labeller
from student import Student


def over_namings(corpus, labeller, sentences, namings, rng):
    """The mean logits of the targets of every sentence: as it stands, and with names exchanged for others of their kind."""
    total = None
    for n in range(namings):
        named = sentences if n == 0 else [corpus.exchanged(s, rng, 0.9) for s in sentences]
        found = labeller.predict([(s.text, [(t.start, t.end) for t in s.targets]) for s in named])
        flat = np.array([logits for sentence in found for logits in sentence or ()])
        total = flat if total is None else total + flat
    return total / namings


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "weights", "work", "model"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--namings", type=int, default=3)
    args = parser.parse_args()
    labeller = Labeller(Student(args.weights).start_from(args.model), (3, 0))
    corpus = Corpus(args.data, args.work, labeller.pieces, taught=False)
    kept, rng = dict(np.load(ANSWERS)), random.Random(args.seed)
    for part, sentences in corpus.asked().items():
        if part in kept:
            own = over_namings(corpus, labeller, sentences, args.namings, rng)
            both = (own / answers.STEP + kept[part]) / 2
            kept[part] = np.clip(np.rint(both), -127, 127).astype(np.int8)
            print(part, len(own), flush=True)
    np.savez_compressed(args.work / ANSWERS.name, **kept)


if __name__ == "__main__":
    main()

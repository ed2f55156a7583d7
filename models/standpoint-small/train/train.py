"""Trains the student in phases, or the large encoder in its one. Usage: train.py --data DIR --weights DIR --work DIR [--seed N]
[--from FOLDER] PHASE...

A phase goes on from the one before it in the call, or from the weights of an exported model (--from FOLDER), and leaves
WORK/student-SEED-PHASE.pt. An interrupted phase goes on from its last checkpoint."""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch import nn

import student as st
import windows as win
from figures import evaluate, judging, serving
from large import Large
from mix import HERE, Corpus


@dataclass
class Phase:
    epochs: int
    #: Learning rate of the encoder at its highest; the heads' is four times as high.
    rate: float
    windows: Callable
    #: What differs from `student.WEIGHTS`.
    weights: dict
    warm_up: float = 0.05
    #: Whether the learning rate falls to nothing after the warm-up, or stays.
    falls: bool = True
    model: type = st.Student
    figures: Callable = evaluate
    #: Windows in a batch.
    batch: int = 8
    #: The parameters that are trained, by the beginning of their names; of an encoder that is finished, a head or two.
    only: tuple = ("",)
    #: After how many of its epochs a phase ends, where the next goes on with other texts.
    stops: int | None = None


#: What differs from `student.WEIGHTS` in the phases of the large encoder, and in those under its answers and all passages.
JUDGING = {"stance": 2.0, "newsmtsc": 1.5, "outlook": 0.8, "perspective": 0.6, "relation": 1.0}
SCHOOLING = {"stance": 2.5, "outlook": 0.6, "perspective": 0.5, "relation": 0.8, "reference": 1.0}
STEADYING = {"stance": 2.5, "newsmtsc": 1.3, "relation": 1.2, "reference": 1.0, "names": 6.0}


def judging_alone(model, corpus):
    """The figures of what the large encoder does, sentences alone."""
    return judging(model, corpus, context=False)


PHASES = {
    "taught": Phase(3, 6e-5, lambda c, rng: c.taught(rng, late=False), {}),
    "late": Phase(2, 2.5e-5, lambda c, rng: c.taught(rng, late=True), {"stance": 1.5}),
    "polish": Phase(1, 3e-5, lambda c, rng: c.polish(rng), {"stance": 1.5}),
    "coded": Phase(1, 6e-5, lambda c, rng: c.coded(rng, share=1, conll=1), {"stance": 2.0}, falls=False),
    "final": Phase(2, 6e-5, lambda c, rng: c.coded(rng, share=0.5, conll=1), {"stance": 2.5}),
    "told": Phase(2, 6e-5, lambda c, rng: c.told(rng), {"stance": 2.5, "relation": 0.8, "reference": 0.5}),
    "led": Phase(2, 6e-5, lambda c, rng: c.led(rng), {"stance": 2.5, "relation": 0.8, "reference": 0.5}),
    "resolved": Phase(2, 5e-5, lambda c, rng: c.resolved(rng), {"stance": 2.5, "relation": 0.8, "reference": 1.0}),
    # The small one's of 0.12.0, under `weighed`; not shipped.
    "schooled": Phase(2, 6e-5, lambda c, rng: c.schooled(rng), SCHOOLING, stops=1),
    "balanced": Phase(1, 3e-5, lambda c, rng: c.balanced(rng), SCHOOLING, warm_up=0.02),
    "steadied": Phase(2, 5e-5, lambda c, rng: c.steadied(rng), STEADYING),
    "settled": Phase(1, 4e-5, lambda c, rng: c.settled(rng), STEADYING, warm_up=0.03),
    "drilled": Phase(2, 6e-5, lambda c, rng: c.drilled(rng), STEADYING, warm_up=0.03),
    "meant": Phase(1, 5e-5, lambda c, rng: c.meant(rng), STEADYING | {"reference": 2.0}, warm_up=0.03),
    "served": Phase(1, 3e-4, lambda c, rng: c.served(rng), {}, only=("heads.body",), figures=serving),
    "rounded": Phase(1, 5e-5, lambda c, rng: c.rounded(rng), STEADYING | {"reference": 2.0, "body": 1.0}, warm_up=0.03),
    "related": Phase(3, 5e-5, lambda c, rng: c.related(rng), {}, only=("heads.newsmtsc", "heads.relation"), figures=judging_alone),
    "annotated": Phase(3, 5e-5, lambda c, rng: c.annotated(rng), {}, only=("heads.newsmtsc",)),
    "judged": Phase(2, 4e-5, lambda c, rng: c.judged(rng), JUDGING, model=Large, figures=judging_alone),
    # The large encoder of 0.12.0, which was not better (LOG.md): one epoch, then one with the later passages.
    "begun": Phase(1, 5e-5, lambda c, rng: c.judged(rng), JUDGING, falls=False, model=Large, figures=judging_alone, batch=16),
    "weighed": Phase(1, 5e-5, lambda c, rng: c.weighed(rng), JUDGING, warm_up=0.0, model=Large, figures=judging_alone, batch=16),
}
CHECKPOINT = 200


def batches(items, rng, size):
    """Batches of windows of like length, in random order."""
    chunks = [sorted(items[i : i + 256], key=len) for i in range(0, len(items), 256)]
    order = [c[i : i + size] for c in chunks for i in range(0, len(c), size)]
    rng.shuffle(order)
    return order


def run(name, model, corpus, args):
    phase = PHASES[name]
    weights = st.WEIGHTS | phase.weights
    per_epoch = len(batches(phase.windows(corpus, random.Random(0)), random.Random(0), phase.batch)[: args.limit])
    steps = phase.epochs * per_epoch
    trained = {parameter: value for parameter, value in model.named_parameters() if value.requires_grad}
    resting = [value for parameter, value in trained.items() if not parameter.startswith(phase.only)]
    for value in resting:
        value.requires_grad_(False)
    trained = {parameter: value for parameter, value in trained.items() if value.requires_grad}
    optim = torch.optim.AdamW(
        [
            {"params": [value for parameter, value in trained.items() if not parameter.startswith("heads.")], "lr": phase.rate},
            {"params": [value for parameter, value in trained.items() if parameter.startswith("heads.")], "lr": 4 * phase.rate},
        ],
        weight_decay=0.01, fused=True,
    )
    rise = max(1, phase.warm_up * steps)
    fall = lambda s: (steps - s) / (steps - rise) if phase.falls else 1.0
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: max(0.0, min((s + 1) / rise, fall(s), 1.0)))
    average = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}
    state_file = args.work / f"student-{args.seed}-{name}.pt"
    first, skip = 0, 0
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        model.load_state_dict(state["model"])
        average, first, skip = state["average"], state["epoch"], state["step"]
        if first < phase.epochs:
            optim.load_state_dict(state["optim"])
            schedule.load_state_dict(state["schedule"])
    started = time.time()

    def keep(epoch, step):
        state = {"model": model.state_dict(), "average": average, "epoch": epoch, "step": step}
        if epoch < phase.epochs:
            state |= {"optim": optim.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state, state_file.with_suffix(".new"))
        state_file.with_suffix(".new").rename(state_file)

    for epoch in range(first, phase.stops or phase.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        order = batches(phase.windows(corpus, rng), rng, phase.batch)
        model.train()
        running = {}
        for step, part in enumerate(order[: args.limit]):
            if step < skip:
                continue
            found = st.losses(model, part)
            sum(weights[k] * v for k, v in found.items()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad()
            done = epoch * per_epoch + step
            decay = min(0.998, (1 + done) / (10 + done))
            with torch.no_grad():
                for k, v in model.named_parameters():
                    if k in average:
                        average[k].lerp_(v, 1 - decay)
            for k, v in found.items():
                running.setdefault(k, []).append(v.item())
            if step % 50 == 49:
                text = " ".join(f"{k} {np.mean(v[-200:]):.3f}" for k, v in sorted(running.items()))
                print(f"{name} epoch {epoch} step {step + 1}/{len(order)} {time.time() - started:.0f} s {text}", flush=True)
            if step % CHECKPOINT == CHECKPOINT - 1:
                keep(epoch, step + 1)
        skip = 0
        keep(epoch + 1, 0)
        kept = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(kept | average)
        print(f"{name} epoch {epoch} averaged weights {json.dumps(phase.figures(model, corpus))} {time.time() - started:.0f} s", flush=True)
        model.load_state_dict(kept)
    model.load_state_dict(model.state_dict() | average)
    for value in resting:
        value.requires_grad_(True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", type=Path, help="an exported model to go on from")
    parser.add_argument("--limit", type=int, help="steps an epoch, for a trial")
    parser.add_argument("phases", nargs="+", choices=PHASES)
    args = parser.parse_args()
    # What is new begins alike with every seed, so that the mean of runs is a model.
    torch.manual_seed(0)
    # Both encoders read the pieces of the shipped tokenizer, which is that of the packaged weights.
    kind = PHASES[args.phases[0]].model
    corpus = Corpus(args.data, args.work, win.Pieces(HERE.parent / "tokenizer.json"), taught=kind is not Large)
    model = kind(args.weights)
    if args.start:
        model.start_from(args.start)
    torch.manual_seed(args.seed)
    for name in args.phases:
        run(name, model, corpus, args)


if __name__ == "__main__":
    main()

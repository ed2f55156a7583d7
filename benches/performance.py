#!/usr/bin/env python3
"""Measures everything that docs/performance.md says, and writes the page: `make performance [DATA=articles.jsonl]`.

Steps, about ten minutes on two idle cores (after building): `standpoint bench`, ratios in pairs, cold starts, the memory of a
stream, and the peers if their Python environment can be made. A step that fails is named on the page; the rest go on.
"""

import argparse
import csv
import datetime
import hashlib
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = ROOT / "target" / "release" / "standpoint"
WORK = ROOT / "target" / "performance"
PAGE = ROOT / "docs" / "performance.md"
# The encoder: MiniLM-L6-H384.
LAYERS, HIDDEN, INNER = 6, 384, 1536
WINDOW = 320
COLD_RUNS = 15


def run(command, limit=400, **options):
    # In a session of its own, so that a step past its limit ends with all its processes.
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               cwd=ROOT, start_new_session=True, **options)
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.communicate()
        raise RuntimeError(f"took more than {limit} s") from None
    if process.returncode:
        raise RuntimeError((err.strip().splitlines() or ["no message"])[-1])
    return out


def multiply_adds(tokens):
    """Per token of a window of so many tokens, in millions: in bytes (all weights, and attention's scores), and in words of 16 bits
    (attention's shares times its values)."""
    layer = 4 * HIDDEN * HIDDEN + 2 * HIDDEN * INNER
    half = tokens * HIDDEN
    return LAYERS * (layer + half) / 1e6, LAYERS * half / 1e6


def throughput(args):
    out = WORK / "throughput.csv"
    command = [args.features_program or PROGRAM, "bench", "--quiet", "--out", out, "--repetitions", str(args.repetitions), "--engines", args.engines]
    if args.data:
        command += [args.data, "--limit", str(args.articles)]
    print(run(command, limit=900))
    picture = out.with_suffix(".svg").read_text(encoding="utf-8")
    (ROOT / "docs" / "throughput.svg").write_text(picture, encoding="utf-8")
    with open(out, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def ratios(_):
    return json.loads(run(["cargo", "bench", "--quiet", "--bench", "ratios"]))


def cold(_):
    """Wall milliseconds of one article from the process's start to its CSV, and its processor time."""
    article = ROOT / "datasets" / "strait-summit" / "soya-summit.txt"
    short = WORK / "short.txt"
    text = article.read_text(encoding="utf-8")
    short.write_text(text[: text.find("\n\n", 900)], encoding="utf-8")
    figures = {}
    for round_ in range(COLD_RUNS + 1):
        for name, path in (("whole", article), ("short", short)):
            with tempfile.TemporaryDirectory() as out:
                before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
                run([PROGRAM, "score", path, "--out", out, "--quiet"])
                spent, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
                opened = json.loads((Path(out) / "run.json").read_text())["timings"]["open_model_s"]
            if round_:
                cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                figures.setdefault(name, []).append((spent * 1e3, cpu * 1e3, opened * 1e3))
    return {name: [statistics.median(column) for column in zip(*rows)] + [min(r[0] for r in rows), max(r[0] for r in rows)] for name, rows in figures.items()}


def stream(_):
    out = WORK / "stream.json"
    print(run([sys.executable, HERE / "stream_memory.py", "--json", out], limit=330))
    return json.loads(out.read_text())


def peers(args):
    out = WORK / "peers.json"
    command = [sys.executable, HERE / "peers" / "run.py", "--json", out, "--articles", str(args.peer_articles), "--rounds", str(args.peer_rounds)]
    command += ["--data", args.data] if args.data else []
    print(run(command, limit=args.peer_limit))
    return json.loads(out.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="JSON lines with id and text [default: the built-in articles]")
    parser.add_argument("--name", help="what the data are called on the page [default: the file's name]")
    parser.add_argument("--articles", type=int, default=16)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--peer-articles", type=int, default=5)
    parser.add_argument("--peer-rounds", type=int, default=2)
    parser.add_argument("--peer-limit", type=int, default=1500, help="seconds; the first call also makes the environment")
    parser.add_argument("--engines", default="native", help="as `standpoint bench --engines`")
    parser.add_argument("--features-program", help="the program built with the features of those engines; the other steps take the default one")
    parser.add_argument("--only", default="throughput,ratios,cold,stream,peers", help="steps; the others keep their last result")
    args = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    results = {}
    begun = time.perf_counter()
    for step in (throughput, ratios, cold, stream, peers):
        kept = WORK / f"{step.__name__}.result.json"
        if step.__name__ not in args.only.split(","):
            results[step.__name__] = json.loads(kept.read_text()) if kept.exists() else {"error": "not measured"}
            continue
        at = time.perf_counter()
        try:
            results[step.__name__] = step(args)
        except (RuntimeError, OSError, ValueError, KeyError) as error:
            results[step.__name__] = {"error": str(error)}
        # Kept after every step: an interrupted run goes on with --only.
        kept.write_text(json.dumps(results[step.__name__], indent=1) + "\n")
        print(f"{step.__name__}: {time.perf_counter() - at:.0f} s", file=sys.stderr)
    PAGE.write_text(page(args, results), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {time.perf_counter() - begun:.0f} s in all", file=sys.stderr)


def cell(value, unit="", goal=None, better="more"):
    """A measured figure, marked where it misses its goal."""
    if value is None:
        return "not measured"
    text = f"{value:.3g}{unit}" if abs(value) < 1000 else f"{value:,.0f}{unit}"
    missed = goal is not None and (value < goal if better == "more" else value > goal)
    return text + (" (missed)" if missed else "")


def goals(results):
    """Rows of the table: what, goal, measured."""
    bench, pairs, start, memory, other = (results[step] for step in ("throughput", "ratios", "cold", "stream", "peers"))
    median = lambda values: statistics.median(values) if values else None
    ratio = lambda name: median(other.get("ratios", {}).get(name))
    spread = lambda key: pairs.get(key, {}).get("median")
    rates = {}
    if isinstance(bench, list):
        for row in bench:
            rates.setdefault((row["engine"], row["dtype"]), {})[int(row["threads"])] = float(row["tokens_per_s"])
    full = {key: by[max(by)] for key, by in rates.items()}
    default, libtorch = full.get(("native", "int8")), full.get(("rust-bert", "fp32"))
    against = lambda rate: rate / libtorch if rate and libtorch else None
    ort = ratio("ONNX Runtime int8, encoder alone")
    encoder = spread("encoder_to_pipeline")
    whole = start.get("whole", [None])
    short = start.get("short", [None])
    return [
        ("whole article, default engine, against the peer pipeline in fp32", "25x", cell(ratio("peer pipeline, fp32"), "x", 25)),
        ("the same, against the peer pipeline in its best form", "10x", cell(ratio(other.get("best_peer", "")), "x", 10)),
        ("whole article, default engine, against rust-bert fp32 running the same pipeline", "3x", cell(against(default), "x", 3)),
        ("whole article, fastest engine, against rust-bert fp32", "4x", cell(against(max(full.values(), default=None)), "x", 4)),
        ("whole pipeline against the bare encoder on windows of the same lengths", "0.8", cell(encoder, "", 0.8)),
        ("encoder, default engine, against ONNX Runtime int8 driven from Python", "1.0", cell(ort / encoder if ort and encoder else None, "x", 1.0)),
        (f"a statement with 10 actors against 1 (found: {' and '.join(map(str, pairs.get('actors', ['?'])))})", "1.03x", cell(spread("ten_actors_to_one"), "x", 1.03, "less")),
        ("one article of 4,600 characters, cold, to its CSV", "150 ms", cell(whole[0], " ms", 150, "less")),
        ("one article of 900 characters, cold, to its CSV", "150 ms", cell(short[0], " ms", 150, "less")),
        (f"peak memory, {memory.get('articles', 10000):,} articles as a stream", "200 MB", cell(memory.get("peak_mib"), " MiB", 190, "less")),
        ("the same, last tenth over second tenth", "flat", cell(memory["last_tenth_mib"] / memory["second_tenth_mib"] if "peak_mib" in memory else None, "x", 1.1, "less")),
        ("all cores against one", "1.8x of two", cell(spread("one_thread_to_all"), "x", 1.8)),
    ]


def page(args, results):
    bench, start, other = results["throughput"], results["cold"], results["peers"]
    int8, int16 = multiply_adds(WINDOW)
    rows = bench if isinstance(bench, list) else []
    data = args.name or (args.data.name if args.data else "the built-in articles")
    digest = hashlib.sha256(args.data.read_bytes()).hexdigest()[:12] if args.data else "version of this repository"
    machine = rows[0]["machine"] if rows else platform.machine()
    out = [INTRODUCTION, "## Goals and what was measured\n"]
    out += [f"Machine: {machine}. Data: {data} ({digest}), first {rows[0]['n_articles'] if rows else '?'} articles, "
            f"{rows[0]['n_tokens'] if rows else '?'} tokens. Version {rows[0]['version'] if rows else '?'}, {datetime.date.today()}.\n"]
    out += ["| what | goal | measured |", "|---|---|---|"]
    out += ["| " + " | ".join(row) + " |" for row in goals(results)]
    failed = [f"{step}: {result['error']}" for step, result in results.items() if isinstance(result, dict) and "error" in result]
    out += ["", *([f"Not measured: {'; '.join(failed)}.", ""] if failed else [])]
    out += ["## Engines\n", "![Tokens of article text per second](throughput.svg)\n"]
    out += ["| engine | dtype | threads | tokens/s (min-max) | statements/s | articles/s | p50 / p95 ms | peak MiB | load ms |", "|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        number = lambda key: float(row[key]) if row[key] else float("nan")
        out.append(f"| {row['engine']} | {row['dtype']} | {row['threads']} | {number('tokens_per_s'):,.0f} ({number('tokens_per_s_min'):,.0f}-{number('tokens_per_s_max'):,.0f}) | "
                   f"{number('statements_per_s'):.1f} | {number('articles_per_s'):.2f} | {number('latency_p50_ms'):.0f} / {number('latency_p95_ms'):.0f} | {number('peak_rss_mib'):.0f} | {number('load_ms'):.0f} |")
    if "seconds" in other:
        out += ["", "## What one would use instead\n",
                f"{other['articles']} articles, {other['tokens']:,} tokens, {other['pairs'] / other['articles']:.1f} pairs of a sentence and an actor per article, "
                f"{other['rounds']} rounds in turn, {other['threads']} threads: `benches/peers/run.py`. "
                + ", ".join(f"{name} {version}" for name, version in other["versions"].items()) + ".\n",
                "| | articles/s | seconds, median (min-max) | Standpoint is faster by |", "|---|---|---|---|"]
        for name, seconds in other["seconds"].items():
            ratio = f"{statistics.median(other['ratios'][name]):.3g}x" if name in other["ratios"] else ""
            out.append(f"| {name} | {other['articles'] / statistics.median(seconds):.3g} | {statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f}) | {ratio} |")
    out += ["", LIMIT.format(int8=int8, int16=int16, all=int8 + int16, window=WINDOW,
                             qkvo=4 * HIDDEN * HIDDEN, ffn=2 * HIDDEN * INNER, att=2 * WINDOW * HIDDEN,
                             layer=4 * HIDDEN * HIDDEN + 2 * HIDDEN * INNER + 2 * WINDOW * HIDDEN)]
    if "peaks_gmac_per_s" in other:
        out += ["| threads | fp32 peak, 1e9 multiply-adds/s | int8 peak | limit, window tokens/s | encoder now, window tokens/s | share of the limit |", "|---|---|---|---|---|---|"]
        for threads, peak in sorted(other["peaks_gmac_per_s"].items(), key=lambda item: int(item[0])):
            limit = 1e3 / ((int8 + 2 * int16) / peak["int8"])
            now = None
            if int(threads) == other["threads"]:
                # The pipeline's seconds less what is not the encoder.
                encoder = results["ratios"].get("encoder_to_pipeline", {}).get("median", 1.0)
                now = other["window_tokens"] / (statistics.median(other["seconds"][other["first"]]) * encoder)
            out.append(f"| {threads} | {peak['fp32']:.0f} | {peak['int8']:.0f} | {limit:,.0f} | {f'{now:,.0f}' if now else ''} | {f'{now / limit:.0%}' if now else ''} |")
    if "whole" in start:
        out += ["", "## Cold start\n", "| article | wall ms, median (min-max) | processor ms | of it opening the model, wall ms |", "|---|---|---|---|"]
        for name, words in (("whole", "4,600 characters"), ("short", "900 characters")):
            wall, cpu, opened, low, high = start[name]
            out.append(f"| {words} | {wall:.0f} ({low:.0f}-{high:.0f}) | {cpu:.0f} | {opened:.0f} |")
    out += ["", PROFILE.read_text(encoding="utf-8").rstrip(), ""]
    return "\n".join(out)


PROFILE = ROOT / "docs" / "profile.md"

INTRODUCTION = """# Performance

Made by `make performance DATA=articles.jsonl` (`benches/performance.py`), which measures anew and rewrites this page; the section on
the profile is kept in `docs/profile.md`. Ratios are medians over pairs or rounds that took turns on one machine in one run, so that
a machine that drifts cancels out; absolute figures are those of this machine alone. How a figure is defined: `standpoint bench --help`.
"""

LIMIT = """## The physical limit

MiniLM-L6-H384, multiply-adds per token and layer in a window of {window} tokens: query, key, value and output 4 x 384 x 384 = {qkvo:,};
feed-forward 2 x 384 x 1536 = {ffn:,}; attention 2 x {window} x 384 = {att:,}; together {layer:,}. Six layers: {all:.2f} million, of which
{int8:.2f} run in int8 and {int16:.2f} (attention's shares times its values) in 16 bits, at half the rate. The heads take
18 x 384 = 0.007 million per token, and about 1.0 million per judged mention (query, key, value 3 x 384 x 384, hidden layer 4 x 384 x 384):
less than a tenth of one token of the encoder.

The peaks are those of large products in PyTorch on this machine (1024 x 1024; fp32, and dynamic int8 with its quantising). The limit
is the time of these multiply-adds alone, at those peaks: no softmax, no quantising, no layer norm, no memory traffic.
"""


if __name__ == "__main__":
    main()

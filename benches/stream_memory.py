#!/usr/bin/env python3
"""Peak memory of `standpoint score - --out` over many articles that come as a stream, and whether it grows.

    python3 benches/stream_memory.py [--count 10000] [--length 250] [--data FILE] [--json FILE]

The articles of datasets/ (or of JSON lines with `text`) again and again under new ids; --length cuts each at the first paragraph
end after so many characters (0: whole articles, which takes a good deal longer). Resident memory is read from /proc after every
hundredth article, so this needs Linux.
"""

import argparse
import itertools
import json
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def status(pid, field):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def cut(text, length):
    end = text.find("\n\n", length) if length else -1
    return text if end < 0 else text[:end]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--length", type=int, default=250)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--program", default=str(ROOT / "target" / "release" / "standpoint"))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if args.data:
        texts = [json.loads(line)["text"] for line in args.data.read_text(encoding="utf-8").splitlines()]
    else:
        texts = [t.read_text(encoding="utf-8") for t in sorted(ROOT.glob("datasets/*/*.txt")) if t.stem != "passages"]
    texts = [cut(text, args.length) for text in texts]
    sizes = []
    with tempfile.TemporaryDirectory() as out:
        command = [args.program, "score", "-", "--input-format", "jsonl", "--out", out, "--quiet"]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
        for n, text in zip(range(args.count), itertools.cycle(texts)):
            # The pipe holds back what the program has not read yet, so that the size belongs to about this article.
            process.stdin.write(json.dumps({"id": f"article-{n}", "text": text}) + "\n")
            if n % 100 == 99:
                process.stdin.flush()
                sizes.append(status(process.pid, "VmRSS"))
        process.stdin.flush()
        peak = status(process.pid, "VmHWM")
        # The last articles are still being read: wait for all but the exit.
        process.stdin.close()
        while process.poll() is None:
            try:
                peak = max(peak, status(process.pid, "VmHWM"))
            except FileNotFoundError:
                break
            time.sleep(0.02)
        code = process.wait()
        seconds = time.perf_counter() - begun
    tenth = max(1, len(sizes) // 10)
    early, late = max(sizes[tenth : 2 * tenth] or sizes), max(sizes[-tenth:])
    result = {"articles": args.count, "characters": sum(map(len, texts)) / len(texts), "seconds": seconds, "exit": code,
              "peak_mib": peak, "second_tenth_mib": early, "last_tenth_mib": late}
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n")
    print(f"{args.count} articles of {result['characters']:.0f} characters in {seconds:.0f} s: peak {peak:.1f} MiB; "
          f"largest in the second tenth {early:.1f} MiB, in the last {late:.1f} MiB")


if __name__ == "__main__":
    main()

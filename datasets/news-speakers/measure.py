#!/usr/bin/env python3
"""Prints whom a program finds to speak in real news, by name, role and affiliation: measure.py STANDPOINT DATA [read|kept] [--list]

STANDPOINT is the program, DATA the folder with polnear/train.jsonl and polnear/dev.jsonl, the part all by default. `codes.tsv` says who speaks in
every attribution of 64 of their articles. An attribution is found where a predicted statement overlaps it by half (intersection over union), and
what is not found is left out of the other figures. --list prints what differs."""

import collections
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FILES = {"read": "train.jsonl", "kept": "dev.jsonl"}
#: Other names of the same body, as the articles and the program have them.
SAME = {
    "us": "united states", "gop": "republican party", "republican": "republican party", "republicans": "republican party",
    "democratic": "democratic party", "democrats": "democratic party", "hp": "hewlett-packard", "tx": "texas", "tex": "texas", "vt": "vermont",
    "donald j trump": "donald trump",
}


def plain(name):
    """A name in lower case without its article and full stops."""
    words = re.sub(r"^(the|a|an) ", "", name.lower().replace("’", "'"))
    return re.sub(r"[.,]", "", words)


def key(name):
    words = re.sub(r" (presidential )?campaign$", "", plain(name))
    return SAME.get(words, words)


def codes(part):
    """{article: {attribution: (kind, speaker, role, affiliation)}}, "" for none; what is no statement is left out."""
    out = collections.defaultdict(dict)
    for line in (HERE / "codes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        own, article, attribution, *code, note = line.split("\t")
        if own == part and note != "cut":
            out[article][attribution] = tuple("" if c == "-" else c for c in code)
    return out


def statements(program, articles):
    """{article: [row of statements.csv]}"""
    with tempfile.TemporaryDirectory() as work:
        with open(f"{work}/in.jsonl", "w", encoding="utf-8") as file:
            for a in articles:
                file.write(json.dumps({k: a[k] for k in ("id", "date", "title", "text")}) + "\n")
        subprocess.run([program, "score", f"{work}/in.jsonl", "--out", f"{work}/out"], check=True, capture_output=True)
        out = collections.defaultdict(list)
        with open(f"{work}/out/statements.csv", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                out[row["article_id"]].append(row)
        return out


def same_speaker(kind, gold, predicted):
    """Persons and bodies by name; who has no name where the two descriptions share a word."""
    if kind in ("person", "organisation"):
        return key(gold) == key(predicted)
    return key(gold) == key(predicted) or bool(set(plain(gold).split()) & set(plain(predicted).split()))


def same_words(gold, predicted):
    gold, predicted = plain(gold), plain(predicted)
    return bool(gold and predicted) and (gold in predicted or predicted in gold or key(gold) == key(predicted))


def measure(part, gold, rows, found, listing):
    n = collections.Counter()
    for article, attributions in sorted(gold.items()):
        places = {a["id"]: (a["content"][0][0], a["content"][-1][1]) for a in rows[article]["attributions"] if a["content"]}
        for attribution, (kind, speaker, role, body) in attributions.items():
            if attribution not in places:
                continue
            start, end = places[attribution]
            shared = lambda s: max(0, min(int(s["end"]), end) - max(int(s["start"]), start))
            union = lambda s: max(int(s["end"]), end) - min(int(s["start"]), start)
            best = max(found[article], key=lambda s: shared(s) / union(s), default=None)
            n["all"] += 1
            if best is None or shared(best) / union(best) < 0.5:
                continue
            n["found"] += 1
            n[kind] += 1
            right = same_speaker(kind, speaker, best["speaker"])
            n[f"{kind} right"] += right
            if listing and not right:
                print(article, attribution, kind, repr(speaker), "got", repr(best["speaker"]), sep="\t")
            # "Trump" of an article that has his first name as well is the right man.
            surname = kind == "person" and best["speaker"] and plain(speaker).split()[-1] == plain(best["speaker"]).split()[-1]
            if kind != "person" or not (right or surname):
                continue
            for what, told, predicted in (("role", role, best["speaker_role"]), ("affiliation", body, best["speaker_affiliation"])):
                n[f"{what} told"] += bool(told)
                n[f"{what} predicted"] += bool(predicted)
                n[f"{what} right"] += same_words(told, predicted)
                if listing and not same_words(told, predicted) and told + predicted:
                    print(article, attribution, what, repr(told), "got", repr(predicted), sep="\t")
    share = lambda a, b: f"{n[a]} of {n[b]} ({100 * n[a] / max(1, n[b]):.1f} %)"
    print(f"{part}: found {share('found', 'all')}")
    print("  speaker right:", "; ".join(f"{kind} {share(kind + ' right', kind)}" for kind in ("person", "organisation", "group", "unknown")))
    for what in ("role", "affiliation"):
        print(f"  {what}: right {share(what + ' right', what + ' told')}, predicted {n[what + ' predicted']}")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--list"]
    if len(arguments) not in (2, 3) or arguments[2:] and arguments[2] not in FILES:
        sys.exit(__doc__)
    program, data, *part = arguments
    for part in part or FILES:
        gold = codes(part)
        with open(Path(data) / "polnear" / FILES[part], encoding="utf-8") as file:
            rows = {a["id"]: a for a in map(json.loads, file)}
        measure(part, gold, rows, statements(program, [rows[a] for a in sorted(gold)]), "--list" in sys.argv)


if __name__ == "__main__":
    main()

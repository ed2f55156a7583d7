#!/usr/bin/env python3
"""Writes news-stance.jsonl: our codes of who is spoken of in the attributed statements of PolNeAR's development articles, and how, beside the
articles themselves, in the form of datasets/quoted-stance. Usage: make.py DATA/polnear/dev.jsonl > news-stance.jsonl

A pair whose actor cannot be located in the statement by a name or a reference is left out and counted on standard error."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "models" / "standpoint-small" / "train"))
import corpora  # noqa: E402

STANCE = {"u": "unfavorable", "n": "neutral", "f": "favorable", "x": "mixed"}
OUTLOOK = {"": "none", "+": "gains", "-": "loses"}
KINDS = {"P": "person", "O": "organisation", "L": "state"}
#: Names of the United States in these articles; the coders gave them all one name.
UNITED_STATES = ("United States", "the United States", "U.S.", "US", "USA", "America", "White House", "Americans", "the country", "this country", "our country", "the nation", "Washington")


def codes(path):
    """{(article, attribution): [(actor, kind, code)]}"""
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, attribution, *pairs = line.split("\t")
            out[article, attribution] = [tuple(pair.rsplit(" ", 2)) for pair in pairs]
    return out


def forms(actor, text, chains):
    """The forms by which an article names an actor: those of its chain, else the name itself and a person's surname."""
    known = UNITED_STATES if actor == "United States" else (actor,)
    of_chain = [chain for chain in chains if any(text[s:e] in known for s, e in chain.names)]
    names = {text[s:e] for chain in of_chain for s, e in chain.names} | set(known)
    return names, [span for chain in of_chain for span in chain.references]


def main():
    coded = codes(HERE / "codes.tsv")
    references = corpora.references(HERE.parents[1] / "models" / "standpoint-small" / "train" / "references.tsv")
    lost = kept = 0
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, statements = row["text"], []
        chains = references.get(row["id"], [])
        for attribution in row["attributions"]:
            pieces = attribution["content"]
            if not pieces:
                continue
            actors = []
            pairs = coded.get((row["id"], attribution["id"]), [])
            # The surname of two persons who are both spoken of is neither's.
            everybody = {}
            for n, (actor, kind, _) in enumerate(pairs):
                names, _ = forms(actor, text, chains)
                for name in names | ({actor.split()[-1]} if kind == "P" else set()):
                    everybody.setdefault(name, set()).add(n)
            places = list(corpora.places(text, everybody))
            for n, (actor, kind, code) in enumerate(pairs):
                _, standing = forms(actor, text, chains)
                spans = [(s, e) for s, e, bearers in places if bearers == {n}] + standing
                mentions = sorted({(s, e) for s, e in spans if any(a <= s and e <= b for a, b in pieces)})
                if not mentions:
                    lost += 1
                    continue
                kept += 1
                stance, outlook, reported, _ = corpora.CODE.match(code.replace("x", "n")).groups()
                actors.append({
                    "id": f"{row['id']}.{attribution['id']}.{n}",
                    "actor": actor,
                    "actor_kind": KINDS[kind],
                    "mentions": mentions,
                    "stance": "mixed" if code[0] == "x" else STANCE[stance],
                    "outlook": OUTLOOK[outlook],
                    "perspective": "reported" if reported else "speaker",
                    "modality": "asserted",
                    "role": "modifier" if "m" in code else "actor",
                    "holder": None,
                })
            statements.append({"start": pieces[0][0], "end": pieces[-1][1], "fragments": pieces, "actors": actors})
        print(json.dumps({"id": row["id"], "text": text, "statements": statements}, ensure_ascii=False))
    print(f"{kept} pairs; {lost} not located", file=sys.stderr)


if __name__ == "__main__":
    main()

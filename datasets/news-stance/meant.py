#!/usr/bin/env python3
"""How often the right person or body stands behind a statement's source and behind a pronoun or description that is scored, by our readings of
who is meant in PolNeAR's development articles (models/standpoint-small/train/references.tsv).

    standpoint score DATA/polnear/dev.jsonl --format jsonl > found.jsonl
    meant.py DATA/polnear/dev.jsonl found.jsonl [-v]

A source is compared where the statement was found (half of the characters in common) and somebody definite is meant: right is a speaker whose
name is one of the forms in which the article names him, or shares its last word. Where nobody definite is meant, right is anything but a person
with a name. "He or she has a row": of the pronouns for a person inside a statement, the speaker's own left out, those of whose bearer the statement has
a row. -v shows what is wrong."""


import json
import re
import sys
from collections import Counter
from pathlib import Path

TRAIN = Path(__file__).parents[2] / "models" / "standpoint-small" / "train"
sys.path.insert(0, str(TRAIN))
import corpora
from make import UNITED_STATES


def words(name):
    return re.findall(r"[\w.-]+", name.lower().replace("’s", ""))


def same(name, forms):
    """Whether a name is among the forms, or has all words of one, or ends as one does."""
    own = words(name)
    return any(own and w and (own == w or set(own) <= set(w) or set(w) <= set(own) or own[-1] == w[-1] and len(own[-1]) > 3) for w in map(words, forms))


def known(forms):
    """The forms, and the name of the United States where an article has another of theirs."""
    return forms + ["United States"] * any(form in UNITED_STATES for form in forms)


def share(spans, start, end):
    common = sum(max(0, min(e, end) - max(s, start)) for s, e in spans)
    return common / max(sum(e - s for s, e in spans), end - start, 1)


def main():
    articles = {json.loads(l)["id"]: json.loads(l) for l in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()}
    found = {json.loads(l)["id"]: json.loads(l)["statements"] for l in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()}
    coded = corpora.references(TRAIN / "references.tsv")
    right, seen, wrong = Counter(), Counter(), []
    for article, statements in found.items():
        if article not in coded:
            continue
        text = articles[article]["text"]
        chains = corpora.every_name(text, coded[article])
        forms = [known([text[s:e] for s, e in chain.names] + [text[s:e] for s, e in first.names]) for chain, first in zip(chains, coded[article])]
        meant = {span: forms[n] for n, chain in enumerate(chains) for span in chain.references}
        named = {span: forms[n] for n, chain in enumerate(chains) for span in chain.names}

        def count(kind, ok, *what):
            seen[kind] += 1
            right[kind] += ok
            if not ok:
                wrong.append((kind, article[:40], *what))

        for gold in articles[article]["attributions"]:
            if not gold["source"]:
                continue
            best = max(statements, key=lambda s: share(gold["content"], s["start"], s["end"]), default=None)
            if best is None or share(gold["content"], best["start"], best["end"]) < 0.5:
                continue
            start, end = gold["source"][0]
            context = text[max(0, start - 60) : end + 30]
            inside = [s for s in meant if start <= s[0] and s[1] <= end]
            names = [s for s in named if start <= s[0] and s[1] <= end]
            said, speaker = text[start:end], best["speaker"] or ""
            if (start, end) in meant and not meant[start, end]:
                ok = best["speaker_kind"] != "person" or words(speaker) == words(re.sub(r"^(?:the|a|an) ", "", said, flags=re.I))
                count("source where nobody is meant", ok, said, "got", speaker, "|", context)
            elif (start, end) in meant:
                kind = "pronoun source" if " " not in said else "described source"
                count(kind, same(speaker, meant[start, end]), said, "is", meant[start, end][:2], "got", speaker, "|", context)
            elif names and not inside and len(said) < 40:
                count("named source", same(speaker, [said] + [n for s in names for n in named[s]]), said, "got", speaker, "|", context)
        for statement in statements:
            actors = [row["actor"] for row in statement["stances"]]
            for span, names in meant.items():
                said = text[slice(*span)]
                if statement["start"] <= span[0] and span[1] <= statement["end"] and said.lower() in corpora.PERSONAL and names and not same(statement["speaker"] or "", names):
                    count("he or she has a row", any(same(actor, names) for actor in actors), said, "is", names[:2], "of", actors, "|", text[max(0, span[0] - 60) : span[1] + 30])
            for row in statement["stances"]:
                span = (row["mention_start"], row["mention_end"])
                if row["mention_role"] != "name" and meant.get(span):
                    said = text[slice(*span)]
                    kind = "pronoun actor" if " " not in said else "described actor"
                    count(kind, same(row["actor"], meant[span]), said, "is", meant[span][:2], "got", row["actor"], "|", text[max(0, span[0] - 60) : span[1] + 30])
                elif row["mention_role"] != "name" and span in meant:
                    count("row where nobody is meant", False, text[slice(*span)], "got", row["actor"], "|", text[max(0, span[0] - 60) : span[1] + 30])
    print("| what | right | of | share |\n|---|---|---|---|")
    for kind in sorted(seen):
        print(f"| {kind} | {right[kind]} | {seen[kind]} | {right[kind] / seen[kind]:.3f} |")
    if "-v" in sys.argv:
        for row in wrong:
            print(*row)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Builds and checks `gold.jsonl` of every data set here from its `gold.src`, which quotes the words.

    python3 datasets/make_gold.py            write every gold.jsonl
    python3 datasets/make_gold.py --check    only compare; exit 1 on a difference

`gold.src`, one annotation a line, in the order of the article:

    @ article-id                     the article `article-id.txt` or `article-id.html`
    S kind | speaker | speaker kind | role | affiliation      a statement; `-` is none; `denied` may follow the kind
    > words                          its words, quotation marks included; ` [...] ` stands for words left out here (never
                                     across a paragraph); every further `>` is the next fragment; `>2 words` takes
                                     the second place where the words occur after the previous annotation
    = actor | actor kind | stance [| possible] [| modifier] [| reported: holder]
    # a remark

The first `>` of a statement is looked for after the start of the statement before it, a further one after the end
of the fragment before it. Offsets are half-open and count Unicode code points of the file. For HTML the words are looked for in
the text of its paragraphs, and offsets are left out because they depend on the extractor.
"""

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {"direct", "indirect", "mixed"}
SPEAKER_KINDS = {"person", "organisation", "group", "unknown"}
ACTOR_KINDS = {"person", "state", "organisation", "group"}
STANCES = {"favorable", "neutral", "unfavorable", "mixed"}
GAP = " [...] "


class Paragraphs(HTMLParser):
    """The text of the `<p>` elements inside `<article>`, one paragraph a piece."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.article, self.open, self.pieces = 0, False, []

    def handle_starttag(self, tag, attrs):
        self.article += tag == "article"
        if tag == "p" and self.article:
            self.open = True
            self.pieces.append("")

    def handle_endtag(self, tag):
        self.article -= tag == "article"
        if tag == "p":
            self.open = False

    def handle_data(self, data):
        if self.open:
            self.pieces[-1] += data


def read_article(folder, article_id):
    """The text of an article, and whether offsets into it are offsets into the file."""
    path = folder / f"{article_id}.txt"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            return file.read(), True
    reader = Paragraphs()
    reader.feed((folder / f"{article_id}.html").read_text(encoding="utf-8"))
    return "\n\n".join(" ".join(piece.split()) for piece in reader.pieces), False


def find(text, words, start, nth, where):
    """The span of `words` at their `nth` place from `start` on."""
    head, _, tail = words.partition(GAP)
    at = start - 1
    for _ in range(nth):
        at = text.find(head, at + 1)
        if at < 0:
            sys.exit(f"{where}: not found: {head!r}")
    end = at + len(head)
    if tail:
        rest = text.find(tail, end)
        if rest < 0 or "\n\n" in text[at : rest + len(tail)]:
            sys.exit(f"{where}: not found in the same paragraph: {tail!r}")
        end = rest + len(tail)
    return at, end


def cells(line):
    return [None if cell.strip() == "-" else cell.strip() for cell in line.split("|")]


def stance(line, where):
    actor, kind, value, *marks = cells(line)
    row = {"actor": actor, "actor_kind": kind, "stance": value, "perspective": "speaker", "holder": None,
           "modality": "asserted", "mention_role": None}
    for mark in marks:
        if mark.startswith("reported:"):
            row["perspective"], row["holder"] = "reported", mark.removeprefix("reported:").strip()
        elif mark == "possible":
            row["modality"] = mark
        elif mark == "modifier":
            row["mention_role"] = mark
        else:
            sys.exit(f"{where}: unknown mark {mark!r}")
    if kind not in ACTOR_KINDS or value not in STANCES:
        sys.exit(f"{where}: {line!r}")
    return row


def read_source(folder):
    """The articles of a data set, in order, as the dictionaries that `gold.jsonl` holds."""
    articles, text, offsets, spans = [], "", True, []
    for number, line in enumerate((folder / "gold.src").read_text(encoding="utf-8").splitlines(), 1):
        where = f"{folder.name}/gold.src:{number}"
        mark, _, rest = line.partition(" ")
        if not line.strip() or mark == "#":
            continue
        if mark == "@":
            text, offsets = read_article(folder, rest.strip())
            articles.append({"id": rest.strip(), "statements": []})
            spans = [(0, 0)]
        elif mark == "S":
            kinds, speaker, speaker_kind, role, affiliation = cells(rest)
            kind, *denied = kinds.split()
            if kind not in KINDS or speaker_kind not in SPEAKER_KINDS or denied not in ([], ["denied"]):
                sys.exit(f"{where}: {line!r}")
            before = spans[0][0]
            spans = []
            articles[-1]["statements"].append({
                "kind": kind, "text": None, "start": None, "end": None, "fragments": None, "speaker": speaker,
                "speaker_kind": speaker_kind, "speaker_role": role, "speaker_affiliation": affiliation,
                "denied": bool(denied), "stances": []})
        elif mark.startswith(">"):
            start = spans[-1][1] if spans else before
            spans.append(find(text, rest, start, int(mark[1:] or 1), where))
            row = articles[-1]["statements"][-1]
            row["text"] = text[spans[0][0] : spans[-1][1]]
            if offsets:
                row["start"], row["end"] = spans[0][0], spans[-1][1]
                row["fragments"] = ";".join(f"{a}-{b}" for a, b in spans) if len(spans) > 1 else ""
            else:
                for key in ("start", "end", "fragments"):
                    row.pop(key, None)
        elif mark == "=":
            articles[-1]["statements"][-1]["stances"].append(stance(rest, where))
        else:
            sys.exit(f"{where}: {line!r}")
    return articles


def check(folder, articles):
    """Asserts what users of the gold rely on."""
    for article in articles:
        text, offsets = read_article(folder, article["id"])
        for row in article["statements"]:
            assert row["text"], (article["id"], row)
            assert row["text"] in text, row["text"]
            assert (row["speaker"] is None) == (row["speaker_kind"] == "unknown"), row["text"]
            if offsets:
                assert text[row["start"] : row["end"]] == row["text"], row["text"]
                pieces = [tuple(map(int, piece.split("-"))) for piece in row["fragments"].split(";") if piece]
                assert pieces == sorted(pieces) and all(row["start"] <= a < b <= row["end"] for a, b in pieces)
            if row["kind"] != "direct":
                assert row["text"][-1] not in ".,", row["text"]
            keys = [(s["actor"], s["perspective"], s["holder"], s["mention_role"]) for s in row["stances"]]
            assert len(keys) == len(set(keys)), row["text"]
        rows = [row.get("start", 0) for row in article["statements"]]
        assert rows == sorted(rows), article["id"]


def main():
    only_check = sys.argv[1:] == ["--check"]
    changed = False
    for source in sorted(HERE.glob("*/gold.src")):
        folder = source.parent
        articles = read_source(folder)
        check(folder, articles)
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        path = folder / "gold.jsonl"
        differs = not path.exists() or path.read_text(encoding="utf-8") != lines
        changed |= differs
        if differs and not only_check:
            path.write_text(lines, encoding="utf-8")
        rows = [row for article in articles for row in article["statements"]]
        stances = sum(len(row["stances"]) for row in rows)
        print(f"{folder.name}: {len(articles)} articles, {len(rows)} statements, {stances} stances"
              + (" (differs)" if differs and only_check else ""))
    sys.exit(int(only_check and changed))


if __name__ == "__main__":
    main()

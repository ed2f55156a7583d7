"""Makes the gold files of quoted-stance from what people wrote. Usage: make.py [sheet]

passages.txt is the passages with their marks; coder-1.tsv and coder-2.tsv are two independent codings of every pair (statement, actor); settled.tsv holds the pairs
where they differed, as adjudicated. Writes tune.jsonl and eval.jsonl (blocks of four passages in turn) and prints the agreement of the two codings: Krippendorff's alpha for
coincidences of two coders without missing values (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections C and D). `sheet` prints what coders are given."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[\+?|\]\]|\{([a-z]):|\}")
FIELDS = ("stance", "outlook", "perspective", "modality", "role")
ALLOWED = {
    "stance": ("unfavorable", "neutral", "favorable", "mixed"),
    "outlook": ("gains", "none", "loses"),
    "perspective": ("speaker", "reported"),
    "modality": ("asserted", "possible", "denied"),
    "role": ("actor", "modifier"),
}


def passages():
    """[{id, text, statements: [{pieces: [(start, end)], actors: {letter: [(start, end)]}}], names: {letter: (name, kind)}}]; code points, half-open."""
    for block in (HERE / "passages.txt").read_text(encoding="utf-8").split("@ ")[1:]:
        number, marked, *letters = [line for line in block.strip().split("\n") if line.strip()]
        names = {}
        for line in letters:
            letter, _, rest = line.partition(" = ")
            name, _, kind = rest.partition(" | ")
            assert kind.strip() in ("person", "state", "organisation"), line
            names[letter.strip()] = (name.strip(), kind.strip())
        text, last, statements, opened, mention = "", 0, [], None, None
        for m in MARK.finditer(marked):
            text += marked[last : m.start()]
            last = m.end()
            if m.group().startswith("[["):
                if m.group() == "[[":
                    statements.append({"pieces": [], "actors": {}})
                opened = len(text)
            elif m.group() == "]]":
                statements[-1]["pieces"].append((opened, len(text)))
            elif m.group() == "}":
                statements[-1]["actors"].setdefault(mention[0], []).append((mention[1], len(text)))
            else:
                assert m.group(1) in names, (number, m.group())
                mention = (m.group(1), len(text))
        yield {"id": number.strip(), "text": text + marked[last:], "statements": statements, "names": names, "marked": marked}


def part(number):
    """Blocks of four passages in turn: authors alternated their themes from one passage to the next."""
    return "eval" if (int(number) - 1) // 4 % 2 else "tune"


def pairs(passage):
    for k, statement in enumerate(passage["statements"], 1):
        for letter, mentions in statement["actors"].items():
            yield f"{passage['id']}.{k}.{letter}", statement, letter, mentions


def codes(name):
    """{pair: {field: value, "holder": name or None}}"""
    out = {}
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        assert len(cells) in (6, 7), f"{name}, line {number}: 6 or 7 cells wanted, {len(cells)} found"
        row = dict(zip(FIELDS, cells[1:6]))
        for field, value in row.items():
            assert value in ALLOWED[field], f"{name}, line {number}: {field} {value!r}"
        row["holder"] = (cells[6].strip() or None) if len(cells) == 7 else None
        out[cells[0]] = row
    return out


def alpha(first, second, ordinal):
    """Krippendorff's alpha of two lists of values; `ordinal` lists them in order, or is None for nominal ones."""
    values = ordinal or sorted(set(first) | set(second))
    n = Counter(first) + Counter(second)
    total = len(first) + len(second)

    def distance(a, b):
        if not ordinal:
            return float(a != b)
        i, j = sorted((values.index(a), values.index(b)))
        return (sum(n[v] for v in values[i : j + 1]) - (n[a] + n[b]) / 2) ** 2

    observed = sum(2 * distance(a, b) for a, b in zip(first, second)) / total
    expected = sum(n[a] * n[b] * distance(a, b) for a in values for b in values) / (total * (total - 1))
    return 1 - observed / expected


def sheet():
    for passage in passages():
        numbers = iter(range(1, 99))
        shown = re.sub(r"\[\[(?!\+)", lambda _: f"[[#{next(numbers)} ", passage["marked"])
        print(f"@ {passage['id']}\n{shown}")
        for letter, (name, kind) in passage["names"].items():
            print(f"{letter} = {name} | {kind}")
        print("pairs:", " ".join(p[0] for p in pairs(passage)), "\n")


def main():
    if sys.argv[1:] == ["sheet"]:
        return sheet()
    every = [(passage, *pair) for passage in passages() for pair in pairs(passage)]
    first, second, settled = codes("coder-1.tsv"), codes("coder-2.tsv"), codes("settled.tsv")
    ids = [pair for _, pair, *_ in every]
    assert set(first) == set(second) == set(ids), (set(first) ^ set(ids), set(second) ^ set(ids))
    plain = [p for p in ids if "mixed" not in (first[p]["stance"], second[p]["stance"])]
    print(f"{len(ids)} pairs in {len({p['id'] for p, *_ in every})} passages")
    print(f"stance, ordinal, without mixed: alpha {alpha([first[p]['stance'] for p in plain], [second[p]['stance'] for p in plain], ALLOWED['stance'][:3]):.3f} (n {len(plain)})")
    for field in FIELDS:
        a, b = [first[p][field] for p in ids], [second[p][field] for p in ids]
        same = sum(x == y for x, y in zip(a, b)) / len(ids)
        print(f"{field}, nominal: alpha {alpha(a, b, None):.3f}, equal {same:.3f} (n {len(ids)})")
    final = {}
    for p in ids:
        same = first[p] if all(first[p][f] == second[p][f] for f in FIELDS) else None
        final[p] = settled.get(p, same)
        assert final[p], f"{p}: the coders differ and settled.tsv does not say"
    rows = {"tune": [], "eval": []}
    for passage in passages():
        statements = []
        for k, statement in enumerate(passage["statements"], 1):
            actors = []
            for letter, mentions in statement["actors"].items():
                pair = f"{passage['id']}.{k}.{letter}"
                name, kind = passage["names"][letter]
                actors.append({"id": pair, "actor": name, "actor_kind": kind, "mentions": mentions} | final[pair])
            pieces = statement["pieces"]
            statements.append({"start": pieces[0][0], "end": pieces[-1][1], "fragments": pieces, "actors": actors})
        row = {"id": passage["id"], "text": passage["text"], "statements": statements}
        rows[part(passage["id"])].append(json.dumps(row, ensure_ascii=False))
    for name, lines in rows.items():
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        some = [final[p] for p in ids if part(p[:3]) == name]
        print(name, len(some), "pairs;", "; ".join(f"{f}: " + ", ".join(f"{v} {c}" for v, c in Counter(r[f] for r in some).most_common()) for f in FIELDS))


if __name__ == "__main__":
    main()

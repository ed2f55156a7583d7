"""How far two codings agree: codings.tsv against recodings.tsv, the second coding of five sheets of PolNeAR clauses, and the passages against
recoded.txt: the share of equal codes and Krippendorff's alpha (datasets/quoted-stance/make.py). And of who is meant, referred.txt against
rereferred.tsv: the share of marks with the same key; and for whom persons speak, served.tsv against reserved.tsv. Usage: agreement.py"""

import re
import sys
from pathlib import Path

import corpora

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "datasets" / "quoted-stance"))
from make import alpha  # noqa: E402


def mentions(file):
    """{(key, start, end): Coded} of a file like codings.tsv."""
    return {(k, t.start, t.end): t.coded for k, ts in corpora.codings(HERE / file).items() for t in ts}


def actors(file):
    """{(passage, letter): Coded} of a file of passages, or of codes alone."""
    out = {}
    for block in re.split(r"(?m)^@ ", (HERE / file).read_text(encoding="utf-8"))[1:]:
        passage, *lines = block.strip().split("\n")
        for line in lines:
            if re.match(r"[a-z]( =)? ", line):
                stance, outlook, reported, _ = corpora.CODE.fullmatch(line.split()[-1]).groups()
                out[passage, line[0]] = corpora.Coded("unf".index(stance), ("", "+", "-").index(outlook), bool(reported))
    return out


for what, first, second in (
    ("mentions", mentions("codings.tsv"), mentions("recodings.tsv")),
    ("passages", actors("passages-3.txt"), actors("recoded.txt")),
):
    both = sorted(first.keys() & second.keys())
    for name, order in (("stance", [0, 1, 2]), ("outlook", None), ("reported", None)):
        a, b = ([getattr(codes[k], name) for k in both] for codes in (first, second))
        same = sum(x == y for x, y in zip(a, b)) / len(both)
        print(f"{what}, {name}: equal {same:.3f}, alpha {alpha(a, b, order):.3f} ({'ordinal' if order else 'nominal'}, n {len(both)})")


def keys():
    """(words, key, key of the second coding) of every mark of the articles of rereferred.tsv."""
    text = (HERE / "referred.txt").read_text(encoding="utf-8")
    articles = {block.split("\n")[0].strip(): corpora.REFERRED.findall(block) for block in re.split(r"(?m)^@ ", text)[1:]}
    for line in (HERE / "rereferred.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, second = line.split("\t")
            yield from ((words, key, other) for (key, words), other in zip(articles[article], second.split(" "), strict=True))


equal = {}
for words, key, other in keys():
    word = words.lower()
    kind = "he and she" if word in corpora.PERSONAL else "it and they" if word in corpora.STANDING else "descriptions" if corpora.stands(words) else "names"
    equal.setdefault(kind, []).append(key == other)
for kind, same in sorted(equal.items()):
    print(f"who is meant, {kind}: equal {sum(same) / len(same):.3f} (n {len(same)})")

first, second = (corpora.bodies(HERE / file) for file in ("served.tsv", "reserved.tsv"))
pairs = [(first[article][person], body) for article, persons in second.items() for person, body in persons.items()]
equal = [one == other for one, other in pairs]
told = [(one == "-") == (other == "-") for one, other in pairs]
print(f"for whom persons speak: equal words {sum(equal) / len(equal):.3f}, whether there is a body {sum(told) / len(told):.3f} (n {len(pairs)})")

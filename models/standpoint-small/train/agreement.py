"""How far two codings of the same clauses agree: codings.tsv against recodings.tsv, the second coding of five sheets of PolNeAR clauses.
Prints the share of equal codes and Krippendorff's alpha (datasets/quoted-stance/make.py). Usage: agreement.py"""

import sys
from pathlib import Path

import corpora

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "datasets" / "quoted-stance"))
from make import alpha  # noqa: E402

first, second = ({(k, t.start, t.end): t.coded for k, ts in corpora.codings(HERE / f).items() for t in ts} for f in ("codings.tsv", "recodings.tsv"))
both = sorted(first.keys() & second.keys())
for name, order in (("stance", [0, 1, 2]), ("outlook", None), ("reported", None)):
    a, b = ([getattr(codes[k], name) for k in both] for codes in (first, second))
    same = sum(x == y for x, y in zip(a, b)) / len(both)
    print(f"{name}: equal {same:.3f}, alpha {alpha(a, b, order):.3f} ({'ordinal' if order else 'nominal'}, n {len(both)})")

"""Writes a folder as `score --out` does, of made-up rows, to measure `compare` on: synthetic_folder.py DIR [ARTICLES]."""

import csv
import random
import sys
from pathlib import Path

folder, articles = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
folder.mkdir(parents=True, exist_ok=True)
random.seed(20261124)
ARTICLES = "article_id title date outlet author language n_statements".split()
STATEMENTS = """article_id statement_id kind text start end fragments speaker_id speaker speaker_kind speaker_role speaker_affiliation
speaker_mention speaker_start speaker_end cue cue_start cue_end content_confidence speaker_confidence""".split()
STANCES = """article_id statement_id speaker_id speaker actor_id actor actor_kind mention mention_start mention_end n_mentions mention_role stance
score p_unfavorable p_neutral p_favorable abstained outlook perspective holder modality evidence evidence_start evidence_end""".split()


def zipf(n):
    """A number below n, small ones more often."""
    return min(int(n ** random.random()) - 1, n - 1)


tables = {}
for name, columns in [("articles", ARTICLES), ("statements", STATEMENTS), ("stances", STANCES)]:
    tables[name] = csv.DictWriter((folder / f"{name}.csv").open("w", newline=""), columns, restval="")
    tables[name].writeheader()
n_statements = n_stances = 0
for a in range(articles):
    article = f"a{a:05}"
    count = random.randint(4, 14)
    date = f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    tables["articles"].writerow(
        dict(article_id=article, title="T", date=date, outlet=f"Outlet {zipf(40)}", language="en", n_statements=count)
    )
    at = 0
    for s in range(count):
        text = f"“Statement {a} {s} " + "word " * random.randint(5, 40) + "”"
        speaker, at = zipf(5000), at + 300
        ids = dict(article_id=article, statement_id=f"{article}-s{s:03}", speaker_id=f"s{speaker}", speaker=f"Speaker {speaker}")
        tables["statements"].writerow(
            dict(ids, kind="direct", text=text, start=at, end=at + len(text), speaker_kind="person", content_confidence=0.9,
                 speaker_affiliation=f"Institute {speaker % 50}", speaker_confidence=0.9)
        )
        n_statements += 1
        for actor in sorted({zipf(800) for _ in range(random.randint(0, 3))}):
            p = sorted([random.random(), random.random()])
            p = [p[0], p[1] - p[0], 1 - p[1]]
            stance = ["unfavorable", "neutral", "favorable"][p.index(max(p))]
            tables["stances"].writerow(
                dict(ids, actor_id=f"x{actor}", actor=f"Actor {actor}", actor_kind="person", mention="Actor", mention_start=at,
                     mention_end=at + 5, n_mentions=1, mention_role="name", stance=stance, score=round(p[2] - p[0], 4),
                     p_unfavorable=round(p[0], 4), p_neutral=round(p[1], 4), p_favorable=round(p[2], 4),
                     abstained=str(max(p) < 0.45).lower(), perspective="speaker", modality="asserted", evidence="Actor",
                     evidence_start=at, evidence_end=at + 5)
            )
            n_stances += 1
(folder / "run.json").write_text('{"version": "0.2.0", "model": "made-up", "model_sha256": "00", "engine": "none"}\n')
print(articles, "articles,", n_statements, "statements,", n_stances, "stances")

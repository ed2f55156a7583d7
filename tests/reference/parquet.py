"""Opens the Parquet files of `standpoint store export` with readers of others and compares them with the JSON lines.

    standpoint store export c.db --format jsonl --out out
    standpoint store export c.db --format parquet --out out
    python tests/reference/parquet.py out

Needs pyarrow, pandas and duckdb.
"""

import json
import sys
from pathlib import Path

import duckdb
import pandas
import pyarrow.parquet

COUNTS = {"n_statements", "n_mentions", "start", "end"}
DECIMALS = {"score", "p_unfavorable", "p_neutral", "p_favorable", "content_confidence", "speaker_confidence"}
TYPES = {
    "text": ("string", "VARCHAR"),
    "count": ("int64", "BIGINT"),
    "decimal": ("double", "DOUBLE"),
    "flag": ("bool", "BOOLEAN"),
}


def kind(column):
    if column in COUNTS or column.endswith(("_start", "_end")):
        return "count"
    if column in DECIMALS:
        return "decimal"
    return "flag" if column == "abstained" else "text"


def tables(folder):
    """The rows of each table, from the JSON lines."""
    found = {name: [] for name in ("articles", "statements", "stances", "stories", "quotations")}
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        found["stories"].append({"article_id": article["article_id"], "story_id": article.pop("story")})
        del article["text"]
        for statement in article.pop("statements"):
            quotation = {"statement_id": statement["statement_id"], "quotation_id": statement.pop("quotation")}
            found["quotations"].append(quotation)
            found["stances"].extend(statement.pop("stances"))
            found["statements"].append(statement)
        found["articles"].append(article)
    return found


def main():
    folder = Path(sys.argv[1])
    for name, rows in tables(folder).items():
        path = str(folder / f"{name}.parquet")
        arrow = pyarrow.parquet.read_table(path)
        assert arrow.to_pylist() == rows, f"{name}: pyarrow reads other values"
        assert [str(field.type) for field in arrow.schema] == [TYPES[kind(column)][0] for column in arrow.column_names]
        frame = pandas.read_parquet(path)
        nulls = {column: sum(row[column] is None for row in rows) for column in frame.columns}
        assert frame.isna().sum().to_dict() == nulls, f"{name}: pandas reads other nulls"
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        assert [line[1] for line in described] == [TYPES[kind(line[0])][1] for line in described]
        read = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
        assert read == [tuple(row.values()) for row in rows], f"{name}: duckdb reads other values"
        print(f"{name}: {len(rows)} rows, {len(described)} columns, {sum(nulls.values())} nulls")


main()

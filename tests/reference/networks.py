"""Opens network.graphml and network.gexf of `standpoint compare --out DIR` with networkx and compares them with matrix.csv.

    python tests/reference/networks.py DIR [speaker|affiliation|outlet|speaker-kind]

Needs networkx. The structure of the GEXF file is held against what the schema of GEXF 1.3 asks of the elements in it.
"""

import csv
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import networkx

SPACE = "{http://gexf.net/1.3}"
NUMBERS = ("ci_low", "ci_high", "share_unfavorable", "share_neutral", "share_favorable")
READ = {"integer": int, "double": float, "string": str}


def check_structure(path):
    root = tree.parse(path).getroot()
    assert (root.tag, root.attrib) == (SPACE + "gexf", {"version": "1.3"})
    (graph,) = root
    assert graph.attrib == {"mode": "static", "defaultedgetype": "directed"}
    assert [child.tag.removeprefix(SPACE) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {}
    for attributes in graph.findall(SPACE + "attributes"):
        assert all(set(attribute.attrib) == {"id", "title", "type"} for attribute in attributes)
        declared[attributes.get("class")] = {attribute.get("id"): attribute.get("type") for attribute in attributes}
    nodes = graph.find(SPACE + "nodes")
    edges = graph.find(SPACE + "edges")
    names = {node.get("id") for node in nodes}
    assert len(names) == len(nodes) and len({edge.get("id") for edge in edges}) == len(edges)
    assert all(edge.get("source") in names and edge.get("target") in names for edge in edges)
    for of, elements in (("node", nodes), ("edge", edges)):
        for value in elements.iter(SPACE + "attvalue"):
            READ[declared[of][value.get("for")]](value.get("value"))


def content(graph):
    return dict(graph.nodes(data=True)), {(a, b): data for a, b, data in graph.edges(data=True)}


def main():
    folder, by = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "speaker"
    check_structure(folder / "network.gexf")
    graph = networkx.read_graphml(folder / "network.graphml")
    assert graph.is_directed()
    assert content(graph) == content(networkx.read_gexf(folder / "network.gexf", version="1.3"))
    with (folder / "matrix.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mean_score"]]
    assert len(rows) == graph.number_of_edges()
    for row in rows:
        source = row["group_id"] if by == "speaker" else f"{by}: {row['group_id']}"
        edge, mean = graph.edges[source, row["actor_id"]], float(row["mean_score"])
        assert edge["weight"] == edge["n"] == int(row["n_counted"]) and edge["stories"] == int(row["n_stories"])
        assert edge["mean"] == mean and (mean == 0 or edge["sign"] == (1 if mean > 0 else -1))
        assert edge["verdict"] == (row["verdict"] or "too few stories")
        assert all(edge.get(name) == (float(row[name]) if row[name] else None) for name in NUMBERS)
        speaker, actor = graph.nodes[source], graph.nodes[row["actor_id"]]
        assert speaker["role"] in ("speaker", "both") and actor["role"] in ("actor", "both")
        assert speaker.get("affiliation", "") == row["affiliation"]
    print(f"{folder}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


main()

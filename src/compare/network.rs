//! Who presents whom how, as a graph: GraphML and GEXF, as Gephi and other programs read them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::xml::escaped;
use super::{By, Comparison};
use crate::corpus::Corpus;

/// A node: someone who speaks, is spoken about, or both.
#[derive(Debug, Clone, Default)]
struct Node {
    label: String,
    role: &'static str,
    kind: String,
    affiliation: String,
}

/// An attribute: its name and its type in GraphML and GEXF.
type Attribute = (&'static str, &'static str, &'static str);

const NODE: [Attribute; 3] =
    [("role", "string", "string"), ("kind", "string", "string"), ("affiliation", "string", "string")];
const EDGE: [Attribute; 10] = [
    ("sign", "int", "integer"),
    ("mean", "double", "double"),
    ("n", "int", "integer"),
    ("stories", "int", "integer"),
    ("ci_low", "double", "double"),
    ("ci_high", "double", "double"),
    ("verdict", "string", "string"),
    ("share_unfavorable", "double", "double"),
    ("share_neutral", "double", "double"),
    ("share_favorable", "double", "double"),
];

/// The graph: nodes by id, and edges from a group to an actor with weight and attributes, empty where there is no value.
struct Graph {
    nodes: BTreeMap<String, Node>,
    edges: Vec<(String, String, usize, [String; 10])>,
}

/// Edges of at least `least` counted portrayals. A person who speaks and is spoken about is one node.
fn graph(corpus: &Corpus, comparison: &Comparison, by: By, least: usize) -> Graph {
    let mut graph = Graph { nodes: BTreeMap::new(), edges: Vec::new() };
    for cell in &comparison.cells {
        let Some(mean) = cell.estimate.mean.filter(|_| cell.n_counted >= least.max(1)) else { continue };
        let (group, actor) = (&comparison.groups[cell.group], &corpus.actors[cell.actor]);
        let speaker = group.speaker.map(|at| &corpus.speakers[at]);
        let from = if speaker.is_some() { group.id.clone() } else { format!("{by}: {}", group.id) };
        let node = graph.nodes.entry(from.clone()).or_default();
        node.role = if node.role == "actor" || node.role == "both" { "both" } else { "speaker" };
        node.label.clone_from(&group.name);
        node.kind = speaker.map_or_else(|| by.to_string(), |speaker| speaker.kind.to_string());
        node.affiliation = speaker.and_then(|speaker| speaker.affiliation.clone()).unwrap_or_default();
        let node = graph.nodes.entry(actor.id.clone()).or_default();
        node.role = if node.role == "speaker" || node.role == "both" { "both" } else { "actor" };
        if node.label.is_empty() {
            node.label.clone_from(&actor.name);
            node.kind = actor.kind.to_string();
        }
        let number = |value: Option<f64>| value.map(|v| format!("{:.4}", v + 0.0)).unwrap_or_default();
        let (low, high) = cell.estimate.interval.unzip();
        let shares = cell.shares;
        let sign = if mean > 0.0 {
            "1"
        } else if mean < 0.0 {
            "-1"
        } else {
            "0"
        };
        let verdict = cell.estimate.verdict.map_or_else(|| "too few stories".to_owned(), |verdict| verdict.to_string());
        graph.edges.push((
            from,
            actor.id.clone(),
            cell.n_counted,
            [
                sign.to_owned(),
                number(Some(mean)),
                cell.n_counted.to_string(),
                cell.n_stories.to_string(),
                number(low),
                number(high),
                verdict,
                number(shares.map(|s| s.unfavorable)),
                number(shares.map(|s| s.neutral)),
                number(shares.map(|s| s.favorable)),
            ],
        ));
    }
    graph
}

/// GraphML (Brandes et al. 2002). The weight of an edge is its number of counted portrayals, never negative: the sign is an attribute.
pub(crate) fn graphml(corpus: &Corpus, comparison: &Comparison, by: By, least: usize) -> Vec<u8> {
    let graph = graph(corpus, comparison, by, least);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    let mut key = |of: &str, id: String, name: &str, kind: &str| {
        let _ = writeln!(out, "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    };
    key("node", "label".into(), "label", "string");
    NODE.iter().for_each(|(name, kind, _)| key("node", format!("n-{name}"), name, kind));
    key("edge", "weight".into(), "weight", "double");
    EDGE.iter().for_each(|(name, kind, _)| key("edge", format!("e-{name}"), name, kind));
    out.push_str("  <graph id=\"portrayals\" edgedefault=\"directed\">\n");
    for (id, node) in &graph.nodes {
        let _ = write!(out, "    <node id=\"{}\"><data key=\"label\">{}</data>", escaped(id), escaped(&node.label));
        for ((name, ..), value) in NODE.iter().zip(values(node)) {
            data(&mut out, 'n', name, value);
        }
        out.push_str("</node>\n");
    }
    for (at, (from, to, weight, values)) in graph.edges.iter().enumerate() {
        let (from, to) = (escaped(from), escaped(to));
        let _ = write!(
            out,
            "    <edge id=\"e{at}\" source=\"{from}\" target=\"{to}\"><data key=\"weight\">{weight}</data>"
        );
        for ((name, ..), value) in EDGE.iter().zip(values) {
            data(&mut out, 'e', name, value);
        }
        out.push_str("</edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out.into_bytes()
}

fn data(out: &mut String, of: char, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = write!(out, "<data key=\"{of}-{name}\">{}</data>", escaped(value));
    }
}

/// GEXF 1.3 (gexf.net), with the same attributes.
pub(crate) fn gexf(corpus: &Corpus, comparison: &Comparison, by: By, least: usize) -> Vec<u8> {
    let graph = graph(corpus, comparison, by, least);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <graph mode=\"static\" defaultedgetype=\"directed\">\n",
    );
    for (class, attributes) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
        let _ = writeln!(out, "    <attributes class=\"{class}\">");
        for (name, _, kind) in attributes {
            let _ = writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>");
        }
        out.push_str("    </attributes>\n");
    }
    let attvalues = |out: &mut String, attributes: &[Attribute], values: &[&str]| {
        out.push_str("<attvalues>");
        for ((name, ..), value) in attributes.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            let _ = write!(out, "<attvalue for=\"{name}\" value=\"{}\"/>", escaped(value));
        }
        out.push_str("</attvalues>");
    };
    out.push_str("    <nodes>\n");
    for (id, node) in &graph.nodes {
        let _ = write!(out, "      <node id=\"{}\" label=\"{}\">", escaped(id), escaped(&node.label));
        attvalues(&mut out, &NODE, &values(node));
        out.push_str("</node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (at, (from, to, weight, values)) in graph.edges.iter().enumerate() {
        let (from, to) = (escaped(from), escaped(to));
        let _ = write!(out, "      <edge id=\"e{at}\" source=\"{from}\" target=\"{to}\" weight=\"{weight}\">");
        attvalues(&mut out, &EDGE, &values.each_ref().map(String::as_str));
        out.push_str("</edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out.into_bytes()
}

fn values(node: &Node) -> [&str; 3] {
    [node.role, &node.kind, &node.affiliation]
}

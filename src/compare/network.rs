//! Who presents whom, as a network of signed edges from speakers to actors, in the forms that Gephi and its like read.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Comparison, Pair};
use crate::corpus::Corpus;

/// A speaker or an actor. Who is both, by the id, is one node.
struct Node<'c> {
    id: &'c str,
    label: &'c str,
    kind: String,
    affiliation: &'c str,
    role: &'static str,
}

/// The columns of an edge, with their types.
const EDGE: [(&str, &str); 7] = [
    ("score", "double"),
    ("n", "int"),
    ("stories", "int"),
    ("sign", "string"),
    ("finding", "string"),
    ("ci_low", "double"),
    ("ci_high", "double"),
];

/// The network as GraphML (graphml.graphdrawing.org): one directed edge for each pair with at least `min_weight` counted portrayals,
/// their number as its weight.
pub(crate) fn graphml(corpus: &Corpus, comparison: &Comparison, min_weight: usize) -> String {
    let (nodes, edges) = parts(corpus, comparison, min_weight);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for name in ["label", "kind", "affiliation", "role"] {
        let _ = writeln!(out, "  <key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"string\"/>");
    }
    let _ = writeln!(out, "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>");
    for (name, kind) in EDGE {
        let _ = writeln!(out, "  <key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    out.push_str("  <graph edgedefault=\"directed\">\n");
    for node in nodes.values() {
        let _ = writeln!(out, "    <node id=\"{}\">", xml(node.id));
        for (key, value) in node.attributes() {
            let _ = writeln!(out, "      <data key=\"{key}\">{}</data>", xml(value));
        }
        out.push_str("    </node>\n");
    }
    for (at, pair) in edges.iter().enumerate() {
        let [source, target] = ends(corpus, pair);
        let _ = writeln!(out, "    <edge id=\"e{at}\" source=\"{}\" target=\"{}\">", xml(source), xml(target));
        let _ = writeln!(out, "      <data key=\"weight\">{}</data>", pair.n);
        for (key, value) in values(pair) {
            let _ = writeln!(out, "      <data key=\"{key}\">{value}</data>");
        }
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// The same network as GEXF 1.3 (gexf.net).
pub(crate) fn gexf(corpus: &Corpus, comparison: &Comparison, min_weight: usize) -> String {
    let (nodes, edges) = parts(corpus, comparison, min_weight);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  <graph defaultedgetype=\"directed\">\n    <attributes class=\"node\">\n",
    );
    for name in ["kind", "affiliation", "role"] {
        let _ = writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"string\"/>");
    }
    out.push_str("    </attributes>\n    <attributes class=\"edge\">\n");
    for (name, kind) in EDGE {
        let kind = if kind == "int" { "integer" } else { kind };
        let _ = writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>");
    }
    out.push_str("    </attributes>\n    <nodes>\n");
    for node in nodes.values() {
        let _ =
            writeln!(out, "      <node id=\"{}\" label=\"{}\">\n        <attvalues>", xml(node.id), xml(node.label));
        for (key, value) in node.attributes().into_iter().filter(|(key, _)| *key != "label") {
            let _ = writeln!(out, "          <attvalue for=\"{key}\" value=\"{}\"/>", xml(value));
        }
        out.push_str("        </attvalues>\n      </node>\n");
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (at, pair) in edges.iter().enumerate() {
        let [source, target] = ends(corpus, pair);
        let (source, target) = (xml(source), xml(target));
        let _ =
            writeln!(out, "      <edge id=\"e{at}\" source=\"{source}\" target=\"{target}\" weight=\"{}\">", pair.n);
        out.push_str("        <attvalues>\n");
        for (key, value) in values(pair) {
            let _ = writeln!(out, "          <attvalue for=\"{key}\" value=\"{value}\"/>");
        }
        out.push_str("        </attvalues>\n      </edge>\n");
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn parts<'c>(
    corpus: &'c Corpus,
    comparison: &'c Comparison,
    min_weight: usize,
) -> (BTreeMap<&'c str, Node<'c>>, Vec<&'c Pair>) {
    let edges: Vec<&Pair> = comparison.pairs.iter().filter(|pair| pair.n >= min_weight.max(1)).collect();
    let mut nodes: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    for pair in &edges {
        let (speaker, actor) = (&corpus.speakers[pair.speaker], &corpus.actors[pair.actor]);
        let node =
            Node { id: &actor.id, label: &actor.name, kind: actor.kind.to_string(), affiliation: "", role: "actor" };
        nodes.entry(&actor.id).and_modify(|node| node.both("actor")).or_insert(node);
        let node = Node {
            id: &speaker.id,
            label: &speaker.name,
            kind: speaker.kind.to_string(),
            affiliation: speaker.affiliation.as_deref().unwrap_or(""),
            role: "speaker",
        };
        nodes.entry(&speaker.id).and_modify(|node| node.both("speaker")).or_insert(node);
    }
    (nodes, edges)
}

impl Node<'_> {
    fn both(&mut self, role: &str) {
        if self.role != role {
            self.role = "both";
        }
    }

    fn attributes(&self) -> [(&'static str, &str); 4] {
        [("label", self.label), ("kind", &self.kind), ("affiliation", self.affiliation), ("role", self.role)]
    }
}

fn ends<'c>(corpus: &'c Corpus, pair: &Pair) -> [&'c str; 2] {
    [&corpus.speakers[pair.speaker].id, &corpus.actors[pair.actor].id]
}

/// The values of an edge that it has.
fn values(pair: &Pair) -> Vec<(&'static str, String)> {
    let mean = pair.mean.unwrap_or(0.0);
    let sign = if mean > 0.0 {
        "positive"
    } else if mean < 0.0 {
        "negative"
    } else {
        "zero"
    };
    let mut out = vec![
        ("score", format!("{mean:.4}")),
        ("n", pair.n.to_string()),
        ("stories", pair.stories.to_string()),
        ("sign", sign.to_owned()),
        ("finding", pair.finding.word().to_owned()),
    ];
    if let Some((low, high)) = pair.interval {
        out.extend([("ci_low", format!("{low:.4}")), ("ci_high", format!("{high:.4}"))]);
    }
    out
}

/// Text as XML holds it: marked characters as entities, and without the control characters that XML 1.0 has no place for.
fn xml(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, compare};
    use super::*;
    use crate::corpus::example;

    #[test]
    fn both_forms_hold_every_edge_and_hostile_names_stay_names() {
        let mut corpus = example::corpus();
        corpus.actors[0].name = "<script>&\"K\u{0}\"".into();
        let voices: Vec<Option<usize>> = corpus.statements.iter().map(|statement| statement.speaker).collect();
        let comparison = compare(&corpus, &voices, &Settings::default());
        for network in [graphml(&corpus, &comparison, 1), gexf(&corpus, &comparison, 1)] {
            assert_eq!(network.matches("<edge ").count(), comparison.pairs.len());
            assert!(network.contains("&lt;script&gt;&amp;&quot;K&quot;") && !network.contains("<script"));
        }
        let heavy = graphml(&corpus, &comparison, 2);
        assert_eq!(heavy.matches("<edge ").count(), comparison.pairs.iter().filter(|pair| pair.n >= 2).count());
    }
}

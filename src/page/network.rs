//! The network: speakers on the left, actors on the right, an edge for each pair.

use std::collections::BTreeMap;

use super::Page;
use super::html::Html;
use super::matrix::{place, search};
use super::number::{of, px, signed};
use super::view::Pair;

/// The heaviest edges that are drawn.
const EDGES: usize = 40;
/// Rounds of ordering each side by the other.
const ROUNDS: usize = 12;
const WIDTH: f64 = 960.0;
const LEFT: f64 = 300.0;
const RIGHT: f64 = 660.0;
const STEP: f64 = 25.0;
const TOP: f64 = 34.0;
/// Names longer than this are cut, in characters.
const NAME: usize = 38;

/// A network with a place for every node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Network<'a> {
    /// The edges, the heaviest first.
    pub edges: Vec<&'a Pair>,
    /// Speakers from top to bottom.
    pub speakers: Vec<usize>,
    /// Actors from top to bottom.
    pub actors: Vec<usize>,
}

/// The network of the heaviest pairs. Nodes are ordered by the mean place of their neighbours, side by side in turns (the barycentre
/// heuristic of Sugiyama, Tagawa and Toda 1981, section 3), which needs no chance.
pub(crate) fn network(pairs: &[Pair]) -> Network<'_> {
    let mut edges: Vec<&Pair> = pairs.iter().filter(|pair| pair.mean.is_some()).collect();
    edges.sort_by_key(|pair| (std::cmp::Reverse((pair.stories, pair.n)), pair.speaker, pair.actor));
    edges.truncate(EDGES);
    let mut speakers: Vec<usize> = Vec::new();
    let mut actors: Vec<usize> = Vec::new();
    for edge in &edges {
        if !speakers.contains(&edge.speaker) {
            speakers.push(edge.speaker);
        }
        if !actors.contains(&edge.actor) {
            actors.push(edge.actor);
        }
    }
    for _ in 0..ROUNDS {
        order(&mut speakers, &actors, edges.iter().map(|edge| (edge.speaker, edge.actor)));
        order(&mut actors, &speakers, edges.iter().map(|edge| (edge.actor, edge.speaker)));
    }
    Network { edges, speakers, actors }
}

fn order(side: &mut [usize], other: &[usize], edges: impl Iterator<Item = (usize, usize)>) {
    let at: BTreeMap<usize, usize> = other.iter().enumerate().map(|(place, node)| (*node, place)).collect();
    let mut sums: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (here, there) in edges {
        let sum = sums.entry(here).or_default();
        *sum = (sum.0 + at[&there], sum.1 + 1);
    }
    // a/b < c/d without fractions; the sort is stable, so that ties keep their places.
    side.sort_by(|a, b| (sums[a].0 * sums[b].1).cmp(&(sums[b].0 * sums[a].1)));
}

/// Writes the section.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let network = network(&page.view.pairs);
    if network.edges.is_empty() {
        return;
    }
    h.open("section", &[("id", "network"), ("aria-labelledby", "network-h")]);
    h.leaf("h2", &[("id", "network-h")], "The network");
    h.leaf(
        "p",
        &[],
        "Lines lead from a speaker to an actor, the wider the more stories: solid blue for a favorable mean, dashed orange for an unfavorable \
         one, thin grey within ±0.1. Dotted lines rest on fewer than five stories. The heat map has the same numbers as a table.",
    );
    let rows = network.speakers.len().max(network.actors.len());
    let height = TOP + rows as f64 * STEP + 8.0;
    let y = |place: usize, of: usize| TOP + 12.0 + (place as f64 + (rows - of) as f64 / 2.0) * STEP;
    let at = |side: &[usize], node: usize| {
        y(side.iter().position(|other| *other == node).expect("an edge joins nodes of the network"), side.len())
    };
    h.open("div", &[("class", "figure-wide")]);
    let view = format!("0 0 {WIDTH} {}", px(height));
    h.open(
        "svg",
        &[("class", "chart"), ("viewBox", &view), ("role", "group"), ("aria-label", "Network of speakers and actors")],
    );
    heading(h, LEFT, "end", "speaks");
    heading(h, RIGHT, "start", "is presented");
    for pair in network.edges.iter().rev() {
        edge(h, page, pair, at(&network.speakers, pair.speaker), at(&network.actors, pair.actor));
    }
    for speaker in &network.speakers {
        node(h, LEFT, at(&network.speakers, *speaker), true, page.speaker(*speaker));
    }
    for actor in &network.actors {
        node(h, RIGHT, at(&network.actors, *actor), false, &page.corpus.actors[*actor].name);
    }
    h.close("svg");
    h.close("div");
    h.close("section");
}

fn heading(h: &mut Html, x: f64, anchor: &str, words: &str) {
    h.leaf("text", &[("class", "soft"), ("x", &px(x)), ("y", "16"), ("text-anchor", anchor)], words);
}

fn node(h: &mut Html, x: f64, y: f64, left: bool, name: &str) {
    h.leaf("circle", &[("class", "neu"), ("cx", &px(x)), ("cy", &px(y)), ("r", "4")], "");
    let (x, anchor) = if left { (x - 11.0, "end") } else { (x + 11.0, "start") };
    h.leaf("text", &[("x", &px(x)), ("y", &px(y + 4.0)), ("text-anchor", anchor)], &cut(name, NAME));
}

/// A name that fits, with an ellipsis where it was cut.
pub(crate) fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let head: String = name.chars().take(most - 1).collect();
    format!("{}…", head.trim_end())
}

/// How an edge is drawn.
pub(crate) fn tone(pair: &Pair) -> &'static str {
    match pair.mean {
        _ if pair.interval.is_none() => "un",
        Some(mean) if mean > 0.1 => "fav",
        Some(mean) if mean < -0.1 => "unf",
        _ => "neu",
    }
}

fn edge(h: &mut Html, page: &Page<'_>, pair: &Pair, from: f64, to: f64) {
    let middle = f64::midpoint(LEFT, RIGHT);
    let path = format!("M{LEFT} {}C{middle} {} {middle} {} {RIGHT} {}", px(from), px(from), px(to), px(to));
    let tone = tone(pair);
    let width = if tone == "neu" { 1.5 } else { 1.0 + (pair.stories as f64).sqrt() * 1.1 };
    let words = format!(
        "{} on {}: mean {}, n {}, {}",
        page.speaker(pair.speaker),
        page.corpus.actors[pair.actor].name,
        signed(pair.mean.unwrap_or_default()),
        pair.n,
        of(pair.stories, "story", "stories")
    );
    h.link(&place(pair), &search(pair), Some(&words), |h| {
        h.leaf("title", &[], &words);
        h.leaf("path", &[("class", "wide"), ("d", &path)], "");
        h.leaf("path", &[("class", &format!("edge {tone}")), ("d", &path), ("stroke-width", &px(width.min(9.0)))], "");
    });
}

#[cfg(test)]
mod tests {
    use super::super::view::Finding;
    use super::*;

    fn pair(speaker: usize, actor: usize, stories: usize) -> Pair {
        Pair {
            speaker,
            actor,
            n: stories,
            stories,
            abstained: 0,
            mean: Some(0.5),
            interval: None,
            shares: [0.0, 0.0, 1.0],
            finding: Finding::TooFew,
        }
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let pairs = [pair(0, 9, 3), pair(1, 8, 2), pair(2, 9, 1), pair(1, 7, 1)];
        let network = network(&pairs);
        assert_eq!(network.speakers, [0, 2, 1]);
        assert_eq!(network.actors, [9, 8, 7]);
    }
}

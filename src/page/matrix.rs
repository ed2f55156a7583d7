//! Who presents whom: the heat map and the table of all pairs.

use std::collections::BTreeMap;

use super::Page;
use super::html::Html;
use super::number::{count, interval, of, percent, signed};
use super::stance::shade;
use super::view::{Finding, Pair};

/// The heat map has at most so many speakers and actors.
const ROWS: usize = 18;
const COLUMNS: usize = 8;
/// Steps of the key, with a score in the middle of each.
const KEY: [(f64, &str); 9] = [
    (-0.9, "below −0.7"),
    (-0.6, "−0.7 to −0.5"),
    (-0.4, "−0.5 to −0.3"),
    (-0.2, "−0.3 to −0.1"),
    (0.0, "within ±0.1"),
    (0.2, "+0.1 to +0.3"),
    (0.4, "+0.3 to +0.5"),
    (0.6, "+0.5 to +0.7"),
    (0.9, "above +0.7"),
];

/// The speakers and the actors that the heat map shows, those of most stories first.
pub(crate) fn shown(pairs: &[Pair]) -> (Vec<usize>, Vec<usize>) {
    let columns = heaviest(pairs.iter().map(|pair| (pair.actor, pair)), COLUMNS);
    let within = pairs.iter().filter(|pair| columns.contains(&pair.actor)).map(|pair| (pair.speaker, pair));
    let rows = heaviest(within, ROWS);
    (rows, columns)
}

fn heaviest<'a>(pairs: impl Iterator<Item = (usize, &'a Pair)>, most: usize) -> Vec<usize> {
    let mut weights: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for (key, pair) in pairs.filter(|(_, pair)| pair.n > 0) {
        let weight = weights.entry(key).or_default();
        weight.0 += usize::from(pair.interval.is_some());
        weight.1 += pair.stories;
        weight.2 += pair.n;
    }
    let mut all: Vec<(usize, (usize, usize, usize))> = weights.into_iter().collect();
    all.sort_by_key(|(key, weight)| (std::cmp::Reverse(*weight), *key));
    all.into_iter().take(most).map(|(key, _)| key).collect()
}

/// Writes the heat map.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let (rows, columns) = shown(&page.view.pairs);
    h.open("section", &[("id", "matrix"), ("aria-labelledby", "matrix-h")]);
    h.leaf("h2", &[("id", "matrix-h")], "Who presents whom, and how");
    if rows.is_empty() {
        h.leaf("p", &[], "No portrayal by a known speaker counts in a mean.");
        h.close("section");
        return;
    }
    h.leaf(
        "p",
        &[],
        "Each cell is the mean score of one speaker's statements about one actor, from −1 (unfavorable) to +1 (favorable), with the \
         portrayals and stories it rests on and its 95 % interval. Hatched grey cells rest on fewer than five stories: too few for an interval or a finding. \
         Every cell leads to its statements.",
    );
    h.el("ul", &[("class", "key"), ("aria-label", "Colours of the mean score")], |h| {
        for (score, words) in KEY {
            h.leaf("li", &[("class", shade(score))], words);
        }
        h.leaf("li", &[("class", "few")], "fewer than 5 stories");
    });
    h.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Heat map")]);
    h.open("table", &[("class", "heat")]);
    h.leaf("caption", &[], &caption(page, rows.len(), columns.len()));
    h.el("thead", &[], |h| {
        h.el("tr", &[], |h| {
            h.leaf("th", &[("scope", "col")], "Speaker");
            for actor in &columns {
                h.leaf("th", &[("scope", "col")], &format!("on {}", page.corpus.actors[*actor].name));
            }
        });
    });
    h.el("tbody", &[], |h| {
        for speaker in &rows {
            h.el("tr", &[], |h| {
                h.el("th", &[("scope", "row")], |h| {
                    h.text(page.speaker(*speaker));
                    h.leaf("span", &[("class", "meta")], &page.standing(*speaker));
                });
                columns.iter().for_each(|actor| cell(h, page, *speaker, *actor));
            });
        }
    });
    h.close("table");
    h.close("div");
    h.close("section");
}

fn caption(page: &Page<'_>, rows: usize, columns: usize) -> String {
    let counted = page.view.pairs.iter().filter(|pair| pair.n > 0).count();
    let solid = page.view.pairs.iter().filter(|pair| pair.interval.is_some()).count();
    format!(
        "The {} and {} with most stories. {} in the whole corpus; {solid} of them on five stories or more.",
        of(rows, "speaker", "speakers"),
        of(columns, "actor", "actors"),
        of(counted, "pair of speaker and actor", "pairs of speaker and actor"),
    )
}

fn cell(h: &mut Html, page: &Page<'_>, speaker: usize, actor: usize) {
    let Some((pair, mean)) = page.pair(speaker, actor).and_then(|pair| Some((pair, pair.mean?))) else {
        h.leaf("td", &[("class", "none")], "");
        return;
    };
    let class = if pair.interval.is_some() { shade(mean) } else { "few" };
    h.el("td", &[("class", class)], |h| {
        h.link(&place(pair), &search(pair), None, |h| {
            h.leaf("b", &[("class", "num")], &signed(mean));
            h.leaf("span", &[], &format!("n {} · {}", count(pair.n), of(pair.stories, "story", "stories")));
            if let Some((low, high)) = pair.interval {
                h.leaf("span", &[], &interval(low, high));
                h.leaf("span", &[], pair.finding.words());
            }
        });
    });
}

/// The row of a pair in the table of all pairs.
pub(super) fn place(pair: &Pair) -> String {
    format!("p-{}-{}", pair.speaker, pair.actor)
}

/// The search for what counts in its mean.
pub(super) fn search(pair: &Pair) -> String {
    format!("s={}&a={}&c=1", pair.speaker, pair.actor)
}

/// Writes the table of all pairs, with the number of every statement.
pub(super) fn write_all(h: &mut Html, page: &Page<'_>) {
    h.open("section", &[("id", "pairs-all"), ("aria-labelledby", "pairs-all-h")]);
    h.leaf("h2", &[("id", "pairs-all-h")], "All speakers and actors");
    h.open("details", &[]);
    h.leaf("summary", &[], &of(page.view.pairs.len(), "pair of speaker and actor", "pairs of speaker and actor"));
    h.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "All pairs")]);
    h.open("table", &[("class", "sorts")]);
    h.leaf(
        "caption",
        &[],
        "n: portrayals that count. Unsure: left out because the model was unsure. The shares are of unfavorable, neutral and favorable portrayals. \
         The last column has the number of every statement, counted or not.",
    );
    h.el("thead", &[], |h| {
        h.el("tr", &[], |h| {
            for (name, number) in
                [("Speaker", false), ("Actor", false), ("n", true), ("Stories", true), ("Unsure", true), ("Mean", true)]
            {
                h.leaf("th", &[("scope", "col"), ("class", if number { "num" } else { "" })], name);
            }
            for name in ["95 % interval", "Finding", "Shares −/0/+"] {
                h.leaf("th", &[("scope", "col"), ("data-fixed", "")], name);
            }
            h.leaf("th", &[("scope", "col"), ("data-fixed", "")], "Statements");
        });
    });
    h.el("tbody", &[], |h| {
        let mut pairs: Vec<&Pair> = page.view.pairs.iter().collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse((pair.stories, pair.n)), pair.speaker, pair.actor));
        pairs.into_iter().for_each(|pair| row(h, page, pair));
    });
    h.close("table");
    h.close("div");
    h.close("details");
    h.close("section");
}

fn row(h: &mut Html, page: &Page<'_>, pair: &Pair) {
    h.el("tr", &[("id", &place(pair))], |h| {
        h.leaf("th", &[("scope", "row")], page.speaker(pair.speaker));
        h.leaf("td", &[], &page.corpus.actors[pair.actor].name);
        h.el("td", &[("class", "num")], |h| h.link(&place(pair), &search(pair), None, |h| h.text(&count(pair.n))));
        h.leaf("td", &[("class", "num")], &count(pair.stories));
        h.leaf("td", &[("class", "num")], &count(pair.abstained));
        match pair.mean {
            Some(mean) => h.leaf("td", &[("class", "num"), ("data-v", &format!("{mean:.4}"))], &signed(mean)),
            None => h.leaf("td", &[("class", "num"), ("data-v", "")], ""),
        }
        let words = pair.interval.map(|(low, high)| interval(low, high));
        h.leaf("td", &[("class", "num")], words.as_deref().unwrap_or(""));
        h.leaf("td", &[], if pair.finding == Finding::TooFew && pair.n == 0 { "" } else { pair.finding.words() });
        let shares = if pair.n == 0 { String::new() } else { pair.shares.map(percent).join(" / ") };
        h.leaf("td", &[("class", "num")], &shares);
        h.el("td", &[("class", "refs")], |h| {
            for number in page.statements_of(pair.speaker, pair.actor) {
                h.link(&format!("s{number}"), "", None, |h| h.text(&(number + 1).to_string()));
                h.text(" ");
            }
        });
    });
}

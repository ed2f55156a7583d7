//! How far speakers are apart in how they present an actor.

use super::Page;
use super::html::Html;
use super::matrix;
use super::network::cut;
use super::number::{count, of, place, px, signed};
use super::stance::sign;
use super::view::{Pair, Spread};

/// Actors that are drawn, and actors that are shown with examples.
const DRAWN: usize = 12;
const WITH_EXAMPLES: usize = 6;
const WIDTH: f64 = 960.0;
const LEFT: f64 = 250.0;
const RIGHT: f64 = 930.0;
const TOP: f64 = 26.0;
/// Height of a row of dots, and room around an actor.
const LINE: f64 = 13.0;
const ROOM: f64 = 14.0;
/// The dots of one actor at most: those of most stories.
const DOTS: usize = 150;
/// A dot's least radius.
const DOT: f64 = 3.5;

/// A speaker's dot: where it stands and in which line, 0 being the middle.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot<'a> {
    /// The pair it stands for.
    pub pair: &'a Pair,
    /// Its place, in pixels.
    pub x: f64,
    /// Its radius, in pixels.
    pub radius: f64,
    /// Its line: 0, 1, -1, 2, ...
    pub line: i32,
}

/// The dots of one actor on `pixels`, at most 150, moved to another line where they would cover each other.
pub(crate) fn swarm<'a>(pairs: impl Iterator<Item = &'a Pair>, pixels: &std::ops::Range<f64>) -> Vec<Dot<'a>> {
    let mut all: Vec<(&Pair, f64)> = pairs.filter_map(|pair| Some((pair, pair.mean?))).collect();
    all.sort_by_key(|(pair, _)| (std::cmp::Reverse((pair.stories, pair.n)), pair.speaker));
    all.truncate(DOTS);
    all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.speaker.cmp(&b.0.speaker)));
    let mut dots: Vec<Dot<'_>> = Vec::new();
    for (pair, mean) in all {
        let (x, radius) = (place(mean, pixels), (DOT - 1.0 + (pair.stories as f64).sqrt()).min(7.0));
        let free =
            |line: i32| !dots.iter().any(|dot| dot.line == line && (dot.x - x).abs() < dot.radius + radius + 1.0);
        let line = (0..).flat_map(|n| [n, -n]).find(|line| free(*line)).unwrap_or_default();
        dots.push(Dot { pair, x, radius, line });
    }
    dots
}

/// Writes the section.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let shown: Vec<&Spread> = page.view.spreads.iter().filter(|spread| spread.speakers > 1).take(DRAWN).collect();
    if shown.is_empty() {
        return;
    }
    h.open("section", &[("id", "spread"), ("aria-labelledby", "spread-h")]);
    h.leaf("h2", &[("id", "spread-h")], "How far portrayals of an actor are apart");
    h.el("p", &[], |h| {
        h.text(
            "One dot is one speaker, at the mean of his or her statements about the actor; larger dots rest on more stories, hollow ones on fewer than five.",
        );
        if shown.iter().any(|spread| spread.agreement.is_some()) {
            h.text(
                " A is van der Eijk's agreement: 1 when all portrayals fall on one side, 0 when they are spread evenly, −1 when they are split between the two ends.",
            );
        }
    });
    drawing(h, page, &shown);
    table(h, page);
    examples(h, page, &shown);
    h.close("section");
}

fn drawing(h: &mut Html, page: &Page<'_>, shown: &[&Spread]) {
    let rows: Vec<(&Spread, Vec<Dot<'_>>)> = shown
        .iter()
        .map(|spread| {
            let pairs = page.view.pairs.iter().filter(|pair| pair.actor == spread.actor);
            (*spread, swarm(pairs, &(LEFT..RIGHT)))
        })
        .collect();
    let reach =
        |dots: &[Dot<'_>]| f64::from(dots.iter().map(|dot| dot.line.abs()).max().unwrap_or_default()) * LINE + ROOM;
    let height = TOP + rows.iter().map(|(_, dots)| 2.0 * reach(dots)).sum::<f64>() + 6.0;
    h.open("div", &[("class", "figure-wide")]);
    let view = format!("0 0 {WIDTH} {}", px(height));
    h.open(
        "svg",
        &[
            ("class", "chart"),
            ("viewBox", &view),
            ("role", "group"),
            ("aria-label", "Mean scores of speakers by actor"),
        ],
    );
    let at = |score: f64| place(score, &(LEFT..RIGHT));
    let bottom = px(height - 4.0);
    h.leaf(
        "path",
        &[("class", "band"), ("d", &format!("M{} {TOP}H{}V{bottom}H{}z", px(at(-0.1)), px(at(0.1)), px(at(-0.1))))],
        "",
    );
    for (score, words, anchor) in [
        (-1.0, "−1 unfavorable", "start"),
        (-0.5, "−0.5", "middle"),
        (0.0, "0", "middle"),
        (0.5, "+0.5", "middle"),
        (1.0, "favorable +1", "end"),
    ] {
        let class = if score == 0.0 { "zero" } else { "axis" };
        h.leaf("path", &[("class", class), ("d", &format!("M{} {TOP}V{bottom}", px(at(score))))], "");
        h.leaf("text", &[("class", "soft"), ("x", &px(at(score))), ("y", "15"), ("text-anchor", anchor)], words);
    }
    let mut middle = TOP;
    for (spread, dots) in &rows {
        middle += reach(dots);
        let name = cut(&page.corpus.actors[spread.actor].name, 26);
        let agreement = spread.agreement.map(|a| format!("A {} · ", signed(a))).unwrap_or_default();
        h.leaf("text", &[("x", &px(LEFT - 16.0)), ("y", &px(middle - 2.0)), ("text-anchor", "end")], &name);
        let words = format!("{agreement}{}", of(spread.speakers, "speaker", "speakers"));
        h.leaf(
            "text",
            &[("class", "soft"), ("x", &px(LEFT - 16.0)), ("y", &px(middle + 12.0)), ("text-anchor", "end")],
            &words,
        );
        dots.iter().for_each(|dot| self::dot(h, page, dot, middle));
        middle += reach(dots);
    }
    h.close("svg");
    h.close("div");
}

fn dot(h: &mut Html, page: &Page<'_>, dot: &Dot<'_>, middle: f64) {
    let pair = dot.pair;
    let words = format!(
        "{} on {}: mean {}, n {}, {}",
        page.speaker(pair.speaker),
        page.corpus.actors[pair.actor].name,
        signed(pair.mean.unwrap_or_default()),
        pair.n,
        of(pair.stories, "story", "stories")
    );
    h.link(&matrix::place(pair), &matrix::search(pair), Some(&words), |h| {
        h.leaf("title", &[], &words);
        let y = px(middle + f64::from(dot.line) * LINE);
        let class = super::network::tone(pair);
        h.leaf(
            "circle",
            &[("class", class), ("cx", &px(dot.x)), ("cy", &y), ("r", &px(dot.radius)), ("stroke-width", "1.5")],
            "",
        );
    });
}

fn table(h: &mut Html, page: &Page<'_>) {
    h.open("details", &[]);
    h.leaf("summary", &[], &of(page.view.spreads.len(), "actor as a table", "actors as a table"));
    h.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Actors")]);
    h.open("table", &[("class", "sorts")]);
    h.leaf("caption", &[], "Variance is that of the speakers' mean scores.");
    h.verbatim(
        "<thead><tr><th scope=\"col\">Actor</th><th scope=\"col\" class=\"num\">Speakers</th><th scope=\"col\" class=\"num\">n</th>\
         <th scope=\"col\" class=\"num\">Agreement A</th><th scope=\"col\" class=\"num\">Variance</th></tr></thead>",
    );
    h.open("tbody", &[]);
    for spread in &page.view.spreads {
        h.el("tr", &[("id", &format!("actor-{}", spread.actor))], |h| {
            h.leaf("th", &[("scope", "row")], &page.corpus.actors[spread.actor].name);
            h.leaf("td", &[("class", "num")], &count(spread.speakers));
            h.el("td", &[("class", "num")], |h| {
                let query = format!("a={}&c=1", spread.actor);
                h.link(&format!("actor-{}", spread.actor), &query, None, |h| h.text(&count(spread.n)));
            });
            for value in [spread.agreement.map(signed), spread.variance.map(|v| format!("{v:.2}"))] {
                let key = value.as_deref().map(|words| words.replace('−', "-")).unwrap_or_default();
                h.leaf("td", &[("class", "num"), ("data-v", &key)], value.as_deref().unwrap_or(""));
            }
        });
    }
    h.close("tbody");
    h.close("table");
    h.close("div");
    h.close("details");
}

fn examples(h: &mut Html, page: &Page<'_>, shown: &[&Spread]) {
    let with: Vec<&&Spread> = shown.iter().filter(|spread| !spread.examples.is_empty()).take(WITH_EXAMPLES).collect();
    if with.is_empty() {
        return;
    }
    h.leaf("h3", &[], "In their words");
    h.leaf("p", &[], "For each side the statement that the model is surest of, and one drawn by chance, so that the most telling is not all you see.");
    for spread in with {
        h.open("details", &[]);
        h.leaf("summary", &[], &page.corpus.actors[spread.actor].name);
        h.el("ul", &[("class", "quotes")], |h| {
            for example in &spread.examples {
                let statement = &page.corpus.statements[example.statement];
                h.el("li", &[], |h| {
                    h.el("span", &[("aria-hidden", "true")], |h| h.text(sign(example.stance)));
                    h.text(&format!(" {} {}", example.stance, signed(example.score)));
                    h.leaf("span", &[("class", "meta")], if example.random { "drawn by chance" } else { "the surest" });
                    h.text(": ");
                    h.leaf("q", &[], &cut(&statement.words.text.replace('\n', " "), 320));
                    let who = statement.speaker.map_or("speaker unknown", |speaker| page.speaker(speaker));
                    h.text(&format!(" — {who} "));
                    h.link(&format!("s{}", example.statement), "", Some("Read it in its article"), |h| {
                        h.text("in its article")
                    });
                });
            }
        });
        h.close("details");
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Finding;
    use super::*;

    #[test]
    fn dots_do_not_cover_each_other() {
        let pair = |speaker, mean| Pair {
            speaker,
            actor: 0,
            n: 1,
            stories: 1,
            abstained: 0,
            mean: Some(mean),
            interval: None,
            shares: [0.0; 3],
            finding: Finding::TooFew,
        };
        let pairs = [pair(0, 0.5), pair(1, 0.5), pair(2, 0.501), pair(3, -0.5)];
        let dots = swarm(pairs.iter(), &(0.0..100.0));
        let places: Vec<(usize, i32)> = dots.iter().map(|dot| (dot.pair.speaker, dot.line)).collect();
        assert_eq!(places, [(3, 0), (0, 0), (1, 1), (2, -1)]);
    }
}

//! How portrayals moved: one small chart for each actor, all on the same axes.

use std::collections::BTreeMap;

use super::Page;
use super::html::Html;
use super::network::cut;
use super::number::{count, interval, of, place, px, signed};
use super::view::Moment;

/// Actors that get a chart.
const ACTORS: usize = 8;
const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 180.0;
const LEFT: f64 = 30.0;
const BOTTOM: f64 = 152.0;
const TOP: f64 = 8.0;
/// Labels under an axis, at most.
const LABELS: usize = 5;

/// The moments of each actor that has more than one, those of most stories first, and all periods in order.
pub(crate) fn series(moments: &[Moment], most: usize) -> (Vec<(usize, Vec<&Moment>)>, Vec<&str>) {
    let mut by_actor: BTreeMap<usize, Vec<&Moment>> = BTreeMap::new();
    for moment in moments {
        by_actor.entry(moment.actor).or_default().push(moment);
    }
    let mut all: Vec<(usize, Vec<&Moment>)> = by_actor.into_iter().filter(|(_, moments)| moments.len() > 1).collect();
    all.sort_by_key(|(actor, moments)| {
        (std::cmp::Reverse(moments.iter().map(|moment| moment.stories).sum::<usize>()), *actor)
    });
    all.truncate(most);
    let periods: BTreeMap<&str, &str> = all
        .iter()
        .flat_map(|(_, moments)| moments)
        .map(|moment| (moment.days.0.as_str(), moment.label.as_str()))
        .collect();
    (all, periods.into_values().collect())
}

/// Writes the section, where there is more than one period.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let (all, periods) = series(&page.view.moments, ACTORS);
    h.open("section", &[("id", "time"), ("aria-labelledby", "time-h")]);
    h.leaf("h2", &[("id", "time-h")], "Over time");
    if all.is_empty() {
        h.leaf("p", &[], "The articles have no dates, or all fall in one period.");
        h.close("section");
        return;
    }
    h.leaf(
        "p",
        &[],
        "The mean score of all statements about an actor in each period, with its 95 % interval. Hollow points rest on fewer than five stories and have none. \
         A movement may be one of who was quoted: look at the statements.",
    );
    h.el("div", &[("class", "charts")], |h| {
        for (actor, moments) in &all {
            h.el("figure", &[], |h| {
                h.leaf("figcaption", &[], &page.corpus.actors[*actor].name);
                chart(h, page, moments, &periods);
            });
        }
    });
    table(h, page, &all);
    h.close("section");
}

fn search(moment: &Moment) -> String {
    format!("a={}&from={}&to={}&c=1", moment.actor, moment.days.0, moment.days.1)
}

fn words(moment: &Moment) -> String {
    let interval = moment.interval.map(|(low, high)| format!(" ({})", interval(low, high))).unwrap_or_default();
    let stories = of(moment.stories, "story", "stories");
    format!("{}: mean {}{interval}, n {}, {stories}", moment.label, signed(moment.mean), moment.n)
}

fn chart(h: &mut Html, page: &Page<'_>, moments: &[&Moment], periods: &[&str]) {
    let across = WIDTH - LEFT - 14.0;
    let x = |label: &str| {
        let at = periods.iter().position(|period| *period == label).unwrap_or_default();
        LEFT + 24.0 + (across - 48.0) * at as f64 / (periods.len().max(2) - 1) as f64
    };
    let y = |score: f64| place(score, &(BOTTOM..TOP));
    let view = format!("0 0 {WIDTH} {HEIGHT}");
    let label = format!("Mean score of statements about {} over time", page.corpus.actors[moments[0].actor].name);
    h.open("svg", &[("class", "chart"), ("viewBox", &view), ("role", "group"), ("aria-label", &label)]);
    h.leaf(
        "path",
        &[("class", "band"), ("d", &format!("M{LEFT} {}H{}V{}H{LEFT}z", px(y(0.1)), px(LEFT + across), px(y(-0.1))))],
        "",
    );
    for (score, words) in [(1.0, "+1"), (0.0, "0"), (-1.0, "−1")] {
        let class = if score == 0.0 { "zero" } else { "axis" };
        h.leaf("path", &[("class", class), ("d", &format!("M{LEFT} {}H{}", px(y(score)), px(LEFT + across)))], "");
        h.leaf(
            "text",
            &[("class", "soft"), ("x", &px(LEFT - 5.0)), ("y", &px(y(score) + 4.0)), ("text-anchor", "end")],
            words,
        );
    }
    let every = periods.len().div_ceil(LABELS).max(1);
    for period in periods.iter().step_by(every) {
        h.leaf("text", &[("class", "soft"), ("x", &px(x(period))), ("y", "170"), ("text-anchor", "middle")], period);
    }
    let line: Vec<String> =
        moments.iter().map(|moment| format!("{} {}", px(x(&moment.label)), px(y(moment.mean)))).collect();
    h.leaf("path", &[("class", "path"), ("d", &format!("M{}", line.join("L")))], "");
    for moment in moments {
        let (cx, cy) = (px(x(&moment.label)), px(y(moment.mean)));
        let words = words(moment);
        h.link(&format!("t-{}", moment.actor), &search(moment), Some(&words), |h| {
            h.leaf("title", &[], &words);
            let tone = tone(moment);
            if let Some((low, high)) = moment.interval {
                h.leaf(
                    "path",
                    &[("class", &format!("bar {tone}")), ("d", &format!("M{cx} {}V{}", px(y(low)), px(y(high))))],
                    "",
                );
            }
            let r = px((2.5 + (moment.stories as f64).sqrt() / 2.0).min(5.0));
            h.leaf("circle", &[("class", tone), ("cx", &cx), ("cy", &cy), ("r", &r), ("stroke-width", "1.5")], "");
        });
    }
    h.close("svg");
}

pub(crate) fn tone(moment: &Moment) -> &'static str {
    match moment.interval {
        None => "un",
        Some((low, _)) if low > 0.0 => "fav",
        Some((_, high)) if high < 0.0 => "unf",
        Some(_) => "neu",
    }
}

fn table(h: &mut Html, page: &Page<'_>, all: &[(usize, Vec<&Moment>)]) {
    h.open("details", &[]);
    h.leaf("summary", &[], "The same as a table");
    h.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Over time")]);
    h.open("table", &[("class", "sorts")]);
    h.leaf("caption", &[], "Mean score by actor and period.");
    h.verbatim(
        "<thead><tr><th scope=\"col\">Actor</th><th scope=\"col\">Period</th><th scope=\"col\" class=\"num\">n</th>\
         <th scope=\"col\" class=\"num\">Stories</th><th scope=\"col\" class=\"num\">Mean</th>\
         <th scope=\"col\" data-fixed class=\"num\">95 % interval</th><th scope=\"col\" data-fixed class=\"noscript\">Statements</th></tr></thead>",
    );
    h.open("tbody", &[]);
    for (actor, moments) in all {
        for (number, moment) in moments.iter().enumerate() {
            let id = format!("t-{actor}");
            let first = [("id", id.as_str())];
            h.el("tr", if number == 0 { &first } else { &[] }, |h| {
                h.leaf("th", &[("scope", "row")], &cut(&page.corpus.actors[*actor].name, 60));
                h.leaf("td", &[], &moment.label);
                h.el("td", &[("class", "num")], |h| h.link(&id, &search(moment), None, |h| h.text(&count(moment.n))));
                h.leaf("td", &[("class", "num")], &count(moment.stories));
                h.leaf("td", &[("class", "num"), ("data-v", &format!("{:.4}", moment.mean))], &signed(moment.mean));
                let words = moment.interval.map(|(low, high)| interval(low, high));
                h.leaf("td", &[("class", "num")], words.as_deref().unwrap_or(""));
                h.el("td", &[("class", "refs noscript")], |h| {
                    for number in page.statements_between(*actor, &moment.days) {
                        h.link(&format!("s{number}"), "", None, |h| h.text(&(number + 1).to_string()));
                        h.text(" ");
                    }
                });
            });
        }
    }
    h.close("tbody");
    h.close("table");
    h.close("div");
    h.close("details");
}

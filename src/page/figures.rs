//! How right the model was on the benchmarks it was measured on: the figures of `docs/evaluation.md`, which `make evaluation` writes.

use super::Page;
use super::html::Html;
use super::number::count;

/// The page of figures of this version.
const EVALUATION: &str = include_str!("../../docs/evaluation.md");

/// One measured figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Task and data, as headed.
    pub task: String,
    /// The metric's name.
    pub metric: String,
    /// The value and its 95 % interval, in 0..1.
    pub value: f64,
    /// The interval as written.
    pub interval: String,
    /// Items.
    pub n: usize,
    /// The model's id and the first digits of its sha256.
    pub model: String,
}

/// What is told of the figures: the metric, its baseline, and what it means. NewsMTSC is left out: a head of its own answers for it, which
/// scores no statement.
const TOLD: [(&str, &str, Option<&str>, &str); 8] = [
    ("attribution", "e2e_f1", None, "Statement found and speaker right, whole articles, F1"),
    ("attribution", "content_precision", None, "Statements reported that annotators have too"),
    ("attribution", "found_direct", None, "Direct quotations found"),
    ("attribution", "found_indirect", None, "Indirect statements found"),
    ("attribution", "speaker", None, "Speaker right, of statements found"),
    ("quoted-stance", "f1_macro", Some("lexicon_f1_macro"), "Stance of quoted statements by the codebook, macro-F1"),
    ("quoted-stance", "outlook_f1_macro", None, "Who gains or loses, macro-F1"),
    (
        "holder-target",
        "f1_micro",
        Some("majority_f1_micro"),
        "Side of an opinion in political news, F1 given holder and target",
    ),
];

/// Every figure of the page.
pub(crate) fn figures(page: &str) -> Vec<Figure> {
    let mut task = String::new();
    let mut all = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            task = heading.replace('`', "");
            continue;
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [metric, value, interval, n, _, model, ..] = cells.as_slice() else { continue };
        if let (Ok(value), Ok(n)) = (value.parse(), n.parse()) {
            let (task, metric, interval) = (task.clone(), (*metric).to_owned(), (*interval).to_owned());
            all.push(Figure { task, metric, value, interval, n, model: (*model).to_owned() });
        }
    }
    all
}

/// Writes the section.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    h.open("section", &[("id", "model"), ("aria-labelledby", "model-h")]);
    h.leaf("h2", &[("id", "model-h")], "How right is the model?");
    let known = figures(EVALUATION);
    let names: Vec<String> = page
        .corpus
        .origins
        .iter()
        .map(|origin| format!("{} ({})", origin.model, origin.model_sha256.get(..12).unwrap_or(&origin.model_sha256)))
        .collect();
    let mine: Vec<&Figure> = known.iter().filter(|figure| names.contains(&figure.model)).collect();
    if mine.is_empty() {
        let words = "The model that scored this corpus is not the one whose figures come with this version, so nothing can be said here of how right it is.";
        h.leaf("p", &[], words);
    } else {
        h.leaf(
            "p",
            &[],
            "Measured on other texts than yours, by people's codings, with 95 % intervals. Your corpus may be harder or easier: only a sample of it coded by \
             hand can tell. Stance is the weak part: expect about four of ten oblique portrayals to be wrong one by one, and means to be drawn toward zero.",
        );
        table(h, &mine);
    }
    h.close("section");
}

fn table(h: &mut Html, figures: &[&Figure]) {
    h.open("div", &[("class", "scroll")]);
    h.open("table", &[]);
    h.leaf(
        "caption",
        &[],
        "Shares and F1 run from 0 to 1. A plain method is a word list or always the most frequent answer.",
    );
    h.verbatim(
        "<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Measured on</th><th scope=\"col\" class=\"num\">Value</th>\
         <th scope=\"col\" class=\"num\">95 % interval</th><th scope=\"col\" class=\"num\">n</th><th scope=\"col\" class=\"num\">A plain method</th></tr></thead>",
    );
    h.open("tbody", &[]);
    for (task, metric, baseline, words) in TOLD {
        let of = |metric: &str| figures.iter().find(|figure| figure.metric == metric && figure.task.starts_with(task));
        let Some(figure) = of(metric) else { continue };
        h.el("tr", &[], |h| {
            h.leaf("th", &[("scope", "row")], words);
            h.leaf("td", &[], figure.task.split_once(" on ").map_or(figure.task.as_str(), |(_, data)| data));
            h.leaf("td", &[("class", "num")], &format!("{:.2}", figure.value));
            h.leaf("td", &[("class", "num")], &figure.interval);
            h.leaf("td", &[("class", "num")], &count(figure.n));
            let plain = baseline.and_then(of).map(|figure| format!("{:.2}", figure.value));
            h.leaf("td", &[("class", "num")], plain.as_deref().unwrap_or(""));
        });
    }
    h.close("tbody");
    h.close("table");
    h.close("div");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_that_is_told_is_on_the_page() {
        let all = figures(EVALUATION);
        for (task, metric, baseline, _) in TOLD {
            for metric in [Some(metric), baseline].into_iter().flatten() {
                assert!(
                    all.iter().any(|figure| figure.task.starts_with(task) && figure.metric == metric),
                    "{task} {metric}"
                );
            }
        }
    }
}

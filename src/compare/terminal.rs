//! A comparison to be read by people on a terminal.

use std::fmt::Write;

use super::pairs::RATE;
use super::{By, Comparison};
use crate::corpus::Corpus;

/// How many cells and how many differences are shown.
const SHOWN: usize = 24;
/// How many characters of a name are shown.
const NAME: usize = 26;

/// The cells with most counted portrayals, by group, and the pairs whose portrayals differ.
pub(crate) fn terminal(corpus: &Corpus, comparison: &Comparison, by: By, audited: bool) -> String {
    let mut cells: Vec<_> = comparison.cells.iter().filter(|cell| cell.n_counted > 0).collect();
    let all = cells.len();
    cells.sort_by_key(|cell| {
        (std::cmp::Reverse(cell.n_stories), std::cmp::Reverse(cell.n_counted), cell.group, cell.actor)
    });
    cells.truncate(SHOWN);
    cells.sort_by_key(|cell| (cell.group, cell.actor));
    let (group, name) = (by.to_string(), |words: &str| shortened(words));
    let mut out = format!(
        "{:<NAME$}  {:<NAME$} {:>4} {:>7}  {:>5}  {:<16} verdict\n",
        group, "actor", "n", "stories", "mean", "95 % interval"
    );
    for cell in cells {
        let interval = cell.estimate.interval.map_or("-".to_owned(), |(low, high)| format!("{low:+.2} to {high:+.2}"));
        let verdict = cell.estimate.verdict.map_or("too few stories".to_owned(), |verdict| verdict.to_string());
        let mean = format!("{:+.2}", cell.estimate.mean.unwrap_or_default());
        let _ = writeln!(
            out,
            "{:<NAME$}  {:<NAME$} {:>4} {:>7}  {:>5}  {:<16} {verdict}",
            name(&comparison.groups[cell.group].name),
            name(&corpus.actors[cell.actor].name),
            cell.n_counted,
            cell.n_stories,
            mean,
            interval,
        );
    }
    if all > SHOWN {
        let _ = writeln!(out, "… {} more in matrix.csv", all - SHOWN);
    }
    let family = &comparison.family;
    let _ = writeln!(
        out,
        "\n{} pairs on one actor, {} tested ({} with too few stories, {} that cannot reach significance); portrayals differ in {} (false discovery rate {RATE}).",
        family.pairs, family.tested, family.too_few, family.out_of_reach, family.different
    );
    let mut differences: Vec<_> = comparison.differences.iter().filter(|pair| pair.differs()).collect();
    differences.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()).then(a.groups.cmp(&b.groups)));
    for pair in differences.iter().take(SHOWN) {
        let [a, b] = pair.groups.map(|group| name(&comparison.groups[group].name));
        let _ = writeln!(
            out,
            "  {}: {a} {:+.2}, {b} {:+.2}, {}",
            name(&corpus.actors[pair.actor].name),
            pair.means[0],
            pair.means[1],
            probability(pair.q.unwrap_or(1.0))
        );
    }
    out.push_str("Scores run from -1 (unfavorable) to +1 (favorable): how the words present the actor, not what the speaker believes.");
    out.push_str(if audited { "\n" } else { " Unaudited.\n" });
    out
}

/// `q = 0.012`, never 0.
fn probability(q: f64) -> String {
    if q < 0.001 { "q < 0.001".to_owned() } else { format!("q = {q:.3}") }
}

/// Words on one line without characters that would steer a terminal, cut to [`NAME`].
fn shortened(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= NAME {
        return plain;
    }
    format!("{}…", plain.chars().take(NAME - 1).collect::<String>().trim_end())
}

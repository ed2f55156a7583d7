//! Where portrayals by two speakers differ.

use super::Page;
use super::html::Html;
use super::number::{interval, of, signed};
use super::view::Difference;

/// Rows of the table.
const ROWS: usize = 100;

/// Writes the section.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let Some(all) = &page.view.differences else { return };
    h.open("section", &[("id", "differences"), ("aria-labelledby", "differences-h")]);
    h.leaf("h2", &[("id", "differences-h")], "Where portrayals differ");
    if all.is_empty() {
        h.leaf("p", &[], "No two speakers have five stories each on the same actor, so no difference could be tested.");
        h.close("section");
        return;
    }
    let (tested, found) =
        (all.iter().filter(|pair| pair.q.is_some()).count(), all.iter().filter(|pair| pair.differs).count());
    h.leaf(
        "p",
        &[],
        &format!(
            "{} of speakers on a shared actor could be tested by exchanging their stories within actor and period; after the correction for many tests \
             (Benjamini and Hochberg) portrayals differ in {found}. What was not found may still be there: small numbers hide differences.",
            of(tested, "pair", "pairs"),
        ),
    );
    h.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Differences")]);
    h.open("table", &[("class", "sorts")]);
    let caption = if all.len() > ROWS { format!("The first {ROWS} of {}.", all.len()) } else { String::new() };
    h.leaf("caption", &[], &format!("Difference: mean of the first speaker minus mean of the second. {caption}"));
    h.verbatim(
        "<thead><tr><th scope=\"col\">Actor</th><th scope=\"col\">First speaker</th><th scope=\"col\">Second speaker</th>\
         <th scope=\"col\" class=\"num\">Stories</th><th scope=\"col\" class=\"num\">Difference</th>\
         <th scope=\"col\" data-fixed class=\"num\">95 % interval</th><th scope=\"col\" class=\"num\">p</th>\
         <th scope=\"col\" class=\"num\">q</th><th scope=\"col\">Finding</th></tr></thead>",
    );
    h.el("tbody", &[], |h| all.iter().take(ROWS).for_each(|pair| row(h, page, pair)));
    h.close("table");
    h.close("div");
    h.close("section");
}

fn row(h: &mut Html, page: &Page<'_>, pair: &Difference) {
    let [first, second] = pair.speakers;
    h.el("tr", &[], |h| {
        h.leaf("th", &[("scope", "row")], &page.corpus.actors[pair.actor].name);
        h.leaf("td", &[], page.speaker(first));
        h.leaf("td", &[], page.speaker(second));
        let stories = (pair.stories[0] + pair.stories[1]).to_string();
        h.leaf("td", &[("class", "num"), ("data-v", &stories)], &format!("{} + {}", pair.stories[0], pair.stories[1]));
        h.el("td", &[("class", "num"), ("data-v", &format!("{:.4}", pair.difference))], |h| {
            let query = format!("s={first},{second}&a={}&c=1", pair.actor);
            h.link(&format!("p-{first}-{}", pair.actor), &query, None, |h| h.text(&signed(pair.difference)));
        });
        let words = pair.interval.map(|(low, high)| interval(low, high));
        h.leaf("td", &[("class", "num")], words.as_deref().unwrap_or(""));
        for value in [pair.p, pair.q] {
            let key = value.map(|p| format!("{p:.5}")).unwrap_or_default();
            h.leaf("td", &[("class", "num"), ("data-v", &key)], &value.map(probability).unwrap_or_default());
        }
        h.leaf("td", &[], if pair.differs { "portrayals differ" } else { "undetermined" });
    });
}

/// A probability with three decimals, or that it is smaller.
fn probability(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

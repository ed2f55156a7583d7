//! The page in words, before any number.

use super::html::Html;
use super::number::{count, interval, list, of, percent, signed};
use super::view::{Finding, Pair};
use super::{Page, date, matrix};
use crate::stance::Stance;

/// Actors and findings that are told of.
const ACTORS: usize = 3;
const FINDINGS: usize = 5;

/// Writes the head of the page: what it is, what it says and how sure that is.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    h.open("header", &[("id", "summary")]);
    h.leaf("h1", &[], page.title);
    h.leaf("p", &[("class", "sub")], &scope(page));
    h.el("div", &[("class", "notice"), ("role", "note")], |h| {
        h.el("p", &[], |h| {
            h.leaf("b", &[], if page.audit.is_some() { "Audited on a sample." } else { "Not audited." });
            h.text(" These are portrayals in attributed statements, found and scored by a program. ");
            h.text(page.audit.unwrap_or("Nobody has yet checked a sample of this corpus by hand."));
            h.text(
                " They say how words present an actor. They do not say what a speaker thinks, and the articles chose which words to print.",
            );
        });
    });
    h.el("ul", &[("class", "lead")], |h| {
        h.el("li", &[], |h| size(h, page));
        for actor in most_spoken_of(page) {
            h.el("li", &[], |h| spoken_of(h, page, actor));
        }
        findings(h, page);
        differences(h, page);
        h.el("li", &[], |h| certainty(h, page));
    });
    h.close("header");
}

fn scope(page: &Page<'_>) -> String {
    let corpus = page.corpus;
    let mut days: Vec<&str> = corpus.articles.iter().filter_map(|article| article.date.as_deref()).collect();
    days.sort_unstable();
    let mut parts = vec![of(corpus.articles.len(), "article", "articles")];
    if !page.outlets.is_empty() {
        let names: Vec<String> = page.outlets.iter().map(|name| (*name).to_owned()).collect();
        parts.push(if names.len() <= 6 { list(&names) } else { of(names.len(), "outlet", "outlets") });
    }
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        parts.push(date::span(first, last));
    }
    parts.join(" · ")
}

fn size(h: &mut Html, page: &Page<'_>) {
    let corpus = page.corpus;
    let named = corpus.statements.iter().filter(|statement| statement.speaker.is_some()).count();
    let counted = page.counted().count();
    let unsure = corpus.stances.iter().filter(|stance| stance.abstained).count();
    h.text("The articles hold ");
    h.link("statements", "", None, |h| {
        h.text(&of(corpus.statements.len(), "attributed statement", "attributed statements"))
    });
    h.text(&format!(
        ", {} of them by {}. They present {} in {}; ",
        count(named),
        of(corpus.speakers.len(), "known speaker", "known speakers"),
        of(corpus.actors.len(), "person, state or organisation", "persons, states and organisations"),
        of(corpus.stances.len(), "portrayal", "portrayals"),
    ));
    h.link("statements", "c=1", None, |h| h.text(&format!("{} count in a mean", count(counted))));
    h.text(&format!(", in {} the model was too unsure to count.", count(unsure)));
    if page.view.copies > 0 {
        h.text(&format!(
            " {} set aside.",
            of(page.view.copies, "copy of a quotation was", "copies of quotations were")
        ));
    }
}

/// The actors with most portrayals that count.
fn most_spoken_of(page: &Page<'_>) -> Vec<usize> {
    let mut n = vec![0_usize; page.corpus.actors.len()];
    page.counted().for_each(|stance| n[stance.actor] += 1);
    let mut all: Vec<usize> = (0..n.len()).filter(|actor| n[*actor] > 1).collect();
    all.sort_by_key(|actor| (std::cmp::Reverse(n[*actor]), *actor));
    all.truncate(ACTORS);
    all
}

fn spoken_of(h: &mut Html, page: &Page<'_>, actor: usize) {
    let rows: Vec<_> = page.counted().filter(|stance| stance.actor == actor).collect();
    let mut speakers: Vec<usize> =
        rows.iter().filter_map(|row| page.corpus.statements[row.statement].speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    h.leaf("b", &[], &page.corpus.actors[actor].name);
    h.text(" is presented in ");
    let known = page.view.spreads.iter().any(|spread| spread.actor == actor);
    let place = if known { format!("actor-{actor}") } else { "statements".to_owned() };
    h.link(&place, &format!("a={actor}&c=1"), None, |h| h.text(&of(rows.len(), "portrayal", "portrayals")));
    h.text(&format!(" by {}: ", of(speakers.len(), "known speaker", "known speakers")));
    for (number, (stance, letter)) in
        [(Stance::Favorable, "f"), (Stance::Neutral, "n"), (Stance::Unfavorable, "u")].into_iter().enumerate()
    {
        let n = rows.iter().filter(|row| row.stance == stance).count();
        h.text(["", ", ", " and "][number]);
        h.link(&place, &format!("a={actor}&t={letter}&c=1"), None, |h| {
            h.text(&format!("{} {stance}", percent(n as f64 / rows.len() as f64)));
        });
    }
    h.text(".");
}

fn findings(h: &mut Html, page: &Page<'_>) {
    let mut sure: Vec<&Pair> = page
        .view
        .pairs
        .iter()
        .filter(|pair| !matches!(pair.finding, Finding::TooFew | Finding::Undetermined))
        .collect();
    sure.sort_by_key(|pair| (std::cmp::Reverse(pair.stories), pair.speaker, pair.actor));
    let rest = sure.len().saturating_sub(FINDINGS);
    for pair in sure.into_iter().take(FINDINGS) {
        let (Some(mean), Some((low, high))) = (pair.mean, pair.interval) else { continue };
        let manner = match pair.finding {
            Finding::Favorable => "favorably",
            Finding::Unfavorable => "unfavorably",
            _ => "neutrally",
        };
        h.el("li", &[], |h| {
            h.text("Statements attributed to ");
            h.leaf("b", &[], page.speaker(pair.speaker));
            h.text(" present ");
            h.leaf("b", &[], &page.corpus.actors[pair.actor].name);
            h.text(&format!(" {manner}: "));
            h.link(&matrix::place(pair), &matrix::search(pair), None, |h| h.text(&format!("mean {}", signed(mean))));
            h.text(&format!(" (95 % interval {}) over {}.", interval(low, high), of(pair.stories, "story", "stories")));
        });
    }
    if rest > 0 {
        h.el("li", &[], |h| {
            h.text(&format!("{} more of speaker and actor allow a finding; ", of(rest, "pair", "pairs")));
            h.link("matrix", "", None, |h| h.text("see the heat map"));
            h.text(".");
        });
    }
}

fn differences(h: &mut Html, page: &Page<'_>) {
    let Some(all) = &page.view.differences else { return };
    let found: Vec<_> = all.iter().filter(|pair| pair.differs).collect();
    let tested = all.iter().filter(|pair| pair.q.is_some()).count();
    for pair in found.iter().take(FINDINGS) {
        let [first, second] = pair.speakers;
        h.el("li", &[], |h| {
            h.text("Portrayals of ");
            h.leaf("b", &[], &page.corpus.actors[pair.actor].name);
            h.text(&format!(" by {} and {} differ by ", page.speaker(first), page.speaker(second)));
            let query = format!("s={first},{second}&a={}&c=1", pair.actor);
            h.link(&format!("p-{first}-{}", pair.actor), &query, None, |h| h.text(&signed(pair.difference)));
            h.text(
                &pair
                    .interval
                    .map(|(low, high)| format!(" (95 % interval {}).", interval(low, high)))
                    .unwrap_or_else(|| ".".to_owned()),
            );
        });
    }
    if found.is_empty() {
        h.el("li", &[], |h| {
            if tested == 0 {
                h.text("No two speakers have enough stories on the same actor for a test of whether their portrayals differ.");
            } else {
                h.text(&format!("Of {tested} tested differences between two speakers none could be told from chance. "));
                h.link("differences", "", None, |h| h.text("See them"));
                h.text(".");
            }
        });
    }
}

fn certainty(h: &mut Html, page: &Page<'_>) {
    let counted = page.view.pairs.iter().filter(|pair| pair.n > 0).count();
    let solid = page.view.pairs.iter().filter(|pair| pair.interval.is_some()).count();
    let undetermined = page.view.pairs.iter().filter(|pair| pair.finding == Finding::Undetermined).count();
    h.text(&format!(
        "How sure is that? Of {}, {} on five stories or more; the others are shown in grey and no finding is given. ",
        of(counted, "pair of speaker and actor", "pairs of speaker and actor"),
        if solid == 1 { "1 rests".to_owned() } else { format!("{solid} rest") },
    ));
    if undetermined > 0 {
        h.text(&format!("In {undetermined} the interval leaves the side open. "));
    }
    h.text("The intervals know the chance of which stories were sampled, but not the model's own errors: ");
    h.link("model", "", None, |h| h.text("see how right it is"));
    h.text(".");
}

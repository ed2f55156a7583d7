//! The report: one page of HTML that holds all it shows, needs no network and runs nothing of what it quotes.
//!
//! Links lead to places of the page, so that it can be read without its script; the script turns those behind numbers into searches.

mod date;
mod differences;
mod figures;
mod html;
mod matrix;
mod network;
mod number;
mod passage;
mod spread;
mod stance;
mod statements;
mod summary;
mod timeline;
pub(crate) mod view;

use std::collections::BTreeMap;

use html::Html;
use sha2::{Digest, Sha256};

use crate::corpus::{ArticleEntry, Corpus, StanceEntry};
use view::{Pair, View};

pub(crate) use matrix::shown;
pub(crate) use network::{Network, cut, network, tone as edge_tone};
pub(crate) use number::{interval, place, signed};
pub(crate) use spread::{Dot, swarm};
pub(crate) use stance::shade;
pub(crate) use timeline::{series, tone as moment_tone};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The places of the page in the order of its menu.
const MENU: [(&str, &str); 9] = [
    ("summary", "In words"),
    ("matrix", "Who presents whom"),
    ("differences", "Differences"),
    ("network", "Network"),
    ("time", "Over time"),
    ("spread", "By actor"),
    ("model", "How right"),
    ("methods", "Methods"),
    ("statements", "Statements"),
];

/// What a page is made of.
pub(crate) struct Page<'a> {
    corpus: &'a Corpus,
    view: &'a View,
    title: &'a str,
    /// What an audit of these labels found, in sentences.
    audit: Option<&'a str>,
    outlets: Vec<&'a str>,
    /// Where the stances of each statement begin, one more than there are statements.
    stances: Vec<usize>,
    by_pair: BTreeMap<(usize, usize), &'a Pair>,
    statements_by_pair: BTreeMap<(usize, usize), Vec<usize>>,
}

impl<'a> Page<'a> {
    /// A page on `corpus`.
    pub(crate) fn new(corpus: &'a Corpus, view: &'a View, title: &'a str, audit: Option<&'a str>) -> Self {
        let mut outlets: Vec<&str> = corpus.articles.iter().filter_map(|article| article.outlet.as_deref()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let mut stances = vec![0; corpus.statements.len() + 1];
        let mut statements_by_pair: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for stance in &corpus.stances {
            stances[stance.statement + 1] += 1;
            if let Some(speaker) = corpus.statements[stance.statement].speaker {
                statements_by_pair.entry((speaker, stance.actor)).or_default().push(stance.statement);
            }
        }
        for place in 1..stances.len() {
            stances[place] += stances[place - 1];
        }
        let by_pair = view.pairs.iter().map(|pair| ((pair.speaker, pair.actor), pair)).collect();
        Self { corpus, view, title, audit, outlets, stances, by_pair, statements_by_pair }
    }

    /// The whole page in UTF-8.
    pub(crate) fn html(&self) -> String {
        let mut h = Html::default();
        h.verbatim("<!DOCTYPE html>\n");
        h.el("html", &[("lang", "en")], |h| {
            self.head(h);
            h.el("body", &[], |h| {
                h.leaf("a", &[("class", "skip"), ("href", "#statements")], "Skip to the statements");
                self.menu(h);
                h.el("main", &[("class", "wrap")], |h| {
                    summary::write(h, self);
                    matrix::write(h, self);
                    differences::write(h, self);
                    network::write(h, self);
                    timeline::write(h, self);
                    spread::write(h, self);
                    figures::write(h, self);
                    self.methods(h);
                    matrix::write_all(h, self);
                    statements::write(h, self);
                });
                h.el("footer", &[("class", "wrap")], |h| self.footer(h));
                h.el("script", &[], |h| h.verbatim(SCRIPT));
            });
        });
        h.verbatim("\n");
        h.into_string()
    }

    fn head(&self, h: &mut Html) {
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            digest(STYLE),
            digest(SCRIPT)
        );
        h.el("head", &[], |h| {
            h.open("meta", &[("charset", "utf-8")]);
            h.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
            h.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            h.open("meta", &[("name", "generator"), ("content", concat!("standpoint ", env!("CARGO_PKG_VERSION")))]);
            h.leaf("title", &[], self.title);
            h.el("style", &[], |h| h.verbatim(STYLE));
        });
    }

    fn menu(&self, h: &mut Html) {
        h.el("nav", &[("aria-label", "Parts of the report")], |h| {
            h.el("ul", &[], |h| {
                for (place, name) in MENU {
                    let absent = match place {
                        "network" => !self.view.pairs.iter().any(|pair| pair.mean.is_some()),
                        "differences" => self.view.differences.is_none(),
                        "spread" => !self.view.spreads.iter().any(|spread| spread.speakers > 1),
                        _ => false,
                    };
                    if !absent {
                        h.el("li", &[], |h| h.link(place, "", None, |h| h.text(name)));
                    }
                }
            });
        });
    }

    fn methods(&self, h: &mut Html) {
        h.open("section", &[("id", "methods"), ("aria-labelledby", "methods-h")]);
        h.leaf("h2", &[("id", "methods-h")], "Methods");
        h.leaf("pre", &[], &self.view.methods);
        h.close("section");
    }

    fn footer(&self, h: &mut Html) {
        for origin in &self.corpus.origins {
            let hash = origin.model_sha256.get(..12).unwrap_or(&origin.model_sha256);
            let words =
                format!("Scored by standpoint {} with {} ({hash}) on {}.", origin.version, origin.model, origin.engine);
            h.leaf("p", &[], &words);
        }
        h.leaf(
            "p",
            &[],
            concat!(
                "Page by standpoint ",
                env!("CARGO_PKG_VERSION"),
                ". Colours: ColorBrewer PuOr and RdBu (Harrower and Brewer 2003), safe for colour-blind readers. This file loads nothing and sends nothing."
            ),
        );
    }

    fn outlet(&self, article: &ArticleEntry) -> Option<usize> {
        self.outlets.binary_search(&article.outlet.as_deref()?).ok()
    }

    /// The stances of a statement with their places in the corpus.
    fn stances_of(&self, statement: usize) -> impl Iterator<Item = (usize, &'a StanceEntry)> + use<'a> {
        let corpus = self.corpus;
        (self.stances[statement]..self.stances[statement + 1]).map(|place| (place, &corpus.stances[place]))
    }

    /// Whether the stance at this place counts in a mean.
    fn counts(&self, stance: usize) -> bool {
        self.view.counted.get(stance).copied().unwrap_or_default()
    }

    /// The stances that count.
    fn counted(&self) -> impl Iterator<Item = &'a StanceEntry> {
        self.corpus.stances.iter().enumerate().filter(|(place, _)| self.counts(*place)).map(|(_, stance)| stance)
    }

    fn speaker(&self, speaker: usize) -> &'a str {
        &self.corpus.speakers[speaker].name
    }

    /// Role and affiliation.
    fn standing(&self, speaker: usize) -> String {
        let entry = &self.corpus.speakers[speaker];
        [&entry.role, &entry.affiliation].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    }

    fn pair(&self, speaker: usize, actor: usize) -> Option<&'a Pair> {
        self.by_pair.get(&(speaker, actor)).copied()
    }

    fn statements_of(&self, speaker: usize, actor: usize) -> &[usize] {
        self.statements_by_pair.get(&(speaker, actor)).map_or(&[], Vec::as_slice)
    }

    /// The statements toward an actor from one day to another, that count.
    fn statements_between(&self, actor: usize, days: &(String, String)) -> Vec<usize> {
        let inside = |date: &str| date.get(..10).is_some_and(|day| day >= days.0.as_str() && day <= days.1.as_str());
        let rows = self.counted().filter(|stance| stance.actor == actor);
        rows.filter(|stance| {
            let article = self.corpus.statements[stance.statement].article;
            self.corpus.articles[article].date.as_deref().is_some_and(inside)
        })
        .map(|stance| stance.statement)
        .collect()
    }
}

/// The hash of an inline block as a content security policy names it.
fn digest(block: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(block.as_bytes())))
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().enumerate().fold(0_u32, |bits, (place, byte)| bits | u32::from(*byte) << (16 - 8 * place));
        for place in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests;

//! The statements behind the numbers, each in its passage.

use super::date::plain;
use super::html::Html;
use super::number::{of, signed};
use super::stance::{letter, sign};
use super::{Page, passage};
use crate::actors::MentionRole;
use crate::corpus::{ArticleEntry, LabelSource, StanceEntry, StatementEntry};
use crate::stance::{Modality, Outlook, Perspective};
use crate::statements::StatementKind;

/// More statements than this are not printed on paper unless a reader has filtered them.
const PRINTED: usize = 150;

/// Writes the section.
pub(super) fn write(h: &mut Html, page: &Page<'_>) {
    let corpus = page.corpus;
    let long = if corpus.statements.len() > PRINTED { "statements long" } else { "statements" };
    h.open("section", &[("id", "statements"), ("class", long), ("aria-labelledby", "statements-h")]);
    h.leaf("h2", &[("id", "statements-h")], "The statements");
    h.leaf(
        "p",
        &[],
        "Every statement that was found, in its passage. Read the words before you use a number: the model is often wrong about a single one.",
    );
    legend(h);
    filters(h, page);
    h.leaf("p", &[("class", "unprinted")], "The statements are too many to print; filter them in a browser first.");
    h.open("div", &[("id", "list")]);
    let mut by_article: Vec<Vec<usize>> = vec![Vec::new(); corpus.articles.len()];
    for (number, statement) in corpus.statements.iter().enumerate() {
        by_article[statement.article].push(number);
    }
    for (number, statements) in by_article.iter().enumerate().filter(|(_, statements)| !statements.is_empty()) {
        article(h, page, number, statements);
    }
    h.close("div");
    h.close("section");
}

fn legend(h: &mut Html) {
    h.el("p", &[("class", "legend")], |h| {
        h.text("Marked: ");
        h.leaf("mark", &[("class", "st")], "the statement");
        h.text(", ");
        h.leaf("mark", &[("class", "sp")], "its speaker");
        h.text(", ");
        h.leaf("mark", &[("class", "cu")], "its cue");
        h.text(", and an actor it presents as ");
        for (class, word) in [("ac f", "favorable"), ("ac n", "neutral"), ("ac u", "unfavorable"), ("ac m", "mixed")] {
            h.leaf("mark", &[("class", class)], word);
            h.text(if word == "mixed" { "." } else { ", " });
        }
    });
}

fn filters(h: &mut Html, page: &Page<'_>) {
    let corpus = page.corpus;
    h.open("form", &[("id", "filters"), ("class", "script"), ("aria-label", "Filter the statements"), ("hidden", "")]);
    let speakers = corpus.speakers.iter().map(|speaker| speaker.name.as_str()).enumerate();
    let actors = corpus.actors.iter().map(|actor| actor.name.as_str()).enumerate();
    select(h, "f-s", "Speaker", &sorted(speakers));
    select(h, "f-a", "Actor", &sorted(actors));
    select(h, "f-o", "Outlet", &sorted(page.outlets.iter().copied().enumerate()));
    let stances = ["favorable", "neutral", "unfavorable", "mixed"].map(|word| (word[..1].to_owned(), word));
    select(h, "f-t", "Stance", &stances);
    for (id, label) in [("f-from", "From"), ("f-to", "To")] {
        h.el("label", &[("for", id)], |h| {
            h.text(label);
            h.open("input", &[("type", "date"), ("id", id)]);
        });
    }
    h.el("label", &[("for", "f-c"), ("class", "check")], |h| {
        h.open("input", &[("type", "checkbox"), ("id", "f-c")]);
        h.text(" Only portrayals that count in a mean");
    });
    h.leaf("button", &[("type", "reset"), ("id", "f-clear")], "Show all");
    h.close("form");
    h.open("p", &[("id", "found"), ("role", "status"), ("tabindex", "-1")]);
    h.text(&format!(
        "{} in {}.",
        of(corpus.statements.len(), "statement", "statements"),
        of(corpus.articles.len(), "article", "articles")
    ));
    h.close("p");
}

fn sorted<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Vec<(String, &'a str)> {
    let mut all: Vec<(usize, &str)> = names.collect();
    all.sort_by_key(|(number, name)| (name.to_lowercase(), *number));
    all.into_iter().map(|(number, name)| (number.to_string(), name)).collect()
}

fn select(h: &mut Html, id: &'static str, label: &str, options: &[(String, &str)]) {
    h.el("label", &[("for", id)], |h| {
        h.text(label);
        h.el("select", &[("id", id)], |h| {
            h.leaf("option", &[("value", "")], "any");
            for (value, name) in options {
                h.leaf("option", &[("value", value)], name);
            }
        });
    });
}

fn article(h: &mut Html, page: &Page<'_>, number: usize, statements: &[usize]) {
    let entry = &page.corpus.articles[number];
    let id = format!("a{number}");
    let day = entry.date.as_deref().map_or("", |date| date.get(..10).unwrap_or(date));
    let outlet = page.outlet(entry).map(|at| at.to_string()).unwrap_or_default();
    h.open("details", &[("class", "article"), ("id", &id), ("data-d", day), ("data-o", &outlet)]);
    h.el("summary", &[], |h| {
        h.leaf("b", &[], entry.title.as_deref().unwrap_or(&entry.id));
        h.leaf("span", &[("class", "meta")], &about(entry));
        h.leaf("span", &[("class", "meta")], &of(statements.len(), "statement", "statements"));
    });
    let text: Option<Vec<char>> = entry.text.as_ref().map(|text| text.chars().collect());
    for number in statements {
        statement(h, page, text.as_deref(), *number);
    }
    h.close("details");
}

/// Outlet, day, author.
fn about(article: &ArticleEntry) -> String {
    let date = article.date.as_deref().map(plain);
    let parts = [article.outlet.clone(), date, article.author.as_ref().map(|author| format!("by {author}"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn statement(h: &mut Html, page: &Page<'_>, text: Option<&[char]>, number: usize) {
    let entry = &page.corpus.statements[number];
    let stances: Vec<(usize, &StanceEntry)> = page.stances_of(number).collect();
    let (id, label) = (format!("s{number}"), format!("h{number}"));
    let speaker = entry.speaker.map(|speaker| speaker.to_string()).unwrap_or_default();
    h.open("article", &[("class", "s"), ("id", &id), ("data-s", &speaker), ("aria-labelledby", &label)]);
    h.open("h3", &[("id", &label)]);
    h.link(&id, "", Some(&format!("Statement {}", number + 1)), |h| h.text(&(number + 1).to_string()));
    h.text(" ");
    h.leaf("b", &[], entry.speaker.map_or("Speaker unknown", |speaker| &page.corpus.speakers[speaker].name));
    h.leaf("span", &[("class", "meta")], &who(entry));
    h.close("h3");
    let entries: Vec<&StanceEntry> = stances.iter().map(|(_, stance)| *stance).collect();
    passage::write(h, text, entry, &entries);
    if stances.is_empty() {
        h.leaf("p", &[("class", "meta")], "Speaks of no actor.");
    } else {
        h.el("ul", &[("class", "ev")], |h| {
            stances.iter().for_each(|(place, stance)| portrayal(h, page, *place, stance))
        });
    }
    h.close("article");
}

/// Role and affiliation, kind, certainty.
fn who(statement: &StatementEntry) -> String {
    let kind = match statement.kind {
        StatementKind::Direct => "quoted",
        StatementKind::Mixed => "partly quoted",
        StatementKind::Indirect => "in the article's words",
    };
    let mut parts: Vec<String> =
        [&statement.speaker_role, &statement.speaker_affiliation].into_iter().flatten().cloned().collect();
    parts.push(kind.to_owned());
    parts.push(format!("found with {:.2}", statement.content_confidence));
    parts.extend(
        statement.speaker_confidence.filter(|_| statement.speaker.is_some()).map(|p| format!("speaker {p:.2}")),
    );
    if statement.source == LabelSource::Human {
        parts.push("corrected by a person".to_owned());
    }
    if !statement.quotation.is_empty() && statement.quotation != statement.id {
        parts.push("repeats a quotation printed before".to_owned());
    }
    parts.join(" · ")
}

fn portrayal(h: &mut Html, page: &Page<'_>, place: usize, entry: &StanceEntry) {
    let actor = entry.actor.to_string();
    let class = letter(entry.stance);
    let counts = if page.counts(place) { "1" } else { "0" };
    h.open("li", &[("data-a", &actor), ("data-t", class), ("data-c", counts)]);
    h.el("span", &[("class", class)], |h| {
        h.el("span", &[("aria-hidden", "true")], |h| h.text(sign(entry.stance)));
        h.text(&format!(" {}", entry.stance));
    });
    h.text(" ");
    h.leaf("b", &[("class", "num")], &signed(entry.score));
    h.text(" ");
    h.leaf("span", &[("class", "who")], &page.corpus.actors[entry.actor].name);
    let times = if entry.n_mentions > 1 { format!(" ×{}", entry.n_mentions) } else { String::new() };
    h.leaf("span", &[("class", "meta")], &format!("“{}”{times}", entry.mention.text));
    probabilities(h, entry.probabilities);
    for flag in flags(entry) {
        h.leaf("span", &[("class", "flag")], &flag);
    }
    if entry.counts() && !page.counts(place) {
        h.leaf("span", &[("class", "flag")], "a copy or without a known speaker, not counted");
    }
    h.close("li");
}

fn probabilities(h: &mut Html, [unfavorable, neutral, favorable]: [f64; 3]) {
    let words = format!("unfavorable {unfavorable:.2}, neutral {neutral:.2}, favorable {favorable:.2}");
    let (left, right) = ((unfavorable * 60.0).round(), ((unfavorable + neutral) * 60.0).round());
    h.el("svg", &[("class", "pb"), ("viewBox", "0 0 60 8"), ("role", "img"), ("aria-label", &words)], |h| {
        for (class, from, to) in [("u", 0.0, left), ("n", left, right), ("f", right, 60.0)] {
            if to > from {
                h.leaf("path", &[("class", class), ("d", &format!("M{from} 0H{to}V8H{from}z"))], "");
            }
        }
        h.leaf("title", &[], &words);
    });
    h.leaf("span", &[("class", "meta num p3")], &format!("{unfavorable:.2} / {neutral:.2} / {favorable:.2}"));
}

fn flags(entry: &StanceEntry) -> Vec<String> {
    let mut flags = Vec::new();
    if entry.abstained {
        flags.push("too unsure to count".to_owned());
    }
    if entry.perspective == Some(Perspective::Reported) {
        flags.push(match &entry.holder {
            Some(holder) => format!("reported view of {holder}, not counted"),
            None => "reported view of somebody else, not counted".to_owned(),
        });
    }
    match entry.modality {
        Some(Modality::Denied) => flags.push("denied, not counted".to_owned()),
        Some(Modality::Possible) => flags.push("possible".to_owned()),
        _ => {}
    }
    if entry.mention_role == MentionRole::Modifier {
        flags.push("a word before a thing, not counted".to_owned());
    }
    if entry.mention_role == MentionRole::Speaker {
        flags.push("speaks of himself or herself".to_owned());
    }
    match entry.outlook {
        Some(Outlook::Gains) => flags.push("stands to gain".to_owned()),
        Some(Outlook::Loses) => flags.push("stands to lose".to_owned()),
        _ => {}
    }
    if entry.source == LabelSource::Human {
        flags.push("corrected by a person".to_owned());
    }
    flags
}

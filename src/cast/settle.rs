//! One section's names made to agree with each other: the same words are one kind of name throughout.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::find::{is_only_place, named, words};
use super::given::agreement;
use super::lexicon::is_title;
use super::{Mention, MentionForm, Name, NameKind};
use super::{bodies, boundary, company};
use crate::registry::{ActorKind, Entry, NameRole, Registry};
use crate::text::{Span, last_bytes, word_before};

/// Makes one section agree with itself: the same words are one kind of name throughout, and a name found at one place is found at
/// every place.
pub(super) fn settle(text: &str, paragraphs: &[Span], found: &mut [Vec<Mention>], registry: &Registry) {
    settle_hyphens(text, found);
    settle_companies(text, found);
    settle_initials(text, found);
    settle_kinds(text, found, registry);
    settle_capitals(text, found, registry);
    settle_towns(text, found);
    settle_places(text, paragraphs, found, registry);
}

/// A person's name that the head cut at a hyphen ("Lee Dae" of "Lee Dae-jung") is the whole name that it found elsewhere.
fn settle_hyphens(text: &str, found: &mut [Vec<Mention>]) {
    let person = |m: &&mut Mention| matches!(&m.form, MentionForm::Name(name) if name.kind == NameKind::Person);
    let whole: BTreeSet<&str> = found
        .iter_mut()
        .flatten()
        .filter(person)
        .map(|m| m.span.of(text))
        .filter(|words| words.contains('-'))
        .collect();
    for mention in found.iter_mut().flatten().filter(person).filter(|m| text[m.span.end()..].starts_with('-')) {
        let here = &text[mention.span.start()..];
        let longer = whole.iter().filter(|words| here.starts_with(**words)).map(|words| words.len()).max();
        if let Some(length) = longer.filter(|length| *length > mention.span.len()) {
            mention.span = Span::new(mention.span.start(), mention.span.start() + length);
        }
    }
}

/// A name beside which the article says once that it is a company is one wherever it stands, alone or with its form of business, unless a person
/// has it for a surname.
fn settle_companies(text: &str, found: &mut [Vec<Mention>]) {
    let surnames = surnames(text, found.iter().flatten());
    let mut companies: HashSet<&str> = HashSet::new();
    for mention in found.iter().flatten() {
        let MentionForm::Name(name) = &mention.form else { continue };
        // "Chicago, which has fifty wards," is no company, nor is who founded "the company Ilse Brandt left".
        let words = mention.span.of(text);
        let told = match name.kind {
            NameKind::Location | NameKind::Misc => false,
            NameKind::Person if words.contains(' ') => company::is_registered(text, mention.span),
            NameKind::Person | NameKind::Organisation => company::is_company(text, mention.span),
        };
        if name.registry.is_empty() && told && !surnames.contains(words) {
            companies.extend([words, company::without_form(words)]);
        }
    }
    for mention in found.iter_mut().flatten() {
        let MentionForm::Name(name) = &mut mention.form else { continue };
        let words = mention.span.of(text);
        // "Orrin Gaz" of which the article says that Orrin is a company.
        let longer = matches!(name.kind, NameKind::Location | NameKind::Misc)
            && words.split_once(' ').is_some_and(|(first, rest)| companies.contains(first) && !rest.contains(' '));
        if name.registry.is_empty() && (companies.contains(words) || longer) && !surnames.contains(words) {
            name.kind = NameKind::Organisation;
        }
    }
}

/// The last words of the persons' full names.
pub(super) fn surnames<'t, 'm>(text: &'t str, found: impl Iterator<Item = &'m Mention>) -> HashSet<&'t str> {
    let person = |m: &&Mention| matches!(&m.form, MentionForm::Name(name) if name.kind == NameKind::Person);
    let last = |m: &Mention| m.span.of(text).rsplit_once(' ').map(|(_, last)| last);
    found.filter(person).filter_map(last).collect()
}

/// Initials that stand in brackets behind the name of a body are that body's wherever they stand: "Pan American Health Organization (*PAHO*)".
fn settle_initials(text: &str, found: &mut [Vec<Mention>]) {
    let mut initials: HashSet<&str> = HashSet::new();
    for mentions in found.iter() {
        for (name, short) in mentions.iter().zip(mentions.iter().skip(1)) {
            let body = matches!(&name.form, MentionForm::Name(name) if name.kind == NameKind::Organisation);
            let words = short.span.of(text);
            let letters = words.len() > 2 && words.chars().all(|c| c.is_ascii_uppercase());
            let bracketed = text[name.span.end()..].starts_with(" (") && name.span.end() + 2 == short.span.start();
            if body && letters && bracketed && text[short.span.end()..].starts_with(')') {
                initials.insert(words);
            }
        }
    }
    for mention in found.iter_mut().flatten() {
        let MentionForm::Name(name) = &mut mention.form else { continue };
        if name.registry.is_empty() && initials.contains(mention.span.of(text)) {
            name.kind = NameKind::Organisation;
        }
    }
}

/// A single word that the head took for a person is a town where something happens "*in* Orrin" whenever it is named, and nobody bears the name.
fn settle_towns(text: &str, found: &mut [Vec<Mention>]) {
    /// What one does in somebody.
    const TRUSTS: &[&str] = &[
        "belief",
        "believe",
        "believed",
        "believes",
        "confidence",
        "confident",
        "disappointed",
        "faith",
        "interest",
        "interested",
        "invest",
        "invested",
        "trust",
        "trusted",
    ];
    let borne = surnames(text, found.iter().flatten());
    let mut towns: HashMap<&str, bool> = HashMap::new();
    for mention in found.iter().flatten() {
        let MentionForm::Name(Name { kind: NameKind::Person, .. }) = &mention.form else { continue };
        let words = mention.span.of(text);
        let place = matches!(word_before(text, mention.span).as_str(), "in" | "near" | "outside");
        let mut before = text[..mention.span.start()].trim_end().rsplit(char::is_whitespace).skip(1);
        let trusted = place && before.next().is_some_and(|word| TRUSTS.contains(&word));
        *towns.entry(words).or_insert(true) &= place && !trusted && !words.contains(' ');
    }
    for mention in found.iter_mut().flatten() {
        let MentionForm::Name(name) = &mut mention.form else { continue };
        let words = mention.span.of(text);
        if name.kind == NameKind::Person
            && name.registry.is_empty()
            && towns.get(words) == Some(&true)
            && !borne.contains(words)
        {
            name.kind = NameKind::Location;
        }
    }
}

/// A capital or a seat that the head took for a person is the state or the body, where nobody bears the name: "*Riyadh* sent nobody".
fn settle_capitals(text: &str, found: &mut [Vec<Mention>], registry: &Registry) {
    let person = |m: &&Mention| matches!(&m.form, MentionForm::Name(name) if name.kind == NameKind::Person);
    let borne: HashSet<&str> = found
        .iter()
        .flatten()
        .filter(person)
        .map(|m| m.span.of(text))
        .filter(|words| words.contains(' '))
        .flat_map(|words| words.split(' '))
        .collect();
    for mentions in found.iter_mut() {
        mentions.retain_mut(|mention| {
            let MentionForm::Name(name) = &mut mention.form else { return true };
            let words = mention.span.of(text);
            if name.kind != NameKind::Person || borne.contains(words) || behind_title(text, mention.span) {
                return true;
            }
            let hit = registry
                .at(text, mention.span.start())
                .filter(|hit| hit.span() == mention.span && matches!(hit.role(), NameRole::Capital | NameRole::Seat))
                // "Sofia, 9," is a girl.
                .filter(|_| agreement(&words.to_lowercase()).is_none());
            let Some(hit) = hit else { return true };
            *name = named(&hit, false);
            !is_only_place(text, mention.span, hit.role())
        });
    }
}

/// Whether "Mr.", a title or a first name in short stands before a name.
pub(super) fn behind_title(text: &str, name: Span) -> bool {
    /// The last word before a name is sought in so many bytes.
    const NEAR: usize = 24;
    let before = last_bytes(&text[..name.start()], NEAR);
    let word = before.trim_end_matches(' ').rsplit([' ', '\n']).next().unwrap_or("");
    let initial = word.ends_with('.') && word.chars().count() < 6;
    before.ends_with(' ')
        && word.starts_with(char::is_uppercase)
        && (initial || is_title(&word.trim_end_matches('.').to_lowercase()))
}

/// What stands before the name of a place or a newspaper, and not before a surname.
const BEFORE_PLACES: &[&str] = &["around", "at", "from", "in", "inside", "near", "of", "on", "outside", "the", "to"];

/// The same words are what most of their mentions are; a surname alone that belongs to a full name is a person, and so is the full
/// name whose surname is mostly one.
fn settle_kinds(text: &str, found: &mut [Vec<Mention>], registry: &Registry) {
    let mut votes: HashMap<&str, [usize; 4]> = HashMap::new();
    let mut surnames: HashSet<&str> = HashSet::new();
    for mention in found.iter().flatten() {
        let MentionForm::Name(name) = &mention.form else { continue };
        votes.entry(mention.span.of(text)).or_default()[name.kind as usize] += 1;
        if name.kind == NameKind::Person {
            surnames.extend(mention.span.of(text).rsplit_once(' ').map(|(_, last)| last));
        }
    }
    let most = |words: &str| votes.get(words).map(|v| (0..4).rev().max_by_key(|k| v[*k]).unwrap_or(0));
    let person = NameKind::Person as usize;
    for mention in found.iter_mut().flatten() {
        let MentionForm::Name(name) = &mut mention.form else { continue };
        let words = mention.span.of(text);
        // "Washington thanked him", "Guardian hopes so", "Danish said", where the article has Clara Washington's, Don Guardian's and Ivo Danish's
        // full names.
        let listed = |id: &String| {
            let entry = registry.entry(id);
            let people = |e: &Entry| !name.modifier && !name.people && e.demonyms().iter().any(|d| d == words);
            entry.is_some_and(|e| {
                e.kind() == ActorKind::Organisation || e.capitals().iter().any(|c| c == words) || people(e)
            })
        };
        let alone = surnames.contains(words) && name.registry.iter().any(listed);
        if alone && !BEFORE_PLACES.contains(&word_before(text, mention.span).as_str()) {
            *name = Name { modifier: name.modifier, people: name.people, ..Name::of(NameKind::Person) };
        }
        if !name.registry.is_empty() {
            continue;
        }
        let last = words.rsplit_once(' ').map(|(_, last)| last);
        let full_name = last.is_some_and(|last| most(last) == Some(person) && !bodies::is_body(last));
        // "Orlo Foundation": a body bears the name, not a person.
        if name.kind == NameKind::Person && last.is_some_and(bodies::is_body) {
            name.kind = NameKind::Organisation;
        } else if surnames.contains(words) || full_name && name.kind == NameKind::Organisation {
            name.kind = NameKind::Person;
        } else if most(words) == Some(NameKind::Organisation as usize) && name.kind == NameKind::Person {
            name.kind = NameKind::Organisation;
        } else if most(words) == Some(person) {
            name.kind = NameKind::Person;
        }
    }
}

/// A word that is a person's surname or an organisation's one-word name at one place is it wherever it stands with its capital and
/// no other name holds it, nor one of the registry that is only a place there ("at the White *House*").
fn settle_places(text: &str, paragraphs: &[Span], found: &mut [Vec<Mention>], registry: &Registry) {
    let mut known: HashMap<&str, NameKind> = HashMap::new();
    for mention in found.iter().flatten() {
        let MentionForm::Name(name) = &mention.form else { continue };
        let words: Vec<&str> = mention.span.of(text).split(' ').collect();
        let last = words.last().copied().unwrap_or("");
        let fits = match name.kind {
            NameKind::Person => words.len() <= 4,
            NameKind::Organisation => words.len() == 1 && name.registry.is_empty(),
            NameKind::Location | NameKind::Misc => false,
        };
        if fits && last.chars().count() > 2 && last.starts_with(char::is_uppercase) {
            known.entry(last).or_insert(name.kind);
        }
    }
    for (paragraph, mentions) in paragraphs.iter().zip(found.iter_mut()) {
        let mut missed = Vec::new();
        let mut before: Option<Span> = None;
        for word in words(text, *paragraph) {
            let last = before.replace(word);
            let Some(kind) = known.get(word.of(text)).copied() else { continue };
            let listed = last.and_then(|last| registry.at(text, last.start()));
            if listed.is_some_and(|hit| hit.role() == NameRole::Seat && hit.span().contains(word)) {
                continue;
            }
            let span = if kind == NameKind::Person { boundary::with_given_name(text, word, *paragraph) } else { word };
            if !mentions.iter().any(|m| m.span.overlaps(span)) {
                let name = Name::of(kind);
                missed.push(Mention { span, form: MentionForm::Name(name), refers: Vec::new() });
            }
        }
        mentions.extend(missed);
        mentions.sort_by_key(|m| m.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cut_at_a_hyphen_is_the_whole_name_found_elsewhere() {
        let text = "Lee Dae-jung met Orr. Lee Dae-jung left. Lee Dae-led talks failed.";
        let at = |start: usize, words: &str| {
            let name = Name::of(NameKind::Person);
            Mention { span: Span::new(start, start + words.len()), form: MentionForm::Name(name), refers: Vec::new() }
        };
        let mut found = vec![vec![at(0, "Lee Dae"), at(22, "Lee Dae-jung"), at(41, "Lee Dae")]];
        settle_hyphens(text, &mut found);
        let words: Vec<&str> = found[0].iter().map(|m| m.span.of(text)).collect();
        assert_eq!(words, ["Lee Dae-jung", "Lee Dae-jung", "Lee Dae"]);
    }

    #[test]
    fn a_word_that_only_stands_behind_in_is_a_town() {
        let kind = |text: &str| {
            let at = |start: usize| {
                let name = Name::of(NameKind::Person);
                Mention {
                    span: Span::new(start, start + "Orrin".len()),
                    form: MentionForm::Name(name),
                    refers: Vec::new(),
                }
            };
            let mut found = vec![text.match_indices("Orrin").map(|(start, _)| at(start)).collect::<Vec<_>>()];
            settle_towns(text, &mut found);
            match &found[0][0].form {
                MentionForm::Name(name) => name.kind,
                _ => unreachable!("names were given"),
            }
        };
        assert_eq!(kind("Shots fell in Orrin and near Orrin."), NameKind::Location);
        assert_eq!(kind("Shots fell in Orrin. Orrin laughed."), NameKind::Person);
        assert_eq!(kind("They had faith in Orrin."), NameKind::Person);
        // A letter that is longer in small: once a slice inside the mark before it.
        assert_eq!(kind("“İ Orrin laughed."), NameKind::Person);
    }

    #[test]
    fn the_house_of_a_seat_that_is_a_place_is_no_chamber() {
        let text = "The House met. They met Orr at the White House. The House left.";
        let name = Name::of(NameKind::Organisation);
        let first = Span::new(4, "The House".len());
        let mut found = vec![vec![Mention { span: first, form: MentionForm::Name(name), refers: Vec::new() }]];
        settle_places(text, &[Span::new(0, text.len())], &mut found, &Registry::builtin());
        let places: Vec<usize> = found[0].iter().map(|m| m.span.start()).collect();
        assert_eq!(places, [4, 52]);
    }
}

//! Mentions in a section: names by the entity head and the registry, pronouns and descriptions by closed classes of words.

use super::bodies::is_body_noun;
use super::body::PORTFOLIOS;
use super::entities::entities;
use super::family::{owning, relative};
use super::lexicon::{
    is_civil_general, is_first_person, is_first_plural, is_government_noun, is_land, is_rank, is_title_noun, pronoun,
};
use super::opinion::speaks_of_himself;
use super::pair::pair;
use super::settle::settle;
use super::{Agreement, Mention, MentionForm, Name, NameKind};
use super::{boundary, capitals, prize, reference_kind, things};
use crate::model::Reading;
use crate::registry::{ActorKind, Entry, NameMatch, NameRole, PARTY, Registry};
use crate::text::{Span, word_before};

/// Words on which the reference head puts less than this say nothing of what a pronoun stands for.
const REFERENCE: f32 = 0.03;

/// All mentions in the paragraphs that `reading` has read, in order, none overlapping another.
pub(crate) fn mentions(text: &str, paragraphs: &[Span], reading: &Reading<'_>, registry: &Registry) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut by_paragraph: Vec<Vec<Mention>> = paragraphs.iter().map(|p| names(text, *p, reading, registry)).collect();
    capitals::leave_out(text, paragraphs, &mut by_paragraph);
    settle(text, paragraphs, &mut by_paragraph, registry);
    things::leave_out(text, &mut by_paragraph);
    for (paragraph, mut found) in paragraphs.iter().zip(by_paragraph) {
        let words = words(text, *paragraph);
        let named = found.clone();
        let free = |span: Span| !named.iter().any(|m| m.span.overlaps(span));
        for (index, word) in words.iter().enumerate() {
            let lower = word.of(text).to_lowercase();
            if !free(*word) {
                continue;
            }
            if let Some(agreement) = pronoun(&lower).filter(|_| word.of(text) != "IT") {
                found.push(referring(reading, *word, MentionForm::Pronoun(agreement)));
            } else if is_first_person(&lower)
                && speaks_of_himself(text, &words, index)
                && !is_quoted_within(&text[paragraph.start()..word.start()])
            {
                found.push(Mention { span: *word, form: MentionForm::FirstPerson, refers: Vec::new() });
            } else if is_first_plural(&lower)
                && word.of(text) != "US"
                && (lower == "us" || speaks_of_himself(text, &words, index))
                && !is_quoted_within(&text[paragraph.start()..word.start()])
            {
                found.push(Mention { span: *word, form: MentionForm::FirstPlural, refers: Vec::new() });
            } else if let Some((span, sort)) = pair(text, &words[index..]) {
                found.push(Mention { span, form: MentionForm::Pair(sort), refers: Vec::new() });
            } else if is_somebodys_kin(text, *word, &lower, &named) {
                found.push(Mention { span: *word, form: MentionForm::Kin, refers: Vec::new() });
            } else if lower == "the" || points_at(text, &words[index..]) {
                found.extend(description(text, &words[index..], &named, reading, registry));
            }
        }
        found.sort_by_key(|m| (m.span.start(), usize::MAX - m.span.end()));
        for mention in found {
            if out.last().is_none_or(|last| !last.span.overlaps(mention.span)) {
                out.push(mention);
            }
        }
    }
    reference_kind::settle(text, &mut out);
    out
}

/// Whether a word (`lower` in lower case) is the noun of somebody’s relative who is not named right behind it: "his *wife* left".
fn is_somebodys_kin(text: &str, word: Span, lower: &str, named: &[Mention]) -> bool {
    let behind = &text[word.end()..];
    let gap = if behind.starts_with(", ") { 2 } else { 1 };
    relative(lower).is_some()
        && owning(text, word).is_some()
        && !behind.starts_with(['’', '\'', '-'])
        && !named.iter().any(|m| m.span.start() == word.end() + gap)
}

/// Whether the first of `words` begins a description without an article: "this country", "our great nation", "this committee".
fn points_at(text: &str, words: &[Span]) -> bool {
    let word = |at: usize| words.get(at).map(|word| word.of(text).to_lowercase()).unwrap_or_default();
    let land = || is_land(&word(1)) || is_land(&word(2));
    match word(0).as_str() {
        "this" => land() || is_body_noun(&word(1)),
        "our" => land(),
        _ => false,
    }
}

/// Whether what stands behind `before` in its paragraph is quoted by who is quoted: “They say, ‘*I* like her’”. Who says "I" there is another.
fn is_quoted_within(before: &str) -> bool {
    let Some(outer) = before.rfind(['“', '"']).filter(|at| before[*at..].starts_with('“') || opens_outer(before))
    else {
        return false;
    };
    let quoted = &before[outer..];
    if quoted.contains('”') {
        return false;
    }
    // An apostrophe stands between letters; a mark that closes stands before none.
    let inner = quoted.rfind(['‘', '\'']).filter(|at| {
        let head = &quoted[..*at];
        quoted[*at..].starts_with('‘') || head.ends_with([' ', ',', '“', '"']) && !quoted[*at..].starts_with("''")
    });
    inner.is_some_and(|at| {
        !quoted[at..].char_indices().skip(1).any(|(closes, c)| {
            let next = quoted[at + closes + c.len_utf8()..].chars().next();
            matches!(c, '’' | '\'') && !next.is_some_and(char::is_alphanumeric) && next.is_some()
        })
    })
}

/// Whether the last of the straight quotation marks in some words opens a quotation.
fn opens_outer(words: &str) -> bool {
    words.matches('"').count() % 2 == 1
}

/// The words of a paragraph: runs of letters, digits and inner hyphens.
pub(super) fn words(text: &str, paragraph: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    let body = paragraph.of(text);
    for (at, c) in body.char_indices().chain(std::iter::once((body.len(), ' '))) {
        let inner = c.is_alphanumeric() || c == '-' && start.is_some();
        match (start, inner) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push(Span::new(paragraph.start() + from, paragraph.start() + at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Names: what the entity head marks and what the registry knows; a registry name inside a longer name of a person or organisation
/// ("Bank of Japan") is part of that name.
fn names(text: &str, paragraph: Span, reading: &Reading<'_>, registry: &Registry) -> Vec<Mention> {
    let mut entities = boundary::mend(text, paragraph, entities(text, paragraph, reading));
    let mut known: Vec<NameMatch<'_>> = Vec::new();
    for word in words(text, paragraph) {
        if known.last().is_none_or(|last| last.span().end() <= word.start()) {
            known.extend(registry.at(text, word.start()).filter(|hit| hit.span().end() <= paragraph.end()));
        }
    }
    let pairs = hyphenated(text, paragraph, &known, registry);
    // "The *Iraq-U.N.* memorandum" is of no body by that name.
    let both = |span: Span| pairs.iter().any(|pair| pair[0].span().hull(pair[1].span()) == span);
    entities.retain(|(span, _)| !both(*span));
    let (firsts, seconds): (Vec<Span>, Vec<NameMatch<'_>>) =
        pairs.into_iter().map(|[first, second]| (first.span(), second)).unzip();
    let joined: Vec<Span> = firsts.into_iter().chain(seconds.iter().map(NameMatch::span)).collect();
    known.extend(seconds);
    let mut out = Vec::new();
    for hit in known {
        let overlapping: Vec<usize> = (0..entities.len()).filter(|i| entities[*i].0.overlaps(hit.span())).collect();
        if hit.role() == NameRole::Leader {
            // A person: the head's span, if it has one that is no part of the registry's, else the registry's.
            match overlapping.as_slice() {
                [] => entities.push((hit.span(), NameKind::Person)),
                [part] if hit.span().contains(entities[*part].0) => entities[*part].0 = hit.span(),
                _ => {}
            }
            continue;
        }
        let part_of_longer = overlapping.iter().any(|i| {
            let (span, kind) = entities[*i];
            // "The *U.S. Open*" is no state.
            let event = hit.role() == NameRole::Name && starts_title(text, hit.span(), span);
            (kind != NameKind::Misc || event)
                && span.contains(hit.span())
                && span != hit.span()
                && !only_article(text, span, hit.span())
        });
        // An ambiguous name is what the head takes it for: a person of that name, or no name at all. A capital may be a surname.
        let person = overlapping.iter().any(|i| entities[*i].1 == NameKind::Person);
        let surname = person && hit.role() == NameRole::Capital;
        if let Some(team) = ends_name(text, hit.span(), paragraph) {
            entities.retain(|(span, _)| !span.overlaps(team));
            entities.push((team, NameKind::Organisation));
            continue;
        }
        if part_of_longer || surname || hit.is_ambiguous() && (person || overlapping.is_empty()) {
            continue;
        }
        for index in overlapping.iter().rev() {
            entities.remove(*index);
        }
        let elsewhere = match hit.role() {
            // "A *London*-based firm".
            _ if ["-based", "-born", "-registered"].iter().any(|tail| text[hit.span().end()..].starts_with(tail)) => {
                true
            }
            _ if names_event(text, hit.span()) => true,
            NameRole::Demonym => is_no_state(text, hit.span()),
            NameRole::Capital => is_only_place(text, hit.span(), hit.role()),
            NameRole::Seat => is_only_place(text, hit.span(), hit.role()) || prize::is_prize(text, hit.span()),
            _ => false,
        };
        if elsewhere {
            continue;
        }
        if let Some(body) = institution(text, &hit, paragraph) {
            entities.retain(|(span, _)| !span.overlaps(body));
            entities.push((body, NameKind::Organisation));
            continue;
        }
        let modifier =
            hit.role() == NameRole::Demonym && modifies(text, hit.span(), paragraph) || joined.contains(&hit.span());
        let people = hit.role() == NameRole::Demonym && is_plural(hit.span().of(text));
        let name = Name { people, ..named(&hit, modifier) };
        out.push(Mention { span: hit.span(), form: MentionForm::Name(name), refers: Vec::new() });
    }
    for (span, kind) in entities {
        let name = Name::of(kind);
        out.push(Mention { span, form: MentionForm::Name(name), refers: Vec::new() });
    }
    out.sort_by_key(|m| m.span);
    out
}

/// Pairs of names that a hyphen joins before what is between the two: "the *Norway-Lorvia* rail link", of those whose first name is `known`.
fn hyphenated<'r>(
    text: &str,
    paragraph: Span,
    known: &[NameMatch<'r>],
    registry: &'r Registry,
) -> Vec<[NameMatch<'r>; 2]> {
    let pair = |first: &NameMatch<'r>| {
        let behind = first.span().end() + 1;
        let second = text[first.span().end()..].starts_with('-').then(|| registry.at(text, behind))??;
        let described = text[second.span().end()..paragraph.end().max(second.span().end())]
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        (described && !first.is_ambiguous() && !second.is_ambiguous()).then(|| [first.clone(), second])
    };
    known.iter().filter_map(pair).collect()
}

/// Whether the name of a state begins a longer one that the head takes for that of a thing or an event: "the *U.S.* Open".
fn starts_title(text: &str, state: Span, whole: Span) -> bool {
    let behind = text[state.end()..whole.end().max(state.end())].strip_prefix(' ');
    state.start() == whole.start() && behind.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a capital or a seat of power stands for nobody: it is where something happens, or a word of a slogan.
pub(super) fn is_only_place(text: &str, name: Span, role: NameRole) -> bool {
    is_place(text, name) || role == NameRole::Capital && has_article(text, name)
}

/// Whether an article stands before a capital that describes nothing behind it, as in a slogan or a ship’s name: "feel *the* Bern!"
fn has_article(text: &str, capital: Span) -> bool {
    let describes = text[capital.end()..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    word_before(text, capital) == "the" && !describes
}

/// A body of a state that goes by what it is: "*China’s coast guard*", "the *Brazilian health ministry*".
fn institution(text: &str, state: &NameMatch<'_>, paragraph: Span) -> Option<Span> {
    const BODIES: &[&str] = &[
        "agency",
        "air force",
        "army",
        "central bank",
        "coast guard",
        "coastguard",
        "embassy",
        "ministry",
        "navy",
        "parliament",
        "regulator",
    ];
    /// What a ministry is of, in a word or two; and what an agency is for, in three at most.
    const OF: usize = 2;
    const FOR: usize = 3;
    let rest = &text[state.span().end()..paragraph.end()];
    let owned = match state.role() {
        NameRole::Demonym => rest.strip_prefix(' '),
        NameRole::Name => ["’s ", "'s "].iter().find_map(|mark| rest.strip_prefix(mark)),
        _ => None,
    };
    let owned = owned.filter(|_| state.entry().kind() == ActorKind::State && !state.is_ambiguous())?;
    let start = state.span().end() + rest.len() - owned.len();
    // A few words behind the state's name.
    let owned = &owned[..owned.floor_char_boundary(48)];
    let (at, body) = BODIES.iter().filter_map(|body| Some((owned.find(body)?, *body))).min()?;
    let kind = owned[..at].trim_end();
    // "Norway’s *patient safety* agency".
    let agency = matches!(body, "agency" | "regulator");
    let plain = kind.chars().all(|c| c.is_lowercase() || c == ' ')
        && if agency { !kind.is_empty() } else { kind.is_empty() || body == "ministry" };
    let whole = (at == 0 || owned[..at].ends_with(' '))
        && !owned[at + body.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let words: Vec<&str> = kind.split_whitespace().collect();
    let end = start + at + body.len();
    let portfolio = |word: &&str| *word == "and" || PORTFOLIOS.contains(word);
    let behind = owned[at + body.len()..].trim_start();
    let thing = ["knife", "base", "surplus", "boots"].iter().any(|thing| behind.starts_with(thing));
    let described = if agency {
        words.len() <= FOR && !words.iter().any(|word| is_function_word(word) || is_title_noun(word))
    } else {
        words.len() <= OF && words.iter().all(portfolio)
    };
    (plain && whole && !thing && described).then(|| Span::new(state.span().start(), end))
}

/// A name that the registry knows.
pub(super) fn named(hit: &NameMatch<'_>, modifier: bool) -> Name {
    let state = hit.entry().kind() == ActorKind::State;
    Name {
        registry: hit.candidates().map(|e| e.id().to_owned()).collect(),
        ambiguous: hit.is_ambiguous(),
        modifier,
        ..Name::of(if state { NameKind::Location } else { NameKind::Organisation })
    }
}

/// The name of a body that ends in the initials of a state, behind a word with a capital: "Priorities USA".
fn ends_name(text: &str, state: Span, paragraph: Span) -> Option<Span> {
    let head = text[paragraph.start()..state.start()].strip_suffix(' ').filter(|_| state.of(text) == "USA")?;
    let word = head.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let named = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    (named && !boundary::is_opener(&word.to_lowercase()))
        .then(|| Span::new(state.start() - 1 - word.len(), state.end()))
}

/// Whether a capital or a seat of power is where something happens and not who does it (rule 6 of the codebook): "talks *in Oslo*", "the
/// *Paris* attacks". "In Oslo they think" says who thinks.
fn is_place(text: &str, name: Span) -> bool {
    let word =
        |words: &str| words.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let behind = word(&text[name.end()..]);
    let before = text[..name.start()].trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let before = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let inside = matches!(before.as_str(), "in" | "inside" | "into" | "outside" | "near" | "around" | "throughout");
    let event = matches!(
        behind.as_str(),
        "accord"
            | "accords"
            | "agreement"
            | "agreements"
            | "attack"
            | "attacks"
            | "attackers"
            | "bombing"
            | "bombings"
            | "climate"
            | "conference"
            | "massacre"
            | "protocol"
            | "shooting"
            | "shootings"
            | "summit"
            | "treaty"
    );
    let insiders = matches!(
        behind.as_str(),
        "bureaucrats"
            | "elite"
            | "elites"
            | "establishment"
            | "insider"
            | "insiders"
            | "lobbyists"
            | "outsider"
            | "politicians"
            | "special"
    );
    let district = ["D.C.", "DC"].iter().any(|d| text[name.end()..].trim_start_matches([',', ' ']).starts_with(d));
    event || insiders || district || inside && !matches!(behind.as_str(), "they" | "people" | "officials" | "itself")
}

/// Whether a name only says which war, convention or contest is meant: "the *Iraq* war", "the *Republican* National Convention", "the *U.S.* Open".
fn names_event(text: &str, name: Span) -> bool {
    let behind = &text[name.end()..];
    [" war", " War", " Convention", " National Convention", " Open", " Grand Prix", " Masters"]
        .iter()
        .any(|event| behind.strip_prefix(event).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
}

/// Whether an adjective names a people inside a state or a language: "African *American* voters", "*Spanish*-language radio", "they speak
/// *Spanish*".
fn is_no_state(text: &str, demonym: Span) -> bool {
    let before = text[..demonym.start()].trim_end_matches([' ', '-']);
    let people = ["African", "Asian", "Latin", "Native", "Mexican", "Arab", "Central", "North", "South"];
    let american = demonym.of(text).starts_with("American") && people.iter().any(|p| before.ends_with(p));
    let behind = &text[demonym.end()..];
    let language = ["-language", "-speaking", "-dominant", " language", " lessons", " accent", " speakers"];
    let spoken = matches!(
        word_before(text, demonym).as_str(),
        "in" | "speak" | "speaks" | "speaking" | "spoke" | "learn" | "learning"
    );
    american
        || language.iter().any(|word| behind.starts_with(word))
        || spoken && !behind.trim_start().starts_with(char::is_alphabetic)
}

/// Whether what `span` holds beside `name` is only an article or a possessive.
fn only_article(text: &str, span: Span, name: Span) -> bool {
    let rest = format!("{} {}", &text[span.start()..name.start()], &text[name.end()..span.end()]);
    rest.split_whitespace().all(|w| matches!(w.to_lowercase().as_str(), "the" | "'s" | "’s" | "'" | "’"))
}

/// Whether a demonym describes the thing behind it: a word that begins in lower case follows, or a capitalised one that is no verb's
/// subject ("South Korean ammunition", "Russian Far East"), and not the verb of a people ("Russians say").
fn modifies(text: &str, demonym: Span, paragraph: Span) -> bool {
    let rest = &text[demonym.end()..paragraph.end()];
    let Some(after) = rest.strip_prefix([' ', '-']) else { return false };
    let plural = is_plural(demonym.of(text));
    let next = after.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("").to_lowercase();
    !plural && !next.is_empty() && !is_government_noun(&next) && !is_function_word(&next)
}

fn is_plural(demonym: &str) -> bool {
    demonym.ends_with('s') && !demonym.ends_with("ss")
}

/// Words that no demonym describes.
pub(crate) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "can"
            | "may"
            | "in"
            | "on"
            | "at"
            | "of"
            | "to"
            | "for"
            | "by"
            | "with"
            | "from"
            | "as"
            | "who"
            | "that"
            | "which"
            | "said"
            | "says"
            | "do"
            | "does"
            | "did"
            | "not"
            | "than"
            | "if"
            | "when"
            | "while"
            | "because"
            | "after"
            | "against"
            | "before"
            | "between"
            | "during"
            | "into"
            | "since"
            | "this"
            | "until"
    )
}

/// "the [demonym] [adjective] noun": a description of a person by office, of a government, or "the noun" of
/// another body: "the other party" is not the one named before. `words` begins at "the".
fn description(
    text: &str,
    words: &[Span],
    named: &[Mention],
    reading: &Reading<'_>,
    registry: &Registry,
) -> Option<Mention> {
    let mut state = None;
    // The words behind a name that is no adjective may be what it does: "the FBI *warned state* officials".
    let mut acts = false;
    for (n, word) in words.iter().enumerate().skip(1).take(5) {
        let gap = &text[words[n - 1].end()..word.start()];
        if !gap.trim().is_empty() && !matches!(gap.trim(), "’s" | "'s" | "-") {
            return None;
        }
        let lower = word.of(text).to_lowercase();
        if let Some(name) = named.iter().find(|m| m.span.overlaps(*word)) {
            let MentionForm::Name(found) = &name.form else { return None };
            // "the Democratic nominee": the adjective of a party.
            if found.registry.is_empty() && found.kind == NameKind::Misc {
                state = registry.party(name.span.of(text)).map(|entry| entry.id().to_owned()).or(state);
                continue;
            }
            if found.registry.is_empty() || found.ambiguous {
                // "the Ostrany businessman" says where from; "the Orlo spokesman" is nobody's description but his own.
                if found.kind == NameKind::Person {
                    return None;
                }
                acts = !found.modifier;
                continue;
            }
            let id = found.registry.first();
            let party = id.and_then(|id| registry.entry(id)).filter(|entry| is_member(entry, name.span.of(text)));
            if party.is_some() && ends_phrase(text, name.span, words.get(n + 1), reading) {
                let form = MentionForm::Nominal { noun: PARTISAN.to_owned(), state: id.cloned() };
                return Some(referring(reading, words[0].hull(name.span), form));
            }
            state = id.cloned();
            acts = !found.modifier;
            continue;
        }
        let noun = lower.as_str();
        let is_head = is_title_noun(noun)
            || noun == "lady" && words[n - 1].of(text).eq_ignore_ascii_case("first")
            || is_land(noun) && (n == 1 || n == 2 && !words[0].of(text).eq_ignore_ascii_case("the"))
            || is_government_noun(noun) && state.is_some()
            || is_body_noun(noun)
                && (n == 1
                    || !matches!(noun, "foundation" | "trust")
                        && state.is_none()
                        && word.of(text) == noun
                        && describes_body(text, &words[1..n]));
        // "the prime minister": the longest run of title nouns; "the president's" too; "the leader John Smith" is the name's role.
        let next = words.get(n + 1);
        let followed = next.is_some_and(|w| {
            let next = w.of(text).to_lowercase();
            let compound = text[word.end()..w.start()] == *" " && is_body_noun(&next);
            is_title_noun(&next)
                || compound
                || named.iter().any(|m| m.span.overlaps(*w) && text[word.end()..w.start()] == *" ")
        });
        if is_head && !followed {
            let span = words[0].hull(*word);
            // "The vice president" is not the president, nor "the prime minister" any minister.
            let rank = words[n - 1].of(text).to_lowercase();
            let compound = matches!(rank.as_str(), "prime" | "vice")
                || noun == "lady"
                || noun == "general" && is_civil_general(&rank);
            let rank = Some(rank).filter(|_| n > 1 && compound);
            let noun = rank.map_or_else(|| lower.clone(), |rank| format!("{rank} {lower}"));
            return Some(referring(reading, span, MentionForm::Nominal { noun, state }));
        }
        // "The election should *she* become president": a clause of its own begins.
        if is_pronoun(word.of(text)) {
            return None;
        }
        // "The next president" is nobody yet, and "the average veteran" nobody in particular.
        if matches!(noun, "next" | "future" | "eventual" | "average" | "individual" | "typical") {
            return None;
        }
        let verb = acts && !is_head && !is_rank(noun);
        let plain = lower.chars().all(|c| c.is_alphanumeric() || c == '-');
        if verb || !plain || is_function_word(&lower) {
            return None;
        }
    }
    None
}

/// What "the Kentucky Republican" is.
const PARTISAN: &str = "lawmaker";

/// Whether a word is what a party calls one of its members: "Republican", and not "Republicans" or "GOP".
fn is_member(entry: &Entry, word: &str) -> bool {
    entry.name().ends_with(PARTY) && entry.demonyms().iter().any(|demonym| demonym == word) && !is_plural(word)
}

/// Whether a description ends with the word at `last`, which could describe the next one ("the *Republican* plan"): by what stands between
/// them, or because the next one says that somebody speaks ("the *Republican* said").
fn ends_phrase(text: &str, last: Span, next: Option<&Span>, reading: &Reading<'_>) -> bool {
    let speaks = |word: Span| {
        let tokens = &reading.tokens()[reading.range(word)];
        tokens.iter().map(|token| token.cue.begin + token.cue.inside).sum::<f32>() > 0.5 * tokens.len() as f32
    };
    next.is_none_or(|next| {
        !text[last.end()..next.start()].trim().is_empty() || is_function_word(next.of(text)) || speaks(*next)
    })
}

/// Whether a word is a pronoun, which no description holds; "the IT director" is one.
fn is_pronoun(word: &str) -> bool {
    let lower = word.to_lowercase();
    word != "IT" && (pronoun(&lower).is_some() || matches!(lower.as_str(), "i" | "we" | "you" | "my" | "our" | "your"))
}

/// Whether the words between "the" and the noun of a body can be what describes it ("the *basin* authority"): one or two words without a
/// capital, of which none opens a phrase of its own.
fn describes_body(text: &str, words: &[Span]) -> bool {
    let opens = |word: &str| {
        is_function_word(word) || is_title_noun(word) || pronoun(word).is_some() || matches!(word, "the" | "a" | "an")
    };
    let plain = |word: &Span| word.of(text).chars().all(|c| c.is_lowercase() || c == '-') && !opens(word.of(text));
    words.len() <= 2
        && words.iter().all(plain)
        && (words.len() < 2 || words.iter().all(|word| !word.of(text).ends_with('s')))
}

/// A mention with what the reference head says of it.
fn referring(reading: &Reading<'_>, span: Span, form: MentionForm) -> Mention {
    let pointed = reading.refer(span);
    let mut refers: Vec<(Span, f32)> =
        pointed.mass.iter().filter(|(_, p)| *p >= REFERENCE).map(|(t, p)| (reading.tokens()[*t].span, *p)).collect();
    refers.shrink_to_fit();
    Mention { span, form, refers }
}

impl Agreement {
    /// Whether a pronoun of this kind can stand for one human being.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Masculine | Self::Feminine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::script::Script;

    #[test]
    fn a_description_ends_at_a_pronoun() {
        let nouns = |text: &str| {
            let model = Script::new().model();
            let whole = [Span::new(0, text.len())];
            let reading = Reading::of(&model, text, &whole).expect("the scripted engine does not fail");
            let found = mentions(text, &whole, &reading, &Registry::empty());
            found
                .iter()
                .filter(|m| matches!(m.form, MentionForm::Nominal { .. }))
                .map(|m| m.span.of(text).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(nouns("They feared the election should she become president.").is_empty());
        assert!(nouns("He sold the paper I made editor.").is_empty());
        assert_eq!(nouns("She met the IT director."), ["the IT director"]);
        assert_eq!(nouns("She met the new president."), ["the new president"]);
    }
}

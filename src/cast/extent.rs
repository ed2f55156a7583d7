//! How far the name of a body goes: "Aldous *Centre*", "Committee *for Quiet Harbours*", and not what stands before it.

use super::NameKind;
use super::bodies::is_body;
use super::kinds::MEMBERS;
use crate::text::{Span, capitalised, first_word};

/// Bodies of a place behind its name.
const LOCAL: &[&str] = &[
    "city council",
    "county council",
    "fire department",
    "health department",
    "police department",
    "school board",
    "school district",
    "town council",
];

/// What one body of a state is and others are not: "Lorvia’s *ruling* Harbour Movement".
const APART: &[&str] = &[
    "biggest",
    "former",
    "governing",
    "largest",
    "leading",
    "main",
    "national",
    "new",
    "own",
    "opposition",
    "ruling",
    "state-owned",
    "top",
];

/// An organisation's name without the words in lower case before it, whose it is, and a preposition behind it ("*conservative* Tax Foundation",
/// "*Lorvia’s ruling* Harbour Movement", "Court of Appeals *for*"); a first word of three letters or fewer may be part of it ("al Marfa Brigades").
pub(super) fn without_plain_words(text: &str, span: Span) -> Span {
    let plain = |word: &str| word.len() > 3 && word.chars().all(|c| c.is_lowercase() || c == '-');
    let words = span.of(text);
    let owned = ["’s ", "'s "].iter().find_map(|own| words.split_once(own)).map(|(_, owned)| owned);
    let mut name = owned.filter(|owned| APART.contains(&first_word(owned))).unwrap_or(words);
    while let Some((_, rest)) =
        name.split_once(' ').filter(|(first, rest)| plain(first) && rest.contains(char::is_uppercase))
    {
        name = rest;
    }
    let name = name.strip_prefix("Former ").unwrap_or(name);
    let start = span.end() - name.len();
    let name = [" for", " of", " in", " and"].iter().find_map(|tail| name.strip_suffix(tail)).unwrap_or(name);
    Span::new(start, start + name.len())
}

/// Over the end of an address, before which the head may have stopped: "Telmark*.com*".
pub(super) fn over_domain(text: &str, span: Span, paragraph: Span) -> Span {
    const ENDS: &[&str] = &["com", "org", "net", "gov", "edu", "co"];
    let dot = if span.of(text).ends_with('.') { span.end() - 1 } else { span.end() };
    let Some(rest) = text[dot..paragraph.end()].strip_prefix('.') else { return span };
    let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let ends = ENDS.contains(&&rest[..word]) && text[..dot].ends_with(char::is_alphanumeric);
    if ends { Span::new(span.start(), dot + 1 + word) } else { span }
}

/// Over the capitalised words behind the span up to one that names a body.
pub(super) fn over_body(text: &str, span: Span, kind: NameKind, paragraph: Span) -> (Span, NameKind) {
    let rest = &text[span.end()..paragraph.end()];
    // "the Dockers' League", "the People's Bank": the possessive is part of the name.
    let lead = ["’s ", "'s ", "’ ", "' ", " "].into_iter().find(|lead| rest.starts_with(lead)).map_or(0, str::len);
    let mut end = lead;
    let mut body = None;
    for word in rest[lead..].split_inclusive(' ').take(4) {
        let start = end;
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if start == 0 || !bare.starts_with(char::is_uppercase) {
            break;
        }
        if is_body(bare) || MEMBERS.contains(&bare.to_lowercase().as_str()) {
            body = Some(start + bare.len());
        }
        if bare.len() + 1 < word.len() {
            break;
        }
        end = start + word.len();
    }
    // "The Orrin *school district*": bodies of a place that go by small words.
    let local = LOCAL.iter().find(|local| {
        rest.strip_prefix(' ')
            .and_then(|rest| rest.strip_prefix(**local))
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if let (Some(local), NameKind::Location | NameKind::Organisation) = (local, kind) {
        return (Span::new(span.start(), span.end() + 1 + local.len()), NameKind::Organisation);
    }
    match body {
        Some(end) if kind != NameKind::Person => (Span::new(span.start(), span.end() + end), NameKind::Organisation),
        _ => (span, kind),
    }
}

/// Over what a body is for: "Committee *for a Responsible Federal Budget*".
pub(super) fn with_purpose(text: &str, span: Span, paragraph: Span) -> Span {
    let rest = &text[span.end()..paragraph.end()];
    let purpose = [" for a ", " for the ", " for "]
        .iter()
        .find_map(|link| Some(link.len()..link.len() + rest.strip_prefix(link)?.len()));
    let Some(purpose) = purpose.filter(|_| span.of(text).rsplit(' ').next().is_some_and(is_body)) else { return span };
    let (end, words) = capitalised(&rest[purpose.clone()], usize::MAX);
    if words > 1 { Span::new(span.start(), span.end() + purpose.start + end) } else { span }
}

/// Back over the capitalised words before a span that begins with a word for a body, and over such a word and its preposition.
pub(super) fn before_body(text: &str, span: Span, paragraph: Span) -> Span {
    let mut start = span.start();
    // "Center for" before "Strategic Studies", when the head has only the latter.
    for link in [" for ", " of ", " for the ", " of the "] {
        let body = text[paragraph.start()..start].strip_suffix(link).map(|head| head.rsplit(' ').next().unwrap_or(""));
        if let Some(body) = body.filter(|body| is_body(body)) {
            return Span::new(start - link.len() - body.len(), span.end());
        }
    }
    // "The Resources *and Environment Authority*": what a body is for may be two things.
    if let Some(head) = text[paragraph.start()..start].strip_suffix(" and ")
        && span.of(text).contains(' ')
        && span.of(text).rsplit(' ').next().is_some_and(is_body)
    {
        let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
        let article = head[..head.len() - word.len()].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let plain = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        if plain && article.eq_ignore_ascii_case("the") {
            return Span::new(paragraph.start() + head.len() - word.len(), span.end());
        }
    }
    if !span.of(text).split(' ').next().is_some_and(is_body) {
        return span;
    }
    while let Some(head) = text[paragraph.start()..start].strip_suffix(' ') {
        let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
        let first =
            head.len() == word.len() || head[..head.len() - word.len()].trim_end().ends_with(['.', '!', '?', '“', '"']);
        let article = matches!(word, "The" | "A" | "An" | "In" | "At" | "By" | "Former" | "Then");
        if !word.starts_with(char::is_uppercase)
            || word.ends_with([',', '.', ';', ':'])
            || article
            || first && word.len() < 3
        {
            break;
        }
        start = paragraph.start() + head.len() - word.len();
    }
    Span::new(start, span.end())
}

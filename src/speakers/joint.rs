//! "Orr and Lund said": several who are said to speak together.

use super::noun::is_plural;
use super::phrase::{HONORIFICS, core};
use super::{Context, Speaker, SpeakerKind, by_description};
use crate::cast::{Cast, MemberId, is_group_noun, is_possessive};
use crate::registry::ActorKind;
use crate::text::{Span, first_word};

/// Words by which somebody in a phrase is no one of those who speak: "supporters *of* Orr and Lund".
pub(super) const DEPENDS: &[&str] = &[
    "about",
    "against",
    "as",
    "at",
    "behind",
    "between",
    "by",
    "for",
    "from",
    "in",
    "including",
    "like",
    "of",
    "on",
    "than",
    "to",
    "under",
    "who",
    "whose",
    "with",
];

/// Words that begin a phrase of its own beside a possessive: "Orr and *other* dockers".
const BEGINS: &[&str] = &[
    "a", "an", "another", "her", "his", "its", "many", "most", "other", "others", "several", "some", "the", "their",
    "three", "two", "various",
];

impl Context<'_> {
    /// Those who speak together, a group by all their names: "*Orr and Lund* said", "*Orr and his aides* said". `None` for what is said of
    /// one ("the founder and owner", "pollster and strategist Ivo Orr") and where one of them is unknown.
    pub(super) fn together(&mut self, source: Span, before: &[Speaker]) -> Option<Speaker> {
        let mut names: Vec<String> = Vec::new();
        for part in parts(self.text, source, self.cast)? {
            let speaker = self.source(part, before);
            let name = match speaker.kind {
                SpeakerKind::Unknown => return None,
                SpeakerKind::Person if speaker.member.is_some() => speaker.name?,
                _ => without_the(part.of(self.text)).to_owned(),
            };
            if names.contains(&name) {
                return None;
            }
            names.push(name);
        }
        let (last, first) = names.split_last()?;
        Some(by_description(SpeakerKind::Group, format!("{} and {last}", first.join(", ")), source))
    }
}

impl Context<'_> {
    /// Those whose names follow what they are: "his leading rivals, *Ivo Orr* of Orrin and *Hanna Lund*".
    pub(super) fn named_together(&self, source: Span) -> Option<Speaker> {
        let words = source.of(self.text);
        let comma = words.find(", ")?;
        let described = core(self.text, Span::new(source.start(), source.start() + comma)).of(self.text).to_lowercase();
        let noun = described.rsplit(' ').next().unwrap_or("");
        let behind = Span::new(source.start() + comma + 2, source.end());
        let persons: Vec<(Span, MemberId)> = self
            .cast
            .within(behind)
            .filter(|(_, member)| self.cast.member(*member).kind == ActorKind::Person)
            .collect();
        let [(first, _), .., (last, _)] = persons.as_slice() else { return None };
        let between = |from: usize, to: usize| &self.text[from.min(to)..to];
        let lead = between(behind.start(), first.start());
        let opens = lead.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        let links = persons.windows(2).map(|pair| between(pair[0].0.end(), pair[1].0.start()));
        let joined = |link: &str| link.contains(" and ") || link.starts_with(',') || link.starts_with(" of ");
        let listed = links.clone().all(joined) && links.clone().next_back().is_some_and(|link| link.contains(" and "));
        let behind_last = between(last.end(), behind.end());
        let ends = behind_last.is_empty() || behind_last.starts_with([',', ' ']) && !behind_last.contains(" who ");
        if !(is_group_noun(noun) || is_plural(noun)) || !opens || !listed || !ends {
            return None;
        }
        let mut names: Vec<&str> = persons.iter().map(|(_, member)| self.cast.member(*member).name.as_str()).collect();
        names.dedup();
        let (last, first) = names.split_last().filter(|(_, first)| !first.is_empty())?;
        Some(by_description(SpeakerKind::Group, format!("{} and {last}", first.join(", ")), source))
    }
}

/// The phrases that "and" joins in a source.
fn parts(text: &str, source: Span, cast: &Cast) -> Option<Vec<Span>> {
    let words = source.of(text);
    let start = ["Both ", "both "].iter().find_map(|both| words.strip_prefix(both).map(|_| both.len())).unwrap_or(0);
    let named = |at: usize| cast.within(source).any(|(name, _)| name.holds(source.start() + at));
    let (and, _) = words.match_indices(" and ").find(|(at, _)| !named(*at))?;
    let from = and + " and ".len();
    let from = from + if words[from..].starts_with("even ") { "even ".len() } else { 0 };
    let rest = &words[from..];
    let end = [",", " (", ";", ":", "—", "–", " - ", " who ", " which "].iter().filter_map(|end| rest.find(end)).min();
    let end = from + end.unwrap_or(rest.len());
    let span = |from: usize, to: usize| Span::new(source.start() + from, source.start() + to).trimmed(text);
    let last = span(from, end);
    let first = words.get(start..and)?;
    let mut out = Vec::new();
    let mut at = start;
    for part in first.trim_end_matches(',').split(", ") {
        out.push(span(at, at + part.len()));
        at += part.len() + 2;
    }
    let listed = out.len() > 1 || first.ends_with(',');
    let capital = |part: &Span| part.of(text).starts_with(char::is_uppercase);
    if listed && !out.iter().all(capital) {
        return None;
    }
    let alone = |part: &Span| names_person(text, *part, cast) || !listed && stands_alone(text, *part, last, cast);
    (out.iter().all(alone) && joins(text, out[0], last, cast)).then(|| {
        out.push(last);
        out
    })
}

/// Whether a phrase is a person's name with at most an office before it and a bracket or a place behind it.
fn names_person(text: &str, part: Span, cast: &Cast) -> bool {
    let person = |(_, member): &(Span, _)| cast.member(*member).kind == ActorKind::Person;
    cast.within(part).filter(person).any(|(name, _)| {
        let behind = &text[name.end()..part.end()];
        let ends = behind.is_empty() || behind.starts_with(" (") || behind.starts_with(" of ");
        ends && text[part.start()..name.start()].split(' ').all(|word| !DEPENDS.contains(&word))
    })
}

/// Whether a phrase is a pronoun or the whole name of a body or a state.
fn is_whole(text: &str, part: Span, cast: &Cast) -> bool {
    let words = without_the(part.of(text));
    let name = Span::new(part.end() - words.len(), part.end());
    matches!(words.to_lowercase().as_str(), "he" | "she" | "they")
        || cast.within(part).any(|(span, _)| span.contains(name))
}

/// Whether what stands before "and" is somebody by itself: "*the senator* and his aides" and not "*the founder* and owner".
fn stands_alone(text: &str, part: Span, last: Span, cast: &Cast) -> bool {
    let words = part.of(text);
    let lower = words.to_lowercase();
    if lower.split(' ').any(|word| DEPENDS.contains(&word)) {
        return false;
    }
    let begins = begins(text, last) || name_begins(text, last, cast);
    let plural = lower.rsplit(' ').next().is_some_and(is_group_noun);
    let described = BEGINS.contains(&first_word(&lower)) && lower.contains(' ') || plural;
    let party = plural && is_whole(text, part, cast);
    let pronoun = matches!(lower.as_str(), "he" | "she" | "they");
    // "Officials and diplomats", and not "the founder and owner".
    let people = core(text, last).of(text).to_lowercase();
    let both = plural && people.rsplit(' ').next().is_some_and(is_group_noun);
    is_whole(text, part, cast) && (pronoun || begins || party || is_whole(text, last, cast))
        || described && (begins || both)
}

/// Whether what stands behind "and" is somebody beside `first`, and not more of what `first` is.
fn joins(text: &str, first: Span, last: Span, cast: &Cast) -> bool {
    let named = |span: Span| cast.within(span).any(|(_, member)| cast.member(member).kind == ActorKind::Person);
    let phrase = core(text, last).of(text).to_lowercase();
    let noun = phrase.rsplit(' ').next().unwrap_or("");
    let people = (is_group_noun(noun) || is_plural(noun)) && !named(last) && last.of(text).split(' ').count() <= 6;
    let owned = is_possessive(first_word(first.of(text)));
    begins(text, last) || names_person(text, last, cast) || is_whole(text, last, cast) || people && !owned
}

fn begins(text: &str, part: Span) -> bool {
    BEGINS.contains(&first_word(part.of(text)).to_lowercase().as_str())
}

/// Whether a phrase begins with a person's name or an honorific.
fn name_begins(text: &str, part: Span, cast: &Cast) -> bool {
    let first = cast.within(part).next().filter(|(_, member)| cast.member(*member).kind == ActorKind::Person);
    let named = first.is_some_and(|(name, _)| name.start() == part.start());
    (named || HONORIFICS.contains(&first_word(part.of(text)))) && names_person(text, part, cast)
}

fn without_the(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

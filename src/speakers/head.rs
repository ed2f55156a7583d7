//! The head of a source phrase: the word that says who speaks.

use super::SpeakerKind;
use super::introduced::is_person;
use super::joint::DEPENDS;
use super::noun::{BODY_NOUNS, counts, is_body, is_common_noun, is_plural, is_written};
use super::phrase::{HONORIFICS, bound, clause, core, split, with_complement};
use super::share::share;
use super::wording::shown;
use crate::cast::{Agreement, Cast, MemberId, Mention, MentionForm, is_group_noun, is_possessive, is_title_noun};
use crate::registry::ActorKind;
use crate::text::{Span, first_word};

/// What the head of a source is.
#[derive(Debug, PartialEq)]
pub(super) enum Head {
    /// A name of the cast.
    Member(MemberId),
    /// A pronoun and its span.
    Pronoun(Agreement, Span),
    /// "who", "which" and its span.
    Relative(Span),
    /// "the professor".
    Nominal {
        /// In lower case.
        noun: String,
        /// Registry id of the state before it.
        state: Option<String>,
    },
    /// "White House officials", without its article.
    Group(String),
    /// A body named only by description ("the Varga campaign").
    Body(String),
    /// Somebody of whom the article gives a description and no name ("a spokeswoman for the bank").
    Described(SpeakerKind, String),
    /// Nobody in particular.
    Nobody,
}

/// Words before a guard that is a body.
const GUARDS: &[&str] = &["border", "coast", "national"];

/// What may stand between a name and the verb behind it, and is no part of the name.
const TRAILING: &[&str] = &["on", "in", "at", "this", "last", "also", "then", "later", "earlier", "has", "had", "have"];

/// Finds the head of the source at `source`.
pub(super) fn head(text: &str, source: Span, cast: &Cast, mentions: &[Mention]) -> Head {
    let from = mentions.partition_point(|m| m.span.end() <= source.start());
    let inside: Vec<&Mention> = mentions[from..].iter().take_while(|m| m.span.start() < source.end()).collect();
    let phrase = core(text, source);
    let mut words: Vec<Span> = split(text, phrase);
    let Some(mut last) = words.last().copied() else { return Head::Nobody };
    if let Some(head) = share(text, source) {
        return head;
    }
    if words.len() <= 2 {
        // "Orr himself" is Orr.
        let doubles = |m: &Mention| words.len() > 1 && m.span.of(text).ends_with("self");
        // "Her campaign" is not she.
        let owns = |m: &Mention| words.len() > 1 && m.span.end() < last.end() && is_possessive(m.span.of(text));
        if let Some((agreement, span)) = inside.iter().find_map(|m| match m.form {
            MentionForm::Pronoun(agreement) if !owns(m) && !doubles(m) && phrase.overlaps(m.span) => {
                Some((agreement, m.span))
            }
            _ => None,
        }) {
            return Head::Pronoun(agreement, span);
        }
        if matches!(last.of(text).to_lowercase().as_str(), "who" | "which" | "that") {
            return Head::Relative(last);
        }
    }
    let phrase = without_rest(text, phrase, &mut words, cast);
    last = words.last().copied().unwrap_or(last);
    let lower = last.of(text).to_lowercase();
    // A person's name is the head unless it depends on something: "a spokesman for Ilse Brandt", "Brandt's lawyer".
    for (span, member) in cast.within(Span::new(source.start(), source.end())) {
        if cast.member(member).kind != ActorKind::Person || phrase.end() < span.end() && !phrase.overlaps(span) {
            continue;
        }
        let left = text[source.start()..span.start()].trim_end();
        let left = HONORIFICS.iter().find_map(|title| left.strip_suffix(title)).unwrap_or(left).trim_end();
        let before = left.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let depends = matches!(before.as_str(), "of" | "for" | "to" | "from" | "by" | "with" | "behind" | "against");
        // "One pastor supporting Ilse Brandt, Ivo Orr": whom a description by what somebody does names is not who speaks.
        let depends =
            depends || before.ends_with("ing") && before.len() > 4 && span.start() > source.start() + before.len() + 1;
        let rest = &text[span.end()..source.end()];
        let owns = rest.starts_with("’s ") || rest.starts_with("'s ") || rest.starts_with("’ ");
        // "Ilse Brandt in a post" is she.
        let ends = |link: &&str| text[span.end().min(phrase.end())..phrase.end()].starts_with(*link);
        let noun_follows = phrase.end() > span.end()
            && ![" at ", " from ", " in ", " of ", " on ", " with "].iter().any(ends)
            && (is_common_noun(&lower) || modifies(text, span, phrase));
        // "Orlo campaign manager Ilse Brandt", "Orlo constituent Ilse Brandt": the name behind what somebody is to him is the speaker's.
        let named_behind = cast.within(phrase).any(|(next, other)| {
            if next.start() <= span.end() || cast.member(other).kind != ActorKind::Person {
                return false;
            }
            let between = split(text, Span::new(span.end(), next.start()));
            let between: Vec<&str> = between.iter().map(|word| word.of(text)).collect();
            let office = between.iter().any(|word| is_title_noun(&word.to_lowercase()));
            let plain =
                between.len() == 1 && between[0].starts_with(char::is_lowercase) && !DEPENDS.contains(&between[0]);
            (office || plain && next.of(text).contains(' ')) && !between.contains(&"and")
        });
        // "Team Orr" is his campaign.
        if before == "team" && left.ends_with("Team") {
            return Head::Body(format!("{} campaign", span.of(text)));
        }
        if let Some(name) = unlisted(text, span, phrase).filter(|_| !depends && !owns) {
            let listed = cast.within(Span::new(phrase.end() - name.len(), phrase.end())).next_back();
            return match listed.filter(|(_, member)| cast.member(*member).kind == ActorKind::Person) {
                Some((_, member)) => Head::Member(member),
                None => Head::Described(SpeakerKind::Person, name.to_owned()),
            };
        }
        if !depends && !owns && !noun_follows && !named_behind {
            return Head::Member(member);
        }
    }
    if let Some(member) = publisher(text, source, &lower, cast) {
        return Head::Member(member);
    }
    if let Some((name, member)) = cast.within(source).find(|(span, _)| span.overlaps(last)) {
        let demonym_thing =
            mentions.iter().any(|m| m.span.overlaps(last) && matches!(&m.form, MentionForm::Name(n) if n.modifier));
        // "Many Democrats", "Russians" are people, and not the party or the state.
        let counted = words.len() > 1 && is_counted(&words[0].of(text).to_lowercase()) && last.of(text).ends_with('s');
        // So are "House Republicans", whatever stands before them but an article.
        let set_apart = words.len() > 1
            && phrase.contains(name)
            && is_group_noun(&lower)
            && !matches!(words[words.len() - 2].of(text).to_lowercase().as_str(), "the" | "we");
        let people = |m: &&Mention| m.span.overlaps(last) && matches!(&m.form, MentionForm::Name(n) if n.people);
        // "Democrats *on* the committee" are fewer still.
        let seated = last.of(text).ends_with('s') && text[last.end()..source.end()].starts_with(" on ");
        if seated && cast.member(member).kind == ActorKind::Organisation && phrase.contains(name) {
            let end = source.start() + bound(source.of(text));
            return Head::Group(shown(text, Span::new(phrase.start(), end.max(phrase.end()))));
        }
        if (counted || set_apart) && cast.member(member).kind == ActorKind::Organisation || inside.iter().any(people) {
            return Head::Group(shown(text, phrase));
        }
        // "One kind-hearted Canadian" is a person.
        let one_of = words.len() > 1
            && counts_one(words[0].of(text))
            && cast.member(member).kind == ActorKind::State
            && name.end() == phrase.end();
        if one_of {
            return Head::Described(SpeakerKind::Person, shown(text, phrase));
        }
        if !demonym_thing && phrase.contains(last) {
            return Head::Member(member);
        }
    }
    // "The president of a leading group" is not the president, nor "the bureau’s director" the bureau.
    let another = [" of a ", " of an "].iter().any(|link| text[phrase.end()..source.end()].starts_with(link));
    let owns = |m: &Mention| ["’s", "'s", "’ ", "' "].iter().any(|mark| text[m.span.end()..].starts_with(mark));
    if another && is_title_noun(&lower) {
        return described(text, source);
    }
    if let Some(MentionForm::Nominal { noun, state }) = inside
        .iter()
        .filter(|m| phrase.overlaps(m.span) && !(owns(m) && m.span.end() < last.start()))
        .map(|m| &m.form)
        .find(|f| matches!(f, MentionForm::Nominal { .. }))
    {
        return Head::Nominal { noun: noun.clone(), state: state.clone() };
    }
    let named = cast.within(phrase).next().is_some();
    let shown = shown(text, phrase);
    if is_group_noun(&lower) {
        return Head::Group(self::shown(text, phrase.hull(with_complement(text, phrase, source))));
    }
    // "A wave of *television* ads" is no broadcaster.
    if words.len() == 1 && matches!(lower.as_str(), "radio" | "television") {
        return Head::Nobody;
    }
    // "The coast guard" is a body, and "a guard" a person.
    let guard = lower == "guard" && words.len() > 1 && GUARDS.contains(&words[words.len() - 2].of(text));
    if BODY_NOUNS.contains(&lower.as_str()) || guard || is_written(last.of(text)) {
        return if named || guard { Head::Body(shown) } else { Head::Nominal { noun: lower, state: None } };
    }
    if is_title_noun(&lower) && words[0].of(text).eq_ignore_ascii_case("the") {
        return Head::Nominal { noun: lower, state: None };
    }
    if let Some((_, member)) = cast.within(phrase).last().filter(|(span, _)| span.end() == phrase.end()) {
        return Head::Member(member);
    }
    described(text, source)
}

/// Who published something, by name: "a study by *Media Watch*", "a review by the economist *Ivo Orr*", "*F.A.A.* records", "a *Ledger* analysis".
fn publisher(text: &str, source: Span, noun: &str, cast: &Cast) -> Option<MemberId> {
    let body = |(_, member): &(Span, MemberId)| cast.member(*member).kind == ActorKind::Organisation;
    // "Figures *released* by the Ledger".
    let released = source.of(text).split(" by ").next().and_then(|head| head.rsplit_once(' '));
    let released = released.filter(|(_, verb)| matches!(*verb, "compiled" | "issued" | "published" | "released"));
    let released = released.map(|(head, _)| head.rsplit(' ').next().unwrap_or("").to_lowercase());
    let noun = released.as_deref().unwrap_or(noun);
    let counted = matches!(noun, "calculations" | "records" | "data" | "figures" | "statistics" | "filings");
    let by = source.of(text).find(" by ").filter(|_| counted || PUBLISHED.contains(&noun));
    if let Some(by) = by {
        let by = source.start() + by;
        let named: Vec<(Span, MemberId)> = cast.within(Span::new(by, source.end())).collect();
        let person = |(_, member): &&(Span, MemberId)| cast.member(*member).kind == ActorKind::Person;
        let first = named.iter().find(person).or_else(|| named.iter().find(|name| body(name)));
        return first.map(|(_, member)| *member);
    }
    if matches!(noun, "analysis" | "investigation" | "statement") {
        // "A *Harbour Ledger* analysis", "the *Ledger’s* analysis".
        let owns = |(name, _): &(Span, MemberId)| {
            let behind = &text[name.end()..source.end()];
            ["’s ", "'s ", " "].iter().any(|mark| behind.strip_prefix(mark).is_some_and(|rest| rest.starts_with(noun)))
        };
        return cast.within(source).filter(body).find(owns).map(|(_, member)| member);
    }
    cast.within(source).find(body).filter(|_| counted).map(|(_, member)| member)
}

/// Nouns of what somebody publishes.
const PUBLISHED: &[&str] = &["analysis", "estimate", "poll", "report", "review", "study", "survey"];

/// Whether a name stands before a plural noun in lower case that it describes: "some *Orlo* backers".
fn modifies(text: &str, name: Span, phrase: Span) -> bool {
    let behind = split(text, Span::new(name.end(), phrase.end()));
    let plain = |word: &Span| word.of(text).starts_with(char::is_lowercase);
    let [first, ..] = behind.as_slice() else { return false };
    let last = behind[behind.len() - 1].of(text);
    behind.len() <= 2 && behind.iter().all(plain) && is_plural(last) && !TRAILING.contains(&first.of(text))
}

/// The name that stands behind what somebody is to the one named before it, and is no name of the cast: "Orlo speechwriter *Ilse Brandt*".
fn unlisted(text: &str, name: Span, phrase: Span) -> Option<&str> {
    let behind = split(text, Span::new(name.end().min(phrase.end()), phrase.end()));
    let plain = behind.iter().take_while(|word| word.of(text).starts_with(char::is_lowercase)).count();
    let (office, rest) = behind.split_at(plain);
    let noun = office.last()?.of(text);
    // "Speechwriter", "backer": who does something, and not "after" or "under".
    let person =
        is_title_noun(noun) || noun == "ally" || noun.len() > 5 && (noun.ends_with("er") || noun.ends_with("or"));
    let capital =
        rest.iter().all(|word| word.of(text).starts_with(char::is_uppercase)) && (2..=3).contains(&rest.len());
    let surname = !name.of(text).contains(' ');
    (surname && person && capital && plain <= 3 && office.iter().all(|word| word.of(text) != "and"))
        .then(|| &text[rest[0].start()..phrase.end()])
}

/// Whether a word (lower case) counts people or sets some of them apart.
fn is_counted(word: &str) -> bool {
    counts(word) || matches!(word, "top" | "senior" | "leading" | "prominent" | "moderate" | "fellow")
}

/// Whether a word that opens a description says that it is of one person.
fn counts_one(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a" | "an" | "another" | "one")
}

/// A phrase without what stands behind its noun or name ("protesters *marching*", "The Times *on*"), and its words.
fn without_rest(text: &str, phrase: Span, words: &mut Vec<Span>, cast: &Cast) -> Span {
    let plain = |word: &Span| word.of(text).starts_with(char::is_lowercase);
    let named = |word: &Span| cast.within(phrase).any(|(span, _)| span.overlaps(*word));
    let is_noun = |word: &Span| {
        let noun = word.of(text).to_lowercase();
        is_common_noun(&noun) || is_plural(&noun) && plain(word) && noun.chars().all(char::is_alphabetic)
    };
    let last_matters = words.last().is_none_or(|word| !plain(word) || named(word) || is_noun(word));
    if last_matters {
        return phrase;
    }
    let behind_noun = words.iter().rposition(is_noun);
    let behind_name = words
        .iter()
        .rposition(named)
        .filter(|at| words.get(at + 1).is_some_and(|next| TRAILING.contains(&next.of(text).to_lowercase().as_str())));
    let clause = |word: &Span| plain(word) || word.of(text) == "I";
    let Some(kept) = behind_noun.max(behind_name).filter(|kept| words[kept + 1..].iter().all(clause)) else {
        return phrase;
    };
    words.truncate(kept + 1);
    Span::new(phrase.start(), words[kept].end())
}

/// What a source without a name says of the speaker.
pub(super) fn described(text: &str, source: Span) -> Head {
    let words = source.of(text);
    let end = bound(words).min(clause(words));
    let core = core(text, source);
    // "The poll released Friday" is a poll.
    let behind = first_word(&text[core.end()..source.end()]);
    let done = (behind.len() > 4 && behind.ends_with("ed")).then_some(core.end() - source.start());
    let end = source.start() + done.into_iter().chain([end]).min().unwrap_or(end);
    let described = Span::new(source.start(), end);
    let noun = split(text, core).last().map(|w| w.of(text).to_lowercase()).unwrap_or_default();
    // "A person close to the campaign" is described, and "a person" is not.
    // "One well-connected Democrat".
    let one_of = counts_one(first_word(described.of(text))) && PARTY_MEMBERS.contains(&noun.as_str());
    let kind = if is_person(&noun) || one_of || noun == "person" && described.of(text).split(' ').count() > 3 {
        SpeakerKind::Person
    } else if is_group_noun(&noun) || is_plural(&noun) {
        SpeakerKind::Group
    } else if is_body(&noun) || RECORDS.contains(&noun.as_str()) {
        SpeakerKind::Organisation
    } else {
        return Head::Nobody;
    };
    Head::Described(kind, shown(text, described))
}

/// Nouns of what is written down or counted and speaks as a document does.
const RECORDS: &[&str] =
    &["data", "documents", "figures", "filings", "findings", "polls", "records", "results", "statistics", "surveys"];

/// What a party calls one of its members, in lower case.
const PARTY_MEMBERS: &[&str] = &["conservative", "democrat", "independent", "liberal", "libertarian", "republican"];

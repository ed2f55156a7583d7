//! What an article calls somebody of whom no words beside his name say what he is: "*the senator from Valdoria*", two paragraphs below.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::cluster::clean;
use super::trade::{acts_for_state, head_noun, is_kin, is_opposed, is_passing, runs};
use super::{Cast, MemberId, Mention, MentionForm, delegate, lexicon, role};
use crate::registry::{ActorKind, PARTY, Registry};
use crate::text::{Span, first_word, last_bytes};

/// Behind "secretary".
const OF_STATE: [&str; 2] = [" of state", " of State"];

/// The reference head says of whom a description is that counts, by no less than this.
const SURE: f32 = 0.6;
/// So much of all descriptions with one noun makes it his role.
const TOLD: f32 = 0.8;

/// Nouns that say little of whom they stand for, unless words before them do: "the *Harbour* leader".
const VAGUE: &[&str] = &["boss", "chief", "head", "leader", "official", "executive", "officer", "deputy"];
/// Nouns for anybody.
const ANYBODY: &[&str] = &[
    "boy",
    "caller",
    "commenter",
    "girl",
    "insider",
    "lady",
    "man",
    "member",
    "participant",
    "partner",
    "questioner",
    "reader",
    "resident",
    "source",
    "survivor",
    "user",
    "victim",
    "viewer",
    "voter",
    "witness",
    "woman",
];

/// Words by which a description sets somebody apart in passing: "the *only* candidate who", "the *best* candidate".
const APART: &[&str] =
    &["best", "first", "last", "only", "original", "other", "same", "second", "top", "worst", "wrong"];

/// A description of a person, as it may be shown.
struct Epithet {
    words: String,
    body: Option<String>,
    sure: f32,
}

/// Gives persons without a role the one by which the article calls them, and who has none the body for whom it calls him that: "Senator Orr", and
/// "the *Vermont* senator" below.
pub(super) fn roles(text: &str, mentions: &[Mention], registry: &Registry, cast: &mut Cast) {
    let mut told: BTreeMap<MemberId, BTreeMap<&str, Vec<Epithet>>> = BTreeMap::new();
    for mention in mentions {
        let MentionForm::Nominal { noun, state } = &mention.form else { continue };
        if !is_role(noun) || is_only_possible(text, mention.span) {
            continue;
        }
        let person = |member: &super::Member| member.kind == ActorKind::Person;
        let Some((member, sure)) = cast.referred(mention.span, person) else { continue };
        if cast.named_behind(text, mention.span).is_some_and(|named| named != member) {
            continue;
        }
        let known = cast.member(member);
        let other = known.role.is_some() && (known.affiliation.is_some() || !known.is_called(noun));
        if sure < SURE || other {
            continue;
        }
        if let Some((words, body)) = shown(text, mention.span, state.as_deref(), registry, cast) {
            told.entry(member).or_default().entry(noun).or_default().push(Epithet { words, body, sure });
        }
    }
    for (member, by_noun) in told {
        let sure = |epithets: &[Epithet]| epithets.iter().map(|e| e.sure).sum::<f32>();
        // An office comes before running for one.
        let rank = |(noun, epithets): &(&&str, &Vec<Epithet>)| (!runs(noun), sure(epithets));
        let enough = by_noun.iter().filter(|(_, epithets)| sure(epithets) >= TOLD);
        let Some((_, epithets)) = enough.max_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(Ordering::Equal)) else {
            continue;
        };
        let times = |words: &str| epithets.iter().filter(|e| e.words == words).count();
        // The one that is used most; of equals the first.
        let Some(most) = epithets.iter().rev().max_by_key(|e| times(&e.words)) else { continue };
        let body = epithets.iter().chain(by_noun.values().flatten()).find_map(|e| e.body.clone());
        let member = &mut cast.members[member.0];
        // "President Orr" of whom the article speaks as "the former president".
        let past = most.words.strip_prefix("former ");
        let known = member.role.take().filter(|role| !past.is_some_and(|office| role.eq_ignore_ascii_case(office)));
        member.role = known.or_else(|| Some(role::in_full(&most.words)));
        member.affiliation = member.affiliation.take().or(body);
    }
}

/// Whether a description is of what somebody may yet be: "he might just be *the nominee*", "to become *the president*".
fn is_only_possible(text: &str, description: Span) -> bool {
    const MODALS: &[&str] = &["can", "could", "may", "might", "should", "to", "will", "would"];
    let head = last_bytes(&text[..description.start()], 40);
    let mut words = head.split_whitespace().rev();
    matches!(words.next(), Some("be" | "become" | "becoming")) && words.take(3).any(|word| MODALS.contains(&word))
}

fn is_role(noun: &str) -> bool {
    lexicon::is_title_noun(noun) && !is_kin(noun) && !is_opposed(noun) && !is_passing(noun) && !ANYBODY.contains(&noun)
}

/// The role that a description says, and for whom: "the *senator* from *Valdoria*", "the *Harbour Party* *nominee*". `None` of one that says
/// too little.
fn shown(
    text: &str,
    span: Span,
    state: Option<&str>,
    registry: &Registry,
    cast: &Cast,
) -> Option<(String, Option<String>)> {
    let words = span.of(text);
    let bare = words.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map(|the| &words[the.len()..])?;
    let start = span.end() - bare.len();
    let owner = cast.within(span).rfind(|(_, m)| cast.member(*m).kind != ActorKind::Person);
    let (from, owner) = match owner {
        Some((name, member)) => (name.end(), Some(cast.member(member).name.clone())),
        None => (start, None),
    };
    let by_state = state.and_then(|id| registry.entry(id)).map(|entry| entry.name().to_owned());
    // "The former secretary of state".
    let of_state = OF_STATE.iter().find(|behind| text[span.end()..].starts_with(**behind));
    let end = span.end() + of_state.map_or(0, |behind| behind.len());
    let role = text[from..end].trim_start_matches(['’', '\'']).trim_start();
    let role = clean(role.strip_prefix("s ").unwrap_or(role));
    let vague = VAGUE.contains(&role.as_str());
    let apart = role.split(' ').any(|word| APART.contains(&word));
    // "The Vermont senator": a billionaire is not of New York.
    let home = delegate::of_state(&role).filter(|(_, office)| acts_for_state(office));
    if let Some((state, office)) = home.filter(|_| owner.is_none()) {
        return Some((office.to_owned(), Some(state.to_owned())));
    }
    // "The Lorvian nun" is not Lorvia's, as who is called by a party is of it.
    let by_state = by_state.filter(|name| name.ends_with(PARTY) || acts_for_state(&role) || runs(head_noun(&role)));
    let body = owner.or(by_state).or_else(|| home_behind(text, span, cast));
    let says_something = !role.is_empty() && !apart && (!vague || body.is_some());
    says_something.then_some((role, body))
}

/// The state or body behind a description: "the senator *from Valdoria*".
fn home_behind(text: &str, span: Span, cast: &Cast) -> Option<String> {
    let rest = &text[span.end()..];
    let link = [" from ", " of ", " for "].iter().find(|link| rest.starts_with(**link))?;
    let start = span.end() + link.len();
    let start = if text[start..].starts_with("the ") { start + 4 } else { start };
    let member = cast.starting(start)?;
    // "Of *Lorvian* descent".
    let adjective = ["an", "ese", "ish"].iter().any(|end| first_word(&text[start..]).ends_with(end));
    let people = cast.member(member).kind == ActorKind::State
        && adjective
        && !text[start..].starts_with(&cast.member(member).name);
    (cast.member(member).kind != ActorKind::Person && !people).then(|| cast.member(member).name.clone())
}

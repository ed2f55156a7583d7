//! Descriptions of a person, read into his role and the body he has it in: "*chair for maritime security* at the *Calder Institute*".

use super::bodies::is_body_noun;
use super::body::whole_body;
use super::clause::is_office;
use super::company::is_business;
use super::lexicon::is_title_noun;
use super::occupation::{is_occupation, is_past_occupation, without_object};
use super::trade::{LINKS, head_noun, is_kin, is_opposed, is_somebodys};
use crate::text::{Span, first_word};

/// A role as found beside a name, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    /// "professor of international relations".
    pub role: Span,
    /// "King's College London".
    pub affiliation: Option<Span>,
}

/// What a clause without its punctuation says that somebody is: "the chair for Asian security at the Calder Institute".
pub(super) fn described(text: &str, clause: Span, organisations: &[Span]) -> Option<Role> {
    let first = clause.of(text).split_whitespace().next()?.to_lowercase();
    let body = match first.as_str() {
        "a" | "an" | "the" | "another" | "one" | "also" | "his" | "her" | "its" | "their" | "my" | "our" => {
            Span::new(clause.start() + first.len(), clause.end()).trimmed(text)
        }
        _ => clause,
    };
    // "One *of a host of men*".
    if first == "one" && body.of(text).starts_with("of ") {
        return None;
    }
    let body = without_age(text, body);
    // "at the Calder Institute (CI)": the name and not its abbreviation; "chair for Asian security at the Calder Institute in
    // London": what stands behind "at", else the last that a preposition joins.
    // "At Orrin’s parent company": not at Orrin.
    let owns_another = |o: &Span| ["’s parent", "'s parent"].iter().any(|owned| text[o.end()..].starts_with(owned));
    let inside: Vec<Span> = organisations
        .iter()
        .copied()
        .filter(|o| body.contains(*o) && !text[..o.start()].ends_with('(') && !owns_another(o))
        .collect();
    let joined: Vec<(Span, usize, &str)> =
        inside.iter().filter_map(|o| last_preposition(text, body, *o).map(|(at, word)| (*o, at, word))).collect();
    let place = joined
        .iter()
        .find(|(_, _, word)| matches!(*word, "at" | "with"))
        .or_else(|| joined.iter().rev().find(|(_, _, word)| *word != "in").or_else(|| joined.last()));
    let affiliation = place.map(|(o, _, _)| *o).or_else(|| inside.first().copied());
    let preposition = place.map(|(_, at, _)| *at);
    let role = match (affiliation, preposition) {
        (Some(_), Some(at)) => Span::new(body.start(), at),
        _ => body,
    };
    let whole = role.trimmed(text);
    let role = without_participle(text, whole);
    let short = role.of(text).split_whitespace().count() <= 16;
    let bare_kin = is_kin(head_noun(role.of(text))) && !is_somebodys(role.of(text));
    let office = is_office(role.of(text)) || is_occupation(role.of(text)) || is_past_occupation(role.of(text));
    if role.is_empty() || !short || !office || is_opposed(role.of(text)) || bare_kin {
        return None;
    }
    // A relative of somebody is not of a place or a body, nor is an "Austin-based pollster" of Austin.
    let affiliation = affiliation.filter(|a| !is_kin(role.of(text)) && !is_part_of_adjective(text, *a));
    // "A voter raised in Lorvia" is not of Lorvia, and "a professor based at the institute" is of the institute.
    let cut = || text[role.end()..whole.end()].trim_start();
    let affiliation = affiliation.filter(|a| role == whole || a.start() < whole.end() || cut().starts_with("based"));
    // "president of Valdoria": the affiliation is part of the role's words only if it stands before the noun.
    let affiliation = affiliation.filter(|a| preposition.is_some() || a.start() <= body.start() || role.contains(*a));
    // "Owns *a Harbour* shop": the name describes the shop.
    let thing = |a: &Span| [" a ", " an "].iter().any(|article| text[..a.start()].ends_with(article));
    let affiliation = affiliation.filter(|a| !(is_occupation(role.of(text)) && thing(a)));
    let affiliation = affiliation.map(|a| whole_body(text, a, role, organisations));
    let role = without_described_owner(text, role);
    Some(Role { role: without_object(text, without_owner(text, role, affiliation), affiliation), affiliation })
}

/// The body that the words of a clause about somebody's work name: behind "at" or "with", else the first.
pub(super) fn served(text: &str, clause: Span, organisations: &[Span]) -> Option<Span> {
    let inside = || organisations.iter().copied().filter(|o| clause.contains(*o) && !is_part_of_adjective(text, *o));
    // The space before the clause is that before its first word.
    let space = text[..clause.start()].char_indices().next_back().map_or(0, |(at, _)| at);
    let whole = Span::new(space, clause.end());
    let works = |o: &Span| last_preposition(text, whole, *o);
    let joined = inside().find(|o| works(o).is_some_and(|(_, word)| matches!(word, "at" | "with")));
    joined.or_else(|| inside().find(|o| works(o).is_none_or(|(_, word)| word != "in")))
}

/// A description without the age that it begins with: "*38-year-old* staffer".
fn without_age(text: &str, body: Span) -> Span {
    let words = body.of(text);
    let number = words.bytes().take_while(u8::is_ascii_digit).count();
    match words[number..].strip_prefix("-year-old ").filter(|_| number > 0) {
        Some(rest) => Span::new(body.end() - rest.len(), body.end()),
        None => body,
    }
}

/// A clause up to the participle behind its noun: "governor *challenged by Orr*".
fn without_participle(text: &str, role: Span) -> Span {
    let mut office = false;
    let mut end = 0;
    for word in role.of(text).split_inclusive(' ') {
        let bare = word.trim().to_lowercase();
        // Right behind it: a "member of the tax-writing committee" is one of that committee.
        if office && bare.len() > 4 && (bare.ends_with("ed") || bare.ends_with("ing")) {
            return Span::new(role.start(), role.start() + end).trimmed(text);
        }
        office = is_title_noun(&bare);
        end += word.len();
    }
    role
}

/// A role without the name that it begins with, of whom or what it is: "*Harbour Union* spokesman", "*Lorvia’s* minister".
pub(super) fn without_owner(text: &str, role: Span, owner: Option<Span>) -> Span {
    let opens = |owner: &Span| owner.start() <= role.start() && role.start() < owner.end() && owner.end() < role.end();
    let Some(owner) = owner.filter(opens) else {
        return role;
    };
    let rest = Span::new(owner.end(), role.end());
    let words = rest.of(text);
    let words = ["’s", "'s"].iter().find_map(|mark| words.strip_prefix(mark)).unwrap_or(words);
    let role = Span::new(rest.end() - words.len(), rest.end()).trimmed(text);
    // "Orrin and Harbour Bank lawyer" belongs to more than the first.
    if first_word(role.of(text)) == "and" { Span::new(owner.start(), role.end()) } else { role }
}

/// A description without the body whose it is, where that one is only described: "the *company’s* chief executive".
fn without_described_owner(text: &str, role: Span) -> Span {
    let words = role.of(text);
    let Some((owner, mark)) = ["’s ", "'s "].iter().find_map(|mark| Some((words.split_once(mark)?.0, mark))) else {
        return role;
    };
    let noun = owner.rsplit(' ').next().unwrap_or("");
    let rest = Span::new(role.start() + owner.len() + mark.len(), role.end()).trimmed(text);
    let body = is_body_noun(noun)
        || is_business(noun)
        || matches!(noun, "bloc" | "brand" | "mill" | "paper" | "plant" | "yard");
    if body && owner.split(' ').count() < 4 && is_office(rest.of(text)) { rest } else { role }
}

/// Whether a name is the first half of an adjective, which does not say for whom somebody works: "*Orrin*-based strategist",
/// "*Lorvian*-American reporter".
pub(super) fn is_part_of_adjective(text: &str, name: Span) -> bool {
    name.of(text).ends_with("-based") || text[name.end()..].starts_with('-')
}

/// Where the preposition that joins a role and its organisation begins ("… at the Hudson Institute"); what describes the organisation may stand
/// between ("of the *opposition* Harbour Party", "of the *northern town of* Orrin").
fn last_preposition(text: &str, body: Span, organisation: Span) -> Option<(usize, &str)> {
    const JOINS: &[&str] = &["at", "of", "for", "with", "in", "from"];
    /// More words describe no organisation.
    const MOST: usize = 3;
    let mut left = text[body.start()..organisation.start()].trim_end();
    let mut described = 0;
    // "The father of a slain Lorvian *soldier*": the words before the name describe the soldier.
    let whole =
        !is_title_noun(first_word(&text[organisation.end()..]).trim_end_matches(|c: char| !c.is_alphanumeric()));
    loop {
        let (rest, word) = left.rsplit_once(char::is_whitespace)?;
        if JOINS.contains(&word) {
            match rest.rsplit_once(' ') {
                Some((before, kind)) if word == "of" && PLACES.contains(&kind) => left = before,
                _ => return Some((body.start() + rest.len(), word)),
            }
            continue;
        }
        if word != "the" {
            let adjective = word.chars().all(|c| c.is_lowercase() || c == '-');
            // "Head of *an* Orrin company": the name describes the company.
            let other = is_title_noun(word)
                || matches!(word, "a" | "an" | "and" | "against" | "near" | "before" | "after" | "behind" | "between" | "over" | "than" | "outside")
                // "Families *suing* Harbour Bank", "the *workers* Harbour Bank dismissed".
                || word.ends_with("ing")
                || word.ends_with('s') && !word.ends_with("ous") && !word.ends_with("ss")
                || LINKS.iter().any(|link| link.trim() == word);
            described += 1;
            if !adjective || other || !whole || described > MOST {
                return None;
            }
        }
        left = rest.trim_end();
    }
}

/// Nouns before the name of a place.
const PLACES: &[&str] = &["city", "county", "district", "island", "province", "region", "town", "village"];

#[cfg(test)]
mod tests {
    use super::*;

    /// What a description says, and for whom.
    fn read(clause: &'static str, organisations: &[&str]) -> Option<(&'static str, Option<&'static str>)> {
        let spans: Vec<Span> = organisations
            .iter()
            .map(|words| {
                let at = clause.find(words).expect("in the text");
                Span::new(at, at + words.len())
            })
            .collect();
        let found = described(clause, Span::new(0, clause.len()), &spans)?;
        Some((found.role.of(clause), found.affiliation.map(|a| a.of(clause))))
    }

    #[test]
    fn the_body_leaves_the_role_with_what_describes_it() {
        let party = ["Harbour Party"];
        assert_eq!(read("leader of the opposition Harbour Party", &party), Some(("leader", Some("Harbour Party"))));
        assert_eq!(read("leads the small Harbour Party", &party), Some(("leads", Some("Harbour Party"))));
        assert_eq!(
            read("the father of a slain Lorvian soldier", &["Lorvian"]),
            Some(("father of a slain Lorvian soldier", None))
        );
        assert_eq!(read("mayor of the northern town of Orrin", &["Orrin"]), Some(("mayor", Some("Orrin"))));
        assert_eq!(read("the company’s former general counsel", &[]), Some(("former general counsel", None)));
        assert_eq!(read("owns a Harbour Street shop", &["Harbour Street"]), Some(("owns a Harbour Street shop", None)));
        assert_eq!(
            read("a spokeswoman for the Lorvian foreign ministry", &["Lorvian"]),
            Some(("spokeswoman", Some("Lorvian foreign ministry")))
        );
    }

    #[test]
    fn age_and_participle_are_no_part_of_a_role() {
        assert_eq!(read("a 38-year-old nurse", &[]), Some(("nurse", None)));
        assert_eq!(read("a governor challenged by Orr", &[]), Some(("governor", None)));
        assert_eq!(read("her rival", &[]), None);
    }
}

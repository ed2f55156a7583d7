//! The whole name of the body that somebody has an office in, of which a part was found: "*Lorvian* foreign ministry".

use super::lexicon::is_title_noun;
use crate::text::{Span, capitalised, first_word};

/// The whole name of the body of a role of which `found` is the beginning.
pub(super) fn whole_body(text: &str, found: Span, role: Span, organisations: &[Span]) -> Span {
    over_ministry(text, over_and(text, found, role, organisations))
}

/// The whole name of a body of which only what stands before "and" was found: "Orrin Customs *and Border Protection* commissioner".
fn over_and(text: &str, body: Span, role: Span, organisations: &[Span]) -> Span {
    const AND: &str = " and ";
    let Some(rest) = text[body.end()..role.end().max(body.end())].strip_prefix(AND) else { return body };
    let (end, words) = capitalised(rest, 3);
    let whole = Span::new(body.start(), body.end() + AND.len() + end);
    let another = organisations.iter().any(|o| o.start() > body.start() && o.overlaps(whole));
    let noun = first_word(&rest[end..]);
    if words > 1 && !another && is_title_noun(noun) { whole } else { body }
}

/// A state's name with the ministry or embassy of it that is meant: "*Lorvian foreign ministry* spokesman".
fn over_ministry(text: &str, state: Span) -> Span {
    const BODIES: &[&str] = &["ministry", "embassy", "presidency", "parliament", "navy", "army"];
    /// "Ministry of defence" aside, no ministry has more words before that noun.
    const WORDS: usize = 3;
    let rest = &text[state.end()..];
    let rest = ["’s ", "'s ", " "].iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or("");
    let mut at = text.len() - rest.len();
    for word in rest.split(' ').take(WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        if BODIES.contains(&bare.to_lowercase().as_str()) {
            return Span::new(state.start(), at + bare.len());
        }
        let portfolio = PORTFOLIOS.contains(&bare.to_lowercase().as_str()) || bare == "and";
        if bare.len() < word.len() || !portfolio {
            return state;
        }
        at += word.len() + 1;
    }
    state
}

/// What a ministry or the head of one is for.
pub(super) const PORTFOLIOS: &[&str] = &[
    "agriculture",
    "aviation",
    "budget",
    "cabinet",
    "commerce",
    "communications",
    "culture",
    "defence",
    "defense",
    "development",
    "digital",
    "economic",
    "economics",
    "economy",
    "education",
    "energy",
    "environment",
    "external",
    "families",
    "finance",
    "fisheries",
    "foreign",
    "forestry",
    "health",
    "home",
    "housing",
    "immigration",
    "industry",
    "information",
    "infrastructure",
    "innovation",
    "interior",
    "internal",
    "investment",
    "justice",
    "labor",
    "labour",
    "migration",
    "mines",
    "mining",
    "ministry",
    "petroleum",
    "planning",
    "police",
    "privatisation",
    "privatization",
    "railways",
    "science",
    "shipping",
    "sports",
    "technology",
    "telecommunications",
    "tourism",
    "trade",
    "transport",
    "transportation",
    "treasury",
    "veterans",
    "welfare",
    "works",
    "youth",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_body_is_whole() {
        let of = |text: &'static str, found: &str| {
            let at = text.find(found).expect("in the text");
            whole_body(text, Span::new(at, at + found.len()), Span::new(0, text.len()), &[]).of(text)
        };
        assert_eq!(
            of("Orrin Customs and Border Protection commissioner", "Orrin Customs"),
            "Orrin Customs and Border Protection"
        );
        assert_eq!(of("spokeswoman for the Lorvian foreign ministry", "Lorvian"), "Lorvian foreign ministry");
        assert_eq!(of("Lorvian minister", "Lorvian"), "Lorvian");
    }
}

//! Offices that are told by a verb: "*heads* the delegation".

use super::clause::OPENS_OBJECT;
use super::trade::before_link;
use crate::text::{Span, first_word};

/// Whether a clause says by its verb what somebody does for a living: "*teaches* Russian foreign policy at the institute".
pub(super) fn is_occupation(clause: &str) -> bool {
    const DOES: &[&str] = &[
        "advises",
        "chairs",
        "coaches",
        "covers",
        "directs",
        "edits",
        "farms",
        "follows",
        "grows",
        "heads",
        "leads",
        "manages",
        "oversees",
        "owns",
        "represents",
        "researches",
        "runs",
        "studies",
        "teaches",
        "tracks",
    ];
    const HELPED: &[&str] = &["lead", "manage", "oversee", "run"];
    /// Behind these a verb is one of moving: "*heads to* Orrin".
    const WHERE: &[&str] =
        &["away", "back", "by", "down", "for", "home", "in", "into", "off", "on", "out", "south", "north", "to", "up"];
    /// What one leads or heads without an office: "*leads the race*".
    const CONTESTS: &[&str] =
        &["ball", "count", "field", "goal", "list", "pack", "polls", "race", "table", "way", "winner"];
    // "Helps *run the fund*".
    let helped = clause.strip_prefix("helps ").filter(|helped| HELPED.contains(&first_word(helped)));
    let mut words = helped.unwrap_or(clause).split_whitespace().map(|word| word.trim_end_matches([',', '.']));
    words.next().is_some_and(|verb| DOES.contains(&verb) || helped.is_some())
        && words.next().is_some_and(|next| !WHERE.contains(&next) && !CONTESTS.contains(&next))
        && !words.next().is_some_and(|next| CONTESTS.contains(&next))
}

/// Whether a clause says by its verb which office somebody had: "*headed* the delegation".
pub(super) fn is_past_occupation(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let verb = words.next().unwrap_or("");
    HELD.iter().any(|(held, _)| *held == verb)
        && words.next().is_some_and(|next| OPENS_OBJECT.contains(&next))
        && !words.next().is_some_and(|next| matches!(next.trim_end_matches([',', '.']), "ball" | "goal" | "winner"))
}

/// Whether a role is one by its verb: "*heads* the delegation".
pub(super) fn is_by_verb(role: &str) -> bool {
    is_occupation(role) || HOLDS.iter().any(|(verb, _)| *verb == role)
}

/// Verbs for an office, and what who holds it is.
const HOLDS: &[(&str, &str)] = &[
    ("chairs", "chair"),
    ("directs", "director"),
    ("edits", "editor"),
    ("heads", "head"),
    ("leads", "leader"),
    ("owns", "owner"),
];

/// The same verbs for an office that somebody had.
const HELD: &[(&str, &str)] = &[
    ("chaired", "former chair"),
    ("co-founded", "co-founder"),
    ("directed", "former director"),
    ("edited", "former editor"),
    ("founded", "founder"),
    ("headed", "former head"),
];

/// How the office of somebody who no longer has it is told behind "who".
const WAS: &[&str] = &["had been ", "served as ", "used to be ", "was "];

/// Whether the words of a role say by their verb that it is over.
pub(super) fn is_over(role: &str) -> bool {
    WAS.iter().any(|was| role.starts_with(was))
}

/// The office in a clause that says what somebody was: "*was the* trade secretary *under Orr*". Others may once be passengers or winners.
pub(super) fn past_office(text: &str, clause: Span) -> Option<Span> {
    const OFFICES: &[&str] = &[
        "adviser",
        "advisor",
        "ambassador",
        "chair",
        "chairman",
        "chairwoman",
        "chancellor",
        "chief",
        "commander",
        "commissioner",
        "counsel",
        "director",
        "editor",
        "envoy",
        "executive",
        "general",
        "governor",
        "leader",
        "manager",
        "mayor",
        "minister",
        "negotiator",
        "president",
        "secretary",
        "senator",
        "spokesman",
        "spokeswoman",
    ];
    const ENDS: &[&str] = &[" at the time", " before ", " during ", " from ", " in ", " under ", " until ", " when "];
    let words = clause.of(text);
    let office = WAS.iter().find_map(|was| words.strip_prefix(was))?;
    // "A senator *for 36 years*".
    let years = office
        .match_indices(" for ")
        .map(|(at, _)| at)
        .find(|at| office[at + " for ".len()..].starts_with(|c: char| c.is_ascii_digit()));
    let end = ENDS.iter().filter_map(|end| office.find(end)).chain(years).min().unwrap_or(office.len());
    let noun = before_link(&office[..end]).rsplit(' ').next().unwrap_or("").to_lowercase();
    let from = clause.start() + words.len() - office.len();
    let article = ["a ", "an ", "the "].iter().find_map(|article| office.strip_prefix(article)).unwrap_or(office);
    let own = !article.contains(['’', '\'']);
    (OFFICES.contains(&noun.as_str()) && own).then(|| Span::new(from, from + end))
}

/// An office that the article has in a verb, by its noun: "*heads* the delegation" is "head of the delegation".
pub(super) fn by_noun(role: &str) -> String {
    if let Some(office) = WAS.iter().find_map(|was| role.strip_prefix(was)) {
        let office = ["a ", "an ", "the "].iter().find_map(|article| office.strip_prefix(article)).unwrap_or(office);
        return format!("former {}", office.strip_prefix("former ").unwrap_or(office));
    }
    let (verb, object) = role.split_once(' ').unwrap_or((role, ""));
    match HOLDS.iter().chain(HELD).find(|(known, _)| *known == verb) {
        Some((_, noun)) if object.is_empty() => (*noun).to_owned(),
        Some((_, noun)) => format!("{noun} of {object}"),
        None => role.to_owned(),
    }
}

/// An office in a verb without the body that is all its object: "*leads* the small Harbour Party".
pub(super) fn without_object(text: &str, role: Span, body: Option<Span>) -> Span {
    let verb = first_word(role.of(text));
    let Some(body) = body.filter(|body| HOLDS.iter().any(|(known, _)| *known == verb) && role.contains(*body)) else {
        return role;
    };
    let Some(between) = text.get(role.start() + verb.len()..body.start()) else { return role };
    let ends = text[body.end()..role.end()].trim().is_empty() || text[body.end()..role.end()].trim() == "party";
    let plain = between
        .split_whitespace()
        .all(|word| word.chars().all(|c| c.is_lowercase() || c == '-') && !word.ends_with("ing"));
    if ends && plain { Span::new(role.start(), role.start() + verb.len()) } else { role }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_in_a_verb_is_told_by_its_noun() {
        assert_eq!(by_noun("heads the delegation"), "head of the delegation");
        assert_eq!(by_noun("headed the delegation"), "former head of the delegation");
        assert_eq!(by_noun("owns a shop"), "owner of a shop");
        assert_eq!(by_noun("was the trade secretary"), "former trade secretary");
        assert_eq!(by_noun("leads"), "leader");
        assert_eq!(by_noun("teaches law"), "teaches law");
        assert!(is_by_verb("leads") && is_by_verb("teaches law") && !is_by_verb("leader"));
    }

    #[test]
    fn moving_and_winning_are_no_occupation() {
        assert!(is_occupation("leads the delegation") && is_occupation("teaches law in town"));
        assert!(is_occupation("helps run the fund") && !is_occupation("helps the fund"));
        assert!(!is_occupation("heads to Orrin today") && !is_occupation("leads the race"));
        assert!(is_past_occupation("headed the delegation"));
        assert!(!is_past_occupation("headed the ball") && !is_past_occupation("headed to Orrin"));
    }

    #[test]
    fn a_verb_stands_alone_before_the_body_that_is_its_object() {
        let of = |role: &str| {
            let at = role.find("Harbour Party").expect("in the role");
            let body = Span::new(at, at + "Harbour Party".len());
            without_object(role, Span::new(0, role.len()), Some(body)).of(role).to_owned()
        };
        assert_eq!(of("leads the small Harbour Party"), "leads");
        assert_eq!(
            of("leads the campaign of the Harbour Party in Orrin"),
            "leads the campaign of the Harbour Party in Orrin"
        );
        assert_eq!(of("leader of the Harbour Party"), "leader of the Harbour Party");
    }
}

//! Nouns and numbers by which a description says of whom it is: of bodies, of what somebody has written, of so many people.

use crate::cast::{is_group_noun, is_title_noun};

pub(super) fn is_common_noun(word: &str) -> bool {
    is_group_noun(word) || is_title_noun(word) || is_body(word)
}

/// Whether a noun (lower case) speaks as a body does.
pub(super) fn is_body(noun: &str) -> bool {
    BODY_NOUNS.contains(&noun) || WRITTEN.contains(&noun)
}

/// Nouns of bodies and of what bodies publish, which speak for them.
pub(super) const BODY_NOUNS: &[&str] = &[
    "campaign",
    "agency",
    "airline",
    "army",
    "cabinet",
    "command",
    "consortium",
    "hospital",
    "military",
    "navy",
    "parliament",
    "police",
    "secretariat",
    "service",
    "tribunal",
    "company",
    "ministry",
    "office",
    "department",
    "committee",
    "party",
    "team",
    "court",
    "union",
    "paper",
    "newspaper",
    "magazine",
    "journal",
    "website",
    "outlet",
    "station",
    "television",
    "radio",
    "media",
    "broadcaster",
    "report",
    "study",
    "statement",
    "poll",
    "survey",
    "document",
    "commission",
    "council",
    "firm",
    "group",
    "organisation",
    "organization",
    "network",
    "bank",
    "board",
    "institute",
    "university",
    "association",
    "coalition",
    "foundation",
    "government",
    "regime",
    "administration",
    "embassy",
    "website",
    "panel",
    "city",
    "county",
    "alliance",
    "analysis",
    "article",
    "editorial",
    "leadership",
    "movement",
    "nonprofit",
    "non-profit",
    "camp",
    "investigation",
    "inquiry",
    "audit",
    "blog",
    "research",
    "bloc",
    "body",
    "consulate",
    "delegation",
    "junta",
    "militia",
    "mission",
    "watchdog",
];

/// Whether a phrase is of something written: "the lawsuit", "Brandt’s latest memo", and not "the Harbour Post".
pub(super) fn is_written(phrase: &str) -> bool {
    let noun = phrase.rsplit(' ').next().unwrap_or("");
    WRITTEN.contains(&noun) || matches!(noun, "article" | "document" | "report" | "statement")
}

/// Nouns of what somebody writes or sends, which are his words.
const WRITTEN: &[&str] = &[
    "ad",
    "affidavit",
    "book",
    "column",
    "complaint",
    "email",
    "essay",
    "filing",
    "indictment",
    "lawsuit",
    "letter",
    "memo",
    "memorandum",
    "note",
    "op-ed",
    "petition",
    "platform",
    "post",
    "suit",
    "tweet",
];

/// Whether a noun in lower case looks like several people or bodies: what is published or counted does not speak as a group.
pub(super) fn is_plural(noun: &str) -> bool {
    let things = [
        "polls",
        "surveys",
        "statistics",
        "figures",
        "numbers",
        "records",
        "documents",
        "analyses",
        "studies",
        "rules",
        "procedures",
        "bylaws",
        "returns",
        "words",
        "images",
        "photos",
        "videos",
        "emails",
        "papers",
        "results",
        "news",
        "ones",
        "tests",
        "unknowns",
    ];
    noun.len() > 3
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && !noun.ends_with("us")
        && !noun.ends_with("is")
        && !things.contains(&noun)
}

/// Numbers in words.
pub(super) const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Whether a word (lower case) counts people or gathers them, before "of".
pub(super) fn is_quantity(word: &str) -> bool {
    NUMBERS.contains(&word) || QUANTITIES.contains(&word)
}

/// Other words that count people or gather them, before "of".
const QUANTITIES: &[&str] = &[
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "half",
    "majority",
    "plurality",
    "number",
    "handful",
    "host",
    "chorus",
    "coalition",
    "group",
    "some",
    "many",
    "most",
    "several",
    "few",
    "all",
    "none",
    "both",
    "each",
    "any",
    "percent",
    "percentage",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "two-thirds",
];

/// Whether a word (lower case) that opens a description says of how many or of which others it is.
pub(super) fn counts(word: &str) -> bool {
    is_quantity(word) || COUNTING.contains(&word)
}

/// Words before those of whom a description speaks.
const COUNTING: &[&str] = &[
    "about", "all", "almost", "another", "any", "both", "each", "eleven", "fellow", "few", "half", "many", "more",
    "most", "multiple", "nearly", "none", "only", "other", "others", "roughly", "several", "some", "twelve", "various",
];

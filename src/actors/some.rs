//! Some people of a state or party, or one of them, who are not the state or party: "few Russians", "Russians who left", "an American".

use super::Scene;
use crate::cast::{Mention, Name};
use crate::registry::ActorKind;

/// Words that count people or say which of them are meant.
const SOME: &[&str] = &[
    "average",
    "billion",
    "black",
    "conservative",
    "countless",
    "dead",
    "elderly",
    "elected",
    "establishment",
    "everyday",
    "few",
    "fewer",
    "five",
    "four",
    "hard-working",
    "hardworking",
    "hundred",
    "individual",
    "innocent",
    "leading",
    "low-income",
    "mainstream",
    "many",
    "middle-class",
    "middle-income",
    "million",
    "millions",
    "moderate",
    "more",
    "most",
    "older",
    "ordinary",
    "other",
    "poor",
    "prominent",
    "rank-and-file",
    "registered",
    "regular",
    "rich",
    "senior",
    "seven",
    "several",
    "six",
    "some",
    "ten",
    "these",
    "those",
    "thousand",
    "three",
    "top",
    "two",
    "undocumented",
    "unemployed",
    "uninsured",
    "wealthy",
    "white",
    "working",
    "young",
    "younger",
];
/// What stands before "of": "a majority *of* Russians".
const PARTS: &[&str] = &[
    "group",
    "half",
    "handful",
    "hundreds",
    "many",
    "majority",
    "millions",
    "most",
    "number",
    "percent",
    "share",
    "some",
    "tens",
    "third",
    "thirds",
    "thousands",
];
/// What stands behind: "Russians *who* left", "Republicans *like* Orr".
const WHICH: &[&str] = &["like", "living", "such", "who", "whose"];
/// What makes one of them of a singular.
const ONE: &[&str] = &["a", "an", "another", "any", "each", "fellow", "no", "one", "only", "other"];

impl Scene<'_> {
    /// Whether the name of a people or of a party's members means only some of them, or one.
    pub(super) fn are_some(&self, mention: &Mention, name: &Name) -> bool {
        let Some(entry) = name.registry.first().and_then(|id| self.registry.entry(id)) else { return false };
        let words = mention.span.of(self.text);
        let before = &self.text[..mention.span.start()];
        let plural =
            name.people || entry.kind() == ActorKind::Organisation && !words.contains(' ') && words.ends_with('s');
        if plural {
            return are_counted(before) || are_picked(&self.text[mention.span.end()..]);
        }
        let adjective = entry.demonyms().iter().any(|demonym| demonym == words);
        adjective && !name.modifier && ONE.contains(&last_word(before).as_str())
    }
}

/// Whether the words before a plural count it or say which.
fn are_counted(before: &str) -> bool {
    let last = last_word(before);
    let part = || {
        let head = before.trim_end().strip_suffix("of").unwrap_or("");
        PARTS.contains(&last_word(head).as_str())
    };
    let number = !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    SOME.contains(&last.as_str()) || number || last == "of" && part()
}

/// Whether the words behind a plural say which are meant.
fn are_picked(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(' ') else { return false };
    WHICH.contains(&rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""))
}

/// The word that nothing but a space parts from what follows, in lower case.
fn last_word(before: &str) -> String {
    let Some(head) = before.strip_suffix([' ', '-']) else { return String::new() };
    head.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_who_are_counted_or_picked_are_not_their_state() {
        assert!(are_counted("It hurt few ") && are_counted("a majority of ") && are_counted("for 300 "));
        assert!(are_counted("it pleased low- and middle-income ") && are_counted("Two "));
        assert!(!are_counted("It hurt ") && !are_counted("all ") && !are_counted("the trust of ") && !are_counted(""));
        assert!(!are_counted("They had more, ") && !are_counted("few. "));
        assert!(are_picked(" who left") && are_picked(" like Orr") && are_picked(" living abroad"));
        assert!(!are_picked(", who know it") && !are_picked(" liked it") && !are_picked(""));
    }
}

//! Names of what nobody takes a stance toward as an actor: laws and treaties, prizes and days, whom one swears by.

use std::collections::BTreeSet;

use super::{Mention, MentionForm, NameKind};

/// Words that end the name of a text, an occasion or a building ("the Affordable Care *Act*", "the Harbour *Ball*", "Orlo *Tower*").
const THINGS: &[&str] = &[
    "accord",
    "accords",
    "act",
    "agreement",
    "airport",
    "amendment",
    "arena",
    "award",
    "awards",
    "ball",
    "bill",
    "constitution",
    "convention",
    "day",
    "deal",
    "declaration",
    "doctrine",
    "festival",
    "gala",
    "hotel",
    "law",
    "laws",
    "medal",
    "ordinance",
    "pact",
    "pipeline",
    "plan",
    "plaza",
    "prize",
    "protocol",
    "referendum",
    "resolution",
    "revolution",
    "stadium",
    "statute",
    "summit",
    "tower",
    "treaty",
    "war",
];

/// The same in one word.
const ALONE: &[&str] = &[
    "allah",
    "bible",
    "brexit",
    "christ",
    "constitution",
    "dodd-frank",
    "glass steagall",
    "glass-steagall",
    "god",
    "internet",
    "jesus",
    "jim crow",
    "koran",
    "medicaid",
    "medicare",
    "nafta",
    "obamacare",
    "quran",
    "social security",
];

/// Leaves out such names, and their acronyms, where the registry does not know them.
pub(super) fn leave_out(text: &str, found: &mut [Vec<Mention>]) {
    let acronyms: BTreeSet<String> = found
        .iter()
        .flatten()
        .filter(|mention| matches!(&mention.form, MentionForm::Name(name) if name.kind != NameKind::Person))
        .map(|mention| mention.span.of(text))
        .filter(|words| ends_as_thing(words))
        .map(initials)
        .filter(|letters| letters.len() > 2)
        .collect();
    for mentions in found {
        mentions.retain(|mention| {
            let MentionForm::Name(name) = &mention.form else { return true };
            let words = mention.span.of(text);
            // "State of the Union" is an address.
            let address = words == "Union" && text[..mention.span.start()].ends_with("State of the ");
            let plane = words == "Air Force" && text[mention.span.end()..].starts_with(" One");
            // "House Bill 12", "HB 12".
            let chamber = matches!(words, "House" | "Senate" | "Assembly");
            let numbered = chamber && text[mention.span.end()..].starts_with(" Bill ") || is_number_of_bill(words);
            let cut = [" Act", " Amendment"].iter().any(|rest| text[mention.span.end()..].starts_with(rest));
            let thing = address
                || cut
                || plane
                || numbered
                || name.kind != NameKind::Person && ends_as_thing(words)
                || ALONE.contains(&words.to_lowercase().as_str())
                || acronyms.contains(words);
            !name.registry.is_empty() || !thing
        });
    }
}

/// Whether the last of several words is one of [`THINGS`]; "the School of Law" is a body.
fn ends_as_thing(words: &str) -> bool {
    // "Orrin v. Telmark" is a case.
    words.contains(" v. ")
        || words.rsplit_once(' ').is_some_and(|(head, last)| {
            THINGS.contains(&last.to_lowercase().as_str()) && !head.ends_with(" of") && !head.ends_with(" &")
        })
}

/// Whether words are the number of a bill: "HB 12", "S.B. 12", "Proposition 12".
fn is_number_of_bill(words: &str) -> bool {
    let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    words.split_once(' ').is_some_and(|(text, rest)| {
        matches!(text, "HB" | "H.B." | "SB" | "S.B." | "HR" | "H.R." | "Amendment" | "Bill" | "Prop." | "Proposition")
            && number(rest)
    })
}

/// The first letters of the words with a capital.
fn initials(words: &str) -> String {
    words.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Name;
    use crate::text::Span;

    #[test]
    fn laws_and_their_acronyms_are_no_actors_and_schools_of_law_are() {
        let text = "The Clean Harbours and Rivers Act (CHRA) pleased Telmark, Jude Law and the Orrin School of Law; CHRA passed. So did \
                    the Quiet Ports Plan, HB 12 and the Harbour Ball.";
        let kinds = [
            ("Quiet Ports Plan", NameKind::Organisation),
            ("HB 12", NameKind::Organisation),
            ("Harbour Ball", NameKind::Organisation),
            ("Clean Harbours and Rivers Act", NameKind::Organisation),
            ("CHRA", NameKind::Organisation),
            ("Telmark", NameKind::Organisation),
            ("Jude Law", NameKind::Person),
            ("Orrin School of Law", NameKind::Organisation),
        ];
        let mention = |(words, kind): (&str, NameKind)| {
            let start = text.find(words).expect(words);
            let name = Name::of(kind);
            Mention { span: Span::new(start, start + words.len()), form: MentionForm::Name(name), refers: Vec::new() }
        };
        let mut found = vec![kinds.map(mention).to_vec()];
        leave_out(text, &mut found);
        let left: Vec<&str> = found[0].iter().map(|m| m.span.of(text)).collect();
        assert_eq!(left, ["Telmark", "Jude Law", "Orrin School of Law"]);
    }
}

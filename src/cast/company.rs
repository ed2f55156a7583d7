//! What the words beside a name say: that it is a company, or another body, and no person.

use crate::text::Span;

/// How companies are registered, behind their names.
const FORMS: &[&str] = &[
    "A/S",
    "AB",
    "AG",
    "ASA",
    "BV",
    "Co",
    "Corp",
    "GmbH",
    "Group",
    "Holding",
    "Holdings",
    "Inc",
    "Industries",
    "KG",
    "LLC",
    "LLP",
    "Limited",
    "Ltd",
    "NV",
    "Oy",
    "Oyj",
    "PLC",
    "Pte",
    "SA",
    "SE",
    "SpA",
    "plc",
];
/// What a company is.
const BUSINESSES: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "brewer",
    "broadcaster",
    "brokerage",
    "builder",
    "carmaker",
    "carrier",
    "chain",
    "chipmaker",
    "company",
    "conglomerate",
    "contractor",
    "corporation",
    "developer",
    "distributor",
    "drugmaker",
    "firm",
    "insurer",
    "lender",
    "manufacturer",
    "miner",
    "operator",
    "producer",
    "publisher",
    "refiner",
    "retailer",
    "shipbuilder",
    "shipper",
    "shipyard",
    "start-up",
    "startup",
    "steelmaker",
    "supplier",
    "utility",
    "wholesaler",
];
/// What other bodies are, right before their names.
const BODIES: &[&str] = &[
    "brand",
    "charity",
    "consultancy",
    "cooperative",
    "exchange",
    "foundation",
    "fund",
    "giant",
    "group",
    "lobby",
    "magazine",
    "network",
    "newspaper",
    "nonprofit",
    "organisation",
    "organization",
    "platform",
    "think-tank",
    "union",
    "website",
];
/// Those of whom a company has many, right behind its name: "*Tessaro* managers".
const STAFF: &[&str] =
    &["employees", "engineers", "executives", "lawyers", "managers", "shareholders", "stock", "workers"];
/// What a company has, behind its name and an "’s".
const OWNED: &[&str] = &[
    "CEO",
    "board",
    "chief executive",
    "chief financial officer",
    "employees",
    "executives",
    "factories",
    "factory",
    "finance director",
    "headquarters",
    "managers",
    "managing director",
    "plant",
    "plants",
    "shareholders",
    "shares",
    "subsidiary",
    "workers",
];
/// What a share does.
const TRADES: &[&str] =
    &["are", "closed", "dropped", "fell", "gained", "jumped", "plunged", "rose", "slid", "slipped", "tumbled", "were"];
/// Of what one may be in charge.
const HEADS: &[&str] =
    &["chief executive of", "shares in", "shares of", "stake in", "CEO of", "subsidiary of", "employees of"];

/// Whether a noun (lower case) says that something is a company: "carmaker".
pub(crate) fn is_business(noun: &str) -> bool {
    BUSINESSES.contains(&noun)
}

/// Whether a name is that of a company or another body by what stands beside it: its form of business ("Helvarix *AG*"), what it is ("drugmaker
/// Helvarix"), "which", its shares or its managers.
pub(super) fn is_company(text: &str, name: Span) -> bool {
    let behind = &text[name.end()..];
    let last = name.of(text).rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    if name.of(text).contains(' ') && FORMS.contains(&last) || is_which(text, name) {
        return true;
    }
    let spaced = behind.strip_prefix(' ').unwrap_or("");
    let word = |words: &'_ str| words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_owned();
    let next = word(spaced);
    let traded = || {
        let sold = spaced.strip_prefix("shares ");
        sold.is_some_and(|sold| TRADES.contains(&word(sold).as_str()))
    };
    if FORMS.contains(&next.as_str()) || STAFF.contains(&next.as_str()) || next == "shares" && traded() {
        return true;
    }
    let owned = ["’s ", "'s "].iter().find_map(|mark| behind.strip_prefix(mark)).unwrap_or("");
    let owns = |thing: &&str| {
        owned.strip_prefix(*thing).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    if !name.of(text).contains(' ') && OWNED.iter().any(owns) {
        return true;
    }
    let before = text[..name.start()].trim_end_matches(' ');
    let beside = text[before.len()..name.start()].chars().count() == 1;
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
    // A person is "the banker Orr", never "the bank Orr".
    beside && (is_business(word) || BODIES.contains(&word) || HEADS.iter().any(|head| before.ends_with(head)))
}

/// Whether the name of a company ends in its form of business or stands before it: "Orrin *AG*".
pub(super) fn is_registered(text: &str, name: Span) -> bool {
    let last = name.of(text).rsplit(' ').next().unwrap_or("").trim_end_matches('.');
    let behind = text[name.end()..].strip_prefix(' ').unwrap_or("");
    let next = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    name.of(text).contains(' ') && FORMS.contains(&last) || FORMS.contains(&next)
}

/// A company's name without its form of business.
pub(super) fn without_form(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if FORMS.contains(&last.trim_end_matches('.')) => rest.trim_end_matches(','),
        _ => name,
    }
}

/// "*Orrin, which* lands a tenth of the tuna, said": nobody is "which". Behind the first words of a sentence alone, for "she left Orr, which hurt"
/// is of what she did.
fn is_which(text: &str, name: Span) -> bool {
    let before = text[..name.start()].trim_end();
    let opens = before.is_empty()
        || text[before.len()..name.start()].contains('\n')
        || before.ends_with(['.', '!', '?', '”', '"']);
    opens && text[name.end()..].starts_with(", which ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_told_by_what_stands_beside_it() {
        let company = |text: &str| {
            let at = text.find("Orrin").expect("the name is there");
            is_company(text, Span::new(at, at + "Orrin".len()))
        };
        for text in [
            "Lorvian drugmaker Orrin AG knew.",
            "The brokerage Orrin knew.",
            "Orrin managers knew.",
            "Orrin’s finance director knew.",
            "Orrin shares fell.",
            "Orrin, which sells salt, knew.",
            "She bought shares in Orrin.",
        ] {
            assert!(company(text), "{text}");
        }
        for text in [
            "Orrin shares her view.",
            "Orrin’s boards were rotten.",
            "The banker Orrin knew.",
            "He left Orrin, which hurt.",
            "Orrin knew.",
        ] {
            assert!(!company(text), "{text}");
        }
    }
}

//! Persons of one surname: "Tarek and Salma Odeh", "Mr. Odeh", "Captain Odeh".

use super::Agreement;
use super::lexicon::honorific;
use super::name::PersonName;
use crate::text::{Span, last_bytes};

/// Gives the surname of a couple to the first of the two: "Tarek and Salma Odeh" are Tarek Odeh and Salma Odeh. Two given names of another
/// sex each say that they are a couple, or that the article speaks of "the Odehs", or of both "Mr. Odeh" and "Ms. Odeh"; whoever is called by
/// the first word elsewhere is called so by surname.
pub(super) fn shared_surnames(text: &str, parsed: &mut [(Span, PersonName)]) {
    for first in 0..parsed.len().saturating_sub(1) {
        let ((span, name), (next, couple)) = (&parsed[first], &parsed[first + 1]);
        let [given] = name.words.as_slice() else { continue };
        let (true, Some(surname)) = (couple.is_full(), couple.words.last()) else { continue };
        if text.get(span.end()..next.start()) != Some(" and ") {
            continue;
        }
        // "Ryan" may be a given name and is none beside "Paul Ryan" or "Mr. Ryan".
        let is_given = super::given::agreement(given).is_some();
        let as_surname = |name: &PersonName| {
            name.words.last() == Some(given) && (name.is_full() || !name.titles.is_empty() || !is_given)
        };
        let of_another = parsed.iter().any(|(other, name)| other != span && as_surname(name));
        let shown = couple.display.rsplit(' ').next().unwrap_or_default();
        let sexes = [super::given::agreement(given), couple.agreement];
        if !of_another
            && (are_couple(sexes) || is_family(text, parsed, surname, shown))
            && let Some(whole) = PersonName::parse(&format!("{} {shown}", name.display))
        {
            parsed[first].1 = PersonName { titles: name.titles.clone(), ..whole };
        }
    }
}

/// Nouns of relatives that news introduces somebody's family by, with their gender.
const RELATIVES: &[(&str, Agreement)] = &[
    ("husband", Agreement::Masculine),
    ("wife", Agreement::Feminine),
    ("son", Agreement::Masculine),
    ("daughter", Agreement::Feminine),
    ("brother", Agreement::Masculine),
    ("sister", Agreement::Feminine),
    ("father", Agreement::Masculine),
    ("mother", Agreement::Feminine),
    ("grandson", Agreement::Masculine),
    ("granddaughter", Agreement::Feminine),
];

/// What the noun of a relative (lower case) says of his gender; `None` of another word.
pub(crate) fn relative(noun: &str) -> Option<Agreement> {
    RELATIVES.iter().find(|(kin, _)| *kin == noun).map(|(_, agreement)| *agreement)
}

/// Whether what stands before a name introduces a relative of somebody named before: "her husband, former President *Ivo Orr*", "Orr’s
/// daughter *Hanna Orr*".
pub(super) fn is_introduced_as_relative(text: &str, name: Span) -> bool {
    /// Words of a title between the noun and the name, and bytes of all of it.
    const TITLE: usize = 4;
    const NEAR: usize = 120;
    let before = last_bytes(&text[..name.start()], NEAR);
    let before = before.rsplit(['\n', ';', ':', '“', '”', '"']).next().unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().collect();
    let noun = |word: &str| relative(&word.trim_end_matches(',').to_lowercase()).is_some();
    let Some(at) = words.iter().rposition(|word| noun(word)) else { return false };
    let title = &words[at + 1..];
    let between = title.len() <= TITLE && title.iter().all(|word| !word.ends_with(',') && is_of_title(word));
    // "Her late husband": an adjective may stand between.
    let owner = |word: &&str| super::lexicon::is_possessive(word) || word.ends_with("’s") || word.ends_with("'s");
    between && words[at.saturating_sub(2)..at].iter().any(owner)
}

/// The word that says whose the noun of kin at `noun` is, and where it begins, an adjective or none between: "*his* late wife", "*Orr*’s wife".
pub(crate) fn owning(text: &str, noun: Span) -> Option<(&str, usize)> {
    const BETWEEN: &[&str] = &["eldest", "elder", "former", "late", "older", "oldest", "own", "younger", "youngest"];
    let head = text[..noun.start()].strip_suffix(' ')?;
    let start = |words: &str| {
        words
            .rfind(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '('))
            .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8))
    };
    let at = start(head);
    let head = match head[..at].strip_suffix(' ') {
        Some(rest) if BETWEEN.contains(&&head[at..]) => rest,
        _ => head,
    };
    let at = start(head);
    let word = &head[at..];
    let named = word.ends_with("’s") || word.ends_with("'s");
    let owns = named || matches!(word.to_lowercase().as_str(), "his" | "her" | "my");
    owns.then_some((word, at))
}

/// Whether a word may be one of a title: "her husband, *former President* Ivo Orr", and not "her husband *met* Ivo Orr".
fn is_of_title(word: &str) -> bool {
    let abbreviated = word.ends_with('.') && word.chars().count() <= 5;
    let plain = !word.ends_with(['.', '!', '?']) || abbreviated;
    plain
        && (word.starts_with(char::is_uppercase)
            || super::lexicon::is_title_noun(word)
            || matches!(word, "former" | "of"))
}

fn are_couple(sexes: [Option<Agreement>; 2]) -> bool {
    matches!(sexes, [Some(one), Some(other)] if one != other)
}

/// Whether the article speaks of several persons of a surname, in lower case and as it is `shown`.
fn is_family(text: &str, parsed: &[(Span, PersonName)], surname: &str, shown: &str) -> bool {
    let called = |agreement| {
        parsed
            .iter()
            .any(|(_, name)| name.words.len() == 1 && name.words[0] == surname && name.agreement == Some(agreement))
    };
    called(Agreement::Masculine) && called(Agreement::Feminine) || text.contains(&format!("the {shown}s"))
}

/// How well a member, with the titles that the article has given it so far and its names, fits the titles of a short name of one surname:
/// the greater the better, and 0 for whom it hardly means. Who is "Mr. Odeh" is not "Captain Odeh".
pub(super) fn fits_titles(titles: &[String], names: &[PersonName], short: &PersonName) -> u8 {
    let is_honorific = |title: &String| honorific(title).is_some();
    let known = short.titles.iter().any(|title| titles.contains(title));
    let other_rank = short.titles.iter().any(|title| !is_honorific(title)) && titles.iter().any(is_honorific);
    // Given names in a are mostly those of women; the ones that are not are listed (`given`).
    let womanly = |name: &PersonName| name.is_full() && name.agreement.is_none() && name.words[0].ends_with('a');
    let unlikely = short.agreement == Some(Agreement::Masculine) && names.iter().any(womanly);
    match () {
        () if known => 2,
        () if other_rank || unlikely => 0,
        () => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_relative_is_the_word_before_the_noun() {
        let whose = |text: &str, noun: &str| {
            let at = text.find(noun).expect("the noun is there");
            owning(text, Span::new(at, at + noun.len())).map(|(word, _)| word.to_owned())
        };
        assert_eq!(whose("He met his late wife", "wife").as_deref(), Some("his"));
        assert_eq!(whose("“My wife left", "wife").as_deref(), Some("My"));
        assert_eq!(whose("Ivo Orr’s son left", "son").as_deref(), Some("Orr’s"));
        assert_eq!(whose("the wife left", "wife"), None);
    }
}

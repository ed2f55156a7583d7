//! Who an object is not: whoever is the subject of its verb. "Orr told *him*" is of another than Orr (principle B, Chomsky 1981).

use crate::text::{Span, first_word, word_before};

/// Words that stand between a subject and the object of its verb where there is one: an auxiliary or two and the verb.
const MOST: usize = 3;
/// What stands between a name and an object only where the object belongs to another clause, or the name to another phrase.
const APART: &[&str] = &[
    "a",
    "about",
    "an",
    "and",
    "as",
    "because",
    "but",
    "by",
    "everybody",
    "everyone",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "if",
    "it",
    "its",
    "nobody",
    "of",
    "on",
    "or",
    "she",
    "somebody",
    "someone",
    "than",
    "that",
    "the",
    "their",
    "them",
    "they",
    "to",
    "until",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "with",
];
/// "*His wife* told him": whose somebody is, and no subject.
const POSSESSIVES: &[&str] = &["her", "him", "his", "its", "their", "them"];
/// What may stand between a subject and its verb: "*has never* told him", and not "Orr *aides* told him".
const BEFORE_VERB: &[&str] = &[
    "also", "always", "can", "could", "did", "do", "does", "had", "has", "have", "is", "later", "may", "might", "must",
    "never", "not", "now", "often", "once", "only", "should", "still", "then", "was", "will", "would",
];
/// Behind these a name is no subject: "the letter *to Orr* made him angry".
const BEFORE: &[&str] =
    &["about", "against", "at", "between", "by", "for", "from", "in", "into", "of", "on", "than", "to", "with"];
/// What stands behind "her" where it is an object, and no thing of hers.
const BEHIND_HER: &[&str] = &[
    "a", "about", "after", "again", "an", "and", "as", "at", "away", "back", "because", "before", "but", "by", "down",
    "every", "for", "from", "he", "how", "if", "in", "into", "it", "last", "not", "of", "off", "on", "or", "out",
    "over", "she", "so", "than", "that", "the", "they", "this", "to", "until", "up", "what", "when", "where", "while",
    "who", "why", "with",
];

/// Whether `name` is the subject of the verb whose object is the pronoun: nothing but a verb stands between them ("Brandt *would beat* him",
/// "Brandt’s *calling* him a fool").
pub(crate) fn is_subject_of(text: &str, name: Span, pronoun: Span) -> bool {
    is_object(text, pronoun)
        && !POSSESSIVES.contains(&name.of(text).to_lowercase().as_str())
        && name.end() < pronoun.start()
        && !BEFORE.contains(&word_before(text, name).as_str())
        && is_verb(&text[name.end()..pronoun.start()])
}

/// Whether a pronoun is an object: "her" is one only where no noun follows.
pub(crate) fn is_object(text: &str, pronoun: Span) -> bool {
    match pronoun.of(text).to_lowercase().as_str() {
        "him" | "them" => true,
        "her" => {
            let rest = text[pronoun.end()..].trim_start_matches([' ', '\u{a0}']);
            let next = first_word(rest);
            !next.starts_with(char::is_alphabetic)
                || BEHIND_HER.contains(&next.trim_end_matches(|c: char| !c.is_alphanumeric()))
        }
        _ => false,
    }
}

/// Whether the words behind a name are a verb and what belongs to it.
fn is_verb(between: &str) -> bool {
    let own = ["’s ", "'s "].iter().find_map(|owned| between.strip_prefix(owned));
    let words: Vec<&str> = own.unwrap_or(between).split_whitespace().take(MOST + 1).collect();
    let [before @ .., _] = words.as_slice() else { return false };
    let helps = |word: &&str| BEFORE_VERB.contains(word) || word.len() > 3 && word.ends_with("ly");
    // "Orr's *wife* told him": only a verb's noun is Orr's own deed.
    let deed = own.is_none() || words.first().is_some_and(|word| word.ends_with("ing"));
    let plain = |word: &&str| word.chars().all(char::is_lowercase) && !APART.contains(word);
    deed && words.len() <= MOST && words.iter().all(plain) && before.iter().all(helps) && !between.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_not_its_object() {
        let is_subject = |text: &str, pronoun: &str| {
            let name = text.find("Orr").expect("the name is there");
            let at = text.find(pronoun).expect("the pronoun is there") + 1;
            is_subject_of(text, Span::new(name, name + 3), Span::new(at, at + pronoun.trim().len()))
        };
        for text in
            ["Orr told him so.", "Orr would have beaten him.", "Then Orr stops him.", "Orr’s calling him a liar hurt."]
        {
            assert!(is_subject(text, " him"), "{text}");
        }
        assert!(is_subject("Orr tells her she must go.", " her") && is_subject("Orr left her.", " her"));
        for text in [
            "The letter to Orr made him angry.",
            "Orr and others told him.",
            "Orr’s wife told him.",
            "Orr aides told him.",
            "The letter Orr wrote haunted him.",
            "Orr, angered, told him.",
            "Orr said that told him.",
            "Orr promised to help him.",
        ] {
            assert!(!is_subject(text, " him"), "{text}");
        }
        assert!(!is_subject("Orr told her brother.", " her") && !is_subject("Orr said his aides left.", " his"));
    }
}

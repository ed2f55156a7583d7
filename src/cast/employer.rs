//! For whom a person works by the words around the name: "*Harbour News*’ Ilse Brandt", "Gov. Ilse Brandt *of Orrin*".

use super::lexicon::is_title_noun;
use super::trade::LINKS;
use crate::text::{Span, first_word};

/// For whom a person works of whom nothing else is said: "*Harbour News*’ Ilse Brandt", "Ilse Brandt of the *Calder Institute*". `bodies` are
/// the mentions of organisations near the name.
pub(super) fn employer(text: &str, name: Span, bodies: &[Span]) -> Option<Span> {
    const OWNS: &[&str] = &["’s ", "'s ", "’ ", "' "];
    const LINKS: &[&str] = &[
        " of ",
        " of the ",
        " from ",
        " from the ",
        ", of ",
        ", of the ",
        ", at ",
        ", at the ",
        ", from ",
        ", from the ",
        ", representing ",
        ", representing the ",
    ];
    let between = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let works = |o: &&Span| {
        o.end() <= name.start() && OWNS.contains(&between(o.end(), name.start()))
            || o.end() <= name.start()
                && between(o.end(), name.start()) == " "
                && OWNS.iter().any(|own| o.of(text).ends_with(own.trim_end()))
            || o.start() >= name.end() && LINKS.contains(&without_adjectives(between(name.end(), o.start())))
    };
    bodies.iter().find(works).copied().or_else(|| worked_for(text, name, bodies))
}

/// For whom a person does what a clause says: "Ilse Brandt, who appraises land for the brokerage *Harbour Homes*, said".
fn worked_for(text: &str, name: Span, bodies: &[Span]) -> Option<Span> {
    /// Verbs of no work.
    const OTHER: &[&str] = &[
        "argues", "asks", "believes", "calls", "has", "is", "lives", "says", "supports", "thinks", "votes", "wants",
        "was",
    ];
    /// A clause is no longer.
    const WORDS: usize = 14;
    let clause = text[name.end()..].strip_prefix(", who ")?;
    // "$2.1 billion" ends no clause.
    let ends = |(at, c): &(usize, char)| match c {
        '.' => !clause[at + 1..].starts_with(|c: char| c.is_ascii_digit()),
        c => [',', ';', '\n', '“', '"'].contains(c),
    };
    let clause = &clause[..clause.char_indices().find(ends).map_or(clause.len(), |(at, _)| at)];
    let start = name.end() + ", who ".len();
    let verb = first_word(clause);
    if !verb.ends_with('s') || OTHER.contains(&verb) || clause.split(' ').count() > WORDS {
        return None;
    }
    let inside = bodies.iter().copied().filter(|o| start <= o.start() && o.end() <= start + clause.len());
    inside.into_iter().find(|o| {
        let before = text[start..o.start()].trim_end_matches(' ');
        // Words in small letters say what the body is: "for *the real estate brokerage* Harbour Homes".
        let mut words = before.rsplit(' ').skip_while(|word| {
            !matches!(*word, "for" | "at" | "with") && word.chars().all(|c| c.is_lowercase() || c == '-')
        });
        words.next().is_some_and(|word| matches!(word, "for" | "at" | "with"))
    })
}

/// The words before the name of a body without those that describe it: " of the *opposition* ".
fn without_adjectives(before: &str) -> &str {
    /// More words are a story.
    const MOST: usize = 2;
    if before.len() >= 60 {
        return before;
    }
    let Some(the) = before.find(" the ") else { return before };
    let end = the + " the ".len();
    let described = before[end..].trim_end();
    let adjective =
        |word: &str| word.chars().all(|c| c.is_lowercase() || c == '-') && !is_title_noun(word) && !word.is_empty();
    let plain = described.split(' ').all(|word| adjective(word) && !LINKS.iter().any(|link| link.trim() == word));
    if plain && described.split(' ').count() <= MOST && before.ends_with(' ') { &before[..end] } else { before }
}

/// Where a person with a title is from, or for what body: "Gov. Ilse Brandt *of Orrin*".
pub(super) fn home_behind(text: &str, name: Span, organisations: &[Span]) -> Option<Span> {
    let joins = |o: &Span| {
        let between = text.get(name.end()..o.start()).unwrap_or("");
        matches!(without_adjectives(between), " of " | " of the ")
    };
    organisations.iter().copied().find(joins).or_else(|| party_behind(text, name, organisations))
}

/// The party of a politician of whom the clause behind the name says so: "Brandt, whose *Harbour Unity* party".
fn party_behind(text: &str, name: Span, organisations: &[Span]) -> Option<Span> {
    let own = |o: &Span| {
        let behind = text[o.end()..].trim_start();
        let party = o.of(text).ends_with("Party") || behind.starts_with("party") || behind.starts_with("Party");
        party && text.get(name.end()..o.start()) == Some(", whose ")
    };
    organisations.iter().copied().find(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_beside_a_name_is_that_of_its_bearer() {
        let at = |text: &str, words: &str| {
            let at = text.find(words).expect("in the text");
            Span::new(at, at + words.len())
        };
        let beside = |text: &str, body: &str| employer(text, at(text, "Ilse Brandt"), &[at(text, body)]).is_some();
        assert!(beside("Harbour News’ Ilse Brandt left.", "Harbour News"));
        assert!(beside("Ilse Brandt of the Calder Institute left.", "Calder Institute"));
        assert!(beside("Ilse Brandt, representing the Calder Institute, left.", "Calder Institute"));
        assert!(!beside("Ilse Brandt left the Calder Institute.", "Calder Institute"));
        assert!(beside("Ilse Brandt, who appraises land for the brokerage Harbour Homes, left.", "Harbour Homes"));
        assert!(!beside("Ilse Brandt, who votes for Harbour Unity, left.", "Harbour Unity"));
        assert!(!beside("Ilse Brandt, who sold land for years before Harbour Homes came, left.", "Harbour Homes"));
        let behind = |text: &str, body: &str| home_behind(text, at(text, "Ilse Brandt"), &[at(text, body)]).is_some();
        assert!(behind("Sen. Ilse Brandt of the opposition Harbour Union left.", "Harbour Union"));
        assert!(behind("Opposition leader Ilse Brandt, whose Harbour Unity party grew, left.", "Harbour Unity"));
        assert!(!behind("Opposition leader Ilse Brandt, whose Harbour Unity grew, left.", "Harbour Unity"));
    }
}

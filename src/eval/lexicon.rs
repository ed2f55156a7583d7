//! A baseline that knows words and no sentences: it counts favorable and unfavorable ones.

use std::collections::{BTreeMap, BTreeSet};

use super::stances::class_of;
use crate::stance::Stance;

/// The words, written for this project: a heading for each sign, a star for any ending.
const WORDS: &str = include_str!("lexicon.txt");
/// A sign is turned by a negation at most this many words before it.
const REACH: usize = 3;
const NEGATIONS: [&str; 12] =
    ["not", "no", "never", "nor", "neither", "nobody", "nothing", "without", "hardly", "scarcely", "cannot", "none"];

/// Words and their signs.
pub(super) struct Lexicon {
    words: BTreeMap<&'static str, i32>,
    /// Beginnings of words.
    stems: BTreeMap<&'static str, i32>,
}

impl Lexicon {
    /// The built-in list. A word in front of any heading, or under another one, is passed over; a test rules that out.
    pub(super) fn builtin() -> Self {
        let mut lexicon = Self { words: BTreeMap::new(), stems: BTreeMap::new() };
        let mut sign = 0;
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            match line.trim() {
                "favorable:" => sign = 1,
                "unfavorable:" => sign = -1,
                words => words.split_whitespace().for_each(|word| {
                    match word.strip_suffix('*') {
                        Some(stem) => lexicon.stems.insert(stem, sign),
                        None => lexicon.words.insert(word, sign),
                    };
                }),
            }
        }
        lexicon
    }

    /// Favorable minus unfavorable words of a text; a negation among the three words before one turns its sign.
    pub(super) fn score(&self, text: &str) -> i32 {
        let text = text.to_lowercase().replace('’', "'");
        let words: Vec<&str> = text
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .map(|word| word.trim_matches('\''))
            .filter(|word| !word.is_empty())
            .collect();
        let negated = |at: usize| {
            let near = &words[at.saturating_sub(REACH)..at];
            near.iter().any(|word| NEGATIONS.contains(word) || word.ends_with("n't"))
        };
        (0..words.len()).map(|at| if negated(at) { -self.sign(words[at]) } else { self.sign(words[at]) }).sum()
    }

    /// The class of the texts together, as a position in [`CLASSES`](super::stances::CLASSES): by the sign of the sum of their
    /// scores; 0 is neutral. The same text counts once.
    pub(super) fn class<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> usize {
        let texts: BTreeSet<&str> = texts.into_iter().collect();
        let stance = match texts.into_iter().map(|text| self.score(text)).sum::<i32>().signum() {
            1 => Stance::Favorable,
            -1 => Stance::Unfavorable,
            _ => Stance::Neutral,
        };
        class_of(stance).expect("each of the three is a class")
    }

    fn sign(&self, word: &str) -> i32 {
        if let Some(sign) = self.words.get(word) {
            return *sign;
        }
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev().find_map(|end| self.stems.get(&word[..end]).copied()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_sign_and_there_are_as_many_as_the_list_says() {
        let lexicon = Lexicon::builtin();
        let signs: Vec<i32> = lexicon.words.values().chain(lexicon.stems.values()).copied().collect();
        assert!(signs.iter().all(|sign| sign.abs() == 1));
        let listed = WORDS.lines().filter(|l| !l.starts_with('#') && !l.ends_with(':')).flat_map(str::split_whitespace);
        assert_eq!(listed.count(), signs.len(), "a word is listed twice");
        assert!((350..=500).contains(&signs.len()), "{}", signs.len());
    }

    #[test]
    fn signs_are_summed_and_negations_turn_them() {
        struct Case {
            text: &'static str,
            score: i32,
        }
        let cases = [
            Case { text: "An honest and capable ally", score: 3 },
            Case { text: "He isn’t honest", score: -1 },
            Case { text: "It was never a disaster; the corrupt failed", score: -1 },
            Case { text: "The talks are in Oslo", score: 0 },
            Case { text: "FAILURES", score: -1 },
            Case { text: "", score: 0 },
        ];
        let lexicon = Lexicon::builtin();
        for Case { text, score } in cases {
            assert_eq!(lexicon.score(text), score, "{text}");
        }
        assert_eq!(lexicon.class(["a failure", "a failure", "honest", "capable"]), 2);
        assert_eq!(lexicon.class([]), 1);
    }
}

//! "…, a charge the envoy, Hanna Lund, dismissed": the source that stands right before its cue, whatever else the sentence begins with.

use super::Context;
use super::head::Head;
use super::introduced::{FOLLOWS, described_subject};
use super::noun::is_quantity;
use super::share::share;
use crate::cast::is_group_noun;
use crate::statements::Statement;
use crate::text::{Span, first_word};

/// What somebody does something to by a word: "a *charge* Lund dismissed".
const JUDGED: &[&str] =
    &["accusation", "allegation", "argument", "assertion", "charge", "claim", "idea", "notion", "suggestion", "theory"];

/// A phrase of a source has at most so many words.
const WORDS: usize = 9;

impl Context<'_> {
    /// The source of a statement where the one that was found is not beside the cue or is cut short, and another phrase is.
    pub(super) fn nearest(&self, statement: &Statement) -> Option<Span> {
        if let Some(source) = statement.source.filter(|source| matches!(source.of(self.text), "A" | "An" | "Another")) {
            let sentence = self.sentence(source);
            return described_subject(self.text, Span::new(source.start(), sentence.end())).map(|found| found.span);
        }
        let cue = statement.cue?;
        let sentence = self.sentence(cue);
        let start = statement.source.map_or(sentence.start(), |source| source.end().max(sentence.start()));
        if start + 3 >= cue.start() {
            return None;
        }
        let before = Span::new(start, cue.start());
        self.judged(before).or_else(|| self.counted(Span::new(sentence.start(), cue.start())))
    }

    /// Who does what a cue says to the words before it: "…, a charge *the envoy, Hanna Lund,* [dismissed]", "…, which *Lund* [called]".
    fn judged(&self, before: Span) -> Option<Span> {
        let words = before.of(self.text);
        let (comma, _) = words.rmatch_indices(", ").find(|(at, _)| {
            let clause = &words[at + 2..];
            let noun = ["a ", "an "].iter().find_map(|article| clause.strip_prefix(article));
            let behind = match noun {
                // "A former British ambassador, said" is who he is.
                Some(noun) => {
                    noun.split_once(' ').filter(|(noun, _)| JUDGED.contains(noun)).map_or("", |(_, rest)| rest)
                }
                None => ["which ", "something "].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(""),
            };
            // The commas of an apposition come in twos, and no verb of another deed stands before the cue.
            let deed = |word: &str| {
                word.starts_with(char::is_lowercase)
                    && (word.len() > 4 && word.ends_with("ed") || word.len() > 3 && word.ends_with('s'))
            };
            is_verbless_subject(behind) && behind.matches(',').count() % 2 == 0 && !behind.split([' ', ',']).any(deed)
        })?;
        let clause = &words[comma + 2..];
        let skipped = if clause.starts_with("which ") || clause.starts_with("something ") { 1 } else { 2 };
        let subject = clause.splitn(skipped + 1, ' ').last()?;
        let start = before.end() - subject.len();
        Some(Span::new(start, before.end()).trimmed(self.text))
    }

    /// So many people right before a cue: "In a survey by Orrin Research, *54 percent of respondents* [said]".
    fn counted(&self, before: Span) -> Option<Span> {
        let words = before.of(self.text);
        let start = words.rfind(", ").map_or(0, |comma| comma + 2);
        let phrase = Span::new(before.start() + start, before.end()).trimmed(self.text);
        let listed: Vec<&str> = phrase.of(self.text).split(' ').collect();
        let verb =
            |word: &&str| FOLLOWS.contains(word) && !matches!(*word, "of" | "for" | "at" | "in" | "from" | "with");
        let first = listed[0].to_lowercase();
        let counts = is_quantity(&first) || first.starts_with(|c: char| c.is_ascii_digit());
        let people = listed.iter().any(|word| is_group_noun(word)) || phrase.of(self.text).contains("percent of ");
        let whole = counts && people && listed.len() <= WORDS && !listed.iter().any(verb);
        (whole && start > 0 && matches!(share(self.text, phrase), None | Some(Head::Group(_)))).then_some(phrase)
    }
}

/// Whether words that end before a cue are its subject: a name or "the envoy", without a verb. The subject of an inserted attribution
/// (`statements::insertion`) is told otherwise: this one may hold the commas of an apposition, and no verb of another clause.
fn is_verbless_subject(words: &str) -> bool {
    let trimmed = words.trim();
    let opens = first_word(trimmed) == "the" || trimmed.starts_with(char::is_uppercase);
    let verb = |word: &str| {
        FOLLOWS.contains(&word) && !matches!(word, "of" | "for" | "at" | "in" | "from")
            || matches!(word, "a" | "an" | "and" | "that")
    };
    let mut each = trimmed.split_whitespace().map(|word| word.trim_end_matches(','));
    opens && trimmed.split_whitespace().count() <= WORDS && !each.any(verb)
}

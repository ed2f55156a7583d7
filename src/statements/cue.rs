//! Where a cue begins and ends: with its auxiliaries, adverbs and article, without what the content is about. So do the annotators of PolNeAR
//! (counts are of the cues of its training part that have such a word beside them, inside and outside).

use super::Statement;
use crate::calendar::is_weekday;
use crate::text::{Span, first_word};

/// Words that belong to a cue right behind them: auxiliaries (2,700 inside, 60 outside), adverbs ("also" 281 and 20, others 206 and 38), and the article
/// of a noun (208 and 50).
const BEFORE: &[&str] = &[
    "a",
    "also",
    "already",
    "an",
    "are",
    "could",
    "did",
    "does",
    "even",
    "first",
    "had",
    "has",
    "have",
    "is",
    "later",
    "now",
    "once",
    "previously",
    "recently",
    "repeatedly",
    "still",
    "the",
    "then",
    "was",
    "were",
    "will",
    "would",
];

/// Verbs of saying that need nothing behind them.
const SAYING: &[&str] = &[
    "added",
    "adds",
    "argued",
    "complained",
    "explained",
    "noted",
    "recalled",
    "replied",
    "said",
    "says",
    "tweeted",
    "writes",
    "wrote",
];

/// What opens a phrase behind such a verb that says where, when or of whom something was said ("said in" none inside, 116 outside; "wrote in" 1 and
/// 31; "said of" 14 and 36).
const BEHIND: &[&str] = &["about", "at", "during", "in", "last", "of", "on", "this", "to"];

/// Sets the cues of statements, which are in order, as a reader does; no word of what is said or of who says it is taken for one.
pub(super) fn settle(text: &str, paragraphs: &[Span], statements: &mut [Statement]) {
    for at in 0..statements.len() {
        let Some(cue) = statements[at].cue else { continue };
        let paragraph = paragraphs.get(paragraphs.partition_point(|p| p.end() <= cue.start())).copied();
        let Some(paragraph) = paragraph.filter(|paragraph| paragraph.contains(cue)) else { continue };
        let near = &statements[at.saturating_sub(1)..statements.len().min(at + 2)];
        let taken: Vec<Span> =
            near.iter().flat_map(|other| other.fragments.iter().copied().chain(other.source)).collect();
        let behind = statements[at].fragments.iter().find(|fragment| fragment.start() >= cue.end()).copied();
        statements[at].cue = Some(settled(text, paragraph, cue, behind, &taken));
    }
}

/// A cue as a reader sets it, before the content `behind` it and beside what is `taken`.
fn settled(text: &str, paragraph: Span, cue: Span, behind: Option<Span>, taken: &[Span]) -> Span {
    let (start, end) = (first(text, paragraph, cue), last(text, cue, behind));
    let free = |span: Span| !taken.iter().any(|other| span.overlaps(*other));
    let start = Some(start).filter(|start| *start >= cue.start() || free(Span::new(*start, cue.start())));
    let end = Some(end).filter(|end| *end <= cue.end() || free(Span::new(cue.end(), *end)));
    Span::new(start.unwrap_or(cue.start()), end.unwrap_or(cue.end()))
}

/// Where a cue begins, with the words before it that belong to it.
fn first(text: &str, paragraph: Span, cue: Span) -> usize {
    let mut start = cue.start();
    while let Some(head) = text[paragraph.start().min(start)..start].strip_suffix(' ') {
        let word = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if !BEFORE.contains(&word) {
            break;
        }
        start -= 1 + word.len();
    }
    // "*’s* said" without its mark.
    if text[start..].starts_with("s ") {
        start = ["’", "'"].iter().find_map(|mark| text[..start].strip_suffix(*mark)).map_or(start, str::len);
    }
    start
}

/// Where a cue ends: without the preposition behind a verb of saying, with the day between it and its content ("said *Tuesday* he won": 66 inside, 28
/// outside) and with its colon (367 and 18).
fn last(text: &str, cue: Span, behind: Option<Span>) -> usize {
    let words = cue.of(text);
    if let Some((verb, phrase)) = words.split_once(' ')
        && SAYING.contains(&verb)
        && BEHIND.contains(&phrase)
    {
        return cue.start() + verb.len();
    }
    let rest = &text[cue.end()..behind.map_or(cue.end(), |content| content.start())];
    if rest.starts_with(':') {
        return cue.end() + 1;
    }
    // "As he *put it*".
    let puts = words.rsplit(' ').next().is_some_and(|verb| matches!(verb, "put" | "puts"));
    let it = text[cue.end()..].strip_prefix(" it");
    if puts && it.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return cue.end() + " it".len();
    }
    let day = first_word(rest);
    let said = words.rsplit(' ').next().is_some_and(|verb| SAYING.contains(&verb));
    let when = rest
        .trim()
        .strip_prefix(day)
        .is_some_and(|part| part.is_empty() || matches!(part.trim(), "afternoon" | "evening" | "morning" | "night"));
    if said && is_weekday(day) && when && !rest.contains('\n') { cue.end() + rest.trim_end().len() } else { cue.end() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_has_its_auxiliaries_and_adverbs_and_no_phrase_behind_it() {
        let read = |text: &str, cue: &str, content: &str| {
            let at = |words: &str| {
                let start = text.find(words).expect("the words are there");
                Span::new(start, start + words.len())
            };
            let whole = Span::new(0, text.len());
            let source = Span::new(0, text.find(' ').expect("two words"));
            settled(text, whole, at(cue), Some(at(content)), &[source, at(content)]).of(text).to_owned()
        };
        for (text, cue, content, whole) in [
            ("Orr has also said he won", "said", "he won", "has also said"),
            ("Orr heard a suggestion that he won", "suggestion", "that he won", "a suggestion"),
            ("Orr said Tuesday night he won", "said", "he won", "said Tuesday night"),
            ("Orr said on Tuesday he won", "said", "he won", "said"),
            ("Orr wrote: “I won”", "wrote", "“I won”", "wrote:"),
            ("Orr said of Lund: “He won”", "said of", "“He won”", "said"),
            ("Orr said that he won", "said", "that he won", "said"),
        ] {
            assert_eq!(read(text, cue, content), whole, "{text}");
        }
        // The article is the source’s own.
        let text = "The said Orr";
        assert_eq!(settled(text, Span::new(0, 12), Span::new(4, 8), None, &[Span::new(0, 3)]).of(text), "said");
    }
}

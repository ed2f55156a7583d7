//! Titles: “a memo titled *The Fair*” cites a name and no statement.

/// Verbs behind which a title stands.
const TITLED: &[&str] = &["entitled", "subtitled", "titled"];
/// Verbs behind which a name stands where somebody's work or an occasion is before them: "a book *called*".
const NAMED: &[&str] = &["called", "dubbed", "named"];
/// Nouns of works and occasions that bear names.
const WORKS: &[&str] = &[
    "ad",
    "album",
    "article",
    "book",
    "column",
    "comedy",
    "conference",
    "documentary",
    "drama",
    "essay",
    "event",
    "exhibition",
    "film",
    "game",
    "memoir",
    "movie",
    "novel",
    "play",
    "podcast",
    "poem",
    "program",
    "rally",
    "report",
    "series",
    "show",
    "song",
    "speech",
    "spot",
    "tour",
    "video",
];
/// Nouns of what is cited as such.
const SLOGANS: &[&str] = &["hashtag", "motto", "slogan"];
/// The same where nothing stands between: "the *term* “fair”", and not "in the short term, “no fair.”"
const WORDS: &[&str] = &["phrase", "term", "word"];

/// A title or a slogan has at most so many words.
const MOST: usize = 16;

/// Whether `words` are a title, a name or a slogan by what stands before them.
pub(super) fn is_cited(before: &str, words: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    let close = before.rsplit(' ').next().unwrap_or("");
    let before = before.trim_end_matches([',', ':']);
    let mut back = before.rsplit(' ');
    let (last, second) = (back.next().unwrap_or(""), back.next().unwrap_or(""));
    let names = TITLED.contains(&last)
        || SLOGANS.contains(&last)
        || WORDS.contains(&close)
        || last == "as" && second == "billed"
        || NAMED.contains(&last) && WORKS.contains(&second);
    names && words.split_whitespace().count() <= MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_or_a_slogan_is_cited_and_a_person_is_called_something() {
        for before in ["Orr released a memo titled ", "a column, entitled, ", "a book called ", "an event billed as "] {
            assert!(is_cited(before, "“The Fair”"), "{before}");
        }
        for before in ["He ran on the slogan ", "used the phrase ", "under the hashtag "] {
            assert!(is_cited(before, "“The Fair”"), "{before}");
        }
        assert!(!is_cited("a speech titled ", &"word ".repeat(20)));
        for before in ["whom Orr called ", "which the board named ", "Orr said: ", "", "swords ", "In the short term, "]
        {
            assert!(!is_cited(before, "“The Fair”"), "{before}");
        }
    }
}

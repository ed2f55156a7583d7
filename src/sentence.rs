//! Sentence boundaries inside a paragraph.

use crate::text::Span;

/// Words after which a full stop does not end a sentence, in lower case and without it.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "adm", "sen", "rep",
    "gov", "pres", "hon", "st", "mt", "ft", "jr", "sr", "vs", "etc", "inc", "ltd", "co", "corp", "bros", "vol", "pp",
    "fig", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "dept",
    "est", "ave", "blvd", "amb", "atty", "supt", "insp", "det", "messrs", "e.g", "i.e",
];

/// The sentences of the bytes `paragraph` of `text`, in order, trimmed; closing quotation marks belong to the sentence they close.
#[must_use]
pub(crate) fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '\n') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, mark)) = chars.peek().copied() {
            if !matches!(mark, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '\'' | '»' | '“' | ')' | ']') {
                break;
            }
            // An opening mark after a space is the next sentence's; without one it closes this one.
            end = next + mark.len_utf8();
            chars.next();
        }
        if c == '.'
            && abbreviated(&words[start..at], words[end..].trim_start())
            && words[end..].trim_start().len() > 1
            && end == at + 1
        {
            continue;
        }
        let rest = &words[end..];
        let gap = rest.len() - rest.trim_start().len();
        if c != '\n' && gap == 0 && !rest.is_empty() {
            continue;
        }
        let opens = rest.trim_start().chars().find(|c| c.is_alphanumeric());
        if c != '\n' && opens.is_some_and(char::is_lowercase) {
            continue;
        }
        out.push(Span::new(paragraph.start() + start, paragraph.start() + end));
        start = end;
    }
    if start < words.len() {
        out.push(Span::new(paragraph.start() + start, paragraph.end()));
    }
    out.into_iter().map(|s| s.trimmed(text)).filter(|s| !s.is_empty()).collect()
}

/// Whether the words before a full stop, with `after` behind it, end in an abbreviation, an initial ("G. K.") or a dotted one ("U.S").
fn abbreviated(before: &str, after: &str) -> bool {
    let last = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '-' | '—'))
        .next()
        .unwrap_or("");
    let mut letters = last.chars().filter(|c| c.is_alphabetic());
    let single =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && last.chars().count() == 1;
    let dotted = last.contains('.') && last.split('.').all(|part| part.chars().count() <= 1);
    // "No. 5" is a number, "no." ends a sentence.
    if matches!(last.to_lowercase().as_str(), "no" | "nos") {
        return after.starts_with(|c: char| c.is_ascii_digit());
    }
    single || dotted || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case {
        text: &'static str,
        sentences: &'static [&'static str],
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let cases = [
            Case { text: "It rained. We left.", sentences: &["It rained.", "We left."] },
            Case { text: "“It rained.” She left.", sentences: &["“It rained.”", "She left."] },
            Case {
                text: "Sen. G. K. Marlowe of the U.S. said no. He left.",
                sentences: &["Sen. G. K. Marlowe of the U.S. said no.", "He left."],
            },
            Case { text: "“No!” she said. “Never”", sentences: &["“No!” she said.", "“Never”"] },
            Case { text: "Prices rose 3.5 percent… and fell.", sentences: &["Prices rose 3.5 percent… and fell."] },
            Case { text: "", sentences: &[] },
        ];
        for case in cases {
            let found: Vec<&str> =
                sentences(case.text, Span::new(0, case.text.len())).into_iter().map(|s| s.of(case.text)).collect();
            assert_eq!(found, case.sentences);
        }
    }
}

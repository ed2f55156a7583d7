//! Quotation marks: where quoted words begin and end, whatever marks the page uses, and however many are missing.

use crate::text::Span;

/// Quoted words of one paragraph, marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// From the opening mark to the closing one; without a closing mark, to the paragraph's end.
    pub span: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it goes on from the paragraph before, whose quotation was not closed.
    pub continued: bool,
}

impl Quotation {
    /// The words between the marks.
    pub fn inner(self, text: &str) -> Span {
        let words = self.span.of(text);
        let mark = |c: Option<char>| c.filter(|c| is_mark(*c)).map_or(0, char::len_utf8);
        let left = mark(words.chars().next());
        let right = if self.closed { mark(words[left..].chars().next_back()) } else { 0 };
        Span::new(self.span.start() + left, self.span.end() - right)
    }
}

/// Whether a character is a quotation mark of any kind.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '「' | '」' | '＂')
}

/// The families of marks; a quotation closes with a mark of the family that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// “…”, „…“, „…”, and "…" in any mix: pages mix them.
    Double,
    /// «…» and »…«.
    Angle,
    /// ‘…’, ‚…‘ and '…'.
    Single,
    /// 「…」.
    Corner,
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Family::Double),
        '«' | '»' | '‹' | '›' => Some(Family::Angle),
        '‘' | '’' | '‚' | '\'' => Some(Family::Single),
        '「' | '」' => Some(Family::Corner),
        _ => None,
    }
}

/// The outermost quotations of each paragraph, in order. Paragraphs are looked at in order, since a quotation that is left open
/// goes on in the next one where that begins with a mark or closes it.
pub(crate) fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Vec<Quotation>> {
    let mut open: Option<Family> = None;
    let mut out = Vec::with_capacity(paragraphs.len());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut found = scan(text, *paragraph, open);
        let next_opens = paragraphs.get(index + 1).and_then(|next| next.of(text).chars().next());
        open = found.last().filter(|(q, _)| !q.closed).map(|(_, family)| *family);
        // Without a mark at the start of the next paragraph, an open quotation is a lost mark, not a quotation that goes on,
        // unless the next one closes what it did not open.
        if let Some(family_open) = open {
            let repeated = next_opens.and_then(family) == Some(family_open);
            let closes = paragraphs.get(index + 1).is_some_and(|next| closes_first(text, *next, family_open));
            if !repeated && !closes {
                open = None;
            }
        }
        found.sort_by_key(|(q, _)| q.span.start());
        out.push(found.into_iter().map(|(q, _)| q).collect());
    }
    out
}

/// Whether the first mark of the family in the paragraph is a closing one.
fn closes_first(text: &str, paragraph: Span, wanted: Family) -> bool {
    let words = paragraph.of(text);
    words.char_indices().find(|(_, c)| family(*c) == Some(wanted)).is_some_and(|(at, c)| match c {
        '”' | '»' | '」' => true,
        '"' | '＂' => !can_open(words, at, c),
        _ => false,
    })
}

fn scan(text: &str, paragraph: Span, carried: Option<Family>) -> Vec<(Quotation, Family)> {
    let words = paragraph.of(text);
    let mut out: Vec<(Quotation, Family)> = Vec::new();
    // (start, family, the mark that opened it, whether it is carried on); only the outermost counts, `depth` holds the inner ones.
    let mut outer: Option<(usize, Family, char, bool)> = None;
    let mut depth = 0_usize;
    if let Some(family_open) = carried.filter(|f| closes_first(text, paragraph, *f)) {
        outer = Some((0, family_open, '“', true));
    }
    for (at, c) in words.char_indices() {
        let Some(kind) = family(c) else { continue };
        match outer {
            None => {
                if opens(words, at, c) {
                    let goes_on = at == 0 && carried == Some(kind);
                    outer = Some((at, kind, c, goes_on));
                    depth = 0;
                }
            }
            Some((start, family_open, mark, goes_on)) => {
                if kind != family_open {
                    continue;
                }
                if closes(words, at, c, mark) {
                    if depth > 0 {
                        depth -= 1;
                        continue;
                    }
                    let span = Span::new(paragraph.start() + start, paragraph.start() + at + c.len_utf8());
                    out.push((Quotation { span, closed: true, continued: goes_on }, kind));
                    outer = None;
                } else if matches!(c, '“' | '„' | '«') && mark == c && has_two_closers(words, at, c) {
                    depth += 1;
                }
            }
        }
    }
    if let Some((start, kind, _, goes_on)) = outer.filter(|(_, kind, _, _)| *kind != Family::Single) {
        let span = Span::new(paragraph.start() + start, paragraph.end());
        out.push((Quotation { span, closed: false, continued: goes_on }, kind));
    }
    out
}

/// Whether the mark at `at` can begin a quotation when none is open.
fn opens(words: &str, at: usize, c: char) -> bool {
    match c {
        '”' | '›' | '」' => false,
        '’' => false,
        '»' => can_open(words, at, c) && words[at + c.len_utf8()..].contains('«'),
        '\'' | '‘' => can_open(words, at, c) && single_closer(words, at + c.len_utf8()).is_some(),
        _ => can_open(words, at, c),
    }
}

/// Whether the mark at `at` stands where an opening mark stands: not after a letter or closing punctuation, not before a blank.
fn can_open(words: &str, at: usize, c: char) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + c.len_utf8()..].chars().next();
    let free = before.is_none_or(|b| {
        b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '―' | '/' | ':' | '…') || is_mark(b)
    });
    free && after.is_some_and(|a| !a.is_whitespace() && !matches!(a, ',' | ';' | ')'))
}

/// Whether the mark at `at` ends the quotation that `mark` began.
fn closes(words: &str, at: usize, c: char, mark: char) -> bool {
    match mark {
        '"' | '＂' => {
            matches!(c, '"' | '”' | '＂') && !(c != '”' && can_open(words, at, c) && at != 0 && reopened(words, at))
        }
        // German marks close with the English opening one.
        '„' | '‚' => matches!(c, '“' | '”' | '"' | '‘' | '’'),
        '“' | '‟' => c == '”' || c == '"' && !can_open(words, at, c),
        '«' => c == '»',
        '»' => c == '«',
        '‹' => c == '›',
        '「' => c == '」',
        '‘' | '\'' => {
            let from = words[..at].rfind(mark).map_or(0, |p| p + mark.len_utf8());
            single_closer(words, from) == Some(at)
        }
        _ => false,
    }
}

/// Straight marks carry no direction: one that stands where an opening mark stands, after a sentence end and with a further mark
/// behind it, begins a new quotation whose forerunner lost its closing mark.
fn reopened(words: &str, at: usize) -> bool {
    let before = words[..at].trim_end();
    before.ends_with(['.', '!', '?']) && words[at + 1..].contains('"')
}

/// Where a single quotation that began before `from` ends: a mark behind punctuation, or one that no letter follows and that is not
/// the apostrophe of a plural ("the workers’ rights").
fn single_closer(words: &str, from: usize) -> Option<usize> {
    let mut fallback = None;
    for (offset, c) in words[from..].char_indices() {
        if !matches!(c, '’' | '\'') {
            continue;
        }
        let at = from + offset;
        let before = words[..at].chars().next_back();
        let after = words[at + c.len_utf8()..].chars().next();
        if offset == 0 || after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        if before.is_some_and(|b| matches!(b, ',' | '.' | '!' | '?' | '…')) {
            return Some(at);
        }
        if fallback.is_none() && before.is_some_and(|b| b.is_alphanumeric() && b != 's') {
            fallback = Some(at);
        }
    }
    fallback
}

/// Whether a second opening mark of the same kind is a nested quotation (two closing marks follow) and not a repeated one.
fn has_two_closers(words: &str, at: usize, c: char) -> bool {
    let close = if c == '«' { '»' } else { '”' };
    words[at..].chars().filter(|x| *x == close).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Vec<String>> {
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            paragraphs.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        let all = quotations(text, &paragraphs);
        all.iter().map(|p| p.iter().map(|q| q.span.of(text).to_owned()).collect()).collect()
    }

    struct Case {
        text: &'static str,
        quotations: &'static [&'static [&'static str]],
    }

    #[test]
    fn every_common_mark_is_read() {
        let cases = [
            Case { text: "“Yes,” she said. “No.”", quotations: &[&["“Yes,”", "“No.”"]] },
            Case { text: "\"Yes,\" she said. \"No.\"", quotations: &[&["\"Yes,\"", "\"No.\""]] },
            Case { text: "Er sagt: „Nein“, dann «oui».", quotations: &[&["„Nein“", "«oui»"]] },
            Case {
                text: "‘We can’t stay,’ he said, the workers’ man.", quotations: &[&["‘We can’t stay,’"]]
            },
            Case { text: "It's the workers' day, isn't it", quotations: &[&[]] },
            Case {
                text: "“He said ‘go’ and went,” she said.", quotations: &[&["“He said ‘go’ and went,”"]]
            },
            Case {
                text: "“He called it “a farce” twice,” she said.",
                quotations: &[&["“He called it “a farce” twice,”"]],
            },
            Case { text: "She left.” He “stayed”.", quotations: &[&["“stayed”"]] },
            Case { text: "A 5\" pipe and a \"pipe dream\"", quotations: &[&["\"pipe dream\""]] },
            Case { text: "“One.\n“Two.\nThree.", quotations: &[&["“One."], &["“Two."], &[]] },
            Case { text: "“One.\nTwo,” she said.", quotations: &[&["“One."], &["Two,”"]] },
        ];
        for case in cases {
            assert_eq!(found(case.text), case.quotations, "{}", case.text);
        }
    }

    #[test]
    fn a_repeated_mark_continues_and_a_lost_one_does_not() {
        let text = "“One.\n“Two,” she said.";
        let paragraphs = [Span::new(0, 7), Span::new(8, text.len())];
        let all = quotations(text, &paragraphs);
        assert!(!all[0][0].closed && all[1][0].continued && all[1][0].closed);
        assert_eq!(all[1][0].inner(text).of(text), "Two,");
    }
}

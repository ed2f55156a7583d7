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
        let marks: Vec<Mark> = marks(words).collect();
        let left = marks.first().filter(|mark| mark.at == 0).map_or(0, |mark| mark.len);
        let right = marks.last().filter(|mark| self.closed && mark.end() == words.len() && mark.at >= left);
        Span::new(self.span.start() + left, self.span.end() - right.map_or(0, |mark| mark.len))
    }
}

/// Whether a character is a quotation mark of any kind.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '「' | '」' | '＂')
}

/// A quotation mark in a paragraph: one character, or two single marks that stand for a double one (``so'' and ''so'').
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    len: usize,
    /// The character it is, or that the two stand for.
    shape: char,
    family: Family,
}

impl Mark {
    fn end(self) -> usize {
        self.at + self.len
    }
}

/// The marks of a paragraph in order. Of three single marks in a row the outer two are the double one: the first two where they open, the
/// last two where they close.
fn marks(words: &str) -> impl Iterator<Item = Mark> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from;
            let c = words[at..].chars().next()?;
            let double = match c {
                '\'' => Some('"'),
                '`' | '‘' => Some('“'),
                '’' => Some('”'),
                _ => None,
            };
            let double = double.filter(|_| {
                let run = words[at..].chars().take_while(|next| *next == c).count();
                let behind_words = words[..at].chars().next_back().is_some_and(|before| !before.is_whitespace());
                run >= 2 && !(run == 3 && behind_words)
            });
            let shape = double.unwrap_or(c);
            let len = if double.is_some() { 2 } else { 1 } * c.len_utf8();
            from = at + len;
            if let Some(family) = family(shape) {
                return Some(Mark { at, len, shape, family });
            }
        }
    })
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
    marks(words).find(|mark| mark.family == wanted).is_some_and(|mark| match mark.shape {
        '”' => !turned(words, mark),
        '»' | '」' => true,
        '"' | '＂' => !can_open(words, mark),
        _ => false,
    })
}

fn scan(text: &str, paragraph: Span, carried: Option<Family>) -> Vec<(Quotation, Family)> {
    let words = paragraph.of(text);
    let mut out: Vec<(Quotation, Family)> = Vec::new();
    // (start, family, shape of the opening mark, whether it is carried on); only the outermost counts, `depth` holds the inner ones.
    let mut outer: Option<(usize, Family, char, bool)> = None;
    let mut depth = 0_usize;
    if let Some(family_open) = carried.filter(|f| closes_first(text, paragraph, *f)) {
        outer = Some((0, family_open, '“', true));
    }
    for mark in marks(words) {
        match outer {
            None => {
                if opens(words, mark) {
                    let goes_on = mark.at == 0 && carried == Some(mark.family);
                    outer = Some((mark.at, mark.family, mark.shape, goes_on));
                    depth = 0;
                }
            }
            Some((start, family_open, opening, goes_on)) => {
                if mark.family != family_open {
                    continue;
                }
                if closes(words, mark, opening) {
                    if depth > 0 {
                        depth -= 1;
                        continue;
                    }
                    let span = Span::new(paragraph.start() + start, paragraph.start() + mark.end());
                    out.push((Quotation { span, closed: true, continued: goes_on }, mark.family));
                    outer = None;
                } else if matches!(mark.shape, '“' | '„' | '«') && opening == mark.shape && has_two_closers(words, mark)
                {
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

/// Whether the mark can begin a quotation when none is open.
fn opens(words: &str, mark: Mark) -> bool {
    match mark.shape {
        '”' => turned(words, mark),
        '›' | '」' | '’' => false,
        '»' => can_open(words, mark) && words[mark.end()..].contains('«'),
        '\'' | '‘' => can_open(words, mark) && single_closer(words, mark.end()).is_some(),
        _ => can_open(words, mark),
    }
}

/// Whether a closing mark stands where a paragraph begins: ”So we left,” by a slip for “So we left,”.
fn turned(words: &str, mark: Mark) -> bool {
    mark.at == 0 && can_open(words, mark) && marks(&words[mark.end()..]).any(|next| next.shape == '”')
}

/// Whether the mark stands where an opening mark stands: not after a letter or closing punctuation, not before a blank.
fn can_open(words: &str, mark: Mark) -> bool {
    let before = words[..mark.at].chars().next_back();
    let after = words[mark.end()..].chars().next();
    let free = before.is_none_or(|b| {
        b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '―' | '/' | ':' | '…') || is_mark(b)
    });
    free && after.is_some_and(|a| !a.is_whitespace() && !matches!(a, ',' | ';' | ')'))
}

/// Whether the mark ends the quotation that a mark of the shape `opening` began.
fn closes(words: &str, mark: Mark, opening: char) -> bool {
    let c = mark.shape;
    match opening {
        '"' | '＂' => {
            matches!(c, '"' | '”' | '＂')
                && !(c != '”' && can_open(words, mark) && mark.at != 0 && reopened(words, mark))
        }
        // German marks close with the English opening one.
        '„' | '‚' => matches!(c, '“' | '”' | '"' | '‘' | '’'),
        '“' | '‟' | '”' => c == '”' || c == '"' && !can_open(words, mark),
        '«' => c == '»',
        '»' => c == '«',
        '‹' => c == '›',
        '「' => c == '」',
        '‘' | '\'' => {
            let from = words[..mark.at].rfind(opening).map_or(0, |p| p + opening.len_utf8());
            single_closer(words, from) == Some(mark.at)
        }
        _ => false,
    }
}

/// Straight marks carry no direction: one that stands where an opening mark stands, after a sentence end and with a further mark
/// behind it, begins a new quotation whose forerunner lost its closing mark.
fn reopened(words: &str, mark: Mark) -> bool {
    let before = words[..mark.at].trim_end();
    before.ends_with(['.', '!', '?']) && marks(&words[mark.end()..]).any(|next| next.shape == '"')
}

/// Where a single quotation that began before `from` ends: a mark behind punctuation, or one that no letter follows and that is not
/// the apostrophe of a plural ("the workers’ rights"), which has no punctuation behind it. The first one of these where a further quotation
/// begins behind it.
fn single_closer(words: &str, from: usize) -> Option<usize> {
    let mut fallback = None;
    for mark in marks(&words[from..]).filter(|mark| matches!(mark.shape, '’' | '\'' | '‘')) {
        let at = from + mark.at;
        let before = words[..at].chars().next_back();
        let after = words[from + mark.end()..].chars().next();
        let opens = mark.shape != '’' && can_open(words, Mark { at, ..mark });
        if opens && fallback.is_some() {
            return fallback;
        }
        if opens || mark.shape == '‘' {
            continue;
        }
        if mark.at == 0 || after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        if before.is_some_and(|b| matches!(b, ',' | '.' | '!' | '?' | '…')) {
            return Some(at);
        }
        let ended = after.is_none_or(|a| matches!(a, '.' | ',' | ';' | ':' | '?' | '!' | ')'));
        if fallback.is_none() && before.is_some_and(|b| b.is_alphanumeric() && (b != 's' || ended)) {
            fallback = Some(at);
        }
    }
    fallback
}

/// Whether a second opening mark of the same kind is a nested quotation (two closing marks follow) and not a repeated one.
fn has_two_closers(words: &str, mark: Mark) -> bool {
    let close = if mark.shape == '«' { '»' } else { '”' };
    marks(&words[mark.at..]).filter(|next| next.shape == close).count() >= 2
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
            Case { text: "a man ‘on the bus’. He ‘left’.", quotations: &[&["‘on the bus’", "‘left’"]] },
            Case { text: "It was ‘lost’ and ‘gone,’ he said.", quotations: &[&["‘lost’", "‘gone,’"]] },
            Case {
                text: "‘The workers’, not the lords’, fault,’ he said.",
                quotations: &[&["‘The workers’, not the lords’, fault,’"]],
            },
            Case {
                text: "“He said ‘go’ and went,” she said.", quotations: &[&["“He said ‘go’ and went,”"]]
            },
            Case {
                text: "“He called it “a farce” twice,” she said.",
                quotations: &[&["“He called it “a farce” twice,”"]],
            },
            Case { text: "She left.” He “stayed”.", quotations: &[&["“stayed”"]] },
            Case { text: "A 5\" pipe and a \"pipe dream\"", quotations: &[&["\"pipe dream\""]] },
            Case { text: "''Yes,'' she said. ''It's 'no' now.''", quotations: &[&["''Yes,''", "''It's 'no' now.''"]] },
            Case { text: "``Yes,'' he said, and ``no.''", quotations: &[&["``Yes,''", "``no.''"]] },
            Case { text: "‘‘Yes,’’ he said. ’’No", quotations: &[&["‘‘Yes,’’"]] },
            Case { text: "''He said 'go,''' she said. 'So,' he said.", quotations: &[&["''He said 'go,'''", "'So,'"]] },
            Case { text: "”Yes,” she said. “No.”", quotations: &[&["”Yes,”", "“No.”"]] },
            Case { text: "''One.\n''Two,'' she said.", quotations: &[&["''One."], &["''Two,''"]] },
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

    #[test]
    fn doubled_single_marks_are_no_part_of_the_words() {
        let text = "``It's 'no,''' she said.";
        let [quotation] = quotations(text, &[Span::new(0, text.len())])[0][..] else { panic!("one quotation") };
        assert_eq!(quotation.inner(text).of(text), "It's 'no,'");
    }
}

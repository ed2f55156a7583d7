//! Positions in a text: byte spans inside the program, Unicode code points in files.

/// A half-open range of bytes `[start, end)` of an article's text, on character boundaries.
///
/// Every position inside the library is a `Span` in bytes; [`CodePoints`] converts where a file is written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If `end < start`, which is a mistake of the caller.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `position` lies inside.
    #[must_use]
    pub const fn holds(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// The bytes both share, if any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self::new(self.start.max(other.start), self.end.min(other.end)))
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words it stands for.
    ///
    /// # Panics
    /// If the span does not belong to `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same span without white space (and zero-width characters) at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let blank = |c: char| c.is_whitespace() || is_zero_width(c);
        let left = words.len() - words.trim_start_matches(blank).len();
        if left == words.len() {
            return Self::new(self.start, self.start);
        }
        let right = words.len() - words.trim_end_matches(blank).len();
        Self::new(self.start + left, self.end - right)
    }
}

/// The word right before a span, in lower case; empty where punctuation or the start of the text stands there.
pub(crate) fn word_before(text: &str, span: Span) -> String {
    let before = text[..span.start()].trim_end_matches([' ', '\u{a0}']);
    before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase()
}

/// The last bytes of a text, at most so many and from a whole character on.
pub(crate) fn last_bytes(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

/// Whether one of the words is among `listed`, whatever its capitals.
pub(crate) fn holds_any(words: &str, listed: &[&str]) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| listed.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// Whether a word stands near a place of the text as it is: within so many bytes that an article of any length is read in a time that grows as
/// it.
pub(crate) fn has_word(text: &str, place: usize, word: &str) -> bool {
    const NEAR: usize = 1 << 15;
    let from = text.floor_char_boundary(place.saturating_sub(NEAR));
    let text = &text[from..text.floor_char_boundary(place + NEAR)];
    let inside = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(inside) && !text[at + word.len()..].starts_with(inside))
}

/// The first word, empty where there is none.
pub(crate) fn first_word(words: &str) -> &str {
    words.split_whitespace().next().unwrap_or("")
}

/// Where the run of words with a capital that opens `words` ends, in bytes, and of how many it is, `most` at most: punctuation behind a
/// word ends it.
pub(crate) fn capitalised(words: &str, most: usize) -> (usize, usize) {
    let (mut place, mut end, mut count) = (0, 0, 0);
    for word in words.split(' ').take(most) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        end = place + bare.len();
        count += 1;
        if bare.len() < word.len() {
            break;
        }
        place += word.len() + 1;
    }
    (end, count)
}

/// Characters that take no room and mean nothing to a reader: byte-order mark, zero-width spaces and joiners, soft hyphen.
#[must_use]
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{00ad}' | '\u{202a}'..='\u{202e}')
}

/// Converts between byte offsets and code points of one text.
///
/// Built in one pass; a conversion looks at no more than 256 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each multiple of [`Self::STEP`] bytes.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 256;

    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            before.push(count);
            count += chunk.iter().filter(|byte| is_boundary(**byte)).count();
        }
        before.push(count);
        Self { text, before }
    }

    /// How many code points stand before byte `offset`; an offset past the end counts the whole text.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let chunk = offset / Self::STEP;
        let tail = &self.text.as_bytes()[chunk * Self::STEP..offset];
        self.before[chunk] + tail.iter().filter(|byte| is_boundary(**byte)).count()
    }

    /// The byte offset of code point number `point`; one past the end gives the length of the text, more gives `None`.
    #[must_use]
    pub fn byte(&self, point: usize) -> Option<usize> {
        let chunk = self.before.partition_point(|count| *count <= point).checked_sub(1)?;
        let mut left = point - self.before[chunk];
        for (offset, byte) in self.text.as_bytes().iter().enumerate().skip(chunk * Self::STEP) {
            if is_boundary(*byte) {
                if left == 0 {
                    return Some(offset);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }

    /// `(start, end)` of a span, in code points.
    #[must_use]
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// The span of a pair of code points, if both lie in the text and in order.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end).then_some(())?;
        Some(Span::new(self.byte(start)?, self.byte(end)?))
    }
}

/// Whether a byte of UTF-8 begins a code point.
const fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trims_blank_and_invisible_ends() {
        let text = " \u{200b}Zoë\u{feff}\n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "Zoë");
        assert!(Span::new(0, 1).trimmed(text).is_empty());
    }

    #[test]
    fn overlap_is_half_open() {
        let (a, b) = (Span::new(0, 3), Span::new(3, 5));
        assert!(!a.overlaps(b));
        assert_eq!(a.hull(b), Span::new(0, 5));
        assert_eq!(a.intersection(Span::new(2, 4)), Some(Span::new(2, 3)));
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "[a-zé“”―𝄞\n ]{0,700}") {
            let points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset), count);
                prop_assert_eq!(points.byte(count), Some(offset));
            }
            prop_assert_eq!(points.byte(text.chars().count()), Some(text.len()));
            prop_assert_eq!(points.byte(text.chars().count() + 1), None);
        }
    }
}

//! Words as names are compared: without dots, accents and invisible characters, in lower case, with their shape kept.

use crate::text::is_zero_width;

/// The longest folded word that can be part of a name, in bytes.
pub(super) const LONGEST: usize = 48;

/// How the letters of a word are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Begins with a lower-case letter, a digit, or a letter of a script without case.
    Lower,
    /// Begins with an upper-case letter.
    Capital,
    /// Two or more letters, all upper-case.
    Capitals,
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    folded: [u8; LONGEST],
    len: usize,
    /// One past its last byte in the text; the last dot of "U.S." is part of the word.
    pub(super) end: usize,
    pub(super) shape: Shape,
    /// Whether dots stand between its letters.
    pub(super) dotted: bool,
}

impl Word {
    /// Its letters in lower case without accents; empty for a word that is too long to be part of a name.
    pub(super) fn folded(&self) -> &str {
        std::str::from_utf8(&self.folded[..self.len]).unwrap_or_default()
    }

    /// Reads the word that begins at byte `start`, if one does.
    pub(super) fn read(text: &str, start: usize) -> Option<Self> {
        let mut word = Self { folded: [0; LONGEST], len: 0, end: start, shape: Shape::Lower, dotted: false };
        let (mut letters, mut upper, mut since_dot, mut first_upper) = (0_usize, 0_usize, 0_usize, false);
        let mut fits = true;
        for (offset, c) in text.get(start..)?.char_indices() {
            if is_ignored(c) {
                continue;
            }
            if c == '.' && since_dot == 1 && (word.dotted || letters == 1) {
                let rest = &text[start + offset + 1..];
                if rest.chars().find(|c| !is_ignored(*c)).is_some_and(char::is_alphabetic) {
                    word.dotted = true;
                    since_dot = 0;
                    continue;
                }
                if word.dotted {
                    word.end = start + offset + 1;
                }
                break;
            }
            if !c.is_alphanumeric() {
                break;
            }
            first_upper |= letters == 0 && word.len == 0 && c.is_uppercase();
            since_dot += 1;
            letters += usize::from(c.is_alphabetic());
            upper += usize::from(c.is_uppercase());
            fits &= word.push(c);
            word.end = start + offset + c.len_utf8();
        }
        if word.end == start {
            return None;
        }
        if !fits {
            word.len = 0;
        }
        // "G7" and "F.D.P." are abbreviations, "N." and "A" only begin with a capital.
        let signs =
            if letters == upper { text[start..word.end].chars().filter(|c| c.is_alphanumeric()).count() } else { 0 };
        word.shape = match (first_upper, signs >= 2) {
            (true, true) => Shape::Capitals,
            (true, false) => Shape::Capital,
            (false, _) => Shape::Lower,
        };
        Some(word)
    }

    /// Appends a character, folded; says whether there was room.
    fn push(&mut self, c: char) -> bool {
        for lower in c.to_lowercase().filter(|c| !is_ignored(*c)) {
            let mut buffer = [0; 4];
            let bytes = without_accent(lower).encode_utf8(&mut buffer).as_bytes();
            let Some(room) = self.folded.get_mut(self.len..self.len + bytes.len()) else {
                return false;
            };
            room.copy_from_slice(bytes);
            self.len += bytes.len();
        }
        true
    }
}

/// Where the word after `word` begins, and whether a comma stands between; `None` where a name cannot go on.
pub(super) fn next_start(text: &str, word: &Word) -> Option<(usize, bool)> {
    let mut chars = text[word.end..].char_indices().filter(|(_, c)| !is_ignored(*c)).peekable();
    let mut comma = false;
    // "St. Lucia", "N. Korea", "Donald J. Trump"
    if word.len <= 2 && !word.dotted && chars.next_if(|(_, c)| *c == '.').is_some() {
        chars.peek().filter(|(_, c)| c.is_whitespace())?;
    } else if chars.next_if(|(_, c)| *c == ',').is_some() {
        comma = true;
        chars.peek().filter(|(_, c)| c.is_whitespace())?;
    }
    // "Workers' Party"
    let apostrophe = usize::from(chars.next_if(|(_, c)| is_apostrophe(*c)).is_some());
    let (mut signs, mut lines) = (apostrophe, 0);
    while let Some((_, c)) = chars.next_if(|(_, c)| c.is_whitespace()) {
        signs += 1;
        lines += usize::from(c == '\n');
    }
    if signs == 0 && chars.next_if(|(_, c)| is_hyphen(*c)).is_some() {
        signs = 1;
    }
    // An empty line ends a paragraph.
    if signs == 0 || lines > 1 {
        return None;
    }
    let (offset, c) = chars.next()?;
    c.is_alphanumeric().then_some((word.end + offset, comma))
}

/// Whether a word can begin at byte `start`: no letter or digit stands right before it.
pub(super) fn begins_word(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().rev().find(|c| !is_ignored(*c)));
    text.is_char_boundary(start) && !before.is_some_and(char::is_alphanumeric)
}

/// The first byte after `position` at which a word may begin: past the word, or the character, that stands there.
pub(super) fn after(text: &str, position: usize) -> usize {
    let step = || text.get(position..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    Word::read(text, position).map_or_else(|| position + step(), |word| word.end)
}

/// The words of `text` as names are compared, with one space between.
pub(super) fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut start = 0;
    while start < text.len() {
        let Some(word) = Word::read(text, start) else {
            start += text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word.folded());
        start = word.end;
    }
    words
}

/// Characters that are passed over: invisible ones and accents that are characters of their own.
fn is_ignored(c: char) -> bool {
    is_zero_width(c) || matches!(c, '\u{300}'..='\u{36f}')
}

/// Hyphens, which join the words of a name as a space does.
const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Apostrophes and what is typed for them; they too join the words of a name.
const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`')
}

/// The base letter of a lower-case Latin letter.
const fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_to_one_name() {
        for text in ["Kim Jong-un", "KIM JONG UN", "Kim\u{a0}Jong\u{2011}Un", "Ki\u{200b}m Jong-un."] {
            assert_eq!(folded(text), "kim jong un");
        }
        assert_eq!(folded("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(folded("Co\u{302}te d'Ivoire"), "cote d ivoire");
        assert_eq!(folded("U.S.S.R."), "ussr");
        assert_eq!(folded("İstanbul, São Tomé"), "istanbul sao tome");
    }

    #[test]
    fn the_last_dot_belongs_to_an_abbreviation_only() {
        for (text, word) in
            [("U.S. officials", "U.S."), ("US.", "US"), ("U.S.-led", "U.S."), ("Korea.", "Korea"), ("É.", "É")]
        {
            let read = Word::read(text, 0).expect("a word");
            assert_eq!(&text[..read.end], word);
        }
    }

    #[test]
    fn a_word_too_long_for_a_name_folds_to_nothing() {
        let text = "é".repeat(500);
        let word = Word::read(&text, 0).expect("a word");
        assert_eq!((word.folded(), word.end), ("", text.len()));
    }
}

//! Personal names: which are one person's, and which are two people's.

use super::Agreement;
use super::lexicon::{honorific, is_title, is_title_noun};
use crate::text::is_zero_width;

/// Surnames that are written before the given name, as East Asian names are in news.
const FAMILY_FIRST: &[&str] = &[
    "kim", "lee", "yi", "park", "choi", "jung", "jeong", "kang", "cho", "yoon", "jang", "lim", "han", "shin", "moon",
    "xi", "li", "wang", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou", "xu", "sun", "hu", "zhu", "lin",
    "guo", "deng", "mao", "wen", "nguyen", "tran", "pham", "chung", "roh",
];

/// A person's name without titles, words in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PersonName {
    pub words: Vec<String>,
    /// Titles before the name, in lower case.
    pub titles: Vec<String>,
    /// What a title before the name, or the given name, says.
    pub agreement: Option<Agreement>,
    /// The name as written, without titles.
    pub display: String,
}

impl PersonName {
    /// Reads a name; `None` where nothing but titles is left.
    pub fn parse(text: &str) -> Option<Self> {
        let clean: String = without_nickname(text).chars().filter(|c| !is_zero_width(*c)).collect();
        let clean = parted(&clean.replace('’', "'").replace('\u{a0}', " "));
        let mut agreement = None;
        let mut titles = Vec::new();
        let mut kept: Vec<&str> = Vec::new();
        let mut words = clean.split_whitespace();
        while let Some(word) = words.next() {
            let word = word.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')'));
            let word = word.strip_suffix("'s").unwrap_or(word);
            let bare = word.trim_end_matches('.').to_lowercase();
            if kept.is_empty() && bare == "of" && !titles.is_empty() {
                // "Secretary of State Ilse Brandt", "Speaker of the House Ilse Brandt".
                if words.next() == Some("the") {
                    words.next();
                }
            } else if kept.is_empty() && (is_title(&bare) || word == "Del.") {
                agreement = agreement.or(honorific(&bare));
                titles.push(bare);
            } else if !bare.is_empty() && !matches!(bare.as_str(), "jr" | "sr" | "ii" | "iii") {
                kept.push(word);
            }
        }
        // A marine, where somebody's given name follows.
        if let ["Marine", given, _, ..] = kept.as_slice()
            && super::given::agreement(&given.to_lowercase()).is_some()
        {
            titles.push(kept.remove(0).to_lowercase());
        }
        // "Mr. King": what is left behind the honorifics is a name, whatever else it may mean.
        if kept.is_empty() {
            let words: Vec<&str> = clean.split_whitespace().collect();
            if let [.., title, last] = words.as_slice() {
                let honorific_before = honorific(&title.trim_end_matches('.').to_lowercase()).is_some();
                kept.extend(Some(*last).filter(|w| honorific_before && w.starts_with(char::is_uppercase)));
            }
        }
        let display = kept.join(" ");
        let words: Vec<String> = kept.iter().map(|w| w.trim_end_matches('.').to_lowercase()).collect();
        let given = words.first().filter(|_| words.len() > 1).and_then(|first| super::given::agreement(first));
        (!words.is_empty()).then_some(Self { words, titles, agreement: agreement.or(given), display })
    }

    /// The same name with one more title, if `word` is one.
    pub fn with_title(mut self, word: &str) -> Self {
        let bare = word.trim_end_matches('.').to_lowercase();
        if is_title(&bare) && !self.titles.contains(&bare) {
            self.agreement = self.agreement.or(honorific(&bare));
            self.titles.push(bare);
        }
        self
    }

    /// The surname of two words whose first may be an office as well as a given name ("Dean Orr").
    pub fn behind_office(&self) -> Option<Self> {
        let [office, surname] = self.words.as_slice() else { return None };
        let display = self.display.split_once(' ').filter(|_| is_title_noun(office))?.1.to_owned();
        let titles = self.titles.iter().chain([office]).cloned().collect();
        Some(Self { words: vec![surname.clone()], titles, agreement: None, display })
    }

    /// Whether it is more than a surname or a given name.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Whether the surname stands first ("Kim Jong-un").
    fn family_first(&self) -> bool {
        self.is_full()
            && (FAMILY_FIRST.contains(&self.words[0].as_str())
                || self.words.len() == 2
                    && self.display.rsplit_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase)))
    }

    /// Whether two full names can be one person's: the same surname, and given names that agree as far as they go.
    pub fn agrees(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.words.last(), other.words.last()) else { return false };
        if self.family_first() && other.family_first() {
            return self.words[0] == other.words[0] && squeezed(&self.words[1..]) == squeezed(&other.words[1..]);
        }
        let (first, second) = (&self.words[0], &other.words[0]);
        let short = |x: &str, y: &str| {
            x.chars().count() <= 2 && y.starts_with(x.trim_end_matches('.').chars().next().unwrap_or('\0'))
        };
        let given = first == second
            || short(first, second)
            || short(second, first)
            || first.starts_with(second.as_str())
            || second.starts_with(first.as_str());
        // "George W. Bush" is not "George H.W. Bush".
        if let ([_, mine, .., _], [_, theirs, .., _]) = (self.words.as_slice(), other.words.as_slice())
            && mine.chars().next() != theirs.chars().next()
        {
            return false;
        }
        // "Pacheco Pardo" inside "Ramon Pacheco Pardo".
        a == b && (given || self.words.ends_with(&other.words) || other.words.ends_with(&self.words))
    }

    /// Whether one is the name of the other before she took her husband's beside it: "Nancy Davis", "Nancy Davis Reagan".
    pub fn is_maiden(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        let given = super::given::agreement(&short.words[0]) == Some(Agreement::Feminine);
        given && short.words.len() == 2 && long.words.len() == 3 && long.words.starts_with(&short.words)
    }

    /// Whether the short name `other` can stand for this full one: 2 as a surname, 1 as a given name, 0 not.
    pub fn answers_to(&self, other: &Self) -> u8 {
        if self.family_first() && self.words.starts_with(&other.words) {
            return 2;
        }
        if self.words.ends_with(&other.words) {
            return 2;
        }
        // "Pacheco" for "Ramon Pacheco Pardo"; a given name alone.
        let inside = other.words.len() == 1 && self.words.contains(&other.words[0]);
        u8::from(inside)
    }
}

/// A name without the words in quotation marks in the midst of it: "Elena “Tig” Varga".
fn without_nickname(name: &str) -> String {
    let opens = name.find(['“', '"']).filter(|at| *at > 0);
    let closes = name.rfind(['”', '"']).filter(|at| opens.is_some_and(|opens| opens < *at));
    match (opens, closes.and_then(|at| name[at..].chars().next().map(|mark| at + mark.len_utf8()))) {
        (Some(opens), Some(end)) if end < name.len() => format!("{}{}", name[..opens].trim_end(), &name[end..]),
        _ => name.to_owned(),
    }
}

/// A handle's words: "IlseBrandt" is Ilse Brandt; "McBride", "VandeHei" and what ends in capitals are one word.
fn parted(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let places: Vec<usize> = (1..letters.len()).filter(|at| letters[*at].is_uppercase()).collect();
    match places.as_slice() {
        [at] if *at > 3 && letters.len() - at > 3 && !name.contains([' ', '-', '\'']) => {
            let (first, last) = letters.split_at(*at);
            format!("{} {}", first.iter().collect::<String>(), last.iter().collect::<String>())
        }
        _ => name.to_owned(),
    }
}

/// "jong-un", "jong un" and "jongun" are one spelling.
fn squeezed(words: &[String]) -> String {
    words.concat().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).expect("a name")
    }

    #[test]
    fn spellings_of_one_person_agree_and_two_people_do_not() {
        for (a, b) in [
            ("Kim Jong-un", "Kim Jong Un"),
            ("Ramon Pacheco Pardo", "Pacheco Pardo"),
            ("Joseph R. Varga", "Joe Varga"),
            ("President Elena Varga", "Elena Varga"),
            ("Secretary of State Elena Varga", "Elena Varga"),
            ("Speaker of the House Rep. Elena Varga", "Elena Varga"),
            ("ElenaVarga", "Elena Varga"),
            ("E. Varga", "Elena Varga"),
        ] {
            let agree = name(a).agrees(&name(b));
            assert_eq!(agree, !a.starts_with("Joseph"), "{a} / {b}");
        }
        assert!(!name("Elena Varga").agrees(&name("Tomas Varga")));
        assert!(
            name("Elena Varga").is_maiden(&name("Elena Varga Lund"))
                && !name("Tomas Varga").is_maiden(&name("Tomas Varga Lund"))
        );
        assert!(
            name("Elena “Tig” Varga").agrees(&name("Elena Varga"))
                && name("Elena \"The Rock\" Varga").display == "Elena Varga"
        );
        assert_eq!(name("Marine Tomas Varga").display, "Tomas Varga");
        assert!(!name("Kim Jong-un").agrees(&name("Kim Yo-jong")));
        assert!(!name("Tomas W. Varga").agrees(&name("Tomas H.W. Varga")));
        assert!(
            name("Tomas W. Varga").agrees(&name("Tomas Varga")) && name("T. W. Varga").agrees(&name("Tomas W. Varga"))
        );
    }

    #[test]
    fn short_names_answer_by_surname_first() {
        assert_eq!(name("Kim Jong-un").answers_to(&name("Kim")), 2);
        assert_eq!(name("Elena Varga").answers_to(&name("Ms. Varga's")), 2);
        assert_eq!(name("Elena Varga").answers_to(&name("Elena")), 1);
        assert_eq!(name("Elena Varga").answers_to(&name("Tomas")), 0);
        assert_eq!(name("Ms. Varga").agreement, Some(Agreement::Feminine));
        assert!(PersonName::parse("President").is_none());
    }
}

//! Which language a body is written in, and whether that is the one the model reads.

use crate::text::Span;
use whatlang::Lang;

/// A natural language that can be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(Lang);

/// How much of a body is looked at, in bytes: enough to be sure, little enough to be quick.
const SAMPLE: usize = 6_000;
/// Fewer letters than this tell nothing; scripts that write a word in a sign or two need fewer.
const ENOUGH: usize = 150;
const ENOUGH_DENSE: usize = 40;

impl Language {
    /// English, the language the model reads.
    pub const ENGLISH: Self = Self(Lang::Eng);

    /// Its ISO 639-1 code, or the ISO 639-3 one where there is none.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES.iter().find(|(lang, _)| *lang == self.0).map_or_else(|| self.0.code(), |(_, code)| *code)
    }

    /// Its name in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.eng_name()
    }

    /// The language of a code such as `en`, `en-GB` or `eng`; `None` where it cannot be recognised.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let known = CODES.iter().find(|(_, short)| *short == code).map(|(lang, _)| *lang);
        known.or_else(|| Lang::from_code(&*code)).map(Self)
    }

    /// The language of the paragraphs of a body; `None` where they are too short or too mixed to be sure.
    pub(super) fn of_body(text: &str, paragraphs: &[Span]) -> Option<Self> {
        let mut sample = String::new();
        for paragraph in paragraphs {
            let words = paragraph.of(text);
            sample.push_str(&words[..words.floor_char_boundary(SAMPLE - sample.len().min(SAMPLE))]);
            sample.push('\n');
            if sample.len() >= SAMPLE {
                break;
            }
        }
        Self::of(&sample)
    }

    fn of(sample: &str) -> Option<Self> {
        let info = whatlang::detect(sample)?;
        let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
        let enough = if info.script() == whatlang::Script::Latin { ENOUGH } else { ENOUGH_DENSE };
        if letters < enough {
            return None;
        }
        let english = share_of_english_words(sample);
        if english >= 0.2 || (info.lang() == Lang::Eng && english >= 0.08) {
            return Some(Self::ENGLISH);
        }
        // A text full of foreign names can look foreign by its letters alone.
        (info.is_reliable() && english < 0.08).then(|| Self(info.lang()))
    }
}

/// The share of words that are small words of English and of few other languages.
fn share_of_english_words(sample: &str) -> f64 {
    const SMALL: [&str; 32] = [
        "the", "and", "of", "to", "that", "for", "with", "said", "his", "by", "from", "are", "have", "has", "which",
        "this", "were", "they", "it", "not", "but", "had", "who", "their", "would", "be", "you", "what", "about",
        "will", "she", "is",
    ];
    let (mut words, mut small) = (0u32, 0u32);
    for word in sample.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        small += u32::from(SMALL.contains(&&*word.to_lowercase()));
    }
    if words == 0 { 0.0 } else { f64::from(small) / f64::from(words) }
}

const CODES: [(Lang, &str); 68] = [
    (Lang::Epo, "eo"),
    (Lang::Eng, "en"),
    (Lang::Rus, "ru"),
    (Lang::Cmn, "zh"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Ben, "bn"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Ukr, "uk"),
    (Lang::Kat, "ka"),
    (Lang::Ara, "ar"),
    (Lang::Hin, "hi"),
    (Lang::Jpn, "ja"),
    (Lang::Heb, "he"),
    (Lang::Yid, "yi"),
    (Lang::Pol, "pl"),
    (Lang::Amh, "am"),
    (Lang::Jav, "jv"),
    (Lang::Kor, "ko"),
    (Lang::Nob, "nb"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Fin, "fi"),
    (Lang::Tur, "tr"),
    (Lang::Nld, "nl"),
    (Lang::Hun, "hu"),
    (Lang::Ces, "cs"),
    (Lang::Ell, "el"),
    (Lang::Bul, "bg"),
    (Lang::Bel, "be"),
    (Lang::Mar, "mr"),
    (Lang::Kan, "kn"),
    (Lang::Ron, "ro"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Mkd, "mk"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Tam, "ta"),
    (Lang::Vie, "vi"),
    (Lang::Urd, "ur"),
    (Lang::Tha, "th"),
    (Lang::Guj, "gu"),
    (Lang::Uzb, "uz"),
    (Lang::Pan, "pa"),
    (Lang::Aze, "az"),
    (Lang::Ind, "id"),
    (Lang::Tel, "te"),
    (Lang::Pes, "fa"),
    (Lang::Mal, "ml"),
    (Lang::Ori, "or"),
    (Lang::Mya, "my"),
    (Lang::Nep, "ne"),
    (Lang::Sin, "si"),
    (Lang::Khm, "km"),
    (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"),
    (Lang::Zul, "zu"),
    (Lang::Sna, "sn"),
    (Lang::Afr, "af"),
    (Lang::Lat, "la"),
    (Lang::Slk, "sk"),
    (Lang::Cat, "ca"),
    (Lang::Tgl, "tl"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_only_what_is_long_enough() {
        let spanish =
            "El alcalde dijo el lunes que el puente no se abrirá este año, y que los vecinos tendrán que esperar. "
                .repeat(4);
        assert_eq!(Language::of(&spanish).map(Language::code), Some("es"));
        let english =
            "The mayor said on Monday that the bridge would not open this year, and that they will have to wait. "
                .repeat(4);
        assert_eq!(Language::of(&english), Some(Language::ENGLISH));
        assert_eq!(Language::of("El alcalde dijo que no."), None);
        assert_eq!(Language::of(""), None);
    }

    #[test]
    fn codes_go_both_ways() {
        assert_eq!(Language::from_code("en-GB"), Some(Language::ENGLISH));
        assert_eq!(Language::from_code("spa").map(Language::code), Some("es"));
        assert_eq!(Language::from_code("tlh"), None);
        for (lang, code) in CODES {
            assert_eq!(Language::from_code(code), Some(Language(lang)));
        }
    }
}

//! Names and pronouns that only say whose officer, people or thing is spoken of, or where a body is at home.

use super::{MentionRole, Scene};
use crate::cast::{
    LEADING, MemberId, Mention, MentionForm, is_function_word, is_government_noun, is_group_noun, is_possessive,
    is_rank, is_title_noun, may_follow,
};
use crate::registry::ActorKind;
use crate::text::Span;

impl Scene<'_> {
    /// Whether a state, party or body only says of what somebody is the officer: "*FBI* Director Orr", "the *Lorvian* foreign minister",
    /// "*Democrat* Ilse Brandt". The words are the person's, by rule 6 of the codebook.
    pub(super) fn in_title(&self, mention: &Mention) -> bool {
        let person = |span: Span| self.cast.at(span).is_some_and(|m| self.cast.member(m).kind == ActorKind::Person);
        if person(mention.span) {
            return false;
        }
        if self.is_led(mention) {
            return true;
        }
        let mut words = 0;
        let mut at = mention.span.end();
        while let Some(rest) = self.text[at..].strip_prefix(' ').filter(|_| words < 4) {
            at += 1;
            if self.cast.before(at + 1).next().is_some_and(|(name, _)| name.start() == at && person(name)) {
                return words == 0 && matches!(&mention.form, MentionForm::Name(name) if name.modifier);
            }
            let word = rest.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
            let lower = word.to_lowercase();
            // A member of NATO may be a state.
            if is_title_noun(&lower) {
                return lower != "member";
            }
            if !is_rank(&lower) {
                return false;
            }
            words += 1;
            at += word.len();
        }
        false
    }

    /// Whether a state says of what somebody is the head: "the next president of *Lorvia*".
    fn is_led(&self, mention: &Mention) -> bool {
        let state = self.cast.at(mention.span).is_some_and(|m| self.cast.member(m).kind == ActorKind::State);
        let before = &self.text[..mention.span.start()];
        let office = [" of the ", " of "].iter().find_map(|link| before.strip_suffix(link)).unwrap_or("");
        let noun = office.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let minister = noun == "minister" && office.to_lowercase().ends_with("prime minister");
        state && (LEADING.contains(&noun.as_str()) || minister)
    }

    /// The body that is meant by "*his* government", "*her* company": the one for which he has his office. `None` of the outer where no body is
    /// spoken of, of the inner where the article does not say which.
    pub(super) fn body_of(&self, pronoun: Span, owner: MemberId) -> Option<Option<MemberId>> {
        let noun = owned_body(self.text, pronoun)?;
        let owner = self.cast.member(owner);
        if owner.kind != ActorKind::Person {
            return None;
        }
        let at = self.cast.members().iter().position(|m| Some(&m.name) == owner.affiliation.as_ref());
        let fits = |m: &MemberId| match (noun, self.cast.member(*m).kind) {
            ("country" | "government" | "administration", ActorKind::State) => true,
            ("party", ActorKind::Organisation) => self.cast.member(*m).is_called("party"),
            ("country" | "government" | "administration", _) => false,
            (_, kind) => kind == ActorKind::Organisation && !self.cast.member(*m).is_called("party"),
        };
        Some(at.map(MemberId).filter(fits))
    }

    /// Whether a name is only the handle of somebody whom the article calls nothing else: "@ilsebrandt".
    pub(super) fn is_handle(&self, mention: &Mention) -> bool {
        let handle = |span: &Span| self.text[..span.start()].ends_with('@');
        handle(&mention.span)
            && self.cast.at(mention.span).is_some_and(|member| self.cast.member(member).named.iter().all(handle))
    }

    /// Whether a body only says where another one is at home: "the Orrin Center at the *Telmark Institute*".
    pub(super) fn is_home_of_body(&self, mention: &Mention) -> bool {
        const PARTS: &[&str] = &[
            "center",
            "centre",
            "college",
            "department",
            "hospital",
            "institute",
            "laboratory",
            "lab",
            "museum",
            "program",
            "project",
            "school",
        ];
        let Some((before, member)) = self.cast.before(mention.span.start()).next() else { return false };
        let between = &self.text[before.end().min(mention.span.start())..mention.span.start()];
        let part = before.of(self.text).split(' ').any(|word| PARTS.contains(&word.to_lowercase().as_str()));
        part && matches!(between, " at the " | " at ") && self.cast.member(member).kind == ActorKind::Organisation
    }
}

/// Whether a person's name stands before people or a thing of his: "the *Orlo* campaign", "*Orlo*’s senior aides". They are judged, not he.
pub(super) fn owns_behind(text: &str, name: Span) -> bool {
    const OWNED: &[&str] = &[
        "ad",
        "administration",
        "ads",
        "backer",
        "backers",
        "brand",
        "camp",
        "campaign",
        "campaigns",
        "candidacy",
        "client",
        "clients",
        "delegates",
        "era",
        "family",
        "fans",
        "foundation",
        "outlets",
        "people",
        "presidency",
        "properties",
        "rallies",
        "rally",
        "supporters",
        "surrogate",
        "surrogates",
        "team",
        "tweet",
        "tweets",
        "voters",
    ];
    let behind = &text[name.end()..];
    let possessive = ["’s ", "'s ", "’ ", "' "].iter().find_map(|mark| behind.strip_prefix(mark));
    let rest = possessive.or_else(|| behind.strip_prefix(' ')).unwrap_or("");
    let mut words =
        rest.split(' ').map(|word| word.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or(""));
    let first = words.find(|word| possessive.is_none() || !is_rank(word)).unwrap_or("");
    let people = |word: &str| word.starts_with(char::is_lowercase) && (is_title_noun(word) || is_group_noun(word));
    // "Orlo’s *aggressive* backers".
    let second = possessive.and_then(|_| words.next()).unwrap_or("");
    let described = first.starts_with(char::is_lowercase)
        && !is_function_word(first)
        && (OWNED.contains(&second) || people(second));
    let word = if described { second } else { first };
    // "He gave Orlo some" counts nobody of his.
    let counts = matches!(word, "some" | "many" | "most" | "few" | "several" | "both" | "others");
    OWNED.contains(&word) || !counts && people(word)
}

/// Whether the name of a body or a state stands before people or a thing in small letters: "*FBI* agents", "*U.S.* interests". These are judged.
/// Of names that are no initials only people tell it, since a verb may follow one.
pub(super) fn describes_behind(text: &str, name: Span) -> bool {
    let words = name.of(text);
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    let initials = letters().count() > 1 && letters().all(char::is_uppercase) && letters().count() < 6;
    let Some(rest) = text[name.end()..].strip_prefix([' ', '-']).filter(|_| !words.starts_with("the ")) else {
        return false;
    };
    let noun = |rest: &str| rest.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("").to_owned();
    let word = noun(rest);
    let behind = rest[word.len()..].trim_start_matches(' ');
    // "Orrin *heads* for a loss".
    let verb = matches!(word.as_str(), "chairs" | "guards" | "heads" | "hosts" | "judges" | "pilots" | "rivals");
    !verb && is_group_noun(&word) && !is_government_noun(&word) || initials && is_thing(&word, &noun(behind))
}

/// Whether a word in small letters behind the initials of a name is a noun that they describe, by itself and by the word behind it.
fn is_thing(word: &str, next: &str) -> bool {
    /// More words that may follow who is meant himself: mostly verbs, which many nouns look like.
    const VERBS: &str = "agrees alone appears argues around asserts back backs became becomes began bombs brings calls came \
        claims comes considers continues decides declines demonstrates deserves down ever exists fails fears \
        fell finds fought goes held helps holds hopes how imposes instead intends leads led like long loses \
        maintains means met most moves much opposes ought owns plans plays provides ran recognizes rejects \
        represents requires runs saw seeks sees sells serves shall shows soon spent spoke stands starts \
        stood stops suffers suggests supports takes tells tends themselves threatens tries turns understands \
        urges uses vows well wins wishes works";
    let plain = word.len() > 2 && word.chars().all(|c| c.is_lowercase() || c == '-');
    let verb = may_follow(word) || word.ends_with("ly") || VERBS.split(' ').any(|verb| verb == word);
    // "The U.S. *asks the* others".
    let object =
        word.ends_with('s') && matches!(next, "the" | "a" | "an" | "its" | "it" | "them" | "him" | "her" | "us");
    plain && !verb && !object && !is_government_noun(word)
}

/// "*His* brother", "*her* campaign": they are judged, not who owns them.
pub(super) fn role_of_pronoun(text: &str, pronoun: Span) -> MentionRole {
    if is_possessive(pronoun.of(text)) && owns_behind(text, pronoun) {
        MentionRole::Modifier
    } else {
        MentionRole::Pronoun
    }
}

/// The noun of a body right behind "his", "her" or "their": "*his* government".
fn owned_body(text: &str, pronoun: Span) -> Option<&str> {
    const BODIES: &[&str] = &[
        "administration",
        "agency",
        "bank",
        "club",
        "company",
        "council",
        "country",
        "department",
        "firm",
        "government",
        "ministry",
        "party",
        "team",
        "union",
        "university",
    ];
    let rest = text[pronoun.end()..].strip_prefix(' ')?;
    let noun = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    // "His party’s leader", "her company car".
    let alone = !rest[noun.len()..].starts_with(['’', '\'', '-']);
    (is_possessive(pronoun.of(text)) && alone && BODIES.contains(&noun)).then_some(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_his_people_is_theirs_with_and_without_its_possessive() {
        let owns = |text: &str| owns_behind(text, Span::new(0, "Orlo".len()));
        assert!(
            owns("Orlo backers cheered") && owns("Orlo’s backers cheered") && owns("Orlo's presidential campaign lied")
        );
        assert!(owns("Orlo’s former wife left") && owns("Orlo’s senior aides left"));
        assert!(owns("Orlo’s aggressive backers left") && !owns("Orlo’s praise of voters"));
        assert!(
            !owns("Orlo’s plan failed") && !owns("Orlo’s presidential hopes") && !owns("Orlo presidential campaigns")
        );
        assert!(!owns("Orlo’s") && !owns("Orlo left"));
    }

    #[test]
    fn initials_before_a_thing_describe_it() {
        let describes = |text: &str, name: &str| describes_behind(text, Span::new(0, name.len()));
        for (text, name) in [
            ("U.S. interests grew", "U.S."),
            ("GOP primaries drew more", "GOP"),
            ("EU law says so", "EU"),
            ("Harbour Bank officials left", "Harbour Bank"),
        ] {
            assert!(describes(text, name), "{text}");
        }
        for (text, name) in [
            ("U.S. wants peace", "U.S."),
            ("U.S. imposed it", "U.S."),
            ("U.S. appears to have left", "U.S."),
            ("U.S. government", "U.S."),
            ("EU asks the others", "EU"),
            ("Harbour Bank interests nobody", "Harbour Bank"),
            ("EU and others left", "EU"),
        ] {
            assert!(!describes(text, name), "{text}");
        }
    }

    #[test]
    fn a_body_of_his_is_named_by_the_noun_behind_the_pronoun() {
        let noun = |text: &str| owned_body(text, Span::new(0, "his".len())).map(str::to_owned);
        assert_eq!(noun("his government fell").as_deref(), Some("government"));
        assert_eq!(noun("his company’s plan"), None);
        assert_eq!(noun("his brother fell"), None);
    }
}

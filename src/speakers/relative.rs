//! "Who said": whom the relative pronoun of an attribution takes up.

use super::noun::is_plural;
use super::{Context, Speaker, SpeakerKind, by_description};
use crate::cast::{MemberId, MentionForm, is_group_noun};
use crate::registry::ActorKind;
use crate::sentence::sentences;
use crate::text::Span;

impl Context<'_> {
    /// Whom the words before a relative pronoun name: "Orr, *who* said", "Orr, the chair of the board, *who* said", "analysts *who* said".
    /// What other words stand for is unknown: "Orr’s campaign, *which* said" is not Orr.
    pub(super) fn relative(&self, mention: Span, source: Span) -> Speaker {
        let paragraph = self.paragraphs.get(self.paragraph(mention.start())).copied().unwrap_or(mention);
        let sentence = sentences(self.text, paragraph).into_iter().find(|sentence| sentence.contains(mention));
        let start = sentence.unwrap_or(paragraph).start().min(mention.start());
        let before = Span::new(start, mention.start());
        let of_persons = mention.of(self.text).eq_ignore_ascii_case("who");
        let nearest = self.cast.before(mention.start()).next().filter(|(name, _)| {
            paragraph.contains(*name) && !self.text[name.end()..mention.start()].contains(char::is_alphanumeric)
        });
        let which = mention.of(self.text).eq_ignore_ascii_case("which");
        if let Some((_, member)) = nearest.filter(|(_, m)| self.cast.member(*m).kind == ActorKind::Person) {
            return if which { Speaker::unknown(Some(source)) } else { self.known(member, source) };
        }
        if let Some(people) = people(self.text, before, of_persons) {
            return by_description(SpeakerKind::Group, people, source);
        }
        if let Some((name, _)) = nearest.filter(|(name, _)| self.is_people(*name)) {
            return by_description(SpeakerKind::Group, name.of(self.text).to_owned(), source);
        }
        // "Orr of Orrin, who" is Orr, and in "Orlo Rees, R-Orrin, who" the place is nobody who speaks.
        let bearer = self.bearer_of_apposition(before).filter(|_| of_persons);
        let body = nearest.map(|(_, m)| m).filter(|m| !of_persons || self.cast.member(*m).kind != ActorKind::State);
        bearer.or(body).map_or_else(|| Speaker::unknown(Some(source)), |member| self.known(member, source))
    }

    /// Whether a name in the plural stands for people of a state: "Lorvians".
    fn is_people(&self, name: Span) -> bool {
        let at = self.mentions.binary_search_by_key(&name, |mention| mention.span);
        at.is_ok_and(|at| matches!(&self.mentions[at].form, MentionForm::Name(name) if name.people))
    }

    /// The last person behind whose name nothing but what describes him stands up to the end of `words`: "*Orr* of Orrin", "*Orr*, the
    /// chair of the board".
    fn bearer_of_apposition(&self, words: Span) -> Option<MemberId> {
        let described = |(name, member): &(Span, MemberId)| {
            let behind = &self.text[name.end()..words.end()];
            let describes = [", ", " of ", " ("].iter().any(|opening| behind.starts_with(opening));
            let quotes = behind.contains(['“', '”', '"']) || behind.contains("''");
            describes && !quotes && self.cast.member(*member).kind == ActorKind::Person
        };
        self.cast.within(words).rev().find(described).map(|(_, member)| member)
    }
}

/// The people whom the last word names: "business *supporters*"; before "who" every noun in the plural, and so many percent. "Close to 5
/// percent, who would" counts no people.
fn people(text: &str, words: Span, of_persons: bool) -> Option<String> {
    let before = words.of(text).trim_end();
    let words = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '—' | '–'));
    let counted = words.len() == before.len();
    let mut words = words.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    let word = words.next()?;
    let noun = word.to_lowercase();
    if before.ends_with('%') && noun.chars().all(|c| c.is_ascii_digit()) {
        return Some(format!("{noun}%"));
    }
    if noun == "percent" {
        return words.next().filter(|_| counted).map(|share| format!("{share} percent"));
    }
    let plain = word.starts_with(char::is_lowercase);
    if is_group_noun(&noun) {
        // Members of a party keep their capital.
        let party = matches!(noun.as_str(), "americans" | "democrats" | "republicans");
        return Some(if party { word.to_owned() } else { noun });
    }
    if of_persons && plain && (is_plural(&noun) || noun == "children") {
        return Some(noun);
    }
    // "It angered Hispanics who": of a people in the plural, and not a surname.
    let alone = words.next().is_some_and(|before| before.starts_with(char::is_lowercase));
    (of_persons && counted && alone && is_plural(&noun)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_in_the_plural_are_people_before_who() {
        let of = |text: &str, who: bool| people(text, Span::new(0, text.len()), who);
        assert_eq!(of("Orlo’s adult children, ", true).as_deref(), Some("children"));
        assert_eq!(of("compared with 30 percent ", true).as_deref(), Some("30 percent"));
        assert_eq!(of("including 18% ", true).as_deref(), Some("18%"));
        assert_eq!(of("with unemployment at 5 percent, ", true), None);
        assert_eq!(of("many Republicans ", true).as_deref(), Some("Republicans"));
        assert_eq!(of("Former Orlo operatives, ", true).as_deref(), Some("operatives"));
        assert_eq!(of("the campaign’s spots, ", false), None);
        assert_eq!(of("a roster of donors ", false).as_deref(), Some("donors"));
        assert_eq!(of("angered Hispanics ", true).as_deref(), Some("Hispanics"));
        assert_eq!(of("said Hanna Lund, ", true), None);
        assert_eq!(of("said Hanna Rees, ", true), None);
    }
}

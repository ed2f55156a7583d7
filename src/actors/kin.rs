//! "His wife", "my father": who of the article that is.

use super::{ActorMention, Scene, distinct};
use crate::cast::{Agreement, Member, MemberId, is_possessive, owning, relative};
use crate::registry::ActorKind;
use crate::speakers::{Speaker, SpeakerKind};
use crate::statements::Statement;
use crate::text::{Span, last_bytes};

/// Bytes before or behind a name in which it may be told whose relative somebody is.
const NEAR: usize = 60;

impl Scene<'_> {
    /// The relative whom the noun at `noun` means, behind "his", "my" or "Orr’s".
    pub(super) fn relative(
        &self,
        noun: Span,
        statement: &Statement,
        speaker: &Speaker,
        before: &[ActorMention],
    ) -> Option<MemberId> {
        let owner = self.owner(noun, statement, speaker, before)?;
        let kin = noun.of(self.text).to_lowercase();
        self.told_relative(owner, &kin).or_else(|| self.namesake(owner, &kin))
    }

    /// Whose relative is spoken of.
    fn owner(&self, noun: Span, statement: &Statement, speaker: &Speaker, before: &[ActorMention]) -> Option<MemberId> {
        let (word, at) = owning(self.text, noun)?;
        let person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person;
        let own = match word.to_lowercase().as_str() {
            "my" => speaker.member.filter(|_| speaker.kind == SpeakerKind::Person && self.is_quoted(statement, noun)),
            word if is_possessive(word) => before.iter().rev().find(|m| m.span.start() == at).map(|m| m.member),
            _ => {
                self.cast.before(noun.start()).next().filter(|(name, _)| name.end() + 3 > at).map(|(_, member)| member)
            }
        };
        own.filter(person)
    }

    /// Whom the article calls so of him: "his *wife, Hanna Orr*", "Hanna Orr, *Ivo Orr’s wife*".
    fn told_relative(&self, owner: MemberId, kin: &str) -> Option<MemberId> {
        let own = |(name, member): &(Span, MemberId)| {
            *member != owner
                && self.cast.member(*member).kind == ActorKind::Person
                && self.told_kin(*name).is_some_and(|(told, whose)| told == kin && self.may_own(owner, whose, *member))
        };
        let named = || self.cast.within(Span::new(0, self.text.len()));
        let mut found: Vec<MemberId> = named().filter(own).map(|(_, member)| member).collect();
        // "Orr’s *daughter, Hanna*" has him for her father.
        let gender = relative(kin);
        for (name, _) in named().filter(|(_, member)| *member == owner) {
            let Some((_, whose)) = self.told_kin(name).filter(|(told, _)| inverse(kin).contains(&told.as_str())) else {
                continue;
            };
            let fits = |member: &MemberId| {
                *member != owner && self.cast.agreement(*member) == gender && self.may_own(*member, whose, owner)
            };
            found.extend((0..self.cast.members().len()).map(MemberId).find(fits));
        }
        match distinct(found.into_iter()).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The noun of kin that stands beside a name, and where the word stands that says whose.
    fn told_kin(&self, name: Span) -> Option<(String, Span)> {
        let head = last_bytes(&self.text[..name.start()], NEAR);
        let behind = self.text[name.end()..].strip_prefix(", ");
        let words = |from: usize, words: &str| {
            let noun = words.rsplit(' ').next().unwrap_or("");
            let span = Span::new(from + words.len() - noun.len(), from + words.len());
            let (_, at) = owning(self.text, span).filter(|_| relative(&noun.to_lowercase()).is_some())?;
            Some((noun.to_lowercase(), Span::new(at, span.start())))
        };
        let start = name.start() - head.len();
        let before = head.trim_end().trim_end_matches(',');
        words(start, before).or_else(|| {
            let line = behind?.split(['\n', '.', ';', ',']).next()?;
            let end = line.find(" who ").unwrap_or(line.len());
            words(name.end() + 2, &line[..end])
        })
    }

    /// Whether who is told to have a relative (`whose`) can be `owner`: by his name, or as the last person named before of the pronoun’s gender.
    fn may_own(&self, owner: MemberId, whose: Span, relative: MemberId) -> bool {
        let word = whose.of(self.text).split(' ').next().unwrap_or("").to_lowercase();
        let agreement = match word.as_str() {
            "his" => Agreement::Masculine,
            "her" => Agreement::Feminine,
            _ => {
                return self
                    .cast
                    .before(whose.end())
                    .next()
                    .is_some_and(|(name, m)| m == owner && name.end() >= whose.start());
            }
        };
        let agrees = |member: MemberId| {
            self.cast.member(member).kind == ActorKind::Person
                && member != relative
                && self.cast.agreement(member).is_none_or(|a| a == agreement)
        };
        let surname = |member: MemberId| self.cast.member(member).name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let last = self.cast.before(whose.start()).map(|(_, member)| member).find(|member| agrees(*member));
        agrees(owner) && (last == Some(owner) || surname(owner) == surname(relative))
    }

    /// Husband or wife: the only other person of the surname and of the noun’s gender, where the article speaks of no relative of that gender by
    /// another noun.
    fn namesake(&self, owner: MemberId, kin: &str) -> Option<MemberId> {
        let gender = relative(kin).filter(|_| matches!(kin, "husband" | "wife"))?;
        let surname = |member: &Member| member.name.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
        let own = surname(self.cast.member(owner))?;
        let fits = |at: &usize| {
            let member = &self.cast.members()[*at];
            member.kind == ActorKind::Person
                && MemberId(*at) != owner
                && surname(member).as_ref() == Some(&own)
                && self.cast.agreement(MemberId(*at)) == Some(gender)
        };
        let mut all = (0..self.cast.members().len()).filter(fits);
        let one = all.next().filter(|_| all.next().is_none())?;
        let mut words = self.text.split(|c: char| !c.is_alphanumeric());
        let another = words.any(|word| word != kin && relative(word) == Some(gender));
        (!another).then_some(MemberId(one))
    }
}

/// What somebody is to those who are so much to him.
fn inverse(kin: &str) -> &'static [&'static str] {
    match kin {
        "husband" => &["wife"],
        "wife" => &["husband"],
        "father" | "mother" => &["daughter", "son"],
        "daughter" | "son" => &["father", "mother"],
        "brother" | "sister" => &["brother", "sister"],
        _ => &[],
    }
}

//! "The two countries": which two have been named together.

use super::{Scene, distinct};
use crate::cast::{LEADING, Member, MemberId, Pair, is_staff};
use crate::registry::{ActorKind, PARTY};
use crate::sentence::sentences;
use crate::speakers::Speaker;
use crate::text::Span;

/// How many bytes back the two are looked for,
const REACH: usize = 900;
/// and how many behind.
const BEHIND: usize = 40;

impl Scene<'_> {
    /// The two for whom a phrase at `phrase` stands: those whom the words right behind it name ("both men, *Orr and Lund*,"), else of the nearest
    /// sentences before it that name any of the kind, the two that they name. `None` where they name more. Who speaks for a state may name
    /// the other one alone.
    pub(super) fn pair(&self, sort: Pair, phrase: Span, speaker: &Speaker) -> Option<[MemberId; 2]> {
        self.pair_behind(sort, phrase).or_else(|| match sort {
            Pair::Candidates => self.two_named_most(phrase),
            _ => self.pair_before(sort, phrase, speaker),
        })
    }

    fn pair_behind(&self, sort: Pair, phrase: Span) -> Option<[MemberId; 2]> {
        let rest = &self.text[phrase.end()..];
        let end = [". ", ";", "\n", "”", "\""].iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
        let end = phrase.end() + rest.floor_char_boundary(end.min(BEHIND));
        let named = self.cast.within(Span::new(phrase.end(), end)).map(|(_, member)| member);
        match distinct(named.filter(|member| self.is_of_pair(*member, sort))).as_slice() {
            [one, other] => Some([*one, *other]),
            _ => None,
        }
    }

    fn pair_before(&self, sort: Pair, phrase: Span, speaker: &Speaker) -> Option<[MemberId; 2]> {
        let fits = |member: &MemberId| self.is_of_pair(*member, sort);
        let names = self.cast.before(phrase.start()).filter(|(_, member)| fits(member));
        let near = names.take_while(|(name, _)| name.end() + REACH > phrase.start());
        let mut found: Vec<MemberId> = Vec::new();
        let mut last: Option<Span> = None;
        for (name, member) in near {
            // Who else is named in a sentence counts with those who are.
            let apart = last.is_none_or(|last| self.are_apart(name, last));
            if found.len() > 2 || found.len() == 2 && apart {
                break;
            }
            found = distinct(found.into_iter().chain([member]));
            last = Some(name);
        }
        let own = self.state_of(speaker).filter(|_| matches!(sort, Pair::States | Pair::Sides));
        let between = last.and_then(|last| self.text.get(last.end()..phrase.start()));
        let here = between.is_some_and(|between| !between.contains('\n'));
        match (found.as_slice(), own) {
            // Who speaks for a third state means those of which his paragraph has spoken, and else hardly others than his own.
            ([one, other], own) if here || own.is_none_or(|own| own == *one || own == *other) => Some([*one, *other]),
            ([one], Some(own)) if own != *one => Some([*one, own]),
            _ => None,
        }
    }

    /// The two persons whom an article about a contest names most, where it names everybody else less than half as often.
    fn two_named_most(&self, phrase: Span) -> Option<[MemberId; 2]> {
        let times = |member: &MemberId| self.cast.member(*member).named.len();
        let person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person;
        let mut named = distinct(self.cast.before(phrase.start()).map(|(_, member)| member).filter(person));
        named.sort_by_key(|member| std::cmp::Reverse(times(member)));
        let [one, other, rest @ ..] = named.as_slice() else { return None };
        rest.iter().all(|third| 2 * times(third) < times(other)).then_some([*one, *other])
    }

    /// Whether a sentence ends between two names.
    fn are_apart(&self, first: Span, second: Span) -> bool {
        first.end() < second.start() && sentences(self.text, Span::new(first.end(), second.start())).len() > 1
    }

    fn is_of_pair(&self, id: MemberId, sort: Pair) -> bool {
        let member = self.cast.member(id);
        let person = member.kind == ActorKind::Person;
        let media = || self.registry.entry(&member.id).is_some_and(|entry| entry.is_media());
        let state = member.kind == ActorKind::State && !member.id.starts_with("place-");
        let body = || member.kind == ActorKind::Organisation && !media();
        match sort {
            Pair::States => state,
            Pair::Bodies => body(),
            Pair::Parties => body() && (member.name.ends_with(PARTY) || member.is_called("party")),
            Pair::Sides => state || body(),
            Pair::Persons(agreement) => person && self.cast.agreement(id).is_none_or(|a| a == agreement),
            Pair::Leaders => person && LEADING.iter().any(|title| member.is_called(title)),
            Pair::Candidates => person && !member.role.as_deref().is_some_and(is_staff),
        }
    }

    /// The state for which a speaker has his office.
    fn state_of(&self, speaker: &Speaker) -> Option<MemberId> {
        let home = speaker.affiliation.as_deref()?;
        let is_home = |m: &Member| m.kind == ActorKind::State && !m.id.starts_with("place-") && m.name == home;
        self.cast.members().iter().position(is_home).map(MemberId)
    }
}

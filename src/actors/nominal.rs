//! Descriptions inside a statement: "the North Korean leader", "the former mayor", "this country".

use super::Scene;
use crate::cast::{LEADING, Member, MemberId, Mention, is_land, is_title_noun};
use crate::registry::{ActorKind, Entry, Leader, PARTY};
use crate::speakers::Speaker;
use crate::text::{Span, word_before};

/// How certain the reference head must be whom a description means,
const DESCRIBED: f32 = 0.35;
/// which state "the country" is, and
const LAND: f32 = 0.5;
/// of whom a description is said ("Orr is the leader"), for him to come before who was called so before.
const PREDICATE: f32 = 0.5;

/// How many names back a description such as "the president" is looked for.
const MEMORY: usize = 200;

impl Scene<'_> {
    /// "the North Korean leader", "the South Korean government", "the president", "the union".
    pub(super) fn nominal(
        &self,
        noun: &str,
        state: Option<&str>,
        mention: &Mention,
        speaker: &Speaker,
    ) -> Option<MemberId> {
        let find = |id: &str| self.cast.members().iter().position(|m| m.id == id).map(MemberId);
        let home = state.and_then(|state| self.registry.entry(state));
        let fits = |member: &Member| !self.is_elsewhere(member, mention, home);
        let referred = |sure: f32| {
            let person = self.cast.referred(mention.span, |m| m.kind == ActorKind::Person && fits(m));
            person.filter(|(_, p)| *p >= sure).map(|(member, _)| member)
        };
        let personal = is_title_noun(noun);
        if personal && is_of_anybody(self.text, mention.span) {
            return None;
        }
        if personal
            && is_predicate(self.text, mention.span)
            && let Some(member) = referred(PREDICATE)
        {
            return Some(member);
        }
        if personal
            && let Some(member) = self.called(mention.span).or_else(|| self.cast.named_behind(self.text, mention.span))
        {
            return Some(member);
        }
        // "The candidate *who* wins" is told anew by what he does, and "she will become *the nominee*" of her.
        if personal && (is_restricted(self.text, mention.span) || is_to_come(self.text, mention.span)) {
            return referred(PREDICATE);
        }
        if let Some(state) = state {
            if !personal {
                return find(state);
            }
            let of_state = |m: &Member| {
                m.kind == ActorKind::Person && home.is_some() && m.affiliation.as_deref() == home.map(Entry::name)
            };
            let officer = |m: &Member| {
                let role = m.role.as_deref().unwrap_or("").to_lowercase();
                role.contains(noun) || noun == "leader" && LEADING.iter().any(|title| role.contains(title))
            };
            if let Some(at) = self.cast.members().iter().position(|m| of_state(m) && officer(m)) {
                return Some(MemberId(at));
            }
            let leader = self.registry.leader(state, noun, self.date);
            let listed = leader.and_then(|leader| {
                self.cast.members().iter().position(|m| m.kind == ActorKind::Person && m.name == leader.name())
            });
            // Of several countries' presidents one is "the president", and not so "the Lorvian president".
            let leads = home.is_some_and(|home| home.kind() == ActorKind::State) && LEADING.contains(&noun);
            let unbound = || self.cast.only_unbound(noun).filter(|_| !leads);
            return listed.map(MemberId).or_else(unbound).or_else(|| referred(DESCRIBED));
        }
        if is_land(noun) {
            return self.land(mention);
        }
        let former = is_former(self.text, mention.span);
        let now = |member: &Member| self.in_office(member, noun);
        let known = !former && self.cast.members().iter().any(|member| now(member) == Some(true));
        let holds = |member: &MemberId| {
            let who = self.cast.member(*member);
            let past = if former { now(who) == Some(true) } else { known && now(who) == Some(false) };
            (who.kind == ActorKind::Person) == personal && who.is_called(noun) && fits(who) && !past
        };
        let near = || self.cast.before(mention.span.start()).take(MEMORY).map(|(_, member)| member);
        // Who acts for a state and says "the president" means its own.
        let state = |name: &&str| self.cast.members().iter().any(|m| m.kind == ActorKind::State && m.name == **name);
        let home = speaker.affiliation.as_deref().filter(|_| personal).filter(state);
        let own = |member: &MemberId| {
            let of = self.cast.member(*member).affiliation.as_deref();
            home.is_some() && of == home && speaker.member != Some(*member) && holds(member)
        };
        near()
            .find(own)
            .or_else(|| near().find(holds))
            .or_else(|| self.listed(noun, former, mention).filter(|member| fits(self.cast.member(*member))))
            .or_else(|| referred(DESCRIBED).filter(|_| personal))
    }

    /// Who is named right before what somebody calls him: "they declared *Orr* the winner", "call *Orr* the president".
    fn called(&self, description: Span) -> Option<MemberId> {
        let (name, member) = self.cast.before(description.start()).next()?;
        let beside = self.text.get(name.end()..description.start()) == Some(" ");
        (beside && self.cast.member(member).kind == ActorKind::Person).then_some(member)
    }

    /// The one person whom the article names before a description and who has, or had, the office by the registry: "the former president" is
    /// Bill Clinton where nobody else named was one.
    fn listed(&self, noun: &str, former: bool, mention: &Mention) -> Option<MemberId> {
        self.date?;
        let named = |member: &Member| member.named.first().is_some_and(|first| first.start() < mention.span.start());
        let holds = |member: &Member| {
            member.kind == ActorKind::Person && named(member) && self.in_office(member, noun) == Some(!former)
        };
        let mut all = (0..self.cast.members().len()).filter(|at| holds(&self.cast.members()[*at])).map(MemberId);
        all.next().filter(|_| all.next().is_none())
    }

    /// The state that the reference head takes "the country" to mean, else the one of which the article speaks.
    pub(super) fn land(&self, mention: &Mention) -> Option<MemberId> {
        let state = |(member, p): &&(MemberId, f32)| self.cast.member(*member).kind == ActorKind::State && *p >= LAND;
        let referred = self.cast.referents(mention.span).iter().find(state).map(|(member, _)| *member);
        referred.or_else(|| self.cast.homeland())
    }

    /// Whether a person of the registry who has or had the office of `noun` has it on the article's date; `None` where the registry or
    /// the article does not say.
    fn in_office(&self, member: &Member, noun: &str) -> Option<bool> {
        let date = self.date?;
        let person = self.registry.person(&member.name)?;
        let held = |leader: &Leader| {
            let titled = leader.titles().iter().any(|title| title == noun);
            titled && leader.name() == person.name() && leader.began_by(date)
        };
        let holder = self.registry.leader(person.entry().id(), noun, Some(date))?;
        person.entry().leaders().iter().any(held).then(|| holder.name() == person.name())
    }

    /// Whether a person is of another place, state, party or body than a description: "the Lorvian leader" is no minister of Tressia. Of a
    /// place one may be as well as of a party.
    fn is_elsewhere(&self, person: &Member, mention: &Mention, home: Option<&Entry>) -> bool {
        let Some(affiliation) = person.affiliation.as_deref() else { return false };
        let party = home.map(Entry::name).filter(|home| home.ends_with(PARTY));
        if party.is_some_and(|party| affiliation.ends_with(PARTY) && party != affiliation) {
            return true;
        }
        let sort = |m: &Member| (m.kind, m.id.starts_with("place-"), m.name.ends_with(PARTY));
        let Some(own) = self.cast.members().iter().find(|m| m.name == affiliation) else { return false };
        let inside = self.cast.within(mention.span).map(|(_, member)| self.cast.member(member));
        let mut alike = inside.filter(|m| m.kind != ActorKind::Person && sort(m) == sort(own)).peekable();
        alike.peek().is_some() && alike.all(|m| m.id != own.id)
    }
}

/// Whether a description is what anybody might be: "whoever becomes *the president*", "unless you are *the nominee*".
fn is_of_anybody(text: &str, description: Span) -> bool {
    let before = text[..description.start()].trim_end();
    let mut words =
        before.rsplit(' ').map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let (last, other) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    other == "whoever" || matches!(last.as_str(), "you're" | "you’re") || last == "are" && other == "you"
}

/// Whether a clause without a comma says of which person a description is: "the candidate *that best represents* us".
fn is_restricted(text: &str, description: Span) -> bool {
    let behind = &text[description.end()..];
    [" who ", " that ", " whose ", " whom "].iter().any(|opening| behind.starts_with(opening))
}

/// Whether a description is of what somebody is to become.
fn is_to_come(text: &str, description: Span) -> bool {
    matches!(&*word_before(text, description), "become" | "becomes" | "becoming")
}

/// Whether a description is of somebody who no longer has the office: "the *former* mayor".
fn is_former(text: &str, description: Span) -> bool {
    description.of(text).split(' ').any(|word| word == "former")
}

/// Whether a description says of somebody what he is: "Orr is *the only candidate*".
pub(super) fn is_predicate(text: &str, description: Span) -> bool {
    const LINKS: &[&str] = &[
        "are", "as", "be", "became", "become", "becomes", "becoming", "been", "being", "is", "m", "remain", "remains",
        "was", "were",
    ];
    LINKS.contains(&word_before(text, description).as_str())
}

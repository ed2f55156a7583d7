//! Descriptions inside a statement: "the North Korean leader", "the president", "this country".

use super::Scene;
use crate::cast::{LEADING, Member, MemberId, Mention, is_land, is_title_noun};
use crate::registry::{ActorKind, Entry};

/// How certain the reference head must be whom a description means, and
const DESCRIBED: f32 = 0.35;
/// which state "the country" is.
const LAND: f32 = 0.5;

/// How many names back a description such as "the president" is looked for.
const MEMORY: usize = 200;

impl Scene<'_> {
    /// "the North Korean leader", "the South Korean government", "the president", "the union".
    pub(super) fn nominal(&self, noun: &str, state: Option<&str>, mention: &Mention) -> Option<MemberId> {
        let find = |id: &str| self.cast.members().iter().position(|m| m.id == id).map(MemberId);
        let referred = || {
            let person = self.cast.referred(mention.span, |member| member.kind == ActorKind::Person);
            person.filter(|(_, p)| *p >= DESCRIBED).map(|(member, _)| member)
        };
        if let Some(state) = state {
            if !is_title_noun(noun) {
                return find(state);
            }
            let home = self.registry.entry(state).map(Entry::name);
            let of_state =
                |m: &Member| m.kind == ActorKind::Person && home.is_some() && m.affiliation.as_deref() == home;
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
            let listed = listed.map(MemberId).or_else(|| self.cast.only_unbound(noun));
            return listed.or_else(referred);
        }
        if is_land(noun) {
            return self.land(mention);
        }
        let personal = is_title_noun(noun);
        let holds = |member: &MemberId| {
            let who = self.cast.member(*member);
            (who.kind == ActorKind::Person) == personal && who.is_called(noun)
        };
        self.cast
            .before(mention.span.start())
            .take(MEMORY)
            .map(|(_, member)| member)
            .find(holds)
            .or_else(|| referred().filter(|_| personal))
    }

    /// The state that the reference head takes "the country" to mean, else the one of which the article speaks.
    fn land(&self, mention: &Mention) -> Option<MemberId> {
        let state = |(member, p): &&(MemberId, f32)| self.cast.member(*member).kind == ActorKind::State && *p >= LAND;
        let referred = self.cast.referents(mention.span).iter().find(state).map(|(member, _)| *member);
        referred.or_else(|| self.cast.homeland())
    }
}

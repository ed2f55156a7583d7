//! For whom a person speaks by the head that reads it off the whole window, where no words beside his name say so.

use std::collections::BTreeMap;

use super::{Cast, MemberId, Mention, MentionForm};
use crate::registry::ActorKind;

/// What one mention of a person must put on a body, and the mentions together of what they put on any, for the person to speak for it.
const SURE: f32 = 0.6;

/// What the mentions of a person put on a body.
#[derive(Default)]
struct Told {
    sum: f32,
    most: f32,
}

/// Gives persons with a role and without a body the one that the head is sure of.
pub(super) fn bodies(mentions: &[Mention], cast: &mut Cast) {
    let mut told: BTreeMap<MemberId, BTreeMap<MemberId, Told>> = BTreeMap::new();
    for mention in mentions {
        let MentionForm::Name(name) = &mention.form else { continue };
        let Some(person) = cast.at(mention.span).filter(|id| is_asked(cast, *id)) else { continue };
        let mut here: BTreeMap<MemberId, f32> = BTreeMap::new();
        for (word, p) in &name.serves {
            match cast.holding(*word) {
                Some(member) => *here.entry(member).or_default() += p,
                None => cast.referents(*word).iter().for_each(|(member, q)| *here.entry(*member).or_default() += p * q),
            }
        }
        let bodies = told.entry(person).or_default();
        for (body, p) in here {
            let told = bodies.entry(body).or_default();
            told.sum += p;
            told.most = told.most.max(p);
        }
    }
    for (person, bodies) in told {
        let all: f32 = bodies.values().map(|told| told.sum).sum();
        let sure = |(body, told): &(&MemberId, &Told)| {
            told.most >= SURE && told.sum >= SURE * all && cast.member(**body).kind != ActorKind::Person
        };
        if let Some((body, _)) = bodies.iter().find(sure) {
            cast.members[person.0].affiliation = Some(cast.member(*body).name.clone());
        }
    }
}

/// Whether it is to be told for whom a member speaks.
fn is_asked(cast: &Cast, id: MemberId) -> bool {
    let member = cast.member(id);
    member.kind == ActorKind::Person && member.affiliation.is_none() && member.role.is_some()
}

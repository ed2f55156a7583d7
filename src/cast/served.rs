//! For whom a person speaks by the head that reads it off the whole window, where no words beside his name say so.

use std::collections::BTreeMap;

use super::{Cast, MemberId, Mention, MentionForm};
use crate::registry::ActorKind;

/// The mean of what the mentions of a person put on a body makes it his, from this on.
const SURE: f32 = 0.6;

/// Gives persons with a role and without a body the one that the head is sure of.
pub(super) fn bodies(mentions: &[Mention], cast: &mut Cast) {
    let mut told: BTreeMap<MemberId, (f32, BTreeMap<MemberId, f32>)> = BTreeMap::new();
    for mention in mentions {
        let MentionForm::Name(name) = &mention.form else { continue };
        let Some(person) = cast.at(mention.span).filter(|id| is_asked(cast, *id)) else { continue };
        let (asked, bodies) = told.entry(person).or_default();
        let before = bodies.values().sum::<f32>();
        for (word, p) in &name.serves {
            match cast.holding(*word) {
                Some(member) => *bodies.entry(member).or_default() += p,
                None => {
                    cast.referents(*word).iter().for_each(|(member, q)| *bodies.entry(*member).or_default() += p * q)
                }
            }
        }
        *asked += 1.0;
        let _ = before;
    }
    for (person, (asked, bodies)) in told {
        let best = bodies.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((body, _)) =
            best.filter(|(body, p)| p / asked >= SURE && cast.member(*body).kind != ActorKind::Person)
        else {
            continue;
        };
        let name = cast.member(body).name.clone();
        cast.members[person.0].affiliation = Some(name);
    }
}

/// Whether it is to be told for whom a member speaks.
fn is_asked(cast: &Cast, id: MemberId) -> bool {
    let member = cast.member(id);
    member.kind == ActorKind::Person && member.affiliation.is_none() && member.role.is_some()
}

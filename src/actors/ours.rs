//! "We" in a quotation: the company, state or other body in whose name somebody speaks.

use super::Scene;
use crate::cast::{Member, MemberId};
use crate::registry::ActorKind;
use crate::speakers::{Speaker, SpeakerKind};
use crate::statements::Statement;
use crate::text::{Span, holds_any};

/// Words of an office whose holder speaks for the body; a professor does not speak for his university.
const SPEAKS: &[&str] = &[
    "ambassador",
    "ceo",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chief",
    "commander",
    "commissioner",
    "counsel",
    "director",
    "envoy",
    "executive",
    "founder",
    "general",
    "governor",
    "head",
    "leader",
    "manager",
    "mayor",
    "member",
    "minister",
    "negotiator",
    "owner",
    "premier",
    "president",
    "secretary",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];
/// Those of a state: its president, a governor and a mayor say "we" of everybody there.
const ENVOYS: &[&str] = &["ambassador", "envoy", "minister", "negotiator", "spokesman", "spokesperson", "spokeswoman"];
/// Bodies whose leaders say "we" of the country as often as of them,
const PARTISAN: &[&str] =
    &["alliance", "campaign", "caucus", "coalition", "movement", "party", "democrats", "republicans"];
/// and those who run them or speak for them of their own alone.
const RUNS: &[&str] = &["manager", "spokesman", "spokesperson", "spokeswoman", "treasurer"];
/// Offices of one department, and of those who only study.
const STUDIES: &[&str] =
    &["analyst", "economist", "fellow", "former", "lecturer", "professor", "research", "researcher", "studies"];
/// Behind "we" these speak of everybody: "we *all* know", "we *must* act".
const EVERYBODY: &[&str] = &["all", "can", "cannot", "live", "may", "might", "must", "need", "should"];

impl Scene<'_> {
    /// For whom a speaker speaks who says "we" at `pronoun` in quoted words: himself where he is a body, else the body or state that the article
    /// says he leads or speaks for.
    pub(super) fn spoken_for(&self, pronoun: Span, statement: &Statement, speaker: &Speaker) -> Option<MemberId> {
        let member = speaker.member?;
        if !self.is_quoted(statement, pronoun) || is_of_everybody(self.text, pronoun) {
            return None;
        }
        let who = self.cast.member(member);
        match speaker.kind {
            SpeakerKind::Organisation => (who.kind == ActorKind::Organisation).then_some(member),
            SpeakerKind::Person => self.led_by(who),
            _ => None,
        }
    }

    /// The body or state that a person leads or speaks for.
    pub(super) fn led_by(&self, who: &Member) -> Option<MemberId> {
        let role = who.role.as_deref()?;
        let body = who.affiliation.as_deref()?;
        let at = self.cast.members().iter().position(|m| m.kind != ActorKind::Person && m.name == body)?;
        let led = &self.cast.members()[at];
        let speaks = match led.kind {
            _ if led.id.starts_with("place-") || holds_any(role, STUDIES) => false,
            _ if holds_any(body, PARTISAN) => holds_any(role, RUNS) || is_general_secretary(role),
            ActorKind::State => holds_any(role, ENVOYS),
            _ => holds_any(role, SPEAKS) && !is_of_subject(role),
        };
        speaks.then_some(MemberId(at))
    }
}

/// Whether an office is that of who runs a party from day to day; a secretary of state is of a state.
fn is_general_secretary(role: &str) -> bool {
    let role = role.to_lowercase();
    ["general secretary", "secretary general", "secretary-general"].iter().any(|office| role.contains(office))
}

/// Whether an office is a chair in a subject: "chair for maritime security".
fn is_of_subject(role: &str) -> bool {
    let role = role.to_lowercase();
    ["chair for ", "chair in ", "chair of "].iter().any(|chair| role.starts_with(chair))
}

/// Whether a "we" stands for everybody: "we all know", "we must act".
fn is_of_everybody(text: &str, pronoun: Span) -> bool {
    let rest = &text[pronoun.end()..];
    let clipped = ["’re", "'re", "’ve", "'ve"].iter().find_map(|clip| rest.strip_prefix(*clip));
    let mut behind = clipped.unwrap_or(rest).split_whitespace();
    let next = if clipped.is_some() { "are" } else { behind.next().unwrap_or("") };
    match next {
        // "We are the first", "we have buried sixty" are told of those who speak; "we are all", "we have to" of everybody.
        "are" | "have" => behind.next().is_some_and(|word| matches!(word, "all" | "to" | "got")),
        next => EVERYBODY.contains(&next.trim_end_matches(|c: char| !c.is_alphanumeric())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_all_are_everybody() {
        let everybody = |text: &str| is_of_everybody(text, Span::new(0, 2));
        assert!(everybody("We’re all paying.") && !everybody("We’re late."));
        assert!(everybody("We all lost.") && everybody("We must act.") && everybody("We have to act."));
        assert!(everybody("We may see a rise."));
        assert!(!everybody("We have paid.") && !everybody("We paid.") && !everybody("We are late."));
    }
}

//! Small made-up statements for the tests of what is written about them.

use crate::actors::MentionRole;
use crate::pipeline::{ActorStance, AttributedStatement};
use crate::registry::ActorKind;
use crate::speakers::{Speaker, SpeakerKind};
use crate::stance::{Modality, Outlook, Perspective, Probabilities, Stance};
use crate::statements::{Statement, StatementKind};
use crate::text::Span;

/// A direct statement at bytes 0..4 by a person, or by nobody known.
pub(crate) fn statement(speaker: Option<&str>, stances: Vec<ActorStance>) -> AttributedStatement {
    AttributedStatement {
        statement: Statement {
            kind: StatementKind::Direct,
            fragments: vec![Span::new(0, 4)],
            source: None,
            cue: None,
            content_confidence: 0.9,
            source_confidence: 0.8,
            continues: false,
            denied: false,
        },
        speaker: Speaker {
            id: speaker.map(slug),
            name: speaker.map(str::to_owned),
            kind: if speaker.is_some() { SpeakerKind::Person } else { SpeakerKind::Unknown },
            role: None,
            affiliation: None,
            mention: None,
            confidence: if speaker.is_some() { 0.8 } else { 0.0 },
            member: None,
        },
        stances,
    }
}

/// A stance toward a state that is mentioned at bytes 0..4; `p` is unfavorable, neutral, favorable.
pub(crate) fn stance(actor: &str, stance: Stance, p: [f32; 3]) -> ActorStance {
    ActorStance {
        actor_id: slug(actor),
        actor: actor.to_owned(),
        actor_kind: ActorKind::State,
        mentions: vec![Span::new(0, 4)],
        mention: Span::new(0, 4),
        mention_role: MentionRole::Name,
        stance,
        probabilities: Probabilities { unfavorable: p[0], neutral: p[1], favorable: p[2] },
        abstained: false,
        outlook: Outlook::None,
        perspective: Perspective::Speaker,
        holder: None,
        modality: Modality::Asserted,
        evidence: Span::new(0, 4),
    }
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

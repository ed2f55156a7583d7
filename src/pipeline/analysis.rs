//! What reading an article gives: its statements, who said them, and how they present whom.

use crate::actors::MentionRole;
use crate::registry::ActorKind;
use crate::speakers::Speaker;
use crate::stance::{Modality, Outlook, Perspective, Probabilities, Stance};
use crate::statements::Statement;
use crate::text::Span;

/// What an article says: its statements in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// Each statement with its speaker and the stances it takes.
    pub statements: Vec<AttributedStatement>,
}

impl Analysis {
    /// The same at other places of the text.
    pub(super) fn moved(mut self, to: impl Fn(Span) -> Span) -> Self {
        for AttributedStatement { statement, speaker, stances } in &mut self.statements {
            let words = statement.fragments.iter_mut().chain(&mut statement.source).chain(&mut statement.cue);
            let mentions = stances.iter_mut().flat_map(|row| {
                let ActorStance { mentions, mention, evidence, .. } = row;
                mentions.iter_mut().chain([mention, evidence])
            });
            words.chain(&mut speaker.mention).chain(mentions).for_each(|span| *span = to(*span));
        }
        self
    }
}

/// A statement, its speaker, and the actors it speaks about.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributedStatement {
    /// The words and their attribution.
    pub statement: Statement,
    /// Who said it.
    pub speaker: Speaker,
    /// One entry per actor, in order of their first mentions.
    pub stances: Vec<ActorStance>,
}

/// How one statement presents one actor.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorStance {
    /// The actor's identifier, the same in every article for the same name.
    pub actor_id: String,
    /// The actor's canonical name.
    pub actor: String,
    /// Person, state, organisation or group.
    pub actor_kind: ActorKind,
    /// Every mention in the statement, in order.
    pub mentions: Vec<Span>,
    /// The mention that carries the score.
    pub mention: Span,
    /// How the mentions stand for the actor: `Modifier` only where all are modifiers.
    pub mention_role: MentionRole,
    /// The label.
    pub stance: Stance,
    /// Calibrated probabilities.
    pub probabilities: Probabilities,
    /// Whether the model is too uncertain to give a label one should count; the numbers stay.
    pub abstained: bool,
    /// Whether the actor gains or loses by the words.
    pub outlook: Outlook,
    /// The speaker's own attitude, or one that he reports.
    pub perspective: Perspective,
    /// Whose attitude is reported; `None` as well where the words name nobody.
    pub holder: Option<String>,
    /// Asserted, possible or denied.
    pub modality: Modality,
    /// The words that carry the score: the sentence of the mention, as far as it belongs to the statement.
    pub evidence: Span,
}

impl ActorStance {
    /// p(favorable) - p(unfavorable), in -1..1.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.probabilities.score()
    }

    /// Whether the row says how its speaker presents the actor, so that it belongs in a mean: his own view, not denied, about the
    /// actor and not about a thing, and certain enough.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.abstained
            && self.perspective == Perspective::Speaker
            && self.modality != Modality::Denied
            && self.mention_role != MentionRole::Modifier
    }
}

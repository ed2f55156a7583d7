//! What was written for review against what came back.

use serde::{Deserialize, Serialize};

use crate::corpus::{Change, Correction, Word};
use crate::registry::ActorKind;
use crate::stance::Stance;
use crate::statements::StatementKind;

/// A statement that was redrawn is still the same if it shares this much of its characters (Jaccard).
const SAME: f64 = 0.5;

/// A statement as it was when it was written for review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StatementState {
    pub(super) id: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) kind: String,
    pub(super) speaker: Option<String>,
    pub(super) actors: Vec<ActorState>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ActorState {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) mention: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) stance: String,
}

/// A statement as a person left it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CodedStatement {
    /// Id of the exported statement, where the tool kept it.
    pub(super) id: Option<String>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    /// `None` where the tool does not ask for it.
    pub(super) kind: Option<StatementKind>,
    /// `None` where the tool does not ask for it.
    pub(super) speaker: Option<Option<String>>,
    pub(super) actors: Vec<CodedActor>,
}

/// An actor as a person left it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CodedActor {
    /// Id of the exported actor, where the tool kept it.
    pub(super) id: Option<String>,
    /// What it is called: a name, or the words of its mention.
    pub(super) name: String,
    pub(super) kind: Option<ActorKind>,
    pub(super) mention: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) stance: Stance,
}

/// What every correction of one record has.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    pub(super) article: String,
    pub(super) coder: Option<String>,
    pub(super) note: Option<String>,
    pub(super) record: String,
}

impl Origin {
    pub(super) fn correction(&self, start: usize, end: usize, text: &str, change: Change) -> Correction {
        let Self { article, coder, note, record } = self.clone();
        Correction { article, start, end, text: text.to_owned(), change, coder, note, record }
    }
}

/// The corrections that make `before` what people left, in the order in which they must be applied.
pub(super) fn changes(origin: &Origin, before: &[StatementState], after: &[CodedStatement]) -> Vec<Correction> {
    let mut out = Vec::new();
    let mut left: Vec<Option<&CodedStatement>> = after.iter().map(Some).collect();
    for state in before {
        let by_id = left.iter().position(|coded| coded.is_some_and(|coded| coded.id.as_deref() == Some(&*state.id)));
        let by_place = || {
            let shares = left.iter().enumerate().filter_map(|(place, coded)| {
                let coded = coded.filter(|coded| coded.id.is_none())?;
                Some((place, shared((state.start, state.end), (coded.start, coded.end))))
            });
            shares.filter(|(_, share)| *share >= SAME).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(place, _)| place)
        };
        let Some(coded) = by_id.or_else(by_place).and_then(|place| left[place].take()) else {
            out.push(origin.correction(state.start, state.end, &state.text, Change::NoStatement));
            continue;
        };
        let changed = of_statement(state, coded);
        out.extend(changed.into_iter().map(|change| origin.correction(state.start, state.end, &state.text, change)));
    }
    for coded in left.into_iter().flatten() {
        let kind = coded.kind.unwrap_or(StatementKind::Direct);
        let mut new = vec![Change::NewStatement { kind }];
        new.extend(coded.speaker.clone().flatten().map(|name| Change::Speaker(Some(name))));
        new.extend(coded.actors.iter().map(about));
        out.extend(new.into_iter().map(|change| origin.correction(coded.start, coded.end, &coded.text, change)));
    }
    out
}

fn of_statement(state: &StatementState, coded: &CodedStatement) -> Vec<Change> {
    let mut out = Vec::new();
    if let Some(speaker) = coded.speaker.as_ref().filter(|speaker| **speaker != state.speaker) {
        out.push(Change::Speaker(speaker.clone()));
    }
    if let Some(kind) = coded.kind.filter(|kind| kind.to_string() != state.kind) {
        out.push(Change::Kind(kind));
    }
    let mut left: Vec<Option<&CodedActor>> = coded.actors.iter().map(Some).collect();
    for actor in &state.actors {
        let known = |coded: &CodedActor| match &coded.id {
            Some(id) => *id == actor.id,
            None => {
                coded.name.to_lowercase() == actor.name.to_lowercase()
                    || coded.name == actor.id
                    || (coded.name == coded.mention && coded.start < actor.end && actor.start < coded.end)
            }
        };
        let place = left.iter().position(|coded| coded.is_some_and(known));
        match place.and_then(|place| left[place].take()) {
            None => out.push(Change::NotAbout { actor: actor.id.clone() }),
            Some(coded) if Stance::of_word(&actor.stance) != Some(coded.stance) => {
                out.push(Change::Stance { actor: actor.id.clone(), stance: coded.stance });
            }
            Some(_) => {}
        }
    }
    out.extend(left.into_iter().flatten().map(about));
    if (coded.start, coded.end) != (state.start, state.end) {
        out.push(Change::Bounds { start: coded.start, end: coded.end, text: coded.text.clone() });
    }
    out
}

fn about(coded: &CodedActor) -> Change {
    Change::About {
        actor: coded.name.clone(),
        kind: coded.kind,
        mention: coded.mention.clone(),
        mention_start: coded.start,
        mention_end: coded.end,
        stance: coded.stance,
    }
}

/// Intersection over union of two ranges, in 0..1.
fn shared(a: (usize, usize), b: (usize, usize)) -> f64 {
    let both = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let either = (a.1 - a.0.min(a.1)) + (b.1 - b.0.min(b.1)) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

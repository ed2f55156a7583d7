//! What kind of actor a target is: the axis of the figures by kind.

use crate::cast::{Agreement, Mention, MentionForm, NameKind, Pair, is_land, is_title_noun};
use crate::registry::{ActorKind, Registry};
use crate::text::Span;

/// The kinds that figures are given for.
pub(super) const KINDS: [ActorKind; 3] = [ActorKind::Person, ActorKind::State, ActorKind::Organisation];

/// Position of a kind in [`KINDS`].
pub(super) fn place(kind: ActorKind) -> Option<usize> {
    KINDS.iter().position(|of| *of == kind)
}

/// The kind of the target at `span`, by the mention that shares most with it: a name is what the registry says it is, else what the
/// entity head says (a place that the registry does not know is of no kind); "he", "she", "I" and a title ("the president") are a
/// person, a demonym with another noun ("the Kestonian government") a state. `None` where neither says anything.
pub(super) fn kind_at(mentions: &[Mention], registry: &Registry, span: Span) -> Option<ActorKind> {
    let shared = |m: &&Mention| m.span.intersection(span).map_or(0, Span::len);
    let mention = mentions.iter().filter(|m| shared(m) > 0).max_by_key(shared)?;
    match &mention.form {
        MentionForm::Name(name) => match (name.registry.first().and_then(|id| registry.entry(id)), name.kind) {
            (Some(entry), _) => Some(entry.kind()),
            (None, NameKind::Person) => Some(ActorKind::Person),
            (None, NameKind::Organisation) => Some(ActorKind::Organisation),
            (None, NameKind::Location | NameKind::Misc) => None,
        },
        MentionForm::Pronoun(Agreement::Masculine | Agreement::Feminine) | MentionForm::FirstPerson => {
            Some(ActorKind::Person)
        }
        MentionForm::Kin | MentionForm::Pair(Pair::Persons(_) | Pair::Leaders | Pair::Candidates) => {
            Some(ActorKind::Person)
        }
        MentionForm::Pair(Pair::States) => Some(ActorKind::State),
        MentionForm::Pair(Pair::Bodies | Pair::Parties) => Some(ActorKind::Organisation),
        MentionForm::Pronoun(Agreement::Neuter | Agreement::Plural)
        | MentionForm::FirstPlural
        | MentionForm::Pair(Pair::Sides) => None,
        MentionForm::Nominal { noun, .. } if is_title_noun(noun) => Some(ActorKind::Person),
        MentionForm::Nominal { noun, .. } if is_land(noun) => Some(ActorKind::State),
        MentionForm::Nominal { state, .. } => {
            Some(if state.is_some() { ActorKind::State } else { ActorKind::Organisation })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Name;

    #[test]
    fn the_registry_speaks_first_and_the_entity_head_after_it() {
        let text = "Russia and Orr and he and Lund and the president";
        let at = |words: &str| {
            let start = text.find(words).expect(words);
            Span::new(start, start + words.len())
        };
        let name = |words: &str, kind, registry: &[&str]| {
            let registry = registry.iter().map(|id| (*id).to_owned()).collect();
            let form = MentionForm::Name(Name { registry, ..Name::of(kind) });
            Mention { span: at(words), form, refers: Vec::new() }
        };
        let plain = |words: &str, form| Mention { span: at(words), form, refers: Vec::new() };
        let mentions = [
            name("Russia", NameKind::Misc, &["RUS"]),
            name("Orr", NameKind::Organisation, &[]),
            plain("he", MentionForm::Pronoun(Agreement::Masculine)),
            name("Lund", NameKind::Location, &[]),
            plain("the president", MentionForm::Nominal { noun: "president".to_owned(), state: None }),
        ];
        let registry = Registry::builtin();
        let kinds = ["Russia", "Orr", "he", "Lund", "president", "and"].map(|w| kind_at(&mentions, &registry, at(w)));
        let expected = [
            Some(ActorKind::State),
            Some(ActorKind::Organisation),
            Some(ActorKind::Person),
            None,
            Some(ActorKind::Person),
            None,
        ];
        assert_eq!(kinds, expected);
    }
}

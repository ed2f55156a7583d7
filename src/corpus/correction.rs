//! What people change in a scored corpus.

use serde::{Deserialize, Serialize};

use crate::registry::ActorKind;
use crate::stance::Stance;
use crate::statements::StatementKind;

/// One change by a person. It names its statement by article and place, not by number, so that it survives a new scoring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Correction {
    /// The article's id.
    pub article: String,
    /// Where the statement begins, in code points of the article's text.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// The statement's words, by which it is known that the place still holds it.
    pub text: String,
    /// What is changed.
    pub change: Change,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// File and record it was read from, for messages.
    #[serde(skip)]
    pub record: String,
}

/// What a person changes about one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// The statement was missed: the place holds one.
    NewStatement {
        /// Direct, indirect or mixed.
        #[serde(with = "as_word")]
        kind: StatementKind,
    },
    /// Who said it, by name; `None` where nobody can be known.
    Speaker(Option<String>),
    /// How it presents an actor who has a row.
    Stance {
        /// The actor's id.
        actor: String,
        /// The right label.
        #[serde(with = "as_word")]
        stance: Stance,
    },
    /// It speaks about an actor who has no row.
    About {
        /// The actor's name or id.
        actor: String,
        /// What the actor is, where no other row of the corpus says it.
        #[serde(default, with = "as_word_or_none", skip_serializing_if = "Option::is_none")]
        kind: Option<ActorKind>,
        /// The mention's words and place.
        mention: String,
        /// In code points of the article's text.
        mention_start: usize,
        /// One past its end.
        mention_end: usize,
        /// How it presents the actor.
        #[serde(with = "as_word")]
        stance: Stance,
    },
    /// It does not speak about the actor: the row goes.
    NotAbout {
        /// The actor's id.
        actor: String,
    },
    /// It is direct, indirect or mixed.
    #[serde(with = "as_word")]
    Kind(StatementKind),
    /// It begins and ends elsewhere.
    Bounds {
        /// In code points of the article's text.
        start: usize,
        /// One past its end.
        end: usize,
        /// The words there.
        text: String,
    },
    /// There is no statement here: it and its rows go.
    NoStatement,
}

impl Change {
    /// What of the statement it changes: of two corrections with one target the later one holds.
    pub(crate) fn target(&self) -> (u8, &str) {
        match self {
            Self::NewStatement { .. } => (0, ""),
            Self::Speaker(_) => (1, ""),
            Self::Stance { actor, .. } | Self::About { actor, .. } | Self::NotAbout { actor } => (2, actor),
            Self::Kind(_) => (3, ""),
            Self::Bounds { .. } => (4, ""),
            Self::NoStatement => (5, ""),
        }
    }
}

/// A label by the word that files have for it.
mod as_word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::super::Word;

    pub(super) fn serialize<L: Word, S: Serializer>(label: &L, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(label)
    }

    pub(super) fn deserialize<'de, L: Word, D: Deserializer<'de>>(deserializer: D) -> Result<L, D::Error> {
        let word = String::deserialize(deserializer)?;
        L::of_word(&word).ok_or_else(|| D::Error::custom(format!("unknown label {word}")))
    }
}

/// The same, or nothing.
mod as_word_or_none {
    use serde::{Deserializer, Serializer};

    use super::super::Word;

    pub(super) fn serialize<L: Word, S: Serializer>(label: &Option<L>, serializer: S) -> Result<S::Ok, S::Error> {
        match label {
            Some(label) => super::as_word::serialize(label, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, L: Word, D: Deserializer<'de>>(deserializer: D) -> Result<Option<L>, D::Error> {
        super::as_word::deserialize(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_one_line_of_json_and_read_back() {
        let about = Change::About {
            actor: "Orrin".into(),
            kind: Some(ActorKind::State),
            mention: "Orrin".into(),
            mention_start: 5,
            mention_end: 10,
            stance: Stance::Mixed,
        };
        let changes = [
            Change::NewStatement { kind: StatementKind::Mixed },
            Change::Speaker(None),
            Change::Speaker(Some("Ilse Brandt".into())),
            Change::Stance { actor: "orrin".into(), stance: Stance::Favorable },
            about,
            Change::NotAbout { actor: "orrin".into() },
            Change::Kind(StatementKind::Direct),
            Change::Bounds { start: 1, end: 9, text: "Orrin wo".into() },
            Change::NoStatement,
        ];
        for change in changes {
            let correction = Correction {
                article: "a".into(),
                start: 0,
                end: 12,
                text: "“Orrin won.”".into(),
                change,
                coder: Some("anna".into()),
                note: None,
                record: String::new(),
            };
            let line = serde_json::to_string(&correction).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(serde_json::from_str::<Correction>(&line).unwrap(), correction, "{line}");
        }
        let stance = Change::Stance { actor: "orrin".into(), stance: Stance::Favorable };
        assert_eq!(serde_json::to_string(&stance).unwrap(), r#"{"stance":{"actor":"orrin","stance":"favorable"}}"#);
    }
}

//! Labels that files write as words, read back.

use std::fmt::Display;

use crate::actors::MentionRole;
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Outlook, Perspective, Stance};
use crate::statements::StatementKind;

/// A label that is written by its [`Display`] and read back from it.
pub(crate) trait Word: Copy + Display + 'static {
    /// Every label.
    const ALL: &'static [Self];

    /// The label that is written as `word`.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|label| label.to_string() == word)
    }
}

impl Word for StatementKind {
    const ALL: &'static [Self] = &[Self::Direct, Self::Indirect, Self::Mixed];
}

impl Word for SpeakerKind {
    const ALL: &'static [Self] = &[Self::Person, Self::Organisation, Self::Group, Self::Unknown];
}

impl Word for ActorKind {
    const ALL: &'static [Self] = &[Self::Person, Self::State, Self::Organisation, Self::Group];
}

impl Word for MentionRole {
    const ALL: &'static [Self] = &[Self::Name, Self::Nominal, Self::Pronoun, Self::Speaker, Self::Modifier];
}

impl Word for Stance {
    const ALL: &'static [Self] = &[Self::Unfavorable, Self::Neutral, Self::Favorable, Self::Mixed];
}

impl Word for Outlook {
    const ALL: &'static [Self] = &[Self::Gains, Self::None, Self::Loses];
}

impl Word for Perspective {
    const ALL: &'static [Self] = &[Self::Speaker, Self::Reported];
}

impl Word for Modality {
    const ALL: &'static [Self] = &[Self::Asserted, Self::Possible, Self::Denied];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round<L: Word + PartialEq>() -> bool {
        L::ALL.iter().all(|label| L::of_word(&label.to_string()) == Some(*label)) && L::of_word("nothing").is_none()
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert!(round::<StatementKind>() && round::<SpeakerKind>() && round::<ActorKind>() && round::<MentionRole>());
        assert!(round::<Stance>() && round::<Outlook>() && round::<Perspective>() && round::<Modality>());
    }
}

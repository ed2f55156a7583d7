//! Outlook: what the words say will become of an actor, apart from how they present it.

use std::fmt;

use crate::model::softmax;

/// Whether an actor gains or loses by the words of a statement, certainly or possibly (see [`Modality`](super::Modality)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outlook {
    /// It gains, or may.
    Gains,
    /// Neither is said.
    None,
    /// It loses or suffers, or may.
    Loses,
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gains => "gains",
            Self::None => "none",
            Self::Loses => "loses",
        })
    }
}

impl Outlook {
    /// By logits of none, gains, loses: none, unless its probability is below the threshold; then the likelier of the others.
    #[must_use]
    pub(crate) fn of(mut logits: [f32; 3], below: f32) -> Self {
        softmax(&mut logits);
        let [none, gains, loses] = logits;
        match () {
            () if none >= below => Self::None,
            () if gains > loses => Self::Gains,
            () => Self::Loses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_gains_or_loses_only_where_none_is_unlikely() {
        assert_eq!(Outlook::of([0.0, 0.1, 0.0], 0.3), Outlook::None);
        assert_eq!(Outlook::of([0.0, 0.1, 0.0], 0.4), Outlook::Gains);
        assert_eq!(Outlook::of([0.0, 0.0, 3.0], 0.4), Outlook::Loses);
    }
}

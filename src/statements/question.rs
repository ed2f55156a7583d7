//! Questions put to somebody: "asked whether her client would pay, she said ..." reports no statement of anybody in particular.

use crate::text::holds_any;

/// Whether a cue asks. Where nobody is named who asks, it is the journalist.
pub(crate) fn asks(cue: &str) -> bool {
    holds_any(cue, &["ask", "asks", "asked", "asking", "questioned", "quizzed"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_ask_and_question_ask() {
        assert!(asks("was asked") && asks("Asked") && asks("questioned about"));
        assert!(!asks("said") && !asks("task") && !asks("raised questions"));
    }
}

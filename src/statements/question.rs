//! Questions put to somebody: "asked whether her client would pay, she said ..." reports no statement of anybody in particular.

use crate::text::holds_any;

/// Whether a cue asks. Where nobody is named who asks, it is the journalist.
pub(crate) fn asks(cue: &str) -> bool {
    let pressed = ["was pressed", "were pressed", "pressed on", "pressed about", "pressed whether", "pressed why"];
    holds_any(cue, &["ask", "asks", "asked", "asking", "questioned", "quizzed"])
        || pressed.iter().any(|words| cue.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_ask_and_question_ask() {
        assert!(asks("was asked") && asks("Asked") && asks("questioned about") && asks("was pressed"));
        assert!(!asks("said") && !asks("task") && !asks("raised questions") && !asks("pressed"));
    }
}

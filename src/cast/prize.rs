//! A seat of power as the office that one wins, or as the house where one works: "the race for the White House". It is no state then.

use crate::text::Span;

/// Verbs and nouns right before the seat: one wins, holds or leaves it.
const TAKES: &[&str] = &[
    "control",
    "controlled",
    "controls",
    "enter",
    "entered",
    "enters",
    "held",
    "hold",
    "holding",
    "holds",
    "keep",
    "keeping",
    "keeps",
    "kept",
    "leave",
    "leaves",
    "leaving",
    "left",
    "lose",
    "loses",
    "losing",
    "lost",
    "occupied",
    "occupies",
    "occupy",
    "occupying",
    "reclaim",
    "reclaimed",
    "reclaiming",
    "retake",
    "retaking",
    "seek",
    "seeking",
    "seeks",
    "sought",
    "take",
    "takes",
    "taking",
    "win",
    "winning",
    "wins",
    "won",
];

/// What stands before "for" the seat.
const FOR: &[&str] = &[
    "battle",
    "bid",
    "bids",
    "campaign",
    "candidate",
    "candidates",
    "contest",
    "eligible",
    "fight",
    "fit",
    "ineligible",
    "quest",
    "race",
    "races",
    "ran",
    "ready",
    "run",
    "running",
    "runs",
    "unfit",
    "vying",
];

/// What stands before "to" the seat: one moves in.
const TO: &[&str] = &[
    "back",
    "came",
    "come",
    "elected",
    "get",
    "gets",
    "getting",
    "go",
    "goes",
    "going",
    "got",
    "it",
    "path",
    "return",
    "returned",
    "returning",
    "returns",
    "road",
    "route",
    "way",
    "went",
];

/// What makes "at" the seat a direction: "angry at".
const TOWARD: &[&str] =
    &["aimed", "anger", "angry", "directed", "fury", "furious", "lashed", "look", "mad", "out", "shots"];

/// What stands behind the seat of those who run for it.
const RUNS: &[&str] = &[
    "ambitions",
    "bid",
    "bids",
    "campaign",
    "candidate",
    "candidates",
    "contender",
    "contenders",
    "contest",
    "hopeful",
    "hopefuls",
    "hopes",
    "race",
    "run",
    "runs",
    "win",
    "winner",
];

/// Whether a seat of power is what one runs for or where one is, and not who acts or is spoken of.
pub(super) fn is_prize(text: &str, seat: Span) -> bool {
    let behind = text[seat.end()..].strip_prefix(' ').unwrap_or("");
    let behind = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let before = text[..seat.start()].trim_end_matches(' ');
    let before = before.strip_suffix(" the").unwrap_or(before);
    let mut before = before.rsplit(' ').map(|word| if word.ends_with(char::is_alphanumeric) { word } else { "" });
    let (last, second) = (before.next().unwrap_or("").to_lowercase(), before.next().unwrap_or("").to_lowercase());
    RUNS.contains(&behind)
        || TAKES.contains(&last.as_str())
        || match last.as_str() {
            "for" => FOR.contains(&second.as_str()),
            "to" => TO.contains(&second.as_str()),
            "at" => !TOWARD.contains(&second.as_str()),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_one_wins_or_works_at_is_no_state() {
        let prize = |text: &str| {
            let at = text.find("Stone House").expect("the seat is there");
            is_prize(text, Span::new(at, at + "Stone House".len()))
        };
        for text in [
            "his bid for the Stone House",
            "She won the Stone House in May",
            "the Stone House hopeful left",
            "on his way to the Stone House",
            "they met at the Stone House",
            "who will occupy the Stone House",
            "unfit for the Stone House",
            "the first to hold the Stone House",
        ] {
            assert!(prize(text), "{text}");
        }
        for text in [
            "The Stone House wanted votes",
            "a letter to the Stone House",
            "angry at the Stone House",
            "a spokesman for the Stone House",
            "He left. The Stone House knew",
            "a Stone House plot",
        ] {
            assert!(!prize(text), "{text}");
        }
    }
}

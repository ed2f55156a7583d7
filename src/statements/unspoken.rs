//! What looks like an attribution and reports no words: "*declined* to say how much", "*welcomed* the deal", "a video *shows* the bow".

use super::StatementKind;
use super::channel::CHANNELS;
use super::verb::{is_auxiliary, is_past};
use crate::text::{Span, first_word, holds_any};

/// Verbs by which somebody keeps silent.
const REFUSING: &[&str] = &["decline", "declined", "declines", "declining", "refuse", "refused", "refuses", "refusing"];
/// Verbs of what somebody might have told and did not: "*failed* to mention that she knew".
const FAILING: &[&str] = &["fail", "failed", "failing", "fails", "neglected", "omitted"];
/// What he keeps silent by not doing.
pub(super) const TELLING: &[&str] = &[
    "answer",
    "comment",
    "confirm",
    "disclose",
    "discuss",
    "elaborate",
    "give",
    "identify",
    "name",
    "reveal",
    "say",
    "specify",
];

/// Verbs of deeds and judgements, whose bare object is no words: "welcomed *the deal*".
const DEEDS: &[&str] = &[
    "appointed",
    "co-sponsored",
    "defend",
    "defended",
    "defends",
    "elected",
    "nominated",
    "offer",
    "offered",
    "offers",
    "overturned",
    "posted",
    "posts",
    "raised",
    "recalled",
    "reject",
    "rejected",
    "rejects",
    "see",
    "saw",
    "sees",
    "sentenced",
    "takes",
    "took",
    "unveiled",
    "unveils",
    "welcome",
    "welcomed",
    "welcomes",
];
/// Verbs of judging somebody aloud; who never did it said nothing: "has *never blamed* Lorvia".
const JUDGING: &[&str] = &[
    "accuse",
    "accused",
    "blame",
    "blamed",
    "criticise",
    "criticised",
    "criticize",
    "criticized",
    "endorse",
    "endorsed",
    "identified",
    "identify",
    "mention",
    "mentioned",
];

/// Words by which an object tells what was said of it after all: "rejected the claim *that*", "saw it *as* a loss".
const CLAUSES: &[&str] = &["as", "how", "if", "like", "that", "what", "whether", "why"];

/// What depicts.
const PICTURES: &[&str] = &[
    "clip",
    "footage",
    "image",
    "images",
    "photo",
    "photograph",
    "photographs",
    "photos",
    "picture",
    "pictures",
    "video",
    "videos",
];

/// A short quotation that nobody is said to say has at most so many words.
const SCARE: usize = 3;

/// A heading in capitals has at most so many words.
const HEADING: usize = 10;

/// Whether a cue and the indirect content behind it report no words.
pub(super) fn reports_no_words(text: &str, source: Option<Span>, cue: Option<Span>, content: Span) -> bool {
    let Some(cue) = cue else { return false };
    let (verb, words) = (cue.of(text).to_lowercase(), content.of(text));
    let has = |listed: &[&str]| holds_any(&verb, listed);
    let opening: Vec<&str> = words.split_whitespace().take(2).collect();
    let telling = has(TELLING) || opening.first() == Some(&"to") && opening.get(1).is_some_and(|w| TELLING.contains(w));
    let passing_over = telling || has(&["acknowledge", "mention", "note"]);
    let negated = has(&["not", "never"]) || verb.contains("n't") || verb.contains("n’t");
    if has(REFUSING) && telling || has(FAILING) && passing_over || negated && has(JUDGING) {
        return true;
    }
    // "are divided over where the fault lies", "stopped short of accusing Orr", "took aim at the handling"
    let before = text[..content.start()].trim_end().rsplit(['.', ',', '\n']).next().unwrap_or("").to_lowercase();
    let last = verb.split_whitespace().next_back().unwrap_or("");
    let short =
        cue.end() <= content.start() && text[..cue.end()].to_lowercase().ends_with(&format!("stopped short of {last}"));
    if has(&["divided"]) || short || before.ends_with("took aim at") {
        return true;
    }
    // "told staff in a memo *that was obtained* by the Ledger"
    let relative = ["that was ", "that were ", "that had been "].iter().any(|opener| words.starts_with(opener));
    if relative && cue.end() <= content.start() && holds_any(&text[cue.end()..content.start()], CHANNELS) {
        return true;
    }
    // "sought to put some distance between them", "is expected to take the stand"
    let to = opening.first() == Some(&"to") || verb.ends_with(" to");
    let foreseen = source.is_none() && has(&["expected"]) && (to || content.end() <= cue.start());
    if foreseen || to && has(&["seek", "seeks", "sought", "seeking"]) {
        return true;
    }
    // "will table a bill": an auxiliary alone says nothing.
    if verb.split_whitespace().all(is_auxiliary) {
        return true;
    }
    let depicts = has(&["show", "shows", "showed"]) && holds_any(&before, PICTURES);
    // "see prices *falling*"; "a fight *raised* fears" is nobody's word, and who raises them says what he fears
    let foreseen = |word: &str| word.ends_with("ing") || word.starts_with(|c: char| c.is_ascii_digit());
    let told = has(&["see", "saw", "sees"]) && words.split(' ').any(foreseen) || has(&["raised"]) && source.is_some();
    (DEEDS.contains(&last) && !told || depicts) && is_bare(words)
}

/// Whether content is a noun phrase alone: no clause, nothing that says what somebody thinks of it.
fn is_bare(words: &str) -> bool {
    let first = first_word(words).to_lowercase();
    let phrase = words.split([',', ';']).next().unwrap_or("").split_whitespace();
    // What stands in a relative clause describes the thing.
    let phrase: Vec<&str> = phrase.take_while(|word| !matches!(*word, "which" | "who" | "whose" | "where")).collect();
    let irregular = |word: &&str| is_past(word) && !word.ends_with("ed");
    let clause = phrase.iter().any(|word| CLAUSES.contains(word))
        || phrase.iter().skip(1).any(|word| is_auxiliary(word) || irregular(word))
        || matches!(first.as_str(), "he" | "she" | "it" | "they" | "there" | "this" | "to");
    !clause
}

/// Whether quoted words that nobody is said to say are a nickname or a word held at arm's length: the *“family”* that recruiters speak
/// of, known as *“the waiting room”*.
pub(super) fn is_held_at_arms_length(
    text: &str,
    paragraph: Span,
    content: Span,
    kind: StatementKind,
    bare: bool,
) -> bool {
    let before = text[paragraph.start()..content.start()].trim_end();
    let after = text[content.end()..paragraph.end()].trim_start_matches([',', ' ']);
    let clause = after.split([',', '.']).next().unwrap_or("");
    if kind != StatementKind::Indirect && clause.starts_with("as ") && clause.ends_with(" known") {
        return true;
    }
    let known =
        before.ends_with(" as") && before.rsplit([',', '.']).next().is_some_and(|clause| holds_any(clause, &["known"]));
    if kind != StatementKind::Direct {
        return false;
    }
    let words = content.of(text);
    let few = words.split_whitespace().count() <= SCARE;
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?' | '…'));
    let ended = inner.ends_with(['.', ',', '!', '?', '…']);
    let alone = before.is_empty() && after.trim_matches(['.', ' ']).is_empty();
    known && few || bare && few && !ended && !alone && !before.ends_with(':')
}

/// Whether a paragraph is a heading in capitals: "'LOST' AND 'GONE'"; what is shouted ends as a sentence does.
pub(super) fn is_heading(words: &str) -> bool {
    words.split_whitespace().count() <= HEADING
        && words.chars().filter(|c| c.is_uppercase()).count() > 2
        && !words.chars().any(char::is_lowercase)
        && !words.trim_end_matches(['”', '"', '’', '\'']).ends_with(['.', '!', '?'])
}

/// Whether a paragraph is the line between headline and byline, which sums the article up.
pub(super) fn is_deck(text: &str, paragraph: Span) -> bool {
    let lines = |words: &'_ str| words.lines().filter(|line| !line.trim().is_empty()).count();
    let before = text[..paragraph.start()].trim();
    let next = text[paragraph.end()..].trim_start();
    let byline = next.strip_prefix("By ").or_else(|| next.strip_prefix("BY "));
    let named = byline.and_then(|name| name.lines().next()).is_some_and(|name| {
        name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 12 && !name.ends_with('.')
    });
    paragraph.start() < 1000 && lines(before) == 1 && named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silent(text: &str, source: &str, cue: &str, content: &str) -> bool {
        let at = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let source = (!source.is_empty()).then(|| at(source));
        reports_no_words(text, source, Some(at(cue)), at(content))
    }

    #[test]
    fn silence_deeds_and_pictures_report_no_words() {
        assert!(silent("Orr declined to say how many left", "Orr", "declined", "to say how many left"));
        assert!(silent("Orr declined to say how many left", "Orr", "declined to say", "how many left"));
        assert!(silent("Experts are divided over who won", "Experts", "divided", "who won"));
        assert!(silent("Orr welcomed the deal within the hour", "Orr", "welcomed", "the deal within the hour"));
        assert!(silent("Orr will table a bill that binds Lund", "Orr", "will", "a bill that binds Lund"));
        assert!(silent("Orr sought to put distance between them", "Orr", "sought", "to put distance between them"));
        assert!(silent("Orr is expected to take the stand", "", "is expected", "to take the stand"));
        assert!(silent("The harbour, now full, is expected to close", "", "is expected", "The harbour, now full"));
        assert!(silent("The report stopped short of accusing Orr of fraud", "The report", "accusing", "Orr of fraud"));
        assert!(silent("Orr told us in a memo that was lost", "Orr", "told", "that was lost"));
        assert!(silent("A video shows the bow of a ship", "", "shows", "the bow of a ship"));
    }

    #[test]
    fn what_is_said_after_all_is_told() {
        assert!(!silent("Orr refused to believe that Lund left", "Orr", "refused to believe", "that Lund left"));
        assert!(!silent("Orr rejected the claim that Lund left", "Orr", "rejected", "the claim that Lund left"));
        assert!(!silent("Orr saw the deal as a loss", "Orr", "saw", "the deal as a loss"));
        assert!(!silent("A survey shows that Lund leads", "A survey", "shows", "that Lund leads"));
        assert!(!silent("Orr is expected to win, Lund says", "Lund", "says", "Orr is expected to win"));
        assert!(!silent("Orr recalled he had seen it", "Orr", "recalled", "he had seen it"));
        assert!(!silent("Orr never said that Lund left", "Orr", "never said", "that Lund left"));
        assert!(!silent("Orr failed to see why Lund left", "Orr", "failed to see", "why Lund left"));
    }

    #[test]
    fn a_word_held_at_arms_length_is_told_from_speech() {
        let held = |text: &str, words: &str, bare: bool| {
            let start = text.find(words).expect("the words are in the text");
            let content = Span::new(start, start + words.len());
            is_held_at_arms_length(text, Span::new(0, text.len()), content, StatementKind::Direct, bare)
        };
        assert!(held("The “family” that they speak of was gone.", "“family”", true));
        assert!(held("The fund, known to critics as “the waiting room”, paid.", "“the waiting room”", false));
        assert!(!held("“Never.”", "“Never.”", true));
        assert!(!held("Then came the answer: “nothing”.", "“nothing”", true));
        assert!(!held("She called him “a thug”.", "“a thug”", false));
    }

    #[test]
    fn headings_and_decks_are_no_paragraphs() {
        assert!(
            is_heading("'LOST' AND 'GONE'")
                && !is_heading("“STOP THE COUNT!”")
                && !is_heading("Orr said NO")
                && !is_heading("1,200")
        );
        let text = "Harbour lost\n\nOrr says the harbour is lost\n\nBy Ilse Lund\n\nRain fell.";
        let at = |words: &str| Span::new(text.rfind(words).unwrap(), text.rfind(words).unwrap() + words.len());
        assert!(is_deck(text, at("Orr says the harbour is lost")));
        assert!(!is_deck(text, at("Rain fell.")) && !is_deck(text, Span::new(0, 12)));
    }
}

//! Bodies that an article describes and does not name: "the planning committee".

use super::{Mention, MentionForm, is_body_noun};
use crate::text::{Span, word_before};

/// How the identifier of such a body begins; the article's identifier follows, for the same words mean another body in another article.
pub(super) const DESCRIBED: &str = "described-";

/// Whether the body or person of an identifier has a name, and is so the same in every article: a body that an article only describes is not.
pub(crate) fn is_named(id: &str) -> bool {
    !id.starts_with(DESCRIBED)
}

/// Bodies that are places as well: one goes "to the hospital".
const PLACES: &[&str] = &[
    "academy",
    "bank",
    "church",
    "club",
    "college",
    "court",
    "hospital",
    "institute",
    "laboratory",
    "museum",
    "school",
    "university",
];

/// Words before such a place.
const WHERE: &[&str] = &["at", "from", "in", "inside", "into", "near", "outside", "through", "to", "around"];

/// What may follow a body that is meant itself: other words make it the description of something ("the party boss").
const FOLLOWS: &str = "a about across after again against ago all already also always an and are argues as at because before \
    behind believes between but by can cannot could denies did didn do does doesn during even expects faces \
    for from gave gets gives got had has hasn have he her here his if in insists into is isn it its itself \
    just keeps kept knew knows last left lets lost made makes may might more must needs never next no not now \
    off on only or our out over owes paid pays put really refuses remains said says seems sends sent she \
    should simply since so sold spends still than that the their them then there they thinks this though \
    through to today told too took under until up wants warns was wasn we went were what when where whether \
    which while who whose will with within without won would yesterday yet you";

/// Words that set a body apart from one that was named, and name none.
const APART: &[&str] = &[
    "other", "same", "only", "very", "wrong", "right", "most", "next", "last", "first", "final", "new", "whole",
    "entire", "previous",
];

/// The words of a description of a body without its article, in lower case; `None` of what is no such description, stands before the
/// thing that it describes, or is where something happens.
pub(crate) fn described(text: &str, mention: &Mention) -> Option<String> {
    let MentionForm::Nominal { noun, state: None } = &mention.form else { return None };
    let followed = word_behind(text, mention.span)
        .is_none_or(|next| FOLLOWS.split(' ').any(|word| word == next) || next.ends_with("ed"));
    let visited = PLACES.contains(&noun.as_str()) && WHERE.contains(&word_before(text, mention.span).as_str());
    // "The authority to end it" is a right, "the trust that was lost" no body.
    let right = matches!(noun.as_str(), "authority" | "trust")
        && word_behind(text, mention.span).is_some_and(|next| matches!(next.as_str(), "to" | "that"));
    if right {
        return None;
    }
    let words = mention.span.of(text).to_lowercase();
    let words = words.strip_prefix("the ").or_else(|| words.strip_prefix("this "))?.to_owned();
    let apart = words.split(' ').any(|word| APART.contains(&word));
    (is_body_noun(noun) && followed && !visited && !apart).then_some(words)
}

/// The word right behind a span, in lower case; `None` where punctuation or the end of the text stands there.
fn word_behind(text: &str, span: Span) -> Option<String> {
    let rest = text[span.end()..].strip_prefix([' ', '\u{a0}'])?;
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    (!word.is_empty()).then(|| word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_described_where_it_is_meant_itself() {
        let cases = [
            ("We blame the planning committee.", "the planning committee", "committee", Some("planning committee")),
            ("We thank this council.", "this council", "council", Some("council")),
            ("The council sends letters.", "The council", "council", Some("council")),
            ("They follow the party boss.", "the party", "party", None),
            ("They gave him the authority to end it.", "the authority", "authority", None),
            ("They met the council members.", "the council", "council", None),
            ("It won the group of voters.", "the group", "group", None),
            ("It met the other party.", "the other party", "party", None),
            ("He was taken to the hospital.", "the hospital", "hospital", None),
            ("I thank the hospital.", "the hospital", "hospital", Some("hospital")),
            ("I thank the captain.", "the captain", "captain", None),
        ];
        for (text, words, noun, expected) in cases {
            let start = text.find(words).expect("the words are there");
            let form = MentionForm::Nominal { noun: noun.to_owned(), state: None };
            let mention = Mention { span: Span::new(start, start + words.len()), form, refers: Vec::new() };
            assert_eq!(described(text, &mention).as_deref(), expected, "{text}");
        }
    }
}

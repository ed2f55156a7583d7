//! The channel of a charge: "accused Orr *in a statement* of lying". It parts the content and is none of it.

use crate::text::Span;

/// What words are written or spoken in.
pub(super) const CHANNELS: &[&str] =
    &["email", "e-mail", "interview", "letter", "memo", "message", "note", "post", "report", "speech", "statement"];

/// The content on either side of the channel that stands inside it, behind a cue that charges somebody with something.
pub(super) fn around_channel(text: &str, cue: Span, content: Span) -> Option<[Span; 2]> {
    let charges =
        cue.of(text).split_whitespace().any(|word| matches!(word, "accuse" | "accused" | "accuses" | "accusing"));
    if !charges || cue.end() > content.start() {
        return None;
    }
    let words = content.of(text);
    let (at, channel) = [" in a ", " in an "].iter().find_map(|opener| Some((words.find(opener)?, *opener)))?;
    let rest = &words[at + channel.len()..];
    let of = rest.find(" of ")?;
    let phrase: Vec<&str> = rest[..of].split(' ').collect();
    let named = phrase.len() <= 4 && phrase.iter().take(2).any(|word| CHANNELS.contains(word));
    let behind = content.start() + at + channel.len() + of + 1;
    named.then(|| [Span::new(content.start(), content.start() + at), Span::new(behind, content.end())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_parts_whom_and_of_what() {
        let read = |text: &str| {
            let (cue, content) = (Span::new(0, 7), Span::new(8, text.len()));
            around_channel(text, cue, content).map(|parts| parts.map(|part| part.of(text).to_owned()))
        };
        let parts = |whom: &str, what: &str| Some([whom.to_owned(), what.to_owned()]);
        assert_eq!(read("accused Orr in a statement of lying"), parts("Orr", "of lying"));
        assert_eq!(read("accused Orr in a statement on Monday of lying"), parts("Orr", "of lying"));
        assert_eq!(read("accused Orr in a fit of rage"), None);
        assert_eq!(read("praised Orr in a statement of fact"), None);
    }
}

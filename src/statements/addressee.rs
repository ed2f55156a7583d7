//! To whom something is said: "told *Ivo Orr* a loss is likely".

use super::piece::WORDS;
use crate::text::Span;

/// Content without the one to whom it was said: "told *Sean Orr* a loss is likely".
pub(super) fn without_addressee(text: &str, cue: Span, content: Span) -> Span {
    let tells = ["told", "tells", "telling"].iter().any(|verb| cue.of(text).ends_with(verb));
    if !tells || cue.end() > content.start() || !text[cue.end()..content.start()].trim().is_empty() {
        return content;
    }
    let words: Vec<&str> = content.of(text).split(' ').collect();
    let name = words.iter().take_while(|word| word.starts_with(char::is_uppercase)).count();
    let pronoun = matches!(words[0], "him" | "her" | "them" | "us" | "me" | "reporters" | "supporters");
    let addressee = if pronoun { 1 } else { name };
    let rest = words.len() - addressee;
    // What begins behind a name must begin a clause: "told US *officials*" names more of the addressee.
    const OPENS: &[&str] =
        &["a", "an", "the", "that", "he", "she", "it", "they", "his", "her", "its", "their", "there", "to"];
    if !pronoun && !words.get(addressee).is_some_and(|next| OPENS.contains(next)) {
        return content;
    }
    if !(1..=3).contains(&addressee)
        || rest < WORDS
        || words[..addressee].iter().any(|word| word.ends_with([',', '.', ':']))
    {
        return content;
    }
    Span::new(content.start() + words[..addressee].iter().map(|word| word.len() + 1).sum::<usize>(), content.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_is_no_part_of_what_he_is_told() {
        let said = |text: &str, content: &str| {
            let cue = text.find("told").expect("the cue is in the text");
            let start = text.find(content).expect("the content is in the text");
            let content = Span::new(start, start + content.len());
            without_addressee(text, Span::new(cue, cue + "told".len()), content).of(text).to_owned()
        };
        assert_eq!(said("Lund told Ivo Orr a loss is likely", "Ivo Orr a loss is likely"), "a loss is likely");
        assert_eq!(said("Lund told them a loss is likely", "them a loss is likely"), "a loss is likely");
        assert_eq!(
            said("Lund told US officials a loss is likely", "US officials a loss is likely"),
            "US officials a loss is likely"
        );
        assert_eq!(said("Lund told us no more", "us no more"), "us no more");
    }
}

//! "One of them said": one of those of whom the article has spoken last.

use super::noun::is_quantity;
use super::phrase::core;
use super::wording::shown;
use super::{Context, Speaker, SpeakerKind, by_description};
use crate::cast::is_group_noun;
use crate::sentence::sentences;
use crate::text::{Span, first_word};

impl Context<'_> {
    /// One of those who spoke last: "*one of them* said" behind "two Lorvian officials said".
    pub(super) fn one_of_them(&self, source: Span, before: &[Speaker]) -> Option<Speaker> {
        let words = source.of(self.text).to_lowercase();
        let one = ["one of them", "another of them"].into_iter().find(|one| words == *one)?;
        let here = self.paragraph(source.start());
        let near = |s: &&Speaker| s.mention.is_some_and(|mention| here <= self.paragraph(mention.start()) + 1);
        let group = before.iter().rev().take(3).filter(near).find(|s| s.kind == SpeakerKind::Group);
        let name = self.counted_before(source).or_else(|| group?.name.clone())?;
        let end = [" close to ", " familiar ", " who ", " with "].iter().filter_map(|link| name.find(link)).min();
        let name = &name[..end.unwrap_or(name.len())];
        let people = name.rsplit(' ').next().is_some_and(|noun| is_group_noun(&noun.to_lowercase()));
        let first = first_word(one);
        people.then(|| by_description(SpeakerKind::Person, format!("{first} of {name}"), source))
    }

    /// The people with whom a sentence before a source begins, in its paragraph or the one above: "*Two officials*, who asked not to be
    /// named, …".
    fn counted_before(&self, source: Span) -> Option<String> {
        let here = self.paragraph(source.start());
        [Some(here), here.checked_sub(1)].into_iter().flatten().filter_map(|at| self.paragraphs.get(at)).find_map(
            |paragraph| {
                let before = Span::new(paragraph.start(), paragraph.end().min(source.start()).max(paragraph.start()));
                sentences(self.text, before).into_iter().rev().find_map(|sentence| {
                    let phrase = core(self.text, sentence);
                    let words = phrase.of(self.text).to_lowercase();
                    let noun = words.rsplit(' ').next().unwrap_or("");
                    let counts = is_quantity(first_word(&words)) && words.split(' ').count() <= 5;
                    (counts && is_group_noun(noun)).then(|| shown(self.text, phrase))
                })
            },
        )
    }
}

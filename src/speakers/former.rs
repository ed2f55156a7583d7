//! "The former envoy": whom the article has introduced with an office that he no longer holds.

use super::introduced::gender;
use super::phrase::core;
use super::{Context, Speaker};
use crate::cast::MemberId;
use crate::registry::ActorKind;
use crate::text::{Span, holds_any, word_before};

/// How many statements back whoever has spoken is looked for.
const BACK: usize = 6;

/// Words that say that an office is no longer held, behind or before the name of who held it.
const PAST: &[&str] = &["ex", "former", "formerly", "once", "onetime", "predecessor", "retired", "until"];

impl Context<'_> {
    /// Who "the former envoy" is: who spoke last of those whose office is said to be over, and never who holds it now.
    pub(super) fn former(&self, source: Span, before: &[Speaker]) -> Option<MemberId> {
        let words = source.of(self.text).to_lowercase();
        let phrase = ["the former ", "the onetime ", "the one-time ", "the ex-"];
        phrase.iter().find(|opening| words.starts_with(*opening))?;
        let described = core(self.text, source).of(self.text).to_lowercase();
        let noun = described.rsplit([' ', '-']).next().unwrap_or("");
        let here = self.paragraph(source.start());
        let near =
            |speaker: &&Speaker| speaker.mention.is_some_and(|mention| here <= self.paragraph(mention.start()) + 1);
        let told = gender(noun);
        let agrees = |member: MemberId| told.is_none() || self.cast.agreement(member).is_none_or(|a| Some(a) == told);
        let person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person && agrees(*member);
        let spoke = || before.iter().rev().take(BACK).filter_map(|s| s.member).filter(person);
        let held = |member: &MemberId| {
            let role = self.cast.member(*member).role.as_deref().unwrap_or("").to_lowercase();
            holds_any(&role, PAST) && role.split(' ').any(|word| word == noun)
        };
        let last = || before.iter().rev().take(2).filter(near).filter_map(|s| s.member).filter(person);
        spoke().find(held).or_else(|| last().find(|member| self.is_past(*member)))
    }

    /// Whether a sentence that names a person says of an office that it is over.
    fn is_past(&self, member: MemberId) -> bool {
        let who = self.cast.member(member);
        // Of the words behind the name, or the one right before it; a quotation before it says nothing of him.
        let told = |name: &Span| {
            let sentence = self.sentence(*name);
            let behind = &self.text[name.end()..sentence.end().max(name.end())];
            holds_any(behind, PAST) || holds_any(&word_before(self.text, *name), PAST)
        };
        let role = who.role.as_deref().unwrap_or("");
        holds_any(role, PAST) || who.named.first().is_some_and(told)
    }
}

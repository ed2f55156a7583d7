//! "A former engineer on Tuesday accused …": whom the first lines describe and the next ones name.

use super::phrase::core;
use super::{Context, Speaker};
use crate::cast::{MemberId, is_title_noun};
use crate::registry::ActorKind;
use crate::text::Span;

/// How many paragraphs further the name may stand.
const AHEAD: usize = 3;

/// Nouns for a person who may well stay without a name.
const NAMELESS: &[&str] = &[
    "adviser",
    "advisor",
    "aide",
    "diplomat",
    "executive",
    "insider",
    "lawmaker",
    "man",
    "official",
    "resident",
    "source",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "witness",
    "woman",
];

impl Context<'_> {
    /// Who is described before anybody has spoken and named soon after, by the same noun ("Lorvia’s finance minister … the *minister*,
    /// *Ivo Orr*,") or as the first whom the next paragraph names, where he speaks there or more is told of him.
    pub(super) fn ahead(&self, source: Span, before: &[Speaker]) -> Option<MemberId> {
        let is_person = |member: MemberId| self.cast.member(member).kind == ActorKind::Person;
        if before.iter().any(|speaker| speaker.member.is_some_and(is_person)) {
            return None;
        }
        let words = core(self.text, source).of(self.text).to_lowercase();
        let noun = words.rsplit(' ').next().unwrap_or("");
        if !is_title_noun(noun) || NAMELESS.contains(&noun) {
            return None;
        }
        let here = self.paragraph(source.start());
        let unnamed = |member: &MemberId| {
            let first = self.cast.member(*member).named.first();
            is_person(*member) && first.is_some_and(|name| name.start() > source.end())
        };
        let after = |count: usize| {
            let end = self.paragraphs.get(here + count).or(self.paragraphs.last()).map_or(source.end(), |p| p.end());
            self.cast.within(Span::new(source.end(), end.max(source.end()))).filter(|(_, member)| unnamed(member))
        };
        let apposed = |name: &Span| {
            let left = self.text[..name.start()].trim_end();
            left.ends_with(&format!("the {noun},")) || left.ends_with(&format!("The {noun},"))
        };
        if let Some((_, member)) = after(AHEAD).find(|(name, _)| apposed(name)) {
            return Some(member);
        }
        let past = words.split([' ', '-']).any(|word| matches!(word, "former" | "ex" | "retired" | "onetime"));
        let next = *self.paragraphs.get(here + 1)?;
        let (name, member) = after(1).find(|(name, _)| next.contains(*name))?;
        // "Lorvia’s peace negotiator" is one person, as "the mayor" is of whom the next paragraph tells nothing else, and "a judge" any.
        let told_else = [", a ", ", an ", ", the "].iter().any(|lead| self.text[name.end()..].starts_with(lead));
        let one = words.contains("’s ") || words.contains("'s ") || words.starts_with("the ") && !told_else;
        let role = self.cast.member(member).role.as_deref().unwrap_or("").to_lowercase();
        // "One analyst" is perhaps not the analyst who is named next.
        let another = words.starts_with("one ") || words.starts_with("another ");
        if another || !past && !one && !role.contains(noun) {
            return None;
        }
        // The next person named is not yet who was described: he must speak, or be told more of.
        let told = self.text[name.end()..].starts_with(", who ") || role.contains(noun);
        let at = self.statements.partition_point(|s| s.hull().end() < next.start());
        let near = self.statements[at..].iter().take_while(|s| s.hull().start() <= next.end());
        let speaks = || near.into_iter().any(|s| s.source.is_some_and(|source| source.overlaps(name)));
        ((told || speaks()) && (role.is_empty() || role.contains(noun))).then_some(member)
    }
}

//! "A senior Lorvian official", "a spokesman for the ministry": what the description of somebody without a name says of his office.

use super::introduced::{FOLLOWS, is_person};
use super::noun::{is_body, is_written};
use super::phrase::{core, split};
use super::wording::shown;
use super::{Context, Speaker, SpeakerKind};
use crate::cast::{is_kin, is_title_noun};
use crate::registry::ActorKind;
use crate::text::Span;

/// What leads to the body or state of an office.
const LINKS: &[&str] = &[" at ", " for ", " from ", " in ", " of ", " with "];

impl Context<'_> {
    /// A speaker without a name, with role and affiliation as far as his description has them: "*senior official*" of "*Lorvia*".
    pub(super) fn with_office(&self, speaker: Speaker, source: Span) -> Speaker {
        if speaker.kind != SpeakerKind::Person || speaker.member.is_some() {
            return speaker;
        }
        let phrase = core(self.text, source);
        let list = split(self.text, phrase);
        let verb = |word: &Span| FOLLOWS.contains(&word.of(self.text)) || word.of(self.text).contains(['’', '\'']);
        let (Some(first), Some(noun)) = (list.first(), list.last()) else { return speaker };
        let noun = noun.of(self.text).to_lowercase();
        let first = first.of(self.text).to_lowercase();
        // "Lorvia’s president and ministers" are several.
        let several = self.text[phrase.end()..source.end()].starts_with(" and ");
        if let Some((role, affiliation)) = self.owned(phrase, &noun).filter(|_| !several) {
            return Speaker { role: Some(role), affiliation: Some(affiliation), ..speaker };
        }
        // "Which candidate", "it was a candidate": no office.
        let article = matches!(first.as_str(), "a" | "an" | "another" | "one" | "the");
        if !is_person(&noun) || !article || list[1..].iter().any(verb) {
            return speaker;
        }
        let counted = matches!(first.as_str(), "another" | "one") && list.len() > 1;
        let phrase = if counted { Span::new(list[1].start(), phrase.end()) } else { phrase };
        let behind = Span::new(phrase.end(), source.end());
        let of = |kind: ActorKind| self.cast.within(phrase).find(|(_, member)| self.cast.member(*member).kind == kind);
        // "A new Treasury secretary" has the office by that name.
        let body = || of(ActorKind::Organisation).filter(|_| !matches!(noun.as_str(), "minister" | "secretary"));
        let state = of(ActorKind::State).or_else(body);
        let role = match state {
            // The demonym or the body is the affiliation, and the rest the role.
            Some((name, _)) => {
                let left = shown(self.text, Span::new(phrase.start(), name.start()));
                let right = &self.text[name.end()..phrase.end()];
                let left =
                    if matches!(left.to_lowercase().as_str(), "a" | "an" | "the") { String::new() } else { left };
                format!("{left} {}", right.trim()).trim().to_owned()
            }
            None => shown(self.text, phrase),
        };
        let affiliation =
            self.employer(behind).or_else(|| state.map(|(_, member)| self.cast.member(member).name.clone()));
        Speaker { role: Some(role).filter(|role| !role.is_empty()), affiliation, ..speaker }
    }

    /// The office and whose it is, where a description begins with that: "*Lorvia*’s *ambassador*", "*Orlo*’s *spokesman*", and not "Orlo’s
    /// brother".
    fn owned(&self, phrase: Span, noun: &str) -> Option<(String, String)> {
        let (name, member) = self.cast.within(phrase).next().filter(|(name, _)| name.start() == phrase.start())?;
        let behind = &self.text[name.end()..phrase.end()];
        let office = ["’s ", "'s "].iter().find_map(|mark| behind.strip_prefix(mark))?;
        let beside = is_kin(noun) || matches!(noun, "critic" | "challenger" | "opponent" | "rival" | "supporter");
        let who = self.cast.member(member);
        // "Orlo’s campaign manager" is one of his campaign.
        let campaign = who.kind == ActorKind::Person && office.starts_with("campaign ");
        let whose = if campaign { format!("{} campaign", who.name) } else { who.name.clone() };
        (is_title_noun(noun) && !beside).then(|| (office.to_owned(), whose))
    }

    /// The body or state behind the office: "for *the ministry*", "from *Lorvia*".
    fn employer(&self, behind: Span) -> Option<String> {
        let words = behind.of(self.text);
        let link = LINKS.iter().find(|link| words.starts_with(**link))?;
        let whole = words[link.len()..].trim_start_matches("the ");
        let end = [",", " who ", " said", " told", " and ", ":"].iter().filter_map(|end| whole.find(end)).min();
        let whole = whole[..end.unwrap_or(whole.len())].trim();
        let start = behind.start() + words.find(whole)?;
        let span = Span::new(start, start + whole.len());
        if let Some((name, member)) = self.cast.within(span).next().filter(|(name, _)| *name == span) {
            let who = self.cast.member(member);
            let whose = who.kind != ActorKind::Person || link == &" for ";
            return (whose && name.of(self.text).starts_with(char::is_uppercase)).then(|| who.name.clone());
        }
        let noun = whole.rsplit(' ').next().unwrap_or("").to_lowercase();
        (is_body(&noun) && !is_written(&noun)).then(|| whole.to_owned())
    }
}

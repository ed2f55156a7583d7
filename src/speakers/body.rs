//! "The company", "the embassy in Orrin", "a panel appointed by the league": bodies by what they are.

use super::phrase::core;
use super::wording::shown;
use super::{Context, Speaker, SpeakerKind, by_description};
use crate::cast::{MemberId, is_body_noun, is_business, is_named};
use crate::registry::ActorKind;
use crate::sentence::sentences;
use crate::text::{Span, holds_any};

/// Words in the names of bodies that are no companies.
const PUBLIC: &[&str] = &[
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "board",
    "bureau",
    "cabinet",
    "commission",
    "committee",
    "congress",
    "council",
    "court",
    "department",
    "federation",
    "institute",
    "league",
    "ministry",
    "movement",
    "nations",
    "organisation",
    "organization",
    "parliament",
    "party",
    "senate",
    "treasury",
    "university",
];

/// Bodies of which there is one in many places, so that the place is part of what they are called.
const POSTS: &[&str] = &["consulate", "embassy", "mission"];

/// What a medium is called once it has been named.
const MEDIA: &[&str] =
    &["broadcaster", "daily", "magazine", "newspaper", "outlet", "paper", "radio", "tabloid", "television", "weekly"];

impl Context<'_> {
    /// The body that a source describes where the words around it say which one is meant.
    pub(super) fn body(&self, source: Span, before: &[Speaker]) -> Option<Speaker> {
        let phrase = core(self.text, source);
        let lower = phrase.of(self.text).to_lowercase();
        let noun = lower.rsplit(' ').next().unwrap_or("");
        if is_business(noun) && noun != "bank" && lower.split(' ').count() == 2 && lower.starts_with("the ") {
            let company = |speaker: &Speaker| speaker.name.as_deref().is_some_and(|name| !holds_any(name, PUBLIC));
            let meant = self.described_body(source).filter(company);
            return meant.or_else(|| self.firm(source).map(|member| self.known(member, source)));
        }
        if lower == "the government" {
            let state = self.cast.homeland().map(|member| &self.cast.member(member).name)?;
            return Some(by_description(SpeakerKind::Organisation, format!("government of {state}"), source));
        }
        let plain = !lower.contains(|c: char| c.is_ascii_digit()) && lower.split(' ').count() < 4;
        if MEDIA.contains(&noun) && lower.starts_with("the ") && plain {
            return self.medium(noun, source, before);
        }
        let described = lower.starts_with("the ") && lower.split(' ').count() == 3;
        if described && matches!(noun, "group" | "organisation" | "organization") {
            return self
                .described_body(source)
                .or_else(|| self.society(source).map(|member| self.known(member, source)));
        }
        if POSTS.contains(&noun) && self.text[phrase.end()..].starts_with(" in ") {
            // The source may end before the place.
            let sentence = self.sentence(phrase);
            let behind = Span::new(phrase.end(), sentence.end().max(phrase.end()));
            let place = self.cast.within(behind).next().filter(|(name, _)| name.start() == phrase.end() + " in ".len());
            let named = place.map(|(name, _)| shown(self.text, phrase.hull(name)))?;
            return Some(by_description(SpeakerKind::Organisation, named, source));
        }
        let behind = &self.text[phrase.end()..source.end()];
        let by =
            [" appointed by ", " convened by ", " set up by "].iter().find_map(|link| behind.strip_prefix(link))?;
        let maker = Span::new(source.end() - by.len(), source.end());
        let (name, member) = self.cast.within(maker).next()?;
        let first = self.text[maker.start()..name.start()].trim();
        let whole = is_body_noun(noun) || matches!(noun, "board" | "inquiry" | "panel");
        (whole && matches!(first, "" | "the")).then(|| {
            let named = format!("{} {}", self.cast.member(member).name, shown(self.text, phrase));
            by_description(SpeakerKind::Organisation, named, source)
        })
    }

    /// The organisation that spoke last before "the newspaper", if one was among the last to speak: one with a name, or one by the same noun
    /// ("*Lorvian television* reported … *The television* also said").
    fn medium(&self, noun: &str, source: Span, before: &[Speaker]) -> Option<Speaker> {
        /// How many statements back.
        const BACK: usize = 4;
        let body = |member: MemberId| {
            let who = self.cast.member(member);
            let named = who.named.first().is_some_and(|name| name.start() < source.start());
            who.kind == ActorKind::Organisation && is_named(&who.id) && named && !holds_any(&who.name, PUBLIC)
        };
        let called = |speaker: &Speaker| {
            let name = speaker.name.as_deref().and_then(|name| name.strip_suffix(noun));
            speaker.kind == SpeakerKind::Organisation && name.is_some_and(|before| before.ends_with(' '))
        };
        let fits = |speaker: &&Speaker| called(speaker) || speaker.member.is_some_and(body);
        let found = before.iter().rev().take(BACK).find(fits)?;
        Some(Speaker { mention: Some(source), ..found.clone() })
    }

    /// The organisation that the sentence has named last before "the rebel group".
    fn society(&self, source: Span) -> Option<MemberId> {
        let before = Span::new(self.sentence(source).start().min(source.start()), source.start());
        let named = |(name, member): &(Span, MemberId)| {
            let who = self.cast.member(*member);
            let bracketed = self.text[..name.start()].ends_with('(');
            who.kind == ActorKind::Organisation && is_named(&who.id) && !bracketed && !holds_any(&who.name, PUBLIC)
        };
        self.cast.within(before).rfind(named).map(|(_, member)| member)
    }

    /// Whether "the company" cannot be who it was taken for: an authority or a court.
    pub(super) fn is_public_firm(&self, noun: &str, speaker: &Speaker) -> bool {
        is_business(noun) && noun != "bank" && speaker.name.as_deref().is_some_and(|name| holds_any(name, PUBLIC))
    }

    /// The company that its paragraph has named before "the company": with which the sentence before begins, else which it names last.
    fn firm(&self, source: Span) -> Option<MemberId> {
        let paragraph = *self.paragraphs.get(self.paragraph(source.start()))?;
        let before = Span::new(paragraph.start(), source.start());
        let company = |(_, member): &(Span, MemberId)| {
            let who = self.cast.member(*member);
            who.kind == ActorKind::Organisation && is_named(&who.id) && !holds_any(&who.name, PUBLIC)
        };
        let told = sentences(self.text, before)
            .into_iter()
            .rfind(|sentence| self.cast.within(*sentence).any(|n| company(&n)))?;
        let opens = self.cast.within(told).next().filter(|(name, _)| name.start() == told.start());
        let last = || self.cast.within(told).rfind(company);
        opens.filter(company).or_else(last).map(|(_, member)| member)
    }
}

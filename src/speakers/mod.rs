//! Speakers: who made each statement, by one canonical name with role and affiliation; unknown is an answer.

mod body;
mod completed;
mod former;
mod head;
mod introduced;
mod joint;
mod lead;
mod name;
mod nearest;
mod noun;
mod one_of;
mod phrase;
mod pronoun;
mod relative;
mod share;
mod unnamed;
mod wording;

use std::collections::HashMap;
use std::fmt;

use crate::cast::{
    Agreement, Cast, MemberId, Mention, MentionForm, is_body_noun, is_home, is_named, is_possessive, is_title_noun,
    slug,
};
use crate::registry::ActorKind;
use crate::sentence::sentences;
use crate::statements::Statement;
use crate::text::{Span, first_word};
use head::{Head, described, head};
use name::{apposed_name, apposed_person, spelled_name, titled_name, trailing_person};
use noun::is_written;
use phrase::{HONORIFICS, core};

/// What kind of speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// One human being with a name.
    Person,
    /// A body that speaks as one: a ministry, a newspaper, a state.
    Organisation,
    /// Several people, by what they are ("analysts") or by all their names.
    Group,
    /// Nobody who could be identified.
    Unknown,
}

impl fmt::Display for SpeakerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Unknown => "unknown",
        })
    }
}

/// The speaker of one statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// The same in every statement of the same speaker; `None` for an unknown one.
    pub id: Option<String>,
    /// The canonical name; `None` for an unknown one.
    pub name: Option<String>,
    /// What kind.
    pub kind: SpeakerKind,
    /// What the article says a person is.
    pub role: Option<String>,
    /// For whom.
    pub affiliation: Option<String>,
    /// The mention that is linked to the statement; a continuation repeats the one before.
    pub mention: Option<Span>,
    /// Probability of the link, in 0..1; 0 for an unknown speaker.
    pub confidence: f32,
    /// Who of the cast it is.
    pub member: Option<MemberId>,
}

impl Speaker {
    fn unknown(mention: Option<Span>) -> Self {
        Self {
            id: None,
            name: None,
            kind: SpeakerKind::Unknown,
            role: None,
            affiliation: None,
            mention,
            confidence: 0.0,
            member: None,
        }
    }
}

/// The confidence in a speaker who is only named before the quotation.
const INTRODUCED: f32 = 0.5;

/// How certain the reference head must be whom a description of the speaker means.
const DESCRIBED: f32 = 0.35;
/// What members of parties are, where they are described by their party: "the Republican *candidate*", "the Kentucky Republican".
const PARTISANS: &[&str] = &["candidate", "contender", "front-runner", "frontrunner", "hopeful", "lawmaker", "nominee"];

/// How many statements or names back a description such as "the professor" is looked for.
const MEMORY: usize = 200;

/// A speaker whom the article only describes.
fn by_description(kind: SpeakerKind, name: String, source: Span) -> Speaker {
    let id = if kind == SpeakerKind::Group { format!("group-{}", slug(&name)) } else { slug(&name) };
    Speaker { id: Some(id), name: Some(name), kind, ..Speaker::unknown(Some(source)) }
}

/// The name of a poll without what only tells it from an earlier one: "*new* Harbour Ledger poll".
fn undated(name: String) -> String {
    const LATER: &[&str] = &["another ", "latest ", "new ", "recent "];
    let named = name.ends_with("poll") && name.chars().any(char::is_uppercase);
    let mut rest = name.as_str();
    while let Some(behind) = LATER.iter().find_map(|word| rest.strip_prefix(word)).filter(|_| named) {
        rest = behind;
    }
    rest.to_owned()
}

/// Whether a name ends as those of bodies and newspapers do ("Harbour *News*").
fn names_body(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "journal",
        "journalism",
        "ledger",
        "magazine",
        "news",
        "poll",
        "post",
        "radio",
        "research",
        "times",
        "tribune",
    ];
    let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
    ENDS.contains(&last.as_str()) || is_body_noun(&last)
}

/// What is known when a source is resolved: the statements before it and their speakers.
pub(crate) struct Context<'a> {
    text: &'a str,
    paragraphs: &'a [Span],
    statements: &'a [Statement],
    cast: &'a Cast,
    mentions: &'a [Mention],
    /// What certain pronouns said of members, beside what honorifics say.
    agreement: HashMap<MemberId, Agreement>,
}

/// The speakers of the statements, one each, in order.
pub(crate) fn resolve(
    text: &str,
    paragraphs: &[Span],
    statements: &[Statement],
    cast: &Cast,
    mentions: &[Mention],
) -> Vec<Speaker> {
    let mut context = Context { text, paragraphs, statements, cast, mentions, agreement: HashMap::new() };
    let mut out: Vec<Speaker> = Vec::with_capacity(statements.len());
    for (index, statement) in statements.iter().enumerate() {
        let mut speaker = match context.nearest(statement).or(statement.source) {
            Some(source) => context.source(source, &out),
            None if statement.continues => context.continued(index, &out),
            None => Speaker::unknown(None),
        };
        if statement.source.is_some() && speaker.kind != SpeakerKind::Unknown {
            speaker.confidence = statement.source_confidence;
        }
        speaker.mention = speaker.mention.map(|mention| context.without_cut_clause(mention, statement.cue));
        out.push(speaker);
    }
    tell_offices(&mut out);
    out
}

/// What a description told of a person’s office once holds wherever he speaks.
fn tell_offices(speakers: &mut [Speaker]) {
    let mut told: HashMap<MemberId, (String, Option<String>)> = HashMap::new();
    for speaker in speakers.iter() {
        if let (Some(member), Some(role)) = (speaker.member, &speaker.role) {
            told.entry(member).or_insert_with(|| (role.clone(), speaker.affiliation.clone()));
        }
    }
    for speaker in speakers.iter_mut().filter(|speaker| speaker.role.is_none()) {
        if let Some((role, affiliation)) = speaker.member.and_then(|member| told.get(&member)) {
            speaker.role = Some(role.clone());
            speaker.affiliation = speaker.affiliation.take().or_else(|| affiliation.clone());
        }
    }
}

impl Context<'_> {
    /// The paragraph, by number, that a byte stands in or after.
    fn paragraph(&self, position: usize) -> usize {
        self.paragraphs.partition_point(|p| p.end() <= position)
    }

    /// A statement without attribution goes on from the one before it, if that stands in its paragraph or the one before.
    fn continued(&self, index: usize, before: &[Speaker]) -> Speaker {
        let (Some(last), Some(previous)) = (before.last(), index.checked_sub(1).map(|i| &self.statements[i])) else {
            return Speaker::unknown(None);
        };
        let here = self.paragraph(self.statements[index].hull().start());
        let there = self.paragraph(previous.hull().end().saturating_sub(1));
        if here > there + 1 {
            return Speaker::unknown(None);
        }
        // "Ilse Brandt gave a similar assessment. “…”": what leads in to the quotation names a person.
        let start = self.statements[index].hull().start();
        let told = |span: Option<Span>| span.map_or(0, |s| s.end());
        let attributed = told(Some(previous.hull())).max(told(previous.cue)).max(told(previous.source));
        let paragraph = self.paragraphs.get(here).map_or(start, |p| p.start());
        let lead = if there < here { Some(paragraph) } else { self.sentence_after(attributed, start) };
        if let Some(lead) = lead.filter(|lead| *lead < start) {
            let lead = Span::new(lead, start);
            let mut persons: Vec<(Span, MemberId)> =
                self.cast.within(lead).filter(|(_, m)| self.cast.member(*m).kind == ActorKind::Person).collect();
            persons.dedup_by_key(|(_, member)| *member);
            if let [(mention, member)] = persons.as_slice() {
                return Speaker { confidence: INTRODUCED, ..self.known(*member, *mention) };
            }
        }
        Speaker { confidence: last.confidence * 0.9, ..last.clone() }
    }

    /// Where the next sentence begins after a byte, if one does before `end`.
    fn sentence_after(&self, from: usize, end: usize) -> Option<usize> {
        let between = sentences(self.text, Span::new(from.min(end), end));
        between.get(1).map(|sentence| sentence.start())
    }

    /// Who the words of a source stand for.
    fn source(&mut self, source: Span, before: &[Speaker]) -> Speaker {
        let goes_on = self.text[source.end()..].starts_with(|c: char| c.is_whitespace());
        if matches!(source.of(self.text), "A" | "ANSWER") && !goes_on {
            return self.interviewed(source).map_or_else(|| Speaker::unknown(Some(source)), |m| self.known(m, source));
        }
        if let Some(group) = self.together(source, before).or_else(|| self.named_together(source)) {
            return group;
        }
        if let Some(speaker) = self.one_of_them(source, before) {
            return speaker;
        }
        let spelled = spelled_name(self.text, source);
        if let Some(member) = spelled.and_then(|name| self.spelled(name, source)) {
            return self.known(member, source);
        }
        let found = head(self.text, source, self.cast, self.mentions);
        if let Some(name) = spelled.filter(|_| matches!(found, Head::Nobody | Head::Described(..))) {
            let kind = if names_body(name) { SpeakerKind::Organisation } else { SpeakerKind::Person };
            return by_description(kind, name.to_owned(), source);
        }
        // A name in the source itself comes before whom its description may stand for: "the chair of the jury, Simone Achterberg".
        let personal = match &found {
            Head::Described(SpeakerKind::Person, _) => true,
            Head::Nominal { noun, .. } => is_title_noun(noun),
            _ => false,
        };
        let unnamed = personal || matches!(found, Head::Nobody | Head::Described(..));
        let in_source =
            || apposed_person(self.text, source, self.cast).or_else(|| trailing_person(self.text, source, self.cast));
        if unnamed && let Some(member) = in_source() {
            return self.known(member, source);
        }
        if personal && let Some(name) = apposed_name(self.text, source) {
            return match self.cast.called(name) {
                Some(member) => self.known(member, source),
                None => by_description(SpeakerKind::Person, name.to_owned(), source),
            };
        }
        let campaign = match &found {
            Head::Nominal { noun, .. } => noun == "campaign",
            Head::Body(name) | Head::Described(SpeakerKind::Organisation, name) => {
                name.ends_with("campaign") || name.ends_with(" camp")
            }
            _ => false,
        };
        if campaign && let Some(owner) = self.owner(source, before).or_else(|| self.campaigner(source)) {
            let name = format!("{} campaign", self.cast.member(owner).name);
            return by_description(SpeakerKind::Organisation, name, source);
        }
        let written = match &found {
            Head::Nominal { noun, .. } => is_written(noun),
            Head::Body(name) | Head::Described(SpeakerKind::Organisation, name) => is_written(name),
            _ => false,
        };
        if written && let Some(author) = self.author(source, before) {
            return self.known(author, source);
        }
        if written && let Some(issuer) = self.issuer(source, before) {
            return Speaker { mention: Some(source), ..issuer.clone() };
        }
        if personal
            && let Head::Nominal { noun, .. } = &found
            && let Some(speaker) = self.described_before(noun, source, before)
        {
            return speaker;
        }
        if let Some(speaker) = self.body(source, before) {
            return speaker;
        }
        let unnamed = !matches!(found, Head::Member(_) | Head::Pronoun(..) | Head::Relative(_));
        if unnamed && let Some(member) = self.former(source, before) {
            return self.known(member, source);
        }
        if unnamed && let Some(member) = self.ahead(source, before) {
            let known = self.known(member, source);
            let described = self.with_office(by_description(SpeakerKind::Person, String::new(), source), source);
            let role = known.role.clone().or(described.role);
            return Speaker { role, affiliation: known.affiliation.clone().or(described.affiliation), ..known };
        }
        match found {
            Head::Member(member) => self.known(member, source),
            Head::Pronoun(agreement, mention) => {
                if let Some(speaker) = self.introduced(agreement, mention, source, before) {
                    return speaker;
                }
                match self.pronoun(agreement, mention, before) {
                    Some(member) => self.known(member, source),
                    None => self.earlier_group(agreement, source, before),
                }
            }
            Head::Relative(mention) => self.relative(mention, source),
            Head::Nominal { noun, state } => self
                .nominal(&noun, state.as_deref(), source, before)
                .filter(|speaker| !self.is_public_firm(&noun, speaker))
                .or_else(|| self.described_body(source))
                .or_else(|| match described(self.text, source) {
                    Head::Described(kind, name) => Some(self.by_description(kind, name, source, before)),
                    _ => None,
                })
                .unwrap_or_else(|| Speaker::unknown(Some(source))),
            Head::Group(name) => self.by_description(SpeakerKind::Group, name, source, before),
            Head::Body(name) => self.by_description(SpeakerKind::Organisation, name, source, before),
            Head::Described(kind, name) => self.by_description(kind, name, source, before),
            Head::Nobody => match titled_name(self.text, source) {
                Some(name) => by_description(SpeakerKind::Organisation, name.to_owned(), source),
                None => Speaker::unknown(Some(source)),
            },
        }
    }

    /// Who answers in the turns that are labelled "A": whom the article has named most before the first of them, the earliest of equals.
    fn interviewed(&self, label: Span) -> Option<MemberId> {
        let same = |s: &&Statement| s.source.is_some_and(|source| source.of(self.text) == label.of(self.text));
        let first = self.statements.iter().find(same).map_or(label.start(), |s| s.hull().start());
        let named = self.cast.within(Span::new(0, first)).map(|(_, member)| member);
        let persons: Vec<MemberId> = named.filter(|m| self.cast.member(*m).kind == ActorKind::Person).collect();
        let times = |member: &&MemberId| persons.iter().filter(|other| other == member).count();
        persons.iter().rev().max_by_key(times).copied()
    }

    /// Whom a name at the beginning of a source means. The cast knows better than the words which of two persons of a surname is meant, where
    /// its name is all of it but for a title.
    fn spelled(&self, name: &str, source: Span) -> Option<MemberId> {
        let within = Span::new(source.start(), source.start() + name.len());
        let named = self.cast.within(within).next_back().filter(|(span, member)| {
            let title = name.strip_suffix(span.of(self.text));
            title.is_some_and(|title| title.split_whitespace().count() < 2)
                && self.cast.member(*member).kind == ActorKind::Person
        });
        named.map(|(_, member)| member).or_else(|| self.cast.called(name))
    }

    /// A speaker whom the article only describes, as somebody's where it says so: "her strategists" are Ilse Brandt’s.
    fn by_description(&mut self, kind: SpeakerKind, name: String, source: Span, before: &[Speaker]) -> Speaker {
        let name = undated(name);
        let shown = if is_possessive(first_word(source.of(self.text))) {
            self.owner(source, before).map(|owner| format!("{}’s {name}", self.cast.member(owner).name))
        } else {
            None
        };
        let speaker = by_description(kind, shown.unwrap_or_else(|| self.completed(name, source)), source);
        self.with_office(speaker, source)
    }

    /// The person to whom a source belongs by its first word: "*her* campaign", "*Brandt’s* campaign", "the *Brandt* campaign".
    fn owner(&mut self, source: Span, before: &[Speaker]) -> Option<MemberId> {
        if is_possessive(first_word(source.of(self.text))) {
            let at = self.mentions.binary_search_by_key(&source.start(), |m| m.span.start()).ok()?;
            return match self.mentions[at].form {
                MentionForm::Pronoun(agreement) => self.pronoun(agreement, self.mentions[at].span, before),
                _ => None,
            };
        }
        let person = |(_, member): &(Span, MemberId)| self.cast.member(*member).kind == ActorKind::Person;
        let (name, member) = self.cast.within(source).find(person)?;
        // The campaign that goes by a surname is that of whom the article names most, not of a relative it named last.
        let surname = name.of(self.text).split(' ').next_back().unwrap_or("");
        let namesakes = self
            .cast
            .members()
            .iter()
            .enumerate()
            .filter(|(_, other)| other.kind == ActorKind::Person && other.name.rsplit(' ').next() == Some(surname));
        let most = namesakes.max_by_key(|(at, other)| (other.named.len(), std::cmp::Reverse(*at)));
        Some(most.filter(|_| !name.of(self.text).contains(' ')).map_or(member, |(at, _)| MemberId(at)))
    }

    /// Whose a text is, by the first words of a source: "*her* letter", "*Brandt’s* lawsuit", and nobody in "Brandt’s aide’s memo".
    fn author(&mut self, source: Span, before: &[Speaker]) -> Option<MemberId> {
        if is_possessive(first_word(source.of(self.text))) {
            return self.owner(source, before);
        }
        let (name, member) = self.cast.within(source).next()?;
        let title = self.text[source.start()..name.start()].trim_end();
        let behind = &self.text[name.end()..source.end()];
        let owned = ["’s ", "'s ", "’ ", "' "].iter().find_map(|mark| behind.strip_prefix(mark));
        let person = self.cast.member(member).kind == ActorKind::Person;
        let own = owned.is_some_and(|thing| !thing.contains("’s ") && !thing.contains("'s "));
        (person && own && (title.is_empty() || HONORIFICS.contains(&title))).then_some(member)
    }

    /// Who spoke in the text that a source of two words takes up: "the bank said in a statement … *The statement* added".
    fn issuer<'s>(&self, source: Span, before: &'s [Speaker]) -> Option<&'s Speaker> {
        /// How many statements back.
        const BACK: usize = 3;
        let (_, noun) = source.of(self.text).split_once(' ').filter(|(the, _)| the.eq_ignore_ascii_case("the"))?;
        let issues = |statement: &Statement| {
            let sentence = statement.cue.map(|cue| self.sentence(cue));
            let words = sentence.map_or("", |sentence| sentence.of(self.text)).to_lowercase();
            let mut place = words.match_indices(noun).map(|(at, _)| words[..at].trim_end());
            place.any(|head| {
                head.rsplit(' ').take(2).any(|word| matches!(word, "a" | "an" | "his" | "her" | "its" | "their"))
            })
        };
        let mut last = self.statements.iter().zip(before).rev().take(BACK);
        last.find(|(statement, speaker)| speaker.kind != SpeakerKind::Unknown && issues(statement)).map(|(_, s)| s)
    }

    /// A mention without a clause that begins in it and ends behind it: "Minister Ivo Orr[, *who took*] office in April,".
    fn without_cut_clause(&self, mention: Span, cue: Option<Span>) -> Span {
        let words = mention.of(self.text);
        let clause =
            [", who ", ", which ", ", whose ", ", under whom "].iter().filter_map(|opening| words.find(opening));
        let ends = [", who", ", which", ", whose"].iter().filter_map(|end| words.strip_suffix(end)).map(str::len);
        let behind = &self.text[mention.end()..];
        let goes_on = behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let cued = cue.is_some_and(|cue| cue.start() >= mention.end() && cue.start() <= mention.end() + 1);
        match clause.chain(ends).min().filter(|_| goes_on && !cued) {
            Some(end) => Span::new(mention.start(), mention.start() + end),
            None => mention,
        }
    }

    /// The sentence that holds some words.
    fn sentence(&self, words: Span) -> Span {
        let paragraph = self.paragraphs.get(self.paragraph(words.start())).copied().unwrap_or(words);
        sentences(self.text, paragraph).into_iter().find(|sentence| sentence.contains(words)).unwrap_or(words)
    }

    /// The person of whose campaign the article spoke last: "the Brandt campaign", "Brandt’s presidential campaign".
    fn campaigner(&self, source: Span) -> Option<MemberId> {
        let runs = |(name, member): &(Span, MemberId)| {
            let behind = &self.text[name.end()..source.start().max(name.end())];
            let behind = behind.strip_prefix("’s").or_else(|| behind.strip_prefix("'s")).unwrap_or(behind);
            let mut words = behind.split(' ').skip(1).take(2);
            self.cast.member(*member).kind == ActorKind::Person && words.any(|word| word.starts_with("campaign"))
        };
        self.cast.before(source.start()).take(MEMORY).find(runs).map(|(_, member)| member)
    }

    fn known(&self, member: MemberId, source: Span) -> Speaker {
        let who = self.cast.member(member);
        let kind = match who.kind {
            ActorKind::Person => SpeakerKind::Person,
            ActorKind::Group => SpeakerKind::Group,
            ActorKind::State | ActorKind::Organisation => SpeakerKind::Organisation,
        };
        Speaker {
            id: Some(who.id.clone()),
            name: Some(who.name.clone()),
            kind,
            role: who.role.clone(),
            affiliation: who.affiliation.clone(),
            mention: Some(source),
            confidence: 1.0,
            member: Some(member),
        }
    }

    /// "they said" after a group or a body has spoken, and "she said" right after somebody who is only described.
    fn earlier_group(&self, agreement: Agreement, source: Span, before: &[Speaker]) -> Speaker {
        let called = |s: &Speaker, noun: &str| s.name.as_deref().is_some_and(|name| name.ends_with(noun));
        let last = |(back, s): (usize, &Speaker)| back == 0 && s.kind == SpeakerKind::Person && s.member.is_none();
        let fits = |(back, s): &(usize, &Speaker)| match agreement {
            // "Any of the dockers" were perhaps none.
            Agreement::Plural if s.name.as_deref().is_some_and(|name| name.starts_with("any of")) => false,
            Agreement::Plural => match s.kind {
                SpeakerKind::Organisation => !s.name.as_deref().is_some_and(is_written),
                kind => kind == SpeakerKind::Group,
            },
            Agreement::Neuter => s.kind == SpeakerKind::Organisation,
            Agreement::Masculine => last((*back, s)) && !called(s, "woman"),
            Agreement::Feminine => last((*back, s)) && (!called(s, "man") || called(s, "woman")),
        };
        match before.iter().rev().take(3).enumerate().find(fits) {
            Some((_, speaker)) => Speaker { mention: Some(source), ..speaker.clone() },
            None => Speaker::unknown(Some(source)),
        }
    }

    /// "the professor": whose role says so, the one who spoke last; else whom the reference head names.
    fn nominal(&self, noun: &str, state: Option<&str>, source: Span, before: &[Speaker]) -> Option<Speaker> {
        let personal = is_title_noun(noun);
        let description = core(self.text, source);
        let fits = |member: MemberId| {
            let who = self.cast.member(member);
            let holds = who.is_called(noun) && (who.kind == ActorKind::Person) == personal;
            let of_state = state.is_none_or(|s| {
                let home = self.cast.members().iter().find(|m| m.id == s).map(|m| m.name.as_str());
                home.is_some() && who.affiliation.as_deref() == home
            });
            holds && of_state && (state.is_some() || !self.is_elsewhere(member, description))
        };
        // "The Kentucky Republican" is who has an office there.
        let of_place = |member: &MemberId| {
            let home = self.cast.member(*member).affiliation.as_deref().filter(|home| home.len() > 3);
            home.is_some_and(|home| description.of(self.text).contains(home))
        };
        let person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person;
        if PARTISANS.contains(&noun) && state.is_some() {
            let mut named = self.cast.before(source.start()).map(|(_, member)| member);
            if let Some(member) = named.find(|member| person(member) && of_place(member)) {
                return Some(self.known(member, source));
            }
        }
        let called = |also: &dyn Fn(MemberId) -> bool| {
            let mut spoke = before.iter().rev().take(MEMORY).filter_map(|s| s.member);
            let mut named = self.cast.before(source.start()).take(MEMORY).map(|(_, m)| m);
            spoke.find(|m| fits(*m) && also(*m)).or_else(|| named.find(|m| fits(*m) && also(*m)))
        };
        // A name comes before the description of another body by more words: "the court" is not "the liberal court of the sixties".
        let by_name = |member: MemberId| {
            let who = self.cast.member(member);
            is_named(&who.id) || who.name == noun
        };
        if let Some(member) = called(&by_name).or_else(|| called(&|_| true)) {
            return Some(self.known(member, source));
        }
        let unbound = if personal && state.is_some() { self.cast.only_unbound(noun) } else { None };
        if let Some(member) = unbound {
            return Some(self.known(member, source));
        }
        let referred = self
            .mentions
            .iter()
            .find(|m| source.contains(m.span) && matches!(m.form, MentionForm::Nominal { .. }))
            .and_then(|m| self.cast.referred(m.span, |_| true))
            .filter(|(member, p)| *p > DESCRIBED && (self.cast.member(*member).kind == ActorKind::Person) == personal);
        let of_party = state.is_some() && PARTISANS.contains(&noun);
        let spoken_of = || self.spoken_of_last(source, before).filter(|_| of_party);
        referred.map(|(member, _)| member).or_else(spoken_of).map(|member| self.known(member, source))
    }

    /// The body with a name for which a description in a source stands: "the group" after the name of one.
    fn described_body(&self, source: Span) -> Option<Speaker> {
        let at = self.mentions.binary_search_by_key(&source.start(), |m| m.span.start()).ok()?;
        let member = self.cast.at(self.mentions[at].span).filter(|m| is_named(&self.cast.member(*m).id))?;
        Some(self.known(member, source))
    }

    /// Whether a description names a place that is not a person's: "the *Kentucky* governor" is no governor of Orlo.
    fn is_elsewhere(&self, member: MemberId, description: Span) -> bool {
        let Some(home) = self.cast.member(member).affiliation.as_deref() else { return false };
        let place = is_home(home) || self.cast.members().iter().any(|m| m.name == home && m.id.starts_with("place-"));
        let words = description.of(self.text);
        let named = words.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
        place && named && !words.contains(home)
    }

    /// Of whom the text speaks before "the Kentucky Republican": who spoke last, if that was in this paragraph or the one before, else the
    /// only person whom the paragraph before names.
    fn spoken_of_last(&self, source: Span, before: &[Speaker]) -> Option<MemberId> {
        let here = self.paragraph(source.start());
        let is_person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person;
        let near = |(last, _): &(&Statement, &Speaker)| here <= self.paragraph(last.hull().end().saturating_sub(1)) + 1;
        let last = self.statements.iter().zip(before).next_back().filter(near);
        let spoke = last.and_then(|(_, speaker)| speaker.member).filter(is_person);
        spoke.or_else(|| {
            let paragraph = *self.paragraphs.get(here.checked_sub(1)?)?;
            <[MemberId; 1]>::try_from(self.persons_in([paragraph])).ok().map(|[member]| member)
        })
    }

    /// The persons whom some words name, each once.
    fn persons_in(&self, words: impl IntoIterator<Item = Span>) -> Vec<MemberId> {
        let named = words.into_iter().flat_map(|span| self.cast.within(span)).map(|(_, member)| member);
        let mut persons: Vec<MemberId> =
            named.filter(|member| self.cast.member(*member).kind == ActorKind::Person).collect();
        persons.sort();
        persons.dedup();
        persons
    }
}

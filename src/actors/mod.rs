//! Actors: whom a statement speaks about. Every mention inside its content is led back to one member of the cast.

mod expletive;
mod kin;
mod nominal;
mod ours;
mod owned;
mod pair;
mod some;
mod topic;

use std::fmt;

use crate::cast::{
    Agreement, Cast, MemberId, Mention, MentionForm, NameKind, described, is_body_noun, is_named, is_opinion,
};
use crate::registry::{ActorKind, Registry};
use crate::speakers::{Speaker, SpeakerKind};
use crate::statements::{Statement, StatementKind, asks};
use crate::text::Span;
use nominal::is_predicate;
use owned::{describes_behind, owns_behind, role_of_pronoun};
pub(crate) use topic::Topic;
use topic::mostly;

/// What is left of what the reference head says of a person where it is he who asks the question in which the pronoun stands.
const ASKER: f32 = 0.3;
/// How certain the reference head must be that a "he" or "she" stands for a person, and
const PERSON: f32 = 0.25;
/// an "it" or "they" for a body, and
const BODY: f32 = 0.5;
/// an object "it" of which the statement has not spoken for one.
const OBJECT: f32 = 0.9;

/// What the reference head must put on the only body near a quotation for "they" to stand for it.
const THEY: f32 = 0.2;
/// What the reference head must put on a body that says "it" for the body to speak of itself,
const ITSELF: f32 = 0.05;
/// and on another for it not to.
const ANOTHER: f32 = 0.9;

/// In what way a mention stands for its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionRole {
    /// By a name, an alias, or a capital or seat of government.
    Name,
    /// By an office or a description.
    Nominal,
    /// By a pronoun.
    Pronoun,
    /// The speaker, by a pronoun of the first person.
    Speaker,
    /// By an adjective that describes something else ("South Korean ammunition"): what is judged is the thing.
    Modifier,
}

impl fmt::Display for MentionRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
            Self::Speaker => "self",
            Self::Modifier => "modifier",
        })
    }
}

/// A mention inside a statement and whom it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ActorMention {
    /// Its bytes.
    pub span: Span,
    /// Who it is.
    pub member: MemberId,
    /// How it stands for them.
    pub role: MentionRole,
}

/// What stays the same for all statements of an article.
pub(crate) struct Scene<'a> {
    pub text: &'a str,
    pub cast: &'a Cast,
    pub mentions: &'a [Mention],
    pub registry: &'a Registry,
    pub date: Option<&'a str>,
}

impl Scene<'_> {
    /// The mentions inside the statement's content, in order, each with its actor; what cannot be resolved is left out. `last` is of whom
    /// somebody spoke before.
    pub(crate) fn mentioned(
        &self,
        statement: &Statement,
        speaker: &Speaker,
        last: Option<&Topic>,
    ) -> Vec<ActorMention> {
        let spoken_of = self.spoken_of(statement, speaker, last);
        let mut out: Vec<ActorMention> = Vec::new();
        for fragment in &statement.fragments {
            let from = self.mentions.partition_point(|m| m.span.start() < fragment.start());
            for mention in self.mentions[from..].iter().take_while(|m| m.span.start() < fragment.end()) {
                if !fragment.contains(mention.span) {
                    continue;
                }
                let found = match &mention.form {
                    MentionForm::Name(_)
                        if self.in_title(mention) || self.is_handle(mention) || self.is_home_of_body(mention) =>
                    {
                        None
                    }
                    MentionForm::Name(name) if self.are_some(mention, name) => None,
                    MentionForm::Name(name) => {
                        let modifier = match name.kind {
                            _ if name.modifier => true,
                            NameKind::Person => owns_behind(self.text, mention.span),
                            _ => describes_behind(self.text, mention.span),
                        };
                        let role = if modifier { MentionRole::Modifier } else { MentionRole::Name };
                        self.cast.at(mention.span).map(|member| (member, role))
                    }
                    MentionForm::FirstPerson => speaker
                        .member
                        .filter(|_| speaker.kind == SpeakerKind::Person && statement.kind != StatementKind::Indirect)
                        .map(|member| (member, MentionRole::Speaker)),
                    MentionForm::FirstPlural => {
                        self.spoken_for(mention.span, statement, speaker).map(|member| (member, MentionRole::Pronoun))
                    }
                    MentionForm::Pronoun(agreement) => self
                        .pronoun(*agreement, mention, statement, speaker, &out, spoken_of)
                        .filter(|member| speaker.member != Some(*member) || !self.opens_opinion(mention.span))
                        .and_then(|member| match self.body_of(mention.span, member) {
                            Some(body) => body.map(|body| (body, MentionRole::Nominal)),
                            None => Some((member, role_of_pronoun(self.text, mention.span))),
                        }),
                    MentionForm::Nominal { noun, state } => {
                        let body = state.is_none() && is_body_noun(noun);
                        let himself = |member: &MemberId| {
                            speaker.member == Some(*member)
                                && self.is_quoted(statement, mention.span)
                                && !is_predicate(self.text, mention.span)
                        };
                        let named = self.cast.at(mention.span);
                        // "The government" is that of the state of which the article speaks.
                        let words = mention.span.of(self.text);
                        let governs = |member: &MemberId| {
                            is_of_state(words)
                                && (!words.contains("federal") || is_federation(&self.cast.member(*member).id))
                        };
                        let governed = || self.land(mention).filter(governs);
                        let unnamed = named.is_none_or(|member| !is_named(&self.cast.member(member).id));
                        let state_itself = if unnamed { governed() } else { None };
                        let member = state_itself.or(named).or_else(|| {
                            (!body || described(self.text, mention).is_some())
                                .then(|| self.nominal(noun, state.as_deref(), mention, speaker))
                                .flatten()
                                .filter(|member| !himself(member))
                        });
                        member.map(|member| (member, MentionRole::Nominal))
                    }
                    MentionForm::Kin => self
                        .relative(mention.span, statement, speaker, &out)
                        .map(|member| (member, MentionRole::Nominal)),
                    MentionForm::Pair(sort) => self.pair(*sort, mention.span, speaker).map(|[member, other]| {
                        out.push(ActorMention { span: mention.span, member: other, role: MentionRole::Nominal });
                        (member, MentionRole::Nominal)
                    }),
                };
                if let Some((member, role)) = found {
                    // Places are where things happen, unless they do something; states and what the registry knows are actors.
                    if !self.cast.member(member).id.starts_with("place-") || acts(self.text, mention.span) {
                        out.push(ActorMention { span: mention.span, member, role });
                    }
                }
            }
        }
        out
    }

    /// A pronoun inside a statement: whom the reference head names, if it agrees; for a person also the one whom the same sentence
    /// names last.
    fn pronoun(
        &self,
        agreement: Agreement,
        mention: &Mention,
        statement: &Statement,
        speaker: &Speaker,
        before: &[ActorMention],
        spoken_of: &[MemberId],
    ) -> Option<MemberId> {
        if expletive::is_expletive(self.text, mention.span) || is_either(self.text, mention.span) {
            return None;
        }
        if let Some(body) = self.speaks_of_itself(mention, statement, speaker, before) {
            return Some(body);
        }
        // Who is quoted says "I" of himself.
        let quoted = self.is_quoted(statement, mention.span);
        // Who is the subject is not its object: "he called *him* a liar" (Chomsky 1981, principle B).
        let object = crate::cast::is_object(self.text, mention.span);
        let of_cue = object && !quoted && statement.fragments.iter().any(|f| f.start() == mention.span.start());
        let subject = before.last().filter(|m| crate::cast::is_subject_of(self.text, m.span, mention.span));
        let agrees = |member: MemberId| {
            let who = self.cast.member(member);
            if (quoted || of_cue) && speaker.member == Some(member) || subject.is_some_and(|s| s.member == member) {
                return false;
            }
            match (who.kind, agreement) {
                (ActorKind::Person, Agreement::Masculine | Agreement::Feminine) => {
                    self.cast.agreement(member).is_none_or(|a| a == agreement)
                }
                (
                    ActorKind::State | ActorKind::Organisation | ActorKind::Group,
                    Agreement::Neuter | Agreement::Plural,
                ) => true,
                _ => false,
            }
        };
        let mut mass: Vec<(MemberId, f32)> = Vec::new();
        let mut add = |member: MemberId, p: f32| match mass.iter_mut().find(|(m, _)| *m == member) {
            _ if !agrees(member) => {}
            Some((_, sum)) => *sum += p,
            None => mass.push((member, p)),
        };
        // "Hale asked if *he* would go": rather not Hale.
        let asker = speaker
            .member
            .filter(|_| agreement.is_personal() && !quoted && statement.cue.is_some_and(|cue| asks(cue.of(self.text))));
        for (word, p) in &mention.refers {
            // What this statement has shown of an earlier pronoun is more than what the head says of it.
            if let Some(shown) = before.iter().find(|m| m.span.contains(*word)) {
                add(shown.member, *p);
            } else if let Some(member) = self.cast.holding(*word) {
                add(member, *p);
            } else {
                self.cast.referents(*word).iter().for_each(|(member, q)| add(*member, p * q));
            }
        }
        if quoted
            && agreement.is_personal()
            && before.is_empty()
            && let Some(member) = self.said_of(statement).filter(|m| agrees(*m))
        {
            return Some(member);
        }
        mass.iter_mut().filter(|(member, _)| asker == Some(*member)).for_each(|(_, p)| *p *= ASKER);
        let best = mass.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        // An object "it" adds to what is said of a body and is mostly no body of its own.
        let thing = |member: MemberId| {
            expletive::is_object(self.text, mention.span) && before.iter().all(|m| m.member != member)
        };
        let sure = |member: MemberId| match () {
            () if agreement.is_personal() => PERSON,
            () if thing(member) => OBJECT,
            () => BODY,
        };
        if let Some((member, _)) = best.filter(|(m, p)| *p >= sure(*m)) {
            // "Russia may regret this: all have seen *it* give way": not a state that only what was said before speaks of.
            let elsewhere = !agreement.is_personal() && before.iter().all(|m| m.member != member);
            let spoken_of = before.iter().filter(|m| m.role != MentionRole::Modifier).map(|m| m.member);
            let here = distinct(spoken_of.filter(|m| elsewhere && agrees(*m)));
            return Some(if let [one] = here.as_slice() { *one } else { member });
        }
        if !agreement.is_personal() {
            let lone = agreement == Agreement::Plural && quoted && before.is_empty();
            return best.filter(|(_, p)| lone && *p >= THEY).map(|(member, _)| member).filter(|m| {
                speaker
                    .member
                    .is_none_or(|s| Some(&self.cast.member(*m).name) != self.cast.member(s).affiliation.as_ref())
                    && self.only_body_near(statement) == Some(*m)
            });
        }
        let persons = distinct(before.iter().map(|m| m.member).filter(|m| agrees(*m)));
        match persons.as_slice() {
            // The only person of whom the statement has spoken.
            [one] => Some(*one),
            [] if quoted => self.only_one_before(statement, agrees).or_else(|| {
                let agreeing = spoken_of.iter().copied().filter(|m| agrees(*m));
                mostly(agreeing).filter(|one| best.is_none_or(|(member, _)| member == *one))
            }),
            _ => best.map(|(member, _)| member).filter(|m| {
                persons.contains(m)
                    || statement.kind == StatementKind::Indirect
                        && persons.is_empty()
                        && best.is_some_and(|b| b.1 > 0.2)
            }),
        }
    }

    /// Whether a pronoun of somebody who reports only says that it is he who thinks so: "*he* did not expect a deal", "*she* hopes".
    fn opens_opinion(&self, pronoun: Span) -> bool {
        let behind = &self.text[pronoun.end()..];
        let clause = &behind[..behind.find([',', '.', ';', ':', '\n']).unwrap_or(behind.len())];
        let words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        matches!(&*pronoun.of(self.text).to_lowercase(), "he" | "she") && is_opinion(words)
    }

    /// The body that reports of itself, or whose spokesman does, where the reference head does not rule that out: "the bank said *it* would pay",
    /// "that two had left and that *it* would pay" where no other body was spoken of.
    fn speaks_of_itself(
        &self,
        mention: &Mention,
        statement: &Statement,
        speaker: &Speaker,
        before: &[ActorMention],
    ) -> Option<MemberId> {
        let member = speaker.member?;
        let who = self.cast.member(member);
        let (body, likely) = match who.kind {
            ActorKind::Person => (self.led_by(who)?, THEY),
            ActorKind::State | ActorKind::Organisation | ActorKind::Group => (member, ITSELF),
        };
        let first = statement.fragments.first()?;
        let lead = &self.text[first.start()..mention.span.start().max(first.start())];
        if !matches!(mention.span.of(self.text), "it" | "its") || self.is_quoted(statement, mention.span) {
            return None;
        }
        let is_body = |member: MemberId| member != body && self.cast.member(member).kind != ActorKind::Person;
        let stands = self.cast.referents(mention.span);
        let is_likely = || stands.iter().any(|(m, p)| *m == body && *p >= likely);
        let itself = match lead {
            "" | "that " if body == member => !stands.iter().any(|(m, p)| is_body(*m) && *p >= ANOTHER),
            "" | "that " => is_likely(),
            _ if lead.ends_with(" and that ") => !before.iter().any(|m| is_body(m.member)) && is_likely(),
            _ => false,
        };
        itself.then_some(body)
    }

    /// Whether a mention stands in quoted words.
    fn is_quoted(&self, statement: &Statement, mention: Span) -> bool {
        if statement.kind == StatementKind::Direct {
            return true;
        }
        let Some(fragment) = statement.fragments.iter().find(|f| f.contains(mention)) else { return false };
        let before = &self.text[fragment.start()..mention.start()];
        let straight = before.matches('"').count() % 2 == 1;
        straight || before.matches('“').count() > before.matches('”').count()
    }

    /// The only person whom its paragraph names before a quotation and who agrees: "Emeka Lund was sold in May. “*He* scored nine,” she
    /// said." Not the paragraph above: whom that one names may be who speaks there ("“…” ― Adriana Hale" in a list of signed quotations).
    fn only_one_before(&self, statement: &Statement, agrees: impl Fn(MemberId) -> bool) -> Option<MemberId> {
        let start = statement.hull().start();
        let paragraph = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let near = self.cast.before(start).take_while(|(name, _)| name.start() >= paragraph);
        match distinct(near.map(|(_, member)| member).filter(|member| agrees(*member))).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The only body or state that the paragraph of a quotation and the one above it name before it.
    fn only_body_near(&self, statement: &Statement) -> Option<MemberId> {
        let start = statement.hull().start();
        let mut breaks = self.text[..start].rmatch_indices('\n').map(|(at, _)| at + 1);
        let paragraph = breaks.next().unwrap_or(0);
        let above = self.text[..paragraph].trim_end().rfind('\n').map_or(0, |at| at + 1);
        let body = |m: &MemberId| matches!(self.cast.member(*m).kind, ActorKind::Organisation | ActorKind::State);
        let near = self.cast.before(start).take_while(|(name, _)| name.start() >= above);
        match distinct(near.map(|(_, member)| member).filter(body)).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Of whom a cue says that something is said: "“He is a fraud,” she *said of Orr*".
    fn said_of(&self, statement: &Statement) -> Option<MemberId> {
        let cue = statement.cue?;
        let behind = &self.text[cue.end()..];
        let of = match cue.of(self.text).rsplit(' ').next() {
            Some("of" | "about") => 0,
            _ => [" of ", " about "].into_iter().find(|link| behind.starts_with(link))?.len(),
        };
        let words = behind[of..].trim_start();
        let start = cue.end() + behind.len() - words.len();
        let honorific = words.split_once(". ").filter(|(title, _)| title.len() <= 4 && !title.contains(' '));
        let start = start + honorific.map_or(0, |(title, _)| title.len() + 2);
        let (_, member) =
            self.cast.within(Span::new(cue.end(), self.text.len())).next().filter(|(name, _)| name.start() <= start)?;
        Some(member)
    }
}

/// Whether a description is of the government of a state, and not of a city’s.
fn is_of_state(description: &str) -> bool {
    let words = description.to_lowercase();
    let opened = ["the ", "this ", "our "].iter().find_map(|article| words.strip_prefix(article));
    let kind = opened.and_then(|words| words.strip_suffix("government"));
    kind.is_some_and(|kind| matches!(kind.trim(), "" | "central" | "current" | "federal" | "national" | "present"))
}

/// Whether the state of an identifier has a federal government.
fn is_federation(id: &str) -> bool {
    const FEDERATIONS: &[&str] = &[
        "ARE", "ARG", "AUS", "AUT", "BEL", "BRA", "CAN", "CHE", "DEU", "ETH", "IND", "IRQ", "MEX", "MYS", "NGA", "NPL",
        "PAK", "RUS", "SOM", "USA", "VEN",
    ];
    FEDERATIONS.contains(&id)
}

/// "he or she", "his or her": nobody in particular.
fn is_either(text: &str, pronoun: Span) -> bool {
    let behind = text[pronoun.end()..]
        .strip_prefix(" or ")
        .is_some_and(|rest| rest.starts_with("she") || rest.starts_with("he"));
    let before = text[..pronoun.start()]
        .strip_suffix(" or ")
        .is_some_and(|rest| rest.ends_with("he") || rest.ends_with("his") || rest.ends_with("him"));
    behind || before
}

/// Each member once.
fn distinct(members: impl Iterator<Item = MemberId>) -> Vec<MemberId> {
    let mut members: Vec<MemberId> = members.collect();
    members.sort();
    members.dedup();
    members
}

/// Whether a place is the subject of a verb that says what somebody does: "Ostrany *put* its archive on a shelf", not "in Ostrany".
fn acts(text: &str, place: Span) -> bool {
    const DOES: &[&str] = &[
        "can", "cannot", "comes", "could", "did", "does", "gave", "gets", "gives", "got", "had", "has", "kept",
        "keeps", "knows", "lost", "made", "makes", "may", "might", "must", "needs", "owes", "paid", "pays", "put",
        "said", "says", "sends", "sent", "should", "takes", "took", "wants", "will", "won", "would",
    ];
    let rest = text[place.end()..].strip_prefix(' ').unwrap_or("");
    let verb = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let before = text[..place.start()].trim_end_matches(' ');
    // "a summit on the Soya Strait has given": the preposition before the article.
    let before =
        before.strip_suffix(" the").unwrap_or(before).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    const BEFORE: &[&str] =
        &["around", "at", "from", "in", "into", "near", "of", "on", "over", "outside", "through", "to", "and", "or"];
    DOES.contains(&verb) && !BEFORE.contains(&before.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_acts_where_it_is_the_subject_and_not_behind_a_preposition() {
        let acting = |text: &str, place: &str| {
            let at = text.find(place).expect("the place is there");
            acts(text, Span::new(at, at + place.len()))
        };
        assert!(acting("Ostrany put its archive on a shelf.", "Ostrany"));
        assert!(!acting("Ships in Ostrany put up flags.", "Ostrany"));
        assert!(!acting("A summit on the Soya Strait has given them little.", "Soya Strait"));
    }
}

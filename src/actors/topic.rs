//! Of whom a speaker spoke last: whom his next "he" may mean.

use super::{ActorMention, Scene};
use crate::cast::MemberId;
use crate::registry::ActorKind;
use crate::speakers::Speaker;
use crate::statements::Statement;

/// Of whom a speaker spoke last.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Topic {
    speaker: MemberId,
    /// Where his statement ended.
    end: usize,
    /// The persons it was about, one entry for each mention.
    persons: Vec<MemberId>,
}

/// How many lines on, blank ones not counted, somebody may still say "he" of whom he spoke last.
const TOPIC: usize = 3;

impl Scene<'_> {
    /// The topic behind a statement with these mentions; one that is about no person leaves its speaker's topic as it was.
    pub(crate) fn topic(
        &self,
        statement: &Statement,
        speaker: &Speaker,
        about: &[ActorMention],
        last: Option<Topic>,
    ) -> Option<Topic> {
        let member = speaker.member?;
        let spoken = |m: &&ActorMention| m.member != member && self.cast.member(m.member).kind == ActorKind::Person;
        let persons: Vec<MemberId> = about.iter().filter(spoken).map(|m| m.member).collect();
        let end = statement.hull().end();
        if persons.is_empty() {
            last.filter(|topic| topic.speaker == member)
        } else {
            Some(Topic { speaker: member, end, persons })
        }
    }

    /// The persons of whom the same speaker spoke a few lines above, one entry for each mention.
    pub(super) fn spoken_of<'t>(
        &self,
        statement: &Statement,
        speaker: &Speaker,
        last: Option<&'t Topic>,
    ) -> &'t [MemberId] {
        let start = statement.hull().start();
        let near = |topic: &&Topic| {
            let mut between = self.text[topic.end.min(start)..start].lines().filter(|line| !line.trim().is_empty());
            speaker.member == Some(topic.speaker) && between.nth(TOPIC).is_none()
        };
        last.filter(near).map_or(&[], |topic| &topic.persons)
    }
}

/// The person of whom more was said than of all others together.
pub(super) fn mostly(persons: impl Iterator<Item = MemberId>) -> Option<MemberId> {
    let mut persons: Vec<MemberId> = persons.collect();
    persons.sort_unstable();
    // Whoever has more than half of the entries has the one in the middle.
    let middle = *persons.get(persons.len() / 2)?;
    (2 * persons.iter().filter(|person| **person == middle).count() > persons.len()).then_some(middle)
}

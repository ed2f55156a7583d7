//! "he said": which person the pronoun of an attribution stands for.

use std::collections::HashMap;

use super::{Context, Speaker};
use crate::cast::{Agreement, MemberId};
use crate::registry::ActorKind;
use crate::statements::{StatementKind, asks};
use crate::text::{Span, holds_any};

/// How many paragraphs back a pronoun reaches.
const REACH: usize = 4;
/// What speaks against a person whom the words said name: who speaks of himself does not name himself, nor does "he said that Orr would
/// go" mean Orr (principle C of Chomsky 1981). Some do ("Brandt is a fighter"), so that it does not decide alone.
const NAMED: f32 = 1.0;

/// What speaks for who spoke last where the cue says that somebody goes on.
const GOES_ON: f32 = 0.6;

/// Whether a cue says that who has spoken says more: "he *continued*", "she *added*". Of the verbs of saying only these tell who speaks.
fn goes_on(cue: &str) -> bool {
    const VERBS: &[&str] =
        &["added", "adds", "adding", "concluded", "continued", "continues", "continuing", "elaborated", "recalled"];
    let cue = cue.to_lowercase();
    holds_any(&cue, VERBS) || cue.contains("went on") || cue.contains("goes on")
}

/// Whether a cue may give an answer. Fewer verbs do than attribute words: who asks and then "argues" goes on.
fn answers(cue: &str) -> bool {
    const VERBS: &[&str] = &["answered", "replied", "responded", "said", "says", "told", "tells"];
    holds_any(cue, VERBS)
}

/// What speaks against who has just asked a question, and for who spoke before: the next words are the answer.
const ANSWERS: f32 = 1.2;

impl Context<'_> {
    /// The person for whom a pronoun stands. What the reference head says is weighed with what news writing does: the pronoun of an
    /// attribution is the person whom its paragraph names outside quotations, else the one who spoke last.
    pub(super) fn pronoun(&mut self, agreement: Agreement, mention: Span, before: &[Speaker]) -> Option<MemberId> {
        if !agreement.is_personal() {
            return None;
        }
        let here = self.paragraph(mention.start());
        let mut score: HashMap<MemberId, f32> = HashMap::new();
        let mut order: Vec<MemberId> = Vec::new();
        let mut add = |member: MemberId, points: f32| {
            if !score.contains_key(&member) {
                order.push(member);
            }
            *score.entry(member).or_default() += points;
        };
        // Statements are in order, and few nest.
        let spoken = |span: Span| {
            let to = self.statements.partition_point(|s| s.fragments[0].start() <= span.start());
            self.statements[..to].iter().rev().take(3).any(|s| s.contains(span))
        };
        let mut first_here = None;
        for (name, member) in self.cast.before(mention.start()) {
            let there = self.paragraph(name.start());
            if there + REACH < here {
                break;
            }
            if self.cast.member(member).kind != ActorKind::Person {
                continue;
            }
            match (here - there, spoken(name)) {
                (0, false) => {
                    first_here = Some(member);
                    add(member, 0.0);
                }
                (1, false) => add(member, 0.05),
                _ => add(member, 0.0),
            }
        }
        if let Some(member) = first_here {
            add(member, 1.0);
        }
        let goes_on = self.statements[before.len()].cue.is_some_and(|cue| goes_on(cue.of(self.text)));
        if let Some(last) = before.last().and_then(|s| s.member) {
            let there = before.len().checked_sub(1).map_or(0, |i| self.paragraph(self.statements[i].hull().start()));
            if self.cast.member(last).kind == ActorKind::Person && there + 2 >= here {
                add(last, if there == here { 0.9 } else { 0.7 } + if goes_on { GOES_ON } else { 0.0 });
            }
        }
        if let Some((asker, asked)) = self.asked(before) {
            add(asker, -ANSWERS);
            asked.into_iter().for_each(|member| add(member, ANSWERS));
        }
        let mut head_says = None;
        for &(member, p) in self.cast.referents(mention) {
            if self.cast.member(member).kind == ActorKind::Person {
                add(member, 1.2 * p);
                head_says = Some((member, p)).filter(|(_, p)| *p > 0.8).or(head_says);
            }
        }
        for member in self.named_in(before.len()) {
            score.entry(member).and_modify(|points| *points -= NAMED);
        }
        let known =
            |member: &MemberId| self.cast.member(*member).agreement.or_else(|| self.agreement.get(member).copied());
        let agrees = |member: &MemberId| {
            known(member).or_else(|| self.cast.agreement(*member)).is_none_or(|known| known == agreement)
        };
        let best = order
            .iter()
            .enumerate()
            .filter(|(_, member)| agrees(member))
            .max_by(|a, b| score[a.1].total_cmp(&score[b.1]).then(b.0.cmp(&a.0)))
            .map(|(_, member)| *member)?;
        // Of whom it is known that he agrees comes before whom writing habit alone speaks for: "Orr praised her after *she* had won".
        let sure = head_says.map(|(member, _)| member).filter(|member| known(member) == Some(agreement));
        let best = sure.filter(|_| known(&best).is_none()).unwrap_or(best);
        // Where writing habit and head agree, the pronoun tells the person's gender for later ones.
        if head_says.is_some_and(|(member, _)| member == best) || first_here == Some(best) {
            self.agreement.entry(best).or_insert(agreement);
        }
        Some(best)
    }

    /// Who asks in the statement right before, where its question is reported and not quoted ("Hale asked how high it was"), and the last
    /// other person who spoke.
    fn asked(&self, before: &[Speaker]) -> Option<(MemberId, Option<MemberId>)> {
        let at = before.len().checked_sub(1)?;
        let question = &self.statements[at];
        let next = &self.statements[at + 1];
        let answers = next.kind == StatementKind::Direct && next.cue.is_some_and(|cue| answers(cue.of(self.text)));
        let asks = question.kind == StatementKind::Indirect && question.cue.is_some_and(|cue| asks(cue.of(self.text)));
        let person = |member: &MemberId| self.cast.member(*member).kind == ActorKind::Person;
        let asker = before[at].member.filter(person).filter(|_| asks && answers)?;
        let other =
            before[..at].iter().rev().filter_map(|s| s.member).find(|member| person(member) && *member != asker);
        Some((asker, other))
    }

    /// The persons whom the words of a statement name, and those of the statements behind it that are his as well; each once.
    fn named_in(&self, statement: usize) -> Vec<MemberId> {
        let (said, after) =
            self.statements[statement..].split_first().expect("the statement whose source is asked for");
        let going_on = after.iter().take_while(|next| next.continues || next.source == said.source);
        let fragments = std::iter::once(said).chain(going_on).flat_map(|s| &s.fragments);
        self.persons_in(fragments.copied())
    }
}

//! Whom a pronoun or description stands for, by the reference head.

use std::collections::HashMap;

use super::binding::{is_object, is_subject_of};
use super::lexicon::LEADING;
use super::{Agreement, Cast, MemberId, Mention, MentionForm, trade};
use crate::registry::{ActorKind, PARTY};
use crate::text::Span;

/// What is less probable than this is not carried on from one mention to the next.
const FAINT: f32 = 0.02;
/// No less than this is taken to be left where a subject is ruled out.
const LEFT: f32 = 0.2;
/// A pronoun that is a subject stands for whom it stands for with this probability.
const LIKELY: f32 = 0.5;
/// How many pronouns' worth of probability, and how many times as much as for the other gender, tell a person's gender.
const TOLD: f32 = 1.0;
const CLEARLY: f32 = 4.0;

/// The pronouns and descriptions of an article, in order, each with the members that it may stand for.
pub(super) type References = Vec<(Span, Vec<(MemberId, f32)>)>;

/// Follows what the head says from mention to mention: on a name straight to its bearer, on an earlier pronoun or description to whom
/// that one stands for. A person of whom the other pronouns are "she" is no "he"; the cast keeps the genders told so.
pub(super) fn resolve(text: &str, mentions: &[Mention], cast: &mut Cast) {
    cast.references = follow(text, mentions, cast);
    let mut told: HashMap<MemberId, [f32; 2]> = HashMap::new();
    for mention in mentions {
        let MentionForm::Pronoun(agreement @ (Agreement::Masculine | Agreement::Feminine)) = mention.form else {
            continue;
        };
        for (member, p) in cast.referents(mention.span) {
            told.entry(*member).or_default()[usize::from(agreement == Agreement::Feminine)] += p;
        }
    }
    for (member, [he, she]) in told {
        let known = match () {
            () if he >= TOLD && he >= CLEARLY * she => Agreement::Masculine,
            () if she >= TOLD && she >= CLEARLY * he => Agreement::Feminine,
            () => continue,
        };
        cast.told.insert(member, known);
    }
    cast.references = follow(text, mentions, cast);
}

fn follow(text: &str, mentions: &[Mention], cast: &Cast) -> References {
    let mut out: References = Vec::new();
    for mention in mentions.iter().filter(|mention| !mention.refers.is_empty()) {
        let subject = subject(text, mention.span, &out, cast);
        let mut stands: Vec<(MemberId, f32)> = Vec::new();
        let mut ruled_out = 0.0;
        let mut add = |member: MemberId, p: f32| match stands.iter_mut().find(|(known, _)| *known == member) {
            _ if !can_stand(mention, member, cast) => {}
            _ if subject == Some(member) => ruled_out += p,
            Some((_, sum)) => *sum += p,
            None => stands.push((member, p)),
        };
        for (word, p) in &mention.refers {
            match cast.holding(*word) {
                Some(member) => add(member, *p),
                None => holding(&out, *word).iter().for_each(|(member, q)| add(*member, p * q)),
            }
        }
        // What the head put on the subject goes to the others, as if it had not been asked about him.
        let left = (1.0 - ruled_out).max(LEFT);
        stands.iter_mut().for_each(|(_, p)| *p = (*p / left).min(1.0));
        stands.retain(|(_, p)| *p >= FAINT);
        out.push((mention.span, stands));
    }
    out
}

/// Who is the subject of the verb whose object a pronoun is, by the name or the pronoun right before the verb.
fn subject(text: &str, pronoun: Span, known: &References, cast: &Cast) -> Option<MemberId> {
    if !is_object(text, pronoun) {
        return None;
    }
    let named = cast.before(pronoun.start()).next();
    let referring = known.last().filter(|(span, _)| named.is_none_or(|(name, _)| name.start() < span.start()));
    let (span, member) = match referring {
        Some((span, stands)) => {
            let (member, _) = stands.iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, p)| *p >= LIKELY)?;
            (*span, *member)
        }
        None => named?,
    };
    is_subject_of(text, span, pronoun).then_some(member)
}

/// Whom the mention that holds a word stands for.
pub(super) fn holding(references: &References, word: Span) -> &[(MemberId, f32)] {
    let at = references.partition_point(|(span, _)| span.start() <= word.start());
    match references[..at].last() {
        Some((span, stands)) if span.contains(word) => stands,
        _ => &[],
    }
}

/// Whether a pronoun agrees with a member: a "he" is no body and nobody who is known to be a woman. Who leads a state is not guessed: the
/// article or the registry says so.
fn can_stand(mention: &Mention, member: MemberId, cast: &Cast) -> bool {
    let agreement = match &mention.form {
        MentionForm::Pronoun(agreement) => *agreement,
        MentionForm::Nominal { noun, .. } if trade::is_other_trade(noun, cast.member(member).role.as_deref()) => {
            return false;
        }
        MentionForm::Nominal { noun, state: Some(state) } => {
            let body = cast.members.iter().find(|m| m.id == *state);
            let party = body.map(|body| body.name.as_str()).filter(|name| name.ends_with(PARTY));
            let own = cast.member(member).affiliation.as_deref().filter(|name| name.ends_with(PARTY));
            if party.is_some() && own.is_some() && party != own {
                return false;
            }
            return !LEADING.contains(&noun.as_str()) || body.is_some_and(|body| body.kind != ActorKind::State);
        }
        _ => return true,
    };
    match cast.member(member).kind {
        ActorKind::Person => agreement.is_personal() && cast.agreement(member).is_none_or(|known| known == agreement),
        ActorKind::State | ActorKind::Organisation | ActorKind::Group => !agreement.is_personal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Member;

    fn at(start: usize, end: usize) -> Span {
        Span::new(start, end)
    }

    fn pronoun(span: Span, agreement: Agreement, refers: &[(Span, f32)]) -> Mention {
        Mention { span, form: MentionForm::Pronoun(agreement), refers: refers.to_vec() }
    }

    /// Ilse Morrow (0..11; "Morrow" at 40..46) and Pia Rune (20..28), whose gender nobody has told.
    fn cast() -> Cast {
        let person = |name: &str| Member::new(name, name, ActorKind::Person);
        let by_mention = vec![(at(0, 11), MemberId(0)), (at(20, 28), MemberId(1)), (at(40, 46), MemberId(0))];
        Cast { members: vec![person("Ilse Morrow"), person("Pia Rune")], by_mention, ..Cast::default() }
    }

    #[test]
    fn what_points_at_a_person_by_any_way_is_summed() {
        let mut cast = cast();
        let she = Agreement::Feminine;
        let mentions = [
            pronoun(at(60, 63), she, &[(at(20, 23), 0.75)]),
            pronoun(at(70, 73), she, &[(at(60, 63), 1.0)]),
            pronoun(at(80, 83), she, &[(at(0, 4), 0.25), (at(40, 46), 0.125), (at(70, 73), 0.5)]),
        ];
        resolve(&" ".repeat(100), &mentions, &mut cast);
        assert_eq!(cast.referents(at(80, 83)), [(MemberId(0), 0.375), (MemberId(1), 0.375)]);
    }

    #[test]
    fn a_judge_is_no_nominee() {
        let mut cast = cast();
        cast.members[0].role = Some("appeals court judge".to_owned());
        let form = MentionForm::Nominal { noun: "nominee".to_owned(), state: None };
        let refers = vec![(at(0, 4), 0.5), (at(20, 23), 0.25)];
        resolve(&" ".repeat(100), &[Mention { span: at(60, 71), form, refers }], &mut cast);
        assert_eq!(cast.referents(at(60, 71)), [(MemberId(1), 0.25)]);
    }

    #[test]
    fn pronouns_tell_a_gender_and_later_ones_heed_it() {
        let mut cast = cast();
        let mentions = [
            pronoun(at(60, 63), Agreement::Feminine, &[(at(0, 4), 1.0)]),
            pronoun(at(70, 72), Agreement::Masculine, &[(at(0, 4), 0.2), (at(20, 23), 0.6)]),
        ];
        resolve(&" ".repeat(100), &mentions, &mut cast);
        assert_eq!(cast.agreement(MemberId(0)), Some(Agreement::Feminine));
        assert_eq!(cast.agreement(MemberId(1)), None);
        assert_eq!(cast.referents(at(70, 72)), [(MemberId(1), 0.6)]);
    }
}

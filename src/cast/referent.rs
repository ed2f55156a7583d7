//! Whom a pronoun or description stands for, by the reference head.

use super::{Cast, MemberId, Mention, MentionForm};

/// The members on whose names the head points, straight or by way of an earlier pronoun of the same agreement, each with its probability
/// in all, in 0..1; in the order in which they were met.
pub(crate) fn referents(mention: &Mention, mentions: &[Mention], cast: &Cast) -> Vec<(MemberId, f32)> {
    let mut out: Vec<(MemberId, f32)> = Vec::new();
    let mut add = |member: MemberId, p: f32| match out.iter_mut().find(|(known, _)| *known == member) {
        Some((_, sum)) => *sum += p,
        None => out.push((member, p)),
    };
    for (span, p) in &mention.refers {
        if let Some(member) = cast.holding(*span) {
            add(member, *p);
            continue;
        }
        let earlier = mentions.binary_search_by_key(&span.start(), |m| m.span.start()).ok().map(|at| &mentions[at]);
        if let Some(earlier) = earlier.filter(|earlier| *earlier != mention && same_pronoun(earlier, mention)) {
            for (span, q) in &earlier.refers {
                cast.holding(*span).into_iter().for_each(|member| add(member, p * q));
            }
        }
    }
    out
}

fn same_pronoun(a: &Mention, b: &Mention) -> bool {
    matches!((&a.form, &b.form), (MentionForm::Pronoun(a), MentionForm::Pronoun(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Agreement;
    use crate::text::Span;

    #[test]
    fn what_points_at_a_person_by_any_way_is_summed() {
        // Ilse Morrow (0..11) and Pia Rune (20..28); "Morrow" (40..46); an earlier "she" (60..63) and this one (80..83); a "he" (70..72).
        let at = |start: usize, end: usize| Span::new(start, end);
        let by_mention = vec![(at(0, 11), MemberId(0)), (at(20, 28), MemberId(1)), (at(40, 46), MemberId(0))];
        let cast = Cast { members: Vec::new(), by_mention };
        let pronoun = |span: Span, agreement: Agreement, refers: &[(Span, f32)]| Mention {
            span,
            form: MentionForm::Pronoun(agreement),
            refers: refers.to_vec(),
        };
        let mentions = [
            pronoun(at(60, 63), Agreement::Feminine, &[(at(20, 23), 0.75)]),
            pronoun(at(70, 72), Agreement::Masculine, &[(at(0, 4), 1.0)]),
            pronoun(
                at(80, 83),
                Agreement::Feminine,
                &[(at(0, 4), 0.25), (at(40, 46), 0.125), (at(60, 63), 0.5), (at(70, 72), 0.125)],
            ),
        ];
        let found = referents(&mentions[2], &mentions, &cast);
        assert_eq!(found, [(MemberId(0), 0.375), (MemberId(1), 0.375)]);
    }
}

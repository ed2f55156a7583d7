//! Which organisation "the bank" or "the union" means, by what kind of body each of them is.

use super::cluster::Gathering;
use super::kinds::{Kinds, is_general};

/// So many ends of lines may lie between a name and what calls its bearer by its kind (two to a paragraph).
const NEAR: usize = 4;
/// So many bytes of an article are its lead.
const LEAD: usize = 800;
/// So many names of one paragraph are looked at for another that may be meant.
const NAMES: usize = 64;

impl Gathering<'_> {
    /// The organisation that a description with a noun (lower case) means at a place: of those of its kind that stand above the one that the
    /// same words meant last (`same`), else the nearest; in the lead the only one that stands below; of bodies that are of no known kind the
    /// only one.
    pub(super) fn of_kind(&self, kinds: &Kinds, noun: &str, at: usize, same: Option<usize>) -> Option<usize> {
        let fitting = kinds.fitting(noun);
        let nearest = fitting.iter().filter_map(|m| Some((kinds.name_before(*m, at)?, *m))).max();
        if let Some((name, member)) = nearest {
            if let Some(again) = same.filter(|m| fitting.contains(m)) {
                return Some(again);
            }
            if self.has_rival(kinds, noun, &fitting, at) {
                return None;
            }
            // Far from all of them "the company" is the one that the story is about, and "the party" is so wherever it stands: its rivals are named as often
            // right before it.
            let far = self.text[name.end().min(at)..at].matches('\n').take(NEAR + 1).count() > NEAR;
            let main = match noun {
                "party" => self.main(kinds, noun),
                _ => self.main(kinds, "company").filter(|_| far && is_general(noun)),
            };
            return main.filter(|m| kinds.name_before(*m, at).is_some()).or(Some(member));
        }
        // A lead speaks of "the company" before the story names it.
        if let ([one], true) = (&*fitting, at < LEAD) {
            return Some(*one);
        }
        let mut perhaps = kinds.perhaps_companies().filter(|m| is_general(noun) && kinds.name_before(*m, at).is_some());
        perhaps.next().filter(|_| perhaps.next().is_none())
    }

    /// Whether the paragraph of a description names another body before it that may be meant: "Telmark owes Halden Bank a lot. *The company*…"
    fn has_rival(&self, kinds: &Kinds, noun: &str, fitting: &[usize], at: usize) -> bool {
        let to = self.placed.partition_point(|(name, _)| name.start() < at);
        let here = self.placed[..to].iter().rev().take(NAMES);
        here.take_while(|(name, _)| !self.text[name.end().min(at)..at].contains('\n'))
            .any(|(_, m)| !fitting.contains(m) && kinds.may_be(*m, noun))
    }

    /// The company or party of which an article speaks: the only one, or the one that it names twice as often as any other.
    pub(super) fn main(&self, kinds: &Kinds, noun: &str) -> Option<usize> {
        let all = kinds.fitting(noun);
        let most = all.iter().copied().max_by_key(|m| (kinds.times(*m), usize::MAX - *m))?;
        let clear = |other: &usize| *other == most || kinds.times(most) >= 2 * kinds.times(*other);
        all.iter().all(clear).then_some(most)
    }
}

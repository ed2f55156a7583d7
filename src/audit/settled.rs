//! One coding of each row out of those of several coders.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::coded::{CodedRow, Codings};
use super::key::Key;
use crate::stance::Stance;

/// A row of the key with what most coders say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Settled {
    pub(crate) is_statement: Option<bool>,
    pub(crate) speaker_right: Option<bool>,
    pub(crate) about_actor: Option<bool>,
    /// `None` where nobody coded it, or where as many say one thing as another.
    pub(crate) stance: Option<Stance>,
}

impl Settled {
    /// The label, of a row that is what the model took it for: a statement about the actor.
    pub(crate) fn label(&self) -> Option<Stance> {
        self.stance.filter(|_| self.is_statement != Some(false) && self.about_actor != Some(false))
    }
}

/// What most coders say, for each row of the key.
pub(crate) fn settled(codings: &Codings, key: &Key) -> Vec<Settled> {
    let of =
        |row: &str| -> Vec<CodedRow> { codings.rows.values().filter_map(|coder| coder.get(row).copied()).collect() };
    key.rows
        .iter()
        .map(|row| {
            let coded = of(&row.row);
            Settled {
                is_statement: most(coded.iter().filter_map(|coded| coded.is_statement)),
                speaker_right: most(coded.iter().filter_map(|coded| coded.speaker_right)),
                about_actor: most(coded.iter().filter_map(|coded| coded.about_actor)),
                stance: most(coded.iter().filter_map(|coded| coded.stance)),
            }
        })
        .collect()
}

/// Rows whose coders are split evenly about the stance.
pub(crate) fn unsettled(codings: &Codings, key: &Key) -> usize {
    let given =
        |row: &str| codings.rows.values().any(|coder| coder.get(row).is_some_and(|coded| coded.stance.is_some()));
    key.rows
        .iter()
        .zip(settled(codings, key))
        .filter(|(row, settled)| settled.stance.is_none() && given(&row.row))
        .count()
}

/// The codes of one question, `[rows, coders]`.
pub(crate) fn codes(codings: &Codings, key: &Key, of: impl Fn(&CodedRow) -> Option<usize>) -> Array2<Option<usize>> {
    let coders: Vec<_> = codings.rows.values().collect();
    Array2::from_shape_fn((key.rows.len(), coders.len()), |(row, coder)| {
        coders[coder].get(&key.rows[row].row).and_then(&of)
    })
}

/// The most frequent value; `None` of none, or of a tie.
fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let best = counts.values().max().copied()?;
    let mut leading = counts.iter().filter(|(_, n)| **n == best);
    let first = leading.next().map(|(value, _)| *value);
    first.filter(|_| leading.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_settles_and_a_tie_does_not() {
        assert_eq!(most([1, 2, 2].into_iter()), Some(2));
        assert_eq!(most([1, 2].into_iter()), None);
        assert_eq!(most(std::iter::empty::<u8>()), None);
        let row = Settled { stance: Some(Stance::Neutral), about_actor: Some(false), ..Settled::default() };
        assert_eq!(row.label(), None);
        assert_eq!(Settled { about_actor: None, ..row }.label(), Some(Stance::Neutral));
    }
}

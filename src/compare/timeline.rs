//! How portrayals moved.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::gather::{Gathered, Portrayal};
use super::interval::{Estimate, Units, estimate};
use super::options::{By, CompareOptions};
use super::period::Day;

/// One actor in one period, by one group or by all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    /// The actor.
    pub actor: usize,
    /// The group; `None` is all of them together.
    pub group: Option<usize>,
    /// The period, `2026-02` or `2026-W05`.
    pub label: String,
    /// Its first and last day.
    pub days: (Day, Day),
    /// Counted portrayals.
    pub n_counted: usize,
    /// Their stories.
    pub n_stories: usize,
    /// The mean, its interval and verdict.
    pub estimate: Estimate,
}

/// Actor, group, and the days of the period.
type Place = (usize, Option<usize>, (Day, Day));

/// Portrayals of articles with a date, by actor, group and period.
pub(super) fn moments(gathered: &Gathered, options: &CompareOptions) -> Vec<Moment> {
    let mut moments: BTreeMap<Place, Vec<&Portrayal>> = BTreeMap::new();
    for p in gathered.counted() {
        let Some(day) = p.day else { continue };
        for group in [None, Some(p.group)] {
            moments.entry((p.actor, group, day.bounds(options.period))).or_default().push(p);
        }
    }
    let moments: Vec<_> = moments.into_iter().collect();
    moments
        .into_par_iter()
        .map(|((actor, group, days), of)| {
            let units = Units::of(of.iter().copied());
            Moment {
                actor,
                group,
                label: days.0.label(options.period),
                days,
                n_counted: of.len(),
                n_stories: units.stories,
                estimate: estimate(&units, group.is_none() || options.by != By::Speaker, options.seed),
            }
        })
        .collect()
}

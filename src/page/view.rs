//! What the page shows of a comparison.

use std::cmp::Reverse;

use crate::compare::{self, Cell, Comparison, Verdict};
use crate::corpus::Corpus;
use crate::stance::Stance;

/// What an interval allows to be said of a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The interval lies above 0, outside ±0.1 in part.
    Favorable,
    /// It lies inside ±0.1.
    Neutral,
    /// It lies below 0.
    Unfavorable,
    /// It allows more than one of these.
    Undetermined,
    /// Too few stories for an interval.
    TooFew,
}

impl Finding {
    /// The finding in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Favorable => "▲ favorable",
            Self::Neutral => "■ neutral",
            Self::Unfavorable => "▼ unfavorable",
            Self::Undetermined => "undetermined",
            Self::TooFew => "too few stories",
        }
    }
}

/// How one speaker presents one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair {
    /// Index of the speaker.
    pub speaker: usize,
    /// Index of the actor.
    pub actor: usize,
    /// Portrayals that count.
    pub n: usize,
    /// Stories they come from.
    pub stories: usize,
    /// Portrayals left out because the model was unsure.
    pub abstained: usize,
    /// Mean score; `None` where nothing counts.
    pub mean: Option<f64>,
    /// 95 % interval; `None` under five stories.
    pub interval: Option<(f64, f64)>,
    /// Shares of unfavorable, neutral and favorable portrayals.
    pub shares: [f64; 3],
    /// What may be said.
    pub finding: Finding,
}

/// Two speakers on one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// The two speakers.
    pub speakers: [usize; 2],
    /// The actor.
    pub actor: usize,
    /// Stories of each.
    pub stories: [usize; 2],
    /// Mean of the first minus mean of the second.
    pub difference: f64,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Permutation p value.
    pub p: Option<f64>,
    /// The same adjusted by Benjamini and Hochberg.
    pub q: Option<f64>,
    /// Whether the difference holds at the rate of false discoveries that was set.
    pub differs: bool,
}

/// One actor in one period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    /// The actor.
    pub actor: usize,
    /// The period as it is called.
    pub label: String,
    /// Its first and last day, ISO 8601.
    pub days: (String, String),
    /// Portrayals that count.
    pub n: usize,
    /// Stories they come from.
    pub stories: usize,
    /// Mean score.
    pub mean: f64,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
}

/// A statement shown for one side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Example {
    /// The side.
    pub stance: Stance,
    /// Index of the statement.
    pub statement: usize,
    /// Its score.
    pub score: f64,
    /// Whether it was drawn at random; else it is the one the model is surest of.
    pub random: bool,
}

/// How far speakers agree in how they present one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    /// The actor.
    pub actor: usize,
    /// Speakers with a mean.
    pub speakers: usize,
    /// Portrayals that count.
    pub n: usize,
    /// Van der Eijk's agreement A, -1 to 1.
    pub agreement: Option<f64>,
    /// Variance of the speakers' means.
    pub variance: Option<f64>,
    /// Statements on each side.
    pub examples: Vec<Example>,
}

/// A comparison as the page shows it, each list in the order it is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct View {
    /// Speaker x actor, by speaker and actor.
    pub pairs: Vec<Pair>,
    /// The differences that were tested or could be, the surest first; `None` where none were looked for.
    pub differences: Option<Vec<Difference>>,
    /// By actor and period.
    pub moments: Vec<Moment>,
    /// By actor, the one with most speakers first.
    pub spreads: Vec<Spread>,
    /// Of each stance of the corpus whether it counts in a mean.
    pub counted: Vec<bool>,
    /// Portrayals left out as copies of a quotation that was counted.
    pub copies: usize,
    /// The methods in words.
    pub methods: String,
}

impl View {
    /// What the page shows of a comparison of speakers; `methods` are its methods in words.
    pub(crate) fn of(corpus: &Corpus, comparison: &Comparison, methods: String) -> Self {
        // A group of one speaker each; others have no page.
        let speaker = |group: usize| comparison.groups[group].speaker;
        let mut counted = vec![false; corpus.stances.len()];
        comparison.cells.iter().flat_map(|cell| &cell.stances).for_each(|stance| counted[*stance] = true);
        let mut differences: Vec<&compare::Difference> = comparison.differences.iter().collect();
        differences.sort_by(|a, b| {
            let p = |one: &compare::Difference| one.q.or(one.p).unwrap_or(f64::INFINITY);
            p(a).total_cmp(&p(b)).then(b.difference.abs().total_cmp(&a.difference.abs()))
        });
        let mut spreads: Vec<&compare::Spread> = comparison.spreads.iter().collect();
        spreads.sort_by_key(|spread| (Reverse(spread.n_groups), Reverse(spread.n_counted), spread.actor));
        Self {
            pairs: comparison.cells.iter().filter_map(|cell| Some(Pair::of(cell, speaker(cell.group)?))).collect(),
            differences: Some(
                differences
                    .into_iter()
                    .filter_map(|one| Some(Difference::of(one, [speaker(one.groups[0])?, speaker(one.groups[1])?])))
                    .collect(),
            ),
            moments: comparison.moments.iter().filter(|moment| moment.group.is_none()).filter_map(Moment::of).collect(),
            spreads: spreads.into_iter().map(|spread| Spread::of(corpus, spread)).collect(),
            counted,
            copies: comparison.tally.folded,
            methods,
        }
    }
}

impl Pair {
    fn of(cell: &Cell, speaker: usize) -> Self {
        Self {
            speaker,
            actor: cell.actor,
            n: cell.n_counted,
            stories: cell.n_stories,
            abstained: cell.n_abstained,
            mean: cell.estimate.mean,
            interval: cell.estimate.interval,
            shares: cell.shares.map_or([0.0; 3], |s| [s.unfavorable, s.neutral, s.favorable]),
            finding: match cell.estimate.verdict {
                None => Finding::TooFew,
                Some(Verdict::Unfavorable) => Finding::Unfavorable,
                Some(Verdict::Neutral) => Finding::Neutral,
                Some(Verdict::Favorable) => Finding::Favorable,
                Some(Verdict::Undetermined) => Finding::Undetermined,
            },
        }
    }
}

impl Difference {
    fn of(one: &compare::Difference, speakers: [usize; 2]) -> Self {
        Self {
            speakers,
            actor: one.actor,
            stories: one.n_stories,
            difference: one.difference,
            interval: one.interval,
            p: one.p,
            q: one.q,
            differs: one.differs(),
        }
    }
}

impl Moment {
    fn of(moment: &compare::Moment) -> Option<Self> {
        Some(Self {
            actor: moment.actor,
            label: moment.label.clone(),
            days: (moment.days.0.to_string(), moment.days.1.to_string()),
            n: moment.n_counted,
            stories: moment.n_stories,
            mean: moment.estimate.mean?,
            interval: moment.estimate.interval,
        })
    }
}

impl Spread {
    fn of(corpus: &Corpus, spread: &compare::Spread) -> Self {
        let example = |one: &compare::Example| Example {
            stance: one.side,
            statement: corpus.stances[one.stance].statement,
            score: corpus.stances[one.stance].score,
            random: one.random,
        };
        Self {
            actor: spread.actor,
            speakers: spread.n_groups,
            n: spread.n_counted,
            agreement: spread.agreement,
            variance: spread.variance,
            examples: spread.examples.iter().map(example).collect(),
        }
    }
}

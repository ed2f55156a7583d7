//! What the page shows of a comparison.

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
    /// Portrayals left out as copies of a quotation that was counted.
    pub copies: usize,
    /// The methods in words.
    pub methods: String,
}

//! Comparison: how speakers present actors over many stories, where their portrayals differ, how sure that is, and how it moved.
//!
//! The unit of evidence is the story: what syndicated copies and repeated quotations tell again is no further evidence. Everything here is
//! a pure function of a [`Corpus`]; who reads and writes is `cli`.

mod agreement;
mod clustered;
mod day;
mod discovery;
mod files;
mod filter;
mod network;
mod permutation;
mod portrayal;
mod spread;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Corpus;
use crate::stance::Stance;
use clustered::Clusters;
pub(crate) use filter::{Filter, regrouped};
use portrayal::{Portrayal, portrayals};

pub(crate) use clustered::MIN_CLUSTERS;
pub(crate) use day::is_day;
pub(crate) use files::tables;
pub(crate) use network::{gexf, graphml};
pub(crate) use words::table;

/// What a repetition counts as: portrayals of one speaker and one actor that share the key are one, with their mean score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Count {
    /// Each quotation once, in however many articles it stands.
    #[default]
    Statement,
    /// Each story once.
    Story,
    /// Each article once.
    Article,
    /// Each outlet once.
    Outlet,
    /// Each ISO week once.
    Week,
}

/// Whose portrayals are a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Each speaker.
    #[default]
    Speaker,
    /// The organisation that speakers belong to.
    Affiliation,
    /// The outlet that quotes them.
    Outlet,
    /// Person, organisation or group.
    SpeakerKind,
}

/// How long a period of the time line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Period {
    /// An ISO week, Monday to Sunday.
    Week,
    /// A calendar month.
    #[default]
    Month,
}

/// How a comparison is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Settings {
    pub count: Count,
    pub by: By,
    pub period: Period,
    /// Pairs with fewer counted portrayals are left out.
    pub min_n: usize,
    /// The rate of false discoveries among the differences that are called ones.
    pub rate: f64,
    /// Where drawing begins.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { count: Count::default(), by: By::default(), period: Period::default(), min_n: 1, rate: 0.05, seed: 1 }
    }
}

/// What an interval allows to be said of a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The interval lies above 0, outside ±0.1 in part.
    Favorable,
    /// It lies inside ±0.1.
    Neutral,
    /// It lies below 0, outside ±0.1 in part.
    Unfavorable,
    /// It allows more than one of these.
    Undetermined,
    /// Too few stories for an interval.
    TooFew,
}

/// An interval inside this distance of 0 is neutral.
pub(crate) const NEUTRAL: f64 = 0.1;

impl Finding {
    fn of(interval: Option<(f64, f64)>) -> Self {
        match interval {
            None => Self::TooFew,
            Some((low, high)) if low >= -NEUTRAL && high <= NEUTRAL => Self::Neutral,
            Some((low, _)) if low > 0.0 => Self::Favorable,
            Some((_, high)) if high < 0.0 => Self::Unfavorable,
            Some(_) => Self::Undetermined,
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
    /// Portrayals that count, after folding.
    pub n: usize,
    /// Statements with a row for the actor, counted or not, copies folded.
    pub statements: usize,
    /// Articles they stand in.
    pub articles: usize,
    /// Stories that the counted portrayals come from.
    pub stories: usize,
    /// Statements left out because the model was unsure.
    pub abstained: usize,
    /// Mean score; `None` where nothing counts.
    pub mean: Option<f64>,
    /// 95 % interval; `None` under five stories.
    pub interval: Option<(f64, f64)>,
    /// Shares of unfavorable, neutral and favorable portrayals; with the share of mixed ones they sum to 1.
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
    /// 95 % interval; `None` where one of them has fewer than five stories.
    pub interval: Option<(f64, f64)>,
    /// Permutation p value; `None` where no arrangement of the stories could reach the rate of false discoveries.
    pub p: Option<f64>,
    /// The same adjusted by Benjamini and Hochberg.
    pub q: Option<f64>,
    /// Whether the portrayals differ at that rate.
    pub differs: bool,
}

/// One actor in one period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    /// The actor.
    pub actor: usize,
    /// The speaker; `None` of all together.
    pub speaker: Option<usize>,
    /// The period as it is called: `2026-03`, `2026-W09`.
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
    /// Van der Eijk's agreement A, -1 to 1; `None` of fewer than two speakers.
    pub agreement: Option<f64>,
    /// Variance of the speakers' means; `None` of fewer than two speakers.
    pub variance: Option<f64>,
    /// Statements on each side.
    pub examples: Vec<Example>,
}

/// A comparison, each list in the order it is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Comparison {
    /// Speaker x actor, by speaker and actor.
    pub pairs: Vec<Pair>,
    /// The differences that were tested or could be, the surest first.
    pub differences: Vec<Difference>,
    /// By actor and period, of all speakers; then by speaker, actor and period.
    pub moments: Vec<Moment>,
    /// By actor, the one with most speakers first.
    pub spreads: Vec<Spread>,
    /// Articles that tell the story of another one.
    pub copies: usize,
    /// Statements that repeat a quotation of another article.
    pub repeated: usize,
    /// Statements whose speaker is unknown: they are in no row.
    pub unknown: usize,
    /// The methods in words.
    pub methods: String,
}

/// Compares what `corpus` holds; with [`Settings::by`] other than speakers it must have been [`regrouped`] before, `voices` then says who
/// speaks in each statement.
pub(crate) fn compare(corpus: &Corpus, voices: &[Option<usize>], settings: &Settings) -> Comparison {
    let told = portrayals(corpus, voices, settings.count);
    let mut by_pair: BTreeMap<(usize, usize), Vec<&Portrayal>> = BTreeMap::new();
    told.iter().for_each(|one| by_pair.entry((one.speaker, one.actor)).or_default().push(one));
    let grouped = settings.by != By::Speaker;
    let mut pairs = matrix(corpus, &by_pair, grouped);
    pairs.retain(|pair| pair.n >= settings.min_n);
    let kept: BTreeSet<(usize, usize)> = pairs.iter().map(|pair| (pair.speaker, pair.actor)).collect();
    by_pair.retain(|key, _| kept.contains(key));
    let stories: BTreeSet<&str> = corpus.articles.iter().map(|article| article.story.as_str()).collect();
    let mut comparison = Comparison {
        differences: differences(&by_pair, settings),
        moments: moments(corpus, &by_pair, settings.period, grouped),
        spreads: spread::spreads(corpus, &pairs, &by_pair, settings.seed),
        pairs,
        copies: corpus.articles.len() - stories.len(),
        repeated: corpus.statements.iter().filter(|statement| statement.quotation != statement.id).count(),
        unknown: corpus.statements.iter().filter(|statement| statement.speaker.is_none()).count(),
        methods: String::new(),
    };
    comparison.methods = words::methods(corpus, &comparison, settings);
    comparison
}

fn matrix(corpus: &Corpus, by_pair: &BTreeMap<(usize, usize), Vec<&Portrayal>>, grouped: bool) -> Vec<Pair> {
    let mut seen: BTreeMap<(usize, usize), (BTreeSet<&str>, BTreeSet<usize>, BTreeSet<&str>)> = BTreeMap::new();
    for stance in &corpus.stances {
        let statement = &corpus.statements[stance.statement];
        let Some(speaker) = statement.speaker else { continue };
        let (statements, articles, abstained) = seen.entry((speaker, stance.actor)).or_default();
        statements.insert(&statement.quotation);
        articles.insert(statement.article);
        if stance.abstained {
            abstained.insert(&statement.quotation);
        }
    }
    let pair = |((speaker, actor), (statements, articles, abstained)): (_, (BTreeSet<&str>, BTreeSet<usize>, _))| {
        let told = by_pair.get(&(speaker, actor)).map_or(&[][..], Vec::as_slice);
        let clusters = Clusters::of_stories(told);
        let interval = clusters.interval(grouped.then(|| Clusters::of_voices(told)));
        let shares =
            std::array::from_fn(|k| told.iter().map(|one| one.shares[k]).sum::<f64>() / told.len().max(1) as f64);
        let abstained: BTreeSet<&str> = abstained;
        Pair {
            speaker,
            actor,
            n: told.len(),
            statements: statements.len(),
            articles: articles.len(),
            stories: clusters.len(),
            abstained: abstained.len(),
            mean: clusters.mean(),
            interval,
            shares,
            finding: Finding::of(interval),
        }
    };
    seen.into_iter().map(pair).collect()
}

/// Every pair of speakers on every actor they share, with the adjusted p values of those that could differ.
fn differences(by_pair: &BTreeMap<(usize, usize), Vec<&Portrayal>>, settings: &Settings) -> Vec<Difference> {
    let mut by_actor: BTreeMap<usize, Vec<(usize, &Vec<&Portrayal>)>> = BTreeMap::new();
    by_pair.iter().for_each(|((speaker, actor), told)| by_actor.entry(*actor).or_default().push((*speaker, told)));
    let mut out = Vec::new();
    for (actor, speakers) in &by_actor {
        for (at, (first, one)) in speakers.iter().enumerate() {
            for (second, other) in &speakers[at + 1..] {
                let (a, b) = (Clusters::of_stories(one), Clusters::of_stories(other));
                let (Some(mean), Some(than)) = (a.mean(), b.mean()) else { continue };
                out.push(Difference {
                    speakers: [*first, *second],
                    actor: *actor,
                    stories: [a.len(), b.len()],
                    difference: mean - than,
                    interval: a.difference(&b),
                    p: permutation::p_value(one, other, settings.rate, settings.seed),
                    q: None,
                    differs: false,
                });
            }
        }
    }
    let tested: Vec<usize> = (0..out.len()).filter(|at| out[*at].p.is_some()).collect();
    let p: Vec<f64> = tested.iter().filter_map(|at| out[*at].p).collect();
    for (at, q) in tested.into_iter().zip(discovery::adjusted(&p)) {
        out[at].q = Some(q);
        out[at].differs = q <= settings.rate;
    }
    let surest = |one: &Difference| (one.p.map_or(f64::INFINITY, |p| p), -one.difference.abs());
    out.sort_by(|a, b| {
        let ((p, d), (other_p, other_d)) = (surest(a), surest(b));
        p.total_cmp(&other_p).then(d.total_cmp(&other_d)).then((a.actor, a.speakers).cmp(&(b.actor, b.speakers)))
    });
    out
}

fn moments(
    corpus: &Corpus,
    by_pair: &BTreeMap<(usize, usize), Vec<&Portrayal>>,
    period: Period,
    grouped: bool,
) -> Vec<Moment> {
    type Key = (Option<usize>, usize, day::Day);
    let mut told: BTreeMap<Key, Vec<&Portrayal>> = BTreeMap::new();
    for ((speaker, actor), portrayals) in by_pair {
        for one in portrayals {
            let Some(day) = corpus.articles[one.article].date.as_deref().and_then(day::Day::read) else { continue };
            let first = day.first_of(period);
            told.entry((None, *actor, first)).or_default().push(one);
            told.entry((Some(*speaker), *actor, first)).or_default().push(one);
        }
    }
    let moment = |((speaker, actor, first), told): (Key, Vec<&Portrayal>)| {
        let clusters = Clusters::of_stories(&told);
        let voices = (grouped || speaker.is_none()).then(|| Clusters::of_voices(&told));
        Some(Moment {
            actor,
            speaker,
            label: first.label(period),
            days: (first.to_string(), first.last_of(period).to_string()),
            n: told.len(),
            stories: clusters.len(),
            mean: clusters.mean()?,
            interval: clusters.interval(voices),
        })
    };
    told.into_iter().filter_map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_found_only_where_the_interval_allows_it() {
        let cases = [
            (None, Finding::TooFew),
            (Some((0.05, 0.4)), Finding::Favorable),
            (Some((-0.4, -0.05)), Finding::Unfavorable),
            (Some((0.01, 0.09)), Finding::Neutral),
            (Some((-0.1, 0.1)), Finding::Neutral),
            (Some((-0.05, 0.3)), Finding::Undetermined),
        ];
        for (interval, finding) in cases {
            assert_eq!(Finding::of(interval), finding, "{interval:?}");
        }
    }
}

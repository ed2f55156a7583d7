//! What a page shows of a corpus by itself: means, intervals and findings by story, time and spread. Whether two speakers differ
//! is a test of its own and not made here.

use std::collections::{BTreeMap, BTreeSet};

use ndarray::Array1;

use super::period::Cut;
use super::view::{Example, Finding, Moment, Pair, Spread, View};
use crate::aggregate::{MIN_ARTICLES as MIN_STORIES, cluster_interval};
use crate::audit::t_quantile;
use crate::corpus::{Corpus, StanceEntry};
use crate::random::SplitMix64;
use crate::stance::Stance;

/// Up to so many stories the interval is that of a small sample.
const SMALL: usize = 20;
/// A mean is neutral where its interval lies within this of 0.
const NEUTRAL: f64 = 0.1;
/// Where the drawing of examples starts.
const SEED: u64 = 1;

/// Scores by story.
type ByStory<'a> = BTreeMap<&'a str, Vec<f64>>;

/// The view of a corpus.
pub(crate) fn describe(corpus: &Corpus) -> View {
    let (stances, copies) = counted(corpus);
    let pairs = pairs(corpus, &stances);
    let spreads = spreads(corpus, &stances, &pairs);
    View {
        moments: moments(corpus, &stances),
        spreads,
        differences: None,
        copies,
        methods: methods(corpus, copies),
        pairs,
    }
}

/// The portrayals that count, each quotation toward each actor once, and how many were left out as copies.
fn counted(corpus: &Corpus) -> (Vec<&StanceEntry>, usize) {
    let mut seen = BTreeSet::new();
    let all: Vec<&StanceEntry> = corpus.stances.iter().filter(|stance| stance.counts()).collect();
    let once: Vec<&StanceEntry> = all
        .iter()
        .filter(|stance| {
            let statement = &corpus.statements[stance.statement];
            let quotation = if statement.quotation.is_empty() { &statement.id } else { &statement.quotation };
            seen.insert((quotation.as_str(), stance.actor))
        })
        .copied()
        .collect();
    let copies = all.len() - once.len();
    (once, copies)
}

fn pairs(corpus: &Corpus, counted: &[&StanceEntry]) -> Vec<Pair> {
    let mut cells: BTreeMap<(usize, usize), (Vec<&StanceEntry>, usize)> = BTreeMap::new();
    let speaker = |stance: &StanceEntry| corpus.statements[stance.statement].speaker;
    for stance in counted {
        if let Some(speaker) = speaker(stance) {
            cells.entry((speaker, stance.actor)).or_default().0.push(stance);
        }
    }
    for stance in corpus.stances.iter().filter(|stance| stance.abstained) {
        if let Some(speaker) = speaker(stance) {
            cells.entry((speaker, stance.actor)).or_default().1 += 1;
        }
    }
    cells
        .into_iter()
        .map(|((speaker, actor), (rows, abstained))| {
            let by_story = by_story(corpus, &rows);
            let interval = interval(&by_story);
            let share =
                |stance| rows.iter().filter(|row| row.stance == stance).count() as f64 / rows.len().max(1) as f64;
            Pair {
                speaker,
                actor,
                n: rows.len(),
                stories: by_story.len(),
                abstained,
                mean: mean(&by_story),
                interval,
                shares: [Stance::Unfavorable, Stance::Neutral, Stance::Favorable].map(share),
                finding: finding(interval),
            }
        })
        .collect()
}

fn by_story<'a>(corpus: &'a Corpus, rows: &[&StanceEntry]) -> ByStory<'a> {
    let mut all: ByStory<'_> = BTreeMap::new();
    for row in rows {
        let story = corpus.articles[corpus.statements[row.statement].article].story.as_str();
        all.entry(story).or_default().push(row.score);
    }
    all
}

/// The mean of all scores; `None` of none.
fn mean(by_story: &ByStory<'_>) -> Option<f64> {
    let n = by_story.values().map(Vec::len).sum::<usize>();
    (n > 0).then(|| by_story.values().flatten().sum::<f64>() / n as f64)
}

/// The 95 % interval of [`mean`]. Up to 20 stories Student's t with the variance of a ratio of cluster totals (Cochran 1977, "Sampling
/// Techniques", section 6.4); above, the percentile bootstrap of stories. `None` of fewer than five.
fn interval(by_story: &ByStory<'_>) -> Option<(f64, f64)> {
    let stories = by_story.len();
    if stories < MIN_STORIES {
        return None;
    }
    let sums: Array1<f64> = by_story.values().map(|scores| scores.iter().sum()).collect();
    let counts: Array1<f64> = by_story.values().map(|scores| scores.len() as f64).collect();
    if stories > SMALL {
        return cluster_interval(sums.view(), counts.view());
    }
    let (mean, n) = (sums.sum() / counts.sum(), counts.sum());
    let squares: f64 = sums.iter().zip(&counts).map(|(sum, count)| (sum - mean * count).powi(2)).sum();
    let g = stories as f64;
    let half = t_quantile(stories - 1) * (g / (g - 1.0) * squares).sqrt() / n;
    Some(((mean - half).max(-1.0), (mean + half).min(1.0)))
}

fn finding(interval: Option<(f64, f64)>) -> Finding {
    match interval {
        None => Finding::TooFew,
        Some((low, high)) if low > -NEUTRAL && high < NEUTRAL => Finding::Neutral,
        Some((low, _)) if low > 0.0 => Finding::Favorable,
        Some((_, high)) if high < 0.0 => Finding::Unfavorable,
        Some(_) => Finding::Undetermined,
    }
}

fn moments(corpus: &Corpus, counted: &[&StanceEntry]) -> Vec<Moment> {
    let cut = Cut::of(corpus.articles.iter().filter_map(|article| article.date.as_deref()));
    let mut all: BTreeMap<_, Vec<&StanceEntry>> = BTreeMap::new();
    for stance in counted {
        let article = &corpus.articles[corpus.statements[stance.statement].article];
        if let Some(period) = article.date.as_deref().and_then(|date| cut.period(date)) {
            all.entry((stance.actor, period)).or_default().push(stance);
        }
    }
    all.into_iter()
        .filter_map(|((actor, period), rows)| {
            let by_story = by_story(corpus, &rows);
            Some(Moment {
                actor,
                label: period.label,
                days: (period.first, period.last),
                n: rows.len(),
                stories: by_story.len(),
                mean: mean(&by_story)?,
                interval: interval(&by_story),
            })
        })
        .collect()
}

fn spreads(corpus: &Corpus, counted: &[&StanceEntry], pairs: &[Pair]) -> Vec<Spread> {
    let mut means: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for pair in pairs {
        means.entry(pair.actor).or_default().extend(pair.mean);
    }
    let mut random = SplitMix64::new(SEED);
    let mut all: Vec<Spread> = means
        .into_iter()
        .filter(|(_, means)| !means.is_empty())
        .map(|(actor, means)| {
            let rows: Vec<&StanceEntry> = counted.iter().filter(|row| row.actor == actor).copied().collect();
            let examples = [Stance::Favorable, Stance::Unfavorable]
                .into_iter()
                .flat_map(|stance| examples(corpus, &rows, stance, &mut random))
                .collect();
            let speakers = means.len();
            let average = means.iter().sum::<f64>() / speakers as f64;
            let variance = means.iter().map(|mean| (mean - average).powi(2)).sum::<f64>() / (speakers as f64 - 1.0);
            Spread {
                actor,
                speakers,
                n: rows.len(),
                agreement: None,
                variance: (speakers > 1).then_some(variance),
                examples,
            }
        })
        .collect();
    all.sort_by_key(|spread| (std::cmp::Reverse((spread.speakers, spread.n)), spread.actor));
    all
}

/// The statement of one side that the model is surest of, and one of the others by chance.
fn examples(corpus: &Corpus, rows: &[&StanceEntry], stance: Stance, random: &mut SplitMix64) -> Vec<Example> {
    let mut side: Vec<&StanceEntry> = rows
        .iter()
        .filter(|row| row.stance == stance && corpus.statements[row.statement].speaker.is_some())
        .copied()
        .collect();
    side.sort_by(|a, b| b.score.abs().total_cmp(&a.score.abs()).then(a.statement.cmp(&b.statement)));
    let Some((surest, others)) = side.split_first() else { return Vec::new() };
    let chance = others.get(random.below(others.len()));
    [(Some(surest), false), (chance, true)]
        .into_iter()
        .filter_map(|(row, random)| {
            row.map(|row| Example { stance, statement: row.statement, score: row.score, random })
        })
        .collect()
}

fn methods(corpus: &Corpus, copies: usize) -> String {
    let mut out = String::new();
    for origin in &corpus.origins {
        out += &format!(
            "Statements, speakers, actors and stances were found by Standpoint {} with the model {} (sha256 {}) on {}.\n",
            origin.version, origin.model, origin.model_sha256, origin.engine
        );
    }
    let abstained = corpus.stances.iter().filter(|stance| stance.abstained).count();
    let counted = corpus.stances.iter().filter(|stance| stance.counts()).count();
    out += &format!(
        "{} articles, {} statements, {} portrayals of an actor. Not counted: {abstained} of which the model was unsure, and {} reported as somebody else's view, denied, or a mere word before a thing. ",
        corpus.articles.len(),
        corpus.statements.len(),
        corpus.stances.len(),
        corpus.stances.len() - counted - abstained,
    );
    out += &format!("Portrayals in copies of a quotation that was counted already: {copies}.\n");
    out += "A score is p(favorable) − p(unfavorable). A mean is over portrayals; its 95 % interval takes the story as the unit: none under five stories, \
            Student's t with the variance of a ratio of cluster totals up to 20, the percentile bootstrap of stories above. A finding is favorable or unfavorable \
            where the interval excludes 0, neutral where it lies within ±0.1, else undetermined. The many intervals are not corrected for their number.\n";
    out += "Not audited: no sample of this corpus has been coded by hand. Portrayals are those of attributed statements, as selected and worded by the articles.";
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_stories_have_no_interval_and_one_story_counts_once() {
        let stories = ["a", "b", "c", "d", "e"];
        let by_story: ByStory<'_> = stories.iter().zip([0.5, 0.6, 0.4, 0.7, 0.3]).map(|(s, x)| (*s, vec![x])).collect();
        // By R: t.test(c(.5, .6, .4, .7, .3))$conf.int
        let (low, high) = interval(&by_story).unwrap();
        assert!((low - 0.303_675_7).abs() < 2e-4 && (high - 0.696_324_3).abs() < 2e-4, "{low} {high}");
        let four: ByStory<'_> = by_story.into_iter().take(4).collect();
        assert_eq!(interval(&four), None);
    }

    #[test]
    fn a_finding_is_only_what_the_interval_allows() {
        assert_eq!(finding(None), Finding::TooFew);
        assert_eq!(finding(Some((0.02, 0.08))), Finding::Neutral);
        assert_eq!(finding(Some((0.02, 0.2))), Finding::Favorable);
        assert_eq!(finding(Some((-0.2, 0.2))), Finding::Undetermined);
        assert_eq!(finding(Some((-0.5, -0.2))), Finding::Unfavorable);
    }
}

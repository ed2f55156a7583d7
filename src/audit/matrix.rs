//! How speakers present actors, uncorrected and corrected by the coded rows.

use std::collections::BTreeMap;

use super::key::Key;
use super::rectify::{self, Corrected, ErrorRow, Rows, mean_error};
use super::resample::Interval;
use super::settled::Settled;
use crate::corpus::{Corpus, LabelSource};
use crate::stance::Stance;

/// A group with at least this many coded rows is corrected by its own.
pub(crate) const OWN: usize = 20;
/// An error of a label is taken from rows of that label if there are this many; else from all.
const PER_LABEL: usize = 5;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// All rows.
    All,
    /// All speakers toward one actor.
    Actor,
    /// One speaker toward one actor.
    Pair,
}

/// What a mean is corrected by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Coded rows of its own.
    Own,
    /// All coded rows, by the model's label: rows of one label are taken to err alike everywhere.
    Pooled,
    /// Nothing was coded, or people labelled every row.
    None,
}

/// One mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) level: Level,
    /// Index into the speakers and the actors, as far as the line is about one.
    pub(crate) speaker: Option<usize>,
    pub(crate) actor: Option<usize>,
    /// Rows that count.
    pub(crate) rows: usize,
    pub(crate) stories: usize,
    /// Rows with a label by a person, in a correction.
    pub(crate) human: usize,
    pub(crate) coded: usize,
    pub(crate) mean: f64,
    pub(crate) interval: Option<Interval>,
    pub(crate) corrected: Option<f64>,
    pub(crate) corrected_interval: Option<Interval>,
    pub(crate) basis: Basis,
}

/// The lines, all rows first, and the rows of the key that the corpus does not hold any more or has other scores for.
pub(crate) fn lines(corpus: &Corpus, key: &Key, settled: &[Settled]) -> (Vec<Line>, Vec<String>) {
    let place: BTreeMap<(&str, usize, usize, &str), usize> = corpus
        .stances
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let statement = &corpus.statements[row.statement];
            let article = corpus.articles[statement.article].id.as_str();
            ((article, statement.words.start, statement.words.end, corpus.actors[row.actor].id.as_str()), index)
        })
        .collect();
    let mut gone = Vec::new();
    let mut coded: BTreeMap<usize, (f64, f64, bool)> = BTreeMap::new();
    for (row, settled) in key.rows.iter().zip(settled) {
        let at = (row.article_id.as_str(), row.start, row.end, row.actor_id.as_str());
        let Some(index) = place.get(&at) else {
            gone.push(format!("{} ({}, {}-{}, {})", row.row, row.article_id, row.start, row.end, row.actor_id));
            continue;
        };
        let stance = &corpus.stances[*index];
        if stance.source == LabelSource::Human {
            continue;
        }
        if (stance.score - row.score).abs() > 1e-3 {
            gone.push(format!("{} ({}: score {:.4}, was {:.4})", row.row, row.statement_id, stance.score, row.score));
            continue;
        }
        if let Some(label) = settled.label() {
            coded.insert(*index, (value(label), row.weight(), settled.speaker_right != Some(false)));
        }
    }
    let stories: BTreeMap<&str, usize> =
        corpus.articles.iter().enumerate().map(|(place, article)| (article.story.as_str(), place)).collect();
    let counting: Vec<usize> = (0..corpus.stances.len()).filter(|row| corpus.stances[*row].counts()).collect();
    let pool = Pool { corpus, coded: &coded, stories: &stories };
    let errors = pool.errors(&counting);
    let mut groups: BTreeMap<(Level, Option<usize>, Option<usize>), Vec<usize>> = BTreeMap::new();
    for row in counting {
        let (actor, speaker) = (corpus.stances[row].actor, corpus.statements[corpus.stances[row].statement].speaker);
        groups.entry((Level::All, None, None)).or_default().push(row);
        groups.entry((Level::Actor, None, Some(actor))).or_default().push(row);
        if speaker.is_some() {
            groups.entry((Level::Pair, speaker, Some(actor))).or_default().push(row);
        }
    }
    let lines =
        groups.into_iter().map(|((level, speaker, actor), rows)| pool.line(level, speaker, actor, &rows, &errors));
    (lines.collect(), gone)
}

/// A coder's label as a score; `mixed` is a favorable and an unfavorable portrayal.
fn value(stance: Stance) -> f64 {
    match stance {
        Stance::Unfavorable => -1.0,
        Stance::Neutral | Stance::Mixed => 0.0,
        Stance::Favorable => 1.0,
    }
}

/// The mean error of each label of the model, and its standard error; the last is that of all rows.
type Errors = BTreeMap<Option<Stance>, (f64, Option<f64>)>;

struct Pool<'a> {
    corpus: &'a Corpus,
    /// Score by the coders, weight, and whether the speaker is right, by row.
    coded: &'a BTreeMap<usize, (f64, f64, bool)>,
    stories: &'a BTreeMap<&'a str, usize>,
}

impl Pool<'_> {
    fn cluster(&self, row: usize) -> usize {
        let article = self.corpus.statements[self.corpus.stances[row].statement].article;
        self.stories[self.corpus.articles[article].story.as_str()]
    }

    fn errors(&self, counting: &[usize]) -> Errors {
        let mut by_label: BTreeMap<Option<Stance>, Vec<ErrorRow>> = BTreeMap::new();
        for row in counting {
            let Some((y, weight, _)) = self.coded.get(row) else { continue };
            let stance = &self.corpus.stances[*row];
            let entry = (*y, stance.score, *weight, self.cluster(*row));
            by_label.entry(Some(stance.stance)).or_default().push(entry);
            by_label.entry(None).or_default().push(entry);
        }
        by_label.retain(|label, rows| label.is_none() || rows.len() >= PER_LABEL);
        by_label.into_iter().filter_map(|(label, rows)| Some((label, mean_error(&rows)?))).collect()
    }

    fn line(
        &self,
        level: Level,
        speaker: Option<usize>,
        actor: Option<usize>,
        rows: &[usize],
        errors: &Errors,
    ) -> Line {
        let source = |row: &usize| self.corpus.stances[*row].source;
        let human = rows.iter().filter(|row| source(row) == LabelSource::Human).count();
        // A coded row with another speaker says nothing about this one's.
        let own = |row: &usize| self.coded.get(row).filter(|(.., right)| *right || level != Level::Pair);
        let data = Rows {
            predicted: rows.iter().map(|row| self.corpus.stances[*row].score).collect(),
            coded: rows.iter().map(|row| own(row).map(|(y, weight, _)| (*y, *weight))).collect(),
            share: (rows.len() - human) as f64 / rows.len() as f64,
            cluster: rows.iter().map(|row| self.cluster(*row)).collect(),
        };
        let coded = data.coded.iter().flatten().count();
        let plain = rectify::uncorrected(&data);
        let corrected = if coded >= OWN { rectify::corrected(&data, None) } else { None };
        let pooled = || self.pooled(rows, plain.as_ref(), errors, human);
        let (basis, corrected) = match corrected {
            Some(corrected) => (Basis::Own, Some((corrected.mean, corrected.interval()))),
            None => match pooled() {
                Some(corrected) => (Basis::Pooled, Some(corrected)),
                None => (Basis::None, None),
            },
        };
        let mean = data.predicted.mean().unwrap_or_default();
        let stories: std::collections::BTreeSet<usize> = data.cluster.iter().copied().collect();
        Line {
            level,
            speaker,
            actor,
            rows: rows.len(),
            stories: stories.len(),
            human,
            coded,
            mean,
            interval: plain.and_then(|plain| plain.interval()).map(within),
            corrected: corrected.map(|(mean, _)| mean.clamp(-1.0, 1.0)),
            corrected_interval: corrected.and_then(|(_, interval)| interval).map(within),
            basis,
        }
    }

    /// The mean, each row moved by the mean error of its label; the errors are estimates apart from the rows themselves.
    fn pooled(
        &self,
        rows: &[usize],
        plain: Option<&Corrected>,
        errors: &Errors,
        human: usize,
    ) -> Option<(f64, Option<Interval>)> {
        if human == rows.len() {
            return None;
        }
        let mut shares: BTreeMap<Option<Stance>, f64> = BTreeMap::new();
        let mut sum = 0.0;
        for row in rows.iter().map(|row| &self.corpus.stances[*row]) {
            sum += row.score;
            if row.source == LabelSource::Model {
                let label = Some(row.stance).filter(|label| errors.contains_key(&Some(*label)));
                *shares.entry(label).or_default() += 1.0 / rows.len() as f64;
            }
        }
        let mut mean = sum / rows.len() as f64;
        let mut variance = Some(0.0);
        for (label, share) in shares {
            let (error, deviation) = errors.get(&label)?;
            mean += share * error;
            variance = variance.zip(*deviation).map(|(variance, deviation)| variance + (share * deviation).powi(2));
        }
        let interval = plain.zip(variance).and_then(|(plain, variance)| {
            Corrected { mean, error: (plain.error.powi(2) + variance).sqrt(), ..*plain }.interval()
        });
        Some((mean, interval))
    }
}

/// An interval inside the range of the scores.
fn within(interval: Interval) -> Interval {
    Interval { low: interval.low.clamp(-1.0, 1.0), high: interval.high.clamp(-1.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::key::Draw;
    use crate::corpus::{ArticleEntry, example};
    use crate::random::SplitMix64;

    /// Articles with one statement each about Kestonia, whose portrayals the model takes for 0.4 better than they are, and what
    /// coders say of them.
    fn biased(articles: usize) -> (Corpus, BTreeMap<String, Stance>) {
        let small = example::corpus();
        let mut corpus = Corpus { articles: Vec::new(), statements: Vec::new(), stances: Vec::new(), ..small.clone() };
        let mut random = SplitMix64::new(5);
        let mut truth = BTreeMap::new();
        for number in 0..articles {
            let id = format!("a{number:03}");
            let told = [Stance::Unfavorable, Stance::Unfavorable, Stance::Neutral, Stance::Favorable][random.below(4)];
            corpus.articles.push(ArticleEntry {
                id: id.clone(),
                story: id.clone(),
                text: Some(example::SECOND.into()),
                ..ArticleEntry::default()
            });
            let mut statement = small.statements[2].clone();
            (statement.article, statement.id) = (number, format!("{id}-s001"));
            statement.speaker = Some(number % 2);
            corpus.statements.push(statement);
            let mut row = small.stances[3].clone();
            row.statement = number;
            row.score = (value(told) * 0.6 + 0.4 + random.below(100) as f64 / 500.0 - 0.1).clamp(-1.0, 1.0);
            row.stance = match row.score {
                score if score < -0.1 => Stance::Unfavorable,
                score if score > 0.5 => Stance::Favorable,
                _ => Stance::Neutral,
            };
            corpus.stances.push(row);
            truth.insert(id, told);
        }
        (corpus, truth)
    }

    fn settled(key: &Key, truth: &BTreeMap<String, Stance>) -> Vec<Settled> {
        let coded = |stance| Settled { is_statement: Some(true), stance: Some(stance), ..Settled::default() };
        key.rows.iter().map(|row| coded(truth[&row.article_id])).collect()
    }

    fn mean(truth: &BTreeMap<String, Stance>) -> f64 {
        truth.values().map(|stance| value(*stance)).sum::<f64>() / truth.len() as f64
    }

    #[test]
    fn a_coded_sample_takes_the_models_bias_away() {
        let (corpus, truth) = biased(240);
        let key = Key::draw(&corpus, Draw { rows: 80, articles: 0, seed: 1 });
        let (lines, gone) = lines(&corpus, &key, &settled(&key, &truth));
        assert!(gone.is_empty());
        let all = &lines[0];
        let truth = mean(&truth);
        assert_eq!((all.level, all.basis, all.rows, all.coded), (Level::All, Basis::Own, 240, 80));
        assert!(all.interval.unwrap().low > truth, "uncorrected is wrong: {all:?} {truth}");
        let interval = all.corrected_interval.unwrap();
        assert!(
            interval.low < truth && truth < interval.high && interval.high - interval.low < 0.22,
            "{all:?} {truth}"
        );
        assert_eq!(lines.iter().filter(|line| line.level == Level::Pair).count(), 2);
    }

    #[test]
    fn a_pair_with_few_coded_rows_is_corrected_by_those_of_all() {
        let (corpus, truth) = biased(240);
        let key = Key::draw(&corpus, Draw { rows: 24, articles: 0, seed: 1 });
        let (lines, _) = lines(&corpus, &key, &settled(&key, &truth));
        let pair = lines.iter().find(|line| line.level == Level::Pair).unwrap();
        assert_eq!(pair.basis, Basis::Pooled);
        assert!((pair.corrected.unwrap() - mean(&truth)).abs() < (pair.mean - mean(&truth)).abs() / 2.0, "{pair:?}");
        assert!(pair.corrected_interval.is_some());
    }

    #[test]
    fn labels_of_people_and_rows_that_changed_estimate_no_error() {
        let (mut corpus, truth) = biased(60);
        let key = Key::draw(&corpus, Draw { rows: 30, articles: 0, seed: 1 });
        let drawn = |id: &str| key.rows.iter().any(|row| row.article_id == id);
        let [first, second] = [0, 1].map(|n| (0..60).filter(|a| drawn(&corpus.articles[*a].id)).nth(n).unwrap());
        corpus.stances[first].source = LabelSource::Human;
        corpus.stances[second].score += 0.3;
        let (lines, gone) = lines(&corpus, &key, &settled(&key, &truth));
        assert_eq!((lines[0].coded, lines[0].human, gone.len()), (28, 1, 1));
        assert!(gone[0].contains("score"), "{gone:?}");
        corpus.stances.clear();
        assert_eq!(super::lines(&corpus, &key, &settled(&key, &truth)).1.len(), 30);
    }

    #[test]
    fn few_stories_have_no_interval() {
        let (corpus, truth) = biased(4);
        let key = Key::draw(&corpus, Draw { rows: 4, articles: 0, seed: 1 });
        let (lines, _) = lines(&corpus, &key, &settled(&key, &truth));
        assert!(lines.iter().all(|line| line.interval.is_none() && line.corrected_interval.is_none()), "{lines:?}");
        assert_eq!((lines[0].basis, lines[0].coded), (Basis::Pooled, 4));
    }
}

//! One row per speaker and actor over all articles.

use std::collections::BTreeMap;

use ndarray::Array1;

use super::bootstrap;
use super::share::{self, Shares, Tally};
use crate::pipeline::{ActorStance, Analysis};

/// How one speaker presents one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SummaryRow {
    /// The speaker's id.
    pub speaker_id: String,
    /// The speaker's name.
    pub speaker: String,
    /// The actor's id.
    pub actor_id: String,
    /// The actor's name.
    pub actor: String,
    /// Statements of the speaker with a row for the actor, counted in the mean or not.
    pub n_statements: usize,
    /// Articles with such a statement.
    pub n_articles: usize,
    /// Rows where the model abstained.
    pub n_abstained: usize,
    /// Mean score over the rows that count ([`ActorStance::counts`]), in -1..1; `None` if none does.
    pub mean: Option<f64>,
    /// 95 % interval of the mean; `None` of too few articles.
    pub interval: Option<(f64, f64)>,
    /// How the rows that count are divided; `None` if none does.
    pub shares: Option<Shares>,
}

/// Gathers rows article by article; what it holds grows with speakers and actors, not with text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    pairs: BTreeMap<(String, String), Pair>,
}

/// What is known of a speaker and an actor.
#[derive(Debug, Clone)]
struct Pair {
    speaker: String,
    actor: String,
    n_statements: usize,
    n_abstained: usize,
    tally: Tally,
    /// By article id, so that no sum depends on the order of the inputs.
    articles: BTreeMap<String, Scores>,
}

/// The counted scores of one article.
#[derive(Debug, Clone, Copy, Default)]
struct Scores {
    sum: f64,
    count: f64,
}

impl Summary {
    /// Adds an article. Statements of unknown speakers are left out: "unknown" is nobody whose stance could be averaged.
    pub(crate) fn add(&mut self, article_id: &str, analysis: &Analysis) {
        for statement in &analysis.statements {
            let (Some(id), Some(name)) = (&statement.speaker.id, &statement.speaker.name) else { continue };
            for stance in &statement.stances {
                let pair = self.pairs.entry((id.clone(), stance.actor_id.clone())).or_insert_with(|| Pair {
                    speaker: name.clone(),
                    actor: stance.actor.clone(),
                    n_statements: 0,
                    n_abstained: 0,
                    tally: share::tally(),
                    articles: BTreeMap::new(),
                });
                pair.add(article_id, name, stance);
            }
        }
    }

    /// The rows, sorted by the ids of speaker and actor.
    pub(crate) fn rows(&self) -> Vec<SummaryRow> {
        self.pairs.iter().map(|((speaker_id, actor_id), pair)| pair.row(speaker_id, actor_id)).collect()
    }
}

impl Pair {
    fn add(&mut self, article_id: &str, speaker: &str, stance: &ActorStance) {
        // One id can bear several spellings; the first in the alphabet does not depend on the order of the inputs.
        if speaker < self.speaker.as_str() {
            self.speaker = speaker.to_owned();
        }
        if stance.actor < self.actor {
            self.actor.clone_from(&stance.actor);
        }
        self.n_statements += 1;
        self.n_abstained += usize::from(stance.abstained);
        let scores = self.articles.entry(article_id.to_owned()).or_default();
        if stance.counts() {
            scores.sum += f64::from(stance.score());
            scores.count += 1.0;
            self.tally[share::place(stance.stance)] += 1.0;
        }
    }

    fn row(&self, speaker_id: &str, actor_id: &str) -> SummaryRow {
        let counted = || self.articles.values().filter(|scores| scores.count > 0.0);
        let sums: Array1<f64> = counted().map(|scores| scores.sum).collect();
        let counts: Array1<f64> = counted().map(|scores| scores.count).collect();
        SummaryRow {
            speaker_id: speaker_id.to_owned(),
            speaker: self.speaker.clone(),
            actor_id: actor_id.to_owned(),
            actor: self.actor.clone(),
            n_statements: self.n_statements,
            n_articles: self.articles.len(),
            n_abstained: self.n_abstained,
            mean: bootstrap::mean(sums.view(), counts.view()),
            interval: bootstrap::interval(sums.view(), counts.view()),
            shares: share::shares(&self.tally),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{self, stance};
    use super::*;
    use crate::stance::{Modality, Stance};

    fn analysis(speaker: Option<&str>, stances: Vec<ActorStance>) -> Analysis {
        Analysis { statements: vec![example::statement(speaker, stances)] }
    }

    #[test]
    fn rows_that_do_not_count_stay_out_of_the_mean_and_are_counted() {
        let mut summary = Summary::default();
        summary.add("a", &analysis(Some("Ilse Brandt"), vec![stance("Orrin", Stance::Favorable, [0.1, 0.1, 0.8])]));
        summary.add("b", &analysis(Some("Ilse Brandt"), vec![stance("Orrin", Stance::Unfavorable, [0.6, 0.3, 0.1])]));
        let abstained = ActorStance { abstained: true, ..stance("Orrin", Stance::Neutral, [0.3, 0.4, 0.3]) };
        summary.add("b", &analysis(Some("Ilse Brandt"), vec![abstained]));
        let denied = ActorStance { modality: Modality::Denied, ..stance("Orrin", Stance::Favorable, [0.0, 0.0, 1.0]) };
        summary.add("c", &analysis(Some("Ilse Brandt"), vec![denied]));
        summary.add("c", &analysis(None, vec![stance("Orrin", Stance::Favorable, [0.0, 0.0, 1.0])]));
        let rows = summary.rows();
        let [row] = rows.as_slice() else { panic!("one pair: {rows:?}") };
        assert_eq!((row.n_statements, row.n_articles, row.n_abstained), (4, 3, 1));
        // (0.7 - 0.5) / 2
        assert!((row.mean.unwrap() - 0.1).abs() < 1e-6);
        assert_eq!(row.interval, None);
        assert_eq!(row.shares, Some(Shares { favorable: 0.5, neutral: 0.0, unfavorable: 0.5 }));
    }

    #[test]
    fn a_pair_without_counted_rows_has_no_numbers() {
        let mut summary = Summary::default();
        let abstained = ActorStance { abstained: true, ..stance("Orrin", Stance::Neutral, [0.3, 0.4, 0.3]) };
        summary.add("a", &analysis(Some("Ilse Brandt"), vec![abstained]));
        let row = &summary.rows()[0];
        assert_eq!((row.mean, row.interval, row.shares), (None, None, None));
    }

    #[test]
    fn the_order_of_the_articles_changes_nothing() {
        let articles: Vec<(String, Analysis)> = (0..7)
            .map(|i| {
                let p = 0.1 + 0.1 * i as f32;
                let rows = vec![stance("Orrin", Stance::Favorable, [0.9 - p, 0.1, p])];
                (format!("a{i}"), analysis(Some("Ilse Brandt"), rows))
            })
            .collect();
        let (mut forward, mut backward) = (Summary::default(), Summary::default());
        articles.iter().for_each(|(id, analysis)| forward.add(id, analysis));
        articles.iter().rev().for_each(|(id, analysis)| backward.add(id, analysis));
        assert_eq!(forward.rows(), backward.rows());
        let (low, high) = forward.rows()[0].interval.unwrap();
        // Scores -0.7, -0.5, ... 0.5: the mean is -0.1, the standard error of a mean of 7 is 0.4 / sqrt(7) = 0.15.
        assert!((-0.45..-0.3).contains(&low) && (0.1..0.25).contains(&high), "{low} {high}");
    }
}

//! Articles that are read again and again, and how long each pass took.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::figures::quantile;
use crate::error::Result;
use crate::ingest::Article;
use crate::model::Reading;
use crate::pipeline::Pipeline;
use crate::random::SplitMix64;

/// Articles and what they hold for a model.
pub struct Workload {
    batches: Vec<Vec<Article>>,
    profile: Profile,
}

/// What one pass over the articles reads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Articles.
    pub articles: usize,
    /// Tokens of their paragraphs, each counted once: neither special tokens, nor what windows repeat, nor padding.
    pub tokens: usize,
    /// The tokens of each window, special and repeated ones included, in order of the articles.
    pub windows: Vec<usize>,
    /// Statements that are found.
    pub statements: usize,
    /// Pairs of a statement and an actor that are scored.
    pub pairs: usize,
}

/// One timed pass.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pass {
    /// Seconds of all articles together.
    pub seconds: f64,
    /// Seconds from handing an article over to its result, one per article.
    pub latencies: Vec<f64>,
}

impl Workload {
    /// Reads the articles once, untimed, to count them, and divides them into batches of at most `batch_tokens` tokens, each of one
    /// article at least; `None` takes one article at a time.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn of(pipeline: &Pipeline, articles: Vec<Article>, batch_tokens: Option<usize>) -> Result<Self> {
        let mut profile = Profile { articles: articles.len(), ..Profile::default() };
        let mut batches: Vec<Vec<Article>> = Vec::new();
        let mut filled = 0;
        for article in articles {
            let reading = Reading::of(pipeline.model(), &article.text, &article.paragraphs)?;
            let tokens = reading.tokens().len();
            profile.tokens += tokens;
            profile.windows.extend(reading.window_tokens());
            let analysis = pipeline.analyze(&article)?;
            profile.statements += analysis.statements.len();
            profile.pairs += analysis.statements.iter().map(|s| s.stances.len()).sum::<usize>();
            let fits = batch_tokens.is_some_and(|limit| filled + tokens <= limit);
            match batches.last_mut() {
                Some(batch) if fits => {
                    batch.push(article);
                    filled += tokens;
                }
                _ => {
                    batches.push(vec![article]);
                    filled = tokens;
                }
            }
        }
        Ok(Self { batches, profile })
    }

    /// What a pass reads.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Reads all articles, in an order drawn with `seed`.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn pass(&self, pipeline: &Pipeline, seed: u64) -> Result<Pass> {
        let mut order: Vec<usize> = (0..self.batches.len()).collect();
        let mut random = SplitMix64::new(seed);
        for place in (1..order.len()).rev() {
            order.swap(place, random.below(place + 1));
        }
        let mut latencies = Vec::with_capacity(self.profile.articles);
        let begun = Instant::now();
        for batch in order {
            let batch = &self.batches[batch];
            let handed_over = Instant::now();
            for article in batch {
                std::hint::black_box(pipeline.analyze(article)?);
            }
            latencies.extend(std::iter::repeat_n(handed_over.elapsed().as_secs_f64(), batch.len()));
        }
        Ok(Pass { seconds: begun.elapsed().as_secs_f64(), latencies })
    }
}

impl Profile {
    /// Number, smallest, median and largest of the windows, in tokens.
    #[must_use]
    pub fn window_profile(&self) -> String {
        let lengths: Vec<f64> = self.windows.iter().map(|n| *n as f64).collect();
        let at = |p| quantile(&lengths, p).unwrap_or_default();
        format!("{} windows of {:.0}-{:.0} tokens (median {:.0})", lengths.len(), at(0.0), at(1.0), at(0.5))
    }
}

//! What is counted: one speaker's portrayal of one actor, after repetitions are folded.

use std::collections::BTreeMap;

use super::Count;
use super::day::Day;
use crate::corpus::Corpus;
use crate::stance::Stance;

/// One counted portrayal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portrayal {
    /// Index of the speaker, or of the group he belongs to.
    pub speaker: usize,
    /// Index of who speaks; the speaker where nothing is grouped.
    pub voice: usize,
    /// Index of the actor.
    pub actor: usize,
    /// Index of the (first) article.
    pub article: usize,
    /// The story: the first article that tells it, by id.
    pub story: String,
    /// Year and month of the article, the period within which stories are exchangeable; `None` without a date.
    pub month: Option<String>,
    /// In -1..1, the mean of what was folded.
    pub score: f64,
    /// Shares of unfavorable, neutral, favorable and mixed rows among what was folded.
    pub shares: [f64; 4],
}

/// The portrayals of known speakers that count (see [`StanceEntry::counts`](crate::corpus::StanceEntry::counts)), by speaker, actor and
/// what they are folded by.
pub(super) fn portrayals(corpus: &Corpus, voices: &[Option<usize>], count: Count) -> Vec<Portrayal> {
    let mut folded: BTreeMap<(usize, usize, String), Vec<&crate::corpus::StanceEntry>> = BTreeMap::new();
    for stance in corpus.stances.iter().filter(|stance| stance.counts()) {
        let statement = &corpus.statements[stance.statement];
        let article = &corpus.articles[statement.article];
        let Some(speaker) = statement.speaker else { continue };
        let key = match count {
            Count::Statement => statement.quotation.clone(),
            Count::Story => article.story.clone(),
            Count::Article => article.id.clone(),
            Count::Outlet => article.outlet.clone().unwrap_or_default(),
            Count::Week => article
                .date
                .as_deref()
                .and_then(Day::read)
                .map(|day| day.first_of(super::Period::Week).to_string())
                .unwrap_or_default(),
        };
        folded.entry((speaker, stance.actor, key)).or_default().push(stance);
    }
    let portrayal = |((speaker, actor, _), rows): ((usize, usize, String), Vec<&crate::corpus::StanceEntry>)| {
        let first = &corpus.statements[rows[0].statement];
        let article = &corpus.articles[first.article];
        let n = rows.len() as f64;
        let mut shares = [0.0; 4];
        rows.iter().for_each(|row| shares[place(row.stance)] += 1.0 / n);
        Portrayal {
            speaker,
            voice: voices[rows[0].statement].unwrap_or(speaker),
            actor,
            article: first.article,
            story: article.story.clone(),
            month: article.date.as_deref().and_then(Day::read).map(|day| day.label(super::Period::Month)),
            score: rows.iter().map(|row| row.score).sum::<f64>() / n,
            shares,
        }
    };
    folded.into_iter().map(portrayal).collect()
}

/// Where a stance stands among the shares.
pub(super) fn place(stance: Stance) -> usize {
    match stance {
        Stance::Unfavorable => 0,
        Stance::Neutral => 1,
        Stance::Favorable => 2,
        Stance::Mixed => 3,
    }
}

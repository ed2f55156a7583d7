//! A comparison in words: how it was made, for a paper, and what it found, for a terminal.

use std::fmt::Write;

use super::clustered::FEW_CLUSTERS;
use super::{By, Comparison, Count, Finding, MIN_CLUSTERS, NEUTRAL, Period, Settings};
use crate::aggregate::RESAMPLES;
use crate::corpus::{Corpus, LabelSource};

impl Finding {
    /// The finding in one word, as the files have it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Favorable => "favorable",
            Self::Neutral => "neutral",
            Self::Unfavorable => "unfavorable",
            Self::Undetermined => "undetermined",
            Self::TooFew => "too_few_stories",
        }
    }
}

/// How the numbers came about, in sentences that can go into a paper.
pub(super) fn methods(corpus: &Corpus, comparison: &Comparison, settings: &Settings) -> String {
    let mut out = String::new();
    let origins: Vec<String> = corpus
        .origins
        .iter()
        .map(|o| {
            format!(
                "Standpoint {} with the model {} (sha256 {}) on the engine {}",
                o.version, o.model, o.model_sha256, o.engine
            )
        })
        .collect();
    let scored = if origins.is_empty() { "Standpoint (version not recorded)".to_owned() } else { origins.join("; ") };
    let known = corpus.statements.len() - comparison.unknown;
    let human = corpus.stances.iter().filter(|stance| stance.source == LabelSource::Human).count();
    let counted = corpus.stances.iter().filter(|stance| stance.counts()).count();
    let abstained = corpus.stances.iter().filter(|stance| stance.abstained).count();
    let unit = match settings.count {
        Count::Statement => "each quotation once, in however many articles it stands",
        Count::Story => "each story once, with the mean of its statements",
        Count::Article => "each article once, with the mean of its statements",
        Count::Outlet => "each outlet once, with the mean of its statements",
        Count::Week => "each ISO week once, with the mean of its statements",
    };
    let rows = match settings.by {
        By::Speaker => "speakers",
        By::Affiliation => "the organisations that speakers belong to",
        By::Outlet => "the outlets that quote the speakers",
        By::SpeakerKind => "kinds of speakers",
    };
    let period = match settings.period {
        Period::Week => "ISO week",
        Period::Month => "calendar month",
    };
    let tested = comparison.differences.iter().filter(|one| one.p.is_some()).count();
    let _ = write!(
        out,
        "Measured is how attributed statements present actors, not what speakers privately think.

Scoring. Statements, speakers, actors and stances were found by {scored}. The score of a statement toward an actor is its probability of being favorable minus that of being unfavorable, from -1 to 1.

Coverage. {} articles hold {} statements, {known} of them by a known speaker, with {} rows of a statement and an actor. {} articles tell a story that another one tells, and {} statements repeat a quotation of another article.

Exclusions. {counted} rows count. Left out are rows where the model abstained ({abstained}), attitudes that a speaker only reports, denied portrayals, words that describe a thing by an actor's name, and statements of unknown speakers ({}).

Counting. Counted is {unit}. The rows are {rows}.",
        corpus.articles.len(),
        corpus.statements.len(),
        corpus.stances.len(),
        comparison.copies,
        comparison.repeated,
        comparison.unknown,
    );
    if settings.min_n > 1 {
        let _ = write!(out, " Pairs with fewer than {} counted portrayals are left out.", settings.min_n);
    }
    let _ = write!(
        out,
        "

Uncertainty. The unit of evidence is the story. Intervals are of 95 %: none under {MIN_CLUSTERS} stories; up to {FEW_CLUSTERS} stories by the jackknife over stories with Student's t (Efron and Tibshirani 1993); above by a bootstrap over stories with {RESAMPLES} draws (Davison and Hinkley 1997)."
    );
    if settings.by != By::Speaker {
        out.push_str(
            " Where several people are taken together, the wider of this interval and the same over people is given.",
        );
    }
    let _ = write!(
        out,
        " A mean is called favorable or unfavorable only where its interval excludes 0, neutral only where the interval lies within {NEUTRAL} of 0, and undetermined otherwise.

Differences. Two speakers are compared by rearranging their stories within actor and calendar month (exactly, or with 20,000 draws; seed {}). Of {} pairs that share an actor, {tested} could reach significance and are the family within which the false discovery rate is held at {} (Benjamini and Hochberg 1995; Tarone 1990). Where q is no larger, portrayals differ.

Dispersion. Agreement is van der Eijk's A (2001) over the shares of the speakers, each weighing the same; the time line is by {period}.

Audit. ",
        settings.seed,
        comparison.differences.len(),
        settings.rate,
    );
    if human > 0 {
        let _ = write!(out, "{human} rows were corrected by people. ");
    }
    out.push_str("The labels are unaudited: their error in this corpus has not been measured against human coding (`standpoint export --audit`, `standpoint audit`).\n");
    out
}

/// How many pairs and differences the terminal shows.
const SHOWN: usize = 20;

/// A short table to read: the pairs with most stories, and where portrayals differ.
pub(crate) fn table(corpus: &Corpus, comparison: &Comparison) -> String {
    let mut out = String::new();
    let stories: std::collections::BTreeSet<&str> = corpus.articles.iter().map(|a| a.story.as_str()).collect();
    let _ = writeln!(
        out,
        "{} articles, {} stories, {} statements, {} by unknown speakers.\n",
        corpus.articles.len(),
        stories.len(),
        corpus.statements.len(),
        comparison.unknown
    );
    let mut pairs: Vec<_> = comparison.pairs.iter().filter(|pair| pair.n > 0).collect();
    pairs.sort_by_key(|pair| (usize::MAX - pair.stories, usize::MAX - pair.n, pair.speaker, pair.actor));
    let names: Vec<(&str, &str)> = pairs
        .iter()
        .take(SHOWN)
        .map(|pair| (corpus.speakers[pair.speaker].name.as_str(), corpus.actors[pair.actor].name.as_str()))
        .collect();
    let width = |of: fn(&(&str, &str)) -> usize, least: usize| names.iter().map(of).max().unwrap_or(0).clamp(least, 32);
    let (wide, wider) = (width(|n| n.0.chars().count(), 7), width(|n| n.1.chars().count(), 5));
    let _ = writeln!(
        out,
        "{:wide$}  {:wider$}  {:>3} {:>7}  {:>6}  {:16} portrayal",
        "speaker", "actor", "n", "stories", "score", "95% interval"
    );
    for (pair, (speaker, actor)) in pairs.iter().zip(&names) {
        let interval = pair.interval.map_or(String::new(), |(low, high)| format!("{low:+.2} .. {high:+.2}"));
        let _ = writeln!(
            out,
            "{:wide$}  {:wider$}  {:>3} {:>7}  {:+6.2}  {:16} {}",
            clipped(speaker, wide),
            clipped(actor, wider),
            pair.n,
            pair.stories,
            pair.mean.unwrap_or(0.0),
            interval,
            pair.finding.word().replace('_', " "),
        );
    }
    if pairs.len() > SHOWN {
        let _ = writeln!(out, "… and {} more; --out writes them all.", pairs.len() - SHOWN);
    }
    let differing: Vec<_> = comparison.differences.iter().filter(|one| one.differs).collect();
    let tested = comparison.differences.iter().filter(|one| one.p.is_some()).count();
    let _ =
        writeln!(out, "\nPortrayals differ in {} of {tested} pairs that have the stories to tell.", differing.len());
    for one in differing.iter().take(SHOWN) {
        let [a, b] = one.speakers.map(|at| corpus.speakers[at].name.as_str());
        let q = one.q.unwrap_or(1.0);
        let _ = writeln!(out, "  {}: {a} and {b}, {:+.2} (q {q:.3})", corpus.actors[one.actor].name, one.difference);
    }
    out.push_str("\nScores run from -1 (unfavorable) to +1 (favorable): how the words present the actor, not what the speaker believes.\n");
    out.push_str("Unaudited: the labels of this corpus were not checked against human coding.\n");
    out
}

fn clipped(words: &str, width: usize) -> String {
    if words.chars().count() <= width {
        return words.to_owned();
    }
    words.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

//! All results of an audit.

use super::alpha::{alpha_interval, ordinal_alpha, raw_agreement};
use super::coded::{CodedRow, Codings};
use super::confusion::{self, Pair, Share};
use super::found::{Found, found};
use super::key::Key;
use super::matrix::{self, Line};
use super::settled::{Settled, codes, settled, unsettled};
use super::size::{design_effect, needed};
use crate::corpus::{Corpus, Word};
use crate::registry::ActorKind;
use crate::stance::Stance;

/// The three labels with an order, as classes 0 to 2; the last one, `mixed`, has none.
pub(crate) const CLASSES: usize = Stance::ALL.len();
const ORDERED: usize = 3;

/// How an audit is evaluated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Seed of the bootstrap.
    pub(crate) seed: u64,
    /// Half the width of the interval that is wanted of a share, in 0..1.
    pub(crate) precision: f64,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measure {
    /// What is measured.
    pub(crate) name: &'static str,
    /// Of what: `all`, a kind of actor, or a kind and a label.
    pub(crate) of: String,
    pub(crate) share: Share,
}

/// How many rows a wanted interval takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Needed {
    /// Accuracy, or the recall of a label.
    pub(crate) of: String,
    /// Rows to be coded in all.
    pub(crate) rows: usize,
    /// Whether no sample of this frame is large enough.
    pub(crate) all: bool,
}

/// One cell of a confusion matrix.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count {
    /// `all` or a kind of actor.
    pub(crate) of: String,
    pub(crate) coded: Stance,
    pub(crate) predicted: Stance,
    pub(crate) n: usize,
    /// Estimated rows of the frame.
    pub(crate) rows: f64,
}

/// What an audit found.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) coders: Vec<String>,
    /// Rows with a settled coding, and with coders evenly split.
    pub(crate) settled: usize,
    pub(crate) unsettled: usize,
    pub(crate) measures: Vec<Measure>,
    pub(crate) confusion: Vec<Count>,
    pub(crate) found: Found,
    pub(crate) needed: Vec<Needed>,
    /// Corrected means; empty without a corpus.
    pub(crate) lines: Vec<Line>,
    /// Rows of the key that the corpus does not hold any more.
    pub(crate) gone: Vec<String>,
}

/// Evaluates what coders filled in. Without `corpus` nothing is corrected.
pub(crate) fn outcome(key: &Key, codings: &Codings, corpus: Option<&Corpus>, settings: Settings) -> Outcome {
    let rows = settled(codings, key);
    let mut measures = agreement(codings, key, settings.seed);
    measures.extend(validity(key, &rows, settings.seed));
    let mut confusion = Vec::new();
    for kind in std::iter::once(None).chain(ActorKind::ALL.iter().copied().map(Some)) {
        let pairs = pairs(key, &rows, kind);
        if pairs.is_empty() {
            continue;
        }
        let of = kind.map_or_else(|| "all".to_owned(), |kind| kind.to_string());
        measures.extend(against_coders(&of, &pairs, settings.seed));
        confusion.extend(counts(&of, &pairs));
    }
    let (lines, gone) = corpus.map(|corpus| matrix::lines(corpus, key, &rows)).unwrap_or_default();
    let needed = sizes(key, &pairs(key, &rows, None), settings.precision);
    Outcome {
        coders: codings.coders().into_iter().map(str::to_owned).collect(),
        settled: rows.iter().filter(|row| row.stance.is_some()).count(),
        unsettled: unsettled(codings, key),
        measures,
        confusion,
        found: found(codings, key, settings.seed),
        needed,
        lines,
        gone,
    }
}

/// One answer of a coded row.
type Answer<R, T> = fn(&R) -> Option<T>;

/// How far coders agree, question by question; nothing of a single coder.
fn agreement(codings: &Codings, key: &Key, seed: u64) -> Vec<Measure> {
    if codings.rows.len() < 2 {
        return Vec::new();
    }
    let of = |answer: Answer<CodedRow, usize>| codes(codings, key, answer);
    let paired = |codes: &ndarray::Array2<Option<usize>>| {
        codes.outer_iter().filter(|row| row.iter().flatten().count() > 1).count()
    };
    let stance = of(|row| row.stance.map(|stance| stance as usize).filter(|class| *class < ORDERED));
    let alpha = Share {
        value: ordinal_alpha(stance.view(), ORDERED),
        interval: alpha_interval(stance.view(), ORDERED, seed),
        n: paired(&stance),
    };
    let mut out = vec![Measure { name: "alpha_ordinal", of: "stance".to_owned(), share: alpha }];
    let questions: [(&str, Answer<CodedRow, usize>, usize); 4] = [
        ("stance", |row| row.stance.map(|stance| stance as usize), CLASSES),
        ("is_statement", |row| row.is_statement.map(usize::from), 2),
        ("speaker_right", |row| row.speaker_right.map(usize::from), 2),
        ("about_actor", |row| row.about_actor.map(usize::from), 2),
    ];
    for (question, answer, classes) in questions {
        let codes = of(answer);
        let share = Share { value: raw_agreement(codes.view(), classes), interval: None, n: paired(&codes) };
        out.push(Measure { name: "raw_agreement", of: question.to_owned(), share });
    }
    out
}

/// How many rows of the frame are what the model took them for.
fn validity(key: &Key, rows: &[Settled], seed: u64) -> Vec<Measure> {
    let questions: [(&str, Answer<Settled, bool>); 3] = [
        ("is_statement", |row| row.is_statement),
        ("speaker_right", |row| row.speaker_right),
        ("about_actor", |row| row.about_actor),
    ];
    let mut out = Vec::new();
    for (name, answer) in questions {
        let answers = key.rows.iter().zip(rows).filter_map(|(key, row)| Some((key, answer(row)?)));
        // Class 1 is yes; all are predicted yes.
        let pairs: Vec<Pair> = answers.map(|(key, yes)| pair(key.stratum, key.weight(), usize::from(yes), 1)).collect();
        if !pairs.is_empty() {
            out.push(Measure { name, of: "all".to_owned(), share: confusion::precision(&pairs, 2, 1, seed) });
        }
    }
    out
}

fn pair(stratum: usize, weight: f64, coded: usize, predicted: usize) -> Pair {
    Pair { coded, predicted, weight, stratum }
}

/// The rows with a settled label, of one kind of actor or of all.
fn pairs(key: &Key, rows: &[Settled], kind: Option<ActorKind>) -> Vec<Pair> {
    let of_kind = |name: &str| kind.is_none_or(|kind| kind.to_string() == name);
    key.rows
        .iter()
        .zip(rows)
        .filter(|(key, _)| of_kind(&key.actor_kind))
        .filter_map(|(key, row)| Some(pair(key.stratum, key.weight(), row.label()? as usize, key.label()? as usize)))
        .collect()
}

fn against_coders(of: &str, pairs: &[Pair], seed: u64) -> Vec<Measure> {
    let mut out = vec![
        Measure { name: "accuracy", of: of.to_owned(), share: confusion::accuracy(pairs, CLASSES, seed) },
        Measure { name: "f1_macro", of: of.to_owned(), share: confusion::macro_f1(pairs, CLASSES, seed) },
    ];
    for stance in Stance::ALL {
        let class = *stance as usize;
        for (name, share) in [
            ("recall", confusion::recall(pairs, CLASSES, class, seed)),
            ("precision", confusion::precision(pairs, CLASSES, class, seed)),
        ] {
            if share.n > 0 {
                out.push(Measure { name, of: format!("{of} {stance}"), share });
            }
        }
    }
    out
}

fn counts(of: &str, pairs: &[Pair]) -> Vec<Count> {
    let (n, rows) = (confusion::counts(pairs, CLASSES), confusion::confusion(pairs, CLASSES));
    let mut out = Vec::new();
    for coded in Stance::ALL {
        for predicted in Stance::ALL {
            let at = [*coded as usize, *predicted as usize];
            let count = Count { of: of.to_owned(), coded: *coded, predicted: *predicted, n: n[at], rows: rows[at] };
            out.push(count);
        }
    }
    out
}

/// Rows to be coded so that accuracy, and the recall of each label, have an interval of `half` to either side.
fn sizes(key: &Key, pairs: &[Pair], half: f64) -> Vec<Needed> {
    let weights: Vec<f64> = pairs.iter().map(|pair| pair.weight).collect();
    let total: f64 = weights.iter().sum();
    let mut out = Vec::new();
    if let Some(share) = confusion::accuracy(pairs, CLASSES, 0).value {
        let rows = needed(careful(share), half, design_effect(&weights), key.frame);
        out.push(Needed { of: "accuracy".to_owned(), rows, all: rows == key.frame });
    }
    for stance in Stance::ALL.iter().take(ORDERED) {
        let class = *stance as usize;
        let of: Vec<f64> = pairs.iter().filter(|pair| pair.coded == class).map(|pair| pair.weight).collect();
        let Some(recall) = confusion::recall(pairs, CLASSES, class, 0).value else { continue };
        // Rows of the label that are needed, and all rows that it takes to meet so many.
        let part = of.iter().sum::<f64>() / total;
        let frame = (key.frame as f64 * part).round() as usize;
        let rows = needed(careful(recall), half, design_effect(&of), frame);
        let met = (rows as f64 * pairs.len() as f64 / of.len() as f64).ceil() as usize;
        let all = rows >= frame || met >= key.frame;
        out.push(Needed { of: format!("recall {stance}"), rows: met.min(key.frame), all });
    }
    out
}

/// A share that is measured as 0 or 1 by a few rows is planned for as 0.1 or 0.9.
fn careful(share: f64) -> f64 {
    share.clamp(0.1, 0.9)
}

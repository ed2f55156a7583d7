//! Review: a corpus as tasks for people to correct, and what they changed.
//!
//! Every format carries what the model said when it was written, so that reading it back finds the differences without the corpus,
//! and only differences become corrections. All positions are code points of the article's text.

mod changes;
mod corrections;
mod label_studio;
mod prodigy;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::corpus::{Corpus, Correction};
use crate::error::{Error, Result};
use changes::{ActorState, StatementState};

pub(crate) use corrections::lines as correction_lines;
pub(crate) use label_studio::{CONFIG as LABEL_STUDIO_CONFIG, tasks as label_studio_tasks};
pub(crate) use prodigy::tasks as prodigy_tasks;
pub(crate) use sheet::sheet;

/// Corrections that were read, and records that could not be.
#[derive(Debug, Default)]
pub(crate) struct Reviewed {
    pub(crate) corrections: Vec<Correction>,
    /// Each names the file, the record, and what is wrong with it.
    pub(crate) errors: Vec<Error>,
    /// Tasks or rows that were read, changed or not.
    pub(crate) records: usize,
}

/// Reads what people changed: a Label Studio export (JSON), Prodigy's JSON lines, a sheet (CSV) or corrections as
/// [`correction_lines`] writes them, known by their content.
///
/// # Errors
/// [`Error::Input`] if it is none of them. Single bad records do not fail the file, they are [`Reviewed::errors`].
pub(crate) fn read(input: &str, bytes: &[u8]) -> Result<Reviewed> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
        .map_err(|e| Error::input(input, "UTF-8", format!("other bytes at {}", e.valid_up_to())))?;
    match text.trim_start().chars().next() {
        None => Err(Error::input(input, "corrections", "an empty file")),
        Some('[') => label_studio::read(input, text),
        Some('{') if text.lines().next().is_some_and(|line| line.contains("\"change\"")) => {
            corrections::read(input, text)
        }
        Some('{') => prodigy::read(input, text),
        Some(_) => sheet::read(input, text),
    }
}

/// The statements of each article as they stand, by the article's place in the corpus; with an article that has none.
fn states(corpus: &Corpus) -> Vec<Vec<StatementState>> {
    let mut rows: BTreeMap<usize, Vec<ActorState>> = BTreeMap::new();
    for row in &corpus.stances {
        let actor = &corpus.actors[row.actor];
        rows.entry(row.statement).or_default().push(ActorState {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind.to_string(),
            mention: row.mention.text.clone(),
            start: row.mention.start,
            end: row.mention.end,
            stance: row.stance.to_string(),
        });
    }
    let mut articles: Vec<Vec<StatementState>> = corpus.articles.iter().map(|_| Vec::new()).collect();
    for (place, entry) in corpus.statements.iter().enumerate() {
        articles[entry.article].push(StatementState {
            id: entry.id.clone(),
            start: entry.words.start,
            end: entry.words.end,
            text: entry.words.text.clone(),
            kind: entry.kind.to_string(),
            speaker: entry.speaker.map(|speaker| corpus.speakers[speaker].name.clone()),
            actors: rows.remove(&place).unwrap_or_default(),
        });
    }
    articles
}

/// `0.2.0 standpoint-small 0a1b2c3d`, or of several models each.
pub(crate) fn model_version(corpus: &Corpus) -> String {
    let named = |origin: &crate::corpus::Origin| {
        let hash: String = origin.model_sha256.chars().take(8).collect();
        format!("{} {} {hash}", origin.version, origin.model)
    };
    corpus.origins.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// The characters `start..end` of a text.
fn cut(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

//! Whether a store is whole.

use std::collections::BTreeMap;

use super::Store;
use super::add::sha256;
use crate::error::Result;
use crate::text::CodePoints;

/// Words that a row says stand somewhere in its article's text.
const QUOTED: &str = "
    SELECT article, place, 'text', text, start, \"end\" FROM statements
    UNION ALL SELECT article, place, 'speaker_mention', speaker_mention, speaker_start, speaker_end FROM statements
    UNION ALL SELECT article, place, 'cue', cue, cue_start, cue_end FROM statements
    UNION ALL SELECT s.article, s.place, 'mention', t.mention, t.mention_start, t.mention_end
        FROM stances t JOIN statements s ON s.id = t.statement
    UNION ALL SELECT s.article, s.place, 'evidence', t.evidence, t.evidence_start, t.evidence_end
        FROM stances t JOIN statements s ON s.id = t.statement
    ORDER BY 1, 2";

impl Store {
    /// Everything that is wrong, one line each: SQLite's own check of its pages, rows that refer to nothing, texts that are not those
    /// that were scored, words that are not at their place, corrections that refer to what is gone.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store) if it is too damaged to be read at all.
    pub(crate) fn verify(&self) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        self.each("PRAGMA integrity_check", |row| {
            let line: String = row.get(0)?;
            wrong.extend((line != "ok").then(|| format!("pages: {line}")));
            Ok(())
        })?;
        if !wrong.is_empty() {
            return Ok(wrong);
        }
        self.each("PRAGMA foreign_key_check", |row| {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            wrong.push(format!("{table}: a row refers to one of {parent} that is not there"));
            Ok(())
        })?;
        let mut texts: BTreeMap<i64, (String, String)> = BTreeMap::new();
        self.each("SELECT id, name, text, text_sha256 FROM articles ORDER BY id", |row| {
            let (name, text): (String, String) = (row.get(1)?, row.get(2)?);
            if sha256(&text) != row.get::<_, String>(3)? {
                wrong.push(format!("article {name}: its text is not the one that was scored (sha256)"));
            }
            texts.insert(row.get(0)?, (name, text));
            Ok(())
        })?;
        let mut open: Option<(i64, CodePoints<'_>)> = None;
        self.each(QUOTED, |row| {
            let article: i64 = row.get(0)?;
            let Some((name, text)) = texts.get(&article) else { return Ok(()) };
            if open.as_ref().is_none_or(|(id, _)| *id != article) {
                open = Some((article, CodePoints::new(text)));
            }
            let (words, start, end): (Option<String>, Option<usize>, Option<usize>) =
                (row.get(3)?, row.get(4)?, row.get(5)?);
            let span = start.zip(end).and_then(|(start, end)| open.as_ref()?.1.span(start, end));
            if words.as_deref() != span.map(|span| span.of(text)) {
                let (place, column): (i64, String) = (row.get(1)?, row.get(2)?);
                wrong.push(format!("{name}-s{place:03}: the words of {column} are not at its place in the text"));
            }
            Ok(())
        })?;
        if wrong.is_empty() {
            let corrections = self.corrections()?;
            for stale in self.corpus()?.apply(&corrections) {
                wrong.push(format!("{}: {}", corrections[stale.correction].record, stale.why));
            }
        }
        Ok(wrong)
    }

    /// How many runs added something.
    pub(crate) fn n_runs(&self) -> Result<usize> {
        let mut count = 0;
        self.each("SELECT count(*) FROM runs", |row| {
            count = row.get(0)?;
            Ok(())
        })?;
        Ok(count)
    }
}

//! A store read back as a corpus.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::Store;
use crate::corpus::{
    ActorEntry, ArticleEntry, Corpus, LabelSource, Origin, SpeakerEntry, StanceEntry, StatementEntry, Word, Words,
};
use crate::error::{Error, Result};

/// Places in the lists of a corpus by the numbers of rows.
type Places = BTreeMap<i64, usize>;

impl Store {
    /// Everything that is in it, as the model left it: corrections are read by [`Store::corrections`]. Every article is a story of its
    /// own and every statement a quotation of its own.
    ///
    /// # Errors
    /// [`Error::Store`] if the store is damaged.
    pub(crate) fn corpus(&self) -> Result<Corpus> {
        // One transaction: all tables are read as they were at one moment.
        let moment = self.db.unchecked_transaction().map_err(|e| self.failed(e))?;
        let mut corpus = Corpus { origins: self.origins()?, ..Corpus::default() };
        let articles = self.articles(&mut corpus)?;
        let speakers = self.speakers(&mut corpus)?;
        let actors = self.actors(&mut corpus)?;
        let statements = self.statements(&mut corpus, &articles, &speakers)?;
        self.stances(&mut corpus, &statements, &actors)?;
        moment.finish().map_err(|e| self.failed(e))?;
        corpus.describe_speakers();
        corpus.put_in_order();
        Ok(corpus)
    }

    /// What scored the articles that are in it.
    pub(crate) fn origins(&self) -> Result<Vec<Origin>> {
        let mut origins = Vec::new();
        let sql =
            "SELECT DISTINCT version, model, model_sha256, engine FROM runs WHERE id IN (SELECT run FROM articles)
                   ORDER BY version, model, model_sha256, engine";
        self.each(sql, |row| {
            let [version, model, model_sha256, engine] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
            origins.push(Origin { version, model, model_sha256, engine });
            Ok(())
        })?;
        Ok(origins)
    }

    fn articles(&self, corpus: &mut Corpus) -> Result<Places> {
        let mut places = Places::new();
        let sql = "SELECT id, name, title, date, outlet, author, language, text FROM articles ORDER BY name";
        self.each(sql, |row| {
            places.insert(row.get(0)?, corpus.articles.len());
            let id: String = row.get(1)?;
            corpus.articles.push(ArticleEntry {
                story: id.clone(),
                id,
                title: row.get(2)?,
                date: row.get(3)?,
                outlet: row.get(4)?,
                author: row.get(5)?,
                language: row.get(6)?,
                text: Some(row.get(7)?),
            });
            Ok(())
        })?;
        Ok(places)
    }

    /// One id can bear several spellings: the first in the alphabet.
    fn speakers(&self, corpus: &mut Corpus) -> Result<Places> {
        let mut places = Places::new();
        self.each("SELECT id, slug, name, kind FROM speakers ORDER BY slug, name, kind", |row| {
            let id: String = row.get(1)?;
            if corpus.speakers.last().is_none_or(|last| last.id != id) {
                let (name, kind) = (row.get(2)?, label(row, 3)?);
                corpus.speakers.push(SpeakerEntry { id, name, kind, role: None, affiliation: None });
            }
            places.insert(row.get(0)?, corpus.speakers.len() - 1);
            Ok(())
        })?;
        Ok(places)
    }

    fn actors(&self, corpus: &mut Corpus) -> Result<Places> {
        let mut places = Places::new();
        self.each("SELECT id, slug, name, kind FROM actors ORDER BY slug, name, kind", |row| {
            let id: String = row.get(1)?;
            if corpus.actors.last().is_none_or(|last| last.id != id) {
                corpus.actors.push(ActorEntry { id, name: row.get(2)?, kind: label(row, 3)? });
            }
            places.insert(row.get(0)?, corpus.actors.len() - 1);
            Ok(())
        })?;
        Ok(places)
    }

    fn statements(&self, corpus: &mut Corpus, articles: &Places, speakers: &Places) -> Result<Places> {
        let mut places = Places::new();
        let sql = "SELECT id, article, place, kind, text, start, \"end\", fragments, speaker, speaker_role, speaker_affiliation,
                   speaker_mention, speaker_start, speaker_end, cue, cue_start, cue_end, content_confidence, speaker_confidence
                   FROM statements ORDER BY article, place";
        let place_of = |places: &Places, id: i64| places.get(&id).copied().ok_or(rusqlite::Error::QueryReturnedNoRows);
        self.each(sql, |row| {
            places.insert(row.get(0)?, corpus.statements.len());
            let article = place_of(articles, row.get(1)?)?;
            let id = format!("{}-s{:03}", corpus.articles[article].id, row.get::<_, usize>(2)?);
            corpus.statements.push(StatementEntry {
                quotation: id.clone(),
                id,
                article,
                kind: label(row, 3)?,
                words: words(row, 4)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?,
                fragments: fragments(row.get_ref(7)?.as_str_or_null()?.unwrap_or_default()),
                speaker: row.get::<_, Option<i64>>(8)?.map(|id| place_of(speakers, id)).transpose()?,
                speaker_role: row.get(9)?,
                speaker_affiliation: row.get(10)?,
                speaker_mention: words(row, 11)?,
                cue: words(row, 14)?,
                content_confidence: row.get(17)?,
                speaker_confidence: row.get(18)?,
                source: LabelSource::Model,
            });
            Ok(())
        })?;
        Ok(places)
    }

    fn stances(&self, corpus: &mut Corpus, statements: &Places, actors: &Places) -> Result<()> {
        let sql =
            "SELECT statement, actor, mention, mention_start, mention_end, n_mentions, mention_role, stance, score,
                   p_unfavorable, p_neutral, p_favorable, abstained, outlook, perspective, holder, modality,
                   evidence, evidence_start, evidence_end FROM stances ORDER BY statement, place";
        let missing = || rusqlite::Error::QueryReturnedNoRows;
        self.each(sql, |row| {
            corpus.stances.push(StanceEntry {
                statement: statements.get(&row.get(0)?).copied().ok_or_else(missing)?,
                actor: actors.get(&row.get(1)?).copied().ok_or_else(missing)?,
                mention: words(row, 2)?.ok_or_else(missing)?,
                n_mentions: row.get(5)?,
                mention_role: label(row, 6)?,
                stance: label(row, 7)?,
                score: row.get(8)?,
                probabilities: [row.get(9)?, row.get(10)?, row.get(11)?],
                abstained: row.get(12)?,
                outlook: label_or_none(row, 13)?,
                perspective: label_or_none(row, 14)?,
                holder: row.get(15)?,
                modality: label_or_none(row, 16)?,
                evidence: words(row, 17)?.ok_or_else(missing)?,
                source: LabelSource::Model,
            });
            Ok(())
        })
    }

    /// Runs a query and hands out its rows.
    pub(super) fn each(&self, sql: &str, mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<()> {
        let damaged = |e: rusqlite::Error| match e {
            rusqlite::Error::QueryReturnedNoRows | rusqlite::Error::InvalidColumnType(..) => {
                Error::store(&self.path, "rows that belong together", "one that refers to nothing; ask store verify")
            }
            e => self.failed(e),
        };
        let mut query = self.db.prepare_cached(sql).map_err(|e| self.failed(e))?;
        let mut rows = query.query(()).map_err(|e| self.failed(e))?;
        while let Some(row) = rows.next().map_err(|e| self.failed(e))? {
            take(row).map_err(damaged)?;
        }
        Ok(())
    }
}

impl Corpus {
    /// Role and affiliation of the speakers as last given, by the order of the articles' dates and ids.
    pub(crate) fn describe_speakers(&mut self) {
        let mut order: Vec<usize> = (0..self.statements.len()).collect();
        order.sort_by_key(|place| {
            let entry = &self.statements[*place];
            let article = &self.articles[entry.article];
            (article.date.as_deref(), article.id.as_str(), entry.words.start)
        });
        for entry in order.into_iter().map(|place| &self.statements[place]) {
            let Some(speaker) = entry.speaker.map(|speaker| &mut self.speakers[speaker]) else { continue };
            if entry.speaker_role.is_some() {
                speaker.role.clone_from(&entry.speaker_role);
            }
            if entry.speaker_affiliation.is_some() {
                speaker.affiliation.clone_from(&entry.speaker_affiliation);
            }
        }
    }
}

/// Words, start and end in three columns.
fn words(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Words>> {
    let Some(text) = row.get(first)? else { return Ok(None) };
    Ok(Some(Words { text, start: row.get(first + 1)?, end: row.get(first + 2)? }))
}

pub(super) fn label<L: Word>(row: &Row<'_>, column: usize) -> rusqlite::Result<L> {
    label_or_none(row, column)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
}

fn label_or_none<L: Word>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<L>> {
    let Some(word) = row.get_ref(column)?.as_str_or_null()? else { return Ok(None) };
    L::of_word(word).map(Some).ok_or(rusqlite::Error::QueryReturnedNoRows)
}

pub(super) fn fragments(cell: &str) -> Vec<(usize, usize)> {
    let piece = |piece: &str| {
        let (start, end) = piece.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    cell.split(';').filter_map(piece).collect()
}

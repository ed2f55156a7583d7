//! Articles are added: each whole or not at all, none twice.

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, Transaction, named_params, params};
use sha2::{Digest, Sha256};

use super::schema::begin;
use super::{Store, failed};
use crate::corpus::Origin;
use crate::error::Result;
use crate::ingest::Article;
use crate::pipeline::{ActorStance, Analysis, AttributedStatement};
use crate::speakers::SpeakerKind;
use crate::text::{CodePoints, Span};

/// What scores articles: those that the same scored before are not scored again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scorer {
    /// Version, model and engine.
    pub origin: Origin,
    /// sha256 of the user's files of actors; "" without.
    pub actors_sha256: String,
    /// The options of the run, as JSON.
    pub options: String,
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Added {
    /// It is new, under this id.
    New(String),
    /// It was there, scored by another model or version, or with other data about it: what was found is replaced.
    Again(String),
    /// It was there: nothing was done.
    Known(String),
}

/// An article that is there.
struct There {
    id: i64,
    name: String,
    /// Whether it has the same title, date, outlet and author.
    same_data: bool,
    /// Whether the same scored it.
    same_scorer: bool,
}

impl Store {
    /// The id under which the article is there, scored by the same and with the same data about it.
    ///
    /// An article is the same as one that is there if it has the same text and the same id, or the same text, data and an id that
    /// differs in a number at its end alone, as ids do that were made unique or count the lines of a file.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store) if the store cannot be read.
    pub(crate) fn holds(&self, article: &Article, scorer: &Scorer) -> Result<Option<String>> {
        let there = find(&self.db, article, &sha256(&article.text), scorer).map_err(|e| self.failed(e))?;
        Ok(there.filter(|there| there.same_data && there.same_scorer).map(|there| there.name))
    }

    /// Adds an article with what it says. Another text under an id that is taken is another article: its id gets `-2`, `-3`, ….
    ///
    /// `run` is the run's number, `None` before its first article is added.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store) if the store cannot be written; nothing of the article is in it then.
    pub(crate) fn add(
        &mut self,
        article: &Article,
        analysis: &Analysis,
        scorer: &Scorer,
        run: &mut Option<i64>,
    ) -> Result<Added> {
        let text_sha256 = sha256(&article.text);
        let Self { path, db } = self;
        let transaction = begin(db, path)?;
        let there = find(&transaction, article, &text_sha256, scorer).map_err(|e| failed(path, e))?;
        if let Some(there) = there.as_ref().filter(|there| there.same_data && there.same_scorer) {
            return Ok(Added::Known(there.name.clone()));
        }
        let (added, number) = put(&transaction, article, analysis, scorer, *run, there, &text_sha256)
            .and_then(|done| transaction.commit().map(|()| done))
            .map_err(|e| failed(path, e))?;
        *run = Some(number);
        Ok(added)
    }
}

fn put(
    db: &Transaction<'_>,
    article: &Article,
    analysis: &Analysis,
    scorer: &Scorer,
    run: Option<i64>,
    there: Option<There>,
    text_sha256: &str,
) -> rusqlite::Result<(Added, i64)> {
    let run = run.map_or_else(|| begin_run(db, scorer), Ok)?;
    let (id, added) = match there {
        Some(there) => {
            db.prepare_cached("DELETE FROM statements WHERE article = ?1")?.execute([there.id])?;
            db.prepare_cached(
                "UPDATE articles SET title = ?2, date = ?3, outlet = ?4, author = ?5, language = ?6, run = ?7 WHERE id = ?1",
            )?
            .execute(params![
                there.id,
                article.title,
                article.date,
                article.outlet,
                article.author,
                article.language.map(|language| language.code()),
                run
            ])?;
            (there.id, Added::Again(there.name))
        }
        None => {
            let name = free(db, &article.id)?;
            db.prepare_cached(
                "INSERT INTO articles (name, folded, given, stem, title, date, outlet, author, language, text, text_sha256, run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                name,
                name.to_lowercase(),
                article.id,
                stem(&article.id),
                article.title,
                article.date,
                article.outlet,
                article.author,
                article.language.map(|language| language.code()),
                article.text,
                text_sha256,
                run
            ])?;
            (db.last_insert_rowid(), Added::New(name))
        }
    };
    let points = CodePoints::new(&article.text);
    let page = Page { db, text: &article.text, points };
    for (place, statement) in analysis.statements.iter().enumerate() {
        page.statement(id, place + 1, statement)?;
    }
    Ok((added, run))
}

/// The article of a text, if it is there.
fn find(db: &Connection, article: &Article, text_sha256: &str, scorer: &Scorer) -> rusqlite::Result<Option<There>> {
    let sql = "
        SELECT a.id, a.name,
            a.title IS :title AND a.date IS :date AND a.outlet IS :outlet AND a.author IS :author AS same_data,
            r.version = :version AND r.model = :model AND r.model_sha256 = :model_sha256 AND r.engine = :engine
                AND r.actors_sha256 = :actors AS same_scorer,
            a.name = :id OR a.given = :id AS same_id
        FROM articles a JOIN runs r ON r.id = a.run
        WHERE a.text_sha256 = :text AND (same_id OR a.stem = :stem AND same_data)
        ORDER BY same_id DESC, a.id LIMIT 1";
    let Origin { version, model, model_sha256, engine } = &scorer.origin;
    db.prepare_cached(sql)?
        .query_row(
            named_params! {
                ":title": article.title, ":date": article.date, ":outlet": article.outlet, ":author": article.author,
                ":version": version, ":model": model, ":model_sha256": model_sha256, ":engine": engine,
                ":actors": scorer.actors_sha256, ":text": text_sha256, ":id": article.id, ":stem": stem(&article.id),
            },
            |row| Ok(There { id: row.get(0)?, name: row.get(1)?, same_data: row.get(2)?, same_scorer: row.get(3)? }),
        )
        .optional()
}

/// The run's row is written with its first article: a run that adds nothing leaves nothing.
fn begin_run(db: &Connection, scorer: &Scorer) -> rusqlite::Result<i64> {
    let Origin { version, model, model_sha256, engine } = &scorer.origin;
    let started = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    db.prepare_cached(
        "INSERT INTO runs (version, model, model_sha256, engine, actors_sha256, options, started)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, strftime('%Y-%m-%dT%H:%M:%SZ', ?7, 'unixepoch'))",
    )?
    .execute(params![
        version,
        model,
        model_sha256,
        engine,
        scorer.actors_sha256,
        scorer.options,
        started.cast_signed()
    ])?;
    Ok(db.last_insert_rowid())
}

/// `wanted`, or with the first number that is free.
fn free(db: &Connection, wanted: &str) -> rusqlite::Result<String> {
    let mut taken = db.prepare_cached("SELECT 1 FROM articles WHERE folded = ?1")?;
    let mut name = wanted.to_owned();
    let mut number = 1;
    while taken.exists([name.to_lowercase()])? {
        number += 1;
        name = format!("{wanted}-{number}");
    }
    Ok(name)
}

/// An id without the number at its end.
fn stem(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((stem, number)) if !stem.is_empty() && number.parse::<u64>().is_ok() => stem,
        _ => id,
    }
}

/// Lower-case hexadecimal sha256 of some words.
pub(super) fn sha256(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One article whose statements are written.
struct Page<'a> {
    db: &'a Connection,
    text: &'a str,
    points: CodePoints<'a>,
}

impl Page<'_> {
    fn statement(&self, article: i64, place: usize, of: &AttributedStatement) -> rusqlite::Result<()> {
        let AttributedStatement { statement, speaker, stances } = of;
        let known = speaker.kind != SpeakerKind::Unknown;
        let who = match (&speaker.id, &speaker.name) {
            (Some(slug), Some(name)) => Some(self.entity("speakers", slug, name, &speaker.kind.to_string())?),
            _ => None,
        };
        let (text, start, end) = self.linked(Some(statement.hull()));
        let (mention, mention_start, mention_end) = self.linked(speaker.mention.filter(|_| known));
        let (cue, cue_start, cue_end) = self.linked(statement.cue);
        self.db
            .prepare_cached(
                "INSERT INTO statements VALUES
                 (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                article,
                place,
                statement.kind.to_string(),
                text,
                start,
                end,
                self.fragments(&statement.fragments),
                who,
                speaker.role,
                speaker.affiliation,
                mention,
                mention_start,
                mention_end,
                cue,
                cue_start,
                cue_end,
                statement.content_confidence,
                known.then_some(speaker.confidence)
            ])?;
        let id = self.db.last_insert_rowid();
        for (place, stance) in stances.iter().enumerate() {
            self.stance(id, place + 1, stance)?;
        }
        Ok(())
    }

    fn stance(&self, statement: i64, place: usize, stance: &ActorStance) -> rusqlite::Result<()> {
        let actor = self.entity("actors", &stance.actor_id, &stance.actor, &stance.actor_kind.to_string())?;
        let (mention, mention_start, mention_end) = self.linked(Some(stance.mention));
        let (evidence, evidence_start, evidence_end) = self.linked(Some(stance.evidence));
        self.db
            .prepare_cached(
                "INSERT INTO stances VALUES
                 (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?
            .execute(params![
                statement,
                place,
                actor,
                mention,
                mention_start,
                mention_end,
                stance.mentions.len(),
                stance.mention_role.to_string(),
                stance.stance.to_string(),
                stance.score(),
                stance.probabilities.unfavorable,
                stance.probabilities.neutral,
                stance.probabilities.favorable,
                stance.abstained,
                stance.outlook.to_string(),
                stance.perspective.to_string(),
                stance.holder,
                stance.modality.to_string(),
                evidence,
                evidence_start,
                evidence_end
            ])?;
        Ok(())
    }

    /// The row of a speaker or an actor, as the article gives it.
    fn entity(&self, table: &'static str, slug: &str, name: &str, kind: &str) -> rusqlite::Result<i64> {
        let find = format!("SELECT id FROM {table} WHERE slug = ?1 AND name = ?2 AND kind = ?3");
        let there = self.db.prepare_cached(&find)?.query_row([slug, name, kind], |row| row.get(0)).optional()?;
        if let Some(id) = there {
            return Ok(id);
        }
        let insert = format!("INSERT INTO {table} (slug, name, kind) VALUES (?1, ?2, ?3)");
        self.db.prepare_cached(&insert)?.execute([slug, name, kind])?;
        Ok(self.db.last_insert_rowid())
    }

    fn linked(&self, span: Option<Span>) -> (Option<&str>, Option<usize>, Option<usize>) {
        let (start, end) = span.map(|span| self.points.of(span)).unzip();
        (span.map(|span| span.of(self.text)), start, end)
    }

    fn fragments(&self, pieces: &[Span]) -> Option<String> {
        let piece = |span: &Span| {
            let (start, end) = self.points.of(*span);
            format!("{start}-{end}")
        };
        (pieces.len() > 1).then(|| pieces.iter().map(piece).collect::<Vec<_>>().join(";"))
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_number_at_the_end_of_an_id_is_not_part_of_its_stem() {
        let cases =
            [("a", "a"), ("a-2", "a"), ("a-2-3", "a-2"), ("a-b", "a-b"), ("-2", "-2"), ("2024-01-05", "2024-01")];
        for (id, expected) in cases {
            assert_eq!(stem(id), expected, "{id}");
        }
    }
}

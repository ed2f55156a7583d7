//! What was found in an article, read back for the tables of a run that did not score it again.

use rusqlite::Row;

use super::Store;
use super::load::{fragments, label};
use crate::error::Result;
use crate::pipeline::{ActorStance, Analysis, AttributedStatement};
use crate::speakers::{Speaker, SpeakerKind};
use crate::stance::Probabilities;
use crate::statements::Statement;
use crate::text::{CodePoints, Span};

impl Store {
    /// What an article says, with everything that the tables of a run show. What they do not show is left out: mentions but that
    /// which carries the score are repeated from it.
    ///
    /// # Errors
    /// [`Error::Store`](crate::Error::Store) if the store is damaged.
    pub(crate) fn analysis(&self, article: &str) -> Result<Analysis> {
        let read = || -> rusqlite::Result<Analysis> {
            let text: String = self
                .db
                .prepare_cached("SELECT text FROM articles WHERE name = ?1")?
                .query_row([article], |r| r.get(0))?;
            let points = CodePoints::new(&text);
            let mut query = self.db.prepare_cached(
                "SELECT s.id, s.kind, s.start, s.\"end\", s.fragments, p.slug, p.name, p.kind, s.speaker_role, s.speaker_affiliation,
                 s.speaker_start, s.speaker_end, s.cue_start, s.cue_end, s.content_confidence, s.speaker_confidence
                 FROM statements s JOIN articles a ON a.id = s.article LEFT JOIN speakers p ON p.id = s.speaker
                 WHERE a.name = ?1 ORDER BY s.place",
            )?;
            let mut rows = query.query([article])?;
            let mut statements = Vec::new();
            while let Some(row) = rows.next()? {
                statements.push(AttributedStatement {
                    statement: statement(row, &points)?,
                    speaker: speaker(row, &points)?,
                    stances: self.stances_of(row.get(0)?, &points)?,
                });
            }
            Ok(Analysis { statements })
        };
        read().map_err(|e| self.failed(e))
    }

    fn stances_of(&self, statement: i64, points: &CodePoints<'_>) -> rusqlite::Result<Vec<ActorStance>> {
        let mut query = self.db.prepare_cached(
            "SELECT a.slug, a.name, a.kind, mention_start, mention_end, n_mentions, mention_role, stance, p_unfavorable, p_neutral,
             p_favorable, abstained, outlook, perspective, holder, modality, evidence_start, evidence_end
             FROM stances s JOIN actors a ON a.id = s.actor WHERE statement = ?1 ORDER BY place",
        )?;
        query
            .query_map([statement], |row| {
                let mention = span(row, 3, points)?;
                let p = |column| row.get::<_, f64>(column).map(|p| p as f32);
                Ok(ActorStance {
                    actor_id: row.get(0)?,
                    actor: row.get(1)?,
                    actor_kind: label(row, 2)?,
                    mentions: vec![mention; row.get(5)?],
                    mention,
                    mention_role: label(row, 6)?,
                    stance: label(row, 7)?,
                    probabilities: Probabilities { unfavorable: p(8)?, neutral: p(9)?, favorable: p(10)? },
                    abstained: row.get(11)?,
                    outlook: label(row, 12)?,
                    perspective: label(row, 13)?,
                    holder: row.get(14)?,
                    modality: label(row, 15)?,
                    evidence: span(row, 16, points)?,
                })
            })?
            .collect()
    }
}

fn statement(row: &Row<'_>, points: &CodePoints<'_>) -> rusqlite::Result<Statement> {
    let pieces = fragments(row.get::<_, Option<String>>(4)?.as_deref().unwrap_or_default());
    let mut pieces: Vec<Span> =
        pieces.iter().map(|(start, end)| between(points, *start, *end)).collect::<rusqlite::Result<_>>()?;
    if pieces.is_empty() {
        pieces.push(span(row, 2, points)?);
    }
    Ok(Statement {
        cue: span_or_none(row, 12, points)?,
        content_confidence: row.get::<_, f64>(14)? as f32,
        ..Statement::given(label(row, 1)?, pieces)
    })
}

fn speaker(row: &Row<'_>, points: &CodePoints<'_>) -> rusqlite::Result<Speaker> {
    let id: Option<String> = row.get(5)?;
    let kind = if id.is_some() { label(row, 7)? } else { SpeakerKind::Unknown };
    Ok(Speaker {
        id,
        name: row.get(6)?,
        kind,
        role: row.get(8)?,
        affiliation: row.get(9)?,
        mention: span_or_none(row, 10, points)?,
        confidence: row.get::<_, Option<f64>>(15)?.unwrap_or_default() as f32,
        member: None,
    })
}

/// The span of two columns, if they are not empty.
fn span_or_none(row: &Row<'_>, column: usize, points: &CodePoints<'_>) -> rusqlite::Result<Option<Span>> {
    let (start, end): (Option<usize>, Option<usize>) = (row.get(column)?, row.get(column + 1)?);
    start.zip(end).map(|(start, end)| between(points, start, end)).transpose()
}

fn span(row: &Row<'_>, column: usize, points: &CodePoints<'_>) -> rusqlite::Result<Span> {
    between(points, row.get(column)?, row.get(column + 1)?)
}

fn between(points: &CodePoints<'_>, start: usize, end: usize) -> rusqlite::Result<Span> {
    points.span(start, end).ok_or(rusqlite::Error::IntegralValueOutOfRange(0, end as i64))
}

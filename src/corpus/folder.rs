//! A corpus read from the folder that `standpoint score --out` wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use super::{
    ActorEntry, ArticleEntry, Corpus, LabelSource, Origin, SpeakerEntry, StanceEntry, StatementEntry, Word, Words,
};
use crate::error::{Error, Result};
use crate::report::{Column, Table, restored};

/// The column that marks who decided a label, behind those of the contract; folders without it hold the model's alone.
pub(super) const LABEL_SOURCE: Column = Column::text("label_source");

/// Reads `articles.csv`, `statements.csv`, `stances.csv`, `run.json` and the texts in `text/`. Every article is a story of its own.
///
/// # Errors
/// [`Error::Io`] if a table cannot be read, [`Error::Input`] with file and row if one is not as it was written.
pub(crate) fn read_folder(path: &Path) -> Result<Corpus> {
    let mut corpus = Corpus { origins: origins(path)?, ..Corpus::default() };
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    let mut sheet = Sheet::read(path, Table::Articles)?;
    while let Some(row) = sheet.next_row()? {
        let id = row.words("article_id")?;
        articles.insert(id.clone(), corpus.articles.len());
        let text = fs::read_to_string(path.join("text").join(format!("{id}.txt"))).ok();
        corpus.articles.push(ArticleEntry {
            story: id.clone(),
            id,
            title: row.optional("title"),
            date: row.optional("date"),
            outlet: row.optional("outlet"),
            author: row.optional("author"),
            language: row.optional("language"),
            text,
        });
    }
    let mut speakers: BTreeMap<String, SpeakerEntry> = BTreeMap::new();
    let mut speaker_of: Vec<Option<String>> = Vec::new();
    let mut statements: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut sheet = Sheet::read(path, Table::Statements)?;
    while let Some(row) = sheet.next_row()? {
        let article = row.of(&articles, "article_id")?;
        let id = row.words("statement_id")?;
        let speaker = row.optional("speaker_id");
        if let Some(id) = &speaker {
            let entry = speakers.entry(id.clone()).or_insert(SpeakerEntry {
                id: id.clone(),
                name: row.words("speaker")?,
                kind: row.label("speaker_kind")?,
                role: None,
                affiliation: None,
            });
            entry.role = row.optional("speaker_role").or(entry.role.take());
            entry.affiliation = row.optional("speaker_affiliation").or(entry.affiliation.take());
        }
        statements.insert((article, id.clone()), corpus.statements.len());
        speaker_of.push(speaker);
        corpus.statements.push(StatementEntry {
            quotation: id.clone(),
            id,
            article,
            kind: row.label("kind")?,
            words: row.linked(["text", "start", "end"])?.ok_or_else(|| row.wrong("text", "words", ""))?,
            fragments: row.fragments()?,
            speaker: None,
            speaker_role: row.optional("speaker_role"),
            speaker_affiliation: row.optional("speaker_affiliation"),
            speaker_mention: row.linked(["speaker_mention", "speaker_start", "speaker_end"])?,
            cue: row.linked(["cue", "cue_start", "cue_end"])?,
            content_confidence: row.number("content_confidence")?,
            speaker_confidence: row
                .optional("speaker_confidence")
                .map(|_| row.number("speaker_confidence"))
                .transpose()?,
            source: row.source()?,
        });
    }
    let mut actors: BTreeMap<String, ActorEntry> = BTreeMap::new();
    let mut actor_of: Vec<String> = Vec::new();
    let mut sheet = Sheet::read(path, Table::Stances)?;
    while let Some(row) = sheet.next_row()? {
        let article = row.of(&articles, "article_id")?;
        let id = row.words("statement_id")?;
        let statement = statements.get(&(article, id.clone())).copied();
        let actor = row.words("actor_id")?;
        actors.entry(actor.clone()).or_insert(ActorEntry {
            id: actor.clone(),
            name: row.words("actor")?,
            kind: row.label("actor_kind")?,
        });
        actor_of.push(actor);
        let needed = |columns: [&str; 3]| row.linked(columns)?.ok_or_else(|| row.wrong(columns[0], "words", ""));
        corpus.stances.push(StanceEntry {
            statement: statement.ok_or_else(|| row.wrong("statement_id", "a statement of statements.csv", &id))?,
            actor: 0,
            mention: needed(["mention", "mention_start", "mention_end"])?,
            n_mentions: row.number("n_mentions")?,
            mention_role: row.label("mention_role")?,
            stance: row.label("stance")?,
            score: row.number("score")?,
            probabilities: [row.number("p_unfavorable")?, row.number("p_neutral")?, row.number("p_favorable")?],
            abstained: row.number("abstained")?,
            outlook: row.label_or_none("outlook")?,
            perspective: row.label_or_none("perspective")?,
            holder: row.optional("holder"),
            modality: row.label_or_none("modality")?,
            evidence: needed(["evidence", "evidence_start", "evidence_end"])?,
            source: row.source()?,
        });
    }
    corpus.speakers = speakers.into_values().collect();
    corpus.actors = actors.into_values().collect();
    for (statement, speaker) in corpus.statements.iter_mut().zip(speaker_of) {
        statement.speaker = speaker.and_then(|id| corpus.speakers.binary_search_by(|s| s.id.cmp(&id)).ok());
    }
    for (stance, actor) in corpus.stances.iter_mut().zip(actor_of) {
        stance.actor = corpus.actors.binary_search_by(|a| a.id.cmp(&actor)).expect("every actor was entered");
    }
    corpus.put_in_order();
    Ok(corpus)
}

fn origins(path: &Path) -> Result<Vec<Origin>> {
    let file = path.join("run.json");
    let Ok(bytes) = fs::read(&file) else { return Ok(Vec::new()) };
    let run: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|e| Error::input(file.display().to_string(), "JSON", e.to_string()))?;
    let field = |name: &str| run[name].as_str().unwrap_or_default().to_owned();
    let origin = Origin {
        version: field("version"),
        model: field("model"),
        model_sha256: field("model_sha256"),
        engine: field("engine"),
    };
    Ok(vec![origin])
}

/// A table that is read row by row.
struct Sheet {
    file: String,
    header: Vec<String>,
    rows: csv::StringRecordsIntoIter<std::io::Cursor<Vec<u8>>>,
    at: usize,
}

/// One row, with its place for messages.
struct SheetRow<'a> {
    sheet: &'a Sheet,
    cells: csv::StringRecord,
}

impl Sheet {
    fn read(folder: &Path, table: Table) -> Result<Self> {
        let path = folder.join(table.file());
        let bytes = fs::read(&path).map_err(|e| Error::io(&path, "read", e))?;
        let bytes = bytes.strip_prefix(crate::report::BOM).map_or(bytes.clone(), <[u8]>::to_vec);
        let file = path.display().to_string();
        let mut reader = csv::Reader::from_reader(std::io::Cursor::new(bytes));
        let header = reader.headers().map_err(|e| Error::input(file.as_str(), "a header", e.to_string()))?;
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        if let Some(missing) =
            table.columns().iter().map(|column| column.name).find(|column| header.iter().all(|name| name != column))
        {
            return Err(Error::input(
                file,
                format!("the column {missing}"),
                format!("the columns {}", header.join(", ")),
            ));
        }
        Ok(Self { file, header, rows: reader.into_records(), at: 1 })
    }

    fn next_row(&mut self) -> Result<Option<SheetRow<'_>>> {
        self.at += 1;
        match self.rows.next() {
            None => Ok(None),
            Some(Ok(cells)) => Ok(Some(SheetRow { sheet: self, cells })),
            Some(Err(e)) => {
                Err(Error::record(self.file.as_str(), format!("row {}", self.at), "a whole row", e.to_string()))
            }
        }
    }
}

impl SheetRow<'_> {
    fn wrong(&self, column: &str, expected: &str, found: &str) -> Error {
        let record = format!("row {}, column {column}", self.sheet.at);
        Error::record(self.sheet.file.as_str(), record, expected, if found.is_empty() { "nothing" } else { found })
    }

    fn cell(&self, column: &str) -> &str {
        let place = self.sheet.header.iter().position(|name| name == column);
        place.and_then(|place| self.cells.get(place)).map(restored).unwrap_or_default()
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn words(&self, column: &str) -> Result<String> {
        self.optional(column).ok_or_else(|| self.wrong(column, "words", ""))
    }

    fn number<T: FromStr>(&self, column: &str) -> Result<T> {
        let cell = self.cell(column);
        cell.parse().map_err(|_| self.wrong(column, "a number or true or false", cell))
    }

    fn label<L: Word>(&self, column: &str) -> Result<L> {
        self.label_or_none(column)?.ok_or_else(|| self.wrong(column, "a label", ""))
    }

    fn label_or_none<L: Word>(&self, column: &str) -> Result<Option<L>> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        L::of_word(cell).map(Some).ok_or_else(|| self.wrong(column, "a label that is known", cell))
    }

    fn of(&self, places: &BTreeMap<String, usize>, column: &str) -> Result<usize> {
        let cell = self.cell(column);
        places.get(cell).copied().ok_or_else(|| self.wrong(column, "an article of articles.csv", cell))
    }

    fn linked(&self, [words, start, end]: [&str; 3]) -> Result<Option<Words>> {
        let Some(text) = self.optional(words) else { return Ok(None) };
        Ok(Some(Words { text, start: self.number(start)?, end: self.number(end)? }))
    }

    fn fragments(&self) -> Result<Vec<(usize, usize)>> {
        let cell = self.cell("fragments");
        let piece = |piece: &str| {
            let (start, end) = piece.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let pieces = cell.split(';').filter(|piece| !piece.is_empty());
        pieces.map(|p| piece(p).ok_or_else(|| self.wrong("fragments", "a-b;c-d", cell))).collect()
    }

    fn source(&self) -> Result<LabelSource> {
        match self.cell(LABEL_SOURCE.name) {
            "" | "model" => Ok(LabelSource::Model),
            "human" => Ok(LabelSource::Human),
            other => Err(self.wrong(LABEL_SOURCE.name, "model or human", other)),
        }
    }
}

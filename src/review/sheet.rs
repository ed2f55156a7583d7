//! A plain sheet: one row per statement and actor, with columns that a coder fills. Only filled columns change anything.

use std::collections::BTreeMap;

use super::Reviewed;
use super::changes::Origin;
use crate::corpus::{Change, Corpus, Word};
use crate::error::{Error, Result};
use crate::registry::ActorKind;
use crate::report::{self, Cell, Row, restored};
use crate::stance::Stance;
use crate::statements::StatementKind;

/// What is written; the coder's columns come last.
const COLUMNS: [&str; 23] = [
    "article_id",
    "statement_id",
    "start",
    "end",
    "kind",
    "text",
    "speaker",
    "actor_id",
    "actor",
    "actor_kind",
    "mention",
    "mention_start",
    "mention_end",
    "stance",
    "score",
    "abstained",
    "label_source",
    "new_stance",
    "new_speaker",
    "new_actor",
    "action",
    "coder",
    "note",
];
/// Without these a row cannot be placed.
const NEEDED: [&str; 4] = ["article_id", "start", "end", "text"];

/// Rows in the order of the statements; a statement about nobody has one row without an actor.
pub(crate) fn sheet(corpus: &Corpus) -> Vec<u8> {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, row) in corpus.stances.iter().enumerate() {
        of.entry(row.statement).or_default().push(place);
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (place, statement) in corpus.statements.iter().enumerate() {
        let head = || -> Row<'_> {
            vec![
                Cell::text(corpus.articles[statement.article].id.as_str()),
                Cell::text(statement.id.as_str()),
                Cell::Count(statement.words.start),
                Cell::Count(statement.words.end),
                Cell::text(statement.kind.to_string()),
                Cell::text(statement.words.text.as_str()),
                Cell::words(statement.speaker.map(|speaker| corpus.speakers[speaker].name.as_str())),
            ]
        };
        let empty = |row: &mut Row<'_>| row.resize(COLUMNS.len(), Cell::Empty);
        let stances = of.remove(&place).unwrap_or_default();
        if stances.is_empty() {
            let mut row = head();
            row.resize(16, Cell::Empty);
            row.push(Cell::text(statement.source.to_string()));
            empty(&mut row);
            rows.push(row);
        }
        for stance in stances.into_iter().map(|stance| &corpus.stances[stance]) {
            let actor = &corpus.actors[stance.actor];
            let mut row = head();
            row.extend([
                Cell::text(actor.id.as_str()),
                Cell::text(actor.name.as_str()),
                Cell::text(actor.kind.to_string()),
                Cell::text(stance.mention.text.as_str()),
                Cell::Count(stance.mention.start),
                Cell::Count(stance.mention.end),
                Cell::text(stance.stance.to_string()),
                Cell::Decimal(stance.score),
                Cell::Flag(stance.abstained),
                Cell::text(stance.source.max(statement.source).to_string()),
            ]);
            empty(&mut row);
            rows.push(row);
        }
    }
    report::sheet(&COLUMNS, &rows)
}

/// Reads a sheet back: columns by name, in any order.
pub(super) fn read(input: &str, text: &str) -> Result<Reviewed> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| Error::input(input, "a header", e.to_string()))?.clone();
    if let Some(missing) = NEEDED.iter().find(|name| header.iter().all(|column| column != **name)) {
        let expected = format!("a sheet of `standpoint export --format csv` with the column {missing}");
        return Err(Error::input(
            input,
            expected,
            format!("the columns {}", header.iter().collect::<Vec<_>>().join(", ")),
        ));
    }
    let mut reviewed = Reviewed::default();
    for (number, line) in reader.records().enumerate() {
        let record = format!("row {}", number + 2);
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                reviewed.errors.push(Error::record(input, record, "a row", error.to_string()));
                continue;
            }
        };
        reviewed.records += 1;
        let cells: BTreeMap<&str, &str> = header
            .iter()
            .zip(line.iter().map(|cell| restored(cell.trim())))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        match corrections(&format!("{input}, {record}"), &cells) {
            Ok(found) => reviewed.corrections.extend(found),
            Err((expected, found)) => reviewed.errors.push(Error::record(input, record, expected, found)),
        }
    }
    Ok(reviewed)
}

/// What a row was expected to hold, and what it holds.
type Wrong = (String, String);

fn corrections(
    record: &str,
    cells: &BTreeMap<&str, &str>,
) -> std::result::Result<Vec<crate::corpus::Correction>, Wrong> {
    let filled = ["new_stance", "new_speaker", "new_actor", "action"].iter().any(|name| cells.contains_key(name));
    if !filled {
        return Ok(Vec::new());
    }
    let needed = |name: &str| cells.get(name).copied().ok_or_else(|| (format!("a value in {name}"), "none".to_owned()));
    let number = |name: &str| {
        let cell = needed(name)?;
        cell.parse::<usize>().map_err(|_| (format!("a number in {name}"), format!("{cell:?}")))
    };
    let (start, end) = (number("start")?, number("end")?);
    if start >= end {
        return Err(("a start before the end".to_owned(), format!("{start}-{end}")));
    }
    let origin = Origin {
        article: needed("article_id")?.to_owned(),
        coder: cells.get("coder").map(ToString::to_string),
        note: cells.get("note").map(ToString::to_string),
        record: record.to_owned(),
    };
    let new_stance = label::<Stance>(cells, "new_stance")?;
    let mut changes: Vec<Change> = Vec::new();
    let speaker = cells
        .get("new_speaker")
        .map(|name| Change::Speaker(Some(name.to_string()).filter(|name| !name.eq_ignore_ascii_case("unknown"))));
    let about = |stance: Stance, actor: &str| -> std::result::Result<Change, Wrong> {
        Ok(Change::About {
            actor: actor.to_owned(),
            kind: label::<ActorKind>(cells, "actor_kind")?,
            mention: needed("mention")?.to_owned(),
            mention_start: number("mention_start")?,
            mention_end: number("mention_end")?,
            stance,
        })
    };
    match cells.get("action").copied().unwrap_or_default() {
        "" => {
            changes.extend(speaker);
            match (cells.get("new_actor"), new_stance) {
                (Some(actor), stance) => {
                    let stance = stance.map_or_else(|| label(cells, "stance"), |stance| Ok(Some(stance)))?;
                    let stance =
                        stance.ok_or_else(|| ("a stance toward the new actor".to_owned(), "none".to_owned()))?;
                    changes.extend(cells.get("actor_id").map(|id| Change::NotAbout { actor: id.to_string() }));
                    changes.push(about(stance, actor)?);
                }
                (None, Some(stance)) => {
                    changes.push(Change::Stance { actor: needed("actor_id")?.to_owned(), stance });
                }
                (None, None) => {}
            }
        }
        "remove row" => changes.push(Change::NotAbout { actor: needed("actor_id")?.to_owned() }),
        "remove statement" => changes.push(Change::NoStatement),
        "add row" => {
            let stance = new_stance.ok_or_else(|| ("a stance in new_stance".to_owned(), "none".to_owned()))?;
            changes.push(about(stance, needed("new_actor")?)?);
        }
        "add statement" => {
            let kind = label::<StatementKind>(cells, "kind")?.unwrap_or(StatementKind::Direct);
            changes.push(Change::NewStatement { kind });
            changes.extend(speaker);
            if let Some(actor) = cells.get("new_actor") {
                let stance = new_stance.ok_or_else(|| ("a stance in new_stance".to_owned(), "none".to_owned()))?;
                changes.push(about(stance, actor)?);
            }
        }
        other => {
            let expected = "an action: empty, `remove row`, `remove statement`, `add row` or `add statement`";
            return Err((expected.to_owned(), format!("{other:?}")));
        }
    }
    let text = needed("text")?;
    Ok(changes.into_iter().map(|change| origin.correction(start, end, text, change)).collect())
}

fn label<L: Word>(cells: &BTreeMap<&str, &str>, column: &str) -> std::result::Result<Option<L>, Wrong> {
    let Some(word) = cells.get(column) else { return Ok(None) };
    let all = || L::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    L::of_word(&word.to_lowercase())
        .map(Some)
        .ok_or_else(|| (format!("one of {} in {column}", all()), format!("{word:?}")))
}

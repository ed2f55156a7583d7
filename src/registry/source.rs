//! The files a registry is read from: TOML and CSV, checked record by record.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::date::PartialDate;
use super::entry::{ActorKind, Entry, Leader};
use super::names::is_matchable;
use super::word::folded;
use crate::error::{Error, Result};

/// A registry file in TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    #[serde(default)]
    actor: Vec<WireActor>,
}

/// One `[[actor]]`, or one row.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WireActor {
    id: String,
    name: String,
    kind: String,
    state: Option<String>,
    media: bool,
    territory: bool,
    aliases: Vec<String>,
    demonyms: Vec<String>,
    capital: Vec<String>,
    seats: Vec<String>,
    ambiguous: Vec<String>,
    except: Vec<String>,
    leaders: Vec<WireLeader>,
}

/// One term of office.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WireLeader {
    name: String,
    aliases: Vec<String>,
    title: Titles,
    from: String,
    to: Option<String>,
}

/// One title or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Titles {
    One(String),
    Several(Vec<String>),
}

impl Default for Titles {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

/// One row of a registry file in CSV; lists are separated by semicolons.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRow {
    id: String,
    name: String,
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    media: String,
    #[serde(default)]
    aliases: String,
    #[serde(default)]
    demonyms: String,
    #[serde(default)]
    capital: String,
    #[serde(default)]
    seats: String,
    #[serde(default)]
    ambiguous: String,
    #[serde(default)]
    except: String,
    #[serde(default)]
    leaders: String,
}

/// Reads a file as TOML or CSV, whichever its ending says.
pub(super) fn read(path: &Path, layer: u32) -> Result<Vec<Entry>> {
    let text = fs::read_to_string(path).map_err(|source| Error::io(path, "read", source))?;
    let input = path.display().to_string();
    match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("toml") => parse_toml(&input, &text, layer),
        Some("csv") => parse_csv(&input, &text, layer),
        other => Err(Error::input(input, "a registry that ends in .toml or .csv", other.unwrap_or("no ending"))),
    }
}

/// The entries of a TOML text; `input` is its name in errors.
pub(super) fn parse_toml(input: &str, text: &str, layer: u32) -> Result<Vec<Entry>> {
    let text = text.trim_start_matches('\u{feff}');
    let file: WireFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| format!("line {}", 1 + text[..span.start].matches('\n').count()));
        Error::Input {
            input: input.to_owned(),
            record: line,
            expected: "[[actor]] tables with the keys of the registry's documentation".to_owned(),
            found: error.message().to_owned(),
        }
    })?;
    let records = file.actor.into_iter().enumerate().map(|(place, wire)| {
        let record = format!("actor {} ({})", place + 1, if wire.id.is_empty() { &wire.name } else { &wire.id });
        (record, wire)
    });
    checked(input, records.collect(), layer)
}

fn parse_csv(input: &str, text: &str, layer: u32) -> Result<Vec<Entry>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let expected = "a row with the columns id, name, kind and those of the registry's documentation";
    let header = reader.headers().map_err(|error| Error::record(input, "line 1", expected, error.to_string()))?.clone();
    let mut records = Vec::new();
    for row in reader.records() {
        let bad = |line: Option<u64>, found: String| {
            Error::record(input, line.map_or("a row".to_owned(), |line| format!("line {line}")), expected, found)
        };
        let row = row.map_err(|error| bad(error.position().map(csv::Position::line), error.to_string()))?;
        let line = row.position().map(csv::Position::line);
        let row: WireRow = row.deserialize(Some(&header)).map_err(|error| {
            let found = match error.kind() {
                csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
                _ => error.to_string(),
            };
            bad(line, found)
        })?;
        let record = line.map_or_else(|| row.id.clone(), |line| format!("line {line} ({})", row.id));
        let actor = row.into_actor(input, &record)?;
        records.push((record, actor));
    }
    checked(input, records, layer)
}

impl WireRow {
    fn into_actor(self, input: &str, record: &str) -> Result<WireActor> {
        let media = match self.media.as_str() {
            "" | "false" => false,
            "true" => true,
            other => return Err(Error::record(input, record, "media: true, false or nothing", other)),
        };
        let leaders = list(&self.leaders).into_iter().map(|leader| WireLeader::from_cell(&leader, input, record));
        Ok(WireActor {
            leaders: leaders.collect::<Result<_>>()?,
            state: Some(self.state).filter(|state| !state.is_empty()),
            media,
            territory: false,
            aliases: list(&self.aliases),
            demonyms: list(&self.demonyms),
            capital: list(&self.capital),
            seats: list(&self.seats),
            ambiguous: list(&self.ambiguous),
            except: list(&self.except),
            id: self.id,
            name: self.name,
            kind: self.kind,
        })
    }
}

impl WireLeader {
    /// Reads `title|name|from|to`, the last of which may be missing.
    fn from_cell(cell: &str, input: &str, record: &str) -> Result<Self> {
        let parts: Vec<&str> = cell.split('|').map(str::trim).collect();
        let (&[title, name, from] | &[title, name, from, _]) = parts.as_slice() else {
            return Err(Error::record(input, record, "a leader as title|name|from|to", cell));
        };
        let to = parts.get(3).filter(|to| !to.is_empty()).map(|to| (*to).to_owned());
        Ok(Self {
            name: name.to_owned(),
            title: Titles::One(title.to_owned()),
            from: from.to_owned(),
            to,
            aliases: Vec::new(),
        })
    }
}

fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The entries of one file, each of them checked, and no name in two of them unless both call it ambiguous.
fn checked(input: &str, records: Vec<(String, WireActor)>, layer: u32) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::with_capacity(records.len());
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for (place, (record, wire)) in records.into_iter().enumerate() {
        let entry = wire.into_entry(input, &record, layer)?;
        if let Some(other) = ids.insert(entry.id.clone(), place) {
            let found = format!("{:?} again, first for {:?}", entry.id, entries[other].name);
            return Err(Error::record(input, record, "an id of its own", found));
        }
        for name in entry.own_names() {
            let key = folded(name);
            let other = *owners.entry(key.clone()).or_insert(place);
            let marked = |entry: &Entry| entry.ambiguous.iter().any(|name| folded(name) == key);
            if other != place && !(marked(&entry) && marked(&entries[other])) {
                let expected = format!("{name:?} in one actor, or listed as ambiguous in each");
                return Err(Error::record(input, record, expected, format!("it also in {:?}", entries[other].id)));
            }
        }
        entries.push(entry);
    }
    Ok(entries)
}

impl Entry {
    /// Every name but those of leaders, who may lead two actors.
    pub(super) fn own_names(&self) -> impl Iterator<Item = &String> {
        let lists = [&self.aliases, &self.demonyms, &self.capitals, &self.seats, &self.ambiguous];
        std::iter::once(&self.name).chain(lists.into_iter().flatten())
    }
}

impl WireActor {
    fn into_entry(self, input: &str, record: &str, layer: u32) -> Result<Entry> {
        let wrong = |expected: &str, found: &str| Error::record(input, record, expected, found);
        for (field, value) in [("an id", &self.id), ("a name", &self.name)] {
            if value.trim().is_empty() {
                return Err(wrong(field, "none"));
            }
        }
        let kind = ActorKind::from_name(&self.kind).ok_or_else(|| {
            let found = if self.kind.is_empty() { "no kind".to_owned() } else { format!("kind {:?}", self.kind) };
            wrong(&format!("kind {}", ActorKind::ALL.map(|kind| kind.to_string()).join(", ")), &found)
        })?;
        let leaders = self.leaders.into_iter().map(|leader| leader.into_leader(&wrong)).collect::<Result<Vec<_>>>()?;
        let entry = Entry {
            id: self.id,
            name: self.name,
            kind,
            state: self.state,
            media: self.media,
            territory: self.territory,
            aliases: self.aliases,
            demonyms: self.demonyms,
            capitals: self.capital,
            seats: self.seats,
            ambiguous: self.ambiguous,
            except: self.except,
            leaders,
            layer,
        };
        let people = entry.leaders.iter().flat_map(|leader| std::iter::once(&leader.name).chain(&leader.aliases));
        if let Some(name) = entry.own_names().chain(people).find(|name| !is_matchable(name)) {
            return Err(wrong("names of words with spaces, hyphens or apostrophes between", &format!("{name:?}")));
        }
        Ok(entry)
    }
}

impl WireLeader {
    fn into_leader(self, wrong: &impl Fn(&str, &str) -> Error) -> Result<Leader> {
        if self.name.trim().is_empty() {
            return Err(wrong("a leader's name", "none"));
        }
        let titles = match self.title {
            Titles::One(title) => vec![title],
            Titles::Several(titles) => titles,
        };
        if titles.is_empty() || titles.iter().any(|title| title.trim().is_empty()) {
            return Err(wrong(&format!("a title of {}", self.name), "none"));
        }
        let date = |text: &str| {
            let expected = format!("a date YYYY, YYYY-MM or YYYY-MM-DD in the term of {}", self.name);
            PartialDate::parse(text).ok_or_else(|| wrong(&expected, &format!("{text:?}")))
        };
        let from = date(&self.from)?;
        let to = self.to.as_deref().map(date).transpose()?;
        if let Some(to) = to.filter(|to| to.last_day() < from.first_day()) {
            return Err(wrong(&format!("an end after {from} for {}", self.name), &to.to_string()));
        }
        Ok(Leader { aliases: self.aliases, titles, from, to, name: self.name })
    }
}

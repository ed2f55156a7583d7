//! Tasks of Label Studio: one per article, with the model's answer as its prediction.
//!
//! The format: <https://labelstud.io/guide/predictions> and <https://labelstud.io/guide/task_format>. A region is an item of type
//! `labels`; what belongs to it (its kind, its name, its stance) is an item of the same id; relations name two regions. Offsets of a
//! `Text` tag are code points, and white space is kept because the tag is styled `pre-wrap`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::changes::{CodedActor, CodedStatement, Origin, StatementState, changes};
use super::{Reviewed, cut, model_version, states};
use crate::corpus::{Corpus, Word, Words};
use crate::error::{Error, Result};
use crate::registry::ActorKind;
use crate::stance::Stance;
use crate::statements::StatementKind;

/// The labeling configuration that the tasks are made for.
pub(crate) const CONFIG: &str = include_str!("label_studio.xml");

/// The relation from a statement to its speaker, and to an actor.
const SAID_BY: &str = "said by";
const ABOUT: &str = "about";

/// What a task carries beside its text: the statements as they were.
#[derive(Debug, Serialize, Deserialize)]
struct Exported {
    statements: Vec<StatementState>,
}

/// The tasks as one JSON array, and an error for each article whose text was not kept.
pub(crate) fn tasks(corpus: &Corpus) -> (String, Vec<Error>) {
    let version = model_version(corpus);
    let (mut tasks, mut errors) = (Vec::new(), Vec::new());
    for (place, mut statements) in states(corpus).into_iter().enumerate() {
        let article = &corpus.articles[place];
        let Some(text) = &article.text else {
            errors.push(Error::input(article.id.as_str(), "the article's text", "none: it was not kept"));
            continue;
        };
        let result = result(corpus, place, &mut statements);
        tasks.push(json!({
            "data": {
                "text": text,
                "title": article.title.clone().unwrap_or_else(|| article.id.clone()),
                "article_id": article.id,
                "date": article.date,
                "outlet": article.outlet,
                "standpoint": Exported { statements },
            },
            "predictions": [{ "model_version": version, "result": result }],
        }));
    }
    (format!("{:#}\n", Value::Array(tasks)), errors)
}

/// The items of an article's prediction. Speakers without a mention cannot be shown, and are taken out of `statements`.
fn result(corpus: &Corpus, article: usize, statements: &mut [StatementState]) -> Vec<Value> {
    let mut regions: Vec<Value> = Vec::new();
    let mut relations: Vec<Value> = Vec::new();
    let mut speakers: Vec<String> = Vec::new();
    let entries = corpus.statements.iter().filter(|entry| entry.article == article);
    for (entry, state) in entries.zip(statements) {
        regions.push(item(&state.id, &entry.words, "label", "labels", "statement"));
        regions.push(item(&state.id, &entry.words, "kind", "choices", &state.kind));
        if let Some(cue) = &entry.cue {
            // Not behind the statement's id: an actor may be called "Cue".
            regions.push(item(&format!("cue-{}", state.id), cue, "label", "labels", "cue"));
        }
        match (&entry.speaker_mention, &state.speaker) {
            (Some(mention), Some(name)) => {
                let id = format!("speaker-{}-{}", mention.start, mention.end);
                relations.push(relation(&state.id, &id, SAID_BY));
                if !speakers.contains(&id) {
                    regions.push(item(&id, mention, "label", "labels", "speaker"));
                    regions.push(named(&id, mention, name));
                    speakers.push(id);
                }
            }
            _ => state.speaker = None,
        }
        for actor in &state.actors {
            let id = format!("{}-{}", state.id, actor.id);
            let mention = Words { text: actor.mention.clone(), start: actor.start, end: actor.end };
            regions.push(item(&id, &mention, "label", "labels", "actor"));
            regions.push(item(&id, &mention, "stance", "choices", &actor.stance));
            regions.push(named(&id, &mention, &actor.name));
            relations.push(relation(&state.id, &id, ABOUT));
        }
    }
    regions.extend(relations);
    regions
}

fn item(id: &str, words: &Words, from: &str, kind: &str, label: &str) -> Value {
    let value = json!({ "start": words.start, "end": words.end, "text": words.text, kind: [label] });
    json!({ "id": id, "from_name": from, "to_name": "text", "type": kind, "value": value })
}

fn named(id: &str, words: &Words, name: &str) -> Value {
    let value = json!({ "start": words.start, "end": words.end, "text": [name] });
    json!({ "id": id, "from_name": "name", "to_name": "text", "type": "textarea", "value": value })
}

fn relation(from: &str, to: &str, label: &str) -> Value {
    json!({ "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [label] })
}

#[derive(Deserialize)]
struct Task {
    data: Data,
    #[serde(default)]
    annotations: Option<Vec<Annotation>>,
}

#[derive(Deserialize)]
struct Data {
    text: String,
    article_id: String,
    standpoint: Exported,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    result: Vec<Item>,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    ground_truth: bool,
    #[serde(default)]
    updated_at: Option<String>,
    #[serde(default)]
    completed_by: Value,
}

#[derive(Deserialize)]
struct Item {
    #[serde(default)]
    id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    value: ItemValue,
    #[serde(default)]
    from_name: Option<String>,
    #[serde(default)]
    from_id: Option<String>,
    #[serde(default)]
    to_id: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Default, Deserialize)]
struct ItemValue {
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    choices: Vec<String>,
}

/// A region with all that belongs to it.
#[derive(Debug, Clone, Default)]
struct Region {
    start: usize,
    end: usize,
    label: String,
    kind: Option<String>,
    stance: Option<String>,
    actor_kind: Option<String>,
    name: Option<String>,
}

/// Reads an export in the format that Label Studio calls JSON. Of several annotations of a task the one marked as ground truth
/// counts, else the last that was updated; tasks that nobody annotated change nothing, nor do tasks with a mistake.
pub(super) fn read(input: &str, text: &str) -> Result<Reviewed> {
    let tasks: Vec<Value> = serde_json::from_str(text).map_err(|e| {
        Error::input(input, "a JSON array of tasks, as Label Studio exports it", format!("another text ({e})"))
    })?;
    let mut reviewed = Reviewed::default();
    for (number, task) in tasks.into_iter().enumerate() {
        let record = format!("task {}", task.get("id").and_then(Value::as_u64).unwrap_or(number as u64 + 1));
        let task: Task = match serde_json::from_value(task) {
            Ok(task) => task,
            Err(error) => {
                let expected =
                    "a task of `standpoint export --format label-studio`, exported from Label Studio as JSON";
                reviewed.errors.push(Error::record(input, record, expected, error.to_string()));
                continue;
            }
        };
        reviewed.records += 1;
        let done = task.annotations.unwrap_or_default();
        let done = done.into_iter().filter(|annotation| !annotation.was_cancelled);
        let Some(annotation) =
            done.max_by(|a, b| (a.ground_truth, &a.updated_at).cmp(&(b.ground_truth, &b.updated_at)))
        else {
            continue;
        };
        let origin = Origin {
            article: task.data.article_id,
            coder: coder(&annotation.completed_by),
            note: None,
            record: format!("{input}, {record}"),
        };
        let exported = task.data.standpoint.statements;
        let mut errors = Vec::new();
        let mut wrong = |expected: &str, found: String| {
            errors.push(Error::record(input, record.as_str(), expected, found));
        };
        let coded = coded(&annotation, &task.data.text, &exported, &mut wrong);
        // What could not be read would look like something that was thrown away.
        if errors.is_empty() {
            reviewed.corrections.extend(changes(&origin, &exported, &coded));
        }
        reviewed.errors.extend(errors);
    }
    Ok(reviewed)
}

/// Who annotated: a number, or an object with an address.
fn coder(completed_by: &Value) -> Option<String> {
    match completed_by {
        Value::Object(user) => user.get("email").or_else(|| user.get("id")).map(|id| id.to_string().replace('"', "")),
        Value::Null => None,
        other => Some(other.to_string().replace('"', "")),
    }
}

fn coded(
    annotation: &Annotation,
    text: &str,
    exported: &[StatementState],
    wrong: &mut dyn FnMut(&str, String),
) -> Vec<CodedStatement> {
    let regions = regions(annotation, text, wrong);
    let linked = |label: &str| -> Vec<(&str, &str)> {
        let relations = annotation.result.iter().filter(|item| item.kind == "relation");
        let of = relations.filter(|item| item.labels.iter().any(|l| l == label) || item.labels.is_empty());
        of.filter_map(|item| Some((item.from_id.as_deref()?, item.to_id.as_deref()?))).collect()
    };
    let (said, about) = (linked(SAID_BY), linked(ABOUT));
    let of = |label: &'static str| regions.iter().filter(move |(_, region)| region.label == label);
    // An actor without a relation belongs to the shortest statement around it.
    let around = |region: &Region| {
        let holds = |s: &Region| s.start <= region.start && region.end <= s.end;
        of("statement").filter(|(_, s)| holds(s)).min_by_key(|(_, s)| s.end - s.start).map(|(id, _)| id.as_str())
    };
    let mut homes: Vec<(&str, &str)> = Vec::new();
    for (id, region) in of("actor") {
        let related: Vec<&str> = about
            .iter()
            .filter_map(|(a, b)| if b == id { Some(*a) } else { (a == id).then_some(*b) })
            .filter(|other| regions.get(*other).is_some_and(|other| other.label == "statement"))
            .collect();
        match (related.as_slice(), around(region)) {
            ([], Some(statement)) => homes.push((statement, id)),
            ([], None) => wrong("every actor inside a statement, or related to one", format!("{:?}", region.name)),
            (several, _) => homes.extend(several.iter().map(|statement| (*statement, id.as_str()))),
        }
    }
    let mut out = Vec::new();
    for (id, region) in of("statement") {
        let state = exported.iter().find(|state| state.id == *id);
        let mut speakers = said
            .iter()
            .filter_map(|(a, b)| if a == id { Some(*b) } else { (b == id).then_some(*a) })
            .filter_map(|other| regions.get(other))
            .filter(|region| region.label == "speaker");
        let speaker = speakers.next().and_then(|region| region.name.clone());
        let kind = region.kind.as_deref().and_then(StatementKind::of_word);
        let mut actors = Vec::new();
        for (_, actor_id) in homes.iter().filter(|(statement, _)| statement == id) {
            let actor = &regions[*actor_id];
            let Some(stance) = actor.stance.as_deref().and_then(Stance::of_word) else {
                wrong("a stance for every actor", format!("none for {:?}", actor.name.as_deref().unwrap_or_default()));
                continue;
            };
            let before = state.and_then(|state| {
                let same = |actor: &&super::changes::ActorState| format!("{}-{}", state.id, actor.id) == **actor_id;
                state.actors.iter().find(same)
            });
            let name = actor.name.clone().unwrap_or_default();
            actors.push(CodedActor {
                // A region that was given another name is another actor.
                id: before.filter(|before| before.name == name).map(|before| before.id.clone()),
                name,
                kind: actor.actor_kind.as_deref().and_then(ActorKind::of_word),
                mention: cut(text, actor.start, actor.end),
                start: actor.start,
                end: actor.end,
                stance,
            });
        }
        out.push(CodedStatement {
            id: state.map(|state| state.id.clone()),
            start: region.start,
            end: region.end,
            text: cut(text, region.start, region.end),
            kind,
            speaker: Some(speaker),
            actors,
        });
    }
    out.sort_by_key(|coded| (coded.start, coded.end));
    out
}

fn regions(annotation: &Annotation, text: &str, wrong: &mut dyn FnMut(&str, String)) -> BTreeMap<String, Region> {
    let length = text.chars().count();
    let mut regions: BTreeMap<String, Region> = BTreeMap::new();
    for item in annotation.result.iter().filter(|item| item.kind == "labels") {
        let (Some(id), Some(start), Some(end)) = (&item.id, item.value.start, item.value.end) else {
            wrong("a region with an id and a place", "one without".to_owned());
            continue;
        };
        if start >= end || end > length {
            wrong("a region inside the text", format!("{start}-{end} of {length} characters"));
            continue;
        }
        let label = item.value.labels.first().cloned().unwrap_or_default();
        let name = Some(cut(text, start, end).trim().to_owned());
        regions.insert(id.clone(), Region { start, end, label, name, ..Region::default() });
    }
    for item in &annotation.result {
        let Some(region) = item.id.as_ref().and_then(|id| regions.get_mut(id)) else { continue };
        let choice = item.value.choices.first().cloned();
        match (item.kind.as_str(), item.from_name.as_deref()) {
            ("choices", Some("kind")) => region.kind = choice,
            ("choices", Some("stance")) => region.stance = choice,
            ("choices", Some("actor_kind")) => region.actor_kind = choice,
            ("textarea", Some("name")) => {
                let given = item.value.text.as_str().or_else(|| item.value.text.get(0).and_then(Value::as_str));
                if let Some(name) = given.map(str::trim).filter(|name| !name.is_empty()) {
                    region.name = Some(name.to_owned());
                }
            }
            _ => {}
        }
    }
    regions
}

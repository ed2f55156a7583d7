//! Tasks of Prodigy: one JSON line per statement, with its attribution around it.
//!
//! The format: <https://prodi.gy/docs/api-interfaces>, interfaces `relations` and `spans_manual`. Spans name characters and tokens
//! (`token_end` is the last token itself); a relation's `head` and `child` are the last tokens of its spans. A span of an actor is
//! labelled with the stance toward it; `speaker` and `cue` are spans too. Properties that Prodigy does not know it keeps.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::changes::{CodedActor, CodedStatement, Origin, StatementState, changes};
use super::{Reviewed, cut, model_version, states};
use crate::corpus::{Change, Corpus, StatementEntry, Word};
use crate::error::{Error, Result};
use crate::stance::Stance;

/// Farther from the statement, in code points, a speaker is not shown: the task would be a page.
const NEAR: usize = 300;

/// What a task carries for the way back.
#[derive(Debug, Serialize, Deserialize)]
struct Exported {
    article_id: String,
    /// Where the task's text begins in the article.
    offset: usize,
    /// Place of the speaker's span in the task, if it is shown.
    speaker_span: Option<(usize, usize)>,
    /// Only actors that are shown.
    statement: StatementState,
}

/// A span inside a task.
#[derive(Debug, Clone)]
struct Span {
    start: usize,
    end: usize,
    label: String,
}

/// The tasks in the order of the statements. Without the article's text a task shows the statement alone.
pub(crate) fn tasks(corpus: &Corpus) -> String {
    let version = model_version(corpus);
    let mut out = String::new();
    let mut entries = corpus.statements.iter().peekable();
    for state in states(corpus).into_iter().flatten() {
        let entry = entries.next().expect("a state for every statement, in their order");
        out.push_str(&task(corpus, entry, state, &version).to_string());
        out.push('\n');
    }
    out
}

fn task(corpus: &Corpus, entry: &StatementEntry, mut state: StatementState, version: &str) -> Value {
    let article = &corpus.articles[entry.article];
    let near = |start: usize, end: usize| start + NEAR >= state.start && end <= state.end + NEAR;
    let mut around = (state.start, state.end);
    let shown = [entry.speaker_mention.as_ref(), entry.cue.as_ref()].into_iter().flatten();
    for words in shown.filter(|words| article.text.is_some() && near(words.start, words.end)) {
        around = (around.0.min(words.start), around.1.max(words.end));
    }
    let text = match &article.text {
        Some(text) => cut(text, around.0, around.1),
        None => state.text.clone(),
    };
    // The interface has no spans that overlap: actors come first, then the speaker and the cue where there is room.
    let mut spans: Vec<Span> = Vec::new();
    let mut put = |start: usize, end: usize, label: &str| {
        let inside = around.0 <= start && start < end && end <= around.1;
        let span =
            Span { start: start.saturating_sub(around.0), end: end.saturating_sub(around.0), label: label.to_owned() };
        let free = inside && spans.iter().all(|other| span.end <= other.start || other.end <= span.start);
        free.then(|| spans.push(span)).is_some()
    };
    state.actors.retain(|actor| put(actor.start, actor.end, &actor.stance));
    let speaker = entry.speaker_mention.as_ref().filter(|_| entry.speaker.is_some());
    let speaker = speaker.filter(|mention| put(mention.start, mention.end, "speaker"));
    entry.cue.as_ref().map(|cue| put(cue.start, cue.end, "cue"));
    spans.sort_by_key(|span| span.start);
    let tokens = tokens(&text, &spans);
    let speaker_span = speaker.map(|mention| (mention.start - around.0, mention.end - around.0));
    let span = |span: &Span| span_value(span, &tokens);
    let head = spans.iter().find(|span| span.label == "speaker");
    let actors = spans.iter().filter(|span| Stance::of_word(&span.label).is_some());
    let relations: Vec<Value> =
        head.map(|head| actors.map(|actor| relation(&span(head), &span(actor))).collect()).unwrap_or_default();
    // For the card that people see: no entry without a value.
    let mut meta = json!({
        "article": article.id,
        "statement": state.id,
        "speaker": state.speaker.as_deref().unwrap_or("unknown"),
        "model": version,
    });
    if let Some(date) = &article.date {
        meta["date"] = json!(date);
    }
    json!({
        "text": text,
        "tokens": tokens.iter().enumerate().map(|(id, token)| json!({
            "text": token.text, "start": token.start, "end": token.end, "id": id, "ws": token.space,
        })).collect::<Vec<_>>(),
        "spans": spans.iter().map(span).collect::<Vec<_>>(),
        "relations": relations,
        "meta": meta,
        "standpoint": Exported {
            article_id: article.id.clone(),
            offset: around.0,
            speaker_span,
            statement: state,
        },
    })
}

fn span_value(span: &Span, tokens: &[Token]) -> Value {
    let (first, last) = span_tokens(span, tokens);
    json!({ "start": span.start, "end": span.end, "token_start": first, "token_end": last, "label": span.label })
}

fn span_tokens(span: &Span, tokens: &[Token]) -> (usize, usize) {
    let first = tokens.partition_point(|token| token.end <= span.start);
    let last = tokens.partition_point(|token| token.start < span.end);
    (first, last.saturating_sub(1))
}

fn relation(head: &Value, child: &Value) -> Value {
    json!({
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": head,
        "child_span": child,
        "label": "about",
    })
}

/// A token: letters and digits, or one other character; it never crosses the end of a span.
#[derive(Debug, PartialEq)]
struct Token {
    text: String,
    start: usize,
    end: usize,
    space: bool,
}

fn tokens(text: &str, spans: &[Span]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut joined = false;
    for (place, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            // Line breaks are tokens of their own, as in spaCy, so that the task shows them.
            if c == '\n' {
                out.push(Token { text: "\n".to_owned(), start: place, end: place + 1, space: false });
            } else if let Some(last) = out.last_mut().filter(|last| last.end == place) {
                last.space = true;
            }
            joined = false;
            continue;
        }
        let edge = spans.iter().any(|span| span.start == place || span.end == place);
        match out.last_mut() {
            Some(last) if joined && c.is_alphanumeric() && !edge => {
                last.text.push(c);
                last.end = place + 1;
            }
            _ => out.push(Token { text: c.to_string(), start: place, end: place + 1, space: false }),
        }
        joined = c.is_alphanumeric();
    }
    out
}

#[derive(Deserialize)]
struct Task {
    text: String,
    #[serde(default)]
    spans: Vec<TaskSpan>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default, rename = "_annotator_id")]
    annotator: Option<String>,
    standpoint: Exported,
}

#[derive(Deserialize)]
struct TaskSpan {
    start: usize,
    end: usize,
    label: String,
}

/// Reads what `prodigy db-out` writes. `accept` takes the task as it was left, `reject` says that it is no statement, `ignore` and
/// tasks without an answer change nothing.
pub(super) fn read(input: &str, text: &str) -> Result<Reviewed> {
    let mut reviewed = Reviewed::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record = format!("line {}", number + 1);
        let task: Task = match serde_json::from_str(line) {
            Ok(task) => task,
            Err(error) => {
                let expected = "a task of `standpoint export --format prodigy`";
                reviewed.errors.push(Error::record(input, record, expected, error.to_string()));
                continue;
            }
        };
        reviewed.records += 1;
        let state = &task.standpoint.statement;
        let origin = Origin {
            article: task.standpoint.article_id.clone(),
            coder: task.annotator.clone(),
            note: None,
            record: format!("{input}, {record}"),
        };
        match task.answer.as_deref() {
            Some("accept") => {
                let mut errors = Vec::new();
                let mut wrong = |found: String| {
                    let expected = "spans with the label speaker, cue, unfavorable, neutral, favorable or mixed";
                    errors.push(Error::record(input, record.as_str(), expected, found));
                };
                let coded = coded(&task, &mut wrong);
                if errors.is_empty() {
                    reviewed.corrections.extend(changes(&origin, std::slice::from_ref(state), &[coded]));
                }
                reviewed.errors.extend(errors);
            }
            Some("reject") => {
                let change = Change::NoStatement;
                reviewed.corrections.push(origin.correction(state.start, state.end, &state.text, change));
            }
            _ => {}
        }
    }
    Ok(reviewed)
}

fn coded(task: &Task, wrong: &mut dyn FnMut(String)) -> CodedStatement {
    let Exported { offset, speaker_span, statement: state, .. } = &task.standpoint;
    let mut speaker = None;
    let mut actors = Vec::new();
    for span in &task.spans {
        let words = cut(&task.text, span.start, span.end);
        match (span.label.as_str(), Stance::of_word(&span.label)) {
            ("speaker", _) => speaker = Some(((span.start, span.end), words)),
            ("cue", _) => {}
            (_, Some(stance)) => actors.push(CodedActor {
                id: None,
                name: words.clone(),
                kind: None,
                mention: words,
                start: span.start + offset,
                end: span.end + offset,
                stance,
            }),
            (label, None) => wrong(format!("{label:?}")),
        }
    }
    // A span that is where it was means who it meant.
    let speaker = match (speaker, speaker_span) {
        (Some((place, _)), Some(before)) if place == *before => None,
        (Some((_, words)), _) => Some(Some(words)),
        (None, Some(_)) => Some(None),
        (None, None) => None,
    };
    CodedStatement {
        id: Some(state.id.clone()),
        start: state.start,
        end: state.end,
        text: state.text.clone(),
        kind: None,
        speaker,
        actors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_cover_the_words_and_stop_at_spans() {
        let spans = [Span { start: 0, end: 3, label: "neutral".into() }];
        let tokens = tokens("Kims “no”\n\n2 go", &spans);
        let texts: Vec<(&str, bool)> = tokens.iter().map(|token| (token.text.as_str(), token.space)).collect();
        let expected = [
            ("Kim", false),
            ("s", true),
            ("“", false),
            ("no", false),
            ("”", false),
            ("\n", false),
            ("\n", false),
            ("2", true),
            ("go", false),
        ];
        assert_eq!(texts, expected);
        assert_eq!(span_tokens(&spans[0], &tokens), (0, 0));
    }
}

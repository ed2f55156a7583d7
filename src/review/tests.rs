//! Each format there and back, as its tool would write it.

use serde_json::{Value, json};

use super::*;
use crate::corpus::Change;
use crate::corpus::example::{FIRST, corpus, words};
use crate::stance::Stance;
use crate::statements::StatementKind;

fn read_back(bytes: impl AsRef<[u8]>) -> Vec<Correction> {
    let reviewed = read("back", bytes.as_ref()).unwrap();
    assert!(reviewed.errors.is_empty(), "{:?}", reviewed.errors);
    reviewed.corrections
}

fn changes_of(corrections: &[Correction]) -> Vec<&Change> {
    corrections.iter().map(|correction| &correction.change).collect()
}

/// The tasks with an annotation each, as Label Studio exports them: the prediction's items, which a person then edits.
fn annotated(edit: impl Fn(&str, &mut Vec<Value>)) -> String {
    let (tasks, errors) = label_studio_tasks(&corpus());
    assert!(errors.is_empty(), "{errors:?}");
    let mut tasks: Vec<Value> = serde_json::from_str(&tasks).unwrap();
    for (number, task) in tasks.iter_mut().enumerate() {
        let mut items = task["predictions"][0]["result"].as_array().unwrap().clone();
        for item in items.iter_mut().filter(|item| item["type"] != "relation") {
            item["origin"] = json!("prediction");
        }
        edit(task["data"]["article_id"].as_str().unwrap(), &mut items);
        task["id"] = json!(number + 101);
        task["annotations"] = json!([{
            "id": number + 1, "completed_by": 7, "result": items, "was_cancelled": false, "ground_truth": false,
            "created_at": "2026-03-02T10:00:00.000000Z", "updated_at": "2026-03-02T10:05:00.000000Z", "lead_time": 61.2,
        }]);
        task["predictions"] = json!([]);
        task["inner_id"] = json!(number + 1);
    }
    Value::Array(tasks).to_string()
}

#[test]
fn label_studio_gets_regions_that_cut_out_their_words() {
    let (tasks, _) = label_studio_tasks(&corpus());
    let tasks: Vec<Value> = serde_json::from_str(&tasks).unwrap();
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for task in &tasks {
        let text = task["data"]["text"].as_str().unwrap();
        let items = task["predictions"][0]["result"].as_array().unwrap();
        let ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
        for item in items {
            *kinds.entry(item["type"].as_str().unwrap().to_owned()).or_default() += 1;
            match item["type"].as_str().unwrap() {
                "relation" => {
                    assert!(ids.contains(&item["from_id"].as_str().unwrap()), "{item}");
                    assert!(ids.contains(&item["to_id"].as_str().unwrap()), "{item}");
                }
                "textarea" => assert!(item["value"]["text"].is_array(), "{item}"),
                _ => {
                    let place = |end: &str| item["value"][end].as_u64().unwrap() as usize;
                    assert_eq!(cut(text, place("start"), place("end")), item["value"]["text"].as_str().unwrap());
                    // Every control is one of the configuration.
                    assert!(LABEL_STUDIO_CONFIG.contains(&format!("name=\"{}\"", item["from_name"].as_str().unwrap())));
                }
            }
        }
    }
    let kinds: Vec<(&str, usize)> = kinds.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    // Three statements, speakers and cues, four actors; kinds and stances; names; links.
    assert_eq!(kinds, [("choices", 7), ("labels", 13), ("relation", 7), ("textarea", 7)]);
}

#[test]
fn regions_of_label_studio_are_told_apart_by_their_ids() {
    let mut corpus = corpus();
    corpus.actors[1].id = "cue".into();
    let (tasks, _) = label_studio_tasks(&corpus);
    let tasks: Vec<Value> = serde_json::from_str(&tasks).unwrap();
    for task in &tasks {
        let items = task["predictions"][0]["result"].as_array().unwrap();
        let regions = items.iter().filter(|item| item["type"] == "labels");
        let mut ids: Vec<&str> = regions.map(|item| item["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    }
}

#[test]
fn an_article_without_its_text_is_named() {
    let mut corpus = corpus();
    corpus.articles[1].text = None;
    let (tasks, errors) = label_studio_tasks(&corpus);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&tasks).unwrap().len(), 1);
    assert_eq!(errors[0].to_string(), "host: expected the article's text, found none: it was not kept");
}

#[test]
fn what_nobody_changed_is_no_correction() {
    assert_eq!(read_back(annotated(|_, _| {})), []);
    assert_eq!(read_back(label_studio_tasks(&corpus()).0), []);
    assert_eq!(read_back(prodigy_tasks(&corpus())), []);
    assert_eq!(
        read_back(prodigy_tasks(&corpus()).replace("\"standpoint\"", "\"answer\":\"accept\",\"standpoint\"")),
        []
    );
    assert_eq!(read_back(sheet(&corpus())), []);
}

#[test]
fn label_studio_gives_back_every_kind_of_change() {
    let back = annotated(|article, items| {
        if article == "host" {
            // The coder threw the statement away.
            items.clear();
            return;
        }
        for item in items.iter_mut() {
            let of = |id: &str| item["id"] == id;
            match item["from_name"].as_str() {
                Some("stance") if of("grain-s001-kestonia") => item["value"]["choices"] = json!(["unfavorable"]),
                Some("name") if of("grain-s002-kestonia") => item["value"]["text"] = json!(["Orrin"]),
                Some("kind") if of("grain-s001") => item["value"]["choices"] = json!(["mixed"]),
                _ => {}
            }
        }
        // The second statement lost its speaker; a third was drawn, with an actor inside it and no relation.
        items.retain(|item| {
            item["type"] != "relation" || item["from_id"] != "grain-s002" || item["labels"][0] != "said by"
        });
        let missed = words(FIRST, "the mayor of Lund");
        let lund = words(FIRST, "Lund");
        for (id, words, label) in [("x1", &missed, "statement"), ("x2", &lund, "actor")] {
            items.push(json!({
                "id": id, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
                "value": { "start": words.start, "end": words.end, "text": words.text, "labels": [label] },
            }));
        }
        items.push(json!({
            "id": "x2", "from_name": "stance", "to_name": "text", "type": "choices", "origin": "manual",
            "value": { "start": lund.start, "end": lund.end, "text": "Lund", "choices": ["neutral"] },
        }));
    });
    let corrections = read_back(back);
    let found = changes_of(&corrections);
    assert_eq!(found.len(), 8, "{found:#?}");
    assert_eq!(*found[0], Change::Kind(StatementKind::Mixed));
    assert_eq!(*found[1], Change::Stance { actor: "kestonia".into(), stance: Stance::Unfavorable });
    assert_eq!(*found[2], Change::Speaker(None));
    assert_eq!(*found[3], Change::NotAbout { actor: "kestonia".into() });
    assert!(matches!(found[4], Change::About { actor, .. } if actor == "Orrin"));
    assert_eq!(*found[5], Change::NewStatement { kind: StatementKind::Direct });
    assert!(matches!(found[6], Change::About { actor, .. } if actor == "Lund"));
    assert_eq!(*found[7], Change::NoStatement);
    assert_eq!(corrections[0].coder.as_deref(), Some("7"));
    assert_eq!(corrections[0].record, "back, task 101");
    let mut corpus = corpus();
    assert_eq!(corpus.apply(&corrections), []);
    assert_eq!(corpus.statements.len(), 3);
}

#[test]
fn a_region_that_was_moved_is_new_bounds() {
    let back = annotated(|article, items| {
        for item in items.iter_mut().filter(|item| article == "grain" && item["id"] == "grain-s001") {
            item["value"]["end"] = json!(item["value"]["end"].as_u64().unwrap() - 1);
        }
    });
    let corrections = read_back(back);
    let Change::Bounds { text, .. } = &corrections[0].change else { panic!("{corrections:?}") };
    assert_eq!((corrections.len(), text.as_str()), (1, "“Orrin has won, and Kestonia knows it,"));
}

#[test]
fn prodigy_spans_are_on_tokens_and_inside_the_text() {
    let mut corpus = corpus();
    corpus.articles[1].date = None;
    for line in prodigy_tasks(&corpus).lines() {
        let task: Value = serde_json::from_str(line).unwrap();
        let tokens = task["tokens"].as_array().unwrap();
        let spans = task["spans"].as_array().unwrap();
        for span in spans {
            let token = |end: &str| &tokens[span[end].as_u64().unwrap() as usize];
            assert_eq!((&token("token_start")["start"], &token("token_end")["end"]), (&span["start"], &span["end"]));
        }
        for relation in task["relations"].as_array().unwrap() {
            assert_eq!(relation["head"], relation["head_span"]["token_end"]);
            assert_eq!(relation["head_span"]["label"], "speaker");
            assert!(spans.contains(&relation["child_span"]), "{relation}");
        }
        assert!(task["meta"].as_object().unwrap().values().all(Value::is_string), "{}", task["meta"]);
        let text = task["text"].as_str().unwrap();
        for (id, token) in tokens.iter().enumerate() {
            let place = |end: &str| token[end].as_u64().unwrap() as usize;
            assert_eq!(cut(text, place("start"), place("end")), token["text"].as_str().unwrap());
            assert_eq!(token["id"], id);
        }
    }
}

#[test]
fn prodigy_gives_back_labels_speakers_and_rejections() {
    let mut lines = Vec::new();
    for (number, line) in prodigy_tasks(&corpus()).lines().enumerate() {
        let mut task: Value = serde_json::from_str(line).unwrap();
        task["_input_hash"] = json!(-1_734_422_011 + number as i64);
        task["_annotator_id"] = json!("2026-03-02-anna");
        task["_view_id"] = json!("relations");
        task["answer"] = json!("accept");
        let spans = task["spans"].as_array_mut().unwrap();
        match number {
            0 => spans
                .iter_mut()
                .filter(|span| span["label"] == "favorable")
                .for_each(|span| span["label"] = json!("mixed")),
            1 => spans.retain(|span| span["label"] != "speaker"),
            _ => task["answer"] = json!("reject"),
        }
        lines.push(task.to_string());
    }
    let corrections = read_back(lines.join("\n"));
    let found = changes_of(&corrections);
    assert_eq!(*found[0], Change::Stance { actor: "orrin".into(), stance: Stance::Mixed });
    assert_eq!(*found[1], Change::Speaker(None));
    assert_eq!((found[2], found.len()), (&Change::NoStatement, 3));
    assert_eq!(corrections[0].coder.as_deref(), Some("2026-03-02-anna"));
}

/// The sheet with some cells of its rows filled: (row, column, value).
fn filled(cells: &[(usize, &str, &str)]) -> Vec<u8> {
    let bytes = sheet(&corpus());
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for (number, row) in reader.records().map(std::result::Result::unwrap).enumerate() {
        let value =
            |column: &str| cells.iter().find(|(row, name, _)| *row == number && *name == column).map(|cell| cell.2);
        writer.write_record(header.iter().zip(&row).map(|(column, cell)| value(column).unwrap_or(cell))).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn a_sheet_gives_back_what_its_coder_filled() {
    let corrections = read_back(filled(&[
        (0, "new_stance", "Mixed"),
        (0, "coder", "anna"),
        (0, "note", "irony"),
        (1, "new_actor", "Orrin"),
        (2, "new_speaker", "unknown"),
        (3, "action", "remove statement"),
    ]));
    let found = changes_of(&corrections);
    assert_eq!(*found[0], Change::Stance { actor: "orrin".into(), stance: Stance::Mixed });
    assert_eq!((corrections[0].coder.as_deref(), corrections[0].note.as_deref()), (Some("anna"), Some("irony")));
    assert_eq!(*found[1], Change::NotAbout { actor: "kestonia".into() });
    assert!(matches!(found[2], Change::About { actor, stance: Stance::Neutral, .. } if actor == "Orrin"));
    assert_eq!((found[3], found[4], found.len()), (&Change::Speaker(None), &Change::NoStatement, 5));
}

#[test]
fn formulas_stay_words() {
    let mut corpus = corpus();
    corpus.statements[1].words.text = "=SUM(A1)".into();
    let bytes = String::from_utf8(sheet(&corpus)).unwrap();
    assert!(bytes.contains(",'=SUM(A1),"), "{bytes}");
    let row = bytes.lines().find(|line| line.contains("'=SUM")).unwrap();
    let marked = row.strip_suffix(",,,,,,").unwrap().to_owned() + ",neutral,,,,,";
    let back = format!("{}\n{marked}\n", bytes.lines().next().unwrap());
    assert_eq!(read_back(back)[0].text, "=SUM(A1)");
}

#[test]
fn what_is_wrong_is_named_with_its_record() {
    struct Case {
        back: Vec<u8>,
        says: &'static str,
    }
    let cases = [
        Case {
            back: filled(&[(1, "new_stance", "bad")]),
            says: "back, row 3: expected one of unfavorable, neutral, favorable, mixed in new_stance, found \"bad\"",
        },
        Case { back: filled(&[(0, "action", "drop")]), says: "back, row 2: expected an action: empty, `remove row`" },
        Case {
            back: filled(&[(0, "new_stance", "neutral"), (0, "start", "soon")]),
            says: "back, row 2: expected a number in start, found \"soon\"",
        },
        Case {
            back: b"[{\"id\":5,\"data\":{\"text\":\"x\"}}]".to_vec(),
            says: "back, task 5: expected a task of `standpoint export",
        },
        Case {
            back: b"{\"text\":\"x\"}\n".to_vec(),
            says: "back, line 1: expected a task of `standpoint export --format prodigy`",
        },
        Case { back: b"{\"change\":\"none\"}\n".to_vec(), says: "back, line 1: expected a correction, found" },
    ];
    for case in cases {
        let errors = read("back", &case.back).unwrap().errors;
        assert!(errors[0].to_string().starts_with(case.says), "{} is not {}", errors[0], case.says);
    }
    let whole: [(&[u8], &str); 4] = [
        (b"", "back: expected corrections, found an empty file"),
        (b"\xff\xfe", "back: expected UTF-8, found other bytes at 0"),
        (b"[1, 2", "back: expected a JSON array of tasks, as Label Studio exports it, found"),
        (
            b"name,stance\n",
            "back: expected a sheet of `standpoint export --format csv` with the column article_id, found",
        ),
    ];
    for (bytes, says) in whole {
        let error = read("back", bytes).unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
}

#[test]
fn a_region_that_points_nowhere_is_an_error_and_the_rest_is_taken() {
    let back = annotated(|article, items| {
        if article == "grain" {
            items[0]["value"]["end"] = json!(9_999);
            items.retain(|item| !(item["from_name"] == "stance" && item["id"] == "grain-s002-kestonia"));
        }
    });
    let reviewed = read("back", back.as_bytes()).unwrap();
    let errors: Vec<String> = reviewed.errors.iter().map(ToString::to_string).collect();
    assert!(errors[0].contains("task 101: expected a region inside the text, found "), "{errors:?}");
    assert!(errors.iter().any(|error| error.contains("expected a stance for every actor")), "{errors:?}");
    assert_eq!(reviewed.corrections, [], "nothing is thrown away because it could not be read");
}

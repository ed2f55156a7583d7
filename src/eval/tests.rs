//! Every task from file to report, on a model that knows nothing: what is counted and written does not depend on what it answers.

use std::fs;
use std::path::Path;

use ndarray::Array2;
use safetensors::tensor::{Dtype, TensorView};
use serde_json::json;

use super::*;
use crate::engine::{EncodedWindow, Engine};
use crate::model::{Heads, Manifest, Model, Tokenizer};
use crate::registry::Registry;

const HIDDEN: usize = 4;

/// Answers every token with the same vector.
struct Blank;

impl Engine for Blank {
    fn name(&self) -> &'static str {
        "blank"
    }

    fn hidden(&self) -> usize {
        HIDDEN
    }

    fn max_tokens(&self) -> usize {
        512
    }

    fn encode(&self, windows: &[EncodedWindow]) -> Result<Vec<Array2<f32>>> {
        assert!(windows.iter().all(|window| (1..=320).contains(&window.len())), "a window is too long");
        Ok(windows.iter().map(|window| Array2::ones((window.len(), HIDDEN))).collect())
    }
}

/// A pipeline whose heads are all zero: every stance is neutral, nothing is a name, a source, a cue or a content.
fn blank_pipeline() -> Pipeline {
    let tokenizer = json!({
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, "unk_token": "[UNK]"},
    });
    let shapes: [(&str, usize, usize); 12] = [
        ("tagger", 9, 1),
        ("entity", 9, 1),
        ("source_query", 2, 3),
        ("source_key", 2, 1),
        ("cue_query", 2, 3),
        ("cue_key", 2, 1),
        ("reference_query", 2, 1),
        ("reference_key", 2, 1),
        ("stance_hidden", 2, 3),
        ("stance_out", 3, 0),
        ("relation_hidden", 2, 4),
        ("relation_out", 3, 0),
    ];
    let zeros = vec![0_u8; 4096];
    let tensors = shapes.iter().flat_map(|(name, rows, parts)| {
        let columns = if *parts == 0 { 2 } else { parts * HIDDEN };
        [(format!("{name}.weight"), vec![*rows, columns]), (format!("{name}.bias"), vec![*rows])].map(
            |(name, shape)| {
                let bytes = 4 * shape.iter().product::<usize>();
                (name, TensorView::new(Dtype::F32, shape, &zeros[..bytes]).expect("the shape fits"))
            },
        )
    });
    let heads = safetensors::serialize(tensors, None).expect("tensors");
    let here = Path::new("blank");
    let model = Model::of_parts(
        Manifest::scripted(HIDDEN),
        Tokenizer::read(here, tokenizer.to_string().as_bytes()).expect("a tokenizer"),
        Heads::read(here, &heads, HIDDEN).expect("heads"),
        Box::new(Blank),
    );
    Pipeline::of_parts(model, Registry::builtin())
}

fn evaluate(task: Task, data: &str, context: bool) -> Result<Evaluation> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gold");
    fs::write(&path, data).expect("a file");
    let mut steps = Vec::new();
    let options = EvalOptions { task, data: path, context, seed: 3 };
    let evaluation = run(&options, &blank_pipeline(), &mut |done, all| steps.push((done, all)))?;
    assert_eq!(steps.last().map(|(done, all)| done == all), Some(true));
    Ok(evaluation)
}

/// A sentence far longer than a window, its target at the end.
fn long_sentence() -> String {
    let text = format!("{}Orr failed.", "and so on ".repeat(300));
    let target = json!({"from": 3000, "to": 3003, "polarity": 4.0});
    json!({"sentence_normalized": text, "targets": [target]}).to_string()
}

fn fixtures() -> [(Task, String, usize); 5] {
    let newsmtsc = format!(
        "{}\n{}\n",
        r#"{"sentence_normalized":"Zoë won.","targets":[{"from":0,"to":3,"polarity":6},{"from":4,"to":7,"polarity":2}]}"#,
        long_sentence()
    );
    let attribution = r#"{"id":"a","text":"“Zoë won,” said Abe.","attributions":[{"kind":"direct","source":[[16,19]],"cue":[[11,15]],"content":[[0,10]]}]}"#;
    let entity = "-DOCSTART- O\n\nZoë B-PER\nwon O\n\nOrr B-ORG\n\n-DOCSTART- O\n\nRain O\n";
    let reference = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\n\
                     t1\tZoë met Ann when she left.\tshe\t17\tZoë\t0\tTRUE\tAnn\t8\tFALSE\n";
    [
        (Task::Newsmtsc, newsmtsc, 3),
        (Task::Dse, "[A] met [B].\tA\tB\t3\nA met B.\tA\tB\t0\n".to_owned(), 2),
        (Task::Attribution, attribution.to_owned(), 1),
        (Task::Entity, entity.to_owned(), 2),
        (Task::Reference, reference.to_owned(), 1),
    ]
}

#[test]
fn every_task_is_found_by_its_name() {
    for task in Task::ALL {
        assert_eq!(task.name().parse::<Task>().expect("its own name"), task);
    }
    let error = "sst2".parse::<Task>().expect_err("no such task").to_string();
    assert!(error.contains("newsmtsc, dse, attribution, entity, reference") && error.contains("sst2"), "{error}");
}

#[test]
fn every_gold_item_has_a_line_and_the_same_data_give_the_same_bytes() {
    for (task, data, items) in fixtures() {
        let [first, second] = [(); 2].map(|()| evaluate(task, &data, false).expect("well formed"));
        assert_eq!((first.predictions.len(), first.report.n), (items, items), "{task}");
        assert_eq!(first.report.to_json().to_string(), second.report.to_json().to_string());
        assert_eq!(first.predictions, second.predictions);
        assert_eq!((first.report.engine, first.report.seed), ("blank", 3));
    }
}

#[test]
fn a_target_beyond_the_first_window_is_scored_alone_and_in_context() {
    let (task, data, _) = &fixtures()[0];
    let evaluation = evaluate(*task, data, true).expect("well formed");
    assert!(evaluation.predictions.iter().all(|p| p.pred == "neutral"), "{:?}", evaluation.predictions);
    let names: Vec<&str> = evaluation.report.metrics.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["f1_macro", "accuracy", "f1_pos_neg"];
    assert_eq!(names[..3], expected);
    assert_eq!(names[3..6], expected.map(|name| format!("{name}_context")));
    assert_eq!(names[6..], expected.map(|name| format!("majority_{name}")));
    // All neutral, one of three right.
    let accuracy = evaluation.report.metrics[1].1.value.expect("defined");
    assert!((accuracy - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_file_without_gold_is_an_error() {
    for task in Task::ALL {
        let error = evaluate(task, "\n", false).expect_err(task.name()).to_string();
        assert!(error.contains(&format!("expected {}, found no gold item", task.format())), "{error}");
    }
}

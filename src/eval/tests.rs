//! Every task from file to report, on a model that knows nothing: what is counted and written does not depend on what it answers.

use std::fs;
use std::path::Path;

use ndarray::Array2;
use safetensors::tensor::{Dtype, TensorView};
use serde_json::json;

use super::*;
use crate::engine::{EncodedWindow, Engine};
use crate::model::{Columns, Heads, Manifest, Model, Tokenizer};
use crate::registry::Registry;

/// As many as the heads of the attention, so that each has one.
const HIDDEN: usize = 8;

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
    // Name, outputs, and inputs in widths of the encoder.
    let shapes: [(&str, usize, usize); 22] = [
        ("tagger", 9, 1),
        ("entity", 9, 1),
        ("source_query", 2, 3),
        ("source_key", 2, 1),
        ("cue_query", 2, 3),
        ("cue_key", 2, 1),
        ("reference_query", 2, 1),
        ("reference_key", 2, 1),
        ("stance_attention.query", HIDDEN, 1),
        ("stance_attention.key", HIDDEN, 1),
        ("stance_attention.value", HIDDEN, 1),
        ("stance_hidden", HIDDEN, 4),
        ("stance_out", 3, 1),
        ("outlook_out", 3, 1),
        ("perspective_out", 2, 1),
        ("newsmtsc_hidden", HIDDEN, 3),
        ("newsmtsc_out", 3, 1),
        ("relation_attention.query", HIDDEN, 2),
        ("relation_attention.key", HIDDEN, 1),
        ("relation_attention.value", HIDDEN, 1),
        ("relation_hidden", HIDDEN, 5),
        ("relation_out", 3, 1),
    ];
    let zeros = vec![0_u8; 4096];
    let tensors = shapes.iter().flat_map(|(name, rows, parts)| {
        [(format!("{name}.weight"), vec![*rows, parts * HIDDEN]), (format!("{name}.bias"), vec![*rows])].map(
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
        Heads::read(here, heads, Columns::new(HIDDEN, None)).expect("heads"),
        Box::new(Blank),
    );
    Pipeline::of_parts(model, Registry::builtin())
}

fn evaluate(task: Task, data: &str, context: bool) -> Result<Evaluation> {
    evaluate_of(task, Task::Newsmtsc, data, context)
}

fn evaluate_of(task: Task, of: Task, data: &str, context: bool) -> Result<Evaluation> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("gold");
    fs::write(&path, data).expect("a file");
    let mut steps = Vec::new();
    let options = EvalOptions { task, data: path, of, context, seed: 3 };
    let evaluation = run(&options, &blank_pipeline(), &mut |done, all| steps.push((done, all)))?;
    assert_eq!(steps.last().map(|(done, all)| done == all), Some(true));
    Ok(evaluation)
}

fn named(evaluation: &Evaluation, name: &str) -> bootstrap::Estimate {
    evaluation.report.metrics.iter().find(|(of, _)| of == name).expect(name).1
}

/// A sentence far longer than a window, its target at the end.
fn long_sentence() -> String {
    let text = format!("{}Orr failed.", "and so on ".repeat(300));
    let target = json!({"from": 3000, "to": 3003, "polarity": 4.0});
    json!({"sentence_normalized": text, "targets": [target]}).to_string()
}

fn fixtures() -> [(Task, String, usize); 8] {
    let newsmtsc = format!(
        "{}\n{}\n",
        r#"{"sentence_normalized":"Zoë won.","targets":[{"from":0,"to":3,"polarity":6},{"from":4,"to":7,"polarity":2}]}"#,
        long_sentence()
    );
    let attribution = r#"{"id":"a","text":"“Zoë won,” said Abe.","attributions":[{"kind":"direct","source":[[16,19]],"cue":[[11,15]],"content":[[0,10]]}]}"#;
    let entity = "-DOCSTART- O\n\nZoë B-PER\nwon O\n\nOrr B-ORG\n\n-DOCSTART- O\n\nRain O\n";
    let reference = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\n\
                     t1\tZoë met Ann when she left.\tshe\t17\tZoë\t0\tTRUE\tAnn\t8\tFALSE\n";
    let quoted = r#"{"id":"001","text":"“Zoë failed,” said Abe.","statements":[{"start":0,"end":13,"fragments":[[0,13]],"actors":[
        {"id":"001.1.a","actor":"Zoë","actor_kind":"person","mentions":[[1,4]],"stance":"neutral","outlook":"none","perspective":"speaker","modality":"asserted","role":"actor","holder":null},
        {"id":"001.1.b","actor":"Abe","actor_kind":"person","mentions":[[5,11]],"stance":"mixed","outlook":"loses","perspective":"reported","modality":"possible","role":"actor","holder":null}]}]}"#;
    let seesaw = r#"{"id":"d","sentences":[{"id":0,"text":"Zoë failed Abe."}],"stances":[{"sentence":0,"holder":"None","polarity":"NEG","target":"Zoë"},{"sentence":0,"holder":"Abe","polarity":"POS","target":"Orr"}]}"#;
    [
        (Task::QuotedStance, quoted.replace('\n', ""), 2),
        (Task::HolderTarget, seesaw.to_owned(), 2),
        // 59 templates, each with twelve pairs of names, and no name of the list in the article.
        (Task::Swap, attribution.to_owned(), 12 * 59),
        (Task::Newsmtsc, newsmtsc, 3),
        (Task::Dse, "[A] met [B].\tA\tB\t3\nA met B.\tA\tB\t0\n".to_owned(), 2),
        (Task::Attribution, attribution.to_owned(), 1),
        (Task::Entity, entity.to_owned(), 2),
        (Task::Reference, reference.to_owned(), 1),
    ]
}

fn data_of(task: Task) -> String {
    fixtures().into_iter().find(|(of, ..)| *of == task).expect("every task but calibration has data").1
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
    let data = &data_of(Task::Newsmtsc);
    let evaluation = evaluate(Task::Newsmtsc, data, true).expect("well formed");
    assert!(evaluation.predictions.iter().all(|p| p.pred == "neutral"), "{:?}", evaluation.predictions);
    let names: Vec<&str> = evaluation.report.metrics.iter().map(|(name, _)| name.as_str()).collect();
    let expected = ["f1_macro", "accuracy", "f1_pos_neg"];
    assert_eq!(names[..3], expected);
    assert_eq!(names[3..6], expected.map(|name| format!("{name}_context")));
    let kinds = ["quoted", "unquoted", "person", "state", "organisation"];
    assert_eq!(names[6..11], kinds.map(|name| format!("f1_macro_{name}")));
    for (names, of) in names[11..].chunks(3).zip(["codebook_", "majority_", "lexicon_"]) {
        assert_eq!(names, expected.map(|name| format!("{of}{name}")));
    }
    assert_eq!(names.len(), 20);
    // All neutral, one of three right.
    let accuracy = evaluation.report.metrics[1].1.value.expect("defined");
    assert!((accuracy - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_file_without_gold_is_an_error() {
    for task in Task::ALL {
        let error = evaluate(task, "\n", false).expect_err(task.name()).to_string();
        let format = if task == Task::Calibration { Task::Newsmtsc } else { task }.format();
        assert!(error.contains(&format!("expected {format}, found no gold item")), "{error}");
    }
}

#[test]
fn a_pair_that_is_not_found_is_wrong_in_the_predictions_and_lowers_the_coverage() {
    let evaluation = evaluate(Task::HolderTarget, &data_of(Task::HolderTarget), false).expect("well formed");
    assert_eq!((&evaluation.predictions[1].pred, evaluation.predictions[1].start), (&serde_json::Value::Null, None));
    assert_eq!((named(&evaluation, "coverage").value, named(&evaluation, "f1_micro").n), (Some(0.5), 1));
    // "failed" decides, and it is right.
    assert_eq!(named(&evaluation, "lexicon_f1_micro").value, Some(1.0));
    // A model that knows nothing finds no statement.
    assert_eq!((named(&evaluation, "triple_f1").value, named(&evaluation, "triple_f1").n), (Some(0.0), 2));
}

#[test]
fn a_mixed_row_is_in_a_figure_of_its_own() {
    let evaluation = evaluate(Task::QuotedStance, &data_of(Task::QuotedStance), false).expect("well formed");
    assert_eq!((named(&evaluation, "accuracy").value, named(&evaluation, "accuracy").n), (Some(1.0), 1));
    assert_eq!((named(&evaluation, "mixed_found").value, named(&evaluation, "mixed_found").n), (Some(0.0), 1));
    // The quotation is a statement for its marks; the model finds no name in it.
    assert_eq!((named(&evaluation, "found").value, named(&evaluation, "found").n), (Some(0.0), 2));
    assert_eq!(named(&evaluation, "modality_f1_macro").n, 2);
}

#[test]
fn a_model_that_sees_no_name_does_not_drift() {
    let evaluation = evaluate(Task::Swap, &data_of(Task::Swap), false).expect("well formed");
    // All scores are the same: there is no unit to measure in.
    assert_eq!((named(&evaluation, "drift").value, named(&evaluation, "drift").n), (None, 12 * 59));
    assert_eq!((named(&evaluation, "flips").value, named(&evaluation, "flips_articles").value), (Some(0.0), None));
}

#[test]
fn calibration_examines_the_task_it_is_asked_about() {
    for (of, n) in
        [(Task::Newsmtsc, 3), (Task::Dse, 1), (Task::Reference, 1), (Task::Entity, 2), (Task::HolderTarget, 1)]
    {
        let evaluation = evaluate_of(Task::Calibration, of, &data_of(of), false).expect("well formed");
        assert_eq!((evaluation.report.n, evaluation.report.of), (n, Some(of)), "{of}");
        assert_eq!(named(&evaluation, "ece").n, n);
        assert!(evaluation.predictions.len() >= n);
    }
    // Three items of a third each, one right.
    let evaluation = evaluate(Task::Calibration, &data_of(Task::Newsmtsc), false).expect("well formed");
    let value = |name: &str| named(&evaluation, name).value.expect(name);
    assert!(
        value("ece") < 1e-5 && (value("brier") - 2.0 / 3.0).abs() < 1e-5 && (value("nll") - 3f64.ln()).abs() < 1e-5
    );
    assert_eq!((value("coverage"), named(&evaluation, "accuracy_covered").value), (0.0, None));
    for of in [Task::Attribution, Task::Swap, Task::Calibration] {
        let error = evaluate_of(Task::Calibration, of, "\n", false).expect_err(of.name()).to_string();
        assert!(error.starts_with("--of: expected newsmtsc, dse,") && error.contains(of.name()), "{error}");
    }
}

//! `standpoint eval` as its users run it: every task on a few lines of data, in each form of its output.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

const NEWSMTSC: &str = concat!(
    r#"{"primary_gid":"p1","sentence_normalized":"“Orr failed again,” said Zoë Lund, whom everybody admires.","targets":[{"Input.gid":"g1","from":1,"to":4,"mention":"Orr","polarity":2.0},{"Input.gid":"g2","from":25,"to":33,"mention":"Zoë Lund","polarity":6.0}]}"#,
    "\n",
    r#"{"primary_gid":"p2","sentence_normalized":"Orr met Lund in Oslo.","targets":[{"from":"0","to":"3","mention":"Orr","polarity":"4.0"}]}"#,
    "\n",
);
const POLNEAR: &str = concat!(
    r#"{"id":"a","text":"“Russia has failed,” said Abe Orr.\n\nOrr said that Iran would do better.","attributions":[{"id":"E1","kind":"direct","source":[[26,33]],"cue":[[21,25]],"content":[[0,20]]},{"id":"E2","kind":"indirect","source":[[36,39]],"cue":[[40,44]],"content":[[45,70]]}]}"#,
    "\n",
);

fn standpoint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("STANDPOINT_")) {
        command.env_remove(name);
    }
    command.arg("eval");
    command
}

/// A folder with data files.
struct Desk(TempDir);

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| fs::write(desk.path(name), text).unwrap());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn eval(&self, args: &[&str]) -> Command {
        let mut command = standpoint();
        command.current_dir(self.0.path()).args(args);
        command
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.eval(args).arg("--json").assert().code(0).stderr("").get_output().stdout.clone();
        serde_json::from_slice(&output).unwrap()
    }
}

#[test]
fn one_object_has_the_keys_of_the_contract() {
    let desk = Desk::with(&[("gold.jsonl", NEWSMTSC)]);
    let report = desk.json(&["newsmtsc", "--data", "gold.jsonl"]);
    let keys: Vec<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["task", "n", "metrics", "model", "model_sha256", "engine", "data_sha256", "seed"]);
    assert_eq!((&report["task"], &report["n"]), (&"newsmtsc".into(), &3.into()));
    for metric in ["f1_macro", "f1_macro_quoted", "f1_macro_unquoted", "majority_f1_macro", "lexicon_f1_macro"] {
        let found = &report["metrics"][metric];
        assert!(found["value"].is_number() && found.get("low").is_some() && found.get("high").is_some(), "{metric}");
    }
    assert_eq!(report, desk.json(&["newsmtsc", "--data", "gold.jsonl", "--threads", "1"]));
}

#[test]
fn every_gold_item_is_in_the_predictions_and_the_figures_in_the_csv() {
    let desk = Desk::with(&[("gold.jsonl", NEWSMTSC)]);
    let args = ["newsmtsc", "--data", "gold.jsonl", "--predictions", "lines.jsonl", "--out", "figures.csv"];
    desk.eval(&args).assert().code(0).stdout(contains("newsmtsc, 3 gold items"));
    let lines = fs::read_to_string(desk.path("lines.jsonl")).unwrap();
    let ids: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["g1", "g2", "p2#0"]);
    let keys = r#"{"id":"g1","gold":"unfavorable","pred":""#;
    assert!(lines.starts_with(keys) && lines.lines().next().unwrap().ends_with(r#","start":1,"end":4}"#), "{lines}");
    let figures = fs::read_to_string(desk.path("figures.csv")).unwrap();
    assert!(figures.starts_with("task,metric,value,low,high,n,model,"), "{figures}");
    assert!(figures.contains("\nnewsmtsc,lexicon_accuracy,"), "{figures}");
}

#[test]
fn calibration_is_of_the_task_that_is_asked_for() {
    let desk = Desk::with(&[("gold.jsonl", NEWSMTSC)]);
    let report = desk.json(&["calibration", "--data", "gold.jsonl"]);
    assert_eq!((&report["task"], &report["of"], &report["n"]), (&"calibration".into(), &"newsmtsc".into(), &3.into()));
    for metric in ["ece", "ece_cross_fitted", "brier", "nll", "coverage", "aurc"] {
        assert!(report["metrics"][metric]["value"].is_number(), "{metric}");
    }
    let refused = contains("--of: expected newsmtsc, dse,").and(contains("attribution"));
    desk.eval(&["calibration", "--data", "gold.jsonl", "--of", "attribution"]).assert().code(2).stderr(refused);
}

#[test]
fn swap_draws_the_same_pairs_for_the_same_seed() {
    let desk = Desk::with(&[("dev.jsonl", POLNEAR)]);
    let report = desk.json(&["swap", "--data", "dev.jsonl", "--predictions", "one.jsonl"]);
    assert_eq!(report, desk.json(&["swap", "--data", "dev.jsonl"]));
    assert!(report["metrics"]["drift_templates"]["value"].is_number(), "{report}");
    let lines = fs::read_to_string(desk.path("one.jsonl")).unwrap();
    assert!(lines.contains(r#""id":"a/E1/Russia>"#) && lines.contains(r#""id":"a/E2/Iran>"#), "{lines}");
    desk.json(&["swap", "--data", "dev.jsonl", "--seed", "2", "--predictions", "two.jsonl"]);
    assert_ne!(lines, fs::read_to_string(desk.path("two.jsonl")).unwrap());
}

#[test]
fn the_gold_set_of_the_repository_is_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/quoted-stance/tune.jsonl");
    let desk = Desk::with(&[]);
    let report = desk.json(&["quoted-stance", "--data", &data.display().to_string()]);
    assert!(report["n"].as_u64().unwrap() > 200, "{report}");
    for metric in ["f1_macro", "outlook_f1_macro", "perspective_f1", "modality_f1_macro", "found", "e2e_accuracy"] {
        assert!(report["metrics"][metric]["value"].is_number(), "{metric}");
    }
}

#[test]
fn a_file_of_another_form_is_refused_with_its_line() {
    struct Case {
        task: &'static str,
        text: &'static str,
        says: &'static str,
    }
    let cases = [
        Case { task: "newsmtsc", text: POLNEAR, says: "line 1: expected an object with sentence_normalized" },
        Case { task: "dse", text: NEWSMTSC, says: "line 1: expected sentence with [p] and [q]" },
        Case { task: "attribution", text: NEWSMTSC, says: "line 1: expected an object with text and attributions" },
        Case { task: "swap", text: NEWSMTSC, says: "line 1: expected an object with text and attributions" },
        Case { task: "entity", text: NEWSMTSC, says: "line 1: expected O, or B- or I- with PER, ORG, LOC or MISC" },
        Case { task: "reference", text: NEWSMTSC, says: "line 1: expected a header with ID, Text" },
        Case { task: "quoted-stance", text: POLNEAR, says: "line 1: expected an object with id, text and statements" },
        Case { task: "holder-target", text: POLNEAR, says: "line 1: expected an object with sentences" },
        Case { task: "calibration", text: POLNEAR, says: "line 1: expected an object with sentence_normalized" },
    ];
    for Case { task, text, says } in cases {
        let desk = Desk::with(&[("gold", text)]);
        let one_line = |text: &str| text.lines().count() == 1 && text.starts_with("error: gold, ");
        let error = contains(says).and(contains("found ")).and(predicate::function(one_line));
        desk.eval(&[task, "--data", "gold"]).assert().code(2).stdout("").stderr(error);
    }
    let desk = Desk::with(&[]);
    desk.eval(&["newsmtsc", "--data", "gold"]).assert().code(2).stderr(contains("gold: cannot read"));
    desk.eval(&["sst2", "--data", "gold"]).assert().code(2).stderr(contains("quoted-stance, holder-target, swap"));
}

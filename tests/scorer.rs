//! `score --scorer`: the tiny random checkpoints of `tests/data/checkpoints` under every order of their labels.
#![cfg(feature = "rust-bert")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const TEXT: &str = "“The deal was a disaster for Kestonia, and Orrin will gain money from it,” said Ilse Brandt.\n\n\
    “The minister failed the port,” said Tomas Varga.";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.0.path().join("a.txt"), TEXT).unwrap();
        desk
    }

    /// A checkpoint whose logits have these labels.
    fn classifier(&self, name: &str, labels: &[&str]) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/checkpoints").join(name);
        let to = self.0.path().join("classifier");
        fs::create_dir_all(&to).unwrap();
        for file in ["config.json", "tokenizer.json", "model.safetensors"] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
        let mut config: serde_json::Value = serde_json::from_slice(&fs::read(to.join("config.json")).unwrap()).unwrap();
        let map: serde_json::Map<_, _> = labels.iter().enumerate().map(|(n, l)| (n.to_string(), (*l).into())).collect();
        config["id2label"] = map.into();
        config.as_object_mut().unwrap().remove("label2id");
        fs::write(to.join("config.json"), config.to_string()).unwrap();
    }

    fn score(&self, flags: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
        command.current_dir(self.0.path()).args(["score", "a.txt", "--model", "classifier"]).args(flags);
        command.output().unwrap()
    }

    fn rows(&self, flags: &[&str]) -> Vec<BTreeMap<String, String>> {
        let run = self.score(flags);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let mut reader = csv::Reader::from_reader(run.stdout.as_slice());
        reader.deserialize().map(Result::unwrap).collect()
    }
}

const NLI: [&str; 6] = ["--scorer", "nli", "--hypothesis", "{actor} will benefit", "--hypothesis", "The deal is good"];

#[test]
fn every_order_of_three_labels_gives_each_its_own_probability() {
    let desk = Desk::new();
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let (names, columns) = (["entailment", "neutral", "contradiction"], ["p_agree", "p_neutral", "p_disagree"]);
    let mut seen: Option<Vec<Vec<String>>> = None;
    for order in orders {
        desk.classifier("bert-3", &order.map(|n| names[n]));
        let rows = desk.rows(&NLI);
        // By the place of the logit: the same whatever it is called.
        let places: Vec<Vec<String>> =
            rows.iter().map(|row| order.iter().map(|n| row[columns[*n]].clone()).collect()).collect();
        assert!(!places.is_empty());
        assert_eq!(seen.get_or_insert_with(|| places.clone()), &places, "{order:?}");
        for row in &rows {
            let sum: f64 = columns.iter().map(|name| row[*name].parse::<f64>().unwrap()).sum();
            assert!((sum - 1.0).abs() < 2e-4, "{row:?}");
            let asked = if row["actor"].is_empty() {
                "The deal is good".to_owned()
            } else {
                format!("{} will benefit", row["actor"])
            };
            assert_eq!(row["hypothesis"], asked);
        }
    }
}

#[test]
fn two_classes_measure_no_disagreement() {
    let desk = Desk::new();
    let mut seen: Option<Vec<f64>> = None;
    for (labels, first) in [(["entailment", "not_entailment"], true), (["not_entailment", "entailment"], false)] {
        desk.classifier("deberta-v3-2", &labels);
        let rows = desk.rows(&NLI);
        assert!(rows.iter().all(|row| row["p_disagree"].is_empty() && row["p_neutral"].is_empty()));
        let of = |row: &BTreeMap<String, String>| row["p_agree"].parse::<f64>().unwrap();
        let agree: Vec<f64> = rows.iter().map(|row| if first { of(row) } else { 1.0 - of(row) }).collect();
        let before = seen.get_or_insert_with(|| agree.clone());
        assert!(before.iter().zip(&agree).all(|(a, b)| (a - b).abs() < 1.1e-4), "{before:?} {agree:?}");
    }
}

#[test]
fn claims_are_a_table_of_the_folder_whatever_the_threads() {
    let desk = Desk::new();
    desk.classifier("roberta-3", &["contradiction", "neutral", "entailment"]);
    let read = |out: &str, threads: &str| {
        let run = desk.score(&[&NLI[..], &["--out", out, "--threads", threads]].concat());
        assert!(run.status.success() && run.stdout.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
        fs::read_to_string(desk.0.path().join(out).join("claims.csv")).unwrap()
    };
    let [one, three] = [read("one", "1"), read("three", "3")];
    assert_eq!(one, three);
    let header = "article_id,statement_id,speaker_id,speaker,actor_id,actor,hypothesis,p_agree,p_disagree,p_neutral\n";
    assert!(one.starts_with(header) && one.contains("Ilse Brandt"), "{one}");
    let run: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.0.path().join("one/run.json")).unwrap()).unwrap();
    assert_eq!((&run["model"], &run["options"]["scorer"]), (&"standpoint-small".into(), &"nli".into()));
}

#[test]
fn a_sentiment_classifier_is_a_baseline() {
    let desk = Desk::new();
    desk.classifier("distilbert-2", &["NEGATIVE", "POSITIVE"]);
    let rows = desk.rows(&["--scorer", "sentiment"]);
    assert!(!rows.is_empty());
    for row in rows {
        let of = |name: &str| row[name].parse::<f64>().unwrap();
        assert!(
            (of("p_positive") - of("p_negative") - of("score")).abs() < 2e-4 && row["p_neutral"].is_empty(),
            "{row:?}"
        );
        assert!(TEXT.contains(&row["evidence"]) && !row["evidence"].is_empty());
    }
}

#[test]
fn what_does_not_fit_is_one_error() {
    struct Case {
        labels: &'static [&'static str],
        flags: &'static [&'static str],
        said: &'static str,
    }
    let three = &["entailment", "neutral", "contradiction"];
    let cases = [
        Case {
            labels: &["A", "B", "C"],
            flags: &NLI,
            said: "expected labels entailment, contradiction and neutral, or entailment and not_entailment, found A, B, C",
        },
        Case { labels: three, flags: &["--scorer", "sentiment"], said: "expected labels negative and positive" },
        Case { labels: three, flags: &["--scorer", "nli"], said: "at least one --hypothesis" },
        Case { labels: three, flags: &["--hypothesis", "x"], said: "--hypothesis is for --scorer nli" },
        Case { labels: three, flags: &["--scorer", "nli", "--hypothesis", "x", "--format", "jsonl"], said: "as CSV" },
        Case {
            labels: three,
            flags: &["--scorer", "nli", "--hypothesis", "x", "--statement-model", "none"],
            said: "no model \"none\"",
        },
    ];
    for case in cases {
        let desk = Desk::new();
        desk.classifier("bert-3", case.labels);
        let run = desk.score(case.flags);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!((run.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains(case.said), "{said}");
    }
}

//! The program as its users run it: exit codes, messages, files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

const STATEMENT: &str = "“The deal was a disaster for Kestonia,” said Ilse Brandt, an analyst at the Calder Institute.";
const OTHER: &str =
    "The mayor spoke on Monday.\n\n“Orrin has won — and Kestonia knows it,” said Zoë Varga, the mayor of Lund.";
const SPANISH: &str = "El alcalde dijo el lunes que el puente no se abrirá este año, y que los vecinos tendrán que esperar \
    hasta el verano. Los concejales respondieron que nadie les había consultado y que votarán en contra del presupuesto.";

/// The program, without what the environment of the tests may ask of it.
fn standpoint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("STANDPOINT_")) {
        command.env_remove(name);
    }
    command
}

fn shipped_model() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/standpoint-small")
}

/// A folder with input files.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, bytes)| fs::write(desk.path(name), bytes).unwrap());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// `score` of some of its files.
    fn score(&self, inputs: &[&str]) -> Command {
        let mut command = standpoint();
        command.current_dir(self.folder.path()).arg("score").args(inputs);
        command
    }

    /// A copy of the shipped model, to be damaged.
    fn model(&self) -> PathBuf {
        let copy = self.path("model");
        fs::create_dir(&copy).unwrap();
        for entry in fs::read_dir(shipped_model()).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
            }
        }
        copy
    }
}

/// The rows of a CSV file as lists of cells, without the header.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_table_is_printed_without_a_folder() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes())]);
    let table = contains("disaster").and(contains("Ilse Brandt")).and(contains("Scores run from -1"));
    desk.score(&["a.txt"]).assert().code(0).stdout(table).stderr("");
}

#[test]
fn a_folder_gets_every_table_with_its_columns() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes()), ("b.html", format!("<p>{OTHER}</p>").as_bytes())]);
    desk.score(&["a.txt", "b.html", "--out", "out", "--bom"]).assert().code(0).stdout("").stderr("");
    let headers = [
        ("articles.csv", "article_id,title,date,outlet,author,language,n_statements"),
        (
            "statements.csv",
            "article_id,statement_id,kind,text,start,end,fragments,speaker_id,speaker,speaker_kind,speaker_role,\
             speaker_affiliation,speaker_mention,speaker_start,speaker_end,cue,cue_start,cue_end,content_confidence,\
             speaker_confidence",
        ),
        (
            "stances.csv",
            "article_id,statement_id,speaker_id,speaker,actor_id,actor,actor_kind,mention,mention_start,mention_end,\
             n_mentions,mention_role,stance,score,p_unfavorable,p_neutral,p_favorable,abstained,outlook,perspective,\
             holder,modality,evidence,evidence_start,evidence_end",
        ),
        (
            "summary.csv",
            "speaker_id,speaker,actor_id,actor,n_statements,n_articles,n_abstained,mean_score,ci_low,ci_high,\
             share_favorable,share_neutral,share_unfavorable",
        ),
        ("errors.csv", "input,record,error"),
    ];
    for (file, header) in headers {
        let text = desk.read(&format!("out/{file}"));
        assert_eq!(text.strip_prefix('\u{feff}').and_then(|text| text.lines().next()), Some(header), "{file}");
    }
    let run: serde_json::Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    assert_eq!((&run["counts"]["articles"], &run["model"]), (&2.into(), &"standpoint-small".into()));
    assert!(desk.path("out/text/b.txt").is_file() && !desk.path("out/text/a.txt").exists());
}

#[test]
fn offsets_count_the_code_points_of_the_input() {
    let desk = Desk::with(&[("b.txt", OTHER.as_bytes())]);
    desk.score(&["b.txt", "--out", "out"]).assert().code(0);
    let chars: Vec<char> = OTHER.chars().collect();
    let statements = rows(&desk.read("out/statements.csv"));
    assert!(!statements.is_empty());
    for row in statements {
        let (start, end): (usize, usize) = (row[4].parse().unwrap(), row[5].parse().unwrap());
        assert_eq!(chars[start..end].iter().collect::<String>(), row[3]);
    }
}

struct Case {
    name: &'static str,
    bytes: &'static [u8],
    flags: &'static [&'static str],
    said: &'static str,
}

#[test]
fn one_bad_input_is_one_line_and_the_rest_are_written() {
    let cases = [
        Case { name: "binary.txt", bytes: b"\x7fELF\x02\x01\0\0\0\0", flags: &[], said: "a text" },
        Case { name: "empty.txt", bytes: b"", flags: &[], said: "an empty file" },
        Case {
            name: "cut.txt",
            bytes: "“Yes,” said Zoë. “No,” said Zoë. And Zo\u{eb}".as_bytes().split_last().unwrap().1,
            flags: &[],
            said: "cut inside a character",
        },
        Case {
            name: "spanish.txt",
            bytes: SPANISH.as_bytes(),
            flags: &[],
            said: "expected English text, found Spanish",
        },
        Case {
            name: "table.csv",
            bytes: b"text\nOne said yes.\n",
            flags: &["--text-column", "body"],
            said: "a column \"body\"",
        },
    ];
    for Case { name, bytes, flags, said } in cases {
        let desk = Desk::with(&[("good.txt", STATEMENT.as_bytes()), (name, bytes)]);
        let one_line = |text: &str| text.lines().count() == 1 && text.starts_with("error: ");
        let error = contains(said).and(contains(name)).and(predicate::function(one_line));
        desk.score(&[name, "good.txt", "--out", "out"]).args(flags).assert().code(1).stderr(error);
        assert_eq!(rows(&desk.read("out/articles.csv")).len(), 1, "{name}");
        let errors = rows(&desk.read("out/errors.csv"));
        assert!(errors.len() == 1 && errors[0][0] == name && errors[0][2].contains(said), "{errors:?}");
        desk.score(&[name]).args(flags).assert().code(2).stderr(contains(said));
    }
}

#[test]
fn a_missing_file_fails_alone() {
    let desk = Desk::with(&[("good.txt", STATEMENT.as_bytes())]);
    desk.score(&["none.txt", "good.txt"]).assert().code(1).stderr(contains("none.txt: cannot read"));
    desk.score(&["none.txt"]).assert().code(2).stdout("").stderr(contains("none.txt: cannot read"));
}

#[test]
fn other_languages_are_read_on_request() {
    let desk = Desk::with(&[("spanish.txt", SPANISH.as_bytes())]);
    desk.score(&["spanish.txt", "--any-language"]).assert().code(0);
    desk.score(&["spanish.txt"]).env("STANDPOINT_ANY_LANGUAGE", "1").assert().code(0);
    desk.score(&["spanish.txt"]).env("STANDPOINT_ANY_LANGUAGE", "0").assert().code(2);
}

#[test]
fn a_broken_line_between_good_ones_is_passed_over() {
    let line = |id: &str| serde_json::json!({ "id": id, "text": STATEMENT }).to_string();
    let lines = format!("{}\n{{\"id\": \"b\", \"text\": \"cut\n{}\n", line("a"), line("c"));
    let desk = Desk::with(&[("news.jsonl", lines.as_bytes())]);
    desk.score(&["news.jsonl", "--out", "out"]).assert().code(1).stderr(contains("line 2"));
    let ids: Vec<String> = rows(&desk.read("out/articles.csv")).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(rows(&desk.read("out/errors.csv"))[0][1], "line 2");
}

#[test]
fn json_lines_go_through_as_a_filter() {
    let line = |id: &str, text: &str| serde_json::json!({ "id": id, "text": text }).to_string();
    let input = format!("{}\nnonsense\n{}\n", line("a", STATEMENT), line("=b", OTHER));
    let mut command = standpoint();
    let assert = command
        .args(["score", "-", "--input-format", "jsonl", "--format", "jsonl"])
        .write_stdin(input)
        .assert()
        .code(1);
    let lines: Vec<serde_json::Value> = std::str::from_utf8(&assert.get_output().stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[2]["id"]), (&"a".into(), &"=b".into()));
    assert!(lines[1]["error"].is_string() && lines[1].get("statements").is_none());
    let statement = &lines[0]["statements"][0];
    assert!(
        statement["start"].is_u64() && statement["fragments"].is_null() && statement["stances"].is_array(),
        "{statement}"
    );
}

#[test]
fn csv_on_standard_output_is_the_stances() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes())]);
    let printed =
        desk.score(&["a.txt", "--format", "csv", "--out", "out"]).assert().code(0).get_output().stdout.clone();
    assert_eq!(String::from_utf8(printed).unwrap(), desk.read("out/stances.csv"));
}

#[test]
fn nothing_can_be_done_without_an_out_folder_that_can_be_written() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes()), ("file", b"")]);
    desk.score(&["a.txt", "--out", "file/out"]).assert().code(2).stderr(contains("file/out: cannot create"));
}

#[test]
fn usage_is_an_error_of_its_own() {
    for args in [&["score"][..], &["score", "a", "--threads", "0"], &["score", "a", "--engine", "none"], &["sing"], &[]]
    {
        standpoint().args(args).assert().code(2).stdout("");
    }
    standpoint().arg("--version").assert().code(0).stdout(concat!("standpoint ", env!("CARGO_PKG_VERSION"), "\n"));
    standpoint().args(["score", "--help"]).assert().code(0).stdout(contains("--any-language"));
}

#[test]
fn a_model_that_is_missing_or_damaged_is_refused() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes())]);
    let refused = |model: &str, said: &str| {
        desk.score(&["a.txt", "--model", model, "--out", "out"]).assert().code(2).stderr(contains(said));
        assert!(!desk.path("out").exists(), "nothing is begun without a model");
    };
    refused("standpoint-huge", "no model \"standpoint-huge\": looked in");
    refused("./nowhere", "expected a model folder with model.toml, found no such file");
    let model = desk.model();
    desk.score(&["a.txt", "--model", "model"]).assert().code(0);
    let largest = fs::read_dir(&model)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .max_by_key(|path| path.metadata().unwrap().len());
    let largest = largest.unwrap();
    let whole = fs::read(&largest).unwrap();
    fs::write(&largest, &whole[..whole.len() / 2]).unwrap();
    refused("model", "truncated or altered");
    let mut altered = whole.clone();
    altered[whole.len() / 2] ^= 1;
    fs::write(&largest, altered).unwrap();
    refused("model", "truncated or altered");
    fs::remove_file(&largest).unwrap();
    refused("model", "expected the file that model.toml lists, found no such file");
    fs::write(model.join("model.toml"), "id = 7").unwrap();
    refused("model", "model.toml");
}

#[test]
fn a_reader_who_goes_away_ends_it_quietly() {
    let line = serde_json::json!({ "text": STATEMENT }).to_string() + "\n";
    for format in ["jsonl", "csv", "table"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_standpoint"))
            .args(["score", "-", "--input-format", "jsonl", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        // It may stop reading before everything is written.
        let _ = child.stdin.take().unwrap().write_all(line.repeat(20).as_bytes());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""), "{format}");
    }
}

#[test]
fn threads_and_the_order_of_the_inputs_change_no_byte() {
    let desk = Desk::with(&[("a.txt", STATEMENT.as_bytes()), ("b.txt", OTHER.as_bytes())]);
    let run = |inputs: &[&str], threads: &str, out: &str| {
        desk.score(inputs).args(["--threads", threads, "--out", out]).assert().code(0);
    };
    run(&["a.txt", "b.txt"], "1", "one");
    run(&["a.txt", "b.txt"], "2", "two");
    run(&["b.txt", "a.txt"], "1", "turned");
    for file in ["articles.csv", "statements.csv", "stances.csv", "summary.csv", "errors.csv"] {
        let [one, two, turned] = ["one", "two", "turned"].map(|out| desk.read(&format!("{out}/{file}")));
        assert_eq!(one, two, "{file}");
        let sorted = |text: &str| {
            let mut rows = rows(text);
            rows.sort();
            rows
        };
        assert_eq!(sorted(&one), sorted(&turned), "{file}");
    }
    assert_eq!(desk.read("one/summary.csv"), desk.read("turned/summary.csv"));
}

#[test]
fn words_that_a_spreadsheet_would_run_are_neutralised_in_csv_alone() {
    let record = serde_json::json!({ "id": "a", "title": "=HYPERLINK(1)", "text": STATEMENT }).to_string();
    let desk = Desk::with(&[("a.jsonl", record.as_bytes())]);
    desk.score(&["a.jsonl", "--out", "out"]).assert().code(0);
    assert_eq!(rows(&desk.read("out/articles.csv"))[0][1], "'=HYPERLINK(1)");
    let scores = rows(&desk.read("out/stances.csv"));
    assert!(scores.iter().all(|row| row[13].parse::<f64>().is_ok()), "{scores:?}");
}

#[test]
fn models_are_listed_with_their_sha256() {
    standpoint().arg("models").assert().code(0).stdout(contains("standpoint-small  native").and(contains("verified")));
    let desk = Desk::with(&[]);
    let model = desk.model();
    let manifest = fs::read_to_string(model.join("model.toml")).unwrap();
    fs::write(model.join("model.toml"), manifest.replace("sha256", "sha255")).unwrap();
    standpoint()
        .arg("models")
        .env("STANDPOINT_MODELS", desk.folder.path())
        .assert()
        .code(1)
        .stdout(contains("standpoint-small"))
        .stderr(contains("model.toml"));
}

//! Stores as their users fill, interrupt and damage them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use assert_cmd::Command;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::printer::print_schema;
use predicates::prelude::*;
use predicates::str::contains;
use rusqlite::Connection;
use serde_json::{Map, Value};
use tempfile::TempDir;

const KINDS: [&str; 4] = ["harbour", "bridge", "railway", "orchard"];

/// How often a run is killed: `STORE_KILLS=100 cargo test --release --test store` for a long look.
fn kills() -> u64 {
    std::env::var("STORE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5)
}

fn standpoint() -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_standpoint"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("STANDPOINT_")) {
        command.env_remove(name);
    }
    command
}

/// A folder with `count` small articles in one file.
struct Desk(TempDir);

impl Desk {
    fn with(count: usize) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let line = |n: usize| {
            let text = format!(
                "The {} was shut on day {n}.\n\n“The deal number {n} was a disaster for Kestonia,” said Ilse Brandt, an analyst at \
                 the Calder Institute.\n\nZoë Varga said that Orrin Bank had kept its word {n} times.",
                KINDS[n % KINDS.len()]
            );
            let date = format!("2026-03-{:02}", 1 + n % 28);
            serde_json::json!({ "id": format!("n{n}"), "date": date, "outlet": "Lund Post", "text": text }).to_string()
                + "\n"
        };
        fs::write(desk.path("news.jsonl"), (0..count).map(line).collect::<String>()).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = standpoint();
        command.current_dir(self.0.path()).args(args);
        Command::from_std(command).assert()
    }

    fn begin(&self, store: &str) -> Child {
        standpoint()
            .current_dir(self.0.path())
            .args(["score", "news.jsonl", "--threads", "1", "--store", store])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Every byte of an export, by file.
    fn export(&self, store: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let out = format!("{store}-out");
        self.run(&["store", "export", store, "--out", &out]).code(0);
        self.run(&["store", "export", store, "--out", &out, "--format", "jsonl"]).code(0);
        self.run(&["store", "export", store, "--out", &out, "--format", "parquet"]).code(0);
        files(&self.path(&out))
    }
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = PathBuf::from(entry.file_name());
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(file, bytes)| (name.join(file), bytes)));
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    let desk = Desk::with(24);
    desk.run(&["score", "news.jsonl", "--store", "whole.db"]).code(0).stdout("");
    let mut random = 0x9e37_79b9_u64;
    for _ in 0..kills() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = desk.begin("killed.db");
        sleep(Duration::from_millis((random >> 33) % 1200));
        // SIGKILL; the run may be over already.
        let _ = child.kill();
        child.wait().unwrap();
    }
    desk.run(&["score", "news.jsonl", "--store", "killed.db"]).code(0);
    desk.run(&["store", "verify", "killed.db"]).code(0).stdout(contains("whole"));
    assert!(desk.export("whole.db") == desk.export("killed.db"), "an interrupted store differs");
}

#[test]
fn two_processes_fill_one_store() {
    let desk = Desk::with(12);
    let mut children = [desk.begin("shared.db"), desk.begin("shared.db")];
    for child in &mut children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    desk.run(&["store", "verify", "shared.db"]).code(0);
    desk.run(&["score", "news.jsonl", "--store", "alone.db"]).code(0);
    assert!(desk.export("shared.db") == desk.export("alone.db"), "a store that two filled differs");
}

#[test]
fn adding_an_article_twice_does_nothing_and_another_text_is_another_article() {
    let desk = Desk::with(3);
    fs::write(desk.path("n1.txt"), "“Orrin has won,” said Zoë Varga, the mayor of Lund.").unwrap();
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    let before = desk.export("c.db");
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    assert!(before == desk.export("c.db"));
    desk.run(&["score", "n1.txt", "--store", "c.db"]).code(0);
    desk.run(&["score", "n1.txt", "--store", "c.db"]).code(0);
    desk.run(&["store", "info", "c.db"]).code(0).stdout(contains("articles     4").and(contains("standpoint-small")));
    desk.export("c.db");
    assert!(desk.path("c.db-out/text/n1-2.txt").is_file());
}

#[test]
fn the_tables_of_a_store_are_those_of_the_run() {
    let desk = Desk::with(3);
    desk.run(&["score", "news.jsonl", "--out", "plain"]).code(0);
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    // All three are known now: their rows come from the store.
    desk.run(&["score", "news.jsonl", "--store", "c.db", "--out", "known"]).code(0);
    for file in ["articles.csv", "statements.csv", "stances.csv", "summary.csv"] {
        let [plain, known] = ["plain", "known"].map(|out| fs::read_to_string(desk.path(out).join(file)).unwrap());
        assert_eq!(plain, known, "{file}");
    }
    desk.export("c.db");
    let [plain, kept] =
        ["plain", "c.db-out"].map(|out| fs::read_to_string(desk.path(out).join("stances.csv")).unwrap());
    let first = |text: &str| text.lines().map(|line| line.trim_end_matches(",model").to_owned()).collect::<Vec<_>>();
    assert_eq!(first(&plain)[1..], first(&kept)[1..]);
}

/// The rows of a Parquet file, as JSON has them.
fn parquet_rows(path: &Path) -> Vec<Map<String, Value>> {
    let value = |field: Field| match field {
        Field::Null => Value::Null,
        Field::Str(words) => words.into(),
        Field::Long(number) => number.into(),
        Field::Double(number) => number.into(),
        Field::Bool(flag) => flag.into(),
        other => panic!("{}: a value of another type: {other}", path.display()),
    };
    let rows = SerializedFileReader::try_from(path).unwrap().into_iter();
    let object =
        |columns: Vec<(String, Field)>| columns.into_iter().map(|(name, field)| (name, value(field))).collect();
    rows.map(|row| object(row.unwrap().into_columns())).collect()
}

#[test]
fn parquet_holds_what_the_json_lines_hold() {
    let desk = Desk::with(5);
    // Words that a spreadsheet would run, an outlet with an apostrophe, a title that is missing.
    let odd = serde_json::json!({ "id": "odd", "title": "=1+1", "outlet": "'t Licht", "text": "📉 “Orrin has won,” Zoë Varga said." });
    fs::write(desk.path("odd.jsonl"), format!("{odd}\n")).unwrap();
    desk.run(&["score", "news.jsonl", "odd.jsonl", "--store", "c.db"]).code(0);
    let files = desk.export("c.db");
    assert!(files == desk.export("c.db"), "a second export has other bytes");
    assert!(files.iter().all(|(file, _)| file.extension().is_some_and(|ending| ending != "part")));

    let out = desk.path("c.db-out");
    let [mut articles, mut statements, mut stances] = [const { Vec::new() }; 3];
    let [mut stories, mut quotations] = [const { Vec::new() }; 2];
    let take = |from: &mut Map<String, Value>, name: &str| from.shift_remove(name).unwrap();
    let list = |from: Value| serde_json::from_value::<Vec<Map<String, Value>>>(from).unwrap();
    let pair = |names: [&str; 2], values: [Value; 2]| names.map(str::to_owned).into_iter().zip(values).collect();
    for line in fs::read_to_string(out.join("articles.jsonl")).unwrap().lines() {
        let mut article: Map<String, Value> = serde_json::from_str(line).unwrap();
        let story = take(&mut article, "story");
        stories.push(pair(["article_id", "story_id"], [article["article_id"].clone(), story]));
        take(&mut article, "text");
        for mut statement in list(take(&mut article, "statements")) {
            let quotation = take(&mut statement, "quotation");
            quotations.push(pair(["statement_id", "quotation_id"], [statement["statement_id"].clone(), quotation]));
            stances.extend(list(take(&mut statement, "stances")));
            statements.push(statement);
        }
        articles.push(article);
    }
    assert!(articles.iter().any(|row| row["title"] == "=1+1" && row["date"].is_null()));
    assert!(statements.iter().any(|row| row["speaker_role"].is_null()) && stances.len() > 5);
    let tables: [(&str, Vec<Map<String, Value>>); 5] = [
        ("articles", articles),
        ("statements", statements),
        ("stances", stances),
        ("stories", stories),
        ("quotations", quotations),
    ];
    for (name, rows) in tables {
        let path = out.join(format!("{name}.parquet"));
        assert_eq!(parquet_rows(&path), rows, "{name}");
        let file = SerializedFileReader::try_from(path.as_path()).unwrap();
        let columns = file.metadata().file_metadata().schema_descr().columns();
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        let header = fs::read_to_string(out.join(format!("{name}.csv"))).unwrap();
        assert_eq!(names.join(","), header.lines().next().unwrap(), "{name}");
    }
    desk.run(&["store", "export", "c.db", "--format", "parquet"]).code(2).stderr(contains("give --out DIR"));
}

#[test]
fn columns_of_parquet_are_typed() {
    let desk = Desk::with(1);
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    desk.export("c.db");
    let file = SerializedFileReader::try_from(desk.path("c.db-out/stances.parquet").as_path()).unwrap();
    let about = file.metadata().file_metadata();
    let mut schema = Vec::new();
    print_schema(&mut schema, about.schema());
    insta::assert_snapshot!(String::from_utf8(schema).unwrap(), @r"
    message stances {
      OPTIONAL BYTE_ARRAY article_id (STRING);
      OPTIONAL BYTE_ARRAY statement_id (STRING);
      OPTIONAL BYTE_ARRAY speaker_id (STRING);
      OPTIONAL BYTE_ARRAY speaker (STRING);
      OPTIONAL BYTE_ARRAY actor_id (STRING);
      OPTIONAL BYTE_ARRAY actor (STRING);
      OPTIONAL BYTE_ARRAY actor_kind (STRING);
      OPTIONAL BYTE_ARRAY mention (STRING);
      OPTIONAL INT64 mention_start;
      OPTIONAL INT64 mention_end;
      OPTIONAL INT64 n_mentions;
      OPTIONAL BYTE_ARRAY mention_role (STRING);
      OPTIONAL BYTE_ARRAY stance (STRING);
      OPTIONAL DOUBLE score;
      OPTIONAL DOUBLE p_unfavorable;
      OPTIONAL DOUBLE p_neutral;
      OPTIONAL DOUBLE p_favorable;
      OPTIONAL BOOLEAN abstained;
      OPTIONAL BYTE_ARRAY outlook (STRING);
      OPTIONAL BYTE_ARRAY perspective (STRING);
      OPTIONAL BYTE_ARRAY holder (STRING);
      OPTIONAL BYTE_ARRAY modality (STRING);
      OPTIONAL BYTE_ARRAY evidence (STRING);
      OPTIONAL INT64 evidence_start;
      OPTIONAL INT64 evidence_end;
      OPTIONAL BYTE_ARRAY label_source (STRING);
    }
    ");
    let keys: Vec<(&str, Option<&str>)> =
        about.key_value_metadata().unwrap().iter().map(|pair| (pair.key.as_str(), pair.value.as_deref())).collect();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(keys, [("standpoint.version", Some(version)), ("standpoint.table", Some("stances"))]);
    assert_eq!(about.created_by(), Some(format!("standpoint version {version}").as_str()));
}

struct Case {
    name: &'static str,
    damage: fn(&Path),
    said: &'static str,
}

#[test]
fn what_is_no_good_store_is_refused_and_left_as_it_is() {
    let whole = Desk::with(8);
    whole.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    let cases = [
        Case { name: "newer", damage: |path| run_sql(path, "PRAGMA user_version = 99"), said: "one of form 99" },
        Case { name: "text", damage: |path| fs::write(path, "no store at all").unwrap(), said: "no SQLite database" },
        Case {
            name: "another program's",
            damage: |path| {
                fs::remove_file(path).unwrap();
                run_sql(path, "CREATE TABLE notes (words TEXT)");
            },
            said: "a database of another program",
        },
        Case {
            name: "truncated",
            damage: |path| {
                let bytes = fs::read(path).unwrap();
                fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            },
            said: "truncated or damaged",
        },
    ];
    for Case { name, damage, said } in cases {
        let path = whole.path("bad.db");
        fs::copy(whole.path("c.db"), &path).unwrap();
        damage(&path);
        let before = fs::read(&path).unwrap();
        let error =
            || contains(said).and(contains("bad.db")).and(predicate::function(|e: &str| e.lines().count() == 1));
        whole.run(&["score", "news.jsonl", "--store", "bad.db"]).code(2).stderr(error());
        whole.run(&["store", "export", "bad.db", "--out", "x"]).code(2).stderr(error());
        assert!(fs::read(&path).unwrap() == before, "{name}: it was changed");
        let _ = fs::remove_file(path);
    }
    whole.run(&["store", "info", "none.db"]).code(2).stderr(contains("none.db: cannot read"));
}

#[test]
fn a_store_that_is_locked_is_waited_for_and_then_told_of() {
    let desk = Desk::with(2);
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    let before = desk.export("c.db");
    fs::write(desk.path("new.txt"), "“Orrin has won,” said Zoë Varga, the mayor of Lund.").unwrap();
    let other = Connection::open(desk.path("c.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let args = ["score", "new.txt", "--store", "c.db", "--store-wait", "1"];
    desk.run(&args).code(2).stderr(contains("c.db").and(contains("it is locked")));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(before == desk.export("c.db"));
    desk.run(&args).code(0);
}

#[test]
fn verify_finds_words_that_are_not_at_their_place() {
    let desk = Desk::with(2);
    desk.run(&["score", "news.jsonl", "--store", "c.db"]).code(0);
    run_sql(
        &desk.path("c.db"),
        "UPDATE statements SET start = start + 1, \"end\" = \"end\" + 1 WHERE article = 1 AND place = 1",
    );
    run_sql(&desk.path("c.db"), "UPDATE articles SET text = text || '.' WHERE id = 2");
    let said = contains("n0-s001: the words of text").and(contains("article n1: its text is not the one"));
    desk.run(&["store", "verify", "c.db"]).code(2).stderr(said);
}

fn run_sql(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

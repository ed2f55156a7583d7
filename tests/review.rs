//! Correcting and auditing what was scored, as users do it: exit codes, messages, files.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

/// What `score` wrote of two articles, without their texts.
const ARTICLES: &str = "\
article_id,title,date,outlet,author,language,n_statements
grain,Grain,2026-03-01,,,en,2
host,The host,2026-03-02,,,en,1
";
const STATEMENTS: &str = "\
article_id,statement_id,kind,text,start,end,fragments,speaker_id,speaker,speaker_kind,speaker_role,speaker_affiliation,speaker_mention,speaker_start,speaker_end,cue,cue_start,cue_end,content_confidence,speaker_confidence
grain,grain-s001,direct,“Orrin has won.”,0,16,,zoë-varga,Zoë Varga,person,mayor,,Zoë Varga,22,31,said,17,21,0.9000,0.8000
grain,grain-s002,indirect,that Kestonia had broken its word,50,83,,ilse-brandt,Ilse Brandt,person,,,Ilse Brandt,33,44,said,45,49,0.9000,0.8000
host,host-s001,direct,“Kestonia is a gifted host.”,0,28,,ilse-brandt,Ilse Brandt,person,,,Brandt,34,40,said,29,33,0.9000,0.8000
";
const STANCES: &str = "\
article_id,statement_id,speaker_id,speaker,actor_id,actor,actor_kind,mention,mention_start,mention_end,n_mentions,mention_role,stance,score,p_unfavorable,p_neutral,p_favorable,abstained,outlook,perspective,holder,modality,evidence,evidence_start,evidence_end
grain,grain-s001,zoë-varga,Zoë Varga,orrin,Orrin,person,Orrin,1,6,1,name,favorable,0.7000,0.0500,0.2000,0.7500,false,gains,speaker,,asserted,“Orrin has won.”,0,16
grain,grain-s002,ilse-brandt,Ilse Brandt,kestonia,Kestonia,state,Kestonia,55,63,1,name,unfavorable,-0.6000,0.7000,0.2000,0.1000,false,none,speaker,,asserted,that Kestonia had broken its word,50,83
host,host-s001,ilse-brandt,Ilse Brandt,kestonia,Kestonia,state,Kestonia,1,9,1,name,favorable,0.7000,0.0500,0.2000,0.7500,false,none,speaker,,asserted,“Kestonia is a gifted host.”,0,28
";
const RUN: &str = r#"{"version": "0.2.0", "model": "tiny", "model_sha256": "00ff00ff00ff", "engine": "rten"}"#;
const GRAIN: &str = "“Orrin has won.” said Zoë Varga.\nIlse Brandt said that Kestonia had broken its word.";
const HOST: &str = "“Kestonia is a gifted host.” said Brandt.";

struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A folder `scored`, and the articles in `texts`.
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let tables =
            [("articles.csv", ARTICLES), ("statements.csv", STATEMENTS), ("stances.csv", STANCES), ("run.json", RUN)];
        tables.iter().for_each(|(file, text)| desk.write(&format!("scored/{file}"), text));
        desk.write("texts/grain.txt", GRAIN);
        desk.write("texts/host.txt", HOST);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the program with words separated by blanks.
    fn run(&self, words: &str) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("STANDPOINT_")) {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(words.split(' ')).assert()
    }

    /// A sheet with some cells filled: (row from 0, column, value).
    fn fill(&self, from: &str, to: &str, cells: &[(usize, &str, &str)]) {
        let text = self.read(from);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        for (number, row) in reader.records().map(Result::unwrap).enumerate() {
            let filled =
                |column: &str| cells.iter().find(|cell| cell.0 == number && cell.1 == column).map(|cell| cell.2);
            writer.write_record(header.iter().zip(&row).map(|(column, cell)| filled(column).unwrap_or(cell))).unwrap();
        }
        self.write(to, &String::from_utf8(writer.into_inner().unwrap()).unwrap());
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/review").join(name)
}

#[test]
fn a_sheet_goes_out_and_comes_back() {
    let desk = Desk::new();
    desk.run("export scored --format csv --out sheet.csv").code(0).stdout(is_empty()).stderr(is_empty());
    desk.fill(
        "sheet.csv",
        "back.csv",
        &[(0, "new_stance", "mixed"), (1, "new_speaker", "Zoë Varga"), (2, "action", "remove statement")],
    );
    desk.run("import back.csv --store scored --out corrected").code(0).stderr(is_empty());
    let stances = desk.read("corrected/stances.csv");
    assert!(stances.lines().next().unwrap().ends_with(",evidence_end,label_source"));
    let lines: Vec<&str> = stances.lines().skip(1).collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].contains(",mixed,0.0000,0.5000,0.0000,0.5000,false,") && lines[0].ends_with(",human"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("grain,grain-s002,zoë-varga,") && lines[1].ends_with(",model"), "{lines:?}");
    assert!(desk.read("corrected/statements.csv").contains("0.9000,1.0000,human\n"));
    assert!(desk.read("corrected/articles.csv").contains("host,The host,2026-03-02,,,en,0\n"));
    // What was scored stays; the corrections are applied to it anew with the same bytes.
    assert_eq!(desk.read("scored/stances.csv"), STANCES);
    desk.run("import corrected/corrections.jsonl --store scored --out again").code(0);
    for file in ["articles.csv", "statements.csv", "stances.csv", "corrections.jsonl"] {
        assert_eq!(desk.read(&format!("corrected/{file}")), desk.read(&format!("again/{file}")), "{file}");
    }
}

#[test]
fn corrections_survive_a_new_scoring_that_numbers_and_labels_otherwise() {
    let desk = Desk::new();
    desk.run("export scored --format csv --out sheet.csv").code(0);
    desk.fill("sheet.csv", "back.csv", &[(1, "new_stance", "neutral")]);
    desk.run("import back.csv --store scored --out corrected").code(0);
    for (file, text) in
        [("articles.csv", ARTICLES), ("statements.csv", STATEMENTS), ("stances.csv", STANCES), ("run.json", RUN)]
    {
        desk.write(
            &format!("rescored/{file}"),
            &text.replace("grain-s002", "grain-s007").replace("unfavorable,-0.6000", "favorable,0.6000"),
        );
    }
    desk.run("import corrected/corrections.jsonl --store rescored --out out").code(0).stderr(is_empty());
    assert!(desk.read("out/stances.csv").contains(",neutral,0.0000,0.0000,1.0000,0.0000,false,none,speaker,,asserted,that Kestonia had broken its word,50,83,human\n"));
}

#[test]
fn label_studio_exports_are_read_back() {
    let desk = Desk::new();
    desk.run("export scored --format label-studio --texts texts --out review").code(0).stderr(is_empty());
    assert!(desk.read("review/config.xml").starts_with("<View>"));
    let tasks: serde_json::Value = serde_json::from_str(&desk.read("review/tasks.json")).unwrap();
    assert_eq!((tasks.as_array().unwrap().len(), &tasks[0]["data"]["text"]), (2, &GRAIN.into()));
    // A project's export: the first task with the label of Orrin changed, the second untouched.
    fs::copy(fixture("label-studio.json"), desk.path("back.json")).unwrap();
    desk.run("import back.json --store scored --out corrected").code(0).stderr(is_empty());
    let corrections = desk.read("corrected/corrections.jsonl");
    assert_eq!(
        corrections,
        "{\"article\":\"grain\",\"start\":0,\"end\":16,\"text\":\"“Orrin has won.”\",\"change\":{\"stance\":{\"actor\":\"orrin\",\"stance\":\"neutral\"}},\"coder\":\"1\"}\n"
    );
}

#[test]
fn prodigy_annotations_are_read_back() {
    let desk = Desk::new();
    desk.run("export scored --format prodigy --texts texts --out tasks.jsonl").code(0).stderr(is_empty());
    assert_eq!(desk.read("tasks.jsonl").lines().count(), 3);
    fs::copy(fixture("prodigy.jsonl"), desk.path("back.jsonl")).unwrap();
    desk.run("import back.jsonl --store scored --out corrected").code(0).stderr(is_empty());
    let corrections = desk.read("corrected/corrections.jsonl");
    let changes: Vec<&str> = corrections.lines().map(|line| &line[line.find("\"change\"").unwrap()..]).collect();
    let expected = [
        "\"change\":{\"stance\":{\"actor\":\"orrin\",\"stance\":\"mixed\"}},\"coder\":\"review-anna\"}",
        "\"change\":\"no_statement\",\"coder\":\"review-anna\"}",
    ];
    assert_eq!(changes, expected);
}

#[test]
fn a_correction_of_something_that_is_gone_is_named_and_the_others_are_applied() {
    let desk = Desk::new();
    desk.run("export scored --format csv --out sheet.csv").code(0);
    desk.fill(
        "sheet.csv",
        "back.csv",
        &[
            (0, "new_stance", "neutral"),
            (1, "new_stance", "neutral"),
            (1, "start", "500"),
            (1, "end", "533"),
            (2, "new_stance", "good"),
        ],
    );
    let says = contains("error: back.csv, row 3: the statement is gone (grain, 500-533): that Kestonia had broken its word\n")
        .and(contains("error: back.csv, row 4: expected one of unfavorable, neutral, favorable, mixed in new_stance, found \"good\"\n"));
    desk.run("import back.csv --store scored --out corrected").code(1).stderr(says);
    assert_eq!(desk.read("corrected/stances.csv").matches(",human\n").count(), 1);
    assert_eq!(desk.read("corrected/corrections.jsonl").lines().count(), 1);
}

#[test]
fn an_audit_from_the_sample_to_the_corrected_means() {
    let desk = Desk::new();
    desk.run("export scored --audit 200 --seed 7 --texts texts --out coding").code(0).stderr(is_empty());
    let sheet = desk.read("coding/rows.csv");
    assert_eq!(sheet.lines().count(), 4 + GRAIN.matches('\n').count() * 2, "{sheet}");
    for label in ["favorable", "neutral", "0.7", "score"] {
        assert!(!sheet.contains(label), "the sheet shows {label}");
    }
    assert!(desk.read("coding-key.json").contains("\"inclusion_prob\": 1.0"));
    assert_eq!(desk.read("coding/articles/host.txt"), HOST);
    let yes = |row| [(row, "is_statement", "yes"), (row, "speaker_right", "yes"), (row, "about_actor", "yes")];
    for (coder, last) in [("anna", "neutral"), ("ben", "favorable")] {
        let labels = [(0, "stance", "favorable"), (1, "stance", "unfavorable"), (2, "stance", last)];
        let cells: Vec<_> = (0..3).flat_map(yes).chain(labels).collect();
        desk.fill("coding/rows.csv", &format!("{coder}/rows.csv"), &cells);
    }
    desk.write(
        "anna/articles.csv",
        "article_id,statement,speaker,actor,stance,note\ngrain,Orrin has won,Varga,Orrin,favorable,\nhost,none,,,,\n",
    );
    desk.run("audit anna ben scored --key coding-key.json --out audit").code(0).stderr(is_empty());
    let measures = desk.read("audit/audit.csv");
    // Hand-made: codes are favorable, unfavorable, and one row with neutral and favorable.
    assert!(measures.contains("\naccuracy,all,1.0000,1.0000,1.0000,2\n"), "{measures}");
    assert!(measures.contains("\nraw_agreement,stance,0.6667,,,3\n"), "{measures}");
    assert!(measures.contains("\nstatements_right,whole articles,0.3333,"), "{measures}");
    assert!(desk.read("audit/audit.txt").contains("Coders were evenly split on 1 rows"));
    assert!(desk.read("audit/confusion.csv").contains("\nall,favorable,favorable,1,1.0000\n"));
    let corrected = desk.read("audit/corrected.csv");
    assert!(corrected.contains("\nall,,,,,3,2,0,2,0.2667,,,"), "{corrected}");
    // Cited by what is made of the same labels.
    desk.run("compare scored --audited audit --out compared").code(0).stdout(contains("Unaudited").not());
    let methods = desk.read("compared/methods.txt");
    assert!(methods.contains("Audit: A sample of these labels was coded by people, blind."), "{methods}");
    assert!(methods.contains("theirs in a share of 1.00 (95 % interval 1.00 to 1.00; n 2) of the rows"), "{methods}");
    desk.run("report scored --audited audit --out page.html").code(0);
    assert!(desk.read("page.html").contains("<b>Audited on a sample.</b>"));
    desk.run("compare scored --audited coding").code(2).stderr(contains("audit.csv"));
    // Without the corpus, and printed; the same words twice.
    let printed = desk.run("audit anna ben --key coding-key.json").code(0).stdout(contains("Corrected means. None"));
    let again = desk.run("audit anna ben --key coding-key.json").code(0);
    assert_eq!(printed.get_output().stdout, again.get_output().stdout);
}

#[test]
fn what_people_corrected_is_not_in_the_sample() {
    let desk = Desk::new();
    desk.run("export scored --format csv --out sheet.csv").code(0);
    desk.fill("sheet.csv", "back.csv", &[(0, "new_stance", "mixed")]);
    desk.run("import back.csv --store scored --out corrected").code(0);
    desk.run("export corrected --audit 200 --out coding").code(0).stderr(contains("only rows were drawn: no text"));
    let key = desk.read("coding-key.json");
    assert!(key.contains("\"frame\": 2,\n  \"corrected\": 1,") && !key.contains("\"orrin\""), "{key}");
    assert!(!desk.path("coding/articles.csv").exists());
}

#[test]
fn bad_input_is_one_clear_message() {
    struct Case {
        run: &'static str,
        code: i32,
        says: &'static str,
    }
    let desk = Desk::new();
    desk.run("export scored --format csv --out sheet.csv").code(0);
    desk.run("export scored --audit 9 --out coding").code(0);
    desk.write("empty.csv", "");
    desk.write("other.csv", "name,value\na,b\n");
    desk.write("tasks.json", "[{\"id\": 1, \"text\": \"JSON-MIN\"}]");
    desk.write("broken/articles.csv", ARTICLES);
    desk.write("broken/statements.csv", &STATEMENTS.replace(",direct,", ",shouted,"));
    desk.write("broken/stances.csv", STANCES);
    desk.write("old/articles.csv", "id,title\n");
    desk.write("old/stances.csv", STANCES);
    desk.fill("coding/rows.csv", "anna/rows.csv", &[(0, "stance", "good")]);
    let cases = [
        Case {
            run: "export nowhere --format csv --out x",
            code: 2,
            says: "nowhere: expected a folder that score --out wrote, or a store, found nothing there",
        },
        Case {
            run: "export texts --format csv --out x",
            code: 2,
            says: "texts: expected a folder that score --out wrote, or a store, found no stances.csv in it",
        },
        Case {
            run: "export broken --format csv --out x",
            code: 2,
            says: "statements.csv, row 2, column kind: expected a label that is known, found shouted",
        },
        Case {
            run: "export old --format csv --out x",
            code: 2,
            says: "articles.csv: expected the column article_id, found the columns id, title",
        },
        Case {
            run: "export scored --format label-studio --out x",
            code: 2,
            says: "scored: expected the texts of the articles; give what was scored once more with --texts, found none",
        },
        Case { run: "export scored --format csv --audit 5 --out x", code: 2, says: "cannot be used with" },
        Case { run: "export scored --out x", code: 2, says: "--format" },
        Case { run: "export scored --audit 9 --out coding", code: 2, says: "coding/rows.csv: expected no file there" },
        Case {
            run: "import empty.csv --store scored --out x",
            code: 2,
            says: "empty.csv: expected corrections, found an empty file",
        },
        Case {
            run: "import other.csv --store scored --out x",
            code: 2,
            says: "with the column article_id, found the columns name, value",
        },
        Case {
            run: "import tasks.json --store scored --out x",
            code: 2,
            says: "tasks.json, task 1: expected a task of `standpoint export --format label-studio`",
        },
        Case { run: "import gone.csv --store scored --out x", code: 2, says: "gone.csv: cannot read" },
        Case { run: "import sheet.csv --store scored", code: 2, says: "give --out DIR" },
        Case {
            run: "import sheet.csv --store scored --out scored",
            code: 2,
            says: "another folder than the one that was scored, found the same",
        },
        Case {
            run: "audit anna --key sheet.csv",
            code: 2,
            says: "sheet.csv: expected a key that `standpoint export --audit` wrote",
        },
        Case { run: "audit coding --key coding-key.json", code: 2, says: "no row and no article is coded in" },
        Case {
            run: "audit texts --key coding-key.json",
            code: 2,
            says: "texts: expected a folder with rows.csv or articles.csv, or one that score --out wrote",
        },
        Case {
            run: "audit other.csv --key coding-key.json",
            code: 2,
            says: "other.csv: expected the columns of rows.csv",
        },
        Case {
            run: "audit anna --key coding-key.json",
            code: 2,
            says: "rows.csv, row 2: expected unfavorable, neutral, favorable or mixed in stance, found \"good\"",
        },
        Case {
            run: "audit anna --key coding-key.json --precision 80",
            code: 2,
            says: "give points above 0 and below 50",
        },
    ];
    for case in cases {
        desk.run(case.run).code(case.code).stderr(contains(case.says));
        assert!(!desk.path("x").exists(), "{} wrote something", case.run);
    }
    // Another text than the one that was scored.
    desk.write("texts/host.txt", "Nobody said anything here, and it is another text altogether.");
    let says =
        contains("error: host: expected the text that was scored, with host-s001 in its place, found another text");
    desk.run("export scored --format label-studio --texts texts --out x").code(1).stderr(says);
}

#[test]
fn a_store_keeps_corrections_over_a_new_scoring() {
    let desk = Desk::new();
    desk.write(
        "deal.txt",
        "“The deal was a disaster for Kestonia,” said Ilse Brandt, an analyst at the Calder Institute.",
    );
    desk.run("score deal.txt --store corpus.db --quiet").code(0);
    // The store has the text: nothing else is needed.
    desk.run("export corpus.db --format label-studio --out review").code(0).stderr(is_empty());
    desk.run("export corpus.db --format csv --out sheet.csv").code(0);
    desk.fill("sheet.csv", "back.csv", &[(0, "new_stance", "favorable"), (0, "new_speaker", "Anna Holm")]);
    desk.run("import back.csv --store corpus.db --out out").code(2).stderr(contains("--out is for folders"));
    desk.run("import back.csv --store corpus.db").code(0).stdout(is_empty()).stderr(is_empty());
    desk.run("score deal.txt --store corpus.db --quiet").code(0);
    desk.run("export corpus.db --format csv --out again.csv").code(0);
    let again = desk.read("again.csv");
    assert!(again.contains(",Anna Holm,") && again.contains(",favorable,1.0000,false,human,"), "{again}");
    desk.run("export corpus.db --audit 5 --out coding").code(2).stderr(contains("no row that the model labelled"));
    // The sheet as it was: a row that names a statement that is not there any more changes nothing.
    desk.fill("sheet.csv", "late.csv", &[(0, "new_stance", "neutral"), (0, "start", "400"), (0, "end", "439")]);
    desk.run("import late.csv --store corpus.db").code(2).stderr(contains("the statement is gone (deal, 400-439)"));
    desk.run("export corpus.db --format csv --out last.csv").code(0);
    assert_eq!(desk.read("last.csv"), again);
}

//! `standpoint bench` as its users run it.

use std::fs;

use assert_cmd::Command;
use predicates::str::contains;

/// The program, without what the environment of the tests may ask of it.
fn bench(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("STANDPOINT_")) {
        command.env_remove(name);
    }
    command.arg("bench").args(args);
    command
}

#[test]
fn one_row_per_configuration_with_rates_memory_and_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("throughput.csv");
    let name = out.display().to_string();
    let args = [
        "--engines",
        "native",
        "--limit",
        "1",
        "--repetitions",
        "2",
        "--threads",
        "1,2",
        "--batch-tokens",
        "500",
        "--out",
        &name,
    ];
    bench(&args).assert().success().stdout(contains("native:int8, 2 threads"));
    let mut table = csv::Reader::from_path(&out).unwrap();
    let header = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, column: &str| {
        row[header.iter().position(|name| name == column).expect(column)].to_owned()
    };
    assert_eq!(rows.iter().map(|row| cell(row, "threads")).collect::<Vec<_>>(), ["1", "2"]);
    for row in &rows {
        let number = |column| cell(row, column).parse::<f64>().unwrap_or_else(|_| panic!("{column}"));
        assert!(
            number("tokens_per_s_min") <= number("tokens_per_s")
                && number("tokens_per_s") <= number("tokens_per_s_max")
        );
        assert!(number("n_tokens") > 200.0 && number("n_statements") > 1.0 && number("load_ms") > 1.0);
        assert!((cell(row, "batch_tokens"), cell(row, "repetitions")) == ("500".into(), "2".into()));
        // The model alone has 37 MB.
        assert!(!cfg!(target_os = "linux") || (40.0..400.0).contains(&number("peak_rss_mib")));
    }
    let picture = fs::read_to_string(out.with_extension("svg")).unwrap();
    assert!(picture.contains("native:int8, 2 threads") && picture.ends_with("</svg>\n"));
}

#[test]
fn what_cannot_be_measured_is_said() {
    for (args, message) in [
        (vec!["--engines", "tensorfire"], "expected native:int8"),
        (vec!["no-such-file.txt", "--threads", "1"], "no-such-file.txt"),
        (vec!["--repetitions", "0"], "1 or more"),
    ] {
        bench(&args).assert().code(2).stderr(contains(message));
    }
}

//! `standpoint report` as a user runs it. What the page does in a browser is tested by `make test-page`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;

fn standpoint() -> Command {
    Command::cargo_bin("standpoint").unwrap()
}

/// A folder with the scores of the sample article.
fn scored(folder: &Path) -> String {
    let out = folder.join("scored").display().to_string();
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/strait-summit/soya-summit.txt");
    standpoint().args(["score", article, "--out", &out, "--quiet"]).assert().success();
    out
}

#[test]
fn a_scored_folder_becomes_a_page_with_charts() {
    let folder = tempfile::tempdir().unwrap();
    let scored = scored(folder.path());
    let (first, second, charts) =
        (folder.path().join("a.html"), folder.path().join("b.html"), folder.path().join("charts"));
    standpoint()
        .args(["report", &scored, "--title", "The summit", "--out"])
        .arg(&first)
        .arg("--charts")
        .arg(&charts)
        .assert()
        .success();
    let page = fs::read_to_string(&first).unwrap();
    for part in [
        "<title>The summit</title>",
        "Not audited.",
        "Daniel Okafor-Lind",
        "<mark class=\"st\">“This was a triumph for ",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // The article that run.json names gives each statement its passage.
    assert!(page.contains("the Aldous Centre in London,</mark> <mark class=\"cu\">told</mark> The Strait Courier."));
    for chart in ["heatmap", "network", "dispersion"] {
        let svg = fs::read_to_string(charts.join(format!("{chart}.svg"))).unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        assert!(fs::read(charts.join(format!("{chart}.png"))).unwrap().starts_with(b"\x89PNG"));
    }
    standpoint().args(["report", &scored, "--title", "The summit", "--out"]).arg(&second).assert().success();
    assert_eq!(page, fs::read_to_string(&second).unwrap(), "the same scores make the same bytes");
}

#[test]
fn what_is_not_scored_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("report.html");
    standpoint()
        .args(["report", "nowhere", "--out"])
        .arg(&out)
        .assert()
        .code(2)
        .stderr(contains("nowhere: expected a folder that score --out wrote"));
    standpoint()
        .arg("report")
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .assert()
        .code(2)
        .stderr(contains("no stances.csv in it"));
    assert!(!out.exists());
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let scored = scored(folder.path());
    let out = folder.path().join("no-folder/report.html");
    standpoint()
        .args(["report", &scored, "--out"])
        .arg(&out)
        .assert()
        .code(2)
        .stderr(contains("report.html: cannot write"));
}

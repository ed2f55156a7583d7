//! An audit as later results cite it: what `audit.csv` says of the model.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::files::LABELS;
use super::words::GROWS;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

const FILE: &str = "audit.csv";

/// The figures of an audit.
#[derive(Debug, Clone)]
pub(crate) struct Audited {
    figures: Vec<Figure>,
}

/// A line of `audit.csv`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Figure {
    measure: String,
    of: String,
    value: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    n: Option<usize>,
}

impl Audited {
    /// Reads the folder that `standpoint audit --out` wrote, as an audit of the labels of `corpus`.
    ///
    /// # Errors
    /// [`Error::Io`] if its `audit.csv` cannot be read, and [`Error::Input`] with the line that is not of its form, if it holds no
    /// accuracy, or if it is about the labels of another model or version.
    pub(crate) fn read(folder: &Path, corpus: &Corpus) -> Result<Self> {
        let path = folder.join(FILE);
        let bytes = fs::read(&path).map_err(|e| Error::io(&path, "read", e))?;
        let name = path.display().to_string();
        let mut figures = Vec::new();
        for (n, line) in csv::Reader::from_reader(bytes.as_slice()).deserialize().enumerate() {
            let wanted = "measure, of, value, ci_low, ci_high, n, as `standpoint audit --out` writes them";
            figures.push(line.map_err(|e| Error::record(&name, format!("line {}", n + 2), wanted, e.to_string()))?);
        }
        let audited = Self { figures };
        if audited.figure("accuracy", "all").is_none() {
            return Err(Error::input(name, "a line accuracy,all with a value", "none"));
        }
        let model = crate::review::model_version(corpus);
        match audited.figures.iter().find(|figure| figure.measure == LABELS) {
            Some(figure) if figure.of == model => Ok(audited),
            Some(figure) => {
                Err(Error::input(name, format!("an audit of the labels of {model}"), format!("one of {}", figure.of)))
            }
            None => Err(Error::input(name, format!("a line {LABELS},{model}"), "none")),
        }
    }

    fn figure(&self, measure: &str, of: &str) -> Option<(&Figure, f64)> {
        let found = self.figures.iter().find(|figure| figure.measure == measure && figure.of == of)?;
        Some((found, found.value?))
    }

    /// What was found, in sentences.
    pub(crate) fn words(&self) -> String {
        let mut out = String::from("A sample of these labels was coded by people, blind.");
        let told = |measure: &str, of: &str| self.figure(measure, of).map(|(figure, value)| shown(figure, value));
        if let Some(accuracy) = told("accuracy", "all") {
            write!(out, " The model's stance was theirs in a share of {accuracy} of the rows").expect(GROWS);
            let recalls: Vec<String> = ["unfavorable", "neutral", "favorable"]
                .iter()
                .filter_map(|stance| Some(format!("{stance} {}", told("recall", &format!("all {stance}"))?)))
                .collect();
            if !recalls.is_empty() {
                write!(out, "; found of what they coded: {}", recalls.join(", ")).expect(GROWS);
            }
            out.push('.');
        }
        match told("alpha_ordinal", "stance") {
            Some(alpha) => write!(out, " Krippendorff's alpha (ordinal) between the coders was {alpha}.").expect(GROWS),
            None => out.push_str(" How far the coders agree was not measured."),
        }
        if let Some(found) = told("statements_found", "whole articles") {
            write!(out, " Of the statements in whole articles coded, it had found a share of {found}").expect(GROWS);
            match told("speakers_right", "whole articles") {
                Some(speakers) => write!(out, ", with the right speaker in {speakers}.").expect(GROWS),
                None => out.push('.'),
            }
        }
        out
    }
}

fn shown(figure: &Figure, value: f64) -> String {
    let mut about = Vec::new();
    if let (Some(low), Some(high)) = (figure.ci_low, figure.ci_high) {
        about.push(format!("95 % interval {low:.2} to {high:.2}"));
    }
    about.extend(figure.n.map(|n| format!("n {n}")));
    if about.is_empty() { format!("{value:.2}") } else { format!("{value:.2} ({})", about.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audited(text: &str) -> Result<Audited> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), text).expect("a file");
        let [version, model, model_sha256, engine] = ["1.0", "small", "00ff", "rten"].map(str::to_owned);
        let origins = vec![crate::corpus::Origin { version, model, model_sha256, engine }];
        Audited::read(folder.path(), &Corpus { origins, ..Corpus::default() })
    }

    const HEAD: &str = "measure,of,value,ci_low,ci_high,n\n";

    #[test]
    fn an_audit_is_told_with_what_it_rests_on() {
        let words = audited(&format!(
            "{HEAD}alpha_ordinal,stance,0.8123,0.7,0.9,40\naccuracy,all,0.84,0.79,0.89,187\nrecall,all neutral,0.9,,,80\nstatements_found,whole articles,0.91,0.8,0.97,60\n{LABELS},1.0 small 00ff,,,,900\n"
        ))
        .expect("well formed")
        .words();
        for said in [
            "theirs in a share of 0.84 (95 % interval 0.79 to 0.89; n 187) of the rows",
            "found of what they coded: neutral 0.90 (n 80).",
            "between the coders was 0.81 (95 % interval 0.70 to 0.90; n 40).",
            "it had found a share of 0.91 (95 % interval 0.80 to 0.97; n 60).",
        ] {
            assert!(words.contains(said), "{words}");
        }
    }

    #[test]
    fn what_is_no_audit_is_told_with_its_line() {
        let wrong = audited(&format!("{HEAD}accuracy,all,much,,,3\n")).expect_err("no number").to_string();
        assert!(wrong.contains("audit.csv, line 2: expected measure, of, value"), "{wrong}");
        let empty = audited(HEAD).expect_err("nothing").to_string();
        assert!(empty.contains("expected a line accuracy,all with a value, found none"), "{empty}");
    }

    #[test]
    fn an_audit_of_another_model_says_nothing_of_these_labels() {
        let of = |model: &str| audited(&format!("{HEAD}accuracy,all,0.8,,,3\n{LABELS},{model},,,,9\n"));
        assert!(of("1.0 small 00ff").is_ok());
        let other = of("0.9 small 00ff").expect_err("another version").to_string();
        assert!(
            other.contains("expected an audit of the labels of 1.0 small 00ff, found one of 0.9 small 00ff"),
            "{other}"
        );
    }
}

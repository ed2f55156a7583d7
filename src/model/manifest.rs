//! `model.toml`: everything that is a fact about one model.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::columns::Columns;
use crate::error::{Error, Result};

/// The form of the folder that this version reads: 3 has a head for the convention of NewsMTSC beside that of the codebook.
const FORMAT: u32 = 3;
/// The order in which the heads give the stances; a model with another order is refused.
const STANCES: [&str; 3] = ["unfavorable", "neutral", "favorable"];
const OUTLOOKS: [&str; 3] = ["none", "gains", "loses"];
const PERSPECTIVES: [&str; 2] = ["speaker", "reported"];
const TAGS: [&str; 3] = ["source", "cue", "content"];
const ENTITIES: [&str; 4] = ["person", "organisation", "location", "misc"];

/// A file of the model and the sha256 of its bytes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Its part: `encoder`, `heads` or `tokenizer`.
    pub part: String,
    /// Its name inside the folder.
    pub name: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// What turns logits into calibrated probabilities (Guo et al. 2017, section 4.2: temperature scaling), and the thresholds on them.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The stance logits are divided by it; above 0.
    pub temperature: f32,
    /// Those by the convention of NewsMTSC; above 0.
    pub newsmtsc_temperature: f32,
    /// A row abstains when its largest probability of a stance is below this, in 0..1.
    pub abstain_below: f32,
    /// An actor gains or loses when the probability of "none" is below this, in 0..1.
    pub outlook_below: f32,
    /// A portrayal is reported from this probability on, in 0..1.
    pub reported_from: f32,
}

/// `model.toml`, read and checked.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The model's id, the name of its folder.
    pub id: String,
    /// Width of a token vector.
    pub hidden: usize,
    /// The first column of the encoder that judges, where it is not the one that reads; above 0 and below `hidden`.
    pub judged_from: Option<usize>,
    /// Heads of an attention layer of the encoder, if the file tells.
    pub heads: Option<usize>,
    /// The longest window the encoder takes, in tokens.
    pub max_tokens: usize,
    /// The window length it was trained for, in tokens.
    pub window_tokens: usize,
    /// How the logits of stance, outlook and perspective are read.
    pub calibration: Calibration,
    files: Vec<ModelFile>,
}

/// The file's own form; what serde does not know is documentation (metrics, licences, training data) and is passed over.
#[derive(Deserialize)]
struct Wire {
    id: String,
    format: u32,
    architecture: Architecture,
    labels: Labels,
    calibration: Calibration,
    file: Vec<ModelFile>,
}

#[derive(Deserialize)]
struct Architecture {
    hidden: usize,
    judged_from: Option<usize>,
    heads: Option<usize>,
    max_tokens: usize,
    window_tokens: usize,
}

#[derive(Deserialize)]
struct Labels {
    stance: Vec<String>,
    outlook: Vec<String>,
    perspective: Vec<String>,
    attribution: Vec<String>,
    entity: Vec<String>,
}

impl Manifest {
    /// Reads and checks the manifest at `path`.
    ///
    /// # Errors
    /// [`Error::Model`] if it is missing, is no TOML of this form, or has labels in an order this version does not compute.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::model(path, "a model folder with model.toml", "no such file"),
            std::io::ErrorKind::InvalidData => Error::model(path, "TOML in UTF-8", "other bytes"),
            _ => Error::io(path, "read", e),
        })?;
        let wire: Wire = toml::from_str(&text)
            .map_err(|e| Error::model(path, "a model manifest", e.to_string().replace('\n', " ")))?;
        if wire.format != FORMAT {
            return Err(Error::model(path, format!("format = {FORMAT}"), format!("format = {}", wire.format)));
        }
        for (labels, expected) in [
            (&wire.labels.stance, STANCES.as_slice()),
            (&wire.labels.outlook, OUTLOOKS.as_slice()),
            (&wire.labels.perspective, PERSPECTIVES.as_slice()),
            (&wire.labels.attribution, TAGS.as_slice()),
            (&wire.labels.entity, ENTITIES.as_slice()),
        ] {
            if labels.as_slice() != expected {
                return Err(Error::model(path, format!("labels {expected:?}"), format!("{labels:?}")));
            }
        }
        let Architecture { hidden, judged_from, heads, max_tokens, window_tokens } = wire.architecture;
        if hidden == 0 || window_tokens < 16 || window_tokens > max_tokens {
            let found = format!("hidden {hidden}, window_tokens {window_tokens}, max_tokens {max_tokens}");
            return Err(Error::model(path, "hidden > 0 and 16 <= window_tokens <= max_tokens", found));
        }
        if let Some(from) = judged_from.filter(|from| !(1..hidden).contains(from)) {
            return Err(Error::model(
                path,
                format!("judged_from in 1..{hidden}, inside the vectors"),
                from.to_string(),
            ));
        }
        let calibration = wire.calibration;
        let Calibration { temperature, newsmtsc_temperature, abstain_below, outlook_below, reported_from } =
            calibration;
        if !(temperature > 0.0
            && newsmtsc_temperature > 0.0
            && [abstain_below, outlook_below, reported_from].iter().all(|p| (0.0..=1.0).contains(p)))
        {
            return Err(Error::model(path, "temperatures > 0 and thresholds in 0..1", format!("{calibration:?}")));
        }
        Ok(Self { id: wire.id, hidden, judged_from, heads, max_tokens, window_tokens, calibration, files: wire.file })
    }

    /// Which columns of a token vector are whose.
    pub(crate) fn columns(&self) -> Columns {
        Columns::new(self.hidden, self.judged_from)
    }

    /// The file that holds `part`.
    pub(super) fn file(&self, part: &str) -> Result<ModelFile> {
        self.files
            .iter()
            .find(|file| file.part == part)
            .cloned()
            .ok_or_else(|| Error::model("model.toml", format!("a file with part = \"{part}\""), "none"))
    }

    /// The sha256 of the model: of its files' names and sha256 together, as one line each.
    #[must_use]
    pub fn sha256(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut lines: Vec<String> = self.files.iter().map(|f| format!("{} {}\n", f.name, f.sha256)).collect();
        lines.sort();
        super::hex(&Sha256::digest(lines.concat().as_bytes()))
    }

    /// A manifest for tests with a scripted engine.
    #[cfg(test)]
    pub(crate) fn scripted(hidden: usize) -> Self {
        Self {
            id: "scripted".into(),
            hidden,
            judged_from: None,
            heads: None,
            max_tokens: 512,
            window_tokens: 320,
            calibration: Calibration {
                temperature: 1.0,
                newsmtsc_temperature: 1.0,
                abstain_below: 0.4,
                outlook_below: 0.5,
                reported_from: 0.5,
            },
            files: Vec::new(),
        }
    }
}

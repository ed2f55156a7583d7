//! A model: its manifest, its tokenizer, its heads, and the engine that runs its encoder.

mod attention;
mod columns;
mod heads;
mod judge;
mod manifest;
mod reading;
mod relation;
#[cfg(test)]
pub(crate) mod script;
mod sequence;
mod tokens;
mod weight;

use std::fs;
use std::io::{ErrorKind, Read};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use sha2::{Digest, Sha256};

use crate::crew::Crew;
use crate::engine::{self, EncoderFile, Engine, EngineOptions};
use crate::error::{Error, Result};

pub use judge::Judgement;
pub use manifest::{Calibration, Manifest};
pub use reading::{Bio, Pointed, Reading, Role, TokenReading};

pub(crate) use columns::Columns;
pub(crate) use heads::{Heads, softmax};
pub(crate) use sequence::tagged_spans;
pub(crate) use tokens::Tokenizer;

/// A model folder, read and checked.
pub struct Model {
    manifest: Manifest,
    tokenizer: Tokenizer,
    heads: Heads,
    engine: Box<dyn Engine>,
    crew: Arc<Crew>,
}

impl Model {
    /// Opens the model in `folder` on the default engine; `threads` of `None` takes one per physical core.
    ///
    /// # Errors
    /// [`Error::Io`] if a file cannot be read; [`Error::Model`] if one is missing, altered (its sha256 is not the manifest's)
    /// or does not fit the others.
    pub fn open(folder: &Path, threads: Option<usize>) -> Result<Self> {
        Self::open_on(folder, &EngineOptions { threads, ..EngineOptions::default() })
    }

    /// Opens the model in `folder` on the engine that `options` ask for.
    ///
    /// # Errors
    /// As [`Model::open`], and [`Error::Engine`] if that engine is not compiled in or lacks what is asked for.
    pub fn open_on(folder: &Path, options: &EngineOptions) -> Result<Self> {
        let manifest = Manifest::read(&folder.join("model.toml"))?;
        let encoder = manifest.file("encoder")?;
        let path = folder.join(&encoder.name);
        let crew = Arc::new(Crew::of(options.threads));
        // Each part takes its time: one beside the other. The encoder's sum is taken of the file, page by page, for a copy in memory takes
        // longer to make than to sum.
        let (engine, heads, tokenizer, whole) = thread::scope(|scope| {
            let tokenizer = scope.spawn(|| manifest.tokenizer_in(folder));
            let rest = scope
                .spawn(|| (manifest.heads_in(folder).inspect(Heads::prepare), verify_file(&path, &encoder.sha256)));
            let (hidden, max_tokens, own) = (manifest.hidden, manifest.max_tokens, manifest.heads);
            let engine = engine::open(EncoderFile { path: &path, hidden, max_tokens, heads: own }, options, &crew);
            let (heads, whole) = joined(rest);
            (engine, heads, joined(tokenizer), whole)
        });
        let (heads, tokenizer) = (heads?, tokenizer?);
        // An altered encoder may not open either: that it was altered is the better message.
        whole?;
        Ok(Self { engine: engine?, manifest, tokenizer, heads, crew })
    }

    /// A model of parts, for tests with a scripted engine.
    #[cfg(test)]
    pub(crate) fn of_parts(manifest: Manifest, tokenizer: Tokenizer, heads: Heads, engine: Box<dyn Engine>) -> Self {
        Self { manifest, tokenizer, heads, engine, crew: Arc::default() }
    }

    /// What the model says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The name of the engine that runs it.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        self.engine.name()
    }

    pub(crate) fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    pub(crate) fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    pub(crate) fn heads(&self) -> &Heads {
        &self.heads
    }

    /// The threads on which it works.
    pub(crate) fn crew(&self) -> &Crew {
        &self.crew
    }

    /// Which of the columns of the engine's vectors a head reads.
    pub(crate) fn columns(&self) -> Columns {
        self.manifest.columns()
    }
}

impl Manifest {
    fn heads_in(&self, folder: &Path) -> Result<Heads> {
        let (path, bytes) = self.checked(folder, "heads")?;
        Heads::read(&path, bytes, self.columns())
    }

    fn tokenizer_in(&self, folder: &Path) -> Result<Tokenizer> {
        let (path, bytes) = self.checked(folder, "tokenizer")?;
        Tokenizer::read(&path, &bytes)
    }

    /// The file of a part, its bytes compared with their sha256.
    fn checked(&self, folder: &Path, part: &str) -> Result<(PathBuf, Vec<u8>)> {
        let file = self.file(part)?;
        let path = folder.join(&file.name);
        let bytes = read(&path)?;
        verify(&path, &Sha256::digest(&bytes), bytes.len(), &file.sha256)?;
        Ok((path, bytes))
    }
}

/// The bytes of a file that the manifest lists.
fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| Error::unreadable(path, e))
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Compares the sha256 of a file with the manifest's, without holding it.
fn verify_file(path: &Path, sha256: &str) -> Result<()> {
    let mut file = fs::File::open(path).map_err(|e| Error::unreadable(path, e))?;
    let (mut sum, mut page, mut bytes) = (Sha256::new(), vec![0; 1 << 16], 0);
    loop {
        match file.read(&mut page) {
            Ok(0) => return verify(path, &sum.finalize(), bytes, sha256),
            Ok(read) => {
                sum.update(&page[..read]);
                bytes += read;
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::unreadable(path, e)),
        }
    }
}

/// Compares a sum of so many bytes with the manifest's.
fn verify(path: &Path, sum: &[u8], bytes: usize, sha256: &str) -> Result<()> {
    let found = hex(sum);
    if found == sha256 {
        return Ok(());
    }
    let found = format!("{found} ({bytes} bytes): truncated or altered");
    Err(Error::model(path, format!("sha256 {sha256}"), found))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The tags of every token of the example articles, by each engine against the default one: design.md asks for 99.5 % equal.
    #[test]
    fn every_engine_tags_the_same() {
        use crate::engine::{Dtype, EngineKind};
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = root.join("models/standpoint-small");
        let on = |kind, dtype| {
            let options = EngineOptions { kind, dtype, ..EngineOptions::default() };
            Model::open_on(&folder, &options).expect("the engine is compiled in")
        };
        let default = on(EngineKind::Native, None);
        let others: Vec<Model> = EngineKind::COMPILED[1..]
            .iter()
            .flat_map(|kind| match kind {
                EngineKind::RustBert => vec![on(*kind, None), on(*kind, Some(Dtype::Bf16))],
                _ => vec![on(*kind, None)],
            })
            .collect();
        let mut equal = vec![0_usize; others.len()];
        let mut count = 0;
        let pattern = root.join("datasets/*/*.txt").display().to_string();
        let texts = glob::glob(&pattern).expect("a pattern").flatten().filter(|path| !path.ends_with("passages.txt"));
        for path in texts {
            let text = fs::read_to_string(path).expect("a text");
            let spans: Vec<_> = crate::ingest::Article::new("example", text.as_str()).paragraphs;
            let tags = |model: &Model| -> Vec<[usize; 4]> {
                let reading = Reading::of(model, &text, &spans).expect("the engine runs");
                let best = |p: &[f32]| (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(0);
                let bio = |bio: Bio| best(&[bio.outside, bio.begin, bio.inside]);
                reading.tokens().iter().map(|t| [bio(t.source), bio(t.cue), bio(t.content), best(&t.entity)]).collect()
            };
            let expected = tags(&default);
            count += 4 * expected.len();
            for (equal, other) in equal.iter_mut().zip(&others) {
                let found = tags(other);
                *equal += expected.iter().flatten().zip(found.iter().flatten()).filter(|(a, b)| a == b).count();
            }
        }
        for equal in equal {
            let share = equal as f64 / count as f64;
            assert!(share >= 0.995, "{equal} of {count} tags are those of the default engine: {share:.4}");
        }
    }

    /// Tokens, capitalisation flags, tag probabilities and a stance as the Python side computed them for one paragraph.
    #[test]
    fn python_and_rust_read_the_same() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small"));
        let fixture: Value =
            serde_json::from_slice(&fs::read(folder.join("train/fixture.json")).expect("the fixture")).expect("JSON");
        let model = Model::open(folder, Some(1)).expect("the shipped model opens");
        let text = fixture["text"].as_str().expect("text");
        let whole = crate::text::Span::new(0, text.len());
        let pieces = model.tokenizer().pieces(text, whole).expect("pieces");
        let numbers = |key: &str| -> Vec<f64> {
            fixture[key].as_array().expect(key).iter().map(|n| n.as_f64().expect("a number")).collect()
        };
        let inner = |key: &str| numbers(key)[1..pieces.len() + 1].to_vec();
        assert_eq!(pieces.iter().map(|p| f64::from(p.id)).collect::<Vec<_>>(), inner("ids"));
        assert_eq!(pieces.iter().map(|p| f64::from(u8::from(p.capital))).collect::<Vec<_>>(), inner("types"));
        let points = crate::text::CodePoints::new(text);
        for (piece, offsets) in pieces.iter().zip(fixture["offsets"].as_array().expect("offsets")) {
            let (start, end) = points.of(piece.span);
            assert_eq!([start as u64, end as u64].map(Value::from).to_vec(), *offsets.as_array().expect("a pair"));
        }
        let reading = Reading::of(&model, text, &[whole]).expect("the engine runs");
        // Two int8 runtimes round differently; what they say must be the same to a few hundredths.
        for (key, of) in [("content_begin", 0), ("content_inside", 1)] {
            for (token, expected) in reading.tokens().iter().zip(inner(key)) {
                let found = if of == 0 { token.content.begin } else { token.content.inside };
                assert!(
                    (f64::from(found) - expected).abs() < 0.1,
                    "{key} of {}: {found} and {expected}",
                    token.span.of(text)
                );
            }
        }
        let mention = pieces[0].span.hull(pieces[2].span);
        let target = pieces[3].span.hull(pieces[4].span);
        let judgement = reading.judge(&[(mention, whole)])[0].expect("the mention has tokens");
        let found: [(&str, Vec<f32>); 5] = [
            ("stance_tokens_1_to_3", judgement.stance.to_vec()),
            ("outlook_tokens_1_to_3", judgement.outlook.to_vec()),
            ("perspective_tokens_1_to_3", judgement.perspective.to_vec()),
            ("newsmtsc_tokens_1_to_3", reading.newsmtsc(&[(mention, whole)])[0].expect("tokens").to_vec()),
            (
                "relation_tokens_1_to_3_toward_4_to_5",
                reading.relation(&[(mention, target, whole)])[0].expect("tokens").to_vec(),
            ),
        ];
        for (key, mut logits) in found {
            softmax(&mut logits);
            for (found, expected) in logits.iter().zip(numbers(key)) {
                assert!((f64::from(*found) - expected).abs() < 0.1, "{key}: {logits:?}");
            }
        }
    }
}

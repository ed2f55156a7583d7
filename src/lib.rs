//! Who said what about whom in the news, and where they stand.
//!
//! A [`Pipeline`] is opened once and reads articles: it finds every attributed statement (direct, indirect, mixed), works out who
//! said it, which actors it speaks about, and how it presents each of them. What the numbers mean, and what they do not, is
//! written in `docs/codebook.md`.
//!
//! ```
//! use standpoint::{Article, Pipeline, PipelineOptions};
//!
//! let pipeline = Pipeline::open(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small"), &PipelineOptions::default())?;
//! let article = Article::new("example", "“The deal was a disaster for Kestonia,” said Ilse Brandt, an analyst at the Calder Institute.");
//! let analysis = pipeline.analyze(&article)?;
//! let first = &analysis.statements[0];
//! assert_eq!(first.speaker.name.as_deref(), Some("Ilse Brandt"));
//! assert_eq!(first.statement.hull().of(&article.text), "“The deal was a disaster for Kestonia,”");
//! # Ok::<(), standpoint::Error>(())
//! ```

mod actors;
mod aggregate;
mod audit;
mod calendar;
mod cast;
mod charts;
mod claims;
mod classifier;
#[doc(hidden)]
pub mod cli;
mod compare;
mod corpus;
mod crew;
mod engine;
mod error;
mod eval;
mod ingest;
mod model;
mod page;
mod pipeline;
mod random;
mod registry;
mod report;
mod review;
mod sentence;
mod speakers;
mod stance;
mod statements;
mod text;
#[doc(hidden)]
pub mod throughput;
mod vector;

pub use actors::MentionRole;
#[cfg(target_arch = "x86_64")]
pub use engine::NativeEngine;
#[cfg(feature = "onnxruntime")]
pub use engine::OnnxRuntimeEngine;
#[cfg(feature = "rust-bert")]
pub use engine::RustBertEngine;
pub use engine::{Device, Dtype, EncodedWindow, EncoderFile, Engine, EngineKind, EngineOptions, RtenEngine};
pub use error::{Error, Result};
pub use ingest::{Article, Articles, Columns, Failure, IngestOptions, InputFormat, Language, articles};
pub use model::{Calibration, Manifest, Model};
pub use pipeline::{ActorStance, Analysis, AttributedStatement, Pipeline, PipelineOptions};
pub use registry::{ActorKind, Registry};
pub use speakers::{Speaker, SpeakerKind};
pub use stance::{Modality, Outlook, Perspective, Probabilities, Stance};
pub use statements::{Statement, StatementKind};
pub use text::{CodePoints, Span};

//! The verbs and their flags. Every flag has an environment variable, `STANDPOINT_` and its name in capitals.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

use super::scorer::ScorerArgs;
use crate::engine::{Device, Dtype, EngineKind, EngineOptions};
use crate::eval::Task;
use crate::ingest::{Columns, IngestOptions, InputFormat};

/// The model that is used where none is named.
pub(super) const DEFAULT_MODEL: &str = "standpoint-small";

const COLUMNS: &str = "Columns of CSV inputs, fields of JSON lines";
const VARIABLES: &str = "Every flag, such as --id-column, has an environment variable, such as STANDPOINT_ID_COLUMN.";
const STATUS: &str =
    "Exit status: 0 done; 1 some inputs failed, the rest were written; 2 usage, or nothing could be done.";

/// Who said what about whom in the news, and where they stand.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = VARIABLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Find the statements of articles, their speakers, and the stance each takes toward each actor.
    #[command(after_help = STATUS)]
    Score(Box<ScoreArgs>),
    /// Measure the model on a benchmark.
    Eval(EvalArgs),
    /// List the models that are found, after checking their files.
    Models,
    /// Compare how speakers present actors over many articles: means with intervals, differences, time line, network.
    #[command(after_help = STATUS)]
    Compare(Box<super::compare_args::CompareArgs>),
    /// Write what was scored for people to correct, or a sample for coders to audit.
    #[command(after_help = STATUS)]
    Export(super::review::ExportArgs),
    /// Take corrections back; they win over the model.
    #[command(after_help = STATUS)]
    Import(super::review::ImportArgs),
    /// Compare coders with each other and with the model, and correct means for the model's error.
    #[command(after_help = STATUS)]
    Audit(super::review::AuditArgs),
    /// Make a page to read of a scored corpus: one HTML file with charts and the statements behind every number.
    #[command(after_help = STATUS)]
    Report(super::report_args::ReportArgs),
    /// Measure how fast this machine reads articles.
    #[command(after_help = super::bench::HOW)]
    Bench(super::bench::BenchArgs),
    /// One configuration of `bench`, in a process of its own.
    #[command(hide = true)]
    BenchWorker,
    /// Look into a store, check it, or write what is in it.
    #[command(after_help = STATUS)]
    Store(super::store::StoreArgs),
}

/// The model and what runs it.
#[derive(Debug, Args)]
pub(super) struct ModelArgs {
    /// Model: a folder with a model.toml, or the id of one that `standpoint models` lists.
    #[arg(long, env = "STANDPOINT_MODEL", value_name = "DIR-OR-ID", default_value = DEFAULT_MODEL, hide_env = true)]
    pub(super) model: String,
    /// What runs the model.
    #[arg(long, env = "STANDPOINT_ENGINE", value_enum, default_value_t, hide_env = true)]
    pub(super) engine: EngineName,
    /// Numbers that the engine rust-bert computes in [default: fp32].
    #[arg(long, env = "STANDPOINT_DTYPE", value_enum, hide_env = true)]
    pub(super) dtype: Option<DtypeName>,
    /// Where the engine rust-bert computes.
    #[arg(long, env = "STANDPOINT_DEVICE", value_enum, default_value_t, hide_env = true)]
    pub(super) device: DeviceName,
    /// Threads [default: one per physical core]; the results are the same for any number.
    #[arg(long, env = "STANDPOINT_THREADS", value_name = "N", hide_env = true)]
    pub(super) threads: Option<NonZeroUsize>,
    /// Never touch the network (this version never does).
    #[arg(long, env = "STANDPOINT_OFFLINE", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) offline: bool,
    /// No progress bar.
    #[arg(long, env = "STANDPOINT_QUIET", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) quiet: bool,
}

/// The flags of `score`.
#[derive(Debug, Args)]
pub(super) struct ScoreArgs {
    /// Files, folders, patterns such as 'news/*.txt', or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Write articles.csv, statements.csv, stances.csv, summary.csv, errors.csv and run.json to this folder.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) keep: super::store::KeepArgs,
    /// What standard output gets: a table to read, the rows of stances.csv, or one JSON object per
    /// article [default: table; nothing with --out or --store].
    #[arg(long, env = "STANDPOINT_FORMAT", value_enum, hide_env = true)]
    pub(super) format: Option<Format>,
    /// What the inputs are; auto goes by the file's name, else by its first character.
    #[arg(long, env = "STANDPOINT_INPUT_FORMAT", value_enum, default_value_t, hide_env = true)]
    pub(super) input_format: InputKind,
    /// Which files of a folder are read, such as '**/*.txt' [default: text, HTML and Markdown].
    #[arg(long, env = "STANDPOINT_GLOB", value_name = "PATTERN", hide_env = true)]
    pub(super) glob: Option<String>,
    #[command(flatten)]
    pub(super) columns: ColumnArgs,
    /// File with actors of your own, read over the built-in ones; may be given several times.
    #[arg(long, env = "STANDPOINT_ACTORS", value_name = "FILE", hide_env = true)]
    pub(super) actors: Vec<PathBuf>,
    /// Read articles in other languages than English too; the model was trained on English alone.
    #[arg(long, env = "STANDPOINT_ANY_LANGUAGE", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) any_language: bool,
    /// Begin CSV files with a byte-order mark, for spreadsheets.
    #[arg(long, env = "STANDPOINT_BOM", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) bom: bool,
    #[command(flatten)]
    pub(super) scorer: ScorerArgs,
    #[command(flatten)]
    pub(super) model: ModelArgs,
}

/// The names of the columns of CSV inputs and of the fields of JSON lines.
#[derive(Debug, Args)]
pub(super) struct ColumnArgs {
    /// The article's text [default: text].
    #[arg(long, env = "STANDPOINT_TEXT_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    text_column: Option<String>,
    /// Its id [default: id].
    #[arg(long, env = "STANDPOINT_ID_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    id_column: Option<String>,
    /// Its headline [default: title].
    #[arg(long, env = "STANDPOINT_TITLE_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    title_column: Option<String>,
    /// Its date [default: date].
    #[arg(long, env = "STANDPOINT_DATE_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    date_column: Option<String>,
    /// Its outlet [default: outlet, publisher or source].
    #[arg(long, env = "STANDPOINT_OUTLET_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    outlet_column: Option<String>,
    /// Its author [default: author].
    #[arg(long, env = "STANDPOINT_AUTHOR_COLUMN", value_name = "NAME", hide_env = true, help_heading = COLUMNS)]
    author_column: Option<String>,
}

/// The flags of `eval`.
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// The benchmark: newsmtsc, dse, attribution, entity, reference, quoted-stance, holder-target, swap or calibration.
    #[arg(value_name = "TASK")]
    pub(super) task: Task,
    /// Its data in the published form; swap reads PolNeAR, calibration the data of the task that --of names.
    #[arg(long, env = "STANDPOINT_DATA", value_name = "FILE", hide_env = true)]
    pub(super) data: PathBuf,
    /// The task whose probabilities calibration examines: newsmtsc, dse, entity, reference, quoted-stance or holder-target.
    #[arg(long, env = "STANDPOINT_OF", value_name = "TASK", default_value_t = Task::Newsmtsc, hide_env = true)]
    pub(super) of: Task,
    /// Score newsmtsc a second time with unrelated sentences around each.
    #[arg(long, env = "STANDPOINT_CONTEXT", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) context: bool,
    /// Seed of the intervals, of the unrelated sentences of --context, and of what swap and calibration draw.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) seed: u64,
    /// Write the result to this file too: JSON with --json or if its name ends in .json, else CSV.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "FILE", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// Write one JSON line per gold item to this file.
    #[arg(long, env = "STANDPOINT_PREDICTIONS", value_name = "FILE", hide_env = true)]
    pub(super) predictions: Option<PathBuf>,
    /// One JSON object instead of a table.
    #[arg(long, env = "STANDPOINT_JSON", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) model: ModelArgs,
}

/// What standard output gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Table,
    Csv,
    Jsonl,
}

/// What an input is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum InputKind {
    #[default]
    Auto,
    Text,
    Html,
    Markdown,
    Jsonl,
    Csv,
}

/// The engines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EngineName {
    /// int8 on the processor, on kernels of our own for AVX2 and AVX-512; where they do not serve, rten.
    #[default]
    Native,
    /// The same int8 file on the crate rten.
    Rten,
    /// The same int8 file on ONNX Runtime, faster on processors without VNNI; in programs built with the feature onnxruntime.
    #[value(name = "onnxruntime")]
    #[serde(rename = "onnxruntime")]
    OnnxRuntime,
    /// The same weights on libtorch; in programs built with the feature rust-bert.
    RustBert,
}

/// The numbers that libtorch computes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum DtypeName {
    /// 32-bit floats.
    Fp32,
    /// 16-bit brain floats.
    Bf16,
}

/// The devices that libtorch computes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum DeviceName {
    /// The processor.
    #[default]
    Cpu,
    /// The first CUDA device, if libtorch has CUDA.
    Cuda,
}

impl ModelArgs {
    /// The engine that is asked for.
    pub(super) fn engine_options(&self) -> EngineOptions {
        EngineOptions {
            kind: match self.engine {
                EngineName::Native => EngineKind::Native,
                EngineName::Rten => EngineKind::Rten,
                EngineName::OnnxRuntime => EngineKind::OnnxRuntime,
                EngineName::RustBert => EngineKind::RustBert,
            },
            dtype: self.dtype.map(|dtype| match dtype {
                DtypeName::Fp32 => Dtype::Fp32,
                DtypeName::Bf16 => Dtype::Bf16,
            }),
            device: match self.device {
                DeviceName::Cpu => Device::Cpu,
                DeviceName::Cuda => Device::Cuda,
            },
            threads: self.threads.map(usize::from),
        }
    }
}

impl From<InputKind> for InputFormat {
    fn from(kind: InputKind) -> Self {
        match kind {
            InputKind::Auto => Self::Auto,
            InputKind::Text => Self::Text,
            InputKind::Html => Self::Html,
            InputKind::Markdown => Self::Markdown,
            InputKind::Jsonl => Self::Jsonl,
            InputKind::Csv => Self::Csv,
        }
    }
}

impl ScoreArgs {
    /// How the inputs are read.
    pub(super) fn ingest(&self) -> IngestOptions {
        let usual = Columns::default();
        let named = |flag: &Option<String>, usual: String| flag.clone().unwrap_or(usual);
        let flags = &self.columns;
        IngestOptions {
            format: self.input_format.into(),
            columns: Columns {
                id: named(&flags.id_column, usual.id),
                text: named(&flags.text_column, usual.text),
                title: named(&flags.title_column, usual.title),
                date: named(&flags.date_column, usual.date),
                outlet: named(&flags.outlet_column, usual.outlet),
                author: named(&flags.author_column, usual.author),
            },
            glob: self.glob.clone(),
            any_language: self.any_language,
        }
    }

    /// What standard output gets; nothing if a folder or a store does and nothing else was asked for.
    pub(super) fn printed(&self) -> Option<Format> {
        let usual = if self.scorer.scorer.is_some() { Format::Csv } else { Format::Table };
        self.format.or_else(|| (self.out.is_none() && self.keep.store.is_none()).then_some(usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_flag_has_its_environment_variable() {
        for verb in Cli::command().get_subcommands() {
            for flag in verb.get_arguments().filter(|arg| !arg.is_positional() && arg.get_id() != "help") {
                let name = flag.get_long().expect("every flag has a long name");
                let expected = format!("STANDPOINT_{}", name.to_uppercase().replace('-', "_"));
                assert_eq!(flag.get_env().and_then(|env| env.to_str()), Some(expected.as_str()), "--{name}");
            }
        }
    }

    #[test]
    fn defaults_meet_flags_in_one_place() {
        let Verb::Score(args) = Cli::parse_from(["standpoint", "score", "a.csv", "--text-column", "body"]).verb else {
            panic!("the verb is score")
        };
        let options = args.ingest();
        assert_eq!((options.columns.text.as_str(), options.columns.id.as_str()), ("body", "id"));
        assert_eq!(args.printed(), Some(Format::Table));
    }
}

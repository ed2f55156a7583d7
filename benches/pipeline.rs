//! Every stage alone, the encoder by engine, batch and window, whole articles, the cold start and the summary: `cargo bench`, or
//! `cargo bench -- encoder` for one group. Inputs are the texts of `datasets/`; set-up is untimed. Engines that a feature compiles
//! in join by themselves.

#![allow(missing_docs, reason = "criterion's macro makes an undocumented function")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use standpoint::throughput::{Candidate, Stages, named_inputs, summary_rows, threads_of_machine};
use standpoint::{Analysis, Article, EncodedWindow, IngestOptions, Pipeline, Registry, articles};

/// The input of the benches of one stage: the longest of the built-in articles.
const ARTICLE: &str = "soya-summit";
/// Tokens of the encoder's windows.
const WINDOWS: [usize; 3] = [64, 128, 320];
/// Windows that are handed to the engine together.
const BATCHES: [usize; 2] = [1, 8];
/// Articles of the summary, each under an id of its own.
const SUMMARY: usize = 1000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn model() -> PathBuf {
    root().join("models/standpoint-small")
}

fn open(candidate: Candidate) -> Pipeline {
    Pipeline::open(model(), &candidate.options(threads_of_machine())).expect("the shipped model opens")
}

fn article(name: &str) -> Article {
    named_inputs().into_iter().find(|article| article.id == name).expect("a built-in article")
}

fn ingest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ingest");
    for input in ["strait-summit/soya-summit.txt", "bank-page/halden-bid.html"] {
        let path = root().join("datasets").join(input);
        group.throughput(Throughput::Bytes(fs::metadata(&path).expect("the data set has it").len()));
        let inputs = [path.display().to_string()];
        let options = IngestOptions::default();
        group.bench_function(input, |bench| bench.iter(|| articles(black_box(&inputs), &options).count()));
    }
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let (pipeline, registry, article) = (open(Candidate::ALL[0]), Registry::builtin(), article(ARTICLE));
    let stages = Stages::of(&pipeline, &registry, &article).expect("the engine runs");
    let mut group = criterion.benchmark_group("stage");
    let tokens = Throughput::Elements(stages.tokens() as u64);
    let statements = Throughput::Elements(stages.statements() as u64);
    group.throughput(tokens.clone());
    group.bench_function("tokenize", |bench| bench.iter(|| stages.tokenize()));
    group.throughput(Throughput::Elements(stages.window_tokens() as u64));
    group.bench_function("heads of tokens", |bench| bench.iter(|| stages.token_heads()));
    group.throughput(tokens);
    group.bench_function("cast", |bench| bench.iter(|| stages.cast()));
    group.throughput(statements);
    group.bench_function("statements", |bench| bench.iter(|| stages.statements()));
    group.bench_function("speakers", |bench| bench.iter(|| stages.speakers()));
    group.bench_function("actors", |bench| bench.iter(|| stages.actors()));
    group.throughput(Throughput::Elements(stages.stance_heads() as u64));
    group.bench_function("heads of stance", |bench| bench.iter(|| stages.stance_heads()));
    group.finish();
}

fn encoder(criterion: &mut Criterion) {
    let (registry, article) = (Registry::builtin(), article(ARTICLE));
    let mut group = criterion.benchmark_group("encoder");
    group.sample_size(10);
    for candidate in Candidate::ALL {
        let pipeline = open(*candidate);
        let stages = Stages::of(&pipeline, &registry, &article).expect("the engine runs");
        let longest = stages.windows().iter().max_by_key(|window| window.len()).expect("the article has windows");
        for length in WINDOWS {
            let (ids, types) = (longest.ids.iter().cycle().take(length), longest.types.iter().cycle().take(length));
            let window = EncodedWindow { ids: ids.copied().collect(), types: types.copied().collect() };
            for batch in BATCHES {
                let windows = vec![window.clone(); batch];
                group.throughput(Throughput::Elements((length * batch) as u64));
                let id = BenchmarkId::new(candidate.to_string(), format!("{batch}x{length}"));
                group.bench_function(id, |bench| bench.iter(|| stages.encode(black_box(&windows))));
            }
        }
    }
    group.finish();
}

fn whole_articles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("article");
    group.sample_size(10);
    for candidate in Candidate::ALL {
        let pipeline = open(*candidate);
        for article in named_inputs() {
            group.throughput(Throughput::Elements(1));
            let id = BenchmarkId::new(candidate.to_string(), &article.id);
            group.bench_function(id, |bench| bench.iter(|| pipeline.analyze(black_box(&article))));
        }
    }
    group.finish();
}

fn cold_start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cold start");
    group.sample_size(10);
    group.bench_function("registry", |bench| bench.iter(Registry::builtin));
    for candidate in Candidate::ALL {
        group.bench_function(candidate.to_string(), |bench| bench.iter(|| open(*candidate)));
    }
    group.finish();
}

fn aggregation(criterion: &mut Criterion) {
    let (pipeline, article) = (open(Candidate::ALL[0]), article(ARTICLE));
    let analysis = pipeline.analyze(&article).expect("the engine runs");
    let analyses: Vec<(String, Analysis)> =
        (0..SUMMARY).map(|n| (format!("{ARTICLE}-{n}"), analysis.clone())).collect();
    let mut group = criterion.benchmark_group("aggregation");
    group.sample_size(10);
    group.throughput(Throughput::Elements((SUMMARY * analysis.statements.len()) as u64));
    group.bench_function("summary of 1000 articles", |bench| bench.iter(|| summary_rows(black_box(&analyses))));
    group.finish();
}

fn brief() -> Criterion {
    Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = brief();
    targets = ingest, stages, encoder, whole_articles, cold_start, aggregation
}
criterion_main!(benches);

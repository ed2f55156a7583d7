//! Whole articles of `datasets/` through the default engine: `cargo bench`. Set-up is untimed; throughput counts bytes of text.

#![allow(missing_docs, reason = "criterion's macro makes an undocumented function")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use standpoint::{Article, IngestOptions, Pipeline, PipelineOptions, articles};

/// The inputs by name.
const INPUTS: [&str; 2] = ["strait-summit", "port-inquiry"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn first_article(dataset: &str) -> Article {
    let folder = root().join("datasets").join(dataset).display().to_string();
    let mut found = articles(&[folder], &IngestOptions::default());
    found.next().expect("the data set has an article").expect("the article is good input")
}

fn open() -> Pipeline {
    Pipeline::open(root().join("models/standpoint-small"), &PipelineOptions::default())
        .expect("the shipped model opens")
}

fn whole_articles(criterion: &mut Criterion) {
    let pipeline = open();
    let mut group = criterion.benchmark_group("article");
    for input in INPUTS {
        let article = first_article(input);
        group.throughput(Throughput::Bytes(article.text.len() as u64));
        group.bench_function(input, |bench| bench.iter(|| pipeline.analyze(black_box(&article))));
    }
    group.finish();
}

fn cold_start(criterion: &mut Criterion) {
    criterion.bench_function("open", |bench| bench.iter(open));
}

criterion_group!(benches, whole_articles, cold_start);
criterion_main!(benches);

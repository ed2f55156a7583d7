//! Ratios of two ways to do a thing, measured in pairs that take turns so that a machine which drifts cancels out:
//! `cargo bench --bench ratios`. Prints one JSON object: the median of each ratio, with the smallest and the largest.

#![allow(missing_docs, clippy::print_stdout, reason = "a bench prints what it measured")]

use std::path::Path;
use std::time::Instant;

use standpoint::throughput::{Candidate, Spread, Stages, named_inputs, threads_of_machine};
use standpoint::{Article, Pipeline, Registry};

const PAIRS: usize = 15;
/// How often a short article is read in a row.
const AGAIN: usize = 60;
/// A statement about ten states, and one of as many word pieces about one.
const TEN: &str = "“The accord is a triumph for France, and a failure for Spain, Italy, Poland, Norway, Japan, India, Egypt, \
                   Kenya and Chile, which paid for it,” said Ilse Brandt, an analyst at the Calder Institute.";
const ONE: &str = "“The accord is a triumph for France, and a failure for ports, farms, banks, mills, mines, shops, roads, \
                   docks and barns, which paid for it,” said Ilse Brandt, an analyst at the Calder Institute.";
/// What stands around the statement, so that the window is as long as most are.
const REST: &str = "The harbour was quiet on Monday. Boats lay at the pier, and the market opened late because of the rain. \
                    A tram ran along the quay every ten minutes, and the lamps were lit at five.";

fn open(candidate: Candidate, threads: usize) -> Pipeline {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/standpoint-small");
    Pipeline::open(folder, &candidate.options(threads)).expect("the shipped model opens")
}

/// Seconds of `a` over seconds of `b`, in pairs; who goes first changes from pair to pair.
fn ratio(mut a: impl FnMut(), mut b: impl FnMut()) -> Spread {
    let seconds = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64()
    };
    a();
    b();
    let pair = |n: usize| {
        if n.is_multiple_of(2) {
            let first = seconds(&mut a);
            first / seconds(&mut b)
        } else {
            let first = seconds(&mut b);
            seconds(&mut a) / first
        }
    };
    Spread::of(&(0..PAIRS).map(pair).collect::<Vec<_>>()).expect("there are pairs")
}

fn analyze(pipeline: &Pipeline, articles: &[Article]) {
    for article in articles {
        std::hint::black_box(pipeline.analyze(article).expect("the engine runs"));
    }
}

fn main() {
    let candidate = Candidate::ALL[0];
    let (one, all) = (open(candidate, 1), open(candidate, threads_of_machine()));
    let registry = Registry::builtin();
    let articles = named_inputs();
    let stages: Vec<Stages<'_>> =
        articles.iter().map(|a| Stages::of(&all, &registry, a).expect("the engine runs")).collect();
    let encode = || {
        for article in &stages {
            std::hint::black_box(article.encode(article.windows()).expect("the engine runs"));
        }
    };
    // Often enough for a pair to outlast what else the machine does.
    let about = |statement: &str| vec![Article::new("statement", [statement, REST, REST, REST].join("\n\n")); AGAIN];
    let (ten, single) = (about(TEN), about(ONE));
    let actors = |articles: &[Article]| -> usize {
        let analysis = all.analyze(&articles[0]).expect("the engine runs");
        analysis.statements.iter().map(|s| s.stances.len()).max().unwrap_or_default()
    };
    println!("{{\"engine\": \"{candidate}\", \"threads\": {}, \"pairs\": {PAIRS},", threads_of_machine());
    println!("\"actors\": [{}, {}],", actors(&ten), actors(&single));
    let spread = |s: Spread| format!("{{\"min\": {:.4}, \"median\": {:.4}, \"max\": {:.4}}}", s.min, s.median, s.max);
    println!("\"ten_actors_to_one\": {},", spread(ratio(|| analyze(&all, &ten), || analyze(&all, &single))));
    println!("\"encoder_to_pipeline\": {},", spread(ratio(encode, || analyze(&all, &articles))));
    println!("\"one_thread_to_all\": {}}}", spread(ratio(|| analyze(&one, &articles), || analyze(&all, &articles))));
}

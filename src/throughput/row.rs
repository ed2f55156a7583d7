//! One row per configuration that was measured.

use super::candidate::Candidate;
use super::figures::{Spread, quantile};
use super::workload::{Pass, Profile};

/// A configuration and everything that was measured of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Engine and dtype.
    pub candidate: Candidate,
    /// The model's id.
    pub model: String,
    /// Threads of the engine.
    pub threads: usize,
    /// Tokens per batch of articles; `None` for one article at a time.
    pub batch_tokens: Option<usize>,
    /// What a pass read.
    pub profile: Profile,
    /// The timed passes, in order.
    pub passes: Vec<Pass>,
    /// Largest resident memory of the process that ran nothing else, in kilobytes; `None` where the system does not tell.
    pub peak_kilobytes: Option<u64>,
    /// Milliseconds from the start to a pipeline that is ready.
    pub load_ms: f64,
    /// The machine.
    pub machine: String,
    /// Seed of the order of the articles.
    pub seed: u64,
}

impl Row {
    /// So many of something per second, over the passes; `None` without passes.
    #[must_use]
    pub fn per_second(&self, count: usize) -> Option<Spread> {
        Spread::of(&self.passes.iter().map(|pass| count as f64 / pass.seconds).collect::<Vec<_>>())
    }

    /// Milliseconds within which the share `p` of the articles is done; `None` without passes.
    #[must_use]
    pub fn latency_ms(&self, p: f64) -> Option<f64> {
        let all: Vec<f64> = self.passes.iter().flat_map(|pass| &pass.latencies).map(|s| s * 1e3).collect();
        quantile(&all, p)
    }

    /// Engine, numbers and threads, for people.
    #[must_use]
    pub fn name(&self) -> String {
        let batch = self.batch_tokens.map(|n| format!(", batches of {n} tokens")).unwrap_or_default();
        let plural = if self.threads == 1 { "thread" } else { "threads" };
        format!("{}, {} {plural}{batch}", self.candidate, self.threads)
    }

    fn cells(&self) -> Vec<String> {
        let rate = |count| {
            let spread = self.per_second(count);
            [spread.map(|s| s.median), spread.map(|s| s.min), spread.map(|s| s.max)].map(|value| decimals(value, 2))
        };
        let mut cells = vec![
            self.candidate.engine().to_owned(),
            self.model.clone(),
            self.candidate.dtype().to_owned(),
            self.threads.to_string(),
            self.batch_tokens.map(|n| n.to_string()).unwrap_or_default(),
            self.profile.window_profile(),
            self.profile.articles.to_string(),
            self.profile.tokens.to_string(),
            self.profile.statements.to_string(),
            self.profile.pairs.to_string(),
        ];
        cells.extend([self.profile.tokens, self.profile.statements, self.profile.articles].into_iter().flat_map(rate));
        cells.extend([
            decimals(self.latency_ms(0.5), 2),
            decimals(self.latency_ms(0.95), 2),
            decimals(self.peak_kilobytes.map(|kilobytes| kilobytes as f64 / 1024.0), 1),
            decimals(Some(self.load_ms), 1),
            self.machine.clone(),
            self.seed.to_string(),
            self.passes.len().to_string(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ]);
        cells
    }
}

const HEADER: [&str; 27] = [
    "engine",
    "model",
    "dtype",
    "threads",
    "batch_tokens",
    "window_profile",
    "n_articles",
    "n_tokens",
    "n_statements",
    "n_pairs",
    "tokens_per_s",
    "tokens_per_s_min",
    "tokens_per_s_max",
    "statements_per_s",
    "statements_per_s_min",
    "statements_per_s_max",
    "articles_per_s",
    "articles_per_s_min",
    "articles_per_s_max",
    "latency_p50_ms",
    "latency_p95_ms",
    "peak_rss_mib",
    "load_ms",
    "machine",
    "seed",
    "repetitions",
    "version",
];

/// `throughput.csv`: a header and one line per row; rates are medians over the repetitions, with the smallest and the largest.
#[must_use]
pub fn csv(rows: &[Row]) -> String {
    let quoted = |cell: &str| match cell.contains([',', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    };
    let mut out = HEADER.join(",") + "\n";
    for row in rows {
        out += &(row.cells().iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n");
    }
    out
}

/// The main figures, for a terminal.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let names: Vec<String> = rows.iter().map(Row::name).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    let mut out = format!(
        "{:width$} {:>9} {:>19} {:>12} {:>10} {:>8} {:>8} {:>9} {:>8}\n",
        "", "tokens/s", "min-max", "statements/s", "articles/s", "p50 ms", "p95 ms", "peak MiB", "load ms"
    );
    for (row, name) in rows.iter().zip(names) {
        let rate = |count: usize, places| decimals(row.per_second(count).map(|s| s.median), places);
        let range =
            row.per_second(row.profile.tokens).map(|s| format!("{:.0}-{:.0}", s.min, s.max)).unwrap_or_default();
        out += &format!(
            "{name:width$} {:>9} {range:>19} {:>12} {:>10} {:>8} {:>8} {:>9} {:>8}\n",
            rate(row.profile.tokens, 0),
            rate(row.profile.statements, 1),
            rate(row.profile.articles, 2),
            decimals(row.latency_ms(0.5), 1),
            decimals(row.latency_ms(0.95), 1),
            decimals(row.peak_kilobytes.map(|kilobytes| kilobytes as f64 / 1024.0), 1),
            decimals(Some(row.load_ms), 0),
        );
    }
    out
}

/// A number with so many decimals; an empty cell for none.
fn decimals(value: Option<f64>, places: usize) -> String {
    value.map(|value| format!("{value:.places$}")).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::throughput) fn row(threads: usize, seconds: &[f64]) -> Row {
        let pass = |s: &f64| Pass { seconds: *s, latencies: vec![s / 2.0, s / 2.0] };
        Row {
            candidate: Candidate::Rten,
            model: "small".into(),
            threads,
            batch_tokens: None,
            profile: Profile { articles: 2, tokens: 1000, windows: vec![320, 260, 90], statements: 8, pairs: 11 },
            passes: seconds.iter().map(pass).collect(),
            peak_kilobytes: Some(102_400),
            load_ms: 81.25,
            machine: "Abacus <9>, 2 cores".into(),
            seed: 1,
        }
    }

    #[test]
    fn rates_are_medians_with_their_range_and_missing_memory_is_an_empty_cell() {
        let text = csv(&[row(2, &[0.5, 0.2, 0.4]), Row { peak_kilobytes: None, ..row(1, &[1.0]) }]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().all(|line| line.matches(',').count() >= HEADER.len() - 1));
        assert!(
            lines[1].contains(",2500.00,2000.00,5000.00,20.00,16.00,40.00,5.00,4.00,10.00,200.00,"),
            "{}",
            lines[1]
        );
        assert!(lines[1].contains(",100.0,81.2,\"Abacus <9>, 2 cores\",1,3,"), "{}", lines[1]);
        assert!(lines[1].contains("3 windows of 90-320 tokens (median 260)"), "{}", lines[1]);
        assert!(lines[2].contains(",500.00,500.00,,81.2,"), "{}", lines[2]);
    }
}

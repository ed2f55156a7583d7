//! The report of one evaluation, as JSON, as a table and as CSV.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Task;
use super::bootstrap::Estimate;

/// The metrics of one model on one data file, with all that is needed to repeat them.
#[derive(Debug, Clone)]
pub(crate) struct EvalReport {
    /// The benchmark.
    pub task: Task,
    /// The task whose probabilities were examined, where the benchmark is calibration.
    pub of: Option<Task>,
    /// Gold items.
    pub n: usize,
    /// By name, in the order in which they are shown.
    pub metrics: Vec<(String, Estimate)>,
    /// The model's id.
    pub model: String,
    /// Of the model's files.
    pub model_sha256: String,
    /// The engine that ran it.
    pub engine: &'static str,
    /// Of the data file's bytes.
    pub data_sha256: String,
    /// Of the intervals.
    pub seed: u64,
}

impl EvalReport {
    /// `{"task", "n", "metrics": {name: {"value", "low", "high"}}, "model", "model_sha256", "engine", "data_sha256", "seed"}`;
    /// what is not defined is `null`. Numbers have six decimals. Calibration has one key more, `of`, at the end.
    pub(crate) fn to_json(&self) -> Value {
        let number = |x: Option<f64>| x.map_or(Value::Null, |x| Value::from((x * 1e6).round() / 1e6));
        let metrics: Map<String, Value> = self
            .metrics
            .iter()
            .map(|(name, e)| {
                (name.clone(), json!({"value": number(e.value), "low": number(e.low), "high": number(e.high)}))
            })
            .collect();
        let mut object = json!({
            "task": self.task.name(),
            "n": self.n,
            "metrics": metrics,
            "model": self.model,
            "model_sha256": self.model_sha256,
            "engine": self.engine,
            "data_sha256": self.data_sha256,
            "seed": self.seed,
        });
        if let (Some(of), Some(fields)) = (self.of, object.as_object_mut()) {
            fields.insert("of".to_owned(), Value::from(of.name()));
        }
        object
    }

    /// A table for a terminal: one line per metric with its interval and the number of items that it is about.
    pub(crate) fn to_table(&self) -> String {
        let width = self.metrics.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max("metric".len());
        let mut out = format!("{}, {} gold items\n\n", self.title(), self.n);
        line(&mut out, width, ["metric", "value", "95% interval", "n"]);
        for (name, e) in &self.metrics {
            let cell = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), |x| format!("{x:.4}"));
            let interval = match (e.low, e.high) {
                (Some(_), Some(_)) => format!("{} .. {}", cell(e.low), cell(e.high)),
                _ => "-".to_owned(),
            };
            line(&mut out, width, [name, &cell(e.value), &interval, &e.n.to_string()]);
        }
        for (name, value) in [
            ("model", format!("{} (sha256 {})", self.model, self.model_sha256)),
            ("engine", self.engine.to_owned()),
            ("data", format!("sha256 {}", self.data_sha256)),
            ("seed", self.seed.to_string()),
        ] {
            let blank = if name == "model" { "\n" } else { "" };
            writeln!(out, "{blank}{name:<7} {value}").expect("a string takes everything");
        }
        out
    }

    /// The task in words.
    fn title(&self) -> String {
        self.of.map_or_else(|| self.task.to_string(), |of| format!("{} of {of}", self.task))
    }

    /// CSV with a header: task, metric, value, low, high, n, model, model_sha256, engine, data_sha256, seed; one row per metric,
    /// empty cells where a number is not defined.
    pub(crate) fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut write = |cells: [&str; 11]| writer.write_record(cells).expect("memory takes every record");
        write([
            "task",
            "metric",
            "value",
            "low",
            "high",
            "n",
            "model",
            "model_sha256",
            "engine",
            "data_sha256",
            "seed",
        ]);
        for (name, e) in &self.metrics {
            let cell = |x: Option<f64>| x.map_or_else(String::new, |x| format!("{x:.6}"));
            write([
                &self.title(),
                name,
                &cell(e.value),
                &cell(e.low),
                &cell(e.high),
                &e.n.to_string(),
                &self.model,
                &self.model_sha256,
                self.engine,
                &self.data_sha256,
                &self.seed.to_string(),
            ]);
        }
        let bytes = writer.into_inner().expect("memory takes every record");
        String::from_utf8(bytes).expect("all cells are text")
    }
}

/// One line of the table, without blanks at its end.
fn line(out: &mut String, width: usize, [name, value, interval, n]: [&str; 4]) {
    writeln!(out, "{name:<width$}  {value:>6}  {interval:>16}  {n:>6}").expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> EvalReport {
        EvalReport {
            task: Task::Newsmtsc,
            of: None,
            n: 12,
            metrics: vec![
                ("f1_macro".to_owned(), Estimate { value: Some(0.8125), low: Some(0.75), high: Some(0.9), n: 12 }),
                ("accuracy".to_owned(), Estimate { value: None, low: None, high: None, n: 0 }),
            ],
            model: "tiny".to_owned(),
            model_sha256: "aa".to_owned(),
            engine: "scripted",
            data_sha256: "bb".to_owned(),
            seed: 7,
        }
    }

    #[test]
    fn json_has_the_form_of_the_contract() {
        assert_eq!(
            report().to_json().to_string(),
            r#"{"task":"newsmtsc","n":12,"metrics":{"f1_macro":{"value":0.8125,"low":0.75,"high":0.9},"accuracy":{"value":null,"low":null,"high":null}},"model":"tiny","model_sha256":"aa","engine":"scripted","data_sha256":"bb","seed":7}"#
        );
    }

    #[test]
    fn the_table_has_one_line_per_metric_and_says_what_was_measured() {
        let table = report().to_table();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "newsmtsc, 12 gold items");
        assert_eq!(lines[2], "metric     value      95% interval       n");
        assert_eq!(lines[3], "f1_macro  0.8125  0.7500 .. 0.9000      12");
        assert_eq!(lines[4], "accuracy       -                 -       0");
        assert_eq!(lines[6..], ["model   tiny (sha256 aa)", "engine  scripted", "data    sha256 bb", "seed    7"]);
    }

    #[test]
    fn csv_leaves_what_is_not_defined_empty() {
        let csv = report().to_csv();
        assert!(csv.ends_with("newsmtsc,accuracy,,,,0,tiny,aa,scripted,bb,7\n"), "{csv}");
        assert!(csv.contains("newsmtsc,f1_macro,0.812500,0.750000,0.900000,12,tiny"), "{csv}");
    }

    #[test]
    fn calibration_says_of_what() {
        let report = EvalReport { task: Task::Calibration, of: Some(Task::Dse), ..report() };
        assert!(report.to_json().to_string().ends_with(r#""seed":7,"of":"dse"}"#));
        assert!(report.to_table().starts_with("calibration of dse, 12 gold items\n"));
        assert!(report.to_csv().contains("\ncalibration of dse,f1_macro,"));
    }
}

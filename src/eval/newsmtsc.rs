//! NewsMTSC (Hamborg & Donnay 2021): the stance toward targets in sentences of news.

use ndarray::Array1;
use serde::Deserialize;
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::confusion::{Confusion, majority};
use super::data_file::{DataFile, Line, Whole};
use super::metrics::{accuracy, macro_f1, mean_f1};
use super::prediction::{Prediction, probabilities};
use crate::error::Result;
use crate::model::{Model, Reading};
use crate::random::SplitMix64;
use crate::stance::{Probabilities, Stance};
use crate::text::{CodePoints, Span};

/// The classes, in the order of the model's logits.
const CLASSES: [Stance; 3] = [Stance::Unfavorable, Stance::Neutral, Stance::Favorable];
/// How many unrelated sentences stand before a sentence, and how many behind it, when it is scored in context.
const NEIGHBOURS: usize = 3;

/// A sentence with its targets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    text: String,
    targets: Vec<Target>,
}

/// A mention and how the sentence presents it.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    id: String,
    span: Span,
    /// Position in [`CLASSES`].
    class: usize,
}

#[derive(Deserialize)]
struct WireSentence {
    primary_gid: Option<String>,
    #[serde(alias = "sentence")]
    sentence_normalized: String,
    targets: Vec<WireTarget>,
}

#[derive(Deserialize)]
struct WireTarget {
    #[serde(rename = "Input.gid")]
    gid: Option<String>,
    from: Whole,
    to: Whole,
    polarity: Whole,
}

/// The sentences of a file.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the published form.
pub(super) fn read(file: &DataFile) -> Result<Vec<Sentence>> {
    file.records().map(|line| sentence(&line)).collect()
}

fn sentence(line: &Line<'_>) -> Result<Sentence> {
    let wire: WireSentence = line.json("an object with sentence_normalized and targets [{from, to, polarity}]")?;
    let points = CodePoints::new(&wire.sentence_normalized);
    let mut targets = Vec::with_capacity(wire.targets.len());
    for (n, target) in wire.targets.into_iter().enumerate() {
        let class = match target.polarity.0 {
            2 => 0,
            4 => 1,
            6 => 2,
            other => return Err(line.wrong("a polarity of 2, 4 or 6", other.to_string())),
        };
        let id = target.gid.or_else(|| wire.primary_gid.as_ref().map(|id| format!("{id}#{n}")));
        let id = id.unwrap_or_else(|| format!("line-{}#{n}", line.number));
        targets.push(Target { id, span: line.span(&points, target.from.0, target.to.0)?, class });
    }
    drop(points);
    Ok(Sentence { text: wire.sentence_normalized, targets })
}

/// Scores every target by its sentence alone and, with the seed of a `context`, once more between unrelated sentences.
pub(super) fn score(
    sentences: &[Sentence],
    model: &Model,
    context: Option<u64>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let alone = Confusion::new(0, 3);
    let baseline = Confusion::new(alone.end(), 3);
    let surrounded = Confusion::new(baseline.end(), 3);
    let most = majority(sentences.iter().flat_map(|s| &s.targets).map(|t| t.class), 3);
    let mut tallies = Vec::with_capacity(sentences.len());
    let mut predictions = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let mut tally = Array1::zeros(surrounded.end());
        let points = CodePoints::new(&sentence.text);
        for (target, answer) in sentence.targets.iter().zip(answers(model, &sentence.text, sentence, 0)?) {
            let class = answer.map(class_of);
            alone.count(&mut tally, target.class, class);
            baseline.count(&mut tally, target.class, Some(most));
            let (start, end) = points.of(target.span);
            predictions.push(Prediction {
                id: target.id.clone(),
                gold: Value::from(CLASSES[target.class].to_string()),
                pred: class.map_or(Value::Null, |class| Value::from(CLASSES[class].to_string())),
                probs: answer.map_or(Value::Null, |p| {
                    let labels = CLASSES.map(|class| class.to_string());
                    probabilities(labels.iter().map(String::as_str), &[p.unfavorable, p.neutral, p.favorable])
                }),
                start: Some(start),
                end: Some(end),
            });
        }
        if let Some(seed) = context {
            let (text, offset) = in_context(sentences, n, seed);
            for (target, answer) in sentence.targets.iter().zip(answers(model, &text, sentence, offset)?) {
                surrounded.count(&mut tally, target.class, answer.map(class_of));
            }
        }
        tallies.push(tally);
        progress(n + 1, sentences.len());
    }
    let mut metrics = stance_metrics(alone, "", "");
    if context.is_some() {
        metrics.extend(stance_metrics(surrounded, "", "_context"));
    }
    metrics.extend(stance_metrics(baseline, "majority_", ""));
    Ok(Scored { tallies, metrics, predictions })
}

/// The three metrics of the benchmark: macro-F1, accuracy, and the mean F1 of the two classes that are not neutral.
fn stance_metrics(confusion: Confusion, before: &str, after: &str) -> Vec<Metric> {
    let n = move |tally: &ndarray::ArrayView1<'_, f64>| confusion.of(tally).sum();
    vec![
        Metric::new(format!("{before}f1_macro{after}"), move |tally| macro_f1(&confusion.of(tally)), n),
        Metric::new(format!("{before}accuracy{after}"), move |tally| accuracy(&confusion.of(tally)), n),
        Metric::new(format!("{before}f1_pos_neg{after}"), move |tally| mean_f1(&confusion.of(tally), &[0, 2]), n),
    ]
}

/// The answer for each target of `sentence`, which begins at byte `offset` of `text`. The words judged are the sentence's.
fn answers(model: &Model, text: &str, sentence: &Sentence, offset: usize) -> Result<Vec<Option<Probabilities>>> {
    let reading = Reading::of(model, text, &[Span::new(0, text.len()).trimmed(text)])?;
    let scope = Span::new(offset, offset + sentence.text.len());
    let targets: Vec<(Span, Span)> =
        sentence.targets.iter().map(|t| (Span::new(t.span.start() + offset, t.span.end() + offset), scope)).collect();
    let calibration = model.manifest().calibration;
    Ok(reading.judge(&targets).into_iter().map(|j| j.map(|j| Probabilities::of(j.stance, calibration))).collect())
}

/// Position of the most probable stance in [`CLASSES`].
fn class_of(probabilities: Probabilities) -> usize {
    CLASSES.iter().position(|class| *class == probabilities.best()).unwrap_or(1)
}

/// One paragraph with sentence number `n` in the middle of other sentences of the file, and the byte at which it begins there.
/// Which ones depends on `seed` and `n` alone; a file with fewer sentences gives fewer neighbours.
fn in_context(sentences: &[Sentence], n: usize, seed: u64) -> (String, usize) {
    let mut random = SplitMix64::new(seed ^ SplitMix64::new(n as u64).next());
    let mut others: Vec<usize> = Vec::with_capacity(2 * NEIGHBOURS);
    let distinct = sentences.iter().filter(|s| s.text != sentences[n].text).count();
    while others.len() < (2 * NEIGHBOURS).min(distinct) {
        let other = random.below(sentences.len());
        if sentences[other].text != sentences[n].text && !others.contains(&other) {
            others.push(other);
        }
    }
    let middle = others.len() / 2;
    let mut text = String::new();
    for other in &others[..middle] {
        text.push_str(&sentences[*other].text);
        text.push(' ');
    }
    let offset = text.len();
    text.push_str(&sentences[n].text);
    for other in &others[middle..] {
        text.push(' ');
        text.push_str(&sentences[*other].text);
    }
    (text, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = concat!(
        r#"{"primary_gid":"p1","sentence_normalized":"“Zoë won,” said Abe.","targets":[{"Input.gid":"g1","from":1,"to":4,"mention":"Zoë","polarity":6.0,"further_mentions":[]},{"from":16,"to":19,"mention":"Abe","polarity":"4"}],"extra":1}"#,
        "\n\n",
        r#"{"sentence_normalized":"Mr Orr failed.","targets":[{"from":"3","to":6.0,"mention":"Orr","polarity":2}]}"#,
        "\n"
    );

    fn gold(text: &str) -> Result<Vec<Sentence>> {
        read(&DataFile::of("gold.jsonl", text.as_bytes()).expect("text"))
    }

    #[test]
    fn targets_are_read_in_code_points_and_every_published_form() {
        let sentences = gold(GOLD).expect("well formed");
        let found: Vec<(&str, &str, usize)> = sentences
            .iter()
            .flat_map(|s| s.targets.iter().map(|t| (t.id.as_str(), t.span.of(&s.text), t.class)))
            .collect();
        assert_eq!(found, [("g1", "Zoë", 2), ("p1#1", "Abe", 1), ("line-3#0", "Orr", 0)]);
    }

    #[test]
    fn errors_name_the_line_and_what_is_there() {
        struct Case {
            line: &'static str,
            says: &'static str,
        }
        let cases = [
            Case { line: r#"{"targets":[]}"#, says: "found missing field `sentence_normalized`" },
            Case { line: "[p] and [q]", says: "expected an object with sentence_normalized" },
            Case {
                line: r#"{"sentence_normalized":"Hi","targets":[{"from":0,"to":2,"polarity":5}]}"#,
                says: "expected a polarity of 2, 4 or 6, found 5",
            },
            Case {
                line: r#"{"sentence_normalized":"Hi","targets":[{"from":1,"to":9,"polarity":4}]}"#,
                says: "expected a half-open range inside 0..2, found 1..9",
            },
        ];
        for case in cases {
            let error = gold(&format!("{GOLD}{}\n", case.line)).expect_err(case.line).to_string();
            assert!(error.starts_with("gold.jsonl, line 4: ") && error.contains(case.says), "{error}");
        }
    }

    #[test]
    fn the_context_is_six_other_sentences_and_the_same_for_the_same_seed() {
        let sentences: Vec<Sentence> =
            (0..20).map(|n| Sentence { text: format!("Sentence {n}."), targets: Vec::new() }).collect();
        for n in 0..20 {
            let (text, offset) = in_context(&sentences, n, 5);
            assert!(text[offset..].starts_with(&sentences[n].text));
            assert_eq!(text.matches('.').count(), 7);
            assert_eq!(text[..offset].matches('.').count(), 3);
            assert_eq!(text.matches(&format!("e {n}.")).count(), 1);
            assert_eq!(in_context(&sentences, n, 5), (text, offset));
        }
        assert_ne!(in_context(&sentences, 0, 5), in_context(&sentences, 0, 6));
        let few = &sentences[..3];
        assert_eq!(in_context(few, 1, 5).0.matches('.').count(), 3);
        assert_eq!(in_context(&sentences[..1], 0, 5), ("Sentence 0.".to_owned(), 0));
    }
}

//! NewsMTSC (Hamborg & Donnay 2021): the stance toward targets in sentences of news.

use ndarray::Array1;
use serde::Deserialize;
use serde_json::Value;

use super::Scored;
use super::confusion::{Confusion, majority};
use super::data_file::{DataFile, Line, Whole};
use super::lexicon::Lexicon;
use super::prediction::Prediction;
use super::stances::{CLASSES, by_label, class_of, macro_metric, stance_metrics};
use super::target_kind::{KINDS, kind_at, place};
use crate::cast;
use crate::error::Result;
use crate::model::{Model, Reading};
use crate::random::SplitMix64;
use crate::registry::Registry;
use crate::stance::Probabilities;
use crate::statements::quotations;
use crate::text::{CodePoints, Span};

/// How many unrelated sentences stand before a sentence, and how many behind it, when it is scored in context.
const NEIGHBOURS: usize = 3;

/// A sentence with its targets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    text: String,
    targets: Vec<Target>,
}

impl Sentence {
    /// Every target with the sentence, where the sentence begins at byte `offset`.
    fn places(&self, offset: usize) -> Vec<(Span, Span)> {
        let moved = |span: Span| Span::new(span.start() + offset, span.end() + offset);
        let whole = Span::new(offset, offset + self.text.len());
        self.targets.iter().map(|target| (moved(target.span), whole)).collect()
    }
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

/// Scores every target by its sentence alone and, with the seed of a `context`, once more between unrelated sentences. Figures and
/// predictions are of the head for this benchmark's convention; `codebook_` figures are of the head that scores statements, which
/// judges by another definition (docs/decisions/0010). Figures by quotation and by kind are of the sentence alone; a target is quoted when quotation marks of its sentence hold it, and its kind
/// is that of [`kind_at`], by the mentions that the product finds.
pub(super) fn score(
    sentences: &[Sentence],
    model: &Model,
    context: Option<u64>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let [alone, surrounded, by_codebook, majority_says, lexicon_says, quoted, unquoted] = Confusion::row(0, 3);
    let by_kind: [Confusion; KINDS.len()] = Confusion::row(unquoted.end(), 3);
    let width = by_kind[KINDS.len() - 1].end();
    let most = majority(sentences.iter().flat_map(|s| &s.targets).map(|t| t.class), 3);
    let (lexicon, registry) = (Lexicon::builtin(), Registry::builtin());
    let mut tallies = Vec::with_capacity(sentences.len());
    let mut predictions = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let mut tally = Array1::zeros(width);
        let points = CodePoints::new(&sentence.text);
        let whole = [Span::new(0, sentence.text.len()).trimmed(&sentence.text)];
        let reading = Reading::of(model, &sentence.text, &whole)?;
        let mentions = cast::mentions(&sentence.text, &whole, &reading, &registry);
        let marked = quotations(&sentence.text, &whole).concat();
        let words = lexicon.class([sentence.text.as_str()]);
        let targets = sentence.places(0);
        for ((target, answer), judgement) in
            sentence.targets.iter().zip(answers(model, &reading, &targets)).zip(reading.judge(&targets))
        {
            let class = answer.and_then(|p| class_of(p.best()));
            let codebook = judgement.map(|j| Probabilities::of(j.stance, model.manifest().calibration.temperature));
            by_codebook.count(&mut tally, target.class, codebook.and_then(|p| class_of(p.best())));
            alone.count(&mut tally, target.class, class);
            majority_says.count(&mut tally, target.class, Some(most));
            lexicon_says.count(&mut tally, target.class, Some(words));
            let inside = marked.iter().any(|quotation| quotation.span.contains(target.span));
            if inside { quoted } else { unquoted }.count(&mut tally, target.class, class);
            if let Some(kind) = kind_at(&mentions, &registry, target.span).and_then(place) {
                by_kind[kind].count(&mut tally, target.class, class);
            }
            let (start, end) = points.of(target.span);
            predictions.push(Prediction {
                id: target.id.clone(),
                gold: Value::from(CLASSES[target.class].to_string()),
                pred: class.map_or(Value::Null, |class| Value::from(CLASSES[class].to_string())),
                probs: answer.map_or(Value::Null, by_label),
                start: Some(start),
                end: Some(end),
                cluster: n,
            });
        }
        if let Some(seed) = context {
            let (text, offset) = in_context(sentences, n, seed);
            let reading = Reading::of(model, &text, &[Span::new(0, text.len()).trimmed(&text)])?;
            for (target, answer) in sentence.targets.iter().zip(answers(model, &reading, &sentence.places(offset))) {
                surrounded.count(&mut tally, target.class, answer.and_then(|p| class_of(p.best())));
            }
        }
        tallies.push(tally);
        progress(n + 1, sentences.len());
    }
    let mut metrics = stance_metrics(alone, "", "");
    if context.is_some() {
        metrics.extend(stance_metrics(surrounded, "", "_context"));
    }
    metrics.push(macro_metric(quoted, "f1_macro_quoted"));
    metrics.push(macro_metric(unquoted, "f1_macro_unquoted"));
    metrics.extend(KINDS.iter().zip(by_kind).map(|(kind, of)| macro_metric(of, format!("f1_macro_{kind}"))));
    metrics.extend(stance_metrics(by_codebook, "codebook_", ""));
    metrics.extend(stance_metrics(majority_says, "majority_", ""));
    metrics.extend(stance_metrics(lexicon_says, "lexicon_", ""));
    Ok(Scored { tallies, metrics, predictions })
}

/// The answer for each `(mention, sentence)` by the benchmark's convention.
fn answers(model: &Model, reading: &Reading<'_>, targets: &[(Span, Span)]) -> Vec<Option<Probabilities>> {
    let temperature = model.manifest().calibration.newsmtsc_temperature;
    reading.newsmtsc(targets).into_iter().map(|logits| Some(Probabilities::of(logits?, temperature))).collect()
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

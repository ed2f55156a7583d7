//! CoNLL++ (Tjong Kim Sang & De Meulder 2003, corrected by Wang et al. 2019): names and their types.

use std::collections::BTreeSet;

use ndarray::{Array1, ArrayView1, ArrayView2};
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::data_file::{DataFile, Line};
use super::metrics::{f1, span_counts, span_f1};
use super::prediction::{Prediction, probabilities};
use crate::cast::{NameKind, entities};
use crate::error::Result;
use crate::model::{Model, Reading};
use crate::text::{CodePoints, Span};

/// The types as the file names them, in the order of the entity head.
const TYPES: [&str; 4] = ["PER", "ORG", "LOC", "MISC"];
/// How much text of a document is read at a time, in bytes: a file without document marks is one long document.
const SECTION: usize = 48 * 1024;

/// A document: its sentences as lines of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Document {
    /// Words between single spaces, sentences between line ends.
    text: String,
    sentences: Vec<Sentence>,
}

/// A sentence as a span of the document's text.
#[derive(Debug, Clone, PartialEq)]
struct Sentence {
    span: Span,
    names: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq)]
struct Name {
    /// The line of its first word.
    line: usize,
    span: Span,
    /// Position in [`TYPES`].
    kind: usize,
}

/// The documents of a file; the tags may be IOB1 or IOB2.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the published form.
pub(super) fn read(file: &DataFile) -> Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    let mut sentence: Vec<Word<'_>> = Vec::new();
    for line in file.lines() {
        let marks_document = line.text.starts_with("-DOCSTART-");
        if marks_document || line.text.trim().is_empty() {
            finish(&mut documents, &mut sentence);
        } else {
            sentence.push(word(&line)?);
        }
        if marks_document {
            documents.push(Document::default());
        }
    }
    finish(&mut documents, &mut sentence);
    documents.retain(|document| !document.sentences.is_empty());
    Ok(documents)
}

/// A word with its line and its tag: whether a name begins there for certain, and the type.
struct Word<'f> {
    line: usize,
    text: &'f str,
    tag: Option<(bool, usize)>,
}

fn word<'f>(line: &Line<'f>) -> Result<Word<'f>> {
    let mut columns = line.text.split_whitespace();
    let (Some(text), Some(tag)) = (columns.next(), columns.next_back()) else {
        return Err(line.wrong("a word and its tag in columns", format!("{:?}", line.text)));
    };
    let tag = match tag.split_once('-') {
        None if tag == "O" => None,
        Some((place @ ("B" | "I"), kind)) if TYPES.contains(&kind) => {
            TYPES.iter().position(|t| *t == kind).map(|kind| (place == "B", kind))
        }
        _ => return Err(line.wrong("O, or B- or I- with PER, ORG, LOC or MISC", format!("{tag:?}"))),
    };
    Ok(Word { line: line.number, text, tag })
}

/// Adds the words read so far to the last document as a sentence.
fn finish(documents: &mut Vec<Document>, words: &mut Vec<Word<'_>>) {
    if words.is_empty() {
        return;
    }
    if documents.is_empty() {
        documents.push(Document::default());
    }
    let document = documents.last_mut().expect("there is one");
    if !document.text.is_empty() {
        document.text.push('\n');
    }
    let begin = document.text.len();
    let mut names: Vec<Name> = Vec::new();
    let mut open = None;
    for (n, word) in words.drain(..).enumerate() {
        if n > 0 {
            document.text.push(' ');
        }
        let start = document.text.len();
        document.text.push_str(word.text);
        let span = Span::new(start, document.text.len());
        match (word.tag, names.last_mut()) {
            (Some((false, kind)), Some(name)) if open == Some(kind) => name.span = name.span.hull(span),
            (Some((_, kind)), _) => names.push(Name { line: word.line, span, kind }),
            (None, _) => {}
        }
        open = word.tag.map(|(_, kind)| kind);
    }
    document.sentences.push(Sentence { span: Span::new(begin, document.text.len()), names });
}

/// Scores the names of every document. A tally is `[type, 3]` as [`span_f1`] reads it; the clusters are documents or, in a file
/// that is one document, sentences.
pub(super) fn score(documents: &[Document], model: &Model, progress: &mut dyn FnMut(usize, usize)) -> Result<Scored> {
    let mut tallies: Vec<Array1<f64>> = Vec::new();
    let mut predictions = Vec::new();
    for (n, document) in documents.iter().enumerate() {
        let mut of_sentences = Vec::with_capacity(document.sentences.len());
        for section in sections(&document.sentences) {
            let spans: Vec<Span> = section.iter().map(|sentence| sentence.span).collect();
            let reading = Reading::of(model, &document.text, &spans)?;
            for sentence in section {
                let found = entities(&document.text, sentence.span, &reading);
                let found: BTreeSet<(usize, Span)> =
                    found.into_iter().map(|(span, kind)| (index(kind), span)).collect();
                let cluster = if documents.len() == 1 { of_sentences.len() } else { n };
                of_sentences.push(tally(&found, &sentence.names));
                let points = CodePoints::new(sentence.span.of(&document.text));
                predictions.extend(sentence.names.iter().map(|name| {
                    let begin = sentence.span.start();
                    let (start, end) = points.of(Span::new(name.span.start() - begin, name.span.end() - begin));
                    let answer = found.iter().find(|(_, span)| *span == name.span);
                    Prediction {
                        id: format!("line-{}", name.line),
                        gold: Value::from(TYPES[name.kind]),
                        pred: answer.map_or(Value::Null, |(kind, _)| Value::from(TYPES[*kind])),
                        probs: type_probabilities(&reading, name.span),
                        start: Some(start),
                        end: Some(end),
                        cluster,
                    }
                }));
            }
        }
        if documents.len() == 1 {
            tallies = of_sentences;
        } else {
            tallies.push(of_sentences.into_iter().fold(Array1::zeros(3 * TYPES.len()), |sum, tally| sum + tally));
        }
        progress(n + 1, documents.len());
    }
    let mut metrics =
        vec![Metric::new("f1_micro", |tally| span_f1(&counts(tally)), |tally| counts(tally).column(2).sum())];
    for (kind, name) in TYPES.iter().enumerate() {
        let at = 3 * kind;
        metrics.push(Metric::new(
            format!("f1_{}", name.to_lowercase()),
            move |tally| f1(tally[at], tally[at + 1], tally[at + 2]),
            move |tally| tally[at + 2],
        ));
    }
    Ok(Scored { tallies, metrics, predictions })
}

/// Runs of sentences of about [`SECTION`] bytes.
fn sections(sentences: &[Sentence]) -> impl Iterator<Item = &[Sentence]> {
    let mut rest = sentences;
    std::iter::from_fn(move || {
        let first = rest.first()?.span.start();
        let count = rest.iter().take_while(|s| s.span.end() - first <= SECTION).count().max(1);
        let (section, tail) = rest.split_at(count);
        rest = tail;
        Some(section)
    })
}

const fn index(kind: NameKind) -> usize {
    match kind {
        NameKind::Person => 0,
        NameKind::Organisation => 1,
        NameKind::Location => 2,
        NameKind::Misc => 3,
    }
}

/// The counts of one sentence, type by type.
fn tally(found: &BTreeSet<(usize, Span)>, names: &[Name]) -> Array1<f64> {
    let of_type = |kind: usize| {
        let found: BTreeSet<Span> = found.iter().filter(|(k, _)| *k == kind).map(|(_, span)| *span).collect();
        let gold: BTreeSet<Span> = names.iter().filter(|name| name.kind == kind).map(|name| name.span).collect();
        span_counts(&found, &gold)
    };
    (0..TYPES.len()).flat_map(of_type).collect()
}

/// A tally as `[type, 3]`.
fn counts<'t>(tally: &'t ArrayView1<'_, f64>) -> ArrayView2<'t, f64> {
    tally.view().into_shape_with_order((TYPES.len(), 3)).expect("a tally is contiguous")
}

/// What the head says of the tokens of a name, on average: of no name, and of each type; `null` of no token.
fn type_probabilities(reading: &Reading<'_>, span: Span) -> Value {
    let tokens = &reading.tokens()[reading.range(span)];
    if tokens.is_empty() {
        return Value::Null;
    }
    let mean = |of: &dyn Fn(&[f32; 9]) -> f32| tokens.iter().map(|t| of(&t.entity)).sum::<f32>() / tokens.len() as f32;
    let mut means = vec![mean(&|p| p[0])];
    means.extend((0..TYPES.len()).map(|kind| mean(&|p| p[1 + 2 * kind] + p[2 + 2 * kind])));
    probabilities(["O"].into_iter().chain(TYPES), &means)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "-DOCSTART- -X- -X- O\n\nZoë NNP B-NP B-PER\nLund NNP I-NP I-PER\nof IN B-PP O\nOrr NNP B-NP B-ORG\nAbe NNP I-NP B-ORG\n\n\
                        Rain NN B-NP O\n\n-DOCSTART- -X- -X- O\n\nKestonia NNP I-NP I-LOC\nCup NNP I-NP I-MISC\nCup NNP I-NP B-MISC\n";

    fn gold(text: &str) -> Result<Vec<Document>> {
        read(&DataFile::of("gold.txt", text.as_bytes()).expect("text"))
    }

    fn names(document: &Document) -> Vec<(&str, &str, usize)> {
        let names = document.sentences.iter().flat_map(|s| &s.names);
        names.map(|n| (n.span.of(&document.text), TYPES[n.kind], n.line)).collect()
    }

    #[test]
    fn documents_hold_sentences_as_lines_and_names_of_both_schemes() {
        let documents = gold(GOLD).expect("well formed");
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].text, "Zoë Lund of Orr Abe\nRain");
        assert_eq!(names(&documents[0]), [("Zoë Lund", "PER", 3), ("Orr", "ORG", 6), ("Abe", "ORG", 7)]);
        assert_eq!(names(&documents[1]), [("Kestonia", "LOC", 13), ("Cup", "MISC", 14), ("Cup", "MISC", 15)]);
        assert_eq!(gold("Rain O").expect("two columns")[0].sentences.len(), 1);
    }

    #[test]
    fn errors_name_the_line() {
        let error = gold("Rain NN B-NP O\nOrr NNP B-NP B-COMPANY\n").expect_err("a type").to_string();
        assert_eq!(error, "gold.txt, line 2: expected O, or B- or I- with PER, ORG, LOC or MISC, found \"B-COMPANY\"");
        let error = gold("Rain\n").expect_err("one column").to_string();
        assert!(error.starts_with("gold.txt, line 1: expected a word and its tag in columns"), "{error}");
    }

    #[test]
    fn a_hit_needs_the_span_and_the_type() {
        let documents = gold(GOLD).expect("well formed");
        let sentence = &documents[0].sentences[0];
        let (zoe, orr) = (sentence.names[0].span, sentence.names[1].span);
        let tally = tally(&BTreeSet::from([(0, zoe), (2, orr), (1, sentence.names[2].span)]), &sentence.names);
        let view = tally.view();
        let counts = counts(&view);
        assert_eq!(counts, ndarray::arr2(&[[1.0, 1.0, 1.0], [1.0, 1.0, 2.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]));
        assert_eq!(span_f1(&counts), Some(4.0 / 6.0));
    }

    #[test]
    fn names_agree_with_seqeval() {
        // The tags of tests/metrics/sklearn_values.py; what is predicted is read as gold is.
        let read = |tags: [&str; 8]| {
            let words: Vec<String> = tags.iter().map(|tag| format!("x {tag}\n")).collect();
            gold(&format!("{}\n{}", words[..4].concat(), words[4..].concat())).expect("well formed").remove(0)
        };
        let gold = read(["B-PER", "I-PER", "O", "B-ORG", "B-LOC", "O", "B-MISC", "I-MISC"]);
        let predicted = read(["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "O", "B-MISC", "O"]);
        let mut sum = Array1::zeros(3 * TYPES.len());
        for (predicted, gold) in predicted.sentences.iter().zip(&gold.sentences) {
            sum += &tally(&predicted.names.iter().map(|name| (name.kind, name.span)).collect(), &gold.names);
        }
        assert_eq!(span_f1(&counts(&sum.view())), Some(ENTITY_F1));
    }

    // Printed by tests/metrics/sklearn_values.py (seqeval 1.2.2).
    const ENTITY_F1: f64 = 0.5;

    #[test]
    fn sections_hold_every_sentence_once() {
        let sentences: Vec<Sentence> =
            (0..10).map(|n| Sentence { span: Span::new(n * 20_000, n * 20_000 + 19_999), names: Vec::new() }).collect();
        let sizes: Vec<usize> = sections(&sentences).map(<[_]>::len).collect();
        assert_eq!(sizes, [2, 2, 2, 2, 2]);
    }
}

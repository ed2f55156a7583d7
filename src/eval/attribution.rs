//! Attribution in whole articles: the pipeline's statements against PolNeAR's attributions.

use std::collections::BTreeSet;

use ndarray::{Array1, ArrayView1};
use serde_json::{Value, json};

use super::Scored;
use super::bootstrap::Metric;
use super::matching::{Extent, matched};
use super::metrics::{f1, ratio, span_counts};
use super::polnear::{GoldArticle, GoldAttribution};
use super::prediction::{Prediction, probabilities};
use crate::error::Result;
use crate::ingest::Article;
use crate::pipeline::{Analysis, AttributedStatement, Pipeline};
use crate::statements::StatementKind;
use crate::text::{CodePoints, Span};

/// A content is found when a statement shares at least this much of the characters of both.
const FOUND: f64 = 0.5;

/// The counts of an article, by their place in its tally.
#[derive(Debug, Clone, Copy)]
enum Count {
    /// Exact spans: hits, predicted, gold.
    Source = 0,
    Cue = 3,
    Content = 6,
    /// By kind: found, gold.
    Direct = 9,
    Mixed = 11,
    Indirect = 13,
    /// Found attributions with a gold source: the mention is right, all.
    Speaker = 15,
    /// Found and, if there is a gold source, its speaker right.
    Right = 17,
    Predicted = 18,
    Gold = 19,
    Found = 20,
    /// One past the last.
    End = 21,
}

impl Count {
    /// The count `offset` places behind.
    fn of(self, tally: &ArrayView1<'_, f64>, offset: usize) -> f64 {
        tally[self as usize + offset]
    }
}

/// Analyses every article and compares. An article is a cluster.
pub(super) fn score(
    articles: &[GoldArticle],
    pipeline: &Pipeline,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let mut tallies = Vec::with_capacity(articles.len());
    let mut predictions = Vec::new();
    for (n, article) in articles.iter().enumerate() {
        let analysis = pipeline.analyze(&Article::new(article.id.as_str(), article.text.as_str()))?;
        let (tally, mut lines) = compare(article, &analysis);
        lines.iter_mut().for_each(|line| line.cluster = n);
        tallies.push(tally);
        predictions.extend(lines);
        progress(n + 1, articles.len());
    }
    Ok(Scored { tallies, metrics: metrics(), predictions })
}

/// What section 4 of the design asks for, then precision and recall of contents at IoU 0.5.
fn metrics() -> Vec<Metric> {
    use Count::{Content, Cue, Direct, Found, Gold, Indirect, Mixed, Predicted, Right, Source, Speaker};
    let exact = |name: &str, count: Count| {
        Metric::new(name, move |t| f1(count.of(t, 0), count.of(t, 1), count.of(t, 2)), move |t| count.of(t, 2))
    };
    let share = |name: &str, count: Count| {
        Metric::new(name, move |t| ratio(count.of(t, 0), count.of(t, 1)), move |t| count.of(t, 1))
    };
    vec![
        exact("f1_source", Source),
        exact("f1_cue", Cue),
        exact("f1_content", Content),
        share("found_direct", Direct),
        share("found_mixed", Mixed),
        share("found_indirect", Indirect),
        share("speaker", Speaker),
        Metric::new("e2e_f1", |t| f1(Right.of(t, 0), Predicted.of(t, 0), Gold.of(t, 0)), |t| Gold.of(t, 0)),
        Metric::new("content_precision", |t| ratio(Found.of(t, 0), Predicted.of(t, 0)), |t| Predicted.of(t, 0)),
        Metric::new("content_recall", |t| ratio(Found.of(t, 0), Gold.of(t, 0)), |t| Gold.of(t, 0)),
    ]
}

/// The counts of one article and a line per gold attribution.
fn compare(article: &GoldArticle, analysis: &Analysis) -> (Array1<f64>, Vec<Prediction>) {
    let points = CodePoints::new(&article.text);
    let extent = |spans: &[Span]| Extent::new(spans.iter().map(|span| points.of(*span)));
    let gold: Vec<Extent> = article.attributions.iter().map(|a| extent(&a.content)).collect();
    let predicted: Vec<Extent> = analysis.statements.iter().map(|s| extent(&s.statement.fragments)).collect();

    let mut tally: Array1<f64> = Array1::zeros(Count::End as usize);
    let mut add = |count: Count, offset: usize, by: f64| tally[count as usize + offset] += by;
    for (count, counts) in [
        (Count::Source, exact(article, analysis, |gold| &gold.source, |s| own(s, s.statement.source))),
        (Count::Cue, exact(article, analysis, |gold| &gold.cue, |s| own(s, s.statement.cue))),
        (Count::Content, exact(article, analysis, |gold| &gold.content, |s| s.statement.fragments.clone())),
    ] {
        counts.into_iter().enumerate().for_each(|(offset, by)| add(count, offset, by));
    }
    add(Count::Predicted, 0, predicted.len() as f64);
    add(Count::Gold, 0, gold.len() as f64);

    let mut lines = Vec::with_capacity(gold.len());
    for ((attribution, extent), found) in article.attributions.iter().zip(&gold).zip(matched(&gold, &predicted, FOUND))
    {
        let kind = match attribution.kind {
            StatementKind::Direct => Count::Direct,
            StatementKind::Mixed => Count::Mixed,
            StatementKind::Indirect => Count::Indirect,
        };
        add(kind, 1, 1.0);
        let answer = found.map(|(index, iou)| (&analysis.statements[index], iou));
        if let Some((statement, _)) = answer {
            add(kind, 0, 1.0);
            add(Count::Found, 0, 1.0);
            let mention = statement.speaker.mention;
            let right = mention.is_some_and(|mention| attribution.source.iter().any(|source| source.overlaps(mention)));
            if !attribution.source.is_empty() {
                add(Count::Speaker, 0, f64::from(u8::from(right)));
                add(Count::Speaker, 1, 1.0);
            }
            add(Count::Right, 0, f64::from(u8::from(right || attribution.source.is_empty())));
        }
        let hull = extent.hull();
        lines.push(Prediction {
            id: format!("{}/{}", article.id, attribution.id),
            gold: json!({
                "kind": attribution.kind.to_string(),
                "content": pairs(&points, &attribution.content),
                "source": pairs(&points, &attribution.source),
            }),
            pred: answer.map_or(Value::Null, |(statement, iou)| answer_of(&points, statement, iou)),
            probs: answer.map_or(Value::Null, |(s, _)| {
                probabilities(["content", "speaker"], &[s.statement.content_confidence, s.speaker.confidence])
            }),
            start: hull.map(|(start, _)| start),
            end: hull.map(|(_, end)| end),
            cluster: 0,
        });
    }
    (tally, lines)
}

/// `[hits, predicted, gold]` of the exact spans of one part of the attributions; the same span twice counts once.
fn exact<'a>(
    article: &'a GoldArticle,
    analysis: &Analysis,
    gold: impl Fn(&'a GoldAttribution) -> &'a [Span],
    predicted: impl Fn(&AttributedStatement) -> Vec<Span>,
) -> [f64; 3] {
    let gold: BTreeSet<Span> = article.attributions.iter().flat_map(|a| gold(a).iter().copied()).collect();
    let predicted: BTreeSet<Span> = analysis.statements.iter().flat_map(predicted).collect();
    span_counts(&predicted, &gold)
}

/// A part of the statement's own attribution; a continuation has none.
fn own(statement: &AttributedStatement, part: Option<Span>) -> Vec<Span> {
    part.filter(|_| !statement.statement.continues).into_iter().collect()
}

/// Spans as `[[start, end]]` in code points.
fn pairs(points: &CodePoints<'_>, spans: &[Span]) -> Value {
    spans.iter().map(|span| points.of(*span)).map(|(start, end)| json!([start, end])).collect()
}

/// A found statement as the predictions file shows it.
fn answer_of(points: &CodePoints<'_>, found: &AttributedStatement, iou: f64) -> Value {
    json!({
        "kind": found.statement.kind.to_string(),
        "content": pairs(points, &found.statement.fragments),
        "source": pairs(points, found.speaker.mention.as_slice()),
        "speaker": found.speaker.name,
        "iou": (iou * 1e6).round() / 1e6,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::bootstrap::{Estimate, estimates};
    use crate::speakers::{Speaker, SpeakerKind};
    use crate::statements::Statement;

    const TEXT: &str = "“Zoë won,” said Abe. “And how.” Orr claimed that it rained. It is said that Lund left.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).expect(words);
        Span::new(start, start + words.len())
    }

    fn gold(id: &str, kind: StatementKind, source: &[&str], cue: &str, content: &[&str]) -> GoldAttribution {
        let spans = |words: &[&str]| words.iter().map(|w| at(w)).collect();
        GoldAttribution { id: id.to_owned(), kind, source: spans(source), cue: spans(&[cue]), content: spans(content) }
    }

    fn said(kind: StatementKind, source: Option<&str>, mention: Option<&str>, content: &[&str]) -> AttributedStatement {
        AttributedStatement {
            statement: Statement {
                kind,
                fragments: content.iter().map(|w| at(w)).collect(),
                source: source.map(at),
                cue: source.map(|_| at("said")),
                content_confidence: 0.75,
                source_confidence: 0.5,
                continues: source.is_none() && mention.is_some(),
                denied: false,
            },
            speaker: Speaker {
                id: None,
                name: mention.map(str::to_owned),
                kind: SpeakerKind::Unknown,
                role: None,
                affiliation: None,
                mention: mention.map(at),
                confidence: 0.5,
                member: None,
            },
            stances: Vec::new(),
        }
    }

    fn example() -> (GoldArticle, Analysis) {
        use StatementKind::{Direct, Indirect};
        let attributions = vec![
            gold("E1", Direct, &["Abe"], "said", &["“Zoë won,”", "“And how.”"]),
            gold("E2", Indirect, &["Orr"], "claimed", &["that it rained"]),
            gold("E3", Indirect, &[], "said that", &["that Lund left"]),
        ];
        let article = GoldArticle { id: "a".to_owned(), text: TEXT.to_owned(), attributions };
        let statements = vec![
            said(Direct, Some("Abe"), Some("Abe"), &["“Zoë won,”"]),
            said(Direct, None, Some("Abe"), &["“And how.”"]),
            said(Indirect, Some("Orr"), Some("Zoë"), &["it rained"]),
            said(Indirect, None, None, &["Lund left"]),
        ];
        (article, Analysis { statements })
    }

    fn named(name: &str) -> Estimate {
        let (article, analysis) = example();
        let metrics = metrics();
        let at = metrics.iter().position(|m| m.name == name).expect(name);
        estimates(&[compare(&article, &analysis).0], &metrics, 1)[at]
    }

    #[test]
    fn every_metric_is_what_a_count_by_hand_gives() {
        struct Case {
            name: &'static str,
            value: Option<f64>,
            n: usize,
        }
        let cases = [
            // Abe and Orr are right; gold has no other source.
            Case { name: "f1_source", value: Some(1.0), n: 2 },
            // One predicted cue ("said", twice) against said, claimed, said that.
            Case { name: "f1_cue", value: Some(2.0 / 4.0), n: 3 },
            // Two of four predicted pieces are among the four gold pieces.
            Case { name: "f1_content", value: Some(4.0 / 8.0), n: 4 },
            // 10 of 20 characters.
            Case { name: "found_direct", value: Some(1.0), n: 1 },
            Case { name: "found_mixed", value: None, n: 0 },
            Case { name: "found_indirect", value: Some(1.0), n: 2 },
            // Abe is right, Zoë is not Orr; the third has no gold source.
            Case { name: "speaker", value: Some(0.5), n: 2 },
            Case { name: "e2e_f1", value: Some(4.0 / 7.0), n: 3 },
            Case { name: "content_precision", value: Some(0.75), n: 4 },
            Case { name: "content_recall", value: Some(1.0), n: 3 },
        ];
        for case in &cases {
            let found = named(case.name);
            let close = match (found.value, case.value) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-12,
                (a, b) => a == b,
            };
            assert!(close && found.n == case.n, "{}: {found:?}", case.name);
        }
        assert_eq!(metrics().len(), cases.len());
    }

    #[test]
    fn every_gold_attribution_has_a_line_in_code_points() {
        let (article, mut analysis) = example();
        analysis.statements.truncate(2);
        let lines = compare(&article, &analysis).1;
        assert_eq!(lines.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), ["a/E1", "a/E2", "a/E3"]);
        assert_eq!((lines[0].start, lines[0].end), (Some(0), Some(31)));
        assert_eq!(lines[0].pred["content"], json!([[0, 10]]));
        assert_eq!(lines[0].pred["source"], json!([[16, 19]]));
        assert_eq!((&lines[1].pred, &lines[1].probs), (&Value::Null, &Value::Null));
    }

    #[test]
    fn an_article_without_anything_counts_nothing() {
        let article = GoldArticle { id: "a".to_owned(), text: String::new(), attributions: Vec::new() };
        let (tally, lines) = compare(&article, &Analysis::default());
        assert!(tally.sum() == 0.0 && lines.is_empty());
    }
}

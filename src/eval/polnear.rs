//! PolNeAR (Newell et al. 2018): whole articles with their attributions.

use serde::Deserialize;

use super::data_file::{DataFile, Line, Whole};
use crate::error::Result;
use crate::statements::StatementKind;
use crate::text::{CodePoints, Span};

/// An article with its gold attributions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldArticle {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) attributions: Vec<GoldAttribution>,
}

/// One attribution; each part may be missing, and may be in pieces.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoldAttribution {
    pub(super) id: String,
    pub(super) kind: StatementKind,
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
}

#[derive(Deserialize)]
struct WireArticle {
    id: Option<String>,
    text: String,
    attributions: Vec<WireAttribution>,
}

#[derive(Deserialize)]
struct WireAttribution {
    id: Option<String>,
    kind: String,
    #[serde(default)]
    source: Vec<[Whole; 2]>,
    #[serde(default)]
    cue: Vec<[Whole; 2]>,
    #[serde(default)]
    content: Vec<[Whole; 2]>,
}

/// The articles of a file; fields beside these (silver annotation, metadata) are passed over.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in this form.
pub(super) fn read(file: &DataFile) -> Result<Vec<GoldArticle>> {
    file.records().map(|line| article(&line)).collect()
}

fn article(line: &Line<'_>) -> Result<GoldArticle> {
    let wire: WireArticle =
        line.json("an object with text and attributions [{kind, source, cue, content: [[start, end]]}]")?;
    let points = CodePoints::new(&wire.text);
    let spans = |ranges: &[[Whole; 2]]| -> Result<Vec<Span>> {
        ranges.iter().map(|[start, end]| line.span(&points, start.0, end.0)).collect()
    };
    let mut attributions = Vec::with_capacity(wire.attributions.len());
    for (n, a) in wire.attributions.iter().enumerate() {
        attributions.push(GoldAttribution {
            id: a.id.clone().unwrap_or_else(|| format!("#{n}")),
            kind: kind(&a.kind)
                .ok_or_else(|| line.wrong("a kind: direct, indirect or mixed", format!("{:?}", a.kind)))?,
            source: spans(&a.source)?,
            cue: spans(&a.cue)?,
            content: spans(&a.content)?,
        });
    }
    drop(points);
    Ok(GoldArticle { id: wire.id.unwrap_or_else(|| format!("line-{}", line.number)), text: wire.text, attributions })
}

fn kind(name: &str) -> Option<StatementKind> {
    [StatementKind::Direct, StatementKind::Indirect, StatementKind::Mixed]
        .into_iter()
        .find(|kind| kind.to_string() == name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str) -> Result<Vec<GoldArticle>> {
        read(&DataFile::of("gold.jsonl", text.as_bytes()).expect("text"))
    }

    #[test]
    fn articles_without_silver_fields_and_attributions_in_pieces_are_read() {
        let articles = gold(concat!(
            r#"{"id":"a1","text":"“Zoë,” said Abe, “won.”","publisher":"x","attributions":[{"id":"E1","kind":"direct","source":[[12,15]],"cue":[[7,11]],"content":[[0,6],[17,23]]}]}"#,
            "\n",
            r#"{"text":"Rain.","attributions":[{"kind":"indirect","content":[]}]}"#,
        ))
        .expect("well formed");
        let first = &articles[0].attributions[0];
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(&articles[0].text).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&first.content), ["“Zoë,”", "“won.”"]);
        assert_eq!((words(&first.source), words(&first.cue)), (vec!["Abe".to_owned()], vec!["said".to_owned()]));
        let second = &articles[1];
        assert_eq!((second.id.as_str(), second.attributions[0].id.as_str()), ("line-2", "#0"));
        assert!(second.attributions[0].source.is_empty());
    }

    #[test]
    fn errors_name_the_line() {
        let error = gold(r#"{"text":"Rain.","attributions":[{"kind":"direct","cue":[[3,9]]}]}"#).expect_err("a range");
        assert_eq!(error.to_string(), "gold.jsonl, line 1: expected a half-open range inside 0..5, found 3..9");
        let error = gold("\n{\"text\":\"Rain.\",\"attributions\":[{\"kind\":\"sung\"}]}").expect_err("a kind");
        assert_eq!(error.to_string(), "gold.jsonl, line 2: expected a kind: direct, indirect or mixed, found \"sung\"");
        assert!(
            gold("[1]")
                .expect_err("a list")
                .to_string()
                .contains("line 1: expected an object with text and attributions")
        );
    }
}

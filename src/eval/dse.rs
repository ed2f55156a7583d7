//! DSE (Park et al. 2021): which of two entities of a sentence is for or against the other.

use ndarray::Array1;
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::confusion::{Confusion, majority};
use super::data_file::{DataFile, Line};
use super::metrics::{macro_f1, micro_f1};
use super::prediction::{Prediction, largest, probabilities};
use crate::error::Result;
use crate::model::{Model, Reading, softmax};
use crate::text::{CodePoints, Span};

/// The classes as the file numbers them: none, positive p to q, positive q to p, negative p to q, negative q to p.
const CLASSES: [&str; 5] = ["0", "1", "2", "3", "4"];
const FORM: &str =
    "sentence with [p] and [q] and at the end a label 0 to 4, p and q between them or not, separated by tabulators";

/// A sentence and its two entities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    line: usize,
    /// Without the brackets.
    text: String,
    /// p and q on whole words; `None` where the sentence does not mark two entities.
    entities: Option<[Span; 2]>,
    class: usize,
}

/// The pairs of a file, with or without a header, with or without the columns that repeat p and q; a column before the sentence (a
/// number of the row) is passed over.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the published form.
pub(super) fn read(file: &DataFile) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for line in file.records() {
        match pair(&line) {
            Err(_) if line.number == 1 && is_header(&line) => {}
            pair => pairs.push(pair?),
        }
    }
    Ok(pairs)
}

/// A first line of names: no label, and nothing in brackets.
fn is_header(line: &Line<'_>) -> bool {
    line.cells().len() > 1 && !line.text.contains('[') && !line.text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

fn pair(line: &Line<'_>) -> Result<Pair> {
    let cells = line.cells();
    // The sentence is the first cell with marks; where none has any, its place is told by how many cells follow it.
    let place = cells.iter().position(|cell| cell.contains('[')).unwrap_or(cells.len().saturating_sub(4));
    let (marked, p, q, label) = match cells[place..] {
        [marked, label] => (marked, "", "", label),
        [marked, p, q, label] => (marked, p, q, label),
        _ => return Err(line.wrong(FORM, format!("{} cells", cells.len()))),
    };
    let class = CLASSES.iter().position(|class| *class == label.trim());
    let class = class.ok_or_else(|| line.wrong("a label from 0 to 4", format!("{label:?}")))?;
    let (text, brackets) = unbracketed(marked);
    let entities = brackets.map(|[first, second]| {
        // The marks stand in the order p, q; what they hold says so where they do not.
        let swapped = p != q && first.of(&text) == q && second.of(&text) == p;
        let [p, q] = if swapped { [second, first] } else { [first, second] };
        [whole_words(&text, p), whole_words(&text, q)]
    });
    Ok(Pair { line: line.number, text, entities, class })
}

/// The sentence without its first two pairs of brackets, and what stood in them; `None` if there are fewer.
fn unbracketed(marked: &str) -> (String, Option<[Span; 2]>) {
    let mut text = String::with_capacity(marked.len());
    let mut spans: Vec<Span> = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match (c, open) {
            ('[', None) if spans.len() < 2 => open = Some(text.len()),
            (']', Some(start)) => {
                spans.push(Span::new(start, text.len()));
                open = None;
            }
            _ => text.push(c),
        }
    }
    (text, spans.try_into().ok())
}

/// Widened to the words that the marks cut ("\[Congre\]ss"), without an apostrophe at the end ("\[Kratz’\]s").
fn whole_words(text: &str, span: Span) -> Span {
    let inner = |c: &char| c.is_alphanumeric();
    let words = span.of(text);
    let left: usize = match words.starts_with(char::is_alphanumeric) {
        true => text[..span.start()].chars().rev().take_while(inner).map(char::len_utf8).sum(),
        false => 0,
    };
    let right: usize = match words.ends_with(char::is_alphanumeric) {
        true => text[span.end()..].chars().take_while(inner).map(char::len_utf8).sum(),
        false => 0,
    };
    let wide = Span::new(span.start() - left, span.end() + right);
    let kept = wide.of(text).trim_end_matches(['’', '\'', '‘', ' ']).len();
    if kept == 0 { wide } else { Span::new(wide.start(), wide.start() + kept) }
}

/// Scores every pair in both directions.
pub(super) fn score(pairs: &[Pair], model: &Model, progress: &mut dyn FnMut(usize, usize)) -> Result<Scored> {
    let answered = Confusion::new(0, 5);
    let baseline = Confusion::new(answered.end(), 5);
    let most = majority(pairs.iter().map(|pair| pair.class), 5);
    let mut tallies = Vec::with_capacity(pairs.len());
    let mut predictions = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let answer = answer(model, pair)?;
        let class = answer.map(|p| largest(&p));
        let mut tally = Array1::zeros(baseline.end());
        answered.count(&mut tally, pair.class, class);
        baseline.count(&mut tally, pair.class, Some(most));
        tallies.push(tally);
        let hull = pair.entities.map(|[p, q]| CodePoints::new(&pair.text).of(p.hull(q)));
        predictions.push(Prediction {
            id: format!("line-{}", pair.line),
            gold: Value::from(pair.class),
            pred: class.map_or(Value::Null, Value::from),
            probs: answer.map_or(Value::Null, |p| probabilities(CLASSES, &p)),
            start: hull.map(|(start, _)| start),
            end: hull.map(|(_, end)| end),
            cluster: n,
        });
        progress(n + 1, pairs.len());
    }
    let mut metrics = pair_metrics(answered, "");
    metrics.extend(pair_metrics(baseline, "majority_"));
    Ok(Scored { tallies, metrics, predictions })
}

fn pair_metrics(confusion: Confusion, before: &str) -> Vec<Metric> {
    let n = move |tally: &ndarray::ArrayView1<'_, f64>| confusion.of(tally).sum();
    vec![
        Metric::new(format!("{before}f1_micro"), move |tally| micro_f1(&confusion.of(tally)), n),
        Metric::new(format!("{before}f1_macro"), move |tally| macro_f1(&confusion.of(tally)), n),
    ]
}

/// Probabilities of the five classes; `None` without two entities.
fn answer(model: &Model, pair: &Pair) -> Result<Option<[f32; 5]>> {
    let Some([p, q]) = pair.entities else { return Ok(None) };
    let whole = Span::new(0, pair.text.len()).trimmed(&pair.text);
    let reading = Reading::of(model, &pair.text, &[whole])?;
    let logits = reading.relation(&[(p, q, whole), (q, p, whole)]);
    Ok(match logits[..] {
        [Some(forward), Some(backward)] => Some(joint(forward, backward)),
        _ => None,
    })
}

/// The five classes from the logits (none, favorable, unfavorable) of the two directions, taken as independent and given that at
/// most one of them holds: a relation goes with "none" the other way, and the rest is shared out.
fn joint(mut forward: [f32; 3], mut backward: [f32; 3]) -> [f32; 5] {
    softmax(&mut forward);
    softmax(&mut backward);
    let classes = [
        forward[0] * backward[0],
        forward[1] * backward[0],
        backward[1] * forward[0],
        forward[2] * backward[0],
        backward[2] * forward[0],
    ];
    let sum: f32 = classes.iter().sum();
    // Both directions certain of a relation: nothing is left to share out.
    if sum > 0.0 { classes.map(|p| p / sum) } else { [0.2; 5] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str) -> Result<Vec<Pair>> {
        read(&DataFile::of("gold.tsv", text.as_bytes()).expect("text"))
    }

    #[test]
    fn marks_are_widened_to_words_and_lose_their_apostrophe() {
        struct Case {
            line: &'static str,
            p: &'static str,
            q: &'static str,
        }
        let cases = [
            Case { line: "[Congre]ss and the [Bush] men.\tCongre\tBush\t3", p: "Congress", q: "Bush" },
            Case {
                line: "“No,” [Zoë’]s aide told [the Kestonian State]s.\tZoë’\tthe Kestonian State\t1",
                p: "Zoë",
                q: "the Kestonian States",
            },
            Case { line: "Anti[Orr] talk of [Abe Lee ].\tOrr\tAbe Lee \t0", p: "AntiOrr", q: "Abe Lee" },
            Case { line: "[B] met [A] [sic].\tA\tB\t2", p: "A", q: "B" },
        ];
        for case in cases {
            let pairs = gold(case.line).expect(case.line);
            let [p, q] = pairs[0].entities.expect(case.line);
            assert_eq!((p.of(&pairs[0].text), q.of(&pairs[0].text)), (case.p, case.q));
        }
        assert_eq!(gold("[B] met [A] [sic].\tB\tA\t2").expect("a line")[0].text, "B met A [sic].");
    }

    #[test]
    fn a_header_is_passed_over_and_a_sentence_without_marks_stays() {
        let pairs = gold("sentence\tp\tq\tlabel\n[A] met [B].\tA\tB\t4\nA met B.\tA\tB\t0\n").expect("well formed");
        assert_eq!(
            pairs.iter().map(|p| (p.line, p.class, p.entities.is_some())).collect::<Vec<_>>(),
            [(2, 4, true), (3, 0, false)]
        );
    }

    #[test]
    fn columns_may_be_missing_or_too_many() {
        let texts = [
            "[A] met [B].\t3\n",
            "sentence\tlabel\n[A] met [B].\t3\n",
            "id\tsentence\tp\tq\tlabel\n17\t[A] met [B].\tA\tB\t3\n",
        ];
        for text in texts {
            let pairs = gold(text).expect(text);
            let [p, q] = pairs[0].entities.expect(text);
            assert_eq!((pairs.len(), p.of(&pairs[0].text), q.of(&pairs[0].text), pairs[0].class), (1, "A", "B", 3));
        }
    }

    #[test]
    fn errors_name_the_line() {
        let error = gold("[A] met [B].\tA\tB\t1\n[A] met [B].\tA\tB\t7").expect_err("a label").to_string();
        assert_eq!(error, "gold.tsv, line 2: expected a label from 0 to 4, found \"7\"");
        let error = gold("{\"a\": 1}").expect_err("cells").to_string();
        assert!(
            error.starts_with("gold.tsv, line 1: expected sentence with [p]") && error.ends_with("found 1 cells"),
            "{error}"
        );
    }

    #[test]
    fn classes_weigh_each_direction_with_none_of_the_other() {
        let ln = |p: [f32; 3]| p.map(f32::ln);
        let found = joint(ln([0.2, 0.7, 0.1]), ln([0.9, 0.06, 0.04]));
        let raw = [0.18, 0.63, 0.012, 0.09, 0.008];
        let sum: f32 = raw.iter().sum();
        for (found, raw) in found.iter().zip(raw) {
            assert!((found - raw / sum).abs() < 1e-6);
        }
        assert_eq!(joint([-200.0, 0.0, -200.0], [-200.0, -200.0, 0.0]), [0.2; 5]);
    }
}

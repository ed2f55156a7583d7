//! GAP (Webster et al. 2018): which of two names a pronoun stands for.

use ndarray::{Array1, ArrayView1};
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::data_file::{DataFile, Line};
use super::metrics::f1;
use super::prediction::{Prediction, probabilities};
use crate::cast::{self, MemberId};
use crate::error::Result;
use crate::model::{Model, Reading};
use crate::registry::Registry;
use crate::text::{CodePoints, Span};

/// The columns that are read, by the names in the header.
const COLUMNS: [&str; 10] =
    ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref"];

/// A text with a pronoun and two names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passage {
    id: String,
    text: String,
    pronoun: Span,
    gender: Gender,
    names: [Span; 2],
    /// Whether the pronoun stands for the name.
    gold: [bool; 2],
}

/// Of the pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

/// The passages of a file with a header.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the published form.
pub(super) fn read(file: &DataFile) -> Result<Vec<Passage>> {
    let mut lines = file.records();
    let Some(header) = lines.next() else { return Ok(Vec::new()) };
    let cells = header.cells();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        *place = cells.iter().position(|cell| cell.trim() == column).ok_or_else(|| {
            header.wrong(format!("a header with {}", COLUMNS.join(", ")), format!("none named {column}"))
        })?;
    }
    lines.map(|line| passage(&line, places, cells.len())).collect()
}

fn passage(line: &Line<'_>, places: [usize; COLUMNS.len()], width: usize) -> Result<Passage> {
    let cells = line.cells();
    if cells.len() != width {
        return Err(line.wrong(format!("{width} cells"), cells.len().to_string()));
    }
    let [id, text, pronoun, pronoun_at, a, a_at, a_coref, b, b_at, b_coref] = places.map(|place| cells[place]);
    let points = CodePoints::new(text);
    let mention = |words: &str, at: &str| -> Result<Span> {
        let start = at.trim().parse().map_err(|_| line.wrong("an offset in code points", format!("{at:?}")))?;
        let span = line.span(&points, start, start.saturating_add(words.chars().count()))?;
        if span.of(text) == words {
            return Ok(span);
        }
        Err(line.wrong(format!("{words:?} at code point {start}"), format!("{:?}", span.of(text))))
    };
    let truth = |cell: &str| match cell.trim().to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(line.wrong("TRUE or FALSE", format!("{cell:?}"))),
    };
    let gender = match pronoun.to_lowercase().as_str() {
        "he" | "him" | "his" => Gender::Masculine,
        "she" | "her" | "hers" => Gender::Feminine,
        _ => return Err(line.wrong("a pronoun: he, him, his, she, her or hers", format!("{pronoun:?}"))),
    };
    Ok(Passage {
        id: id.to_owned(),
        text: text.to_owned(),
        pronoun: mention(pronoun, pronoun_at)?,
        gender,
        names: [mention(a, a_at)?, mention(b, b_at)?],
        gold: [truth(a_coref)?, truth(b_coref)?],
    })
}

/// Scores every passage. A tally is `[hits, predicted, gold]` of the positive answers over both names (Webster et al. 2018,
/// section 4), of masculine pronouns and then of feminine ones.
pub(super) fn score(passages: &[Passage], model: &Model, progress: &mut dyn FnMut(usize, usize)) -> Result<Scored> {
    let registry = Registry::builtin();
    let mut tallies = Vec::with_capacity(passages.len());
    let mut predictions = Vec::with_capacity(passages.len());
    for (n, passage) in passages.iter().enumerate() {
        let masses = masses(model, &registry, passage)?;
        let answer = masses.map_or([false; 2], decide);
        tallies.push(tally(passage, answer));
        let (start, end) = CodePoints::new(&passage.text).of(passage.pronoun);
        predictions.push(Prediction {
            id: passage.id.clone(),
            gold: label(passage.gold),
            pred: masses.map_or(Value::Null, |_| label(answer)),
            probs: masses.map_or(Value::Null, |masses| probabilities(["A", "B", "neither"], &shares(masses))),
            start: Some(start),
            end: Some(end),
            cluster: n,
        });
        progress(n + 1, passages.len());
    }
    let of = |at: usize| move |tally: &ArrayView1<'_, f64>| f1(tally[at], tally[at + 1], tally[at + 2]);
    let metrics = vec![
        Metric::new("f1", |t| f1(t[0] + t[3], t[1] + t[4], t[2] + t[5]), |t| t[2] + t[5]),
        Metric::new("f1_masculine", of(0), |t| t[2]),
        Metric::new("f1_feminine", of(3), |t| t[5]),
    ];
    Ok(Scored { tallies, metrics, predictions })
}

/// What the reference head puts on the two persons, by any of their names and by way of earlier pronouns, and on "nowhere"; `None` if
/// the pronoun has no token.
fn masses(model: &Model, registry: &Registry, passage: &Passage) -> Result<Option<[f32; 3]>> {
    let whole = [Span::new(0, passage.text.len()).trimmed(&passage.text)];
    let reading = Reading::of(model, &passage.text, &whole)?;
    if reading.range(passage.pronoun).is_empty() {
        return Ok(None);
    }
    let pointed = reading.refer(passage.pronoun);
    let mut masses = passage.names.map(|name| pointed.within(&reading.range(name)));
    let mentions = cast::mentions(&passage.text, &whole, &reading, registry);
    let cast = cast::gather(&passage.text, &whole, &mentions, registry, None, "");
    let bearer = |name: Span| cast.members().iter().position(|m| m.named.iter().any(|named| named.overlaps(name)));
    let [a, b] = passage.names.map(bearer);
    if let Some(pronoun) = mentions.iter().find(|mention| mention.span == passage.pronoun).filter(|_| a != b) {
        let known = cast.referents(pronoun.span);
        for (mass, bearer) in masses.iter_mut().zip([a, b]) {
            let of = |(member, _): &&(MemberId, f32)| bearer == Some(member.0);
            *mass = known.iter().find(of).map_or(*mass, |(_, p)| p.max(*mass));
        }
    }
    for (mass, name) in masses.iter_mut().zip(passage.names) {
        if cast::is_subject_of(&passage.text, name, passage.pronoun) {
            *mass = 0.0;
        }
    }
    let [a, b] = masses;
    Ok(Some([a, b, pointed.nowhere]))
}

/// The three as probabilities: what the head puts on other words of the passage is shared out.
fn shares(masses: [f32; 3]) -> [f32; 3] {
    let sum: f32 = masses.iter().sum();
    if sum > 0.0 { masses.map(|mass| mass / sum) } else { [1.0 / 3.0; 3] }
}

/// A name is the answer if it has more than the other name and more than "nowhere".
fn decide([a, b, nowhere]: [f32; 3]) -> [bool; 2] {
    [a > b && a > nowhere, b > a && b > nowhere]
}

fn tally(passage: &Passage, answer: [bool; 2]) -> Array1<f64> {
    let count = |holds: fn(bool, bool) -> bool| {
        passage.gold.iter().zip(answer).filter(|(gold, answer)| holds(**gold, *answer)).count() as f64
    };
    let counts = [count(|gold, answer| gold && answer), count(|_, answer| answer), count(|gold, _| gold)];
    let mut tally = Array1::zeros(6);
    let at = match passage.gender {
        Gender::Masculine => 0,
        Gender::Feminine => 3,
    };
    tally.iter_mut().skip(at).zip(counts).for_each(|(to, from)| *to = from);
    tally
}

fn label(answer: [bool; 2]) -> Value {
    Value::from(match answer {
        [true, true] => "both",
        [true, false] => "A",
        [false, true] => "B",
        [false, false] => "neither",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n";
    const ROW: &str = "test-1\tZoë met \"Ann\" when she left.\tshe\t19\tZoë\t0\tTRUE\tAnn\t9\tFalse\thttp://x\n";

    fn gold(text: &str) -> Result<Vec<Passage>> {
        read(&DataFile::of("gap.tsv", text.as_bytes()).expect("text"))
    }

    #[test]
    fn mentions_are_read_in_code_points() {
        let passages = gold(&format!("{HEADER}{ROW}")).expect("well formed");
        let passage = &passages[0];
        let words = |span: Span| span.of(&passage.text);
        assert_eq!((words(passage.pronoun), passage.names.map(words)), ("she", ["Zoë", "Ann"]));
        assert_eq!((passage.gold, passage.gender), ([true, false], Gender::Feminine));
    }

    #[test]
    fn errors_name_the_line() {
        struct Case {
            text: String,
            says: &'static str,
        }
        let cases = [
            Case { text: ROW.to_owned(), says: "gap.tsv, line 1: expected a header with ID, Text" },
            Case { text: format!("{HEADER}a\tb\n"), says: "line 2: expected 11 cells, found 2" },
            Case {
                text: format!("{HEADER}{}", ROW.replace("\t19\t", "\t18\t")),
                says: "expected \"she\" at code point 18, found \" sh\"",
            },
            Case {
                text: format!("{HEADER}{}", ROW.replace("TRUE", "yes")),
                says: "expected TRUE or FALSE, found \"yes\"",
            },
            Case {
                text: format!("{HEADER}{}", ROW.replace("\t9\t", "\t900\t")),
                says: "expected a half-open range inside 0..28",
            },
        ];
        for case in cases {
            let error = gold(&case.text).expect_err(case.says).to_string();
            assert!(error.contains(case.says), "{error}");
        }
    }

    #[test]
    fn the_larger_mass_wins_if_it_beats_nowhere() {
        assert_eq!(decide([0.5, 0.2, 0.3]), [true, false]);
        assert_eq!(decide([0.1, 0.4, 0.3]), [false, true]);
        assert_eq!(decide([0.3, 0.2, 0.4]), [false, false]);
        assert_eq!(decide([0.3, 0.3, 0.1]), [false, false]);
        assert_eq!((shares([0.25, 0.0, 0.25]), shares([0.0; 3])), ([0.5, 0.0, 0.5], [1.0 / 3.0; 3]));
    }

    #[test]
    fn counts_are_of_positive_answers_by_gender() {
        let passages = gold(&format!("{HEADER}{ROW}")).expect("well formed");
        assert_eq!(tally(&passages[0], [true, false]).to_vec(), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(tally(&passages[0], [false, true]).to_vec(), [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]);
        assert_eq!(tally(&passages[0], [false, false]).to_vec(), [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    }
}

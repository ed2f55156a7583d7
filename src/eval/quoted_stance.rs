//! Our own gold set, `datasets/quoted-stance`: statements toward actors, coded by the codebook.

use std::fmt::Display;

use ndarray::Array1;
use serde::Deserialize;
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::confusion::{Confusion, majority};
use super::data_file::{DataFile, Line, Whole};
use super::lexicon::Lexicon;
use super::matching::Extent;
use super::metrics::{accuracy, f1, mean_f1, ratio};
use super::prediction::Prediction;
use super::stances::{by_label, class_of, items, macro_metric, stance_metrics};
use super::target_kind::{KINDS, place};
use crate::error::Result;
use crate::ingest::Article;
use crate::model::Reading;
use crate::pipeline::{Analysis, AttributedStatement, Pipeline};
use crate::registry::ActorKind;
use crate::stance::{self, Judged, Modality, Outlook, Perspective, Stance, Verdict};
use crate::statements::{Statement, StatementKind};
use crate::text::{CodePoints, Span};

/// A statement of the pipeline is the gold one when it shares at least this much of the characters of both.
const FOUND: f64 = 0.5;
const STANCES: [Stance; 4] = [Stance::Unfavorable, Stance::Neutral, Stance::Favorable, Stance::Mixed];
const OUTLOOKS: [Outlook; 3] = [Outlook::Gains, Outlook::None, Outlook::Loses];
const PERSPECTIVES: [Perspective; 2] = [Perspective::Speaker, Perspective::Reported];
const MODALITIES: [Modality; 3] = [Modality::Asserted, Modality::Possible, Modality::Denied];
const ROLES: [&str; 2] = ["actor", "modifier"];

/// A passage with its statements.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passage {
    id: String,
    text: String,
    statements: Vec<GoldStatement>,
}

#[derive(Debug, Clone, PartialEq)]
struct GoldStatement {
    fragments: Vec<Span>,
    pairs: Vec<GoldPair>,
}

/// A statement toward one actor.
#[derive(Debug, Clone, PartialEq)]
struct GoldPair {
    id: String,
    kind: ActorKind,
    /// In order.
    mentions: Vec<Span>,
    stance: Stance,
    outlook: Outlook,
    perspective: Perspective,
    modality: Modality,
    modifier: bool,
}

#[derive(Deserialize)]
struct WirePassage {
    id: String,
    text: String,
    statements: Vec<WireStatement>,
}

#[derive(Deserialize)]
struct WireStatement {
    fragments: Vec<[Whole; 2]>,
    actors: Vec<WirePair>,
}

#[derive(Deserialize)]
struct WirePair {
    id: String,
    actor_kind: String,
    mentions: Vec<[Whole; 2]>,
    stance: String,
    outlook: String,
    perspective: String,
    modality: String,
    role: String,
}

/// The passages of a file.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the form of `datasets/quoted-stance/make.py`.
pub(super) fn read(file: &DataFile) -> Result<Vec<Passage>> {
    file.records().map(|line| passage(&line)).collect()
}

fn passage(line: &Line<'_>) -> Result<Passage> {
    let wire: WirePassage = line.json(
        "an object with id, text and statements [{fragments, actors [{id, actor_kind, mentions, stance, ...}]}]",
    )?;
    let points = CodePoints::new(&wire.text);
    let spans = |ranges: &[[Whole; 2]], what: &str| -> Result<Vec<Span>> {
        let spans: Result<Vec<Span>> = ranges.iter().map(|[a, b]| line.span(&points, a.0, b.0)).collect();
        let mut spans = spans?;
        spans.sort();
        if spans.is_empty() { Err(line.wrong(format!("at least one of {what}"), "none")) } else { Ok(spans) }
    };
    let mut statements = Vec::with_capacity(wire.statements.len());
    for statement in &wire.statements {
        let mut pairs = Vec::with_capacity(statement.actors.len());
        for pair in &statement.actors {
            pairs.push(GoldPair {
                id: pair.id.clone(),
                kind: one_of(line, "an actor_kind", KINDS, &pair.actor_kind)?,
                mentions: spans(&pair.mentions, "mentions")?,
                stance: one_of(line, "a stance", STANCES, &pair.stance)?,
                outlook: one_of(line, "an outlook", OUTLOOKS, &pair.outlook)?,
                perspective: one_of(line, "a perspective", PERSPECTIVES, &pair.perspective)?,
                modality: one_of(line, "a modality", MODALITIES, &pair.modality)?,
                modifier: one_of(line, "a role", ROLES, &pair.role)? == "modifier",
            });
        }
        statements.push(GoldStatement { fragments: spans(&statement.fragments, "fragments")?, pairs });
    }
    drop(points);
    Ok(Passage { id: wire.id, text: wire.text, statements })
}

/// The value of `all` that is called `found`.
fn one_of<T: Display + Copy, const N: usize>(line: &Line<'_>, what: &str, all: [T; N], found: &str) -> Result<T> {
    all.into_iter().find(|value| value.to_string() == found).ok_or_else(|| {
        line.wrong(format!("{what}: {}", all.map(|value| value.to_string()).join(", ")), format!("{found:?}"))
    })
}

/// Where each figure is counted in a tally.
struct Counts {
    stance: Confusion,
    majority: Confusion,
    lexicon: Confusion,
    by_kind: [Confusion; KINDS.len()],
    asserted: Confusion,
    possible: Confusion,
    outlook: Confusion,
    modality: Confusion,
    perspective: Confusion,
    /// Gold rows that are mixed: called so, all.
    mixed: usize,
    /// Gold rows: found in the pipeline's answer, found with the right stance, all; then all of the pipeline's rows in the statements
    /// that match a gold one, the speaker's own left out.
    end_to_end: usize,
    /// One past the last.
    end: usize,
}

impl Counts {
    fn new() -> Self {
        let [stance, majority, lexicon, asserted, possible, outlook, modality] = Confusion::row(0, 3);
        let by_kind: [Confusion; KINDS.len()] = Confusion::row(modality.end(), 3);
        let perspective = Confusion::new(by_kind[KINDS.len() - 1].end(), 2);
        let mixed = perspective.end();
        let end_to_end = mixed + 2;
        Self {
            stance,
            majority,
            lexicon,
            by_kind,
            asserted,
            possible,
            outlook,
            modality,
            perspective,
            mixed,
            end_to_end,
            end: end_to_end + 4,
        }
    }

    /// Rows whose gold stance is mixed are in no figure of the stance but `mixed_found` and those end to end.
    fn metrics(self) -> Vec<Metric> {
        let Self { mixed, end_to_end, perspective, modality, outlook, .. } = self;
        let mut metrics = stance_metrics(self.stance, "", "");
        metrics.push(Metric::new("mixed_found", move |t| ratio(t[mixed], t[mixed + 1]), move |t| t[mixed + 1]));
        metrics.extend(KINDS.iter().zip(self.by_kind).map(|(kind, of)| macro_metric(of, format!("f1_macro_{kind}"))));
        metrics.push(macro_metric(self.asserted, "f1_macro_asserted"));
        metrics.push(macro_metric(self.possible, "f1_macro_possible"));
        metrics.push(macro_metric(outlook, "outlook_f1_macro"));
        metrics.push(Metric::new("outlook_accuracy", move |t| accuracy(&outlook.of(t)), items(outlook)));
        metrics.push(Metric::new("perspective_f1", move |t| mean_f1(&perspective.of(t), &[1]), items(perspective)));
        metrics.push(macro_metric(modality, "modality_f1_macro"));
        let share = |name: &str, at: usize| {
            let all = end_to_end + 2;
            Metric::new(name, move |t| ratio(t[at], t[all]), move |t| t[all])
        };
        metrics.push(share("found", end_to_end));
        metrics.push(share("e2e_accuracy", end_to_end + 1));
        let [right, gold, rows] = [end_to_end + 1, end_to_end + 2, end_to_end + 3];
        metrics.push(Metric::new("e2e_precision", move |t| ratio(t[right], t[rows]), move |t| t[rows]));
        metrics.push(Metric::new("e2e_f1", move |t| f1(t[right], t[rows], t[gold]), move |t| t[gold]));
        metrics.extend(stance_metrics(self.majority, "majority_", ""));
        metrics.extend(stance_metrics(self.lexicon, "lexicon_", ""));
        metrics
    }
}

/// Scores every pair twice: by the product's own functions, given the gold statement and mentions, and end to end by the pipeline on
/// the whole passage, where of `e2e_precision` are the rows of the statements that match a gold one. A passage is a cluster.
///
/// Given the gold, a portrayal is `reported` as in the product: where the model says so or another actor of the statement holds an
/// attitude toward this one. What the product takes from the attribution, that it denies the words, is asked of the pipeline's
/// statement that matches the gold one. End to end a pair is found when a statement with an IoU of at least 0.5 has a row one of
/// whose mentions overlaps one of the gold mentions.
pub(super) fn score(
    passages: &[Passage],
    pipeline: &Pipeline,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let counts = Counts::new();
    let lexicon = Lexicon::builtin();
    let pairs = || passages.iter().flat_map(|p| &p.statements).flat_map(|s| &s.pairs);
    let most = majority(pairs().filter_map(|pair| class_of(pair.stance)), 3);
    let mut tallies = Vec::with_capacity(passages.len());
    let mut predictions = Vec::new();
    for (n, passage) in passages.iter().enumerate() {
        let mut tally = Array1::zeros(counts.end);
        let text = passage.text.as_str();
        let points = CodePoints::new(text);
        let reading = Reading::of(pipeline.model(), text, &lines(text))?;
        let analysis = pipeline.analyze(&Article::new(passage.id.as_str(), text))?;
        for statement in &passage.statements {
            let matching = matching(&points, &statement.fragments, &analysis);
            let denied = matching.first().is_some_and(|s| s.statement.denied);
            let given = Statement { denied, ..given(text, &statement.fragments) };
            let of_others = |s: &&AttributedStatement| {
                s.stances.iter().filter(|row| Some(&row.actor_id) != s.speaker.id.as_ref()).count() as f64
            };
            tally[counts.end_to_end + 3] += matching.iter().map(of_others).sum::<f64>();
            for pair in &statement.pairs {
                let answer = answer(pipeline, text, &given, statement, pair, &reading);
                let class = answer.as_ref().and_then(|a| class_of(a.verdict.stance));
                let of_kind = place(pair.kind).map(|kind| counts.by_kind[kind]);
                let of_modality = match pair.modality {
                    Modality::Asserted => Some(counts.asserted),
                    Modality::Possible => Some(counts.possible),
                    Modality::Denied => None,
                };
                match class_of(pair.stance) {
                    Some(gold) => {
                        let scopes = answer.iter().flat_map(|a| &a.judged).map(|j| j.scope.of(text));
                        counts.majority.count(&mut tally, gold, Some(most));
                        counts.lexicon.count(&mut tally, gold, Some(lexicon.class(scopes)));
                        for figure in [Some(counts.stance), of_kind, of_modality].into_iter().flatten() {
                            figure.count(&mut tally, gold, class);
                        }
                    }
                    None => {
                        let said = answer.as_ref().is_some_and(|a| a.verdict.stance == Stance::Mixed);
                        tally[counts.mixed] += f64::from(u8::from(said));
                        tally[counts.mixed + 1] += 1.0;
                    }
                }
                let at = |is: Option<usize>| is.expect("the gold value is one of those that were read");
                let outlook = |o: Outlook| OUTLOOKS.iter().position(|of| *of == o);
                let perspective = |p: Perspective| PERSPECTIVES.iter().position(|of| *of == p);
                let modality = |m: Modality| MODALITIES.iter().position(|of| *of == m);
                let said = answer.as_ref();
                counts.outlook.count(
                    &mut tally,
                    at(outlook(pair.outlook)),
                    said.and_then(|a| outlook(a.verdict.outlook)),
                );
                let found = said.and_then(|a| perspective(a.perspective));
                counts.perspective.count(&mut tally, at(perspective(pair.perspective)), found);
                counts.modality.count(&mut tally, at(modality(pair.modality)), said.and_then(|a| modality(a.modality)));
                let row = matching.iter().find_map(|s| {
                    s.stances
                        .iter()
                        .find(|row| row.mentions.iter().any(|m| pair.mentions.iter().any(|g| g.overlaps(*m))))
                });
                tally[counts.end_to_end] += f64::from(u8::from(row.is_some()));
                tally[counts.end_to_end + 1] += f64::from(u8::from(row.is_some_and(|row| row.stance == pair.stance)));
                tally[counts.end_to_end + 2] += 1.0;
                predictions.push(prediction(&points, pair, said, n));
            }
        }
        tallies.push(tally);
        progress(n + 1, passages.len());
    }
    Ok(Scored { tallies, metrics: counts.metrics(), predictions })
}

/// What the product's functions say of a gold pair.
struct Answer {
    judged: Vec<Judged>,
    verdict: Verdict,
    perspective: Perspective,
    modality: Modality,
}

/// The gold statement as the product would have it.
fn given(text: &str, fragments: &[Span]) -> Statement {
    let marked = |span: &Span| span.of(text).starts_with(['“', '"', '„', '«', '‘']);
    let kind = match () {
        () if fragments.iter().all(marked) => StatementKind::Direct,
        () if fragments.iter().any(|f| f.of(text).contains(['“', '"', '„', '«'])) => StatementKind::Mixed,
        () => StatementKind::Indirect,
    };
    Statement::given(kind, fragments.to_vec())
}

/// `None` where no mention has a token.
fn answer(
    pipeline: &Pipeline,
    text: &str,
    given: &Statement,
    gold: &GoldStatement,
    pair: &GoldPair,
    reading: &Reading<'_>,
) -> Option<Answer> {
    let judged = stance::judge(text, std::slice::from_ref(given), &pair.mentions, reading).pop()?;
    let verdict = stance::verdict(&judged, pipeline.model().manifest().calibration)?;
    let carrier = judged[verdict.carrier];
    let others = gold.pairs.iter().filter(|other| other.id != pair.id && !other.modifier);
    let mut others: Vec<Span> = others.flat_map(|other| other.mentions.iter().copied()).collect();
    others.sort();
    let held = stance::holder(text, carrier.scope, carrier.mention, &others).is_some();
    let perspective = if verdict.reported || held { Perspective::Reported } else { Perspective::Speaker };
    let modality = stance::modality(carrier.scope.of(text), given);
    Some(Answer { judged, verdict, perspective, modality })
}

/// The pipeline's statements that are the gold one, the best first.
fn matching<'a>(points: &CodePoints<'_>, gold: &[Span], analysis: &'a Analysis) -> Vec<&'a AttributedStatement> {
    let extent = |spans: &[Span]| Extent::new(spans.iter().map(|span| points.of(*span)));
    let gold = extent(gold);
    let mut scored: Vec<(f64, &AttributedStatement)> =
        analysis.statements.iter().map(|s| (gold.iou(&extent(&s.statement.fragments)), s)).collect();
    scored.retain(|(iou, _)| *iou >= FOUND);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, statement)| statement).collect()
}

fn prediction(points: &CodePoints<'_>, pair: &GoldPair, answer: Option<&Answer>, cluster: usize) -> Prediction {
    let hull = pair.mentions.iter().copied().reduce(Span::hull).map(|hull| points.of(hull));
    Prediction {
        id: pair.id.clone(),
        gold: Value::from(pair.stance.to_string()),
        pred: answer.map_or(Value::Null, |a| Value::from(a.verdict.stance.to_string())),
        probs: answer.map_or(Value::Null, |a| by_label(a.verdict.probabilities)),
        start: hull.map(|(start, _)| start),
        end: hull.map(|(_, end)| end),
        cluster,
    }
}

/// The lines of a text that hold something, trimmed: its paragraphs.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        out.push(span);
    }
    out.retain(|span| !span.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = r#"{"id":"001","text":"“Zoë lost,” said Orr. Rain.\nHe said that she “won”.","statements":[{"start":0,"end":11,"fragments":[[0,11]],"actors":[{"id":"001.1.a","actor":"Zoë Lund","actor_kind":"person","mentions":[[1,4]],"stance":"unfavorable","outlook":"loses","perspective":"speaker","modality":"asserted","role":"actor","holder":null}]},{"start":36,"end":50,"fragments":[[36,50]],"actors":[{"id":"001.2.a","actor":"Zoë Lund","actor_kind":"person","mentions":[[41,44]],"stance":"mixed","outlook":"none","perspective":"reported","modality":"denied","role":"modifier","holder":"Orr"}]}]}"#;

    fn gold(text: &str) -> Result<Vec<Passage>> {
        read(&DataFile::of("gold.jsonl", text.as_bytes()).expect("text"))
    }

    #[test]
    fn pairs_are_read_in_code_points_with_all_their_codes() {
        let passages = gold(GOLD).expect("well formed");
        let passage = &passages[0];
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(&passage.text)).collect::<Vec<_>>();
        let [first, second] = &passage.statements[..] else { panic!("two statements") };
        assert_eq!((words(&first.fragments), words(&first.pairs[0].mentions)), (vec!["“Zoë lost,”"], vec!["Zoë"]));
        assert_eq!((words(&second.fragments), words(&second.pairs[0].mentions)), (vec!["that she “won”"], vec!["she"]));
        let pair = &second.pairs[0];
        assert_eq!((pair.stance, pair.outlook, pair.modality), (Stance::Mixed, Outlook::None, Modality::Denied));
        assert_eq!((pair.perspective, pair.modifier, pair.kind), (Perspective::Reported, true, ActorKind::Person));
        let kinds = [first, second].map(|s| given(&passage.text, &s.fragments).kind);
        assert_eq!(kinds, [StatementKind::Direct, StatementKind::Mixed]);
        assert_eq!(words(&lines(&passage.text)), ["“Zoë lost,” said Orr. Rain.", "He said that she “won”."]);
    }

    #[test]
    fn errors_name_the_line_and_the_code() {
        struct Case {
            from: &'static str,
            to: &'static str,
            says: &'static str,
        }
        let cases = [
            Case {
                from: "unfavorable",
                to: "bad",
                says: "expected a stance: unfavorable, neutral, favorable, mixed, found \"bad\"",
            },
            Case {
                from: "\"actor\",\"holder",
                to: "\"\",\"holder",
                says: "expected a role: actor, modifier, found \"\"",
            },
            Case {
                from: "\"person\"",
                to: "\"group\"",
                says: "expected an actor_kind: person, state, organisation, found \"group\"",
            },
            Case { from: "[[1,4]]", to: "[[1,400]]", says: "expected a half-open range inside 0..51, found 1..400" },
            Case { from: "[[1,4]]", to: "[]", says: "expected at least one of mentions, found none" },
            Case { from: "\"statements\"", to: "\"attributions\"", says: "missing field `statements`" },
        ];
        for Case { from, to, says } in cases {
            assert!(GOLD.contains(from), "{from}");
            let error = gold(&format!("{GOLD}\n{}", GOLD.replacen(from, to, 1))).expect_err(says).to_string();
            assert!(error.starts_with("gold.jsonl, line 2: ") && error.contains(says), "{error}");
        }
    }
}

//! Scorers that users bring: whether a statement agrees with a claim (natural language inference), and the plain sentiment of its
//! sentences, each by a [`Classifier`].

use std::path::Path;

use crate::classifier::Classifier;
use crate::engine::EngineOptions;
use crate::error::{Error, Result};
use crate::model::softmax;
use crate::pipeline::{Analysis, AttributedStatement};
use crate::text::Span;

/// What stands for the actor's name in a hypothesis.
const ACTOR: &str = "{actor}";

/// What a scorer answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Question {
    /// Whether a statement entails each of these hypotheses; `{actor}` in one stands for every actor of the statement in turn.
    Claims(Vec<String>),
    /// How positive the sentence around an actor is, whoever it is about.
    Sentiment,
}

/// A classifier and the places of its labels.
pub(crate) struct Scorer {
    classifier: Classifier,
    question: Question,
    roles: Roles,
}

/// The places of the labels among the logits. A head of two classes has no place for the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Roles {
    /// Entailment, or positive.
    yes: usize,
    /// Contradiction, or negative. "Not entailment" is neither contradiction nor neutral.
    no: Option<usize>,
    neutral: Option<usize>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    /// Index of the statement.
    pub statement: usize,
    /// Index of the actor among the statement's stances; none where the hypothesis names no actor.
    pub stance: Option<usize>,
    /// The hypothesis as it was asked; none of a sentiment.
    pub hypothesis: Option<String>,
    /// Probability of agreement, or of positive, in 0..1.
    pub yes: f32,
    /// Probability of contradiction, or of negative; none where the classifier has no such label.
    pub no: Option<f32>,
    /// Probability of neither; none where the classifier has no such label.
    pub neutral: Option<f32>,
}

impl Scorer {
    /// Opens the classifier in `folder` for a question.
    ///
    /// # Errors
    /// [`Error::Model`] if it is no classifier, or has not the labels that the question needs; [`Error::Engine`] if libtorch is not
    /// compiled in.
    pub(crate) fn open(folder: &Path, question: Question, options: &EngineOptions) -> Result<Self> {
        let classifier = Classifier::open(folder, options)?;
        let config = folder.join("config.json");
        let roles = match question {
            Question::Claims(_) => Roles::of_claims(classifier.labels()),
            Question::Sentiment => Roles::of_sentiment(classifier.labels()),
        };
        let expected = match question {
            Question::Claims(_) => "labels entailment, contradiction and neutral, or entailment and not_entailment",
            Question::Sentiment => "labels negative and positive, with or without neutral",
        };
        let roles = roles.ok_or_else(|| Error::model(config, expected, classifier.labels().join(", ")))?;
        Ok(Self { classifier, question, roles })
    }

    /// The answers of an article, by statement, actor and hypothesis. They depend on nothing but the article.
    ///
    /// # Errors
    /// [`Error::Engine`] if the classifier fails.
    pub(crate) fn answers(&self, text: &str, analysis: &Analysis) -> Result<Vec<Answer>> {
        let asked = asked(&self.question, text, analysis);
        let texts: Vec<_> = asked.iter().map(|a| (a.words.clone(), a.hypothesis.clone())).collect();
        let logits = self.classifier.logits(&texts)?;
        let answer = |(asked, mut logits): (Asked, Vec<f32>)| {
            softmax(&mut logits);
            let of = |place: Option<usize>| place.map(|place| logits[place]);
            let Asked { statement, stance, hypothesis, .. } = asked;
            Answer {
                statement,
                stance,
                hypothesis,
                yes: logits[self.roles.yes],
                no: of(self.roles.no),
                neutral: of(self.roles.neutral),
            }
        };
        Ok(asked.into_iter().zip(logits).map(answer).collect())
    }
}

/// One input of the classifier.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    statement: usize,
    stance: Option<usize>,
    words: String,
    hypothesis: Option<String>,
}

fn asked(question: &Question, text: &str, analysis: &Analysis) -> Vec<Asked> {
    let mut all = Vec::new();
    for (statement, of) in analysis.statements.iter().enumerate() {
        match question {
            Question::Claims(hypotheses) => {
                let words = content(text, of);
                for hypothesis in hypotheses.iter().filter(|h| !h.contains(ACTOR)) {
                    all.push(Asked {
                        statement,
                        stance: None,
                        words: words.clone(),
                        hypothesis: Some(hypothesis.clone()),
                    });
                }
                for (stance, row) in of.stances.iter().enumerate() {
                    for hypothesis in hypotheses.iter().filter(|h| h.contains(ACTOR)) {
                        let hypothesis = Some(hypothesis.replace(ACTOR, &row.actor));
                        all.push(Asked { statement, stance: Some(stance), words: words.clone(), hypothesis });
                    }
                }
            }
            Question::Sentiment => {
                for (stance, row) in of.stances.iter().enumerate() {
                    let words = unquoted(row.evidence.of(text));
                    all.push(Asked { statement, stance: Some(stance), words, hypothesis: None });
                }
            }
        }
    }
    all
}

/// The words of a statement without the words that attribute it and without its outer quotation marks.
fn content(text: &str, statement: &AttributedStatement) -> String {
    let words = |span: &Span| unquoted(span.of(text));
    statement.statement.fragments.iter().map(words).collect::<Vec<_>>().join(" ")
}

fn unquoted(words: &str) -> String {
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'') || c.is_whitespace();
    words.trim_start_matches(mark).trim_end_matches(mark).to_owned()
}

impl Roles {
    /// Natural language inference; public checkpoints have every order and both spellings.
    fn of_claims(labels: &[String]) -> Option<Self> {
        let find = |names: &[&str]| place(labels, names);
        let yes = find(&["entailment", "entail", "entails"])?;
        let no = find(&["contradiction", "contradict", "contradicts"]);
        let neutral = find(&["neutral"]);
        let other = find(&["not_entailment", "non_entailment", "no_entailment"]);
        let known = match labels.len() {
            2 => other.is_some() || no.is_some(),
            3 => no.is_some() && neutral.is_some(),
            _ => false,
        };
        known.then_some(Self { yes, no, neutral })
    }

    fn of_sentiment(labels: &[String]) -> Option<Self> {
        let find = |names: &[&str]| place(labels, names);
        let (yes, no) = (find(&["positive", "pos"])?, find(&["negative", "neg"])?);
        let neutral = find(&["neutral", "neu"]);
        (labels.len() == 2 + usize::from(neutral.is_some())).then_some(Self { yes, no: Some(no), neutral })
    }
}

/// The place of a label by one of its names, whatever its case and whether words are joined by `-`, `_` or a space.
fn place(labels: &[String], names: &[&str]) -> Option<usize> {
    let plain = |label: &String| label.trim().to_lowercase().replace(['-', ' '], "_");
    labels.iter().position(|label| names.contains(&plain(label).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::example;
    use crate::stance::Stance;

    fn labels(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_order_of_the_labels_is_read_and_others_are_refused() {
        struct Case {
            labels: &'static [&'static str],
            claims: Option<(usize, Option<usize>, Option<usize>)>,
        }
        let cases = [
            Case { labels: &["entailment", "neutral", "contradiction"], claims: Some((0, Some(2), Some(1))) },
            Case { labels: &["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], claims: Some((2, Some(0), Some(1))) },
            Case { labels: &["contradiction", "entailment", "neutral"], claims: Some((1, Some(0), Some(2))) },
            Case { labels: &["entailment", "not_entailment"], claims: Some((0, None, None)) },
            Case { labels: &["not-entailment", "entailment"], claims: Some((1, None, None)) },
            Case { labels: &["LABEL_0", "LABEL_1", "LABEL_2"], claims: None },
            Case { labels: &["neutral", "contradiction"], claims: None },
            Case { labels: &["entailment", "neutral", "contradiction", "unrelated"], claims: None },
        ];
        for case in cases {
            let found = Roles::of_claims(&labels(case.labels)).map(|r| (r.yes, r.no, r.neutral));
            assert_eq!(found, case.claims, "{:?}", case.labels);
        }
        let found = Roles::of_sentiment(&labels(&["NEG", "NEU", "POS"])).unwrap();
        assert_eq!(found, Roles { yes: 2, no: Some(0), neutral: Some(1) });
        assert!(Roles::of_sentiment(&labels(&["1 star", "2 stars"])).is_none());
    }

    #[test]
    fn a_hypothesis_is_asked_of_every_actor_and_without_one_once() {
        let text = "“Orrin won,” she said, “and Kestonia lost.”";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let stances = ["Orrin", "Kestonia"].map(|actor| example::stance(actor, Stance::Neutral, [0.2, 0.6, 0.2]));
        let mut statement = example::statement(Some("Ilse Brandt"), stances.into());
        statement.statement.fragments = vec![at("“Orrin won,”"), at("“and Kestonia lost.”")];
        let analysis = Analysis { statements: vec![statement] };
        let question = Question::Claims(vec!["{actor} will benefit".into(), "The war is over".into()]);
        let found: Vec<_> =
            asked(&question, text, &analysis).into_iter().map(|a| (a.stance, a.words, a.hypothesis.unwrap())).collect();
        let words = || "Orrin won, and Kestonia lost.".to_owned();
        let expected = [
            (None, words(), "The war is over".to_owned()),
            (Some(0), words(), "Orrin will benefit".to_owned()),
            (Some(1), words(), "Kestonia will benefit".to_owned()),
        ];
        assert_eq!(found, expected);
    }
}

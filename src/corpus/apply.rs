//! Corrections win over the model.

use std::collections::BTreeMap;

use super::correction::{Change, Correction};
use super::{ActorEntry, Corpus, LabelSource, SpeakerEntry, StanceEntry, StatementEntry, Words};
use crate::actors::MentionRole;
use crate::cast::slug;
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Perspective, Stance};

/// A statement that was scored anew is still the one of a correction if they share this much of their characters (Jaccard).
const SAME: f64 = 0.5;

/// A correction that could not be applied.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stale {
    /// Index into the corrections.
    pub correction: usize,
    /// What it refers to that is gone.
    pub why: String,
}

impl Corpus {
    /// Applies corrections in their order; what they decide is marked [`LabelSource::Human`]. A label by a person has the
    /// probability 1, and `mixed` half of either side. Returns those that refer to something that is gone; the others are applied.
    ///
    /// A statement is known by its article and place, where its words must be the same; one that was scored anew with somewhat other
    /// ends is found by the characters they share.
    pub(crate) fn apply(&mut self, corrections: &[Correction]) -> Vec<Stale> {
        let articles: BTreeMap<String, usize> =
            self.articles.iter().enumerate().map(|(place, article)| (article.id.clone(), place)).collect();
        let mut stale = Vec::new();
        for (place, correction) in corrections.iter().enumerate() {
            let done = match articles.get(&correction.article) {
                Some(article) => self.apply_one(*article, correction),
                None => Err(format!("there is no article {}", correction.article)),
            };
            if let Err(why) = done {
                stale.push(Stale { correction: place, why });
            }
        }
        if !corrections.is_empty() {
            self.put_in_order();
        }
        stale
    }

    fn apply_one(&mut self, article: usize, correction: &Correction) -> Result<(), String> {
        if let Change::NewStatement { kind } = correction.change {
            return self.add_statement(article, correction, kind);
        }
        let statement = self.statement_of(article, correction)?;
        match &correction.change {
            Change::NewStatement { .. } => {}
            Change::Speaker(name) => {
                let speaker = name.as_deref().map(|name| self.speaker_named(article, name));
                let entry = &mut self.statements[statement];
                // Mention, role and affiliation are of whom the model took for the speaker.
                if entry.speaker != speaker {
                    (entry.speaker_role, entry.speaker_affiliation, entry.speaker_mention) = (None, None, None);
                }
                entry.speaker = speaker;
                entry.speaker_confidence = speaker.map(|_| 1.0);
                entry.source = LabelSource::Human;
            }
            Change::Stance { actor, stance } => {
                let row = self.row(statement, actor)?;
                decide(&mut self.stances[row], *stance);
            }
            Change::About { actor, kind, mention, mention_start, mention_end, stance } => {
                let words = Words { text: mention.clone(), start: *mention_start, end: *mention_end };
                self.add_row(article, statement, actor, *kind, words, *stance);
            }
            Change::NotAbout { actor } => {
                let row = self.row(statement, actor)?;
                self.stances.remove(row);
            }
            Change::Kind(kind) => {
                self.statements[statement].kind = *kind;
                self.statements[statement].source = LabelSource::Human;
            }
            Change::Bounds { start, end, text } => {
                let entry = &mut self.statements[statement];
                entry.words = Words { text: text.clone(), start: *start, end: *end };
                entry.fragments.clear();
                entry.content_confidence = 1.0;
                entry.source = LabelSource::Human;
                self.stances.retain(|row| {
                    row.statement != statement || (*start <= row.mention.start && row.mention.end <= *end)
                });
            }
            Change::NoStatement => {
                self.stances.retain(|row| row.statement != statement);
                for row in &mut self.stances {
                    row.statement -= usize::from(row.statement > statement);
                }
                self.statements.remove(statement);
            }
        }
        Ok(())
    }

    fn statement_of(&self, article: usize, correction: &Correction) -> Result<usize, String> {
        let place = || format!("{}, {}-{}", correction.article, correction.start, correction.end);
        let near = self.statements.iter().enumerate().filter(|(_, entry)| entry.article == article);
        let near = near.filter_map(|(index, entry)| {
            let shared = shared(&entry.words, correction)?;
            Some((index, shared))
        });
        let best = near.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.filter(|(_, shared)| *shared >= SAME)
            .map(|(index, _)| index)
            .ok_or_else(|| format!("the statement is gone ({}): {}", place(), shortened(&correction.text)))
    }

    fn row(&self, statement: usize, actor: &str) -> Result<usize, String> {
        self.stances
            .iter()
            .position(|row| row.statement == statement && self.is_called(row.actor, actor))
            .ok_or_else(|| format!("{} has no row about {actor} any more", self.statements[statement].id))
    }

    fn is_called(&self, actor: usize, name: &str) -> bool {
        let entry = &self.actors[actor];
        entry.id == name || entry.name.to_lowercase() == name.to_lowercase()
    }

    fn add_statement(
        &mut self,
        article: usize,
        correction: &Correction,
        kind: crate::statements::StatementKind,
    ) -> Result<(), String> {
        let Correction { start, end, text, .. } = correction;
        if let Some(whole) = &self.articles[article].text {
            let there: String = whole.chars().skip(*start).take(end - start).collect();
            if there != *text {
                return Err(format!("the text has changed at {}, {start}-{end}", correction.article));
            }
        }
        // The model may have found it since: then the person confirms it.
        if let Ok(found) = self.statement_of(article, correction) {
            self.statements[found].source = LabelSource::Human;
            self.statements[found].content_confidence = 1.0;
            return Ok(());
        }
        let id = (1..)
            .map(|n| format!("{}-h{n:03}", correction.article))
            .find(|id| self.statements.iter().all(|entry| entry.id != *id))
            .expect("some number is free");
        self.statements.push(StatementEntry {
            quotation: id.clone(),
            id,
            article,
            kind,
            words: Words { text: text.clone(), start: *start, end: *end },
            fragments: Vec::new(),
            speaker: None,
            speaker_role: None,
            speaker_affiliation: None,
            speaker_mention: None,
            cue: None,
            content_confidence: 1.0,
            speaker_confidence: None,
            source: LabelSource::Human,
        });
        Ok(())
    }

    fn add_row(
        &mut self,
        article: usize,
        statement: usize,
        actor: &str,
        kind: Option<ActorKind>,
        mention: Words,
        stance: Stance,
    ) {
        let actor = self.actor_named(article, actor, kind);
        let evidence = self.statements[statement].words.clone();
        let known = self.stances.iter().position(|row| row.statement == statement && row.actor == actor);
        let place = known.unwrap_or_else(|| {
            self.stances.push(StanceEntry {
                statement,
                actor,
                mention,
                n_mentions: 1,
                mention_role: MentionRole::Name,
                stance,
                score: 0.0,
                probabilities: [0.0; 3],
                abstained: false,
                outlook: None,
                perspective: Some(Perspective::Speaker),
                holder: None,
                modality: None,
                evidence,
                source: LabelSource::Human,
            });
            self.stances.len() - 1
        });
        decide(&mut self.stances[place], stance);
    }

    /// The speaker with this name or id; of a name that only this article has a mention for, who is mentioned; else a new person.
    fn speaker_named(&mut self, article: usize, name: &str) -> usize {
        let lower = name.to_lowercase();
        let by_name = self.speakers.iter().position(|entry| entry.id == name || entry.name.to_lowercase() == lower);
        let mentioned = || {
            let here = self.statements.iter().filter(|entry| entry.article == article);
            let of =
                |entry: &StatementEntry| entry.speaker_mention.as_ref().is_some_and(|mention| mention.text == name);
            here.filter(|entry| of(entry)).find_map(|entry| entry.speaker)
        };
        by_name.or_else(mentioned).unwrap_or_else(|| {
            let id = free(&slug(name), |id| self.speakers.iter().any(|entry| entry.id == id));
            let (role, affiliation) = (None, None);
            self.speakers.push(SpeakerEntry {
                id,
                name: name.to_owned(),
                kind: SpeakerKind::Person,
                role,
                affiliation,
            });
            self.speakers.len() - 1
        })
    }

    fn actor_named(&mut self, article: usize, name: &str, kind: Option<ActorKind>) -> usize {
        let by_name = (0..self.actors.len()).find(|actor| self.is_called(*actor, name));
        let mentioned = || {
            let here = self.stances.iter().filter(|row| self.statements[row.statement].article == article);
            here.filter(|row| row.mention.text == name).map(|row| row.actor).next()
        };
        by_name.or_else(mentioned).unwrap_or_else(|| {
            let id = free(&slug(name), |id| self.actors.iter().any(|entry| entry.id == id));
            self.actors.push(ActorEntry { id, name: name.to_owned(), kind: kind.unwrap_or(ActorKind::Person) });
            self.actors.len() - 1
        })
    }

    /// Restores the order of the lists, and with it what they refer to.
    pub(super) fn put_in_order(&mut self) {
        let speakers = sorted(&mut self.speakers, |a, b| a.id.cmp(&b.id));
        let actors = sorted(&mut self.actors, |a, b| a.id.cmp(&b.id));
        for statement in &mut self.statements {
            statement.speaker = statement.speaker.map(|speaker| speakers[speaker]);
        }
        let place = |entry: &StatementEntry| (entry.article, entry.words.start, entry.words.end);
        let statements = sorted(&mut self.statements, |a, b| place(a).cmp(&place(b)).then(a.id.cmp(&b.id)));
        for row in &mut self.stances {
            (row.statement, row.actor) = (statements[row.statement], actors[row.actor]);
        }
        // A stable sort: rows of people come behind those of the model.
        self.stances.sort_by_key(|row| row.statement);
    }
}

/// Sorts a list; where each entry went.
fn sorted<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<usize> {
    let mut numbered: Vec<(usize, T)> = std::mem::take(list).into_iter().enumerate().collect();
    numbered.sort_by(|a, b| compare(&a.1, &b.1));
    let mut places = vec![0; numbered.len()];
    for (place, (before, entry)) in numbered.into_iter().enumerate() {
        places[before] = place;
        list.push(entry);
    }
    places
}

/// A person's label: certain.
fn decide(row: &mut StanceEntry, stance: Stance) {
    row.stance = stance;
    row.probabilities = match stance {
        Stance::Unfavorable => [1.0, 0.0, 0.0],
        Stance::Neutral => [0.0, 1.0, 0.0],
        Stance::Favorable => [0.0, 0.0, 1.0],
        Stance::Mixed => [0.5, 0.0, 0.5],
    };
    row.score = row.probabilities[2] - row.probabilities[0];
    row.abstained = false;
    row.source = LabelSource::Human;
}

/// Intersection over union of a statement's characters and a correction's, in 0..1; `None` where what they share differs in words.
fn shared(words: &Words, correction: &Correction) -> Option<f64> {
    let (start, end) = (words.start.max(correction.start), words.end.min(correction.end));
    if start >= end {
        return None;
    }
    let part = |text: &str, from: usize| text.chars().skip(start - from).take(end - start).collect::<String>();
    let same = part(&words.text, words.start) == part(&correction.text, correction.start);
    let union = words.end.max(correction.end) - words.start.min(correction.start);
    same.then(|| (end - start) as f64 / union as f64)
}

/// `id`, or with the first number that is free.
fn free(id: &str, taken: impl Fn(&str) -> bool) -> String {
    let id = if id.is_empty() { "unnamed" } else { id };
    if !taken(id) {
        return id.to_owned();
    }
    (2..).map(|n| format!("{id}-{n}")).find(|id| !taken(id)).expect("some number is free")
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(57).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::example::{FIRST, corpus, words};
    use crate::statements::StatementKind;

    fn correction(article: &str, at: &Words, change: Change) -> Correction {
        Correction {
            article: article.into(),
            start: at.start,
            end: at.end,
            text: at.text.clone(),
            change,
            coder: None,
            note: None,
            record: String::new(),
        }
    }

    fn of_statement(corpus: &Corpus, statement: usize, change: Change) -> Correction {
        let entry = &corpus.statements[statement];
        correction(&corpus.articles[entry.article].id, &entry.words, change)
    }

    #[test]
    fn a_label_by_a_person_is_certain_and_marked() {
        let mut corpus = corpus();
        let change = Change::Stance { actor: "kestonia".into(), stance: Stance::Unfavorable };
        let corrections = [of_statement(&corpus, 0, change)];
        assert_eq!(corpus.apply(&corrections), []);
        let row = &corpus.stances[1];
        assert_eq!((row.stance, row.score, row.abstained), (Stance::Unfavorable, -1.0, false));
        assert_eq!((row.source, corpus.stances[0].source), (LabelSource::Human, LabelSource::Model));
    }

    #[test]
    fn lists_stay_in_order_when_people_add_to_them() {
        let mut corpus = corpus();
        let missed = words(FIRST, "the mayor of Lund");
        let about = Change::About {
            actor: "Aurelia".into(),
            kind: Some(ActorKind::Organisation),
            mention: "Lund".into(),
            mention_start: missed.end - 4,
            mention_end: missed.end,
            stance: Stance::Mixed,
        };
        let corrections = [
            correction("grain", &missed, Change::NewStatement { kind: StatementKind::Mixed }),
            correction("grain", &missed, Change::Speaker(Some("Anna Holm".into()))),
            correction("grain", &missed, about),
        ];
        assert_eq!(corpus.apply(&corrections), []);
        let ids: Vec<&str> = corpus.statements.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["grain-s001", "grain-h001", "grain-s002", "host-s001"]);
        let named = |entry: &StatementEntry| corpus.speakers[entry.speaker.unwrap()].name.as_str();
        let speakers: Vec<&str> = corpus.statements.iter().map(named).collect();
        assert_eq!(speakers, ["Zoë Varga", "Anna Holm", "Ilse Brandt", "Ilse Brandt"]);
        let rows: Vec<(&str, &str)> = corpus
            .stances
            .iter()
            .map(|row| (corpus.statements[row.statement].id.as_str(), corpus.actors[row.actor].id.as_str()))
            .collect();
        let expected = [
            ("grain-s001", "orrin"),
            ("grain-s001", "kestonia"),
            ("grain-h001", "aurelia"),
            ("grain-s002", "kestonia"),
            ("host-s001", "kestonia"),
        ];
        assert_eq!(rows, expected);
        assert_eq!(corpus.stances[2].score, 0.0);
        // Once more, as after a new scoring that found the statement itself.
        let before = corpus.clone();
        assert_eq!(corpus.apply(&corrections), []);
        assert_eq!(corpus, before);
    }

    #[test]
    fn what_goes_takes_its_rows_along() {
        let mut corpus = corpus();
        let shorter = words(FIRST, "“Orrin has won,");
        let bounds = Change::Bounds { start: shorter.start, end: shorter.end, text: shorter.text };
        let corrections = [of_statement(&corpus, 0, bounds), of_statement(&corpus, 1, Change::NoStatement)];
        assert_eq!(corpus.apply(&corrections), []);
        assert_eq!(corpus.statements.len(), 2);
        let rows: Vec<(usize, usize)> = corpus.stances.iter().map(|row| (row.statement, row.actor)).collect();
        assert_eq!(rows, [(0, 1), (1, 0)]);
        let drop = [of_statement(&corpus, 0, Change::NotAbout { actor: "Orrin".into() })];
        assert_eq!(corpus.apply(&drop), []);
        assert_eq!(corpus.stances.len(), 1);
    }

    #[test]
    fn a_speaker_is_known_by_name_or_by_how_the_article_calls_him() {
        let mut corpus = corpus();
        let corrections = [
            of_statement(&corpus, 0, Change::Speaker(Some("ilse brandt".into()))),
            of_statement(&corpus, 1, Change::Speaker(None)),
            of_statement(&corpus, 2, Change::Speaker(Some("Zoë Varga".into()))),
        ];
        assert_eq!(corpus.apply(&corrections), []);
        let speakers: Vec<Option<usize>> = corpus.statements.iter().map(|entry| entry.speaker).collect();
        assert_eq!(speakers, [Some(0), None, Some(1)]);
        assert_eq!(corpus.speakers.len(), 2);
        assert!(corpus.statements.iter().all(|entry| entry.source == LabelSource::Human));
    }

    #[test]
    fn corrections_survive_other_ends_and_numbers_but_not_other_words() {
        let stance = Change::Stance { actor: "kestonia".into(), stance: Stance::Neutral };
        let corrections = [of_statement(&corpus(), 1, stance)];
        let mut rescored = corpus();
        let again = words(FIRST, "Kestonia had broken its word");
        (rescored.statements[1].words, rescored.statements[1].id) = (again, "grain-s009".into());
        assert_eq!(rescored.apply(&corrections), []);
        assert_eq!(rescored.stances[2].source, LabelSource::Human);
        let mut changed = corpus();
        changed.statements[1].words.text = "that Kestonia had not kept its wo".into();
        let stale = changed.apply(&corrections);
        assert!(stale[0].why.starts_with("the statement is gone (grain, "), "{stale:?}");
        let mut gone = corpus();
        gone.articles[0].id = "other".into();
        assert_eq!(gone.apply(&corrections)[0].why, "there is no article grain");
        let mut without = corpus();
        without.stances.remove(2);
        assert_eq!(without.apply(&corrections)[0].why, "grain-s002 has no row about kestonia any more");
    }
}

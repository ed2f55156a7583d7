//! Two corpora as one.

use std::collections::BTreeMap;

use super::Corpus;
use crate::error::{Error, Result};

impl Corpus {
    /// Takes in another corpus. Speakers and actors of one id are the same; of one that both have, the first is kept. An article that both
    /// hold with the same statements is taken once.
    ///
    /// # Errors
    /// [`Error::Input`] for an article id that means two articles.
    pub(crate) fn join(&mut self, other: Self) -> Result<()> {
        let own: BTreeMap<String, usize> = self.articles.iter().map(|a| a.id.clone()).zip(0..).collect();
        let words = |corpus: &Self, article: usize| -> Vec<String> {
            let of = corpus.statements.iter().filter(|s| s.article == article);
            of.map(|s| format!("{}-{} {}", s.words.start, s.words.end, s.words.text)).collect()
        };
        let mut places: Vec<Option<usize>> = Vec::new();
        for (at, article) in other.articles.iter().enumerate() {
            places.push(match own.get(&article.id) {
                None => {
                    self.articles.push(article.clone());
                    Some(self.articles.len() - 1)
                }
                Some(same) if words(self, *same) == words(&other, at) => None,
                Some(_) => {
                    let found = format!("{:?} in two inputs with different statements", article.id);
                    return Err(Error::input("INPUT", "article ids that mean one article each", found));
                }
            });
        }
        let speakers = joined(&mut self.speakers, other.speakers, |s| &s.id);
        let actors = joined(&mut self.actors, other.actors, |a| &a.id);
        let mut statements: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, mut statement) in other.statements.into_iter().enumerate() {
            let Some(article) = places[statement.article] else { continue };
            statement.article = article;
            statement.speaker = statement.speaker.map(|speaker| speakers[speaker]);
            statements.insert(at, self.statements.len());
            self.statements.push(statement);
        }
        for mut stance in other.stances {
            let Some(statement) = statements.get(&stance.statement) else { continue };
            stance.statement = *statement;
            stance.actor = actors[stance.actor];
            self.stances.push(stance);
        }
        self.origins.extend(other.origins);
        self.origins.sort();
        self.origins.dedup();
        self.put_in_order();
        Ok(())
    }
}

/// Adds what is new by its id; returns where each of the others is now.
fn joined<T>(own: &mut Vec<T>, others: Vec<T>, id: impl Fn(&T) -> &String) -> Vec<usize> {
    let mut places: BTreeMap<String, usize> = own.iter().map(|entry| id(entry).clone()).zip(0..).collect();
    let mut out = Vec::with_capacity(others.len());
    for other in others {
        let place = *places.entry(id(&other).clone()).or_insert(own.len());
        if place == own.len() {
            own.push(other);
        }
        out.push(place);
    }
    out
}

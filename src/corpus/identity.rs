//! Who is who across articles: speakers of one name who are two people, and what the user says of merges and splits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::{Corpus, SpeakerEntry};
use crate::cast::is_home;
use crate::error::{Error, Result};
use crate::registry::PARTY;
use crate::speakers::SpeakerKind;

/// What the user says of speakers and actors: a TOML file of `[[merge]]` and `[[split]]`.
///
/// ```toml
/// [[merge]] # "brandt" and "i-brandt" are "ilse-brandt", as speakers and as actors
/// ids = ["brandt", "i-brandt"]
/// into = "ilse-brandt"
///
/// [[split]] # in these articles "ann-lee" is somebody else
/// id = "ann-lee"
/// articles = ["lund-17", "lund-18"]
/// into = "ann-lee-of-lund"
/// ```
///
/// Splits are applied before merges, each in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identities {
    #[serde(default)]
    merge: Vec<Merge>,
    #[serde(default)]
    split: Vec<Split>,
    #[serde(skip)]
    file: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    ids: Vec<String>,
    into: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    id: String,
    articles: Vec<String>,
    into: String,
}

impl Identities {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read, [`Error::Input`] if it is not of this form.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", e))?;
        let file = path.display().to_string();
        let read: Self = toml::from_str(&text).map_err(|e| {
            Error::input(file.as_str(), "[[merge]] ids, into and [[split]] id, articles, into", e.to_string())
        })?;
        Ok(Self { file, ..read })
    }
}

impl Corpus {
    /// Gives speakers of one name who are two people two ids. A person's statements are taken apart by article: articles whose roles
    /// and affiliations both contradict each other, and which no third article joins, are of two people, and the later one (by the
    /// articles' order) gets `-2`. A changed title alone, a changed employer alone, or nothing said of either leaves one person.
    pub(crate) fn part_namesakes(&mut self) {
        // What each article says of each speaker.
        let mut said: BTreeMap<usize, BTreeMap<usize, [BTreeSet<String>; 2]>> = BTreeMap::new();
        for entry in &self.statements {
            let Some(speaker) = entry.speaker.filter(|s| self.speakers[*s].kind == SpeakerKind::Person) else {
                continue;
            };
            let of = said.entry(speaker).or_default().entry(entry.article).or_default();
            of[0].extend(entry.speaker_role.as_deref().map(str::to_lowercase));
            of[1].extend(entry.speaker_affiliation.as_deref().map(str::to_lowercase));
        }
        let mut moves: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (speaker, articles) in &said {
            for (article, person) in persons(articles) {
                if person > 0 {
                    let id = format!("{}-{}", self.speakers[*speaker].id, person + 1);
                    let place = self.speaker_of_id(&id, *speaker);
                    moves.insert((*speaker, article), place);
                }
            }
        }
        if !moves.is_empty() {
            self.move_speakers(&moves);
        }
    }

    /// Applies what the user says.
    ///
    /// # Errors
    /// [`Error::Input`] if it names an id or an article that the corpus does not have.
    pub(crate) fn identify(&mut self, identities: &Identities) -> Result<()> {
        let missing = |record: String, expected: &str, found: &str| {
            Error::record(identities.file.as_str(), record, expected, format!("{found:?}, which it does not have"))
        };
        for (number, split) in identities.split.iter().enumerate() {
            let record = || format!("split {}", number + 1);
            let speaker = self.speakers.iter().position(|s| s.id == split.id);
            let speaker = speaker.ok_or_else(|| missing(record(), "the id of a speaker of the corpus", &split.id))?;
            let into = self.speaker_of_id(&split.into, speaker);
            let mut moves = BTreeMap::new();
            for id in &split.articles {
                let article = self.articles.iter().position(|a| a.id == *id);
                moves.insert(
                    (speaker, article.ok_or_else(|| missing(record(), "the id of an article of the corpus", id))?),
                    into,
                );
            }
            self.move_speakers(&moves);
        }
        for (number, merge) in identities.merge.iter().enumerate() {
            for id in &merge.ids {
                let speaker = self.speakers.iter().position(|s| s.id == *id);
                let actor = self.actors.iter().position(|a| a.id == *id);
                if speaker.is_none() && actor.is_none() {
                    let expected = "the id of a speaker or an actor of the corpus";
                    return Err(missing(format!("merge {}", number + 1), expected, id));
                }
                if let Some(from) = speaker {
                    let into = self.speaker_of_id(&merge.into, from);
                    for entry in self.statements.iter_mut().filter(|entry| entry.speaker == Some(from)) {
                        entry.speaker = Some(into);
                    }
                }
                if let Some(from) = actor {
                    let into = self.actor_of_id(&merge.into, from);
                    self.stances.iter_mut().filter(|row| row.actor == from).for_each(|row| row.actor = into);
                }
            }
        }
        self.drop_unused();
        Ok(())
    }

    /// The place of a speaker, who is made like another one if nobody has the id.
    fn speaker_of_id(&mut self, id: &str, like: usize) -> usize {
        self.speakers.iter().position(|speaker| speaker.id == id).unwrap_or_else(|| {
            let entry =
                SpeakerEntry { id: id.to_owned(), role: None, affiliation: None, ..self.speakers[like].clone() };
            self.speakers.push(entry);
            self.speakers.len() - 1
        })
    }

    fn actor_of_id(&mut self, id: &str, like: usize) -> usize {
        self.actors.iter().position(|actor| actor.id == id).unwrap_or_else(|| {
            self.actors.push(super::ActorEntry { id: id.to_owned(), ..self.actors[like].clone() });
            self.actors.len() - 1
        })
    }

    fn move_speakers(&mut self, moves: &BTreeMap<(usize, usize), usize>) {
        for entry in &mut self.statements {
            entry.speaker = entry.speaker.map(|speaker| *moves.get(&(speaker, entry.article)).unwrap_or(&speaker));
        }
        self.drop_unused();
    }

    /// Leaves out speakers and actors whom nothing refers to, and describes and orders the others anew.
    fn drop_unused(&mut self) {
        let mut speakers: BTreeSet<usize> = self.statements.iter().filter_map(|entry| entry.speaker).collect();
        let mut actors: BTreeSet<usize> = self.stances.iter().map(|row| row.actor).collect();
        let kept = |used: &mut BTreeSet<usize>| -> BTreeMap<usize, usize> {
            std::mem::take(used).into_iter().enumerate().map(|(new, old)| (old, new)).collect()
        };
        let (speakers, actors) = (kept(&mut speakers), kept(&mut actors));
        let mut place = 0..;
        self.speakers.retain(|_| place.next().is_some_and(|place| speakers.contains_key(&place)));
        let mut place = 0..;
        self.actors.retain(|_| place.next().is_some_and(|place| actors.contains_key(&place)));
        for entry in &mut self.statements {
            entry.speaker = entry.speaker.map(|speaker| speakers[&speaker]);
        }
        self.stances.iter_mut().for_each(|row| row.actor = actors[&row.actor]);
        for speaker in &mut self.speakers {
            (speaker.role, speaker.affiliation) = (None, None);
        }
        self.describe_speakers();
        self.put_in_order();
    }
}

/// The number of the person, from 0, in each article: an article is of the first person whom it agrees with.
fn persons(articles: &BTreeMap<usize, [BTreeSet<String>; 2]>) -> Vec<(usize, usize)> {
    let mut known: Vec<[BTreeSet<String>; 2]> = Vec::new();
    let mut found = Vec::new();
    for (article, said) in articles {
        let agrees = |person: &[BTreeSet<String>; 2]| {
            let contradict = |said: &BTreeSet<String>, known: &BTreeSet<String>| {
                !said.is_empty() && !known.is_empty() && !alike(said, known)
            };
            // A senator of Orrin may be of a party, and neither says for what company somebody works.
            let elsewhere = SORTS.iter().any(|sort| {
                let of = |all: &BTreeSet<String>| all.iter().filter(|a| sort_of(a) == *sort).cloned().collect();
                contradict(&of(&said[1]), &of(&person[1]))
            });
            let shared = said[1].intersection(&person[1]).next().is_some();
            !(contradict(&said[0], &person[0]) && elsewhere && !shared)
        };
        let person = known.iter().position(agrees).unwrap_or_else(|| {
            known.push(Default::default());
            known.len() - 1
        });
        for field in 0..2 {
            known[person][field].extend(said[field].iter().cloned());
        }
        found.push((*article, person));
    }
    found
}

/// What an affiliation is: one is of a party and of a state at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Party,
    Home,
    Body,
}

const SORTS: [Sort; 3] = [Sort::Party, Sort::Home, Sort::Body];

fn sort_of(affiliation: &str) -> Sort {
    match () {
        () if affiliation.ends_with(&PARTY.to_lowercase()) => Sort::Party,
        () if is_home(affiliation) => Sort::Home,
        () => Sort::Body,
    }
}

/// Whether two descriptions share one, or a word of one that tells something ("senior analyst", "analyst").
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let words = |set: &BTreeSet<String>| -> BTreeSet<String> {
        let words = set.iter().flat_map(|said| said.split(|c: char| !c.is_alphanumeric()));
        words.filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
    };
    !a.is_disjoint(b) || !words(a).is_disjoint(&words(b))
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// Ids of Ilse Brandt in two articles that describe her so.
    fn described(first: [Option<&str>; 2], second: [Option<&str>; 2]) -> Vec<String> {
        let mut corpus = example::corpus();
        for (place, said) in [(1, first), (2, second)] {
            let [role, affiliation] = said.map(|said| said.map(str::to_owned));
            (corpus.statements[place].speaker_role, corpus.statements[place].speaker_affiliation) = (role, affiliation);
        }
        corpus.part_namesakes();
        let id = |place: usize| corpus.speakers[corpus.statements[place].speaker.unwrap()].id.clone();
        vec![id(1), id(2)]
    }

    #[test]
    fn a_name_is_two_people_only_if_role_and_affiliation_say_so() {
        let one = ["ilse-brandt", "ilse-brandt"];
        let analyst = [Some("analyst"), Some("Calder Institute")];
        assert_eq!(described(analyst, [None, None]), one);
        assert_eq!(described(analyst, [Some("director"), Some("Calder Institute")]), one);
        assert_eq!(described(analyst, [Some("senior analyst"), Some("Lund University")]), one);
        assert_eq!(described(analyst, [Some("director"), None]), one);
        let senator = [Some("senator"), Some("Texas")];
        assert_eq!(described(senator, [Some("presidential candidate"), Some("Republican Party")]), one);
        assert_eq!(described(senator, [Some("goalkeeper"), Some("Ohio")]), ["ilse-brandt", "ilse-brandt-2"]);
        assert_eq!(described(analyst, [Some("goalkeeper"), Some("Lund Rovers")]), ["ilse-brandt", "ilse-brandt-2"]);
    }

    #[test]
    fn users_merge_and_split_and_wrong_ids_are_told() {
        let identities = |toml: &str| Identities { file: "who.toml".into(), ..toml::from_str(toml).unwrap() };
        let ids = |corpus: &Corpus| corpus.speakers.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
        let mut corpus = example::corpus();
        let split = identities("[[split]]\nid = 'ilse-brandt'\narticles = ['host']\ninto = 'a-brandt'");
        corpus.identify(&split).unwrap();
        assert_eq!(ids(&corpus), ["a-brandt", "ilse-brandt", "zoë-varga"]);
        assert_eq!(corpus.statements[2].speaker, Some(0));
        corpus.identify(&identities("[[merge]]\nids = ['a-brandt', 'orrin']\ninto = 'ilse-brandt'")).unwrap();
        assert_eq!(ids(&corpus), ["ilse-brandt", "zoë-varga"]);
        assert_eq!(corpus.actors[corpus.stances[0].actor].id, "ilse-brandt");
        let error = corpus.identify(&identities("[[merge]]\nids = ['nobody']\ninto = 'x'")).unwrap_err().to_string();
        assert!(error.contains("who.toml, merge 1") && error.contains("nobody"), "{error}");
        let split = identities("[[split]]\nid = 'ilse-brandt'\narticles = ['gone']\ninto = 'a-brandt'");
        let error = corpus.identify(&split).unwrap_err().to_string();
        assert!(error.contains("split 1") && error.contains("gone"), "{error}");
    }
}

//! What was drawn for coding, and what the model said of it: kept apart from the coders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sample::stratified;
use crate::corpus::{Corpus, LabelSource, Word};
use crate::error::{Error, Result};
use crate::stance::Stance;

/// The form of the file.
const VERSION: u32 = 1;

/// How an audit is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draw {
    /// How many rows.
    pub(crate) rows: usize,
    /// How many whole articles.
    pub(crate) articles: usize,
    /// Where the drawing starts.
    pub(crate) seed: u64,
}

/// A sample and the model's labels of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Key {
    version: u32,
    pub(crate) seed: u64,
    /// Program, model and hash of what gave the labels.
    pub(crate) model: String,
    /// How many rows could have been drawn.
    pub(crate) frame: usize,
    /// Rows labelled by people, which are never drawn.
    pub(crate) corrected: usize,
    pub(crate) strata: Vec<Stratum>,
    pub(crate) rows: Vec<KeyRow>,
    /// How many articles could have been drawn.
    pub(crate) articles_frame: usize,
    pub(crate) articles: Vec<KeyArticle>,
}

/// Rows of one label of the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stratum {
    /// The label.
    pub(crate) stance: String,
    pub(crate) rows: usize,
    pub(crate) drawn: usize,
}

/// A row that was drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeyRow {
    pub(crate) row: String,
    pub(crate) article_id: String,
    pub(crate) statement_id: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) speaker_id: Option<String>,
    pub(crate) actor_id: String,
    pub(crate) actor_kind: String,
    pub(crate) stance: String,
    pub(crate) score: f64,
    pub(crate) abstained: bool,
    /// Index into the strata.
    pub(crate) stratum: usize,
    pub(crate) inclusion_prob: f64,
}

/// An article that is coded from scratch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeyArticle {
    pub(crate) article_id: String,
    pub(crate) inclusion_prob: f64,
    pub(crate) text: String,
    pub(crate) statements: Vec<KeyStatement>,
}

/// What the model found in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeyStatement {
    pub(crate) statement_id: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) fragments: Vec<(usize, usize)>,
    pub(crate) kind: String,
    pub(crate) speaker: Option<String>,
    /// Name and label of each actor.
    pub(crate) actors: Vec<(String, String)>,
}

impl KeyRow {
    /// The model's label.
    pub(crate) fn label(&self) -> Option<Stance> {
        Stance::of_word(&self.stance)
    }

    /// One over the probability.
    pub(crate) fn weight(&self) -> f64 {
        1.0 / self.inclusion_prob
    }
}

impl Key {
    /// Draws rows, stratified by the model's label, and articles whose text is known, at random. Rows that people labelled cannot be
    /// drawn: they say nothing of the model's error. Without a row or an article the lists are empty.
    pub(crate) fn draw(corpus: &Corpus, draw: Draw) -> Self {
        let frame: Vec<usize> =
            (0..corpus.stances.len()).filter(|row| corpus.stances[*row].source == LabelSource::Model).collect();
        let labels: Vec<usize> = frame.iter().map(|row| corpus.stances[*row].stance as usize).collect();
        let drawn = stratified(&labels, draw.rows, draw.seed);
        let mut strata: BTreeMap<usize, Stratum> = BTreeMap::new();
        for (row, label) in frame.iter().zip(&labels) {
            let stance = corpus.stances[*row].stance.to_string();
            strata.entry(*label).or_insert(Stratum { stance, rows: 0, drawn: 0 }).rows += 1;
        }
        let places: BTreeMap<usize, usize> = strata.keys().enumerate().map(|(place, label)| (*label, place)).collect();
        let digits = drawn.len().to_string().len().max(3);
        let mut rows = Vec::new();
        for (number, unit) in drawn.iter().enumerate() {
            let stance = &corpus.stances[frame[unit.unit]];
            let statement = &corpus.statements[stance.statement];
            if let Some(stratum) = strata.get_mut(&labels[unit.unit]) {
                stratum.drawn += 1;
            }
            rows.push(KeyRow {
                row: format!("r{:0digits$}", number + 1),
                article_id: corpus.articles[statement.article].id.clone(),
                statement_id: statement.id.clone(),
                start: statement.words.start,
                end: statement.words.end,
                speaker_id: statement.speaker.map(|speaker| corpus.speakers[speaker].id.clone()),
                actor_id: corpus.actors[stance.actor].id.clone(),
                actor_kind: corpus.actors[stance.actor].kind.to_string(),
                stance: stance.stance.to_string(),
                score: stance.score,
                abstained: stance.abstained,
                stratum: places[&labels[unit.unit]],
                inclusion_prob: unit.probability,
            });
        }
        let whole: Vec<usize> = (0..corpus.articles.len()).filter(|a| corpus.articles[*a].text.is_some()).collect();
        // Another stream of numbers than the rows'.
        let articles = stratified(&vec![0; whole.len()], draw.articles, draw.seed ^ 0xA5A5_A5A5);
        let articles = articles.iter().map(|unit| article(corpus, whole[unit.unit], unit.probability)).collect();
        Self {
            version: VERSION,
            seed: draw.seed,
            model: crate::review::model_version(corpus),
            frame: frame.len(),
            corrected: corpus.stances.len() - frame.len(),
            strata: strata.into_values().collect(),
            rows,
            articles_frame: whole.len(),
            articles,
        }
    }

    /// The file, indented.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a key is plain data") + "\n"
    }

    /// Reads a file back.
    ///
    /// # Errors
    /// [`Error::Input`] if it is no key, or one of another version.
    pub(crate) fn of_json(input: &str, bytes: &[u8]) -> Result<Self> {
        let expected = "a key that `standpoint export --audit` wrote";
        let key: Self = serde_json::from_slice(bytes).map_err(|e| Error::input(input, expected, format!("{e}")))?;
        if key.version != VERSION {
            let expected = format!("a key of version {VERSION}");
            return Err(Error::input(input, expected, format!("version {}", key.version)));
        }
        let known = |row: &&KeyRow| {
            let probable = row.inclusion_prob > 0.0 && row.inclusion_prob <= 1.0;
            row.label().is_some() && probable && row.stratum < key.strata.len()
        };
        match key.rows.iter().find(|row| !known(row)) {
            Some(row) => {
                let expected = "a stance, a stratum and a probability in 0..1";
                Err(Error::record(input, row.row.as_str(), expected, format!("{} {}", row.stance, row.inclusion_prob)))
            }
            None => Ok(key),
        }
    }
}

fn article(corpus: &Corpus, place: usize, inclusion_prob: f64) -> KeyArticle {
    let article = &corpus.articles[place];
    let statements = corpus.statements.iter().enumerate().filter(|(_, entry)| entry.article == place);
    let statements = statements.map(|(index, entry)| KeyStatement {
        statement_id: entry.id.clone(),
        start: entry.words.start,
        end: entry.words.end,
        fragments: entry.fragments.clone(),
        kind: entry.kind.to_string(),
        speaker: entry.speaker.map(|speaker| corpus.speakers[speaker].name.clone()),
        actors: corpus
            .stances
            .iter()
            .filter(|row| row.statement == index)
            .map(|row| (corpus.actors[row.actor].name.clone(), row.stance.to_string()))
            .collect(),
    });
    KeyArticle {
        article_id: article.id.clone(),
        inclusion_prob,
        text: article.text.clone().unwrap_or_default(),
        statements: statements.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::example;

    const ALL: Draw = Draw { rows: 200, articles: 5, seed: 1 };

    #[test]
    fn a_key_is_read_back_and_knows_every_row() {
        let key = Key::draw(&example::corpus(), ALL);
        assert_eq!(Key::of_json("key.json", key.to_json().as_bytes()).unwrap(), key);
        assert_eq!((key.rows.len(), key.frame, key.articles.len()), (4, 4, 2));
        let drawn: Vec<(&str, usize, usize)> =
            key.strata.iter().map(|s| (s.stance.as_str(), s.rows, s.drawn)).collect();
        assert_eq!(drawn, [("unfavorable", 1, 1), ("neutral", 1, 1), ("favorable", 2, 2)]);
        assert_eq!(key.articles[0].statements[0].actors[0], ("Orrin".to_owned(), "favorable".to_owned()));
    }

    #[test]
    fn what_people_labelled_is_not_drawn() {
        let mut corpus = example::corpus();
        corpus.stances[0].source = LabelSource::Human;
        let key = Key::draw(&corpus, ALL);
        assert_eq!((key.rows.len(), key.frame, key.corrected), (3, 3, 1));
        assert!(key.rows.iter().all(|row| row.actor_id != "orrin"));
    }

    #[test]
    fn other_files_are_no_keys() {
        let key = Key::draw(&example::corpus(), ALL).to_json();
        let cases = [
            ("{}".to_owned(), "key.json: expected a key that `standpoint export --audit` wrote, found missing field"),
            (key.replace("\"version\": 1", "\"version\": 9"), "key.json: expected a key of version 1, found version 9"),
            (
                key.replace("\"stance\": \"neutral\",\n      \"score\"", "\"stance\": \"no\",\n      \"score\""),
                "key.json, r002: expected a stance",
            ),
        ];
        for (text, says) in cases {
            let error = Key::of_json("key.json", text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(says), "{error}");
        }
    }
}

//! SEESAW (Zhang et al. 2022): who stands for or against whom, sentence by sentence, in whole articles.

use std::collections::BTreeSet;

use ndarray::Array1;
use serde::Deserialize;
use serde_json::Value;

use super::Scored;
use super::bootstrap::Metric;
use super::confusion::{Confusion, majority};
use super::data_file::{DataFile, Line};
use super::lexicon::Lexicon;
use super::metrics::{f1, macro_f1, micro_f1, ratio};
use super::polarity_matrix::PolarityMatrix;
use super::prediction::{Prediction, largest, probabilities};
use super::stances::items;
use crate::error::Result;
use crate::ingest::Article;
use crate::model::{Model, Reading, softmax};
use crate::pipeline::{Analysis, Pipeline};
use crate::registry::{ActorKind, Registry};
use crate::stance::Stance;
use crate::text::{CodePoints, Span};

/// The polarities as the file names them.
const CLASSES: [&str; 2] = ["NEG", "POS"];
/// What the file writes where the holder is the article's author.
const AUTHOR: &str = "None";
/// What it writes for somebody who is not in its list of entities.
const UNLISTED: &str = "Not in the list";
/// Targets of fewer pairs than this are left out of the figures by target.
const FEWEST: usize = 3;
/// Two names mean the same from this share of common words on.
const SAME: f64 = 0.6;

/// An article and who stands where in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StanceArticle {
    id: String,
    /// Its sentences between single spaces.
    text: String,
    sentences: Vec<Span>,
    stances: Vec<GoldStance>,
}

#[derive(Debug, Clone, PartialEq)]
struct GoldStance {
    /// Position in the sentences.
    sentence: usize,
    /// `None` is the author.
    holder: Option<String>,
    target: String,
    /// Position in [`CLASSES`].
    class: usize,
}

#[derive(Deserialize)]
struct WireArticle {
    id: Option<String>,
    sentences: Vec<WireSentence>,
    stances: Vec<WireStance>,
}

#[derive(Deserialize)]
struct WireSentence {
    id: Value,
    text: String,
}

#[derive(Deserialize)]
struct WireStance {
    sentence: Value,
    holder: Option<String>,
    polarity: String,
    target: String,
}

/// The articles of a file.
///
/// # Errors
/// [`Error::Input`](crate::Error::Input) with the line that is not in the published form.
pub(super) fn read(file: &DataFile) -> Result<Vec<StanceArticle>> {
    file.records().map(|line| article(&line)).collect()
}

fn article(line: &Line<'_>) -> Result<StanceArticle> {
    let wire: WireArticle =
        line.json("an object with sentences [{id, text}] and stances [{sentence, holder, polarity, target}]")?;
    let mut text = String::new();
    let mut sentences = Vec::with_capacity(wire.sentences.len());
    for sentence in &wire.sentences {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(sentence.text.trim());
        sentences.push(Span::new(start, text.len()));
    }
    let mut stances = Vec::with_capacity(wire.stances.len());
    for stance in wire.stances {
        let place = wire.sentences.iter().position(|sentence| sentence.id == stance.sentence);
        let class = CLASSES.iter().position(|class| *class == stance.polarity);
        stances.push(GoldStance {
            sentence: place.ok_or_else(|| line.wrong("the id of a sentence", stance.sentence.to_string()))?,
            holder: stance.holder.filter(|holder| holder != AUTHOR),
            target: stance.target,
            class: class.ok_or_else(|| line.wrong("a polarity: POS or NEG", format!("{:?}", stance.polarity)))?,
        });
    }
    Ok(StanceArticle { id: wire.id.unwrap_or_else(|| format!("line-{}", line.number)), text, sentences, stances })
}

/// Scores every pair whose target, and whose holder unless it is the author, is found in the sentence, and the triples that the
/// pipeline gives for the whole article. An article is a cluster.
///
/// **Polarity.** The logits of the target's mention with the sentence as scope, favorable against unfavorable, as [`polarity`] takes
/// them. `f1_micro` is over the pairs found, `coverage` their share of all.
///
/// **Names in the text.** A name is where one of these stands, in this order: the whole name, in any case, on whole words, also with
/// a plural "s"; another name or demonym that the registry has for it ("Democrats"); the last word of a name of two to four words
/// that all begin with a capital, where it stands with its capital ("Pelosi"), unless the registry knows the name as no person.
///
/// **Matrix.** The mean polarity of each holder toward each target, over all pairs found of all articles, by our scores
/// (p(favorable) - p(unfavorable)) against gold's (1 and -1): `matrix_spearman`, `matrix_kendall` (tau-b) and `matrix_sign`, the share of cells of one
/// sign; the author is one holder. `target_` is the same by target alone, over targets of at least three pairs. `n` is the number of cells.
///
/// **Triples.** Every row of the pipeline that is favorable or unfavorable is a triple: its holder, else the speaker; its actor; the
/// polarity; the sentence in which the words that carry the score begin. It matches a gold triple of the same sentence and polarity
/// if both names do: two names match when the words they share, without articles, titles and plural "s", are at least 0.6 of the
/// words of both (Dice 1945). What the article says itself is gold and is never a triple of the pipeline. `triple_f1` counts each
/// triple of a sentence once.
pub(super) fn score(
    articles: &[StanceArticle],
    pipeline: &Pipeline,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let [answered, majority_says, lexicon_says] = Confusion::row(0, 2);
    let pairs = lexicon_says.end();
    let triples = pairs + 2;
    let listed = || articles.iter().flat_map(|article| &article.stances);
    let cell = |gold: &GoldStance| (gold.holder.clone(), gold.target.clone());
    let by_pair = PolarityMatrix::new(listed().map(cell), triples + 3, 1);
    let by_target = PolarityMatrix::new(listed().map(|gold| gold.target.clone()), by_pair.end(), FEWEST);
    let most = majority(articles.iter().flat_map(|a| &a.stances).map(|s| s.class), 2);
    let (lexicon, registry) = (Lexicon::builtin(), Registry::builtin());
    let mut tallies = Vec::with_capacity(articles.len());
    let mut predictions = Vec::new();
    for (n, article) in articles.iter().enumerate() {
        let mut tally = Array1::zeros(by_target.end());
        let points = CodePoints::new(&article.text);
        let reading = Reading::of(pipeline.model(), &article.text, &[Span::new(0, article.text.len())])?;
        for (k, gold) in article.stances.iter().enumerate() {
            let sentence = article.sentences[gold.sentence];
            let pair = Pair::find(article, gold, &registry);
            let answer = pair.and_then(|pair| polarity(pipeline.model(), &reading, &pair, sentence));
            let class = answer.map(|p| largest(&p));
            tally[pairs] += f64::from(u8::from(pair.is_some()));
            tally[pairs + 1] += 1.0;
            if let Some([unfavorable, favorable]) = answer {
                let (gold_sign, ours) = (if gold.class == 1 { 1.0 } else { -1.0 }, f64::from(favorable - unfavorable));
                by_pair.count(&mut tally, &cell(gold), gold_sign, ours);
                by_target.count(&mut tally, &gold.target, gold_sign, ours);
            }
            if pair.is_some() {
                answered.count(&mut tally, gold.class, class);
                majority_says.count(&mut tally, gold.class, Some(most));
                // Without a word of either sign there is nothing to go by but what is frequent.
                let words = match lexicon.score(sentence.of(&article.text)).signum() {
                    -1 => 0,
                    1 => 1,
                    _ => most,
                };
                lexicon_says.count(&mut tally, gold.class, Some(words));
            }
            let place = pair.map(|pair| points.of(pair.target));
            predictions.push(Prediction {
                id: format!("{}#{k}", article.id),
                gold: Value::from(CLASSES[gold.class]),
                pred: class.map_or(Value::Null, |class| Value::from(CLASSES[class])),
                probs: answer.map_or(Value::Null, |p| probabilities(CLASSES, &p)),
                start: place.map(|(start, _)| start),
                end: place.map(|(_, end)| end),
                cluster: n,
            });
        }
        let analysis = pipeline.analyze(&Article::new(article.id.as_str(), article.text.as_str()))?;
        let counts = compare(&gold_triples(article), &told_triples(article, &analysis));
        counts.into_iter().enumerate().for_each(|(at, count)| tally[triples + at] += count);
        tallies.push(tally);
        progress(n + 1, articles.len());
    }
    let mut metrics = pair_metrics(answered, "");
    metrics.push(Metric::new("coverage", move |t| ratio(t[pairs], t[pairs + 1]), move |t| t[pairs + 1]));
    metrics.push(Metric::new(
        "triple_f1",
        move |t| f1(t[triples], t[triples + 1], t[triples + 2]),
        move |t| t[triples + 2],
    ));
    let share = |name: &str, of: usize| {
        Metric::new(name, move |t| ratio(t[triples], t[triples + of]), move |t| t[triples + of])
    };
    metrics.push(share("triple_precision", 1));
    metrics.push(share("triple_recall", 2));
    metrics.extend(by_pair.metrics("matrix"));
    metrics.extend(by_target.metrics("target"));
    metrics.extend(pair_metrics(majority_says, "majority_"));
    metrics.extend(pair_metrics(lexicon_says, "lexicon_"));
    Ok(Scored { tallies, metrics, predictions })
}

fn pair_metrics(confusion: Confusion, before: &str) -> Vec<Metric> {
    vec![
        Metric::new(format!("{before}f1_micro"), move |t| micro_f1(&confusion.of(t)), items(confusion)),
        Metric::new(format!("{before}f1_macro"), move |t| macro_f1(&confusion.of(t)), items(confusion)),
    ]
}

/// Where a gold pair stands in its sentence.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// `None` is the author.
    holder: Option<Span>,
    target: Span,
}

impl Pair {
    fn find(article: &StanceArticle, gold: &GoldStance, registry: &Registry) -> Option<Self> {
        let sentence = article.sentences[gold.sentence];
        let at = |name: &str| find(&article.text, sentence, name, registry);
        let target = at(&gold.target)?;
        Some(match &gold.holder {
            Some(holder) => Self { holder: Some(at(holder)?), target },
            None => Self { holder: None, target },
        })
    }
}

/// The probabilities of NEG and POS: the mean of what the stance head and, where the sentence names the holder, the relation head make
/// of them, "neutral" and "none" left out. `None` if the target has no token.
///
/// Chosen on SEESAW train (1,864 pairs found; the model of sha256 406569ff): micro-F1 75.2 by the stance head alone, 76.6 by the
/// relation head, 76.7 by the mean of both; macro-F1 72.6, 75.2, 74.9.
fn polarity(model: &Model, reading: &Reading<'_>, pair: &Pair, sentence: Span) -> Option<[f32; 2]> {
    let [unfavorable, _, favorable] = reading.judge(&[(pair.target, sentence)])[0]?.stance;
    let temperature = model.manifest().calibration.temperature;
    let mut stance = [unfavorable / temperature, favorable / temperature];
    softmax(&mut stance);
    let related = pair.holder.and_then(|holder| reading.relation(&[(holder, pair.target, sentence)])[0]);
    let Some([_, favorable, unfavorable]) = related else { return Some(stance) };
    let mut relation = [unfavorable, favorable];
    softmax(&mut relation);
    Some([0, 1].map(|class| (stance[class] + relation[class]) / 2.0))
}

/// The mention of `name` in `sentence`, by the rules of [`score`].
fn find(text: &str, sentence: Span, name: &str, registry: &Registry) -> Option<Span> {
    if name == UNLISTED {
        return None;
    }
    let words = sentence.of(text);
    let place = |(start, end): (usize, usize)| Span::new(sentence.start() + start, sentence.start() + end);
    if let Some(found) = whole_words(words, name) {
        return Some(place(found));
    }
    let entry = registry.at(name, 0).filter(|hit| hit.span().end() == name.len() && hit.leader().is_none());
    if let Some(entry) = entry.map(|hit| hit.entry()) {
        let other = registry.scan(words).find(|hit| hit.leader().is_none() && hit.entry().id() == entry.id());
        if let Some(hit) = other {
            return Some(place((hit.span().start(), hit.span().end())));
        }
        if entry.kind() != ActorKind::Person {
            return None;
        }
    }
    let parts: Vec<&str> = name.split(' ').collect();
    let capitals = parts.iter().all(|part| part.starts_with(char::is_uppercase));
    let last = parts.last().filter(|_| capitals && (2..=4).contains(&parts.len()))?;
    whole_words(words, last).filter(|(start, _)| words[*start..].starts_with(char::is_uppercase)).map(place)
}

/// Where `name` stands in `words` in any case, between ends of words; a plural "s" behind it belongs to it.
fn whole_words(words: &str, name: &str) -> Option<(usize, usize)> {
    let starts = words.char_indices().map(|(at, _)| at);
    let bounded = |at: &usize| !words[..*at].ends_with(char::is_alphanumeric);
    let ends = |start: usize| {
        let mut rest = words[start..].char_indices();
        for wanted in name.chars() {
            let (_, found) = rest.next()?;
            if !found.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        let end = start + rest.next().map_or(words.len() - start, |(at, _)| at);
        let plural = end + usize::from(words[end..].starts_with('s'));
        let closed = |end: &usize| !words[*end..].starts_with(char::is_alphanumeric);
        [end, plural].into_iter().find(closed)
    };
    if name.is_empty() {
        return None;
    }
    starts.filter(bounded).find_map(|start| Some((start, ends(start)?)))
}

/// A triple of one sentence.
#[derive(Debug, Clone, PartialEq)]
struct Triple {
    sentence: usize,
    /// `None` is the author.
    holder: Option<BTreeSet<String>>,
    target: BTreeSet<String>,
    class: usize,
}

impl Triple {
    fn matches(&self, other: &Self) -> bool {
        let holders = match (&self.holder, &other.holder) {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.sentence == other.sentence && self.class == other.class && holders && same(&self.target, &other.target)
    }
}

/// The words of a name without articles, titles and plural "s", in lower case.
fn name_words(name: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 14] =
        ["the", "a", "an", "of", "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "former"];
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !EMPTY.contains(word));
    words.map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned()).collect()
}

fn same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    2.0 * a.intersection(b).count() as f64 >= SAME * (a.len() + b.len()) as f64 && !a.is_empty()
}

fn gold_triples(article: &StanceArticle) -> Vec<Triple> {
    let triple = |gold: &GoldStance| Triple {
        sentence: gold.sentence,
        holder: gold.holder.as_deref().map(name_words),
        target: name_words(&gold.target),
        class: gold.class,
    };
    distinct(article.stances.iter().map(triple))
}

fn told_triples(article: &StanceArticle, analysis: &Analysis) -> Vec<Triple> {
    let rows = analysis.statements.iter().flat_map(|s| s.stances.iter().map(move |row| (s, row)));
    distinct(rows.filter_map(|(statement, row)| {
        let class = match row.stance {
            Stance::Unfavorable => 0,
            Stance::Favorable => 1,
            Stance::Neutral | Stance::Mixed => return None,
        };
        let holder = row.holder.as_deref().or(statement.speaker.name.as_deref()).unwrap_or("");
        let sentence = article.sentences.iter().position(|sentence| sentence.holds(row.mention.start()))?;
        Some(Triple { sentence, holder: Some(name_words(holder)), target: name_words(&row.actor), class })
    }))
}

fn distinct(triples: impl Iterator<Item = Triple>) -> Vec<Triple> {
    let mut out: Vec<Triple> = Vec::new();
    for triple in triples {
        if !out.contains(&triple) {
            out.push(triple);
        }
    }
    out
}

/// `[hits, told, gold]`; each triple is used once, in order.
fn compare(gold: &[Triple], told: &[Triple]) -> [f64; 3] {
    let mut left: Vec<&Triple> = told.iter().collect();
    let hits = gold.iter().filter(|gold| {
        let found = left.iter().position(|told| gold.matches(told));
        found.map(|at| left.swap_remove(at)).is_some()
    });
    [hits.count() as f64, told.len() as f64, gold.len() as f64]
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = r#"{"id":"d1","sentences":[{"id":0,"text":"Democrats praised Zoë Lund."},{"id":1,"text":"Mr. Orr “failed,” Lund said."}],"stances":[{"sentence":0,"holder":"Democratic Party","polarity":"POS","target":"Zoë Lund"},{"sentence":1,"holder":"Zoë Lund","polarity":"NEG","target":"Abe Orr"},{"sentence":1,"holder":"None","polarity":"NEG","target":"Not in the list"}]}"#;

    fn gold(text: &str) -> Result<Vec<StanceArticle>> {
        read(&DataFile::of("gold.jsonl", text.as_bytes()).expect("text"))
    }

    #[test]
    fn names_are_found_by_alias_and_surname_and_the_author_needs_none() {
        let articles = gold(GOLD).expect("well formed");
        let (article, registry) = (&articles[0], Registry::builtin());
        let found: Vec<Option<(Option<&str>, &str)>> = article
            .stances
            .iter()
            .map(|gold| {
                let pair = Pair::find(article, gold, &registry)?;
                Some((pair.holder.map(|h| h.of(&article.text)), pair.target.of(&article.text)))
            })
            .collect();
        assert_eq!(found, [Some((Some("Democrats"), "Zoë Lund")), Some((Some("Lund"), "Orr")), None]);
    }

    #[test]
    fn whole_words_are_found_in_any_case_and_with_a_plural() {
        struct Case {
            words: &'static str,
            name: &'static str,
            found: Option<&'static str>,
        }
        let cases = [
            Case { words: "The VOTER left", name: "voter", found: Some("VOTER") },
            Case { words: "all voters left", name: "voter", found: Some("voters") },
            Case { words: "a corridor", name: "Orr", found: None },
            Case { words: "ïOrr, Örr, Orr", name: "Orr", found: Some("Orr") },
            Case { words: "Zoë", name: "Zoë Lund", found: None },
            Case { words: "Zoë", name: "", found: None },
        ];
        for Case { words, name, found } in cases {
            assert_eq!(whole_words(words, name).map(|(start, end)| &words[start..end]), found, "{words}");
        }
    }

    #[test]
    fn triples_match_by_sentence_polarity_and_both_names() {
        let triple = |sentence, holder: &str, target: &str, class| Triple {
            sentence,
            holder: Some(name_words(holder)),
            target: name_words(target),
            class,
        };
        let gold = [triple(0, "Donald Trump", "Democratic Party", 0), triple(1, "Joe Biden", "the Voters", 1)];
        let told = [
            triple(0, "President Trump", "Republican Party", 0),
            triple(0, "Trump", "Democratic Party", 0),
            triple(1, "Biden", "voter", 1),
            triple(2, "Biden", "voter", 1),
        ];
        assert_eq!(compare(&gold, &told), [2.0, 4.0, 2.0]);
        let author = Triple { holder: None, ..triple(0, "", "Trump", 0) };
        assert!(!author.matches(&triple(0, "", "Trump", 0)) && author.matches(&author));
    }

    #[test]
    fn errors_name_the_line() {
        struct Case {
            from: &'static str,
            to: &'static str,
            says: &'static str,
        }
        let cases = [
            Case { from: "\"POS\"", to: "\"0\"", says: "line 2: expected a polarity: POS or NEG, found \"0\"" },
            Case {
                from: "\"sentence\":0",
                to: "\"sentence\":7",
                says: "line 2: expected the id of a sentence, found 7",
            },
            Case { from: "\"sentences\"", to: "\"text\"", says: "line 2: expected an object with sentences" },
        ];
        for Case { from, to, says } in cases {
            let error = gold(&format!("{GOLD}\n{}", GOLD.replacen(from, to, 1))).expect_err(says).to_string();
            assert!(error.starts_with("gold.jsonl, ") && error.contains(says), "{error}");
        }
    }

    #[test]
    fn sentences_keep_their_places() {
        let articles = gold(GOLD).expect("well formed");
        let words: Vec<&str> = articles[0].sentences.iter().map(|s| s.of(&articles[0].text)).collect();
        assert_eq!(words, ["Democrats praised Zoë Lund.", "Mr. Orr “failed,” Lund said."]);
        assert_eq!(articles[0].stances[2].holder, None);
    }
}

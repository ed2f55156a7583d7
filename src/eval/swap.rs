//! Whether a score moves when one actor's name is put for another's: it should follow the words and not the name.

use ndarray::{Array1, ArrayView1};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Scored;
use super::bootstrap::Metric;
use super::metrics::ratio;
use super::polnear::GoldArticle;
use super::prediction::Prediction;
use crate::error::{Error, Result};
use crate::model::{Model, Reading};
use crate::random::SplitMix64;
use crate::stance::{self, Stance};
use crate::statements::{Statement, StatementKind};
use crate::text::{CodePoints, Span};

/// Names and templates.
const CATALOGUE: &str = include_str!("swap.toml");
/// How many pairs of names are tried in each template.
const PAIRS_PER_TEMPLATE: usize = 12;
/// How many pairs from articles are tried at most, of each kind.
const PAIRS_FROM_ARTICLES: usize = 300;
/// How many names are put for that of one statement where there are too few statements.
const NAMES_PER_STATEMENT: usize = 6;
const SLOT: &str = "{}";
/// Words that may stand before a surname and are no given name.
const TITLES: [&str; 20] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "President",
    "Secretary",
    "Senator",
    "Sen",
    "Governor",
    "Gov",
    "Chancellor",
    "Premier",
    "Minister",
    "Director",
    "Candidate",
    "Nominee",
    "Representative",
    "Rep",
    "Republican",
    "Democrat",
];

#[derive(Deserialize)]
struct Catalogue {
    states: Vec<State>,
    persons: Vec<Person>,
    organisations: Vec<String>,
    templates: Templates,
}

#[derive(Deserialize)]
struct State {
    name: String,
    demonym: String,
    people: String,
}

#[derive(Deserialize)]
struct Person {
    given: String,
    surname: String,
    sex: String,
}

#[derive(Deserialize)]
struct Templates {
    state: Vec<String>,
    person: Vec<String>,
    organisation: Vec<String>,
}

/// What a figure is about: where the words come from, and the kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    TemplatesState,
    TemplatesPerson,
    TemplatesOrganisation,
    ArticlesState,
    ArticlesPerson,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::TemplatesState,
        Self::TemplatesPerson,
        Self::TemplatesOrganisation,
        Self::ArticlesState,
        Self::ArticlesPerson,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::TemplatesState => "templates_state",
            Self::TemplatesPerson => "templates_person",
            Self::TemplatesOrganisation => "templates_organisation",
            Self::ArticlesState => "articles_state",
            Self::ArticlesPerson => "articles_person",
        }
    }

    const fn of_articles(self) -> bool {
        matches!(self, Self::ArticlesState | Self::ArticlesPerson)
    }
}

/// A name in all its forms, and what a name must share with it to be put for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Alias {
    /// The same form stands at the same place in every name of a class.
    forms: Vec<String>,
    /// Which of the forms are mentions of the actor; the others are words made of its name.
    mentions: usize,
    class: String,
}

impl Catalogue {
    fn read() -> Result<Self> {
        toml::from_str(CATALOGUE).map_err(|e| Error::input("swap.toml", "names and templates", e.to_string()))
    }

    fn states(&self) -> Vec<Alias> {
        let alias = |state: &State| Alias {
            forms: vec![state.name.clone(), state.people.clone(), state.demonym.clone()],
            mentions: 1,
            class: "state".to_owned(),
        };
        self.states.iter().map(alias).collect()
    }

    fn persons(&self) -> Vec<Alias> {
        let alias = |person: &Person| Alias {
            forms: vec![format!("{} {}", person.given, person.surname), person.surname.clone()],
            mentions: 2,
            class: person.sex.clone(),
        };
        self.persons.iter().map(alias).collect()
    }
}

/// The same words twice, with one name and with the other.
struct Case {
    id: String,
    part: Part,
    /// Template or article.
    cluster: usize,
    /// The text as it stands, and with the other name.
    versions: [Version; 2],
}

/// A paragraph, the statement in it and the actor's mentions there.
#[derive(Debug, Clone, PartialEq)]
struct Version {
    text: String,
    fragments: Vec<Span>,
    mentions: Vec<Span>,
}

/// The counts of one part in a tally.
const SCORES: usize = 0;
const SUM: usize = 1;
const SQUARES: usize = 2;
const PAIRS: usize = 3;
const DRIFT: usize = 4;
const FLIPS: usize = 5;
const WIDTH: usize = 6;

/// Scores templates and articles with one name and with another.
///
/// Templates: each is one statement; twelve pairs of names of its kind are drawn. Articles: every attributed content in which a state
/// or person of the list is named; another of the list, of the same kind and for persons of the same sex, is put for it throughout
/// the paragraph, with its demonym, and where statements are few up to six in turn; at most 300 pairs of each kind are drawn, so that
/// the whole takes less than a minute. What is drawn
/// depends on the seed alone. Paragraphs in which the name is part of another ("Clinton Foundation", "Chelsea Clinton") or the other
/// name stands already are passed over.
///
/// `drift` is the mean absolute difference of the two scores in units of the standard deviation of all scores of the same part, and
/// `flips` the share of pairs whose label is another. The figures of all parts together are in units of all their scores. A template
/// is a cluster, and an article is. In the predictions `gold` is the label with the name as it stands.
pub(super) fn score(
    articles: &[GoldArticle],
    model: &Model,
    seed: u64,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Scored> {
    let mut scored = Scored { tallies: Vec::new(), metrics: metrics(), predictions: Vec::new() };
    // Without articles there is nothing to evaluate on, whatever the templates give.
    if articles.is_empty() {
        return Ok(scored);
    }
    let catalogue = Catalogue::read()?;
    let mut cases = of_templates(&catalogue, seed);
    let templates = cases.iter().map(|case| case.cluster + 1).max().unwrap_or(0);
    cases.extend(of_articles(articles, &catalogue, templates, seed));
    scored.tallies = vec![Array1::zeros(WIDTH * Part::ALL.len()); templates + articles.len()];
    for (n, case) in cases.iter().enumerate() {
        let [Some(before), Some(after)] = judged(model, &case.versions)? else { continue };
        let tally = &mut scored.tallies[case.cluster];
        let at = WIDTH * case.part as usize;
        for score in [before.1, after.1] {
            tally[at + SCORES] += 1.0;
            tally[at + SUM] += score;
            tally[at + SQUARES] += score * score;
        }
        tally[at + PAIRS] += 1.0;
        tally[at + DRIFT] += (before.1 - after.1).abs();
        tally[at + FLIPS] += f64::from(u8::from(before.0 != after.0));
        let original = &case.versions[0];
        let place = original.mentions.first().map(|mention| CodePoints::new(&original.text).of(*mention));
        let rounded = |score: f64| (score * 1e6).round() / 1e6;
        scored.predictions.push(Prediction {
            id: case.id.clone(),
            gold: Value::from(before.0.to_string()),
            pred: Value::from(after.0.to_string()),
            probs: json!({"score": rounded(before.1), "score_swapped": rounded(after.1)}),
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
            cluster: case.cluster,
        });
        progress(n + 1, cases.len());
    }
    progress(cases.len(), cases.len());
    Ok(scored)
}

fn metrics() -> Vec<Metric> {
    let groups = [
        ("".to_owned(), Part::ALL.to_vec()),
        ("_templates".to_owned(), Part::ALL.into_iter().filter(|part| !part.of_articles()).collect()),
        ("_articles".to_owned(), Part::ALL.into_iter().filter(|part| part.of_articles()).collect()),
    ];
    let parts = Part::ALL.map(|part| (format!("_{}", part.name()), vec![part]));
    let mut metrics = Vec::new();
    for (name, parts) in groups.into_iter().chain(parts) {
        let sums = move |t: &ArrayView1<'_, f64>| -> Vec<f64> {
            (0..WIDTH).map(|at| parts.iter().map(|part| t[WIDTH * *part as usize + at]).sum()).collect()
        };
        let of = sums.clone();
        let n = sums.clone();
        metrics.push(Metric::new(format!("drift{name}"), move |t| drift(&of(t)), move |t| n(t)[PAIRS]));
        let of = sums.clone();
        metrics.push(Metric::new(
            format!("flips{name}"),
            move |t| ratio(of(t)[FLIPS], of(t)[PAIRS]),
            move |t| sums(t)[PAIRS],
        ));
    }
    metrics
}

/// Mean absolute difference over the standard deviation of all scores; `None` without a pair or where all scores are the same.
fn drift(sums: &[f64]) -> Option<f64> {
    let mean = ratio(sums[SUM], sums[SCORES])?;
    let variance = (ratio(sums[SQUARES], sums[SCORES])? - mean * mean).max(0.0);
    // Below this the differences are those of the sums' own rounding.
    (variance > 1e-12).then(|| sums[DRIFT] / sums[PAIRS] / variance.sqrt())
}

/// Label and score of both versions; `None` where no mention has a token.
fn judged(model: &Model, versions: &[Version; 2]) -> Result<[Option<(Stance, f64)>; 2]> {
    let mut out = [None; 2];
    for (version, out) in versions.iter().zip(&mut out) {
        let whole = Span::new(0, version.text.len()).trimmed(&version.text);
        let reading = Reading::of(model, &version.text, &[whole])?;
        let statement = Statement::given(StatementKind::Direct, version.fragments.clone());
        let judged = stance::judge(&version.text, &[statement], &version.mentions, &reading);
        let verdict = stance::verdict(&judged[0], model.manifest().calibration);
        *out = verdict.map(|verdict| (verdict.stance, f64::from(verdict.probabilities.score())));
    }
    Ok(out)
}

/// Pairs of names in every template.
fn of_templates(catalogue: &Catalogue, seed: u64) -> Vec<Case> {
    let first = |aliases: Vec<Alias>| aliases.into_iter().map(|alias| alias.forms[0].clone()).collect::<Vec<_>>();
    let kinds = [
        (Part::TemplatesState, &catalogue.templates.state, first(catalogue.states())),
        (Part::TemplatesPerson, &catalogue.templates.person, first(catalogue.persons())),
        (Part::TemplatesOrganisation, &catalogue.templates.organisation, catalogue.organisations.clone()),
    ];
    let templates = kinds.iter().flat_map(|(part, templates, names)| templates.iter().map(move |t| (*part, t, names)));
    let mut cases = Vec::new();
    for (cluster, (part, template, names)) in templates.enumerate() {
        let mut random = SplitMix64::new(seed ^ (cluster as u64) << 32);
        let mut drawn = names.clone();
        shuffle(&mut drawn, &mut random);
        for (one, other) in drawn.iter().zip(drawn.iter().cycle().skip(1)).take(PAIRS_PER_TEMPLATE) {
            let versions = [one, other].map(|name| filled(template, name));
            cases.push(Case { id: format!("template-{}/{one}>{other}", cluster + 1), part, cluster, versions });
        }
    }
    cases
}

/// A template with a name in its slots; the whole is the statement.
fn filled(template: &str, name: &str) -> Version {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for (n, piece) in template.split(SLOT).enumerate() {
        if n > 0 {
            mentions.push(Span::new(text.len(), text.len() + name.len()));
            text.push_str(name);
        }
        text.push_str(piece);
    }
    let fragments = vec![Span::new(0, text.len())];
    Version { text, fragments, mentions }
}

/// Pairs of names in the statements of articles, whose clusters begin at `clusters`.
fn of_articles(articles: &[GoldArticle], catalogue: &Catalogue, clusters: usize, seed: u64) -> Vec<Case> {
    let kinds = [(Part::ArticlesState, catalogue.states()), (Part::ArticlesPerson, catalogue.persons())];
    let mut cases = Vec::new();
    for (part, aliases) in kinds {
        let mut found: Vec<(usize, String, Version, usize)> = Vec::new();
        for (n, article) in articles.iter().enumerate() {
            for attribution in &article.attributions {
                let Some((paragraph, fragments)) = paragraph_of(&article.text, &attribution.content) else { continue };
                for (index, alias) in aliases.iter().enumerate() {
                    let version =
                        Version { text: paragraph.to_owned(), fragments: fragments.clone(), mentions: Vec::new() };
                    if named(&version, alias) {
                        found.push((n, format!("{}/{}", article.id, attribution.id), version, index));
                    }
                }
            }
        }
        let mut random = SplitMix64::new(seed ^ 1 << (40 + part as u64));
        shuffle(&mut found, &mut random);
        found.truncate(PAIRS_FROM_ARTICLES);
        let names = (PAIRS_FROM_ARTICLES / found.len().max(1)).clamp(1, NAMES_PER_STATEMENT);
        found.sort_by(|a, b| (a.0, &a.1, a.3).cmp(&(b.0, &b.1, b.3)));
        for (n, id, version, index) in found {
            let one = &aliases[index];
            let absent = |other: &Alias| !other.forms.iter().any(|form| version.text.contains(form.as_str()));
            let mut others: Vec<&Alias> =
                aliases.iter().filter(|other| other.class == one.class && absent(other)).collect();
            shuffle(&mut others, &mut random);
            for other in others.into_iter().take(names) {
                let id = format!("{id}/{}>{}", one.forms[0], other.forms[0]);
                let versions = [one, other].map(|name| put(&version, one, name));
                cases.push(Case { id, part, cluster: clusters + n, versions });
            }
        }
    }
    cases
}

/// The paragraph (a line of the text) that holds the first piece of a content, and the pieces of it there, in bytes of the paragraph.
fn paragraph_of<'t>(text: &'t str, content: &[Span]) -> Option<(&'t str, Vec<Span>)> {
    let first = content.iter().min()?;
    let start = text[..first.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[first.start()..].find('\n').map_or(text.len(), |at| first.start() + at);
    let inside = content.iter().filter_map(|span| span.intersection(Span::new(start, end.max(start))));
    let mut inside: Vec<Span> = inside.map(|span| Span::new(span.start() - start, span.end() - start)).collect();
    inside.sort();
    Some((&text[start..end], inside)).filter(|(_, inside)| !inside.is_empty())
}

/// Whether a content of the paragraph mentions the name, and the name is part of no other anywhere in the paragraph.
fn named(version: &Version, alias: &Alias) -> bool {
    let places = places(&version.text, alias);
    let mentioned = places.iter().any(|(form, span)| {
        *form < alias.mentions && version.fragments.iter().any(|fragment| fragment.contains(*span))
    });
    let cut = |(_, span): &(usize, Span)| version.fragments.iter().any(|f| f.overlaps(*span) && !f.contains(*span));
    mentioned && places.iter().all(|place| !cut(place) && stands_alone(&version.text, place, alias))
}

/// Whether a mention is a name of its own: no word with a capital follows it, and before a surname stands at most a title or the
/// beginning of a sentence.
fn stands_alone(text: &str, (form, span): &(usize, Span), alias: &Alias) -> bool {
    if *form >= alias.mentions {
        return true;
    }
    let mut after = text[span.end()..].chars();
    let joined = match after.next() {
        Some(' ') => after.next().is_some_and(char::is_uppercase),
        Some('-' | '‑' | '–') => after.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let before = &text[..span.start()];
    if before.ends_with(['-', '‑', '–']) || joined {
        return false;
    }
    let Some(head) = before.strip_suffix(' ') else { return true };
    let word = head.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let opens = head[..head.len() - word.len()].trim_end().chars().next_back();
    let sentence_begins = opens.is_none_or(|c| matches!(c, '.' | '?' | '!' | '“' | '"' | '”' | ':' | ';'));
    !word.starts_with(char::is_uppercase) || TITLES.contains(&word.trim_end_matches('.')) || sentence_begins
}

/// Every form of a name on whole words, the longest at each place, in order.
fn places(text: &str, alias: &Alias) -> Vec<(usize, Span)> {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for (form, words) in alias.forms.iter().enumerate() {
        for (start, _) in text.match_indices(words.as_str()) {
            let span = Span::new(start, start + words.len());
            let bounded = !text[..start].ends_with(char::is_alphanumeric)
                && !text[span.end()..].starts_with(char::is_alphanumeric);
            if bounded && !found.iter().any(|(_, other)| other.overlaps(span)) {
                found.push((form, span));
            }
        }
    }
    found.sort_by_key(|(_, span)| *span);
    found
}

/// The paragraph with `other` wherever `alias` stands, form for form.
fn put(version: &Version, alias: &Alias, other: &Alias) -> Version {
    let mut text = String::with_capacity(version.text.len());
    let mut moved: Vec<(usize, Span, Span)> = Vec::new();
    let mut copied = 0;
    for (form, span) in places(&version.text, alias) {
        text.push_str(&version.text[copied..span.start()]);
        let start = text.len();
        text.push_str(&other.forms[form]);
        moved.push((form, span, Span::new(start, text.len())));
        copied = span.end();
    }
    text.push_str(&version.text[copied..]);
    // Ends of fragments lie outside of names.
    let shifted = |at: usize| match moved.iter().rev().find(|(_, old, _)| old.end() <= at) {
        Some((_, old, new)) => new.end() + (at - old.end()),
        None => at,
    };
    let fragments: Vec<Span> =
        version.fragments.iter().map(|span| Span::new(shifted(span.start()), shifted(span.end()))).collect();
    let inside = |span: &Span| fragments.iter().any(|fragment| fragment.contains(*span));
    let mentions =
        moved.iter().filter(|(form, ..)| *form < alias.mentions).map(|(_, _, new)| *new).filter(inside).collect();
    Version { text, fragments, mentions }
}

/// Fisher and Yates's shuffle (Durstenfeld 1964, algorithm 235).
fn shuffle<T>(items: &mut [T], random: &mut SplitMix64) {
    for last in (1..items.len()).rev() {
        items.swap(last, random.below(last + 1));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn alias(forms: &[&str], mentions: usize) -> Alias {
        Alias { forms: forms.iter().map(|form| (*form).to_owned()).collect(), mentions, class: "x".to_owned() }
    }

    #[test]
    fn the_catalogue_is_well_formed() {
        let catalogue = Catalogue::read().expect("well formed");
        let Templates { state, person, organisation } = &catalogue.templates;
        let templates: Vec<&String> = state.iter().chain(person).chain(organisation).collect();
        assert!((50..=70).contains(&templates.len()), "{}", templates.len());
        assert!(templates.iter().all(|template| template.contains(SLOT)));
        assert_eq!(templates.iter().collect::<BTreeSet<_>>().len(), templates.len());
        for aliases in [catalogue.states(), catalogue.persons()] {
            let names: BTreeSet<&String> = aliases.iter().map(|alias| &alias.forms[0]).collect();
            assert_eq!(names.len(), aliases.len());
        }
        assert!(catalogue.persons().iter().all(|person| ["m", "f"].contains(&person.class.as_str())));
    }

    #[test]
    fn a_name_is_put_for_another_form_for_form_and_spans_move_with_it() {
        let text = "“Russia lost,” said Orr of the Russian army, “and Russia knows.” Russia waits.";
        let at = |words: &str| {
            let start = text.find(words).expect(words);
            Span::new(start, start + words.len())
        };
        let version = Version {
            text: text.to_owned(),
            fragments: vec![at("“Russia lost,”"), at("“and Russia knows.”")],
            mentions: Vec::new(),
        };
        let (russia, zoe) = (alias(&["Russia", "Russians", "Russian"], 1), alias(&["Zoëland", "Zoës", "Zoëan"], 1));
        assert!(named(&version, &russia));
        let swapped = put(&version, &russia, &zoe);
        assert_eq!(swapped.text, "“Zoëland lost,” said Orr of the Zoëan army, “and Zoëland knows.” Zoëland waits.");
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(&swapped.text).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&swapped.fragments), ["“Zoëland lost,”", "“and Zoëland knows.”"]);
        assert_eq!(words(&swapped.mentions), ["Zoëland", "Zoëland"]);
        let same = put(&version, &russia, &russia);
        assert_eq!((same.text.as_str(), same.fragments), (text, version.fragments));
    }

    #[test]
    fn a_name_inside_another_name_is_passed_over() {
        let clinton = alias(&["Hillary Clinton", "Clinton"], 2);
        struct Case {
            text: &'static str,
            named: bool,
        }
        let cases = [
            Case { text: "that Hillary Clinton lost", named: true },
            Case { text: "that Secretary Clinton’s aides left", named: true },
            Case { text: "It rained. But Clinton won.", named: true },
            Case { text: "that Bill Clinton lost", named: false },
            Case { text: "that Clinton and the Clinton Foundation lost", named: false },
            Case { text: "a Trump-Clinton debate", named: false },
            Case { text: "that Clintonites lost", named: false },
        ];
        for Case { text, named: expected } in cases {
            let version =
                Version { text: text.to_owned(), fragments: vec![Span::new(0, text.len())], mentions: Vec::new() };
            assert_eq!(named(&version, &clinton), expected, "{text}");
        }
    }

    #[test]
    fn the_paragraph_of_a_content_is_its_line() {
        let text = "One.\nZoë said it rained.\nTwo.";
        let content = [Span::new(text.find("it").expect("it"), text.find(".\nTwo").expect("end"))];
        let (paragraph, inside) = paragraph_of(text, &content).expect("a paragraph");
        assert_eq!((paragraph, inside[0].of(paragraph)), ("Zoë said it rained.", "it rained"));
        assert_eq!(paragraph_of(text, &[]), None);
    }

    #[test]
    fn drift_is_in_units_of_the_standard_deviation_of_all_scores() {
        // Scores 1, 0, -1, 0: the deviation is sqrt(1/2); both pairs move by 1.
        let mut sums = vec![0.0; WIDTH];
        (sums[SCORES], sums[SUM], sums[SQUARES], sums[PAIRS], sums[DRIFT]) = (4.0, 0.0, 2.0, 2.0, 2.0);
        assert!((drift(&sums).expect("defined") - 2f64.sqrt()).abs() < 1e-12);
        assert_eq!(drift(&[0.0; WIDTH]), None);
    }
}

//! The sample articles of `datasets/` with the shipped model: what a reader of the output would notice.
//! `cargo test --release --test gold -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "the figures are for whoever changes the model")]

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;
use standpoint::{
    ActorStance, Analysis, Article, AttributedStatement, IngestOptions, Modality, Pipeline, PipelineOptions, Span,
    SpeakerKind, Stance, articles,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| {
        let mut options = PipelineOptions::default();
        options.actors = vec![root().join("datasets/actors.toml")];
        Pipeline::open(root().join("models/standpoint-small"), &options).expect("the shipped model opens")
    })
}

/// The articles of a data set with their analyses, by id.
fn read(dataset: &str) -> BTreeMap<String, (Article, Analysis)> {
    let folder = root().join("datasets").join(dataset).display().to_string();
    articles(&[folder], &IngestOptions::default())
        .map(|article| article.expect("the samples are good input"))
        .map(|article| (article.id.clone(), (article.clone(), pipeline().analyze(&article).expect("the engine runs"))))
        .collect()
}

fn gold(dataset: &str) -> Vec<Value> {
    let file = root().join("datasets").join(dataset).join("gold.jsonl");
    let text = fs::read_to_string(file).expect("gold.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object per line")).collect()
}

/// Where a gold statement stands in the article, in bytes.
fn place(article: &Article, statement: &Value) -> Span {
    let words = statement["text"].as_str().expect("text");
    let near = statement["start"].as_u64().map_or(0, |points| {
        article.text.char_indices().nth(usize::try_from(points).expect("small")).map_or(0, |(at, _)| at)
    });
    let at = article.text[near..].find(words).map(|at| near + at).expect("gold text is the article's");
    Span::new(at, at + words.len())
}

fn overlap(a: Span, b: Span) -> f64 {
    let shared = a.intersection(b).map_or(0, Span::len) as f64;
    shared / (a.len() + b.len()) as f64 * 2.0
}

/// The predicted statement that shares most with the gold one, if it shares half.
fn found(analysis: &Analysis, gold: Span) -> Option<&AttributedStatement> {
    analysis
        .statements
        .iter()
        .map(|s| (overlap(s.statement.hull(), gold), s))
        .filter(|(shared, _)| *shared >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, s)| s)
}

/// The statement whose words contain `words`.
fn saying<'a>(article: &Article, analysis: &'a Analysis, words: &str) -> &'a AttributedStatement {
    let matching = |s: &&AttributedStatement| s.statement.hull().of(&article.text).contains(words);
    analysis.statements.iter().find(matching).unwrap_or_else(|| panic!("nobody says {words:?}"))
}

fn toward<'a>(statement: &'a AttributedStatement, actor: &str) -> &'a ActorStance {
    let row = statement.stances.iter().find(|s| s.actor == actor);
    row.unwrap_or_else(|| {
        panic!("no row toward {actor}: {:?}", statement.stances.iter().map(|s| &s.actor).collect::<Vec<_>>())
    })
}

fn name(statement: &AttributedStatement) -> Option<&str> {
    statement.speaker.name.as_deref()
}

/// What of a data set's gold the program finds.
#[derive(Default)]
struct Tally {
    statements: usize,
    found: usize,
    predicted: usize,
    speakers: usize,
    /// Offices and bodies of the persons who were found to speak: gold has them, and the program says the same or a part of it.
    roles: [usize; 2],
    affiliations: [usize; 2],
    rows: usize,
    predicted_rows: usize,
    actors: usize,
    stances: usize,
}

impl Tally {
    fn of(dataset: &str) -> Self {
        let read = read(dataset);
        let mut tally = Self::default();
        for line in gold(dataset) {
            let (article, analysis) = &read[line["id"].as_str().expect("id")];
            tally.predicted += analysis.statements.len();
            for statement in line["statements"].as_array().expect("statements") {
                tally.statements += 1;
                if let Some(prediction) = found(analysis, place(article, statement)) {
                    tally.count(statement, prediction);
                }
            }
        }
        println!("{dataset}: {tally}");
        tally
    }

    fn count(&mut self, statement: &Value, prediction: &AttributedStatement) {
        self.found += 1;
        if same_speaker(statement, prediction) {
            self.speakers += 1;
            if prediction.speaker.kind == SpeakerKind::Person {
                says(&mut self.roles, &statement["speaker_role"], prediction.speaker.role.as_deref());
                let body = prediction.speaker.affiliation.as_deref();
                says(&mut self.affiliations, &statement["speaker_affiliation"], body);
            }
        }
        self.predicted_rows += prediction.stances.len();
        for row in statement["stances"].as_array().expect("stances") {
            self.rows += 1;
            let actor = row["actor"].as_str().expect("actor");
            let Some(stance) = prediction.stances.iter().find(|s| s.actor == actor) else { continue };
            self.actors += 1;
            self.stances += usize::from(stance.stance.to_string() == row["stance"].as_str().expect("stance"));
        }
    }

    fn add(&mut self, other: &Self) {
        self.statements += other.statements;
        self.found += other.found;
        self.predicted += other.predicted;
        self.speakers += other.speakers;
        for (own, theirs) in [(&mut self.roles, other.roles), (&mut self.affiliations, other.affiliations)] {
            own[0] += theirs[0];
            own[1] += theirs[1];
        }
        self.rows += other.rows;
        self.predicted_rows += other.predicted_rows;
        self.actors += other.actors;
        self.stances += other.stances;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { statements, found, predicted, speakers, roles, affiliations, rows, predicted_rows, actors, stances } =
            self;
        write!(
            f,
            "{found} of {statements} statements found ({predicted} predicted), speaker right {speakers}, role {} of {}, affiliation \
             {} of {}; of {rows} rows {actors} found ({predicted_rows} predicted), stance right {stances}",
            roles[0], roles[1], affiliations[0], affiliations[1]
        )
    }
}

/// Whether a statement has the speaker of the gold. Who has no name there has none here, or goes by what he is.
fn same_speaker(statement: &Value, prediction: &AttributedStatement) -> bool {
    let predicted = name(prediction).map(str::to_lowercase);
    match (statement["speaker"].as_str(), &predicted, statement["speaker_role"].as_str()) {
        (Some(gold), Some(predicted), _) => gold.to_lowercase() == *predicted,
        (None, Some(predicted), Some(role)) => predicted.contains(&role.to_lowercase()),
        (gold, predicted, _) => gold.is_none() && predicted.is_none(),
    }
}

/// Counts what the gold says, [right, all]: one of the two holds the other.
fn says([right, all]: &mut [usize; 2], gold: &Value, predicted: Option<&str>) {
    let Some(gold) = gold.as_str().map(str::to_lowercase) else { return };
    let predicted = predicted.map(str::to_lowercase);
    *all += 1;
    *right += usize::from(predicted.is_some_and(|p| gold.contains(&p) || p.contains(&gold)));
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn assert_floors(figures: &[(&str, f64, f64)]) {
    for (what, value, floor) in figures {
        println!("{what}: {value:.3}");
        assert!(value >= floor, "{what}: {value:.3} is under {floor}");
    }
}

/// Floors a little under what the shipped model reaches, so that a change that makes the samples worse is seen.
#[test]
fn the_samples_are_read_as_well_as_when_the_model_was_shipped() {
    let mut all = Tally::default();
    for dataset in DATASETS {
        all.add(&Tally::of(dataset));
    }
    assert_floors(&[
        ("statements found", share(all.found, all.statements), FLOORS[0]),
        ("predicted statements that are gold", share(all.found, all.predicted), FLOORS[1]),
        ("speaker right of those found", share(all.speakers, all.found), FLOORS[2]),
        ("actors found of the rows", share(all.actors, all.rows), FLOORS[3]),
        ("stance right of the actors found", share(all.stances, all.actors), FLOORS[4]),
    ]);
}

/// Articles of twelve desks, of which rules were written from one half and not from the other (their `CARD.md`).
#[test]
fn articles_of_many_desks_are_read_as_well_as_when_they_were_written() {
    for (dataset, floors) in DESKS {
        let tally = Tally::of(dataset);
        assert_floors(&[
            ("statements found", share(tally.found, tally.statements), floors[0]),
            ("predicted statements that are gold", share(tally.found, tally.predicted), floors[1]),
            ("speaker right of those found", share(tally.speakers, tally.found), floors[2]),
            ("role", share(tally.roles[0], tally.roles[1]), floors[3]),
            ("affiliation", share(tally.affiliations[0], tally.affiliations[1]), floors[4]),
            ("actors found of the rows", share(tally.actors, tally.rows), floors[5]),
            ("predicted rows that are gold", share(tally.actors, tally.predicted_rows), floors[6]),
            ("stance right of the actors found", share(tally.stances, tally.actors), floors[7]),
        ]);
    }
}

const DESKS: [(&str, [f64; 8]); 4] = [
    ("desk-read", [0.97, 0.94, 0.87, 0.86, 0.73, 0.65, 0.79, 0.60]),
    ("desk-kept", [0.96, 0.90, 0.83, 0.72, 0.50, 0.63, 0.74, 0.60]),
    ("wire-read", [0.98, 0.92, 0.85, 0.87, 0.53, 0.50, 0.67, 0.69]),
    ("wire-kept", [0.95, 0.88, 0.83, 0.76, 0.42, 0.53, 0.67, 0.70]),
];
const DATASETS: [&str; 6] =
    ["strait-summit", "port-inquiry", "front-interview", "river-and-sea", "bank-page", "flood-and-fair"];
const FLOORS: [f64; 5] = [0.93, 0.86, 0.83, 0.79, 0.77];

#[test]
fn continued_quotations_and_said_lines_have_the_right_speaker() {
    let read = read("strait-summit");
    let (article, analysis) = &read["soya-summit"];
    let cases = [
        ("This was a triumph for Minegishi", "Daniel Okafor-Lind"),
        ("He asked for fish", "Daniel Okafor-Lind"),
        ("Sorokin gave away in two days", "Marta Hellqvist"),
        ("Russia may live to regret this", "Marta Hellqvist"),
        ("Sorokin looks weaker today", "Teodor Brask"),
        ("Sorokin had nobody else to call", "Teodor Brask"),
        ("But behind closed doors", "Daniel Okafor-Lind"),
    ];
    for (words, speaker) in cases {
        let statement = saying(article, analysis, words);
        assert_eq!(name(statement), Some(speaker), "{words}");
        assert_eq!(statement.speaker.kind, SpeakerKind::Person, "{words}");
    }
    let brask = &saying(article, analysis, "Sorokin looks weaker today").speaker;
    assert_eq!(brask.role.as_deref(), Some("professor of international law"));
    assert_eq!(brask.affiliation.as_deref(), Some("Leyden College"));
    let persons: Vec<&str> =
        analysis.statements.iter().filter(|s| s.speaker.kind == SpeakerKind::Person).filter_map(name).collect();
    let experts = ["Daniel Okafor-Lind", "Marta Hellqvist", "Teodor Brask"];
    assert!(
        persons.iter().all(|p| experts.contains(p)),
        "only the experts are persons among the speakers: {persons:?}"
    );
}

#[test]
fn states_are_known_by_their_capitals_and_reported_attitudes_are_marked() {
    let read = read("strait-summit");
    let (article, analysis) = &read["soya-summit"];
    let statement = saying(article, analysis, "But behind closed doors");
    assert_eq!(toward(statement, "Russia").holder.as_deref(), Some("China"));
    let regret = toward(saying(article, analysis, "Russia may live to regret this"), "Russia");
    assert_eq!((regret.stance, regret.modality), (Stance::Unfavorable, Modality::Possible));
    let triumph = saying(article, analysis, "This was a triumph");
    assert_eq!(toward(triumph, "Haruto Minegishi").stance, Stance::Favorable);
    toward(saying(article, analysis, "Tokyo got everything"), "Japan");
    toward(saying(article, analysis, "Moscow would have laughed"), "Russia");
}

#[test]
fn two_people_with_one_surname_stay_two() {
    let read = read("port-inquiry");
    let (article, analysis) = &read["crane-hearing"];
    assert_eq!(name(saying(article, analysis, "signed every page")), Some("Rosa Keane"));
    assert_eq!(name(saying(article, analysis, "arm on the stairs")), Some("Martin Keane"));
}

#[test]
fn a_villain_is_not_his_victim() {
    let read = read("port-inquiry");
    let (article, analysis) = &read["crane-hearing"];
    let statement = saying(article, analysis, "arm on the stairs");
    // The label of the villain is still too weak to be the right one (see the model card); the direction is right.
    let (villain, victim) = (toward(statement, "Lukas Brandt"), toward(statement, "Ida Solheim"));
    assert!(villain.score() < 0.0 && villain.score() < victim.score());
}

#[test]
fn a_denied_portrayal_is_marked_and_does_not_count() {
    let read = read("port-inquiry");
    let (article, analysis) = &read["crane-hearing"];
    let denied = saying(article, analysis, "a thug");
    assert!(denied.statement.denied);
    assert!(denied.stances.iter().all(|s| s.modality == Modality::Denied && !s.counts()));
}

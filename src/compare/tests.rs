//! A comparison from a corpus to its files.

use super::*;
use crate::actors::MentionRole;
use crate::corpus::{ActorEntry, ArticleEntry, LabelSource, Origin, SpeakerEntry, StanceEntry, StatementEntry, Words};
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Perspective, Stance};
use crate::statements::StatementKind;

const SPEAKERS: [&str; 3] = ["Ada Lund", "Bo Reuel", "=cmd|'/c calc'!A1 <b>&\"x\"\u{1}"];

/// Articles with a day and an outlet.
fn corpus(articles: &[(&str, &str)]) -> Corpus {
    let article = |(at, (date, outlet)): (usize, &(&str, &str))| ArticleEntry {
        id: format!("a{at:02}"),
        date: Some((*date).into()),
        outlet: Some((*outlet).into()),
        story: format!("a{at:02}"),
        ..ArticleEntry::default()
    };
    let speaker = |(at, name): (usize, &str)| SpeakerEntry {
        id: format!("s{at}"),
        name: name.into(),
        kind: SpeakerKind::Person,
        role: None,
        affiliation: (at < 2).then(|| "Calder Institute".into()),
    };
    Corpus {
        articles: articles.iter().enumerate().map(article).collect(),
        speakers: SPEAKERS.into_iter().enumerate().map(speaker).collect(),
        actors: vec![ActorEntry { id: "orrin".into(), name: "Orrin".into(), kind: ActorKind::State }],
        origins: vec![Origin {
            version: "0.2.0".into(),
            model: "tiny".into(),
            model_sha256: "00ff".into(),
            engine: "scripted".into(),
        }],
        ..Corpus::default()
    }
}

/// A statement of a speaker toward Orrin, of this score.
fn says(corpus: &mut Corpus, article: usize, speaker: usize, score: f64) -> &mut StanceEntry {
    let at = corpus.statements.len();
    let id = format!("a{article:02}-s{at:03}");
    corpus.statements.push(StatementEntry {
        quotation: id.clone(),
        id,
        article,
        kind: StatementKind::Direct,
        words: Words { text: format!("“Words {at}”"), start: at, end: at + 9 },
        fragments: Vec::new(),
        speaker: Some(speaker),
        speaker_role: None,
        speaker_affiliation: None,
        speaker_mention: None,
        cue: None,
        content_confidence: 0.9,
        speaker_confidence: Some(0.9),
        source: LabelSource::Model,
    });
    let words = Words { text: "Orrin".into(), start: 0, end: 5 };
    let stance = if score > 0.3 {
        Stance::Favorable
    } else if score < -0.3 {
        Stance::Unfavorable
    } else {
        Stance::Neutral
    };
    corpus.stances.push(StanceEntry {
        statement: at,
        actor: 0,
        mention: words.clone(),
        n_mentions: 1,
        mention_role: MentionRole::Name,
        stance,
        score,
        probabilities: [(-score).max(0.0), 1.0 - score.abs(), score.max(0.0)],
        abstained: false,
        outlook: None,
        perspective: Some(Perspective::Speaker),
        holder: None,
        modality: Some(Modality::Asserted),
        evidence: words,
        source: LabelSource::Model,
    });
    corpus.stances.last_mut().expect("one was added")
}

/// Nine stories over three months; the first speaker praises Orrin, the second and the third blame it.
fn dispute() -> Corpus {
    let days: Vec<String> = (0..9).map(|at| format!("2026-{:02}-{:02}", 3 + at / 3, 2 + 9 * (at % 3))).collect();
    let articles: Vec<(&str, &str)> = days.iter().map(|day| (day.as_str(), "Gazette")).collect();
    let mut corpus = corpus(&articles);
    for article in 0..9 {
        let step = 0.02 * article as f64;
        says(&mut corpus, article, 0, 0.6 + step);
        says(&mut corpus, article, 1, -0.5 - step);
        if article < 4 {
            says(&mut corpus, article, 2, -0.6 - step);
        }
    }
    corpus
}

#[test]
fn a_verdict_needs_five_stories_and_an_interval_that_allows_it() {
    let comparison = compare(&dispute(), &CompareOptions::default());
    let verdicts: Vec<_> = comparison.cells.iter().map(|cell| (cell.n_stories, cell.estimate.verdict)).collect();
    assert_eq!(verdicts, [(9, Some(Verdict::Favorable)), (9, Some(Verdict::Unfavorable)), (4, None)]);
    assert!(comparison.cells[2].estimate.interval.is_none() && comparison.cells[2].estimate.mean.is_some());
    assert_eq!(comparison.cells[0].estimate.method, super::interval::Method::ClusterT);
}

#[test]
fn pairs_that_cannot_differ_are_no_part_of_the_family() {
    let comparison = compare(&dispute(), &CompareOptions::default());
    assert_eq!(comparison.family, Family { pairs: 3, too_few: 2, out_of_reach: 0, tested: 1, different: 1 });
    // Nine shared stories: 2^9 arrangements, of which two are as far apart.
    assert!((comparison.differences[0].p.unwrap() - 2.0 / 512.0).abs() < 1e-12);
    // Stories of other months cannot be exchanged.
    let mut apart = corpus(&[("2026-01-01", "G"); 10].map(|(_, outlet)| ("2026-01-01", outlet)));
    for article in 0..10 {
        apart.articles[article].date = Some(if article < 5 { "2026-01-05" } else { "2026-02-05" }.into());
        says(&mut apart, article, usize::from(article >= 5), if article < 5 { 0.7 } else { -0.7 });
    }
    let comparison = compare(&apart, &CompareOptions::default());
    assert_eq!(comparison.differences[0].fate, super::pairs::Fate::OutOfReach);
    assert_eq!((comparison.family.tested, comparison.differences[0].q), (0, None));
}

#[test]
fn a_repeated_quotation_counts_by_the_rule() {
    // One quotation in three articles: two of one story, two outlets, two weeks.
    let mut repeated = corpus(&[("2026-03-02", "Gazette"), ("2026-03-03", "Post"), ("2026-03-11", "Post")]);
    for article in 0..3 {
        says(&mut repeated, article, 0, 0.5);
    }
    repeated.articles[1].story = "a00".into();
    repeated.statements.iter_mut().for_each(|statement| statement.quotation = "a00-s000".into());
    let cases = [
        (Counting::Statement, 1),
        (Counting::Story, 2),
        (Counting::Article, 3),
        (Counting::Outlet, 2),
        (Counting::Week, 2),
    ];
    for (counting, n) in cases {
        let comparison = compare(&repeated, &CompareOptions { counting, ..CompareOptions::default() });
        assert_eq!((comparison.cells[0].n_statements, comparison.tally.folded), (n, 3 - n), "{counting}");
    }
    // What a person labelled is kept, wherever it stands.
    repeated.stances[2].source = LabelSource::Human;
    let comparison = compare(&repeated, &CompareOptions::default());
    assert_eq!(comparison.cells[0].stances, [2]);
}

#[test]
fn what_does_not_count_is_counted_by_its_reason() {
    let mut corpus = dispute();
    corpus.stances[0].abstained = true;
    corpus.stances[3].perspective = Some(Perspective::Reported);
    corpus.stances[6].modality = Some(Modality::Denied);
    corpus.stances[9].mention_role = MentionRole::Modifier;
    corpus.statements[corpus.stances[1].statement].speaker = None;
    let committee = corpus.actors.len();
    corpus.actors.push(ActorEntry { id: "described-a1-committee".into(), ..corpus.actors[0].clone() });
    corpus.stances[2].actor = committee;
    let comparison = compare(&corpus, &CompareOptions::default());
    let cell = &comparison.cells[0];
    assert_eq!((cell.n_statements, cell.n_counted), (9, 5));
    assert_eq!((cell.n_abstained, cell.n_reported, cell.n_denied, cell.n_modifier), (1, 1, 1, 1));
    assert_eq!((comparison.tally.unknown, comparison.tally.unnamed, comparison.tally.counted), (1, 1, 16));
}

#[test]
fn filters_leave_out_and_say_so() {
    let filters = [
        (Filter { speakers: vec!["ada lund".into()], ..Filter::default() }, 9),
        (Filter { affiliations: vec!["CALDER institute".into()], ..Filter::default() }, 18),
        (Filter { actors: vec!["nobody".into()], ..Filter::default() }, 0),
        (Filter { outlets: vec!["gazette".into()], ..Filter::default() }, 22),
        (Filter { from: Day::parse("2026-04-01"), to: Day::parse("2026-04-30"), ..Filter::default() }, 7),
    ];
    for (filter, n) in filters {
        let comparison = compare(&dispute(), &CompareOptions { filter, ..CompareOptions::default() });
        assert_eq!((comparison.tally.counted, comparison.tally.filtered), (n, 22 - n));
    }
    let comparison = compare(&dispute(), &CompareOptions { min_n: 5, ..CompareOptions::default() });
    assert_eq!((comparison.cells.len(), comparison.tally.small), (2, 4));
}

#[test]
fn groups_and_periods() {
    let by = |by| compare(&dispute(), &CompareOptions { by, ..CompareOptions::default() });
    let affiliation = by(By::Affiliation);
    assert_eq!((affiliation.cells.len(), affiliation.cells[0].n_counted, affiliation.tally.ungrouped), (1, 18, 4));
    assert_eq!(affiliation.cells[0].n_speakers, 2);
    assert_eq!(by(By::Outlet).groups[0].name, "Gazette");
    assert_eq!(by(By::SpeakerKind).groups[0].name, "person");
    let moments = by(By::Speaker).moments;
    let all: Vec<(&str, usize)> =
        moments.iter().filter(|m| m.group.is_none()).map(|m| (m.label.as_str(), m.n_counted)).collect();
    assert_eq!(all, [("2026-03", 9), ("2026-04", 7), ("2026-05", 6)]);
}

#[test]
fn each_side_is_shown_by_its_surest_and_by_another_drawn_one() {
    let comparison = compare(&dispute(), &CompareOptions::default());
    let spread = &comparison.spreads[0];
    let shown: Vec<(Stance, bool)> = spread.examples.iter().map(|e| (e.side, e.random)).collect();
    let (f, u) = (Stance::Favorable, Stance::Unfavorable);
    assert_eq!(shown, [(f, false), (f, true), (u, false), (u, true)]);
    assert_ne!(spread.examples[0].stance, spread.examples[1].stance);
    // One of three speakers favorable, two unfavorable: layers 1 0 1 and 1 0 0, 2/3 of -1 and 1/3 of 1.
    assert!((spread.agreement.unwrap() + 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn nothing_in_a_name_runs_or_is_markup() {
    let corpus = dispute();
    let comparison = compare(&corpus, &CompareOptions::default());
    for csv in [matrix_csv(&corpus, &comparison), pairs_csv(&corpus, &comparison), timeline_csv(&corpus, &comparison)] {
        for record in csv::Reader::from_reader(csv.as_slice()).records() {
            let record = record.unwrap();
            // Numbers may be negative; no cell of words begins like a formula.
            let runs = |cell: &&str| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert_eq!(record.iter().find(runs), None);
        }
    }
    let actors = String::from_utf8(actors_csv(&corpus, &comparison)).unwrap();
    assert!(actors.contains("'=cmd") || !actors.contains("=cmd"));
    for xml in [graphml(&corpus, &comparison, By::Speaker, 1), gexf(&corpus, &comparison, By::Speaker, 1)] {
        let xml = String::from_utf8(xml).unwrap();
        assert!(xml.contains("=cmd|&apos;/c calc&apos;!A1 &lt;b&gt;&amp;&quot;x&quot;\u{fffd}"), "{xml}");
        assert!(!xml.contains("<b>") && !xml.contains('\u{1}'));
    }
    let terminal = terminal(&corpus, &comparison, By::Speaker, false);
    assert!(!terminal.contains('\u{1}') && !terminal.contains("disagree"), "{terminal}");
}

#[test]
fn the_network_keeps_strong_edges_with_their_signs() {
    let corpus = dispute();
    let comparison = compare(&corpus, &CompareOptions::default());
    let xml = String::from_utf8(gexf(&corpus, &comparison, By::Speaker, 9)).unwrap();
    assert_eq!(xml.matches("<edge id=").count(), 2);
    assert!(xml.contains("<edge id=\"e0\" source=\"s0\" target=\"orrin\" weight=\"9\"><attvalues><attvalue for=\"sign\" value=\"1\"/>"), "{xml}");
    assert!(xml.contains("<attvalue for=\"sign\" value=\"-1\"/>"));
    assert!(xml.contains("<attvalue for=\"affiliation\" value=\"Calder Institute\"/>"));
}

#[test]
fn the_methods_say_what_a_paper_needs() {
    let corpus = dispute();
    let options = CompareOptions::default();
    let said = methods(&corpus, &compare(&corpus, &options), &options, None);
    for needed in [
        "Standpoint 0.2.0",
        "sha256 00ff",
        "Counting rule: statement",
        "unaudited",
        "Bell and McCaffrey",
        "Coverage",
        "portrayals differ",
    ] {
        assert!(said.contains(needed), "{needed}: {said}");
    }
    assert!(!said.contains("disagree") && !said.contains("support"));
}

#[test]
fn the_same_corpus_gives_the_same_bytes() {
    let corpus = dispute();
    let all = || {
        let comparison = compare(&corpus, &CompareOptions::default());
        [matrix_csv(&corpus, &comparison), pairs_csv(&corpus, &comparison), actors_csv(&corpus, &comparison)].concat()
    };
    assert_eq!(all(), all());
}

#[test]
fn an_empty_corpus_gives_nothing() {
    let comparison = compare(&Corpus::default(), &CompareOptions::default());
    assert!(comparison.cells.is_empty() && comparison.differences.is_empty() && comparison.moments.is_empty());
}

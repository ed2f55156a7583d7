//! A small made-up corpus for the tests of what reads one.

use super::{ActorEntry, ArticleEntry, Corpus, LabelSource, Origin, SpeakerEntry, StanceEntry, StatementEntry, Words};
use crate::actors::MentionRole;
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Outlook, Perspective, Stance};
use crate::statements::StatementKind;

/// The first article; an emoji stands before all statements, so that bytes, UTF-16 units and code points differ.
pub(crate) const FIRST: &str = "📉 Grain\n\n“Orrin has won, and Kestonia knows it,” said Zoë Varga, the mayor of Lund.\n\n\
    Ilse Brandt said that Kestonia had broken its word.";
/// The second article.
pub(crate) const SECOND: &str = "“Kestonia is a gifted host,” Brandt said.\n\nNobody else spoke.";

/// Words of `text`, found there.
pub(crate) fn words(text: &str, words: &str) -> Words {
    let byte = text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    let start = text[..byte].chars().count();
    Words { text: words.to_owned(), start, end: start + words.chars().count() }
}

/// Two articles, two speakers, three statements, four rows.
pub(crate) fn corpus() -> Corpus {
    let article = |id: &str, text: &str| ArticleEntry {
        id: id.into(),
        title: Some(format!("About {id}")),
        date: Some("2026-03-01".into()),
        text: Some(text.into()),
        story: id.into(),
        ..ArticleEntry::default()
    };
    let speaker = |id: &str, name: &str| SpeakerEntry {
        id: id.into(),
        name: name.into(),
        kind: SpeakerKind::Person,
        role: None,
        affiliation: None,
    };
    let actor = |id: &str, name: &str| ActorEntry { id: id.into(), name: name.into(), kind: ActorKind::State };
    Corpus {
        articles: vec![article("grain", FIRST), article("host", SECOND)],
        speakers: vec![speaker("ilse-brandt", "Ilse Brandt"), speaker("zoë-varga", "Zoë Varga")],
        actors: vec![actor("kestonia", "Kestonia"), actor("orrin", "Orrin")],
        statements: vec![
            statement("grain-s001", 0, FIRST, "“Orrin has won, and Kestonia knows it,”", (1, "Zoë Varga"), "said"),
            statement("grain-s002", 0, FIRST, "that Kestonia had broken its word", (0, "Ilse Brandt"), "said"),
            statement("host-s001", 1, SECOND, "“Kestonia is a gifted host,”", (0, "Brandt"), "said"),
        ],
        stances: vec![
            stance(0, 1, FIRST, "Orrin", Stance::Favorable, [0.1, 0.2, 0.7]),
            stance(0, 0, FIRST, "Kestonia", Stance::Neutral, [0.2, 0.7, 0.1]),
            stance(1, 0, &FIRST[FIRST.find("that").unwrap()..], "Kestonia", Stance::Unfavorable, [0.8, 0.1, 0.1])
                .moved(FIRST[..FIRST.find("that").unwrap()].chars().count()),
            stance(2, 0, SECOND, "Kestonia", Stance::Favorable, [0.1, 0.1, 0.8]),
        ],
        origins: vec![Origin {
            version: "0.2.0".into(),
            model: "tiny".into(),
            model_sha256: "00ff".into(),
            engine: "scripted".into(),
        }],
    }
}

fn statement(
    id: &str,
    article: usize,
    text: &str,
    said: &str,
    (speaker, mention): (usize, &str),
    cue: &str,
) -> StatementEntry {
    StatementEntry {
        id: id.into(),
        article,
        kind: if said.starts_with('“') { StatementKind::Direct } else { StatementKind::Indirect },
        words: words(text, said),
        fragments: Vec::new(),
        speaker: Some(speaker),
        speaker_role: None,
        speaker_affiliation: None,
        speaker_mention: Some(words(text, mention)),
        cue: Some(words(text, cue)),
        content_confidence: 0.9,
        speaker_confidence: Some(0.8),
        quotation: id.into(),
        source: LabelSource::Model,
    }
}

fn stance(statement: usize, actor: usize, text: &str, mention: &str, stance: Stance, p: [f64; 3]) -> StanceEntry {
    StanceEntry {
        statement,
        actor,
        mention: words(text, mention),
        n_mentions: 1,
        mention_role: MentionRole::Name,
        stance,
        score: p[2] - p[0],
        probabilities: p,
        abstained: false,
        outlook: Some(Outlook::None),
        perspective: Some(Perspective::Speaker),
        holder: None,
        modality: Some(Modality::Asserted),
        evidence: words(text, mention),
        source: LabelSource::Model,
    }
}

impl StanceEntry {
    fn moved(mut self, by: usize) -> Self {
        for words in [&mut self.mention, &mut self.evidence] {
            words.start += by;
            words.end += by;
        }
        self
    }
}

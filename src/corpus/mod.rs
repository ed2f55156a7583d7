//! A scored corpus: articles with what was found in them, as it is read back from a folder of tables or from a store.
//!
//! Everything that looks over many articles (comparison, report, review) reads a [`Corpus`] and knows nothing of where it was kept.
//! Positions are half-open and in code points of the article's text, as in the files.

mod apply;
mod correction;
#[cfg(test)]
pub(crate) mod example;
mod folder;
mod identity;
mod join;
mod lines;
mod open;
mod store;
mod story;
mod tables;
mod word;

use crate::actors::MentionRole;
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Outlook, Perspective, Stance};
use crate::statements::StatementKind;

pub(crate) use correction::{Change, Correction};
pub(crate) use folder::read_folder;
pub(crate) use open::{is_scored, is_store, open, open_with};
pub(crate) use store::{Added, FORM as STORE_FORM, Scorer, Store, WAIT};
pub(crate) use word::Word;

/// Everything that was scored, each list in a fixed order: articles, speakers and actors by their ids, statements by article and
/// place, stances by statement and the actor's first mention. The lists refer to each other by index.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Corpus {
    pub articles: Vec<ArticleEntry>,
    pub speakers: Vec<SpeakerEntry>,
    pub actors: Vec<ActorEntry>,
    pub statements: Vec<StatementEntry>,
    pub stances: Vec<StanceEntry>,
    /// What scored them, one for each distinct version and model.
    pub origins: Vec<Origin>,
}

/// What scored a part of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub version: String,
    pub model: String,
    pub model_sha256: String,
    pub engine: String,
}

/// An article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ArticleEntry {
    pub id: String,
    pub title: Option<String>,
    /// ISO 8601, a day or a moment.
    pub date: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
    /// The text that positions count in; `None` where the tables were kept without it.
    pub text: Option<String>,
    /// The story it tells: syndicated copies share one. The id of the story's first article.
    pub story: String,
}

/// Someone who speaks, the same in all articles.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SpeakerEntry {
    pub id: String,
    pub name: String,
    pub kind: SpeakerKind,
    /// As last given, by the order of the articles' dates and ids.
    pub role: Option<String>,
    pub affiliation: Option<String>,
}

/// Someone who is spoken about, the same in all articles.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ActorEntry {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
}

/// A piece of text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// Who decided a label.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LabelSource {
    /// The model or a rule.
    #[default]
    Model,
    /// A person, in a correction.
    Human,
}

impl std::fmt::Display for LabelSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Model => "model",
            Self::Human => "human",
        })
    }
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StatementEntry {
    pub id: String,
    /// Index into [`Corpus::articles`].
    pub article: usize,
    pub kind: StatementKind,
    /// The hull, quotation marks included.
    pub words: Words,
    /// The pieces of a split statement; empty of one piece.
    pub fragments: Vec<(usize, usize)>,
    /// Index into [`Corpus::speakers`]; `None` where the speaker is unknown.
    pub speaker: Option<usize>,
    /// Role and affiliation as this article gives them.
    pub speaker_role: Option<String>,
    pub speaker_affiliation: Option<String>,
    pub speaker_mention: Option<Words>,
    pub cue: Option<Words>,
    pub content_confidence: f64,
    pub speaker_confidence: Option<f64>,
    /// The quotation it repeats: equal in copies of one quotation in several articles. The id of the first of them.
    pub quotation: String,
    pub source: LabelSource,
}

/// How one statement presents one actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StanceEntry {
    /// Index into [`Corpus::statements`].
    pub statement: usize,
    /// Index into [`Corpus::actors`].
    pub actor: usize,
    pub mention: Words,
    pub n_mentions: usize,
    pub mention_role: MentionRole,
    pub stance: Stance,
    /// p(favorable) - p(unfavorable), in -1..1.
    pub score: f64,
    /// Unfavorable, neutral, favorable.
    pub probabilities: [f64; 3],
    pub abstained: bool,
    pub outlook: Option<Outlook>,
    pub perspective: Option<Perspective>,
    pub holder: Option<String>,
    pub modality: Option<Modality>,
    pub evidence: Words,
    pub source: LabelSource,
}

impl StanceEntry {
    /// Whether the row says how its speaker presents the actor, so that it belongs in a mean; the rule of
    /// [`ActorStance::counts`](crate::ActorStance::counts).
    pub(crate) fn counts(&self) -> bool {
        !self.abstained
            && self.perspective != Some(Perspective::Reported)
            && self.modality != Some(Modality::Denied)
            && self.mention_role != MentionRole::Modifier
    }
}

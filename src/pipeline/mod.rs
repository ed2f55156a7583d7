//! The whole way from an article to its stances; the only place that knows every stage.

mod analysis;
mod plain;
#[cfg(test)]
mod tests;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use crate::actors::{ActorMention, MentionRole, Scene};
use crate::cast::{self, Mention};
use crate::engine::EngineOptions;
use crate::error::Result;
use crate::ingest::Article;
use crate::model::{Model, Reading};
use crate::registry::Registry;
use crate::speakers::{self, Speaker, SpeakerKind};
use crate::stance::{self, Judged, Perspective};
use crate::statements::{self, Statement, StatementKind};
use crate::text::Span;

pub use analysis::{ActorStance, Analysis, AttributedStatement};
use plain::Plain;

/// How much text is read before its token vectors are dropped, in bytes: it bounds the memory that an article of any length takes.
const SECTION: usize = 48 * 1024;

/// An indirect statement of nobody in particular is kept above this confidence in its content: most below it are the article's own
/// words (PolNeAR dev).
const ANONYMOUS: f32 = 0.86;

/// A first paragraph of at most so many words is a headline.
const HEADLINE: usize = 20;

/// What a [`Pipeline`] is opened with.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PipelineOptions {
    /// Which engine runs the model, and how. The results are the same for any number of its threads.
    pub engine: EngineOptions,
    /// Files with the user's own actors, read over the built-in registry in this order.
    pub actors: Vec<PathBuf>,
}

/// Reads articles: opened once, used for any number of them.
pub struct Pipeline {
    model: Model,
    registry: Registry,
}

impl Pipeline {
    /// Opens the model in `folder` with the built-in registry of actors.
    ///
    /// # Errors
    /// [`Error::Model`](crate::Error::Model) if the model is missing, altered or of another form, and
    /// [`Error::Input`](crate::Error::Input) if a file of actors is not well formed.
    pub fn open(folder: impl AsRef<Path>, options: &PipelineOptions) -> Result<Self> {
        // Both take their time: one beside the other.
        thread::scope(|scope| {
            let registry = scope.spawn(|| {
                let mut registry = Registry::builtin();
                options.actors.iter().try_for_each(|file| registry.extend_from(file)).map(|()| registry)
            });
            let model = Model::open_on(folder.as_ref(), &options.engine);
            let registry = registry.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok(Self { model: model?, registry })
        })
    }

    /// A pipeline of parts, for tests.
    #[cfg(test)]
    pub(crate) fn of_parts(model: Model, registry: Registry) -> Self {
        Self { model, registry }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Finds the statements of an article, their speakers, their actors and the stances toward them. An article without statements
    /// gives none. The same article gives the same answer, whatever was read before.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn analyze(&self, article: &Article) -> Result<Analysis> {
        self.model.crew().work(|| self.analyzed(article))
    }

    fn analyzed(&self, article: &Article) -> Result<Analysis> {
        match Plain::of(article) {
            Some(plain) => Ok(self.read(&plain.article)?.moved(|span| plain.outward(span))),
            None => self.read(article),
        }
    }

    fn read(&self, article: &Article) -> Result<Analysis> {
        let text = article.text.as_str();
        let mut statements: Vec<Statement> = Vec::new();
        let mut mentions: Vec<Mention> = Vec::new();
        let mut judged: Vec<Vec<Judged>> = Vec::new();
        for section in sections(&article.paragraphs) {
            let reading = Reading::of(&self.model, text, section)?;
            let (found, named) = self.model.crew().join(
                || statements::find(text, section, &reading),
                || cast::mentions(text, section, &reading, &self.registry),
            );
            let spans: Vec<Span> = named.iter().map(|m| m.span).collect();
            judged.extend(stance::judge(text, &found, &spans, &reading));
            statements.extend(found);
            mentions.extend(named);
        }
        let date = article.date.as_deref();
        let cast = cast::gather(text, &article.paragraphs, &mentions, &self.registry, date, &article.id);
        let speakers = speakers::resolve(text, &article.paragraphs, &statements, &cast, &mentions);
        let scene = Scene { text, cast: &cast, mentions: &mentions, registry: &self.registry, date };
        let told = |statement: &Statement, speaker: &Speaker| {
            let anonymous = speaker.kind == SpeakerKind::Unknown && statement.kind == StatementKind::Indirect;
            let asked = statement.cue.is_some_and(|cue| statements::asks(cue.of(text)));
            !anonymous || !asked && !is_headline(article, statement) && statement.content_confidence >= ANONYMOUS
        };
        let rows = statements.into_iter().zip(speakers).zip(judged);
        let mut topic = None;
        let rows =
            rows.filter(|((statement, speaker), _)| told(statement, speaker)).map(|((statement, speaker), judged)| {
                let mentioned = scene.mentioned(&statement, &speaker, topic.as_ref());
                let stances = self.stances(&scene, &statement, &speaker, &judged, &mentioned);
                topic = scene.topic(&statement, &speaker, &mentioned, topic.take());
                AttributedStatement { statement, speaker, stances }
            });
        Ok(Analysis { statements: rows.collect() })
    }

    /// One row per actor of a statement.
    fn stances(
        &self,
        scene: &Scene<'_>,
        statement: &Statement,
        speaker: &Speaker,
        judged: &[Judged],
        mentioned: &[ActorMention],
    ) -> Vec<ActorStance> {
        let mut members: Vec<cast::MemberId> = Vec::new();
        for mention in mentioned {
            if !members.contains(&mention.member) {
                members.push(mention.member);
            }
        }
        members
            .into_iter()
            .filter_map(|member| self.stance(scene, statement, speaker, judged, mentioned, member))
            .collect()
    }

    fn stance(
        &self,
        scene: &Scene<'_>,
        statement: &Statement,
        speaker: &Speaker,
        judged: &[Judged],
        mentioned: &[ActorMention],
        member: cast::MemberId,
    ) -> Option<ActorStance> {
        let own = |m: &&ActorMention| m.member == member;
        // What is said of a thing is not said of the state whose adjective it bears, so such mentions count only if there is no other.
        let direct = mentioned.iter().filter(own).any(|m| m.role != MentionRole::Modifier);
        let mine: Vec<&ActorMention> =
            mentioned.iter().filter(own).filter(|m| !direct || m.role != MentionRole::Modifier).collect();
        let calibration = self.model.manifest().calibration;
        let of = |m: &ActorMention| {
            let judged = judged.iter().find(|j| j.mention == m.span).copied()?;
            let ours = Some(m.member) == speaker.member || stance::is_first_plural(scene.text, m.span);
            Some(if ours { stance::shifted(scene.text, judged, calibration.temperature) } else { judged })
        };
        let known: Vec<(&ActorMention, Judged)> = mine.iter().filter_map(|m| Some((*m, of(m)?))).collect();
        let verdict = stance::verdict(&known.iter().map(|(_, j)| *j).collect::<Vec<_>>(), calibration)?;
        let (carrier, judgement) = known[verdict.carrier];
        let others: Vec<Span> = mentioned
            .iter()
            .filter(|m| m.member != member && Some(m.member) != speaker.member && m.role != MentionRole::Modifier)
            .map(|m| m.span)
            .collect();
        let holder = stance::holder(scene.text, judgement.scope, carrier.span, &others)
            .and_then(|span| mentioned.iter().find(|m| m.span == span))
            .map(|m| scene.cast.member(m.member).name.clone());
        let who = scene.cast.member(member);
        Some(ActorStance {
            actor_id: who.id.clone(),
            actor: who.name.clone(),
            actor_kind: who.kind,
            mentions: mentioned.iter().filter(own).map(|m| m.span).collect(),
            mention: carrier.span,
            mention_role: carrier.role,
            stance: verdict.stance,
            probabilities: verdict.probabilities,
            abstained: verdict.abstained,
            outlook: verdict.outlook,
            perspective: if verdict.reported || holder.is_some() {
                Perspective::Reported
            } else {
                Perspective::Speaker
            },
            holder,
            modality: stance::modality(judgement.scope.of(scene.text), statement),
            evidence: judgement.scope,
        })
    }
}

/// Whether a statement stands in the headline: what is said there by nobody is the article's own summary.
fn is_headline(article: &Article, statement: &Statement) -> bool {
    let [first, _, ..] = article.paragraphs.as_slice() else { return false };
    first.contains(statement.hull()) && first.of(&article.text).split_whitespace().count() <= HEADLINE
}

/// Runs of paragraphs of about [`SECTION`] bytes.
fn sections(paragraphs: &[Span]) -> impl Iterator<Item = &[Span]> {
    let mut rest = paragraphs;
    std::iter::from_fn(move || {
        let first = rest.first()?.start();
        let count = rest.iter().take_while(|p| p.end() - first <= SECTION).count().max(1);
        let (section, tail) = rest.split_at(count);
        rest = tail;
        Some(section)
    })
}

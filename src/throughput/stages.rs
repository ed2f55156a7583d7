//! The stages of the pipeline one by one, each run alone on what the stages before it found.

use ndarray::Array2;

use crate::actors::Scene;
use crate::aggregate::Summary;
use crate::cast::{self, Cast, Mention};
use crate::engine::EncodedWindow;
use crate::error::Result;
use crate::ingest::Article;
use crate::model::{Model, Reading};
use crate::pipeline::{Analysis, Pipeline};
use crate::registry::Registry;
use crate::speakers::{self, Speaker};
use crate::stance;
use crate::statements::{self, Statement};
use crate::text::Span;

/// An article on which every stage has run once. Each method runs its stage again and says how many things it found.
pub struct Stages<'a> {
    model: &'a Model,
    registry: &'a Registry,
    article: &'a Article,
    windows: Vec<EncodedWindow>,
    vectors: Vec<Array2<f32>>,
    reading: Reading<'a>,
    statements: Vec<Statement>,
    mentions: Vec<Mention>,
    spans: Vec<Span>,
    cast: Cast,
    speakers: Vec<Speaker>,
}

impl<'a> Stages<'a> {
    /// Runs every stage on the article, taken as one section.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn of(pipeline: &'a Pipeline, registry: &'a Registry, article: &'a Article) -> Result<Self> {
        let (model, text) = (pipeline.model(), article.text.as_str());
        let reading = Reading::of(model, text, &article.paragraphs)?;
        let windows = windows_of(model, article, &reading.window_tokens())?;
        let vectors = model.engine().encode(&windows)?;
        let statements = statements::find(text, &article.paragraphs, &reading);
        let mentions = cast::mentions(text, &article.paragraphs, &reading, registry);
        let spans = mentions.iter().map(|mention| mention.span).collect();
        let cast = cast::gather(text, &article.paragraphs, &mentions, registry, article.date.as_deref(), &article.id);
        let speakers = speakers::resolve(text, &article.paragraphs, &statements, &cast, &mentions);
        Ok(Self { model, registry, article, windows, vectors, reading, statements, mentions, spans, cast, speakers })
    }

    /// Tokens of the text, each counted once.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.reading.tokens().len()
    }

    /// Tokens of the windows, special and repeated ones included.
    #[must_use]
    pub fn window_tokens(&self) -> usize {
        self.windows.iter().map(EncodedWindow::len).sum()
    }

    /// The windows: as many and as long as those that the pipeline reads, filled with the article's tokens in order.
    #[must_use]
    pub fn windows(&self) -> &[EncodedWindow] {
        &self.windows
    }

    /// Divides the text into word pieces.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the tokenizer fails.
    pub fn tokenize(&self) -> Result<usize> {
        let pieces = |paragraph: &Span| Ok(self.model.tokenizer().pieces(&self.article.text, *paragraph)?.len());
        self.article.paragraphs.iter().map(pieces).sum()
    }

    /// Encodes windows, without any head.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn encode(&self, windows: &[EncodedWindow]) -> Result<usize> {
        Ok(self.model.engine().encode(windows)?.iter().map(Array2::nrows).sum())
    }

    /// The heads of every token: tags and entities.
    #[must_use]
    pub fn token_heads(&self) -> usize {
        let (heads, columns) = (self.model.heads(), self.model.columns());
        self.vectors.iter().map(|hidden| heads.tokens(&columns.read(hidden)).nrows()).sum()
    }

    /// The heads of stance, outlook and perspective for every mention in every statement.
    #[must_use]
    pub fn stance_heads(&self) -> usize {
        let judged = stance::judge(&self.article.text, &self.statements, &self.spans, &self.reading);
        judged.iter().map(Vec::len).sum()
    }

    /// Finds the statements; the heads that link a content to its source and cue are part of it.
    #[must_use]
    pub fn statements(&self) -> usize {
        statements::find(&self.article.text, &self.article.paragraphs, &self.reading).len()
    }

    /// Finds mentions and gathers those of one person, state or body.
    #[must_use]
    pub fn cast(&self) -> usize {
        let (text, paragraphs) = (&self.article.text, &self.article.paragraphs);
        let mentions = cast::mentions(text, paragraphs, &self.reading, self.registry);
        cast::gather(text, paragraphs, &mentions, self.registry, self.article.date.as_deref(), &self.article.id)
            .members()
            .len()
    }

    /// Finds the speaker of each statement.
    #[must_use]
    pub fn speakers(&self) -> usize {
        speakers::resolve(&self.article.text, &self.article.paragraphs, &self.statements, &self.cast, &self.mentions)
            .len()
    }

    /// Finds the actors of each statement.
    #[must_use]
    pub fn actors(&self) -> usize {
        let date = self.article.date.as_deref();
        let (text, cast, mentions, registry) = (&self.article.text, &self.cast, &self.mentions, self.registry);
        let scene = Scene { text, cast, mentions, registry, date };
        let each = self.statements.iter().zip(&self.speakers);
        each.map(|(statement, speaker)| scene.mentioned(statement, speaker, None).len()).sum()
    }
}

/// Windows of the given lengths, filled with the article's tokens in order, again from the first where they end.
fn windows_of(model: &Model, article: &Article, lengths: &[usize]) -> Result<Vec<EncodedWindow>> {
    let mut pieces = Vec::new();
    for paragraph in &article.paragraphs {
        pieces.extend(model.tokenizer().pieces(&article.text, *paragraph)?);
    }
    let mut endless = pieces.iter().cycle();
    let window = |length: &usize| {
        let inner = endless.by_ref().take(length.saturating_sub(1));
        let (ids, types): (Vec<i32>, Vec<i32>) = inner.map(|piece| (piece.id, i32::from(piece.capital))).unzip();
        EncodedWindow { ids: [vec![model.tokenizer().start], ids].concat(), types: [vec![0], types].concat() }
    };
    Ok(lengths.iter().map(window).collect())
}

/// How many rows `summary.csv` has for the given analyses, each under the id of its article.
#[must_use]
pub fn summary_rows(analyses: &[(String, Analysis)]) -> usize {
    let mut summary = Summary::default();
    for (id, analysis) in analyses {
        summary.add(id, analysis);
    }
    summary.rows().len()
}

//! Statements: the words an article attributes to somebody, with the words that attribute them.

mod addressee;
mod assemble;
mod attribution;
mod channel;
mod cue;
mod dateline;
mod denial;
mod dismissal;
mod ends;
mod inner;
mod insertion;
mod join;
mod layout;
mod paragraph;
mod piece;
mod proposal;
mod question;
mod quotation;
mod relayed;
mod tagged;
mod title;
mod trailing;
mod unspoken;
mod verb;

use std::fmt;

use crate::text::Span;

pub(crate) use assemble::find;
pub(crate) use question::asks;
pub(crate) use quotation::quotations;

/// How the words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementKind {
    /// Quotation marks (or a turn of a transcript) hold all of it.
    Direct,
    /// The journalist's words throughout.
    Indirect,
    /// The journalist's words around quoted ones.
    Mixed,
}

impl fmt::Display for StatementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        })
    }
}

/// One attributed statement. Spans are bytes of the article's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// How it is reported.
    pub kind: StatementKind,
    /// Its content in pieces, in order, quotation marks included; never empty.
    pub fragments: Vec<Span>,
    /// The mention of who said it, if the article has one for this very statement.
    pub source: Option<Span>,
    /// The words that attribute it ("said", "according to").
    pub cue: Option<Span>,
    /// Mean probability that its words are attributed content, in 0..1.
    pub content_confidence: f32,
    /// Probability of the source, in 0..1; 0 without one.
    pub source_confidence: f32,
    /// Whether it has no attribution of its own and goes on from the statement before it.
    pub continues: bool,
    /// Whether the cue denies it ("denied calling him a thug").
    pub denied: bool,
}

impl Statement {
    /// A statement whose words are given and whose attribution is not known, as gold data have it.
    pub(crate) fn given(kind: StatementKind, fragments: Vec<Span>) -> Self {
        Self {
            kind,
            fragments,
            source: None,
            cue: None,
            content_confidence: 1.0,
            source_confidence: 0.0,
            continues: false,
            denied: false,
        }
    }

    /// From the first byte of the first fragment to the last of the last.
    #[must_use]
    pub fn hull(&self) -> Span {
        self.fragments.iter().copied().reduce(Span::hull).unwrap_or_else(|| Span::new(0, 0))
    }

    /// Whether its content holds the whole of `span`.
    #[must_use]
    pub fn contains(&self, span: Span) -> bool {
        self.fragments.iter().any(|fragment| fragment.contains(span))
    }
}

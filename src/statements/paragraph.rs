//! A paragraph as it is searched for statements.

use super::quotation::Quotation;
use crate::sentence::sentences;
use crate::text::Span;

/// A paragraph with what its punctuation parts it into.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    /// The whole article.
    pub text: &'a str,
    /// Which paragraph of it this is, from 0 on.
    pub index: usize,
    pub span: Span,
    pub sentences: Vec<Span>,
    pub quotations: &'a [Quotation],
}

impl<'a> Paragraph<'a> {
    /// The paragraph `span` of `text`, number `index`.
    pub fn new(text: &'a str, index: usize, span: Span, quotations: &'a [Quotation]) -> Self {
        Self { text, index, span, sentences: sentences(text, span), quotations }
    }
}

//! A section of an article as the model read it: every window encoded once, every question answered from its vectors.

use std::ops::Range;
use std::sync::Arc;

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::Model;
use super::columns::Columns;
use super::heads::{ENTITY_LOGITS, Heads, Pointer, TAG_LOGITS, mean_of};
use super::judge::{Judgement, Scope, Target};
use super::tokens::Piece;
use crate::crew::Crew;
use crate::engine::EncodedWindow;
use crate::error::Result;
use crate::text::Span;

/// How much of a window may repeat the end of the one before, so that its first paragraph has something to lean on.
const OVERLAP: f32 = 0.25;

/// Mentions that are judged together at least.
const TOGETHER: usize = 4;

/// Probabilities of outside, begin and inside; they sum to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bio {
    /// Not part of a span.
    pub outside: f32,
    /// First token of a span.
    pub begin: f32,
    /// A later token of a span.
    pub inside: f32,
}

impl Bio {
    /// Outside, begin, inside.
    pub(crate) const fn tags(self) -> [f32; 3] {
        [self.outside, self.begin, self.inside]
    }
}

/// One word piece and what the heads say of it.
#[derive(Debug, Clone)]
pub struct TokenReading {
    /// Its bytes.
    pub span: Span,
    /// As part of a source.
    pub source: Bio,
    /// As part of a cue.
    pub cue: Bio,
    /// As part of attributed content.
    pub content: Bio,
    /// Outside, then begin and inside of person, organisation, location, misc; sums to 1.
    pub entity: [f32; ENTITY_LOGITS],
    window: usize,
    row: usize,
}

/// Which part of an attribution a content is linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who said it.
    Source,
    /// The words that attribute it.
    Cue,
}

/// Where a pointer points.
#[derive(Debug, Clone, Default)]
pub struct Pointed {
    /// Probability that the answer is not in the window, in 0..1.
    pub nowhere: f32,
    /// Token index and probability, in order of the tokens.
    pub mass: Vec<(usize, f32)>,
}

impl Pointed {
    /// The probability on a range of tokens, in 0..1.
    #[must_use]
    pub fn within(&self, tokens: &Range<usize>) -> f32 {
        let from = self.mass.partition_point(|(token, _)| *token < tokens.start);
        self.mass[from..].iter().take_while(|(token, _)| *token < tokens.end).map(|(_, p)| p).sum()
    }

    /// The token with the largest probability, if any token has more than "nowhere".
    #[must_use]
    pub fn best(&self) -> Option<(usize, f32)> {
        let best = self.mass.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best.1 > self.nowhere).then_some(best)
    }
}

/// The vectors of one window; a row is a token of the section, or a special token.
struct Window {
    hidden: Array2<f32>,
    rows: Vec<Option<usize>>,
}

/// A section read.
pub struct Reading<'m> {
    heads: &'m Heads,
    crew: &'m Crew,
    columns: Columns,
    tokens: Vec<TokenReading>,
    windows: Vec<Window>,
}

impl<'m> Reading<'m> {
    /// Reads the given paragraphs of `text`, in order, each trimmed and not overlapping another.
    ///
    /// # Errors
    /// [`Error::Engine`](crate::Error::Engine) if the engine fails.
    pub fn of(model: &'m Model, text: &str, paragraphs: &[Span]) -> Result<Self> {
        let limit = model.manifest().window_tokens;
        let mut blocks: Vec<Vec<Piece>> = Vec::new();
        for pieces in model.crew().map(paragraphs, |paragraph| model.tokenizer().pieces(text, *paragraph)) {
            blocks.extend(split(text, pieces?, limit - 2));
        }
        let plans = plan(&blocks.iter().map(Vec::len).collect::<Vec<_>>(), limit);
        let mut first_token = Vec::with_capacity(blocks.len());
        let mut count = 0;
        for block in &blocks {
            first_token.push(count);
            count += block.len();
        }

        let mut encoded = Vec::with_capacity(plans.len());
        let mut rows = Vec::with_capacity(plans.len());
        for plan in &plans {
            let mut window = EncodedWindow { ids: vec![model.tokenizer().start], types: vec![0] };
            let mut row: Vec<Option<usize>> = vec![None];
            for block in plan.clone() {
                for (n, piece) in blocks[block].iter().enumerate() {
                    window.ids.push(piece.id);
                    window.types.push(i32::from(piece.capital));
                    row.push(Some(first_token[block] + n));
                }
                window.ids.push(model.tokenizer().close);
                window.types.push(0);
                row.push(None);
            }
            encoded.push(window);
            rows.push(row);
        }
        let vectors = model.engine().encode(&encoded)?;
        let windows: Vec<Window> =
            vectors.into_iter().zip(rows).map(|(hidden, rows)| Window { hidden, rows }).collect();

        let columns = model.columns();
        let mut tokens: Vec<TokenReading> = Vec::with_capacity(count);
        let pieces: Vec<Piece> = blocks.into_iter().flatten().collect();
        let said = model.crew().map(&windows, |window| model.heads().tokens(&columns.read(&window.hidden)));
        for (w, (window, said)) in windows.iter().zip(said).enumerate() {
            for (row, token) in window.rows.iter().enumerate() {
                // A token repeated as context keeps what the first window says: there it has its own left context.
                let Some(token) = token.filter(|token| *token == tokens.len()) else { continue };
                let bio = |k: usize| Bio {
                    outside: said[[row, 3 * k]],
                    begin: said[[row, 3 * k + 1]],
                    inside: said[[row, 3 * k + 2]],
                };
                let entity = std::array::from_fn(|k| said[[row, TAG_LOGITS + k]]);
                let span = pieces[token].span;
                tokens.push(TokenReading {
                    span,
                    source: bio(0),
                    cue: bio(1),
                    content: bio(2),
                    entity,
                    window: w,
                    row,
                });
            }
        }
        Ok(Self { heads: model.heads(), crew: model.crew(), columns, tokens, windows })
    }

    /// The tokens of the section, in order.
    #[must_use]
    pub fn tokens(&self) -> &[TokenReading] {
        &self.tokens
    }

    /// How many tokens each window has, special and repeated ones included, for those who measure.
    pub(crate) fn window_tokens(&self) -> Vec<usize> {
        self.windows.iter().map(|window| window.rows.len()).collect()
    }

    /// Indices of the tokens that overlap `span`; empty where none does.
    #[must_use]
    pub fn range(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.end() <= span.start());
        let to = self.tokens.partition_point(|t| t.span.start() < span.end());
        from..to.max(from)
    }

    /// Where the source or cue of the content at `span` stands.
    #[must_use]
    pub fn link(&self, role: Role, content: Span) -> Pointed {
        let pointer = match role {
            Role::Source => &self.heads.source,
            Role::Cue => &self.heads.cue,
        };
        let tokens = self.range(content);
        let Some(last) = tokens.end.checked_sub(1).filter(|_| !tokens.is_empty()) else { return Pointed::default() };
        // A content that runs over windows may have its cue at either end.
        let mut homes = vec![self.tokens[tokens.start].window, self.tokens[last].window];
        homes.dedup();
        let answers = homes.into_iter().filter_map(|w| {
            let rows = self.rows_in(w, &tokens);
            let query = Heads::content_query(&self.read(w), &rows)?;
            Some(self.point(pointer, &query, w, &self.read(w)))
        });
        answers.min_by(|a, b| a.nowhere.total_cmp(&b.nowhere)).unwrap_or_default()
    }

    /// Which earlier mention the pronoun or nominal at `mention` stands for.
    #[must_use]
    pub fn refer(&self, mention: Span) -> Pointed {
        let tokens = self.range(mention);
        if tokens.is_empty() {
            return Pointed::default();
        }
        let w = self.tokens[tokens.start].window;
        match mean_of(&self.read(w), &self.rows_in(w, &tokens)) {
            Some(query) => self.point(&self.heads.reference, &query, w, &self.read(w)),
            None => Pointed::default(),
        }
    }

    /// The judgement of each `(mention, scope)` by the codebook; `None` where one of them has no token. The scope is the stretch of text
    /// whose words are judged.
    #[must_use]
    pub fn judge(&self, targets: &[(Span, Span)]) -> Vec<Option<Judgement>> {
        // Enough at a time for a matrix to be worth reading.
        let parts: Vec<_> = targets.chunks(targets.len().div_ceil(self.crew.hands()).max(TOGETHER)).collect();
        let judge =
            |part: &&[(Span, Span)]| each(self.targets(part.iter().copied()), |known| self.heads.judge.judge(known));
        self.crew.map(&parts, judge).concat()
    }

    /// Logits of the stance (unfavorable, neutral, favorable) of each `(mention, sentence)` as the annotators of NewsMTSC see it: by the
    /// whole sentence, the journalist's frame included; `None` where one of them has no token.
    #[must_use]
    pub fn newsmtsc(&self, targets: &[(Span, Span)]) -> Vec<Option<[f32; 3]>> {
        each(self.targets(targets.iter().copied()), |known| self.heads.judge.newsmtsc(known))
    }

    /// What there is to judge of each `(mention, scope)`. Neighbours with the same words share a scope.
    fn targets(&self, asked: impl Iterator<Item = (Span, Span)>) -> Vec<Option<Target<'_>>> {
        let mut last: Option<((usize, Span), Arc<Scope<'_>>)> = None;
        let target = |(mention, words): (Span, Span)| {
            let w = self.window_of(mention)?;
            let mention = mean_of(&self.judged(w), &self.rows_in(w, &self.range(mention)))?;
            let scope = match &last {
                Some((of, scope)) if *of == (w, words) => Arc::clone(scope),
                _ => Arc::new(self.scope(w, words)?),
            };
            last = Some(((w, words), Arc::clone(&scope)));
            Some(Target { mention, scope })
        };
        asked.map(target).collect()
    }

    /// The words of a scope that window `w` has.
    fn scope(&self, w: usize, words: Span) -> Option<Scope<'_>> {
        let mut hidden = self.judged(w);
        let rows = self.rows_in(w, &self.range(words));
        let (first, last) = (*rows.first()?, *rows.last()?);
        if last - first + 1 == rows.len() {
            hidden.slice_axis_inplace(Axis(0), (first..=last).into());
            Scope::of(hidden.into())
        } else {
            Scope::of(hidden.select(Axis(0), &rows).into())
        }
    }

    /// The window that has the first token of `mention`.
    fn window_of(&self, mention: Span) -> Option<usize> {
        Some(self.tokens.get(self.range(mention).start).filter(|t| t.span.overlaps(mention))?.window)
    }

    /// Relation logits (none, favorable, unfavorable) of each `(holder, target, scope)`; `None` where one has no token.
    #[must_use]
    pub fn relation(&self, triples: &[(Span, Span, Span)]) -> Vec<Option<[f32; 3]>> {
        let targets = self.targets(triples.iter().map(|(_, target, scope)| (*target, *scope)));
        let known = triples.iter().zip(targets).map(|((holder, target, _), judged)| {
            let w = self.window_of(*target)?;
            Some((mean_of(&self.judged(w), &self.rows_in(w, &self.range(*holder)))?, judged?))
        });
        each(known.collect(), |known| self.heads.relation.read(known))
    }

    /// The vectors of window `w` of the encoder that reads.
    fn read(&self, w: usize) -> ArrayView2<'_, f32> {
        self.columns.read(&self.windows[w].hidden)
    }

    /// The vectors of window `w` of the encoder that judges.
    fn judged(&self, w: usize) -> ArrayView2<'_, f32> {
        self.columns.judged(&self.windows[w].hidden)
    }

    fn point(&self, pointer: &Pointer, query: &Array1<f32>, w: usize, hidden: &ArrayView2<f32>) -> Pointed {
        let scores = pointer.point(&query.view(), hidden);
        let mass =
            self.windows[w].rows.iter().zip(&scores).filter_map(|(token, p)| token.map(|token| (token, *p))).collect();
        Pointed { nowhere: scores[0], mass }
    }

    /// The rows of window `w` that hold tokens of the range.
    fn rows_in(&self, w: usize, tokens: &Range<usize>) -> Vec<usize> {
        let rows = &self.windows[w].rows;
        let near = self.tokens[tokens.clone()].iter().find(|t| t.window == w).map_or(0, |t| t.row);
        // Rows are in order of their tokens: walk back to the first that is still inside, then forward.
        let start = rows[..near].iter().rposition(|t| t.is_some_and(|t| t < tokens.start)).map_or(0, |r| r + 1);
        (start..rows.len())
            .take_while(|row| rows[*row].is_none_or(|t| t < tokens.end))
            .filter(|row| rows[*row].is_some_and(|t| tokens.contains(&t)))
            .collect()
    }
}

/// Runs a head over all inputs at once and puts each answer at its place.
fn each<T, A>(inputs: Vec<Option<T>>, head: impl FnOnce(&[T]) -> Vec<A>) -> Vec<Option<A>> {
    let places: Vec<bool> = inputs.iter().map(Option::is_some).collect();
    let known: Vec<T> = inputs.into_iter().flatten().collect();
    let mut answers = if known.is_empty() { Vec::new() } else { head(&known) }.into_iter();
    places.into_iter().map(|known| if known { answers.next() } else { None }).collect()
}

/// Cuts the pieces of a paragraph into blocks of at most `limit`, at the end of a sentence where the second half has one.
fn split(text: &str, mut pieces: Vec<Piece>, limit: usize) -> Vec<Vec<Piece>> {
    let mut blocks = Vec::new();
    while pieces.len() > limit {
        let ends = |piece: &Piece| matches!(piece.span.of(text), "." | "!" | "?" | "”" | "\"");
        let cut = pieces[limit / 2..limit].iter().rposition(ends).map_or(limit, |at| limit / 2 + at + 1);
        let rest = pieces.split_off(cut);
        blocks.push(std::mem::replace(&mut pieces, rest));
    }
    if !pieces.is_empty() {
        blocks.push(pieces);
    }
    blocks
}

/// Packs blocks of the given lengths into windows of at most `limit` tokens (one opens the window, one closes each block); a window
/// begins with what fits of the end of the one before, up to the overlap.
fn plan(lengths: &[usize], limit: usize) -> Vec<Range<usize>> {
    let overlap = (limit as f32 * OVERLAP) as usize;
    let mut plans: Vec<Range<usize>> = Vec::new();
    let mut next = 0;
    while next < lengths.len() {
        let mut start = next;
        let mut used = 1 + lengths[next] + 1;
        while let Some(before) = start.checked_sub(1).filter(|_| !plans.is_empty()) {
            let cost = lengths[before] + 1;
            let context: usize = lengths[before..next].iter().map(|l| l + 1).sum();
            if context > overlap || used + cost > limit {
                break;
            }
            start = before;
            used += cost;
        }
        let mut end = next + 1;
        while end < lengths.len() && used + lengths[end] < limit {
            used += lengths[end] + 1;
            end += 1;
        }
        plans.push(start..end);
        next = end;
    }
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_hold_every_block_once_as_new_and_stay_within_the_limit() {
        let lengths = [90, 60, 200, 10, 318, 5, 5, 5, 250, 60, 60];
        let plans = plan(&lengths, 320);
        let mut next = 0;
        for window in &plans {
            assert!(window.start <= next && window.end > next);
            next = window.end;
            let used: usize = 1 + lengths[window.clone()].iter().map(|l| l + 1).sum::<usize>();
            assert!(used <= 320, "{window:?} takes {used}");
        }
        assert_eq!(next, lengths.len());
        assert!(plans[1].start < plans[0].end, "the second window begins with the end of the first: {plans:?}");
    }

    #[test]
    fn pointed_mass_is_summed_over_a_range() {
        let pointed = Pointed { nowhere: 0.1, mass: vec![(4, 0.2), (5, 0.3), (9, 0.4)] };
        assert!((pointed.within(&(4..6)) - 0.5).abs() < 1e-6);
        assert_eq!(pointed.best(), Some((9, 0.4)));
        assert_eq!(Pointed { nowhere: 0.5, ..pointed }.best(), None);
    }
}

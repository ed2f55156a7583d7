//! Token probabilities to spans: the most probable sequence of outside, begin and inside over the words.

use std::ops::Range;

use super::TokenReading;

/// Probabilities below this are all the same: no word decides a whole sequence alone.
const LEAST: f32 = 1e-6;

/// The spans of the best sequence over `tokens`, as ranges of them with the tag that opened each. `of` gives the probabilities of a
/// token's tags: outside, then begin and inside of each kind. A piece inside a word never begins or ends a span.
pub(crate) fn tagged_spans<const N: usize>(
    text: &str,
    tokens: &[TokenReading],
    of: impl Fn(&TokenReading) -> [f32; N],
) -> Vec<(Range<usize>, usize)> {
    let words = words(text, tokens);
    let scores: Vec<[f32; N]> = words.iter().map(|word| scores(&tokens[word.clone()], &of)).collect();
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    for (word, tag) in words.iter().zip(best_tags(&scores)) {
        match out.last_mut() {
            _ if tag == 0 => {}
            Some((span, _)) if is_inside(tag) => span.end = word.end,
            _ => out.push((word.clone(), tag)),
        }
    }
    out
}

const fn is_inside(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

/// The pieces of each word, and what stands between words.
fn words(text: &str, tokens: &[TokenReading]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let inner = n > 0
            && tokens[n - 1].span.end() == token.span.start()
            && text[..token.span.start()].ends_with(char::is_alphanumeric)
            && token.span.of(text).starts_with(char::is_alphanumeric);
        match out.last_mut().filter(|_| inner) {
            Some(word) => word.end = n + 1,
            None => out.push(n..n + 1),
        }
    }
    out
}

/// The logarithm of the probability of each tag for all pieces of a word: the rest of a word that begins a span is inside it.
fn scores<const N: usize>(pieces: &[TokenReading], of: &impl Fn(&TokenReading) -> [f32; N]) -> [f32; N] {
    let mut out = [0.0; N];
    for (n, piece) in pieces.iter().enumerate() {
        let probabilities = of(piece);
        for (tag, score) in out.iter_mut().enumerate() {
            let rest = n > 0 && tag > 0 && !is_inside(tag);
            *score += probabilities[if rest { tag + 1 } else { tag }].max(LEAST).ln();
        }
    }
    out
}

/// The most probable sequence of tags in which "inside" goes on from its own kind (Viterbi 1967).
fn best_tags<const N: usize>(words: &[[f32; N]]) -> Vec<usize> {
    let better = |scores: &[f32; N], a: usize, b: usize| if scores[b] > scores[a] { b } else { a };
    let mut sums = [f32::NEG_INFINITY; N];
    sums[0] = 0.0;
    let mut came_from: Vec<[usize; N]> = Vec::with_capacity(words.len());
    for word in words {
        let any = (1..N).fold(0, |best, tag| better(&sums, best, tag));
        let from: [usize; N] =
            std::array::from_fn(|tag| if is_inside(tag) { better(&sums, tag - 1, tag) } else { any });
        sums = std::array::from_fn(|tag| sums[from[tag]] + word[tag]);
        came_from.push(from);
    }
    let mut tag = (1..N).fold(0, |best, tag| better(&sums, best, tag));
    let mut tags = vec![0; words.len()];
    for (at, from) in came_from.iter().enumerate().rev() {
        tags[at] = tag;
        tag = from[tag];
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(probabilities: &[(usize, f32)]) -> [f32; 9] {
        let mut scores = [LEAST.ln(); 9];
        probabilities.iter().for_each(|(tag, p)| scores[*tag] = p.ln());
        scores
    }

    #[test]
    fn a_span_is_of_one_kind_though_its_words_are_taken_for_two() {
        // Organisation for certain, then rather a person's second word than an organisation's.
        let words = [word(&[(3, 0.9), (1, 0.1)]), word(&[(2, 0.55), (4, 0.45)]), word(&[(0, 1.0)])];
        assert_eq!(best_tags(&words), [3, 4, 0]);
        let words = [word(&[(3, 0.5), (1, 0.45)]), word(&[(2, 0.9), (4, 0.1)]), word(&[(0, 1.0)])];
        assert_eq!(best_tags(&words), [1, 2, 0]);
    }

    #[test]
    fn inside_without_a_beginning_is_a_beginning_or_nothing() {
        assert_eq!(best_tags(&[word(&[(0, 0.3), (2, 0.6), (1, 0.1)])]), [0]);
        assert_eq!(best_tags(&[word(&[(0, 0.1), (2, 0.6), (1, 0.3)])]), [1]);
        assert_eq!(best_tags::<3>(&[]), Vec::<usize>::new());
    }
}

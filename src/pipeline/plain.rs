//! An article with one plain space between its words: pages from the web have spaces of many kinds there, tabs, and several in a row, and the
//! rules of the stages know one.

use crate::ingest::Article;
use crate::text::Span;

/// The article as the stages read it, and the way back to its own text.
pub(super) struct Plain {
    pub article: Article,
    /// Behind each space that was shortened: its byte in the plain text, and how many bytes were left out up to there.
    cuts: Vec<(usize, usize)>,
}

impl Plain {
    /// `None` of an article that has no other spaces.
    pub fn of(article: &Article) -> Option<Self> {
        let text = article.text.as_str();
        let odd = |(c, next): (char, char)| is_space(c) && (c != ' ' || is_space(next));
        if !text.chars().zip(text.chars().skip(1).chain(['\n'])).any(odd) {
            return None;
        }
        let mut plain = String::with_capacity(text.len());
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let mut left_out = 0;
        let mut rest = text;
        while let Some(start) = rest.find(is_space) {
            let behind = rest[start..].trim_start_matches(is_space);
            plain.push_str(&rest[..start]);
            plain.push(' ');
            let more = rest.len() - start - behind.len() - ' '.len_utf8();
            if more > 0 {
                left_out += more;
                cuts.push((plain.len(), left_out));
            }
            rest = behind;
        }
        plain.push_str(rest);
        let inward = |position: usize| {
            let at = cuts.partition_point(|(place, left_out)| place + left_out <= position);
            position - at.checked_sub(1).map_or(0, |last| cuts[last].1)
        };
        let paragraphs = article.paragraphs.iter().map(|p| Span::new(inward(p.start()), inward(p.end()))).collect();
        Some(Self { article: Article { text: plain, paragraphs, ..article.clone() }, cuts })
    }

    /// Where the words at `span` of the plain text stand in the article's own.
    pub fn outward(&self, span: Span) -> Span {
        let place = |position: usize| {
            let at = self.cuts.partition_point(|(place, _)| *place <= position);
            position + at.checked_sub(1).map_or(0, |last| self.cuts[last].1)
        };
        Span::new(place(span.start()), place(span.end()))
    }
}

/// Whether a character is white space inside a line.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again_where_they_stand() {
        let text = "Orr\u{a0}left.  Lund \u{202f}\tstayed\u{2009}on.\n\u{a0}Vale  went.";
        let paragraphs = ["Orr\u{a0}left.  Lund \u{202f}\tstayed\u{2009}on.", "Vale  went."];
        let at =
            |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).expect("in the text");
        let article = Article { paragraphs: paragraphs.map(at).to_vec(), ..Article::new("test", text) };
        let plain = Plain::of(&article).expect("it has other spaces");
        assert_eq!(plain.article.text, "Orr left. Lund stayed on.\n Vale went.");
        let words: Vec<&str> = plain.article.paragraphs.iter().map(|p| p.of(&plain.article.text)).collect();
        assert_eq!(words, ["Orr left. Lund stayed on.", "Vale went."]);
        for (words, own) in [
            ("Orr left.", "Orr\u{a0}left."),
            ("Lund", "Lund"),
            ("stayed on", "stayed\u{2009}on"),
            ("Vale went", "Vale  went"),
        ] {
            let start = plain.article.text.find(words).expect("in the text");
            assert_eq!(plain.outward(Span::new(start, start + words.len())).of(text), own);
        }
        assert!(Plain::of(&Article::new("test", "Orr left. Lund stayed.\n Vale went.\r\n")).is_none());
    }
}

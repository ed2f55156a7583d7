//! Attribution by layout: turns of a transcript ("VARGA: …") and signed quotations ("— Name" on a line of its own).

use crate::text::Span;

/// What the form of a paragraph says of who speaks in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing.
    Plain,
    /// A turn: the label that names the speaker, with its colon behind it, and what is said.
    Turn {
        /// "VARGA".
        label: Span,
        /// The words behind the colon.
        body: Span,
    },
    /// A further paragraph of the turn before.
    TurnGoesOn,
    /// A question of the interviewer, which is the article's own voice.
    Question,
    /// The name under a quotation.
    Signature(Span),
}

/// The layout of each paragraph. One label alone is no transcript.
pub(super) fn layouts(text: &str, paragraphs: &[Span]) -> Vec<Layout> {
    let mut out: Vec<Layout> =
        paragraphs.iter().map(|p| turn(text, *p).or_else(|| signature(text, *p)).unwrap_or(Layout::Plain)).collect();
    let in_turns = |l: &Layout| matches!(l, Layout::Turn { .. } | Layout::Question);
    if out.iter().filter(|l| in_turns(l)).count() < 3 {
        out.iter_mut().filter(|l| in_turns(l)).for_each(|l| *l = Layout::Plain);
        return out;
    }
    // What stands between two labels belongs to the first; behind the last label the article may have its own voice again.
    let last = out.iter().rposition(in_turns).unwrap_or(0);
    for index in 1..last {
        if out[index] == Layout::Plain && matches!(out[index - 1], Layout::Turn { .. } | Layout::TurnGoesOn) {
            out[index] = Layout::TurnGoesOn;
        }
    }
    out
}

/// "VARGA: …", "Q: …": one to four words in capitals and a colon.
fn turn(text: &str, paragraph: Span) -> Option<Layout> {
    let words = paragraph.of(text);
    let lead = words.len() - words.trim_start_matches(['“', '"', '*']).len();
    let colon = words.find(':').filter(|at| (lead + 1..=40).contains(at))?;
    let label = &words[lead..colon];
    let shouted = label.split(' ').all(|w| {
        let letters = w.chars().filter(|c| c.is_alphabetic()).count();
        letters > 0
            && !w.chars().any(char::is_lowercase)
            && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''))
    });
    let rest = &words[colon + 1..];
    if !shouted || label.split(' ').count() > 4 || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    if matches!(label, "Q" | "QUESTION" | "INTERVIEWER" | "REPORTER") {
        return Some(Layout::Question);
    }
    let at = paragraph.start();
    let body = Span::new(at + colon + 1, paragraph.end()).trimmed(text);
    (!body.is_empty()).then(|| Layout::Turn { label: Span::new(at + lead, at + colon), body })
}

/// "— Ilse Moravec, nurse": a dash and a name, no sentence.
fn signature(text: &str, paragraph: Span) -> Option<Layout> {
    let words = paragraph.of(text);
    let name = words.strip_prefix(['—', '–', '―'])?.trim_start();
    let sentence = name.ends_with(['.', '!', '?', '”', '"']) || name.split_whitespace().count() > 10;
    (name.starts_with(char::is_uppercase) && !sentence)
        .then(|| Layout::Signature(Span::new(paragraph.end() - name.len(), paragraph.end())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Layout> {
        let mut at = 0;
        let mut paragraphs = Vec::new();
        for line in text.split('\n') {
            paragraphs.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        layouts(text, &paragraphs)
    }

    #[test]
    fn transcripts_have_turns_and_plain_articles_have_none() {
        let text = "Intro.\nQ: Why?\nVARGA: Because.\nAnd so on.\nDR. K. LIND: No.\nThe end.";
        let layouts = of(text);
        let Layout::Turn { label, body } = layouts[2] else { panic!("{layouts:?}") };
        assert_eq!((label.of(text), body.of(text)), ("VARGA", "Because."));
        assert_eq!(layouts[1], Layout::Question);
        assert_eq!(layouts[3], Layout::TurnGoesOn);
        assert_eq!(layouts[5], Layout::Plain);
        assert_eq!(of("UPDATE: It rained.\nIt rained on."), [Layout::Plain, Layout::Plain]);
    }

    #[test]
    fn a_name_behind_a_dash_signs_and_a_sentence_does_not() {
        let text = "“Fine.”\n— Ilse Moravec, nurse";
        assert_eq!(of(text)[1], Layout::Signature(Span::new(text.find("Ilse").expect("there"), text.len())));
        assert_eq!(of("— Replies were collected by the desk.")[0], Layout::Plain);
    }
}

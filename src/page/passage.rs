//! The passage around a statement, with the statement, its speaker, its cue and its actors marked.

use super::html::Html;
use crate::corpus::{StanceEntry, StatementEntry, Words};
use crate::stance::Stance;

/// How far a passage may reach before a statement, in code points.
const BEFORE: usize = 280;
/// How far it may reach after it.
const AFTER: usize = 200;
/// A mention of the speaker further off than this is shown on its own, in code points.
const APART: usize = 420;
/// How many words around a far mention are shown, in code points.
const AROUND: usize = 50;

/// What a stretch of a passage is, the outer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Statement,
    Speaker,
    Cue,
    Actor(Stance),
}

impl Layer {
    fn class(self) -> &'static str {
        match self {
            Self::Statement => "st",
            Self::Speaker => "sp",
            Self::Cue => "cu",
            Self::Actor(Stance::Favorable) => "ac f",
            Self::Actor(Stance::Neutral) => "ac n",
            Self::Actor(Stance::Unfavorable) => "ac u",
            Self::Actor(Stance::Mixed) => "ac m",
        }
    }
}

/// A marked stretch, half-open, in code points of the article.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    layer: Layer,
}

/// Text with the position of its first code point in the article.
struct Source<'a> {
    text: &'a [char],
    begins: usize,
}

impl Source<'_> {
    fn end(&self) -> usize {
        self.begins + self.text.len()
    }

    fn at(&self, place: usize) -> char {
        self.text[place - self.begins]
    }
}

/// Writes the passage. `article` is the article's text in code points, `None` where it was not kept: the statement then stands alone.
pub(super) fn write(h: &mut Html, article: Option<&[char]>, statement: &StatementEntry, stances: &[&StanceEntry]) {
    let own: Vec<char> = statement.words.text.chars().collect();
    let whole = article
        .filter(|text| text.get(statement.words.start..statement.words.end) == Some(own.as_slice()))
        .map(|text| Source { text, begins: 0 });
    let source = whole.unwrap_or(Source { text: &own, begins: statement.words.start });
    let marks = marks(statement, stances);
    let pieces = pieces(&source, statement);
    h.open("p", &[("class", "passage")]);
    for (number, (start, end)) in pieces.iter().enumerate() {
        if number > 0 || (*start > source.begins && source.at(*start - 1) != '\n') {
            h.leaf("span", &[("class", "cut")], if number > 0 { " … " } else { "… " });
        }
        piece(h, &source, *start, *end, &marks);
    }
    if pieces.last().is_some_and(|(_, end)| *end < source.end() && source.at(*end) != '\n') {
        h.leaf("span", &[("class", "cut")], " …");
    }
    h.close("p");
}

fn marks(statement: &StatementEntry, stances: &[&StanceEntry]) -> Vec<Mark> {
    let hull = [(statement.words.start, statement.words.end)];
    let parts = if statement.fragments.is_empty() { hull.as_slice() } else { &statement.fragments };
    let of = |words: &Words, layer| Mark { start: words.start, end: words.end, layer };
    parts
        .iter()
        .map(|&(start, end)| Mark { start, end, layer: Layer::Statement })
        .chain(statement.speaker_mention.iter().map(|words| of(words, Layer::Speaker)))
        .chain(statement.cue.iter().map(|words| of(words, Layer::Cue)))
        .chain(stances.iter().map(|stance| of(&stance.mention, Layer::Actor(stance.stance))))
        .collect()
}

/// The stretches of the article that are shown: the statement with what stands around it in its paragraphs, and the mention of its
/// speaker.
fn pieces(source: &Source<'_>, statement: &StatementEntry) -> Vec<(usize, usize)> {
    let (start, end) = (statement.words.start, statement.words.end);
    let mention =
        statement.speaker_mention.as_ref().filter(|words| words.start >= source.begins && words.end <= source.end());
    let near = mention.filter(|words| words.end + APART >= start && words.start <= end + APART);
    let (from, to) = near.map_or((start, end), |words| (start.min(words.start), end.max(words.end)));
    let main = (reach_back(source, from, BEFORE), reach_on(source, to, AFTER));
    match mention.filter(|_| near.is_none()) {
        Some(words) => {
            let far = (reach_back(source, words.start, AROUND), reach_on(source, words.end, AROUND));
            if far.0 < main.0 { vec![(far.0, far.1.min(main.0)), main] } else { vec![main, (far.0.max(main.1), far.1)] }
        }
        None => vec![main],
    }
}

/// The start of the paragraph that `place` is in, or of the first word no further than `most` before it.
fn reach_back(source: &Source<'_>, place: usize, most: usize) -> usize {
    let floor = place.saturating_sub(most).max(source.begins);
    if let Some(line) = (floor..place).rev().find(|&at| source.at(at) == '\n') {
        return line + 1;
    }
    if floor == source.begins {
        return floor;
    }
    (floor..place).find(|&at| source.at(at - 1).is_whitespace()).unwrap_or(place)
}

/// The end of the paragraph that `place` is in, or of the last word no further than `most` after it.
fn reach_on(source: &Source<'_>, place: usize, most: usize) -> usize {
    let ceiling = place.saturating_add(most).min(source.end());
    if let Some(line) = (place..ceiling).find(|&at| source.at(at) == '\n') {
        return line;
    }
    if ceiling == source.end() {
        return ceiling;
    }
    (place..=ceiling).rev().find(|&at| source.at(at).is_whitespace()).unwrap_or(place)
}

/// One stretch. Marks that overlap are nested, by the order of their layers, and cut where they cross.
fn piece(h: &mut Html, source: &Source<'_>, start: usize, end: usize, marks: &[Mark]) {
    let inside = |mark: &Mark| mark.start < end && mark.end > start;
    let mut cuts: Vec<usize> = marks
        .iter()
        .filter(|mark| inside(mark))
        .flat_map(|mark| [mark.start.max(start), mark.end.min(end)])
        .chain([start, end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut open: Vec<Layer> = Vec::new();
    for stretch in cuts.windows(2) {
        let (from, to) = (stretch[0], stretch[1]);
        let mut here: Vec<Layer> =
            marks.iter().filter(|mark| mark.start <= from && mark.end >= to).map(|mark| mark.layer).collect();
        here.sort_unstable();
        here.dedup();
        let kept = open.iter().zip(&here).take_while(|(a, b)| a == b).count();
        (kept..open.len()).for_each(|_| h.close("mark"));
        here[kept..].iter().for_each(|layer| h.open("mark", &[("class", layer.class())]));
        open = here;
        h.text(&source.text[from - source.begins..to - source.begins].iter().collect::<String>());
    }
    open.iter().for_each(|_| h.close("mark"));
}

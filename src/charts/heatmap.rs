//! The matrix of speakers and actors.

use super::Drawing;
use super::pen::{Anchor, Drawn, INK, PAPER, Pen, SOFT, WASH, fill};
use crate::corpus::Corpus;
use crate::page::view::{Pair, View};
use crate::page::{cut, interval, shade, shown, signed};

const NAMES: f64 = 210.0;
const CELL: (f64, f64) = (112.0, 50.0);
const GAP: f64 = 3.0;
const TOP: f64 = 92.0;
const BOTTOM: f64 = 40.0;
const MARGIN: f64 = 14.0;

pub(super) struct Heatmap<'a> {
    corpus: &'a Corpus,
    view: &'a View,
    speakers: Vec<usize>,
    actors: Vec<usize>,
}

impl<'a> Heatmap<'a> {
    pub(super) fn new(corpus: &'a Corpus, view: &'a View) -> Option<Self> {
        let (speakers, actors) = shown(&view.pairs);
        (!speakers.is_empty()).then_some(Self { corpus, view, speakers, actors })
    }

    fn cell(&self, pen: &Pen<'_, '_>, pair: &Pair, (x, y): (f64, f64)) -> Drawn {
        let Some(mean) = pair.mean else { return Ok(()) };
        let shade = shade(mean);
        let solid = pair.interval.is_some();
        let ink = match (solid, shade) {
            (true, "u4" | "f4") => PAPER,
            (true, _) => INK,
            _ => SOFT,
        };
        pen.rectangle((x, y), (x + CELL.0 - GAP, y + CELL.1 - GAP), if solid { fill(shade) } else { WASH })?;
        let middle = x + (CELL.0 - GAP) / 2.0;
        let n = format!("n {}, {} stories", pair.n, pair.stories);
        let n = if pair.stories == 1 { format!("n {}, 1 story", pair.n) } else { n };
        if let Some((low, high)) = pair.interval {
            pen.text(&signed(mean), (middle, y + 11.0), 12.0, ink, Anchor::Middle)?;
            pen.text(&interval(low, high), (middle, y + 25.0), 8.5, ink, Anchor::Middle)?;
            return pen.text(&n, (middle, y + 37.0), 8.5, ink, Anchor::Middle);
        }
        pen.text(&signed(mean), (middle, y + 16.0), 11.0, ink, Anchor::Middle)?;
        pen.text(&n, (middle, y + 32.0), 8.5, ink, Anchor::Middle)
    }
}

impl Drawing for Heatmap<'_> {
    const NAME: &'static str = "heatmap";

    fn size(&self) -> (f64, f64) {
        let (rows, columns) = (self.speakers.len() as f64, self.actors.len() as f64);
        ((NAMES + columns * CELL.0 + 2.0 * MARGIN).max(620.0), TOP + rows * CELL.1 + BOTTOM)
    }

    fn draw(&self, pen: &Pen<'_, '_>) -> Drawn {
        let (_, height) = self.size();
        pen.text("How statements by each speaker present each actor", (MARGIN, 20.0), 15.0, INK, Anchor::Start)?;
        pen.text(
            "Mean score from −1 (unfavorable) to +1 (favorable), 95 % interval",
            (MARGIN, 40.0),
            10.5,
            SOFT,
            Anchor::Start,
        )?;
        for (column, actor) in self.actors.iter().enumerate() {
            let x = MARGIN + NAMES + column as f64 * CELL.0 + (CELL.0 - GAP) / 2.0;
            let name = cut(&self.corpus.actors[*actor].name, 34);
            let (first, second) = two_lines(&name, 17);
            let (y, next) = if second.is_empty() { (80.0, 80.0) } else { (66.0, 80.0) };
            pen.text(&first, (x, y), 10.5, INK, Anchor::Middle)?;
            pen.text(&second, (x, next), 10.5, INK, Anchor::Middle)?;
        }
        for (row, speaker) in self.speakers.iter().enumerate() {
            let y = TOP + row as f64 * CELL.1;
            let name = cut(&self.corpus.speakers[*speaker].name, 34);
            pen.text(&name, (MARGIN + NAMES - 10.0, y + CELL.1 / 2.0 - 2.0), 10.5, INK, Anchor::End)?;
            for (column, actor) in self.actors.iter().enumerate() {
                let found = self.view.pairs.iter().find(|pair| pair.speaker == *speaker && pair.actor == *actor);
                if let Some(pair) = found {
                    self.cell(pen, pair, (MARGIN + NAMES + column as f64 * CELL.0, y))?;
                }
            }
        }
        let foot =
            "Grey: fewer than five stories, no interval. Portrayals in attributed statements, scored by a program.";
        pen.text(foot, (MARGIN, height - 18.0), 9.5, SOFT, Anchor::Start)
    }
}

/// A name in two lines of about `most` characters.
fn two_lines(name: &str, most: usize) -> (String, String) {
    if name.chars().count() <= most {
        return (name.to_owned(), String::new());
    }
    let middle = name.len() / 2;
    let space = name.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    match space {
        Some(at) => (name[..at].to_owned(), name[at + 1..].to_owned()),
        None => (name.to_owned(), String::new()),
    }
}

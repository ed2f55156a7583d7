//! Speakers and actors with an edge for each pair.

use super::Drawing;
use super::pen::{Anchor, Drawn, INK, Pen, SOFT, tone};
use crate::corpus::Corpus;
use crate::page::view::{Pair, View};
use crate::page::{Network, cut, edge_tone, network};

const WIDTH: f64 = 900.0;
const LEFT: f64 = 300.0;
const RIGHT: f64 = 600.0;
const STEP: f64 = 24.0;
const TOP: f64 = 84.0;
const MARGIN: f64 = 14.0;
/// Straight pieces of a curve.
const PIECES: u32 = 32;

pub(super) struct NetworkChart<'a> {
    corpus: &'a Corpus,
    network: Network<'a>,
}

impl<'a> NetworkChart<'a> {
    pub(super) fn new(corpus: &'a Corpus, view: &'a View) -> Option<Self> {
        let network = network(&view.pairs);
        (!network.edges.is_empty()).then_some(Self { corpus, network })
    }

    fn rows(&self) -> usize {
        self.network.speakers.len().max(self.network.actors.len())
    }

    fn y(&self, side: &[usize], node: usize) -> f64 {
        let place = side.iter().position(|other| *other == node).unwrap_or_default();
        TOP + (place as f64 + (self.rows() - side.len()) as f64 / 2.0) * STEP
    }

    fn edge(&self, pen: &Pen<'_, '_>, pair: &Pair) -> Drawn {
        let (from, to) = (self.y(&self.network.speakers, pair.speaker), self.y(&self.network.actors, pair.actor));
        let points: Vec<(f64, f64)> = (0..=PIECES)
            .map(|piece| {
                let t = f64::from(piece) / f64::from(PIECES);
                // A cubic whose handles lie level in the middle, as on the page.
                let (u, middle) = (1.0 - t, f64::midpoint(LEFT, RIGHT));
                let ends = (u.powi(3) + 3.0 * u * u * t, 3.0 * u * t * t + t.powi(3));
                let x = u.powi(3) * LEFT + (3.0 * u * u * t + 3.0 * u * t * t) * middle + t.powi(3) * RIGHT;
                (x, ends.0 * from + ends.1 * to)
            })
            .collect();
        let name = edge_tone(pair);
        let width = if name == "neu" { 1.5 } else { 1.0 + (pair.stories as f64).sqrt() }.min(9.0);
        match name {
            "unf" => pen.dashes(&points, tone(name), width, (9.0, 4.0)),
            "un" => pen.dashes(&points, tone(name), 1.2, (1.6, 4.0)),
            _ => pen.line(&points, tone(name), width),
        }
    }
}

impl Drawing for NetworkChart<'_> {
    const NAME: &'static str = "network";

    fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + self.rows() as f64 * STEP + 36.0)
    }

    fn draw(&self, pen: &Pen<'_, '_>) -> Drawn {
        let (_, height) = self.size();
        pen.text("Who speaks of whom, and how", (MARGIN, 20.0), 15.0, INK, Anchor::Start)?;
        let key = "Solid blue: favorable mean. Dashed orange: unfavorable. Grey: within ±0.1. Dotted: fewer than five stories.";
        pen.text(key, (MARGIN, 40.0), 10.5, SOFT, Anchor::Start)?;
        pen.text("speaks", (LEFT - 10.0, 64.0), 9.5, SOFT, Anchor::End)?;
        pen.text("is presented", (RIGHT + 10.0, 64.0), 9.5, SOFT, Anchor::Start)?;
        for pair in self.network.edges.iter().rev() {
            self.edge(pen, pair)?;
        }
        for speaker in &self.network.speakers {
            let y = self.y(&self.network.speakers, *speaker);
            pen.dot((LEFT, y), 4.0, tone("neu"), false)?;
            pen.text(&cut(&self.corpus.speakers[*speaker].name, 40), (LEFT - 10.0, y), 10.5, INK, Anchor::End)?;
        }
        for actor in &self.network.actors {
            let y = self.y(&self.network.actors, *actor);
            pen.dot((RIGHT, y), 4.0, tone("neu"), false)?;
            pen.text(&cut(&self.corpus.actors[*actor].name, 40), (RIGHT + 10.0, y), 10.5, INK, Anchor::Start)?;
        }
        pen.text("Wider lines rest on more stories.", (MARGIN, height - 16.0), 9.5, SOFT, Anchor::Start)
    }
}

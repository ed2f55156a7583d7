//! How far speakers are apart on each actor.

use super::Drawing;
use super::pen::{Anchor, Drawn, INK, LINE, Pen, SOFT, WASH, tone};
use crate::corpus::Corpus;
use crate::page::view::{Spread, View};
use crate::page::{Dot, cut, edge_tone, place, signed, swarm};

const ACTORS: usize = 12;
const WIDTH: f64 = 900.0;
const LEFT: f64 = 240.0;
const RIGHT: f64 = 876.0;
const TOP: f64 = 78.0;
const STEP: f64 = 13.0;
const ROOM: f64 = 15.0;
const MARGIN: f64 = 14.0;

pub(super) struct Dispersion<'a> {
    corpus: &'a Corpus,
    rows: Vec<(&'a Spread, Vec<Dot<'a>>)>,
}

/// Half the height of an actor's dots.
fn reach(dots: &[Dot<'_>]) -> f64 {
    f64::from(dots.iter().map(|dot| dot.line.abs()).max().unwrap_or_default()) * STEP + ROOM
}

impl<'a> Dispersion<'a> {
    pub(super) fn new(corpus: &'a Corpus, view: &'a View) -> Option<Self> {
        let rows: Vec<_> = view
            .spreads
            .iter()
            .filter(|spread| spread.speakers > 1)
            .take(ACTORS)
            .map(|spread| (spread, swarm(view.pairs.iter().filter(|pair| pair.actor == spread.actor), &(LEFT..RIGHT))))
            .collect();
        (!rows.is_empty()).then_some(Self { corpus, rows })
    }
}

impl Drawing for Dispersion<'_> {
    const NAME: &'static str = "dispersion";

    fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + self.rows.iter().map(|(_, dots)| 2.0 * reach(dots)).sum::<f64>() + 16.0)
    }

    fn draw(&self, pen: &Pen<'_, '_>) -> Drawn {
        let (_, height) = self.size();
        let bottom = height - 12.0;
        pen.text("How far portrayals of an actor are apart", (MARGIN, 20.0), 15.0, INK, Anchor::Start)?;
        let key =
            "One dot is one speaker's mean score; larger dots rest on more stories, hollow ones on fewer than five.";
        let with_agreement = self.rows.iter().any(|(spread, _)| spread.agreement.is_some());
        let key = format!("{key}{}", if with_agreement { " A: van der Eijk's agreement." } else { "" });
        pen.text(&key, (MARGIN, 40.0), 10.5, SOFT, Anchor::Start)?;
        let at = |score: f64| place(score, &(LEFT..RIGHT));
        pen.rectangle((at(-0.1), TOP), (at(0.1), bottom), WASH)?;
        for (score, words, anchor) in [
            (-1.0, "−1 unfavorable", Anchor::Start),
            (-0.5, "−0.5", Anchor::Middle),
            (0.0, "0", Anchor::Middle),
            (0.5, "+0.5", Anchor::Middle),
            (1.0, "favorable +1", Anchor::End),
        ] {
            pen.line(&[(at(score), TOP), (at(score), bottom)], LINE, 1.0)?;
            pen.text(words, (at(score), TOP - 10.0), 9.5, SOFT, anchor)?;
        }
        let mut middle = TOP;
        for (spread, dots) in &self.rows {
            middle += reach(dots);
            pen.text(
                &cut(&self.corpus.actors[spread.actor].name, 30),
                (LEFT - 16.0, middle - 6.0),
                10.5,
                INK,
                Anchor::End,
            )?;
            let agreement = spread.agreement.map(|a| format!("A {} · ", signed(a))).unwrap_or_default();
            let words = format!("{agreement}{} speakers", spread.speakers);
            pen.text(&words, (LEFT - 16.0, middle + 7.0), 9.0, SOFT, Anchor::End)?;
            for dot in dots {
                let name = edge_tone(dot.pair);
                let y = middle + f64::from(dot.line) * STEP;
                pen.dot((dot.x, y), dot.radius, tone(name), name == "un")?;
            }
            middle += reach(dots);
        }
        Ok(())
    }
}

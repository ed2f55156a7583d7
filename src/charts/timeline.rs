//! How portrayals of each actor moved.

use super::Drawing;
use super::pen::{Anchor, Drawn, INK, LINE, Pen, SOFT, WASH, tone};
use crate::corpus::Corpus;
use crate::page::view::{Moment, View};
use crate::page::{cut, moment_tone, place, series};

const ACTORS: usize = 8;
const COLUMNS: usize = 2;
const PANEL: (f64, f64) = (440.0, 190.0);
const TOP: f64 = 60.0;
const MARGIN: f64 = 14.0;
const LABELS: usize = 5;

pub(super) struct Timeline<'a> {
    corpus: &'a Corpus,
    series: Vec<(usize, Vec<&'a Moment>)>,
    periods: Vec<&'a str>,
}

impl<'a> Timeline<'a> {
    pub(super) fn new(corpus: &'a Corpus, view: &'a View) -> Option<Self> {
        let (series, periods) = series(&view.moments, ACTORS);
        (!series.is_empty()).then_some(Self { corpus, series, periods })
    }

    fn panel(&self, pen: &Pen<'_, '_>, (left, top): (f64, f64), actor: usize, moments: &[&Moment]) -> Drawn {
        let (from, to) = (left + 34.0, left + PANEL.0 - 24.0);
        let y = |score: f64| place(score, &(top + 154.0..top + 26.0));
        let last = self.periods.len().max(2) - 1;
        let x = |label: &str| {
            let at = self.periods.iter().position(|period| *period == label).unwrap_or_default();
            from + 20.0 + (to - from - 40.0) * at as f64 / last as f64
        };
        pen.text(&cut(&self.corpus.actors[actor].name, 50), (left, top + 10.0), 11.5, INK, Anchor::Start)?;
        pen.rectangle((from, y(0.1)), (to, y(-0.1)), WASH)?;
        for (score, words) in [(1.0, "+1"), (0.0, "0"), (-1.0, "−1")] {
            pen.line(&[(from, y(score)), (to, y(score))], LINE, 1.0)?;
            pen.text(words, (from - 6.0, y(score)), 9.5, SOFT, Anchor::End)?;
        }
        for period in self.periods.iter().step_by(self.periods.len().div_ceil(LABELS).max(1)) {
            pen.text(period, (x(period), top + 168.0), 9.0, SOFT, Anchor::Middle)?;
        }
        let points: Vec<(f64, f64)> = moments.iter().map(|moment| (x(&moment.label), y(moment.mean))).collect();
        pen.line(&points, LINE, 1.5)?;
        for (moment, point) in moments.iter().zip(points) {
            let colour = tone(moment_tone(moment));
            if let Some((low, high)) = moment.interval {
                pen.line(&[(point.0, y(low)), (point.0, y(high))], colour, 2.0)?;
            }
            let radius = (2.5 + (moment.stories as f64).sqrt() / 2.0).min(5.0);
            pen.dot(point, radius, colour, moment.interval.is_none())?;
        }
        Ok(())
    }
}

impl Drawing for Timeline<'_> {
    const NAME: &'static str = "timeline";

    fn size(&self) -> (f64, f64) {
        let rows = self.series.len().div_ceil(COLUMNS) as f64;
        (2.0 * MARGIN + PANEL.0 * COLUMNS as f64, TOP + rows * PANEL.1 + 10.0)
    }

    fn draw(&self, pen: &Pen<'_, '_>) -> Drawn {
        pen.text("How portrayals of each actor moved", (MARGIN, 20.0), 15.0, INK, Anchor::Start)?;
        let key =
            "Mean score of all statements in a period, 95 % interval. Hollow: fewer than five stories, no interval.";
        pen.text(key, (MARGIN, 40.0), 10.5, SOFT, Anchor::Start)?;
        for (number, (actor, moments)) in self.series.iter().enumerate() {
            let (row, column) = ((number / COLUMNS) as f64, (number % COLUMNS) as f64);
            self.panel(pen, (MARGIN + column * PANEL.0, TOP + row * PANEL.1), *actor, moments)?;
        }
        Ok(())
    }
}

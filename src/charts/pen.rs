//! A pen with the few strokes that the charts are made of. Places and lengths are in points.

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, IntoFont, PathElement, RGBColor, Rectangle, SVGBackend, ShapeStyle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Any font without serifs: a reader's own in the SVG, Noto Sans in the PNG.
const FONT: &str = "sans-serif";
/// A drawing is made in hundredths of a point, for the backend knows whole units alone.
pub(super) const FINE: f64 = 100.0;
/// Plotters gives a font the height of its line, which is so much larger than its size.
const LEADING: f64 = 1.24;

/// A colour.
pub(super) type Colour = RGBColor;
pub(super) const INK: Colour = RGBColor(0x1d, 0x1f, 0x23);
pub(super) const SOFT: Colour = RGBColor(0x5b, 0x61, 0x6b);
pub(super) const LINE: Colour = RGBColor(0xd9, 0xd7, 0xd2);
pub(super) const WASH: Colour = RGBColor(0xf3, 0xf1, 0xec);
pub(super) const PAPER: Colour = RGBColor(0xff, 0xff, 0xff);
const FAVORABLE: Colour = RGBColor(0x1f, 0x5f, 0x9e);
const UNFAVORABLE: Colour = RGBColor(0xa3, 0x4a, 0x00);
const NEUTRAL: Colour = RGBColor(0x5f, 0x63, 0x68);

/// The colour of a tone of the page.
pub(super) fn tone(name: &str) -> Colour {
    match name {
        "fav" => FAVORABLE,
        "unf" => UNFAVORABLE,
        "neu" => NEUTRAL,
        _ => SOFT,
    }
}

/// The colour of a shade of the page; ColorBrewer's PuOr and RdBu, see [`shade`](crate::page::shade).
pub(super) fn fill(shade: &str) -> Colour {
    match shade {
        "u4" => RGBColor(0xb3, 0x58, 0x06),
        "u3" => RGBColor(0xe0, 0x82, 0x14),
        "u2" => RGBColor(0xfd, 0xb8, 0x63),
        "u1" => RGBColor(0xfe, 0xe0, 0xb6),
        "f1" => RGBColor(0xd1, 0xe5, 0xf0),
        "f2" => RGBColor(0x92, 0xc5, 0xde),
        "f3" => RGBColor(0x43, 0x93, 0xc3),
        "f4" => RGBColor(0x21, 0x66, 0xac),
        _ => RGBColor(0xec, 0xea, 0xe6),
    }
}

/// Where text stands to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What drawing says when it fails.
pub(super) type Drawn = Result<(), String>;

/// Draws on an area of [`FINE`] units a point.
pub(super) struct Pen<'a, 'b> {
    area: &'a DrawingArea<SVGBackend<'b>, Shift>,
}

impl<'a, 'b> Pen<'a, 'b> {
    /// A pen on white.
    pub(super) fn new(area: &'a DrawingArea<SVGBackend<'b>, Shift>) -> Result<Self, String> {
        area.fill(&PAPER).map_err(told)?;
        Ok(Self { area })
    }

    fn at((x, y): (f64, f64)) -> (i32, i32) {
        (units(x), units(y))
    }

    fn stroke(colour: Colour, width: f64) -> ShapeStyle {
        ShapeStyle { color: colour.into(), filled: false, stroke_width: units(width).max(1).unsigned_abs() }
    }

    pub(super) fn rectangle(&self, from: (f64, f64), to: (f64, f64), colour: Colour) -> Drawn {
        let style = ShapeStyle { color: colour.into(), filled: true, stroke_width: 0 };
        self.area.draw(&Rectangle::new([Self::at(from), Self::at(to)], style)).map_err(told)
    }

    pub(super) fn line(&self, points: &[(f64, f64)], colour: Colour, width: f64) -> Drawn {
        let points: Vec<(i32, i32)> = points.iter().map(|point| Self::at(*point)).collect();
        self.area.draw(&PathElement::new(points, Self::stroke(colour, width))).map_err(told)
    }

    /// A line of dashes: so long, and so far apart.
    pub(super) fn dashes(&self, points: &[(f64, f64)], colour: Colour, width: f64, (on, off): (f64, f64)) -> Drawn {
        let mut left = on;
        let mut drawing = true;
        for ends in points.windows(2) {
            let (mut from, to) = (ends[0], ends[1]);
            loop {
                let length = (to.0 - from.0).hypot(to.1 - from.1);
                let step = length.min(left);
                if step <= 0.0 {
                    break;
                }
                let next = (from.0 + (to.0 - from.0) * step / length, from.1 + (to.1 - from.1) * step / length);
                if drawing {
                    self.line(&[from, next], colour, width)?;
                }
                from = next;
                left -= step;
                if left <= 1e-9 {
                    drawing = !drawing;
                    left = if drawing { on } else { off };
                }
            }
        }
        Ok(())
    }

    /// A disc, or a ring on white.
    pub(super) fn dot(&self, place: (f64, f64), radius: f64, colour: Colour, hollow: bool) -> Drawn {
        let disc = |colour: Colour, radius: f64| {
            let style = ShapeStyle { color: colour.into(), filled: true, stroke_width: 0 };
            self.area.draw(&Circle::new(Self::at(place), units(radius), style)).map_err(told)
        };
        disc(colour, radius)?;
        if hollow { disc(PAPER, (radius - 1.4).max(0.6)) } else { Ok(()) }
    }

    /// Text of `size` points, its middle at the height of `place`.
    pub(super) fn text(&self, words: &str, place: (f64, f64), size: f64, colour: Colour, anchor: Anchor) -> Drawn {
        let words: String = words.chars().filter(|c| !c.is_control()).collect();
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style =
            (FONT, (size * LEADING * FINE).round()).into_font().color(&colour).pos(Pos::new(side, VPos::Center));
        self.area.draw(&Text::new(words, Self::at(place), style)).map_err(told)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a chart has thousands of points at most")]
fn units(length: f64) -> i32 {
    (length * FINE).round() as i32
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

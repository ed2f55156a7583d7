//! The charts of a report as files: what the page shows, as SVG and PNG, on white and in the same colours.

mod dispersion;
mod heatmap;
mod network;
mod pen;
mod timeline;

use std::sync::Arc;

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use resvg::{tiny_skia, usvg};

use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::page::view::View;
use pen::{Drawn, FINE, Pen};

/// Pixels of the PNG for a point.
const PIXELS: f64 = 2.0;

/// A file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chart {
    /// Its name, such as `heatmap.svg`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Something that can be drawn.
trait Drawing {
    /// The file's name without its ending.
    const NAME: &'static str;

    /// Width and height in points.
    fn size(&self) -> (f64, f64);

    /// Draws it.
    fn draw(&self, pen: &Pen<'_, '_>) -> Drawn;
}

/// Every chart that the comparison has something for, each as SVG and as PNG.
///
/// # Errors
/// [`Error::Io`] with the chart's name where it could not be drawn.
pub(crate) fn charts(corpus: &Corpus, view: &View) -> Result<Vec<Chart>> {
    let mut all = Vec::new();
    if let Some(chart) = heatmap::Heatmap::new(corpus, view) {
        both(&chart, &mut all)?;
    }
    if let Some(chart) = network::NetworkChart::new(corpus, view) {
        both(&chart, &mut all)?;
    }
    if let Some(chart) = timeline::Timeline::new(corpus, view) {
        both(&chart, &mut all)?;
    }
    if let Some(chart) = dispersion::Dispersion::new(corpus, view) {
        both(&chart, &mut all)?;
    }
    Ok(all)
}

fn both<D: Drawing>(drawing: &D, all: &mut Vec<Chart>) -> Result<()> {
    let failed =
        |ending: &str, error: String| Error::io(format!("{}.{ending}", D::NAME), "draw", std::io::Error::other(error));
    let svg = svg(drawing).map_err(|error| failed("svg", error))?;
    let png = png(&svg).map_err(|error| failed("png", error))?;
    all.push(Chart { name: format!("{}.png", D::NAME), bytes: png });
    all.push(Chart { name: format!("{}.svg", D::NAME), bytes: svg.into_bytes() });
    Ok(())
}

/// The drawing as SVG, a point for a pixel.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a chart has thousands of points at most")]
fn svg<D: Drawing>(drawing: &D) -> std::result::Result<String, String> {
    let (width, height) = drawing.size();
    let (fine_width, fine_height) = ((width * FINE).ceil() as u32, (height * FINE).ceil() as u32);
    let mut out = String::new();
    let area = SVGBackend::with_string(&mut out, (fine_width, fine_height)).into_drawing_area();
    drawing.draw(&Pen::new(&area)?)?;
    area.present().map_err(|error| error.to_string())?;
    drop(area);
    let fine = format!("<svg width=\"{fine_width}\" height=\"{fine_height}\" ");
    Ok(out.replacen(&fine, &format!("<svg width=\"{width}\" height=\"{height}\" "), 1))
}

/// The same as pixels, its words in Noto Sans.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a chart has thousands of pixels at most")]
fn png(svg: &str) -> std::result::Result<Vec<u8>, String> {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    let family = "Noto Sans".to_owned();
    fonts.set_sans_serif_family(&family);
    let options = usvg::Options { fontdb: Arc::new(fonts), font_family: family, ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size();
    let (width, height) = (f64::from(size.width()) * PIXELS, f64::from(size.height()) * PIXELS);
    let mut pixels =
        tiny_skia::Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or("no room for the picture")?;
    let scale = tiny_skia::Transform::from_scale(PIXELS as f32, PIXELS as f32);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

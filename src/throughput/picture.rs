//! The rows as a picture: bars of tokens per second with the range of the repetitions.

use std::fmt::Write;

use super::row::Row;

const LABEL: f64 = 320.0;
const PLOT: f64 = 460.0;
const FIGURE: f64 = 190.0;
const BAR: f64 = 22.0;
const STEP: f64 = 34.0;
const TOP: f64 = 58.0;

/// An SVG image with one bar per row, from the rows' medians, and a line from the slowest to the fastest repetition.
#[must_use]
pub fn picture(rows: &[Row]) -> String {
    let spreads: Vec<_> = rows.iter().map(|row| row.per_second(row.profile.tokens)).collect();
    let top = spreads.iter().flatten().map(|s| s.max).fold(1.0, f64::max);
    let x = |value: f64| LABEL + value / top * PLOT;
    let (width, height) = (LABEL + PLOT + FIGURE, TOP + STEP * rows.len() as f64 + 30.0);
    let machine = rows.first().map(|row| escaped(&row.machine)).unwrap_or_default();
    let repetitions = rows.iter().map(|row| row.passes.len()).max().unwrap_or_default();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height:.0}\" width=\"{width}\" height=\"{height:.0}\" \
         role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title>Tokens of article text per second</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"12\" y=\"22\" font-size=\"16\" font-weight=\"bold\">Tokens of article text per second</text>\n\
         <text x=\"12\" y=\"42\" fill=\"#555\">Median of {repetitions} repetitions, line from slowest to fastest. {machine}</text>\n"
    );
    for (n, (row, spread)) in rows.iter().zip(&spreads).enumerate() {
        let y = TOP + STEP * n as f64;
        let middle = y + BAR / 2.0;
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LABEL - 8.0,
            middle + 4.5,
            escaped(&row.name())
        );
        let Some(spread) = spread else { continue };
        let _ = writeln!(
            svg,
            "<rect x=\"{LABEL}\" y=\"{y}\" width=\"{:.1}\" height=\"{BAR}\" fill=\"#4477aa\"/>\n\
             <path d=\"M{:.1} {middle}H{:.1}\" stroke=\"#222\" stroke-width=\"2\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\">{:.0}  ({:.2} articles)</text>",
            spread.median / top * PLOT,
            x(spread.min),
            x(spread.max),
            x(spread.max) + 8.0,
            middle + 4.5,
            spread.median,
            row.per_second(row.profile.articles).map_or(0.0, |s| s.median),
        );
    }
    svg + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::throughput::row::tests::row;

    #[test]
    fn the_fastest_repetition_fills_the_plot_and_names_are_escaped() {
        let svg = picture(&[row(1, &[1.0, 0.8]), row(2, &[0.5])]);
        assert!(svg.contains("H780.0") && svg.contains(">2000  (4.00 articles)<"), "{svg}");
        assert!(svg.contains("Abacus &lt;9&gt;") && svg.contains("rten:int8, 1 thread<"), "{svg}");
        assert_eq!(svg.matches("fill=\"#4477aa\"").count(), 2);
        assert!(picture(&[]).ends_with("</svg>\n"));
    }
}

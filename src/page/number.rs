//! Numbers and plurals as a reader wants them.

use std::ops::Range;

/// A score with its sign and two decimals; a minus that is one.
pub(crate) fn signed(score: f64) -> String {
    let hundredths = (score * 100.0).round();
    if hundredths == 0.0 {
        return "0.00".to_owned();
    }
    let sign = if hundredths < 0.0 { '−' } else { '+' };
    format!("{sign}{:.2}", hundredths.abs() / 100.0)
}

/// Both ends of an interval.
pub(crate) fn interval(low: f64, high: f64) -> String {
    format!("{} to {}", signed(low), signed(high))
}

/// A count with its thousands set apart.
pub(super) fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count and its noun.
pub(super) fn of(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A share in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Names in a sentence: "A, B and C".
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Where a score from -1 to 1 falls on a range of pixels.
pub(crate) fn place(score: f64, pixels: &Range<f64>) -> f64 {
    pixels.start + (score.clamp(-1.0, 1.0) + 1.0) / 2.0 * (pixels.end - pixels.start)
}

/// A length in pixels with one decimal.
pub(super) fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([signed(0.416), signed(-0.1), signed(-0.001)], ["+0.42", "−0.10", "0.00"]);
        assert_eq!([count(7), count(1_234), count(1_234_567)], ["7", "1,234", "1,234,567"]);
        assert_eq!(list(&["A".into(), "B".into(), "C".into()]), "A, B and C");
        assert_eq!([px(3.0), px(3.16)], ["3", "3.2"]);
    }
}

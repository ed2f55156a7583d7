//! Days in words.

use crate::calendar::MONTHS;

/// "3 March 2021" for a date that begins so in ISO 8601; else the date as it is.
pub(super) fn plain(date: &str) -> String {
    parts(date).map_or_else(|| date.to_owned(), |(year, month, day)| format!("{day} {} {year}", MONTHS[month - 1]))
}

/// "3 to 9 March 2021", with as little said twice as possible.
pub(super) fn span(first: &str, last: &str) -> String {
    match (parts(first), parts(last)) {
        (Some(a), Some(b)) if a == b => plain(first),
        (Some(a), Some(b)) if (a.0, a.1) == (b.0, b.1) => format!("{} to {}", a.2, plain(last)),
        (Some(a), Some(b)) if a.0 == b.0 => format!("{} {} to {}", a.2, MONTHS[a.1 - 1], plain(last)),
        _ => format!("{} to {}", plain(first), plain(last)),
    }
}

fn parts(date: &str) -> Option<(u16, usize, u8)> {
    let (year, month, day) = (date.get(..4)?, date.get(5..7)?, date.get(8..10)?);
    let month: usize = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((year.parse().ok()?, month, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_well() {
        assert_eq!(plain("2021-03-03T10:00:00Z"), "3 March 2021");
        assert_eq!(plain("spring"), "spring");
        assert_eq!(span("2021-03-03", "2021-03-09"), "3 to 9 March 2021");
        assert_eq!(span("2021-03-03", "2021-05-09"), "3 March to 9 May 2021");
        assert_eq!(span("2020-12-30", "2021-01-02"), "30 December 2020 to 2 January 2021");
    }
}

//! Dates of office: a year, a month or a day, as exactly as they are known.

use std::fmt;

/// A date of the Gregorian calendar of which the month, or the day, may be unknown.
///
/// Written `2024`, `2024-05` or `2024-05-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Year, month and day: what two dates are compared by.
pub(super) type Day = (u16, u8, u8);

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else, and a day that no calendar has, gives `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |month| month.map(Some))?;
        let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |day| day.map(Some))?;
        if parts.next().is_some() || year == 0 {
            return None;
        }
        let month = month.map(u8::try_from).transpose().ok()?;
        let day = day.map(u8::try_from).transpose().ok()?;
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return None;
        }
        if day.is_some_and(|day| day == 0 || day > days_in(year, month.unwrap_or(1))) {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// Like [`Self::parse`], but a time after the date (`2024-05-07T10:00:00Z`, `2024-05-07 10:00`) is passed over.
    #[must_use]
    pub fn parse_timestamp(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::parse(text.find(['T', ' ']).map_or(text, |end| &text[..end]))
    }

    /// The first day that it may mean.
    pub(super) fn first_day(self) -> Day {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that it may mean.
    pub(super) fn last_day(self) -> Day {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A number of exactly `width` ASCII digits.
fn digits(text: &str, width: usize) -> Option<u16> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// How many days a month has.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_a_date_and_nothing_else() {
        for good in ["2024", "2024-02", "2024-02-29", "0987-12-31"] {
            assert_eq!(PartialDate::parse(good).map(|date| date.to_string()).as_deref(), Some(good));
        }
        for bad in
            ["", "24", "2024-13", "2023-02-29", "2024-00", "2024-1-1", "2024-01-01-01", "2024-01-01T00", "May", "-"]
        {
            assert_eq!(PartialDate::parse(bad), None, "{bad}");
        }
        assert_eq!(PartialDate::parse_timestamp("2024-05-07T10:00:00Z"), PartialDate::parse("2024-05-07"));
    }

    #[test]
    fn an_unknown_day_may_be_any() {
        let month = PartialDate::parse("2024-02").expect("a date");
        assert_eq!((month.first_day(), month.last_day()), ((2024, 2, 1), (2024, 2, 29)));
    }
}

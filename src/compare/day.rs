//! Days and the periods they lie in.

use std::fmt;

use super::Period;

/// A day of the Gregorian calendar, by its number from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// The day of an ISO 8601 date or moment; `None` of anything else.
    pub(super) fn read(words: &str) -> Option<Self> {
        let mut parts = words.get(..10)?.split('-');
        let (year, month, day): (i64, i64, i64) =
            (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let found = Self::of(year, month, day);
        ((1..=12).contains(&month) && found.parts() == (year, month, day)).then_some(found)
    }

    /// By the algorithm of Richards (2013, "Calendars", in Explanatory Supplement to the Astronomical Almanac, section 15.11), with years
    /// that begin in March.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let in_era = year.rem_euclid(400);
        let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468)
    }

    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day = shifted.rem_euclid(146_097);
        let in_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let in_year = day - (365 * in_era + in_era / 4 - in_era / 100);
        let from_march = (5 * in_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + in_era + i64::from(month <= 2);
        (year, month, in_year - (153 * from_march + 2) / 5 + 1)
    }

    /// The first day of its period.
    pub(super) fn first_of(self, period: Period) -> Self {
        match period {
            // 1970-01-01 was a Thursday.
            Period::Week => Self(self.0 - (self.0 + 3).rem_euclid(7)),
            Period::Month => {
                let (year, month, _) = self.parts();
                Self::of(year, month, 1)
            }
        }
    }

    /// The last day of its period.
    pub(super) fn last_of(self, period: Period) -> Self {
        match period {
            Period::Week => Self(self.first_of(period).0 + 6),
            Period::Month => {
                let (year, month, _) = self.parts();
                let next = if month == 12 { Self::of(year + 1, 1, 1) } else { Self::of(year, month + 1, 1) };
                Self(next.0 - 1)
            }
        }
    }

    /// The name of its period: `2026-W09` (ISO 8601), `2026-03`.
    pub(super) fn label(self, period: Period) -> String {
        match period {
            Period::Week => {
                // The week belongs to the year of its Thursday.
                let thursday = Self(self.first_of(period).0 + 3);
                let (year, ..) = thursday.parts();
                format!("{year:04}-W{:02}", (thursday.0 - Self::of(year, 1, 1).0) / 7 + 1)
            }
            Period::Month => {
                let (year, month, _) = self.parts();
                format!("{year:04}-{month:02}")
            }
        }
    }
}

/// Whether words are a day.
pub(crate) fn is_day(words: &str) -> bool {
    words.len() == 10 && Day::read(words).is_some()
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months_are_those_of_the_calendar() {
        struct Case {
            day: &'static str,
            week: &'static str,
            monday: &'static str,
            month_ends: &'static str,
        }
        // Python: datetime.date.isocalendar
        let cases = [
            Case { day: "2026-01-01", week: "2026-W01", monday: "2025-12-29", month_ends: "2026-01-31" },
            Case { day: "2021-01-03", week: "2020-W53", monday: "2020-12-28", month_ends: "2021-01-31" },
            Case { day: "2024-02-29T10:00:00Z", week: "2024-W09", monday: "2024-02-26", month_ends: "2024-02-29" },
            Case { day: "1969-12-31", week: "1970-W01", monday: "1969-12-29", month_ends: "1969-12-31" },
        ];
        for case in cases {
            let day = Day::read(case.day).unwrap();
            assert_eq!(day.to_string(), case.day[..10]);
            assert_eq!(day.label(Period::Week), case.week);
            assert_eq!(day.first_of(Period::Week).to_string(), case.monday);
            assert_eq!(day.last_of(Period::Month).to_string(), case.month_ends);
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for words in ["", "2026", "2026-13-01", "2026-02-30", "March 3", "2026-3-1"] {
            assert_eq!(Day::read(words), None, "{words}");
        }
    }
}

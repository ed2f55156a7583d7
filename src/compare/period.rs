//! Days, and the weeks and months they lie in.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i32,
    month: u32,
    day: u32,
}

/// The steps of a time line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    /// A week from Monday on (ISO 8601), `2026-W05`.
    Week,
    /// A month, `2026-02`.
    Month,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Week => "week",
            Self::Month => "month",
        })
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`; a time behind it is passed over. `None` of anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = text.split(['T', ' ']).next()?;
        let mut parts = date.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
        };
        let (year, month, day) = (i32::try_from(number(4)?).ok()?, number(2)?, number(2)?);
        let read = Self { year, month, day };
        // A day that no calendar has does not come back.
        (parts.next().is_none() && (1..=12).contains(&month) && Self::of_number(read.number()) == read).then_some(read)
    }

    /// Days since 1970-01-01 (Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The inverse of [`Self::number`] (ibid., `civil_from_days`).
    fn of_number(number: i64) -> Self {
        let days = number + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        let small = |n: i64| u32::try_from(n).expect("a day or month");
        Self { year: i32::try_from(year).expect("a year of a date"), month: small(month), day: small(day) }
    }

    /// The months since the year 0, for telling months apart.
    pub(super) fn month(self) -> i32 {
        self.year * 12 + self.month as i32 - 1
    }

    /// Monday of its week.
    fn monday(self) -> Self {
        Self::of_number(self.number() - (self.number() + 3).rem_euclid(7))
    }

    /// The period it lies in, as it is called: `2026-02` or `2026-W05`.
    pub(crate) fn label(self, period: Period) -> String {
        match period {
            Period::Month => format!("{:04}-{:02}", self.year, self.month),
            Period::Week => {
                // The year of a week is that of its Thursday.
                let thursday = Self::of_number(self.monday().number() + 3);
                let first = Self { year: thursday.year, month: 1, day: 1 };
                format!("{:04}-W{:02}", thursday.year, (thursday.number() - first.number()) / 7 + 1)
            }
        }
    }

    /// The first and the last day of the period it lies in.
    pub(crate) fn bounds(self, period: Period) -> (Self, Self) {
        match period {
            Period::Week => (self.monday(), Self::of_number(self.monday().number() + 6)),
            Period::Month => {
                let first = Self { day: 1, ..self };
                let next = match self.month {
                    12 => Self { year: self.year + 1, month: 1, day: 1 },
                    month => Self { month: month + 1, ..first },
                };
                (first, Self::of_number(next.number() - 1))
            }
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_in_their_weeks_and_months() {
        struct Case {
            day: &'static str,
            week: &'static str,
            monday: &'static str,
            last: &'static str,
        }
        // Weeks as Python's date.isocalendar() gives them.
        let cases = [
            Case { day: "2026-02-14", week: "2026-W07", monday: "2026-02-09", last: "2026-02-28" },
            Case { day: "2027-01-01T09:30:00Z", week: "2026-W53", monday: "2026-12-28", last: "2027-01-31" },
            Case { day: "2024-12-30", week: "2025-W01", monday: "2024-12-30", last: "2024-12-31" },
            Case { day: "2024-02-29", week: "2024-W09", monday: "2024-02-26", last: "2024-02-29" },
        ];
        for case in cases {
            let day = Day::parse(case.day).unwrap();
            assert_eq!(day.label(Period::Week), case.week);
            assert_eq!(day.bounds(Period::Week).0.to_string(), case.monday);
            assert_eq!(day.bounds(Period::Month).1.to_string(), case.last);
            assert_eq!(day.label(Period::Month), case.day[..7]);
        }
        for wrong in ["2026-02-30", "2026-13-01", "2026-2-3", "Feb 3", "", "2026"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }
}

//! Weeks and months of dates in ISO 8601.

use std::collections::BTreeSet;

/// A corpus of so many days or fewer is shown by weeks, a longer one by months.
const WEEKS_UP_TO: i64 = 126;

/// A stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Period {
    /// Its first day.
    pub(super) first: String,
    /// Its last day.
    pub(super) last: String,
    /// What it is called: the Monday of a week, or a month.
    pub(super) label: String,
}

/// How time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Week,
    Month,
}

impl Cut {
    /// The cut that suits a corpus with articles of these dates.
    pub(super) fn of<'a>(dates: impl Iterator<Item = &'a str>) -> Self {
        let days: BTreeSet<i64> = dates.filter_map(day).collect();
        match (days.first(), days.last()) {
            (Some(first), Some(last)) if last - first > WEEKS_UP_TO => Self::Month,
            _ => Self::Week,
        }
    }

    /// The period of a date; `None` of what is no date.
    pub(super) fn period(self, date: &str) -> Option<Period> {
        let at = day(date)?;
        match self {
            Self::Week => {
                // Day 0 of the count was a Thursday.
                let monday = at - (at + 3).rem_euclid(7);
                let first = written(monday);
                Some(Period { label: first.clone(), first, last: written(monday + 6) })
            }
            Self::Month => {
                let label = date.get(..7)?.to_owned();
                let (year, month) = (label.get(..4)?.parse::<i64>().ok()?, label.get(5..7)?.parse::<i64>().ok()?);
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                Some(Period { first: format!("{label}-01"), last: written(number(next.0, next.1, 1) - 1), label })
            }
        }
    }
}

/// Days since 1 January 1970 of a date that begins with a day in ISO 8601.
fn day(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| number(year, month, day))
}

/// Days since 1 January 1970 in the Gregorian calendar (Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms",
/// `days_from_civil`).
fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of a number (ibid., `civil_from_days`).
fn written(number: i64) -> String {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_fall_into_periods() {
        let week = Cut::Week.period("2016-09-14T10:00:00Z").unwrap();
        assert_eq!((week.first.as_str(), week.last.as_str()), ("2016-09-12", "2016-09-18"));
        let new_year = Cut::Week.period("2027-01-01").unwrap();
        assert_eq!((new_year.first.as_str(), new_year.last.as_str()), ("2026-12-28", "2027-01-03"));
        let month = Cut::Month.period("2024-02-10").unwrap();
        assert_eq!((month.label.as_str(), month.last.as_str()), ("2024-02", "2024-02-29"));
        assert_eq!(Cut::Month.period("2023-12-31").unwrap().last, "2023-12-31");
        assert_eq!(Cut::Week.period("spring"), None);
        assert_eq!(Cut::of(["2016-01-01", "2016-12-01"].into_iter()), Cut::Month);
        assert_eq!(Cut::of(["2016-01-01", "", "2016-02-01"].into_iter()), Cut::Week);
    }
}

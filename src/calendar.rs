//! Days of the week and months by their English names.

/// From Monday on, as a week has them in ISO 8601.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// From January on.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether a word is the whole name of a day of the week, whatever its capitals.
pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// Whether a word is the whole name of a month, whatever its capitals.
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_told_from_other_words() {
        assert!(is_weekday("monday") && is_weekday("Sunday") && !is_weekday("mon") && !is_weekday("today"));
        assert!(is_month("march") && is_month("DECEMBER") && !is_month("marching") && !is_month(""));
    }
}

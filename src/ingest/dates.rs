//! Dates as pages write them.

use crate::calendar::{MONTHS, is_weekday};

/// `yyyy-mm-dd`, if `written` begins with one full date, or is one in words, that cannot be read in two ways.
pub(super) fn normalised(written: &str) -> Option<String> {
    let numbers: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    numeric(&numbers).or_else(|| in_words(&numbers))
}

fn numeric(parts: &[&str]) -> Option<String> {
    let [first, rest @ ..] = parts else { return None };
    if first.len() == 8 && rest.is_empty() && first.is_ascii() {
        return iso(number(&first[..4])?, number(&first[4..6])?, number(&first[6..])?);
    }
    let [second, third, ..] = rest else { return None };
    // The day of an ISO time stamp is followed by `T` and the hour.
    let third = third.split(['T', 't']).next().unwrap_or(third);
    let (first_number, second, third_number) = (number(first)?, number(second)?, number(third)?);
    match (first.len(), third.len()) {
        (4, _) => iso(first_number, second, third_number),
        // Day or month first: only a number that cannot be a month tells.
        (_, 4) if first_number > 12 => iso(third_number, second, first_number),
        (_, 4) if second > 12 => iso(third_number, first_number, second),
        _ => None,
    }
}

fn in_words(parts: &[&str]) -> Option<String> {
    let at = parts.iter().position(|part| month(part).is_some())?;
    let month = month(parts[at])?;
    let day = |part: &str| number(part.trim_end_matches(|c: char| c.is_ascii_alphabetic())).filter(|_| part.len() <= 4);
    let year = |part: &str| number(part).filter(|_| part.len() == 4);
    let next = |offset: usize| parts.get(at + offset).copied();
    let month_first = || iso(year(next(2)?)?, month, day(next(1)?)?);
    let day_first = || iso(year(next(1)?)?, month, day(parts.get(at.checked_sub(1)?)?)?);
    month_first().or_else(day_first)
}

fn number(digits: &str) -> Option<u32> {
    (digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1500..=2999).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let short = |month: &str| word.len() == 3 && month[..3].eq_ignore_ascii_case(&word);
    let index = MONTHS.iter().position(|month| short(month) || month.eq_ignore_ascii_case(&word));
    index.or((word == "sept").then_some(8)).and_then(|index| u32::try_from(index + 1).ok())
}

/// Whether a line holds nothing but a date or a time, with or without a label such as `Updated:`.
pub(super) fn is_date_line(line: &str) -> bool {
    const LABELS: [&str; 30] = [
        "published",
        "updated",
        "posted",
        "modified",
        "last",
        "date",
        "time",
        "on",
        "at",
        "am",
        "pm",
        "a.m",
        "p.m",
        "et",
        "est",
        "edt",
        "gmt",
        "utc",
        "kst",
        "cst",
        "pst",
        "pdt",
        "bst",
        "cet",
        "first",
        "input",
        "local",
        "created",
        "noon",
        "midnight",
    ];
    if line.len() > 120 {
        return false;
    }
    let mut digits = false;
    let mut named = false;
    for token in line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '(' | ')' | '–' | '—'))
    {
        let token = token.trim_matches([':', '.', '-', '/']).to_lowercase();
        if token.is_empty() {
            continue;
        }
        let starts_with_digit = token.starts_with(|c: char| c.is_ascii_digit());
        let clock = starts_with_digit
            && token.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '/' | '+' | 't' | 'z' | 'a' | 'p' | 'm' | 's' | 'h')
            });
        let weekday = is_weekday(&token)
            || matches!(&*token, "mon" | "tue" | "tues" | "wed" | "thu" | "thurs" | "fri" | "sat" | "sun");
        named |= (clock && token.contains([':', '-', '/']))
            || month(&token).is_some()
            || LABELS.contains(&&*token)
            || weekday;
        digits |= starts_with_digit;
        if !clock && !weekday && month(&token).is_none() && !LABELS.contains(&&*token) {
            return false;
        }
    }
    digits && named
}

/// Whether a line is a place and date alone, as in `SEOUL, Sept. 13 (Harbor News) --`.
pub(super) fn is_dateline(line: &str) -> bool {
    let open = line.ends_with(['-', '–', '—', '―']) || line.ends_with(')');
    let mut words = line.split_whitespace();
    let place = words.next().is_some_and(|word| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.chars().any(char::is_lowercase)
    });
    let dated = line.split(|c: char| !c.is_alphabetic()).any(|word| month(word).is_some());
    open && place && dated && line.contains(|c: char| c.is_ascii_digit()) && words.count() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_what_reads_one_way() {
        struct Case {
            written: &'static str,
            iso: Option<&'static str>,
        }
        let cases = [
            Case { written: "2023-09-19", iso: Some("2023-09-19") },
            Case { written: "2023-09-19T16:30:00+09:00", iso: Some("2023-09-19") },
            Case { written: "Posted : 2023.9.19 16:30", iso: None },
            Case { written: "2023/09/19 16:30", iso: Some("2023-09-19") },
            Case { written: "20230919", iso: Some("2023-09-19") },
            Case { written: "Sept. 19, 2023", iso: Some("2023-09-19") },
            Case { written: "Tue, 19 Sep 2023 10:00:00 GMT", iso: Some("2023-09-19") },
            Case { written: "September 3rd, 2023", iso: Some("2023-09-03") },
            Case { written: "19/09/2023", iso: Some("2023-09-19") },
            Case { written: "09/10/2023", iso: None },
            Case { written: "2023-02-29", iso: None },
            Case { written: "last Tuesday", iso: None },
            Case { written: "", iso: None },
        ];
        for case in cases {
            assert_eq!(normalised(case.written).as_deref(), case.iso, "{}", case.written);
        }
    }

    #[test]
    fn a_date_line_holds_nothing_else() {
        for line in
            ["Posted : 2023-09-19 16:30", "September 19, 2023 | 4:30 p.m. ET", "Updated: Tue, 19 Sep 2023", "6:05 p.m."]
        {
            assert!(is_date_line(line), "{line}");
        }
        for line in ["In 2016.", "May", "She left on May 5.", "12 men", "1,000"] {
            assert!(!is_date_line(line), "{line}");
        }
        assert!(is_dateline("SEOUL, Sept. 13 (Harbor News) --"));
        assert!(!is_dateline("SEOUL, Sept. 13 (Harbor News) -- The mayor said on Friday that she would not come."));
    }
}

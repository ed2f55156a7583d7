//! Bylines and the contact lines of reporters.

use super::furniture::is_email;
use crate::calendar::is_weekday;

/// What a byline or contact line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// The author as written, where the line holds a name.
    pub(super) author: Option<String>,
}

/// Reads `By Mira Oke-Lund`, `By ANN LEE and TOM VREE, Staff Writers`, `Mira Oke-Lund mira@post.example`.
pub(super) fn read(line: &str) -> Option<Byline> {
    if line.len() > 160 || line.contains(['"', '“', '”']) {
        return None;
    }
    written_by(line).or_else(|| contact(line))
}

fn written_by(line: &str) -> Option<Byline> {
    let rest = ["By ", "BY ", "by ", "Written by ", "Reported by ", "Story by ", "By: ", "Words by "]
        .iter()
        .find_map(|label| line.strip_prefix(label))?;
    let rest = rest.trim();
    let mut parts = rest.split([',', '|', '/', '•', '·', ';']).map(str::trim).filter(|part| !part.is_empty());
    let names = parts.next()?;
    let named = |names: &str| names.split(" and ").flat_map(|names| names.split(" & ")).all(is_name);
    if !(named(names) || is_desk(names))
        || parts.clone().any(|part| part.split_whitespace().count() > 7)
        || rest.split_whitespace().count() > 16
    {
        return None;
    }
    // Running text goes on in lower case after the comma; a post or a place does not.
    let first_lower = |part: &str| {
        part.chars().next().is_some_and(char::is_lowercase) && !part.contains("writer") && !part.contains("report")
    };
    if parts.clone().any(first_lower)
        || (rest.ends_with(['.', '!', '?', ':']) && !rest.ends_with("Jr.") && !rest.ends_with("Sr."))
    {
        return None;
    }
    let mut author = names.to_owned();
    for part in parts.filter(|part| is_name(part.trim_start_matches("and ")) && !is_desk(part) && !is_post(part)) {
        author.push_str(", ");
        author.push_str(part);
    }
    Some(Byline { author: Some(author) })
}

/// A line of a name and an e-mail address, or one that asks readers to write.
fn contact(line: &str) -> Option<Byline> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() > 10 || !words.iter().any(|word| is_email(word)) {
        return None;
    }
    let rest: Vec<&str> = words.into_iter().filter(|word| !is_email(word)).collect();
    let name = rest.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let asks = rest.first().is_some_and(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase();
        matches!(&*word, "email" | "e-mail" | "contact" | "reach" | "follow" | "write" | "send" | "tips" | "mail")
    });
    if asks {
        return Some(Byline { author: None });
    }
    (rest.is_empty() || is_name(name)).then(|| Byline { author: (!name.is_empty()).then(|| name.to_owned()) })
}

/// Whether words can be the name of one person: two to five, each with a capital.
pub(super) fn is_name(words: &str) -> bool {
    /// Months that are names as well are left out.
    const NOT_NAMES: [&str; 19] = [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "night",
        "morning",
        "january",
        "february",
        "october",
        "november",
        "december",
        "september",
        "election",
    ];
    const PARTICLES: [&str; 14] =
        ["de", "van", "von", "bin", "al", "el", "la", "da", "di", "der", "den", "dos", "du", "ten"];
    let mut count = 0;
    for word in words.split_whitespace() {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        if !letters || NOT_NAMES.contains(&&*word.to_lowercase()) || is_weekday(word) {
            return false;
        }
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if !capital && (count == 0 || !PARTICLES.contains(&word)) {
            return false;
        }
        count += 1;
    }
    (2..=5).contains(&count)
}

fn is_desk(words: &str) -> bool {
    let last = words.split_whitespace().last().unwrap_or_default().to_lowercase();
    let desk = ["press", "staff", "news", "times", "post", "agency", "service", "desk", "reporter", "team", "reuters"]
        .contains(&&*last);
    desk && words.split_whitespace().count() <= 5 && words.chars().next().is_some_and(char::is_uppercase)
}

fn is_post(words: &str) -> bool {
    let words = words.to_lowercase();
    ["writer", "editor", "reporter", "correspondent", "columnist", "contributor", "bureau", "chief", "analyst"]
        .iter()
        .any(|post| words.contains(post))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_leaves_sentences() {
        struct Case {
            line: &'static str,
            author: Option<Option<&'static str>>,
        }
        let cases = [
            Case { line: "By Mira Oke-Lund", author: Some(Some("Mira Oke-Lund")) },
            Case { line: "BY ANN LEE AND TOM VREE", author: Some(Some("ANN LEE AND TOM VREE")) },
            Case { line: "By Ann Lee and Tom van Vree, Staff Writers", author: Some(Some("Ann Lee and Tom van Vree")) },
            Case { line: "By The Harbor Press", author: Some(Some("The Harbor Press")) },
            Case { line: "Mira Oke-Lund mira@post.example", author: Some(Some("Mira Oke-Lund")) },
            Case { line: "Contact the reporter at mira@post.example.", author: Some(None) },
            Case { line: "By Monday", author: None },
            Case { line: "By Saturday Night", author: None },
            Case { line: "By then, Ann Lee had left.", author: None },
            Case { line: "By the numbers", author: None },
            Case { line: "By Ann Lee's account, it was over.", author: None },
            Case { line: "He told me to write to mira@post.example if I wanted more.", author: None },
        ];
        for case in cases {
            assert_eq!(
                read(case.line).map(|byline| byline.author).as_ref().map(Option::as_deref),
                case.author,
                "{}",
                case.line
            );
        }
    }
}

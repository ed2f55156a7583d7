//! Headlines, standfirsts and cross-heads: what a page says in big letters.

use super::paragraphs::{ends_sentence, starts_item};

/// Whether a line can be a headline: short, of several words, no sentence and no speech.
pub(super) fn is_headline(line: &str) -> bool {
    (2..=30).contains(&count_words(line))
        && line.len() <= 220
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';'])
        && !is_speech(line)
}

/// Whether a line can be a sub-headline between headline and body.
pub(super) fn is_subheadline(line: &str) -> bool {
    count_words(line) <= 25
        && line.len() <= 200
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';'])
        && !is_speech(line)
        && !starts_item(line)
}

/// Whether a line is set as a title in the middle of running text: each long word with a capital, and nothing that ends it.
pub(super) fn is_crosshead(line: &str) -> bool {
    if line.len() > 100
        || !(4..=12).contains(&count_words(line))
        || ends_sentence(line)
        || is_speech(line)
        || starts_item(line)
    {
        return false;
    }
    if line.contains([':', ';', ',', '"', '“', '”', '‘', '@']) || line.ends_with('’') {
        return false;
    }
    line.split_whitespace().all(|word| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        word.chars().count() <= 4 && word != line || first.is_none_or(|c| c.is_uppercase() || c.is_numeric())
    }) && line.chars().next().is_some_and(char::is_uppercase)
        && line.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 3
}

/// Whether a paragraph is long enough, and ended enough, to be running text.
pub(super) fn is_running_text(line: &str) -> bool {
    let words = count_words(line);
    (ends_sentence(line) && (words >= 8 || is_speech(line)))
        || (words >= 12 && line.ends_with([':', ',', '—']))
        || words > 40
}

/// Whether two lines hold the same words, capitals and punctuation at the end aside.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let words = |line: &str| line.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    one.len() <= 500 && words(one) == words(other)
}

/// Whether a line is a turn of an interview, or opens with or holds quoted speech; single quotes are the habit of headlines.
fn is_speech(line: &str) -> bool {
    let turn = |(label, rest): (&str, &str)| {
        rest.starts_with(' ')
            && count_words(label) <= 3
            && label.contains(char::is_alphabetic)
            && !label.contains(char::is_lowercase)
    };
    line.split_once(':').is_some_and(turn)
        || line.starts_with(['"', '“', '”', '«', '„', '‘'])
        || line.contains(",\"")
        || line.contains(",”")
        || line.contains(".\"")
        || line.contains(".”")
}

fn count_words(line: &str) -> usize {
    line.split_whitespace().take(41).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_short_and_open() {
        assert!(is_headline("Mayor may regret the harbor deal: experts"));
        assert!(!is_headline("The mayor left."));
        assert!(!is_headline("“We will stay,” Vree says"));
        assert!(!is_headline("The governor added:"));
        assert!(is_crosshead("What The Islands Want Now"));
        assert!(!is_crosshead("Sell her plan to the voters"));
        assert!(!is_crosshead("Refugees"));
        assert!(is_running_text("\"No,\" she said."));
    }
}

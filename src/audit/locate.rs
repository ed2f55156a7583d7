//! Where words that a coder copied stand in an article.

/// The place of `words` in `text`, in code points: from the first character of its first piece to the last of its last. White space,
/// case and the forms of quotation marks, apostrophes and dashes do not count; `...`, `…` and `[...]` stand between pieces. `None`
/// where a piece is not there.
pub(super) fn locate(text: &str, words: &str) -> Option<(usize, usize)> {
    let text = plain(text);
    let joined = words.replace("[...]", "…").replace("[…]", "…").replace("...", "…");
    let whole = find(&text, &plain(&joined), 0);
    if whole.is_some() {
        return whole.map(|(first, last)| (text[first].1, text[last].1 + 1));
    }
    let mut from = 0;
    let mut ends: Option<(usize, usize)> = None;
    for piece in joined.split('…').map(plain).filter(|piece| !piece.is_empty()) {
        let (first, last) = find(&text, &piece, from)?;
        from = last + 1;
        ends = Some((ends.map_or(first, |(begin, _)| begin), last));
    }
    ends.map(|(first, last)| (text[first].1, text[last].1 + 1))
}

/// The characters that count, each with its place.
fn plain(text: &str) -> Vec<(char, usize)> {
    let form = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '‑' => '-',
        other => other.to_lowercase().next().unwrap_or(other),
    };
    let counts = |c: &char| !c.is_whitespace() && !crate::text::is_zero_width(*c);
    text.chars().enumerate().filter(|(_, c)| counts(c)).map(|(place, c)| (form(c), place)).collect()
}

/// First and last index of the first occurrence of `piece` at or behind `from`.
fn find(text: &[(char, usize)], piece: &[(char, usize)], from: usize) -> Option<(usize, usize)> {
    let same = |window: &[(char, usize)]| window.iter().zip(piece).all(|(a, b)| a.0 == b.0);
    let rest = text.get(from..).filter(|_| !piece.is_empty())?;
    let first = from + rest.windows(piece.len()).position(same)?;
    Some((first, first + piece.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_words_are_found_as_people_copy_them() {
        let text = "📉 “Zoë’s  plan,” she\nsaid, “helps Orrin — now.”";
        let cut = |words: &str| {
            let (start, end) = locate(text, words)?;
            Some(text.chars().skip(start).take(end - start).collect::<String>())
        };
        assert_eq!(cut("\"Zoë's plan,\" she said").as_deref(), Some("“Zoë’s  plan,” she\nsaid"));
        assert_eq!(
            cut("zoë’s plan ... helps Orrin - now").as_deref(),
            Some("Zoë’s  plan,” she\nsaid, “helps Orrin — now")
        );
        assert_eq!(cut("helps Orrin … Zoë"), None);
        assert_eq!((cut("Kestonia"), cut(" "), cut("...")), (None, None, None));
    }
}

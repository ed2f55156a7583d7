//! Words in XML.

/// Words that can stand in text and in a quoted attribute of XML 1.0: marks as entities, and what XML cannot hold at all (control
/// characters, U+FFFE, U+FFFF: "Extensible Markup Language 1.0", production 2) as U+FFFD. White space other than a space is written as a
/// character reference, or an attribute would lose it (ibid., 3.3.3).
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(escaped("\"><edge a='1'/>&x;"), "&quot;&gt;&lt;edge a=&apos;1&apos;/&gt;&amp;x;");
        assert_eq!(escaped("a\u{0}b\u{1b}\n]]>–字"), "a\u{fffd}b\u{fffd}&#10;]]&gt;–字");
    }
}

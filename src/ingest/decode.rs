//! Bytes to text: which encoding, and whether it is text at all.

use crate::error::{Error, Result};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// Its text without byte-order mark, otherwise unchanged.
    pub(super) text: String,
    /// Whether it was in another encoding than UTF-8.
    pub(super) recoded: bool,
}

/// Decodes a file.
///
/// # Errors
/// If it is empty, binary, cut inside a character, or in no known encoding.
pub(super) fn text(input: &str, bytes: Vec<u8>) -> Result<Decoded> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        let found = if bytes.is_empty() { "an empty file" } else { "only blanks" };
        return Err(Error::input(input, "the text of an article", found));
    }
    if let Some(kind) = magic(&bytes) {
        return Err(Error::input(input, "a text", kind));
    }
    let decoded = match Encoding::for_bom(&bytes) {
        Some((encoding, length)) if encoding != UTF_8 => recode(input, &bytes[length..], encoding),
        Some((_, length)) => unmarked(input, bytes, length),
        None => unmarked(input, bytes, 0),
    }?;
    if decoded.text.chars().all(|c| c.is_whitespace() || crate::text::is_zero_width(c)) {
        return Err(Error::input(input, "the text of an article", "only blanks"));
    }
    Ok(decoded)
}

/// Decodes what follows the byte-order mark of UTF-8, if there is one.
fn unmarked(input: &str, mut bytes: Vec<u8>, mark: usize) -> Result<Decoded> {
    if bytes.contains(&0) {
        let Some(encoding) = wide(&bytes[mark..]) else {
            return Err(Error::input(input, "a text", "binary data (zero bytes)"));
        };
        return recode(input, &bytes[mark..], encoding);
    }
    bytes.drain(..mark);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if mostly_controls(text.as_bytes()) => {
            return Err(Error::input(input, "a text", "binary data (control characters)"));
        }
        Ok(text) => return Ok(Decoded { text, recoded: false }),
        Err(error) => error.into_bytes(),
    };
    if mostly_controls(&bytes) {
        return Err(Error::input(input, "a text", "binary data (control characters)"));
    }
    let (good, bad, first) = sequences(&bytes);
    let offset = first.offset + mark;
    if first.cut_off && (good > 0 || !is_legacy_letter(&bytes, first.offset)) {
        let found = format!("the file cut inside a character at byte {offset}");
        return Err(Error::input(input, "UTF-8 text", found));
    }
    if mark > 0 || good > 3 * bad {
        let found = format!("the byte 0x{:02x} at byte {offset}, which no character has there", bytes[first.offset]);
        return Err(Error::input(input, "UTF-8 text", found));
    }
    let encoding = declared(&bytes).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(&bytes, true);
        detector.guess(None, chardetng::Utf8Detection::Deny)
    });
    recode(input, &bytes, encoding)
}

fn recode(input: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded> {
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    if failed {
        let found = format!("bytes that are neither UTF-8 nor {}", encoding.name());
        return Err(Error::input(input, "a text in UTF-8, UTF-16 or a common national encoding", found));
    }
    Ok(Decoded { text: text.into_owned(), recoded: true })
}

/// The first bytes that are not UTF-8.
struct Bad {
    offset: usize,
    /// Whether the file ends inside this character.
    cut_off: bool,
}

/// Counts characters of several bytes and broken ones, and says where the first broken one is.
fn sequences(bytes: &[u8]) -> (usize, usize, Bad) {
    let (mut good, mut bad, mut offset) = (0, 0, 0);
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            let cut_off = std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none())
                && offset + chunk.invalid().len() == bytes.len();
            first.get_or_insert(Bad { offset, cut_off });
            offset += chunk.invalid().len();
        }
    }
    (good, bad, first.unwrap_or(Bad { offset: 0, cut_off: false }))
}

/// Whether the lone last byte can be an accented letter of an older encoding; the lead bytes of common UTF-8 are rare there.
fn is_legacy_letter(bytes: &[u8], offset: usize) -> bool {
    let lone = offset + 1 == bytes.len() && !matches!(bytes.get(offset), Some(0xC2 | 0xC3 | 0xE2));
    lone && offset.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphabetic())
}

/// UTF-16 without a mark: English has a zero in every other byte.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4_096)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= half * 7 && even * 20 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 20 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a page names in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let (_, rest) = head.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

/// Whether more than one character in twenty is a control character that no text holds.
fn mostly_controls(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(65_536)];
    let controls = sample
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b))
        .count();
    controls * 20 > sample.len()
}

/// What a file is by its first bytes, if that is no text.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 21] = [
        (b"%PDF", "a PDF document (convert it to text first)"),
        (b"PK\x03\x04", "a ZIP archive or an office document (save it as text first)"),
        (b"\xD0\xCF\x11\xE0", "an old office document (save it as text first)"),
        (b"{\\rtf", "an RTF document (save it as text first)"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"\x1F\x8B", "a gzip file (unpack it first)"),
        (b"BZh9", "a bzip2 file (unpack it first)"),
        (b"\xFD7zXZ", "an xz file (unpack it first)"),
        (b"\x28\xB5\x2F\xFD", "a zstd file (unpack it first)"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive (unpack it first)"),
        (b"Rar!\x1A", "a RAR archive (unpack it first)"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3", "a database"),
        (b"PAR1", "a Parquet table"),
        (b"OggS", "an audio file"),
        (b"RIFF", "an audio, video or image file"),
        (b"\0\0\xFE\xFF", "UTF-32 text (save it as UTF-8 first)"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> std::result::Result<String, String> {
        text("f", bytes.to_vec()).map(|decoded| decoded.text).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_the_common_encodings() {
        let words = "“Zoë” said: a long enough café, she told the naïve coöperation.";
        let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(words.as_bytes()).as_deref(), Ok(words));
        assert_eq!(read(&[b"\xEF\xBB\xBF", words.as_bytes()].concat()).as_deref(), Ok(words));
        assert_eq!(read(&wide).as_deref(), Ok(words));
        assert_eq!(read(&[b"\xFF\xFE", &wide[..]].concat()).as_deref(), Ok(words));
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&[b"\xFE\xFF", &big[..]].concat()).as_deref(), Ok(words));
        let (windows, _, failed) = encoding_rs::WINDOWS_1252.encode(words);
        assert!(!failed);
        assert_eq!(read(&windows).as_deref(), Ok(words));
        assert_eq!(read(b"She sat in the caf\xE9").as_deref(), Ok("She sat in the café"));
    }

    #[test]
    fn says_what_is_wrong() {
        struct Case {
            bytes: &'static [u8],
            says: &'static str,
        }
        let cases = [
            Case { bytes: b"", says: "an empty file" },
            Case { bytes: b" \n\t", says: "only blanks" },
            Case { bytes: b"\xEF\xBB\xBF \n", says: "only blanks" },
            Case { bytes: b"%PDF-1.7 ...", says: "PDF" },
            Case { bytes: b"PK\x03\x04....", says: "ZIP" },
            Case { bytes: b"some\0thing that\0is not text at all", says: "binary" },
            Case { bytes: b"\x01\x02\x03\x04 abc", says: "binary" },
            Case { bytes: b"She said \xE2\x80\x9Cno\xE2\x80", says: "cut inside a character at byte 14" },
            Case { bytes: b"She said \xE2\x80", says: "byte 9" },
            Case { bytes: b"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 \xFF ok", says: "0xff at byte 9" },
        ];
        for case in cases {
            let said = read(case.bytes).unwrap_err();
            assert!(said.contains(case.says), "{said}");
        }
    }
}

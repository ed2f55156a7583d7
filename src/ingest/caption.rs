//! Photo captions: lines that end with the credit of an agency or a photographer.

use super::paragraphs::ends_sentence;

/// Agencies and archives as credits write them, in lower case.
const AGENCIES: [&str; 42] = [
    "ap",
    "afp",
    "reuters",
    "epa",
    "efe",
    "yonhap",
    "getty",
    "getty images",
    "xinhua",
    "tass",
    "kyodo",
    "upi",
    "ansa",
    "dpa",
    "pti",
    "anadolu",
    "bloomberg",
    "shutterstock",
    "istock",
    "nurphoto",
    "zuma",
    "alamy",
    "tns",
    "newsis",
    "news1",
    "kcna",
    "sputnik",
    "ani",
    "rex",
    "jiji",
    "pa",
    "pa wire",
    "pool",
    "handout",
    "screenshot",
    "file photo",
    "file",
    "the canadian press",
    "associated press",
    "the associated press",
    "reuters file",
    "afp photo",
];

/// Whether a paragraph is the caption of a photograph by the credit it ends with.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > 700 {
        return false;
    }
    let line = line.trim();
    bracketed_credit(line) || labelled(line) || tail_credit(line) || after_slash(line)
}

/// `… (AP Photo/Ann Lee)`, `[Photo provided]`
fn bracketed_credit(line: &str) -> bool {
    let inner = line.trim_end_matches('.');
    let Some(inner) = inner.strip_suffix([')', ']']) else { return false };
    let Some(open) = inner.rfind(['(', '[']) else { return false };
    is_photo_credit(&inner[open + 1..].to_lowercase())
}

/// `Photo by Ann Lee`, `Photo: AP`, alone on its line.
fn labelled(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words = lower.split_whitespace().count();
    words <= 10
        && !line.contains(['"', '“'])
        && is_photo_credit(lower.trim_end_matches('.'))
        && !lower.contains(" said")
}

/// The credit after the last sentence: `…, Sept. 13. AP-Yonhap`
fn tail_credit(line: &str) -> bool {
    if ends_sentence(line) {
        return false;
    }
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let pair = last.split(['-', '/']).count() >= 2 && last.split(['-', '/']).all(|part| AGENCIES.contains(&part));
    let blanks = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let tail = blanks.rev().find(|at| ends_sentence(&line[..*at])).map(|at| line[at..].trim().to_lowercase());
    pair || tail
        .is_some_and(|tail| tail.split_whitespace().count() <= 9 && (is_agency(&tail) || is_photo_credit(&tail)))
}

/// `… at the port / AFP`, `… | Ann Lee/Getty Images`
fn after_slash(line: &str) -> bool {
    let Some(at) = line.rfind(" / ").max(line.rfind(" | ")) else { return false };
    let tail = line[at + 3..].trim_end_matches('.').to_lowercase();
    tail.split_whitespace().count() <= 6 && (is_agency(&tail) || is_photo_credit(&tail))
}

fn is_agency(credit: &str) -> bool {
    AGENCIES.contains(&credit)
}

/// Whether lower-case words credit a picture.
fn is_photo_credit(credit: &str) -> bool {
    const OPENINGS: [&str; 16] = [
        "photo by ",
        "photo: ",
        "photo courtesy",
        "photo provided",
        "photos by ",
        "photograph: ",
        "photograph by ",
        "image: ",
        "image credit",
        "picture: ",
        "credit: ",
        "courtesy of ",
        "file photo",
        "ap photo",
        "screenshot ",
        "photo credit",
    ];
    let slashed = credit.split_once('/').is_some_and(|(left, right)| {
        is_agency(left.trim()) || is_agency(right.trim()) || right.trim().starts_with("getty")
    });
    credit.split_whitespace().count() <= 9
        && (OPENINGS.iter().any(|opening| credit.starts_with(opening))
            || slashed
            || credit.ends_with("getty images")
            || credit.contains(" photo by ")
            || ["via ap", "via reuters", "via afp", "via getty"].iter().any(|via| credit.ends_with(via)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_go_and_sentences_stay() {
        struct Case {
            line: &'static str,
            out: bool,
        }
        let cases = [
            Case { line: "Mayor Vree inspects a crane at the port, March 4. AP-Yonhap", out: true },
            Case { line: "Mayor Vree inspects a crane at the port, Sunday. Reuters", out: true },
            Case { line: "Mayor Vree inspects a crane at the port on Sunday. (AP Photo/Ann Lee)", out: true },
            Case { line: "Mayor Vree inspects a crane. Photo by Ann Lee", out: true },
            Case { line: "Mayor Vree inspects a crane / AFP", out: true },
            Case { line: "Mayor Vree inspects a crane. Ann Lee/Getty Images", out: true },
            Case { line: "Mayor Vree inspects a crane. Harbor Times photo by Ann Lee", out: true },
            Case { line: "Photo: AP", out: true },
            Case { line: "Getty Images", out: true },
            Case { line: "The deal is off, the mayor told Reuters.", out: false },
            Case { line: "“It is off,” she told The Associated Press (AP).", out: false },
            Case { line: "He was shot in his car. (WARNING: Video contains graphic images.)", out: false },
            Case { line: "The mayor said so, according to Reuters", out: false },
            Case { line: "\"Photo by whom?\" she said.", out: false },
        ];
        for case in cases {
            assert_eq!(is_caption(case.line), case.out, "{}", case.line);
        }
    }
}

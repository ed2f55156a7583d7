//! The furniture of a page: share buttons, menus, adverts for itself, copyright lines.

use super::paragraphs::is_bullet;

/// The words of a line in lower case, without bullet, arrows and closing colon.
fn bare(line: &str) -> String {
    line.trim_matches(|c: char| {
        is_bullet(c)
            || c.is_whitespace()
            || matches!(c, ':' | '>' | '»' | '<' | '«' | '›' | '→' | '←' | '|' | '[' | ']')
    })
    .to_lowercase()
}

/// Whether a line belongs to the page and not to the article.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return true;
    }
    // What somebody says is never furniture, whatever its words.
    if line.starts_with(['"', '“', '”', '\'', '‘', '«', '„']) {
        return false;
    }
    let bare = bare(line);
    NAVIGATION.contains(&&*bare)
        || is_size(line)
        || is_share(&bare)
        || is_ranking(&bare)
        || is_pointer(line, &bare)
        || is_newsletter(&bare)
        || is_copyright(&bare)
        || is_credit(&bare)
        || is_address(line)
}

/// Whether a line opens a list of other articles, which then goes on in headlines.
pub(super) fn opens_list_of_links(line: &str) -> bool {
    let bare = bare(line);
    line.len() <= 80
        && (is_ranking(&bare)
            || LINK_LISTS.contains(&&*bare)
            || (bare.starts_with("more from ") && bare.split(' ').count() <= 6))
}

const LINK_LISTS: [&str; 20] = [
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "related topics",
    "read more",
    "see also",
    "most read",
    "most popular",
    "most viewed",
    "trending",
    "trending now",
    "recommended",
    "recommended stories",
    "you may also like",
    "latest news",
    "editor's picks",
    "more stories",
];

const NAVIGATION: [&str; 92] = [
    "settings",
    "setting",
    "close",
    "x",
    "menu",
    "search",
    "home",
    "login",
    "log in",
    "logout",
    "sign in",
    "sign up",
    "subscribe",
    "subscribe now",
    "print",
    "save",
    "share",
    "tweet",
    "email",
    "e-mail",
    "comments",
    "comment",
    "no comments",
    "leave a comment",
    "view comments",
    "post a comment",
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "go top",
    "back to top",
    "top",
    "next",
    "previous",
    "prev",
    "more",
    "advertisement",
    "advertisements",
    "advertising",
    "ad",
    "sponsored",
    "sponsored content",
    "loading",
    "loading...",
    "loading…",
    "top stories",
    "top news",
    "newsletter",
    "newsletters",
    "listen",
    "listen to this article",
    "play",
    "pause",
    "mute",
    "watch",
    "video",
    "videos",
    "photo",
    "photos",
    "gallery",
    "font size",
    "text size",
    "a a a",
    "translate",
    "cookie policy",
    "privacy policy",
    "terms of use",
    "terms of service",
    "terms and conditions",
    "contact us",
    "about us",
    "continue reading",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues below advertisement",
    "show more",
    "load more",
    "read full article",
    "report this ad",
    "scroll to continue",
    "follow us",
    "copy link",
    "share this",
    "share this article",
    "share this story",
    "share via email",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "facebook twitter email",
];

/// Buttons that change the size of letters, and the numbers on them.
fn is_size(line: &str) -> bool {
    let label = line.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_lowercase();
    let number = line.trim_start_matches(|c: char| is_bullet(c) || c.is_whitespace());
    let step = number.len() <= 3 && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    step || matches!(&*label, "font-size" | "fontsize" | "font size" | "text size" | "text-size")
}

fn is_share(bare: &str) -> bool {
    const PLACES: [&str; 17] = [
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "linkedin",
        "reddit",
        "pinterest",
        "telegram",
        "email",
        "e-mail",
        "flipboard",
        "kakao",
        "kakaotalk",
        "tumblr",
        "line",
        "messenger",
        "bluesky",
    ];
    let place = ["share on ", "share to ", "share via ", "tweet on ", "follow us on ", "like us on ", "post on "]
        .iter()
        .find_map(|opening| bare.strip_prefix(opening));
    let words = bare.split_whitespace().count();
    bare.ends_with(" share button")
        || (words <= 5 && bare.ends_with(" share") && PLACES.iter().any(|place| bare.starts_with(place)))
        || (words <= 8 && place.is_some_and(|rest| PLACES.iter().any(|place| rest.starts_with(place))))
}

/// `Top 10 stories` and its like.
fn is_ranking(bare: &str) -> bool {
    let words: Vec<&str> = bare.split_whitespace().collect();
    match *words.as_slice() {
        ["go" | "back", "top", ..] | ["back", "to", "top", ..] => words.len() <= 4,
        ["top", number, "stories" | "articles" | "news"] | [number, "top", "stories"] => {
            number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// A line that sends the reader to another article.
fn is_pointer(line: &str, bare: &str) -> bool {
    const LABELS: [&str; 21] = [
        "read more",
        "read also",
        "also read",
        "see also",
        "related",
        "related story",
        "related stories",
        "related article",
        "related articles",
        "related link",
        "related links",
        "related video",
        "don't miss",
        "don’t miss",
        "must read",
        "more on this story",
        "recommended",
        "read next",
        "read now",
        "further reading",
        "you may also like",
    ];
    let labelled = line.split_once([':', '|']).is_some_and(|(label, rest)| {
        LABELS.contains(&&*bare_label(label)) && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    labelled || LINK_LISTS.contains(&bare) || (bare.starts_with("click here to ") && bare.len() <= 120)
}

fn bare_label(label: &str) -> String {
    bare(label.trim_matches(['*', '_', '#']))
}

fn is_newsletter(bare: &str) -> bool {
    const OPENINGS: [&str; 11] = [
        "sign up ",
        "subscribe ",
        "get the ",
        "get our ",
        "receive ",
        "join our ",
        "follow us ",
        "download our ",
        "download the ",
        "support our ",
        "enter your ",
    ];
    const WARES: [&str; 15] = [
        "newsletter",
        "inbox",
        "e-mail address",
        "email address",
        "daily briefing",
        "email alerts",
        "e-mail alerts",
        "our podcast",
        "our channel",
        "our app",
        "whatsapp channel",
        "telegram channel",
        "on twitter",
        "on facebook",
        "free trial",
    ];
    OPENINGS.iter().any(|opening| bare.starts_with(opening)) && WARES.iter().any(|ware| bare.contains(ware))
}

fn is_copyright(bare: &str) -> bool {
    let after = bare.strip_prefix("copyright").map(str::trim_start);
    bare.starts_with('©')
        || bare.starts_with("(c) ")
        || after.is_some_and(|rest| {
            rest.starts_with(['©', ':', '1', '2']) || rest.starts_with("(c)") || rest.starts_with('ⓒ')
        })
        || bare.contains("all rights reserved")
        || bare.contains("may not be published, broadcast, rewritten")
        || bare.contains("may not be reproduced, distributed")
        || bare.starts_with('ⓒ')
}

/// Who else worked on an article: `(Reporting by …; Editing by …)`, `… contributed to this report.`
fn is_credit(bare: &str) -> bool {
    let inner = bare.trim_start_matches(['(', '-', '–', '—', ' ']);
    let opening = [
        "reporting by ",
        "editing by ",
        "additional reporting by ",
        "writing by ",
        "additional reporting from ",
        "compiled by ",
    ];
    opening.iter().any(|opening| inner.starts_with(opening))
        || ((bare.contains(" contributed to this report")
            || bare.ends_with(" contributed reporting.")
            || bare.ends_with(" contributed reporting"))
            && !bare.contains(['"', '“']))
}

/// A link or an e-mail address alone.
fn is_address(line: &str) -> bool {
    let mut words = line.split_whitespace();
    match (words.next(), words.next()) {
        (Some(word), None) => {
            let word = word.trim_matches(['(', ')', '<', '>', '[', ']', '.']);
            word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") || is_email(word)
        }
        _ => false,
    }
}

/// Whether a word is an e-mail address.
pub(super) fn is_email(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@') && host.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Case {
        line: &'static str,
        out: bool,
    }

    #[test]
    fn furniture_goes_and_sentences_stay() {
        let cases = [
            Case { line: "• Facebook share button", out: true },
            Case { line: "Settings", out: true },
            Case { line: "CLOSE", out: true },
            Case { line: "X", out: true },
            Case { line: "ⓕ font-size", out: true },
            Case { line: "• +2", out: true },
            Case { line: "• -1", out: true },
            Case { line: "go top LETTER", out: true },
            Case { line: "Top 10 Stories", out: true },
            Case { line: "Read more:", out: true },
            Case { line: "Read more: Vree wins again", out: true },
            Case { line: "RELATED: Ten bridges to see", out: true },
            Case { line: "Sign up for our newsletter.", out: true },
            Case { line: "© 2024 The Harbor Post", out: true },
            Case { line: "Copyright 2024 The Harbor Post. All rights reserved.", out: true },
            Case { line: "* * *", out: true },
            Case { line: "https://harborpost.example/a", out: true },
            Case { line: "mira@harborpost.example", out: true },
            Case { line: "(Reporting by Mira Lund; Editing by Tom Vree)", out: true },
            Case { line: "\"No,\" she said.", out: false },
            Case { line: "“Close,” he said.", out: false },
            Case { line: "\"More.\"", out: false },
            Case { line: "PENCE: Well, look, I will say this.", out: false },
            Case { line: "• The town must pay for a new pier.", out: false },
            Case { line: "Related to the mayor by marriage, he said: never.", out: false },
            Case { line: "Copyright law is dead, she said.", out: false },
            Case { line: "He added:", out: false },
            Case { line: "Subscribe to no creed, the bishop said.", out: false },
            Case { line: "@harbor_fan.", out: false },
            Case { line: "Yes.", out: false },
            Case { line: "Top 10 stories of the year make for sad reading, she said.", out: false },
        ];
        for case in cases {
            assert_eq!(is_furniture(case.line), case.out, "{}", case.line);
        }
    }
}

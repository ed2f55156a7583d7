//! Where indirect and mixed content begins and ends: not inside a phrase, nor with what the article adds on its own.

use super::denial::{CLAIMS, rejects};
use super::quotation::{Quotation, is_mark};
use super::unspoken::TELLING;
use super::verb::{is_auxiliary, is_past};
use crate::calendar::is_weekday;
use crate::sentence::sentences;
use crate::text::{Span, first_word, holds_any};

/// Words that something must follow.
const OPEN: &[&str] = &[
    "a", "about", "against", "an", "at", "between", "by", "for", "from", "in", "into", "of", "on", "over", "since",
    "than", "the", "to", "toward", "towards", "under", "with", "without",
];

/// Those of them that may stand behind another: "in *the* harbour".
const ARTICLES: &[&str] = &["a", "an", "the"];

/// Words that a clause must follow.
const CLAUSAL: &[&str] = &["because", "before", "is", "until", "was", "which", "who", "whose"];

/// Conjunctions, which belong to the clause behind them.
const CONJUNCTIONS: &[&str] = &["although", "and", "as", "but", "or", "though", "whereas", "while", "yet"];

/// What the article says came of it: "…, *sending* its shares down".
const CONSEQUENCES: &[&str] =
    &[", drawing ", ", prompting ", ", sending ", ", setting off ", ", sparking ", ", triggering "];

/// What comes of what somebody says; a truck sends debris.
const REACTIONS: &[&str] = &[
    "applause",
    "boos",
    "cheers",
    "criticism",
    "futures",
    "laughter",
    "markets",
    "outrage",
    "prices",
    "protests",
    "quarrel",
    "row",
    "shares",
    "stocks",
];

/// What the article puts beside a quotation that it has closed.
const CONTRASTS: &[&str] = &["as", "even as", "even though", "though", "although", "while"];

/// Cues whose object is content, so that a verb behind it is the source's own deed: "*blamed* Orr but saved some for Lund".
const CHARGES: &[&str] = &["accused", "blamed", "criticised", "criticized", "praised", "thanked"];

/// Verbs behind whose object "as" stands: "described it *as*".
const DESCRIBING: &[&str] = &["cast", "described", "describes", "portrayed", "portrays", "presented"];

/// Verbs whose content begins with who is to do it: "urged *them to stay*".
const ASKING: &[&str] = &["advised", "asked", "begged", "encouraged", "invited", "ordered", "urged", "urges"];

/// Cue and content, where the content stands behind its cue: with the "that", the "not" or the article between them, without the "as" of a
/// description, and without the noun of what is rejected, which goes to the cue: "rejected suggestions *that it was to blame*".
pub(super) fn opened(text: &str, cue: Span, content: Span) -> (Span, Span) {
    if cue.end() > content.start() {
        return (cue, content);
    }
    let between = &text[cue.end()..content.start()];
    let begins = matches!(between.trim(), "that" | "the" | "a" | "an" | "not" | "whether" | "if");
    if begins && !between.contains('\n') {
        let start = cue.end() + between.len() - between.trim_start().len();
        return (cue, Span::new(start, content.end()));
    }
    if let Some(counted) = with_estimate(text, cue, content) {
        return counted;
    }
    let content = without_time(text, content);
    let words = content.of(text);
    if !between.trim().is_empty() {
        let asked = cue.of(text).split_whitespace().next_back().is_some_and(|verb| ASKING.contains(&verb));
        let whom =
            between.split_whitespace().count() <= 4 && !between.contains([',', '.', ':', ';', '“', '”', '"', '\n']);
        let start = cue.end() + between.len() - between.trim_start().len();
        let begins = asked && whom && between.ends_with(' ') && words.starts_with("to ");
        return (cue, if begins { Span::new(start, content.end()) } else { content });
    }
    if let Some(rest) = words.strip_prefix("as ").filter(|_| holds_any(cue.of(text), DESCRIBING)) {
        return (cue, Span::new(content.end() - rest.len(), content.end()));
    }
    let claimed = words.split_once(" that ").filter(|(noun, _)| CLAIMS.contains(noun));
    if let Some((noun, _)) = claimed.filter(|_| rejects(cue.of(text))) {
        let end = content.start() + noun.len();
        return (Span::new(cue.start(), end), Span::new(end + 1, content.end()));
    }
    (cue, content)
}

/// Cue and content with the "about" or "at least" of a number, which the cue ended with: "said *about 100 were hurt*".
fn with_estimate(text: &str, cue: Span, content: Span) -> Option<(Span, Span)> {
    const ESTIMATES: &[&str] = &[" about", " around", " at least", " more than", " nearly", " some"];
    let head = text[cue.start()..content.start()].strip_suffix(' ')?;
    let verb = ESTIMATES.iter().find_map(|estimate| head.strip_suffix(estimate))?;
    let number = content.of(text).starts_with(|c: char| c.is_ascii_digit());
    // What stands between is the estimate alone, or the cue’s own end.
    let whole = cue.start() + verb.len() <= cue.end() && number && !verb.is_empty();
    let end = cue.start() + verb.len();
    whole.then(|| (Span::new(cue.start(), end), Span::new(end + 1, content.end())))
}

/// Content without the time of its cue: "said *on Monday* they would stay", "said *earlier* it was over". A time of which something is told is the
/// content's: "said Monday was too late".
fn without_time(text: &str, content: Span) -> Span {
    const SUBJECTS: &[&str] =
        &["a", "an", "he", "her", "his", "it", "its", "she", "that", "the", "their", "there", "they", "this", "we"];
    let words = content.of(text);
    let mut rest = ["late on ", "on ", "late "].iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
    let word = first_word(rest);
    let day = is_weekday(word);
    if !day && (rest.len() < words.len() || !matches!(word, "earlier" | "later" | "today" | "yesterday")) {
        return content;
    }
    rest = rest[word.len()..].trim_start();
    let part = first_word(rest);
    if day && matches!(part, "afternoon" | "evening" | "morning" | "night") {
        rest = rest[part.len()..].trim_start();
    }
    let next = first_word(rest);
    let capital = next.starts_with(char::is_uppercase) && !is_weekday(next);
    // "Said on Monday voters would stay": a day says when, whoever it is that does something then.
    let plain = day && words.starts_with("on ") && next.starts_with(char::is_alphabetic);
    let told = is_auxiliary(next) || is_past(next) || OPEN.contains(&next) && !SUBJECTS.contains(&next);
    let opens = (SUBJECTS.contains(&next) || capital || plain) && !told && !CONJUNCTIONS.contains(&next);
    if opens { Span::new(content.end() - rest.len(), content.end()) } else { content }
}

/// Content with its end where a reader sets it; it is not stretched over what is `taken` by others.
pub(super) fn settled(
    text: &str,
    paragraph: Span,
    content: Span,
    cue: Option<Span>,
    quotations: &[Quotation],
    taken: &[Span],
) -> Span {
    let mut content = without_next_sentence(text, content, quotations);
    if cue.is_some_and(|cue| cue.end() <= content.start()) {
        content = without_addition(text, content, cue.map_or("", |cue| cue.of(text)), quotations);
    }
    let content = without_conjunction(text, content, quotations);
    stretched(text, paragraph, content, quotations, taken)
}

/// Without the first word or two of the sentence behind: "a market of “eighteen months.” *They*".
fn without_next_sentence(text: &str, content: Span, quotations: &[Quotation]) -> Span {
    let inside = sentences(text, content);
    let [.., before, last] = inside.as_slice() else { return content };
    let few = last.of(text).split_whitespace().count() <= 2 && !last.of(text).ends_with(['.', '!', '?']);
    let goes_on = text[content.end()..].starts_with(' ');
    let quoted = quotations.iter().any(|q| q.span.overlaps(*last));
    // A line may end inside a sentence.
    let ended = before.of(text).trim_end_matches(is_mark).ends_with(['.', '!', '?', '…']);
    if few && ended && goes_on && !quoted { Span::new(content.start(), before.end()) } else { content }
}

/// Without what the article adds to a report whose cue stands before it.
fn without_addition(text: &str, content: Span, cue: &str, quotations: &[Quotation]) -> Span {
    let words = content.of(text);
    let quoted = |at: usize| quotations.iter().any(|q| q.span.holds(content.start() + at));
    let charge = cue.split_whitespace().any(|word| CHARGES.contains(&word));
    let cuts = [", ", " but ", " and "].into_iter().flat_map(|mark| words.match_indices(mark)).map(|(at, _)| at);
    let cut = cuts.filter(|at| !quoted(*at)).filter(|at| is_added(&words[*at..], charge)).min();
    let cut = cut.into_iter().chain(contrast(text, content, quotations)).min();
    // What is quoted behind it is said.
    let cut =
        cut.filter(|at| !quotations.iter().any(|q| q.span.start() >= content.start() + at && q.span.overlaps(content)));
    cut.map_or(content, |at| Span::new(content.start(), content.start() + at).trimmed(text))
}

/// Whether words that begin with ", " or " but " are the article's.
fn is_added(words: &str, charge: bool) -> bool {
    if let Some(rest) = CONSEQUENCES.iter().find_map(|opener| words.strip_prefix(opener)) {
        let mut near = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(5);
        return near.any(|word| REACTIONS.contains(&word));
    }
    let mut next = words.trim_start_matches([',', ' ']).split_whitespace();
    let mut next = || next.next().unwrap_or("");
    match (next(), next(), next()) {
        // ", up six points from the month before"
        ("up" | "down", _, unit) => unit.starts_with("point"),
        // ", in the most serious incident this year"
        ("in", "the", degree) => {
            matches!(
                degree,
                "most" | "worst" | "latest" | "biggest" | "largest" | "deadliest" | "strongest" | "sharpest"
            )
        }
        // ", and declined to answer further questions"
        ("and", "declined" | "refused", "to") => {
            let told = words.split(" to ").nth(1).map_or("", first_word);
            TELLING.contains(&told.trim_end_matches(|c: char| !c.is_alphanumeric()))
        }
        ("but", verb, _) => (charge || matches!(verb, "declined" | "refused")) && is_past(verb),
        _ => false,
    }
}

/// Where a contrast of the article's begins behind the last quotation of the content: "“a lesson”*, even as* prices rose".
fn contrast(text: &str, content: Span, quotations: &[Quotation]) -> Option<usize> {
    let last = quotations.iter().rfind(|q| q.closed && content.contains(q.span))?;
    let rest = &text[last.span.end()..content.end()];
    let comma = rest.starts_with(',') || last.inner(text).of(text).ends_with(',');
    let words = rest.trim_start_matches([',', ' ']);
    let opens = CONTRASTS.iter().any(|opener| words.strip_prefix(opener).is_some_and(|rest| rest.starts_with(' ')));
    (comma && opens).then(|| last.span.end() - content.start())
}

/// Without a conjunction at the end: "it may face claims, *though*" they called it solid.
fn without_conjunction(text: &str, content: Span, quotations: &[Quotation]) -> Span {
    let Some((rest, word)) = content.of(text).rsplit_once(' ') else { return content };
    let quoted = quotations.iter().any(|q| q.span.holds(content.end() - 1));
    if quoted || !CONJUNCTIONS.contains(&word) {
        return content;
    }
    Span::new(content.start(), content.start() + rest.trim_end_matches([',', ' ']).len())
}

/// Up to the end of the phrase that it breaks off in: "her clearest win since" *taking office*.
fn stretched(text: &str, paragraph: Span, content: Span, quotations: &[Quotation], taken: &[Span]) -> Span {
    /// What goes on for more bytes is no end of a phrase.
    const LONGEST: usize = 90;
    let rest = &text[content.end()..paragraph.end()];
    let Some(behind) = rest.strip_prefix(' ') else { return content };
    if quotations.iter().any(|q| q.span.holds(content.end().saturating_sub(1))) {
        return content;
    }
    let last = content.of(text).rsplit(' ').next().unwrap_or("");
    let next = behind.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\''))).next().unwrap_or("");
    // "2.3 billion" *worth of dikes*; "he won, whereas the request" *had gone unanswered*
    let broken = is_auxiliary(next) && ends_with_subject(content.of(text));
    let linked = OPEN.contains(&next) && !ARTICLES.contains(&next);
    let goes_on = !linked && !matches!(next, "after" | "and" | "before" | "but" | "during" | "when");
    let open = OPEN.contains(&last) && goes_on || CLAUSAL.contains(&last);
    if !(open || next == "worth" || broken) {
        return content;
    }
    let stops = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '—' | '–' | '(' | '“' | '”' | '"' | '‘');
    let end = content.end() + rest.find(stops).unwrap_or(rest.len());
    if text[end..].starts_with(['“', '"', '(']) {
        return content;
    }
    let longer = Span::new(content.end(), end);
    if longer.len() > LONGEST || taken.iter().any(|span| span.overlaps(longer)) {
        return content;
    }
    Span::new(content.start(), end).trimmed(text)
}

/// Whether content ends with a clause that has no verb yet: ", whereas *a request to Lorvia*".
fn ends_with_subject(content: &str) -> bool {
    const OPENERS: &[&str] = &[", and ", ", but ", ", whereas ", ", while "];
    let that = content.strip_prefix("that ").map(|rest| content.len() - rest.len());
    let clauses = OPENERS.iter().filter_map(|opener| Some(content.rfind(opener)? + opener.len()));
    let from = clauses.chain(that).max();
    from.is_some_and(|from| !content[from..].split(' ').any(|word| is_auxiliary(word) || is_past(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::quotation::quotations;

    /// The content `said` in `text`, settled behind the cue at its head.
    fn end(text: &str, cue: &str, said: &str) -> String {
        let whole = Span::new(0, text.len());
        let quoted = quotations(text, &[whole]);
        let at = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        settled(text, whole, at(said), Some(at(cue)), &quoted[0], &[]).of(text).to_owned()
    }

    #[test]
    fn content_opens_with_its_clause() {
        let read = |text: &str, cue: &str, said: &str| {
            let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
            let (cue, content) = opened(text, at(cue), at(said));
            (cue.of(text).to_owned(), content.of(text).to_owned())
        };
        let found = |cue: &str, content: &str| (cue.to_owned(), content.to_owned());
        assert_eq!(read("Orr denied that he lied", "denied", "he lied"), found("denied", "that he lied"));
        assert_eq!(read("Orr accused the board of it", "accused", "board of it"), found("accused", "the board of it"));
        assert_eq!(read("Orr decided not to stay", "decided", "to stay"), found("decided", "not to stay"));
        assert_eq!(read("Orr asked whether he lied", "asked", "he lied"), found("asked", "whether he lied"));
        assert_eq!(read("Orr urged them to stay", "urged", "to stay"), found("urged", "them to stay"));
        assert_eq!(read("Orr described as a win", "described", "as a win"), found("described", "a win"));
        let claims = "Orr rejected claims that he lied";
        assert_eq!(read(claims, "rejected", "claims that he lied"), found("rejected claims", "that he lied"));
    }

    #[test]
    fn an_estimate_belongs_to_its_number() {
        let text = "Orr said about 100 were hurt";
        let read = |cue: Span, from: usize| {
            let (cue, content) = opened(text, cue, Span::new(from, text.len()));
            (cue.of(text).to_owned(), content.of(text).to_owned())
        };
        let whole = ("said".to_owned(), "about 100 were hurt".to_owned());
        assert_eq!(read(Span::new(4, 8), 15), whole);
        assert_eq!(read(Span::new(4, 14), 15), whole);
    }

    #[test]
    fn when_somebody_speaks_is_no_part_of_what_he_says() {
        let read = |said: &str| {
            let text = format!("Orr said {said}");
            let at = "Orr said ".len();
            let (_, content) = opened(&text, Span::new(4, 8), Span::new(at, text.len()));
            content.of(&text).to_owned()
        };
        assert_eq!(read("on Monday consumers should wait"), "consumers should wait");
        assert_eq!(read("Monday night he would wait"), "he would wait");
        assert_eq!(read("earlier it was over"), "it was over");
        for whole in
            ["Monday was too late", "earlier talks had failed", "on Monday to Friday it rained", "on the whole"]
        {
            assert_eq!(read(whole), whole);
        }
    }

    #[test]
    fn content_ends_with_its_phrase() {
        let win = "Lund called it her clearest win since taking office.";
        assert_eq!(end(win, "called", "her clearest win since"), "her clearest win since taking office");
        let study = "Lund saw past mails released in the study of the harbour.";
        assert_eq!(end(study, "saw", "past mails released in"), "past mails released in the study of the harbour");
        let which = "Lund named the gate, which was shut in May, and left.";
        assert_eq!(end(which, "named", "the gate, which"), "the gate, which was shut in May");
        let gone = "Orr said that a request to Lorvia had gone unanswered.";
        assert_eq!(end(gone, "said", "that a request to Lorvia"), "that a request to Lorvia had gone unanswered");
        let subject = "His plan to sell the harbour has angered Lund.";
        assert_eq!(end(subject, "plan", "to sell the harbour"), "to sell the harbour");
        let worth = "Orr counted 2.3 billion worth of dikes, most of them lost.";
        assert_eq!(end(worth, "counted", "2.3 billion"), "2.3 billion worth of dikes");
        let whole = "Orr said the harbour was lost in spring";
        assert_eq!(end(whole, "said", "the harbour was lost"), "the harbour was lost");
    }

    #[test]
    fn what_the_article_adds_is_left_out() {
        for (text, said) in [
            ("Orr said it would sink, sending its shares down", "it would sink"),
            ("Orr accused Lund of lying, in the worst quarrel this year", "Lund of lying"),
            ("Most said Lund did well, up six points from May", "Lund did well"),
            ("Orr said it was “a lesson”, even as prices rose", "it was “a lesson”"),
            ("Orr wrote that it was “well,” and declined to say more", "that it was “well,”"),
            ("Orr blamed Lund for the loss but saved some of it for Brandt", "Lund for the loss"),
            ("Orr said it was “six months.” They", "it was “six months.”"),
            ("Orr said Lund may sink, though", "Lund may sink"),
        ] {
            let cue = text.split(' ').nth(1).unwrap();
            let content = &text[text.find(&said[..4]).unwrap()..];
            let text = format!("{text} they went.");
            assert_eq!(end(&text, cue, content), said);
        }
    }

    #[test]
    fn what_belongs_to_the_words_stays() {
        for said in ["it sank, but “not for long”", "it sank, and refused to rise", "it was “lost”, as “nobody” came"]
        {
            let text = format!("Orr said {said}.");
            assert_eq!(end(&text, "said", said), said);
        }
    }
}

//! Roles beside a name: what the titles and appositions around it say that its bearer is, and for whom.

use super::body::{PORTFOLIOS, whole_body};
use super::boundary::is_opener;
use super::clause::{goes_on, is_office};
use super::description::{Role, described, is_part_of_adjective, served, without_owner};
use super::employer::home_behind;
use super::lexicon::{is_possessive, is_title_noun};
use super::occupation::{is_occupation, is_past_occupation, past_office};
use super::trade::{LINKS, is_kin, is_opposed};
use crate::text::{Span, first_word, last_bytes};

/// The clause behind a name: ", the chair for Asia-Pacific Security at the Hudson Institute, told". `organisations` are the
/// mentions of organisations and states of the article near the name.
pub(super) fn behind(text: &str, name: Span, paragraph: Span, organisations: &[Span]) -> Option<Role> {
    let rest = &text[name.end()..paragraph.end()];
    // "(D-N.C.)" and the like may stand between.
    let tail = match rest.trim_start().strip_prefix('(') {
        Some(inner) => &inner[inner.find(')')? + 1..],
        None => rest,
    };
    let comma = [",", " -- ", " — ", " – "].iter().find_map(|opening| tail.strip_prefix(opening))?;
    // "Ilse Brandt, 66, a retired nurse": the age stands between.
    let is_age = |words: &str| !words.is_empty() && words.chars().all(|c| c.is_ascii_digit());
    let comma = comma.split_once(',').filter(|(age, _)| is_age(age.trim())).map_or(comma, |(_, behind)| behind);
    let comma = comma.trim_start();
    let comma = ["who is now ", "who is "].iter().find_map(|clause| comma.strip_prefix(clause)).unwrap_or(comma);
    if let Some(clause) = comma.strip_prefix("who ") {
        let clause = Span::new(paragraph.end() - clause.len(), paragraph.end());
        let clause = Span::new(clause.start(), clause.start() + clause_end(clause.of(text)));
        if let Some(found) = past_office(text, clause).and_then(|office| described(text, office, organisations)) {
            // The words from the verb on say that it is over (`occupation::by_noun`).
            return Some(Role { role: Span::new(clause.start(), found.role.end()), ..found });
        }
    }
    let does = |clause: &&str| is_occupation(clause) || is_past_occupation(clause);
    let comma = comma.strip_prefix("who ").filter(does).unwrap_or(comma);
    let clause_from = |from: usize| {
        let clause = &text[from..paragraph.end()];
        Span::new(from, from + clause_end(clause)).trimmed(text)
    };
    let clause = clause_from(paragraph.end() - comma.len());
    // "A former official *who is now a fellow*": what somebody is comes before what he was.
    let behind = &text[clause.end()..paragraph.end()];
    let now = behind.strip_prefix(" who is now ");
    let found = now
        .and_then(|now| described(text, clause_from(paragraph.end() - now.len()), organisations))
        .or_else(|| described(text, clause, organisations))?;
    // "A former envoy *who now runs the Calder Institute*": for whom he works today.
    let today = present(behind).map(|clause| clause_from(paragraph.end() - clause.len()));
    let affiliation = today.and_then(|clause| served(text, clause, organisations)).or(found.affiliation);
    Some(Role { affiliation, ..found })
}

/// The clause behind a description that says what its bearer does today: "who *runs the Calder Institute*", "who is now *with the Orrin Fund*".
fn present(behind: &str) -> Option<&str> {
    let clause = behind.strip_prefix(" who ")?;
    match clause.strip_prefix("now ").or_else(|| clause.strip_prefix("is now ")) {
        Some(now) => Some(now),
        None => Some(clause).filter(|clause| is_occupation(clause)),
    }
}

/// Titles that stand before a name in short, in lower case, and what they are short for.
const ABBREVIATED: &[(&str, &str)] = &[
    ("adm", "Admiral"),
    ("brig", "Brigadier"),
    ("brig-gen", "Brigadier General"),
    ("capt", "Captain"),
    ("cmdr", "Commander"),
    ("col", "Colonel"),
    ("gen", "General"),
    ("gov", "Governor"),
    ("lt", "Lieutenant"),
    ("lt-col", "Lieutenant Colonel"),
    ("lt-gen", "Lieutenant General"),
    ("maj", "Major"),
    ("maj-gen", "Major General"),
    ("prof", "Professor"),
    ("rep", "Representative"),
    ("sen", "Senator"),
    ("sgt", "Sergeant"),
];

/// Offices of which many sit in one body.
const SEATS: &[&str] = &[
    "congressman",
    "congresswoman",
    "deputy",
    "lawmaker",
    "legislator",
    "member",
    "politician",
    "representative",
    "senator",
];

/// Whether a role, in any case, is that of one of many in a body.
pub(super) fn is_seat(role: &str) -> bool {
    SEATS.contains(&role.to_lowercase().as_str())
}

/// A role in full words: "Sen." is "Senator".
pub(super) fn in_full(role: &str) -> String {
    let full = |word: &str| {
        let capital = word.starts_with(char::is_uppercase);
        let short = word.trim_end_matches('.').to_lowercase();
        ABBREVIATED.iter().find(|(abbreviated, _)| capital && short == *abbreviated).map(|(_, full)| *full)
    };
    // "Orr, then a volunteer, shot": when he was it is no part of it.
    let role = ["then a ", "then an ", "then the ", "then ", "now a ", "now an ", "now the ", "now "]
        .iter()
        .find_map(|when| role.strip_prefix(when))
        .unwrap_or(role);
    let role = role.split(' ').map(|word| full(word).unwrap_or(word)).collect::<Vec<_>>().join(" ");
    // "Opposition senator": on which side somebody sits is no office, but for who leads it or speaks for it.
    let side = ["opposition ", "Opposition "].iter().find_map(|side| role.strip_prefix(side));
    side.filter(|office| is_seat(office)).map(str::to_owned).unwrap_or(role)
}

/// Words between a state or body and the noun of an office before a name, which say which office it is.
const JOINS: &[&str] = &[
    "acting",
    "assistant",
    "bank",
    "board",
    "campaign",
    "chief",
    "city",
    "committee",
    "communications",
    "company",
    "congressional",
    "council",
    "country",
    "county",
    "deputy",
    "district",
    "executive",
    "fire",
    "for",
    "former",
    "general",
    "lead",
    "managing",
    "national",
    "of",
    "opposition",
    "panel",
    "party",
    "police",
    "policy",
    "political",
    "portfolio",
    "presidency",
    "presidential",
    "press",
    "prime",
    "public",
    "radio",
    "regional",
    "security",
    "senior",
    "show",
    "special",
    "state",
    "supreme",
    "talk",
    "television",
    "union",
    "venture",
    "vice",
];

/// Words before a name: "White House press secretary Josh Earnest", "Russian President Vladimir Putin".
pub(super) fn before(text: &str, name: Span, paragraph: Span, organisations: &[Span]) -> Option<Role> {
    let head = &text[paragraph.start()..name.start()];
    if !head.ends_with(' ') {
        return None;
    }
    // "Harbour Union president *Sir* Ivo Orr".
    let head = HONORIFICS
        .iter()
        .find_map(|honorific| head.strip_suffix(honorific))
        .filter(|head| head.ends_with(' '))
        .unwrap_or(head);
    let close = paragraph.start() + head.len();
    let mut start = close;
    let mut title = false;
    let mut words = 0;
    let mut position = head.trim_end().len();
    while position > 0 && words < 8 {
        let left = &head[..position];
        let begin =
            left.rfind(char::is_whitespace).map_or(0, |p| p + left[p..].chars().next().map_or(1, char::len_utf8));
        let word = &left[begin..];
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(&bare);
        let span = Span::new(paragraph.start() + begin, paragraph.start() + position);
        let in_organisation = organisations.iter().any(|o| o.overlaps(span));
        let capital = word.starts_with(char::is_uppercase);
        let short = capital && ABBREVIATED.iter().any(|(short, _)| *short == bare);
        // "Chief of Staff", "Secretary of State": the last word is no title by itself.
        let ends_title = words == 0
            && matches!(bare, "staff" | "state")
            && ["chief of staff", "secretary of state"].iter().any(|title| left.to_lowercase().ends_with(title));
        let is_title = (is_title_noun(bare) || short || ends_title) && !word.ends_with(',');
        let joins = words > 0 && (PORTFOLIOS.contains(&bare) || JOINS.contains(&bare));
        // "U.S. envoy": initials of a state end no sentence.
        let short = short || in_organisation && word.trim_end_matches('.').contains('.');
        if word.ends_with([',', '.', ';', ':', '”', '"', '—', ')']) && !short
            || word.starts_with(['“', '"', '(', '‘'])
            || word.ends_with("''")
            || word.starts_with("''")
            || is_possessive(bare)
            || !joins && !in_organisation && is_opener(bare)
        {
            break;
        }
        if words == 0 && !is_title {
            return None;
        }
        if !(is_title || in_organisation || joins || capital && words > 0 && begin > 0) {
            break;
        }
        title |= is_title;
        start = span.start();
        words += 1;
        position = left[..begin].trim_end().len();
    }
    if !title || is_opposed(text[start..close].trim_end()) {
        return None;
    }
    let whole = Span::new(start, close).trimmed(text);
    // "the opinion of Justice Orr": what joins two words of a role opens none.
    let joined = ["of ", "for "].into_iter().find(|joint| whole.of(text).starts_with(joint)).map_or(0, str::len);
    let whole = Span::new(whole.start() + joined, whole.end());
    // "Lt. Gov.": a title in short is no body.
    let title =
        |o: &Span| ABBREVIATED.iter().any(|(short, _)| o.of(text).trim_end_matches('.').eq_ignore_ascii_case(short));
    // "Treasury Secretary": nor is what a ministry is for.
    let portfolio = |o: &Span| PORTFOLIOS.iter().any(|word| o.of(text).eq_ignore_ascii_case(word));
    let inside = |o: &Span| whole.contains(*o) && !is_part_of_adjective(text, *o) && !title(o) && !portfolio(o);
    let affiliation = organisations.iter().copied().find(inside).or_else(|| home_behind(text, name, organisations));
    let affiliation = affiliation.map(|a| whole_body(text, a, whole, organisations));
    let role = without_owner(text, whole, affiliation);
    (!role.is_empty()).then_some(Role { role, affiliation })
}

/// What stands before a name and its comma: "Lorvia’s *foreign minister*, Ilse Brandt, said", "the *chair of the jury*, Ilse Brandt, said". A comma
/// or the end of the sentence closes it behind the name, unless it begins the sentence: "she praised the mayor, Ilse Brandt said".
pub(super) fn apposed(text: &str, name: Span, paragraph: Span, organisations: &[Span]) -> Option<Role> {
    /// More words before a name are no description of it, nor more bytes.
    const WORDS: usize = 12;
    const NEAR: usize = 200;
    let near = last_bytes(&text[paragraph.start()..name.start()], NEAR);
    // "The chairman, *Mr* Orr": the honorific is none of the description.
    let head = HONORIFICS.iter().find_map(|honorific| near.strip_suffix(honorific)).unwrap_or(near);
    let head = head.strip_suffix(", ")?;
    let end = name.start() - (near.len() - head.len());
    let mut words: Vec<Span> = Vec::new();
    let mut at = end - head.len();
    for word in head.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        words.extend((!bare.is_empty()).then(|| Span::new(at, at + bare.len())));
        at += word.len();
    }
    let word = |at: usize| words[at].of(text).to_lowercase();
    let owns = |at: usize| ["’s", "'s", "s’", "s'"].iter().any(|mark| words[at].of(text).ends_with(mark));
    let opens = |at: usize| owns(at) || DETERMINERS.contains(&word(at).as_str());
    let first = words.len().saturating_sub(WORDS);
    for at in (first..words.len()).rev() {
        let bounds = words[at].of(text).ends_with([',', ';', ':', '”', '"', '—', ')', '!', '?']);
        if bounds {
            return None;
        }
        if !opens(at) || at + 1 == words.len() {
            continue;
        }
        let body = Span::new(words[at + 1].start(), end);
        // "The head of the jury", "the wife of the mayor": the noun before the preposition says who is meant.
        let of_another = at > 1
            && LINKS.iter().any(|link| link.trim() == word(at - 1))
            && (is_title_noun(&word(at - 2)) || is_kin(&word(at - 2)));
        if of_another || !is_office(body.of(text)) {
            continue;
        }
        let begins = at == 0 || words[at - 1].of(text).ends_with(['.', '!', '?', '”', '"']);
        let tail = &text[name.end()..paragraph.end()];
        let closed = tail.is_empty() || tail.starts_with([',', '.', ';', ':', ')', '”', '"']);
        let owner = || {
            let owner = text[..words[at].end()].trim_end_matches(['s', '’', '\'']).len();
            organisations.iter().copied().find(|o| owns(at) && (o.end() == owner || o.end() == words[at].end()))
        };
        return described(text, body, organisations)
            .filter(|_| begins || closed)
            .map(|found| Role { affiliation: found.affiliation.or_else(owner), ..found });
    }
    None
}

/// Honorifics that may stand between a description and the name behind it.
const HONORIFICS: &[&str] = &[
    "Adv ", "Adv. ", "Atty ", "Atty. ", "Dr ", "Dr. ", "Engr ", "Engr. ", "Miss ", "Mr ", "Mr. ", "Mrs ", "Mrs. ",
    "Ms ", "Ms. ", "Prof ", "Prof. ", "Sir ",
];

/// What opens the description of a person.
const DETERMINERS: &[&str] = &["a", "an", "another", "her", "his", "its", "my", "one", "our", "the", "their"];

/// Where an appositive clause ends: at its closing comma, a relative clause, or the sentence's end; commas inside brackets do not
/// count.
fn clause_end(clause: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in clause.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | ';' | ':' | '—' | '“' | '"' if depth <= 0 => return at,
            '-' if depth <= 0 && clause[at..].starts_with("--") => return at,
            '.' if depth <= 0 => {
                let next = clause[at + 1..].chars().next();
                let before = clause[..at].rsplit(char::is_whitespace).next().unwrap_or("");
                let short = before == "Mrs" || ABBREVIATED.iter().any(|(short, _)| before.eq_ignore_ascii_case(short));
                // "a reporter for the U.S. Ledger": initials end a clause only before what begins a sentence.
                let inner = before.contains('.') && !is_opener(&first_word(&clause[at + 1..]).to_lowercase());
                if next.is_none_or(char::is_whitespace)
                    && before.chars().count() > 2
                    && !short
                    && !(inner && next.is_some())
                {
                    return at;
                }
            }
            ' ' if depth <= 0 => {
                let word = clause[at + 1..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                if matches!(word, "who" | "told" | "said" | "says" | "which" | "whose") {
                    return at;
                }
                if word == "and" && goes_on(&clause[at..]) {
                    return at;
                }
            }
            _ => {}
        }
    }
    clause.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str, words: &[&str]) -> Vec<Span> {
        words
            .iter()
            .map(|w| {
                let at = text.find(w).expect("in the text");
                Span::new(at, at + w.len())
            })
            .collect()
    }

    struct Case {
        text: &'static str,
        name: &'static str,
        organisations: &'static [&'static str],
        role: &'static str,
        affiliation: Option<&'static str>,
    }

    #[test]
    fn clauses_and_titles_give_role_and_affiliation() {
        let cases = [
            Case {
                text: "Ilse Brandt, the chair for maritime security at the Calder Institute, told us.",
                name: "Ilse Brandt",
                organisations: &["Calder Institute"],
                role: "chair for maritime security",
                affiliation: Some("Calder Institute"),
            },
            Case {
                text: "Ilse Brandt, a professor of law at Queen's College Orrin, described it.",
                name: "Ilse Brandt",
                organisations: &["Queen's College Orrin"],
                role: "professor of law",
                affiliation: Some("Queen's College Orrin"),
            },
            Case {
                text: "Kestonian President Ilse Brandt left.",
                name: "Ilse Brandt",
                organisations: &["Kestonian"],
                role: "President",
                affiliation: Some("Kestonian"),
            },
            Case {
                text: "Ilse Brandt, the Orrin Customs and Border Protection commissioner, left.",
                name: "Ilse Brandt",
                organisations: &["Orrin Customs"],
                role: "commissioner",
                affiliation: Some("Orrin Customs and Border Protection"),
            },
            Case {
                text: "Ilse Brandt, an Orrin Bank and Harbour Bank lawyer, left.",
                name: "Ilse Brandt",
                organisations: &["Orrin Bank", "Harbour Bank"],
                role: "Orrin Bank and Harbour Bank lawyer",
                affiliation: Some("Orrin Bank"),
            },
            Case {
                text: "Gov. Ilse Brandt of Orrin left.",
                name: "Ilse Brandt",
                organisations: &["Orrin"],
                role: "Gov.",
                affiliation: Some("Orrin"),
            },
            Case {
                text: "It was Orrin-based strategist Ilse Brandt.",
                name: "Ilse Brandt",
                organisations: &["Orrin"],
                role: "Orrin-based strategist",
                affiliation: None,
            },
            Case {
                text: "Harbour Union spokesman Ilse Brandt left.",
                name: "Ilse Brandt",
                organisations: &["Harbour Union"],
                role: "spokesman",
                affiliation: Some("Harbour Union"),
            },
            Case {
                text: "Hugh Hill, a doctor, said.",
                name: "Hugh Hill",
                organisations: &[],
                role: "doctor",
                affiliation: None,
            },
        ];
        for case in cases {
            let name = spans(case.text, &[case.name])[0];
            let organisations = spans(case.text, case.organisations);
            let whole = Span::new(0, case.text.len());
            let role = behind(case.text, name, whole, &organisations)
                .or_else(|| before(case.text, name, whole, &organisations))
                .expect(case.text);
            assert_eq!(role.role.of(case.text), case.role);
            assert_eq!(role.affiliation.map(|a| a.of(case.text)), case.affiliation);
        }
        let of_a_title = |text: &'static str, name: &'static str| {
            let found = before(text, spans(text, &[name])[0], Span::new(0, text.len()), &[]).expect(text);
            found.role.of(text)
        };
        assert_eq!(of_a_title("Former Chief Of Staff Ilse Brandt left.", "Ilse Brandt"), "Former Chief Of Staff");
        assert_eq!(in_full(of_a_title("So Lt. Gov. Ilse Brandt left.", "Ilse Brandt")), "Lieutenant Governor");
        assert_eq!(of_a_title("Later on ''This Week,'' Senator Ilse Brandt said no.", "Ilse Brandt"), "Senator");
        assert_eq!(of_a_title("If Justice Brandt were alive, it would pass.", "Brandt"), "Justice");
        assert_eq!(of_a_title("It was the opinion of Justice Brandt.", "Brandt"), "Justice");
        assert_eq!(of_a_title("His campaign chairman Ilse Brandt left.", "Ilse Brandt"), "campaign chairman");
        assert_eq!(in_full(of_a_title("Yesterday Sen. Ilse Brandt said no.", "Ilse Brandt")), "Senator");
        let text = "She may be the first to serve as president. Brandt won.";
        assert_eq!(before(text, spans(text, &["Brandt"])[0], Span::new(0, text.len()), &[]), None);
        let text = "Ilse Brandt, along with director Ivo Orr, said no.";
        assert_eq!(behind(text, spans(text, &["Ilse Brandt"])[0], Span::new(0, text.len()), &[]), None);
        let text = "Ilse Brandt, who left, said no.";
        assert_eq!(behind(text, spans(text, &["Ilse Brandt"])[0], Span::new(0, text.len()), &[]), None);
    }

    #[test]
    fn a_description_before_a_comma_is_that_of_the_name_behind_it() {
        let of = |text: &'static str, organisations: &[&str]| {
            let name = spans(text, &["Ilse Brandt"])[0];
            let found = apposed(text, name, Span::new(0, text.len()), &spans(text, organisations))?;
            Some((found.role.of(text), found.affiliation.map(|a| a.of(text))))
        };
        assert_eq!(
            of("Lorvia’s foreign minister, Ilse Brandt, left.", &["Lorvia"]),
            Some(("foreign minister", Some("Lorvia")))
        );
        assert_eq!(
            of("“It rained,” said the chair of the Orrin Fund, Ilse Brandt.", &["Orrin Fund"]),
            Some(("chair", Some("Orrin Fund")))
        );
        assert_eq!(of("His chief strategist, Ilse Brandt, left.", &[]), Some(("chief strategist", None)));
        assert_eq!(of("They chose the wife of the mayor, Ilse Brandt, again.", &[]), Some(("wife of the mayor", None)));
        assert_eq!(of("His rival, Ilse Brandt, left.", &[]), None);
        assert_eq!(of("She praised the mayor, Ilse Brandt said.", &[]), None);
        assert_eq!(of("It was over for the town, Ilse Brandt, knew.", &[]), None);
    }

    /// What the clause behind the name says that Ilse Brandt is.
    fn role(text: &str) -> Option<String> {
        behind(text, spans(text, &["Ilse Brandt"])[0], Span::new(0, text.len()), &[])
            .map(|found| found.role.of(text).to_owned())
    }

    /// The role and the affiliation that the words around Ilse Brandt's name give, the clause behind it first.
    fn found(text: &'static str, organisations: &[&str]) -> Option<(&'static str, Option<&'static str>)> {
        let (name, whole) = (spans(text, &["Ilse Brandt"])[0], Span::new(0, text.len()));
        let bodies = spans(text, organisations);
        let role = behind(text, name, whole, &bodies)
            .or_else(|| before(text, name, whole, &bodies))
            .or_else(|| apposed(text, name, whole, &bodies))?;
        Some((role.role.of(text), role.affiliation.map(|a| a.of(text))))
    }

    #[test]
    fn a_title_is_whole_at_the_head_of_a_sentence_and_behind_an_honorific() {
        assert_eq!(found("Transport Minister Ilse Brandt left.", &[]), Some(("Transport Minister", None)));
        assert_eq!(found("Commerce Secretary Ilse Brandt left.", &["Commerce"]), Some(("Commerce Secretary", None)));
        assert_eq!(found("U.S. special envoy Ilse Brandt left.", &["U.S."]), Some(("special envoy", Some("U.S."))));
        assert_eq!(found("Its country director, Ms Ilse Brandt, left.", &[]), Some(("country director", None)));
        assert_eq!(found("Yesterday Senator Ilse Brandt left.", &[]), Some(("Senator", None)));
        let editor = Some(("Editor-in-Chief", Some("Harbour News")));
        assert_eq!(found("Harbour News Editor-in-Chief Ilse Brandt left.", &["Harbour News"]), editor);
        let state = Some(("Gov.", Some("New Orrin")));
        assert_eq!(found("It was New Orrin Gov. Ilse Brandt who left.", &["New Orrin"]), state);
        let sir = Some(("president", Some("Harbour Union")));
        assert_eq!(found("Harbour Union president Sir Ilse Brandt left.", &["Harbour Union"]), sir);
        let host = Some(("co-host", Some("Harbour News")));
        assert_eq!(found("It was a Harbour News co-host Ilse Brandt.", &["Harbour News"]), host);
    }

    #[test]
    fn what_somebody_does_today_says_for_whom() {
        let bodies = ["Lorvian", "Calder Institute"];
        assert_eq!(
            found("Ilse Brandt, a former Lorvian envoy who now runs the Calder Institute, left.", &bodies),
            Some(("former Lorvian envoy", Some("Calder Institute")))
        );
        assert_eq!(
            found("Ilse Brandt, a former Lorvian envoy who left the Calder Institute, left.", &bodies),
            Some(("former Lorvian envoy", Some("Lorvian")))
        );
        assert_eq!(role("Ilse Brandt, who headed the delegation, left.").as_deref(), Some("headed the delegation"));
        assert_eq!(
            role("Ilse Brandt, who leads the delegation and taught law before, left.").as_deref(),
            Some("leads the delegation")
        );
    }

    #[test]
    fn on_which_side_somebody_sits_is_no_office() {
        assert_eq!(in_full("Opposition senator"), "senator");
        assert_eq!(in_full("opposition leader"), "opposition leader");
    }

    #[test]
    fn an_apposition_ends_where_its_clause_does() {
        assert_eq!(role("Ilse Brandt, her lawyer, left.").as_deref(), Some("lawyer"));
        assert_eq!(role("Ilse Brandt, 66, a retired nurse, left.").as_deref(), Some("retired nurse"));
        assert_eq!(
            role("Ilse Brandt, a reporter for the U.S. Ledger, left.").as_deref(),
            Some("reporter for the U.S. Ledger")
        );
        assert_eq!(role("Ilse Brandt, a doctor in the U.S. She left.").as_deref(), Some("doctor in the U.S"));
        assert_eq!(role("Ilse Brandt, a retired Orrin nurse, left.").as_deref(), Some("retired Orrin nurse"));
        assert_eq!(role("Ilse Brandt, a former officer who is now a doctor, left.").as_deref(), Some("doctor"));
        assert_eq!(role("Ilse Brandt, who is a doctor, left.").as_deref(), Some("doctor"));
        assert_eq!(role("Ilse Brandt, who teaches law in town, left.").as_deref(), Some("teaches law in town"));
        assert_eq!(role("Ilse Brandt, who left, said no.").as_deref(), None);
        assert_eq!(role("Ilse Brandt -- author of a book -- left.").as_deref(), Some("author of a book"));
        let was = "Ilse Brandt, who was the trade secretary under Orr, left.";
        assert_eq!(role(was).as_deref(), Some("was the trade secretary"));
        assert_eq!(role("Ilse Brandt, who was a passenger, left."), None);
        assert_eq!(role("Ilse Brandt, who is late, left."), None);
        assert_eq!(role("Ilse Brandt, who heads to Orrin today, left."), None);
        assert_eq!(role("Ilse Brandt, then met the president, left."), None);
    }
}

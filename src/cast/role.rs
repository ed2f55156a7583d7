//! Roles: what an article says a person is, and for whom.

use super::boundary::{is_body_noun, is_opener};
use super::company::is_business;
use super::lexicon::{is_possessive, is_title_noun};
use super::trade::{LINKS, before_link, head_noun, is_kin, is_opposed, is_somebodys};
use crate::text::{Span, capitalised, first_word, last_bytes};

/// A role as found beside a name, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    /// "professor of international relations".
    pub role: Span,
    /// "King's College London".
    pub affiliation: Option<Span>,
}

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

/// The body that the words of a clause about somebody's work name: behind "at" or "with", else the first.
fn served(text: &str, clause: Span, organisations: &[Span]) -> Option<Span> {
    let inside = || organisations.iter().copied().filter(|o| clause.contains(*o) && !is_part_of_adjective(text, *o));
    // The space before the clause is that before its first word.
    let space = text[..clause.start()].char_indices().next_back().map_or(0, |(at, _)| at);
    let whole = Span::new(space, clause.end());
    let works = |o: &Span| last_preposition(text, whole, *o);
    let joined = inside().find(|o| works(o).is_some_and(|(_, word)| matches!(word, "at" | "with")));
    joined.or_else(|| inside().find(|o| works(o).is_none_or(|(_, word)| word != "in")))
}

/// What a clause without its punctuation says that somebody is: "the chair for Asian security at the Calder Institute".
fn described(text: &str, clause: Span, organisations: &[Span]) -> Option<Role> {
    let first = clause.of(text).split_whitespace().next()?.to_lowercase();
    let body = match first.as_str() {
        "a" | "an" | "the" | "another" | "one" | "also" | "his" | "her" | "its" | "their" | "my" | "our" => {
            Span::new(clause.start() + first.len(), clause.end()).trimmed(text)
        }
        _ => clause,
    };
    let body = without_age(text, body);
    // "at the Calder Institute (CI)": the name and not its abbreviation; "chair for Asian security at the Calder Institute in
    // London": what stands behind "at", else the last that a preposition joins.
    // "At Orrin’s parent company": not at Orrin.
    let owns_another = |o: &Span| ["’s parent", "'s parent"].iter().any(|owned| text[o.end()..].starts_with(owned));
    let inside: Vec<Span> = organisations
        .iter()
        .copied()
        .filter(|o| body.contains(*o) && !text[..o.start()].ends_with('(') && !owns_another(o))
        .collect();
    let joined: Vec<(Span, usize, &str)> =
        inside.iter().filter_map(|o| last_preposition(text, body, *o).map(|(at, word)| (*o, at, word))).collect();
    let place = joined
        .iter()
        .find(|(_, _, word)| matches!(*word, "at" | "with"))
        .or_else(|| joined.iter().rev().find(|(_, _, word)| *word != "in").or_else(|| joined.last()));
    let affiliation = place.map(|(o, _, _)| *o).or_else(|| inside.first().copied());
    let preposition = place.map(|(_, at, _)| *at);
    let role = match (affiliation, preposition) {
        (Some(_), Some(at)) => Span::new(body.start(), at),
        _ => body,
    };
    let whole = role.trimmed(text);
    let role = without_participle(text, whole);
    let short = role.of(text).split_whitespace().count() <= 16;
    let bare_kin = is_kin(head_noun(role.of(text))) && !is_somebodys(role.of(text));
    let office = is_office(role.of(text)) || is_occupation(role.of(text)) || is_past_occupation(role.of(text));
    if role.is_empty() || !short || !office || is_opposed(role.of(text)) || bare_kin {
        return None;
    }
    // A relative of somebody is not of a place or a body, nor is an "Austin-based pollster" of Austin.
    let affiliation = affiliation.filter(|a| !is_kin(role.of(text)) && !is_part_of_adjective(text, *a));
    // "A voter raised in Lorvia" is not of Lorvia, and "a professor based at the institute" is of the institute.
    let cut = || text[role.end()..whole.end()].trim_start();
    let affiliation = affiliation.filter(|a| role == whole || a.start() < whole.end() || cut().starts_with("based"));
    // "president of Valdoria": the affiliation is part of the role's words only if it stands before the noun.
    let affiliation = affiliation.filter(|a| preposition.is_some() || a.start() <= body.start() || role.contains(*a));
    let affiliation = affiliation.map(|a| over_ministry(text, over_and(text, a, role, organisations)));
    let role = without_described_owner(text, role);
    Some(Role { role: without_object(text, without_owner(text, role, affiliation), affiliation), affiliation })
}

/// An office in a verb without the body that is all its object: "*leads* the small Harbour Party".
fn without_object(text: &str, role: Span, body: Option<Span>) -> Span {
    let verb = first_word(role.of(text));
    let Some(body) = body.filter(|body| HOLDS.iter().any(|(known, _)| *known == verb) && role.contains(*body)) else {
        return role;
    };
    let Some(between) = text.get(role.start() + verb.len()..body.start()) else { return role };
    let ends = text[body.end()..role.end()].trim().is_empty() || text[body.end()..role.end()].trim() == "party";
    let plain = between
        .split_whitespace()
        .all(|word| word.chars().all(|c| c.is_lowercase() || c == '-') && !word.ends_with("ing"));
    if ends && plain { Span::new(role.start(), role.start() + verb.len()) } else { role }
}

/// A state's name with the ministry or embassy of it that is meant: "*Lorvian foreign ministry* spokesman".
fn over_ministry(text: &str, state: Span) -> Span {
    const BODIES: &[&str] = &["ministry", "embassy", "presidency", "parliament", "navy", "army"];
    /// "Ministry of defence" aside, no ministry has more words before that noun.
    const WORDS: usize = 3;
    let rest = &text[state.end()..];
    let rest = ["’s ", "'s ", " "].iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or("");
    let mut at = text.len() - rest.len();
    for word in rest.split(' ').take(WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        if BODIES.contains(&bare.to_lowercase().as_str()) {
            return Span::new(state.start(), at + bare.len());
        }
        let portfolio = PORTFOLIOS.contains(&bare.to_lowercase().as_str()) || bare == "and";
        if bare.len() < word.len() || !portfolio {
            return state;
        }
        at += word.len() + 1;
    }
    state
}

/// A description without the age that it begins with: "*38-year-old* staffer".
fn without_age(text: &str, body: Span) -> Span {
    let words = body.of(text);
    let number = words.bytes().take_while(u8::is_ascii_digit).count();
    match words[number..].strip_prefix("-year-old ").filter(|_| number > 0) {
        Some(rest) => Span::new(body.end() - rest.len(), body.end()),
        None => body,
    }
}

/// For whom a person works of whom nothing else is said: "*Harbour News*’ Ilse Brandt", "Ilse Brandt of the *Calder Institute*". `bodies` are
/// the mentions of organisations near the name.
pub(super) fn employer(text: &str, name: Span, bodies: &[Span]) -> Option<Span> {
    const OWNS: &[&str] = &["’s ", "'s ", "’ ", "' "];
    const LINKS: &[&str] = &[
        " of ",
        " of the ",
        " from ",
        " from the ",
        ", of ",
        ", of the ",
        ", at ",
        ", at the ",
        ", from ",
        ", from the ",
    ];
    let between = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let works = |o: &&Span| {
        o.end() <= name.start() && OWNS.contains(&between(o.end(), name.start()))
            || o.end() <= name.start()
                && between(o.end(), name.start()) == " "
                && OWNS.iter().any(|own| o.of(text).ends_with(own.trim_end()))
            || o.start() >= name.end() && LINKS.contains(&without_adjectives(between(name.end(), o.start())))
    };
    bodies.iter().find(works).copied()
}

/// The words before the name of a body without those that describe it: " of the *opposition* ".
fn without_adjectives(before: &str) -> &str {
    /// More words are a story.
    const MOST: usize = 2;
    if before.len() >= 60 {
        return before;
    }
    let Some(the) = before.find(" the ") else { return before };
    let end = the + " the ".len();
    let described = before[end..].trim_end();
    let adjective =
        |word: &str| word.chars().all(|c| c.is_lowercase() || c == '-') && !is_title_noun(word) && !word.is_empty();
    let plain = described.split(' ').all(|word| adjective(word) && !LINKS.iter().any(|link| link.trim() == word));
    if plain && described.split(' ').count() <= MOST && before.ends_with(' ') { &before[..end] } else { before }
}

/// Whether a clause names an office or a trade: the last word before its first preposition does ("research *director* of the Institute"),
/// so that "lessons from a brother’s pain" and "was the best candidate" say of nobody what he is.
fn is_office(clause: &str) -> bool {
    let head = |part: &str| {
        part.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).find(|w| !w.is_empty()).unwrap_or("").to_lowercase()
    };
    let mut parts = before_link(clause).split(" and ").map(head);
    let begins = first_word(clause).to_lowercase();
    let quoted = clause.contains(['“', '”', '"']) || clause.contains("''");
    parts.any(|noun| is_title_noun(&noun)) && !quoted && !VERBS.contains(&begins.as_str()) && !is_story(clause)
}

/// Whether a clause says by its verb what somebody does for a living: "*teaches* Russian foreign policy at the institute".
fn is_occupation(clause: &str) -> bool {
    const DOES: &[&str] = &[
        "chairs",
        "coaches",
        "covers",
        "directs",
        "edits",
        "heads",
        "leads",
        "manages",
        "oversees",
        "researches",
        "runs",
        "studies",
        "teaches",
    ];
    /// Behind these a verb is one of moving: "*heads to* Orrin".
    const WHERE: &[&str] =
        &["away", "back", "by", "down", "for", "home", "in", "into", "off", "on", "out", "south", "north", "to", "up"];
    /// What one leads or heads without an office: "*leads the race*".
    const CONTESTS: &[&str] =
        &["ball", "count", "field", "goal", "list", "pack", "polls", "race", "table", "way", "winner"];
    let mut words = clause.split_whitespace().map(|word| word.trim_end_matches([',', '.']));
    words.next().is_some_and(|verb| DOES.contains(&verb))
        && words.next().is_some_and(|next| !WHERE.contains(&next) && !CONTESTS.contains(&next))
        && !words.next().is_some_and(|next| CONTESTS.contains(&next))
}

/// Whether a clause says by its verb which office somebody had: "*headed* the delegation".
fn is_past_occupation(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let verb = words.next().unwrap_or("");
    HELD.iter().any(|(held, _)| *held == verb)
        && words.next().is_some_and(|next| OPENS_OBJECT.contains(&next))
        && !words.next().is_some_and(|next| matches!(next.trim_end_matches([',', '.']), "ball" | "goal" | "winner"))
}

/// Whether a role is one by its verb: "*heads* the delegation".
pub(super) fn is_by_verb(role: &str) -> bool {
    is_occupation(role) || HOLDS.iter().any(|(verb, _)| *verb == role)
}

/// Verbs for an office, and what who holds it is.
const HOLDS: &[(&str, &str)] =
    &[("chairs", "chair"), ("directs", "director"), ("edits", "editor"), ("heads", "head"), ("leads", "leader")];

/// The same verbs for an office that somebody had.
const HELD: &[(&str, &str)] = &[
    ("chaired", "former chair"),
    ("directed", "former director"),
    ("edited", "former editor"),
    ("headed", "former head"),
];

/// An office that the article has in a verb, by its noun: "*heads* the delegation" is "head of the delegation".
pub(super) fn by_noun(role: &str) -> String {
    let (verb, object) = role.split_once(' ').unwrap_or((role, ""));
    match HOLDS.iter().chain(HELD).find(|(known, _)| *known == verb) {
        Some((_, noun)) if object.is_empty() => (*noun).to_owned(),
        Some((_, noun)) => format!("{noun} of {object}"),
        None => role.to_owned(),
    }
}

/// Whether a clause says what somebody did and not what he is: a word of a clause stands before the noun of its office ("*succeeded* Orr
/// *as* president", "so *that they* can name a president"), or a verb with its object begins it ("*met the* president").
fn is_story(clause: &str) -> bool {
    let plain = |word: &str| word.split(['’', '\'']).next().unwrap_or("").to_lowercase();
    let words: Vec<String> = before_link(clause).split_whitespace().map(plain).collect();
    let as_well_as =
        |at: usize| words.get(at + 1).is_some_and(|next| next == "well") || at > 0 && words[at - 1] == "well";
    let holds_clause =
        words.iter().enumerate().any(|(at, word)| CLAUSE.contains(&word.as_str()) && !(word == "as" && as_well_as(at)));
    let mut behind = words.iter().skip_while(|word| ADVERBS.contains(&word.as_str()));
    let (verb, object) = (behind.next(), behind.next());
    let does = verb.is_some_and(|verb| {
        PAST.contains(&verb.as_str())
            || verb.len() > 4 && (verb.ends_with("ed") || verb.ends_with("ing")) && !APPOINTED.contains(&verb.as_str())
    });
    holds_clause || does && object.is_some_and(|object| OPENS_OBJECT.contains(&object.as_str()))
}

/// Words of a clause that no description of a person holds before its noun.
const CLAUSE: &[&str] = &[
    "as", "became", "becomes", "can", "could", "had", "has", "have", "he", "i", "if", "is", "it", "may", "might",
    "must", "she", "should", "that", "they", "was", "we", "were", "which", "who", "whom", "whose", "will", "would",
    "you",
];

/// What may stand before the verb that begins a clause.
const ADVERBS: &[&str] = &["also", "later", "now", "once", "recently", "then"];

/// Verbs in the past tense that do not end in "ed".
const PAST: &[&str] = &[
    "beat", "began", "brought", "chose", "drew", "fought", "found", "gave", "got", "held", "kept", "knew", "led",
    "left", "lost", "made", "met", "ran", "saw", "sent", "sold", "taught", "took", "won", "wrote",
];

/// Participles behind which stands what somebody is: "recently *named* the company's chief executive".
const APPOINTED: &[&str] = &["appointed", "elected", "named", "nominated"];

/// What begins the object of a verb.
const OPENS_OBJECT: &[&str] =
    &["a", "an", "another", "her", "him", "his", "its", "my", "our", "that", "the", "their", "them", "this", "us"];

/// What begins a clause that goes on with a story.
const VERBS: &[&str] = &[
    "is",
    "was",
    "were",
    "are",
    "has",
    "had",
    "says",
    "said",
    "told",
    "calls",
    "called",
    "who",
    "which",
    "whose",
    "and",
    "but",
    "where",
    "when",
    "while",
    "as",
    "in",
    "if",
    "not",
    "both",
    "along",
    "together",
    "with",
    "like",
    "unlike",
    "including",
    "through",
    "praised",
    "defended",
];

/// A clause up to the participle behind its noun: "governor *challenged by Orr*".
fn without_participle(text: &str, role: Span) -> Span {
    let mut office = false;
    let mut end = 0;
    for word in role.of(text).split_inclusive(' ') {
        let bare = word.trim().to_lowercase();
        // Right behind it: a "member of the tax-writing committee" is one of that committee.
        if office && bare.len() > 4 && (bare.ends_with("ed") || bare.ends_with("ing")) {
            return Span::new(role.start(), role.start() + end).trimmed(text);
        }
        office = is_title_noun(&bare);
        end += word.len();
    }
    role
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
    let role = role.split(' ').map(|word| full(word).unwrap_or(word)).collect::<Vec<_>>().join(" ");
    // "Opposition senator": on which side somebody sits is no office, but for who leads it or speaks for it.
    let side = ["opposition ", "Opposition "].iter().find_map(|side| role.strip_prefix(side));
    side.filter(|office| is_seat(office)).map(str::to_owned).unwrap_or(role)
}

/// What a ministry or the head of one is for.
pub(super) const PORTFOLIOS: &[&str] = &[
    "agriculture",
    "cabinet",
    "commerce",
    "culture",
    "defence",
    "defense",
    "development",
    "economic",
    "economics",
    "economy",
    "education",
    "energy",
    "environment",
    "finance",
    "foreign",
    "health",
    "home",
    "housing",
    "industry",
    "information",
    "interior",
    "justice",
    "labor",
    "labour",
    "ministry",
    "police",
    "science",
    "sports",
    "tourism",
    "trade",
    "transport",
    "transportation",
    "treasury",
];

/// Words between a state or body and the noun of an office before a name, which say which office it is.
const JOINS: &[&str] = &[
    "acting",
    "assistant",
    "campaign",
    "chief",
    "committee",
    "communications",
    "company",
    "congressional",
    "country",
    "deputy",
    "executive",
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
    if !head.ends_with([' ', '\u{a0}']) {
        return None;
    }
    let mut start = name.start();
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
            || !joins && is_opener(bare)
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
    if !title || is_opposed(text[start..name.start()].trim_end()) {
        return None;
    }
    let whole = Span::new(start, name.start()).trimmed(text);
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
    let affiliation = affiliation.map(|a| over_ministry(text, over_and(text, a, whole, organisations)));
    let role = without_owner(text, whole, affiliation);
    (!role.is_empty()).then_some(Role { role, affiliation })
}

/// A role without the name that it begins with, of whom or what it is: "*Harbour Union* spokesman", "*Lorvia’s* minister".
pub(super) fn without_owner(text: &str, role: Span, owner: Option<Span>) -> Span {
    let opens = |owner: &Span| owner.start() <= role.start() && role.start() < owner.end() && owner.end() < role.end();
    let Some(owner) = owner.filter(opens) else {
        return role;
    };
    let rest = Span::new(owner.end(), role.end());
    let words = rest.of(text);
    let words = ["’s", "'s"].iter().find_map(|mark| words.strip_prefix(mark)).unwrap_or(words);
    let role = Span::new(rest.end() - words.len(), rest.end()).trimmed(text);
    // "Orrin and Harbour Bank lawyer" belongs to more than the first.
    if first_word(role.of(text)) == "and" { Span::new(owner.start(), role.end()) } else { role }
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

/// A description without the body whose it is, where that one is only described: "the *company’s* chief executive".
fn without_described_owner(text: &str, role: Span) -> Span {
    let words = role.of(text);
    let Some((owner, mark)) = ["’s ", "'s "].iter().find_map(|mark| Some((words.split_once(mark)?.0, mark))) else {
        return role;
    };
    let noun = owner.rsplit(' ').next().unwrap_or("");
    let rest = Span::new(role.start() + owner.len() + mark.len(), role.end()).trimmed(text);
    let body = is_body_noun(noun)
        || is_business(noun)
        || matches!(noun, "bloc" | "brand" | "mill" | "paper" | "plant" | "yard");
    if body && owner.split(' ').count() < 4 && is_office(rest.of(text)) { rest } else { role }
}

/// The whole name of a body of which only what stands before "and" was found: "Orrin Customs *and Border Protection* commissioner".
fn over_and(text: &str, body: Span, role: Span, organisations: &[Span]) -> Span {
    const AND: &str = " and ";
    let Some(rest) = text[body.end()..role.end().max(body.end())].strip_prefix(AND) else { return body };
    let (end, words) = capitalised(rest, 3);
    let whole = Span::new(body.start(), body.end() + AND.len() + end);
    let another = organisations.iter().any(|o| o.start() > body.start() && o.overlaps(whole));
    let noun = first_word(&rest[end..]);
    if words > 1 && !another && is_title_noun(noun) { whole } else { body }
}

/// Whether a name is the first half of an adjective, which does not say for whom somebody works: "*Orrin*-based strategist",
/// "*Lorvian*-American reporter".
fn is_part_of_adjective(text: &str, name: Span) -> bool {
    name.of(text).ends_with("-based") || text[name.end()..].starts_with('-')
}

/// Where a person with a title is from, or for what body: "Gov. Ilse Brandt *of Orrin*".
fn home_behind(text: &str, name: Span, organisations: &[Span]) -> Option<Span> {
    let joins = |o: &Span| {
        let between = text.get(name.end()..o.start()).unwrap_or("");
        matches!(without_adjectives(between), " of " | " of the ")
    };
    organisations.iter().copied().find(joins).or_else(|| party_behind(text, name, organisations))
}

/// The party of a politician of whom the clause behind the name says so: "Brandt, whose *Harbour Unity* party".
fn party_behind(text: &str, name: Span, organisations: &[Span]) -> Option<Span> {
    let own = |o: &Span| {
        let behind = text[o.end()..].trim_start();
        let party = o.of(text).ends_with("Party") || behind.starts_with("party") || behind.starts_with("Party");
        party && text.get(name.end()..o.start()) == Some(", whose ")
    };
    organisations.iter().copied().find(own)
}

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

/// Whether a clause goes on behind "and" with what its subject did: "chairs the fund *and was* its founder".
fn goes_on(and: &str) -> bool {
    const DID: &[&str] = &["has", "had", "is", "once", "served", "was", "worked", "helped", "wrote", "spent", "joined"];
    let mut words = and.split_whitespace().skip(1);
    let verb = words.next().unwrap_or("");
    DID.contains(&verb) || PAST.contains(&verb)
}

/// Where the preposition that joins a role and its organisation begins ("… at the Hudson Institute"); what describes the organisation may stand
/// between ("of the *opposition* Harbour Party", "of the *northern town of* Orrin").
fn last_preposition(text: &str, body: Span, organisation: Span) -> Option<(usize, &str)> {
    const JOINS: &[&str] = &["at", "of", "for", "with", "in", "from"];
    /// More words describe no organisation.
    const MOST: usize = 3;
    let mut left = text[body.start()..organisation.start()].trim_end();
    let mut described = 0;
    // "The father of a slain Lorvian *soldier*": the words before the name describe the soldier.
    let whole =
        !is_title_noun(first_word(&text[organisation.end()..]).trim_end_matches(|c: char| !c.is_alphanumeric()));
    loop {
        let (rest, word) = left.rsplit_once(char::is_whitespace)?;
        if JOINS.contains(&word) {
            match rest.rsplit_once(' ') {
                Some((before, kind)) if word == "of" && PLACES.contains(&kind) => left = before,
                _ => return Some((body.start() + rest.len(), word)),
            }
            continue;
        }
        if word != "the" {
            let adjective = word.chars().all(|c| c.is_lowercase() || c == '-');
            // "Head of *an* Orrin company": the name describes the company.
            let other = is_title_noun(word)
                || matches!(word, "a" | "an" | "and" | "against" | "near" | "before" | "after" | "behind" | "between" | "over" | "than" | "outside")
                // "Families *suing* Harbour Bank", "the *workers* Harbour Bank dismissed".
                || word.ends_with("ing")
                || word.ends_with('s') && !word.ends_with("ous") && !word.ends_with("ss")
                || LINKS.iter().any(|link| link.trim() == word);
            described += 1;
            if !adjective || other || !whole || described > MOST {
                return None;
            }
        }
        left = rest.trim_end();
    }
}

/// Nouns before the name of a place.
const PLACES: &[&str] = &["city", "county", "district", "island", "province", "region", "town", "village"];

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
    fn the_body_leaves_the_role_with_what_describes_it() {
        let party = ["Harbour Party"];
        assert_eq!(
            found("Ilse Brandt, leader of the opposition Harbour Party, left.", &party),
            Some(("leader", Some("Harbour Party")))
        );
        assert_eq!(
            found("Ilse Brandt, who leads the small Harbour Party, left.", &party),
            Some(("leads", Some("Harbour Party")))
        );
        assert_eq!(
            found("Ilse Brandt, the father of a slain Lorvian soldier, left.", &["Lorvian"]),
            Some(("father of a slain Lorvian soldier", None))
        );
        assert_eq!(
            found("Ilse Brandt, mayor of the northern town of Orrin, left.", &["Orrin"]),
            Some(("mayor", Some("Orrin")))
        );
        assert_eq!(
            found("Ilse Brandt, the company’s former general counsel, left.", &[]),
            Some(("former general counsel", None))
        );
        assert_eq!(
            found("Ilse Brandt, a spokeswoman for the Lorvian foreign ministry, left.", &["Lorvian"]),
            Some(("spokeswoman", Some("Lorvian foreign ministry")))
        );
    }

    #[test]
    fn a_title_is_whole_at_the_head_of_a_sentence_and_behind_an_honorific() {
        assert_eq!(found("Transport Minister Ilse Brandt left.", &[]), Some(("Transport Minister", None)));
        assert_eq!(found("Commerce Secretary Ilse Brandt left.", &["Commerce"]), Some(("Commerce Secretary", None)));
        assert_eq!(found("U.S. special envoy Ilse Brandt left.", &["U.S."]), Some(("special envoy", Some("U.S."))));
        assert_eq!(found("Its country director, Ms Ilse Brandt, left.", &[]), Some(("country director", None)));
        assert_eq!(found("Yesterday Senator Ilse Brandt left.", &[]), Some(("Senator", None)));
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
        assert_eq!(by_noun("heads the delegation"), "head of the delegation");
        assert_eq!(by_noun("leads"), "leader");
        assert_eq!(by_noun("teaches law"), "teaches law");
        assert_eq!(role("Ilse Brandt, who heads to Orrin today, left."), None);
        assert_eq!(role("Ilse Brandt, who headed the delegation, left.").as_deref(), Some("headed the delegation"));
        assert_eq!(
            role("Ilse Brandt, who leads the delegation and taught law before, left.").as_deref(),
            Some("leads the delegation")
        );
        assert_eq!(in_full("Opposition senator"), "senator");
        assert_eq!(in_full("opposition leader"), "opposition leader");
    }

    #[test]
    fn a_party_behind_a_name_is_that_of_its_bearer() {
        assert_eq!(
            found("Sen. Ilse Brandt of the opposition Harbour Union left.", &["Harbour Union"]),
            Some(("Sen.", Some("Harbour Union")))
        );
        assert_eq!(
            found("Opposition leader Ilse Brandt, whose Harbour Unity party grew, left.", &["Harbour Unity"]),
            Some(("Opposition leader", Some("Harbour Unity")))
        );
    }

    #[test]
    fn a_clause_says_what_somebody_is_and_not_what_he_did() {
        assert_eq!(role("Ilse Brandt, her lawyer, left.").as_deref(), Some("lawyer"));
        assert_eq!(role("Ilse Brandt, 66, a retired nurse, left.").as_deref(), Some("retired nurse"));
        assert_eq!(role("Ilse Brandt, a 38-year-old nurse, left.").as_deref(), Some("nurse"));
        assert_eq!(role("Ilse Brandt, a governor challenged by Orr, left.").as_deref(), Some("governor"));
        assert_eq!(
            role("Ilse Brandt, a reporter for the U.S. Ledger, left.").as_deref(),
            Some("reporter for the U.S. Ledger")
        );
        assert_eq!(role("Ilse Brandt, a doctor in the U.S. She left.").as_deref(), Some("doctor in the U.S"));
        assert_eq!(
            role("Ilse Brandt, recently named the company's chief executive, left.").as_deref(),
            Some("recently named the company's chief executive")
        );
        assert_eq!(role("Ilse Brandt, a retired Orrin nurse, left.").as_deref(), Some("retired Orrin nurse"));
        assert_eq!(
            role("Ilse Brandt, an editor as well as publisher, left.").as_deref(),
            Some("editor as well as publisher")
        );
        assert_eq!(role("Ilse Brandt, a former officer who is now a doctor, left.").as_deref(), Some("doctor"));
        assert_eq!(role("Ilse Brandt, who is a doctor, left.").as_deref(), Some("doctor"));
        assert_eq!(role("Ilse Brandt, who teaches law in town, left.").as_deref(), Some("teaches law in town"));
        assert_eq!(role("Ilse Brandt, who left, said no.").as_deref(), None);
        assert_eq!(role("Ilse Brandt -- author of a book -- left.").as_deref(), Some("author of a book"));
        for story in [
            "who is late",
            "succeeded Ivo Orr as president of the centre",
            "whom Ivo Orr made director",
            "so that they can name a president",
            "could fear her own lawyer",
            "you’re a lawyer",
            "then met the president",
            "accusing the former director",
        ] {
            assert_eq!(role(&format!("Ilse Brandt, {story}, left.")), None, "{story}");
        }
        assert_eq!(role("Ilse Brandt, lessons from a brother’s pain, left."), None);
        assert_eq!(role("Ilse Brandt, was the best candidate but lost, left."), None);
    }
}

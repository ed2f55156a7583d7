//! The head of a source phrase: the word that says who speaks.

use crate::cast::{Agreement, Cast, MemberId, Mention, MentionForm, is_group_noun, is_possessive, is_title_noun};
use crate::registry::ActorKind;
use crate::speakers::SpeakerKind;
use crate::speakers::introduced::is_person;
use crate::speakers::joint::DEPENDS;
use crate::speakers::share::share;
use crate::text::{Span, first_word, has_word};

/// What the head of a source is.
#[derive(Debug, PartialEq)]
pub(super) enum Head {
    /// A name of the cast.
    Member(MemberId),
    /// A pronoun and its span.
    Pronoun(Agreement, Span),
    /// "who", "which" and its span.
    Relative(Span),
    /// "the professor".
    Nominal {
        /// In lower case.
        noun: String,
        /// Registry id of the state before it.
        state: Option<String>,
    },
    /// "White House officials", without its article.
    Group(String),
    /// A body named only by description ("the Varga campaign").
    Body(String),
    /// Somebody of whom the article gives a description and no name ("a spokeswoman for the bank").
    Described(SpeakerKind, String),
    /// Nobody in particular.
    Nobody,
}

/// Nouns of bodies and of what bodies publish, which speak for them.
const BODY_NOUNS: &[&str] = &[
    "campaign",
    "agency",
    "company",
    "ministry",
    "office",
    "department",
    "committee",
    "party",
    "team",
    "court",
    "union",
    "paper",
    "newspaper",
    "magazine",
    "journal",
    "website",
    "outlet",
    "station",
    "broadcaster",
    "report",
    "study",
    "statement",
    "poll",
    "survey",
    "document",
    "commission",
    "council",
    "firm",
    "group",
    "organisation",
    "organization",
    "network",
    "bank",
    "board",
    "institute",
    "university",
    "association",
    "coalition",
    "foundation",
    "government",
    "regime",
    "administration",
    "embassy",
    "website",
    "panel",
    "city",
    "county",
    "alliance",
    "analysis",
    "article",
    "editorial",
    "leadership",
    "movement",
    "nonprofit",
    "non-profit",
    "camp",
    "investigation",
    "inquiry",
    "audit",
    "blog",
    "research",
    "bloc",
    "body",
    "consulate",
    "delegation",
    "junta",
    "militia",
    "mission",
    "watchdog",
];

/// Words before a guard that is a body.
const GUARDS: &[&str] = &["border", "coast", "national"];

/// Nouns of what somebody writes or sends, which are his words.
const WRITTEN: &[&str] = &[
    "ad",
    "affidavit",
    "book",
    "column",
    "complaint",
    "email",
    "essay",
    "filing",
    "indictment",
    "lawsuit",
    "letter",
    "memo",
    "memorandum",
    "note",
    "op-ed",
    "petition",
    "platform",
    "post",
    "suit",
    "tweet",
];

/// Whether a phrase is of something written: "the lawsuit", "Brandt’s latest memo", and not "the Harbour Post".
pub(super) fn is_written(phrase: &str) -> bool {
    let noun = phrase.rsplit(' ').next().unwrap_or("");
    WRITTEN.contains(&noun) || matches!(noun, "article" | "document" | "report" | "statement")
}

/// Numbers in words.
pub(super) const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Whether a word (lower case) counts people or gathers them, before "of".
pub(super) fn is_quantity(word: &str) -> bool {
    NUMBERS.contains(&word) || QUANTITIES.contains(&word)
}

/// Other words that count people or gather them, before "of".
const QUANTITIES: &[&str] = &[
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "half",
    "majority",
    "plurality",
    "number",
    "handful",
    "host",
    "chorus",
    "coalition",
    "group",
    "some",
    "many",
    "most",
    "several",
    "few",
    "all",
    "none",
    "both",
    "each",
    "any",
    "percent",
    "percentage",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "two-thirds",
];

/// What may stand between a name and the verb behind it, and is no part of the name.
const TRAILING: &[&str] = &["on", "in", "at", "this", "last", "also", "then", "later", "earlier", "has", "had", "have"];

/// What may stand between a preposition and a name: "who worked for *Mr.* Orr".
pub(super) const HONORIFICS: &[&str] = &["Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov."];

/// Finds the head of the source at `source`.
pub(super) fn head(text: &str, source: Span, cast: &Cast, mentions: &[Mention]) -> Head {
    let from = mentions.partition_point(|m| m.span.end() <= source.start());
    let inside: Vec<&Mention> = mentions[from..].iter().take_while(|m| m.span.start() < source.end()).collect();
    let phrase = core(text, source);
    let mut words: Vec<Span> = split(text, phrase);
    let Some(mut last) = words.last().copied() else { return Head::Nobody };
    if let Some(head) = share(text, source) {
        return head;
    }
    if words.len() <= 2 {
        // "Orr himself" is Orr.
        let doubles = |m: &Mention| words.len() > 1 && m.span.of(text).ends_with("self");
        // "Her campaign" is not she.
        let owns = |m: &Mention| words.len() > 1 && m.span.end() < last.end() && is_possessive(m.span.of(text));
        if let Some((agreement, span)) = inside.iter().find_map(|m| match m.form {
            MentionForm::Pronoun(agreement) if !owns(m) && !doubles(m) && phrase.overlaps(m.span) => {
                Some((agreement, m.span))
            }
            _ => None,
        }) {
            return Head::Pronoun(agreement, span);
        }
        if matches!(last.of(text).to_lowercase().as_str(), "who" | "which" | "that") {
            return Head::Relative(last);
        }
    }
    let phrase = without_rest(text, phrase, &mut words, cast);
    last = words.last().copied().unwrap_or(last);
    let lower = last.of(text).to_lowercase();
    // A person's name is the head unless it depends on something: "a spokesman for Ilse Brandt", "Brandt's lawyer".
    for (span, member) in cast.within(Span::new(source.start(), source.end())) {
        if cast.member(member).kind != ActorKind::Person || phrase.end() < span.end() && !phrase.overlaps(span) {
            continue;
        }
        let left = text[source.start()..span.start()].trim_end();
        let left = HONORIFICS.iter().find_map(|title| left.strip_suffix(title)).unwrap_or(left).trim_end();
        let before = left.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let depends = matches!(before.as_str(), "of" | "for" | "to" | "from" | "by" | "with" | "behind" | "against");
        // "One pastor supporting Ilse Brandt, Ivo Orr": whom a description by what somebody does names is not who speaks.
        let depends =
            depends || before.ends_with("ing") && before.len() > 4 && span.start() > source.start() + before.len() + 1;
        let rest = &text[span.end()..source.end()];
        let owns = rest.starts_with("’s ") || rest.starts_with("'s ") || rest.starts_with("’ ");
        // "Ilse Brandt in a post" is she.
        let ends = |link: &&str| text[span.end().min(phrase.end())..phrase.end()].starts_with(*link);
        let noun_follows = phrase.end() > span.end()
            && ![" at ", " from ", " in ", " of ", " on ", " with "].iter().any(ends)
            && (is_common_noun(&lower) || modifies(text, span, phrase));
        // "Orlo campaign manager Ilse Brandt", "Orlo constituent Ilse Brandt": the name behind what somebody is to him is the speaker's.
        let named_behind = cast.within(phrase).any(|(next, other)| {
            if next.start() <= span.end() || cast.member(other).kind != ActorKind::Person {
                return false;
            }
            let between = split(text, Span::new(span.end(), next.start()));
            let between: Vec<&str> = between.iter().map(|word| word.of(text)).collect();
            let office = between.iter().any(|word| is_title_noun(&word.to_lowercase()));
            let plain =
                between.len() == 1 && between[0].starts_with(char::is_lowercase) && !DEPENDS.contains(&between[0]);
            (office || plain && next.of(text).contains(' ')) && !between.contains(&"and")
        });
        // "Team Orr" is his campaign.
        if before == "team" && left.ends_with("Team") {
            return Head::Body(format!("{} campaign", span.of(text)));
        }
        if let Some(name) = unlisted(text, span, phrase).filter(|_| !depends && !owns) {
            let listed = cast.within(Span::new(phrase.end() - name.len(), phrase.end())).next_back();
            return match listed.filter(|(_, member)| cast.member(*member).kind == ActorKind::Person) {
                Some((_, member)) => Head::Member(member),
                None => Head::Described(SpeakerKind::Person, name.to_owned()),
            };
        }
        if !depends && !owns && !noun_follows && !named_behind {
            return Head::Member(member);
        }
    }
    if let Some(member) = publisher(text, source, &lower, cast) {
        return Head::Member(member);
    }
    if let Some((name, member)) = cast.within(source).find(|(span, _)| span.overlaps(last)) {
        let demonym_thing =
            mentions.iter().any(|m| m.span.overlaps(last) && matches!(&m.form, MentionForm::Name(n) if n.modifier));
        // "Many Democrats", "Russians" are people, and not the party or the state.
        let counted = words.len() > 1 && is_counted(&words[0].of(text).to_lowercase()) && last.of(text).ends_with('s');
        // So are "House Republicans", whatever stands before them but an article.
        let set_apart = words.len() > 1
            && phrase.contains(name)
            && is_group_noun(&lower)
            && !matches!(words[words.len() - 2].of(text).to_lowercase().as_str(), "the" | "we");
        let people = |m: &&Mention| m.span.overlaps(last) && matches!(&m.form, MentionForm::Name(n) if n.people);
        // "Democrats *on* the committee" are fewer still.
        let seated = last.of(text).ends_with('s') && text[last.end()..source.end()].starts_with(" on ");
        if seated && cast.member(member).kind == ActorKind::Organisation && phrase.contains(name) {
            let end = source.start() + bound(source.of(text));
            return Head::Group(shown(text, Span::new(phrase.start(), end.max(phrase.end()))));
        }
        if (counted || set_apart) && cast.member(member).kind == ActorKind::Organisation || inside.iter().any(people) {
            return Head::Group(shown(text, phrase));
        }
        // "One kind-hearted Canadian" is a person.
        let one_of = words.len() > 1
            && counts_one(words[0].of(text))
            && cast.member(member).kind == ActorKind::State
            && name.end() == phrase.end();
        if one_of {
            return Head::Described(SpeakerKind::Person, shown(text, phrase));
        }
        if !demonym_thing && phrase.contains(last) {
            return Head::Member(member);
        }
    }
    // "The president of a leading group" is not the president, nor "the bureau’s director" the bureau.
    let another = [" of a ", " of an "].iter().any(|link| text[phrase.end()..source.end()].starts_with(link));
    let owns = |m: &Mention| ["’s", "'s", "’ ", "' "].iter().any(|mark| text[m.span.end()..].starts_with(mark));
    if another && is_title_noun(&lower) {
        return described(text, source);
    }
    if let Some(MentionForm::Nominal { noun, state }) = inside
        .iter()
        .filter(|m| phrase.overlaps(m.span) && !(owns(m) && m.span.end() < last.start()))
        .map(|m| &m.form)
        .find(|f| matches!(f, MentionForm::Nominal { .. }))
    {
        return Head::Nominal { noun: noun.clone(), state: state.clone() };
    }
    let named = cast.within(phrase).next().is_some();
    let shown = shown(text, phrase);
    if is_group_noun(&lower) {
        return Head::Group(self::shown(text, phrase.hull(with_complement(text, phrase, source))));
    }
    // "The coast guard" is a body, and "a guard" a person.
    let guard = lower == "guard" && words.len() > 1 && GUARDS.contains(&words[words.len() - 2].of(text));
    if BODY_NOUNS.contains(&lower.as_str()) || guard || is_written(last.of(text)) {
        return if named || guard { Head::Body(shown) } else { Head::Nominal { noun: lower, state: None } };
    }
    if is_title_noun(&lower) && words[0].of(text).eq_ignore_ascii_case("the") {
        return Head::Nominal { noun: lower, state: None };
    }
    if let Some((_, member)) = cast.within(phrase).last().filter(|(span, _)| span.end() == phrase.end()) {
        return Head::Member(member);
    }
    described(text, source)
}

/// The name at the beginning of a source, by its capitals: two to four words of a title and a name, or one word in capitals, as the
/// labels of transcripts and signatures have it.
pub(super) fn spelled_name(text: &str, source: Span) -> Option<&str> {
    let words = source.of(text);
    let words = words.split_once(" -- ").map_or(words, |(name, _)| name);
    let end = words.find([',', '(', ';', ':']).unwrap_or(words.len());
    let name = words[..end].trim();
    let capital = |w: &str| {
        w.starts_with(char::is_uppercase)
            && !matches!(w, "The" | "A" | "An" | "This" | "That" | "Anonymous" | "I" | "Team")
    };
    let count = name.split_whitespace().count();
    let shouted = count == 1 && name.chars().count() > 2 && !name.chars().any(char::is_lowercase);
    // "Hollywood Actor", "Many Millennials" in a headline: nobody is called so, for all the capitals.
    let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
    let words = ["it", "you", "he", "she", "we", "they", "is", "are", "might", "can"];
    let sentence = name.split_whitespace().any(|word| words.contains(&word.to_lowercase().as_str()));
    let describes = sentence || is_group_noun(&last) || is_title_noun(&last) && !SURNAMES.contains(&last.as_str());
    (!describes && (2..=4).contains(&count) && name.split_whitespace().all(capital) || shouted && capital(name))
        .then_some(name)
}

/// Nouns for persons that are surnames as well.
const SURNAMES: &[&str] = &[
    "bishop", "cardinal", "chair", "dean", "driver", "farmer", "fellow", "head", "host", "judge", "justice", "king",
    "major", "page", "player", "pope", "prince", "sheriff", "trader",
];

/// The person whose name ends a description of one: "real estate mogul and television star *Orlo Brandt*".
pub(super) fn trailing_person(text: &str, source: Span, cast: &Cast) -> Option<MemberId> {
    let person = |(_, member): &(Span, MemberId)| cast.member(*member).kind == ActorKind::Person;
    let (span, member) = cast.within(source).next_back().filter(person)?;
    let alone = cast.within(source).filter(person).count() == 1;
    let before = text[source.start()..span.start()].trim_end().to_lowercase();
    // "a spokesman for candidate Orlo Brandt" is another person; "secretary of state" is one office.
    let office = ["secretary of ", "chief of "]
        .iter()
        .find_map(|office| before.rsplit_once(office).filter(|(_, of)| !of.contains(' ')))
        .map_or(before.as_str(), |(head, _)| head);
    let another =
        ["for", "of", "to", "with", "by", "from", "at"].iter().any(|link| office.split(' ').any(|word| word == *link));
    let ends = |part: &str| part.rsplit(' ').next().is_some_and(is_title_noun);
    let described = office.len() < before.len() || before.split(" and ").any(ends);
    let owned = office.contains("’s ") || office.contains("'s ");
    let behind = text[span.end()..source.end()].trim_end();
    (alone && described && !another && !owned && (behind.is_empty() || behind.starts_with(" ("))).then_some(member)
}

/// Who published something, by name: "a study by *Media Watch*", "a review by the economist *Ivo Orr*", "*F.A.A.* records".
fn publisher(text: &str, source: Span, noun: &str, cast: &Cast) -> Option<MemberId> {
    let body = |(_, member): &(Span, MemberId)| cast.member(*member).kind == ActorKind::Organisation;
    if PUBLISHED.contains(&noun) {
        let by = source.start() + source.of(text).find(" by ")?;
        let named: Vec<(Span, MemberId)> = cast.within(Span::new(by, source.end())).collect();
        let person = |(_, member): &&(Span, MemberId)| cast.member(*member).kind == ActorKind::Person;
        let first = named.iter().find(person).or_else(|| named.iter().find(|name| body(name)));
        return first.map(|(_, member)| *member);
    }
    let counted = matches!(noun, "records" | "data" | "figures" | "statistics" | "filings");
    cast.within(source).find(body).filter(|_| counted).map(|(_, member)| member)
}

/// Nouns of what somebody publishes.
const PUBLISHED: &[&str] = &["analysis", "estimate", "poll", "report", "review", "study", "survey"];

/// Whether a name stands before a plural noun in lower case that it describes: "some *Orlo* backers".
fn modifies(text: &str, name: Span, phrase: Span) -> bool {
    let behind = split(text, Span::new(name.end(), phrase.end()));
    let plain = |word: &Span| word.of(text).starts_with(char::is_lowercase);
    let [first, ..] = behind.as_slice() else { return false };
    let last = behind[behind.len() - 1].of(text);
    behind.len() <= 2 && behind.iter().all(plain) && is_plural(last) && !TRAILING.contains(&first.of(text))
}

/// The name that stands behind what somebody is to the one named before it, and is no name of the cast: "Orlo speechwriter *Ilse Brandt*".
fn unlisted(text: &str, name: Span, phrase: Span) -> Option<&str> {
    let behind = split(text, Span::new(name.end().min(phrase.end()), phrase.end()));
    let plain = behind.iter().take_while(|word| word.of(text).starts_with(char::is_lowercase)).count();
    let (office, rest) = behind.split_at(plain);
    let noun = office.last()?.of(text);
    // "Speechwriter", "backer": who does something, and not "after" or "under".
    let person =
        is_title_noun(noun) || noun == "ally" || noun.len() > 5 && (noun.ends_with("er") || noun.ends_with("or"));
    let capital =
        rest.iter().all(|word| word.of(text).starts_with(char::is_uppercase)) && (2..=3).contains(&rest.len());
    let surname = !name.of(text).contains(' ');
    (surname && person && capital && plain <= 3 && office.iter().all(|word| word.of(text) != "and"))
        .then(|| &text[rest[0].start()..phrase.end()])
}

/// Whether a word (lower case) counts people or sets some of them apart.
fn is_counted(word: &str) -> bool {
    is_quantity(word)
        || COUNTING.contains(&word)
        || matches!(word, "top" | "senior" | "leading" | "prominent" | "moderate" | "fellow")
}

/// Whether a word that opens a description says that it is of one person.
fn counts_one(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a" | "an" | "another" | "one")
}

/// The name of a newspaper or a body whose words are all set with a capital behind "The": "*The Harbour Ledger* reported".
pub(super) fn titled_name(text: &str, source: Span) -> Option<&str> {
    let name = source.of(text).trim().strip_prefix("The ")?;
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.split(' ').all(capital).then_some(name)
}

/// A phrase without what stands behind its noun or name ("protesters *marching*", "The Times *on*"), and its words.
fn without_rest(text: &str, phrase: Span, words: &mut Vec<Span>, cast: &Cast) -> Span {
    let plain = |word: &Span| word.of(text).starts_with(char::is_lowercase);
    let named = |word: &Span| cast.within(phrase).any(|(span, _)| span.overlaps(*word));
    let is_noun = |word: &Span| {
        let noun = word.of(text).to_lowercase();
        is_common_noun(&noun) || is_plural(&noun) && plain(word) && noun.chars().all(char::is_alphabetic)
    };
    let last_matters = words.last().is_none_or(|word| !plain(word) || named(word) || is_noun(word));
    if last_matters {
        return phrase;
    }
    let behind_noun = words.iter().rposition(is_noun);
    let behind_name = words
        .iter()
        .rposition(named)
        .filter(|at| words.get(at + 1).is_some_and(|next| TRAILING.contains(&next.of(text).to_lowercase().as_str())));
    let clause = |word: &Span| plain(word) || word.of(text) == "I";
    let Some(kept) = behind_noun.max(behind_name).filter(|kept| words[kept + 1..].iter().all(clause)) else {
        return phrase;
    };
    words.truncate(kept + 1);
    Span::new(phrase.start(), words[kept].end())
}

/// The person whose name ends or begins what stands behind the first comma: "Trump's running mate, Indiana Gov. *Mike Pence*", "another
/// advocate, *Andrew Pincus* of Mayer Brown".
pub(super) fn apposed_person(text: &str, source: Span, cast: &Cast) -> Option<MemberId> {
    let words = source.of(text);
    let comma = [", ", " -- "].iter().filter_map(|opening| words.find(opening).map(|at| at + opening.len())).min()?;
    let ends = [",", "(", ";", ":", " --"];
    let end = ends.iter().filter_map(|end| words[comma..].find(end)).min().map_or(words.len(), |at| comma + at);
    let behind = Span::new(source.start() + comma, source.start() + end).trimmed(text);
    // "Hawks, like Orr and Brandt" are not Brandt, nor is "a reporter, who worked for Brandt".
    if ["like ", "including ", "who ", "whom ", "whose ", "which "]
        .iter()
        .any(|example| behind.of(text).starts_with(example))
    {
        return None;
    }
    let person = |(_, member): &(Span, MemberId)| cast.member(*member).kind == ActorKind::Person;
    let last = cast.within(behind).next_back().filter(|(span, _)| span.end() == behind.end()).filter(person);
    let first = cast.within(behind).next().filter(|(span, _)| span.start() == behind.start()).filter(person);
    last.or(first).map(|(_, member)| member)
}

/// The name that follows the description of a person: "her former teacher, *Bogdan Amsel*".
pub(super) fn apposed_name(text: &str, source: Span) -> Option<&str> {
    let comma = source.of(text).find(", ")?;
    spelled_name(text, Span::new(source.start() + comma + 2, source.end()))
}

/// A phrase of people with what says which of them speak: "supporters *of Orr*", "people *close to the board*", "many *in the crowd*".
fn with_complement(text: &str, phrase: Span, source: Span) -> Span {
    const LINKS: &[&str] =
        &[" of ", " from ", " in ", " on ", " at ", " for ", " with ", " close to ", " familiar with "];
    let words = source.of(text);
    let end = source.start() + bound(words).min(clause(words));
    let behind = &text[phrase.end()..end.max(phrase.end())];
    if LINKS.iter().any(|link| behind.starts_with(link)) {
        Span::new(phrase.start(), end).trimmed(text)
    } else {
        phrase
    }
}

/// Where a clause or an example begins in a phrase, or its end: "analysts *who follow it*", "hawks *like Orr*".
fn clause(words: &str) -> usize {
    let opens = [" who", " that ", " which ", " like ", " including "];
    opens.iter().filter_map(|opening| words.find(opening)).min().unwrap_or(words.len())
}

/// What a source without a name says of the speaker.
pub(super) fn described(text: &str, source: Span) -> Head {
    let words = source.of(text);
    let end = bound(words).min(clause(words));
    let core = core(text, source);
    // "The poll released Friday" is a poll.
    let behind = first_word(&text[core.end()..source.end()]);
    let done = (behind.len() > 4 && behind.ends_with("ed")).then_some(core.end() - source.start());
    let end = source.start() + done.into_iter().chain([end]).min().unwrap_or(end);
    let described = Span::new(source.start(), end);
    let noun = split(text, core).last().map(|w| w.of(text).to_lowercase()).unwrap_or_default();
    // "A person close to the campaign" is described, and "a person" is not.
    // "One well-connected Democrat".
    let one_of = counts_one(first_word(described.of(text))) && PARTY_MEMBERS.contains(&noun.as_str());
    let kind = if is_person(&noun) || one_of || noun == "person" && described.of(text).split(' ').count() > 3 {
        SpeakerKind::Person
    } else if is_group_noun(&noun) || is_plural(&noun) {
        SpeakerKind::Group
    } else if is_body(&noun) || RECORDS.contains(&noun.as_str()) {
        SpeakerKind::Organisation
    } else {
        return Head::Nobody;
    };
    Head::Described(kind, shown(text, described))
}

/// Nouns of what is written down or counted and speaks as a document does.
const RECORDS: &[&str] =
    &["data", "documents", "figures", "filings", "findings", "polls", "records", "results", "statistics", "surveys"];

/// What a party calls one of its members, in lower case.
const PARTY_MEMBERS: &[&str] = &["conservative", "democrat", "independent", "liberal", "libertarian", "republican"];

/// Whether a noun in lower case looks like several people or bodies: what is published or counted does not speak as a group.
pub(super) fn is_plural(noun: &str) -> bool {
    let things = [
        "polls",
        "surveys",
        "statistics",
        "figures",
        "numbers",
        "records",
        "documents",
        "analyses",
        "studies",
        "rules",
        "procedures",
        "bylaws",
        "returns",
        "words",
        "images",
        "photos",
        "videos",
        "emails",
        "papers",
        "results",
        "news",
        "ones",
        "tests",
        "unknowns",
    ];
    noun.len() > 3
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && !noun.ends_with("us")
        && !noun.ends_with("is")
        && !things.contains(&noun)
}

fn is_common_noun(word: &str) -> bool {
    is_group_noun(word) || is_title_noun(word) || is_body(word)
}

/// Whether a noun (lower case) speaks as a body does.
pub(super) fn is_body(noun: &str) -> bool {
    BODY_NOUNS.contains(&noun) || WRITTEN.contains(&noun)
}

/// Where a phrase ends that punctuation bounds; the comma of "1,409" is none.
pub(super) fn bound(words: &str) -> usize {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let bounds = |at: usize, c: char| {
        matches!(c, '(' | ';' | ':')
            || at > 0 && words[at..].starts_with("-- ")
            || c == ',' && !(digit(words[..at].chars().next_back()) && digit(words[at + 1..].chars().next()))
    };
    words.char_indices().find(|(at, c)| bounds(*at, *c)).map_or(words.len(), |(at, _)| at)
}

/// The phrase up to the first comma, bracket, relative clause or preposition after its noun.
pub(super) fn core(text: &str, source: Span) -> Span {
    let words = source.of(text);
    let mut end = bound(words);
    if end == 0 {
        end = words.len();
    }
    for (at, c) in words.char_indices() {
        if matches!(c, '—' | '–') && at > 0 {
            end = end.min(at);
        }
        if c == ' ' {
            let next = words[at + 1..].split(' ').next().unwrap_or("").to_lowercase();
            // "Bank of Orrin" keeps its name: the preposition follows a word in lower case.
            let before = words[..at].rsplit(' ').next().unwrap_or("");
            let common = before.starts_with(char::is_lowercase) && !matches!(before, "the" | "a" | "an")
                || is_common_noun(&before.to_lowercase());
            // "One pastor *supporting* Ilse Brandt": what somebody does is no part of what he is called.
            let doing = next.len() > 4 && next.ends_with("ing") && is_common_noun(&before.to_lowercase());
            // "The poll *released* Friday": so is what was done with it.
            let done = next.len() > 4 && next.ends_with("ed") && is_body(&before.to_lowercase());
            let object = || words[at + 1 + next.len()..].trim_start().starts_with(char::is_uppercase);
            let cuts = doing && object()
                || done
                || words[at..].starts_with(" close to ")
                || matches!(
                    next.as_str(),
                    "of" | "for"
                        | "at"
                        | "in"
                        | "from"
                        | "with"
                        | "on"
                        | "inside"
                        | "within"
                        | "familiar"
                        | "who"
                        | "that"
                        | "which"
                        | "to"
                        | "by"
                        | "and"
                );
            // "Domestic and international critics" are critics.
            let noun = next != "and" || is_common_noun(&before.to_lowercase()) || is_plural(&before.to_lowercase());
            if cuts && common && noun || matches!(next.as_str(), "including" | "like" | "who") {
                end = end.min(at);
            }
        }
        if end <= at {
            break;
        }
    }
    Span::new(source.start(), source.start() + end).trimmed(text)
}

pub(super) fn split(text: &str, phrase: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    let words = phrase.of(text);
    for (at, c) in words.char_indices().chain(std::iter::once((words.len(), ' '))) {
        let inner = c.is_alphanumeric() || matches!(c, '-' | '.' | '’' | '\'') && start.is_some();
        match (start, inner) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push(Span::new(phrase.start() + from, phrase.start() + at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// How a description is shown: without its article, and without the capital that only its place at the start of a sentence gives it.
pub(super) fn shown(text: &str, phrase: Span) -> String {
    let whole = phrase.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let words = without_article(&whole);
    let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let lower = first.to_lowercase();
    let counts = || is_quantity(&lower) || COUNTING.contains(&lower.as_str());
    let opens = || {
        let before = text[..phrase.start()].trim_end_matches([' ', '“', '"', '‘', '\'', '(']);
        before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '\n', '”', '’'])
    };
    // Members of a party and a state's people keep their capital.
    let named = || matches!(lower.as_str(), "americans" | "democrats" | "republicans");
    let common = || {
        !named()
            && !rest.starts_with(char::is_uppercase)
            && (is_common_noun(&lower) || is_adjective(&lower) || has_word(text, phrase.start(), &lower))
    };
    let acronym = first.chars().skip(1).any(char::is_uppercase) && !is_common_noun(&lower);
    let plain = words.len() == whole.len() && !acronym && (counts() || opens() && common());
    let shown = if plain { lower + &words[first.len()..] } else { words };
    // "Some economists - including Orr" are some economists.
    let shown = shown.trim_end_matches([' ', '-', '—', '–']);
    shown.strip_suffix("’s").or_else(|| shown.strip_suffix("'s")).unwrap_or(shown).to_owned()
}

/// Whether a word (lower case) is an adjective of things and no name of a place or a people: "environmental", "medical".
fn is_adjective(word: &str) -> bool {
    const ENDS: &[&str] = &["cial", "ical", "ional", "mental", "rial", "rural", "tural"];
    ENDS.iter().any(|end| word.ends_with(end)) || matches!(word, "legal" | "local" | "senior")
}

/// Words before those of whom a description speaks.
const COUNTING: &[&str] = &[
    "about", "all", "almost", "another", "any", "both", "each", "eleven", "fellow", "few", "half", "many", "more",
    "most", "multiple", "nearly", "none", "only", "other", "others", "roughly", "several", "some", "twelve", "various",
];

fn without_article(phrase: &str) -> String {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = phrase.split(' ').next().unwrap_or("").to_lowercase();
    if matches!(
        first.as_str(),
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its"
    ) {
        phrase[first.len()..].trim_start().to_owned()
    } else {
        phrase
    }
}

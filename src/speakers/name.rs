//! The name in a source that is more than a name: by its capitals or by its place.

use super::noun::{is_body, is_written};
use crate::cast::{Cast, MemberId, is_group_noun, is_title_noun};
use crate::registry::ActorKind;
use crate::text::Span;

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
    "baker",
    "barber",
    "bishop",
    "boxer",
    "brewer",
    "butcher",
    "cardinal",
    "carpenter",
    "chair",
    "cook",
    "deacon",
    "dean",
    "driver",
    "farmer",
    "fellow",
    "gardener",
    "head",
    "host",
    "judge",
    "justice",
    "king",
    "major",
    "miner",
    "page",
    "painter",
    "player",
    "pope",
    "prince",
    "shepherd",
    "sheriff",
    "trader",
    "weaver",
];

/// The name of a newspaper or a body whose words are all set with a capital behind "The": "*The Harbour Ledger* reported".
pub(super) fn titled_name(text: &str, source: Span) -> Option<&str> {
    let name = source.of(text).trim().strip_prefix("The ")?;
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.split(' ').all(capital).then_some(name)
}

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
    const LINKS: &[&str] = &["for", "of", "to", "with", "by", "from", "at"];
    let another = LINKS.iter().any(|link| office.split(' ').any(|word| word == *link));
    let ends = |part: &str| part.rsplit(' ').next().is_some_and(is_title_noun);
    // "The director of the harbour service *Ivo Orr*": behind the noun of a body it is the director's name.
    let head = office.split(' ').take_while(|word| !LINKS.contains(word)).collect::<Vec<_>>().join(" ");
    let of_body =
        another && ends(&head) && office.rsplit(' ').next().is_some_and(|noun| is_body(noun) && !is_written(noun));
    let another = another && !of_body;
    let described = of_body || office.len() < before.len() || before.split(" and ").any(ends);
    let owned = !of_body && (office.contains("’s ") || office.contains("'s "));
    let behind = text[span.end()..source.end()].trim_end();
    (alone && described && !another && !owned && (behind.is_empty() || behind.starts_with(" ("))).then_some(member)
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

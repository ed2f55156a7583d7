//! What kind of body an organisation is, by the words of its name and by what stands beside it: whom "the bank" or "the union" means.

use std::collections::{BTreeMap, BTreeSet};

use super::boundary::is_body_noun;
use super::cluster::Gathering;
use super::company::{is_business, is_company, without_form};
use super::described::is_named;
use super::trade::before_link;
use crate::registry::{ActorKind, Entry};
use crate::text::{Span, word_before};

/// Nouns by which a body is called, each with words that names of such bodies have in its stead, in lower case.
const CALLED: &[(&str, &[&str])] = &[
    ("agency", &["administration", "authority", "bureau", "office", "programme", "program", "service"]),
    ("airline", &["air", "airlines", "airways"]),
    ("automaker", &["auto", "motor", "motors"]),
    ("carmaker", &["auto", "motor", "motors"]),
    ("carrier", &["air", "airline", "airlines", "airways", "railroad", "railway", "railways"]),
    ("club", &["athletic", "fc", "rovers", "united"]),
    ("coastguard", &["guard"]),
    ("district", &["schools"]),
    ("force", &["constabulary", "police"]),
    ("lender", &["bank"]),
    ("railroad", &["rail", "railway", "railways"]),
    ("railway", &["rail", "railroad", "railways"]),
    ("regulator", &["authority", "ombudsman", "regulation", "supervision"]),
    ("school", &["academy", "elementary"]),
    ("union", MEMBERS),
    ("watchdog", &["authority", "ombudsman", "supervision"]),
];

/// Of whom a union is one, by its name.
pub(super) const MEMBERS: &[&str] =
    &["brotherhood", "educators", "employees", "nurses", "staffs", "teachers", "unions", "workers"];

/// Nouns by which any business is called.
const GENERAL: &[&str] = &["business", "company", "corporation", "firm"];

/// Other words that end the names of bodies, of which none is a company.
const OTHERS: &[&str] = &["brigade", "front", "guard", "movement", "observatory", "survey"];

/// So many ends of lines may lie between a name and what calls its bearer by its kind (two to a paragraph).
const NEAR: usize = 4;

/// So many bytes of an article are its lead.
const LEAD: usize = 800;

/// Words of the names of outlets, which article after article are told something and are seldom what "the company" means.
const OUTLETS: &[&str] = &[
    "broadcasting",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "gazette",
    "globe",
    "herald",
    "journal",
    "magazine",
    "mirror",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "radio",
    "record",
    "review",
    "standard",
    "star",
    "sun",
    "television",
    "telegraph",
    "times",
    "tribune",
    "tv",
    "weekly",
    "wire",
];

/// The kinds of the organisations of an article, by member.
pub(super) struct Kinds {
    of: BTreeMap<usize, BTreeSet<String>>,
    /// Organisations of which nothing says that they are no company.
    perhaps_companies: BTreeSet<usize>,
    outlets: BTreeSet<usize>,
}

impl Kinds {
    /// Whether what is known of a member makes it one of those that a noun (lower case) means.
    fn is(&self, member: usize, noun: &str) -> bool {
        let Some(kinds) = self.of.get(&member) else { return false };
        let like = CALLED.iter().find(|(called, _)| *called == noun).map_or(&[][..], |(_, words)| words);
        let general = GENERAL.contains(&noun);
        kinds.contains(noun)
            || like.iter().any(|word| kinds.contains(*word))
            || general && kinds.iter().any(|kind| is_business(kind))
    }

    /// Whether a member is one that reports news.
    pub(super) fn is_outlet(&self, member: usize) -> bool {
        self.outlets.contains(&member)
    }

    /// Whether the noun of a description says that it does not mean a member, which is of another kind: an army is no movement.
    pub(super) fn is_another(&self, member: usize, noun: &str) -> bool {
        const PLAIN: &[&str] =
            &["agency", "alliance", "body", "coalition", "group", "network", "organisation", "organization", "team"];
        let Some(kinds) = self.of.get(&member) else { return false };
        let other = kinds.iter().any(|kind| is_other(kind));
        let known = other || !GENERAL.contains(&noun) && kinds.iter().any(|kind| is_business(kind));
        known && !PLAIN.contains(&noun) && !self.is(member, noun)
    }

    fn may_be(&self, member: usize, noun: &str) -> bool {
        GENERAL.contains(&noun) && self.perhaps_companies.contains(&member)
    }
}

impl Gathering<'_> {
    /// What the article says of each of its organisations, by name and beside it.
    pub(super) fn kinds(&self) -> Kinds {
        let mut of: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut outlets = BTreeSet::new();
        for (span, member) in &self.placed {
            let body = &self.members[*member];
            if body.kind != ActorKind::Organisation || !is_named(&body.id) {
                continue;
            }
            if self.is_outlet(*span, *member) {
                outlets.insert(*member);
            }
            let kinds = of.entry(*member).or_default();
            kinds.extend(in_name(span.of(self.text)));
            kinds.extend(in_name(&body.name));
            kinds.extend(beside(self.text, *span));
            if is_company(self.text, *span) {
                kinds.insert("company".to_owned());
            }
        }
        of.retain(|member, _| !outlets.contains(member));
        let perhaps = |(member, kinds): (&usize, &BTreeSet<String>)| {
            let listed = self.registry.entry(&self.members[*member].id).is_some();
            let other = kinds.iter().any(|kind| is_other(kind));
            (!listed && !other).then_some(*member)
        };
        let perhaps_companies = of.iter().filter_map(perhaps).collect();
        Kinds { of, perhaps_companies, outlets }
    }

    /// The organisation that a description with a noun (lower case) means at a place: the only one of its kind that stands above; of several
    /// the one that the same words meant last, else the nearest. `same` is whom these words meant last.
    pub(super) fn of_kind(&self, kinds: &Kinds, noun: &str, at: usize, same: Option<usize>) -> Option<usize> {
        let to = self.placed.partition_point(|(name, _)| name.start() < at);
        let above = || self.placed[..to].iter().rev().map(|(_, member)| *member);
        let fitting: BTreeSet<usize> = above().filter(|m| kinds.is(*m, noun)).collect();
        if !fitting.is_empty() {
            let again = same.filter(|m| fitting.contains(m));
            // "Telmark owes Halden Bank a lot. The company…": of two in its paragraph that may be one it is neither.
            let here = self.placed[..to].iter().rev().take_while(|(name, _)| !self.text[name.end()..at].contains('\n'));
            let rival = here.into_iter().any(|(_, m)| !fitting.contains(m) && kinds.may_be(*m, noun));
            let near = |span: &Span| self.text[span.end()..at].matches("\n").count() <= NEAR;
            let nearest = self.placed[..to].iter().rev().find(|(_, m)| fitting.contains(m));
            // Far from all of them "the company" is the one that the story is about.
            let main = || self.main_company(kinds).filter(|m| GENERAL.contains(&noun) && fitting.contains(m));
            let found = match nearest {
                Some((span, _)) if !near(span) => main().or(nearest.map(|(_, m)| *m)),
                _ => nearest.map(|(_, m)| *m),
            };
            return again.or_else(|| found.filter(|_| !rival));
        }
        // A lead speaks of "the company" before the story names it.
        let below = || self.placed[to..].iter().map(|(_, member)| *member).filter(|m| kinds.is(*m, noun));
        if at < LEAD
            && let Some(next) = below().next()
        {
            return Some(next).filter(|next| below().all(|m| m == *next));
        }
        let perhaps: BTreeSet<usize> = above().filter(|m| kinds.may_be(*m, noun)).collect();
        let mut one = perhaps.into_iter();
        one.next().filter(|_| one.next().is_none())
    }

    /// The company of which an article speaks: the only one, or the one that it names twice as often as any other.
    pub(super) fn main_company(&self, kinds: &Kinds) -> Option<usize> {
        let times = |m: &usize| self.members[*m].named.len();
        let mut all: Vec<usize> = kinds.of.keys().copied().filter(|m| kinds.is(*m, "company")).collect();
        all.sort_by_key(|m| std::cmp::Reverse(times(m)));
        match all.as_slice() {
            [one] => Some(*one),
            [one, next, ..] => Some(*one).filter(|one| times(one) >= 2 * times(next)),
            [] => None,
        }
    }

    /// Whether an organisation is one that reports news: by the registry, by its name, or because somebody told it something.
    fn is_outlet(&self, name: Span, member: usize) -> bool {
        let listed = self.registry.entry(&self.members[member].id).is_some_and(Entry::is_media);
        let last = self.members[member].name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let before = word_before(self.text, name);
        listed
            || OUTLETS.contains(&last.as_str())
            || matches!(before.as_str(), "told" | "broadcaster" | "magazine" | "newspaper")
    }
}

/// The nouns in the name of a body that say what it is: the last one before a preposition ("*Bank* of Orrin"), and of whom it is a union.
fn in_name(name: &str) -> Vec<String> {
    let lower = without_form(name).to_lowercase();
    // A central bank is no bank that news calls so beside others.
    if lower.contains("central bank") || lower.contains("reserve") {
        return vec!["central bank".to_owned()];
    }
    let head = before_link(&lower).rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let members = lower.split(' ').filter(|word| MEMBERS.contains(word));
    head.into_iter().chain(members).map(str::to_owned).collect()
}

/// Whether a word of a name says that the body is no company.
fn is_other(word: &str) -> bool {
    OTHERS.contains(&word)
        || is_body_noun(word) && !is_business(word) && !matches!(word, "group" | "network" | "team" | "trust" | "fund")
        || CALLED.iter().any(|(noun, like)| !is_business(noun) && like.contains(&word))
}

/// The nouns that stand beside the name of a body: "the *lender* Orrin", "Orrin, a London-based buyout *firm*,", "the Orrin".
fn beside(text: &str, name: Span) -> Vec<String> {
    let mut out = Vec::new();
    let mut note = |noun: &str| {
        let noun = noun.to_lowercase();
        if is_kind(&noun) {
            out.push(noun);
        }
    };
    if text[..name.start()].ends_with(' ') {
        note(&word_before(text, name));
    }
    let rest = &text[name.end()..];
    if let Some(clause) = rest.strip_prefix(", ") {
        let article = ["a ", "an ", "the ", "another ", "one of the "].iter().find_map(|a| clause.strip_prefix(a));
        if let Some(clause) = article {
            let end = clause.find([',', '.', ';', ':', '\n', '“', '"', '(']).unwrap_or(clause.len());
            let clause = &clause[..end];
            let clause = [" that ", " which ", " whose ", " where "]
                .iter()
                .filter_map(|link| clause.find(link))
                .min()
                .map_or(clause, |at| &clause[..at]);
            note(before_link(clause).rsplit([' ', '-']).next().unwrap_or(""));
        }
    }
    out
}

/// Whether a noun (lower case) says what kind of body something is: "union", "chipmaker".
pub(super) fn is_kind(noun: &str) -> bool {
    is_body_noun(noun)
        || is_business(noun)
        || OTHERS.contains(&noun)
        || CALLED.iter().any(|(called, _)| *called == noun)
        || noun.len() > 6 && noun.ends_with("maker")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_body_says_what_it_is_by_its_last_noun() {
        for (name, expected) in [
            ("Bank of Orrin", &["bank"][..]),
            ("Sondervik Bank A/S", &["bank"]),
            ("European Central Bank", &["central bank"]),
            ("Independent Office for Police Conduct", &["office"]),
            ("Harbour School Support Workers", &["workers", "workers"]),
        ] {
            assert_eq!(in_name(name), expected, "{name}");
        }
    }

    #[test]
    fn the_words_beside_a_name_say_what_it_is() {
        let told = |text: &str| {
            let at = text.find("Orrin").expect("the name is there");
            beside(text, Span::new(at, at + "Orrin".len()))
        };
        assert_eq!(told("The lender Orrin said no."), ["lender"]);
        assert_eq!(told("It was Orrin, a London-based buyout firm, that left."), ["firm"]);
        assert_eq!(told("It was Orrin, the union that speaks for them."), ["union"]);
        assert!(told("It was Orrin, a bitter loss for the firm.").is_empty());
        assert!(told("They met Orrin, a man of means.").is_empty());
    }

    #[test]
    fn a_word_of_a_name_may_say_that_it_is_no_company() {
        assert!(["council", "movement", "teachers", "party"].into_iter().all(is_other));
        assert!(["bank", "capital", "group", "motor"].into_iter().all(|word| !is_other(word)));
    }
}

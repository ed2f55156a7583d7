//! What kind of body an organisation is, by the words of its name and by what stands beside it: a bank, a union.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::bodies::is_body_noun;
use super::cluster::Gathering;
use super::company::{is_business, is_company, without_form};
use super::described::is_named;
use super::trade::before_link;
use crate::registry::ActorKind;
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

/// What is known of an organisation of an article.
#[derive(Default)]
struct Body {
    kinds: BTreeSet<String>,
    /// Its names, in order.
    names: Vec<Span>,
    is_outlet: bool,
    /// Whether nothing says that it is no company.
    perhaps_company: bool,
}

/// The organisations of an article, by member, with what the article says that each of them is.
pub(super) struct Kinds {
    bodies: BTreeMap<usize, Body>,
    /// Of a noun the members that it may mean: a long article has few nouns and many descriptions.
    fitting: RefCell<HashMap<String, Rc<[usize]>>>,
}

impl Kinds {
    /// The members that a noun (lower case) may mean, by what is known of them.
    pub(super) fn fitting(&self, noun: &str) -> Rc<[usize]> {
        let known = self.fitting.borrow().get(noun).cloned();
        known.unwrap_or_else(|| {
            let bodies = self.bodies.iter().filter(|(_, body)| !body.is_outlet && body.is(noun));
            let found: Rc<[usize]> = bodies.map(|(member, _)| *member).collect();
            self.fitting.borrow_mut().insert(noun.to_owned(), found.clone());
            found
        })
    }

    /// Notes that a noun (lower case) means a member.
    pub(super) fn tell(&mut self, member: usize, noun: &str) {
        if self.bodies.get_mut(&member).is_some_and(|body| body.kinds.insert(noun.to_owned())) {
            self.fitting.get_mut().clear();
        }
    }

    /// Whether a member may be what a noun for any business means, though nothing says so.
    pub(super) fn may_be(&self, member: usize, noun: &str) -> bool {
        is_general(noun) && self.bodies.get(&member).is_some_and(|body| body.perhaps_company)
    }

    /// The members that may be companies, though nothing says so.
    pub(super) fn perhaps_companies(&self) -> impl Iterator<Item = usize> + '_ {
        self.bodies.iter().filter(|(_, body)| body.perhaps_company).map(|(member, _)| *member)
    }

    /// The last name of a member that begins before a place.
    pub(super) fn name_before(&self, member: usize, at: usize) -> Option<Span> {
        let names = &self.bodies.get(&member)?.names;
        names[..names.partition_point(|name| name.start() < at)].last().copied()
    }

    /// How often the article names a member.
    pub(super) fn times(&self, member: usize) -> usize {
        self.bodies.get(&member).map_or(0, |body| body.names.len())
    }

    /// Whether a member is one that reports news.
    pub(super) fn is_outlet(&self, member: usize) -> bool {
        self.bodies.get(&member).is_some_and(|body| body.is_outlet)
    }

    /// Whether the noun of a description says that it does not mean a member, which is of another kind: an army is no movement.
    pub(super) fn is_another(&self, member: usize, noun: &str) -> bool {
        const PLAIN: &[&str] =
            &["agency", "alliance", "body", "coalition", "group", "network", "organisation", "organization", "team"];
        let Some(body) = self.bodies.get(&member).filter(|body| !body.is_outlet) else { return false };
        let other = body.kinds.iter().any(|kind| is_other(kind));
        let known = other || !is_general(noun) && body.kinds.iter().any(|kind| is_business(kind));
        known && !PLAIN.contains(&noun) && !body.is(noun)
    }
}

impl Body {
    /// Whether what is known of a body makes it one of those that a noun (lower case) means.
    fn is(&self, noun: &str) -> bool {
        let like = CALLED.iter().find(|(called, _)| *called == noun).map_or(&[][..], |(_, words)| words);
        self.kinds.contains(noun)
            || like.iter().any(|word| self.kinds.contains(*word))
            || is_general(noun) && self.kinds.iter().any(|kind| is_business(kind))
    }
}

impl Gathering<'_> {
    /// What the article says of each of its organisations, by name and beside it.
    pub(super) fn kinds(&self) -> Kinds {
        let mut bodies: BTreeMap<usize, Body> = BTreeMap::new();
        for (span, member) in &self.placed {
            let named = &self.members[*member];
            if named.kind != ActorKind::Organisation || !is_named(&named.id) {
                continue;
            }
            let body = bodies.entry(*member).or_default();
            body.names.push(*span);
            body.is_outlet |= self.is_outlet(*span, *member);
            body.kinds.extend(in_name(span.of(self.text)));
            body.kinds.extend(in_name(&named.name));
            body.kinds.extend(beside(self.text, *span));
            if is_company(self.text, *span) {
                body.kinds.insert("company".to_owned());
            }
        }
        for (member, body) in &mut bodies {
            let listed = self.registry.entry(&self.members[*member].id).is_some();
            body.perhaps_company = !listed && !body.is_outlet && !body.kinds.iter().any(|kind| is_other(kind));
        }
        Kinds { bodies, fitting: RefCell::default() }
    }

    /// Whether an organisation is one that reports news: by the registry where that has it, else by its name, or because somebody told it something.
    fn is_outlet(&self, name: Span, member: usize) -> bool {
        if let Some(listed) = self.registry.entry(&self.members[member].id) {
            return listed.is_media();
        }
        let last = self.members[member].name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let before = word_before(self.text, name);
        OUTLETS.contains(&last.as_str()) || matches!(before.as_str(), "told" | "broadcaster" | "magazine" | "newspaper")
    }
}

/// Whether a noun (lower case) is one for a business of any kind: "company".
pub(super) fn is_general(noun: &str) -> bool {
    GENERAL.contains(&noun)
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

/// The nouns that stand beside the name of a body: "the *lender* Orrin", "Orrin, a London-based buyout *firm*,".
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

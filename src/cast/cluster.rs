//! From names to members: which mentions are one person's, one state's, one organisation's.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::delegate;
use super::described::{DESCRIBED, described, is_named};
use super::family;
use super::name::PersonName;
use super::referent;
use super::role::{self, Role};
use super::{Cast, Member, MemberId, Mention, MentionForm, Name, NameKind};
use crate::registry::{ActorKind, Entry, PARTY, Registry};
use crate::text::{Span, is_zero_width};

/// Gathers the cast from the mentions of an article, in order. `date` (ISO) decides who held an office; `article_id` is part of the
/// identifier of a body without a name.
pub(crate) fn gather(
    text: &str,
    paragraphs: &[Span],
    mentions: &[Mention],
    registry: &Registry,
    date: Option<&str>,
    article_id: &str,
) -> Cast {
    let names: Vec<(Span, &Name)> = mentions
        .iter()
        .filter_map(|m| match &m.form {
            MentionForm::Name(name) => Some((m.span, name)),
            _ => None,
        })
        .collect();
    let mut gathering = Gathering {
        text,
        registry,
        date,
        members: Vec::new(),
        persons: Vec::new(),
        by_word: HashMap::new(),
        by_id: BTreeMap::new(),
        placed: Vec::new(),
    };
    let nominals: Vec<(Span, &str)> = mentions
        .iter()
        .filter_map(|m| match &m.form {
            MentionForm::Nominal { noun, state: None } => Some((m.span, noun.as_str())),
            _ => None,
        })
        .collect();
    gathering.states_and_organisations(&names);
    gathering.persons(&names, &nominals);
    let officers: Vec<(Span, &str)> = mentions
        .iter()
        .filter_map(|m| match &m.form {
            MentionForm::Nominal { state: Some(state), .. } => Some((m.span, state.as_str())),
            _ => None,
        })
        .collect();
    gathering.roles(paragraphs, &names, &officers);
    gathering.described(paragraphs, mentions, article_id);
    let mut cast = gathering.finish();
    referent::resolve(mentions, &mut cast);
    cast
}

/// "Dean Orr" is Clara Orr, who is a dean, where the article has her full name, and nobody called Dean.
fn offices(parsed: &[(Span, PersonName)]) -> Vec<(Span, PersonName)> {
    let others = |name: &PersonName| {
        let surname = name.words.last();
        parsed
            .iter()
            .any(|(_, other)| other.is_full() && other.words.last() == surname && other.words[0] != name.words[0])
    };
    parsed
        .iter()
        .map(|(span, name)| (*span, name.behind_office().filter(|_| others(name)).unwrap_or_else(|| name.clone())))
        .collect()
}

/// Nouns of companies.
const COMPANIES: &[&str] = &["bank", "company", "corporation", "firm"];
/// Nouns of other bodies that news calls by them once they have been named. "The government", "the court" and the like mean one body
/// of a country, whatever was named before.
const SOCIETIES: &[&str] = &[
    "agency",
    "alliance",
    "association",
    "charity",
    "club",
    "coalition",
    "federation",
    "foundation",
    "group",
    "guild",
    "institute",
    "league",
    "network",
    "organisation",
    "organization",
    "society",
    "syndicate",
    "team",
    "trust",
    "union",
];

/// Who is named this many times less often than another of that surname is named in passing.
const PASSING: usize = 2;

struct Gathering<'a> {
    text: &'a str,
    registry: &'a Registry,
    date: Option<&'a str>,
    members: Vec<Member>,
    /// Names of the members that are persons.
    persons: Vec<(usize, Vec<PersonName>)>,
    /// Which of `persons` bear a word in one of their names.
    by_word: HashMap<String, Vec<usize>>,
    by_id: BTreeMap<String, usize>,
    placed: Vec<(Span, usize)>,
}

impl Gathering<'_> {
    fn states_and_organisations(&mut self, names: &[(Span, &Name)]) {
        // Unambiguous registry names first: they decide what an ambiguous one means.
        let sure: Vec<&str> = names
            .iter()
            .filter(|(_, n)| !n.ambiguous)
            .filter_map(|(_, n)| n.registry.first().map(String::as_str))
            .collect();
        let mut organisations: Vec<(usize, String)> = Vec::new();
        // Names of the registry's organisations as the article has them.
        let mut listed: Vec<(usize, String)> = Vec::new();
        for (span, name) in names {
            if name.kind == NameKind::Person {
                continue;
            }
            let words = clean(span.of(self.text));
            if let Some(member) = self.spelled_out_before(*span, &words).filter(|_| name.registry.is_empty()) {
                organisations.push((member, words));
                self.place(*span, member);
                continue;
            }
            // "The Times" of an article that has named the New York Times is that one, whatever else is called so.
            let short = words.strip_prefix("The ").map(|short| format!(" {short}"));
            let named = |(_, whole): &&(usize, String)| short.as_ref().is_some_and(|short| whole.ends_with(short));
            if let Some((member, _)) = listed.iter().rev().find(named) {
                self.place(*span, *member);
                continue;
            }
            if let Some(first) = name.registry.first() {
                let mut decided: Vec<&String> = name.registry.iter().filter(|id| sure.contains(&id.as_str())).collect();
                decided.dedup();
                let id = match (name.ambiguous, decided.as_slice()) {
                    (false, _) => first.clone(),
                    (true, [one]) => (*one).clone(),
                    (true, _) if name.registry.len() == 1 => first.clone(),
                    (true, _) => format!("ambiguous-{}", slug(&words)),
                };
                let ambiguous = name.ambiguous && decided.len() != 1;
                let (shown, kind) = self
                    .registry
                    .entry(&id)
                    .map_or_else(|| (words.clone(), ActorKind::State), |entry| (entry.name().to_owned(), entry.kind()));
                let member = self.member(&id, &shown, kind);
                self.members[member].ambiguous |= ambiguous;
                self.place(*span, member);
                if kind == ActorKind::Organisation && !ambiguous {
                    listed.push((member, words));
                }
                continue;
            }
            if name.kind == NameKind::Misc || words.chars().all(|c| !c.is_alphabetic()) {
                continue;
            }
            // An organisation or a place that the registry does not know.
            let key = words.trim_start_matches("the ").trim_start_matches("The ").to_owned();
            let called = |other: &str| other.eq_ignore_ascii_case(&key);
            let known = organisations
                .iter()
                .find(|(_, other)| called(other))
                .or_else(|| {
                    // A place is not the body that bears its name, nor "business" a paper of that name.
                    let may_be_short = name.kind != NameKind::Location && !self.is_word(&key);
                    organisations.iter().find(|(_, other)| may_be_short && same_organisation(other, &key))
                })
                .map(|(member, _)| *member);
            // "The Post" after "the New York Post"; "the Republican party" after the "Republican Party".
            let short_for = |(_, whole): &&(usize, String)| {
                whole.eq_ignore_ascii_case(&key)
                    || key != "House" && whole.ends_with(&format!(" {key}")) && !self.is_word(&key)
            };
            if let (None, NameKind::Organisation, Some((member, _))) =
                (known, name.kind, listed.iter().rev().find(short_for))
            {
                self.place(*span, *member);
                continue;
            }
            let member = match known {
                Some(member) => {
                    let shown = &self.members[member].name;
                    // A dateline shouts: "CHICAGO".
                    let shouted = shown.eq_ignore_ascii_case(&key) && !shown.chars().any(char::is_lowercase);
                    if name.kind == NameKind::Organisation && shown.len() < key.len() || shouted {
                        self.members[member].name.clone_from(&key);
                    }
                    member
                }
                None => {
                    let kind =
                        if name.kind == NameKind::Organisation { ActorKind::Organisation } else { ActorKind::State };
                    let id = slug(&key);
                    let id = if kind == ActorKind::State { format!("place-{id}") } else { id };
                    self.member(&id, &key, kind)
                }
            };
            organisations.push((member, key));
            self.place(*span, member);
        }
    }

    /// Whether a name of one word is a word that the article has in lower case as well: "Business".
    fn is_word(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        lower != name
            && !name.contains(' ')
            && self.text.match_indices(&lower).any(|(at, _)| {
                apart(self.text[..at].chars().next_back()) && apart(self.text[at + lower.len()..].chars().next())
            })
    }

    /// The organisation whose name stands right before its initials: "Swiss People’s Party, or *SVP*".
    fn spelled_out_before(&self, initials: Span, words: &str) -> Option<usize> {
        const LINKS: &[&str] = &[" (", ", or ", ", or the ", ", known as ", ", known as the "];
        let letters = (2..=7).contains(&words.len()) && words.chars().all(|c| c.is_uppercase() || c == '.');
        let (name, member) = self.placed.last().copied().filter(|_| letters)?;
        let between = self.text.get(name.end()..initials.start())?;
        let begins = name.of(self.text).chars().next() == words.chars().next();
        let body = self.members[member].kind == ActorKind::Organisation && name.of(self.text).contains(' ');
        // Initials of another language begin as they like behind "or".
        (body && LINKS.contains(&between) && (begins || between != " (")).then_some(member)
    }

    fn persons(&mut self, names: &[(Span, &Name)], nominals: &[(Span, &str)]) {
        let parsed: Vec<(Span, PersonName)> = names
            .iter()
            .filter(|(_, name)| name.kind == NameKind::Person)
            .filter_map(|(span, _)| Some((*span, self.titled(*span)?)))
            .collect();
        let mut parsed = offices(&parsed);
        family::shared_surnames(self.text, &mut parsed);
        // Full names make the members; short ones then find theirs.
        for (span, name) in parsed.iter().filter(|(_, name)| name.is_full()) {
            let same = |other: &PersonName| other.agrees(name) || other.is_maiden(name);
            let known = self.bearers(name).into_iter().find(|at| self.persons[*at].1.iter().any(same));
            let at = known.unwrap_or_else(|| {
                let listed = self.registry.person(&name.display).map(|p| p.name().to_owned());
                let shown = listed.unwrap_or_else(|| name.display.clone());
                let member = self.member(&slug(&shown), &shown, ActorKind::Person);
                self.persons.push((member, Vec::new()));
                self.persons.len() - 1
            });
            let member = self.persons[at].0;
            self.describe(member, name);
            if name.display.len() > self.members[member].name.len()
                && self.registry.person(&self.members[member].name).is_none()
            {
                self.members[member].name.clone_from(&name.display);
            }
            self.called(at, name.clone());
            self.place(*span, member);
        }
        self.placed.sort();
        let mut last: HashMap<usize, usize> = HashMap::new();
        let mut mentioned: HashMap<usize, usize> = HashMap::new();
        let full: Vec<(Span, usize)> = self.placed.clone();
        let (mut next, mut described) = (0, 0);
        for (span, name) in parsed.iter().filter(|(_, name)| !name.is_full()) {
            while next < full.len() && full[next].0.start() < span.start() {
                let (place, member) = full[next];
                // "Her husband, President Ivo Orr": a relative is introduced, and the surname alone stays hers.
                if !family::is_introduced_as_relative(self.text, place) {
                    last.insert(member, place.start());
                    *mentioned.entry(member).or_default() += 1;
                }
                next += 1;
            }
            // "The captain testified. … Keane replied": a title that only one of them bears speaks of that one.
            while described < nominals.len() && nominals[described].0.start() < span.start() {
                let (place, noun) = nominals[described];
                let mut bearers = self
                    .persons
                    .iter()
                    .map(|(member, _)| *member)
                    .filter(|m| self.members[*m].titles.iter().any(|t| t == noun));
                if let (Some(member), None) = (bearers.next(), bearers.next()) {
                    last.insert(member, place.start());
                }
                described += 1;
            }
            let times = |member: usize| mentioned.get(&member).copied().unwrap_or(0);
            let bearers = self.bearers(name);
            let most = bearers.iter().map(|at| times(self.persons[*at].0)).max().unwrap_or(0);
            let fits = |(member, names): &(usize, Vec<PersonName>)| {
                let rank = names.iter().map(|other| other.answers_to(name)).max().unwrap_or(0);
                let clash = matches!((self.members[*member].agreement, name.agreement), (Some(a), Some(b)) if a != b);
                // The daughter whom a story about her mother names once is not whom it then calls by the surname.
                let in_passing = PASSING * times(*member) <= most;
                let titles = family::fits_titles(&self.members[*member].titles, names, name);
                let recent = last.get(member).copied().map_or(0, |at| at + 1);
                (rank > 0 && !clash).then_some((rank, titles, !in_passing, recent, usize::MAX - *member, *member))
            };
            let holder = self.holder(name);
            let is_holder = |at: &usize| {
                let names = &self.persons[*at].1;
                holder.as_ref().is_none_or(|holder| {
                    !names.iter().any(PersonName::is_full) || names.iter().any(|n| n.agrees(holder))
                })
            };
            let best = bearers.into_iter().filter(is_holder).filter_map(|at| fits(&self.persons[at])).max();
            let known = best.map(|(.., member)| member);
            // "the Kim-Putin summit" names two persons and is neither; "the Brandts" are a family.
            if known.is_none() && (self.is_pair(&name.display) || self.is_family(*span, &name.display)) {
                continue;
            }
            let member = match known.or_else(|| self.organisation_called(&name.display)) {
                Some(member) => member,
                None => {
                    let full = holder.map(|full| full.display).or_else(|| self.office_holder(name).map(str::to_owned));
                    let shown = full.unwrap_or_else(|| name.display.clone());
                    let id = slug(&shown);
                    let member = self.member(&id, &shown, ActorKind::Person);
                    self.persons.push((member, Vec::new()));
                    let at = self.persons.len() - 1;
                    self.called(at, name.clone());
                    if let Some(full) = PersonName::parse(&shown).filter(PersonName::is_full) {
                        self.describe(member, &full);
                        self.called(at, full);
                    }
                    member
                }
            };
            self.describe(member, name);
            // Whom an article calls "Tom" it does not call "Orr": the given name says nothing of the surname.
            let by_given_name = |(other, names): &(usize, Vec<PersonName>)| {
                *other == member && !names.iter().any(|full| full.answers_to(name) == 2)
            };
            if !self.persons.iter().any(by_given_name) {
                last.insert(member, span.start());
                *mentioned.entry(member).or_default() += 1;
            }
            self.place(*span, member);
        }
    }

    /// The persons so far who share a word with the name, in order.
    fn bearers(&self, name: &PersonName) -> Vec<usize> {
        let mut out: Vec<usize> =
            name.words.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The name at `span` with the title before it, which the head may have left out ("Captain Keane").
    fn titled(&self, span: Span) -> Option<PersonName> {
        let name = PersonName::parse(span.of(self.text))?;
        let before = self.text[..span.start()]
            .strip_suffix(' ')
            .map_or("", |head| head.rsplit(char::is_whitespace).next().unwrap_or(""));
        let before = before.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = if before.starts_with(char::is_uppercase) { before } else { "" };
        Some(name.with_title(word))
    }

    /// Notes what a name tells beside itself.
    fn describe(&mut self, member: usize, name: &PersonName) {
        let member = &mut self.members[member];
        member.agreement = member.agreement.or(name.agreement);
        for title in &name.titles {
            if !member.titles.contains(title) {
                member.titles.push(title.clone());
            }
        }
    }

    /// The organisation whose name begins with a word that the head took for a person ("Halden" of "Halden Mutual").
    fn organisation_called(&self, word: &str) -> Option<usize> {
        let begins =
            |m: &Member| m.kind == ActorKind::Organisation && m.name.split(' ').next() == Some(word) && m.name != word;
        self.members.iter().position(begins)
    }

    /// Whether a hyphen joins the surnames of two persons of the article.
    fn is_pair(&self, name: &str) -> bool {
        name.split_once('-').is_some_and(|(a, b)| self.is_surname(a) && self.is_surname(b))
    }

    /// Whether "the" stands before the plural of a surname that a person of the article bears.
    fn is_family(&self, span: Span, name: &str) -> bool {
        let before = span.start().checked_sub(4).and_then(|from| self.text.get(from..span.start()));
        let article = before.is_some_and(|before| before.eq_ignore_ascii_case("the "));
        let surname = name
            .strip_suffix("es")
            .filter(|stem| stem.ends_with(['s', 'x', 'z', 'h']))
            .or_else(|| name.strip_suffix('s'));
        article && surname.is_some_and(|surname| self.is_surname(surname))
    }

    /// Whether a person of the article so far is called so by surname.
    fn is_surname(&self, name: &str) -> bool {
        PersonName::parse(name).is_some_and(|short| {
            self.bearers(&short).iter().any(|at| self.persons[*at].1.iter().any(|full| full.answers_to(&short) == 2))
        })
    }

    /// Notes a name of a person.
    fn called(&mut self, at: usize, name: PersonName) {
        if self.persons[at].1.contains(&name) {
            return;
        }
        for word in &name.words {
            let bearers = self.by_word.entry(word.clone()).or_default();
            if bearers.last() != Some(&at) {
                bearers.push(at);
            }
        }
        self.persons[at].1.push(name);
    }

    /// The one leader of the registry who is called so, held office about the article's date, and whose state or organisation the article
    /// names: "Rasmussen" alone may be a pollster.
    fn office_holder(&self, name: &PersonName) -> Option<&str> {
        self.leader(name, |entry| self.by_id.contains_key(entry.id()), |_| true)
    }

    /// The one person of the registry whom a surname behind the title of an office means: "President Obama" in an article of 2016 is Barack
    /// Obama, whoever else of that name it speaks of. Without a date nobody is sought.
    fn holder(&self, name: &PersonName) -> Option<PersonName> {
        if self.date.is_none() || name.titles.is_empty() {
            return None;
        }
        let borne = |word: &str| name.titles.iter().any(|title| title.strip_suffix('s').unwrap_or(title) == word);
        let office = |title: &str| title.to_lowercase().split(' ').all(borne);
        self.leader(name, |_| true, office).and_then(PersonName::parse).filter(PersonName::is_full)
    }

    /// The one who is called so among those who held an `office` of some entries of the registry about the article's date, by the name that the
    /// registry has.
    fn leader(&self, name: &PersonName, of: impl Fn(&Entry) -> bool, office: impl Fn(&str) -> bool) -> Option<&str> {
        let mut found: Vec<&str> = Vec::new();
        for entry in self.registry.iter().filter(|entry| of(entry)) {
            for leader in entry.leaders().iter().filter(|leader| leader.name().contains(&name.display)) {
                let named = PersonName::parse(leader.name()).is_some_and(|full| full.answers_to(name) == 2);
                let holds = leader.titles().iter().filter(|title| office(title)).any(|title| {
                    self.registry
                        .leader(entry.id(), title, self.date)
                        .is_some_and(|holder| holder.name() == leader.name())
                });
                if named && holds && !found.contains(&leader.name()) {
                    found.push(leader.name());
                }
            }
        }
        found.pop().filter(|_| found.is_empty())
    }

    /// What the article says that persons are. `officers` are descriptions by a state or party and its identifier ("the Russian president").
    fn roles(&mut self, paragraphs: &[Span], names: &[(Span, &Name)], officers: &[(Span, &str)]) {
        let person = |name: &Name| name.kind == NameKind::Person;
        let others: Vec<Span> = names.iter().filter(|(_, name)| !person(name)).map(|(span, _)| *span).collect();
        let place = |name: &Name| name.kind == NameKind::Location;
        let places: HashSet<Span> = names.iter().filter(|(_, name)| place(name)).map(|(span, _)| *span).collect();
        let placed: HashMap<Span, usize> = self.placed.iter().copied().collect();
        let persons: HashMap<usize, (Span, usize)> = placed
            .iter()
            .filter(|(_, at)| self.members[**at].kind == ActorKind::Person)
            .map(|(name, at)| (name.start(), (*name, *at)))
            .collect();
        let by_end: HashMap<usize, (Span, usize)> =
            persons.values().map(|(name, at)| (name.end(), (*name, *at))).collect();
        let body = |name: &Name| name.kind == NameKind::Organisation;
        let bodies: HashSet<Span> = names.iter().filter(|(_, name)| body(name)).map(|(span, _)| *span).collect();
        let of_people = |span: Span, name: &Name| {
            let unknown = name.kind == NameKind::Misc && name.registry.is_empty();
            (name.modifier || unknown) && self.registry.party(&clean(span.of(self.text))).is_none()
        };
        let peoples: HashSet<Span> =
            names.iter().filter(|(span, name)| of_people(*span, name)).map(|(span, _)| *span).collect();
        let ends: HashSet<usize> = names.iter().filter(|(_, name)| person(name)).map(|(span, _)| span.end()).collect();
        for (span, _) in names.iter().filter(|(_, name)| person(name)) {
            let Some(member) = placed.get(span).copied() else { continue };
            let at = paragraphs.partition_point(|p| p.end() <= span.start());
            let Some(paragraph) = paragraphs.get(at).copied().filter(|p| p.contains(*span)) else { continue };
            let from = others.partition_point(|o| o.start() < paragraph.start());
            let to = others.partition_point(|o| o.start() < paragraph.end());
            let near = &others[from..to.max(from)];
            // The name without the titles that the entity head took into it.
            let bare = bare_name(self.text, *span);
            let behind = role::behind(self.text, *span, paragraph, near);
            let passing = |found: &Role| role::is_passing(found.role.of(self.text));
            let found = behind
                .filter(|found| !passing(found))
                .or_else(|| role::before(self.text, bare, paragraph, near))
                .or_else(|| role::apposed(self.text, bare, paragraph, near))
                .or(behind);
            let Some(Role { role, affiliation }) = found else {
                let bodies: Vec<Span> = near.iter().copied().filter(|o| bodies.contains(o)).collect();
                if let (None, Some(body)) =
                    (&self.members[member].affiliation, role::employer(self.text, *span, &bodies))
                {
                    self.members[member].affiliation = placed.get(&body).map(|m| self.members[*m].name.clone());
                }
                continue;
            };
            // "A retired nurse in Orrin" lives there.
            let lives = |a: &Span| {
                let before = self.text[..a.start()].trim_end();
                let before = before.strip_suffix(" the").unwrap_or(before);
                before.ends_with(" in") && places.contains(a)
            };
            // "A Lorvian engineer" is from Lorvia and works for nobody there, nor does who reads a paper work for it.
            let private = |a: &Span| peoples.contains(a) && !role::acts_for_state(role.of(self.text));
            let outside = affiliation.filter(|a| private(a) || role::is_outside(role.of(self.text)));
            let role = outside.filter(|a| a.end() <= role.start()).map_or(role, |a| a.hull(role));
            let affiliation = affiliation.filter(|a| !lives(a) && outside.is_none());
            // "Orr, Governor Brandt, …": who stands beside him in a list.
            if ends.contains(&role.end()) && !role::is_somebodys(role.of(self.text)) {
                continue;
            }
            let fuller = self.members[member].affiliation.is_none() && affiliation.is_some();
            let known = self.members[member].role.as_deref();
            let said_in_passing = known.is_some_and(role::is_passing) && !role::is_passing(role.of(self.text));
            // Who has an office is of his party as well: "a Republican and former legislator" adds that and takes nothing.
            let party = affiliation.map(|a| self.party(&clean(a.of(self.text)))).filter(|name| name.ends_with(PARTY));
            if let Some(party) = party.filter(|_| known.is_some() && !said_in_passing && fuller) {
                self.members[member].affiliation = Some(party);
            } else if known.is_none() || fuller || said_in_passing {
                // "Orlo campaign manager", "Orlo’s lawyer": whose he is stands before the office.
                let head = &self.text[..role.start()];
                let owns = |mark: &&str| head.strip_suffix(*mark).and_then(|head| by_end.get(&head.len()));
                let owner = persons.get(&role.start()).or_else(|| ["’s ", "'s "].iter().find_map(|mark| owns(&mark)));
                let owner = owner.filter(|(_, at)| *at != member).copied();
                let owner = owner.filter(|_| !role::is_passing(role.of(self.text)));
                let office = role::without_owner(self.text, role, owner.map(|(name, _)| name)).of(self.text);
                self.members[member].role = Some(role::in_full(&clean(office)));
                let served = owner.map(|(_, at)| {
                    let name = &self.members[at].name;
                    if office.starts_with("campaign") { format!("{name} campaign") } else { name.clone() }
                });
                // "White House press secretary", "the mayor of Washington": a seat of government and a capital are named as the
                // article has them.
                let seat = |m: &usize, words: &str| {
                    self.registry
                        .entry(&self.members[*m].id)
                        .is_some_and(|entry| entry.seats().iter().chain(entry.capitals()).any(|s| s.ends_with(words)))
                };
                let home = affiliation.and_then(|a| placed.get(&a).filter(|m| !seat(m, a.of(self.text))));
                let home = home.map(|m| self.members[*m].name.clone());
                // "Orr, the Russian president": the adjective is part of the description and no name of its own.
                let described = officers.iter().find(|(officer, _)| officer.overlaps(role));
                let by_seat =
                    |entry: &&Entry| entry.seats().iter().any(|seat| role.of(self.text).starts_with(seat.as_str()));
                let described = described
                    .and_then(|(_, id)| self.registry.entry(id))
                    .filter(|entry| !by_seat(entry))
                    .map(|entry| entry.name().to_owned());
                let named = affiliation.map(|a| self.party(&clean(a.of(self.text))));
                self.members[member].affiliation = served.or(home).or(named).or(described);
            }
        }
        for (span, _) in names.iter().filter(|(_, name)| person(name)) {
            let home = delegate::home(self.text, *span);
            let Some(member) = placed.get(span).map(|at| &mut self.members[*at]).filter(|_| home.is_some()) else {
                continue;
            };
            member.affiliation = member.affiliation.take().or(home.map(str::to_owned));
        }
    }

    /// The party of the registry that an adjective names ("*Democratic* pollster"), else the words, of a body that one has left as well.
    fn party(&self, words: &str) -> String {
        let words = words.strip_prefix("Former ").unwrap_or(words);
        self.registry.party(words).map_or(words, Entry::name).to_owned()
    }

    /// Bodies that the article describes: the named one that a description stands for, or one without a name. Where the name of an
    /// organisation holds the words ("the union"), they are short for that name.
    fn described(&mut self, paragraphs: &[Span], mentions: &[Mention], article_id: &str) {
        self.placed.sort();
        let mut bodies: Vec<(Span, usize, String)> = Vec::new();
        // A long article has few descriptions and many mentions of each.
        let mut short: HashMap<String, bool> = HashMap::new();
        let mut last: HashMap<String, usize> = HashMap::new();
        for mention in mentions {
            let Some(words) = described(self.text, mention) else { continue };
            if *short.entry(words.clone()).or_insert_with(|| self.is_short(&words)) {
                continue;
            }
            let known = self.meant(mention).or_else(|| self.nearest(paragraphs, mention, last.get(&words).copied()));
            // "The company took steps, according to the union": two descriptions beside each other are two bodies.
            let apart = |(other, member, by): &(Span, usize, String)| {
                Some(*member) == known && *by != words && !self.text[other.end()..mention.span.start()].contains('\n')
            };
            let meant = known.filter(|_| !bodies.iter().rev().take(3).any(apart));
            // Who says "this committee" sits before one that has a name.
            if meant.is_none() && !mention.span.of(self.text).to_lowercase().starts_with("the ") {
                continue;
            }
            let member = meant.unwrap_or_else(|| {
                self.member(&format!("{DESCRIBED}{article_id}-{}", slug(&words)), &words, ActorKind::Organisation)
            });
            last.insert(words.clone(), member);
            bodies.push((mention.span, member, words));
        }
        bodies.into_iter().for_each(|(span, member, _)| self.place(span, member));
    }

    /// The only organisation that stands before "the company", "the group" in its paragraph, else in the paragraph above: news names a
    /// body and then calls it by what it is. The registry's bodies are known by other words and only make it uncertain which one is meant;
    /// `same` is whom these words meant last.
    fn nearest(&self, paragraphs: &[Span], mention: &Mention, same: Option<usize>) -> Option<usize> {
        let MentionForm::Nominal { noun, state: None } = &mention.form else { return None };
        let commercial = COMPANIES.contains(&noun.as_str());
        if !commercial && !SOCIETIES.contains(&noun.as_str()) {
            return None;
        }
        let named = |m: &usize| self.members[*m].kind == ActorKind::Organisation && is_named(&self.members[*m].id);
        let listed = |m: &usize| self.registry.entry(&self.members[*m].id).is_some();
        let here = paragraphs.partition_point(|p| p.end() <= mention.span.start());
        for paragraph in [Some(here), here.checked_sub(1)].into_iter().flatten().filter_map(|at| paragraphs.get(at)) {
            let from = self.placed.partition_point(|(name, _)| name.start() < paragraph.start());
            let to = self.placed.partition_point(|(name, _)| name.start() < paragraph.end().min(mention.span.start()));
            let mut near: Vec<usize> = self.placed[from..to.max(from)].iter().map(|(_, member)| *member).collect();
            near.retain(|m| named(m) && if commercial { !listed(m) } else { self.is_spelled_out(*m) });
            near.sort_unstable();
            near.dedup();
            match near.as_slice() {
                [] => {}
                [one] => return Some(*one).filter(|m| !listed(m)),
                _ => return None,
            }
        }
        same.filter(named)
    }

    /// Whether an organisation has a name of several words or initials: one word is mostly a company.
    fn is_spelled_out(&self, member: usize) -> bool {
        let name = &self.members[member].name;
        name.contains(' ') || !name.chars().any(char::is_lowercase)
    }

    /// Whether the name of an organisation holds all the words of a description.
    fn is_short(&self, words: &str) -> bool {
        let holds =
            |name: &str, word: &str| name.split(|c: char| !c.is_alphanumeric()).any(|w| w.to_lowercase() == word);
        self.members.iter().any(|member| {
            member.kind == ActorKind::Organisation
                && is_named(&member.id)
                && words.split(' ').all(|word| holds(&member.name, word))
        })
    }

    /// The organisation on whose names the reference head puts more than half.
    fn meant(&self, mention: &Mention) -> Option<usize> {
        let mut mass: BTreeMap<usize, f32> = BTreeMap::new();
        for (word, p) in &mention.refers {
            let at = self.placed.partition_point(|(name, _)| name.start() <= word.start());
            let named = self.placed[..at].last().filter(|(name, _)| name.contains(*word));
            if let Some((_, member)) = named.filter(|(_, m)| self.members[*m].kind == ActorKind::Organisation) {
                *mass.entry(*member).or_default() += p;
            }
        }
        mass.into_iter().find(|(_, p)| *p > 0.5).map(|(member, _)| member)
    }

    fn member(&mut self, id: &str, name: &str, kind: ActorKind) -> usize {
        if let Some(member) = self.by_id.get(id) {
            return *member;
        }
        self.members.push(Member::new(id, name, kind));
        self.by_id.insert(id.to_owned(), self.members.len() - 1);
        self.members.len() - 1
    }

    fn place(&mut self, span: Span, member: usize) {
        self.placed.push((span, member));
        self.members[member].named.push(span);
    }

    /// Numbers the members by their first mention.
    fn finish(mut self) -> Cast {
        for member in &mut self.members {
            member.named.sort();
        }
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by_key(|m| self.members[*m].named.first().copied());
        let mut rank = vec![0; order.len()];
        for (place, member) in order.iter().enumerate() {
            rank[*member] = place;
        }
        let mut by_mention: Vec<(Span, MemberId)> =
            self.placed.iter().map(|(span, m)| (*span, MemberId(rank[*m]))).collect();
        by_mention.sort();
        let mut members: Vec<(usize, Member)> =
            self.members.into_iter().enumerate().map(|(m, member)| (rank[m], member)).collect();
        members.sort_by_key(|(place, _)| *place);
        Cast { members: members.into_iter().map(|(_, member)| member).collect(), by_mention, ..Cast::default() }
    }
}

/// The part of a person's mention behind its titles.
fn bare_name(text: &str, span: Span) -> Span {
    let Some(parsed) = PersonName::parse(span.of(text)) else { return span };
    let first = parsed.display.split(' ').next().unwrap_or("");
    span.of(text).find(first).map_or(span, |at| Span::new(span.start() + at, span.end()))
}

/// One spelling: no invisible characters, single spaces, no possessive.
pub(super) fn clean(words: &str) -> String {
    let visible: String = words.chars().filter(|c| !is_zero_width(*c)).collect();
    let joined = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined =
        joined.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '“' | '”' | '"') && !joined.contains("."));
    joined.strip_suffix("’s").or_else(|| joined.strip_suffix("'s")).unwrap_or(joined).to_owned()
}

/// Lower-case letters and digits joined by hyphens; the id of a name.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() && !matches!(c, '’' | '\'' | '.') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Words behind the name of a company that it is called without.
const TRADES: &[&str] = &[
    "Air",
    "Airlines",
    "Airways",
    "Bancorp",
    "Brothers",
    "Capital",
    "Chemicals",
    "Coal",
    "Electric",
    "Electronics",
    "Enterprises",
    "Energy",
    "Entertainment",
    "Foods",
    "Gas",
    "Holdings",
    "Industries",
    "Insurance",
    "Media",
    "Mining",
    "Motors",
    "Mutual",
    "News",
    "Oil",
    "Partners",
    "Pharma",
    "Rail",
    "Resources",
    "Semiconductor",
    "Software",
    "Steel",
    "Systems",
    "Technologies",
    "Telecom",
];

/// The same words, an acronym of the other, or its last part ("the Post" for "New York Post").
fn same_organisation(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.eq_ignore_ascii_case(short) {
        return true;
    }
    let words: Vec<&str> = long.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    let initials: String =
        words.iter().filter(|w| w.starts_with(char::is_uppercase)).filter_map(|w| w.chars().next()).collect();
    let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let acronym = letters.chars().count() > 1 && letters == initials && letters.chars().all(char::is_uppercase);
    // "The House" is a chamber, and not the White House.
    let tail = words.len() > 1
        && short != "House"
        && short.split(' ').count() < words.len()
        && long.ends_with(&format!(" {short}"));
    // "Brightwater" for "Brightwater Bank".
    let head =
        words.len() == 2 && words[0] == short && (super::boundary::is_body(words[1]) || TRADES.contains(&words[1]));
    acronym || tail || head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_known_by_acronym_and_last_word() {
        assert!(same_organisation("Calder Institute of Strategic Studies", "CISS"));
        assert!(same_organisation("Orrin Post", "Post"));
        assert!(same_organisation("Telmark Coal", "Telmark"));
        assert!(!same_organisation("Orrin Post", "Orrin Times") && !same_organisation("White House", "House"));
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("King's College London"), "kings-college-london");
        assert_eq!(slug("Zoë  Ångström"), "zoë-ångström");
    }
}

//! From names to members: which mentions are one person's, one state's, one organisation's.

use std::collections::{BTreeMap, HashMap};

use super::company::without_form;
use super::epithet;
use super::family;
use super::name::PersonName;
use super::referent;
use super::{Cast, Member, MemberId, Mention, MentionForm, Name, NameKind, is_body_noun};
use crate::registry::{ActorKind, Entry, Registry};
use crate::text::{Span, has_word, is_zero_width};

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
        followed: Vec::new(),
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
    let held = gathering.roles(paragraphs, &names, &officers);
    gathering.described(paragraphs, mentions, article_id);
    gathering.in_focus(paragraphs, mentions, &held);
    let mut cast = gathering.finish();
    referent::resolve(text, mentions, &mut cast);
    epithet::roles(text, mentions, registry, &mut cast);
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

/// Who is named this many times less often than another of that surname is named in passing.
const PASSING: usize = 2;

/// The cast while it is gathered.
pub(super) struct Gathering<'a> {
    pub(super) text: &'a str,
    pub(super) registry: &'a Registry,
    date: Option<&'a str>,
    pub(super) members: Vec<Member>,
    /// Names of the members that are persons.
    persons: Vec<(usize, Vec<PersonName>)>,
    /// Which of `persons` bear a word in one of their names.
    by_word: HashMap<String, Vec<usize>>,
    pub(super) by_id: BTreeMap<String, usize>,
    pub(super) placed: Vec<(Span, usize)>,
    /// Pronouns and descriptions in order, each with the members that it may stand for.
    pub(super) followed: Vec<(Span, BTreeMap<usize, f32>)>,
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
                // Brussels is the Union's where its Commission is spoken of.
                let union = |id: &str| id == "EU" && sure.contains(&"EC");
                let mut decided: Vec<&String> =
                    name.registry.iter().filter(|id| sure.contains(&id.as_str()) || union(id)).collect();
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
            // "Union says no" above a story of a union: no name.
            let lower = words.to_lowercase();
            let before = self.text[..span.start()].trim_end_matches(' ');
            let headline = (before.is_empty() || before.ends_with('\n'))
                && !words.contains(' ')
                && lower != words
                && is_body_noun(&lower)
                && !words.chars().all(char::is_uppercase);
            if headline && has_word(self.text, span.start(), &lower) {
                continue;
            }
            // An organisation or a place that the registry does not know.
            let key = words.trim_start_matches("the ").trim_start_matches("The ");
            let key = self.without_state(key, span.start()).to_owned();
            let called = |other: &str| other.eq_ignore_ascii_case(&key);
            let known = organisations
                .iter()
                .find(|(_, other)| called(other))
                .or_else(|| {
                    // A place is not the body that bears its name, nor "business" a paper of that name.
                    let may_be_short = name.kind != NameKind::Location && !self.is_word(&key, span.start());
                    organisations.iter().find(|(member, other)| {
                        may_be_short
                            && self.members[*member].kind == ActorKind::Organisation
                            && same_organisation(other, &key)
                    })
                })
                .map(|(member, _)| *member);
            // "The Post" after "the New York Post"; "the Republican party" after the "Republican Party".
            let short_for = |(_, whole): &&(usize, String)| {
                whole.eq_ignore_ascii_case(&key)
                    || key != "House" && whole.ends_with(&format!(" {key}")) && !self.is_word(&key, span.start())
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
                    // "Fleet Group Inc." is Fleet Group with its form of business.
                    let fuller = shown.len() < key.len() && without_form(&key) != shown;
                    if name.kind == NameKind::Organisation && fuller || shouted {
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

    /// The name of a body without its state, where the article has it alone as well: "*Lorvia’s* Harbour Council".
    fn without_state<'n>(&self, name: &'n str, place: usize) -> &'n str {
        let Some((state, body)) = name.split_once("’s ").or_else(|| name.split_once("'s ")) else { return name };
        let hit = self.registry.at(name, 0).filter(|hit| hit.span().end() == state.len());
        let owned = hit.is_some_and(|hit| hit.entry().kind() == ActorKind::State);
        let proper = body.contains(' ') && body.starts_with(char::is_uppercase);
        let alone = || ["the ", "The "].iter().any(|the| has_word(self.text, place, &format!("{the}{body}")));
        if owned && proper && alone() { body } else { name }
    }

    /// Whether a name of one word is a word that the article has near it in lower case as well: "Business".
    fn is_word(&self, name: &str, place: usize) -> bool {
        let lower = name.to_lowercase();
        lower != name && !name.contains(' ') && has_word(self.text, place, &lower)
    }

    /// The organisation whose name stands right before its initials: "Swiss People’s Party, or *SVP*".
    fn spelled_out_before(&self, initials: Span, words: &str) -> Option<usize> {
        const LINKS: &[&str] = &[" (", ", or ", ", or the ", ", known as ", ", known as the "];
        let letters = (2..=7).contains(&words.len()) && words.chars().all(|c| c.is_uppercase() || c == '.');
        let (name, member) = self.placed.last().copied()?;
        let between = self.text.get(name.end()..initials.start())?;
        // "The National Stores Agency (*Nasta*)": a word for a body of several.
        let shortened = between == " ("
            && self.text[initials.end()..].starts_with(')')
            && !words.contains(' ')
            && name.of(self.text).contains(' ')
            && words.chars().next() == name.of(self.text).trim_start_matches("the ").chars().next();
        if shortened && self.members[member].kind == ActorKind::Organisation {
            return Some(member);
        }
        if !letters {
            return None;
        }
        // "The Civic Alliance, *GSA*, holds": letters of another language between commas.
        let apart = between == ", " && self.text[initials.end()..].starts_with(',') && words.len() > 2;
        if apart && self.members[member].kind == ActorKind::Organisation && name.of(self.text).contains(' ') {
            return Some(member);
        }
        // In brackets they are its own whatever their order: those of another language do not begin as the name does.
        let bracketed = words.len() > 2 && self.text[initials.end()..].starts_with(')');
        let begins = bracketed || name.of(self.text).chars().next() == words.chars().next();
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

    pub(super) fn member(&mut self, id: &str, name: &str, kind: ActorKind) -> usize {
        if let Some(member) = self.by_id.get(id) {
            return *member;
        }
        self.members.push(Member::new(id, name, kind));
        self.by_id.insert(id.to_owned(), self.members.len() - 1);
        self.members.len() - 1
    }

    pub(super) fn place(&mut self, span: Span, member: usize) {
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

/// Words in the name of a body that is another than the one whose name it begins with: "Orrin *Workers* United".
const OTHERS: &[&str] = &[
    "association",
    "council",
    "court",
    "daily",
    "federation",
    "foundation",
    "herald",
    "journal",
    "ledger",
    "party",
    "police",
    "post",
    "teachers",
    "times",
    "tribune",
    "union",
    "university",
    "workers",
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
    // "Brightwater" for "Brightwater Bank", "Orrin" for "Orrin Motor"; the Senate is none of its committees, and who works at Orrin another.
    let another = |word: &&str| OTHERS.contains(&word.to_lowercase().as_str());
    let head = (2..=3).contains(&words.len())
        && words[0] == short
        && short.chars().any(char::is_lowercase)
        && !super::bodies::is_body(short)
        && !words.iter().any(another);
    // "Orrin Lund" for "Orrin Lund Capital"; its foundation is another body.
    let rest = without_form(long).strip_prefix(short).and_then(|rest| rest.strip_prefix(' '));
    let opening = short.contains(' ')
        && rest.is_some_and(|rest| !rest.contains(' ') && !super::bodies::is_body(rest))
        && !words.iter().any(another);
    // "The Department" for "Department of Justice".
    let kind = super::bodies::is_body(short) && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(" of "));
    acronym || tail || head || opening || kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_known_by_acronym_and_last_word() {
        assert!(same_organisation("Calder Institute of Strategic Studies", "CISS"));
        assert!(same_organisation("Orrin Post", "Post"));
        assert!(same_organisation("Telmark Coal", "Telmark"));
        assert!(same_organisation("Orrin Motor", "Orrin") && !same_organisation("Orrin Workers United", "Orrin"));
        assert!(same_organisation("Orrin Lund Capital", "Orrin Lund"));
        assert!(!same_organisation("Orrin Post", "Orrin Times") && !same_organisation("White House", "House"));
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("King's College London"), "kings-college-london");
        assert_eq!(slug("Zoë  Ångström"), "zoë-ångström");
    }
}

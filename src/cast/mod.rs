//! The cast of an article: every person, state and organisation it names, each once, with all the names it goes by.

mod binding;
mod bodies;
mod body;
mod boundary;
mod called;
mod capitals;
mod clause;
mod cluster;
mod company;
mod delegate;
mod described;
mod description;
mod employer;
mod entities;
mod epithet;
mod extent;
mod family;
mod find;
mod focus;
mod given;
mod kinds;
mod lexicon;
mod name;
mod occupation;
mod offices;
mod opinion;
mod pair;
mod prize;
mod reference_kind;
mod referent;
mod role;
mod settle;
mod things;
mod trade;
mod trades;

use std::collections::HashMap;

use crate::registry::ActorKind;
use crate::text::Span;

pub(crate) use binding::{is_object, is_subject_of};
pub(crate) use bodies::is_body_noun;
pub(crate) use cluster::{gather, slug};
pub(crate) use company::is_business;
pub(crate) use delegate::is_home;
pub(crate) use described::{described, is_named, may_follow};
pub(crate) use entities::entities;
pub(crate) use family::{owning, relative};
pub(crate) use find::{is_function_word, mentions};
pub(crate) use lexicon::{LEADING, is_government_noun, is_group_noun, is_land, is_possessive, is_rank, is_title_noun};
pub(crate) use opinion::is_opinion;
pub(crate) use pair::Pair;
pub(crate) use trade::{is_kin, is_staff};

/// Grammatical gender and number that a pronoun or an honorific tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// he, him, his; Mr.
    Masculine,
    /// she, her; Mrs., Ms.
    Feminine,
    /// it, its.
    Neuter,
    /// they, them, their.
    Plural,
}

/// What kind of words a mention is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum MentionForm {
    /// A proper name.
    Name(Name),
    /// A pronoun of the third person.
    Pronoun(Agreement),
    /// I, me, my inside a quotation.
    FirstPerson,
    /// we, us inside a quotation.
    FirstPlural,
    /// "the professor", "the North Korean leader": the noun in lower case, and the registry id of the state its demonym names.
    Nominal {
        /// The noun that says what kind of person or body is meant, in lower case.
        noun: String,
        /// The identifier of the state whose demonym stands before it.
        state: Option<String>,
    },
    /// "wife" behind "his", "my" or "Orr’s".
    Kin,
    /// "the two countries", "neither side".
    Pair(Pair),
}

/// A proper name as found.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// What the entity head takes it for.
    pub kind: NameKind,
    /// The registry's candidates, best first: identifiers.
    pub registry: Vec<String>,
    /// Whether the registry says that the name may mean something else.
    pub ambiguous: bool,
    /// A demonym before the thing it describes ("South Korean ammunition").
    pub modifier: bool,
    /// A demonym in the plural ("Russians"): people of a state.
    pub people: bool,
}

impl Name {
    /// A name of which nothing is known but its kind.
    pub(crate) const fn of(kind: NameKind) -> Self {
        Self { kind, registry: Vec::new(), ambiguous: false, modifier: false, people: false }
    }
}

/// The entity head's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people.
    Organisation,
    /// A place or a state.
    Location,
    /// Anything else that has a name: nationalities, events, works.
    Misc,
}

/// A mention of somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub form: MentionForm,
    /// For pronouns and nominals: earlier words that the reference head takes it to stand for, with their probability.
    pub refers: Vec<(Span, f32)>,
}

/// The position of a member in [`Cast::members`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId(pub(crate) usize);

/// One person, state or organisation of the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The registry's identifier, or one made of the name; unique in the article, the same in every article for the same name.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// Person, state, organisation or group.
    pub kind: ActorKind,
    /// What the article says the person is ("professor of international relations").
    pub role: Option<String>,
    /// The organisation or state of that role ("King's College London").
    pub affiliation: Option<String>,
    /// Whether a name of it may mean something else and nothing in the article decides.
    pub ambiguous: bool,
    /// Titles that stood before the name, in lower case ("captain").
    pub titles: Vec<String>,
    /// What an honorific or a given name says.
    pub agreement: Option<Agreement>,
    /// The mentions by name, in order.
    pub named: Vec<Span>,
}

/// Everybody whom the article names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    members: Vec<Member>,
    /// (mention, member) by name, in order of the mentions.
    by_mention: Vec<(Span, MemberId)>,
    /// Whom the pronouns and descriptions stand for.
    references: referent::References,
    /// The genders that pronouns told, of persons whose name does not say one.
    told: HashMap<MemberId, Agreement>,
}

impl Cast {
    /// The members, in order of their first mention.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// One member.
    #[must_use]
    pub fn member(&self, id: MemberId) -> &Member {
        &self.members[id.0]
    }

    /// What an honorific, a given name or else the pronouns that stand for a member say of it.
    pub(crate) fn agreement(&self, id: MemberId) -> Option<Agreement> {
        self.member(id).agreement.or_else(|| self.told.get(&id).copied())
    }

    /// Who the name at `span` is.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<MemberId> {
        let at = self.by_mention.binary_search_by_key(&span, |(mention, _)| *mention).ok()?;
        Some(self.by_mention[at].1)
    }

    /// Whose name holds `span`.
    pub(crate) fn holding(&self, span: Span) -> Option<MemberId> {
        self.before(span.end()).next().filter(|(name, _)| name.contains(span)).map(|(_, member)| member)
    }

    /// The members for whom the pronoun or description that holds `span` stands by the reference head, each with its probability in 0..1.
    pub(crate) fn referents(&self, span: Span) -> &[(MemberId, f32)] {
        referent::holding(&self.references, span)
    }

    /// Of those for whom the description that holds `span` may stand, the most probable one that `fits`; the earlier one of equals.
    pub(crate) fn referred(&self, span: Span, fits: impl Fn(&Member) -> bool) -> Option<(MemberId, f32)> {
        let fitting = self.referents(span).iter().copied().filter(|(member, _)| fits(self.member(*member)));
        fitting.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// The person whom a name means, in capitals or not: the first whose name it is or ends.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<MemberId> {
        let wanted = name::PersonName::parse(name)?;
        let fits = |member: &Member| {
            member.kind == ActorKind::Person
                && !matches!((member.agreement, wanted.agreement), (Some(known), Some(told)) if known != told)
                && name::PersonName::parse(&member.name)
                    .is_some_and(|full| full.agrees(&wanted) || full.answers_to(&wanted) == 2)
        };
        self.members.iter().position(fits).map(MemberId)
    }

    /// The person whose name closes a description: "*the moderator* of the first debate, *Hanna Lund* of the Ledger", and not "they met the mayor,
    /// Hanna Lund said".
    pub(crate) fn named_behind(&self, text: &str, description: Span) -> Option<MemberId> {
        /// What may stand between the noun and the comma, in bytes.
        const NEAR: usize = 60;
        let rest = &text[description.end()..];
        let comma = rest.find(", ").filter(|comma| *comma <= NEAR)?;
        let phrase = &rest[..comma];
        let linked = [" of ", " for ", " at "].iter().any(|link| phrase.starts_with(link));
        let plain = phrase.is_empty() || linked && !phrase.contains(['.', ';', ':', '\n', '“', '”', '"']);
        let start = description.end() + comma + ", ".len();
        let (name, member) = self.before(start + 1).next().filter(|(name, _)| plain && name.start() == start)?;
        let behind = &text[name.end()..];
        let closed = behind.starts_with([',', '.', ';', ')']) || behind.starts_with(" of ");
        (closed && self.member(member).kind == ActorKind::Person).then_some(member)
    }

    /// The one person who holds an office by `noun` (lower case) and of whom the article does not say for whom: "the Republican nominee"
    /// of an article with one nominee.
    pub(crate) fn only_unbound(&self, noun: &str) -> Option<MemberId> {
        let fits = |m: &Member| m.kind == ActorKind::Person && m.affiliation.is_none() && m.is_called(noun);
        let mut all = (0..self.members.len()).filter(|at| fits(&self.members[*at])).map(MemberId);
        all.next().filter(|_| all.next().is_none())
    }

    /// The country of those who say "this country".
    pub(crate) fn homeland(&self) -> Option<MemberId> {
        homeland(&self.members, 2).map(MemberId)
    }

    /// Whose name begins at byte `position`.
    fn starting(&self, position: usize) -> Option<MemberId> {
        let at = self.by_mention.partition_point(|(mention, _)| mention.start() < position);
        self.by_mention.get(at).filter(|(mention, _)| mention.start() == position).map(|(_, member)| *member)
    }

    /// The named mentions inside `span`, in order.
    pub fn within(&self, span: Span) -> impl DoubleEndedIterator<Item = (Span, MemberId)> + '_ {
        let from = self.by_mention.partition_point(|(mention, _)| mention.start() < span.start());
        let to = self.by_mention.partition_point(|(mention, _)| mention.start() < span.end());
        self.by_mention[from..to.max(from)].iter().copied().filter(move |(mention, _)| span.contains(*mention))
    }

    /// The named mentions that begin before byte `position`, the nearest first.
    pub fn before(&self, position: usize) -> impl Iterator<Item = (Span, MemberId)> + '_ {
        let to = self.by_mention.partition_point(|(mention, _)| mention.start() < position);
        self.by_mention[..to].iter().rev().copied()
    }
}

/// The state of which an article speaks more than of all others together, or twice as often as of any other, or first and most often, and no less
/// often than `least` times.
fn homeland(members: &[Member], least: usize) -> Option<usize> {
    let land = |m: &Member| m.kind == ActorKind::State && !m.ambiguous && !m.id.starts_with("place-");
    let times = |at: usize| members[at].named.len();
    let lands: Vec<usize> = (0..members.len()).filter(|at| land(&members[*at])).collect();
    let all: usize = lands.iter().map(|at| times(*at)).sum();
    let most = lands.iter().copied().max_by_key(|at| times(*at))?;
    let next = lands.iter().filter(|at| **at != most).map(|at| times(*at)).max().unwrap_or(0);
    // The first state of which it speaks needs no lead but the smallest.
    let first = lands.iter().copied().min_by_key(|at| members[*at].named.first().copied()) == Some(most);
    let leads = times(most) >= 2 * next || first && times(most) > next;
    (times(most) >= least && (2 * times(most) > all || times(most) > least && leads)).then_some(most)
}

/// Whether `noun` is the head of a name or an office in lower case: its last words before a preposition ("the *council* of elders").
fn names_kind(phrase: &str, noun: &str) -> bool {
    let head = [" of ", " for ", " in ", " at ", " on ", " to ", " from ", " with "]
        .iter()
        .filter_map(|link| phrase.find(link))
        .min();
    let head = phrase[..head.unwrap_or(phrase.len())].trim_end_matches(|c: char| !c.is_alphanumeric());
    head.strip_suffix(noun).is_some_and(|before| before.is_empty() || before.ends_with([' ', '-', '’', '\'']))
}

/// Whether an office that ends in `noun` is another one: "the president" is not the vice president, nor one who was it.
fn is_other_office(office: &str, noun: &str) -> bool {
    let before = office.rsplit_once(noun).map_or("", |(before, _)| before.trim_end());
    let civil = |word: &str| noun == "general" && lexicon::is_civil_general(word);
    let other = |word: &str| matches!(word, "vice" | "deputy" | "assistant" | "former" | "ex") || civil(word);
    before.rsplit(' ').next().is_some_and(other)
}

impl Member {
    /// A member of whom nothing is known but its name.
    fn new(id: &str, name: &str, kind: ActorKind) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            role: None,
            affiliation: None,
            ambiguous: false,
            titles: Vec::new(),
            agreement: None,
            named: Vec::new(),
        }
    }

    /// Whether `noun` (lower case) describes it: the office or trade that the article gives a person, or the word of an organisation's
    /// name that says what kind of body it is.
    #[must_use]
    pub fn is_called(&self, noun: &str) -> bool {
        if self.kind == ActorKind::Organisation {
            return is_body_noun(noun) && names_kind(&self.name.to_lowercase(), noun);
        }
        let in_role = |role: &String| {
            let role = role.to_lowercase();
            let holds = |noun: &str| {
                role.split(" and ").any(|office| names_kind(office, noun) && !is_other_office(office, noun))
            };
            holds(noun) || lexicon::also_called(noun).iter().any(|noun| holds(noun))
        };
        // "Vice President Orr" bears the title of a president and is none.
        let another = |role: &String| is_other_office(&role.to_lowercase(), noun);
        let civil = noun == "general" && self.titles.iter().any(|title| lexicon::is_civil_general(title));
        let bears = |word: &str| self.titles.iter().any(|title| title == word);
        let titled = noun.split(' ').all(bears) && !civil && !self.role.as_ref().is_some_and(another);
        self.role.as_ref().is_some_and(in_role) || titled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_is_that_of_a_body_or_an_office_where_it_is_the_head() {
        let body = |name: &str, noun: &str| Member::new("id", name, ActorKind::Organisation).is_called(noun);
        assert!(body("Seafarers’ Union", "union") && body("Council of Elders", "council"));
        assert!(!body("Military Times", "military") && !body("Friends of the Court", "court"));
        let holds = |role: &str, noun: &str| {
            let brandt = Member::new("id", "Ilse Brandt", ActorKind::Person);
            Member { role: Some(role.to_owned()), ..brandt }.is_called(noun)
        };
        assert!(
            holds("president and chief executive", "president") && holds("Prime Minister of Lorvia", "prime minister")
        );
        assert!(holds("professor of law", "professor") && holds("vice president", "vice president"));
        assert!(holds("Representative", "congressman") && holds("Senator", "lawmaker"));
        assert!(!holds("Vice President", "president") && !holds("former president", "president"));
        assert!(!holds("refugee programme director", "refugee"));
    }
}

//! Offices: what an article says that its persons are, and for whom.

use std::collections::{HashMap, HashSet};

use super::cluster::{Gathering, clean};
use super::description::{Role, without_owner};
use super::employer::employer;
use super::focus::Held;
use super::name::PersonName;
use super::occupation::{by_noun, is_by_verb, is_over};
use super::{Name, NameKind, delegate, role, trade};
use crate::registry::{ActorKind, Entry, PARTY};
use crate::text::Span;

/// The names of an article by what an office may have to do with them.
struct Named {
    /// What is no person, in order.
    others: Vec<Span>,
    places: HashSet<Span>,
    bodies: HashSet<Span>,
    /// Adjectives of peoples, parties left out.
    peoples: HashSet<Span>,
    /// Who is named where.
    members: HashMap<Span, usize>,
    /// The names of persons by where they begin, and end.
    begin: HashMap<usize, Span>,
    end: HashMap<usize, Span>,
}

impl Gathering<'_> {
    /// What the article says that persons are. `officers` are descriptions by a state or party and its identifier ("the Russian president").
    pub(super) fn roles(
        &mut self,
        paragraphs: &[Span],
        names: &[(Span, &Name)],
        officers: &[(Span, &str)],
    ) -> Vec<Held> {
        let mut held: Vec<Held> = Vec::new();
        let named = self.named(names);
        let persons: Vec<Span> =
            names.iter().filter(|(_, name)| name.kind == NameKind::Person).map(|(span, _)| *span).collect();
        for span in &persons {
            let Some(member) = named.members.get(span).copied() else { continue };
            let at = paragraphs.partition_point(|p| p.end() <= span.start());
            let Some(paragraph) = paragraphs.get(at).copied().filter(|p| p.contains(*span)) else { continue };
            let from = named.others.partition_point(|o| o.start() < paragraph.start());
            let to = named.others.partition_point(|o| o.start() < paragraph.end());
            let near = &named.others[from..to.max(from)];
            if let Some(found) = self.said_of(*span, paragraph, near)
                && self.hold(member, found, &named, officers)
            {
                held.push(Held { member, role: found.role, name: *span });
            }
            if self.members[member].affiliation.is_none() {
                let bodies: Vec<Span> = near.iter().copied().filter(|o| named.bodies.contains(o)).collect();
                let works_for = employer(self.text, *span, &bodies).and_then(|body| named.members.get(&body));
                self.members[member].affiliation = works_for.map(|m| self.members[*m].name.clone());
            }
        }
        for span in &persons {
            let noted = delegate::home(self.text, *span).map(str::to_owned);
            let party = || delegate::party(self.text, *span).map(|party| self.party(party));
            let home = noted.or_else(party);
            if let Some(member) = named.members.get(span) {
                let member = &mut self.members[*member];
                // "Rep. Orr (R-Tex.)" sits for Texas, whatever his party.
                let party = member.affiliation.as_ref().is_some_and(|body| body.ends_with(PARTY));
                if member.affiliation.is_none() || party && home.is_some() {
                    member.affiliation = home;
                }
            }
        }
        held
    }

    fn named(&self, names: &[(Span, &Name)]) -> Named {
        let members: HashMap<Span, usize> = self.placed.iter().copied().collect();
        let of_kind = |kind: NameKind| names.iter().filter(move |(_, name)| name.kind == kind).map(|(span, _)| *span);
        let of_people = |(span, name): &&(Span, &Name)| {
            let unknown = name.kind == NameKind::Misc && name.registry.is_empty();
            (name.modifier || unknown) && self.registry.party(&clean(span.of(self.text))).is_none()
        };
        let others = names.iter().filter(|(_, name)| name.kind != NameKind::Person).map(|(span, _)| *span).collect();
        let persons =
            || members.iter().filter(|(_, m)| self.members[**m].kind == ActorKind::Person).map(|(span, _)| *span);
        Named {
            others,
            places: of_kind(NameKind::Location).collect(),
            bodies: of_kind(NameKind::Organisation).collect(),
            peoples: names.iter().filter(of_people).map(|(span, _)| *span).collect(),
            begin: persons().map(|span| (span.start(), span)).collect(),
            end: persons().map(|span| (span.end(), span)).collect(),
            members,
        }
    }

    /// What the words beside a name say that its bearer is. How he stands to another in the story comes last: "Sen. Orr, a Lund supporter".
    fn said_of(&self, name: Span, paragraph: Span, near: &[Span]) -> Option<Role> {
        // The name without the titles that the entity head took into it.
        let bare = bare_name(self.text, name);
        let behind = role::behind(self.text, name, paragraph, near);
        // "Senator Orr, who chairs the committee": the title comes before what its bearer does.
        if let Some(does) = behind.filter(|found| is_by_verb(found.role.of(self.text))) {
            let title = role::before(self.text, bare, paragraph, near);
            return title.map(|title| Role { affiliation: title.affiliation.or(does.affiliation), ..title }).or(behind);
        }
        if let Some(found) = behind.filter(|found| !trade::is_passing(found.role.of(self.text))) {
            return Some(found);
        }
        let before = role::before(self.text, bare, paragraph, near);
        // "The group’s spokesman, Colonel Orr,": a rank says less than the office before it.
        let rank = before
            .filter(|found| behind.is_none() && found.affiliation.is_none() && is_bare_rank(found.role.of(self.text)));
        rank.and_then(|rank| role::apposed(self.text, rank.role.hull(bare), paragraph, near))
            .or(before)
            .or_else(|| role::apposed(self.text, bare, paragraph, near))
            .or(behind)
    }

    /// Notes what somebody is, if it says more than what is known of him; whether it is his role now.
    fn hold(&mut self, member: usize, found: Role, named: &Named, officers: &[(Span, &str)]) -> bool {
        let Role { role, affiliation } = self.working_for(found, named);
        let words = role.of(self.text);
        // "Orr, Governor Brandt, …": who stands beside him in a list.
        if named.end.contains_key(&role.end()) && !trade::is_somebodys(words) {
            return false;
        }
        let known = self.members[member].role.as_deref();
        // "Vice President Orr, *who was a senator*": what he is comes before what he was.
        if known.is_some() && is_over(words) {
            return false;
        }
        let fuller = self.members[member].affiliation.is_none() && affiliation.is_some();
        let said_in_passing = known.is_some_and(trade::is_passing) && !trade::is_passing(words);
        // Who has an office is of his party as well: "a Republican and former legislator" adds that and takes nothing.
        let party = affiliation.map(|a| self.party(&clean(a.of(self.text)))).filter(|name| name.ends_with(PARTY));
        if let Some(party) = party.filter(|_| known.is_some() && !said_in_passing && fuller) {
            self.members[member].affiliation = Some(party);
            false
        } else if known.is_none() || fuller || said_in_passing {
            let owner = self.owner(role, named).filter(|owner| named.members.get(owner) != Some(&member));
            let body = affiliation.filter(|body| !named.peoples.contains(body));
            let office = without_body_inside(self.text, without_owner(self.text, role, owner), body);
            let office = without_rank(without_kin(&office));
            let served = owner.and_then(|owner| named.members.get(&owner)).and_then(|owner| {
                let owner = &self.members[*owner];
                match () {
                    () if office.starts_with("campaign") => Some(format!("{} campaign", owner.name)),
                    // "Orlo’s deputy chairman" is that of the body which Orlo heads.
                    () if owner.kind == ActorKind::Person && sits(office) => owner.affiliation.clone(),
                    () => Some(owner.name.clone()),
                }
            });
            let office = clean(office).replace("campaign’s ", "campaign ").replace("campaign's ", "campaign ");
            self.members[member].role = Some(role::in_full(&by_noun(&office)));
            let home = served.or_else(|| self.home(role, affiliation, named, officers));
            self.members[member].affiliation = home.or_else(|| self.campaign_in(role, named));
            true
        } else {
            false
        }
    }

    /// A role without an affiliation that is none. "A retired nurse *in Orrin*" lives there, a "*Lorvian* engineer" is from Lorvia, and who
    /// reads a paper does not work for it.
    fn working_for(&self, found: Role, named: &Named) -> Role {
        let Role { role, affiliation: Some(affiliation) } = found else { return found };
        let words = role.of(self.text);
        let before = self.text[..affiliation.start()].trim_end();
        let before = before.strip_suffix(" the").unwrap_or(before);
        let lives = before.ends_with(" in") && named.places.contains(&affiliation);
        let private = named.peoples.contains(&affiliation) && !trade::acts_for_state(words);
        match () {
            () if private || trade::is_outside(words) => {
                let whole = if affiliation.end() <= role.start() { affiliation.hull(role) } else { role };
                Role { role: whole, affiliation: None }
            }
            // "Mother of an Orrin victim": whose relative somebody is says for whom nobody speaks.
            () if lives || trade::is_kin(words) => Role { role, affiliation: None },
            () => found,
        }
    }

    /// The person whose officer or aide somebody is by the words of his role: "*Orlo* campaign manager", "*Orlo*’s lawyer".
    fn owner(&self, role: Span, named: &Named) -> Option<Span> {
        let head = &self.text[..role.start()];
        let owns = |mark: &&str| head.strip_suffix(*mark).and_then(|head| named.end.get(&head.len()));
        let owner = named.begin.get(&role.start()).or_else(|| ["’s ", "'s "].iter().find_map(owns));
        owner.copied().filter(|_| !trade::is_passing(role.of(self.text)))
    }

    /// The campaign of a person in the words of an office: "chief strategist *for Orr’s presidential campaign*".
    fn campaign_in(&self, role: Span, named: &Named) -> Option<String> {
        let words = role.of(self.text);
        let at =
            [" for ", " of ", " on ", " with "].iter().filter_map(|link| Some(words.find(link)? + link.len())).min()?;
        let owner = named.begin.get(&(role.start() + at))?;
        let member = named.members.get(owner)?;
        let behind = &self.text[owner.end().min(role.end())..role.end()];
        let owned = ["’s ", "'s ", " "].iter().find_map(|mark| behind.strip_prefix(mark))?;
        let runs = owned.split(' ').take(3).any(|word| word == "campaign");
        runs.then(|| format!("{} campaign", self.members[*member].name))
    }

    /// For whom somebody has an office, by a name in its words or the description that it is part of.
    fn home(&self, role: Span, affiliation: Option<Span>, named: &Named, officers: &[(Span, &str)]) -> Option<String> {
        // "White House press secretary", "the mayor of Washington": a seat of government and a capital are named as the article has them.
        let seat = |m: &usize, words: &str| {
            self.registry
                .entry(&self.members[*m].id)
                .is_some_and(|entry| entry.seats().iter().chain(entry.capitals()).any(|s| s.ends_with(words)))
        };
        let home = affiliation.and_then(|a| named.members.get(&a).filter(|m| !seat(m, a.of(self.text))));
        let home = home.map(|m| self.without_seat(&self.members[*m].name).to_owned());
        // "Orr, the Russian president": the adjective is part of the description and no name of its own.
        let by_seat = |entry: &&Entry| entry.seats().iter().any(|seat| role.of(self.text).starts_with(seat.as_str()));
        let described = officers.iter().find(|(officer, _)| officer.overlaps(role));
        let described = described.and_then(|(_, id)| self.registry.entry(id)).filter(|entry| !by_seat(entry));
        home.or_else(|| affiliation.map(|a| self.party(&clean(a.of(self.text)))))
            .or_else(|| described.map(|entry| entry.name().to_owned()))
    }

    /// The name of a body without the city or state where it is: "Harbour Securities *in Oslo*". A school may be called by it.
    fn without_seat<'n>(&self, name: &'n str) -> &'n str {
        const SCHOOLS: &[&str] = &["College", "Institute", "School", "University"];
        let Some((body, place)) = name.rsplit_once(" in ") else { return name };
        let start = name.len() - place.len();
        let known = self.registry.at(name, start).is_some_and(|found| found.span().end() == name.len());
        let school = body.rsplit(' ').next().is_some_and(|last| SCHOOLS.contains(&last));
        if known && !school && body.contains(' ') { body } else { name }
    }

    /// The party of the registry that an adjective names ("*Democratic* pollster"), else the words, of a body that one has left as well.
    fn party(&self, words: &str) -> String {
        let words = words.strip_prefix("Former ").unwrap_or(words);
        self.registry.party(words).map_or(words, Entry::name).to_owned()
    }
}

/// An office without the name of its body behind what describes the office: "former *Harbour Aid* head of sales".
fn without_body_inside(text: &str, office: Span, body: Option<Span>) -> String {
    const ADJECTIVES: &[&str] = &[
        "acting",
        "assistant",
        "current",
        "deputy",
        "former",
        "longtime",
        "new",
        "retired",
        "senior",
        "then",
        "top",
        "vice",
    ];
    let whole = office.of(text).to_owned();
    let Some(body) = body.filter(|body| office.start() < body.start() && body.end() < office.end()) else {
        return whole;
    };
    let (before, behind) = (&text[office.start()..body.start()], &text[body.end()..office.end()]);
    let described = before.ends_with(' ') && before.split_whitespace().all(|word| ADJECTIVES.contains(&word));
    match behind.strip_prefix(' ').filter(|_| described) {
        Some(behind) => format!("{before}{behind}"),
        None => whole,
    }
}

/// An office without the relative that its holder is as well: "minister *and a distant cousin of the mayor*".
fn without_kin(office: &str) -> &str {
    let cut =
        [" and a ", " and the "].iter().find_map(|and| office.find(and).filter(|at| trade::is_kin(&office[*at..])));
    &office[..cut.unwrap_or(office.len())]
}

/// Whether an office is one in a body, whoever it is called after; the chairman of a candidate is his.
fn sits(office: &str) -> bool {
    let office = office.to_lowercase();
    let noun = office.rsplit(' ').next().unwrap_or("");
    let second = office.starts_with("deputy ") || office.starts_with("vice ");
    matches!(noun, "minister" | "president") || second && matches!(noun, "chair" | "chairman" | "chairwoman")
}

/// Ranks of armies and police.
const RANKS: &[&str] = &[
    "admiral",
    "brigadier",
    "captain",
    "colonel",
    "commander",
    "commodore",
    "general",
    "lieutenant",
    "major",
    "rear",
    "sergeant",
    "vice",
];

/// Whether a role is a rank alone: "Major General".
fn is_bare_rank(role: &str) -> bool {
    role.split([' ', '-']).all(|word| RANKS.contains(&word.trim_end_matches('.').to_lowercase().as_str()))
}

/// The office of who speaks for a body without the rank behind it: "spokesman *Major General*".
fn without_rank(office: &str) -> &str {
    match office.split_once(' ') {
        Some((spokes, rank)) if spokes.to_lowercase().starts_with("spokes") && is_bare_rank(rank) => spokes,
        _ => office,
    }
}

/// The part of a person's mention behind its titles.
fn bare_name(text: &str, span: Span) -> Span {
    let Some(parsed) = PersonName::parse(span.of(text)) else { return span };
    let first = parsed.display.split(' ').next().unwrap_or("");
    span.of(text).find(first).map_or(span, |at| Span::new(span.start() + at, span.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_without_its_body_a_relative_and_a_rank() {
        let without_body = |text: &str, body: &str| {
            let at = text.find(body).expect("the body is there");
            without_body_inside(text, Span::new(0, text.len()), Some(Span::new(at, at + body.len())))
        };
        assert_eq!(without_body("former Harbour Aid head of sales", "Harbour Aid"), "former head of sales");
        assert_eq!(without_body("head of Harbour Aid sales", "Harbour Aid"), "head of Harbour Aid sales");
        assert_eq!(without_kin("minister and a distant cousin of the mayor"), "minister");
        assert_eq!(without_kin("minister and a poet"), "minister and a poet");
        assert_eq!(without_rank("spokesman Major General"), "spokesman");
        assert_eq!(without_rank("spokesman for the navy"), "spokesman for the navy");
        assert!(is_bare_rank("Major General") && !is_bare_rank("Attorney General"));
    }
}

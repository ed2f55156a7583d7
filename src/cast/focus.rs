//! Offices without a body beside them: for whom somebody has one by "its" before it, or by what the story speaks of there.

use std::collections::{BTreeMap, HashMap};

use super::body::PORTFOLIOS;
use super::cluster::{Gathering, clean};
use super::company::is_business;
use super::described::is_named;
use super::find::words;
use super::kinds::{Kinds, is_kind};
use super::lexicon::pronoun;
use super::role;
use super::{Agreement, Member, Mention, MentionForm, homeland, is_body_noun, trade};
use crate::registry::{ActorKind, Entry, NameRole};
use crate::sentence::sentences;
use crate::text::{Span, word_before};

/// An office as the article has it, and the name beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub member: usize,
    pub role: Span,
    pub name: Span,
}

/// More of what a pronoun may stand for lies on nobody else.
const LIKELY: f32 = 0.4;
/// How many paragraphs above an office may name the company that it is one of.
const ABOVE: usize = 2;
/// How many names back a body is looked for that is called what an office says.
const NEAR: usize = 64;
/// A state that is named less often is not the one of which an article speaks.
const OFTEN: usize = 2;

/// Offices of a company that stand alone where the company is spoken of, in lower case.
const OF_COMPANIES: &[&str] = &[
    "ceo",
    "chief executive",
    "chief executive officer",
    "chief financial officer",
    "chief operating officer",
    "chief technology officer",
    "finance chief",
    "general counsel",
    "managing director",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// Offices of a head of state or government, which many another body has as well.
const HEADS: &[&str] = &["president", "prime minister", "chancellor", "king", "queen"];

impl Gathering<'_> {
    /// The bodies of offices that the words beside a name leave open. `held` are the offices, in order.
    pub(super) fn in_focus(&mut self, paragraphs: &[Span], mentions: &[Mention], held: &[Held]) {
        self.placed.sort();
        let pronouns: HashMap<Span, &Mention> = mentions
            .iter()
            .filter(|m| matches!(m.form, MentionForm::Pronoun(_)))
            .map(|mention| (mention.span, mention))
            .collect();
        let all: Vec<Span> = paragraphs.iter().flat_map(|p| sentences(self.text, *p)).collect();
        let told: Vec<(usize, usize)> =
            all.iter().filter_map(|s| Some((s.start(), self.opening(*s).filter(|m| self.is_body(*m))?))).collect();
        let bare = |held: &Held| {
            self.members[held.member].affiliation.is_none() && is_of_state(&held.role.of(self.text).to_lowercase())
        };
        let setting = || if held.iter().any(bare) { self.setting(paragraphs) } else { None };
        let home = homeland(&self.members, OFTEN).or_else(setting);
        let kinds = self.kinds();
        for held in held {
            if self.members[held.member].affiliation.is_some() {
                continue;
            }
            let at = paragraphs.partition_point(|p| p.end() <= held.name.start());
            if paragraphs.get(at).is_none_or(|p| !p.contains(held.role.hull(held.name))) {
                continue;
            }
            let place = Place { paragraphs, at, held: *held, sentences: &all, told: &told, home, kinds: &kinds };
            let capital = self.spoken_for(*held);
            let served = capital.or_else(|| self.whose(place, &pronouns)).or_else(|| self.alone(place));
            self.serve(*held, served, capital.is_some());
            self.called_in_role(place);
        }
        self.by_another(&pronouns);
    }

    /// The one state of the cast of which an article speaks in other names: by its capital, its people or the names of its bodies ("*Ghana’s* central
    /// bank"), twice as often as of any other.
    fn setting(&self, paragraphs: &[Span]) -> Option<usize> {
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for paragraph in paragraphs {
            let mut last = paragraph.start();
            for word in words(self.text, *paragraph) {
                let capital = word.of(self.text).starts_with(char::is_uppercase);
                let hit = self.registry.at(self.text, word.start()).filter(|_| capital && word.start() >= last);
                let Some(hit) = hit.filter(|hit| !hit.is_ambiguous() && hit.entry().kind() == ActorKind::State) else {
                    continue;
                };
                last = hit.span().end();
                if let Some(member) = self.by_id.get(hit.entry().id()).filter(|_| hit.role() != NameRole::Leader) {
                    *times.entry(*member).or_default() += 1;
                }
            }
        }
        let (state, most) = times.iter().map(|(state, times)| (*state, *times)).max_by_key(|(_, times)| *times)?;
        let next = times.iter().filter(|(other, _)| **other != state).map(|(_, times)| *times).max().unwrap_or(0);
        (most > OFTEN && most >= 2 * next).then_some(state)
    }

    /// The body that a role calls by what it is: "president *of the group*", and "who heads *the agency*".
    fn called_in_role(&mut self, place: Place<'_>) {
        let member = &self.members[place.held.member];
        let Some((office, noun)) = member.role.as_deref().and_then(|role| role.rsplit_once(" of the ")) else { return };
        if member.affiliation.is_some() || !is_kind(noun) {
            return;
        }
        let office = office.to_owned();
        if let Some(body) = self.of_kind(place.kinds, noun, place.held.role.start(), None) {
            self.members[place.held.member].affiliation = Some(self.members[body].name.clone());
            self.members[place.held.member].role = Some(office);
        }
    }

    /// The offices of persons who are told by another's: "her *predecessor*, Ivo Orr", "her Lorvian *counterpart*, Ivo Orr".
    fn by_another(&mut self, pronouns: &HashMap<Span, &Mention>) {
        for (name, member) in self.placed.clone() {
            if self.members[member].kind != ActorKind::Person || self.members[member].role.is_some() {
                continue;
            }
            let Some(head) = self.text[..name.start()].strip_suffix(", ") else { continue };
            let (rest, former) = match (head.strip_suffix(" predecessor"), head.strip_suffix(" counterpart")) {
                (Some(rest), _) => (rest, true),
                (_, Some(rest)) => (rest, false),
                _ => continue,
            };
            let land = self.ending(rest.len());
            let land = land.filter(|(_, m)| self.members[*m].kind == ActorKind::State);
            let end = land.map_or(rest.len(), |(span, _)| self.text[..span.start()].trim_end().len());
            let word = word_before(self.text, Span::new(end, end));
            let own = end.checked_sub(word.len()).and_then(|start| pronouns.get(&Span::new(start, end)));
            let Some(other) = own.and_then(|own| self.likely(own, |kind| kind == ActorKind::Person)) else { continue };
            // Of those who sit in one body nobody has another's office.
            let office = self.members[other].role.clone().filter(|office| other != member && !role::is_seat(office));
            let Some(office) = office else { continue };
            let office = if former && !office.starts_with("former ") { format!("former {office}") } else { office };
            let body = land
                .map_or_else(|| self.members[other].affiliation.clone(), |(_, m)| Some(self.members[m].name.clone()));
            self.members[member].role = Some(office);
            self.members[member].affiliation = body;
        }
    }

    /// The state whose capital an office ends in: "chief negotiator for *Orrin*".
    fn spoken_for(&self, held: Held) -> Option<usize> {
        let words = held.role.of(self.text);
        let at = held.role.start() + words.rfind(" for ")? + " for ".len();
        let found = self.registry.at(self.text, at).filter(|found| found.span().end() == held.role.end())?;
        let id = found.entry().id();
        let seat = matches!(found.role(), NameRole::Capital | NameRole::Seat);
        self.by_id.get(id).copied().filter(|_| seat && !found.is_ambiguous())
    }

    /// The state or organisation that a pronoun or a description before an office stands for: "*its* head", "the *company’s* counsel"; whose
    /// office a person has who is "*his* minister".
    fn whose(&self, place: Place<'_>, pronouns: &HashMap<Span, &Mention>) -> Option<usize> {
        let role = place.held.role;
        let before = self.text[place.paragraph().start()..role.start()].trim_end();
        let end = place.paragraph().start() + before.len();
        if let Some(owner) = ["’s", "'s"].iter().find_map(|mark| before.strip_suffix(mark)) {
            let end = place.paragraph().start() + owner.len();
            let named = self.ending(end).map(|(_, member)| member).filter(|m| self.is_body(*m));
            // "The town’s mayor" is nobody's whom the story had before.
            let noun = owner.rsplit(' ').next().unwrap_or("");
            let firm = is_business(noun) || owner.ends_with(" group");
            let called = || self.of_kind(place.kinds, noun, end, None).filter(|_| is_kind(noun));
            return named.or_else(called).or_else(|| self.company(place).filter(|_| firm));
        }
        let word = word_before(self.text, role);
        let pronoun = pronouns.get(&Span::new(end.checked_sub(word.len())?, end))?;
        match pronoun.form {
            MentionForm::Pronoun(Agreement::Neuter | Agreement::Plural) => {
                // A state has ministers and envoys, and no executive director.
                let of_state = trade::acts_for_state(role.of(self.text));
                let fits = |kind| kind == ActorKind::Organisation || of_state && kind == ActorKind::State;
                // "Its fiercest critic" is not of it.
                let noun = trade::head_noun(role.of(self.text));
                if matches!(noun, "critic" | "rival" | "competitor" | "customer" | "client") || trade::is_kin(noun) {
                    return None;
                }
                let likely = self.likely(pronoun, fits).filter(|m| self.is_body(*m));
                let one = pronoun.form == MentionForm::Pronoun(Agreement::Neuter);
                likely.or_else(|| self.subject(place, pronoun.span.start(), fits).filter(|_| one))
            }
            // The minister of a president is one of his state.
            _ if matches!(trade::head_noun(role.of(self.text)), "minister" | "secretary") => {
                let chief = self.likely(pronoun, |m| m == ActorKind::Person);
                let state = chief.and_then(|chief| self.members[chief].affiliation.as_deref());
                let named = state
                    .and_then(|state| self.members.iter().position(|m| m.kind == ActorKind::State && m.name == state));
                let titled = is_of_state(&role.of(self.text).to_lowercase());
                named.or(place.home.filter(|_| titled && state.is_none() && !self.names_another(place)))
            }
            _ if trade::is_staff(role.of(self.text)) => self.likely(pronoun, |kind| kind == ActorKind::Person),
            _ => None,
        }
    }

    /// The body of an office that stands alone before a name: "*Economy Minister* Ilse Brandt", "*chief executive* Ilse Brandt".
    fn alone(&self, place: Place<'_>) -> Option<usize> {
        let Held { role, name, .. } = place.held;
        let words = role.of(self.text).to_lowercase();
        let before = word_before(self.text, role);
        let titled = self.text.get(role.end()..name.start()).is_some_and(|gap| gap.trim().is_empty())
            && !matches!(before.as_str(), "a" | "an" | "the" | "my" | "our" | "s")
            && pronoun(&before).is_none();
        let office = words.strip_prefix("former ").unwrap_or(&words);
        if let Some(body) = body_of(office).filter(|_| titled) {
            return self.called_so(place, body).or_else(|| self.of_kind(place.kinds, body, role.start(), None));
        }
        // "Ilse Brandt, the prime minister".
        let apposed = role.start() >= name.end() && before == "the";
        if (titled || apposed) && (office == "commissioner" || office.ends_with(" commissioner")) {
            return self.of_kind(place.kinds, "commission", role.start(), None);
        }
        let spokes = office.starts_with("spokes") && matches!(before.as_str(), "a" | "an");
        if (titled || spokes) && OF_COMPANIES.contains(&office) {
            return self.company(place).or_else(|| self.main(place.kinds, "company"));
        }
        if titled && office == "chief constable" {
            return self.of_kind(place.kinds, "force", role.start(), None);
        }
        if (titled || apposed) && is_of_state(office) { self.state(place, office) } else { None }
    }

    /// The state of which the sentence of an office speaks, or the one before; else the one of which the article does.
    fn state(&self, place: Place<'_>, office: &str) -> Option<usize> {
        let known = self.registry.person(&self.members[place.held.member].name).filter(|p| p.term().is_some());
        if let Some(person) = known {
            let id = person.entry().id();
            return self.by_id.get(id).copied();
        }
        let named = place.before().take(2).find_map(|sentence| {
            self.where_it_is(sentence)
                .or_else(|| self.opening(sentence).filter(|m| self.members[*m].kind == ActorKind::State))
        });
        // There are presidents of everything, and ministers of states alone.
        let minister = office == "prime minister" || !HEADS.contains(&office);
        let home = place.home.filter(|_| minister && !self.names_another(place));
        named.or(home).filter(|m| self.has_office(*m, office))
    }

    /// The state in whose capital a sentence is set, by its first words: "*In Orrin*, the minister said".
    fn where_it_is(&self, sentence: Span) -> Option<usize> {
        let city = sentence.of(self.text).strip_prefix("In ")?;
        let at = self.registry.at(self.text, sentence.end() - city.len())?;
        let land = at.entry().kind() == ActorKind::State && !at.is_ambiguous();
        let seat = matches!(at.role(), NameRole::Capital | NameRole::Name);
        let id = at.entry().id();
        self.by_id.get(id).copied().filter(|_| land && seat)
    }

    /// Whether the paragraph of an office or the one above it names another state than the one of which the article speaks.
    fn names_another(&self, place: Place<'_>) -> bool {
        let from = place.paragraphs[place.at.saturating_sub(1)].start();
        let at = self.placed.partition_point(|(span, _)| span.start() < from);
        let here = self.placed[at..].iter().take_while(|(span, _)| span.start() < place.held.role.start());
        let state = |m: usize| self.members[m].kind == ActorKind::State && !self.members[m].id.starts_with("place-");
        here.into_iter().any(|(_, m)| state(*m) && Some(*m) != place.home)
    }

    /// Who is named by the words that end at a place.
    fn ending(&self, end: usize) -> Option<(Span, usize)> {
        let at = self.placed.partition_point(|(span, _)| span.start() < end);
        self.placed[..at].last().copied().filter(|(span, _)| span.end() == end)
    }

    /// Whether a state may have an office, as far as the registry knows who leads it.
    fn has_office(&self, state: usize, office: &str) -> bool {
        let Some(entry) = self.registry.entry(&self.members[state].id) else { return false };
        let leads =
            |title: &str| entry.leaders().iter().any(|l| l.titles().iter().any(|t| t.eq_ignore_ascii_case(title)));

        match office {
            office if HEADS.contains(&office) => leads(office),
            // The United States have secretaries and no ministers.
            _ => !(office.ends_with("minister") && entry.id() == "USA"),
        }
    }

    /// The organisation that was last the subject of a sentence before an office, in its paragraph or shortly above.
    fn company(&self, place: Place<'_>) -> Option<usize> {
        let found = self.subject(place, place.held.role.start(), |kind| kind == ActorKind::Organisation);
        // The registry's bodies are no companies.
        found.filter(|m| self.registry.entry(&self.members[*m].id).is_none())
    }

    /// The last subject of its kind of a sentence that begins before a place. A body of another kind as the subject ends the search.
    fn subject(&self, place: Place<'_>, end: usize, fits: impl Fn(ActorKind) -> bool) -> Option<usize> {
        let from = place.paragraphs[place.at.saturating_sub(ABOVE)].start();
        let end = end.min(place.held.role.start());
        let (start, member) = *place.told[..place.told.partition_point(|(start, _)| *start < end)].last()?;
        let fits = start >= from && fits(self.members[member].kind) && is_named(&self.members[member].id);
        Some(member).filter(|m| fits && !self.is_medium(*m))
    }

    fn is_medium(&self, member: usize) -> bool {
        self.registry.entry(&self.members[member].id).is_some_and(Entry::is_media)
    }

    /// Who is named by the first words of a sentence, behind an article or a pronoun at most.
    fn opening(&self, sentence: Span) -> Option<usize> {
        let words = sentence.of(self.text);
        let article =
            ["The ", "Its ", "His ", "Her ", "Their ", "But ", "And "].iter().find(|word| words.starts_with(**word));
        let start = sentence.start() + article.map_or(0, |word| word.len());
        let at = self.placed.partition_point(|(span, _)| span.start() < sentence.start());
        let (span, member) = self.placed.get(at).copied()?;
        // "Orrin’s rivals", "Orrin and Tressia": others than Orrin.
        let others = ["’s ", "'s ", " and "].iter().any(|joint| self.text[span.end()..].starts_with(joint));
        (span.start() <= start && span.end() <= sentence.end() && !others).then_some(member)
    }

    /// The last organisation above an office whose name ends in a noun or stands before it: "the Harbour *Party*".
    fn called_so(&self, place: Place<'_>, noun: &str) -> Option<usize> {
        let from = place.paragraphs[place.at.saturating_sub(ABOVE)].start();
        let to = self.placed.partition_point(|(span, _)| span.start() < place.held.role.start());
        let near = self.placed[..to].iter().rev().take_while(|(span, _)| span.start() >= from);
        near.copied()
            .take(NEAR)
            .find(|(span, m)| {
                let behind = self.text[span.end()..].trim_start_matches(' ');
                let behind = behind.get(..noun.len()).unwrap_or("");
                let named = self.members[*m].name.to_lowercase().ends_with(noun);
                self.members[*m].kind == ActorKind::Organisation
                    && is_named(&self.members[*m].id)
                    && (named || behind.eq_ignore_ascii_case(noun))
            })
            .map(|(_, member)| member)
    }

    fn is_body(&self, member: usize) -> bool {
        self.members[member].kind != ActorKind::Person
    }

    /// The member of a kind on whose mentions before it the reference head puts most of what a pronoun stands for.
    fn likely(&self, pronoun: &Mention, fits: impl Fn(ActorKind) -> bool) -> Option<usize> {
        let mass = self.mass(pronoun, fits);
        mass.into_iter().filter(|(_, p)| *p > LIKELY).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(member, _)| member)
    }

    /// Notes for whom somebody has an office. The spokesman of a ministry is the ministry's.
    fn serve(&mut self, held: Held, served: Option<usize>, capital: bool) {
        let words = clean(held.role.of(self.text));
        if let Some((body, office)) = ministry(&words) {
            let adjective =
                served.and_then(|m| self.registry.entry(&self.members[m].id)).and_then(|e| e.demonyms().first());
            let whole = adjective.map_or_else(|| body.to_owned(), |adjective| format!("{adjective} {body}"));
            self.members[held.member].role = Some(role::in_full(office));
            self.members[held.member].affiliation = Some(whole);
            return;
        }
        if capital {
            let office = words.rsplit_once(" for ").map_or(words.as_str(), |(office, _)| office);
            self.members[held.member].role = Some(role::in_full(office));
        }
        let served = served.filter(|m| *m != held.member).map(|m| &self.members[m]);
        // "Army spokesman": of an army that the article only calls so.
        let force = words.split_once(' ').filter(|(force, office)| {
            let force = force.to_lowercase();
            matches!(force.as_str(), "army" | "military" | "navy" | "police")
                && office.to_lowercase().starts_with("spokes")
        });
        if let Some((force, office)) = force.filter(|_| served.is_none()) {
            self.members[held.member].role = Some(role::in_full(office));
            self.members[held.member].affiliation = Some(force.to_lowercase());
            return;
        }
        // "His campaign manager" is one of his campaign.
        let campaign = |whose: &Member| whose.kind == ActorKind::Person && words.starts_with("campaign ");
        self.members[held.member].affiliation = served.map(|whose| match campaign(whose) {
            true => format!("{} campaign", whose.name),
            false => whose.name.clone(),
        });
    }
}

/// Where an office stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    paragraphs: &'a [Span],
    at: usize,
    held: Held,
    /// All sentences of the article, and where those begin that are of a body, with it.
    sentences: &'a [Span],
    told: &'a [(usize, usize)],
    /// The state of which the article speaks.
    home: Option<usize>,
    kinds: &'a Kinds,
}

impl<'a> Place<'a> {
    fn paragraph(self) -> Span {
        self.paragraphs[self.at]
    }

    /// The sentences of its paragraph up to its own, the nearest first.
    fn before(self) -> impl Iterator<Item = Span> + 'a {
        let at = self.sentences.partition_point(|s| s.start() <= self.held.role.start());
        let start = self.paragraph().start();
        self.sentences[..at].iter().rev().copied().take_while(move |s| s.start() >= start)
    }
}

/// The noun of the body that an office of two words names: "*party* leader".
fn body_of(office: &str) -> Option<&str> {
    let (body, noun) = office.split_once(' ')?;
    let leads = matches!(
        noun,
        "leader"
            | "chair"
            | "chairman"
            | "chairwoman"
            | "chairperson"
            | "director"
            | "head"
            | "member"
            | "official"
            | "president"
            | "secretary"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
    );
    (leads && (is_body_noun(body) || body == "panel")).then_some(body)
}

/// Whether an office in lower case is one of a state alone: "foreign minister", "commerce secretary".
fn is_of_state(office: &str) -> bool {
    let office = office.strip_prefix("deputy ").unwrap_or(office);
    let of_ministry = |noun: &str| {
        office.strip_suffix(noun).is_some_and(|before| {
            let before = before.trim_end();
            !before.is_empty() && before.split(' ').all(|word| PORTFOLIOS.contains(&word) || word == "and")
        })
    };
    matches!(office, "president" | "prime minister" | "chancellor" | "king" | "queen" | "secretary of state")
        || of_ministry("minister")
        || of_ministry("secretary")
        || ministry(office).is_some()
}

/// The ministry that an office begins with and the office in it: "*foreign ministry* spokesman".
fn ministry(office: &str) -> Option<(&str, &str)> {
    let (end, noun) =
        ["ministry ", "presidency "].iter().find_map(|noun| Some((office.to_ascii_lowercase().find(noun)?, noun)))?;
    let whole = &office[..end + noun.len() - 1];
    let rest = &office[end + noun.len()..];
    let plain = whole
        .split(' ')
        .all(|word| PORTFOLIOS.contains(&word.to_lowercase().as_str()) || word == "presidency" || word == "and");
    (plain && !rest.is_empty()).then_some((whole, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::{Cast, Name, NameKind, cluster::gather};
    use crate::registry::Registry;

    /// The cast of a text of which the names are given in order, each with its kind; "its" and "her" stand for the name before them that is given.
    fn cast(text: &str, names: &[(&str, NameKind)], pronouns: &[(&str, &str)]) -> Cast {
        let registry = Registry::builtin();
        let mut mentions = Vec::new();
        let mut from = 0;
        for (words, kind) in names {
            let start = from + text[from..].find(words).expect("the name is there");
            let span = Span::new(start, start + words.len());
            from = span.end();
            let known = registry.at(text, start).filter(|hit| hit.span() == span);
            let ids = known.map(|hit| vec![hit.entry().id().to_owned()]).unwrap_or_default();
            let name = Name { registry: ids, ..Name::of(*kind) };
            mentions.push(Mention { span, form: MentionForm::Name(name), refers: Vec::new() });
        }
        for (pronoun, stands_for) in pronouns {
            let start = text.find(pronoun).expect("the pronoun is there");
            let named = text.find(stands_for).expect("the name is there");
            let agreement = if pronoun.eq_ignore_ascii_case("its") { Agreement::Neuter } else { Agreement::Feminine };
            let refers = vec![(Span::new(named, named + stands_for.len()), 0.9)];
            let span = Span::new(start, start + pronoun.len());
            mentions.push(Mention { span, form: MentionForm::Pronoun(agreement), refers });
        }
        mentions.sort_by_key(|m| m.span);
        gather(text, &[Span::new(0, text.len())], &mentions, &registry, None, "a")
    }

    fn held(cast: &Cast, name: &str) -> (Option<String>, Option<String>) {
        let member = cast.members().iter().find(|m| m.name == name).expect("a member of the cast");
        (member.role.clone(), member.affiliation.clone())
    }

    fn office(role: &str, body: &str) -> (Option<String>, Option<String>) {
        (Some(role.to_owned()), Some(body.to_owned()))
    }

    use NameKind::{Location, Organisation, Person};

    #[test]
    fn its_head_is_of_the_body_that_the_pronoun_stands_for() {
        let text = "Harbour Aid feeds the town. Its director, Ilse Brandt, praised it.";
        let found = cast(text, &[("Harbour Aid", Organisation), ("Ilse Brandt", Person)], &[("Its", "Harbour Aid")]);
        assert_eq!(held(&found, "Ilse Brandt"), office("director", "Harbour Aid"));
    }

    #[test]
    fn an_office_alone_is_of_the_company_or_state_in_focus() {
        let names = [("Brightwater Mining", Organisation), ("Ilse Brandt", Person)];
        let company = |text: &str| held(&cast(text, &names, &[]), "Ilse Brandt");
        let of = |text: &str| company(text).1;
        assert_eq!(
            of("Brightwater Mining disputes it. A spokeswoman, Ilse Brandt, left.").as_deref(),
            Some("Brightwater Mining")
        );
        assert_eq!(
            of("Brightwater Mining cut jobs, chief executive Ilse Brandt said.").as_deref(),
            Some("Brightwater Mining")
        );
        assert_eq!(of("Brightwater Mining cut jobs. The engineer, Ilse Brandt, left."), None);
        let state = |text: &str, land: &str| {
            held(&cast(text, &[(land, Location), ("Ilse Brandt", Person)], &[]), "Ilse Brandt").1
        };
        assert_eq!(state("Norway waits. Economy Minister Ilse Brandt left.", "Norway").as_deref(), Some("Norway"));
        assert_eq!(state("They met near Norway. Economy Minister Ilse Brandt left.", "Norway"), None);
        assert_eq!(state("America waits. Economy Minister Ilse Brandt left.", "America"), None);
    }

    #[test]
    fn a_predecessor_had_the_same_office() {
        let text = "Norway’s president, Ilse Brandt, left. Her predecessor, Ivo Orr, stayed.";
        let names = [("Norway", Location), ("Ilse Brandt", Person), ("Ivo Orr", Person)];
        let found = cast(text, &names, &[("Her", "Ilse Brandt")]);
        assert_eq!(held(&found, "Ivo Orr"), office("former president", "Norway"));
    }

    #[test]
    fn a_ministry_is_told_from_the_office_in_it() {
        assert_eq!(ministry("foreign ministry spokesman"), Some(("foreign ministry", "spokesman")));
        assert_eq!(ministry("presidency spokesperson"), Some(("presidency", "spokesperson")));
        assert_eq!(ministry("minister"), None);
        assert_eq!(ministry("leader of a ministry band"), None);
    }
}

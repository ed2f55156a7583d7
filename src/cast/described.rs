//! Bodies that an article describes and does not name: "the planning committee".

use std::collections::{BTreeMap, HashMap};

use super::cluster::{Gathering, slug};
use super::company::is_business;
use super::kinds::{Kinds, is_kind};
use super::{Mention, MentionForm, homeland, is_body_noun, is_title_noun};
use crate::registry::{ActorKind, PARTY};
use crate::text::{Span, word_before};

/// How the identifier of such a body begins; the article's identifier follows, for the same words mean another body in another article.
pub(super) const DESCRIBED: &str = "described-";

/// Whether the body or person of an identifier has a name, and is so the same in every article: a body that an article only describes is not.
pub(crate) fn is_named(id: &str) -> bool {
    !id.starts_with(DESCRIBED)
}

/// How sure the reference head must be of whom a description means,
const MEANT: f32 = 0.5;
/// and for the description to tell what kind of body that is.
const SURE: f32 = 0.6;

/// Bodies that are places as well: one goes "to the hospital".
const PLACES: &[&str] = &[
    "embassy",
    "academy",
    "bank",
    "church",
    "club",
    "college",
    "court",
    "district",
    "hospital",
    "institute",
    "laboratory",
    "museum",
    "school",
    "university",
];

/// Words before such a place.
const WHERE: &[&str] = &["at", "from", "in", "inside", "into", "near", "outside", "through", "to", "around"];

/// What may follow a body that is meant itself: other words make it the description of something ("the party boss").
const FOLLOWS: &str = "a about across after again against ago all already also always an and are argues as at because before \
    behind believes between but by can cannot could denies did didn do does doesn during even expects faces \
    for from gave gets gives got had has hasn have he her here his if in insists into is isn it its itself \
    just keeps kept knew knows last left lets lost made makes may might more must needs never next no not now \
    off on only or our out over owes paid pays put really refuses remains said says seems sends sent she \
    should simply since so sold spends still than that the their them then there they thinks this though \
    through to today told too took under until up wants warns was wasn we went were what when where whether \
    which while who whose will with within without won would yesterday yet you";

/// Whether a word (lower case) may follow a body that is meant itself: a verb in the past, or another of some.
pub(crate) fn may_follow(word: &str) -> bool {
    FOLLOWS.split(' ').any(|other| other == word) || word.ends_with("ed")
}

/// Words that set a body apart from one that was named, and name none.
const APART: &[&str] = &[
    "other", "same", "only", "very", "wrong", "right", "most", "next", "last", "first", "final", "new", "whole",
    "entire", "previous",
];

/// Nouns that mean a body only where one of the kind is named: "the *force* of the blow" is none.
const BY_NAME_ALONE: &[&str] = &["force"];

/// Bodies of which a state has one: that of the state of which the article speaks.
const NATIONAL: &[&str] = &["army", "coastguard", "junta", "military", "navy", "parliament"];
/// A state that is named less often is not the one of which an article speaks.
const OFTEN: usize = 3;

/// What news calls those of the registry's bodies that states have made: "the *bloc*".
const BLOCS: &[&str] = &["bloc"];
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

impl Gathering<'_> {
    /// Bodies that the article describes: the named one that a description stands for, or one without a name. Where the name of an
    /// organisation holds the words ("the union"), they are short for that name.
    pub(super) fn described(&mut self, paragraphs: &[Span], mentions: &[Mention], article_id: &str) {
        self.placed.sort();
        let mut kinds = self.kinds();
        let home = homeland(&self.members, OFTEN).map(|at| self.members[at].name.clone());
        let mut bodies: Vec<(Span, usize, String)> = Vec::new();
        // A long article has few descriptions and many mentions of each.
        let mut short: HashMap<String, bool> = HashMap::new();
        let mut last: HashMap<String, usize> = HashMap::new();
        for mention in mentions {
            let of_person = match &mention.form {
                MentionForm::Pronoun(agreement) => agreement.is_personal(),
                MentionForm::Nominal { noun, .. } => is_title_noun(noun),
                MentionForm::Name(_)
                | MentionForm::FirstPerson
                | MentionForm::FirstPlural
                | MentionForm::Kin
                | MentionForm::Pair(_) => continue,
            };
            let stands = self.mass(mention, |kind| (kind == ActorKind::Person) == of_person);
            let organisation = |(member, _): &(&usize, &f32)| self.members[**member].kind == ActorKind::Organisation;
            let meant = stands.iter().filter(organisation).find(|(_, p)| **p > MEANT).map(|(member, p)| (*member, *p));
            self.followed.push((mention.span, stands));
            let Some(words) = described(self.text, mention) else { continue };
            let is_short = *short.entry(words.clone()).or_insert_with(|| self.is_short(&words));
            let same = last.get(&words).copied();
            let MentionForm::Nominal { noun, .. } = &mention.form else { continue };
            let meant = meant.filter(|(member, _)| !kinds.is_another(*member, noun));
            // Whom "the firm" surely means is a firm, and may be meant where the head is not sure.
            if let Some((member, _)) = meant.filter(|(_, p)| *p > SURE && is_kind(noun)) {
                kinds.tell(member, noun);
            }
            let of_kind = || self.of_kind(&kinds, &words, mention.span.start(), same);
            let known = if is_short {
                // Of two parties that an article names alike, the one that the head is sure of.
                let open = noun == "party" && self.main(&kinds, noun).is_none();
                let party = |(member, _): &(usize, f32)| open && self.members[*member].name.ends_with(PARTY);
                meant.filter(party).map(|(member, _)| member).or_else(of_kind)
            } else {
                let nearest =
                    || self.nearest(paragraphs, mention, same, &kinds).filter(|m| !kinds.is_another(*m, noun));
                meant.map(|(member, _)| member).or_else(of_kind).or_else(nearest)
            };
            if is_short && known.is_none() {
                continue;
            }
            // "The company took steps, according to the union": two descriptions beside each other are two bodies.
            let apart = |(other, member, by): &(Span, usize, String)| {
                Some(*member) == known && *by != words && !self.text[other.end()..mention.span.start()].contains('\n')
            };
            let meant = known.filter(|_| !bodies.iter().rev().take(3).any(apart));
            // Who says "this committee" sits before one that has a name.
            let by_name = BY_NAME_ALONE.contains(&noun.as_str());
            if meant.is_none() && (by_name || !mention.span.of(self.text).to_lowercase().starts_with("the ")) {
                continue;
            }
            let member = meant.unwrap_or_else(|| match self.whose_only(&kinds, home.as_deref(), &words, mention) {
                Some(name) => self.member(&slug(&name), &name, ActorKind::Organisation),
                None => {
                    self.member(&format!("{DESCRIBED}{article_id}-{}", slug(&words)), &words, ActorKind::Organisation)
                }
            });
            last.insert(words.clone(), member);
            bodies.push((mention.span, member, words));
        }
        bodies.into_iter().for_each(|(span, member, _)| self.place(span, member));
    }

    /// The name of a body of which a state or a company has but one: "Norway’s army" where the article speaks of Norway (`home`), "board of Telmark"
    /// where it speaks of that company there.
    fn whose_only(&self, kinds: &Kinds, home: Option<&str>, words: &str, mention: &Mention) -> Option<String> {
        if NATIONAL.contains(&words) {
            return home.map(|home| format!("{home}’s {words}"));
        }
        let company = (words == "board").then(|| self.of_kind(kinds, "company", mention.span.start(), None))??;
        Some(format!("board of {}", self.members[company].name))
    }

    /// The only organisation that stands before "the company", "the group" in its paragraph, else in the paragraph above: news names a
    /// body and then calls it by what it is. The registry's bodies are known by other words and only make it uncertain which one is meant;
    /// `same` is whom these words meant last.
    fn nearest(&self, paragraphs: &[Span], mention: &Mention, same: Option<usize>, kinds: &Kinds) -> Option<usize> {
        let MentionForm::Nominal { noun, state: None } = &mention.form else { return None };
        let commercial = is_business(noun);
        let bloc = BLOCS.contains(&noun.as_str());
        if !commercial && !bloc && !SOCIETIES.contains(&noun.as_str()) {
            return None;
        }
        let named = |m: &usize| self.members[*m].kind == ActorKind::Organisation && is_named(&self.members[*m].id);
        let listed = |m: &usize| self.registry.entry(&self.members[*m].id).is_some();
        let here = paragraphs.partition_point(|p| p.end() <= mention.span.start());
        for paragraph in [Some(here), here.checked_sub(1)].into_iter().flatten().filter_map(|at| paragraphs.get(at)) {
            let from = self.placed.partition_point(|(name, _)| name.start() < paragraph.start());
            let to = self.placed.partition_point(|(name, _)| name.start() < paragraph.end().min(mention.span.start()));
            let mut near: Vec<usize> = self.placed[from..to.max(from)].iter().map(|(_, member)| *member).collect();
            let made = |m: &usize| {
                let entry = self.registry.entry(&self.members[*m].id);
                entry.is_some_and(|entry| !entry.is_media() && !entry.name().ends_with(PARTY))
            };
            near.retain(|m| {
                named(m)
                    && !kinds.is_outlet(*m)
                    && if commercial {
                        !listed(m)
                    } else if bloc {
                        made(m)
                    } else {
                        self.is_spelled_out(*m)
                    }
            });
            near.sort_unstable();
            near.dedup();
            match near.as_slice() {
                [] => {}
                [one] => return Some(*one).filter(|m| bloc || !listed(m)),
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

    /// How much of what a mention stands for the reference head puts on each member of a kind: on its names, and on what stands for it in front.
    pub(super) fn mass(&self, mention: &Mention, fits: impl Fn(ActorKind) -> bool) -> BTreeMap<usize, f32> {
        let mut mass = BTreeMap::new();
        let mut add = |member: usize, p: f32| {
            if fits(self.members[member].kind) {
                *mass.entry(member).or_default() += p;
            }
        };
        for (word, p) in &mention.refers {
            let at = self.placed.partition_point(|(name, _)| name.start() <= word.start());
            let named = self.placed[..at].last().filter(|(name, _)| name.contains(*word));
            if let Some((_, member)) = named {
                add(*member, *p);
                continue;
            }
            let at = self.followed.partition_point(|(span, _)| span.start() <= word.start());
            if let Some((_, stands)) = self.followed[..at].last().filter(|(span, _)| span.contains(*word)) {
                stands.iter().for_each(|(member, q)| add(*member, p * q));
            }
        }
        mass
    }
}

/// The words of a description of a body without its article, in lower case; `None` of what is no such description, stands before the
/// thing that it describes, or is where something happens.
pub(crate) fn described(text: &str, mention: &Mention) -> Option<String> {
    let MentionForm::Nominal { noun, state: None } = &mention.form else { return None };
    let followed = word_behind(text, mention.span).is_none_or(|next| may_follow(&next));
    let visited = PLACES.contains(&noun.as_str()) && WHERE.contains(&word_before(text, mention.span).as_str());
    // "The authority to end it" is a right, "the trust that was lost" no body.
    let right = matches!(noun.as_str(), "authority" | "trust")
        && word_behind(text, mention.span).is_some_and(|next| matches!(next.as_str(), "to" | "that"));
    if right {
        return None;
    }
    let words = mention.span.of(text).to_lowercase();
    let words = words.strip_prefix("the ").or_else(|| words.strip_prefix("this "))?.to_owned();
    let apart = words.split(' ').any(|word| APART.contains(&word));
    (is_body_noun(noun) && followed && !visited && !apart).then_some(words)
}

/// The word right behind a span, in lower case; `None` where punctuation or the end of the text stands there.
fn word_behind(text: &str, span: Span) -> Option<String> {
    let rest = text[span.end()..].strip_prefix(' ')?;
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    (!word.is_empty()).then(|| word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_described_where_it_is_meant_itself() {
        let cases = [
            ("We blame the planning committee.", "the planning committee", "committee", Some("planning committee")),
            ("We thank this council.", "this council", "council", Some("council")),
            ("The council sends letters.", "The council", "council", Some("council")),
            ("They follow the party boss.", "the party", "party", None),
            ("They gave him the authority to end it.", "the authority", "authority", None),
            ("They met the council members.", "the council", "council", None),
            ("It won the group of voters.", "the group", "group", None),
            ("It met the other party.", "the other party", "party", None),
            ("He was taken to the hospital.", "the hospital", "hospital", None),
            ("I thank the hospital.", "the hospital", "hospital", Some("hospital")),
            ("I thank the captain.", "the captain", "captain", None),
        ];
        for (text, words, noun, expected) in cases {
            let start = text.find(words).expect("the words are there");
            let form = MentionForm::Nominal { noun: noun.to_owned(), state: None };
            let mention = Mention { span: Span::new(start, start + words.len()), form, refers: Vec::new() };
            assert_eq!(described(text, &mention).as_deref(), expected, "{text}");
        }
    }
}

//! The portrayals that are compared: filtered, grouped, repeats folded.

use std::collections::{BTreeMap, BTreeSet};

use super::options::{By, CompareOptions, Counting, Filter};
use super::period::{Day, Period};
use crate::actors::MentionRole;
use crate::cast::is_named;
use crate::corpus::{Corpus, LabelSource, StanceEntry, StatementEntry};
use crate::speakers::SpeakerKind;
use crate::stance::{Modality, Perspective, Stance};

/// Somebody who is compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// Of a speaker the speaker's id, else the name in lower case.
    pub id: String,
    /// As it is written.
    pub name: String,
    /// Of a speaker the index into the corpus's speakers.
    pub speaker: Option<usize>,
}

/// What was counted and what was not, in rows of `stances.csv` unless said otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Rows of the corpus.
    pub rows: usize,
    /// Rows of speakers that are not known.
    pub unknown: usize,
    /// Rows about a body that the article only describes ("the committee"): the same words mean another body in another article.
    pub unnamed: usize,
    /// Rows whose group is not known: an affiliation or outlet that is not given.
    pub ungrouped: usize,
    /// Rows that the filters left out.
    pub filtered: usize,
    /// Repeats that were folded.
    pub folded: usize,
    /// Rows left out as abstained, and each other reason for which a row does not count, one reason a row.
    pub abstained: usize,
    /// Somebody else's view.
    pub reported: usize,
    /// Denied.
    pub denied: usize,
    /// About a thing.
    pub modifier: usize,
    /// Rows in cells of fewer than the least number.
    pub small: usize,
    /// Rows that count.
    pub counted: usize,
    /// Of these, labelled by people.
    pub human: usize,
    /// Of these, in articles without a date.
    pub undated: usize,
    /// Articles with a row that counts.
    pub articles: usize,
    /// Their stories.
    pub stories: usize,
    /// First and last day of these.
    pub days: Option<(Day, Day)>,
}

/// Why a row does not count, the first reason that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excluded {
    Denied,
    Reported,
    Modifier,
    Abstained,
}

/// A row that is kept, counted or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portrayal {
    pub group: usize,
    pub actor: usize,
    /// Index into the corpus's stances.
    pub stance: usize,
    /// A number of the story.
    pub story: usize,
    pub speaker: usize,
    pub article: usize,
    pub outlet: Option<usize>,
    pub day: Option<Day>,
    pub score: f64,
    pub label: Stance,
    pub excluded: Option<Excluded>,
}

/// Portrayals by group, actor and stance.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gathered {
    pub groups: Vec<Group>,
    pub portrayals: Vec<Portrayal>,
    pub tally: Tally,
}

impl Gathered {
    /// The portrayals that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Portrayal> {
        self.portrayals.iter().filter(|p| p.excluded.is_none())
    }
}

/// Gathers the rows of known speakers. Of the repeats of one quotation, inside what [`Counting`] says, the one that a person labelled
/// is kept, else the first that counts, else the first; first by the article's date and id.
pub(super) fn gather(corpus: &Corpus, options: &CompareOptions) -> Gathered {
    let chosen = Chosen::of(&options.filter);
    let days: Vec<Option<Day>> = corpus.articles.iter().map(|a| a.date.as_deref().and_then(Day::parse)).collect();
    let stories = numbered(corpus.articles.iter().map(|a| Some(a.story.as_str())));
    let outlets = numbered(corpus.articles.iter().map(|a| a.outlet.as_deref()));
    let mut tally = Tally { rows: corpus.stances.len(), ..Tally::default() };
    let mut names: BTreeMap<String, Group> = BTreeMap::new();
    let mut kept: BTreeMap<(String, usize, &str, String), usize> = BTreeMap::new();
    for (at, stance) in corpus.stances.iter().enumerate() {
        let statement = &corpus.statements[stance.statement];
        let article = &corpus.articles[statement.article];
        let Some(speaker) = statement.speaker.filter(|s| corpus.speakers[*s].kind != SpeakerKind::Unknown) else {
            tally.unknown += 1;
            continue;
        };
        if !is_named(&corpus.actors[stance.actor].id) {
            tally.unnamed += 1;
            continue;
        }
        if !chosen.lets_through(corpus, stance, statement, speaker, days[statement.article]) {
            tally.filtered += 1;
            continue;
        }
        let Some(group) = group(corpus, statement, speaker, options.by) else {
            tally.ungrouped += 1;
            continue;
        };
        let scope = match options.counting {
            Counting::Statement => String::new(),
            Counting::Story => article.story.clone(),
            Counting::Article => article.id.clone(),
            Counting::Outlet => article.outlet.clone().unwrap_or_else(|| format!("\n{}", article.id)),
            Counting::Week => days[statement.article].map_or(format!("\n{}", article.id), |d| d.label(Period::Week)),
        };
        let id = group.id.clone();
        let known = names.entry(id.clone()).or_insert_with(|| group.clone());
        // One id can bear several spellings; the first in the alphabet does not depend on the order of the inputs.
        if group.name < known.name {
            known.name = group.name;
        }
        let place = |at: usize| {
            let (stance, article) = (&corpus.stances[at], corpus.statements[corpus.stances[at].statement].article);
            let order = (days[article].is_none(), days[article], article);
            (stance.source != LabelSource::Human, !stance.counts(), order, at)
        };
        match kept.entry((id, stance.actor, statement.quotation.as_str(), scope)) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(at);
            }
            std::collections::btree_map::Entry::Occupied(mut taken) => {
                tally.folded += 1;
                if place(at) < place(*taken.get()) {
                    taken.insert(at);
                }
            }
        }
    }
    let numbers: BTreeMap<String, usize> = names.keys().cloned().zip(0..).collect();
    let portrayal = |((group, actor, ..), at): ((String, usize, &str, String), usize)| {
        let stance = &corpus.stances[at];
        let statement = &corpus.statements[stance.statement];
        Portrayal {
            group: numbers[&group],
            actor,
            stance: at,
            story: stories[statement.article].unwrap_or_default(),
            speaker: statement.speaker.unwrap_or_default(),
            article: statement.article,
            outlet: outlets[statement.article],
            day: days[statement.article],
            score: stance.score,
            label: stance.stance,
            excluded: excluded(stance),
        }
    };
    let mut portrayals: Vec<Portrayal> = kept.into_iter().map(portrayal).collect();
    portrayals.sort_by_key(|p| (p.group, p.actor, p.stance));
    let mut gathered = Gathered { groups: names.into_values().collect(), portrayals, tally };
    gathered.leave_out_small(options.min_n);
    gathered.count(corpus);
    gathered
}

impl Gathered {
    /// Leaves out cells with fewer counted rows than `least`.
    fn leave_out_small(&mut self, least: usize) {
        let mut sizes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for p in &self.portrayals {
            *sizes.entry((p.group, p.actor)).or_default() += usize::from(p.excluded.is_none());
        }
        let before = self.portrayals.len();
        // A cell where nothing counts is shown unless a least number was asked for.
        self.portrayals.retain(|p| least <= 1 || sizes[&(p.group, p.actor)] >= least);
        self.tally.small = before - self.portrayals.len();
    }

    fn count(&mut self, corpus: &Corpus) {
        let tally = &mut self.tally;
        let (mut articles, mut stories) = (BTreeSet::new(), BTreeSet::new());
        for p in &self.portrayals {
            match p.excluded {
                Some(Excluded::Denied) => tally.denied += 1,
                Some(Excluded::Reported) => tally.reported += 1,
                Some(Excluded::Modifier) => tally.modifier += 1,
                Some(Excluded::Abstained) => tally.abstained += 1,
                None => {
                    tally.counted += 1;
                    tally.human += usize::from(corpus.stances[p.stance].source == LabelSource::Human);
                    tally.undated += usize::from(p.day.is_none());
                    articles.insert(p.article);
                    stories.insert(p.story);
                    if let Some(day) = p.day {
                        let (first, last) = tally.days.unwrap_or((day, day));
                        tally.days = Some((first.min(day), last.max(day)));
                    }
                }
            }
        }
        (tally.articles, tally.stories) = (articles.len(), stories.len());
    }
}

fn excluded(stance: &StanceEntry) -> Option<Excluded> {
    if stance.counts() {
        None
    } else if stance.modality == Some(Modality::Denied) {
        Some(Excluded::Denied)
    } else if stance.perspective == Some(Perspective::Reported) {
        Some(Excluded::Reported)
    } else if stance.mention_role == MentionRole::Modifier {
        Some(Excluded::Modifier)
    } else {
        Some(Excluded::Abstained)
    }
}

fn group(corpus: &Corpus, statement: &StatementEntry, speaker: usize, by: By) -> Option<Group> {
    let entry = &corpus.speakers[speaker];
    let named = |name: &str| Group { id: name.to_lowercase(), name: name.to_owned(), speaker: None };
    match by {
        By::Speaker => Some(Group { id: entry.id.clone(), name: entry.name.clone(), speaker: Some(speaker) }),
        // Articles name an affiliation once, and often not in the one that is copied or continued.
        By::Affiliation => statement.speaker_affiliation.as_deref().or(entry.affiliation.as_deref()).map(named),
        By::Outlet => corpus.articles[statement.article].outlet.as_deref().map(named),
        By::SpeakerKind => Some(named(&entry.kind.to_string())),
    }
}

/// Words in the order of the alphabet, as numbers.
fn numbered<'a>(words: impl Iterator<Item = Option<&'a str>> + Clone) -> Vec<Option<usize>> {
    let all: BTreeSet<&str> = words.clone().flatten().collect();
    let numbers: BTreeMap<&str, usize> = all.into_iter().zip(0..).collect();
    words.map(|word| word.map(|word| numbers[word])).collect()
}

/// The filter with its names in lower case.
struct Chosen<'f> {
    filter: &'f Filter,
    speakers: BTreeSet<String>,
    affiliations: BTreeSet<String>,
    actors: BTreeSet<String>,
    outlets: BTreeSet<String>,
}

impl<'f> Chosen<'f> {
    fn of(filter: &'f Filter) -> Self {
        let lower = |names: &[String]| names.iter().map(|name| name.trim().to_lowercase()).collect();
        Self {
            filter,
            speakers: lower(&filter.speakers),
            affiliations: lower(&filter.affiliations),
            actors: lower(&filter.actors),
            outlets: lower(&filter.outlets),
        }
    }

    fn lets_through(
        &self,
        corpus: &Corpus,
        stance: &StanceEntry,
        statement: &StatementEntry,
        speaker: usize,
        day: Option<Day>,
    ) -> bool {
        let one_of = |names: &BTreeSet<String>, given: &[Option<&str>]| {
            names.is_empty() || given.iter().flatten().any(|name| names.contains(&name.to_lowercase()))
        };
        let (speaker, actor) = (&corpus.speakers[speaker], &corpus.actors[stance.actor]);
        let affiliation = statement.speaker_affiliation.as_deref().or(speaker.affiliation.as_deref());
        one_of(&self.speakers, &[Some(&speaker.name), Some(&speaker.id)])
            && one_of(&self.affiliations, &[affiliation])
            && one_of(&self.actors, &[Some(&actor.name), Some(&actor.id)])
            && one_of(&self.outlets, &[corpus.articles[statement.article].outlet.as_deref()])
            && self.filter.from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && self.filter.to.is_none_or(|to| day.is_some_and(|day| day <= to))
    }
}

//! The index of names: from the first word of a name to everything that begins with it.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::entry::{Entry, NameRole};
use super::word::{self, Shape, Word, folded};

/// Words of this length or shorter that are written in capitals may be an ordinary word of a headline: "US", "WHO".
const SHORT: usize = 3;
/// How far to either side the rest of an exception such as "Gulf of Mexico" is looked for, in bytes.
const REACH: usize = 48;

/// What one name may stand for.
#[derive(Debug, Clone)]
struct Target {
    entry: usize,
    role: NameRole,
    /// Place in the entry's leaders, where the role is [`NameRole::Leader`].
    leader: Option<usize>,
    ambiguous: bool,
}

/// One word of a name, as a text must write it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NameWord {
    folded: String,
    shape: Shape,
    after_comma: bool,
}

impl NameWord {
    fn fits(&self, word: &Word) -> bool {
        self.folded == word.folded() && self.fits_shape(word.shape)
    }

    /// "NATO" may be written "Nato", but "US" is not "Us"; "RUSSIA" is "Russia", but "turkey" is not "Turkey".
    fn fits_shape(&self, shape: Shape) -> bool {
        match self.shape {
            Shape::Lower => true,
            Shape::Capital => shape != Shape::Lower,
            Shape::Capitals if self.folded.len() <= SHORT => shape == Shape::Capitals,
            Shape::Capitals => shape != Shape::Lower,
        }
    }
}

/// A name and all that it may stand for.
#[derive(Debug, Clone)]
struct Name {
    words: Vec<NameWord>,
    targets: Vec<Target>,
}

/// Every name of the registry by its first word, folded; the names with most words first.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    by_first: HashMap<String, Vec<Name>>,
    /// The exceptions of each entry, folded.
    except: Vec<Vec<String>>,
}

/// A name of the registry found in a text.
#[derive(Debug, Clone)]
pub(super) struct Found<'n> {
    pub(super) end: usize,
    pub(super) ambiguous: bool,
    targets: &'n [Target],
}

impl<'n> Found<'n> {
    /// The place of the likeliest entry, its role, and the place of the leader in it.
    pub(super) fn first(&self) -> (usize, NameRole, Option<usize>) {
        // A name is stored with a target, never without.
        self.targets.first().map_or((0, NameRole::Name, None), |target| (target.entry, target.role, target.leader))
    }

    /// The places of all entries that have the name, the likeliest first.
    pub(super) fn entries(&self) -> impl Iterator<Item = usize> + use<'n> {
        self.targets.iter().map(|target| target.entry)
    }
}

impl Names {
    /// Indexes every name of `entries`; of two files that give the same name, the later has it to itself.
    pub(super) fn new(entries: &[Entry]) -> Self {
        let phrases = |entry: &Entry| entry.except.iter().map(|phrase| folded(phrase)).collect();
        let mut names = Self { by_first: HashMap::new(), except: entries.iter().map(phrases).collect() };
        for (place, entry) in entries.iter().enumerate() {
            for (name, role, leader) in spoken(entry) {
                let ambiguous = entry.ambiguous.iter().any(|other| folded(other) == folded(name));
                names.add(name, Target { entry: place, role, leader, ambiguous }, entries);
            }
        }
        for list in names.by_first.values_mut() {
            list.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
        names
    }

    fn add(&mut self, name: &str, target: Target, entries: &[Entry]) {
        let mut words = words_of(name);
        if words.len() > 1 && words[0].folded == "the" && words[0].shape == Shape::Lower {
            words.remove(0);
        }
        // Newspapers write "the Labour party".
        if let [_, .., last] = words.as_mut_slice()
            && last.folded == "party"
        {
            last.shape = Shape::Lower;
        }
        let Some(first) = words.first() else {
            return;
        };
        let list = self.by_first.entry(first.folded.clone()).or_default();
        let same =
            |known: &&mut Name| known.words.iter().map(|word| &word.folded).eq(words.iter().map(|word| &word.folded));
        let Some(known) = list.iter_mut().find(same) else {
            list.push(Name { words, targets: vec![target] });
            return;
        };
        let layer = |target: &Target| entries[target.entry].layer;
        if known.targets.iter().all(|other| layer(other) < layer(&target)) {
            *known = Name { words, targets: vec![target] };
        } else if known.targets.iter().all(|other| layer(other) == layer(&target)) {
            known.merge(target, entries);
        }
    }

    /// The longest name that begins at byte `start` of `text`.
    pub(super) fn at(&self, text: &str, start: usize) -> Option<Found<'_>> {
        if !word::begins_word(text, start) {
            return None;
        }
        let first = Word::read(text, start)?;
        let list = self.by_first.get(first.folded())?;
        let found = list.iter().find_map(|name| {
            let end = end_of(&name.words, text, first)?;
            Some(Found { end, ambiguous: name.is_ambiguous(text, start, first, end), targets: &name.targets })
        })?;
        let mut phrases = found.entries().flat_map(|place| &self.except[place]);
        let around = Around::of(text, start, found.end);
        let excepted = phrases.any(|phrase| around.says(phrase));
        (!excepted).then_some(found)
    }
}

impl Name {
    /// Adds a target of the same file.
    fn merge(&mut self, target: Target, entries: &[Entry]) {
        let leads = |target: &Target| target.role == NameRole::Leader;
        if let Some(known) = self.targets.iter_mut().find(|known| known.entry == target.entry) {
            // A second term of the same leader: the later one speaks for the person.
            if leads(known) && leads(&target) && begun(entries, known) < begun(entries, &target) {
                *known = target;
            }
            return;
        }
        // Offices in two entries: one person, found first where the later term was.
        let later = self
            .targets
            .first()
            .is_some_and(|first| leads(first) && leads(&target) && begun(entries, first) < begun(entries, &target));
        self.targets.insert(if later { 0 } else { self.targets.len() }, target);
    }

    fn is_ambiguous(&self, text: &str, start: usize, first: Word, end: usize) -> bool {
        let people = self.targets.iter().all(|target| target.role == NameRole::Leader);
        let shared = self.targets.len() > 1 && !people;
        let short = self.words.len() == 1
            && self.words[0].shape == Shape::Capitals
            && first.folded().len() <= SHORT
            && !first.dotted;
        shared || self.targets.iter().any(|target| target.ambiguous) || (short && is_shouted(text, start, end))
    }
}

fn begun(entries: &[Entry], target: &Target) -> Option<super::date::Day> {
    let leader = entries[target.entry].leaders.get(target.leader?)?;
    Some(leader.from.first_day())
}

/// Every name of an entry with its role, the plainest role first.
fn spoken(entry: &Entry) -> impl Iterator<Item = (&str, NameRole, Option<usize>)> {
    let lists = [
        (std::slice::from_ref(&entry.name), NameRole::Name),
        (&entry.aliases, NameRole::Alias),
        (&entry.demonyms, NameRole::Demonym),
        (&entry.capitals, NameRole::Capital),
        (&entry.seats, NameRole::Seat),
    ];
    let leaders = entry.leaders.iter().enumerate().flat_map(|(place, leader)| {
        std::iter::once(&leader.name)
            .chain(&leader.aliases)
            .map(move |name| (name.as_str(), NameRole::Leader, Some(place)))
    });
    lists
        .into_iter()
        .flat_map(|(names, role)| names.iter().map(move |name| (name.as_str(), role, None)))
        .chain(leaders)
        // A name that is listed as ambiguous and nowhere else, such as "Korea".
        .chain(entry.ambiguous.iter().map(|name| (name.as_str(), NameRole::Alias, None)))
}

fn words_of(name: &str) -> Vec<NameWord> {
    let mut words = Vec::new();
    let mut start = Some((0, false));
    while let Some((at, after_comma)) = start {
        let Some(word) = Word::read(name, at) else {
            break;
        };
        words.push(NameWord { folded: word.folded().to_owned(), shape: word.shape, after_comma });
        start = word::next_start(name, &word);
    }
    words
}

/// Whether the whole of `name` can be matched, to its last letter.
pub(super) fn is_matchable(name: &str) -> bool {
    let words = words_of(name);
    !words.is_empty()
        && words.iter().all(|word| !word.folded.is_empty())
        && words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ") == folded(name)
}

/// Where a name ends in the text, if all its words stand there.
fn end_of(words: &[NameWord], text: &str, first: Word) -> Option<usize> {
    let (head, rest) = words.split_first()?;
    if !head.fits(&first) {
        return None;
    }
    let mut last = first;
    for expected in rest {
        let (start, comma) = word::next_start(text, &last)?;
        last = Word::read(text, start)?;
        if comma != expected.after_comma || !expected.fits(&last) {
            return None;
        }
    }
    Some(last.end)
}

/// A name in a text and what stands around it, folded when a phrase asks for it: most names are part of none.
struct Around<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    name: OnceCell<String>,
    before: OnceCell<String>,
    after: OnceCell<String>,
}

impl<'t> Around<'t> {
    /// Of the name at `start..end`.
    fn of(text: &'t str, start: usize, end: usize) -> Self {
        let [name, before, after] = [const { OnceCell::new() }; 3];
        Self { text, start, end, name, before, after }
    }

    fn name(&self) -> &str {
        self.name.get_or_init(|| folded(&self.text[self.start..self.end]))
    }

    fn before(&self) -> &str {
        let from = self.text.floor_char_boundary(self.start.saturating_sub(REACH));
        self.before.get_or_init(|| folded(&self.text[from..self.start]))
    }

    fn after(&self) -> &str {
        let to = self.text.ceil_char_boundary(self.end + REACH);
        self.after.get_or_init(|| folded(&self.text[self.end..to]))
    }

    /// Whether the text says `phrase`, which holds the name and more.
    fn says(&self, phrase: &str) -> bool {
        let name = self.name();
        phrase.len() > name.len()
            && phrase.match_indices(name).any(|(offset, _)| {
                let (left, right) = (&phrase[..offset], &phrase[offset + name.len()..]);
                is_word_end(left)
                    && is_word_start(right)
                    && (left.is_empty() || ends_with(self.before(), left.trim_end()))
                    && (right.is_empty() || starts_with(self.after(), right.trim_start()))
            })
    }
}

fn is_word_end(text: &str) -> bool {
    text.is_empty() || text.ends_with(' ')
}

fn is_word_start(text: &str) -> bool {
    text.is_empty() || text.starts_with(' ')
}

/// Whether `text` ends with these whole words.
fn ends_with(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(is_word_end)
}

/// Whether `text` starts with these whole words.
fn starts_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(is_word_start)
}

/// Whether both words around `start..end`, or the only one, are written in capitals.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let long_capitals = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
    };
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    let before = text[line_start..start].split_whitespace().next_back();
    let after = text[end..line_end].split_whitespace().next();
    let mut around = before.into_iter().chain(after).peekable();
    around.peek().is_some() && around.all(long_capitals)
}

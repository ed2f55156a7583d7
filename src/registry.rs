//! The registry of actors: states and organisations with every name that news have for them, and who led them when.
//!
//! What is built in lies beside this file as data (`states.toml`, `organisations.toml`) and carries its date; a user's
//! own file is read over it. `docs/actors.md` describes the form.

mod date;
mod entry;
mod names;
mod source;
mod word;

use std::collections::HashMap;
use std::path::Path;

pub use date::PartialDate;
pub use entry::{ActorKind, Entry, Leader, NameRole};

use crate::error::Result;
use crate::text::Span;
use names::Names;

/// How the names of parties end.
pub(crate) const PARTY: &str = " Party";

/// The built-in files and their names in errors.
const BUILTIN: [(&str, &str); 2] = [
    ("states.toml", include_str!("registry/states.toml")),
    ("organisations.toml", include_str!("registry/organisations.toml")),
];

/// Actors by identifier and by name.
///
/// Built once and shared; every look-up borrows from it.
#[derive(Debug, Clone)]
pub struct Registry {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
    names: Names,
    layers: u32,
}

/// A name of the registry at a place of a text.
#[derive(Debug, Clone)]
pub struct NameMatch<'r> {
    span: Span,
    role: NameRole,
    ambiguous: bool,
    entry: &'r Entry,
    leader: Option<&'r Leader>,
    others: Vec<&'r Entry>,
}

impl<'r> NameMatch<'r> {
    /// Where the name stands, in bytes; the last dot of "U.S." is inside, a possessive "'s" is not.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// In what way the name stands for the actor.
    #[must_use]
    pub const fn role(&self) -> NameRole {
        self.role
    }

    /// Whether the name may mean something else: another entry, or nothing in the registry.
    #[must_use]
    pub const fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// The actor; of several, the first in the file.
    #[must_use]
    pub const fn entry(&self) -> &'r Entry {
        self.entry
    }

    /// The latest term of the person named, where the role is [`NameRole::Leader`].
    #[must_use]
    pub const fn leader(&self) -> Option<&'r Leader> {
        self.leader
    }

    /// Every actor that has this name, [`Self::entry`] first.
    pub fn candidates(&self) -> impl Iterator<Item = &'r Entry> + '_ {
        std::iter::once(self.entry).chain(self.others.iter().copied())
    }
}

/// A person whom the registry knows by full name.
#[derive(Debug, Clone, Copy)]
pub struct Person<'r> {
    name: &'r str,
    entry: &'r Entry,
    term: Option<&'r Leader>,
}

impl<'r> Person<'r> {
    /// The full name in the registry's spelling.
    #[must_use]
    pub const fn name(&self) -> &'r str {
        self.name
    }

    /// The actor that the person leads or led, or the person's own entry.
    #[must_use]
    pub const fn entry(&self) -> &'r Entry {
        self.entry
    }

    /// The latest term of office; `None` for a person who has an entry instead.
    #[must_use]
    pub const fn term(&self) -> Option<&'r Leader> {
        self.term
    }

    /// The title of the latest term.
    #[must_use]
    pub fn title(&self) -> Option<&'r str> {
        self.term.map(Leader::title)
    }

    /// The identifier of the person's state.
    #[must_use]
    pub fn state(&self) -> Option<&'r str> {
        if self.entry.kind() == ActorKind::State { Some(self.entry.id()) } else { self.entry.state() }
    }
}

impl Registry {
    /// What this version of the program knows: states, frequent organisations, newsrooms, and leaders by date.
    ///
    /// # Panics
    /// If the built-in data are broken, which a test rules out.
    #[must_use]
    pub fn builtin() -> Self {
        let read = |(name, text): (&str, &str)| {
            source::parse_toml(name, text, 0).expect("the built-in registry is well formed")
        };
        Self::of(BUILTIN.into_iter().flat_map(read).collect(), 0)
    }

    /// A registry of nobody, to be filled by [`Self::extend_from`].
    #[must_use]
    pub fn empty() -> Self {
        Self::of(Vec::new(), 0)
    }

    fn of(entries: Vec<Entry>, layers: u32) -> Self {
        let by_id = entries.iter().enumerate().map(|(place, entry)| (entry.id().to_owned(), place)).collect();
        Self { names: Names::new(&entries), by_id, entries, layers }
    }

    /// Reads a file of the user's over what is known: TOML or CSV, by its ending.
    ///
    /// An entry replaces the one of the same id; a name that was known belongs to the new entry alone.
    ///
    /// # Errors
    /// [`Error::Io`](crate::error::Error::Io) if the file cannot be read; [`Error::Input`](crate::error::Error::Input)
    /// with file and record for an unknown key or kind, a missing id or name, a date that is none or out of order, an id
    /// used twice, or a name in two entries of the file that do not both list it as ambiguous. Nothing changes then.
    pub fn extend_from(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let layer = self.layers + 1;
        let mut entries = std::mem::take(&mut self.entries);
        match source::read(path.as_ref(), layer) {
            Ok(read) => {
                for entry in read {
                    match self.by_id.get(entry.id()) {
                        Some(place) => entries[*place] = entry,
                        None => entries.push(entry),
                    }
                }
                *self = Self::of(entries, layer);
                Ok(())
            }
            Err(error) => {
                self.entries = entries;
                Err(error)
            }
        }
    }

    /// How many actors it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every actor, in the order of the files.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The party that an adjective names ("Democratic"), if its name is that adjective's and "Party".
    #[must_use]
    pub fn party(&self, adjective: &str) -> Option<&Entry> {
        self.iter().find(|entry| entry.name().strip_suffix(PARTY) == Some(adjective))
    }

    /// The actor with this identifier.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|place| &self.entries[*place])
    }

    /// The longest name that begins at byte `position` of `text`; `None` where none begins, and inside a word.
    ///
    /// Dots of abbreviations, hyphens, curly apostrophes, accents, invisible characters and kinds of white space make no
    /// difference; capitals do: "Turkey" and "TURKEY" are names, "turkey" is not, and neither is "us".
    /// A phrase that only holds a name ("New Mexico") is no match, wherever in it the position lies.
    #[must_use]
    pub fn at(&self, text: &str, position: usize) -> Option<NameMatch<'_>> {
        let found = self.names.at(text, position)?;
        let (place, role, leader) = found.first();
        let entry = &self.entries[place];
        Some(NameMatch {
            span: Span::new(position, found.end),
            role,
            ambiguous: found.ambiguous,
            entry,
            leader: leader.and_then(|place| entry.leaders().get(place)),
            others: found.entries().skip(1).map(|place| &self.entries[place]).collect(),
        })
    }

    /// Every name in `text` from left to right, the longest at each place; none overlaps another.
    pub fn scan<'r, 't: 'r>(&'r self, text: &'t str) -> impl Iterator<Item = NameMatch<'r>> + 'r {
        let mut position = 0;
        std::iter::from_fn(move || {
            while position < text.len() {
                if let Some(found) = self.at(text, position) {
                    position = found.span().end();
                    return Some(found);
                }
                position = word::after(text, position);
            }
            None
        })
    }

    /// Who holds the office `title` ("president", "prime minister", "leader") of the actor `id` on `date`, or last held it
    /// where no date is given.
    ///
    /// A date without a day counts as its last day; one that cannot be read finds nobody. "leader" is whoever holds the
    /// office that the entry lists first.
    #[must_use]
    pub fn leader(&self, id: &str, title: &str, date: Option<&str>) -> Option<&Leader> {
        let day = match date {
            Some(text) => Some(PartialDate::parse_timestamp(text)?.last_day()),
            None => None,
        };
        self.entry(id)?.leader(title, day)
    }

    /// The person with this full name: a leader, or an entry of kind person.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<Person<'_>> {
        let name = name.trim();
        let found = self.at(name, 0).filter(|found| found.span().end() == name.len())?;
        match found.leader() {
            Some(term) => Some(Person { name: term.name(), entry: found.entry(), term: Some(term) }),
            None if found.entry().kind() == ActorKind::Person => {
                Some(Person { name: found.entry().name(), entry: found.entry(), term: None })
            }
            None => None,
        }
    }

    /// Whether `name`, a whole name of the registry, may mean something else as well.
    #[must_use]
    pub fn ambiguous(&self, name: &str) -> bool {
        let name = name.trim();
        self.at(name, 0).is_some_and(|found| found.span().end() == name.len() && found.is_ambiguous())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::sync::LazyLock;

    use super::word::folded;
    use super::*;
    use crate::error::Error;
    use proptest::prelude::*;

    static BUILT_IN: LazyLock<Registry> = LazyLock::new(Registry::builtin);

    /// What `scan` finds in a text: words, id, role, whether ambiguous.
    fn found(registry: &Registry, text: &str) -> Vec<(String, String, NameRole, bool)> {
        let row = |found: NameMatch<'_>| {
            (found.span().of(text).to_owned(), found.entry().id().to_owned(), found.role(), found.is_ambiguous())
        };
        registry.scan(text).map(row).collect()
    }

    #[test]
    fn finds_names_in_text() {
        use NameRole::{Alias, Capital, Demonym, Leader, Name, Seat};
        struct Case {
            text: &'static str,
            names: &'static [(&'static str, &'static str, NameRole, bool)],
        }
        let cases = [
            Case { text: "South Korean ammunition", names: &[("South Korean", "KOR", Demonym, false)] },
            Case { text: "the North Koreans\u{2019} rockets", names: &[("North Koreans", "PRK", Demonym, false)] },
            Case { text: "a unified Korea", names: &[("Korea", "KOR", Alias, true)] },
            Case { text: "The Kremlin said", names: &[("Kremlin", "RUS", Seat, false)] },
            Case { text: "U.S. officials", names: &[("U.S.", "USA", Alias, false)] },
            Case {
                text: "a U.S.-led force in the US.",
                names: &[("U.S.", "USA", Alias, false), ("US", "USA", Alias, false)],
            },
            Case { text: "it tells us, Us and all of us", names: &[] },
            Case {
                text: "CHINA TELLS US TO WAIT",
                names: &[("CHINA", "CHN", Name, false), ("US", "USA", Alias, true)],
            },
            Case {
                text: "RUSSIA SHELLS KYIV",
                names: &[("RUSSIA", "RUS", Name, false), ("KYIV", "UKR", Capital, false)],
            },
            Case { text: "Georgian wine", names: &[("Georgian", "GEO", Demonym, true)] },
            Case {
                text: "Nigerien and Nigerian troops",
                names: &[("Nigerien", "NER", Demonym, false), ("Nigerian", "NGA", Demonym, false)],
            },
            Case { text: "Moscow's gain", names: &[("Moscow", "RUS", Capital, false)] },
            Case { text: "in Washington today", names: &[("Washington", "USA", Capital, true)] },
            Case { text: "in Washington, D.C., today", names: &[("Washington, D.C.", "USA", Capital, false)] },
            Case { text: "Brussels insists", names: &[("Brussels", "BEL", Capital, true)] },
            Case {
                text: "Kim Jong\u{2011}un met VLADIMIR PUTIN",
                names: &[("Kim Jong\u{2011}un", "PRK", Leader, false), ("VLADIMIR PUTIN", "RUS", Leader, false)],
            },
            Case { text: "Kim\u{a0}Jong Un and Putin", names: &[("Kim\u{a0}Jong Un", "PRK", Leader, false)] },
            Case { text: "No\u{200b}rth\nKorea", names: &[("No\u{200b}rth\nKorea", "PRK", Name, false)] },
            Case { text: "from the North\n\nKorea", names: &[("Korea", "KOR", Alias, true)] },
            Case { text: "New Mexico and the Gulf of Mexico", names: &[] },
            Case { text: "Latin American, South American, American", names: &[("American", "USA", Demonym, false)] },
            Case {
                text: "South Sudanese refugees in Sudan",
                names: &[("South Sudanese", "SSD", Demonym, false), ("Sudan", "SDN", Name, false)],
            },
            Case {
                text: "roast turkey; Somalia; Malian",
                names: &[("Somalia", "SOM", Name, false), ("Malian", "MLI", Demonym, false)],
            },
            Case {
                text: "the C\u{f4}te d\u{2019}Ivoire side",
                names: &[("C\u{f4}te d\u{2019}Ivoire", "CIV", Alias, false)],
            },
            Case { text: "the Elysee Palace", names: &[("Elysee Palace", "FRA", Seat, false)] },
            Case { text: "Nato and UN chiefs", names: &[("Nato", "NATO", Name, false), ("UN", "UN", Alias, false)] },
            Case { text: "a man who, Who knows, the WHO", names: &[("WHO", "WHO", Alias, false)] },
            Case {
                text: "St. Lucia, N. Korea",
                names: &[("St. Lucia", "LCA", Alias, false), ("N. Korea", "PRK", Alias, false)],
            },
            Case {
                text: "al-Qaeda and Al Qaida",
                names: &[("al-Qaeda", "ALQAEDA", Name, false), ("Al Qaida", "ALQAEDA", Alias, false)],
            },
            Case {
                text: "the Republic of China and the People\u{2019}s Republic of China",
                names: &[
                    ("Republic of China", "TWN", Alias, false),
                    ("People\u{2019}s Republic of China", "CHN", Alias, false),
                ],
            },
            Case {
                text: "Papua New Guinea, Guinea-Bissau, Guinea",
                names: &[
                    ("Papua New Guinea", "PNG", Name, false),
                    ("Guinea-Bissau", "GNB", Name, false),
                    ("Guinea", "GIN", Name, true),
                ],
            },
            Case { text: "Defense Minister Israel Katz", names: &[("Israel Katz", "ISR", Leader, false)] },
            Case {
                text: "a Democrat, Republicans",
                names: &[("Democrat", "DEM", Demonym, false), ("Republicans", "REP", Alias, false)],
            },
        ];
        for Case { text, names } in cases {
            let expected: Vec<_> = names
                .iter()
                .map(|(words, id, role, ambiguous)| ((*words).to_owned(), (*id).to_owned(), *role, *ambiguous))
                .collect();
            assert_eq!(found(&BUILT_IN, text), expected, "{text}");
        }
    }

    #[test]
    fn an_exception_holds_from_any_of_its_words() {
        let text = "in New Mexico";
        assert!(BUILT_IN.at(text, 3).is_none());
        assert!(BUILT_IN.at(text, 7).is_none());
        assert!(BUILT_IN.at("the state Senate", 10).is_none() && BUILT_IN.at("the Senate", 4).is_some());
        assert!(BUILT_IN.at("anti-Mexico", 5).is_some());
        assert!(BUILT_IN.at("PutinRussia", 5).is_none());
        assert!(BUILT_IN.at("Russia", 99).is_none());
    }

    #[test]
    fn a_partys_last_word_may_have_a_small_letter() {
        for words in ["Republican Party", "Republican party", "Labour party", "Chinese Communist party"] {
            let found = BUILT_IN.at(words, 0).expect(words);
            assert_eq!(found.span().end(), words.len(), "{words}");
        }
        assert!(BUILT_IN.at("labour party", 0).is_none());
    }

    #[test]
    fn an_ambiguous_name_has_its_candidates() {
        let korea = BUILT_IN.at("Korea", 0).expect("a name");
        assert_eq!(korea.candidates().map(Entry::id).collect::<Vec<_>>(), ["KOR", "PRK"]);
        assert!(BUILT_IN.ambiguous("Congo") && BUILT_IN.ambiguous("Jordan") && BUILT_IN.ambiguous("Dominican"));
        assert!(!BUILT_IN.ambiguous("Russia") && !BUILT_IN.ambiguous("nobody at all"));
    }

    #[test]
    fn an_office_has_one_holder_at_a_date() {
        let cases = [
            ("PRK", "leader", Some("2023-09-13"), "Kim Jong-un"),
            ("PRK", "leader", Some("2009"), "Kim Jong-il"),
            ("USA", "president", Some("2010"), "Barack Obama"),
            ("USA", "president", Some("2018-06-12"), "Donald Trump"),
            ("USA", "president", Some("2022-02"), "Joe Biden"),
            ("USA", "President", Some("2025-06-01T08:00:00Z"), "Donald Trump"),
            ("USA", "president", Some("2025-01-20"), "Donald Trump"),
            ("USA", "president", None, "Donald Trump"),
            ("USA", "vice president", Some("2012"), "Joe Biden"),
            ("RUS", "president", Some("2010-01-01"), "Dmitry Medvedev"),
            ("RUS", "premier", Some("2010-01-01"), "Vladimir Putin"),
            ("RUS", "leader", None, "Vladimir Putin"),
            ("CHN", "leader", None, "Xi Jinping"),
            ("CHN", "prime minister", Some("2005"), "Wen Jiabao"),
            ("DEU", "leader", Some("2015"), "Angela Merkel"),
            ("IRN", "leader", Some("2015"), "Ali Khamenei"),
            ("LBY", "leader", None, "Abdul Hamid Dbeibah"),
            ("NATO", "secretary general", Some("2023"), "Jens Stoltenberg"),
            ("KOR", "president", Some("2025-02-01"), "Choi Sang-mok"),
        ];
        for (id, title, date, name) in cases {
            let leader = BUILT_IN.leader(id, title, date).map(Leader::name);
            assert_eq!(leader, Some(name), "{id} {title} {date:?}");
        }
        for (id, title, date) in [("USA", "king", None), ("ZZZ", "president", None), ("USA", "president", Some("soon"))]
        {
            assert_eq!(BUILT_IN.leader(id, title, date), None);
        }
        assert_eq!(BUILT_IN.leader("USA", "president", Some("1901")), None);
    }

    #[test]
    fn a_person_is_known_by_full_name() {
        let kim = BUILT_IN.person("Kim Jong Un").expect("a leader");
        assert_eq!((kim.name(), kim.state(), kim.title()), ("Kim Jong-un", Some("PRK"), Some("supreme leader")));
        let guterres = BUILT_IN.person("Antonio Guterres").expect("a leader");
        assert_eq!((guterres.entry().id(), guterres.title()), ("UN", Some("secretary-general")));
        assert!(BUILT_IN.person("Putin").is_none() && BUILT_IN.person("Russia").is_none());
    }

    #[test]
    fn built_in_data_hold_together() {
        let mut ids = BTreeSet::new();
        let mut owners: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let entries: Vec<&Entry> = BUILT_IN.iter().collect();
        for (place, entry) in entries.iter().enumerate() {
            assert!(ids.insert(entry.id()), "{} twice", entry.id());
            assert!(entry.state().is_none_or(|state| BUILT_IN.entry(state).is_some()), "{}: state", entry.id());
            for name in entry.own_names() {
                owners.entry(folded(name)).or_default().insert(place);
            }
            for leader in entry.leaders() {
                assert!(leader.to().is_none_or(|to| leader.from().first_day() <= to.last_day()), "{}", leader.name());
                let found = BUILT_IN.at(leader.name(), 0).expect("a leader is found");
                assert_eq!(found.role(), NameRole::Leader, "{}", leader.name());
            }
            let found = BUILT_IN.at(entry.name(), 0).expect("an entry is found");
            assert!(found.candidates().any(|other| other.id() == entry.id()), "{}", entry.name());
            assert_eq!(found.span().of(entry.name()), entry.name());
        }
        for (name, places) in owners.iter().filter(|(_, places)| places.len() > 1) {
            for place in places {
                let marked = entries[*place].ambiguous().iter().any(|other| folded(other) == *name);
                assert!(marked, "{name} is also in another entry than {}", entries[*place].id());
            }
        }
        let states = entries.iter().filter(|entry| entry.kind() == ActorKind::State && !entry.is_territory());
        assert_eq!(states.count(), 198);
        assert_eq!(
            entries.iter().filter(|entry| entry.is_territory()).map(|entry| entry.id()).collect::<Vec<_>>(),
            ["HKG"]
        );
        assert!(entries.iter().filter(|entry| entry.is_media()).count() >= 60);
        assert!(!BUILT_IN.is_empty() && BUILT_IN.len() == entries.len());
    }

    #[test]
    fn one_office_has_one_holder_at_a_time() {
        for entry in BUILT_IN.iter() {
            for (place, leader) in entry.leaders().iter().enumerate() {
                let next = entry.leaders()[place + 1..].iter().find(|next| next.title() == leader.title());
                let Some(next) = next.filter(|_| !leader.title().starts_with("co-")) else { continue };
                let end = leader
                    .to()
                    .unwrap_or_else(|| panic!("{} still holds the office of {}", leader.name(), next.name()));
                // A change within the month or year that is all we know is no overlap.
                assert!(end.first_day() <= next.from().last_day(), "{} and {}", leader.name(), next.name());
            }
        }
    }

    fn file(name: &str, text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        (folder, path)
    }

    #[test]
    fn a_users_file_wins() {
        let (_folder, path) = file(
            "mine.toml",
            r#"
            [[actor]]
            id = "US-GA"
            name = "Georgia"
            kind = "organisation"
            state = "USA"

            [[actor]]
            id = "FRA"
            name = "France"
            kind = "state"
            leaders = [{ name = "Jane Doe", aliases = ["Doe"], title = "president", from = "2026-05" }]

            [[actor]]
            id = "jroe"
            name = "Jane Roe"
            kind = "person"
            state = "GBR"
            "#,
        );
        let mut registry = Registry::builtin();
        let before = registry.len();
        registry.extend_from(&path).expect("a good file");
        assert_eq!(registry.len(), before + 2);
        let georgia = registry.at("Georgia", 0).expect("a name");
        assert_eq!((georgia.entry().id(), georgia.is_ambiguous()), ("US-GA", false));
        assert_eq!(registry.leader("FRA", "president", None).map(Leader::name), Some("Jane Doe"));
        assert_eq!(registry.at("Doe", 0).map(|found| found.role()), Some(NameRole::Leader));
        assert!(registry.at("Emmanuel Macron", 0).is_none());
        assert_eq!(registry.person("Jane Roe").and_then(|person| person.state()), Some("GBR"));
    }

    #[test]
    fn a_users_csv_is_read() {
        let (_folder, path) = file(
            "mine.csv",
            "id,name,kind,aliases,demonyms,capital,seats,leaders\n\
             ATL,Atlantis,state,Kingdom of Atlantis;Atl.,Atlantean;Atlanteans,Poseidonis,,king|Ann Other|2001-02-03|2004;king|Zo\u{eb} Other|2004|\n",
        );
        let mut registry = Registry::empty();
        registry.extend_from(&path).expect("a good file");
        assert_eq!(found(&registry, "Atlanteans of Poseidonis")[0].1, "ATL");
        assert_eq!(registry.leader("ATL", "king", Some("2010")).map(Leader::name), Some("Zo\u{eb} Other"));
        assert_eq!(registry.leader("ATL", "monarch", Some("2003-01-01")).map(Leader::name), Some("Ann Other"));
    }

    #[test]
    fn a_bad_file_is_refused_whole() {
        let cases = [
            (
                "a.csv",
                "id,name,kind\nX,Xland,country\n",
                "line 2 (X)",
                "kind person, state, organisation, group",
                "country",
            ),
            ("a.csv", "id,name,kind\nX,,state\n", "line 2 (X)", "a name", "none"),
            ("a.csv", "id,name,sort\nX,Y,state\n", "line 2", "columns id, name, kind", "sort"),
            ("a.csv", "id,name,kind,leaders\nX,Y,state,king|Z\n", "line 2 (X)", "title|name|from|to", "king|Z"),
            ("a.csv", "id,name,kind\nX,Yland,state\nZ,Yland,state\n", "line 3 (Z)", "in one actor", "X"),
            (
                "a.toml",
                "[[actor]]\nid='X'\nname='Y'\nkind='state'\nleaders=[{name='Z',title='king',from='2001-02-30'}]",
                "actor 1 (X)",
                "a date",
                "2001-02-30",
            ),
            (
                "a.toml",
                "[[actor]]\nid='X'\nname='Y'\nkind='state'\nleaders=[{name='Z',title='king',from='2001',to='2000'}]",
                "actor 1 (X)",
                "an end after 2001",
                "2000",
            ),
            ("a.toml", "[[actor]]\nid='X'\nname='Y'\n", "actor 1 (X)", "kind", "no kind"),
            ("a.toml", "\n[[actor]]\nid='X'\nnom='Y'\n", "line 4", "[[actor]] tables", "nom"),
            ("a.toml", "[[actor]]\nid='X'\nname='Y & Z'\nkind='group'\n", "actor 1 (X)", "names of words", "Y & Z"),
        ];
        for (name, text, at, wanted, seen) in cases {
            let (_folder, path) = file(name, text);
            let mut registry = Registry::empty();
            match registry.extend_from(&path).expect_err(text) {
                Error::Input { input, record, expected, found } => {
                    assert!(input.ends_with(name), "{input}");
                    assert_eq!(record.as_deref(), Some(at), "{text}");
                    assert!(expected.contains(wanted) && found.contains(seen), "{text}: {expected} / {found}");
                }
                other => panic!("{text}: {other}"),
            }
            assert!(registry.is_empty());
        }
        let (_folder, path) = file("a.json", "{}");
        assert!(matches!(Registry::empty().extend_from(&path), Err(Error::Input { .. })));
        assert!(matches!(Registry::empty().extend_from("nowhere.toml"), Err(Error::Io { .. })));
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_in_order(text in "([UuSs.,' \u{200b}\u{a0}\u{301}\n-]|US|Korea|North|Côte|d’Ivoire|Georgia|İ|𝄞){0,40}") {
            let mut end = 0;
            for found in BUILT_IN.scan(&text) {
                prop_assert!(found.span().start() >= end && !found.span().is_empty());
                prop_assert!(!found.span().of(&text).is_empty());
                end = found.span().end();
            }
        }
    }
}

//! What the registry knows about one actor.

use std::fmt;

use super::date::{Day, PartialDate};
use super::word::folded;

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A state or a territory that news treat as one.
    State,
    /// An organisation: an institution, a party, an armed group, a company, a newsroom.
    Organisation,
    /// People who are not organised: "protesters", "the Uyghurs".
    Group,
}

impl ActorKind {
    /// Every kind, in the order of their names in files.
    pub(super) const ALL: [Self; 4] = [Self::Person, Self::State, Self::Organisation, Self::Group];

    /// The kind that files call `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Group => "group",
        }
    }
}

impl fmt::Display for ActorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// In what way a name stands for its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameRole {
    /// The usual name: "Russia".
    Name,
    /// Another name or an abbreviation: "Russian Federation".
    Alias,
    /// Adjective or noun of belonging: "Russian", "Russians", "Democrat".
    Demonym,
    /// The capital: "Moscow".
    Capital,
    /// A seat of power: "Kremlin".
    Seat,
    /// The full name of someone who leads or led it: "Vladimir Putin".
    Leader,
}

/// An office that a person held in a state or an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) from: PartialDate,
    pub(super) to: Option<PartialDate>,
}

impl Leader {
    /// The full name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other spellings of the full name.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// The title, such as `prime minister`.
    #[must_use]
    pub fn title(&self) -> &str {
        // The reader refuses a leader without a title.
        self.titles.first().map_or("", String::as_str)
    }

    /// Every title of the office, the usual one first.
    #[must_use]
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// When the term began.
    #[must_use]
    pub const fn from(&self) -> PartialDate {
        self.from
    }

    /// When it ended; `None` where it had not at the date of the data.
    #[must_use]
    pub const fn to(&self) -> Option<PartialDate> {
        self.to
    }

    /// Whether the term had begun on `date`; one that cannot be read counts as before every term.
    pub(crate) fn began_by(&self, date: &str) -> bool {
        PartialDate::parse_timestamp(date).is_some_and(|date| self.from.first_day() <= date.last_day())
    }

    fn holds_on(&self, day: Day) -> bool {
        self.from.first_day() <= day && self.to.is_none_or(|to| day <= to.last_day())
    }

    /// Whether `title`, folded, names the office: by one of its titles, without "acting" and the like, or by a synonym.
    fn is_titled(&self, title: &str) -> bool {
        self.titles.iter().any(|own| {
            let own = folded(own);
            let bare = TEMPORARY.iter().find_map(|word| own.strip_prefix(word)).unwrap_or(&own);
            own == title || synonym(bare) == synonym(title) || (bare == "supreme leader" && title == "leader")
        }) || (title == "monarch" && self.titles.iter().any(|own| MONARCHS.contains(&folded(own).as_str())))
    }
}

/// Words that do not change what the office is.
const TEMPORARY: [&str; 4] = ["acting ", "interim ", "caretaker ", "transitional "];
/// Titles that "monarch" stands for.
const MONARCHS: [&str; 7] = ["king", "queen", "emperor", "sultan", "emir", "prince", "grand duke"];
/// Words for whoever leads, whatever the office.
const LEADER_WORDS: [&str; 4] = ["leader", "ruler", "dictator", "strongman"];

/// One word for titles that news use for the same office.
fn synonym(title: &str) -> &str {
    match title {
        "premier" | "pm" | "prime minister" => "prime minister",
        "secretary general" | "general secretary" => "secretary general",
        "chair" | "chairman" | "chairwoman" | "chairperson" => "chair",
        other => other,
    }
}

/// One actor: what it is and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: ActorKind,
    pub(super) state: Option<String>,
    pub(super) media: bool,
    pub(super) territory: bool,
    pub(super) aliases: Vec<String>,
    pub(super) demonyms: Vec<String>,
    pub(super) capitals: Vec<String>,
    pub(super) seats: Vec<String>,
    pub(super) ambiguous: Vec<String>,
    pub(super) except: Vec<String>,
    pub(super) leaders: Vec<Leader>,
    /// 0 for what is built in, then one more for each file read after it.
    pub(super) layer: u32,
}

impl Entry {
    /// The identifier: ISO 3166 alpha-3 for states, a short word for organisations.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The usual short name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> ActorKind {
        self.kind
    }

    /// The identifier of the state it belongs to; `None` for states themselves and for what belongs to none.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Whether it is a newsroom: a newspaper, a broadcaster, a news agency.
    #[must_use]
    pub const fn is_media(&self) -> bool {
        self.media
    }

    /// Whether it is a territory of another state that news name like a state.
    #[must_use]
    pub const fn is_territory(&self) -> bool {
        self.territory
    }

    /// Other names and abbreviations.
    #[must_use]
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Adjectives and nouns of belonging.
    #[must_use]
    pub fn demonyms(&self) -> &[String] {
        &self.demonyms
    }

    /// Capitals, in every spelling.
    #[must_use]
    pub fn capitals(&self) -> &[String] {
        &self.capitals
    }

    /// Seats of power that stand for it.
    #[must_use]
    pub fn seats(&self) -> &[String] {
        &self.seats
    }

    /// Its names that may as well mean something else.
    #[must_use]
    pub fn ambiguous(&self) -> &[String] {
        &self.ambiguous
    }

    /// Phrases that hold one of its names and mean something else: "New Mexico".
    #[must_use]
    pub fn except(&self) -> &[String] {
        &self.except
    }

    /// Those who lead or led it, the office that leads first.
    #[must_use]
    pub fn leaders(&self) -> &[Leader] {
        &self.leaders
    }

    /// Who held the office that `title` names on `day`, or last of all.
    pub(super) fn leader(&self, title: &str, day: Option<Day>) -> Option<&Leader> {
        let title = folded(title);
        let held = || self.leaders.iter().filter(|leader| day.is_none_or(|day| leader.holds_on(day)));
        let titled = latest(held().filter(|leader| leader.is_titled(&title)));
        if !LEADER_WORDS.contains(&title.as_str()) {
            return titled;
        }
        // Without a day, an office that nobody holds any more must not answer for one that somebody does.
        let answers = |leader: &&Leader| day.is_some() || leader.to.is_none();
        let holders = self.leaders.iter().map(|office| {
            let office = folded(office.title());
            latest(held().filter(|leader| leader.is_titled(&office)))
        });
        titled.into_iter().chain(holders.flatten()).find(answers).or_else(|| latest(held()))
    }
}

fn latest<'e>(leaders: impl Iterator<Item = &'e Leader>) -> Option<&'e Leader> {
    leaders.max_by_key(|leader| leader.from.first_day())
}

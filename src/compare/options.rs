//! What is compared, and how it is counted.

use std::fmt;

use super::period::{Day, Period};

/// Who is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Each speaker.
    #[default]
    Speaker,
    /// Speakers of one affiliation together, as each article gives it.
    Affiliation,
    /// Whoever is quoted in one outlet.
    Outlet,
    /// Persons, organisations and groups.
    SpeakerKind,
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Speaker => "speaker",
            Self::Affiliation => "affiliation",
            Self::Outlet => "outlet",
            Self::SpeakerKind => "speaker kind",
        })
    }
}

/// Within what a quotation that is repeated counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Counting {
    /// In the whole corpus.
    #[default]
    Statement,
    /// In each story.
    Story,
    /// In each article: copies count as often as they are printed.
    Article,
    /// In each outlet.
    Outlet,
    /// In each ISO week.
    Week,
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Statement => "statement",
            Self::Story => "story",
            Self::Article => "article",
            Self::Outlet => "outlet",
            Self::Week => "week",
        })
    }
}

/// What is looked at; an empty list lets everything through. Names are compared in any case, with the name or the id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Speakers.
    pub speakers: Vec<String>,
    /// Affiliations, as the article gives them.
    pub affiliations: Vec<String>,
    /// Actors.
    pub actors: Vec<String>,
    /// Outlets.
    pub outlets: Vec<String>,
    /// The first day; articles without a date are left out.
    pub from: Option<Day>,
    /// The last day; articles without a date are left out.
    pub to: Option<Day>,
}

/// The choices of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CompareOptions {
    /// Who is compared.
    pub by: By,
    /// How repeats are counted.
    pub counting: Counting,
    /// The steps of the time line.
    pub period: Period,
    /// What is looked at.
    pub filter: Filter,
    /// Cells of fewer counted portrayals are left out of everything.
    pub min_n: usize,
    /// Where all drawing starts.
    pub seed: u64,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self {
            by: By::default(),
            counting: Counting::default(),
            period: Period::Month,
            filter: Filter::default(),
            min_n: 1,
            seed: crate::aggregate::SEED,
        }
    }
}

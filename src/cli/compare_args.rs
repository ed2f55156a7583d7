//! The flags of `compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::audit::Audited;
use crate::compare::{By, CompareOptions, Counting, Day, Filter, Period};
use crate::corpus::Corpus;

/// The flags of `compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// What was scored: folders that score --out wrote.
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Write matrix.csv, pairs.csv, actors.csv, timeline.csv, network.graphml, network.gexf and methods.txt to this folder.
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// Who is compared.
    #[arg(long, env = "STANDPOINT_BY", value_enum, default_value_t, hide_env = true)]
    pub(super) by: ByName,
    /// Leave edges of fewer counted portrayals out of the networks.
    #[arg(long, env = "STANDPOINT_MIN_WEIGHT", value_name = "N", default_value_t = 1, hide_env = true)]
    pub(super) min_weight: usize,
    #[command(flatten)]
    pub(super) chosen: ChosenArgs,
}

/// What is compared and how it is counted, for every verb that shows a comparison.
#[derive(Debug, Args)]
pub(super) struct ChosenArgs {
    /// Within what a quotation that is repeated counts once; statement is the whole corpus.
    #[arg(long, env = "STANDPOINT_COUNT", value_enum, default_value_t, hide_env = true)]
    count: CountName,
    /// Steps of the time line.
    #[arg(long, env = "STANDPOINT_PERIOD", value_enum, default_value_t, hide_env = true)]
    period: PeriodName,
    /// Only this speaker, by name or id; may be given several times, as all of these.
    #[arg(long, env = "STANDPOINT_SPEAKER", value_name = "NAME", hide_env = true)]
    speaker: Vec<String>,
    /// Only speakers of this affiliation.
    #[arg(long, env = "STANDPOINT_AFFILIATION", value_name = "NAME", hide_env = true)]
    affiliation: Vec<String>,
    /// Only this actor, by name or id.
    #[arg(long, env = "STANDPOINT_ACTOR", value_name = "NAME", hide_env = true)]
    actor: Vec<String>,
    /// Only this outlet.
    #[arg(long, env = "STANDPOINT_OUTLET", value_name = "NAME", hide_env = true)]
    outlet: Vec<String>,
    /// Only articles from this day on.
    #[arg(long, env = "STANDPOINT_FROM", value_name = "YYYY-MM-DD", value_parser = day, hide_env = true)]
    from: Option<Day>,
    /// Only articles up to this day.
    #[arg(long, env = "STANDPOINT_TO", value_name = "YYYY-MM-DD", value_parser = day, hide_env = true)]
    to: Option<Day>,
    /// Leave out pairs of speaker and actor with fewer counted portrayals.
    #[arg(long, env = "STANDPOINT_MIN_N", value_name = "N", default_value_t = 1, hide_env = true)]
    min_n: usize,
    /// Seed of all that is drawn.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = crate::aggregate::SEED, hide_env = true)]
    seed: u64,
    /// Speakers and actors of yours that are one, or two under one name: a TOML file of [[merge]] and [[split]] (docs/compare.md).
    #[arg(long, env = "STANDPOINT_IDENTITIES", value_name = "FILE", hide_env = true)]
    pub(super) identities: Option<PathBuf>,
    /// An audit of these labels, the folder that audit --out wrote: it is cited where methods and reliability are told.
    #[arg(long, env = "STANDPOINT_AUDITED", value_name = "DIR", hide_env = true)]
    audited: Option<PathBuf>,
}

/// Who is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ByName {
    #[default]
    Speaker,
    Affiliation,
    Outlet,
    SpeakerKind,
}

/// Within what a repeated quotation counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CountName {
    #[default]
    Statement,
    Story,
    Article,
    Outlet,
    Week,
}

/// Steps of the time line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PeriodName {
    Week,
    #[default]
    Month,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a day such as 2026-02-14".to_owned())
}

impl CompareArgs {
    /// The choices of the comparison.
    pub(super) fn options(&self) -> CompareOptions {
        let by = match self.by {
            ByName::Speaker => By::Speaker,
            ByName::Affiliation => By::Affiliation,
            ByName::Outlet => By::Outlet,
            ByName::SpeakerKind => By::SpeakerKind,
        };
        CompareOptions { by, ..self.chosen.options() }
    }
}

impl ChosenArgs {
    /// What the audit of the corpus found, in sentences.
    pub(super) fn audited(&self, corpus: &Corpus) -> crate::error::Result<Option<String>> {
        self.audited.as_deref().map(|folder| Audited::read(folder, corpus).map(|audited| audited.words())).transpose()
    }

    /// The choices of a comparison of speakers.
    pub(super) fn options(&self) -> CompareOptions {
        CompareOptions {
            by: By::Speaker,
            counting: match self.count {
                CountName::Statement => Counting::Statement,
                CountName::Story => Counting::Story,
                CountName::Article => Counting::Article,
                CountName::Outlet => Counting::Outlet,
                CountName::Week => Counting::Week,
            },
            period: match self.period {
                PeriodName::Week => Period::Week,
                PeriodName::Month => Period::Month,
            },
            filter: Filter {
                speakers: self.speaker.clone(),
                affiliations: self.affiliation.clone(),
                actors: self.actor.clone(),
                outlets: self.outlet.clone(),
                from: self.from,
                to: self.to,
            },
            min_n: self.min_n,
            seed: self.seed,
        }
    }
}

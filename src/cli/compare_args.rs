//! The flags of `compare`, and those of them that `report` shares.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum};

use crate::compare::{By, Count, Filter, Period, Settings};

const WHAT: &str = "What is compared";
const HOW: &str = "How it is counted";

/// The flags of `compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// What was scored: a folder that score --out wrote, or a store.
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// Write matrix.csv, pairs.csv, actors.csv, timeline.csv, network.graphml, network.gexf and methods.txt to this folder [default: a
    /// table to read].
    #[arg(long, env = "STANDPOINT_OUT", value_name = "DIR", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) comparison: ComparisonArgs,
    /// Edges of the network have at least this many counted portrayals.
    #[arg(long, env = "STANDPOINT_MIN_WEIGHT", value_name = "N", default_value_t = 1, hide_env = true, help_heading = HOW)]
    pub(super) min_weight: usize,
    /// Begin CSV files with a byte-order mark, for spreadsheets.
    #[arg(long, env = "STANDPOINT_BOM", value_parser = FalseyValueParser::new(), hide_env = true)]
    pub(super) bom: bool,
}

/// What is compared, and how it is counted.
#[derive(Debug, Args)]
pub(super) struct ComparisonArgs {
    /// Only this speaker, by name or id; may be given several times.
    #[arg(long, env = "STANDPOINT_SPEAKER", value_name = "NAME", hide_env = true, help_heading = WHAT)]
    speaker: Vec<String>,
    /// Only speakers of this organisation; may be given several times.
    #[arg(long, env = "STANDPOINT_AFFILIATION", value_name = "NAME", hide_env = true, help_heading = WHAT)]
    affiliation: Vec<String>,
    /// Only this actor, by name or id; may be given several times.
    #[arg(long, env = "STANDPOINT_ACTOR", value_name = "NAME", hide_env = true, help_heading = WHAT)]
    actor: Vec<String>,
    /// Only articles of this outlet; may be given several times.
    #[arg(long, env = "STANDPOINT_OUTLET", value_name = "NAME", hide_env = true, help_heading = WHAT)]
    outlet: Vec<String>,
    /// Only articles of this day and later.
    #[arg(long, env = "STANDPOINT_FROM", value_name = "YYYY-MM-DD", hide_env = true, help_heading = WHAT, value_parser = day)]
    from: Option<String>,
    /// Only articles of this day and earlier.
    #[arg(long, env = "STANDPOINT_TO", value_name = "YYYY-MM-DD", hide_env = true, help_heading = WHAT, value_parser = day)]
    to: Option<String>,
    /// Only pairs with at least this many counted portrayals.
    #[arg(long, env = "STANDPOINT_MIN_N", value_name = "N", default_value_t = 1, hide_env = true, help_heading = WHAT)]
    min_n: usize,
    /// What a repetition counts as: each quotation, story, article, outlet or week once.
    #[arg(long, env = "STANDPOINT_COUNT", value_enum, default_value_t, hide_env = true, help_heading = HOW)]
    count: CountName,
    /// Whose portrayals are a row.
    #[arg(long, env = "STANDPOINT_BY", value_enum, default_value_t, hide_env = true, help_heading = HOW)]
    by: ByName,
    /// Periods of the time line.
    #[arg(long, env = "STANDPOINT_PERIOD", value_enum, default_value_t, hide_env = true, help_heading = HOW)]
    period: PeriodName,
    /// Rate of false discoveries among the differences that are called ones.
    #[arg(long, env = "STANDPOINT_RATE", value_name = "SHARE", default_value_t = 0.05, hide_env = true, help_heading = HOW, value_parser = rate)]
    rate: f64,
    /// Seed of what is drawn.
    #[arg(long, env = "STANDPOINT_SEED", value_name = "N", default_value_t = 1, hide_env = true, help_heading = HOW)]
    seed: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum CountName {
    #[default]
    Statement,
    Story,
    Article,
    Outlet,
    Week,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ByName {
    #[default]
    Speaker,
    Affiliation,
    Outlet,
    SpeakerKind,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum PeriodName {
    Week,
    #[default]
    Month,
}

impl ComparisonArgs {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            speakers: self.speaker.clone(),
            affiliations: self.affiliation.clone(),
            actors: self.actor.clone(),
            outlets: self.outlet.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }

    pub(super) fn settings(&self) -> Settings {
        Settings {
            count: match self.count {
                CountName::Statement => Count::Statement,
                CountName::Story => Count::Story,
                CountName::Article => Count::Article,
                CountName::Outlet => Count::Outlet,
                CountName::Week => Count::Week,
            },
            by: match self.by {
                ByName::Speaker => By::Speaker,
                ByName::Affiliation => By::Affiliation,
                ByName::Outlet => By::Outlet,
                ByName::SpeakerKind => By::SpeakerKind,
            },
            period: match self.period {
                PeriodName::Week => Period::Week,
                PeriodName::Month => Period::Month,
            },
            min_n: self.min_n,
            rate: self.rate,
            seed: self.seed,
        }
    }
}

fn day(words: &str) -> Result<String, String> {
    if crate::compare::is_day(words) { Ok(words.to_owned()) } else { Err("give a day such as 2026-03-01".to_owned()) }
}

fn rate(words: &str) -> Result<f64, String> {
    let rate: f64 = words.parse().map_err(|_| format!("{words} is no number"))?;
    if rate > 0.0 && rate < 1.0 { Ok(rate) } else { Err("give a share above 0 and below 1".to_owned()) }
}

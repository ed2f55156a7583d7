//! Aggregates: how each speaker presents each actor over all articles, with intervals that respect that an article is one sample.

mod bootstrap;
#[cfg(test)]
pub(crate) mod example;
pub(crate) mod share;
mod student;
mod summary;

pub(crate) use bootstrap::{CONFIDENCE, MIN_ARTICLES, RESAMPLES, SEED, resampled};
pub(crate) use share::Shares;
pub(crate) use student::t_quantile;
pub(crate) use summary::{Summary, SummaryRow};

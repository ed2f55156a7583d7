//! `standpoint store`, and what `standpoint score` adds to one.

mod flags;
mod keep;

pub(super) use flags::KeepArgs;
pub(super) use keep::{Keeper, Known};

//! `standpoint store`, and what `standpoint score` adds to one.

mod flags;
mod keep;
mod verbs;

pub(super) use flags::{KeepArgs, StoreArgs};
pub(super) use keep::{Keeper, Known};
pub(super) use verbs::run;

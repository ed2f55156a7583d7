//! How fast articles are read: what `standpoint bench` and `cargo bench` measure. Not part of the stable interface.

mod candidate;
mod figures;
mod inputs;
mod machine;
mod picture;
mod row;
mod stages;
mod workload;

pub use candidate::Candidate;
pub use figures::{Spread, quantile};
pub use inputs::{named_inputs, repeated};
pub use machine::{machine, peak_kilobytes, threads_of_machine};
pub use picture::picture;
pub use row::{Row, csv, table};
pub use stages::{Stages, summary_rows};
pub use workload::{Pass, Profile, Workload};

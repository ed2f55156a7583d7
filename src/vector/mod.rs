//! Vector instructions, and products of the heads' matrices on them.

#[cfg(target_arch = "x86_64")]
pub(crate) mod isa;
mod product;

pub(crate) use product::{combined, product};

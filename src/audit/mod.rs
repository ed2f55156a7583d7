//! Audit: what coders say about a probability sample of the model's rows, how far that can be trusted, and means corrected by it.

#![allow(dead_code, reason = "the verbs are being built on it")]

mod alpha;
mod confusion;
mod rectify;
#[cfg(test)]
mod reference;
mod resample;
mod sample;
mod size;

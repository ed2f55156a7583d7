//! Audit: what coders say about a probability sample of the model's rows, how far that can be trusted, and means corrected by it.

mod alpha;
mod cited;
mod coded;
mod confusion;
mod files;
mod found;
mod key;
mod locate;
mod matrix;
mod outcome;
mod rectify;
#[cfg(test)]
mod reference;
mod resample;
mod sample;
mod settled;
mod sheets;
mod size;
mod words;

pub(crate) use cited::Audited;
pub(crate) use coded::Codings;
pub(crate) use files::{confusion as confusion_csv, corrected as corrected_csv, measures as measures_csv};
pub(crate) use key::{Draw, Key};
pub(crate) use outcome::{Settings, outcome};
pub(crate) use sheets::{articles as articles_sheet, instructions, rows as rows_sheet};

pub(crate) use words::words;

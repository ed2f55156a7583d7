//! Reports: what was found as rows, and rows as CSV, JSON lines, Parquet, a run's manifest or a table to read.
//!
//! Everything here returns values or bytes; who opens files and prints is `cli`.

mod answers;
mod cell;
mod csv;
mod jsonl;
mod listing;
mod manifest;
mod parquet;
mod record;
mod table;
mod terminal;

pub(crate) use answers::answer_rows;
pub(crate) use cell::{Cell, Row, restored};
pub(crate) use csv::{BOM, sheet};
pub(crate) use jsonl::{article as jsonl_article, failure as jsonl_failure, object as jsonl_object};
pub(crate) use listing::Listing;
pub(crate) use manifest::{Counts, Run, Timings};
pub(crate) use record::{ArticleRecord, error_row, summary_row};
pub(crate) use table::{Column, Table};
pub(crate) use terminal::{article as terminal_article, closing as terminal_closing, counts as terminal_counts};

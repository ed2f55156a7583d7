//! From files to articles: bytes to text, page to body, and what a page says about itself.

mod article;
mod boilerplate;
mod byline;
mod caption;
mod csv_records;
mod dates;
mod decode;
mod furniture;
mod headline;
mod html;
mod ids;
mod inputs;
mod jsonl;
mod language;
mod markdown;
mod markup;
mod options;
mod paragraphs;
mod plan;

pub use article::Article;
pub use inputs::{Articles, Failure, articles};
pub use language::Language;
pub use options::{Columns, IngestOptions, InputFormat};

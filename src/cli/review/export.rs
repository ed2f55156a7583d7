//! `standpoint export`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::flags::{ExportArgs, Tool};
use super::{corpus, create, write};
use crate::audit::{Draw, Key, articles_sheet, instructions, rows_sheet};
use crate::cli::{Outcome, console};
use crate::corpus::Corpus;
use crate::error::Error;
use crate::report::BOM;
use crate::review::{LABEL_STUDIO_CONFIG, label_studio_tasks, prodigy_tasks, sheet};

/// Whole articles of an audit where nothing else is said.
const ARTICLES: usize = 5;

pub(in crate::cli) fn run(args: &ExportArgs) -> Result<Outcome> {
    let mut corpus = corpus::open(&args.input)?;
    let mut failed = corpus::add_texts(&mut corpus, &args.texts);
    if corpus.statements.is_empty() {
        bail!("{} holds no statement", args.input.display());
    }
    match (args.format, args.audit) {
        (_, Some(rows)) => {
            let draw = Draw { rows: rows.get(), articles: args.articles.unwrap_or(ARTICLES), seed: args.seed };
            audit(args, &corpus, draw)?;
        }
        (Some(Tool::LabelStudio), _) => {
            let (tasks, errors) = label_studio_tasks(&corpus);
            let without = errors.len();
            if without == corpus.articles.len() {
                let expected = "the texts of the articles; give what was scored once more with --texts";
                return Err(Error::input(args.input.display().to_string(), expected, "none").into());
            }
            errors.iter().for_each(|error| console::error(&format!("{error}; give it with --texts")));
            failed += without;
            create(&args.out)?;
            write(&args.out.join("tasks.json"), tasks)?;
            write(&args.out.join("config.xml"), LABEL_STUDIO_CONFIG)?;
        }
        (Some(Tool::Prodigy), _) => write(&args.out, prodigy_tasks(&corpus))?,
        (Some(Tool::Csv), _) => write(&args.out, marked(args.bom, sheet(&corpus)))?,
        (None, None) => bail!("nothing to export: give --format or --audit"),
    }
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Partly })
}

fn audit(args: &ExportArgs, corpus: &Corpus, draw: Draw) -> Result<()> {
    let key_file = args.key.clone().unwrap_or_else(|| beside(&args.out));
    let sheets = ["rows.csv", "articles.csv"].map(|name| args.out.join(name));
    if let Some(there) = sheets.iter().chain([&key_file]).find(|path| path.exists()) {
        let expected = "no file there: a sample is never drawn over one that may be coded already";
        return Err(Error::input(there.display().to_string(), expected, "one").into());
    }
    let key = Key::draw(corpus, draw);
    if key.rows.is_empty() {
        bail!("{} holds no row that the model labelled", args.input.display());
    }
    create(&args.out)?;
    write(&args.out.join("INSTRUCTIONS.md"), instructions())?;
    write(&sheets[0], marked(args.bom, rows_sheet(corpus, &key)))?;
    if key.articles.is_empty() {
        let why = "no text of an article was kept; give --texts to have whole articles coded";
        console::error(&format!("{}: only rows were drawn: {why}", args.out.display()));
    } else {
        write(&sheets[1], marked(args.bom, articles_sheet(&key)))?;
        let texts = args.out.join("articles");
        create(&texts)?;
        for article in &key.articles {
            write(&texts.join(format!("{}.txt", article.article_id)), &article.text)?;
        }
    }
    // Last of all: a key without its sheets would be in the way of a second try.
    write(&key_file, key.to_json())?;
    console::note(&format!(
        "{} rows and {} articles; the key is {}",
        key.rows.len(),
        key.articles.len(),
        key_file.display()
    ));
    Ok(())
}

/// `out-key.json`.
fn beside(out: &Path) -> PathBuf {
    let mut name: OsString = out.file_name().unwrap_or_default().to_owned();
    name.push("-key.json");
    out.with_file_name(name)
}

fn marked(bom: bool, bytes: Vec<u8>) -> Vec<u8> {
    if bom { [BOM, &bytes].concat() } else { bytes }
}

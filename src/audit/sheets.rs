//! What coders get: two sheets without any label of the model, and how to fill them.

use super::key::Key;
use crate::corpus::Corpus;
use crate::report::{self, Cell, Row};

/// Columns of the sheet of rows; those from [`FILLED`] on are the coder's.
pub(super) const ROW_COLUMNS: [&str; 14] = [
    "row",
    "article_id",
    "title",
    "date",
    "context",
    "statement",
    "speaker",
    "actor",
    "mention",
    "is_statement",
    "speaker_right",
    "about_actor",
    "stance",
    "note",
];
/// How many columns of a row are given.
const FILLED: usize = 9;

/// Columns of the sheet of whole articles.
pub(super) const ARTICLE_COLUMNS: [&str; 6] = ["article_id", "statement", "speaker", "actor", "stance", "note"];

/// How much of the article is shown on either side, in code points.
const AROUND: usize = 400;

/// How to code, with the codebook.
pub(crate) fn instructions() -> String {
    concat!(include_str!("instructions.md"), "\n---\n\n", include_str!("../../docs/codebook.md")).to_owned()
}

/// One row per row of the key, in its order, with the statement between `>>>` and `<<<` in its context.
pub(crate) fn rows(corpus: &Corpus, key: &Key) -> Vec<u8> {
    let mut out: Vec<Row<'_>> = Vec::new();
    for row in &key.rows {
        let statement = corpus.statements.iter().find(|entry| entry.id == row.statement_id);
        let Some((place, statement)) =
            statement.and_then(|entry| Some((corpus.statements.iter().position(|e| e.id == entry.id)?, entry)))
        else {
            continue;
        };
        let article = &corpus.articles[statement.article];
        let stance = corpus.stances.iter().find(|s| s.statement == place && corpus.actors[s.actor].id == row.actor_id);
        let mut cells = vec![
            Cell::text(row.row.as_str()),
            Cell::text(row.article_id.as_str()),
            Cell::words(article.title.as_deref()),
            Cell::words(article.date.as_deref()),
            article.text.as_ref().map_or(Cell::Empty, |text| Cell::text(context(text, row.start, row.end))),
            Cell::text(statement.words.text.as_str()),
            Cell::words(statement.speaker.map(|speaker| corpus.speakers[speaker].name.as_str())),
            Cell::words(stance.map(|stance| corpus.actors[stance.actor].name.as_str())),
            Cell::words(stance.map(|stance| stance.mention.text.as_str())),
        ];
        debug_assert_eq!(cells.len(), FILLED);
        cells.resize(ROW_COLUMNS.len(), Cell::Empty);
        out.push(cells);
    }
    report::sheet(&ROW_COLUMNS, &out)
}

/// One empty row per article.
pub(crate) fn articles(key: &Key) -> Vec<u8> {
    let row = |id: &'_ String| {
        let mut cells = vec![Cell::text(id.clone())];
        cells.resize(ARTICLE_COLUMNS.len(), Cell::Empty);
        cells
    };
    let rows: Vec<Row<'_>> = key.articles.iter().map(|article| row(&article.article_id)).collect();
    report::sheet(&ARTICLE_COLUMNS, &rows)
}

fn context(text: &str, start: usize, end: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = (start.min(chars.len()), end.min(chars.len()));
    let piece = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let (from, to) = (start.saturating_sub(AROUND), (end + AROUND).min(chars.len()));
    let before = if from > 0 { "…" } else { "" };
    let after = if to < chars.len() { "…" } else { "" };
    format!("{before}{}>>>{}<<<{}{after}", piece(from, start), piece(start, end), piece(end, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::key::Draw;
    use crate::corpus::example;

    #[test]
    fn the_sheets_are_blind() {
        let corpus = example::corpus();
        let key = Key::draw(&corpus, Draw { rows: 200, articles: 5, seed: 1 });
        let sheet = String::from_utf8(rows(&corpus, &key)).unwrap();
        assert_eq!(
            sheet.lines().next(),
            Some(
                "row,article_id,title,date,context,statement,speaker,actor,mention,is_statement,speaker_right,about_actor,stance,note"
            )
        );
        for label in ["favorable", "neutral", "0.7", "0.8"] {
            assert!(!sheet.contains(label), "{label} is in the sheet");
        }
        assert!(sheet.contains(">>>“Kestonia is a gifted host,”<<<"), "{sheet}");
        assert_eq!(String::from_utf8(articles(&key)).unwrap().lines().nth(1), Some("grain,,,,,"));
        assert!(instructions().contains("is_statement") && instructions().contains("# Codebook"));
    }
}

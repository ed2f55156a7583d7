//! The fixed articles that are measured where the user names none.

use crate::ingest::Article;

/// Every text written for this project, by name. They are in the program, so that a measurement needs no file.
const TEXTS: [(&str, &str); 8] = [
    ("book-fair", include_str!("../../datasets/flood-and-fair/book-fair.txt")),
    ("crane-hearing", include_str!("../../datasets/port-inquiry/crane-hearing.txt")),
    ("flood-blame", include_str!("../../datasets/flood-and-fair/flood-blame.txt")),
    ("grain-port", include_str!("../../datasets/river-and-sea/grain-port.txt")),
    ("herring-quota", include_str!("../../datasets/river-and-sea/herring-quota.txt")),
    ("soya-summit", include_str!("../../datasets/strait-summit/soya-summit.txt")),
    ("varga-interview", include_str!("../../datasets/front-interview/varga-interview.txt")),
    ("voices-depot", include_str!("../../datasets/front-interview/voices-depot.txt")),
];

/// The built-in articles, in order of their names.
#[must_use]
pub fn named_inputs() -> Vec<Article> {
    TEXTS.iter().map(|(name, text)| Article::new(*name, *text)).collect()
}

/// `count` articles: the given ones again and again, each under an id of its own. None of none.
#[must_use]
pub fn repeated(articles: &[Article], count: usize) -> Vec<Article> {
    let again = |(n, article): (usize, &Article)| Article { id: format!("{}-{n}", article.id), ..article.clone() };
    articles.iter().cycle().take(if articles.is_empty() { 0 } else { count }).enumerate().map(again).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_articles_are_whole_and_sorted() {
        let articles = named_inputs();
        assert!(articles.iter().all(|article| article.paragraphs.len() > 3));
        assert!(articles.is_sorted_by(|a, b| a.id < b.id));
        let many = repeated(&articles, 10);
        assert_eq!((many.len(), many[9].id.as_str()), (10, "crane-hearing-9"));
    }
}

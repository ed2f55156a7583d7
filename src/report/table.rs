//! The tables and their columns.

/// A table of a run, by what a row of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// One article.
    Articles,
    /// One statement.
    Statements,
    /// One actor of one statement.
    Stances,
    /// One speaker and one actor, over all articles.
    Summary,
    /// One input, or one record of it, that could not be read.
    Errors,
    /// One hypothesis of one statement, with a scorer.
    Claims,
    /// The sentence about one actor of one statement, with a scorer.
    Sentiment,
}

impl Table {
    /// The name of its file.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Articles => "articles.csv",
            Self::Statements => "statements.csv",
            Self::Stances => "stances.csv",
            Self::Summary => "summary.csv",
            Self::Errors => "errors.csv",
            Self::Claims => "claims.csv",
            Self::Sentiment => "sentiment.csv",
        }
    }

    /// Its columns; every row has a cell for each.
    pub(crate) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Articles => &["article_id", "title", "date", "outlet", "author", "language", "n_statements"],
            Self::Statements => &[
                "article_id",
                "statement_id",
                "kind",
                "text",
                "start",
                "end",
                "fragments",
                "speaker_id",
                "speaker",
                "speaker_kind",
                "speaker_role",
                "speaker_affiliation",
                "speaker_mention",
                "speaker_start",
                "speaker_end",
                "cue",
                "cue_start",
                "cue_end",
                "content_confidence",
                "speaker_confidence",
            ],
            Self::Claims => &[
                "article_id",
                "statement_id",
                "speaker_id",
                "speaker",
                "actor_id",
                "actor",
                "hypothesis",
                "p_agree",
                "p_disagree",
                "p_neutral",
            ],
            Self::Sentiment => &[
                "article_id",
                "statement_id",
                "speaker_id",
                "speaker",
                "actor_id",
                "actor",
                "score",
                "p_negative",
                "p_neutral",
                "p_positive",
                "evidence",
                "evidence_start",
                "evidence_end",
            ],
            Self::Stances => &[
                "article_id",
                "statement_id",
                "speaker_id",
                "speaker",
                "actor_id",
                "actor",
                "actor_kind",
                "mention",
                "mention_start",
                "mention_end",
                "n_mentions",
                "mention_role",
                "stance",
                "score",
                "p_unfavorable",
                "p_neutral",
                "p_favorable",
                "abstained",
                "outlook",
                "perspective",
                "holder",
                "modality",
                "evidence",
                "evidence_start",
                "evidence_end",
            ],
            Self::Summary => &[
                "speaker_id",
                "speaker",
                "actor_id",
                "actor",
                "n_statements",
                "n_articles",
                "n_abstained",
                "mean_score",
                "ci_low",
                "ci_high",
                "share_favorable",
                "share_neutral",
                "share_unfavorable",
            ],
            Self::Errors => &["input", "record", "error"],
        }
    }
}

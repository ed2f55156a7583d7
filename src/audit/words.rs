//! An audit in words, as one can put into a paper.

use std::fmt::Write;

use super::confusion::Share;
use super::key::Key;
use super::matrix::{Basis, Level, OWN};
use super::outcome::{Outcome, Settings};

/// Why writing into a string cannot fail.
pub(super) const GROWS: &str = "a string takes everything";
/// Fewer rows with two codes say nothing of how far coders agree.
const FEW: usize = 20;
/// Longest line, in characters.
const WIDTH: usize = 116;

/// `audit.txt`.
pub(crate) fn words(outcome: &Outcome, key: &Key, settings: Settings) -> String {
    let mut out = String::new();
    let paragraphs = [
        sample(outcome, key),
        coders(outcome),
        model(outcome),
        articles(outcome, key),
        needed(outcome, settings),
        means(outcome),
    ];
    for paragraph in paragraphs {
        paragraph.lines().for_each(|line| wrap(&mut out, line));
        out.push('\n');
    }
    wrap(&mut out, METHOD);
    out
}

const METHOD: &str = "Methods. Krippendorff's alpha is ordinal, over unfavorable, neutral and favorable, without mixed (Krippendorff 2011, \
    2019); its interval draws rows with replacement. Shares of the sample are weighted by one over the probability of each \
    row, their intervals draw rows within strata. Corrected means are prediction-powered (Angelopoulos et al. 2023, Science \
    382; power tuning as in PPI++, 2023), weighted alike, their variances summed by story, with Student's t over stories; \
    fewer than five stories have no interval. A coder's unfavorable, neutral and favorable count -1, 0 and 1; mixed counts \
    0. Corrected is the error of the stance alone, not that of statements that were missed or given to another speaker. \
    Rows that people corrected by `standpoint import` are never part of the sample nor of an error.";

fn sample(outcome: &Outcome, key: &Key) -> String {
    let strata: Vec<String> = key.strata.iter().map(|s| format!("{} of {} {}", s.drawn, s.rows, s.stance)).collect();
    let people = match key.corrected {
        0 => String::new(),
        n => format!(" {n} more rows carry labels by people and were not drawn."),
    };
    let split = match outcome.unsettled {
        0 => String::new(),
        n => format!(
            " Coders were evenly split on {n} rows, which are left out of the comparison with the model; they are the \
             hard ones, so that the model looks somewhat better than it is."
        ),
    };
    format!(
        "Sample. {} of {} rows (statement and actor) were drawn at random within the model's labels ({}), seed {}; model {}.{people}\n\
         {} rows have a settled coding by {} ({}).{split}",
        key.rows.len(),
        key.frame,
        strata.join(", "),
        key.seed,
        if key.model.is_empty() { "unknown" } else { &key.model },
        outcome.settled,
        counted(outcome.coders.len(), "coder"),
        outcome.coders.join(", "),
    )
}

fn coders(outcome: &Outcome) -> String {
    let measure = |name: &str, of: &str| {
        outcome.measures.iter().find(|measure| measure.name == name && measure.of == of).map(|measure| measure.share)
    };
    let Some(alpha) = measure("alpha_ordinal", "stance") else {
        return "Coders. Only one coder coded the rows: how far coders agree is unknown, and with it how far the codes can be \
                trusted. Have a second coder code at least a tenth."
            .to_owned();
    };
    let Some(value) = alpha.value else {
        return format!("Coders. Alpha is not defined: {} rows have two codes, all of one label or none.", alpha.n);
    };
    let verdict = match alpha.interval.map_or(value, |interval| interval.low) {
        _ if alpha.n < FEW => "Too few rows with two codes: have more coded twice before you rely on any.",
        low if low >= 0.8 => "The whole interval is above .80: the codes can be relied on.",
        low if low >= 0.667 => "The interval reaches below .80 but not below .667: tentative conclusions only.",
        _ if value >= 0.667 => {
            "The interval reaches below .667, the least that tentative conclusions need: code more rows twice, or discuss \
             the codebook."
        }
        _ => "Below .667: do not use these codes; discuss the codebook and code anew.",
    };
    let raw: Vec<String> = ["is_statement", "speaker_right", "about_actor"]
        .iter()
        .filter_map(|question| {
            Some(format!("{question} {}", percent(Some(measure("raw_agreement", question)?.value?))))
        })
        .collect();
    let equal = if raw.is_empty() {
        String::new()
    } else {
        format!("\nEqual answers to the other questions: {}.", raw.join(", "))
    };
    format!(
        "Coders. Krippendorff's alpha of stance is {} over {} rows with two codes or more.\n{verdict}{equal}",
        estimate(&alpha, |x| format!("{x:.2}")),
        alpha.n,
    )
}

fn model(outcome: &Outcome) -> String {
    let of = |name: &str, of: &str| outcome.measures.iter().find(|m| m.name == name && m.of == of).map(|m| m.share);
    let Some(accuracy) = of("accuracy", "all") else {
        return "Model. No row has a settled stance: nothing can be said of the model.".to_owned();
    };
    let mut out = format!(
        "Model against coders. The model's label is the coders' in {} of rows ({} coded).",
        estimate(&accuracy, |x| percent(Some(x))),
        accuracy.n
    );
    for label in ["unfavorable", "neutral", "favorable", "mixed"] {
        if let Some(recall) = of("recall", &format!("all {label}")) {
            write!(
                out,
                "\n  Of what coders call {label} it finds {} ({}).",
                estimate(&recall, |x| percent(Some(x))),
                counted(recall.n, "row")
            )
            .expect(GROWS);
        }
    }
    for (kind, plural) in
        [("person", "people"), ("state", "states"), ("organisation", "organisations"), ("group", "groups")]
    {
        if let Some(accuracy) = of("accuracy", kind) {
            let (share, rows) = (estimate(&accuracy, |x| percent(Some(x))), counted(accuracy.n, "row"));
            write!(out, "\n  Of rows about {plural} it labels {share} as they do ({rows}).").expect(GROWS);
        }
    }
    for (question, says) in [
        ("is_statement", "are statements that the article attributes to a source"),
        ("speaker_right", "have the right speaker"),
        ("about_actor", "are about the actor"),
    ] {
        if let Some(share) = of(question, "all") {
            write!(out, "\n  {} of rows {says} ({}).", estimate(&share, |x| percent(Some(x))), counted(share.n, "row"))
                .expect(GROWS);
        }
    }
    out
}

fn articles(outcome: &Outcome, key: &Key) -> String {
    let found = &outcome.found;
    if found.articles == 0 {
        let why = if key.articles.is_empty() { "none was drawn, for no text was kept" } else { "nobody coded them" };
        return format!("Whole articles. {}: how many statements were missed is unknown.", capital(why));
    }
    let share = |share: &Share| estimate(share, |x| percent(Some(x)));
    let coders =
        found.coders.map_or(String::new(), |f1| format!(" Coders find each other's statements with F1 {f1:.2}."));
    format!(
        "Whole articles. In {} of {} articles, coded from scratch, the model found {} of {} statements of the coders; \
         {} of its {} statements are theirs too. Of those found, {} have the coders' speaker; {} of their actors have a row.{coders}",
        found.articles,
        key.articles_frame,
        share(&found.recall),
        found.recall.n,
        share(&found.precision),
        found.precision.n,
        share(&found.speaker),
        share(&found.actors),
    )
}

fn needed(outcome: &Outcome, settings: Settings) -> String {
    let half = 100.0 * settings.precision;
    if outcome.needed.is_empty() {
        return format!("Sample size. Unknown: no row is coded. (Wanted: +-{half:.0} points.)");
    }
    let each: Vec<String> = outcome
        .needed
        .iter()
        .map(|needed| {
            let rows = if needed.all { format!("all {}", needed.rows) } else { needed.rows.to_string() };
            format!("{}: {rows}", needed.of)
        })
        .collect();
    format!("Sample size. For an interval of +-{half:.0} points code this many rows in all: {}.", each.join("; "))
}

fn means(outcome: &Outcome) -> String {
    let Some(all) = outcome.lines.iter().find(|line| line.level == Level::All) else {
        return "Corrected means. None: give the scored corpus to `standpoint audit` as well.".to_owned();
    };
    let corrected = all.corrected.map_or_else(
        || "cannot be corrected".to_owned(),
        |mean| {
            let interval =
                all.corrected_interval.map_or(String::new(), |i| format!(" ({:+.3} to {:+.3})", i.low, i.high));
            format!("is {mean:+.3}{interval} when corrected for the model's measured error")
        },
    );
    let plain = all.interval.map_or(String::new(), |i| format!(" ({:+.3} to {:+.3})", i.low, i.high));
    let pairs = outcome.lines.iter().filter(|line| line.level == Level::Pair);
    let (own, pooled) = pairs.fold((0, 0), |(own, pooled), line| match line.basis {
        Basis::Own => (own + 1, pooled),
        Basis::Pooled => (own, pooled + 1),
        Basis::None => (own, pooled),
    });
    let gone = match outcome.gone.len() {
        0 => String::new(),
        n => format!("\n{n} rows of the key are not in the corpus as they were scored then; they correct nothing."),
    };
    format!(
        "Corrected means. The mean score of all rows that count is {:+.3}{plain}; it {corrected}.\n\
         Of the pairs of speaker and actor {own} are corrected by at least {OWN} coded rows of their own, {pooled} by the error of the same label \
         in all coded rows, which presumes that the model errs alike everywhere. See corrected.csv.{gone}",
        all.mean,
    )
}

/// One line, broken between words; what goes on is indented like its beginning.
fn wrap(out: &mut String, line: &str) {
    let indent = line.len() - line.trim_start().len();
    let mut width = 0;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        }
        if width == 0 {
            out.extend(std::iter::repeat_n(' ', indent));
            width = indent;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}

fn estimate(share: &Share, show: impl Fn(f64) -> String) -> String {
    let value = share.value.map_or_else(|| "an unknown share".to_owned(), &show);
    match share.interval {
        Some(interval) => format!("{value} (95 % interval {} to {})", show(interval.low), show(interval.high)),
        None => value,
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "?".to_owned(), |share| format!("{:.0} %", 100.0 * share))
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::coded::{CodedRow, Codings};
    use crate::audit::key::Draw;
    use crate::audit::outcome::outcome;
    use crate::corpus::example;
    use crate::stance::Stance;

    const SETTINGS: Settings = Settings { seed: 1, precision: 0.05 };

    fn coded(stances: [Option<Stance>; 4]) -> std::collections::BTreeMap<String, CodedRow> {
        let row = |stance| CodedRow { is_statement: Some(true), stance, ..CodedRow::default() };
        stances.into_iter().enumerate().map(|(n, stance)| (format!("r00{}", n + 1), row(stance))).collect()
    }

    #[test]
    fn an_audit_reads_as_a_paragraph_of_a_paper() {
        let corpus = example::corpus();
        let key = Key::draw(&corpus, Draw { rows: 200, articles: 5, seed: 1 });
        let mut codings = Codings::default();
        let (u, n, f) = (Some(Stance::Unfavorable), Some(Stance::Neutral), Some(Stance::Favorable));
        codings.rows.insert("anna".into(), coded([f, n, u, n]));
        codings.rows.insert("ben".into(), coded([f, n, u, None]));
        let outcome = outcome(&key, &codings, Some(&corpus), SETTINGS);
        let text = words(&outcome, &key, SETTINGS);
        let (found, _) = text.split_once("Methods.").unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert_eq!(found.trim_end(), include_str!("../../tests/data/review/audit.txt").trim_end());
    }

    #[test]
    fn one_coder_is_not_trusted() {
        let key = Key::draw(&example::corpus(), Draw { rows: 200, articles: 5, seed: 1 });
        let mut codings = Codings::default();
        codings.rows.insert("anna".into(), coded([None; 4]));
        let text = words(&outcome(&key, &codings, None, SETTINGS), &key, SETTINGS);
        for says in ["Only one coder", "No row has a settled stance", "nobody coded", "give the scored corpus"] {
            assert!(text.to_lowercase().contains(&says.to_lowercase()), "{says}: {text}");
        }
    }
}

//! The methods in words that can go into a paper.

use std::fmt::Write;

use super::interval::{FEW_STORIES, MIN_STORIES};
use super::pairs::RATE;
use super::permutation::{DRAWS, EXACT};
use super::verdict::NEUTRAL;
use super::{By, CompareOptions, Comparison, Counting};
use crate::aggregate::RESAMPLES;
use crate::corpus::Corpus;

/// Measured by `coverage.rs`: 95 % intervals of means, over simulated corpora. Change both together.
const COVERAGE: &str = include_str!("coverage.txt");

/// `methods.txt`; `audit` is what an audit of these labels found, in sentences.
pub(crate) fn methods(
    corpus: &Corpus,
    comparison: &Comparison,
    options: &CompareOptions,
    audit: Option<&str>,
) -> String {
    let tally = &comparison.tally;
    let mut out = String::from("METHODS\n\n");
    for origin in &corpus.origins {
        let _ = writeln!(
            out,
            "Statements, speakers, actors and stances were extracted with Standpoint {} (model {}, sha256 {}, engine {}).",
            origin.version, origin.model, origin.model_sha256, origin.engine
        );
    }
    let _ = writeln!(out, "They were compared with Standpoint {}.\n", env!("CARGO_PKG_VERSION"));
    out.push_str(
        "What is measured. Stance is how a statement, as attributed in the article, presents an actor by its words; it is not the speaker's private opinion. The score of a portrayal is p(favorable) - p(unfavorable), from -1 to 1.\n\n",
    );
    let days = tally.days.map_or("without dates".to_owned(), |(first, last)| format!("dated {first} to {last}"));
    let _ = writeln!(
        out,
        "Corpus. {} articles; the portrayals that count, repeats folded, are from {} of them, of {} stories, {days}. Compared: {} on {} actors, by {}.\n",
        corpus.articles.len(),
        tally.articles,
        tally.stories,
        comparison.groups.len(),
        comparison.spreads.len(),
        options.by,
    );
    let within = match options.counting {
        Counting::Statement => "once in the whole corpus",
        Counting::Story => "once in each story",
        Counting::Article => "once in each article",
        Counting::Outlet => "once in each outlet",
        Counting::Week => "once in each ISO week",
    };
    let _ = writeln!(
        out,
        "Counting rule: {}. A quotation that is repeated counts {within}; {} repeats were folded. Kept is the one a person labelled, else the first that counts, by date and article.\n",
        options.counting, tally.folded
    );
    let ungrouped = match options.by {
        By::Speaker => String::new(),
        by => format!("{} without a known {by}, ", tally.ungrouped),
    };
    let _ = writeln!(
        out,
        "Exclusions. Of {} rows (a statement toward an actor): {} of unknown speakers, {} about bodies that an article only describes (“the committee”), {}{} outside the filters ({}), {} repeats, {} in cells of fewer than {} portrayals. Not counted in means: {} where the model abstained, {} views of somebody else, {} denied, {} about a thing and not the actor. Counted: {}{}. Of these {} are in articles without a date and not in the time line.\n",
        tally.rows,
        tally.unknown,
        tally.unnamed,
        ungrouped,
        tally.filtered,
        filters(options),
        tally.folded,
        tally.small,
        options.min_n,
        tally.abstained,
        tally.reported,
        tally.denied,
        tally.modifier,
        tally.counted,
        if tally.human > 0 {
            format!(" ({} labelled by people, the rest by the model)", tally.human)
        } else {
            String::new()
        },
        tally.undated,
    );
    let groups = if options.by == By::Speaker {
        String::new()
    } else {
        format!(
            " Groups of at least {MIN_STORIES} speakers are clustered by speaker too (two-way variance, Cameron, Gelbach and Miller 2011; above {FEW_STORIES} stories the pigeonhole bootstrap, Owen 2007); of fewer, the interval is about these speakers alone."
        )
    };
    let _ = writeln!(
        out,
        "Intervals. The unit is the story. Means are over portrayals. With fewer than {MIN_STORIES} stories there is neither interval nor verdict; with {MIN_STORIES} to {FEW_STORIES} the 95 % interval is cluster-robust by story with the CR2 standard error and Satterthwaite degrees of freedom (Bell and McCaffrey 2002); above, the studentised interval of {RESAMPLES} resamples of whole stories (Davison and Hinkley 1997, section 5.2.1; Cameron, Gelbach and Miller 2008; seed {}).{groups} A verdict is favorable or unfavorable where the interval excludes 0, neutral where it lies inside ±{NEUTRAL}, and undetermined where it holds 0. {}\n",
        options.seed,
        COVERAGE.trim(),
    );
    let family = &comparison.family;
    let _ = writeln!(
        out,
        "Differences. Of {} pairs with portrayals of one actor, {} had fewer than {MIN_STORIES} stories on a side and {} could not reach p = {RATE} by any arrangement of their stories (Tarone 1990); these were left out before testing. The family is the {} pairs that were left, adjusted by Benjamini and Hochberg (1995) at a false discovery rate of {RATE}: portrayals differ in {}. The interval of a difference is cluster-robust t for any number of stories. p values are two-sided, by exchanging the two speakers' stories within actor and month, and inside a story where both speak; exact up to {EXACT} arrangements, else from up to {DRAWS} draws (Besag and Clifford 1991).\n",
        family.pairs, family.too_few, family.out_of_reach, family.tested, family.different
    );
    out.push_str(
        "Agreement. Agreement A is van der Eijk's (2001) over unfavorable, neutral and favorable; mixed portrayals are left out of it.\n\n",
    );
    let _ = writeln!(
        out,
        "Audit: {} The model's error is not in the intervals{}. What may be said is that portrayals differ; not that speakers do.",
        audit.unwrap_or("unaudited. No sample of these labels was coded by people."),
        if audit.is_some() { "; means corrected for it are those of the audit" } else { "" },
    );
    out
}

fn filters(options: &CompareOptions) -> String {
    let filter = &options.filter;
    let lists = [
        ("speaker", &filter.speakers),
        ("affiliation", &filter.affiliations),
        ("actor", &filter.actors),
        ("outlet", &filter.outlets),
    ];
    let mut said: Vec<String> = lists
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what}: {}", names.join(", ")))
        .collect();
    said.extend(filter.from.map(|day| format!("from {day}")));
    said.extend(filter.to.map(|day| format!("to {day}")));
    if said.is_empty() { "none set".to_owned() } else { said.join("; ") }
}

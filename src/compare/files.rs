//! A comparison as CSV files; `docs/compare.md` explains every column.

use super::{Comparison, Estimate};
use crate::corpus::Corpus;
use crate::report::{Cell, Row, sheet};
use crate::stance::Stance;

/// `matrix.csv`: one row per group and actor.
pub(crate) fn matrix(corpus: &Corpus, comparison: &Comparison) -> Vec<u8> {
    const COLUMNS: [&str; 26] = [
        "group_id",
        "group",
        "affiliation",
        "actor_id",
        "actor",
        "actor_kind",
        "n_statements",
        "n_counted",
        "n_abstained",
        "n_reported",
        "n_denied",
        "n_modifier",
        "n_articles",
        "n_stories",
        "n_outlets",
        "n_speakers",
        "mean_score",
        "ci_low",
        "ci_high",
        "verdict",
        "method",
        "share_unfavorable",
        "share_neutral",
        "share_favorable",
        "share_mixed",
        "label_source",
    ];
    let rows: Vec<Row<'_>> = comparison
        .cells
        .iter()
        .map(|cell| {
            let group = &comparison.groups[cell.group];
            let speaker = group.speaker.map(|at| &corpus.speakers[at]);
            let actor = &corpus.actors[cell.actor];
            let share = |of: fn(&crate::aggregate::Shares) -> f64| Cell::decimal(cell.shares.as_ref().map(of));
            let mut row = vec![
                Cell::text(group.id.as_str()),
                Cell::text(group.name.as_str()),
                Cell::words(speaker.and_then(|speaker| speaker.affiliation.as_deref())),
                Cell::text(actor.id.as_str()),
                Cell::text(actor.name.as_str()),
                Cell::text(actor.kind.to_string()),
            ];
            row.extend(
                [
                    cell.n_statements,
                    cell.n_counted,
                    cell.n_abstained,
                    cell.n_reported,
                    cell.n_denied,
                    cell.n_modifier,
                    cell.n_articles,
                    cell.n_stories,
                    cell.n_outlets,
                    cell.n_speakers,
                ]
                .map(Cell::Count),
            );
            row.extend(estimated(&cell.estimate));
            row.push(Cell::text(cell.estimate.method.to_string()));
            row.extend([
                share(|s| s.unfavorable),
                share(|s| s.neutral),
                share(|s| s.favorable),
                share(|s| 1.0 - s.unfavorable - s.neutral - s.favorable),
                source(corpus, &cell.stances),
            ]);
            row
        })
        .collect();
    sheet(&COLUMNS, &rows)
}

/// Who labelled: `model`, `human`, or `model+human`.
fn source(corpus: &Corpus, stances: &[usize]) -> Cell<'static> {
    let human = stances.iter().filter(|at| corpus.stances[**at].source == crate::corpus::LabelSource::Human).count();
    match human {
        _ if stances.is_empty() => Cell::Empty,
        0 => Cell::text("model"),
        n if n == stances.len() => Cell::text("human"),
        _ => Cell::text("model+human"),
    }
}

/// Mean, ends of the interval, verdict.
fn estimated(estimate: &Estimate) -> [Cell<'static>; 4] {
    let (low, high) = estimate.interval.unzip();
    let verdict = estimate.verdict.map_or(Cell::Empty, |verdict| Cell::text(verdict.to_string()));
    [Cell::decimal(estimate.mean), Cell::decimal(low), Cell::decimal(high), verdict]
}

/// `pairs.csv`: one row per two groups that portray one actor in at least five stories each.
pub(crate) fn pairs(corpus: &Corpus, comparison: &Comparison) -> Vec<u8> {
    const COLUMNS: [&str; 23] = [
        "actor_id",
        "actor",
        "group_a_id",
        "group_a",
        "group_b_id",
        "group_b",
        "n_a",
        "n_b",
        "stories_a",
        "stories_b",
        "stories_shared",
        "mean_a",
        "mean_b",
        "difference",
        "ci_low",
        "ci_high",
        "method",
        "p",
        "least_p",
        "exact",
        "q",
        "tested",
        "portrayals_differ",
    ];
    let rows: Vec<Row<'_>> = comparison
        .differences
        .iter()
        .map(|pair| {
            let actor = &corpus.actors[pair.actor];
            let [a, b] = pair.groups.map(|group| &comparison.groups[group]);
            let (low, high) = pair.interval.unzip();
            vec![
                Cell::text(actor.id.as_str()),
                Cell::text(actor.name.as_str()),
                Cell::text(a.id.as_str()),
                Cell::text(a.name.as_str()),
                Cell::text(b.id.as_str()),
                Cell::text(b.name.as_str()),
                Cell::Count(pair.n_counted[0]),
                Cell::Count(pair.n_counted[1]),
                Cell::Count(pair.n_stories[0]),
                Cell::Count(pair.n_stories[1]),
                Cell::Count(pair.n_shared),
                Cell::Decimal(pair.means[0]),
                Cell::Decimal(pair.means[1]),
                Cell::Decimal(pair.difference),
                Cell::decimal(low),
                Cell::decimal(high),
                Cell::text(pair.method.to_string()),
                Cell::decimal(pair.p),
                Cell::decimal(pair.least_p),
                pair.p.map_or(Cell::Empty, |_| Cell::Flag(pair.exact)),
                Cell::decimal(pair.q),
                Cell::text(pair.fate.to_string()),
                pair.q.map_or(Cell::Empty, |_| Cell::Flag(pair.differs())),
            ]
        })
        .collect();
    sheet(&COLUMNS, &rows)
}

/// `actors.csv`: one row per actor, with the words of either side.
pub(crate) fn actors(corpus: &Corpus, comparison: &Comparison) -> Vec<u8> {
    const EXAMPLES: [(&str, Stance, bool); 4] = [
        ("surest_favorable", Stance::Favorable, false),
        ("random_favorable", Stance::Favorable, true),
        ("surest_unfavorable", Stance::Unfavorable, false),
        ("random_unfavorable", Stance::Unfavorable, true),
    ];
    let mut columns: Vec<String> = [
        "actor_id",
        "actor",
        "actor_kind",
        "n_groups",
        "n_counted",
        "n_stories",
        "mean_of_groups",
        "agreement",
        "agreement_statements",
        "variance",
    ]
    .map(str::to_owned)
    .to_vec();
    for (name, ..) in EXAMPLES {
        columns.extend(["statement_id", "speaker", "text"].map(|what| format!("{name}_{what}")));
    }
    let rows: Vec<Row<'_>> = comparison
        .spreads
        .iter()
        .map(|spread| {
            let actor = &corpus.actors[spread.actor];
            let mut row = vec![
                Cell::text(actor.id.as_str()),
                Cell::text(actor.name.as_str()),
                Cell::text(actor.kind.to_string()),
                Cell::Count(spread.n_groups),
                Cell::Count(spread.n_counted),
                Cell::Count(spread.n_stories),
                Cell::decimal(spread.mean),
                Cell::decimal(spread.agreement),
                Cell::decimal(spread.agreement_statements),
                Cell::decimal(spread.variance),
            ];
            for (_, side, random) in EXAMPLES {
                let found = spread.examples.iter().find(|e| e.side == side && e.random == random);
                let statement = found.map(|e| &corpus.statements[corpus.stances[e.stance].statement]);
                let speaker = statement.and_then(|s| s.speaker).map(|at| corpus.speakers[at].name.as_str());
                row.extend([
                    Cell::words(statement.map(|s| s.id.as_str())),
                    Cell::words(speaker),
                    Cell::words(statement.map(|s| s.words.text.as_str())),
                ]);
            }
            row
        })
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    sheet(&columns, &rows)
}

/// `timeline.csv`: one row per actor, group and period; an empty group is all of them together.
pub(crate) fn timeline(corpus: &Corpus, comparison: &Comparison) -> Vec<u8> {
    const COLUMNS: [&str; 14] = [
        "actor_id",
        "actor",
        "group_id",
        "group",
        "period",
        "first_day",
        "last_day",
        "n_counted",
        "n_stories",
        "mean_score",
        "ci_low",
        "ci_high",
        "verdict",
        "method",
    ];
    let rows: Vec<Row<'_>> = comparison
        .moments
        .iter()
        .map(|moment| {
            let actor = &corpus.actors[moment.actor];
            let group = moment.group.map(|group| &comparison.groups[group]);
            let mut row = vec![
                Cell::text(actor.id.as_str()),
                Cell::text(actor.name.as_str()),
                Cell::words(group.map(|group| group.id.as_str())),
                Cell::words(group.map(|group| group.name.as_str())),
                Cell::text(moment.label.as_str()),
                Cell::text(moment.days.0.to_string()),
                Cell::text(moment.days.1.to_string()),
                Cell::Count(moment.n_counted),
                Cell::Count(moment.n_stories),
            ];
            row.extend(estimated(&moment.estimate));
            row.push(Cell::text(moment.estimate.method.to_string()));
            row
        })
        .collect();
    sheet(&COLUMNS, &rows)
}

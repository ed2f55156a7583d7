//! What was found, to be read by people on a terminal: the words first, then who said them, then whom they present how.

use super::manifest::Counts;
use crate::actors::MentionRole;
use crate::ingest::Article;
use crate::pipeline::{ActorStance, Analysis, AttributedStatement};
use crate::speakers::Speaker;
use crate::stance::{Modality, Outlook, Perspective};
use crate::statements::StatementKind;
use crate::text::is_zero_width;

/// How many characters a line has.
const WIDTH: usize = 100;
/// Where the words of a statement begin.
const INDENT: usize = 6;
/// How many lines the words of a statement take at most.
const LINES: usize = 2;
/// How many characters of an actor's name and of a mention are shown.
const NAME: usize = 28;

/// The text of one article: a heading, then its statements, each with its speaker and a line per actor.
pub(crate) fn article(article: &Article, analysis: &Analysis) -> String {
    let title = article.title.as_deref().unwrap_or(&article.id);
    let mut facts: Vec<String> =
        [Some(&article.id), article.date.as_ref(), article.outlet.as_ref(), article.author.as_ref()]
            .into_iter()
            .flatten()
            .map(|fact| clean(fact))
            .collect();
    facts.push(counted(analysis.statements.len(), "statement"));
    let mut out = format!("{}\n{}\n", shortened(&clean(title), WIDTH), shortened(&facts.join(" · "), WIDTH));
    for (index, statement) in analysis.statements.iter().enumerate() {
        out.push('\n');
        out.push_str(&self::statement(&article.text, index + 1, statement));
    }
    out.push('\n');
    out
}

/// The last lines: how much there was, and what the numbers mean.
pub(crate) fn closing(counts: &Counts) -> String {
    format!(
        "{}\nScores run from -1 (unfavorable) to +1 (favorable): how the words present the actor, not what the speaker \
         believes.\nA question mark is a row that is too uncertain to count.\n",
        self::counts(counts)
    )
}

/// How much there was, on one line.
pub(crate) fn counts(counts: &Counts) -> String {
    let failed =
        if counts.failed == 0 { String::new() } else { format!("; {} failed", counted(counts.failed, "input")) };
    format!(
        "{}, {}, {}{failed}.",
        counted(counts.articles, "article"),
        counted(counts.statements, "statement"),
        counted(counts.stances, "stance"),
    )
}

fn statement(text: &str, number: usize, found: &AttributedStatement) -> String {
    let words = clean(found.statement.hull().of(text));
    let mut out = String::new();
    for (index, line) in wrapped(&words, WIDTH - INDENT, LINES).iter().enumerate() {
        let margin = if index == 0 { format!("{number:>4}  ") } else { " ".repeat(INDENT) };
        out.push_str(&format!("{margin}{line}\n"));
    }
    let kind = match found.statement.kind {
        StatementKind::Direct => "",
        StatementKind::Indirect => " · indirect",
        StatementKind::Mixed => " · partly quoted",
    };
    let speaker = shortened(&speaker(&found.speaker), WIDTH - INDENT - 2 - kind.chars().count());
    out.push_str(&format!("{:INDENT$}— {speaker}{kind}\n", ""));
    let longest = found.stances.iter().map(|stance| clean(&stance.actor).chars().count()).max().unwrap_or(0).min(NAME);
    for stance in &found.stances {
        let line = format!("{:INDENT$}  {}", "", self::stance(text, stance, longest));
        out.push_str(&shortened(&line, WIDTH));
        out.push('\n');
    }
    out
}

/// Name, role and affiliation; who has no name is called by his role and body, which are not said again.
fn speaker(speaker: &Speaker) -> String {
    let Some(name) = &speaker.name else { return "speaker unknown".to_owned() };
    let has = |word: &str| name.split(' ').any(|own| own.eq_ignore_ascii_case(word));
    if speaker.role.as_ref().is_some_and(|role| role.split(' ').all(has)) {
        return clean(name);
    }
    let parts = [Some(name), speaker.role.as_ref(), speaker.affiliation.as_ref()];
    parts.into_iter().flatten().map(|part| clean(part)).collect::<Vec<_>>().join(", ")
}

/// Stance, score, actor, mention, and what one has to know before counting the row.
fn stance(text: &str, stance: &ActorStance, longest: usize) -> String {
    let label = format!("{}{}", stance.stance, if stance.abstained { "?" } else { "" });
    let actor = shortened(&clean(&stance.actor), NAME);
    let mention = shortened(&clean(stance.mention.of(text)), NAME);
    let more = if stance.mentions.len() > 1 { format!(" ×{}", stance.mentions.len()) } else { String::new() };
    let notes: String = notes(stance).iter().map(|note| format!(" · {note}")).collect();
    format!("{label:<12} {}  {actor:<longest$}  “{mention}”{more}{notes}", signed(stance.score()))
}

fn notes(stance: &ActorStance) -> Vec<String> {
    let mut notes = Vec::new();
    if stance.perspective == Perspective::Reported {
        notes.push(match &stance.holder {
            Some(holder) => format!("view of {}", shortened(&clean(holder), NAME)),
            None => "somebody else's view".to_owned(),
        });
    }
    match stance.outlook {
        Outlook::None => {}
        Outlook::Gains | Outlook::Loses => notes.push(stance.outlook.to_string()),
    }
    match stance.modality {
        Modality::Asserted => {}
        Modality::Possible => notes.push("possible".to_owned()),
        Modality::Denied => notes.push("denied".to_owned()),
    }
    if stance.mention_role == MentionRole::Modifier {
        notes.push("describes a thing".to_owned());
    }
    notes
}

/// Two decimals with a sign; zero has none.
fn signed(score: f32) -> String {
    let digits = format!("{score:+.2}");
    if digits.ends_with("0.00") { " 0.00".to_owned() } else { digits }
}

/// `1 article`, `2 articles`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Words on one line: white space as single spaces, without characters that would steer a terminal.
fn clean(words: &str) -> String {
    let plain: String =
        words.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_zero_width(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `words` in at most `limit` characters, an ellipsis in place of the end.
fn shortened(words: &str, limit: usize) -> String {
    if words.chars().count() <= limit {
        return words.to_owned();
    }
    let head: String = words.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// `words` in at most `lines` lines of `width` characters; of more, the middle is left out, since both ends of a statement matter.
fn wrapped(words: &str, width: usize, lines: usize) -> Vec<String> {
    let whole = broken(words, width);
    if whole.len() <= lines {
        return whole;
    }
    let shorter = (width..lines * width).rev().step_by(4).map(|limit| broken(&without_middle(words, limit), width));
    shorter.into_iter().find(|broken| broken.len() <= lines).unwrap_or_else(|| vec![shortened(words, width)])
}

/// `words` broken between words, or inside one that is longer than a line.
fn broken(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        let chars: Vec<char> = word.chars().collect();
        for piece in chars.chunks(width) {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.len() <= width => {
                    line.push(' ');
                    line.extend(piece);
                }
                _ => lines.push(piece.iter().collect()),
            }
        }
    }
    lines
}

/// About `limit` characters of `words`: two thirds from their beginning, the rest from their end, cut between words where possible.
fn without_middle(words: &str, limit: usize) -> String {
    let chars: Vec<char> = words.chars().collect();
    let room = limit.saturating_sub(3).min(chars.len());
    let (front, back) = (room * 2 / 3, room / 3);
    let head: String = chars[..front].iter().collect();
    let tail: String = chars[chars.len() - back..].iter().collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, whole)| whole);
    format!("{head} … {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::example;
    use crate::stance::Stance;
    use crate::text::Span;

    const TEXT: &str = "“Orrin\u{1b}[31m won,” and she said that nobody would ever find the grain that Kestonia had \
        hidden in the silos by the river, not this year, not next year, and not in the year after that one either, \
        however long the Kestonian soldiers searched.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn words_come_first_and_every_reservation_is_visible() {
        let mut article = Article::new("grain", TEXT);
        (article.title, article.date) = (Some("Grain and rivers".into()), Some("2026-03-01".into()));
        let orrin =
            ActorStance { mention: at("Orrin"), ..example::stance("Orrin", Stance::Favorable, [0.05, 0.15, 0.8]) };
        let kestonia = ActorStance {
            mention: at("Kestonia"),
            mentions: vec![at("Kestonia"), at("Kestonian")],
            abstained: true,
            perspective: Perspective::Reported,
            holder: Some("Orrin".into()),
            modality: Modality::Possible,
            ..example::stance("Kestonia", Stance::Unfavorable, [0.45, 0.35, 0.2])
        };
        let soldiers = ActorStance {
            mention: at("Kestonian"),
            mention_role: MentionRole::Modifier,
            modality: Modality::Denied,
            ..example::stance("Kestonia", Stance::Mixed, [0.3, 0.4, 0.3])
        };
        let mut first = example::statement(Some("Ilse Brandt"), vec![orrin]);
        first.statement.fragments = vec![Span::new(0, at("and").start() - 1)];
        first.speaker.role = Some("analyst".into());
        first.speaker.affiliation = Some("Calder Institute".into());
        let mut second = example::statement(None, vec![kestonia, soldiers]);
        second.statement.kind = StatementKind::Indirect;
        second.statement.fragments = vec![Span::new(at("that nobody").start(), TEXT.len())];
        let analysis = Analysis { statements: vec![first, second] };
        let text = super::article(&article, &analysis);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        insta::assert_snapshot!(text, @"
        Grain and rivers
        grain · 2026-03-01 · 2 statements

           1  “Orrin [31m won,”
              — Ilse Brandt, analyst, Calder Institute
                favorable    +0.75  Orrin  “Orrin”

           2  that nobody would ever find the grain that Kestonia had hidden in the silos by the river, not
              this year, not next year, … one either, however long the Kestonian soldiers searched.
              — speaker unknown · indirect
                unfavorable? -0.25  Kestonia  “Kestonia” ×2 · view of Orrin · possible
                mixed         0.00  Kestonia  “Kestonian” · denied · describes a thing
        ");
    }

    #[test]
    fn long_words_are_broken_and_short_ones_kept() {
        assert_eq!(broken("ab cde f", 4), ["ab", "cde", "f"]);
        assert_eq!(broken("abcdef g", 4), ["abcd", "ef g"]);
        assert_eq!(wrapped("", 10, 2), [""; 0]);
        let words = "one two three four five six seven eight nine ten eleven twelve thirteen";
        let lines = wrapped(words, 20, 2);
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with("one two") && lines[1].ends_with("thirteen") && lines.concat().contains('…'),
            "{lines:?}"
        );
        assert!(wrapped(&"字".repeat(100), 20, 2).len() <= 2);
    }

    #[test]
    fn a_score_of_nothing_has_no_sign() {
        assert_eq!([signed(-0.001), signed(0.8), signed(-0.754)], [" 0.00", "+0.80", "-0.75"]);
    }
}

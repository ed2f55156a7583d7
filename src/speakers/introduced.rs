//! "A delegate from Lorvia was blunter. … she said": whom a sentence introduces by what somebody is, and whom a pronoun behind it means.

use super::phrase::{core, split};
use super::wording::shown;
use super::{Context, Speaker, SpeakerKind};
use crate::cast::{Agreement, MemberId, is_possessive, is_title_noun};
use crate::registry::ActorKind;
use crate::sentence::sentences;
use crate::text::{Span, first_word, holds_any};

/// How many paragraphs back one is described as "the dealer" was.
const NEAR: usize = 3;
/// How many sentences back a pronoun looks for whom one introduces.
const REACH: usize = 4;
/// A description has at most so many words before its noun, and so many behind it.
const BEFORE: usize = 7;
const BEHIND: usize = 9;

/// What follows a description that is the subject of a sentence, beside verbs in "-ed".
pub(super) const FOLLOWS: &[&str] = &[
    "also", "are", "at", "began", "came", "can", "close", "could", "did", "does", "familiar", "felt", "for", "from",
    "gave", "gives", "had", "has", "in", "is", "knew", "made", "may", "might", "now", "of", "on", "put", "puts", "sat",
    "saw", "said", "says", "sees", "spent", "spoke", "stood", "thinks", "thought", "told", "took", "was", "went",
    "who", "whose", "will", "with", "would", "wrote",
];

/// Those of [`FOLLOWS`] that say more of what somebody is.
const LINKS: &[&str] = &["at", "close", "familiar", "for", "from", "in", "of", "with"];

/// Nouns for a person by what he is to another, beside titles and kin.
const RELATIONS: &[&str] = &["assistant", "colleague", "counterpart", "predecessor", "successor", "teammate"];

const WOMEN: &[&str] = &[
    "actress",
    "aunt",
    "businesswoman",
    "chairwoman",
    "congresswoman",
    "councilwoman",
    "daughter",
    "ex-wife",
    "girl",
    "girlfriend",
    "granddaughter",
    "grandmother",
    "lady",
    "mother",
    "niece",
    "princess",
    "queen",
    "sister",
    "spokeswoman",
    "widow",
    "wife",
    "woman",
];
const MEN: &[&str] = &[
    "boy",
    "boyfriend",
    "brother",
    "businessman",
    "chairman",
    "congressman",
    "councilman",
    "ex-husband",
    "father",
    "fisherman",
    "grandfather",
    "grandson",
    "husband",
    "king",
    "man",
    "nephew",
    "prince",
    "son",
    "spokesman",
    "uncle",
];

/// Somebody whom a phrase describes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Described {
    /// From the article to the last word that says what he is.
    pub(super) span: Span,
    /// The noun.
    pub(super) noun: Span,
}

/// The description of one person that opens `words`: "*A delegate from Lorvia* was", "*His deputy*, who signed nothing," and not "A letter
/// of the delegate", "The delegate", "A delegate named Orr".
pub(super) fn described_subject(text: &str, words: Span) -> Option<Described> {
    let list = split(text, words);
    let word = |at: usize| list.get(at).map_or("", |word| word.of(text).trim_end_matches('.'));
    let gap = |at: usize| match list.get(at + 1) {
        Some(next) => &text[list[at].end()..next.start()],
        None => "",
    };
    let first = word(0).to_lowercase();
    // "It’s the first time a leader" owns nothing.
    let owner = first.strip_suffix("’s").or_else(|| first.strip_suffix("'s"));
    let owned = owner.is_some_and(|owner| word(0).starts_with(char::is_uppercase) && !CLIPPED.contains(&owner));
    if !matches!(first.as_str(), "a" | "an" | "another") && !is_possessive(&first) && !owned {
        return None;
    }
    let follows = |at: usize| {
        let next = word(at + 1);
        FOLLOWS.contains(&next) || next.len() > 4 && next.ends_with("ed") || gap(at).starts_with(", ")
    };
    let person = |at: usize| is_person(&word(at).to_lowercase());
    let stops = |at: usize| gap(at).trim() != "" || at > 0 && FOLLOWS.contains(&word(at));
    let noun = (1..=BEFORE).take_while(|at| !stops(at - 1)).find(|at| person(*at) && follows(*at))?;
    let mut end = noun;
    if gap(noun) == " " && LINKS.contains(&word(noun + 1)) {
        // "A guard of the harbour bank *told* us": what the noun goes on with ends where a verb or a comma does.
        let ends = |at: usize| {
            let next = word(at + 1);
            gap(at) != " " && gap(at) != " “"
                || FOLLOWS.contains(&next) && !LINKS.contains(&next)
                || next.len() > 4 && next.ends_with("ed")
        };
        end = (noun + 2..=noun + BEHIND).take_while(|at| *at < list.len()).find(|at| ends(*at)).unwrap_or(noun);
    }
    Some(Described { span: Span::new(list[0].start(), list[end].end()), noun: list[noun] })
}

/// What "is" is clipped to behind: "it’s".
const CLIPPED: &[&str] = &["he", "here", "how", "it", "let", "she", "that", "there", "what", "where", "who"];

/// Words with which what opens a sentence before its subject begins.
const OPENINGS: &[&str] = &[
    "across",
    "after",
    "among",
    "at",
    "back",
    "before",
    "behind",
    "by",
    "during",
    "elsewhere",
    "for",
    "from",
    "in",
    "inside",
    "later",
    "meanwhile",
    "near",
    "on",
    "outside",
    "still",
    "under",
    "with",
    "within",
    "yesterday",
];

/// A sentence from its subject on: "Back at the harbour, *a docker was*".
fn behind_opening(text: &str, sentence: Span) -> Span {
    let words = sentence.of(text);
    let opens = OPENINGS.contains(&first_word(words).trim_end_matches(',').to_lowercase().as_str());
    match words.find(", ").filter(|_| opens) {
        Some(comma) => Span::new(sentence.start() + comma + 2, sentence.end()),
        None => sentence,
    }
}

/// Whether a noun (lower case) is of a person by his office, trade, kin or relation to another.
pub(super) fn is_person(noun: &str) -> bool {
    is_title_noun(noun) || RELATIONS.contains(&noun)
}

/// What a noun for a person (lower case) says of his gender.
pub(super) fn gender(noun: &str) -> Option<Agreement> {
    match noun {
        noun if WOMEN.contains(&noun) => Some(Agreement::Feminine),
        noun if MEN.contains(&noun) => Some(Agreement::Masculine),
        _ => None,
    }
}

impl Context<'_> {
    /// Whom "she" means where a sentence before it introduces somebody by a description and none behind it names another: "*A delegate* was
    /// blunter. Lorvia had been courted, *she* said", "*His Tressian counterpart, Hanna Lund*, was not. *She* said".
    pub(super) fn introduced(
        &mut self,
        agreement: Agreement,
        pronoun: Span,
        source: Span,
        before: &[Speaker],
    ) -> Option<Speaker> {
        if !agreement.is_personal() {
            return None;
        }
        let here = self.paragraph(pronoun.start());
        let statement = &self.statements[before.len()];
        let hull = statement.hull().hull(pronoun);
        let mut left = REACH;
        for at in [Some(here), here.checked_sub(1)].into_iter().flatten() {
            let paragraph = *self.paragraphs.get(at)?;
            for sentence in sentences(self.text, paragraph).into_iter().rev() {
                if sentence.start() >= pronoun.start() {
                    continue;
                }
                if sentence.overlaps(hull) {
                    // Another whom the sentence of the pronoun names is weighed against all others.
                    if self.names_outside(Span::new(sentence.start(), pronoun.start().min(sentence.end()))) {
                        return None;
                    }
                    continue;
                }
                left = left.checked_sub(1)?;
                if let Some(found) = described_subject(self.text, behind_opening(self.text, sentence)) {
                    return self.whom_introduced(agreement, found, sentence, source, before, at == here);
                }
                let opening = first_word(sentence.of(self.text)).to_lowercase();
                let same = match agreement {
                    Agreement::Masculine => opening == "he",
                    _ => opening == "she",
                };
                if !same && self.names_outside(sentence) {
                    return None;
                }
            }
        }
        None
    }

    /// The one whom `found` describes as a speaker, if he agrees: by his name where it follows. Only who has spoken is carried into
    /// the next paragraph.
    fn whom_introduced(
        &mut self,
        agreement: Agreement,
        found: Described,
        sentence: Span,
        source: Span,
        before: &[Speaker],
        same_paragraph: bool,
    ) -> Option<Speaker> {
        let told = gender(&found.noun.of(self.text).to_lowercase());
        if told.is_some_and(|told| told != agreement) {
            return None;
        }
        if let Some(rest) = self.text[found.span.end()..sentence.end()].strip_prefix(", ")
            && rest.starts_with(char::is_uppercase)
        {
            let member = self.apposed(Span::new(sentence.end() - rest.len(), sentence.end()))?;
            let known = self.cast.agreement(member);
            let apart = same_paragraph && known.is_none_or(|known| known == agreement);
            return apart.then(|| self.known(member, source));
        }
        // "Her mother was a nurse. … she said": of whom it is told rather than who speaks.
        let next = first_word(&self.text[found.span.end()..sentence.end()]);
        let own = is_possessive(&first_word(found.span.of(self.text)).to_lowercase());
        if own && told.is_some() && matches!(next, "was" | "is" | "were" | "had" | "died") {
            return None;
        }
        // "A reporter asked Orr how he felt. *He* said": he may be either.
        if self.names_outside(Span::new(found.span.end(), sentence.end())) {
            return None;
        }
        let spoke = before.last().is_some_and(|last| {
            last.member.is_none()
                && last.kind == SpeakerKind::Person
                && last.mention.is_some_and(|mention| mention.overlaps(found.span))
        });
        if spoke {
            return before.last().map(|last| Speaker { mention: Some(source), ..last.clone() });
        }
        // Who did not answer says nothing.
        let silent = holds_any(sentence.of(self.text), &["declined", "refused", "respond", "reached"]);
        if !same_paragraph || silent {
            return None;
        }
        let shown = shown(self.text, found.span);
        let mention = found.span;
        let speaker = self.by_description(SpeakerKind::Person, shown, mention, before);
        Some(Speaker { mention: Some(source), ..speaker })
    }

    /// The person with whose name, and a title at most, words begin.
    fn apposed(&self, words: Span) -> Option<MemberId> {
        let (name, member) = self.cast.within(words).next()?;
        let title = self.text[words.start()..name.start()].trim();
        let person = self.cast.member(member).kind == ActorKind::Person;
        (person && !title.contains([' ', ','])).then_some(member)
    }

    /// Whether words name a person outside what is said.
    fn names_outside(&self, words: Span) -> bool {
        let spoken = |name: Span| {
            let to = self.statements.partition_point(|s| s.fragments[0].start() <= name.start());
            self.statements[..to].iter().rev().take(3).any(|s| s.contains(name))
        };
        self.cast
            .within(words)
            .any(|(name, member)| self.cast.member(member).kind == ActorKind::Person && !spoken(name))
    }

    /// The person described by the same noun who spoke last, in this paragraph or the one before: "An Orrin official said … *The official*
    /// added".
    pub(super) fn described_before(&self, noun: &str, source: Span, before: &[Speaker]) -> Option<Speaker> {
        let described = core(self.text, source).of(self.text).to_lowercase();
        if !described.starts_with("the ") || described.split(' ').count() > 3 {
            return None;
        }
        let here = self.paragraph(source.start());
        // "Judge Orr left … the judge said" is Orr, whoever was described as a judge before.
        let paragraph = self.paragraphs.get(here)?;
        let holds = |(_, member): (Span, MemberId)| {
            let who = self.cast.member(member);
            who.kind == ActorKind::Person && who.is_called(noun)
        };
        if self.cast.before(source.start()).take_while(|(name, _)| paragraph.contains(*name)).any(holds) {
            return None;
        }
        let called = |speaker: &&Speaker| {
            let near = speaker.mention.is_some_and(|mention| here <= self.paragraph(mention.start()) + NEAR);
            let name = speaker.name.as_deref().unwrap_or("");
            let one_of = name.starts_with("one of ");
            let head = LINKS.iter().filter_map(|link| name.find(&format!(" {link} "))).min().unwrap_or(name.len());
            let head = name[..head].rsplit([' ', '-']).next().unwrap_or("");
            near && !one_of
                && speaker.member.is_none()
                && speaker.kind == SpeakerKind::Person
                && head.eq_ignore_ascii_case(noun)
        };
        let found = before.iter().rev().take(REACH).find(called)?;
        Some(Speaker { mention: Some(source), ..found.clone() })
    }
}

//! What kind of thing a name means, by the pronouns that stand for it: who is "it" throughout is no person, and who is "she" no company.

use std::collections::BTreeMap;

use super::bodies::is_body;
use super::clause::is_office;
use super::given::agreement;
use super::lexicon::is_title_noun;
use super::settle::{behind_title, surnames};
use super::{Agreement, Mention, MentionForm, Name, NameKind};
use crate::text::{Span, word_before};

/// So much of all "it" and "its" stands for a name that means a body, whatever the entity head took it for,
const BODY: f32 = 0.4;
/// and so much of all "he" and "she" for one of a person.
const PERSON: f32 = 0.9;
/// What speaks for the other kind is no more than this share of it.
const OTHER: f32 = 0.25;

/// What stands for the names of some words.
#[derive(Default)]
struct Told {
    neuter: f32,
    personal: f32,
    /// Whether a title or an age says that somebody has the name.
    human: bool,
}

/// Gives the names of a section that the registry does not know the kind that the pronouns for them tell, where these agree and the head took them
/// for another.
pub(super) fn settle(text: &str, mentions: &mut [Mention]) {
    let mut told: BTreeMap<&str, Told> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let MentionForm::Pronoun(agreement) = mention.form else { continue };
        for (word, p) in &mention.refers {
            let to = mentions[..at].partition_point(|m| m.span.start() <= word.start());
            let named = to.checked_sub(1).map(|to| &mentions[to]).filter(|m| m.span.contains(*word));
            let Some(name) = named.filter(|m| is_unlisted(m)) else { continue };
            let told = told.entry(name.span.of(text)).or_default();
            match agreement {
                Agreement::Neuter => told.neuter += p,
                Agreement::Masculine | Agreement::Feminine => told.personal += p,
                Agreement::Plural => {}
            }
        }
    }
    for mention in mentions.iter().filter(|m| is_unlisted(m)) {
        if let Some(told) = told.get_mut(mention.span.of(text)) {
            let titled = behind_title(text, mention.span) || is_title_noun(&word_before(text, mention.span));
            told.human |= titled || is_described(text, mention.span);
        }
    }
    // "Obama" beside "Barack Obama".
    let surnames = surnames(text, mentions.iter());
    for mention in mentions {
        let words = mention.span.of(text);
        let MentionForm::Name(name) = &mut mention.form else { continue };
        let Some(told) = told.get(words).filter(|_| name.registry.is_empty()) else { continue };
        let first = words.split(' ').next().unwrap_or("");
        let last = words.rsplit(' ').next().unwrap_or("");
        let body = told.neuter >= BODY
            && told.personal <= OTHER * told.neuter
            && !told.human
            && !surnames.contains(words)
            && agreement(&first.to_lowercase()).is_none();
        let person = told.personal >= PERSON
            && told.neuter <= OTHER * told.personal
            && !is_body(last)
            && !is_title_noun(&last.to_lowercase())
            && words.split(' ').count() < 4
            && words.split(' ').all(|word| word.starts_with(char::is_uppercase));
        match name.kind {
            NameKind::Person if body => *name = Name::of(NameKind::Organisation),
            NameKind::Organisation | NameKind::Location if person => *name = Name::of(NameKind::Person),
            _ => {}
        }
    }
}

/// Whether a mention is a name that the registry does not have.
fn is_unlisted(mention: &Mention) -> bool {
    matches!(&mention.form, MentionForm::Name(name) if name.registry.is_empty())
}

/// Whether an age or an office stands behind a name: "Orr, 43,", "Orr, the envoy,".
fn is_described(text: &str, name: Span) -> bool {
    let behind = text[name.end()..].strip_prefix(", ");
    let clause = behind.map(|rest| rest.split([',', '.', ';', '\n']).next().unwrap_or(""));
    clause.is_some_and(|clause| clause.starts_with(|c: char| c.is_ascii_digit()) || is_office(clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a name is taken for in the end, of which so much stands for it behind it.
    fn kind(text: &str, name: &str, kind: NameKind, pronouns: &[(Agreement, f32)]) -> NameKind {
        let span = Span::new(text.find(name).expect("in the text"), text.find(name).expect("in the text") + name.len());
        let mut mentions = vec![Mention { span, form: MentionForm::Name(Name::of(kind)), refers: Vec::new() }];
        let end = text.len();
        mentions.extend(pronouns.iter().map(|(agreement, p)| Mention {
            span: Span::new(end, end),
            form: MentionForm::Pronoun(*agreement),
            refers: vec![(span, *p)],
        }));
        settle(text, &mut mentions);
        match &mentions[0].form {
            MentionForm::Name(name) => name.kind,
            _ => unreachable!("a name stays one"),
        }
    }

    #[test]
    fn who_is_it_throughout_is_no_person() {
        let it = [(Agreement::Neuter, 0.5), (Agreement::Neuter, 0.3)];
        assert_eq!(kind("Orrin Dray left.", "Orrin Dray", NameKind::Person, &[]), NameKind::Person);
        assert_eq!(kind("Vell Dray left.", "Vell Dray", NameKind::Person, &it), NameKind::Organisation);
        // A given name, a title, an age and an office are a person's.
        assert_eq!(kind("Ivo Dray left.", "Ivo Dray", NameKind::Person, &it), NameKind::Person);
        assert_eq!(kind("President Dray left.", "Dray", NameKind::Person, &it), NameKind::Person);
        assert_eq!(kind("Vell Dray, 43, left.", "Vell Dray", NameKind::Person, &it), NameKind::Person);
        assert_eq!(kind("Vell Dray, the envoy, left.", "Vell Dray", NameKind::Person, &it), NameKind::Person);
        let both = [(Agreement::Neuter, 0.5), (Agreement::Feminine, 0.3)];
        assert_eq!(kind("Vell Dray left.", "Vell Dray", NameKind::Person, &both), NameKind::Person);
    }

    #[test]
    fn who_is_she_is_no_body() {
        let she = [(Agreement::Feminine, 0.6), (Agreement::Feminine, 0.6)];
        assert_eq!(kind("Dray left.", "Dray", NameKind::Organisation, &she), NameKind::Person);
        assert_eq!(kind("Dray Bank left.", "Dray Bank", NameKind::Organisation, &she), NameKind::Organisation);
        assert_eq!(kind("Dray Speaker left.", "Dray Speaker", NameKind::Organisation, &she), NameKind::Organisation);
    }
}

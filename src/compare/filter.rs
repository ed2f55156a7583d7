//! Which part of a corpus is compared, and whom its rows stand for.

use std::collections::BTreeMap;

use super::By;
use super::day::Day;
use crate::corpus::{Corpus, SpeakerEntry};
use crate::speakers::SpeakerKind;

/// What is looked at; an empty list lets everything pass. Names are compared with names and ids, without regard to case.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Filter {
    pub speakers: Vec<String>,
    pub affiliations: Vec<String>,
    pub actors: Vec<String>,
    pub outlets: Vec<String>,
    /// First day, ISO 8601.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

impl Filter {
    /// Keeps the statements and rows of `corpus` that pass. Articles, speakers and actors stay in their lists; what is dated before the
    /// first day or after the last, or not at all where one of them is given, goes.
    pub(crate) fn apply(&self, corpus: &mut Corpus) {
        let named = |wanted: &[String], names: &[Option<&str>]| {
            let is = |name: &str| wanted.iter().any(|one| one.to_lowercase() == name.to_lowercase());
            wanted.is_empty() || names.iter().flatten().any(|name| is(name))
        };
        let (from, to) = (self.from.as_deref().and_then(Day::read), self.to.as_deref().and_then(Day::read));
        let dated = |date: Option<&str>| {
            let day = date.and_then(Day::read);
            from.is_none_or(|from| day.is_some_and(|day| day >= from))
                && to.is_none_or(|to| day.is_some_and(|day| day <= to))
        };
        let keep: Vec<bool> = corpus
            .statements
            .iter()
            .map(|statement| {
                let article = &corpus.articles[statement.article];
                let speaker = statement.speaker.map(|speaker| &corpus.speakers[speaker]);
                let name = |of: fn(&SpeakerEntry) -> &str| speaker.map(of);
                named(&self.speakers, &[name(|s| &s.name), name(|s| &s.id)])
                    && named(&self.affiliations, &[speaker.and_then(|speaker| speaker.affiliation.as_deref())])
                    && named(&self.outlets, &[article.outlet.as_deref()])
                    && dated(article.date.as_deref())
            })
            .collect();
        let actors = &corpus.actors;
        corpus.stances.retain(|stance| {
            let actor = &actors[stance.actor];
            keep[stance.statement] && named(&self.actors, &[Some(&actor.name), Some(&actor.id)])
        });
        let mut place = vec![0; keep.len()];
        let mut next = 0;
        for (at, keep) in keep.iter().enumerate() {
            place[at] = next;
            next += usize::from(*keep);
        }
        let mut kept = keep.iter();
        corpus.statements.retain(|_| kept.next().copied().unwrap_or(false));
        corpus.stances.iter_mut().for_each(|stance| stance.statement = place[stance.statement]);
    }

    /// What passes, for the methods; `None` where everything does.
    pub(crate) fn words(&self) -> Option<String> {
        let lists = [
            ("speakers", &self.speakers),
            ("affiliations", &self.affiliations),
            ("actors", &self.actors),
            ("outlets", &self.outlets),
        ];
        let mut parts: Vec<String> = lists
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(what, names)| format!("{what} {}", names.join(", ")))
            .collect();
        parts.extend(self.from.iter().map(|day| format!("articles from {day} on")));
        parts.extend(self.to.iter().map(|day| format!("articles up to {day}")));
        (!parts.is_empty()).then(|| format!("Selection. Looked at are only {}.\n", parts.join("; ")))
    }
}

/// Puts groups in the place of speakers, and gives who speaks in each statement. Speakers without what they are grouped by are unknown.
pub(crate) fn regrouped(corpus: &mut Corpus, by: By) -> Vec<Option<usize>> {
    let voices: Vec<Option<usize>> = corpus.statements.iter().map(|statement| statement.speaker).collect();
    if by == By::Speaker {
        return voices;
    }
    let group = |statement: usize, voice: usize| {
        let speaker = &corpus.speakers[voice];
        match by {
            By::Speaker => Some(speaker.name.clone()),
            By::Affiliation => speaker.affiliation.clone(),
            By::Outlet => corpus.articles[corpus.statements[statement].article].outlet.clone(),
            By::SpeakerKind => Some(speaker.kind.to_string()),
        }
    };
    let groups: Vec<Option<String>> =
        voices.iter().enumerate().map(|(at, voice)| voice.and_then(|voice| group(at, voice))).collect();
    let mut names: BTreeMap<String, usize> = groups.iter().flatten().map(|name| (name.clone(), 0)).collect();
    names.values_mut().enumerate().for_each(|(at, place)| *place = at);
    for (statement, name) in corpus.statements.iter_mut().zip(&groups) {
        statement.speaker = name.as_ref().and_then(|name| names.get(name).copied());
    }
    corpus.speakers = names
        .into_keys()
        .map(|name| SpeakerEntry {
            id: crate::cast::slug(&name),
            name,
            kind: SpeakerKind::Group,
            role: None,
            affiliation: None,
        })
        .collect();
    voices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::example;

    #[test]
    fn a_filter_keeps_what_it_names_and_its_places() {
        let mut corpus = example::corpus();
        Filter { speakers: vec!["ilse brandt".into()], actors: vec!["Kestonia".into()], ..Filter::default() }
            .apply(&mut corpus);
        assert!(corpus.statements.iter().all(|statement| statement.speaker == Some(0)));
        for stance in &corpus.stances {
            assert_eq!(corpus.actors[stance.actor].name, "Kestonia");
            assert!(stance.statement < corpus.statements.len());
        }
        assert_eq!(corpus.stances.len(), 2);
    }

    #[test]
    fn undated_articles_are_outside_of_any_period() {
        let mut corpus = example::corpus();
        corpus.articles[1].date = None;
        Filter { from: Some("2026-01-01".into()), ..Filter::default() }.apply(&mut corpus);
        assert!(corpus.statements.iter().all(|statement| statement.article == 0));
    }

    #[test]
    fn groups_stand_in_the_place_of_speakers() {
        let mut corpus = example::corpus();
        corpus.speakers[0].affiliation = Some("Calder Institute".into());
        let voices = regrouped(&mut corpus, By::Affiliation);
        assert_eq!(corpus.speakers.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Calder Institute"]);
        let groups: Vec<Option<usize>> = corpus.statements.iter().map(|s| s.speaker).collect();
        assert_eq!((voices, groups), (vec![Some(1), Some(0), Some(0)], vec![None, Some(0), Some(0)]));
    }
}

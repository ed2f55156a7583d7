//! The whole way over scripted models: what an article's words make of statements, speakers and actors.

mod actors;
mod bodies;
mod described;
mod kin_and_pairs;
mod speakers;
mod words;

use super::*;
use crate::model::script::Script;
use crate::stance::Stance;

const PERSON: usize = 0;
const BODY: usize = 1;
const PLACE: usize = 2;

fn analysis(article: &Article, script: Script) -> Analysis {
    let pipeline = Pipeline::of_parts(script.model(), Registry::builtin());
    pipeline.analyze(article).expect("the scripted engine does not fail")
}

/// The article's statements as `kind speaker: content`.
fn told(text: &str, script: Script) -> Vec<String> {
    let analysis = analysis(&Article::new("test", text), script);
    let line = |s: &AttributedStatement| {
        let content: Vec<&str> = s.statement.fragments.iter().map(|f| f.of(text)).collect();
        format!("{} {}: {}", s.statement.kind, s.speaker.name.as_deref().unwrap_or("?"), content.join(" | "))
    };
    analysis.statements.iter().map(line).collect()
}

/// The names of the actors of the first statement in an article of September 2016.
fn spoken_of(text: &str, script: Script) -> Vec<String> {
    let article = Article { date: Some("2016-09-15".to_owned()), ..Article::new("test", text) };
    let analysis = analysis(&article, script);
    analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect()
}

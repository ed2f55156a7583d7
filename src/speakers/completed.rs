//! "Sources close to Mr. Orr": the names inside a description, in full.

use super::Context;
use super::phrase::HONORIFICS;
use crate::registry::ActorKind;
use crate::text::Span;

/// Words before a name that belongs to a description of others.
const LINKS: &[&str] = &["by", "for", "of", "to", "with"];

impl Context<'_> {
    /// A description of a speaker with the surnames in it completed: "sources close to *Ivo Orr*", "*Hanna Lund*’s office". A name before a
    /// noun ("Orr supporters") is a word of its own and stays.
    pub(super) fn completed(&self, name: String, source: Span) -> String {
        let mut out = name;
        let mut listed = false;
        for (span, member) in self.cast.within(source) {
            let who = self.cast.member(member);
            let words = span.of(self.text);
            let whole = who.name.split(' ').any(|part| part == words) && who.name != words;
            if who.kind != ActorKind::Person || !whole {
                continue;
            }
            let left = self.text[source.start()..span.start()].trim_end();
            let (left, honorific) = HONORIFICS
                .iter()
                .flat_map(|title| [*title, title.trim_end_matches('.')])
                .find_map(|title| Some((left.strip_suffix(title)?.trim_end(), format!("{title} "))))
                .unwrap_or((left, String::new()));
            let last = left.rsplit(char::is_whitespace).next().unwrap_or("");
            let linked = LINKS.contains(&last) || last == "and" && listed;
            let behind = &self.text[span.end()..];
            let owns = ["’s ", "'s "].iter().any(|mark| behind.starts_with(mark));
            if linked || owns {
                listed = true;
                let short = format!("{honorific}{words}");
                let whole = |at: usize| {
                    !out[..at].ends_with(char::is_alphanumeric)
                        && !out[at + short.len()..].starts_with(char::is_alphanumeric)
                };
                if let Some(at) = out.match_indices(&short).map(|(at, _)| at).find(|at| whole(*at)) {
                    out.replace_range(at..at + short.len(), &who.name);
                }
            }
        }
        out
    }
}

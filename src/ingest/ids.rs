//! Names of articles: unique within a run and fit to be file names.

use std::collections::{HashMap, HashSet};

/// Longest name in bytes, well under what file systems allow, so that a suffix and `.txt` fit.
const LONGEST: usize = 120;

/// Hands out names, none twice; names that differ only in case count as one, since some file systems cannot tell them apart.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Ids {
    /// `wanted` as a file name, with `-2`, `-3`, … if it was given out before.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let base = safe(wanted);
        let key = base.to_lowercase();
        if self.taken.insert(key.clone()) {
            return base;
        }
        let next = self.next.entry(key).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(id.to_lowercase()) {
                return id;
            }
        }
    }
}

/// `wanted` without what a file name cannot hold.
fn safe(wanted: &str) -> String {
    let mut name: String = wanted
        .trim()
        .chars()
        .map(|c| if c.is_control() || crate::text::is_zero_width(c) || r#"/\:*?"<>|"#.contains(c) { '_' } else { c })
        .collect();
    name.truncate(name.floor_char_boundary(LONGEST));
    let name = name.replace("..", "_");
    let name = name.trim_start_matches('.').trim_end_matches(['.', ' ']);
    match name {
        "" => "article".to_owned(),
        _ if is_reserved(name) => format!("_{name}"),
        _ => name.to_owned(),
    }
}

/// Device names that Windows keeps for itself, with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    matches!(&*stem, "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_unique() {
        let mut ids = Ids::default();
        let wanted = ["x", "x", "X", "x-2", "../../etc/passwd", "", "..", ".hidden", "a\n\u{0}b", "CON.txt", "é.v"];
        let given: Vec<_> = wanted.iter().map(|wanted| ids.unique(wanted)).collect();
        let safe = ["x", "x-2", "X-3", "x-2-2", "____etc_passwd", "article", "_", "hidden", "a__b", "_CON.txt", "é.v"];
        assert_eq!(given, safe);
        assert!(ids.unique(&"é".repeat(400)).len() <= LONGEST);
    }
}

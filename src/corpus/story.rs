//! Copies: articles that tell one story in the same words, and statements that hold one quotation.
//!
//! Articles are compared by their runs of [`SHINGLE`] words: resemblance and containment of A. Broder, "On the resemblance and
//! containment of documents" (1997), section 2. Pairs are looked for by the shingles whose hash is a multiple of [`SAMPLE`] (his
//! section 3, "mod m"), then compared by all of them, so that no number is an estimate.

use std::collections::{BTreeSet, HashMap};

use super::{Corpus, StatementEntry};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// One shingle in so many is looked up.
const SAMPLE: u64 = 4;
/// Articles of at least this resemblance (shared shingles over all, 0..1) are copies: the threshold of Broder's section 5.
const RESEMBLANCE: f64 = 0.5;
/// So are those of which the shorter has at least this share of its shingles in the longer, if it is long enough to tell: one outlet
/// cuts the tail, another puts paragraphs of its own in.
const CONTAINMENT: f64 = 0.8;
/// Shingles of an article that is long enough to tell.
const LONG_ENOUGH: usize = 40;
/// Words of the shorter of two statements that are one quotation: "we will see" is said by anybody any day.
const QUOTED_WORDS: usize = 5;

impl Corpus {
    /// Gives copies one [`story`](super::ArticleEntry::story) and one [`quotation`](super::StatementEntry::quotation). Articles kept
    /// without their text are compared by their statements. Copies of copies are one story (single linkage).
    pub(crate) fn fold_stories(&mut self) {
        let firsts = self.stories();
        for (place, first) in firsts.into_iter().enumerate() {
            self.articles[place].story = self.articles[first].id.clone();
        }
        let firsts = self.quotations();
        for (place, first) in firsts.into_iter().enumerate() {
            self.statements[place].quotation = self.statements[first].id.clone();
        }
    }

    /// The place of each article's first copy, by date and id.
    fn stories(&self) -> Vec<usize> {
        let mut texts: Vec<Vec<u64>> = self.articles.iter().map(|a| a.text.as_deref().map_or(vec![], hashed)).collect();
        for entry in self.statements.iter().filter(|entry| self.articles[entry.article].text.is_none()) {
            texts[entry.article].extend(hashed(&entry.words.text));
        }
        let mut sets = Sets::new(self.articles.len());
        // Articles too short for a shingle, and all whose words are the same to the last.
        let mut whole: HashMap<u64, usize> = HashMap::new();
        for (place, words) in texts.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            sets.join(place, *whole.entry(mixed(words)).or_insert(place));
        }
        let shingles: Vec<Vec<u64>> = texts
            .iter()
            .map(|words| {
                let mut shingles: Vec<u64> = words.windows(SHINGLE).map(mixed).collect();
                shingles.sort_unstable();
                shingles.dedup();
                shingles
            })
            .collect();
        drop(texts);
        let sampled: Vec<Vec<u64>> = shingles
            .iter()
            .map(|shingles| shingles.iter().copied().filter(|shingle| shingle % SAMPLE == 0).collect())
            .collect();
        for (a, b) in candidates(&sampled) {
            // What is not alike in the sample is far from it in the whole.
            let likely = copies(&sampled[a], &sampled[b], 0.5 * RESEMBLANCE, 0.5 * CONTAINMENT, 0);
            if likely && copies(&shingles[a], &shingles[b], RESEMBLANCE, CONTAINMENT, LONG_ENOUGH) {
                sets.join(a, b);
            }
        }
        sets.firsts(|place| self.when(place))
    }

    /// The place of each statement's first copy, by the article's date and id and the place in it. Copies are of one speaker, in
    /// different articles, and the same words but for case and punctuation, or one the other's with less around it.
    fn quotations(&self) -> Vec<usize> {
        let words: Vec<Vec<u64>> =
            self.statements.iter().map(|entry| if entry.speaker.is_some() { spoken(entry) } else { vec![] }).collect();
        let run = |speaker: Option<usize>, words: &[u64]| mixed(&[speaker.unwrap_or_default() as u64, mixed(words)]);
        let mut index: Vec<(u64, usize)> = Vec::new();
        for (place, entry) in self.statements.iter().enumerate() {
            index.extend(words[place].windows(QUOTED_WORDS).map(|words| (run(entry.speaker, words), place)));
        }
        index.sort_unstable();
        index.dedup();
        let mut sets = Sets::new(self.statements.len());
        for (place, entry) in self.statements.iter().enumerate() {
            // All of the shorter one is in the longer one, so its beginning is.
            let Some(head) = words[place].get(..QUOTED_WORDS) else { continue };
            let key = run(entry.speaker, head);
            let from = index.partition_point(|(hash, _)| *hash < key);
            for (_, other) in index[from..].iter().take_while(|(hash, _)| *hash == key) {
                let there = &self.statements[*other];
                let may = there.speaker == entry.speaker && there.article != entry.article;
                if may && words[*other].windows(words[place].len()).any(|window| window == words[place]) {
                    sets.join(place, *other);
                }
            }
        }
        sets.firsts(|place| {
            let entry = &self.statements[place];
            (self.when(entry.article), entry.words.start)
        })
    }

    /// Articles without a date come last.
    fn when(&self, article: usize) -> (bool, Option<&str>, &str) {
        let article = &self.articles[article];
        (article.date.is_none(), article.date.as_deref(), article.id.as_str())
    }
}

/// Pairs that share a shingle, each once: in a run of articles that share one, each with the first and with the one before it. Copies
/// share many, so that no pair of them needs all the pairs of one run.
fn candidates(sampled: &[Vec<u64>]) -> BTreeSet<(usize, usize)> {
    let mut index: Vec<(u64, usize)> =
        sampled.iter().enumerate().flat_map(|(place, set)| set.iter().map(move |shingle| (*shingle, place))).collect();
    index.sort_unstable();
    let mut pairs = BTreeSet::new();
    for run in index.chunk_by(|a, b| a.0 == b.0) {
        for pair in run.windows(2) {
            pairs.insert((pair[0].1, pair[1].1));
            pairs.insert((run[0].1, pair[1].1));
        }
    }
    pairs
}

/// Whether two sets are those of copies.
fn copies(a: &[u64], b: &[u64], resemblance: f64, containment: f64, long_enough: usize) -> bool {
    let (mut left, mut right, mut shared) = (0, 0, 0_usize);
    while left < a.len() && right < b.len() {
        match a[left].cmp(&b[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, shared) = (left + 1, right + 1, shared + 1),
        }
    }
    let (all, shorter) = (a.len() + b.len() - shared, a.len().min(b.len()));
    shared > 0
        && (shared as f64 >= resemblance * all as f64
            || shorter >= long_enough && shared as f64 >= containment * shorter as f64)
}

/// The words of a statement without those of the journalist between its pieces.
fn spoken(entry: &StatementEntry) -> Vec<u64> {
    if entry.fragments.is_empty() {
        return hashed(&entry.words.text);
    }
    let chars: Vec<char> = entry.words.text.chars().collect();
    let piece = |(start, end): &(usize, usize)| -> String {
        let (start, end) = (start.saturating_sub(entry.words.start), end.saturating_sub(entry.words.start));
        chars.get(start..end).unwrap_or_default().iter().collect()
    };
    entry.fragments.iter().flat_map(|fragment| hashed(&piece(fragment))).collect()
}

/// The words of a text, hashed, without case and punctuation; an apostrophe does not part a word.
fn hashed(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    let letters = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.fold(None, |hash: Option<u64>, c| Some(step(hash.unwrap_or(BASIS), u64::from(c))))
    };
    words.filter_map(letters).collect()
}

/// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923), by 64 bits at a time.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(0x0100_0000_01b3)
}

/// One hash of several, its bits mixed so that a remainder is a fair sample (the finalizer of MurmurHash3, A. Appleby).
fn mixed(words: &[u64]) -> u64 {
    let mut hash = words.iter().fold(BASIS, |hash, word| step(hash.rotate_left(23), *word));
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Disjoint sets (R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", 1975).
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The first of each one's set.
    fn firsts<K: Ord>(mut self, key: impl Fn(usize) -> K) -> Vec<usize> {
        let roots: Vec<usize> = (0..self.0.len()).map(|place| self.root(place)).collect();
        let mut first = roots.clone();
        for (place, root) in roots.iter().enumerate() {
            if key(place) < key(first[*root]) {
                first[*root] = place;
            }
        }
        roots.into_iter().map(|root| first[root]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// Sentences with words of their own.
    fn body(seed: usize, sentences: usize) -> Vec<String> {
        const WORDS: [&str; 20] = [
            "harbour", "council", "bridge", "storm", "grain", "ferry", "mayor", "budget", "island", "winter", "market",
            "treaty", "railway", "garden", "orchard", "signal", "teacher", "valley", "copper", "lantern",
        ];
        let word = |n: usize| WORDS[(n * 7919 + n / 20 * 31 + seed * 104_729 + n * n * seed) % WORDS.len()];
        (0..sentences).map(|s| (0..12).map(|w| word(s * 12 + w)).collect::<Vec<_>>().join(" ") + ".").collect()
    }

    fn stories(texts: &[String]) -> Vec<usize> {
        let mut corpus = Corpus::default();
        for (place, text) in texts.iter().enumerate() {
            let article = example::corpus().articles[0].clone();
            corpus.articles.push(super::super::ArticleEntry {
                id: format!("a{place}"),
                text: Some(text.clone()),
                ..article
            });
        }
        corpus.fold_stories();
        corpus.articles.iter().map(|article| article.story[1..].parse().unwrap()).collect()
    }

    struct Case {
        name: &'static str,
        other: String,
        same: bool,
    }

    #[test]
    fn copies_are_one_story_and_the_same_topic_is_not() {
        let story = body(1, 20);
        let text = |sentences: &[String]| sentences.join(" ");
        let half_new = [&story[..4], &body(2, 16)].concat();
        let longer = [&story[..], &body(3, 30)].concat();
        let cases = [
            Case { name: "the same", other: text(&story), same: true },
            Case {
                name: "another headline",
                other: format!("Ferry strands forty at the pier\n\n{}", text(&story)),
                same: true,
            },
            Case { name: "typography", other: text(&story).to_uppercase().replace('.', " —"), same: true },
            Case { name: "its tail cut", other: text(&story[..8]), same: true },
            Case { name: "paragraphs of its own", other: text(&longer), same: true },
            Case { name: "two paragraphs in common", other: text(&half_new), same: false },
            Case { name: "the same words in another order", other: text(&body(5, 20)), same: false },
        ];
        for Case { name, other, same } in cases {
            assert_eq!(stories(&[text(&story), other]) == [0, 0], same, "{name}");
        }
    }

    #[test]
    fn a_story_is_named_after_its_earliest_article() {
        let mut corpus = example::corpus();
        let text = body(1, 20).join(" ");
        for (article, date) in corpus.articles.iter_mut().zip([None, Some("2026-03-04")]) {
            (article.text, article.date) = (Some(text.clone()), date.map(str::to_owned));
        }
        corpus.statements.clear();
        corpus.stances.clear();
        corpus.fold_stories();
        assert_eq!(corpus.articles.iter().map(|a| a.story.as_str()).collect::<Vec<_>>(), ["host", "host"]);
    }

    #[test]
    fn a_quotation_is_the_same_in_what_each_outlet_kept() {
        let quoted = |here: &str, there: &str, speakers: (usize, usize)| {
            let mut corpus = example::corpus();
            corpus.statements.remove(1);
            corpus.stances.clear();
            for (entry, (text, speaker)) in corpus.statements.iter_mut().zip([(here, speakers.0), (there, speakers.1)])
            {
                entry.words = super::super::Words { text: text.into(), start: 0, end: text.chars().count() };
                entry.speaker = Some(speaker);
            }
            corpus.fold_stories();
            corpus.statements[0].quotation == corpus.statements[1].quotation
        };
        let whole = "“Orrin has won the harbour, and Kestonia knows it full well,”";
        assert!(quoted(whole, "\"Orrin has won the harbour, and Kestonia knows it full well.\"", (0, 0)));
        assert!(quoted(whole, "Kestonia knows it full well", (0, 0)), "a clause");
        assert!(!quoted("that Orrin has won the harbour", whole, (0, 0)), "'that' is not in it");
        assert!(!quoted(whole, "Kestonia knows it full well", (0, 1)), "another speaker");
        assert!(!quoted(whole, "Kestonia knows it", (0, 0)), "too short to tell");
        assert!(!quoted(whole, "Orrin has lost the harbour, and Kestonia knows it full well", (0, 0)), "other words");
    }
}

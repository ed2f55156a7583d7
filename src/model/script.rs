//! Scripts for tests: an article's annotation as the vectors that make the heads say just that.

use std::path::Path;

use ndarray::{Array1, Array2, array};

use super::attention::Attention;
use super::heads::{ENTITY_LOGITS, Linear, Perceptron, Pointer, TAG_LOGITS};
use super::judge::Judge;
use super::relation::Relation;
use super::{Heads, Manifest, Model, Tokenizer};
use crate::engine::scripted::ScriptedEngine;
use crate::stance::Stance;
use crate::text::Span;

// The dimensions of a scripted vector, by what they say.
const TAGS: usize = 0;
const ENTITIES: usize = 9;
const STANCES: usize = 18;
const CONTENT_OF: usize = 21;
const SOURCE_OF: usize = 27;
const CUE_OF: usize = 33;
const STANDS: usize = 39;
const MEANT: usize = 45;
const GROUPS: usize = 6;
const WIDTH: usize = 51;
const SURE: f32 = 12.0;

/// Says of which words the heads are to be sure.
pub(crate) struct Script {
    tokenizer: Tokenizer,
    lines: Vec<(Vec<i32>, Vec<Vec<f32>>)>,
    groups: usize,
    references: usize,
}

impl Script {
    /// An empty script over the shipped tokenizer.
    pub fn new() -> Self {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/standpoint-small/tokenizer.json"));
        let bytes = std::fs::read(path).expect("the shipped tokenizer");
        let tokenizer = Tokenizer::read(path, &bytes).expect("the shipped tokenizer");
        Self { tokenizer, lines: Vec::new(), groups: 0, references: 0 }
    }

    /// One attribution: its source and cue (`""` for none) and the pieces of its content.
    pub fn attribution(mut self, source: &str, cue: &str, contents: &[&str]) -> Self {
        let group = self.groups % GROUPS;
        self.groups += 1;
        self.line(source, |n| tagged(0, n, SOURCE_OF + group));
        self.line(cue, |n| tagged(1, n, CUE_OF + group));
        for content in contents {
            self.line(content, |n| tagged(2, n, CONTENT_OF + group));
        }
        self
    }

    /// A name of the given kind: 0 person, 1 organisation, 2 location, 3 misc.
    pub fn entity(mut self, name: &str, kind: usize) -> Self {
        self.line(name, |n| {
            let mut vector = vec![0.0; WIDTH];
            vector[ENTITIES + 1 + 2 * kind + usize::from(n > 0)] = 2.0 * SURE;
            vector
        });
        self
    }

    /// A pronoun or description and the words that it stands for.
    pub fn reference(mut self, words: &str, meant: &str) -> Self {
        let group = self.references % GROUPS;
        self.references += 1;
        for (line, from) in [(words, STANDS), (meant, MEANT)] {
            self.line(line, |_| {
                let mut vector = vec![0.0; WIDTH];
                vector[from + group] = 1.0;
                vector
            });
        }
        self
    }

    /// The stance toward a mention.
    pub fn stance(mut self, mention: &str, stance: Stance) -> Self {
        let label = match stance {
            Stance::Unfavorable => 0,
            Stance::Neutral | Stance::Mixed => 1,
            Stance::Favorable => 2,
        };
        self.line(mention, |_| {
            let mut vector = vec![0.0; WIDTH];
            vector[STANCES + label] = SURE;
            vector
        });
        self
    }

    /// The model that plays the script.
    pub fn model(self) -> Model {
        let mut first = vec![0.0; WIDTH];
        // "Nowhere" wins against tokens of no group and loses against the group that is asked for.
        first[SOURCE_OF..SOURCE_OF + 2 * GROUPS].fill(0.5);
        let engine = ScriptedEngine { hidden: WIDTH, first, lines: self.lines };
        Model::of_parts(Manifest::scripted(WIDTH), self.tokenizer, heads(), Box::new(engine))
    }

    fn line(&mut self, words: &str, vector: impl Fn(usize) -> Vec<f32>) {
        let pieces = self.tokenizer.pieces(words, Span::new(0, words.len())).expect("words");
        if !pieces.is_empty() {
            self.lines.push((pieces.iter().map(|p| p.id).collect(), (0..pieces.len()).map(vector).collect()));
        }
    }
}

/// The vector of the `n`th token of a source, cue or content (`role` 0, 1, 2) of a group.
fn tagged(role: usize, n: usize, group: usize) -> Vec<f32> {
    let mut vector = vec![0.0; WIDTH];
    vector[TAGS + 3 * role + if n == 0 { 1 } else { 2 }] = 2.0 * SURE;
    vector[group] = 1.0;
    vector
}

/// Heads that read the dimensions above.
fn heads() -> Heads {
    // What no line speaks of is outside.
    let tokens = {
        let read: Vec<usize> = (TAGS..TAGS + TAG_LOGITS).chain(ENTITIES..ENTITIES + ENTITY_LOGITS).collect();
        let mut bias = Array1::zeros(read.len());
        [0, 3, 6, TAG_LOGITS].into_iter().for_each(|outside| bias[outside] = SURE);
        Linear::new(Array2::from_shape_fn((read.len(), WIDTH), |(k, at)| f32::from(u8::from(read[k] == at))), bias)
    };
    let pointer = |asks: usize, width: usize, from: usize| {
        let mut query = Array2::zeros((GROUPS, width));
        let mut key = Array2::zeros((GROUPS, WIDTH));
        for group in 0..GROUPS {
            query[[group, asks + group]] = 60.0;
            key[[group, from + group]] = 1.0;
        }
        Pointer::new(Linear::new(query, Array1::zeros(GROUPS)), key)
    };
    let silent = |outputs: usize, inputs: usize| Linear::new(Array2::zeros((outputs, inputs)), Array1::zeros(outputs));
    let stance = Array2::from_shape_fn((3, 4 * WIDTH), |(k, column)| f32::from(u8::from(column == STANCES + k)));
    let same = || Linear::new(Array2::eye(3), Array1::zeros(3));
    // Every outlook and perspective is the first of its labels.
    let first = |outputs: usize| {
        Linear::new(Array2::zeros((outputs, 3)), Array1::from_shape_fn(outputs, |k| f32::from(u8::from(k == 0))))
    };
    let nothing = |parts: usize| {
        let square = || Array2::zeros((WIDTH, WIDTH));
        Attention::new(1, silent(WIDTH, parts * WIDTH), square(), square(), Array1::zeros(WIDTH))
    };
    Heads {
        tokens,
        source: pointer(CONTENT_OF, 3 * WIDTH, SOURCE_OF),
        cue: pointer(CONTENT_OF, 3 * WIDTH, CUE_OF),
        reference: pointer(STANDS, WIDTH, MEANT),
        judge: Judge {
            attention: nothing(1),
            // A mention that no line speaks of is neutral.
            hidden: Linear::new(stance, array![0.0, 1.0, 0.0]),
            stance: same(),
            outlook: first(3),
            perspective: first(2),
            newsmtsc: Perceptron { hidden: silent(3, 3 * WIDTH), out: same() },
        },
        relation: Relation {
            attention: nothing(2),
            perceptron: Perceptron { hidden: silent(3, 5 * WIDTH), out: same() },
        },
    }
}

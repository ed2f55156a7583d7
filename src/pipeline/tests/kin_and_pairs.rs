//! Relatives, and two who are spoken of together.

use super::*;

/// The actors of what Hanna Lund says behind some words.
fn spoken_behind(before: &str, said: &str, script: Script) -> Vec<String> {
    let text = format!("{before}\n\nHanna Lund said {said}. It rained.");
    spoken_of(&text, script.entity("Hanna Lund", PERSON).attribution("Hanna Lund", "said", &[said]))
}

#[test]
fn a_relative_is_whom_the_article_calls_so() {
    let spoken = |before: &str, said: &str| {
        let names = ["Ivo Orr", "Ilse Brandt", "Pia Orr"];
        let script = names.into_iter().fold(Script::new(), |script, name| script.entity(name, PERSON));
        spoken_behind(before, said, script)
    };
    let told = "Ivo Orr and his wife, Ilse Brandt, came.";
    assert_eq!(spoken(told, "that Ivo Orr’s wife was late"), ["Ivo Orr", "Ilse Brandt"]);
    let behind = "Ivo Orr came. Ilse Brandt, Ivo Orr’s wife, was ill.";
    assert_eq!(spoken(behind, "that Ivo Orr’s wife was late"), ["Ivo Orr", "Ilse Brandt"]);
    let inverse = "Ivo Orr met Ilse Brandt’s husband, Ivo Orr. Ilse Brandt came.";
    assert_eq!(spoken(inverse, "that Ivo Orr’s wife was late"), ["Ivo Orr", "Ilse Brandt"]);
    // A father of the same surname is perhaps his brother.
    assert_eq!(spoken("Ivo Orr and Pia Orr came.", "that Pia Orr’s father was late"), ["Pia Orr"]);
    // Whose name follows is he, and is not meant twice.
    assert_eq!(spoken("Ivo Orr came.", "that Ivo Orr’s wife, Ilse Brandt, was late"), ["Ivo Orr", "Ilse Brandt"]);
    assert_eq!(spoken("Ivo Orr and Pia Orr came.", "that Ivo Orr’s wife was late"), ["Ivo Orr", "Pia Orr"]);
    // Another of his surname is perhaps his sister, where the article speaks of one.
    assert_eq!(spoken("Ivo Orr and Pia Orr came. His sister left.", "that Ivo Orr’s wife was late"), ["Ivo Orr"]);
    // A letter of several bytes right behind a name: once a slice inside it.
    assert_eq!(spoken("Ivo Orr—Pia Orr… Ilse Brandt’", "that Ivo Orr’s wife was late"), ["Ivo Orr"]);
}

#[test]
fn two_states_are_those_that_were_named_together() {
    let spoken = |before: &str, said: &str| {
        let script = Script::new().entity("Norway", PLACE).entity("Denmark", PLACE).entity("Peru", PLACE);
        spoken_behind(before, said, script)
    };
    let mut two = spoken("Norway had met Denmark.", "that the two countries were late");
    two.sort();
    assert_eq!(two, ["Denmark", "Norway"]);
    assert_eq!(spoken("Norway had met Denmark and Peru.", "that the two countries were late"), Vec::<String>::new());
    assert_eq!(spoken("Norway had met Denmark.", "that it rained in both countries"), Vec::<String>::new());
}

#[test]
fn two_candidates_are_those_of_whom_the_article_speaks() {
    let spoken = |before: &str| {
        let names = ["Ivo Orr", "Ilse Brandt", "Pia Sund"];
        let script = names.into_iter().fold(Script::new(), |script, name| script.entity(name, PERSON));
        let mut spoken = spoken_behind(before, "that neither candidate was late", script);
        spoken.sort();
        spoken
    };
    let contest = "Ivo Orr met Ilse Brandt. Ivo Orr won. Ilse Brandt lost. Ivo Orr left and Ilse Brandt stayed.";
    assert_eq!(spoken(&format!("{contest} Pia Sund, a baker, saw it.")), ["Ilse Brandt", "Ivo Orr"]);
    assert_eq!(spoken("Ivo Orr met Ilse Brandt. Pia Sund saw it."), Vec::<String>::new());
}

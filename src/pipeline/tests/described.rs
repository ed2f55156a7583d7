//! Who speaks where the article describes and does not name: whom it introduces, whom it names later, whose office is over.

use super::*;

const SAID: &str = "that the harbour was closed";

/// The speaker of "SOURCE said that the harbour was closed" behind some words and before others.
fn speaker(before: &str, source: &str, behind: &str, script: Script) -> String {
    let text = format!("{before}{source} said {SAID}. {behind}");
    let analysis = analysis(&Article::new("test", &text), script.attribution(source, "said", &[SAID]));
    let speaker = &analysis.statements.last().expect("a statement").speaker;
    speaker.name.clone().unwrap_or_else(|| "?".to_owned())
}

fn people() -> Script {
    ["Hanna Lund", "Lund", "Ivo Orr", "Orr", "Ilse Brandt", "Brandt"]
        .into_iter()
        .fold(Script::new(), |script, name| script.entity(name, PERSON))
}

#[test]
fn a_pronoun_is_whom_the_sentence_before_introduces() {
    for (introduced, pronoun, expected) in [
        ("A delegate from Orrin, who gave no name, was blunter.", "she", "delegate from Orrin"),
        ("A delegate from Orrin was blunter. Lorvia had paid.", "he", "delegate from Orrin"),
        ("Her deputy, who signed nothing, put it gently.", "he", "Hanna Lund’s deputy"),
        ("His Tressian counterpart, Ilse Brandt, was not there.", "she", "Ilse Brandt"),
        ("Back at the fair, Lund’s granddaughter, Ilse Brandt, waited.", "she", "Ilse Brandt"),
        ("Her grandmother laughed.", "she", "Hanna Lund’s grandmother"),
        // A man is no grandmother, and whom a sentence names behind it is weighed against all others.
        ("Her grandmother laughed.", "he", "Ivo Orr"),
        ("A delegate from Orrin was blunter. Ivo Orr laughed.", "he", "Ivo Orr"),
        ("A letter from a delegate arrived.", "he", "Ivo Orr"),
        ("A reporter asked Mr. Orr how he felt.", "he", "Ivo Orr"),
        ("A spokesman for the board declined to comment.", "he", "Ivo Orr"),
    ] {
        let before = format!("Ms. Hanna Lund met Mr. Ivo Orr.\n\nShe was glad. {introduced} It rained, ");
        let before = if expected == "Ivo Orr" { before.replace("She was glad.", "Mr. Orr was glad.") } else { before };
        assert_eq!(speaker(&before, pronoun, "", people()), expected, "{introduced} {pronoun}");
    }
}

#[test]
fn the_official_is_who_was_described_by_that_noun_right_before() {
    let text = "An Orrin official told us the toll was high. The official said that the harbour was closed.";
    let script = Script::new().attribution("An Orrin official", "told", &["the toll was high"]);
    let script = script.attribution("The official", "said", &[SAID]);
    assert_eq!(told(text, script)[1], format!("indirect Orrin official: {SAID}"));
}

#[test]
fn one_of_them_is_one_of_those_who_spoke_last() {
    let text = "Two dock officials with knowledge of it told us the toll was high. It rained. One of them said that the harbour was \
                closed.";
    let script = Script::new().attribution("Two dock officials with knowledge of it", "told", &["the toll was high"]);
    let script = script.attribution("One of them", "said", &[SAID]);
    assert_eq!(told(text, script)[1], format!("indirect one of two dock officials: {SAID}"));
}

#[test]
fn who_held_an_office_once_is_the_former_one() {
    let text = "The envoy, Hanna Lund, came. It was cold, said Ivo Orr, who held the post until 2019. The former envoy said that the \
                harbour was closed.";
    let script = people().attribution("Ivo Orr, who held the post until 2019", "said", &["It was cold"]);
    let script = script.attribution("The former envoy", "said", &[SAID]);
    assert_eq!(told(text, script)[1], format!("indirect Ivo Orr: {SAID}"));
}

#[test]
fn whom_the_first_lines_describe_the_next_ones_name() {
    for (source, behind, expected) in [
        ("Lorvia’s finance minister", "\n\nIt rained. “No,” the minister, Ivo Orr, told us.", "Ivo Orr"),
        ("A former harbour engineer", "\n\nIvo Orr, who left in 2021, spent a day in town.", "Ivo Orr"),
        ("A harbour engineer", "\n\nIvo Orr, who left in 2021, spent a day in town.", "harbour engineer"),
        ("A former official", "\n\nIvo Orr, who left in 2021, spent a day in town.", "former official"),
    ] {
        assert_eq!(speaker("", source, behind, people()), expected, "{source}");
    }
}

#[test]
fn a_body_is_called_by_its_place_its_maker_or_its_name() {
    let script = || people().entity("Orrin", PLACE).entity("Harbour League", 1).entity("Fleet Foods", 1);
    for (before, source, expected) in [
        ("", "The Lorvian embassy in Orrin", "Lorvian embassy in Orrin"),
        ("", "A panel appointed by the Harbour League", "Harbour League panel"),
        ("It was asked by the board. Fleet Foods fell on the news. ", "The company", "Fleet Foods"),
        ("", "Lorvia’s coast guard", "Lorvia’s coast guard"),
        ("", "The coast guard", "coast guard"),
    ] {
        assert_eq!(speaker(before, source, "", script()), expected, "{source}");
    }
}

#[test]
fn names_in_a_description_are_whole() {
    for (source, expected) in [
        ("Sources close to Mr. Orr", "sources close to Ivo Orr"),
        ("Lund’s office", "Hanna Lund’s office"),
        ("A spokesman for Lund", "spokesman for Hanna Lund"),
        ("Orr supporters", "Orr supporters"),
    ] {
        assert_eq!(speaker("Hanna Lund met Ivo Orr. ", source, "", people()), expected, "{source}");
    }
}

#[test]
fn what_stands_right_before_a_cue_is_its_source() {
    let text = "Ivo Orr claimed that Orrin pulled every string, a charge the envoy, Hanna Lund, dismissed as a poor play for the old hall.";
    let script = people().attribution("Ivo Orr", "dismissed", &["as a poor play for the old hall"]);
    assert_eq!(told(text, script), ["indirect Hanna Lund: as a poor play for the old hall"]);
    let text = "In a survey by Orrin Research, 54 percent of dockers said that the harbour was closed.";
    let script = Script::new().attribution("Orrin Research", "said", &[SAID]);
    assert_eq!(told(text, script), [format!("indirect 54 percent of dockers: {SAID}")]);
}

#[test]
fn somebody_without_a_name_has_an_office() {
    for (source, role, affiliation) in [
        ("A senior Russian official", "senior official", "Russia"),
        ("A spokesman for the French foreign ministry", "spokesman", "French foreign ministry"),
        ("A delegate from Russia, who gave no name,", "delegate", "Russia"),
        ("An official with knowledge of it", "official", ""),
        ("A Harbour Fund spokeswoman", "spokeswoman", "Harbour Fund"),
        ("A spokesman for Hanna Lund", "spokesman", "Hanna Lund"),
        ("Hanna Lund’s chief lawyer", "chief lawyer", "Hanna Lund"),
        ("Hanna Lund’s campaign manager", "campaign manager", "Hanna Lund campaign"),
        ("Russia’s ambassador", "ambassador", "Russia"),
        ("Hanna Lund’s brother", "", ""),
    ] {
        let text = format!("{source} said {SAID}.");
        let script = Script::new().entity("Harbour Fund", BODY).entity("Hanna Lund", PERSON);
        let script = script.attribution(source, "said", &[SAID]);
        let analysis = analysis(&Article::new("test", &text), script);
        let speaker = &analysis.statements[0].speaker;
        assert_eq!(speaker.role.as_deref().unwrap_or(""), role, "{source}");
        assert_eq!(speaker.affiliation.as_deref().unwrap_or(""), affiliation, "{source}");
    }
}

#[test]
fn what_is_published_and_who_is_called_by_a_trade_or_a_body_speaks() {
    for (source, expected) in [
        ("A Harbour Ledger analysis", "Harbour Ledger"),
        ("Figures released by the Harbour Ledger", "Harbour Ledger"),
        ("A new Harbour Ledger poll", "Harbour Ledger poll"),
        ("Harbour officials and diplomats", "Harbour officials and diplomats"),
        ("The director of the harbour service Hanna Lund", "Hanna Lund"),
        ("One foreign dealer", "one foreign dealer"),
        ("The separatist command", "separatist command"),
    ] {
        let script = Script::new().entity("Harbour Ledger", BODY).entity("Hanna Lund", PERSON);
        assert_eq!(speaker("", source, "", script), expected, "{source}");
    }
}

#[test]
fn the_newspaper_is_the_body_that_spoke_last_and_the_government_that_of_the_state() {
    let script = || {
        Script::new().entity("Harbour Ledger", BODY).attribution("The Harbour Ledger", "reported", &["that it rained"])
    };
    let before = "The Harbour Ledger reported that it rained. ";
    assert_eq!(speaker(before, "The newspaper", "", script()), "Harbour Ledger");
    let before = "Russia, Russia and Russia. ";
    assert_eq!(speaker(before, "The government", "", Script::new()), "government of Russia");
}

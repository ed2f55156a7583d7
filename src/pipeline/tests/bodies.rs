//! Bodies that the article calls by what they are: whose rows they have, and whose offices.

use super::*;

/// The actors of what Ilse Brandt says behind some words.
fn said_of(before: &str, said: &str, script: Script) -> Vec<String> {
    let script = script.entity("Ilse Brandt", PERSON).attribution("Ilse Brandt", "said", &[said]);
    spoken_of(&format!("{before} Ilse Brandt said: {said}"), script)
}

/// Role and affiliation of the speaker of the last statement, Ilse Brandt.
fn office(text: &str, script: Script) -> (String, String) {
    let analysis = analysis(&Article::new("test", text), script.entity("Ilse Brandt", PERSON));
    let speaker = &analysis.statements.last().expect("a statement").speaker;
    assert_eq!(speaker.name.as_deref(), Some("Ilse Brandt"), "{text}");
    (speaker.role.clone().unwrap_or_default(), speaker.affiliation.clone().unwrap_or_default())
}

#[test]
fn a_body_is_meant_by_what_its_name_or_the_words_beside_it_say() {
    let bodies = ["Harbour Teachers", "Telmark", "Fleet Council"];
    let script = || bodies.into_iter().fold(Script::new(), |script, name| script.entity(name, BODY));
    for (before, said, expected) in [
        (
            "Harbour Teachers came. Fleet Council slept.\n\nIt rained.\n\nNobody came.",
            "“The union lost.”",
            "Harbour Teachers",
        ),
        (
            "Harbour Teachers came. Fleet Council slept.\n\nIt rained.\n\nNobody came.",
            "“The council lost.”",
            "Fleet Council",
        ),
        (
            "Telmark, a battery maker, met Fleet Council.\n\nIt rained.\n\nNobody came.",
            "“The company lost.”",
            "Telmark",
        ),
        // A lead describes whom the story names.
        ("A bank lost its way.", "“The bank lost.” Fleet Bank slept.", "Fleet Bank"),
    ] {
        let script = script().entity("Fleet Bank", BODY);
        let said_words = &said[..=said.find('”').expect("a quotation") + "”".len() - 1];
        let text = format!("{before} Ilse Brandt said: {said}");
        let script = script.entity("Ilse Brandt", PERSON).attribution("Ilse Brandt", "said", &[said_words]);
        assert_eq!(spoken_of(&text, script), [expected], "{before} {said}");
    }
}

#[test]
fn whom_a_description_surely_means_is_a_body_of_that_kind() {
    let before = "Telmark, a battery company, slept.\n\nFleet Ocean owed a lot. The firm had sold two ships.\n\nSnow fell.\n\nNobody came.";
    let script = || Script::new().entity("Telmark", BODY).entity("Fleet Ocean", BODY);
    assert_eq!(said_of(before, "“The company lost.”", script()), ["Telmark"]);
    let script = script().reference("The firm", "Fleet Ocean");
    assert_eq!(said_of(before, "“The company lost.”", script), ["Fleet Ocean"]);
    // What is told later tells nothing of what was said before.
    let text = "Harbour Milling slept. Ilse Brandt said: “The company lost.”\n\nFleet Ocean owed a lot. The firm had sold two ships.";
    let script =
        ["Harbour Milling", "Fleet Ocean"].into_iter().fold(Script::new(), |script, name| script.entity(name, BODY));
    let script = script.entity("Ilse Brandt", PERSON).attribution("Ilse Brandt", "said", &["“The company lost.”"]);
    assert_eq!(spoken_of(text, script.reference("The firm", "Fleet Ocean")), ["Harbour Milling"]);
}

#[test]
fn a_description_is_followed_over_what_stands_between_it_and_the_name() {
    let before = "Fleet Ocean owed a lot. It had sold two ships.\n\nSnow fell.\n\nNobody came.";
    let script = Script::new().entity("Fleet Ocean", BODY).reference("It", "Fleet Ocean").reference("The agency", "It");
    assert_eq!(said_of(before, "“The agency lost.”", script), ["Fleet Ocean"]);
}

#[test]
fn a_headline_names_no_body_that_is_only_called_by_what_it_is() {
    let script = Script::new().entity("Union", BODY).entity("Harbour Teachers", BODY);
    let before = "Union says no\n\nHarbour Teachers met.\n\nThe union slept.";
    assert_eq!(said_of(before, "“The union lost.”", script), ["Harbour Teachers"]);
}

#[test]
fn the_army_is_that_of_the_state_of_which_the_article_speaks() {
    let script = Script::new().entity("Norway", PLACE);
    let before = "Norway waits. Norway sleeps. Norway fell.";
    assert_eq!(said_of(before, "“The army lost.”", script), ["Norway’s army"]);
    assert_eq!(said_of("It rained.", "“The army lost.”", Script::new()), ["army"]);
}

#[test]
fn the_name_of_a_ministry_ends_where_it_ends() {
    let text = "Norway's trade ministry said the offer was late and that it had not been asked about any of it.";
    let source = "Norway's trade ministry";
    let script = Script::new().entity("Norway", PLACE);
    let script =
        script.attribution(source, "said", &["the offer was late and that it had not been asked about any of it"]);
    let analysis = analysis(&Article::new("test", text), script);
    assert_eq!(analysis.statements[0].speaker.name.as_deref(), Some(source));
}

#[test]
fn his_government_is_that_of_his_state() {
    let script = Script::new().entity("Norway", PLACE).entity("Ivo Orr", PERSON).reference("his", "Ivo Orr");
    let text = "Norway’s foreign minister, Ivo Orr, said his government had lost.";
    let script = script.attribution("Norway’s foreign minister, Ivo Orr,", "said", &["his government had lost"]);
    assert_eq!(spoken_of(text, script), ["Norway"]);
}

#[test]
fn a_firm_based_in_a_capital_is_not_its_state() {
    let script = Script::new().entity("Oslo", PLACE).entity("Fleet Foods", BODY);
    assert_eq!(said_of("It rained.", "“Fleet Foods, an Oslo-based firm, lost.”", script), ["Fleet Foods"]);
}

#[test]
fn what_an_article_calls_somebody_later_is_his_role() {
    let said = "“It was closed.”";
    let script = || {
        Script::new()
            .entity("Norway", PLACE)
            .reference("the senator from Norway", "Ilse Brandt")
            .reference("the only candidate", "Ilse Brandt")
            .attribution("Ilse Brandt", "said", &[said])
    };
    let text = format!("Ilse Brandt came. Some trusted the senator from Norway. Ilse Brandt said: {said}");
    assert_eq!(office(&text, script()), ("senator".to_owned(), "Norway".to_owned()));
    let text = format!("Ilse Brandt came. She was the only candidate. Ilse Brandt said: {said}");
    assert_eq!(office(&text, script()), (String::new(), String::new()));
}

#[test]
fn an_office_is_of_the_body_that_its_words_call() {
    let said = "“It was closed.”";
    let script = || {
        let script =
            Script::new().entity("Harbour Teachers", BODY).entity("Fleet Council", BODY).entity("Norway", PLACE);
        script.attribution("Ilse Brandt", "said", &[said])
    };
    for (told, role, body) in [
        ("union president Ilse Brandt", "union president", "Harbour Teachers"),
        ("the council’s deputy chair, Ilse Brandt,", "deputy chair", "Fleet Council"),
        ("the council’s spokesman, Colonel Ilse Brandt,", "spokesman", "Fleet Council"),
    ] {
        let text = format!("Harbour Teachers and Fleet Council met. {said} said {told} in the hall.");
        assert_eq!(office(&text, script()), (role.to_owned(), body.to_owned()), "{told}");
    }
}

#[test]
fn a_description_below_says_for_whom_an_office_is() {
    let text = "Senator Ilse Brandt slept.\n\nIt rained. The Vermont senator woke.\n\n“We lost,” said Brandt.";
    let script = || Script::new().entity("Brandt", PERSON).attribution("Brandt", "said", &["“We lost,”"]);
    let senator = |body: &str| ("Senator".to_owned(), body.to_owned());
    assert_eq!(office(text, script().reference("The Vermont senator", "Ilse Brandt")), senator("Vermont"));
    assert_eq!(office(text, script()), senator(""));
}

#[test]
fn whose_relative_somebody_is_and_what_he_was_then_say_for_whom_nobody_speaks() {
    let text = |beside: &str| format!("“We lost,” said {beside}.");
    let told = |beside: &str| {
        let script = Script::new().entity("Telmark", BODY).attribution(beside, "said", &["“We lost,”"]);
        office(&text(beside), script)
    };
    assert_eq!(
        told("Ilse Brandt, mother of a Telmark victim"),
        ("mother of a Telmark victim".to_owned(), String::new())
    );
    assert_eq!(told("Ilse Brandt, then a volunteer"), ("volunteer".to_owned(), String::new()));
    assert_eq!(told("Ilse Brandt, then a lawyer at Telmark"), ("lawyer".to_owned(), "Telmark".to_owned()));
}

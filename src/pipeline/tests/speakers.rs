//! Who speaks.

use super::*;

/// The first statement where, behind some words, "SOURCE said that the harbour was closed".
fn said_by(before: &str, source: &str, script: Script) -> String {
    let said = "that the harbour was closed";
    told(&format!("{before}{source} said {said}. It rained."), script.attribution(source, "said", &[said])).remove(0)
}

#[test]
fn a_name_behind_a_dash_is_the_speaker_whomever_the_model_points_at() {
    let text = "“It rained on the fair.” ― Sonya Hale\n\n”The tents held.”― Pam Orr.";
    let script = Script::new().attribution("Sonya Hale", "―", &["“It rained on the fair.”"]).attribution(
        "Sonya Hale",
        "―",
        &["”The tents held.”"],
    );
    let expected = ["direct Sonya Hale: “It rained on the fair.”", "direct Pam Orr: ”The tents held.”"];
    assert_eq!(told(text, script), expected);
}

#[test]
fn a_source_is_read_past_what_stands_behind_its_noun() {
    let told_by = |source: &str| {
        let text = format!("{source} said that the harbour was closed. Hanna Lund and The Ledger heard of it.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("The Ledger", 1).attribution(
            source,
            "said",
            &["that the harbour was closed"],
        );
        told(&text, script).remove(0)
    };
    for (source, speaker) in [
        ("Only 52 percent of registered voters", "only 52 percent of registered voters"),
        ("Twelve percent", "twelve percent"),
        ("Some of Lund’s advisers", "some of Hanna Lund’s advisers"),
        ("One of Lund’s climate advisers", "one of Hanna Lund’s climate advisers"),
        ("Republican leaders", "Republican leaders"),
        ("The Orrin dockers", "Orrin dockers"),
        ("Former Secretary of State Hanna Lund", "Hanna Lund"),
        ("Hotel owner and television star Hanna Lund", "Hanna Lund"),
        ("A spokesman for candidate Hanna Lund", "spokesman for candidate Hanna Lund"),
        ("A chorus of angry dockers", "chorus of angry dockers"),
        ("Protesters marching", "protesters"),
        ("The Ledger on", "Ledger"),
        ("A former deckhand, Orrin’s Hanna Lund,", "Hanna Lund"),
        ("The city of Orrin", "city of Orrin"),
        ("42%", "42%"),
        ("About six in 10", "about six in 10"),
        ("Nearly a third", "nearly a third"),
        ("A third", "a third"),
        ("A person close to the harbour board", "person close to the harbour board"),
        ("Two out of three dockers", "two out of three dockers"),
        ("Politicians and even some dockers", "Politicians and some dockers"),
        ("1,409 dockers", "1,409 dockers"),
        ("Those surveyed", "those surveyed"),
        ("Those who pay the toll", "those who pay the toll"),
        ("Analysts like Hanna Lund", "analysts"),
        ("Some analysts - including Hanna Lund -", "some analysts"),
        ("The lawsuit", "lawsuit"),
        ("A new poll released Friday", "new poll"),
        ("Many in the crowd", "many in the crowd"),
        ("Partisans on both sides", "Partisans on both sides"),
        ("Some close allies", "some close allies"),
        ("many as two-thirds of them", "as many as two-thirds of them"),
        ("A leading pollster -- the dockers’ Hanna Lund --", "Hanna Lund"),
    ] {
        let said = "that the harbour was closed";
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"), "{source}");
    }
}

#[test]
fn those_who_speak_together_are_a_group_by_all_their_names() {
    let said = "that the harbour was closed";
    let told_by = |source: &str| {
        let text = format!("Hanna Lund met Ivo Orr, the Harbour Board and Fleet Bank. {source} said {said}.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Lund", PERSON);
        let script = script.entity("Orr", PERSON).entity("Harbour Board", 1).entity("Fleet Bank", 1);
        told(&text, script.attribution(source, "said", &[said])).remove(0)
    };
    for (source, speaker) in [
        ("Hanna Lund and Ivo Orr", "Hanna Lund and Ivo Orr"),
        ("Both Ms. Lund and Mr. Orr", "Hanna Lund and Ivo Orr"),
        ("Lund and Senator Ivo Orr, who met on Friday,", "Hanna Lund and Ivo Orr"),
        ("Hanna Lund, Ivo Orr and other dockers", "Hanna Lund, Ivo Orr and other dockers"),
        ("Lund and her aides", "Hanna Lund and her aides"),
        ("The Harbour Board and Fleet Bank", "Harbour Board and Fleet Bank"),
        ("Hanna Lund, a poet and critic,", "Hanna Lund"),
        ("Pollster and strategist Ivo Orr", "Ivo Orr"),
        ("Supporters of Lund and Orr", "supporters of Hanna Lund and Ivo Orr"),
        ("Hanna Lund, an aide under Brandt and Orr,", "Hanna Lund"),
    ] {
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"), "{source}");
    }
}

#[test]
fn she_is_who_was_described_right_before() {
    let told_by = |speaker: &str, pronoun: &str| {
        let text = format!("“It rained,” {speaker} told us. “The fair is lost,” {pronoun} said.");
        let script = Script::new().attribution(speaker, "told", &["“It rained,”"]);
        told(&text, script.attribution(pronoun, "said", &["“The fair is lost,”"])).remove(1)
    };
    assert_eq!(told_by("a local woman", "she"), "direct local woman: “The fair is lost,”");
    assert_eq!(told_by("a local woman", "he"), "direct ?: “The fair is lost,”");
    assert_eq!(told_by("a harbour spokesman", "she"), "direct ?: “The fair is lost,”");
}

#[test]
fn who_is_quoted_in_a_report_is_the_speaker_and_not_the_report() {
    // The head takes the attribution into the content, or leaves it outside.
    for content in ["“I will be voting,” Hanna Lund said", "“I will be voting,”"] {
        let text = "“I will be voting,” Hanna Lund said, according to The Ledger. “I have decided.” Rain fell.";
        let script = Script::new().entity("Hanna Lund", PERSON).entity("The Ledger", 1).attribution(
            "The Ledger",
            "according to",
            &[content, "“I have decided.”"],
        );
        assert_eq!(told(text, script), ["direct Hanna Lund: “I will be voting,” | “I have decided.”"], "{content}");
    }
}

#[test]
fn who_answers_questions_is_whom_the_article_has_named_most() {
    let text = "Hanna Lund runs the harbour. She met Ivo Orr. Lund spoke of the fair.\n\nQ: Will it rain?\n\nA: I hope not.\n\nQ: Are \
                you sure?\n\nA: Yes, I am.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Lund", PERSON);
    assert_eq!(told(text, script), ["direct Hanna Lund: I hope not.", "direct Hanna Lund: Yes, I am."]);
}

#[test]
fn a_role_is_whose_it_is_and_a_people_is_no_employer() {
    let of = |source: &str| {
        let said = "that the harbour was closed";
        let text = format!("Hanna Lund met the dockers in town. {source} said {said}. It rained on all of them.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Lund", PERSON).entity("Ivo Orr", PERSON);
        let script = script.entity("Harbour News", 1).entity("Orrin", PLACE).attribution(source, "said", &[said]);
        let speaker = analysis(&Article::new("test", &text), script).statements[0].speaker.clone();
        (speaker.role.unwrap_or_default(), speaker.affiliation.unwrap_or_default())
    };
    for (source, role, affiliation) in [
        ("Lund campaign manager Ivo Orr", "campaign manager", "Hanna Lund campaign"),
        ("Lund’s lawyer, Ivo Orr,", "lawyer", "Hanna Lund"),
        ("Harbour News’s Ivo Orr", "", "Harbour News"),
        ("An editor at Harbour News, Ivo Orr,", "editor", "Harbour News"),
        ("Ivo Orr, a Harbour News reader,", "Harbour News reader", ""),
        ("Ivo Orr, a Russian engineer,", "Russian engineer", ""),
        ("Russian Foreign Minister Ivo Orr", "Foreign Minister", "Russia"),
        ("Ivo Orr, a retired nurse in Orrin,", "retired nurse", ""),
        ("Her son Ivo Orr", "son", ""),
        ("Senator Ivo Orr, a Lund supporter,", "Senator", ""),
        ("Ivo Orr, a Lund supporter,", "Lund supporter", ""),
        ("Rep. Ivo Orr (R-Ohio)", "Representative", "Ohio"),
    ] {
        assert_eq!(of(source), (role.to_owned(), affiliation.to_owned()), "{source}");
    }
}

#[test]
fn whom_a_state_sends_is_known_by_it() {
    let said = "that the harbour was closed";
    let told_by = |source: &str| {
        let text = format!(
            "Rep. Hanna Lund (D-Calif.) met Sen. Ivo Orr, R-Ky., and Sen. Ada Vale (I-Vt.). {source} said {said}."
        );
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Ada Vale", PERSON);
        let script = script.entity("California", PLACE).entity("Kentucky", PLACE);
        told(&text, script.attribution(source, "said", &[said])).remove(0)
    };
    for (source, speaker) in [
        ("The California congresswoman", "Hanna Lund"),
        ("The Kentucky senator", "Ivo Orr"),
        ("The congresswoman", "Hanna Lund"),
    ] {
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"), "{source}");
    }
}

#[test]
fn a_relative_and_who_is_called_by_a_given_name_do_not_take_the_surname() {
    let said = "that the harbour was closed";
    let told_by = |before: &str| {
        let text = format!("{before} Orr said {said}. It rained.");
        let script = Script::new().entity("Hanna Orr", PERSON).entity("Tom Orr", PERSON).entity("Tom", PERSON);
        told(&text, script.entity("Orr", PERSON).attribution("Orr", "said", &[said])).remove(0)
    };
    let hanna = format!("indirect Hanna Orr: {said}");
    assert_eq!(told_by("Hanna Orr met her husband, former President Tom Orr."), hanna);
    assert_eq!(
        told_by("Hanna Orr and Tom Orr came. Orr was late. Then Tom left."),
        format!("indirect Tom Orr: {said}")
    );
    assert_eq!(told_by("Tom Orr and Hanna Orr came. Then Tom left."), hanna);
    assert_eq!(told_by("Hanna Orr met her husband in town. Tom Orr was late."), format!("indirect Tom Orr: {said}"));
}

#[test]
fn a_capital_in_a_role_is_a_city() {
    let text = "Judge Hanna Lund of Paris said that the harbour was closed.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Paris", PLACE);
    let script = script.attribution("Judge Hanna Lund of Paris", "said", &["that the harbour was closed"]);
    let analysis = analysis(&Article::new("test", text), script);
    let speaker = &analysis.statements[0].speaker;
    assert_eq!((speaker.role.as_deref(), speaker.affiliation.as_deref()), (Some("Judge"), Some("Paris")));
}

#[test]
fn a_relative_pronoun_takes_up_the_words_before_it() {
    let told_by = |before: &str, pronoun: &str| {
        let text = format!("{before} {pronoun} said that the harbour was closed.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Orrin", PLACE);
        let script = script.entity("Harbour Board", 1).attribution(pronoun, "said", &["that the harbour was closed"]);
        told(&text, script).remove(0).split(':').next().expect("a speaker").to_owned()
    };
    for (before, pronoun, speaker) in [
        ("Ivo Orr met Hanna Lund,", "who", "Hanna Lund"),
        ("He met Senator Hanna Lund of Orrin,", "who", "Hanna Lund"),
        ("He met Hanna Lund of Orrin, a member of the Harbour Board,", "who", "Hanna Lund"),
        ("Hanna Lund, Ivo Orr’s lawyer,", "who", "Hanna Lund"),
        ("Ivo Orr met the Harbour Board,", "which", "Harbour Board"),
        ("Ivo Orr met the Harbour Board,", "who", "Harbour Board"),
        ("It is Hanna Lund’s own campaign,", "which", "?"),
        ("They heard Hanna Lund’s children,", "who", "children"),
        ("He met the Russians", "who", "Russians"),
    ] {
        assert_eq!(told_by(before, pronoun), format!("indirect {speaker}"), "{before}");
    }
}

#[test]
fn a_listed_body_is_known_again_by_its_last_word_and_without_its_capitals() {
    let said = "that the harbour was closed";
    let told_by = |source: &'static str| {
        let text = format!("The New York Post wrote of the Republican Party. {source} said {said}.");
        let script = Script::new().entity("New York Post", 1).entity("Republican Party", 1).entity(source, 1);
        told(&text, script.attribution(source, "said", &[said])).remove(0)
    };
    for (source, speaker) in [("The Post", "New York Post"), ("The Republican party", "Republican Party")] {
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"));
    }
}

#[test]
fn an_office_before_a_surname_is_no_given_name() {
    let text = "Clara Orr, dean of the Harbour College, left. Dean Orr said that the harbour was closed.";
    let script = Script::new()
        .entity("Clara Orr", PERSON)
        .entity("Dean Orr", PERSON)
        .entity("Harbour College", 1)
        .attribution("Dean Orr", "said", &["that the harbour was closed"]);
    let analysis = analysis(&Article::new("test", text), script);
    let speaker = &analysis.statements[0].speaker;
    assert_eq!(speaker.name.as_deref(), Some("Clara Orr"));
    assert_eq!((speaker.role.as_deref(), speaker.affiliation.as_deref()), (Some("dean"), Some("Harbour College")));
}

#[test]
fn the_speaker_is_the_name_behind_a_description_whatever_body_it_works_for() {
    let text = "The court sat. “It is odd,” said another advocate of that court, Pia Orr of the law firm Hale.";
    let script = Script::new().entity("Pia Orr", PERSON).attribution(
        "another advocate of that court, Pia Orr of the law firm Hale",
        "said",
        &["“It is odd,”"],
    );
    assert_eq!(told(text, script), ["direct Pia Orr: “It is odd,”"]);
}

#[test]
fn a_name_in_the_source_comes_before_whom_its_office_stands_for() {
    let source = "the chair of the jury, Simone Achter";
    let text = format!("Ayo Berglund, chair of the guild, left. “It is over,” {source}, said.");
    let named = || Script::new().entity("Ayo Berglund", PERSON).attribution(source, "said", &["“It is over,”"]);
    for script in [named(), named().entity("Simone Achter", PERSON)] {
        assert_eq!(told(&text, script), ["direct Simone Achter: “It is over,”"]);
    }
}

#[test]
fn he_said_is_rather_not_whom_the_words_name() {
    let speaker = |said: &'static str| {
        let text = format!("“It is over,” said Emil Brask.\n\nHugo Orr was away. He said {said}.");
        let script = Script::new()
            .entity("Emil Brask", PERSON)
            .entity("Hugo Orr", PERSON)
            .entity("Orr", PERSON)
            .attribution("Emil Brask", "said", &["“It is over,”"]);
        told(&text, script.attribution("He", "said", &[said])).remove(1)
    };
    assert_eq!(speaker("that nobody would pay"), "indirect Hugo Orr: that nobody would pay");
    assert_eq!(speaker("that Orr had fled the harbour"), "indirect Emil Brask: that Orr had fled the harbour");
}

#[test]
fn a_name_in_a_source_may_only_say_whose_people_speak() {
    let said = "that the harbour was closed";
    let told_by = |source: &str| {
        let text = format!("Hanna Lund’s campaign met Ivo Brandt. He fell ill. {source} said {said}.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Brandt", PERSON).entity("Lund", PERSON);
        told(&text, script.attribution(source, "said", &[said])).remove(0)
    };
    for (source, speaker) in [
        ("Lund campaign manager Ivo Brandt", "Ivo Brandt"),
        ("Some Lund backers", "some Lund backers"),
        ("Her strategists", "Hanna Lund’s strategists"),
        ("Her campaign", "Hanna Lund campaign"),
        ("The campaign", "Hanna Lund campaign"),
        ("Lund’s campaign", "Hanna Lund campaign"),
        ("Many Democrats", "many Democrats"),
        ("Democrats", "Democratic Party"),
        ("Russians", "Russians"),
        ("Americans", "Americans"),
        ("Her ex-husband", "Hanna Lund’s ex-husband"),
        ("Russia", "Russia"),
        ("A study by the FBI", "FBI"),
        ("FBI records", "FBI"),
        ("A review by FBI economist Ivo Brandt", "Ivo Brandt"),
        ("Sources close to her campaign", "sources close to her campaign"),
        ("Team Lund", "Hanna Lund campaign"),
        ("The Lund camp", "Hanna Lund campaign"),
        ("Lund campaign manager Ivo Orr", "Ivo Orr"),
        ("A longtime Lund foe", "longtime Lund foe"),
        ("Lund herself", "Hanna Lund"),
        ("Hanna Lund of a small firm", "Hanna Lund"),
        ("FBI watchers", "FBI watchers"),
        ("House Republicans", "House Republicans"),
        ("The two leading Democrats", "two leading Democrats"),
        ("Her latest letter", "Hanna Lund"),
        ("Lund’s lawsuit", "Hanna Lund"),
        ("Lund’s lawyer’s memo", "Hanna Lund’s lawyer’s memo"),
        ("Lund ally Sonya Hale", "Sonya Hale"),
        ("Hanna Lund in a post", "Hanna Lund"),
    ] {
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"), "{source}");
    }
}

#[test]
fn a_description_by_a_place_is_whom_the_reference_head_points_at() {
    let text = "Ivo Orr spoke to sailors. The Bergen businessman said that ships were late.";
    let script = Script::new().entity("Ivo Orr", PERSON).entity("Bergen", PLACE);
    let script = script.attribution("The Bergen businessman", "said", &["that ships were late"]);
    let speaker = |script: Script| analysis(&Article::new("test", text), script).statements[0].speaker.name.clone();
    assert_eq!(speaker(script.reference("The Bergen businessman", "Ivo Orr")).as_deref(), Some("Ivo Orr"));
}

#[test]
fn a_name_that_says_what_a_speaker_does_is_not_the_speaker() {
    let speaker =
        |text: &str, script: Script| analysis(&Article::new("test", text), script).statements[0].speaker.name.clone();
    let text = "One pastor supporting Ivo Orr, Max Sorge, said that ships were late.";
    let script = Script::new().entity("Ivo Orr", PERSON).entity("Max Sorge", PERSON);
    let script = script.attribution("One pastor supporting Ivo Orr, Max Sorge", "said", &["that ships were late"]);
    assert_eq!(speaker(text, script).as_deref(), Some("Max Sorge"));
    let text = "A pastor who worked for Mr. Orr said that ships were late. Ivo Orr knows.";
    let script = Script::new().entity("Ivo Orr", PERSON).entity("Orr", PERSON);
    let script = script.attribution("A pastor who worked for Mr. Orr", "said", &["that ships were late"]);
    assert_eq!(speaker(text, script).as_deref(), Some("pastor"));
}

#[test]
fn a_source_of_which_only_the_first_word_was_marked_is_read_whole() {
    let told_by = |text: &str, source: &str, cue: &str, content: &str| {
        let script = Script::new().entity("Hanna Orr", PERSON).attribution(source, cue, &[content]);
        told(text, script).remove(0)
    };
    let name = "Hanna Orr left. Mrs. Orr planned to reopen the flooded mine.";
    let planned = told_by(name, "Mrs.", "planned", "to reopen the flooded mine");
    assert_eq!(planned, "indirect Hanna Orr: to reopen the flooded mine");
    let noun = "The striking dockers demanded that the harbour pay them.";
    let demanded = told_by(noun, "The", "demanded", "that the harbour pay them");
    assert_eq!(demanded, "indirect striking dockers: that the harbour pay them");
    let listed = "The FBI warned state officials to lock up their desks.";
    let warned = told_by(listed, "The FBI", "warned", "state officials to lock up their desks");
    assert_eq!(warned, "indirect FBI: state officials to lock up their desks");
    let paper = "The Harbour Ledger reported that the fair was over.";
    let reported = told_by(paper, "The Harbour Ledger", "reported", "that the fair was over");
    assert_eq!(reported, "indirect Harbour Ledger: that the fair was over");
}

#[test]
fn a_paragraph_of_quotation_without_attribution_goes_on_from_the_speaker_before() {
    let text = "“The harbour is lost,” said Ilse Brandt.\n\n“Nobody will ever pay for the new one.”";
    let script = Script::new()
        .entity("Ilse Brandt", PERSON)
        .attribution("Ilse Brandt", "said", &["“The harbour is lost,”"])
        .attribution("", "", &["“Nobody will ever pay for the new one.”"]);
    let expected =
        ["direct Ilse Brandt: “The harbour is lost,”", "direct Ilse Brandt: “Nobody will ever pay for the new one.”"];
    assert_eq!(told(text, script), expected);
}

#[test]
fn two_people_with_one_surname_stay_two() {
    let text =
        "Elena Varga and Tomas Varga met the press.\n\n“We lost,” said Tomas Varga.\n\n“We won,” said Elena Varga.";
    let script = Script::new()
        .entity("Elena Varga", PERSON)
        .entity("Tomas Varga", PERSON)
        .attribution("Tomas Varga", "said", &["“We lost,”"])
        .attribution("Elena Varga", "said", &["“We won,”"]);
    assert_eq!(told(text, script), ["direct Tomas Varga: “We lost,”", "direct Elena Varga: “We won,”"]);
}

#[test]
fn a_member_of_a_party_is_the_politician_and_not_the_party() {
    let before = "Governor Hanna Lund praised the dam. The Republican plan for it failed.\n\n";
    let script = || Script::new().entity("Hanna Lund", PERSON).entity("Kentucky", PLACE);
    for (source, speaker) in [
        ("The Republican", "Hanna Lund"),
        ("The Kentucky Republican", "Hanna Lund"),
        ("The GOP presidential candidate", "Hanna Lund"),
        ("Republicans", "Republican Party"),
        ("The Kentucky Republicans", "Kentucky Republicans"),
    ] {
        assert_eq!(
            said_by(before, source, script()),
            format!("indirect {speaker}: that the harbour was closed"),
            "{source}"
        );
    }
    // Of two people in the paragraph before, who spoke there.
    let text = "Pia Orr was met by Hanna Lund. “It rained,” Orr said.\n\nThe Kentucky Republican said that the harbour was closed.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Pia Orr", PERSON).entity("Orr", PERSON);
    let script = script.attribution("Orr", "said", &["“It rained,”"]);
    let script = script.attribution("The Kentucky Republican", "said", &["that the harbour was closed"]);
    assert_eq!(told(text, script)[1], "indirect Pia Orr: that the harbour was closed");
}

#[test]
fn a_capital_is_a_surname_where_the_article_has_the_full_name() {
    let by = |before: &str, source: &str| {
        said_by(before, source, Script::new().entity("Clara Washington", PERSON).entity("Washington", PLACE))
    };
    let person = by("Clara Washington came.\n\n", "Washington");
    assert_eq!(person, "indirect Clara Washington: that the harbour was closed");
    assert_eq!(by("Nobody came.\n\n", "Washington"), "indirect United States: that the harbour was closed");
    // So is the adjective of a people.
    let script = || Script::new().entity("Ivo German", PERSON).entity("German", 3);
    let by = |before: &str| said_by(before, "German", script());
    assert_eq!(by("Ivo German came.\n\n"), "indirect Ivo German: that the harbour was closed");
    assert!(!by("Nobody came.\n\n").contains("Ivo"));
    // A listed newspaper as well, without its article.
    let by = |source: &str| {
        let script = Script::new().entity("Don Guardian", PERSON).entity("Guardian", 1);
        said_by("Mayor Don Guardian came.\n\n", source, script)
    };
    assert_eq!(by("Guardian"), "indirect Don Guardian: that the harbour was closed");
    assert_eq!(by("The Guardian"), "indirect The Guardian: that the harbour was closed");
}

#[test]
fn who_says_something_after_a_reported_question_is_not_who_asked() {
    let text = "“We build it,” said Ivo Orr.\n\nHanna Lund asked how high it was. “Forty feet,” he said. It rained.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON);
    let script = script.attribution("Ivo Orr", "said", &["“We build it,”"]);
    let script = script.attribution("Hanna Lund", "asked", &["how high it was"]);
    let script = script.attribution("he", "said", &["“Forty feet,”"]);
    assert_eq!(told(text, script).pop().as_deref(), Some("direct Ivo Orr: “Forty feet,”"));
}

#[test]
fn a_name_behind_two_descriptions_and_an_initial_is_whole() {
    let by = |source: &str, head: &str| said_by("", source, Script::new().entity(head, PERSON));
    let expected = "indirect Clara B. Quill: that the harbour was closed";
    assert_eq!(by("public defender Clara B. Quill", "Clara B."), expected);
    assert_eq!(by("Presidential contender and former mechanic Clara B. Quill", "Clara B. Quill"), expected);
}

#[test]
fn an_officer_of_a_place_is_nobody_of_another() {
    let before = "Ostrany Governor Hanna Lund met Ohio Governor Ivo Orr. It rained.\n\nThe mayor came.\n\n";
    let script = || {
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON);
        script.entity("Ostrany", PLACE).entity("Ohio", PLACE)
    };
    for (source, speaker) in [
        ("The Ostrany governor", "Hanna Lund"),
        ("The Ohio governor", "Ivo Orr"),
        // Places behind the office are none that it is of.
        ("The governor, who came from Bergen,", "Ivo Orr"),
    ] {
        assert_eq!(
            said_by(before, source, script()),
            format!("indirect {speaker}: that the harbour was closed"),
            "{source}"
        );
    }
}

#[test]
fn a_description_with_an_owner_or_an_office_elsewhere_is_not_the_one_named_before() {
    let before = "President Hanna Lund met the bureau.\n\n";
    let script = || Script::new().entity("Hanna Lund", PERSON).entity("Pia Orr", PERSON);
    for (source, speaker) in [
        ("The president", "Hanna Lund"),
        ("The president of a leading group", "president of a leading group"),
        ("The bureau’s director, Pia Orr,", "Pia Orr"),
    ] {
        assert_eq!(
            said_by(before, source, script()),
            format!("indirect {speaker}: that the harbour was closed"),
            "{source}"
        );
    }
}

#[test]
fn who_is_called_by_the_surname_of_a_couple_is_the_one_whom_the_title_fits() {
    let couple = "The confrontation between Tarek and Salma Odeh and the mayor, Hanna Lund, went on. ";
    let script = || {
        let names = [
            ("Tarek", PERSON),
            ("Salma Odeh", PERSON),
            ("Sami Odeh", PERSON),
            ("Hanna Lund", PERSON),
            ("Odeh", PERSON),
        ];
        names.into_iter().fold(Script::new(), |script, (name, kind)| script.entity(name, kind))
    };
    let speaker = |behind: &str, source: &str| said_by(&format!("{couple}{behind}"), source, script());
    for (behind, source, speaker_name) in [
        ("Ms. Odeh and Mr. Odeh came. ", "Mr. Odeh", "Tarek Odeh"),
        ("Mr. Odeh and Ms. Odeh came. ", "Ms. Odeh", "Salma Odeh"),
        ("Mr. Odeh and Ms. Odeh have a son, Sami Odeh. ", "Captain Odeh", "Sami Odeh"),
        ("Mr. Odeh and Ms. Odeh have a son, Sami Odeh. ", "Mr. Odeh", "Tarek Odeh"),
    ] {
        assert!(
            speaker(behind, source).starts_with(&format!("indirect {speaker_name}:")),
            "{}",
            speaker(behind, source)
        );
    }
}

#[test]
fn the_first_of_two_names_is_whole_by_the_second_only_in_a_family() {
    for (pair, first, speaker) in [
        ("Tom and Maria Brandt", "Tom", "Tom Brandt"),
        ("Lund and Maria Brandt", "Lund", "Lund"),
        ("Tom and Peter Brandt", "Tom", "Tom"),
        ("Tom and Peter Brandt of the Brandts", "Tom", "Tom Brandt"),
    ] {
        let script = Script::new().entity(first, PERSON).entity("Maria Brandt", PERSON).entity("Peter Brandt", PERSON);
        let told = said_by(&format!("It was made for {pair} alone. "), first, script);
        assert!(told.starts_with(&format!("indirect {speaker}:")), "{pair}: {told}");
    }
}

#[test]
fn an_inspector_general_is_no_general() {
    let script = Script::new().entity("General Hanna Lund", PERSON).entity("Hanna Lund", PERSON);
    let told = said_by("General Hanna Lund was there. ", "The inspector general", script);
    assert!(told.starts_with("indirect inspector general:"), "{told}");
}

#[test]
fn whom_a_description_names_last_speaks() {
    for (source, speaker) in [
        ("Lund constituent Ilse Brandt", "Ilse Brandt"),
        ("White House Chief of Staff Ilse Brandt (then an adviser)", "Ilse Brandt"),
        ("Democrats on the harbour committee", "Democrats on the harbour committee"),
        ("Democrats", "Democratic Party"),
        ("Party bosses", "party bosses"),
        ("A reporter, who worked for Mr. Lund", "reporter"),
    ] {
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Lund", PERSON).entity("Ilse Brandt", PERSON);
        let told = said_by("Hanna Lund was there. ", source, script);
        assert!(told.starts_with(&format!("indirect {speaker}:")), "{source}: {told}");
    }
}

#[test]
fn a_medium_is_that_of_whom_it_is_called_after() {
    for (source, speaker) in [
        ("Norwegian television", "Norwegian television"),
        ("Norwegian state radio", "Norwegian state radio"),
        ("A new Harbour Ledger poll", "Harbour Ledger poll"),
    ] {
        let script = Script::new().entity("Harbour Ledger", 1);
        let told = said_by("The Harbour Ledger was sold. ", source, script);
        assert!(told.starts_with(&format!("indirect {speaker}:")), "{source}: {told}");
    }
    let text = "Norwegian television said that the harbour was closed. The television said that it was late.";
    let script = Script::new().attribution("Norwegian television", "said", &["that the harbour was closed"]);
    let script = script.attribution("The television", "said", &["that it was late"]);
    assert!(told(text, script)[1].starts_with("indirect Norwegian television:"));
}

#[test]
fn the_dateline_is_no_part_of_who_speaks() {
    let script = Script::new().entity("Hanna Lund", PERSON);
    let text = "OSLO, Norway - A judge said that the harbour was closed. Hanna Lund left.";
    let script = script.attribution("OSLO, Norway - A judge", "said", &["that the harbour was closed"]);
    assert_eq!(told(text, script), ["indirect judge: that the harbour was closed"]);
}

#[test]
fn whom_the_first_lines_describe_by_a_state_is_who_speaks_next_with_that_office() {
    let said = "that the harbour was closed";
    let text = format!("Norway’s outgoing envoy said {said}.\n\nHanna Lund, who was in Orrin, said that it was late.");
    let script = Script::new().entity("Norway", PLACE).entity("Hanna Lund", PERSON);
    let script = script.attribution("Norway’s outgoing envoy", "said", &[said]);
    let script = script.attribution("Hanna Lund", "said", &["that it was late"]);
    let analysis = analysis(&Article::new("test", &text), script);
    for statement in &analysis.statements {
        let speaker = &statement.speaker;
        let office = (speaker.name.as_deref(), speaker.role.as_deref(), speaker.affiliation.as_deref());
        assert_eq!(office, (Some("Hanna Lund"), Some("outgoing envoy"), Some("Norway")));
    }
}

#[test]
fn one_of_many_is_no_office_nor_is_what_somebody_might_become() {
    let role = |text: &str| {
        let script = Script::new().entity("Hanna Lund", PERSON);
        let said = "that the harbour was closed";
        let script = script.attribution("Hanna Lund", "said", &[said]);
        let text = format!("{text} Hanna Lund said {said}. It rained.");
        analysis(&Article::new("test", &text), script).statements[0].speaker.role.clone()
    };
    assert_eq!(role("Hanna Lund, one of a host of men, left."), None);
    assert_eq!(role("Hanna Lund, one of the mayors, left.").as_deref(), None);
}

#[test]
fn a_source_in_another_paragraph_is_left_as_it_is() {
    let content = "that the harbour was closed";
    for (before, behind, source) in [
        ("They had watched television.", "It rained.", "television"),
        ("They had watched the", "It rained.", "the"),
        ("It rained.", "They had watched television.", "television"),
        ("It rained.", "They met the", "the"),
    ] {
        let text = format!("{before}\n\nOne heard {content}\n\n{behind}");
        let script = Script::new().attribution(source, "heard", &[content]);
        assert_eq!(told(&text, script).len(), 1, "{text}");
    }
}

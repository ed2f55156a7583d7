//! Of whom a statement speaks, and how.

use super::*;

#[test]
fn a_surname_is_not_that_of_a_relative_named_in_passing() {
    let text = "Hanna Lund fell ill.\n\nHanna Lund left by car.\n\nHanna Lund drove to her daughter, Greta Lund.\n\n\
                “Lund needed no doctor,” said Ilse Brandt.";
    let script = Script::new()
        .entity("Hanna Lund", PERSON)
        .entity("Greta Lund", PERSON)
        .entity("Ilse Brandt", PERSON)
        .entity("Lund", PERSON)
        .attribution("Ilse Brandt", "said", &["“Lund needed no doctor,”"]);
    assert_eq!(spoken_of(text, script), ["Hanna Lund"]);
}

#[test]
fn a_pronoun_means_the_only_person_named_before_the_quotation() {
    let text = "Greta Vale resigned.\n\nHanna Lund left by car. “She asked for fish,” said Ilse Brandt.";
    let script = Script::new()
        .entity("Greta Vale", PERSON)
        .entity("Hanna Lund", PERSON)
        .entity("Ilse Brandt", PERSON)
        .attribution("Ilse Brandt", "said", &["“She asked for fish,”"]);
    assert_eq!(spoken_of(text, script), ["Hanna Lund"]);
}

#[test]
fn the_front_runner_of_a_party_is_not_the_party() {
    let text = "Hanna Lund came. “The Republican front-runner is lost,” said Pia Orr.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Pia Orr", PERSON);
    let script = script.attribution("Pia Orr", "said", &["“The Republican front-runner is lost,”"]);
    assert!(spoken_of(text, script).is_empty());
}

#[test]
fn an_object_is_not_the_subject_of_its_verb() {
    let text = "Ilse Brandt said no. She called him a “born liar”. “Tomas Varga would beat him,” said Pia Orr.";
    let script = |content: &'static str| {
        let script = Script::new().entity("Ilse Brandt", PERSON).entity("Tomas Varga", PERSON);
        match content.starts_with('“') {
            true => script.entity("Pia Orr", PERSON).attribution("Pia Orr", "said", &[content]),
            false => script.attribution("Ilse Brandt", "called", &[content]),
        }
    };
    // No other person was named before: it is nobody, and not who speaks or acts.
    assert_eq!(spoken_of(text, script("him a “born liar”")), Vec::<String>::new());
    assert_eq!(spoken_of(text, script("“Tomas Varga would beat him,”")), ["Tomas Varga"]);
}

#[test]
fn a_surname_is_a_leaders_only_where_his_state_is_named() {
    let script = || {
        Script::new().entity("Ilse Brandt", PERSON).entity("Rasmussen", PERSON).entity("Denmark", PLACE).attribution(
            "Ilse Brandt",
            "said",
            &["“Rasmussen has another number,”"],
        )
    };
    let text = "“Rasmussen has another number,” said Ilse Brandt.";
    assert_eq!(spoken_of(text, script()), ["Rasmussen"]);
    assert_eq!(spoken_of(&format!("Denmark voted.\n\n{text}"), script()), ["Lars Løkke Rasmussen"]);
}

#[test]
fn a_body_is_known_again_by_the_noun_of_its_name() {
    let text = "The Seafarers’ Union met the harbour board.\n\n“The union is short of money, and the other union is not,” \
                said Ilse Brandt.";
    let content = "“The union is short of money, and the other union is not,”";
    let script = Script::new().entity("Ilse Brandt", PERSON).entity("Seafarers’ Union", 1).attribution(
        "Ilse Brandt",
        "said",
        &[content],
    );
    let analysis = analysis(&Article::new("test", text), script);
    let stances = &analysis.statements[0].stances;
    let named: Vec<(&str, Vec<&str>)> =
        stances.iter().map(|s| (s.actor.as_str(), s.mentions.iter().map(|m| m.of(text)).collect())).collect();
    assert_eq!(named, [("Seafarers’ Union", vec!["The union"])]);
}

#[test]
fn a_pronoun_without_a_name_means_of_whom_the_speaker_spoke_last() {
    let first = "“Ivo Orr has lost the port,” said Hanna Lund.";
    let rows = |second: &str, content: &str| {
        let text = format!("{first}\n\n{second}");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Max Sorge", PERSON);
        let source = if second.contains("Sorge") { "Max Sorge" } else { "Hanna Lund" };
        let script = script.attribution("Hanna Lund", "said", &["“Ivo Orr has lost the port,”"]).attribution(
            source,
            "added",
            &[content],
        );
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[1].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rows("“He never knew the tides,” added Hanna Lund.", "“He never knew the tides,”"), ["Ivo Orr"]);
    // Of whom another spoke is not known to be meant.
    assert_eq!(rows("“He never knew the tides,” added Max Sorge.", "“He never knew the tides,”"), Vec::<String>::new());
}

#[test]
fn a_pronoun_means_rather_of_whom_more_was_said() {
    let rows = |first: &str| {
        let text = format!("{first} said Hanna Lund.\n\n“He never knew the tides,” added Hanna Lund.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Max Sorge", PERSON);
        let script = script.attribution("Hanna Lund", "said", &[first]).attribution(
            "Hanna Lund",
            "added",
            &["“He never knew the tides,”"],
        );
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[1].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rows("“Ivo Orr beat Max Sorge, and Ivo Orr sang,”"), ["Ivo Orr"]);
    assert_eq!(rows("“Ivo Orr beat Max Sorge,”"), Vec::<String>::new());
}

#[test]
fn the_country_is_the_state_that_the_reference_head_points_at() {
    let rows = |words: &str, meant: &str| {
        let text = format!("Norway and Ivo Orr met.\n\n“{words} needs ships,” said Hanna Lund.");
        let content = format!("“{words} needs ships,”");
        let script = Script::new().entity("Norway", PLACE).entity("Ivo Orr", PERSON).entity("Hanna Lund", PERSON);
        let script = script.attribution("Hanna Lund", "said", &[content.as_str()]).reference(words, meant);
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rows("This country", "Norway"), ["Norway"]);
    assert_eq!(rows("Our nation", "Norway"), ["Norway"]);
    assert_eq!(rows("This country", "Ivo Orr"), Vec::<String>::new());
    assert_eq!(rows("This harbour", "Norway"), Vec::<String>::new());
}

#[test]
fn a_pronoun_is_of_whom_the_cue_says_that_it_was_said() {
    let rows = |cue: &str| {
        let text = format!("Max Sorge sails. “He never knew the tides,” Hanna Lund {cue}, in Oslo.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Max Sorge", PERSON);
        let script =
            script.attribution("Hanna Lund", "said", &["“He never knew the tides,”"]).reference("He", "Max Sorge");
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(rows("said of Mr. Ivo Orr"), ["Ivo Orr"]);
    assert_eq!(rows("said with Ivo Orr"), ["Max Sorge"]);
}

#[test]
fn who_leads_a_state_is_not_guessed() {
    let text = "Ivo Orr met Max Sorge.\n\n“The Norwegian leader won,” said Hanna Lund.";
    let script = Script::new().entity("Ivo Orr", PERSON).entity("Max Sorge", PERSON).entity("Hanna Lund", PERSON);
    let script = script.entity("Norwegian", 3).attribution("Hanna Lund", "said", &["“The Norwegian leader won,”"]);
    let analysis = analysis(&Article::new("test", text), script.reference("The Norwegian leader", "Ivo Orr"));
    assert!(analysis.statements[0].stances.iter().all(|stance| stance.actor != "Ivo Orr"));
}

#[test]
fn a_pronoun_is_followed_by_way_of_earlier_ones() {
    let text = "Ivo Orr sails. Last year he sank.\n\n“His luck is bad,” said Hanna Lund.";
    let script =
        Script::new().entity("Ivo Orr", PERSON).entity("Hanna Lund", PERSON).stance("His", Stance::Unfavorable);
    let script = script.attribution("Hanna Lund", "said", &["“His luck is bad,”"]);
    let script = script.reference("he", "Ivo Orr").reference("His", "he");
    let analysis = analysis(&Article::new("test", text), script);
    let row = &analysis.statements[0].stances[0];
    assert_eq!((row.actor.as_str(), row.mention.of(text)), ("Ivo Orr", "His"));
}

#[test]
fn whose_officer_somebody_is_has_no_row_of_its_own() {
    let spoken = |content: &str| {
        let text = format!("Ilse Brandt said: “{content}”");
        let script = Script::new().entity("Ilse Brandt", PERSON).entity("Ivo Orr", PERSON).attribution(
            "Ilse Brandt",
            "said",
            &[format!("“{content}”").as_str()],
        );
        spoken_of(&text, script)
    };
    assert_eq!(spoken("FBI Director Ivo Orr failed the country."), ["Ivo Orr"]);
    assert_eq!(spoken("Russian foreign minister Ivo Orr failed."), ["Ivo Orr"]);
    assert_eq!(spoken("Democrat Ivo Orr failed the FBI."), ["Ivo Orr", "FBI"]);
    assert_eq!(spoken("Russian drones failed, and Russia lost."), ["Russia"]);
    assert_eq!(spoken("African American voters failed the next president."), Vec::<String>::new());
    assert_eq!(spoken("Talks in Moscow failed, and the Paris attacks did not help."), Vec::<String>::new());
    assert_eq!(spoken("In Moscow they know that the talks failed."), ["Russia"]);
    assert_eq!(spoken("Ivo Orr fell out with the Orrs."), ["Ivo Orr"]);
}

#[test]
fn the_nominee_of_a_party_is_who_is_called_a_nominee() {
    let said = "“The Republican nominee lost, and the Democratic presidential nominee won.”";
    let text =
        format!("Ivo Orr, the Republican nominee, met Ada Brandt, the Democratic nominee. Hanna Lund said: {said}");
    let persons = ["Ivo Orr", "Ada Brandt", "Hanna Lund"];
    let script = persons.iter().fold(Script::new(), |script, name| script.entity(name, PERSON));
    let script = script.entity("Democratic", 3).attribution("Hanna Lund", "said", &[said]);
    let analysis = analysis(&Article::new("test", text), script);
    let actors: Vec<&str> = analysis.statements[0].stances.iter().map(|s| s.actor.as_str()).collect();
    assert_eq!(actors, ["Ivo Orr", "Ada Brandt"]);
}

#[test]
fn people_and_things_of_a_person_are_judged_and_not_he() {
    let said = "“The Orr campaign lied, and Brandt backers cheered.”";
    let script = Script::new().entity("Orr", PERSON).entity("Brandt", PERSON).entity("Hanna Lund", PERSON);
    let article = Article::new("test", format!("Hanna Lund said: {said}"));
    let analysis = analysis(&article, script.attribution("Hanna Lund", "said", &[said]));
    let roles: Vec<(&str, MentionRole)> =
        analysis.statements[0].stances.iter().map(|s| (s.actor.as_str(), s.mention_role)).collect();
    assert_eq!(roles, [("Orr", MentionRole::Modifier), ("Brandt", MentionRole::Modifier)]);
}

#[test]
fn a_body_called_by_what_it_is_is_the_only_one_named_before() {
    let script = || {
        Script::new().entity("Telmark", 1).entity("Halden Bank", 1).entity("Ilse Brandt", PERSON).attribution(
            "Ilse Brandt",
            "said",
            &["“The company has no plan.”"],
        )
    };
    let said = "Ilse Brandt said: “The company has no plan.”";
    assert_eq!(spoken_of(&format!("Telmark cut 900 jobs in May. {said}"), script()), ["Telmark"]);
    assert_eq!(spoken_of(&format!("Telmark cut 900 jobs.\n\n{said}"), script()), ["Telmark"]);
    // Of two it is neither, and no bank is a union.
    assert_eq!(spoken_of(&format!("Telmark owes Halden Bank a lot. {said}"), script()), ["company"]);
    let union = "Halden Bank cut 900 jobs. The union left. Ilse Brandt said: “The company has no plan.”";
    assert_eq!(spoken_of(union, script()), ["Halden Bank"]);
}

#[test]
fn stances_name_actors_by_capital_and_mark_modifiers_hedges_and_reported_attitudes() {
    let text =
        "“Moscow may regret it, and China is quite worried about Japan. Russian steel is poor,” said Ilse Brandt.";
    let script = Script::new()
        .entity("Ilse Brandt", PERSON)
        .entity("Moscow", PLACE)
        .entity("China", PLACE)
        .entity("Japan", PLACE)
        .attribution(
            "Ilse Brandt",
            "said",
            &["“Moscow may regret it, and China is quite worried about Japan. Russian steel is poor,”"],
        )
        .stance("Moscow", Stance::Unfavorable)
        .stance("Japan", Stance::Unfavorable);
    let analysis = analysis(&Article::new("test", text), script);
    let rows: Vec<String> = analysis.statements[0]
        .stances
        .iter()
        .map(|s| {
            format!("{} {} {} {} {:?} n={}", s.actor, s.stance, s.modality, s.perspective, s.holder, s.mentions.len())
        })
        .collect();
    let expected = [
        "Russia unfavorable possible speaker None n=2",
        "China neutral possible speaker None n=1",
        "Japan unfavorable possible reported Some(\"China\") n=1",
    ];
    assert_eq!(rows, expected);
    assert_eq!(analysis.statements[0].speaker.kind, SpeakerKind::Person);
    assert_eq!(analysis.statements[0].statement.kind, StatementKind::Direct);
}

#[test]
fn the_country_is_else_the_state_of_which_the_article_speaks() {
    let rows = |before: &str, words: &str| {
        let text = format!("{before}\n\n“{words} needs ships,” said Hanna Lund.");
        let content = format!("“{words} needs ships,”");
        let script = Script::new().entity("Norway", PLACE).entity("Denmark", PLACE).entity("Hanna Lund", PERSON);
        let script = script.attribution("Hanna Lund", "said", &[content.as_str()]);
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    let norway = "Norway met Denmark. Norwegian ships sank. Norway paid.";
    assert_eq!(rows(norway, "This country"), ["Norway"]);
    assert_eq!(rows(norway, "Our great nation"), ["Norway"]);
    assert_eq!(rows(norway, "The country"), ["Norway"]);
    assert_eq!(rows("Norway met Denmark. Norway paid Denmark.", "This country"), Vec::<String>::new());
    assert_eq!(rows("Norway paid.", "This country"), Vec::<String>::new());
}

#[test]
fn a_body_that_reports_says_it_of_itself() {
    let actors = |content: &str| {
        let text = format!(
            "Snow fell.\n\nFleet Council met the Harbour Union on the ice.\n\nThe Harbour Union said {content}."
        );
        let script = Script::new().entity("Harbour Union", BODY).entity("Fleet Council", BODY);
        let script = script.attribution("The Harbour Union", "said", &[content]);
        let analysis = analysis(&Article::new("test", text), script);
        analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(actors("it had “paid” twice"), ["Harbour Union"]);
    assert_eq!(actors("that nobody had asked and that it would pay"), ["Harbour Union"]);
    assert_eq!(actors("that Fleet Council had asked and that it would pay"), ["Fleet Council"]);
}

#[test]
fn an_office_is_whose_it_is_and_where_he_is() {
    let rows = |before: &str, words: &str, refers: Option<(&str, &str)>| {
        let text = format!("{before}\n\n“{words} won,” said Hanna Lund.");
        let content = format!("“{words} won,”");
        let persons = ["Ivo Orr", "Max Sorge", "Hanna Lund", "Boris Johnson", "Rishi Sunak"];
        let script = persons.iter().fold(Script::new(), |script, name| script.entity(name, PERSON));
        let script = ["Orrin", "Telmark"].iter().fold(script, |script, place| script.entity(place, PLACE));
        let script = script.attribution("Hanna Lund", "said", &[content.as_str()]);
        let script = refers.into_iter().fold(script, |script, (from, to)| script.reference(from, to));
        let article = Article { date: Some("2023-05-01".to_owned()), ..Article::new("test", text) };
        let analysis = analysis(&article, script);
        analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect::<Vec<_>>()
    };
    let nobody = Vec::<String>::new();
    let vice = "On Friday President Ivo Orr quietly met Vice President Max Sorge there.";
    assert_eq!(rows(vice, "The president", None), ["Ivo Orr"]);
    assert_eq!(rows(vice, "The vice president", None), ["Max Sorge"]);
    let mayors = "Mayor Ivo Orr of Orrin came.";
    assert_eq!(rows(mayors, "The Orrin mayor", None), ["Ivo Orr"]);
    assert_eq!(rows(&format!("{mayors} Telmark paid."), "The Telmark mayor", None), nobody);
    assert_eq!(
        rows(&format!("{mayors} Telmark paid."), "The Telmark mayor", Some(("The Telmark mayor", "Ivo Orr"))),
        nobody
    );
    let ministers = "Britain cheered. Prime Minister Rishi Sunak met Boris Johnson. Prime Minister Boris Johnson left.";
    assert_eq!(rows(ministers, "The prime minister", None), ["Rishi Sunak"]);
    assert_eq!(rows(ministers, "The former prime minister", None), ["Boris Johnson"]);
    assert_eq!(rows(ministers, "The British prime minister", None), ["Rishi Sunak"]);
    assert_eq!(rows("President Ivo Orr came. Norway paid.", "The Norwegian president", None), nobody);
    let leader = "Mayor Ivo Orr met Max Sorge.";
    assert_eq!(rows(leader, "Max Sorge is the mayor, he", Some(("the mayor", "Max Sorge"))), ["Max Sorge"]);
}

#[test]
fn some_people_of_a_state_or_party_are_not_it() {
    let spoken = |content: &str| {
        let text = format!("Ilse Brandt said: “{content}”");
        let script = Script::new().entity("Ilse Brandt", PERSON).attribution(
            "Ilse Brandt",
            "said",
            &[format!("“{content}”").as_str()],
        );
        spoken_of(&text, script)
    };
    assert_eq!(spoken("Russians cannot be trusted."), ["Russia"]);
    assert_eq!(spoken("All Russians know it."), ["Russia"]);
    assert_eq!(spoken("Few Russians know it, nor 65 percent of Republicans."), Vec::<String>::new());
    assert_eq!(spoken("We met Russians who know it."), Vec::<String>::new());
    assert_eq!(spoken("I am proud to be an American."), Vec::<String>::new());
    assert_eq!(spoken("They sent a Russian ship."), ["Russia"]);
    assert_eq!(spoken("She hopes to be president of the United States."), Vec::<String>::new());
    assert_eq!(spoken("She blames the president of Russia and Norway."), ["Norway"]);
}

#[test]
fn where_a_body_is_at_home_and_a_handle_have_no_row() {
    let said = "“The Lund Policy Center at the Telmark Institute lied. Follow @pialund.”";
    let script = Script::new().entity("Lund Policy Center", 1).entity("Telmark Institute", 1).entity("pialund", PERSON);
    let script = script.entity("Ilse Brandt", PERSON).attribution("Ilse Brandt", "said", &[said]);
    assert_eq!(spoken_of(&format!("Ilse Brandt said: {said}"), script), ["Lund Policy Center"]);
}
#[test]
fn a_name_begins_behind_what_addresses_it() {
    let text = "Hanna Lund came. “Sorry Hanna, the harbour is lost,” said Pia Orr.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Sorry Hanna", PERSON).entity("Pia Orr", PERSON);
    let script = script.attribution("Pia Orr", "said", &["“Sorry Hanna, the harbour is lost,”"]);
    assert_eq!(spoken_of(text, script), ["Hanna Lund"]);
}

#[test]
fn an_office_and_a_surname_are_whoever_held_it_then() {
    let text = "Michelle Obama opened the fair. Ilse Brandt said that President Obama was late. It rained.";
    let script = Script::new()
        .entity("Michelle Obama", PERSON)
        .entity("Obama", PERSON)
        .entity("Ilse Brandt", PERSON)
        .attribution("Ilse Brandt", "said", &["that President Obama was late"]);
    assert_eq!(spoken_of(text, script), ["Barack Obama"]);
}

#[test]
fn initials_of_a_state_behind_a_name_are_part_of_it() {
    for (words, actor) in [("Priorities USA", "Priorities USA"), ("the USA", "United States")] {
        let text = format!("Ilse Brandt said that {words} had paid. It rained.");
        let script = Script::new().entity("Ilse Brandt", PERSON).entity("USA", PLACE).attribution(
            "Ilse Brandt",
            "said",
            &[&format!("that {words} had paid")],
        );
        assert_eq!(spoken_of(&text, script), [actor]);
    }
}

#[test]
fn who_is_quoted_says_i_of_himself_and_no_description() {
    let spoken = |content: &str| {
        let text = format!("Ilse Brandt, president of the Harbour Institute, said: “{content}” It rained.");
        let said = format!("“{content}”");
        let script = Script::new().entity("Ilse Brandt", PERSON).entity("Harbour Institute", 1);
        spoken_of(&text, script.attribution("Ilse Brandt, president of the Harbour Institute,", "said", &[&said]))
    };
    assert_eq!(spoken("The president made the news."), Vec::<String>::new());
    assert_eq!(spoken("I am the president."), ["Ilse Brandt"]);
}

#[test]
fn who_is_quoted_by_the_quoted_speaks_of_himself_there() {
    let rows = |said: &str| {
        let text = format!("{said} Hanna Lund said.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON);
        spoken_of(&text, script.attribution("Hanna Lund", "said", &[said]))
    };
    assert_eq!(rows("“They tell me, ‘I failed Ivo Orr.’ It’s sad,”"), ["Ivo Orr"]);
    assert_eq!(rows("“They call him ‘late.’ I failed Ivo Orr,”"), ["Hanna Lund", "Ivo Orr"]);
}

#[test]
fn initials_are_those_of_the_name_that_they_stand_behind() {
    let text = "The Harbour Folk Party, or HVP, met in the town while it rained on the fair, and all went home early.\n\nHanna \
                Lund said that HVP had lied.";
    let script = Script::new().entity("Harbour Folk Party", 1).entity("HVP", 1);
    let script = script.entity("Hanna Lund", PERSON).attribution("Hanna Lund", "said", &["that HVP had lied"]);
    assert_eq!(spoken_of(text, script), ["Harbour Folk Party"]);
}

#[test]
fn a_name_around_a_nickname_is_one() {
    for nickname in ["“Tig”", "\"Tig\"", "“The Rock”"] {
        let text = format!("Ilse Brandt said that Marine John {nickname} Varga had lied. It rained.");
        let script = Script::new().entity("Ilse Brandt", PERSON).entity("John", PERSON).entity("Varga", PERSON);
        let script =
            script.attribution("Ilse Brandt", "said", &[&format!("that Marine John {nickname} Varga had lied")]);
        assert_eq!(spoken_of(&text, script), ["John Varga"], "{nickname}");
    }
}

#[test]
fn presidents_before_surnames_are_their_titles() {
    let text = "Ilse Brandt blamed the harbour on Presidents Obama and Lund. Hanna Lund left.";
    let script = Script::new().entity("Ilse Brandt", PERSON).entity("Presidents Obama", PERSON).entity("Lund", PERSON);
    let script = script.entity("Hanna Lund", PERSON);
    let script = script.attribution("Ilse Brandt", "blamed", &["the harbour on Presidents Obama and Lund"]);
    assert_eq!(spoken_of(text, script), ["Barack Obama", "Hanna Lund"]);
}

#[test]
fn the_registry_says_who_had_an_office_and_nobody_is_whoever_wins_it() {
    let spoken = |said: &str| {
        let came = "Bill Clinton, Donald Trump and President Obama came.";
        let text = format!("{came} Ilse Brandt said that {said}. It rained.");
        let said = format!("that {said}");
        let names = ["Bill Clinton", "Donald Trump", "Obama", "Ilse Brandt"];
        let script = names.into_iter().fold(Script::new(), |script, name| script.entity(name, PERSON));
        spoken_of(&text, script.attribution("Ilse Brandt", "said", &[&said]))
    };
    assert_eq!(spoken("the former president was late"), ["Bill Clinton"]);
    assert_eq!(spoken("the president was late"), ["Barack Obama"]);
    assert_eq!(spoken("whoever becomes the president will pay"), Vec::<String>::new());
    assert_eq!(spoken("nobody listens unless you are the president"), Vec::<String>::new());
    assert_eq!(spoken("the Paris agreement had failed"), Vec::<String>::new());
}

#[test]
fn a_name_filled_in_by_an_editor_is_one() {
    let text = "Ilse Brandt said that Jeb (Varga) had lied. It rained.";
    let script = Script::new().entity("Ilse Brandt", PERSON).entity("Jeb", PERSON).entity("Varga", PERSON);
    let script = script.attribution("Ilse Brandt", "said", &["that Jeb (Varga) had lied"]);
    assert_eq!(spoken_of(text, script), ["Jeb Varga"]);
}

#[test]
fn who_holds_an_office_is_called_as_the_registry_has_him() {
    let text = "The Holy See was closed. Ilse Brandt said that Pope Francis was late. It rained.";
    let script = Script::new().entity("Holy See", PLACE).entity("Francis", PERSON).entity("Ilse Brandt", PERSON);
    let script = script.attribution("Ilse Brandt", "said", &["that Pope Francis was late"]);
    assert_eq!(spoken_of(text, script), ["Pope Francis"]);
}

#[test]
fn who_only_thinks_so_is_no_actor_of_it() {
    let spoken = |said: &str| {
        let text = format!("Hanna Lund came. She said {said}. It rained.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON);
        spoken_of(&text, script.attribution("She", "said", &[said]))
    };
    for said in ["she doubted that Ivo Orr won", "she believed that Ivo Orr won", "she felt Ivo Orr won"] {
        assert_eq!(spoken(said), ["Ivo Orr"], "{said}");
    }
}

#[test]
fn names_that_a_hyphen_joins_describe_what_is_between_the_two() {
    let rows = |said: &str| {
        let text = format!("Hanna Lund said {said}. It rained.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Norway-Denmark", 1);
        let script = script.attribution("Hanna Lund", "said", &[said]);
        let analysis = analysis(&Article::new("test", &text), script);
        let row = |s: &ActorStance| format!("{} {}", s.actor, s.mention_role);
        analysis.statements[0].stances.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(rows("that the Norway-Denmark treaty was late"), ["Norway modifier", "Denmark modifier"]);
    assert_eq!(rows("that the U.S. Open was late"), Vec::<String>::new());
}

#[test]
fn a_slogan_with_an_article_is_no_capital() {
    let spoken = |said: &str| {
        let text = format!("“{said}” Hanna Lund said.");
        let script = Script::new().entity("Hanna Lund", PERSON);
        spoken_of(&text, script.attribution("Hanna Lund", "said", &[&format!("“{said}”")]))
    };
    assert_eq!(spoken("Feel the Bern!"), Vec::<String>::new());
    assert_eq!(spoken("Bern wants the harbour!"), ["Switzerland"]);
}

#[test]
fn a_candidate_told_by_what_he_does_is_nobody_named() {
    let spoken = |said: &str| {
        let text = format!("Ivo Orr, the candidate, came. Hanna Lund said {said}. It rained.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON);
        spoken_of(&text, script.attribution("Hanna Lund", "said", &[said]))
    };
    assert_eq!(spoken("that the candidate was late"), ["Ivo Orr"]);
    assert_eq!(spoken("that the candidate who wins was late"), Vec::<String>::new());
}

#[test]
fn a_description_that_a_name_closes_is_of_its_bearer() {
    let spoken = |said: &str| {
        let text = format!("Ivo Orr, the mayor, came. Pia Sund said {said}. It rained.");
        let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Orr", PERSON).entity("Pia Sund", PERSON);
        spoken_of(&text, script.attribution("Pia Sund", "said", &[said]))
    };
    assert_eq!(spoken("that the mayor of the other town, Hanna Lund, was late"), ["Hanna Lund"]);
    assert_eq!(spoken("that the mayor was late"), ["Ivo Orr"]);
}

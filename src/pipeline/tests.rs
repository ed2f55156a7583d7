//! The whole way over scripted models: what an article's words make of statements, speakers and actors.

use super::*;
use crate::model::script::Script;
use crate::stance::Stance;

const PERSON: usize = 0;
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

#[test]
fn a_quotation_broken_by_its_attribution_is_one_statement() {
    let text = "“The harbour is lost,” said Ilse Brandt. “Nobody will pay for it.” Rain fell all day over the town.";
    let script = Script::new().entity("Ilse Brandt", PERSON).attribution(
        "Ilse Brandt",
        "said",
        &["“The harbour is lost,”", "“Nobody will pay for it.”"],
    );
    assert_eq!(told(text, script), ["direct Ilse Brandt: “The harbour is lost,” | “Nobody will pay for it.”"]);
}

#[test]
fn a_sentence_that_leads_in_to_a_quotation_parts_it_from_the_one_before() {
    let text = "“She opened the archives,” said her former teacher, Bogdan Amsel. A rival, Philippa Stroud, kept to \
                arithmetic. “Drenovia owes eleven billion.”";
    // The model takes both quotations for what the teacher said, and does not know his name.
    let script = Script::new().entity("Philippa Stroud", PERSON).attribution(
        "her former teacher, Bogdan Amsel",
        "said",
        &["“She opened the archives,”", "“Drenovia owes eleven billion.”"],
    );
    let expected =
        ["direct Bogdan Amsel: “She opened the archives,”", "direct Philippa Stroud: “Drenovia owes eleven billion.”"];
    assert_eq!(told(text, script), expected);
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
        ("Some of Lund’s advisers", "some of Lund’s advisers"),
        ("One of Lund’s climate advisers", "one of Lund’s climate advisers"),
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
        ("1,409 dockers", "1,409 dockers"),
        ("Those surveyed", "those surveyed"),
        ("Those who pay the toll", "those who pay the toll"),
        ("Analysts like Hanna Lund", "analysts"),
        ("Some analysts - including Hanna Lund -", "some analysts"),
        ("The lawsuit", "lawsuit"),
        ("A new poll released Friday", "new poll"),
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
        ("Supporters of Lund and Orr", "supporters"),
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
fn a_title_or_a_slogan_is_no_statement() {
    let title = "Hanna Lund published a memo titled “The harbour is lost.” Rain fell.";
    let script = Script::new().entity("Hanna Lund", PERSON);
    let script = script.attribution("Hanna Lund", "published", &["“The harbour is lost.”"]);
    assert_eq!(told(title, script), Vec::<String>::new());
    let called = "Hanna Lund called it “a harbour of thieves.” Rain fell.";
    let script = Script::new().entity("Hanna Lund", PERSON);
    let script = script.attribution("Hanna Lund", "called", &["“a harbour of thieves.”"]);
    assert_eq!(told(called, script), ["direct Hanna Lund: “a harbour of thieves.”"]);
}

#[test]
fn what_nobody_says_in_a_headline_is_no_statement() {
    let said = "Someone said that the old harbour would close.";
    let told_in =
        |text: String| told(&text, Script::new().attribution("Someone", "said", &["that the old harbour would close"]));
    assert_eq!(told_in(format!("{said}\n\nRain fell on the fair.")), Vec::<String>::new());
    assert_eq!(told_in(format!("The fair is over.\n\n{said}")), ["indirect ?: that the old harbour would close"]);
}

#[test]
fn who_is_quoted_in_a_report_is_the_speaker_and_not_the_report() {
    let text = "“I will be voting,” Hanna Lund said, according to The Ledger. “I have decided.” Rain fell.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("The Ledger", 1).attribution(
        "The Ledger",
        "according to",
        &["“I will be voting,” Hanna Lund said", "“I have decided.”"],
    );
    assert_eq!(told(text, script), ["direct Hanna Lund: “I will be voting,” | “I have decided.”"]);
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

/// The names of the actors of the first statement in an article of September 2016.
fn spoken_of(text: &str, script: Script) -> Vec<String> {
    let article = Article { date: Some("2016-09-15".to_owned()), ..Article::new("test", text) };
    let analysis = analysis(&article, script);
    analysis.statements[0].stances.iter().map(|stance| stance.actor.clone()).collect()
}

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
        ("Sources close to her campaign", "sources"),
        ("House Republicans", "House Republicans"),
        ("The two leading Democrats", "two leading Democrats"),
        ("Her latest letter", "Hanna Lund"),
        ("Lund’s lawsuit", "Hanna Lund"),
        ("Lund’s lawyer’s memo", "Lund’s lawyer’s memo"),
        ("Lund ally Sonya Hale", "Sonya Hale"),
        ("Hanna Lund in a post", "Hanna Lund"),
    ] {
        assert_eq!(told_by(source), format!("indirect {speaker}: {said}"), "{source}");
    }
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
fn a_description_by_a_place_is_whom_the_reference_head_points_at() {
    let text = "Ivo Orr spoke to sailors. The Bergen businessman said that ships were late.";
    let script = Script::new().entity("Ivo Orr", PERSON).entity("Bergen", PLACE);
    let script = script.attribution("The Bergen businessman", "said", &["that ships were late"]);
    let speaker = |script: Script| analysis(&Article::new("test", text), script).statements[0].speaker.name.clone();
    assert_eq!(speaker(script.reference("The Bergen businessman", "Ivo Orr")).as_deref(), Some("Ivo Orr"));
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
fn an_addressee_is_no_part_of_what_he_was_told() {
    let text = "Hanna Lund told Ivo Brandt a loss was likely in the port.";
    let script = Script::new().entity("Hanna Lund", PERSON).entity("Ivo Brandt", PERSON);
    let script = script.attribution("Hanna Lund", "told", &["Ivo Brandt a loss was likely in the port"]);
    assert_eq!(told(text, script), ["indirect Hanna Lund: a loss was likely in the port"]);
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
    // Of two it is neither, and what was described beside it by another noun is another body.
    assert_eq!(spoken_of(&format!("Telmark owes Halden Bank a lot. {said}"), script()), ["company"]);
    let union = "Halden Bank cut 900 jobs. The union left. Ilse Brandt said: “The company has no plan.”";
    assert_eq!(spoken_of(union, script()), ["company"]);
}

#[test]
fn a_quotation_over_paragraphs_is_one_statement_and_its_marks_bound_it() {
    let text = "“The harbour is lost and nobody will pay.\n\n“We told them so in the spring,” said Ilse Brandt.";
    // The model proposes too little: the marks decide.
    let script = Script::new().entity("Ilse Brandt", PERSON).attribution(
        "Ilse Brandt",
        "said",
        &["The harbour is lost and nobody will pay", "We told them so in the"],
    );
    let expected = "direct Ilse Brandt: “The harbour is lost and nobody will pay. | “We told them so in the spring,”";
    assert_eq!(told(text, script), [expected]);
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
fn scare_quotes_inside_indirect_speech_make_it_mixed_and_outside_are_nothing() {
    let text = "Ilse Brandt said the harbour was “lost”. The “old town” slept.";
    let script =
        Script::new().entity("Ilse Brandt", PERSON).attribution("Ilse Brandt", "said", &["the harbour was “lost”"]);
    assert_eq!(told(text, script), ["mixed Ilse Brandt: the harbour was “lost”"]);
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

//! Where a member of the Congress of the United States is from, as news notes it behind a name: "(R-S.C.)", "D-Calif.".

use crate::text::Span;

/// The states, each with the abbreviations of news and of the post.
const STATES: &[(&str, &[&str])] = &[
    ("Alabama", &["Ala", "AL"]),
    ("Alaska", &["Alaska", "AK"]),
    ("Arizona", &["Ariz", "AZ"]),
    ("Arkansas", &["Ark", "AR"]),
    ("California", &["Calif", "CA"]),
    ("Colorado", &["Colo", "CO"]),
    ("Connecticut", &["Conn", "CT"]),
    ("Delaware", &["Del", "DE"]),
    ("Florida", &["Fla", "FL"]),
    ("Georgia", &["Ga", "GA"]),
    ("Hawaii", &["Hawaii", "HI"]),
    ("Idaho", &["Idaho", "ID"]),
    ("Illinois", &["Ill", "IL"]),
    ("Indiana", &["Ind", "IN"]),
    ("Iowa", &["Iowa", "IA"]),
    ("Kansas", &["Kan", "KS"]),
    ("Kentucky", &["Ky", "KY"]),
    ("Louisiana", &["La", "LA"]),
    ("Maine", &["Maine", "ME"]),
    ("Maryland", &["Md", "MD"]),
    ("Massachusetts", &["Mass", "MA"]),
    ("Michigan", &["Mich", "MI"]),
    ("Minnesota", &["Minn", "MN"]),
    ("Mississippi", &["Miss", "MS"]),
    ("Missouri", &["Mo", "MO"]),
    ("Montana", &["Mont", "MT"]),
    ("Nebraska", &["Neb", "NE"]),
    ("Nevada", &["Nev", "NV"]),
    ("New Hampshire", &["NH"]),
    ("New Jersey", &["NJ"]),
    ("New Mexico", &["NM"]),
    ("New York", &["NY"]),
    ("North Carolina", &["NC"]),
    ("North Dakota", &["ND"]),
    ("Ohio", &["Ohio", "OH"]),
    ("Oklahoma", &["Okla", "OK"]),
    ("Oregon", &["Ore", "OR"]),
    ("Pennsylvania", &["Pa", "PA"]),
    ("Rhode Island", &["RI"]),
    ("South Carolina", &["SC"]),
    ("South Dakota", &["SD"]),
    ("Tennessee", &["Tenn", "TN"]),
    ("Texas", &["Tex", "Texas", "TX"]),
    ("Utah", &["Utah", "UT"]),
    ("Vermont", &["Vt", "VT"]),
    ("Virginia", &["Va", "VA"]),
    ("Washington", &["Wash", "WA"]),
    ("West Virginia", &["WVa", "WV"]),
    ("Wisconsin", &["Wis", "WI"]),
    ("Wyoming", &["Wyo", "WY"]),
];

/// The state noted behind a name, with the initial of a party before it, or alone in brackets: "(R-S.C.)", "(Ky.)".
pub(super) fn home(text: &str, name: Span) -> Option<&'static str> {
    let behind = &text[name.end()..];
    let (opening, note) = [" (", ", "].iter().find_map(|opening| Some((*opening, behind.strip_prefix(opening)?)))?;
    let party = note.strip_prefix(['R', 'D', 'I']).and_then(|rest| rest.strip_prefix(['-', '–']));
    let alone = || (opening == " (" && note.split(')').next().is_some_and(|note| note.ends_with('.'))).then_some(note);
    let note = party.or_else(alone)?;
    let end = note.find([')', ',', ' ', ';', '\n']).unwrap_or(note.len());
    let letters: String = note[..end].chars().filter(|c| *c != '.').collect();
    STATES.iter().find(|(_, short)| short.contains(&letters.as_str())).map(|(state, _)| *state)
}

/// The adjective of the party noted or told behind a politician's name: "(D)", ", a California *Democrat*,".
pub(super) fn party(text: &str, name: Span) -> Option<&'static str> {
    let behind = &text[name.end()..];
    let noted = [(" (D)", "Democratic"), (" (R)", "Republican")];
    if let Some((_, party)) = noted.iter().find(|(note, _)| behind.starts_with(note)) {
        return Some(party);
    }
    let clause = behind.strip_prefix(", a ").or_else(|| behind.strip_prefix(", an "))?;
    let clause = &clause[..clause.find([',', '.', ';', '\n'])?];
    // "A registered Republican *from the Orrin area*".
    let clause = clause.split(" from ").next().unwrap_or(clause);
    let (home, member) = clause.rsplit_once(' ').unwrap_or(("", clause));
    let party = [("Democrat", "Democratic"), ("Republican", "Republican")].iter().find(|(noun, _)| *noun == member)?.1;
    (home.split(' ').count() < 3).then_some(party)
}

/// Whether a name, in any case, is that of such a state.
pub(crate) fn is_home(name: &str) -> bool {
    STATES.iter().any(|(state, _)| state.eq_ignore_ascii_case(name))
}

/// The state with which an office begins, and the office: "*Vermont* senator".
pub(super) fn of_state(office: &str) -> Option<(&'static str, &str)> {
    STATES.iter().find_map(|(state, _)| Some((*state, office.strip_prefix(state)?.strip_prefix(' ')?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_behind_a_name_says_where_from() {
        let of = |text: &str| home(text, Span::new(0, "Ivo Orr".len()));
        assert_eq!(of("Ivo Orr (R-S.C.) left."), Some("South Carolina"));
        assert_eq!(of("Ivo Orr, D-Calif., left."), Some("California"));
        assert_eq!(of("Ivo Orr, D-Texas, left."), Some("Texas"));
        assert_eq!(of("Ivo Orr (Ky.) left."), Some("Kentucky"));
        assert_eq!(of("Ivo Orr (R) left."), None);
        assert_eq!(of("Ivo Orr, Wash. and dry."), None);
        assert_eq!(of("Ivo Orr, D-Day veteran, left."), None);
        let party = |text: &str| party(text, Span::new(0, "Ivo Orr".len()));
        assert_eq!(party("Ivo Orr (D) left."), Some("Democratic"));
        assert_eq!(party("Ivo Orr, a California Republican, left."), Some("Republican"));
        assert_eq!(party("Ivo Orr, a Republican from the Orrin area, left."), Some("Republican"));
        assert_eq!(party("Ivo Orr, a Republican who left, won."), None);
        assert_eq!(of_state("Vermont senator"), Some(("Vermont", "senator")));
        assert_eq!(of_state("Vermonter"), None);
    }
}

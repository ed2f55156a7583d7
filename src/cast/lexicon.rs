//! Closed classes of words that name people by what they are.

use super::Agreement;

/// Honorifics and titles that stand before a name and are no part of it, in lower case without a full stop.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "vice", "prime", "minister",
    "premier", "chancellor", "king", "queen", "prince", "princess", "pope", "senator", "sen", "rep", "representative",
    "congressman", "congresswoman", "gov", "governor", "mayor", "secretary", "general", "gen", "colonel", "col", "captain", "capt",
    "lieutenant", "lt", "sergeant", "sgt", "admiral", "adm", "judge", "justice", "attorney", "ambassador", "speaker", "chairman",
    "rev", "reverend", "father", "sister", "brother", "sheikh", "ayatollah", "emir", "sultan", "chief",
];

/// Nouns for a person by office or trade; a description that ends in one is somebody's role.
const TITLE_NOUNS: &[&str] = &[
    "president", "minister", "premier", "chancellor", "king", "queen", "prince", "princess", "emperor", "leader", "ruler", "dictator",
    "secretary", "senator", "representative", "congressman", "congresswoman", "lawmaker", "legislator", "governor", "mayor",
    "councillor", "councilor", "councilman", "ambassador", "envoy", "diplomat", "delegate", "commissioner", "director", "chair",
    "chairman", "chairwoman", "chairperson", "chief", "head", "boss", "ceo", "executive", "manager", "founder", "co-founder",
    "owner", "partner", "spokesman", "spokeswoman", "spokesperson", "professor", "lecturer", "scholar", "academic", "researcher",
    "scientist", "economist", "historian", "philosopher", "sociologist", "psychologist", "engineer", "doctor", "physician",
    "surgeon", "nurse", "analyst", "expert", "specialist", "strategist", "consultant", "adviser", "advisor", "aide", "fellow",
    "lawyer", "attorney", "prosecutor", "judge", "justice", "magistrate", "sheriff", "officer", "detective", "general", "colonel",
    "major", "captain", "commander", "lieutenant", "sergeant", "admiral", "soldier", "veteran", "journalist", "reporter",
    "correspondent", "columnist", "editor", "author", "writer", "novelist", "poet", "critic", "blogger", "host", "anchor", "actor",
    "actress", "singer", "artist", "filmmaker", "coach", "player", "activist", "campaigner", "organizer", "organiser", "candidate",
    "nominee", "frontrunner", "official", "bishop", "priest", "pastor", "rabbi", "imam", "pope", "teacher", "principal", "student",
    "farmer", "resident", "source", "insider", "businessman", "businesswoman", "narrator", "announcer", "moderator",
    "mother", "father", "brother", "sister", "son", "daughter", "wife", "husband", "widow", "friend", "neighbor", "neighbour", "woman",
    "man", "boy", "girl", "user", "reader", "viewer", "voter", "participant", "witness", "victim", "survivor", "refugee", "migrant", "worker",
    "driver", "pilot", "councilwoman", "treasurer", "broker", "trader", "banker", "investor", "mogul", "billionaire", "staffer", "organiser",
];

/// Nouns for many people or for nobody in particular, beside regular plurals of [`TITLE_NOUNS`].
const GROUP_NOUNS: &[&str] = &[
    "people", "police", "authorities", "sources", "critics", "supporters", "opponents", "observers", "voters", "residents",
    "witnesses", "others", "some", "many", "most", "few", "several", "both", "locals", "neighbors", "neighbours", "families", "relatives",
    "friends", "colleagues", "members", "staff", "aides", "allies", "insiders", "investors", "traders", "workers", "employees",
    "scientists", "democrats", "republicans", "conservatives", "liberals", "lawmakers", "protesters", "investigators", "parents",
    "media", "firefighters", "pundits", "commentators", "reports", "polls", "americans",
];

/// Nouns of a body that acts for its state when a demonym stands before it ("the South Korean government").
const GOVERNMENT_NOUNS: &[&str] =
    &["government", "regime", "authorities", "administration", "leadership", "state", "republic", "federation"];

/// Whether `word` (lower case, no full stop) stands before a name as an honorific or title.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether `noun` (lower case) says what a person is.
pub(crate) fn is_title_noun(noun: &str) -> bool {
    TITLE_NOUNS.contains(&noun)
}

/// Whether `noun` (lower case) stands for several people: listed, or the plural of a noun for a person.
pub(crate) fn is_group_noun(noun: &str) -> bool {
    let singular = noun.strip_suffix('s').unwrap_or("");
    GROUP_NOUNS.contains(&noun)
        || is_title_noun(singular)
        || noun.strip_suffix("men").is_some_and(|stem| is_title_noun(&format!("{stem}man")))
}

/// Whether `noun` (lower case) with a demonym before it is the state itself.
pub(super) fn is_government_noun(noun: &str) -> bool {
    GOVERNMENT_NOUNS.contains(&noun)
}

/// What an honorific (lower case, no full stop) says of its bearer.
pub(super) fn honorific(word: &str) -> Option<Agreement> {
    match word {
        "mr" | "sir" | "lord" | "king" | "prince" | "father" | "brother" | "congressman" | "chairman" => Some(Agreement::Masculine),
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "sister" | "congresswoman" => Some(Agreement::Feminine),
        _ => None,
    }
}

/// What a pronoun of the third person (lower case) agrees with.
pub(super) fn pronoun(word: &str) -> Option<Agreement> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Agreement::Masculine),
        "she" | "her" | "hers" | "herself" => Some(Agreement::Feminine),
        "it" | "its" | "itself" => Some(Agreement::Neuter),
        "they" | "them" | "their" | "themselves" => Some(Agreement::Plural),
        _ => None,
    }
}

/// Whether `word` (lower case) is a pronoun by which a speaker may speak of himself; "my" and "me" mostly speak of others.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(word, "i" | "myself")
}

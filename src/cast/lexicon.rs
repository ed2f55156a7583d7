//! Closed classes of words that name people by what they are.

use super::Agreement;
use super::trades::is_trade;

/// Honorifics and titles that stand before a name and are no part of it, in lower case without a full stop.
const TITLES: &[&str] = &[
    "mr",
    "mister",
    "mrs",
    "ms",
    "miss",
    "dr",
    "adv",
    "atty",
    "engr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "vice",
    "prime",
    "minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "senator",
    "sen",
    "rep",
    "representative",
    "congressman",
    "congresswoman",
    "gov",
    "governor",
    "mayor",
    "secretary",
    "general",
    "gen",
    "colonel",
    "col",
    "captain",
    "capt",
    "lieutenant",
    "lt",
    "lt-col",
    "lt-gen",
    "maj",
    "maj-gen",
    "brig",
    "brigadier",
    "brig-gen",
    "cmdr",
    "commander",
    "commodore",
    "sergeant",
    "sgt",
    "admiral",
    "adm",
    "judge",
    "justice",
    "attorney",
    "ambassador",
    "speaker",
    "chairman",
    "rev",
    "reverend",
    "father",
    "sister",
    "brother",
    "sheikh",
    "ayatollah",
    "emir",
    "sultan",
    "chief",
    "officer",
    "detective",
    "sheriff",
    "deputy",
    "trooper",
    "commissioner",
    "superintendent",
    "coach",
    "archbishop",
    "bishop",
    "cardinal",
    "rabbi",
    "pastor",
    "imam",
    "councilman",
    "councilwoman",
    "assemblyman",
    "assemblywoman",
    "messrs",
    "mp",
    "msp",
    "mep",
    "td",
    "taoiseach",
    "tánaiste",
    "presidents",
    "senators",
    "sens",
    "reps",
    "govs",
];

/// Nouns for a person by office or trade; a description that ends in one is somebody's role.
const TITLE_NOUNS: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "emperor",
    "leader",
    "ruler",
    "dictator",
    "secretary",
    "speaker",
    "senator",
    "representative",
    "congressman",
    "congresswoman",
    "lawmaker",
    "legislator",
    "governor",
    "mayor",
    "councillor",
    "councilor",
    "councilman",
    "ambassador",
    "envoy",
    "diplomat",
    "delegate",
    "commissioner",
    "director",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "chief",
    "head",
    "boss",
    "ceo",
    "executive",
    "manager",
    "founder",
    "co-founder",
    "owner",
    "partner",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "professor",
    "lecturer",
    "scholar",
    "academic",
    "researcher",
    "scientist",
    "economist",
    "historian",
    "philosopher",
    "engineer",
    "doctor",
    "physician",
    "surgeon",
    "nurse",
    "analyst",
    "expert",
    "specialist",
    "strategist",
    "consultant",
    "adviser",
    "advisor",
    "aide",
    "fellow",
    "lawyer",
    "attorney",
    "prosecutor",
    "judge",
    "justice",
    "magistrate",
    "sheriff",
    "officer",
    "detective",
    "general",
    "colonel",
    "major",
    "captain",
    "commander",
    "lieutenant",
    "sergeant",
    "admiral",
    "brigadier",
    "commodore",
    "attache",
    "attaché",
    "astronaut",
    "cosmonaut",
    "taikonaut",
    "soldier",
    "veteran",
    "journalist",
    "reporter",
    "correspondent",
    "columnist",
    "commentator",
    "editor",
    "author",
    "writer",
    "novelist",
    "poet",
    "critic",
    "blogger",
    "host",
    "anchor",
    "actor",
    "actress",
    "star",
    "singer",
    "artist",
    "filmmaker",
    "coach",
    "player",
    "activist",
    "supporter",
    "donor",
    "loyalist",
    "campaigner",
    "organizer",
    "organiser",
    "candidate",
    "nominee",
    "frontrunner",
    "front-runner",
    "challenger",
    "contender",
    "hopeful",
    "official",
    "archbishop",
    "bishop",
    "marathoner",
    "priest",
    "pastor",
    "rabbi",
    "imam",
    "pope",
    "teacher",
    "principal",
    "student",
    "farmer",
    "resident",
    "source",
    "insider",
    "businessman",
    "businesswoman",
    "narrator",
    "announcer",
    "moderator",
    "mother",
    "father",
    "brother",
    "sister",
    "son",
    "daughter",
    "wife",
    "husband",
    "widow",
    "spouse",
    "ex-wife",
    "ex-husband",
    "girlfriend",
    "boyfriend",
    "grandson",
    "granddaughter",
    "parent",
    "niece",
    "nephew",
    "cousin",
    "uncle",
    "aunt",
    "grandmother",
    "grandfather",
    "lady",
    "questioner",
    "commenter",
    "caller",
    "friend",
    "neighbor",
    "neighbour",
    "woman",
    "man",
    "boy",
    "girl",
    "user",
    "reader",
    "viewer",
    "voter",
    "member",
    "participant",
    "witness",
    "victim",
    "survivor",
    "refugee",
    "migrant",
    "worker",
    "driver",
    "pilot",
    "councilwoman",
    "treasurer",
    "broker",
    "trader",
    "banker",
    "investor",
    "mogul",
    "billionaire",
    "staffer",
    "dean",
    "rector",
    "provost",
    "advocate",
    "politician",
    "pollster",
    "chemist",
    "physicist",
    "statistician",
    "mathematician",
    "architect",
    "curator",
    "entrepreneur",
    "developer",
    "broadcaster",
    "constable",
    "consul",
    "mep",
    "mp",
    "presenter",
    "producer",
    "photographer",
    "musician",
    "composer",
    "playwright",
    "comedian",
    "publisher",
    "committeewoman",
    "committeeman",
    "negotiator",
    "counsel",
    "mediator",
    "pundit",
    "firefighter",
    "operative",
    "psychiatrist",
    "dentist",
    "pharmacist",
    "midwife",
    "paramedic",
    "librarian",
    "accountant",
    "auditor",
    "retiree",
    "homeowner",
    "landlord",
    "shopkeeper",
    "salesman",
    "cleric",
    "theologian",
    "undersecretary",
    "skipper",
    "fisherman",
    "athlete",
    "documentarian",
    "alderman",
    "alderwoman",
    "confidant",
    "councilmember",
    "defendant",
    "magnate",
    "plaintiff",
    "recorder",
    "whip",
    "foe",
    "opponent",
    "rival",
    "lobbyist",
    "screenwriter",
    "capitalist",
    "volunteer",
    "co-author",
    "surrogate",
    "tycoon",
    "superintendent",
    "inspector",
    "investigator",
    "deputy",
    "coordinator",
    "administrator",
    "trustee",
    "counselor",
    "therapist",
    "chef",
    "cardinal",
    "trooper",
    "assemblyman",
    "assemblywoman",
];

/// Nouns for many people or for nobody in particular, beside regular plurals of [`TITLE_NOUNS`].
const GROUP_NOUNS: &[&str] = &[
    "people",
    "police",
    "authorities",
    "sources",
    "critics",
    "supporters",
    "opponents",
    "observers",
    "voters",
    "residents",
    "witnesses",
    "others",
    "some",
    "many",
    "most",
    "few",
    "several",
    "both",
    "locals",
    "neighbors",
    "neighbours",
    "family",
    "families",
    "relatives",
    "friends",
    "colleagues",
    "members",
    "staff",
    "aides",
    "allies",
    "insiders",
    "investors",
    "traders",
    "workers",
    "employees",
    "scientists",
    "democrats",
    "republicans",
    "conservatives",
    "liberals",
    "lawmakers",
    "protesters",
    "investigators",
    "parents",
    "media",
    "firefighters",
    "pundits",
    "commentators",
    "reports",
    "polls",
    "americans",
];

/// Nouns of a body that acts for its state when a demonym stands before it ("the South Korean government").
const GOVERNMENT_NOUNS: &[&str] =
    &["government", "regime", "authorities", "administration", "leadership", "state", "republic", "federation"];

/// Whether a noun (lower case) means a state itself: "the country", "our nation".
pub(crate) fn is_land(noun: &str) -> bool {
    matches!(noun, "country" | "nation")
}

/// The offices whose holder goes by a noun (lower case) as well: a representative is "the congressman", a senator "the lawmaker".
pub(super) fn also_called(noun: &str) -> &'static [&'static str] {
    match noun {
        "congressman" | "congresswoman" => &["representative"],
        "ceo" => &["chief executive", "chief executive officer"],
        "chief executive" => &["ceo", "chief executive officer"],
        "lawmaker" => &["congressman", "congresswoman", "representative", "senator"],
        _ => &[],
    }
}

/// Offices whose holder is "the leader" of a state.
pub(crate) const LEADING: &[&str] = &["president", "prime minister", "premier", "chancellor", "leader", "king"];

/// Words between a state or body and the office of somebody in it ("the Senate *majority* leader").
const RANKS: &[&str] = &[
    "acting",
    "assistant",
    "congressional",
    "defence",
    "defense",
    "deputy",
    "domestic",
    "economic",
    "executive",
    "finance",
    "foreign",
    "former",
    "gubernatorial",
    "interim",
    "interior",
    "majority",
    "mayoral",
    "military",
    "minority",
    "national",
    "new",
    "opposition",
    "party",
    "political",
    "presidential",
    "press",
    "prime",
    "security",
    "senatorial",
    "senior",
    "supreme",
    "top",
    "trade",
    "vice",
];

/// Whether `word` (lower case) says of an office which one it is, and is none itself.
pub(crate) fn is_rank(word: &str) -> bool {
    RANKS.contains(&word)
}

/// Whether `word` (lower case, no full stop) stands before a name as an honorific or title.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Whether `noun` (lower case) says what a person is; a rank may stand before it ("prime minister").
pub(crate) fn is_title_noun(noun: &str) -> bool {
    let noun = noun.strip_suffix("-in-chief").unwrap_or(noun);
    let office = ["prime ", "vice ", "co-"].iter().find_map(|rank| noun.strip_prefix(rank));
    let civil = [" general", "-general"].iter().find_map(|tail| noun.strip_suffix(tail)).is_some_and(is_civil_general);
    civil
        || noun == "first lady"
        || noun.ends_with("ologist")
        || TITLE_NOUNS.contains(&office.unwrap_or(noun))
        || is_trade(noun)
}

/// Whether "general" behind a word (lower case) makes an office of it that commands no troops: "the *inspector* general".
pub(super) fn is_civil_general(office: &str) -> bool {
    matches!(
        office,
        "adjutant"
            | "attorney"
            | "auditor"
            | "comptroller"
            | "consul"
            | "director"
            | "governor"
            | "inspector"
            | "postmaster"
            | "secretary"
            | "solicitor"
            | "surgeon"
    )
}

/// Whether `noun` (lower case) stands for several people: listed, or the plural of a noun for a person.
pub(crate) fn is_group_noun(noun: &str) -> bool {
    let singular = noun.strip_suffix('s').unwrap_or("");
    GROUP_NOUNS.contains(&noun)
        || is_title_noun(singular)
        || singular.strip_suffix('e').is_some_and(|stem| stem.ends_with('s') && is_title_noun(stem))
        || noun.strip_suffix("men").is_some_and(|stem| is_title_noun(&format!("{stem}man")))
}

/// Whether `noun` (lower case) with a demonym before it is the state itself.
pub(crate) fn is_government_noun(noun: &str) -> bool {
    GOVERNMENT_NOUNS.contains(&noun)
}

/// What an honorific (lower case, no full stop) says of its bearer.
pub(super) fn honorific(word: &str) -> Option<Agreement> {
    match word {
        "mr" | "mister" | "sir" | "lord" | "king" | "prince" | "father" | "brother" | "congressman" | "chairman" => {
            Some(Agreement::Masculine)
        }
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "sister" | "congresswoman" => {
            Some(Agreement::Feminine)
        }
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

/// Whether a word is a pronoun of the third person that owns what stands behind it.
pub(crate) fn is_possessive(word: &str) -> bool {
    ["his", "her", "its", "their"].iter().any(|pronoun| word.eq_ignore_ascii_case(pronoun))
}

/// Whether `word` (lower case) is a pronoun by which a speaker may speak of those for whom he speaks; "our" mostly speaks of things.
pub(super) fn is_first_plural(word: &str) -> bool {
    matches!(word, "we" | "us" | "ourselves")
}

/// Whether `word` (lower case) is a pronoun by which a speaker may speak of himself; "my" and "me" mostly speak of others.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(word, "i" | "myself")
}

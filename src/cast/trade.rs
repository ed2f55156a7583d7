//! Kinds of roles: what the words for an office or a trade say of who has it.

use super::lexicon::is_title_noun;
use super::occupation::is_over;

/// A clause up to its first preposition.
pub(super) fn before_link(clause: &str) -> &str {
    &clause[..LINKS.iter().filter_map(|link| clause.find(link)).min().unwrap_or(clause.len())]
}

/// Whether a role names by a preposition somebody else whose it is: "spokesman *for Orr*".
pub(super) fn is_somebodys(role: &str) -> bool {
    before_link(role).len() < role.len()
}

/// Prepositions behind the noun of an office.
pub(super) const LINKS: &[&str] = &[
    " of ", " for ", " at ", " in ", " to ", " from ", " with ", " on ", " inside ", " within ", " under ", " by ",
    " about ",
];

/// Whether a role is an office that a person gives another: "campaign manager", "senior adviser".
pub(crate) fn is_staff(role: &str) -> bool {
    const STAFF: &[&str] =
        &["adviser", "advisor", "aide", "pollster", "spokesman", "spokesperson", "spokeswoman", "strategist"];
    role.starts_with("campaign ") || is_one_of(role, STAFF)
}

/// Whether a role is to be somebody's relative or friend.
pub(crate) fn is_kin(role: &str) -> bool {
    const KIN: &[&str] = &[
        "brother",
        "sister",
        "son",
        "daughter",
        "wife",
        "husband",
        "widow",
        "mother",
        "father",
        "friend",
        "girlfriend",
        "boyfriend",
        "neighbor",
        "neighbour",
        "grandson",
        "granddaughter",
        "grandfather",
        "grandmother",
        "nephew",
        "niece",
        "uncle",
        "aunt",
        "cousin",
    ];
    role.split(|c: char| !c.is_alphanumeric()).any(|word| KIN.contains(&word.to_lowercase().as_str()))
}

/// The noun of a role, before its first preposition.
pub(super) fn head_noun(role: &str) -> &str {
    before_link(role).rsplit(' ').next().unwrap_or("")
}

/// Whether the noun of a role, in any case, is among some in lower case.
fn is_one_of(role: &str, nouns: &[&str]) -> bool {
    nouns.contains(&head_noun(role).to_lowercase().as_str())
}

/// Whether who has a role acts for a state, so that an adjective before it says for which: "*Lorvian* minister", and not "Lorvian engineer".
pub(super) fn acts_for_state(role: &str) -> bool {
    const OFFICES: &[&str] = &[
        "admiral",
        "ambassador",
        "attache",
        "attaché",
        "chancellor",
        "colonel",
        "commander",
        "commissioner",
        "delegate",
        "diplomat",
        "emperor",
        "envoy",
        "general",
        "governor",
        "justice",
        "king",
        "lawmaker",
        "leader",
        "legislator",
        "minister",
        "negotiator",
        "officer",
        "official",
        "premier",
        "president",
        "prince",
        "princess",
        "prosecutor",
        "queen",
        "ruler",
        "secretary",
        "senator",
        "soldier",
        "spokesman",
        "spokesperson",
        "spokeswoman",
    ];
    is_one_of(role, OFFICES)
}

/// Whether who has a role only deals with a body, and is none of it: "another *Harbour News* reader".
pub(super) fn is_outside(role: &str) -> bool {
    const OUTSIDE: &[&str] = &["customer", "fan", "reader", "subscriber", "user", "viewer", "voter"];
    is_one_of(role, OUTSIDE)
}

/// Whether a role only says against whom somebody stands in the story: "his *rival*, Ilse Brandt".
pub(super) fn is_opposed(role: &str) -> bool {
    is_one_of(role, &["challenger", "foe", "opponent", "rival"])
}

/// Whether a noun (lower case) is of who runs for an office and has none by it.
pub(super) fn runs(noun: &str) -> bool {
    matches!(noun, "candidate" | "contender" | "front-runner" | "frontrunner" | "hopeful" | "nominee")
}

/// Whether who has a role is hardly whom the noun of an office means: a judge is no nominee, and somebody's wife no judge.
pub(super) fn is_other_trade(noun: &str, role: Option<&str>) -> bool {
    /// Whoever is one of these runs for the next or may.
    const RUNS: &[&str] = &[
        "billionaire",
        "businessman",
        "businesswoman",
        "candidate",
        "congressman",
        "congresswoman",
        "contender",
        "developer",
        "front-runner",
        "frontrunner",
        "governor",
        "hopeful",
        "lady",
        "lawmaker",
        "magnate",
        "mayor",
        "mogul",
        "neurosurgeon",
        "nominee",
        "politician",
        "representative",
        "secretary",
        "senator",
        "star",
        "surgeon",
        "tycoon",
    ];
    const BENCH: &[&str] = &["judge", "justice", "magistrate"];
    let Some(role) = role.map(str::to_lowercase) else { return false };
    let own = head_noun(&role);
    runs(noun) && is_title_noun(own) && !RUNS.contains(&own)
        || BENCH.contains(&noun) && is_title_noun(own) && !BENCH.contains(&own) && !matches!(own, "attorney" | "chief")
}

/// Whether a role is no more than how somebody stands to another in the story, or what he was: what he is beside that comes first.
pub(super) fn is_passing(role: &str) -> bool {
    const SIDES: &[&str] = &["ally", "backer", "critic", "donor", "fan", "friend", "supporter"];
    is_one_of(role, SIDES) || is_over(role)
}

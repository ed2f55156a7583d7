//! Given names that nearly always tell a pronoun: facts of common use in English news, names borne by both left out.

use super::Agreement;

const MASCULINE: &[&str] = &[
    "aaron", "abdul", "abdullah", "adam", "adrian", "ahmed", "alan", "albert", "alejandro", "alexander", "alfred", "ali", "anders", "andrew",
    "andrzej", "anthony", "antonio", "antony", "arthur", "barack", "ben", "benjamin", "bernard", "bernie", "bill", "bob", "boris", "brad",
    "brendan", "brian", "bruce", "carl", "carlos", "charles", "christian", "christopher", "colin", "craig", "dan", "daniel", "dave", "david",
    "dennis", "derek", "diego", "dmitry", "dominic", "don", "donald", "douglas", "edward", "emil", "emmanuel", "eric", "ernest", "eugene", "fernando",
    "francois", "frank", "fred", "frederick", "gareth", "gary", "george", "gerald", "gerhard", "gordon", "graham", "greg", "gregory", "hans", "harold",
    "harry", "hassan", "henry", "herbert", "hiroshi", "howard", "hugh", "hugo", "ian", "ibrahim", "igor", "ivan", "jack", "jacob", "jake", "james",
    "jason", "jean-claude", "jeff", "jeffrey", "jeremy", "jerome", "jim", "joe", "joel", "john", "jonah", "jonathan", "jorge", "jose", "joseph", "josh",
    "joshua", "juan", "julian", "justin", "karl", "keith", "kenneth", "kevin", "klaus", "larry", "lars", "lawrence", "leon", "leonard", "louis",
    "luis", "lukas", "luke", "malcolm", "manuel", "marco", "marcus", "mario", "mark", "martin", "matt", "matteo", "matthew", "max", "michael",
    "miguel", "mike", "mikhail", "mitch", "mitt", "mohamed", "mohammad", "mohammed", "muhammad", "nathan", "neil", "nicholas", "nick", "nigel", "oleg",
    "oliver", "olivier", "omar", "oscar", "otto", "pablo", "patrick", "paul", "pedro", "peter", "philip", "phillip", "pierre", "rafael", "raj", "ralph",
    "ramon", "raymond", "ricardo", "richard", "rick", "robert", "roberto", "rodney", "roger", "roland", "ronald", "roy", "rudolph", "rupert",
    "ryan", "samuel", "scott", "sean", "sebastian", "sergei", "sergey", "simon", "stanley", "stefan", "stephen", "steve", "steven", "stuart", "ted",
    "terence", "theodore", "thomas", "tim", "timothy", "tobias", "todd", "tom", "tomas", "tony", "trevor", "victor", "viktor", "vincent", "vladimir",
    "volodymyr", "walter", "warren", "wayne", "wilhelm", "william", "xavier", "yusuf", "zachary",
];

const FEMININE: &[&str] = &[
    "abigail", "agnes", "alexandra", "alice", "alicia", "alison", "amanda", "amelia", "amy", "ana", "andrea", "angela", "anita", "ann", "anna", "anne",
    "annette", "annie", "barbara", "beate", "beatrice", "bernadette", "beth", "betty", "birgit", "brenda", "bridget", "camilla", "carla", "carmen", "carol",
    "caroline", "catherine", "cecilia", "charlotte", "christina", "christine", "claire", "clara", "claudia", "condoleezza", "cynthia", "daniela", "deborah", "debra",
    "denise", "diana", "diane", "dolores", "donna", "dora", "dorothy", "edith", "eileen", "elaine", "eleanor", "elena", "elisabeth", "elise", "eliza",
    "elizabeth", "ella", "ellen", "emily", "emma", "erika", "esther", "eva", "evelyn", "fatima", "fiona", "florence", "frances", "gabriela", "gail",
    "georgia", "gloria", "grace", "greta", "hanna", "hannah", "harriet", "heather", "heidi", "helen", "helena", "hilary", "hillary", "ida", "ilse", "ines", "ingrid",
    "irene", "irina", "isabel", "isabella", "ivana", "ivanka", "jacqueline", "jane", "janet", "janice", "jeanne", "jennifer", "jessica", "joan", "joanna",
    "josephine", "joyce", "judith", "judy", "julia", "julie", "juliet", "kamala", "karen", "karin", "katarina", "kate", "katharine", "katherine", "kathleen", "kathryn",
    "katie", "kellyanne", "kristin", "laura", "lena", "leonor", "lillian", "linda", "lisa", "loretta", "louise", "lucia", "lucy", "lydia", "madeleine", "magdalena",
    "margaret", "margarita", "maria", "marie", "marina", "marine", "marta", "martha", "mary", "maureen", "melania", "melanie", "melissa", "michaela", "michelle", "miriam",
    "monica", "nadia", "nancy", "naomi", "natalia", "natalie", "natasha", "nicole", "nicola", "nina", "olga", "olivia", "pamela", "patricia", "paula", "pauline",
    "penelope", "petra", "phyllis", "priya", "rachel", "rebecca", "renata", "rita", "roberta", "rosa", "rose", "rosemary", "ruth", "sabine", "sally", "samantha",
    "sandra", "sara", "sarah", "sharon", "sheila", "shirley", "silvia", "simone", "sofia", "sonia", "sophia", "sophie", "stella", "stephanie", "susan",
    "susanna", "suzanne", "svetlana", "sylvia", "tamara", "tatiana", "teresa", "theresa", "tiffany", "ulrike", "ursula", "valerie", "vanessa", "vera", "veronica",
    "victoria", "virginia", "wendy", "yolanda", "yulia", "yvonne",
];

/// What a given name (lower case) says of its bearer.
pub(super) fn agreement(name: &str) -> Option<Agreement> {
    if MASCULINE.contains(&name) {
        Some(Agreement::Masculine)
    } else if FEMININE.contains(&name) {
        Some(Agreement::Feminine)
    } else {
        None
    }
}

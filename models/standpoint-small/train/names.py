"""Name-swapping augmentation: the stance must follow the words, not the name."""

import re
import tomllib
from pathlib import Path

REGISTRY = Path(__file__).parents[3] / "src" / "registry"


def registry(name):
    return tomllib.loads((REGISTRY / f"{name}.toml").read_text(encoding="utf-8"))["actor"]


#: Names that take an article in running text.
ARTICLE = {
    "United States", "United Kingdom", "United Arab Emirates", "Netherlands", "Philippines", "Maldives", "Gambia", "Bahamas",
    "Central African Republic", "Democratic Republic of the Congo", "Dominican Republic", "Czech Republic", "Marshall Islands",
    "Solomon Islands", "European Union", "United Nations", "Soviet Union", "Vatican",
}
INVENTED = """Valdoria Kestonia Merovia Tressia Lorvia Ostmark Arvenna Drovia Belcaria Sundara Ulmaria Norvek Zarimia Calistan
Pelrovia Ivaria Tamoria Ruskova Selvania Okarra Brellin Harundi Quemada Liskara Vornia Esmeria Dunmark Talvania""".split()


def with_article(name):
    return f"the {name}" if name in ARTICLE else name


STATES_ONLY = registry("states")
STATES = (
    [with_article(a["name"]) for a in STATES_ONLY]
    + [a["capital"][0] for a in STATES_ONLY if a.get("capital")]
    + INVENTED * 3
    + ["the Kremlin", "the White House", "the European Union", "Downing Street", "the Elysee Palace"]
)
DEMONYMS = {with_article(a["name"]): a["demonyms"][0] for a in STATES_ONLY if a.get("demonyms")} | {
    "Valdoria": "Valdorian", "Kestonia": "Kestonian", "Tressia": "Tressian", "Lorvia": "Lorvian", "Merovia": "Merovian", "Drovia": "Drovian",
}
ORGANISATIONS = [with_article(a["name"]) if a["name"] in ARTICLE else a["name"] for a in registry("organisations")] + [
    "the ruling party", "the central bank", "the opposition", "the government", "the army", "the union", "the ministry", "the commission",
    "the committee", "the federation", "the court", "the council", "the board", "the police", "the bank", "the company", "the regulator",
    "Norvek Steel", "Halden Bank", "the Morrow Institute", "Castellan Energy", "Brandt & Okafor", "the Harbour Union", "the Green Alliance",
    "Party of Renewal", "Civic Front", "Lindqvist Group", "Arden Pharma", "the Tressian Football Union", "Open Border", "Radio Meridian",
    "the Water Board", "Skyline Air", "the Reef Foundation", "Telmark", "Orbis Networks", "the Navy", "the National Assembly",
]
GIVEN = """Maria Samuel Elena Victor Amina Daniel Ingrid Omar Chloe Rafael Nadia Thomas Wei Priya Kofi Leila Henrik Sofia Juan Fatima
Andrew Yuki Ngozi Pavel Clara Hassan Olga Miguel Aisha Peter Ruth Dmitri Carmen Ahmed Julia Kenji Helen Ivan Zainab George Anna
Mustafa Lucia James Mei Tariq Grace Stefan Rosa David Sarah Nikolai Teresa Abdul Emma Bongani Michael Lina Carlos Jennifer Robert
Hillary Donald Barack Bernie Marco Joseph Elizabeth John Paul""".split()
SURNAMES = """Okafor Lindqvist Haddad Moreau Tanaka Novak Petrov Silva Mbeki Nkemelu Varga Castellan Ortega Sorensen Achterberg Rahimi
Duarte Kowalski Adeyemi Brandt Iyer Halloran Fischer Rossi Dubois Jensen Yilmaz Nguyen Kim Park Chen Wang Singh Sharma Khan Hussain
Ali Hassan Cohen Levy Murphy Campbell Fraser Wilson Baker Thompson Carter Brooks Hughes Reyes Garcia Torres Mendes Costa Popescu
Horvat Ivanov Sokolov Melnyk Bondar Kaya Demir Mahmoud Saleh Abebe Tesfaye Mwangi Otieno Banda Dlamini Diallo Traore Suzuki Sato
Ito Rao Das Perera Santos Cruz Lim Tan Wong Keane Whitlock Marsh Pryce Sandoval Ferrante Engstrom Bakker Visser Maes Keller Weber
Putin Xi Macron Merkel Modi Erdogan Zelensky Netanyahu Lula Orban Scholz Starmer Assad Clinton Trump Obama Cruz Rubio Sanders Biden
Cameron Corbyn Romney Johnson Ryan""".split()
TITLES = ["President", "Prime Minister", "Senator", "Minister", "Chancellor", "Judge", "Mayor", "Gov.", "Mr.", "Ms.", "Mrs.", "Dr.", "Professor", "General"]
LEADERS = sorted({l["name"] for a in STATES_ONLY for l in a.get("leaders", ()) if l.get("to", "9999") > "2005"})


def person(rng):
    draw = rng.random()
    if draw < 0.4:
        return rng.choice(SURNAMES)
    if draw < 0.75:
        return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"
    if draw < 0.9:
        return f"{rng.choice(TITLES)} {rng.choice(SURNAMES)}"
    return rng.choice(LEADERS)


def draw(kind, rng):
    """A name of a person, state or organisation, real or invented."""
    return person(rng) if kind == "person" else rng.choice(STATES if kind == "state" else ORGANISATIONS)


PRONOUN = re.compile(r"(?i)^(he|she|him|her|his|hers|they|them|their|it|its|i|we|us|our|me|my|you|who|himself|herself)$")


def swap(text, spans, rng, chance=0.3, kept=()):
    """Puts another name for some of the targets, at every place where the same words stand. Returns the new text and the spans, then
    those of `kept`, which only move along."""
    targets = len(spans)
    spans = [*spans, *kept]
    for index in range(targets):
        mention = text[spans[index][0] : spans[index][1]]
        if PRONOUN.match(mention) or not mention[:1].isupper() or rng.random() > chance:
            continue
        name = draw(rng.choices(("state", "person", "org"), (0.4, 0.4, 0.2))[0], rng)
        places = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(mention) + r"(?!\w)", text)]
        inside = lambda p: any(s <= p < e for j, (s, e) in enumerate(spans[:targets]) if j != index and (s, e) != spans[index])
        places = sorted({p for p in places if not inside(p)} | {spans[index][0]})
        for place in reversed(places):
            word = name
            if place == 0 and word.startswith("the "):
                word = "The " + word[4:]
            shift = len(word) - len(mention)
            end = place + len(mention)
            text = text[:place] + word + text[end:]
            spans = [
                (place, place + len(word)) if (s, e) == (place, end) else (s + shift * (s >= end), e + shift * (e >= end))
                for s, e in spans
            ]
    return text, spans


FEMALE = set("""Maria Elena Amina Ingrid Chloe Nadia Priya Leila Sofia Fatima Yuki Ngozi Clara Olga Aisha Ruth Carmen Julia Helen Zainab Anna Lucia Mei Grace
Rosa Sarah Teresa Emma Lina Jennifer Hillary Elizabeth""".split())
MALE = [n for n in GIVEN if n not in FEMALE]
#: Every state's other names ("Russian", "Russians" come from its demonym), each with the name of the registry.
STATE_OF = {form: a["name"] for a in STATES_ONLY for form in (a["name"], *a.get("demonyms", ())[:1])} | {n: n for n in INVENTED}
OTHER_STATES = [a["name"] for a in STATES_ONLY if a.get("demonyms")] + [n for n in INVENTED if n in DEMONYMS] * 4
OTHER_ORGANISATIONS = [n for n in ORGANISATIONS if not n.startswith("the ")]
WORDS = re.compile(r"[^\W\d_][\w'’.-]*")


def demonym(state):
    return DEMONYMS.get(with_article(state))


def renaming(mention, kind, text, rng):
    """{form: another form} for every form of the name in the text: another name of the same kind, a person's of the same sex. Empty where the
    mention is no name that can be exchanged. `kind`: "person", "state", "org" or None where it is not known."""
    bare = mention.removeprefix("the ").removeprefix("The ").removesuffix("’s").removesuffix("'s")
    state = STATE_OF.get(bare) or STATE_OF.get(bare.removesuffix("s"))
    if state:
        other = rng.choice(OTHER_STATES)
        old, new = demonym(state), demonym(other)
        forms = {f"the {state}": with_article(other), f"The {state}": "The " + other if other in ARTICLE else other, state: with_article(other)}
        return forms | ({f"{old}s": f"{new}s", old: new} if old and new and not old.endswith(("ese", "ish", "ch")) else {old: new} if old and new else {})
    if kind == "org":
        return {bare: rng.choice(OTHER_ORGANISATIONS)}
    if kind != "person":
        return {}
    words = bare.split()
    while len(words) > 1 and (words[0] in TITLES or words[0].endswith(".")):
        words = words[1:]
    if not 1 <= len(words) <= 3 or not all(w[:1].isupper() for w in words):
        return {}
    surname = rng.choice(SURNAMES)
    if len(words) == 1:
        return {words[0]: surname}
    tokens = {w.lower() for w in WORDS.findall(text)}
    female = words[0] in FEMALE or words[0] not in MALE and bool(tokens & {"she", "her", "ms", "mrs"}) and not tokens & {"he", "his", "him"}
    given = rng.choice(sorted(FEMALE) if female else MALE)
    return {" ".join(words): f"{given} {surname}", words[-1]: surname}


def exchange(text, spans, kinds, rng, chance, kept=()):
    """Puts other names of the same kind for those of the targets, each by chance, with all their forms at every place. Returns the new text and
    the spans, then those of `kept`, which only move along."""
    forms = {}
    for (start, end), kind in zip(spans, kinds):
        mention = text[start:end]
        if not PRONOUN.match(mention) and mention[:1].isupper() | mention.startswith("the ") and rng.random() < chance:
            forms = renaming(mention, kind, text, rng) | forms
    spans = [*spans, *kept]
    if not forms:
        return text, spans
    either = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    out, last, moved = "", 0, []
    for m in re.finditer(rf"(?<![\w-])(?:{either})(?![\w-])", text):
        word = forms[m.group()]
        if m.start() == 0 and word.startswith("the "):
            word = "The " + word[4:]
        out += text[last : m.start()] + word
        moved.append((m.start(), m.end(), len(out) - len(word), len(out)))
        last = m.end()
    out += text[last:]

    def place(at, opens):
        """Where a code point of the old text is now; one inside an exchanged name goes to its beginning or end."""
        shift = 0
        for start, end, new_start, new_end in moved:
            if at >= end:
                shift = new_end - end
            elif at > start:
                return new_start if opens else new_end
        return at + shift

    return out, [(place(s, True), place(e, False)) for s, e in spans]

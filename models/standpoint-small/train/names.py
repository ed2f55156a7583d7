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


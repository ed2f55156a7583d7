"""Name-swapping augmentation: the stance must follow the words, not the name."""

import random
import re

STATES = """Russia China Japan France Germany Ukraine Iran Israel Syria Turkey India Pakistan Brazil Mexico Canada Poland
Hungary Serbia Egypt Nigeria Kenya Ethiopia Vietnam Thailand Indonesia Australia Cuba Venezuela Colombia Argentina Chile
Spain Italy Greece Sweden Norway Finland Iraq Afghanistan Qatar Yemen Lebanon Jordan Libya Belarus Georgia Armenia
Azerbaijan Kazakhstan Mongolia Taiwan Myanmar Moscow Beijing Washington Tehran Kyiv Pyongyang Seoul Tokyo London Paris
Berlin Brussels Ankara Riyadh""".split() + [
    "North Korea", "South Korea", "Saudi Arabia", "the United States", "the United Kingdom", "the Kremlin", "the European Union",
    "the White House", "New Zealand", "South Africa", "Sri Lanka", "the Netherlands", "the Philippines", "Valdoria", "Kestonia",
]
ORGANISATIONS = [
    "NATO", "the United Nations", "the ruling party", "the central bank", "Amnesty", "Hezbollah", "the Labour Party", "Boeing",
    "Greenpeace", "the opposition", "the government", "the army", "Huawei", "the International Monetary Fund", "Interpol",
]
PERSONS = """Putin Xi Kim Macron Merkel Modi Erdogan Zelensky Netanyahu Lula Orban Scholz Starmer Sunak Kishida Yoon Assad
Khamenei Okafor Lindqvist Haddad Moreau Tanaka Novak Petrov Silva Mbeki Nkemelu Varga Castellan Ortega Sorensen Achterberg
Rahimi Duarte Kowalski Adeyemi Brandt Iyer Halloran""".split() + [
    "Vladimir Putin", "Kim Jong-un", "Xi Jinping", "Emmanuel Macron", "Angela Merkel", "Narendra Modi", "Maria Lindqvist",
    "Samuel Okafor", "Prime Minister Orban", "President Erdogan", "Chancellor Scholz", "Mr. Haddad", "Ms. Moreau", "Elena Varga",
]
PRONOUN = re.compile(r"(?i)^(he|she|him|her|his|hers|they|them|their|it|its|i|we|us|our|me|my|you|who|himself|herself)$")


def swap(text, spans, rng, chance=0.3):
    """Puts another name for some of the targets, at every place where the same words stand. Returns the new text and spans."""
    spans = list(spans)
    for index in range(len(spans)):
        mention = text[spans[index][0] : spans[index][1]]
        if PRONOUN.match(mention) or not mention[:1].isupper() or rng.random() > chance:
            continue
        draw = rng.random()
        pool = STATES if draw < 0.45 else PERSONS if draw < 0.85 else ORGANISATIONS
        name = rng.choice(pool)
        places = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(mention) + r"(?!\w)", text)]
        inside = lambda p: any(s <= p < e for j, (s, e) in enumerate(spans) if j != index and (s, e) != spans[index])
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


__all__ = ["swap", "STATES", "PERSONS", "ORGANISATIONS", "random"]

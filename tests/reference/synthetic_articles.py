"""Writes short made-up articles as JSON lines, to measure a store of them on: synthetic_articles.py FILE [ARTICLES].

Each has a date, an outlet and two or three statements by people and about states and companies that are drawn unevenly, so that some pairs
of a speaker and an actor have many stories and most have one."""

import json
import random
import sys

count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
random.seed(20261124)
GIVEN = "Ada Bram Cleo Dario Edda Falk Gita Hugo Ines Jonas Kira Lars Mina Nils Olga Pia Rune Sanna Tove Ulf".split()
SURNAMES = "Abara Brandvik Calder Dorval Esquivel Farrow Gantz Hollis Ilves Jarrow Kestner Lindahl Moravec Nystad Orlin Prewitt".split()
STATES = "Norway Kenya Brazil Japan Canada Egypt Chile Poland Vietnam Ghana Peru Jordan Estonia Laos Malta Nepal".split()
FIRMS = ["Halden Bank", "Norvek Steel", "Arden Pharma", "Skyline Air", "Orbis Networks", "Castellan Energy"]
SAYINGS = [
    "{a} kept its word and {b} did not.", "{a} has nothing left to offer.", "{a} will be back at the table in May.", "Nobody in the room trusted {a}.",
    "{a} did more for the harbour than {b} in ten years.", "{a} may regret the bargain.", "The next round is in {a}.", "{a} won every point that counted.",
]


def uneven(names):
    return names[min(int(len(names) ** random.random()) - 1, len(names) - 1)]


with open(sys.argv[1], "w", encoding="utf-8") as file:
    for n in range(count):
        paragraphs = [f"Talks on dossier {n} went on for {random.randint(2, 90)} hours."]
        for _ in range(random.randint(2, 3)):
            who = f"{uneven(GIVEN)} {uneven(SURNAMES)}"
            a, b = random.sample([uneven(STATES), uneven(FIRMS), random.choice(STATES)], 2)
            saying = random.choice(SAYINGS).format(a=a, b=b)
            paragraphs.append(f"“{saying[:-1]}, and that was number {random.randint(1, 10**6)},” said {who}, of the Institute for Trade.")
        date = f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        row = {"id": f"a{n:05}", "date": date, "outlet": f"Outlet {uneven(list(range(1, 41)))}", "text": "\n\n".join(paragraphs)}
        file.write(json.dumps(row, ensure_ascii=False) + "\n")

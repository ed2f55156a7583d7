"""Our own stance templates (templates.txt): a sentence with slots and, for each slot, the stance that the codebook gives it, and often the
outlook and whether the attitude is only reported: `A=unfavorable/loses/reported`. Of words in brackets, `[shunned|mistrusted]`, one is drawn."""

import re
from pathlib import Path

import corpora
import names

OUTLOOK = {"none": corpora.NONE, "gains": corpora.GAINS, "loses": corpora.LOSES}
LABELS = {"unfavorable": corpora.UNFAVORABLE, "neutral": corpora.NEUTRAL, "favorable": corpora.FAVORABLE}
SLOT = re.compile(r"\{([A-Z])(?::(state|person|org))?(?:\.(he|him|his|He|His|it|its|It|Its|adj))?(?::(?:state|person|org))?\}")
ONE_OF = re.compile(r"\[([^][]*\|[^][]*)\]")
FEMALE = {"he": "she", "him": "her", "his": "her", "He": "She", "His": "Her"}


def read(path):
    """[(text, {slot key: Coded})]; a key is "A" or "A.adj"."""
    out = []
    if not Path(path).exists():
        return out
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, _, marks = line.partition("||")
        labels = {}
        for mark in marks.split(";"):
            if mark.strip():
                key, _, value = mark.partition("=")
                stance, *more = value.strip().split("/")
                assert stance in LABELS and all(m in OUTLOOK or m == "reported" for m in more), f"templates.txt, line {number}: {mark!r}"
                outlook = OUTLOOK[more[0]] if more else None
                labels[key.strip()] = corpora.Coded(LABELS[stance], outlook, "reported" in more if more else None)
        slots = {m.group(1) + (".adj" if m.group(3) == "adj" else "") for m in SLOT.finditer(text)}
        assert slots <= set(labels), f"templates.txt, line {number}: no label for {slots - set(labels)}"
        assert "{" not in SLOT.sub("", text), f"templates.txt, line {number}: {SLOT.sub('', text)!r}"
        assert not set("[]|") & set(ONE_OF.sub("", text)), f"templates.txt, line {number}: {ONE_OF.sub('', text)!r}"
        out.append((text.strip(), labels))
    return out


def drawn(template, rng):
    """The template with one of the words in each bracket."""
    text, labels = template
    return ONE_OF.sub(lambda m: rng.choice(m.group(1).split("|")), text), labels


def fill(template, rng):
    """A sentence with names put in; every name and pronoun of a slot is a target with the slot's label."""
    text, labels = drawn(template, rng)
    kinds = {m.group(1): m.group(2) for m in SLOT.finditer(text) if m.group(2)}
    adjectives = {m.group(1) for m in SLOT.finditer(text) if m.group(3) == "adj"}
    chosen, female = {}, {}
    for slot in sorted({m.group(1) for m in SLOT.finditer(text)}):
        while slot not in chosen or list(chosen.values()).count(chosen[slot]) > 1:
            chosen[slot] = rng.choice(sorted(names.DEMONYMS)) if slot in adjectives else names.draw(kinds.get(slot, "state"), rng)
        female[slot] = rng.random() < 0.4
    out, targets, last = "", [], 0
    for m in SLOT.finditer(text):
        out += text[last : m.start()]
        slot, form = m.group(1), m.group(3)
        word = chosen[slot] if form is None else names.DEMONYMS[chosen[slot]] if form == "adj" else form
        if form in FEMALE and female[slot]:
            word = FEMALE[form]
        if form is None and not out and word.startswith("the "):
            word = "The " + word[4:]
        key = slot + (".adj" if form == "adj" else "")
        targets.append(corpora.Target(len(out), len(out) + len(word), coded=labels[key]))
        out += word
        last = m.end()
    return corpora.Sentence(out + text[last:], targets)

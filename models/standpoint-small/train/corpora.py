"""Readers of the training corpora. Offsets are half-open and count code points of the returned text."""

import csv
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
UNFAVORABLE, NEUTRAL, FAVORABLE = 0, 1, 2
NONE, GAINS, LOSES = 0, 1, 2
POLARITY = {2.0: UNFAVORABLE, 4.0: NEUTRAL, 6.0: FAVORABLE}
ENTITY_TYPES = ["person", "organisation", "location", "misc"]
#: Pronouns for one human being.
PERSONAL = {"he", "she", "him", "her", "hers", "his", "himself", "herself"}
#: Pronouns of the third person.
STANDING = PERSONAL | {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
PRONOUNS = {"he", "she", "him", "her", "his", "they", "them", "their", "it", "its", "i", "we", "us", "our", "me", "my"}


@dataclass(frozen=True)
class Coded:
    """A coder's reading of one mention by the codebook."""

    stance: int
    #: 0 none, 1 gains, 2 loses; None where it was not coded.
    outlook: int | None = None
    #: Whether the portrayal is the attitude of a third party; None where it was not coded.
    reported: bool | None = None
    #: The coder doubted between two stances.
    doubtful: bool = False


@dataclass
class Target:
    start: int
    end: int
    label: int | None = None
    #: Teacher logits over (unfavorable, neutral, favorable) in NewsMTSC's convention, where there are any.
    logits: list | None = None
    #: The same in the codebook's, from the large encoder.
    judged: list | None = None
    #: What a coder found, where one has read it.
    coded: "Coded | None" = None
    #: The stretch of text whose words the stance is judged by (a sentence, or the part of it that is attributed content).
    scope: tuple | None = None
    #: Which of the text's rows the mention belongs to, where the code is that of a row: a statement toward an actor, by all mentions of it.
    row: str | None = None


@dataclass
class Sentence:
    text: str
    targets: list = field(default_factory=list)
    #: For DSE: (holder target index, target index, label) with label 0 none, 1 positive, 2 negative.
    relations: list = field(default_factory=list)


@dataclass
class Chain:
    """One person or body of an article: the spans of its names, and those of the pronouns and descriptions that stand for it. Without
    names: what stands for nobody definite."""

    names: list
    references: list


@dataclass
class Article:
    id: str
    text: str
    #: None where nobody has marked them.
    attributions: list | None
    sentences: list
    #: (start, end, number of the type; None of a name whose type is left open), in our reading.
    entities: list = field(default_factory=list)
    #: Who is meant: a Chain for every person or body that pronouns and descriptions stand for.
    chains: list = field(default_factory=list)
    #: For whom persons speak: (the person's names, everything that stands for his body), the second empty of those of no body.
    served: list = field(default_factory=list)


def normalised(text):
    """The key under which two sentences count as the same one."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def newsmtsc(path):
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        sentence = Sentence(row["sentence_normalized"])
        for target in row["targets"]:
            sentence.targets.append(Target(target["from"], target["to"], POLARITY[float(target["polarity"])]))
        yield sentence


def dse(path):
    """DSE marks p and q with brackets that may cut a word ("[Congre]ss"): the mention is widened to the whole word."""
    with open(path, encoding="utf-8", newline="") as handle:
        for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            marked, label = row[0], int(row[3])
            text, spans, stack = [], [], None
            for char in marked:
                if char == "[" and stack is None and len(spans) < 2:
                    stack = len(text)
                elif char == "]" and stack is not None:
                    spans.append([stack, len(text)])
                    stack = None
                else:
                    text.append(char)
            text = "".join(text)
            if len(spans) != 2:
                continue
            for span in spans:
                while span[1] < len(text) and text[span[1]].isalnum():
                    span[1] += 1
                while span[1] > span[0] and text[span[1] - 1] in "’'‘ ":
                    span[1] -= 1
            sentence = Sentence(text, [Target(*spans[0]), Target(*spans[1])])
            forward = {1: 1, 3: 2}.get(label, 0)
            backward = {2: 1, 4: 2}.get(label, 0)
            sentence.relations = [(0, 1, forward), (1, 0, backward)]
            yield sentence


def polnear(path):
    """Whole articles, with our readings of the names in them, of who is meant, and of some for whom persons speak."""
    chains, names, served = references(HERE / "references.tsv"), entities(HERE / "entities.tsv"), bodies(HERE / "served.tsv")
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        kinds = {text[s:e]: kind for s, e, kind in names.get(row["id"], ())}
        known = every_name(text, chains.get(row["id"], ()))
        yield Article(
            row["id"],
            text,
            row["attributions"],
            [tuple(s) for s in row.get("sentences") or []],
            list(places(text, kinds)),
            known,
            list(by_words(text, known, served.get(row["id"], {}))),
        )


def by_words(text, chains, served):
    """For whom persons speak, as `Article.served` has it, from {the fullest form of a person's name: his body as the article words it}."""
    named = {text[s:e]: chain for chain in chains for s, e in chain.names}
    at = lambda words: [(s, e) for s, e, _ in places(text, {words: None})]
    for person, body in served.items():
        alike = [other for other in served if other.split()[-1] == person.split()[-1]]
        own = named[person].names if person in named else at(person) + (at(person.split()[-1]) if len(alike) == 1 and " " in person else [])
        whole = [] if body == "-" else named[body].names + named[body].references if body in named else at(body)
        yield sorted(set(own)), sorted(whole)


def references(path):
    """Our readings of who is meant (references.tsv): {article id: [Chain]}, with one place for every form of a name."""
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, *cells = line.split("\t")
            out[article] = [Chain(*map(spans, cell.split(":"))) for cell in cells]
    return out


def entities(path):
    """Our readings of names (entities.tsv): {article id: [(start, end, type)]}, with one place for every form of a name; type as in `Article`."""
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, *cells = line.split("\t")
            out[article] = [(s, e, "POLM?".index(cell[0]) if cell[0] != "?" else None) for cell in cells for s, e in spans(cell[1:])]
    return out


def spans(cell):
    return [tuple(map(int, span.split("-"))) for span in cell.split(",") if span]


def places(text, forms):
    """Every place of the forms of {form: what it says}, the longest first where they overlap: (start, end, what it says)."""
    either = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text) if either else ():
        yield *match.span(), forms[match.group()]


def every_name(text, chains):
    """The chains with every place of their names. A form that two of them share is nobody's but where a longer one holds it; one without a
    capital ("a cashier") names where it stands and nowhere else."""
    bearers = {}
    out = [Chain([], chain.references) for chain in chains]
    for n, chain in enumerate(chains):
        for s, e in chain.names:
            if text[s:e].islower():
                out[n].names.append((s, e))
            else:
                bearers.setdefault(text[s:e], set()).add(n)
    for s, e, bearer in places(text, bearers):
        if len(bearer) == 1:
            out[min(bearer)].names.append((s, e))
    return out


def conll(path):
    """Sentences as (words, BIO entity spans over words)."""
    kinds = {"PER": 0, "ORG": 1, "LOC": 2, "MISC": 3}
    words, tags = [], []

    def flush():
        spans, start, kind = [], None, None
        for i, tag in enumerate(tags + ["O"]):
            if start is not None and (tag == "O" or tag.startswith("B-") or kinds[tag[2:]] != kind):
                spans.append((start, i, kind))
                start = None
            if tag != "O" and start is None:
                start, kind = i, kinds[tag[2:]]
        return list(words), spans

    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("-DOCSTART-"):
            if words:
                yield flush()
            words, tags = [], []
            if line.startswith("-DOCSTART-"):
                yield None
            continue
        parts = line.split()
        words.append(parts[0])
        tags.append(parts[-1])
    if words:
        yield flush()


def gap(path):
    """(text, pronoun span, spans of the names it stands for). A name that is the answer is so wherever the text repeats it."""
    with open(path, encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            start = int(row["Pronoun-offset"])
            true = [row[name] for name in "AB" if row[f"{name}-coref"].lower() == "true"]
            answers = [m.span() for name in true for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", row["Text"])]
            yield row["Text"], (start, start + len(row["Pronoun"])), answers


REFERRED = re.compile(r"\{([^{}:]*):([^{}]*)\}")


def stands(words):
    """Whether the words are a pronoun or a description, and no name."""
    first, final = words.split()[0].lower(), words.split()[-1]
    return first in STANDING or first in ("the", "this", "that") and final.islower()


def bodies(path):
    """For whom persons speak (served.tsv): {article: {person: body}}, both by their keys in our news articles, a body without one and those of PolNeAR by
    the article's words."""
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, person, _, body = line.split("\t")
            out.setdefault(article, {})[person] = body
    return out


def referred(path):
    """Our news articles in which every name, pronoun and description has its bearer (referred.txt): `{key:words}`, 0 being nobody, and a table of
    the keys behind each article; and for whom persons speak (served.tsv, beside it)."""
    served = bodies(Path(path).with_name("served.tsv"))
    for block in re.split(r"(?m)^@ ", Path(path).read_text(encoding="utf-8"))[1:]:
        number, *lines = block.strip().split("\n")
        marked = "\n".join(line for line in lines if line.strip() and not line.startswith("= "))
        text, last, chains, nobody = "", 0, {}, []
        for m in REFERRED.finditer(marked):
            text += marked[last : m.start()]
            key, words = m.groups()
            span = (len(text), len(text) + len(words))
            text, last = text + words, m.end()
            if key == "0":
                nobody.append(Chain([], [span]))
                continue
            chain = chains.setdefault(key, Chain([], []))
            (chain.references if stands(words) else chain.names).append(span)
        article = Article(number.strip(), text + marked[last:], None, [], chains=list(chains.values()) + nobody)
        for key, chain in chains.items():
            body = served.get(article.id, {}).get(key)
            if body is not None and chain.names:
                words = [] if body == "-" else [(s, e) for s, e, _ in places(article.text, {body: None})]
                whole = chains[body].names + chains[body].references if body in chains else words
                article.served.append((chain.names, sorted(whole)))
        yield article


def silver_targets(article):
    """Mentions of an article that a stance can be judged for, each with the words it is judged by: its own sentence,
    clipped to the attributed content that it stands in (rule 1 of the codebook)."""
    pieces = [(s, e) for a in article.attributions for s, e in a["content"]]
    out = []
    for start, end in article.sentences:
        mentions = [(s, e) for s, e, k in article.entities if start <= s and e <= end and k in (0, 1, 2)]
        for match in re.finditer(r"\b\w+\b", article.text[start:end]):
            if match.group().lower() in ("he", "she", "him", "they", "it", "them"):
                mentions.append((start + match.start(), start + match.end()))
        for s, e in sorted(mentions):
            scope = (start, end)
            for a, b in pieces:
                if a <= s and e <= b:
                    scope = (max(a, start), min(b, end))
            out.append(Target(s, e, scope=scope))
    return out


CODE = re.compile(r"([unf])([+-]?)(r?)(\??)")


def sentence_key(corpus, text):
    """Under which codings.tsv has a sentence of NewsMTSC or DSE; an article of PolNeAR has its own id."""
    return f"{corpus}:{hashlib.sha1(text.encode()).hexdigest()[:12]}"


def codings(path):
    """Our codings: {article id or sentence key: [Target with its scope and what was coded]}. A code is u, n or f; then + gains or
    - loses; then r for a reported attitude; then ? for doubt."""
    out = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, scope, marks = line.split("\t")
        a, b = map(int, scope.split("-"))
        for mark in marks.split(" "):
            span, code = mark.split(":")
            s, e = map(int, span.split("-"))
            stance, outlook, reported, doubt = CODE.fullmatch(code).groups()
            coded = Coded("unf".index(stance), ("", "+", "-").index(outlook), bool(reported), bool(doubt))
            out.setdefault(key, []).append(Target(s, e, coded=coded, scope=(a, b)))
    return out


MARK = re.compile(r"\[\[\+?|\]\]|\{([a-z]):|\}")
SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])")


def sentence_of(text, start, end, at):
    """The sentence of text[start:end] that holds the place `at`."""
    ends = [start] + [start + e.end() for e in SENTENCE_END.finditer(text[start:end])] + [end]
    return next((a, b) for a, b in zip(ends, ends[1:]) if a <= at < b)


def quoted_stance(path):
    """The passages of datasets/quoted-stance: every mention of a pair has the pair's codes."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        targets = []
        for statement in row["statements"]:
            for pair in statement["actors"]:
                if pair["stance"] == "mixed":
                    continue
                stance = ("unfavorable", "neutral", "favorable").index(pair["stance"])
                outlook = ("none", "gains", "loses").index(pair["outlook"])
                coded = Coded(stance, outlook, pair["perspective"] == "reported")
                for s, e in pair["mentions"]:
                    piece = next(p for p in statement["fragments"] if p[0] <= s and e <= p[1])
                    targets.append(Target(s, e, coded=coded, scope=sentence_of(row["text"], *piece, s), row=pair["id"]))
        yield Sentence(row["text"], targets)


def passages(path):
    """Our coded passages (passages.txt): a marked statement in a few words of news, its actors and their codes. A mention is judged by
    its sentence inside the statement."""
    for block in re.split(r"(?m)^@ ", Path(path).read_text(encoding="utf-8"))[1:]:
        _, marked, *letters = [line for line in block.strip().split("\n") if line.strip() and not line.startswith("#")]
        codes = {line[0]: line.rsplit(" | ", 1)[1].strip() for line in letters}
        text, last, opened, mention, targets = "", 0, None, None, []
        for m in MARK.finditer(marked):
            text += marked[last : m.start()]
            last = m.end()
            if m.group().startswith("[["):
                opened = len(text)
            elif m.group() == "]]":
                for t in targets:
                    t.scope = t.scope or sentence_of(text, opened, len(text), t.start)
            elif m.group() == "}":
                stance, outlook, reported, _ = CODE.fullmatch(codes[mention[0]]).groups()
                coded = Coded("unf".index(stance), ("", "+", "-").index(outlook), bool(reported))
                targets.append(Target(mention[1], len(text), coded=coded, row=mention[0]))
            else:
                mention = (m.group(1), len(text))
        yield Sentence(text + marked[last:], targets)

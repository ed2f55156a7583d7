"""Text to windows: tokens, capitalisation flags and labels. The Rust side (src/engine/tokens.rs, src/stance) does the same; the
fixture that export.py writes holds both to each other."""

import re
from dataclasses import dataclass, field, replace

from tokenizers import Tokenizer

import corpora

LIMIT = 320


class Pieces:
    """Word pieces with half-open code point offsets. Truncation and padding of the packaged tokenizer are reset."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls = self.tokenizer.token_to_id("[CLS]")
        self.sep = self.tokenizer.token_to_id("[SEP]")

    def __call__(self, text, base=0):
        """[(id, starts with a capital, start, end)]"""
        enc = self.tokenizer.encode(text, add_special_tokens=False)
        return [(i, int(text[s : s + 1].isupper()), s + base, e + base) for i, (s, e) in zip(enc.ids, enc.offsets)]


@dataclass
class Window:
    ids: list = field(default_factory=list)
    types: list = field(default_factory=list)
    offsets: list = field(default_factory=list)
    #: Per token 0 O, 1 B, 2 I for source, cue, content; None where the text is not annotated.
    tags: list | None = None
    #: Per token 0 O, then 1 + 2 k for B and 2 + 2 k for I of type k.
    entity: list | None = None
    entity_weight: float = 1.0
    #: (content tokens, source tokens, cue tokens): index lists; an empty answer is the first token of the window.
    links: list = field(default_factory=list)
    #: (mention tokens, scope tokens, corpora.Target)
    targets: list = field(default_factory=list)
    #: (holder tokens, target tokens, scope tokens, label)
    relations: list = field(default_factory=list)
    #: (mention tokens, antecedent tokens, whether it is a he or she)
    references: list = field(default_factory=list)
    #: (tokens of a person's name, tokens of what stands for his body)
    served: list = field(default_factory=list)
    #: The same sentences with other names, the same targets in the same order; trained together with this one.
    twin: "Window | None" = None

    def __len__(self):
        return len(self.ids)

    def open(self, pieces):
        self.special(pieces.cls)

    def special(self, token):
        self.ids.append(token)
        self.types.append(0)
        self.offsets.append((-1, -1))

    def extend(self, tokens):
        for i, capital, s, e in tokens:
            self.ids.append(i)
            self.types.append(capital)
            self.offsets.append((s, e))

    def inside(self, start, end, first=0):
        """Tokens that overlap the code points [start, end)."""
        return [i for i in range(first, len(self.offsets)) if self.offsets[i][0] < end and self.offsets[i][1] > start and self.offsets[i][0] >= 0]


def paragraphs(text):
    """Half-open spans of the non-blank lines."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            yield start, start + len(stripped)
        at += len(line) + 1


#: The label that no loss looks at.
UNKNOWN = -100


def bio(window, spans, tags, kinds=None):
    for k, (start, end) in enumerate(spans):
        for n, i in enumerate(window.inside(start, end)):
            tags[i] = (1 if n == 0 else 2) if kinds is None else (1 + 2 * kinds[k] + (n > 0)) if kinds[k] is not None else UNKNOWN


def article_windows(article, tokenised, pieces, rng, targets=(), limit=None):
    """Packs the paragraphs of an article into windows; each epoch cuts at other places."""
    out, window = [], None
    cap = limit or rng.choice([160, 240, 320, 320, 320])
    first = cap if limit else rng.randint(60, cap)
    blocks = []
    for tokens in tokenised:
        while len(tokens) > cap - 2:
            cut = cap - 2
            for j in range(cap - 3, (cap - 2) // 2, -1):
                if article.text[tokens[j][2] : tokens[j][3]] in (".", "!", "?", "”", '"'):
                    cut = j + 1
                    break
            blocks.append(tokens[:cut])
            tokens = tokens[cut:]
        blocks.append(tokens)
    room = first
    for tokens in blocks:
        if window is None or len(window) + len(tokens) + 1 > room:
            if window is not None:
                out.append(window)
                room = cap
            window = Window()
            window.open(pieces)
        window.extend(tokens)
        window.special(pieces.sep)
    if window is not None:
        out.append(window)
    for window in out:
        spans = [o for o in window.offsets if o[0] >= 0]
        low, high = spans[0][0], spans[-1][1]
        near = [a for a in article.attributions or () if any(s < high and e > low for k in ("source", "cue", "content") for s, e in a[k])]
        tags = [[0] * len(window) for _ in range(3)]
        for a in near:
            for k, name in enumerate(("source", "cue", "content")):
                bio(window, [(s, e) for s, e in a[name] if s < high and e > low], tags[k])
            source = [i for s, e in a["source"] for i in window.inside(s, e)]
            cue = [i for s, e in a["cue"] for i in window.inside(s, e)]
            for s, e in a["content"]:
                content = window.inside(s, e)
                if content:
                    window.links.append((content, source, cue))
        if article.attributions is not None:
            window.tags = [list(t) for t in zip(*tags)]
        if article.entities:
            window.entity = [0] * len(window)
            near = [x for x in article.entities if x[0] < high and x[1] > low]
            bio(window, [(s, e) for s, e, _ in near], window.entity, [k for _, _, k in near])
        for t in targets:
            if t.start >= low and t.end <= high:
                mention, scope = window.inside(t.start, t.end), window.inside(*t.scope)
                if mention and scope:
                    window.targets.append((mention, scope, t))
        window.references = list(references(article, window, low, high))
        tokens = lambda spans: [window.inside(*span) for span in spans if low <= span[0] and span[1] <= high]
        for names, body in article.served:
            answer = sorted({i for mention in tokens(body) for i in mention})
            window.served += [(name, [i for i in answer if i not in name]) for name in tokens(names) if name]
    return out


def references(article, window, low, high):
    """(mention tokens, antecedent tokens, whether it is a he or she) of the pronouns and descriptions of a window: what names the same one or stands for it before
    them; where nothing does, a name behind them in the sentence ("After he won, Orr ..."), or nothing."""
    text = article.text
    for chain in article.chains:
        within = lambda spans: sorted(span for span in spans if low <= span[0] and span[1] <= high)
        names = within(chain.names)
        for start, end in within(chain.references):
            mention = window.inside(start, end)
            words = text[start:end].lower().split()
            known = [span for span in names + within(chain.references) if span[1] <= start]
            if not known and names:
                stop = re.search(r"[.!?](?=\W*\s)|\n", text[end:])
                known = [span for span in names if end <= span[0] < (end + stop.start() if stop else len(text))]
            # A description of nobody definite may have been used before ("a cashier", "the cashier"): there, no answer is better than a wrong one.
            fresh = len(words) == 1 or not re.search(rf"\b{re.escape(words[-1])}\b", text[:start].lower())
            if mention and (chain.names or fresh):
                antecedents = {i for span in known for i in window.inside(*span)} - set(mention)
                yield mention, sorted(antecedents), words[0] in corpora.PERSONAL and len(words) == 1


def sentence_windows(sentences, pieces, rng):
    """Packs labelled sentences, each the others' context, into windows of 60 to 320 tokens."""
    return side_by_side([(s,) for s in sentences], pieces, rng)


def twin_windows(pairs, pieces, rng):
    """Packs pairs of the same sentence under two namings into pairs of windows, `Window.twin` being the second; their targets are the same ones in
    the same order."""
    return side_by_side(pairs, pieces, rng)


def side_by_side(rows, pieces, rng):
    """The windows of the first version of every row, with those of a second one as their twins: what goes where is the same for both."""
    windows, room = None, 0
    for versions in rows:
        tokens = [pieces(s.text) for s in versions]
        longest = max(map(len, tokens))
        if not all(tokens) or longest > LIMIT - 2:
            continue
        if windows is None or max(map(len, windows)) + longest + 1 > room:
            if windows is not None:
                yield windows[0]
            windows = [Window() for _ in versions]
            windows[0].twin = windows[1] if len(windows) > 1 else None
            for window in windows:
                window.open(pieces)
            room = rng.choice([60, 120, 200, 260, 320])
        # Half of the neighbours stand in the same paragraph, half in one of their own.
        apart = rng.random() < 0.5
        placed = []
        for window, part, sentence in zip(windows, tokens, versions):
            first = len(window)
            window.extend(part)
            scope = list(range(first, len(window)))
            if apart:
                window.special(pieces.sep)
            placed.append((window, scope, sentence, [window.inside(t.start, t.end, first) for t in sentence.targets]))
        for window, scope, sentence, spans in placed:
            first = scope[0]
            for k, target in enumerate(sentence.targets):
                if all(found[k] for *_, found in placed) and (target.label, target.logits, target.judged, target.coded) != (None,) * 4:
                    own = window.inside(*target.scope, first) if target.scope else scope
                    # A passage may stand in a window twice.
                    row = target.row and f"{first}:{target.row}"
                    window.targets.append((spans[k], own, replace(target, row=row)))
            for holder, target, label in sentence.relations:
                if spans[holder] and spans[target]:
                    window.relations.append((spans[holder], spans[target], scope, label))
    if windows is not None:
        yield windows[0]


def conll_windows(sentences, pieces, rng):
    """Sentences of one document in their order; `None` marks a document's end."""
    window, room = None, rng.choice([60, 160, 320])
    for sentence in sentences:
        if sentence is None:
            if window is not None:
                yield window
            window = None
            continue
        words, spans = sentence
        text, starts = "", []
        for word in words:
            text += " " * bool(text)
            starts.append(len(text))
            text += word
        tokens = pieces(text)
        if not tokens or len(tokens) > LIMIT - 2:
            continue
        if window is None or len(window) + len(tokens) + 1 > room:
            if window is not None:
                yield window
            window = Window()
            window.open(pieces)
            window.entity = [0]
            room = rng.choice([60, 160, 320])
        first = len(window)
        window.extend(tokens)
        window.entity += [0] * len(tokens)
        for a, b, kind in spans:
            for n, i in enumerate(window.inside(starts[a], starts[b - 1] + len(words[b - 1]), first)):
                window.entity[i] = 1 + 2 * kind + (n > 0)
        window.special(pieces.sep)
        window.entity.append(0)
    if window is not None:
        yield window


def gap_windows(rows, pieces):
    for text, pronoun, answers in rows:
        window = Window()
        window.open(pieces)
        window.extend(pieces(text)[: LIMIT - 2])
        window.special(pieces.sep)
        mention = window.inside(*pronoun)
        if mention:
            window.references.append((mention, [i for s, e in answers for i in window.inside(s, e)], True))
            yield window

"""What each phase of the training sees: the corpora, cut into windows anew for every epoch."""

from dataclasses import replace
from pathlib import Path

import answers
import corpora
import names
import templates
import windows as win

HERE = Path(__file__).parent
#: Never trained on: what is chosen (thresholds, which phase is kept) is chosen by it.
TUNING = HERE.parents[2] / "datasets" / "quoted-stance" / "tune.jsonl"
#: The large encoder's answers, which a phase of the small one learns from.
ANSWERS = HERE / "answers.npz"


class Corpus:
    #: How often an epoch under our codings sees each template and passage.
    TEMPLATES = 2

    def __init__(self, data, work, pieces, taught=True):
        """`taught`: with a teacher's answers, where there are any."""
        self.pieces = pieces
        self.dev_stance = {n: list(corpora.newsmtsc(data / f"newsmtsc/{n}.jsonl")) for n in ("dev-rw", "dev-mt")}
        self.dev_dse = list(corpora.dse(data / "dse/valid.tsv"))
        self.newsmtsc = list(corpora.newsmtsc(data / "newsmtsc/train.jsonl"))
        self.dse = list(corpora.dse(data / "dse/train.tsv"))
        # What repeats in a dev set is not trained on.
        seen = {corpora.normalised(s.text) for d in self.dev_stance.values() for s in d}
        self.newsmtsc = [s for s in self.newsmtsc if corpora.normalised(s.text) not in seen]
        self.polnear = list(corpora.polnear(data / "polnear/train.jsonl"))
        self.polnear_dev = list(corpora.polnear(data / "polnear/dev.jsonl"))
        known = [a for a in self.polnear if a.served]
        #: The last tenth of the articles of PolNeAR of which it is known for whom persons speak: that is kept to look at.
        self.served_dev = [replace(a) for a in known[len(known) - len(known) // 10 :]]
        for article in known[len(known) - len(self.served_dev) :]:
            article.served = []
        self.tokens = {
            a.id: [pieces(a.text[s:e], s) for s, e in win.paragraphs(a.text)] for a in self.polnear + self.polnear_dev
        }
        told = list(corpora.referred(HERE / "referred.txt"))
        #: Plain news in which who is meant is marked. The last tenth is kept to look at.
        self.referred, self.referred_dev = told[: -len(told) // 10], told[-len(told) // 10 :]
        self.tokens |= {a.id: [pieces(a.text[s:e], s) for s, e in win.paragraphs(a.text)] for a in told}
        self.conll = list(corpora.conll(data / "conllpp/train.txt"))
        self.conll_dev = list(corpora.conll(data / "conllpp/dev.txt"))
        self.gap = list(corpora.gap(data / "gap/development.tsv"))
        self.templates = templates.read(HERE / "templates.txt")
        self.standing = templates.read(HERE / "templates-standing.txt")
        self.passages = [p for name in ("passages", "passages-2") for p in corpora.passages(HERE / f"{name}.txt")]
        #: Of 0.12.0; the shipped weights have seen some. The last twentieth is kept to look at by phases of 0.15.0 and later.
        self.later = [p for name in ("passages-3", "passages-4") for p in corpora.passages(HERE / f"{name}.txt")]
        self.passages_dev = self.later[-len(self.later) // 20 :]
        self.tune = list(corpora.quoted_stance(TUNING))
        seen |= {corpora.normalised(s.text) for s in self.dev_dse}
        self.dse = [s for s in self.dse if corpora.normalised(s.text) not in seen]
        self.kinds = self.kinds_of_names()
        self.given = {form.split()[0] for form, kind in self.kinds.items() if kind == "person" and " " in form}
        self.code()
        self.silver, self.world, self.clauses = {}, [], []
        if taught:
            self.teach(work)

    def asked(self):
        """What a teacher is asked (answers.py)."""
        return answers.asked(self.newsmtsc, self.dse, self.polnear, self.conll, self.passages + self.later)

    def teach(self, work):
        """The teacher's answers: the ones of the phases before, else those that the repository keeps, which are of the large encoder."""
        file = next((f for f in (work / ANSWERS.name, ANSWERS) if f.exists()), None)
        if file is None:
            return
        parts = self.asked()
        answers.read(file, parts)
        self.world, self.clauses = parts["conll"], parts["polnear"]
        clauses = iter(self.clauses)
        for article in self.polnear:
            targets = corpora.silver_targets(article)
            told = self.silver[article.id] = []
            for a, b in dict.fromkeys(t.scope for t in targets):
                told += [replace(t, start=t.start + a, end=t.end + a, scope=(a, b)) for t in next(clauses).targets]

    def both(self):
        """What is known of an article's mentions: our codes, and the teacher's logits; one target where both judge the same words."""
        out = {}
        for article in self.polnear:
            known = {(t.start, t.end, t.scope): t for t in self.silver.get(article.id, ())}
            for t in self.codings.get(article.id, ()):
                key = (t.start, t.end, t.scope)
                known[key] = replace(known[key], coded=t.coded) if key in known else t
            out[article.id] = [known[key] for key in sorted(known)]
        return out

    def code(self):
        """Our codings (codings.tsv). The last twentieth of the coded articles is kept to look at, not trained on."""
        self.codings = corpora.codings(HERE / "codings.tsv") if (HERE / "codings.tsv").exists() else {}
        kept = kept_aside(self.polnear, self.codings)
        self.coded_clauses, self.coded_dev = [], []
        for article in self.polnear:
            part = answers.clauses(article.text, self.codings.get(article.id, []))
            (self.coded_dev if article.id in kept else self.coded_clauses).extend(part)
        for article in kept:
            self.codings[article] = []
        for part, rows in (("newsmtsc", self.newsmtsc), ("dse", self.dse)):
            for sentence in rows:
                own = {(t.start, t.end): t for t in sentence.targets}
                for t in self.codings.get(corpora.sentence_key(part, sentence.text), ()):
                    if (t.start, t.end) in own:
                        own[t.start, t.end].coded = t.coded
                    else:
                        sentence.targets.append(replace(t, scope=None))

    def articles(self, rng, targets, entity_weight, share=1):
        chosen = self.polnear if share == 1 else rng.sample(self.polnear, int(len(self.polnear) * share))
        for article in chosen:
            for window in win.article_windows(article, self.tokens[article.id], self.pieces, rng, targets.get(article.id, ())):
                window.entity_weight = entity_weight
                yield window

    def renamed(self, sentence, put):
        """The sentence with the names that `put(text, spans, what moves along)` puts in."""
        known, whole = sentence.targets, (0, len(sentence.text))
        text, spans = put(sentence.text, [(t.start, t.end) for t in known], [t.scope or whole for t in known])
        scopes = [scope if t.scope else None for t, scope in zip(known, spans[len(known) :])]
        targets = [replace(t, start=s, end=e, scope=scope) for (s, e), t, scope in zip(spans, known, scopes)]
        return corpora.Sentence(text, targets, sentence.relations)

    def swapped(self, sentence, rng, chance=0.25):
        """The sentence with any names for some of its own."""
        return self.renamed(sentence, lambda text, spans, kept: names.swap(text, spans, rng, chance, kept))

    def kinds_of_names(self):
        """{form of a name: its kind, as `names.renaming` asks for it} where the names of PolNeAR and CoNLL++ agree: a place is a state there."""
        found = {}
        for article in self.polnear:
            for start, end, kind in article.entities:
                found.setdefault(article.text[start:end], []).append(kind)
        for words, spans in filter(None, self.conll):
            for start, end, kind in spans:
                found.setdefault(" ".join(words[start:end]), []).append(kind)
        most = {form: max(sorted(set(kinds), key=str), key=kinds.count) for form, kinds in found.items()}
        return {form: ("person", "org", "state")[kind] for form, kind in most.items() if kind in (0, 1, 2)}

    def kind(self, mention):
        """The kind of a name; one that is not known is a person's where a person has its first word."""
        return self.kinds.get(mention) or ("person" if " " in mention and mention.split()[0] in self.given else None)

    def exchanged(self, sentence, rng, chance):
        """The sentence with other names of the same kind."""
        kinds = [self.kind(sentence.text[t.start : t.end]) for t in sentence.targets]
        return self.renamed(sentence, lambda text, spans, kept: names.exchange(text, spans, kinds, rng, chance, kept))

    def twins(self, sentence, rng):
        """The sentence as it stands or with some names put in at random, and with most of its names exchanged for others of their kind."""
        return self.swapped(sentence, rng, 0.3), self.exchanged(sentence, rng, 0.85)

    def paragraphs(self, article, targets):
        """The paragraphs of an article in which somebody is judged, as sentences of their own."""
        for start, end in win.paragraphs(article.text):
            own = [t for t in targets if start <= t.scope[0] and t.scope[1] <= end]
            if own:
                moved = [replace(t, start=t.start - start, end=t.end - start, scope=(t.scope[0] - start, t.scope[1] - start)) for t in own]
                yield corpora.Sentence(article.text[start:end], moved)

    def taught(self, rng, late):
        """An epoch under the teacher. Late ones see the gold entities twice and the automatic ones hardly."""
        out = list(self.articles(rng, self.silver, 0.05 if late else 0.3))
        rows = [self.swapped(s, rng) for s in self.newsmtsc + (rng.sample(self.dse, 4000) if late else self.dse)]
        if late:
            rows += [self.swapped(s, rng, 0.5) for s in rng.sample(self.clauses, min(5000, len(self.clauses)))]
            rows += [self.swapped(s, rng, 0.3) for s in rng.sample(self.world, min(4000, len(self.world)))]
            rows += [templates.fill(t, rng) for t in self.templates for _ in range(4)]
        return self.packed(rng, out, rows, conll=2 if late else 1)

    def polish(self, rng):
        """One pass, mostly stance: every template eight times, many clauses under other names, a third of the articles."""
        out = list(self.articles(rng, self.silver, 0.05, share=1 / 3))
        rows = [self.swapped(s, rng) for s in self.newsmtsc + rng.sample(self.dse, 2000)]
        rows += [self.swapped(s, rng, 0.5) for s in rng.sample(self.clauses, min(10000, len(self.clauses)))]
        rows += [self.swapped(s, rng, 0.3) for s in rng.sample(self.world, min(6000, len(self.world)))]
        rows += [templates.fill(t, rng) for t in self.templates for _ in range(8)]
        return self.packed(rng, out, rows, gap=0)

    def coded(self, rng, share, conll):
        """An epoch under our codings: a share of the articles, half of the coded clauses once more under other names, every template and passage twice."""
        out = list(self.articles(rng, self.codings, 0.05, share))
        read = [s for s in self.dse if any(t.coded for t in s.targets)]
        others = [s for s in self.dse if not any(t.coded for t in s.targets)]
        rows = [self.swapped(s, rng) for s in self.newsmtsc + read + rng.sample(others, min(1500, len(others)))]
        rows += [self.swapped(s, rng, 0.6) for s in rng.sample(self.coded_clauses, len(self.coded_clauses) // 2)]
        rows += [templates.fill(t, rng) for t in self.templates for _ in range(self.TEMPLATES)] + self.passages * self.TEMPLATES
        return self.packed(rng, out, rows, conll)

    def told(self, rng):
        """An epoch under both conventions, each with its reader: three fifths of the articles; NewsMTSC and DSE whole, with every code; half
        of the coded clauses and some of the teacher's under other names; templates once, passages twice; the gold entities twice."""
        out = list(self.articles(rng, self.both(), 0.05, share=0.6))
        some = lambda rows, n: rng.sample(rows, min(n, len(rows)))
        rows = [self.swapped(s, rng) for s in self.newsmtsc + self.dse]
        rows += [self.swapped(s, rng, 0.6) for s in some(self.coded_clauses, len(self.coded_clauses) // 2)]
        rows += [self.swapped(s, rng, 0.4) for s in some(self.world, 2000) + some(self.clauses, 1000)]
        rows += [templates.fill(t, rng) for t in self.templates + self.standing] + [self.swapped(p, rng, 0.2) for p in 2 * self.passages]
        return self.packed(rng, out, rows, conll=2)

    def led(self, rng):
        """An epoch under the large encoder, which has answered for every mention in both conventions: as `told`, with the clauses of all
        articles in place of the coded ones, and more other names: an answer was given for the words, and should hold for any name."""
        both = self.both()
        out = list(self.articles(rng, both, 0.05, share=0.6))
        answered = [c for a in self.polnear for c in answers.clauses(a.text, both[a.id])]
        some = lambda rows, n: rng.sample(rows, min(n, len(rows)))
        rows = [self.swapped(s, rng, 0.5) for s in self.newsmtsc + self.dse]
        rows += [self.swapped(s, rng, 0.6) for s in some(answered, len(answered) // 3) + some(self.world, 3000)]
        rows += [templates.fill(t, rng) for t in self.templates + self.standing] + [self.swapped(p, rng, 0.4) for p in 2 * self.passages]
        return self.packed(rng, out, rows, conll=2)

    def resolved(self, rng):
        """An epoch for who is meant and who is named, with what `led` knows of stance kept up: every article; half of DSE; fewer clauses, and
        passages once; the gold entities once, for the articles have them too."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5))
        answered = [c for a in self.polnear for c in answers.clauses(a.text, both[a.id])]
        some = lambda rows, n: rng.sample(rows, min(n, len(rows)))
        rows = [self.swapped(s, rng, 0.5) for s in self.newsmtsc + some(self.dse, len(self.dse) // 2)]
        rows += [self.swapped(s, rng, 0.6) for s in some(answered, len(answered) // 5) + some(self.world, 2000)]
        rows += [templates.fill(t, rng) for t in self.templates + self.standing] + [self.swapped(p, rng, 0.4) for p in self.passages]
        return self.packed(rng, out, rows)

    def schooled(self, rng):
        """An epoch under the large encoder as `weighed` left it: every passage; NewsMTSC whole, and half of DSE; of the articles two fifths,
        and of what else was answered less, to keep up the rest."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5, share=0.4))
        answered = [c for a in self.polnear for c in answers.clauses(a.text, both[a.id])]
        some = lambda rows, n: rng.sample(rows, min(n, len(rows)))
        rows = [self.swapped(s, rng, 0.5) for s in self.newsmtsc + some(self.dse, len(self.dse) // 2)]
        rows += [self.swapped(s, rng, 0.6) for s in some(answered, len(answered) // 6) + some(self.world, 2000)]
        rows += [templates.fill(t, rng) for t in some(self.templates + self.standing, 700)] + [self.swapped(p, rng, 0.3) for p in self.passages + self.later]
        return self.packed(rng, out, rows)

    def balanced(self, rng):
        """An epoch after `schooled` in which news has more of a say: two fifths of the passages, and twice as many clauses of the articles."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5, share=0.4))
        answered = [c for a in self.polnear for c in answers.clauses(a.text, both[a.id])]
        some = lambda rows, n: rng.sample(rows, min(n, len(rows)))
        rows = [self.swapped(s, rng, 0.5) for s in self.newsmtsc + some(self.dse, len(self.dse) // 2)]
        rows += [self.swapped(s, rng, 0.6) for s in some(answered, len(answered) // 3)]
        rows += [templates.fill(t, rng) for t in some(self.templates + self.standing, 700)]
        rows += [self.swapped(p, rng, 0.3) for p in some(self.passages + self.later, 2 * len(self.passages + self.later) // 5)]
        return self.packed(rng, out, rows)

    def steadied(self, rng):
        """An epoch in which whatever is judged stands in two windows that differ in their names alone (`Window.twin`), so that the answers can be
        asked to agree: NewsMTSC, the telling ones of DSE, paragraphs of the articles, templates and passages; half of the articles as they are."""
        return self.paired(rng, 1 / 5, [(self.passages, len(self.passages) // 2), (self.later, len(self.later) // 6)], 1500)

    def settled(self, rng):
        """An epoch after `steadied` under answers that do not hang on a name (namings.py): as that one, with more paragraphs of the articles and fewer
        passages, so that what was known of news is kept up."""
        return self.paired(rng, 2 / 5, [(self.passages + self.later, 2000)], 1000)

    def drilled(self, rng):
        """An epoch mostly of passages: all of them, a third in twos under other names; a tenth of the articles' paragraphs and a third of NewsMTSC in twos as
        well; half of the telling ones of DSE; and a quarter of the articles, so that what else was known is kept up."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5, share=0.25))
        told = [p for a in self.polnear for p in self.paragraphs(a, both[a.id])]
        known = self.passages + self.later[: -len(self.passages_dev)]
        paired = rng.sample(known, len(known) // 3) + rng.sample(told, len(told) // 10) + rng.sample(self.newsmtsc, len(self.newsmtsc) // 3)
        pairs = [self.twins(s, rng) for s in paired]
        windows, alike = self.in_twos(pairs, rng)
        singles = {id(s) for s in paired}
        ones = [p for p in known if id(p) not in singles]
        return self.packed(rng, out + windows, ones + alike + self.kept_up(rng))

    def meant(self, rng):
        """An epoch for who is meant in plain news: every article of PolNeAR, and three times the ones in which that is marked; to keep up the rest, three
        tenths of the passages, an eighth more and a third of NewsMTSC in twos under other names, and half of the telling ones of DSE."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5))
        for article in 3 * self.referred:
            out += win.article_windows(article, self.tokens[article.id], self.pieces, rng)
        known = self.passages + self.later[: -len(self.passages_dev)]
        rng.shuffle(known)
        twos, ones = known[: len(known) // 8], known[len(known) // 8 : len(known) * 17 // 40]
        pairs = [self.twins(s, rng) for s in twos + rng.sample(self.newsmtsc, len(self.newsmtsc) // 3)]
        windows, alike = self.in_twos(pairs, rng)
        return self.packed(rng, out + windows, ones + alike + self.kept_up(rng))

    def served(self, rng):
        """The articles in which it is known for whom persons speak, for the head that tells it."""
        known = self.referred + [a for a in self.polnear if a.served]
        return [w for a in known for w in win.article_windows(a, self.tokens[a.id], self.pieces, rng)]

    def rounded(self, rng):
        """An epoch of everything, stance with it: every article of PolNeAR, a quarter of them with what is judged there, and twice the ones in which it is
        marked who is meant; half of the passages, half of these in twos under other names, as are a tenth of the articles' paragraphs and a third of NewsMTSC;
        half of the telling ones of DSE."""
        both = self.both()
        judged = rng.sample(sorted(both), len(both) // 4)
        out = list(self.articles(rng, {article: both[article] for article in judged}, 0.5))
        for article in 2 * self.referred:
            out += win.article_windows(article, self.tokens[article.id], self.pieces, rng)
        known = self.passages + self.later[: -len(self.passages_dev)]
        rng.shuffle(known)
        twos, ones = known[: len(known) // 4], known[len(known) // 4 : len(known) // 2]
        told = [p for a in self.polnear for p in self.paragraphs(a, both[a.id])]
        paired = twos + rng.sample(told, len(told) // 10) + rng.sample(self.newsmtsc, len(self.newsmtsc) // 3)
        pairs = [self.twins(s, rng) for s in paired]
        windows, alike = self.in_twos(pairs, rng)
        return self.packed(rng, out + windows, ones + alike + self.kept_up(rng))

    def annotated(self, rng):
        """NewsMTSC as it stands, for the head of its annotators: to them a name is part of what a sentence says."""
        return self.packed(rng, [], list(self.newsmtsc), conll=0, gap=0)

    def related(self, rng):
        """NewsMTSC and DSE as they stand, for the heads that only these two ask: how often a sentence tells of no relation is a part of what is learned."""
        return self.packed(rng, [], self.newsmtsc + self.dse, conll=0, gap=0)

    def judged(self, rng):
        """An epoch for the large encoder, which only judges: NewsMTSC whole; of DSE what is coded or has a relation, and a few others; half of
        the coded clauses, under other names; templates and passages once."""
        some = [s for s in self.dse if telling(s)] + rng.sample([s for s in self.dse if not telling(s)], 500)
        rows = [self.swapped(s, rng) for s in self.newsmtsc + some]
        rows += [self.swapped(s, rng, 0.4) for s in rng.sample(self.coded_clauses, len(self.coded_clauses) // 2)]
        rows += [templates.fill(t, rng) for t in self.templates + self.standing] + [self.swapped(p, rng, 0.2) for p in self.passages]
        return self.packed(rng, [], rows, conll=0, gap=0)

    def weighed(self, rng):
        """As `judged`, with less of what its epoch has seen, and every passage under other names now and then."""
        rows = [self.swapped(s, rng, 0.4) for s in rng.sample(self.newsmtsc, len(self.newsmtsc) // 2) + [s for s in self.dse if telling(s)]]
        rows += [self.swapped(s, rng, 0.4) for s in rng.sample(self.coded_clauses, len(self.coded_clauses) // 5)]
        rows += [templates.fill(t, rng) for t in rng.sample(self.templates + self.standing, 500)] + [self.swapped(p, rng, 0.2) for p in self.passages + self.later]
        return self.packed(rng, [], rows, conll=0, gap=0)

    def paired(self, rng, share, passages, filled):
        """Half of the articles as they are; in twos NewsMTSC, the telling ones of DSE, a share of the paragraphs in which somebody is judged, so many of
        each of the `passages`, and `filled` templates; and some of DSE's other sentences."""
        both = self.both()
        out = list(self.articles(rng, both, 0.5, share=0.5))
        told = [p for a in self.polnear for p in self.paragraphs(a, both[a.id])]
        rows = self.newsmtsc + [s for s in self.dse if telling(s)] + rng.sample(told, int(len(told) * share))
        for some, number in passages:
            rows += rng.sample(some, number)
        pairs = [self.twins(s, rng) for s in rows]
        for template in rng.sample(self.templates + self.standing, filled):
            drawn = templates.drawn(template, rng)
            pairs.append((templates.fill(drawn, rng), templates.fill(drawn, rng)))
        rng.shuffle(pairs)
        windows, alike = self.in_twos(pairs, rng)
        others = rng.sample([s for s in self.dse if not telling(s)], 1000)
        return self.packed(rng, out + windows, alike + [self.swapped(s, rng, 0.5) for s in others])

    def in_twos(self, pairs, rng):
        """The windows of pairs that differ in their names, and the sentences of those that do not."""
        windows = list(win.twin_windows([pair for pair in pairs if pair[0].text != pair[1].text], self.pieces, rng))
        return windows, [one for one, other in pairs if one.text == other.text]

    def kept_up(self, rng):
        """Half of the telling ones of DSE and 700 templates, which keep up what an epoch of other things would lose."""
        read = [s for s in self.dse if telling(s)]
        rows = [self.swapped(s, rng, 0.5) for s in rng.sample(read, len(read) // 2)]
        return rows + [templates.fill(t, rng) for t in rng.sample(self.templates + self.standing, 700)]

    def packed(self, rng, out, rows, conll=1, gap=1):
        rng.shuffle(rows)
        out += win.sentence_windows(rows, self.pieces, rng)
        for _ in range(conll):
            out += win.conll_windows(self.conll, self.pieces, rng)
        for _ in range(gap):
            out += win.gap_windows(self.gap, self.pieces)
        rng.shuffle(out)
        return out


def telling(sentence):
    """Whether a sentence of DSE tells something: by a code, or a relation."""
    return any(t.coded for t in sentence.targets) or any(label for _, _, label in sentence.relations)


def kept_aside(articles, codings):
    """The ids of the last twentieth of the coded articles."""
    known = sorted(a.id for a in articles if a.id in codings)
    return set(known[len(known) - len(known) // 20 :])

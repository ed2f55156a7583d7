"""What is rewritten in an exported int8 graph so that an engine runs it faster and nearer to 32 bits, the function left as it is:
attention as one operator; the feed-forward outputs whose inputs have outliers in int8 all the same, but for the few channels that hold the
outliers; the outliers behind a layer normalisation moved into the weights.

Usage: graph.py --model FOLDER --data DIR rewrites the encoder of an exported model in its place, and fits its calibration anew."""

import argparse
import hashlib
import json
import random
import re
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper

import corpora
import windows as win

#: The domain of ONNX Runtime's operators beyond the standard, of which rten has the one for attention as well.
CONTRIB = "com.microsoft"
#: How many of a feed-forward block's inner channels stay in 32 bits where it is split; one or two of them reach three times as far as the next, and the more, the less the error of the others.
WIDE = 64
#: How much of the outliers' reach goes into the weights: least error of the vectors between 0.5 and 0.7.
SMOOTHING = 0.6
#: How the name of such factors begins, as they stand in the graph: their reciprocals.
DIVISOR = "smooth:"


class Graph:
    """A model's nodes by what they produce and consume."""

    def __init__(self, model):
        self.model = model
        self.graph = model.graph
        self.index()

    def index(self):
        self.maker = {output: node for node in self.graph.node for output in node.output}
        self.users = {}
        for node in self.graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self.values = {value.name: value for value in self.graph.initializer}

    def above(self, name, *operators):
        """The tensor from which `name` comes by these operators, the last one first."""
        for operator in operators:
            node = self.maker[name]
            assert node.op_type == operator, (name, node.op_type, operator)
            name = node.input[0]
        return name

    def user(self, name, operator):
        """The one node that consumes `name`, which is of this kind."""
        nodes = self.users[name]
        assert [n.op_type for n in nodes] == [operator], (name, [n.op_type for n in nodes])
        return nodes[0]

    def node(self, end):
        """The node whose name ends so."""
        found = [n for n in self.graph.node if n.name.endswith(end)]
        assert len(found) == 1, (end, len(found))
        return found[0]

    def array(self, name):
        return numpy_helper.to_array(self.values[name])

    def floats(self, name):
        """A tensor in 32 bits, whether or not it was quantised."""
        if name in self.values:
            return self.array(name).astype(np.float32)
        whole, scale, zero = (self.array(f"{name}_{part}").astype(np.float32) for part in ("quantized", "scale", "zero_point"))
        return (whole - zero) * scale

    def add(self, name, array):
        self.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def replace(self, name, array):
        self.values[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(array), name))

    def tidy(self):
        """Drops what no output needs, and puts every node behind those it needs."""
        self.index()
        needed, done, order = [o.name for o in self.graph.output], set(), []

        def visit(node):
            if id(node) in done:
                return
            done.add(id(node))
            for name in node.input:
                if name in self.maker:
                    visit(self.maker[name])
            order.append(node)

        for name in needed:
            visit(self.maker[name])
        order = [onnx.NodeProto.FromString(node.SerializeToString()) for node in order]
        used = {name for node in order for name in node.input}
        values = [v for v in self.graph.initializer if v.name in used]
        del self.graph.node[:], self.graph.value_info[:]
        self.graph.node.extend(order)
        kept = [onnx.TensorProto.FromString(v.SerializeToString()) for v in values]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)
        self.index()


def fuse_attention(graph, heads):
    """Each softmax of scores, with the products around it, as one MultiHeadAttention: a head's scores stay in the cache, where all heads'
    scores, one operator after the other, are written to memory and read again three times."""
    for softmax in [n for n in graph.graph.node if n.op_type == "Softmax"]:
        scores, bias = softmax.input[0], ""
        if graph.maker[scores].op_type == "Add":
            scores, bias = graph.maker[scores].input
            if graph.maker[scores].op_type != "Div":
                scores, bias = bias, scores
        product = graph.maker[graph.above(scores, "Div")]
        mixed = graph.user(softmax.output[0], "MatMul")
        query, key, value = (
            graph.above(name, "Transpose", "Reshape") for name in (product.input[0], product.input[1], mixed.input[1])
        )
        joined = merged(graph, mixed.output[0])
        inputs = [query, key, value] + (["", "", bias] if bias else [])
        name = softmax.name.rsplit("/", 1)[0] + "/MultiHeadAttention"
        node = helper.make_node("MultiHeadAttention", inputs, [joined.output[0]], name=name, domain=CONTRIB, num_heads=heads)
        graph.graph.node.remove(joined)
        graph.graph.node.append(node)
    if CONTRIB not in {o.domain for o in graph.model.opset_import}:
        graph.model.opset_import.append(helper.make_opsetid(CONTRIB, 1))
    graph.tidy()


def merged(graph, heads):
    """The node that joins the heads again."""
    transposed = graph.user(heads, "Transpose").output[0]
    return next(n for n in graph.users[transposed] if n.op_type == "Reshape")


def split_outliers(graph, layers, feeds, wide=WIDE):
    """The feed-forward blocks of these layers, whose outputs are products in 32 bits, in two: the inner channels that reach furthest over
    `feeds` stay so, and the rest is in int8 (Dettmers et al. 2022, section 3.2, by channel of the inner activation and fixed beforehand)."""
    inner = {layer: graph.node(f"layer.{layer}/output/dense/MatMul").input[0] for layer in layers}
    reach = furthest(graph, inner, feeds)
    for layer in layers:
        order = np.argsort(-reach[layer], kind="stable")
        split_block(graph, layer, np.sort(order[wide:]), np.sort(order[:wide]))
    graph.tidy()


def widen(graph, layers):
    """Makes the feed-forward outputs of these layers products in 32 bits, where they are in int8."""
    for layer in layers:
        quantised = [n for n in graph.graph.node if n.name.endswith(f"layer.{layer}/output/dense/MatMul_quant")]
        for product in quantised:
            name = product.input[1].removesuffix("_quantized")
            inner = graph.maker[product.input[0]].input[0]
            result = graph.user(graph.user(product.output[0], "Cast").output[0], "Mul").output[0]
            graph.graph.node.remove(graph.maker[result])
            node = helper.make_node("MatMul", [inner, graph.add(name, graph.floats(name))], [result], product.name.removesuffix("_quant"))
            graph.graph.node.append(node)
    graph.tidy()


def furthest(graph, tensors, feeds):
    """The largest magnitude of each channel of these tensors over the inputs."""
    probe = onnx.ModelProto.FromString(graph.model.SerializeToString())
    probe.graph.output.extend(helper.make_tensor_value_info(t, onnx.TensorProto.FLOAT, None) for t in tensors.values())
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    found = {}
    for feed in feeds:
        for layer, value in zip(tensors, session.run(list(tensors.values()), feed)):
            most = np.abs(value[0]).max(0)
            found[layer] = np.maximum(found.get(layer, 0), most)
    return found


def split_block(graph, layer, main, wide):
    """One block: `main` and `wide` are its inner channels, which are put in this order."""
    order = np.concatenate([main, wide])
    place = f"layer.{layer}/intermediate/dense"
    first = graph.node(f"{place}/MatMul_quant")
    for name in (first.input[1], first.input[3], graph.node(f"{place}/MatMul_quant_scales_mul").input[1], graph.node(f"{place}/Add").input[0]):
        graph.replace(name, graph.array(name)[..., order])
    product = graph.node(f"layer.{layer}/output/dense/MatMul")
    inner, matrix, result = *product.input, product.output[0]
    path = product.name.rsplit("/", 1)[0]
    weight = graph.array(matrix)
    cut, axis = graph.add(f"{path}/cut", np.array([len(main)])), graph.add(f"{path}/axis", np.array([-1]))
    zero, end = graph.add(f"{path}/zero", np.array([0])), graph.add(f"{path}/end", np.array([len(order)]))
    whole, scale, none = narrow(weight[main])
    nodes = [
        helper.make_node("Slice", [inner, zero, cut, axis], [f"{path}/main"], f"{path}/main"),
        helper.make_node("Slice", [inner, cut, end, axis], [f"{path}/wide"], f"{path}/wide"),
        helper.make_node("DynamicQuantizeLinear", [f"{path}/main"], [f"{path}/main_{p}" for p in ("quantized", "scale", "zero_point")], f"{path}/main_quantize"),
        helper.make_node(
            "MatMulInteger",
            [f"{path}/main_quantized", graph.add(f"{matrix}_quantized", whole), f"{path}/main_zero_point", graph.add(f"{matrix}_zero_point", none)],
            [f"{path}/integers"], f"{path}/MatMul_quant",
        ),
        helper.make_node("Cast", [f"{path}/integers"], [f"{path}/cast"], f"{path}/cast", to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{path}/main_scale", graph.add(f"{matrix}_scale", scale)], [f"{path}/scales"], f"{path}/scales"),
        helper.make_node("Mul", [f"{path}/cast", f"{path}/scales"], [f"{path}/narrow"], f"{path}/narrow"),
        helper.make_node("MatMul", [f"{path}/wide", graph.add(f"{matrix}_wide", weight[wide])], [f"{path}/precise"], f"{path}/wide/MatMul"),
        helper.make_node("Add", [f"{path}/precise", f"{path}/narrow"], [result], f"{path}/join"),
    ]
    graph.graph.node.remove(product)
    graph.graph.node.extend(nodes)


def smooth(graph, feeds):
    """Outlier channels of what a layer normalisation gives the products of integers, moved into their weights: the channels are divided by
    factors that the rows of the weights are multiplied by (Xiao et al. 2023, equation 4). A factor's name lists the modules whose weights
    have it."""
    nodes = [n for n in graph.graph.node if n.op_type == "DynamicQuantizeLinear" and graph.maker[n.input[0]].op_type == "LayerNormalization"]
    reach = furthest(graph, {n.name: n.input[0] for n in nodes}, feeds)
    for node in nodes:
        products = [user for user in graph.users[node.output[0]] if user.op_type == "MatMulInteger"]
        names = [user.input[1].removesuffix("_quantized") for user in products]
        weights = [graph.floats(n) for n in names]
        rows = np.max([np.abs(w).max(1) for w in weights], 0)
        factor = np.maximum(reach[node.name], 1e-3) ** SMOOTHING / np.maximum(rows, 1e-5) ** (1 - SMOOTHING)
        factor /= np.exp(np.log(factor).mean())
        modules = ",".join(p.name.removeprefix("/").rsplit("/", 1)[0].replace("/", ".") for p in products)
        divisor = graph.add(f"{DIVISOR}{modules}", (1 / factor).astype(np.float32))
        name = f"{node.name}_smooth"
        graph.graph.node.append(helper.make_node("Mul", [node.input[0], divisor], [name], name))
        node.input[0] = name
        for name, weight in zip(names, weights):
            for part, array in zip(("quantized", "scale", "zero_point"), narrow(weight * factor[:, None])):
                graph.replace(f"{name}_{part}", array)
    graph.tidy()


def narrow(weight):
    """A matrix in 7 bits with a scale for each column, as the exporter leaves the others (export.py): whole numbers, scales, zero points."""
    scale = np.maximum(np.abs(weight).max(0) / 63, 1e-9).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale, np.zeros(len(scale), np.int8)


def some_windows(data, pieces, articles=25, seed=1):
    """Inputs of the encoder over some articles of PolNeAR train."""
    rng = random.Random(seed)
    for article in rng.sample(list(corpora.polnear(data / "polnear/train.jsonl")), articles):
        tokenised = [pieces(article.text[s:e], s) for s, e in win.paragraphs(article.text)]
        for window in win.article_windows(article, tokenised, pieces, rng, limit=win.LIMIT):
            yield {"input_ids": np.array([window.ids]), "token_type_ids": np.array([window.types])}


def faster(model, heads, layers, feeds):
    """The exported int8 model, rewritten."""
    for node in model.graph.node:
        node.doc_string = ""
    graph = Graph(model)
    fuse_attention(graph, heads)
    feeds = list(feeds)
    widen(graph, layers)
    split_outliers(graph, layers, feeds)
    smooth(graph, feeds)
    onnx.checker.check_model(model)
    return model


def main():
    from export import SPLIT, calibrate, fixture
    from student import Heads
    import torch
    from safetensors.torch import load_file

    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--data", required=True, type=Path)
    args = parser.parse_args()
    file, manifest = args.model / "encoder.onnx", args.model / "model.toml"
    pieces = win.Pieces(args.model / "tokenizer.json")
    text = manifest.read_text()
    count = int(re.search(r"(?m)^heads = (\d+)$", text).group(1))
    onnx.save(faster(onnx.load(str(file)), count, SPLIT, some_windows(args.data, pieces)), str(file))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    text = re.sub(r'(name = "encoder.onnx"\nsha256 = ")\w+', lambda m: m.group(1) + digest, text)
    text = text.replace("feed-forward outputs of layers 0 to 2 in fp32", f"the feed-forward outputs in fp32 for {WIDE} of their inputs")
    weights = load_file(str(args.model / "heads.safetensors"))
    heads = Heads(weights["tagger.weight"].shape[1]).eval()
    heads.load_state_dict(weights)
    session = ort.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    for name, value in calibrate(args.data, heads, session, pieces).items():
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
    manifest.write_text(text)
    (args.model / "train" / "fixture.json").write_text(json.dumps(fixture(session, heads, pieces), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()

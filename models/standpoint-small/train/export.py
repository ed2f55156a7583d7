"""Writes the shipped model folder: int8 encoder (ONNX), heads (safetensors), tokenizer, calibration, and the fixture that holds the
Rust reader to this one. Usage: export.py --data DIR --weights DIR --work DIR --seed N --out DIR"""

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
from safetensors.numpy import save_file

import corpora
import student as st
import windows as win


class Encoder(torch.nn.Module):
    """Token ids and capitalisation flags to token vectors, without a mask: an engine runs one window at a time."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids, token_type_ids):
        return self.bert.encoder(self.bert.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)).last_hidden_state


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--bits", type=int, default=8, choices=(7, 8))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = st.Student(args.weights)
    state = torch.load(args.work / f"student-{args.seed}.pt", weights_only=False)
    model.load_state_dict(state["model"] | state["average"])
    model.eval()
    model.encoder.config._attn_implementation = "eager"
    eager = st.BertModel.from_pretrained(args.weights, add_pooling_layer=False, attn_implementation="eager")
    eager.load_state_dict(model.encoder.state_dict())
    eager.eval()
    full = args.work / "encoder-fp32.onnx"
    ids = torch.ones(1, 12, dtype=torch.long)
    axes = {0: "window", 1: "token"}
    torch.onnx.export(
        Encoder(eager), (ids, ids * 0), str(full), input_names=["input_ids", "token_type_ids"], output_names=["hidden"],
        dynamic_axes={"input_ids": axes, "token_type_ids": axes, "hidden": axes}, opset_version=17, do_constant_folding=True,
    )
    int8 = args.out / "encoder.onnx"
    quantize_dynamic(str(full), str(int8), weight_type=QuantType.QInt8, per_channel=True, reduce_range=args.bits == 7)
    slim = onnx.load(str(int8))
    for node in slim.graph.node:
        node.doc_string = ""
    onnx.save(slim, str(int8))
    heads = {k: v.detach().numpy().astype(np.float32) for k, v in model.heads.state_dict().items()}
    save_file({k: np.ascontiguousarray(v) for k, v in sorted(heads.items())}, str(args.out / "heads.safetensors"))
    packaged = json.loads((args.weights / "tokenizer.json").read_text())
    packaged["truncation"] = packaged["padding"] = None
    (args.out / "tokenizer.json").write_text(json.dumps(packaged, ensure_ascii=False))

    # One fixture: Python's tokens, flags and head outputs of a paragraph written for this purpose.
    text = "“Zoë Ångström’s U.S. trip was a failure,” Prof. Ōe told the BBC. «No» — she added: KESTONIA won't “yield”…"
    pieces = win.Pieces(args.out / "tokenizer.json")
    window = win.Window()
    window.open(pieces)
    window.extend(pieces(text))
    window.special(pieces.sep)
    session = ort.InferenceSession(str(int8), providers=["CPUExecutionProvider"])
    feed = {"input_ids": np.array([window.ids]), "token_type_ids": np.array([window.types])}
    hidden = session.run(None, feed)[0]
    with torch.no_grad():
        fp32 = Encoder(eager)(torch.tensor([window.ids]), torch.tensor([window.types])).numpy()
        h = torch.tensor(hidden)
        tags = model.heads.tagger(h)[0].view(-1, 3, 3).softmax(-1)
        stance = model.heads.stance(h[:, 1:4].mean(1), h[:, 1:-1].mean(1)).softmax(-1)[0]
    fixture = {
        "text": text,
        "ids": window.ids,
        "types": window.types,
        "offsets": [list(o) for o in window.offsets[1:-1]],
        "content_begin": [round(x, 4) for x in tags[:, 2, 1].tolist()],
        "content_inside": [round(x, 4) for x in tags[:, 2, 2].tolist()],
        "stance_tokens_1_to_3": [round(x, 4) for x in stance.tolist()],
    }
    (args.out / "train" / "fixture.json").parent.mkdir(exist_ok=True)
    (args.out / "train" / "fixture.json").write_text(json.dumps(fixture, ensure_ascii=False, indent=1) + "\n")
    print("rms", float(np.sqrt((fp32**2).mean())), "max difference int8", float(np.abs(hidden - fp32).max()))
    for name in ("encoder.onnx", "heads.safetensors", "tokenizer.json"):
        data = (args.out / name).read_bytes()
        print(f'{name} {len(data)} {hashlib.sha256(data).hexdigest()}')


if __name__ == "__main__":
    main()

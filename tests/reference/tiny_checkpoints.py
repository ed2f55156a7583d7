"""Tiny random classifiers with the logits that transformers computes from them, for the test of `src/classifier`.
Usage (transformers 4.44, torch 2.4, tokenizers): tiny_checkpoints.py OUT   -- tests/data/checkpoints is its output"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (BertConfig, BertForSequenceClassification, DebertaV2Config, DebertaV2ForSequenceClassification,
                          DistilBertConfig, DistilBertForSequenceClassification, PreTrainedTokenizerFast, RobertaConfig,
                          RobertaForSequenceClassification)

WORDS = "the a of and will not harbour bank minister port deal council benefit lose win gain was is said by to from it he she they " \
    "orrin kestonia calder brandt varga good bad failed saved blamed praised money ships . , ? ! ' \" “ ”".split()
PAIRS = [
    ("the deal was good .", "orrin will benefit"),
    ("brandt blamed the council , and the port failed to gain money from it . the minister said the bank will not lose", "kestonia will lose"),
    ("they praised varga", "varga was saved by the bank and the council of the port"),
    ("it", "he"),
]


def tokenizer(first, last, pad, pair, types):
    vocab = {word: n for n, word in enumerate(list(dict.fromkeys([first, pad, last, "[UNK]", *WORDS])))}
    if first == "[CLS]":  # BERT's padding is 0, RoBERTa's is 1
        vocab = {word: n for n, word in enumerate(list(dict.fromkeys([pad, first, last, "[UNK]", *WORDS])))}
    made = Tokenizer(models.WordLevel(vocab, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", pair=pair, special_tokens=[(first, vocab[first]), (last, vocab[last])])
    # As packaged files do: truncation and padding that a reader has to reset.
    made.enable_truncation(8)
    made.enable_padding(length=8, pad_id=vocab[pad], pad_token=pad)
    return made, vocab


SMALL = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2)


def checkpoints(labels):
    names = {n: f"LABEL_{n}" for n in range(labels)}
    more = dict(id2label=names, label2id={v: k for k, v in names.items()}, vocab_size=64)
    bert = ("[CLS]", "[SEP]", "[PAD]", "[CLS] $A [SEP] $B:1 [SEP]:1", True)
    yield "bert", bert, BertForSequenceClassification(BertConfig(max_position_embeddings=48, **SMALL, **more))
    roberta = ("<s>", "</s>", "<pad>", "<s> $A </s> </s> $B </s>", False)
    yield "roberta", roberta, RobertaForSequenceClassification(RobertaConfig(
        max_position_embeddings=48, type_vocab_size=1, pad_token_id=1, layer_norm_eps=1e-5, **SMALL, **more))
    yield "distilbert", bert, DistilBertForSequenceClassification(DistilBertConfig(
        max_position_embeddings=48, dim=16, hidden_dim=24, n_layers=2, n_heads=2, **more))
    common = dict(max_position_embeddings=48, relative_attention=True, type_vocab_size=0, norm_rel_ebd="layer_norm",
                  position_buckets=8, max_relative_positions=-1, pooler_hidden_size=16, pooler_hidden_act="gelu", pooler_dropout=0)
    yield "deberta-v2", bert, DebertaV2ForSequenceClassification(DebertaV2Config(
        pos_att_type=["p2c", "c2p"], share_att_key=False, position_biased_input=True, conv_kernel_size=3, conv_act="gelu",
        **common, **SMALL, **more))
    yield "deberta-v3", bert, DebertaV2ForSequenceClassification(DebertaV2Config(
        pos_att_type="p2c|c2p", share_att_key=True, position_biased_input=False, **common, **SMALL, **more))


def main():
    out = Path(sys.argv[1])
    torch.manual_seed(1)
    for labels in (2, 3):
        for name, special, model in checkpoints(labels):
            folder = out / f"{name}-{labels}"
            folder.mkdir(parents=True, exist_ok=True)
            model.eval()
            with torch.no_grad():  # larger than the usual 0.02, so that every part of the network is felt in the logits
                for key, value in model.named_parameters():
                    value.copy_(torch.randn_like(value) * (0.3 if value.dim() > 1 else 0.1) + (1.0 if "LayerNorm.weight" in key or "layer_norm.weight" in key else 0.0))
            made, vocab = tokenizer(*special)
            made.save(str(folder / "tokenizer.json"))
            model.save_pretrained(folder, safe_serialization=True)
            made.no_truncation()
            made.no_padding()
            logits = []
            for premise, hypothesis in PAIRS + [(PAIRS[0][0], None)]:
                encoding = made.encode(premise, hypothesis) if hypothesis else made.encode(premise)
                feed = {"input_ids": torch.tensor([encoding.ids]), "attention_mask": torch.ones(1, len(encoding.ids), dtype=torch.long)}
                if special[4] and name != "distilbert":
                    feed["token_type_ids"] = torch.tensor([encoding.type_ids]) if name == "bert" else torch.zeros(1, len(encoding.ids), dtype=torch.long)
                with torch.no_grad():
                    logits.append(model(**feed).logits[0].tolist())
            pairs = [list(pair) for pair in PAIRS] + [[PAIRS[0][0], None]]
            (folder / "logits.json").write_text(json.dumps({"pairs": pairs, "logits": logits}) + "\n")


if __name__ == "__main__":
    main()

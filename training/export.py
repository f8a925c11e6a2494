"""Export a trained network to ONNX in int8: python training/export.py RUN OUT [--float]

RUN is a folder of ``train.py``; OUT becomes a model folder as the package ships it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertConfig

OUTPUTS = ("attribution", "entity", "morph", "lemma", "start", "arc", "link", "relation_dependent", "relation_head")


class Exported(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        out = self.network(ids, shapes, None, words)
        return tuple(out[name] for name in OUTPUTS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights, to measure what int8 costs")
    parser.add_argument("--full-range", action="store_true", help="8-bit weights instead of 7-bit")
    parser.add_argument("--version", default="1.0")
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text(encoding="utf8"))
    config = BertConfig.from_pretrained(args.run, attn_implementation="eager")
    network = Network(config, {task: len(names) for task, names in labels.items()})
    network.load_state_dict(torch.load(args.run / "model.pt", weights_only=True))
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(5, 1000, (1, 64))
    words = torch.arange(1, 50).unsqueeze(0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.onnx"
        torch.onnx.export(
            Exported(network), (ids, torch.zeros_like(ids), words), str(path),
            input_names=["ids", "shapes", "words"], output_names=list(OUTPUTS), opset_version=17, dynamo=False,
            dynamic_axes={"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "words": {1: "words"}},
        )  # fmt: skip
        if args.float:
            shutil.copy(path, args.out / "network.onnx")
        else:
            quantize_dynamic(
                str(path), str(args.out / "network.onnx"), weight_type=QuantType.QInt8, per_channel=True,
                reduce_range=not args.full_range, op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            )  # fmt: skip
    relation = network.relation
    table = torch.cat([relation.weight, relation.bias.unsqueeze(1)], dim=1)
    np.save(args.out / "relation.npy", table.detach().numpy().astype(np.float32))
    np.save(args.out / "transitions.npy", network.transitions.detach().numpy().astype(np.float32))
    shutil.copy(args.run / "vocab.txt", args.out / "vocab.txt")
    (args.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0) + "\n", encoding="utf8")
    meta = {"name": "claimledger-en", "version": args.version, "base": "all-MiniLM-L6-v2 (Apache-2.0)"}
    (args.out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf8")
    size = sum(f.stat().st_size for f in args.out.iterdir() if f.suffix in (".onnx", ".npy", ".txt", ".json"))
    print(f"{args.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

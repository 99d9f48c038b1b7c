"""Make the encoder that is shipped: a published model in ONNX, its weights in whole numbers.

torch, transformers and onnx, which only this module and its neighbours need, are no dependencies
of the project.
"""

import shutil
import tempfile
from pathlib import Path

import torch
from onnx import TensorProto, load, save
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.functional import normalize
from transformers import AutoModel

from evals.training.comparison_model import LAYERS

_OPSET = 17
_EXAMPLE = [[101, 1037, 4366, 2182, 102]]  # any sentence does


def export_encoder(base: Path, folder: Path) -> None:
    """Write `encoder.onnx` and `tokenizer.json` of the model in `base` to `folder`.

    Whole numbers of seven bits do not overflow on processors without VNNI, so that every
    processor gives the same vectors.
    """
    model = AutoModel.from_pretrained(base, attn_implementation="eager").eval()
    names = [f"layer{layer}" for layer in LAYERS]
    with tempfile.TemporaryDirectory() as scratch:
        exact, whole = Path(scratch) / "exact.onnx", Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Layers(model),
            (torch.tensor(_EXAMPLE),),
            str(exact),
            input_names=["pieces"],
            output_names=names,
            dynamic_axes={"pieces": {1: "count"}} | {name: {0: "inner"} for name in names},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            whole,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        written = load(whole)
        del written.metadata_props[:]
        save(written, folder / "encoder.onnx")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")


class _Layers(nn.Module):
    """The vectors of one sentence's word pieces, its first and last mark left out."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor) -> tuple[Tensor, ...]:
        """One tensor a layer, pieces × width, every row of length one."""
        read = self.model(
            input_ids=pieces, attention_mask=torch.ones_like(pieces), output_hidden_states=True
        )
        return tuple(normalize(read.hidden_states[layer][0, 1:-1], dim=-1) for layer in LAYERS)

"""A BERT model run over texts laid end to end, so that nothing is computed for padding.

A batch is as long as its longest text: of units of evidence, which are sentences beside whole
rows, more than half of a batch is padding. Laid end to end, all texts go through the model's
linear layers as one matrix and only the attention is computed text by text. Each text's vectors
come out bit for bit as if it had been embedded alone, whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor
    from torch.nn import LayerNorm, Linear

Weights = tuple["Tensor", "Tensor"]  # weight, bias


@dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of one encoder layer; `attend` makes queries, keys and values at once."""

    attend: Weights
    attended: Weights
    attended_norm: Weights
    widen: Weights
    narrow: Weights
    narrow_norm: Weights


@dataclass(frozen=True, slots=True)
class PackedBert:
    """Devlin et al., "BERT" (2019), section 3: the encoder, from a loaded model's own weights."""

    words: Tensor
    positions: Tensor
    kind: Tensor
    norm: Weights
    layers: tuple[_Layer, ...]
    heads: int
    epsilon: float

    @classmethod
    def of(cls, model: SentenceTransformer) -> Self | None:
        """The packed form of a model; None for one that is no plain BERT with mean pooling."""
        import torch

        if not _plain(model):
            return None
        bert: Any = model[0].auto_model
        embeddings, config = bert.embeddings, bert.config
        layers = []
        for layer in bert.encoder.layer:
            own = layer.attention.self
            three = (own.query, own.key, own.value)
            layers.append(
                _Layer(
                    (
                        torch.cat([one.weight.detach() for one in three]),
                        torch.cat([one.bias.detach() for one in three]),
                    ),
                    _weights(layer.attention.output.dense),
                    _weights(layer.attention.output.LayerNorm),
                    _weights(layer.intermediate.dense),
                    _weights(layer.output.dense),
                    _weights(layer.output.LayerNorm),
                )
            )
        return cls(
            embeddings.word_embeddings.weight.detach(),
            embeddings.position_embeddings.weight.detach(),
            embeddings.token_type_embeddings.weight.detach()[0],
            _weights(embeddings.LayerNorm),
            tuple(layers),
            int(config.num_attention_heads),
            float(config.layer_norm_eps),
        )

    def tokens(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """The last layer's vectors of each text's tokens, shape (tokens, dimensions).

        `texts` are token ids with the special ones, no longer than the model's positions.
        """
        import torch
        from torch.nn import functional

        with torch.inference_mode():
            ids = torch.tensor([i for text in texts for i in text])
            places = torch.cat([torch.arange(len(text)) for text in texts])
            lengths = [len(text) for text in texts]
            x = self.words[ids] + self.kind + self.positions[places]
            x = self._normal(x, self.norm)
            for layer in self.layers:
                attended = self._attended(functional.linear(x, *layer.attend), lengths)
                x = functional.linear(attended, *layer.attended) + x
                x = self._normal(x, layer.attended_norm)
                wide = functional.gelu(functional.linear(x, *layer.widen))
                x = functional.linear(wide, *layer.narrow) + x
                x = self._normal(x, layer.narrow_norm)
            return list(torch.split(x, lengths))

    def _attended(self, projected: Tensor, lengths: Sequence[int]) -> Tensor:
        """Each text's tokens as they attend to one another, `projected` to (q, k, v)."""
        from torch.nn import functional

        size = projected.shape[1] // 3
        out = projected.new_empty((projected.shape[0], size))
        heads = projected.view(-1, 3, self.heads, size // self.heads).permute(1, 2, 0, 3)
        start = 0
        for length in lengths:
            end = start + length
            query, key, value = heads[:, None, :, start:end]
            found = functional.scaled_dot_product_attention(query, key, value)
            out[start:end] = found[0].transpose(0, 1).reshape(length, size)
            start = end
        return out

    def _normal(self, x: Tensor, norm: Weights) -> Tensor:
        from torch.nn import functional

        return functional.layer_norm(x, (x.shape[1],), *norm, self.epsilon)


def _weights(part: Linear | LayerNorm) -> Weights:
    return part.weight.detach(), part.bias.detach()


def _plain(model: SentenceTransformer) -> bool:
    """Whether a model is what `PackedBert` computes, and takes texts as they are."""
    import torch

    kinds = [type(part).__name__ for part in model]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    bert: Any = getattr(model[0], "auto_model", None)
    pooling: Any = model[1]
    if type(bert).__name__ != "BertModel" or pooling.pooling_mode not in ("mean", ("mean",)):
        return False
    config = bert.config
    return (
        config.hidden_act == "gelu"
        and not config.is_decoder
        and getattr(config, "position_embedding_type", "absolute") in (None, "absolute")
        and bert.dtype == torch.float32
        and bert.device.type == "cpu"
        and not model.default_prompt_name
        and not getattr(model[0], "do_lower_case", False)
        and getattr(model.tokenizer, "is_fast", False)
    )

"""Texts through a packed model: several at once, on as many cores as PyTorch was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from ingest.embed.base import TextVectors
from ingest.embed.packed import PackedBert

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from torch import Tensor

PACK = 512  # tokens that go through the model together: more do not fit a core's own cache


class PackedEncoder:
    """A model's tokeniser and its packed form. Safe to use from several threads.

    Work is shared out in packs, each done by one core. Where PyTorch was given several (it takes
    all, or OMP_NUM_THREADS), they are the same few for all who ask: a lone question uses them all,
    and thirty at once wait their turn rather than get in each other's way.
    """

    def __init__(self, bert: PackedBert, tokenizer: Tokenizer, most: int, threads: int) -> None:
        self._bert, self._tokenizer = bert, tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(most)
        self._pool = ThreadPoolExecutor(threads, "embedding") if threads > 1 else None

    @classmethod
    def of(cls, model: SentenceTransformer) -> Self | None:
        """For a loaded model; None for one that cannot be packed.

        From here on PyTorch works on one core for each thread that calls it.
        """
        import torch
        from tokenizers import Tokenizer

        bert = PackedBert.of(model)
        if bert is None:
            return None
        # A copy: the model's own is set anew at each call, which two threads must not do at once.
        tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
        most = min(int(model.max_seq_length or 512), len(bert.positions))
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        return cls(bert, tokenizer, most, threads)

    def encode(self, texts: Sequence[str], *, pieces: bool) -> list[TextVectors]:
        """The vectors of each text; without `pieces` only the whole text's."""
        import numpy as np

        encoded = self._tokenizer.encode_batch_fast if not pieces else self._tokenizer.encode_batch
        tokens = encoded(list(texts))
        ids = [one.ids for one in tokens]
        packs = list(_packs([len(one) for one in ids]))

        def run(pack: Sequence[int]) -> list[Tensor]:
            return self._bert.tokens([ids[i] for i in pack])

        done = self._pool.map(run, packs) if self._pool and len(packs) > 1 else map(run, packs)
        empty = np.zeros((0, self._bert.words.shape[1]), dtype=np.float32)
        found: dict[int, TextVectors] = {}
        for pack, rows in zip(packs, done, strict=True):
            for i, row in zip(pack, rows, strict=True):
                vectors = row.numpy()
                whole = _normal(vectors.mean(axis=0, keepdims=True))[0]
                if not pieces:
                    found[i] = TextVectors(whole, empty, ())
                    continue
                inside = [at for at, (a, b) in enumerate(tokens[i].offsets) if b > a]
                spans = tuple(tokens[i].offsets[at] for at in inside)
                found[i] = TextVectors(whole, _normal(vectors[inside]), spans)
        return [found[i] for i in range(len(texts))]


def _packs(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts, in packs of at most PACK tokens, or one text."""
    pack: list[int] = []
    held = 0
    for i, length in enumerate(lengths):
        if pack and held + length > PACK:
            yield pack
            pack, held = [], 0
        pack.append(i)
        held += length
    if pack:
        yield pack


def _normal(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows brought to length 1."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)

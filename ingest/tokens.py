"""Counting tokens, with the vocabulary that llama-index-core carries: nothing is downloaded."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ModelError

if TYPE_CHECKING:
    import tiktoken

ENCODING = "cl100k_base"
# tiktoken's own name for the vocabulary's file: the SHA-1 of the address it was published at.
CARRIED_FILE = "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
SLICE = 10_000  # characters counted at a time: the time for one long word grows with its square


def count_tokens(text: str) -> int:
    """Tokens of `text` in cl100k_base; markers of that vocabulary in a paper are plain text.

    Texts longer than SLICE are counted in slices, which may add one token a slice.
    """
    parts = (text[at : at + SLICE] for at in range(0, len(text), SLICE))
    return sum(len(_encoding().encode_ordinary(part)) for part in parts)


@cache
def _encoding() -> tiktoken.Encoding:
    spec = find_spec("llama_index.core")
    carried = (
        Path(spec.origin).parent / "_static" / "tiktoken_cache" if spec and spec.origin else None
    )
    if carried is None or not (carried / CARRIED_FILE).is_file():
        raise ModelError(
            "The package llama-index-core, which carries the token vocabulary, is not installed "
            "or lacks it. Install Waymark again: pip install -e ."
        )
    import tiktoken

    # Read once and put back: with any other folder tiktoken would ask the network.
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(carried)
    try:
        return tiktoken.get_encoding(ENCODING)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before

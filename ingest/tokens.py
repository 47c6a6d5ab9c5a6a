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


def count_tokens(text: str) -> int:
    """Tokens of `text` in cl100k_base; markers of that vocabulary in a paper are plain text."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> tiktoken.Encoding:
    spec = find_spec("llama_index.core")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package llama-index-core is not installed; it carries the token vocabulary. "
            "Install Waymark again: pip install -e ."
        )
    carried = Path(spec.origin).parent / "_static" / "tiktoken_cache"
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(carried))
    import tiktoken

    return tiktoken.get_encoding(ENCODING)

"""Counting tokens without the network."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.tokens import SLICE, count_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("hello world", 2), ("The Integrated Care Board is asked to note this paper.", 11)],
)
def test_counts(text: str, tokens: int) -> None:
    assert count_tokens(text) == tokens


def test_markers_of_the_vocabulary_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


@settings(deadline=None)
@given(st.text(), st.text())
def test_a_text_takes_at_most_what_its_parts_take(one: str, other: str) -> None:
    assert count_tokens(one) <= len(one.encode())
    assert (count_tokens(one + other) == 0) == (one + other == "")


def test_one_long_word_takes_no_minutes() -> None:
    begun = time.perf_counter()
    assert count_tokens("a" * 20 * SLICE) > SLICE
    assert time.perf_counter() - begun < 20


def test_nothing_is_downloaded_wherever_the_variable_points() -> None:
    """In a process of its own, with the network refused and a wrong folder in the environment."""
    script = (
        "import socket, os\n"
        "def refuse(*a, **k): raise OSError('network')\n"
        "socket.socket.connect = refuse\n"
        "from ingest.tokens import count_tokens\n"
        "print(count_tokens('hello world'), os.environ['TIKTOKEN_CACHE_DIR'])\n"
    )
    env = {**os.environ, "TIKTOKEN_CACHE_DIR": "/nowhere/at/all"}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["2", "/nowhere/at/all"], done.stderr

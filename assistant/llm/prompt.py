"""What a model is sent: passages between fences that nothing in them breaks, and the question."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from assistant.llm.base import Request
from assistant.llm.check import Source

ANSWER_TOKENS = 220
QUESTION_TOKENS = 60
# Fences, tokens and the marks by which servers part one speaker from the next are made of these.
_FENCES = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "|": "¦"})


def inert(text: str) -> str:
    """`text` as it may stand in a prompt: it can neither end a fence nor name a passage."""
    return " ".join(text.translate(_FENCES).split())


def to_answer(question: str, sources: Mapping[str, Source]) -> Request:
    """The request for an answer from `sources`, token → passage."""
    words = _prompts()["answer"]
    passages = "\n".join(
        words["passage"]
        .strip("\n")
        .format(
            token=token,
            about=inert(f"{source.citation.title}: {source.citation.section}".strip(": ")),
            text="\n".join(inert(line.removeprefix("- ")) for line in source.said),
        )
        for token, source in sources.items()
    )
    user = words["user"].format(passages=passages, question=inert(question))
    example = words["example_user"].strip(), words["example_reply"].strip()
    return Request(words["system"].strip(), user.strip(), ANSWER_TOKENS, example)


def to_complete(question: str, history: Sequence[str]) -> Request:
    """The request for a follow-up question in full."""
    words = _prompts()["follow_up"]
    earlier = "\n".join(f"Question: {inert(one)}" for one in history)
    user = words["user"].format(history=earlier, question=inert(question))
    return Request(words["system"].strip(), user.strip(), QUESTION_TOKENS)


@cache
def _prompts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("assistant.llm").joinpath("prompts.toml").read_text("utf8"))

"""The words of a question that only ask: "Summarise the discussion about …" is about what follows.

In a meeting everybody discusses, thinks and says, so these words find everything and nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from assistant.question import Understood
from assistant.retrieve.terms import content_stems, content_words


def unframed(question: Understood) -> Understood:
    """The question by its subject alone, for searching; as it is where nothing would be left."""
    text = question.text
    for pattern in _patterns("opening"):
        bare = pattern.sub(_who, text, count=1)
        if bare != text:
            text = bare
            break
    for pattern in _patterns("within"):
        text = pattern.sub(_who, text)
    text = " ".join(text.split()).strip(" ,")
    if text == question.text or not content_words(text):
        return question
    return replace(question, text=text, stems=content_stems(text))


def _who(match: re.Match[str]) -> str:
    who = (match.groupdict().get("who") or "").strip()
    return f" {who}, " if who else " "


@cache
def _patterns(place: str) -> tuple[re.Pattern[str], ...]:
    loaded = tomllib.loads(files("assistant.retrieve").joinpath("frames.toml").read_text("utf8"))
    parts = loaded["parts"]
    made = []
    for pattern in loaded[place]:
        for name, words in parts.items():
            pattern = pattern.replace("{" + name + "}", words)
        made.append(re.compile(pattern, re.IGNORECASE))
    return tuple(made)

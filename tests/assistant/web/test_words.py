from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant.web
from assistant.web.words import Words

SOURCE = Path(assistant.web.__file__).parent


def _used(words: Words) -> set[str]:
    """The names that the code writes out, and those that begin as a name with a gap does."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    tables = "|".join(sorted({name.split(".")[0] for name in words.names()}))
    written = set(re.findall(rf"""["']((?:{tables})\.[a-z_]+)["']""", text))
    beginnings = tuple(re.findall(rf"""f["']((?:{tables})\.[a-z_]*)\{{""", text))
    return written | {name for name in words.names() if name.startswith(beginnings)}


def test_every_word_the_screens_use_is_in_the_file_and_none_is_left_over(words: Words) -> None:
    assert _used(words) == words.names()


def test_an_unknown_name_is_an_error(words: Words) -> None:
    with pytest.raises(KeyError):
        words("ask.nothing")


def test_what_is_filled_in_is_escaped_with_the_rest() -> None:
    assert Words({"a.b": "Read <{name}>"}).html("a.b", name='"x"') == "Read &lt;&quot;x&quot;&gt;"


def test_braces_in_what_is_filled_in_are_not_filled_again() -> None:
    assert Words({"a.b": "{name}"})("a.b", name="{other}") == "{other}"

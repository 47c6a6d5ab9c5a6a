"""The law and guidance that a page of the approach rests on, each with its source and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.approach.page import Page, read_page

_SOURCE = re.compile(
    r"(?P<said>.*?)\s*\(Source: (?P<source>(?:[^()]|\([^()]*\))+?);"
    r" as at (?P<as_at>[^();]+?)\.?\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is so, by which source, and on which date somebody looked."""

    said: str
    source: str
    as_at: str


def facts_of(text: str) -> tuple[Fact, ...]:
    """Every statement of a page that names its source and the date of looking, in order.

    A statement is what stands in its paragraph since the source before it.
    """
    page = read_page(text, "")
    if not isinstance(page, Page):
        return ()
    found: list[Fact] = []
    for part in page.parts:
        for line in part.lines:
            for match in _SOURCE.finditer(line.text):
                said = match["said"].strip()
                if said:
                    found.append(Fact(said, match["source"].strip(), match["as_at"].strip()))
    return tuple(found)

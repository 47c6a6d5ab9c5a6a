"""Questions to begin with, made from what the Library itself holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.library import Library

MOST = 4
_DULL = re.compile(
    r"introduction|summary|contents|background|conclusion|in short|appendix|annex|read it with|"
    r"acronyms|references|what it does not say|^\d",
    re.IGNORECASE,
)


def examples(library: Library) -> tuple[str, ...]:
    """Up to MOST questions, each about another document where there are enough of them.

    One asks what an acronym stands for, the rest what a paper says under one of its headings:
    both are sure to have their answer in the papers.
    """
    with library.snapshot():
        asked: list[str] = []
        acronyms = library.acronyms()
        if acronyms:
            asked.append(f"What does {acronyms[0].short} stand for?")
        for document in library.documents():
            headings = [
                section.heading
                for section in library.sections(document.id)
                if 2 <= len(section.heading.split()) <= 7 and not _DULL.search(section.heading)
            ]
            if headings:
                asked.append(f"{document.facts.title}: {headings[0]}")
            if len(asked) == MOST:
                break
    return tuple(asked)

"""Questions to begin with, made from what the Library itself holds by rules that fit any paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from ingest.library.scope import EVERYTHING, Scope
from ingest.model import BlockKind

if TYPE_CHECKING:
    from ingest.library import DocumentRecord, Library

MOST = 4
_DULL = re.compile(
    r"\b(?:introduction|summary|contents|background|conclusions?|appendix|annex|acronyms|glossary"
    r"|references|apologies|attendance|welcome|agenda|minutes|any other business)\b"
    r"|^(?:in short|read it with|an? |our )|^the \w+$|does not say|other papers|^\d|[?!;,|]|\.\."
    r"|^(?:topic|session|part|section|chapter|phase|stage|item|day|group|table|figure)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?i)^(presented|written|prepared|authorised|chaired)(?: and \w+)? by:?$")
_COUNT = re.compile(r"(?i)^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ")
_LEAD = re.compile(
    r"^(?:the|our) (purpose|aims?|objectives?|role|vision|priorities) of (the [\w’' -]{3,60}?)"
    r" (is|are|was|were)\b.*:$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|shifts?|guides?|set|sets|asked|did|does|do|means|need"
    r"|needs|contains|came|act|acts|made|makes|will|should|must|can|one|it|who|what|how|listed|looks|includes?"
    r"|why|when|where|that|which|we|cannot)\b",
    re.IGNORECASE,
)
_HEADING_WORDS = (2, 6)


def examples(library: Library, scope: Scope = EVERYTHING) -> tuple[str, ...]:
    """Up to MOST questions, about as many documents as there are within `scope`.

    What an acronym stands for; who presented a paper, from its cover sheet; what the purpose of
    something was, from a list's lead-in; and what a paper says about the subject of one of its
    headings. Each is asked only where the paper holds the answer's own place.
    """
    with library.snapshot():
        found = [list(_of(library, document)) for document in library.documents(scope)]
        spelt = library.acronyms(scope)
        acronyms = [acronym.short for acronym in spelt if acronym.short.isupper()]
        asked: dict[str, None] = {}
        if acronyms:
            asked[f"What does {max(acronyms, key=acronyms.count)} stand for?"] = None
        for round_ in zip_longest(*found):  # one of each document before a second of any
            asked.update(dict.fromkeys(question for question in round_ if question))
        return tuple(asked)[:MOST]


def _of(library: Library, document: DocumentRecord) -> Iterator[str]:
    """The questions that one document can be asked, the surest first."""
    title = _short(document.facts.title)
    for label, value in document.fields:
        person = _PERSON.match(label.strip())
        if person and value.strip():
            did = person[1].lower().replace("written", "wrote")
            yield f"Who {did} {_named(title)}?"
            break
    text = library.text(document.document)
    for block in library.blocks(document.id):
        lead = block.kind is BlockKind.PARAGRAPH and _LEAD.match(text[block.start : block.end])
        if lead:
            yield f"What {lead[3].lower()} the {lead[1].lower()} of {lead[2]}?"
            break
    if document.facts.type == "transcript":
        return  # its sections are called by who speaks
    for section in library.sections(document.id):
        subject = _subject(section.heading)
        if subject and section.heading != document.facts.title:
            yield f"What does {_named(title)} say about {subject}?"


def _subject(heading: str) -> str | None:
    """A heading that names a thing, as it reads within a sentence; None for any other."""
    name = heading.split(":")[0].strip().rstrip(".")
    least, most = _HEADING_WORDS
    if not least <= len(name.split()) <= most or _DULL.search(heading) or _VERB.search(name):
        return None
    first, *rest = name.split(" ")
    if not first[1:].islower() or any(word[0].isupper() for word in rest if word):
        return name  # a name of its own: its capitals stay
    said = " ".join([first.lower(), *rest])
    return f"the {said}" if _COUNT.match(said) else said


def _short(title: str) -> str:
    """A title without what kind of paper it is, before a colon, or its date, after a comma."""
    name = re.sub(r"^[A-Z]\w+: (?:the )?", "", title)
    return re.split(r",| \(| - | – ", name)[0].strip()


def _named(title: str) -> str:
    if re.match(r"(?i)(?:the|our|an?) ", title):
        return title
    return f"the {title}" if title[:1].islower() else f"“{title}”"

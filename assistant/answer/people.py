"""Who the initials and offices of minutes are: the attendance list's own words beside the answer.

"JB to report back" answers "who?" only for those who were there. The list of the same minutes
says that JB is Jane Brown, so that line of it follows, with a citation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.chunk import Chunk
from assistant.answer.evidence import plain
from assistant.question import Understood, Wants
from assistant.shelf import OpenDocument
from ingest.model import Block, Role

MOST = 3  # people introduced beside one answer
LONGEST = 120  # characters of one person's line
_INITIALS = re.compile(r"\b(?:[A-Z]{2,4}|[A-Z][a-z]?[A-Z][a-z]{0,4})\b")
_OFFICE = re.compile(r"\b[Tt]he ((?:[A-Z][\w’'-]+)(?: (?:of|and|for|the|[A-Z][\w’'-]+)){0,8})")
_OF_BODY = re.compile(r" (?:of|for) (?:the )?")
_PERSON = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}?)\s*"
    r"(?:\((?P<initials>[A-Z][A-Za-z]{1,4})\))?"
    r"(?:\s*(?:,|\t|[–—-]|\()\s*(?P<office>[^;,\t\n()]{3,60}))?(?=[;,\t\n)]|$)"
)
_LISTED = frozenset({Role.ATTENDANCE, Role.APOLOGIES})


def introduced(made: Sequence[Chunk], question: Understood) -> list[Chunk]:
    """The chunks; for a question after a person, each followed by who is meant in it."""
    if Wants.PERSON not in question.wants:
        return list(made)
    done: list[Chunk] = []
    added = 0
    for chunk in made:
        done.append(chunk)
        for person in _meant(chunk):
            known = any(one.covers(person) for one in (*made, *done))
            if not known and added < MOST:
                done.append(person)
                added += 1
    return done


def _meant(chunk: Chunk) -> Iterator[Chunk]:
    """Those of the attendance list whom the chunk names by initials or office alone."""
    said = " ".join(chunk.lines)
    initials = set(_INITIALS.findall(said))
    offices = {one for found in _OFFICE.findall(said) for one in found.split(" and the ")}
    body = chunk.document.record.facts.meeting or ""
    for block in chunk.document.blocks:
        if block.role not in _LISTED:
            continue
        for match, start, end in _people(chunk.document, block):
            office = (match["office"] or "").strip()
            by_initials = match["initials"] in initials
            by_office = bool(office) and any(_same(one, office, body) for one in offices)
            if (by_initials or by_office) and match["name"] not in said:
                line = plain(chunk.document.text[start:end])
                yield Chunk(chunk.document, start, end, block.page, block.section, (line,))


def _same(said: str, office: str, body: str = "") -> bool:
    """Whether two phrases name one office of the body that met.

    "the Chair of the Harbour Committee" is its Chair; a Vice Chair is not, nor another body's.
    """
    return _bare(said, body) == _bare(office, body)


def _bare(office: str, body: str) -> str:
    """The office without "the" before it, and without "of the" body or its name's last words."""
    words = office.casefold().replace("’", "'").removeprefix("the ")
    words = words.removesuffix(" the").removesuffix(" and")
    for of in _OF_BODY.finditer(words):
        if f" {body.casefold()}".replace("’", "'").endswith(f" {words[of.end() :]}"):
            return words[: of.start()]
    return words


def _people(document: OpenDocument, block: Block) -> Iterator[tuple[re.Match[str], int, int]]:
    """Each person of an attendance list's block, with the span of what it says of them."""
    text = document.quote(block)
    at = 0
    while match := _PERSON.search(text, at):
        at = max(match.end(), at + 1)
        if (match["initials"] or match["office"]) and match.end() - match.start() <= LONGEST:
            yield match, block.start + match.start(), block.start + match.end()

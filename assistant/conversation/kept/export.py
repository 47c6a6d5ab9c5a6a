"""A conversation as a file to take away: what it says, part by part, and as Markdown.

    shown = seen(conversation, person.scope(), library)
    to_markdown(shown, "Board papers", datetime.now().astimezone())

`to_word` (word.py) writes the same parts. What a document says is text here and nothing else.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.conversation.kept.model import title_of
from assistant.conversation.kept.seen import Mark, SeenConversation, SeenTurn
from assistant.model import Answer, Citation, Status, composed_by
from assistant.provenance import marked
from ingest.structure.dates import in_words

HEADING = 120  # most characters of a question that stands as a heading

# What XML forbids, and marks that make the text after them run the other way.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;"}
_SIGNS = str.maketrans({**_ENTITIES, **{sign: f"\\{sign}" for sign in "\\`*_{}[]#"}})
_MARKER = re.compile(r"\\\[(\d{1,3})\\\](?![(:])")
_BEGINS = re.compile(r"(?:(\d{1,9})(?=[.)])|(?=[-+]))")
_RULE = re.compile(r"=(?==*\s*$)")
_ADDRESS = re.compile(r"(?i)(?<=\w):(?=//)")
_WWW = re.compile(r"(?i)\b(www)\.")


class Kind(StrEnum):
    """What a part of the file is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    QUESTION = "question"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    SMALL = "small"
    SOURCE = "source"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph. `label` stands before its text, set off from it."""

    kind: Kind
    text: str
    label: str = ""


def to_markdown(conversation: SeenConversation, library: str, exported: datetime) -> str:
    """The conversation as CommonMark in UTF-8, without HTML.

    `library` is what people call the Library. `exported`, with its time zone, is now; all times
    are told in that zone.
    """
    blocks: list[str] = []
    last: Kind | None = None
    for part in parts(conversation, library, exported):
        made = _markdown(part)
        if part.kind is last is Kind.ITEM:
            blocks[-1] += f"\n{made}"
        else:
            blocks.append(made)
        last = part.kind
    return "\n\n".join(blocks) + "\n"


def file_name(conversation: SeenConversation, ending: str) -> str:
    """What to call the file, in letters that every system takes: `who-chairs-the-board.docx`."""
    plain = unicodedata.normalize("NFKD", conversation.title).encode("ascii", "ignore").decode()
    name = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:60].strip("-")
    return f"{name or 'conversation'}.{ending.lstrip('.')}"


def parts(conversation: SeenConversation, library: str, exported: datetime) -> Iterator[Part]:
    """All that the file says, in order, cleaned of characters that no file can hold."""
    for part in _parts(conversation, library, exported):
        text = _clean(part.text)
        whole = text if part.kind in (Kind.TEXT, Kind.QUOTE) else " ".join(text.split())
        if whole or part.label:
            yield Part(part.kind, whole, part.label)


def words() -> dict[str, str]:
    """The file's own words by their names; braces are filled in where they are used."""
    return _words()


def _parts(conversation: SeenConversation, library: str, exported: datetime) -> Iterator[Part]:
    zone = exported.tzinfo
    asked = [turn.asked_at for turn in conversation.turns] or [conversation.created]
    began, ended = _day(min(asked), zone), _day(max(asked), zone)
    held = _say("held" if began == ended else "held_on", began=began, ended=ended)
    yield Part(Kind.TITLE, _clean(conversation.title).strip() or _say("untitled"))
    yield Part(Kind.SUBTITLE, held)
    for turn in conversation.turns:
        yield from _turn(turn, zone)
    name = exported.tzname() or "UTC"
    closing = _say("closing", when=_moment(exported, zone), zone=name, library=library)
    yield Part(Kind.SMALL, closing)


def _turn(turn: SeenTurn, zone: tzinfo | None) -> Iterator[Part]:
    heading = title_of(turn.question, HEADING)
    yield Part(Kind.QUESTION, heading, f"{turn.number}.")
    yield Part(Kind.SMALL, _say("asked", when=_moment(turn.asked_at, zone)))
    if heading != turn.question.strip():
        yield Part(Kind.TEXT, turn.question.strip(), f"{_say('whole')}:")
    answer = turn.answer
    if answer is None:
        yield Part(Kind.TEXT, _say("withheld" if turn.withheld else "pending"))
        return
    if answer.understood:
        yield Part(Kind.TEXT, answer.understood, f"{_say('understood')}:")
    title = _say(answer.status.value)
    yield Part(Kind.HEADING, title)
    yield from _lines(answer.text.removeprefix(f"{title}. "))
    if answer.more:
        yield Part(Kind.HEADING, _say("more"))
        yield from _lines(answer.more)
    yield from _notes(answer)
    if answer.citations:
        yield Part(Kind.HEADING, _say("sources"))
        yield from _sources(answer.citations, turn.citations, numbered=True)
    if answer.related:
        yield Part(Kind.HEADING, _say("related"))
        yield Part(Kind.SMALL, _say("related_note"))
        yield from _sources(answer.related, turn.related, numbered=False)


def _lines(text: str) -> Iterator[Part]:
    """An answer's own marks: a line that begins with "- " is an item."""
    for line in filter(str.strip, _clean(text).splitlines()):
        kind = Kind.ITEM if line.lstrip().startswith("- ") else Kind.TEXT
        yield Part(kind, line.strip().removeprefix("- "))


def _notes(answer: Answer) -> Iterator[Part]:
    if answer.note:
        yield Part(Kind.SMALL, answer.note)
    if answer.status is Status.ANSWERED:
        by, name = composed_by(answer)
        yield Part(Kind.SMALL, _say(by, engine=name))


def _sources(
    citations: Sequence[Citation], marks: Sequence[Mark], *, numbered: bool
) -> Iterator[Part]:
    for citation, mark in zip(citations, marks, strict=True):
        page = "" if citation.page is None else _say("page", page=citation.page)
        facts = [citation.title, _date(citation.date), page, citation.section]
        label = f"[{citation.marker}]" if numbered else ""
        yield Part(Kind.SOURCE, ", ".join(fact for fact in facts if fact), label)
        yield Part(Kind.QUOTE, f"“{citation.quote}”")
        told = [_say("file", document=citation.document), marked(citation.provenance)]
        told += [] if mark is Mark.TRUE else [_say(mark.value)]
        yield Part(Kind.SMALL, " · ".join(filter(None, told)))


def _date(iso: str | None) -> str:
    if not iso:
        return _say("undated")
    try:
        return in_words(iso)
    except (ValueError, IndexError):  # a paper's own words are better than none
        return iso


def _day(time: datetime, zone: tzinfo | None) -> str:
    return in_words(time.astimezone(zone).date().isoformat())


def _moment(time: datetime, zone: tzinfo | None) -> str:
    return f"{_day(time, zone)} at {time.astimezone(zone):%H:%M}"


def _clean(text: str) -> str:
    return _CONTROLS.sub("", "\n".join(text.splitlines()))


def _say(name: str, /, **values: object) -> str:
    return _words()[name].format(**values)


@cache
def _words() -> dict[str, str]:
    package = files("assistant.conversation.kept")
    return tomllib.loads(package.joinpath("words.toml").read_text("utf8"))


def _markdown(part: Part) -> str:
    text = _escaped(part.text)
    match part.kind:
        case Kind.TITLE:
            return f"# {text}"
        case Kind.QUESTION:
            return f"## {part.label} {text}"
        case Kind.HEADING:
            return f"### {text}"
        case Kind.ITEM:
            return f"- {text}"
        case Kind.QUOTE:
            return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))
        case _:
            return f"**{_escaped(part.label)}** {text}" if part.label else text


def _escaped(text: str) -> str:
    r"""`text` as Markdown that shows these characters and does nothing; its lines stay lines.

    Signs that only some readers of Markdown let be escaped by "\" are written as entities. A
    citation's marker stays as it is: nothing that it could point to as a link is ever written.
    """
    return "  \n".join(_line(line.strip()) for line in text.split("\n"))


def _line(line: str) -> str:
    line = _MARKER.sub(r"[\1]", line.translate(_SIGNS))
    line = _WWW.sub(r"\1\\.", _ADDRESS.sub("&#58;", line))
    line = _RULE.sub("&#61;", line) if _RULE.match(line) else line
    begins = _BEGINS.match(line)
    return f"{begins[1] or ''}\\{line[begins.end() :]}" if begins else line

"""A paper as the assistant reads it: how people find out why an answer was missed.

    facts, cover sheet, notes → outline → what was left out → what no passage holds → passages

In parts, so that a long pack does not make one giant page. Pure functions; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.provenance import marked as provenance_words
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.source.links import opener, panel_link, reading_link, turner
from assistant.web.source.section import NO_SPAN, Span, marked
from assistant.web.words import Words

if TYPE_CHECKING:
    from assistant.shelf import OpenDocument
    from ingest.library import StoredPassage
    from ingest.model import Block, Section


class Room(StrEnum):
    """What a part of the view tells, in this order."""

    ABOUT = "about"
    OUTLINE = "outline"
    FURNITURE = "furniture"
    UNUSED = "unused"
    PASSAGES = "passages"


_A_PART = {Room.OUTLINE: 150, Room.FURNITURE: 150, Room.UNUSED: 60, Room.PASSAGES: 20}


@dataclass(frozen=True, slots=True)
class View:
    """One part of the view: things `first` up to, not including, `end` of its room."""

    room: Room
    first: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class AsRead:
    """A paper with its passages, and which of its blocks no passage holds."""

    paper: OpenDocument
    passages: tuple[StoredPassage, ...]
    unused: tuple[Block, ...]

    @classmethod
    def of(cls, paper: OpenDocument, passages: Iterable[StoredPassage]) -> AsRead:
        """Find out what no passage holds: a block is held if any of its characters are."""
        held = tuple(sorted(passages, key=lambda passage: passage.start))
        unused = []
        at = 0
        for block in paper.blocks:
            while at < len(held) and held[at].end <= block.start:
                at += 1
            if at == len(held) or held[at].start >= block.end:
                unused.append(block)
        return cls(paper, held, tuple(unused))

    def views(self) -> tuple[View, ...]:
        """The parts of the view. Rooms with nothing in them are left out, passages never."""
        counts = {
            Room.OUTLINE: len(self.paper.sections),
            Room.FURNITURE: len(self.paper.record.furniture),
            Room.UNUSED: len(self.unused),
            Room.PASSAGES: len(self.passages),
        }
        out = [View(Room.ABOUT)]
        for room, count in counts.items():
            step = _A_PART[room]
            out += [View(room, i, min(count, i + step)) for i in range(0, count, step)]
        return tuple(out)

    def part_with(self, offset: int) -> int:
        """Number, from 1, of the part with the passage that holds canonical `offset`; else 1."""
        for number, view in enumerate(self.views(), 1):
            if view.room is Room.PASSAGES and any(
                p.start <= offset < p.end for p in self.passages[view.first : view.end]
            ):
                return number
        return 1


def reading_html(
    read: AsRead,
    part: int,
    words: Words,
    *,
    span: Span = NO_SPAN,
    base: str = "",
) -> str:
    """Part `part`, from 1, of the view, with canonical `span` marked and the way to the others."""
    views = read.views()
    view = views[part - 1]
    rooms = {
        Room.ABOUT: _about,
        Room.OUTLINE: _outline,
        Room.FURNITURE: _furniture,
        Room.UNUSED: _unused,
        Room.PASSAGES: _passages,
    }
    record = read.paper.record
    position = words.html("reading.position", name=_name(view, words), part=part, parts=len(views))
    asked = (None, None) if span == NO_SPAN else span
    back = opener(panel_link(record.id, *asked, base=base), words.html("reading.back"))
    inner = rooms[view.room](read, view, span, words)
    return (
        f'<article class="wm-src-paper wm-src-reading" data-position="{position}"'
        ' aria-labelledby="wm-src-title">'
        f'<header><h2 id="wm-src-title" tabindex="-1">{words.html("reading.heading")}</h2>'
        f'<p class="wm-src-path">{escaped(record.facts.title)}</p>'
        f'<p class="wm-src-meta">{words.html("reading.explain")}</p><p>{back}</p></header>'
        f"{_turner(read, views, part, span, words, base)}"
        f"{_contents(read, views, part, span, words, base)}"
        f"<section><h3>{escaped(_name(view, words))}</h3>{inner}</section></article>"
    )


def _name(view: View, words: Words) -> str:
    if view.room is Room.ABOUT:
        return words("reading.about")
    return words(f"reading.{view.room.value}", first=view.first + 1, last=view.end)


def _link(read: AsRead, part: int, span: Span, base: str) -> str:
    start, end = (None, None) if span == NO_SPAN else span
    return reading_link(read.paper.record.id, part, start=start, end=end, base=base)


def _turner(
    read: AsRead, views: Sequence[View], part: int, span: Span, words: Words, base: str
) -> str:
    """Previous and next part; nothing where there is but one."""
    if len(views) < 2:
        return ""
    before = _link(read, part - 1, span, base) if part > 1 else None
    after = _link(read, part + 1, span, base) if part < len(views) else None
    return turner(
        (before, after),
        (words.html("reading.previous"), words.html("reading.next")),
        words.html("panel.part_of", part=part, parts=len(views)),
        words.html("panel.turn"),
    )


def _contents(
    read: AsRead, views: Sequence[View], part: int, span: Span, words: Words, base: str
) -> str:
    items = []
    for number, view in enumerate(views, 1):
        name = escaped(_name(view, words))
        if number == part:
            items.append(f'<li aria-current="true">{name}</li>')
        else:
            items.append(f"<li>{opener(_link(read, number, span, base), name)}</li>")
    summary = words.html("reading.parts", parts=len(views))
    return (
        f'<details class="wm-src-contents"><summary>{summary}</summary>'
        f"<ul>{''.join(items)}</ul></details>"
    )


def _about(read: AsRead, view: View, span: Span, words: Words) -> str:
    record = read.paper.record
    fields = _pairs((label, value) for label, value in record.fields)
    notes = "".join(f"<li>{escaped(note)}</li>" for note in record.notes)
    return (
        _pairs(_facts(read, words))
        + f"<h4>{words.html('reading.fields')}</h4>"
        + (fields or f"<p>{words.html('reading.no_fields')}</p>")
        + f"<h4>{words.html('reading.notes')}</h4>"
        + (f"<ul>{notes}</ul>" if notes else f"<p>{words.html('reading.no_notes')}</p>")
    )


def _facts(read: AsRead, words: Words) -> Iterator[tuple[str, str]]:
    paper, record, facts = read.paper, read.paper.record, read.paper.record.facts
    told: tuple[tuple[str, str | None], ...] = (
        ("title", facts.title),
        ("type", facts.type),
        ("date", spoken_date(facts.date) if facts.date else words("reading.undated")),
        ("basis", facts.date_basis),
        ("meeting", facts.meeting),
        ("version", facts.version),
        ("supersedes", facts.supersedes),
        ("organisation", facts.organisation),
        ("collection", facts.collection),
        ("provenance", provenance_words(facts.provenance)),
        ("file", record.document),
        ("pages", None if record.pages is None else str(record.pages)),
        ("characters", f"{len(paper.text):,}"),
        ("sections", f"{len(paper.sections):,}"),
        ("passage_count", f"{len(read.passages):,}"),
        ("unused_count", f"{len(read.unused):,}"),
        ("furniture_count", f"{len(record.furniture):,}"),
    )
    for name, value in told:
        if value:
            yield words(f"reading.{name}"), value


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{escaped(label)}</dt><dd>{escaped(value)}</dd></div>" for label, value in pairs
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _outline(read: AsRead, view: View, span: Span, words: Words) -> str:
    items = "".join(
        _section(section, words) for section in read.paper.sections[view.first : view.end]
    )
    return f'<p class="wm-note">{words.html("reading.outline_explain")}</p><ul>{items}</ul>'


def _section(section: Section, words: Words) -> str:
    place = [_span(section, words)]
    if section.page is not None:
        place.insert(0, words.html("panel.page", page=section.page))
    heading = section.heading or words("reading.whole" if not section.path else "reading.untitled")
    depth = min(6, len(section.path))
    return (
        f'<li class="wm-src-depth-{depth}">{escaped(heading)} '
        f'<span class="wm-src-meta">{", ".join(place)}</span></li>'
    )


def _furniture(read: AsRead, view: View, span: Span, words: Words) -> str:
    lines = read.paper.record.furniture[view.first : view.end]
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f'<p class="wm-note">{words.html("reading.furniture_explain")}</p><ul>{items}</ul>'


def _unused(read: AsRead, view: View, span: Span, words: Words) -> str:
    items = "".join(
        f"<li>{marked(read.paper.quote(block), block.start, span)}</li>"
        for block in read.unused[view.first : view.end]
    )
    return f'<p class="wm-note">{words.html("reading.unused_explain")}</p><ul>{items}</ul>'


def _passages(read: AsRead, view: View, span: Span, words: Words) -> str:
    return "".join(
        _passage(read.paper, passage, span, words)
        for passage in read.passages[view.first : view.end]
    )


def _passage(paper: OpenDocument, passage: StoredPassage, span: Span, words: Words) -> str:
    told = [
        words.html("reading.tokens", tokens=passage.tokens),
        _span(passage, words),
    ]
    if passage.page is not None:
        told.insert(0, words.html("panel.page", page=passage.page))
    said = [b.statement for b in paper.blocks[passage.first : passage.last + 1] if b.statement]
    statements = "".join(f"<li>{escaped(statement)}</li>" for statement in said)
    return (
        f'<article class="wm-src-passage" id="wm-src-p{passage.ordinal}">'
        f"<h4>{words.html('reading.passage', number=passage.ordinal + 1)}</h4>"
        f'<p class="wm-src-meta">{" · ".join(told)}</p>'
        + (
            f'<p class="wm-src-meta">{words.html("reading.context")}: '
            f"{escaped(passage.context)}</p>"
            if passage.context
            else ""
        )
        + f"<blockquote>{_cells(marked(passage.text, passage.start, span))}</blockquote>"
        + (
            f"<h5>{words.html('reading.statements')}</h5><ul>{statements}</ul>"
            if statements
            else ""
        )
        + "</article>"
    )


def _cells(html: str) -> str:
    """With the cells of a table's row set apart; the tabs stay, so that what is copied is exact."""
    return html.replace("\t", '<span class="wm-src-cell">\t</span>')


def _span(place: Section | StoredPassage, words: Words) -> str:
    return words.html("reading.span", start=f"{place.start:,}", end=f"{place.end:,}")

"""The panel that opens beside an answer: what paper it is, its page or part, and the way on.

Pure functions from what is to be shown to escaped HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.provenance import marked as provenance_words
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.source.boxes import Standing
from assistant.web.source.links import (
    WIDEST,
    opener,
    original_link,
    panel_link,
    picture_link,
    reading_link,
    turner,
)
from assistant.web.source.section import NO_SPAN, Span, block_at, blocks_html, part_at, parts
from assistant.web.words import Words

if TYPE_CHECKING:
    from assistant.shelf import OpenDocument
    from assistant.web.source.original import Lack
    from ingest.library import DocumentRecord

INLINE = {".txt", ".text", ".md", ".markdown", ".csv", ".tsv"}  # shown as plain text


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to see of a paper.

    start, end  the citation's span, or None to open the paper without one
    page        the page to show, from 1; None in a paper without pages
    part        the part to show, from 1, in a paper without pages
    base        path that the server stands under, "" for none
    stale       the span was made for an earlier reading of the file
    """

    start: int | None = None
    end: int | None = None
    page: int | None = None
    part: int | None = None
    base: str = ""
    stale: bool = False

    @property
    def span(self) -> Span:
        """The span, NO_SPAN for none."""
        return NO_SPAN if self.start is None or self.end is None else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a page's picture: its size in points, or why there is none.

    `standing` is None where no quote was asked for; `goes_on` and `began` are neighbouring pages
    with the rest of the quote; `top` is the share of the page above the quote.
    """

    size: tuple[float, float] | None = None
    lack: Lack | None = None
    standing: Standing | None = None
    began: int | None = None
    goes_on: int | None = None
    top: float | None = None


def shell(words: Words) -> str:
    """The empty panel, which a page holds once; source.js opens it and fills it."""
    return (
        '<div id="wm-source" class="wm-src" role="dialog" hidden tabindex="-1"'
        f' aria-label="{words.html("panel.name")}" data-loading="{words.html("panel.loading")}"'
        f' data-failed="{words.html("panel.failed")}">'
        '<div class="wm-src-bar">'
        f'<span class="wm-src-bar-name">{words.html("panel.name")}</span>'
        f'<button type="button" class="wm-button" data-wm="source-close">'
        f"{words.html('panel.close')}</button></div>"
        '<div class="wm-vh" role="status" aria-live="polite" data-src="said"></div>'
        '<div class="wm-src-body" data-src="body"></div></div>'
    )


def is_pictured(record: DocumentRecord) -> bool:
    """Whether the paper's pages can be shown as pictures."""
    return record.pages is not None and record.document.lower().endswith(".pdf")


def opens_inline(record: DocumentRecord) -> bool:
    """Whether a browser shows the file itself, harmlessly, instead of keeping it."""
    name = record.document.lower()
    return name.endswith((".pdf", *INLINE))


def first_page(paper: OpenDocument, asked: Asked) -> int:
    """The page on which the quote begins, the first without a quote."""
    block = block_at(paper, asked.start or 0)
    return (block.page if block else None) or 1


def panel(paper: OpenDocument, asked: Asked, sight: Sight, words: Words) -> str:
    """The fragment for one paper at one place. `asked.page` is set where the paper has pages."""
    if paper.record.pages is not None:
        position, inner = _at_page(paper, asked, sight, words)
    else:
        position, inner = _at_part(paper, asked, words)
    return (
        f'<article class="wm-src-paper" data-position="{position}"'
        ' aria-labelledby="wm-src-title">'
        f"{_header(paper, asked, position, words)}{inner}{_ways_on(paper, asked, words)}</article>"
    )


def _header(paper: OpenDocument, asked: Asked, position: str, words: Words) -> str:
    record, facts = paper.record, paper.record.facts
    told = [escaped(facts.type), escaped(_when(record, words)), position]
    if facts.provenance:
        told.append(
            f'<span class="wm-provenance">{escaped(provenance_words(facts.provenance))}</span>'
        )
    dot = '<span class="wm-dot" aria-hidden="true"> · </span>'
    block = block_at(paper, asked.start) if asked.start is not None else None
    path = " › ".join(paper.path(block)) if block else ""
    lines = [
        f'<h2 id="wm-src-title" tabindex="-1">{escaped(facts.title)}</h2>',
        f'<p class="wm-src-meta">{dot.join(f"<span>{part}</span>" for part in told if part)}</p>',
    ]
    if path:
        name = f'<span class="wm-vh">{words.html("panel.path")}: </span>'
        lines.append(f'<p class="wm-src-path">{name}{escaped(path)}</p>')
    lines.append(f'<p class="wm-src-meta">{words.html("panel.file", document=record.document)}</p>')
    if facts.date and facts.date_basis:
        dated = words.html("panel.dated", basis=facts.date_basis)
        lines.append(f'<p class="wm-src-meta">{dated}</p>')
    if record.failure:
        lines.append(_warning(words.html("panel.failure", reason=record.failure)))
    if asked.stale:
        lines.append(_warning(words.html("panel.newer")))
    return f"<header>{''.join(lines)}</header>"


def _when(record: DocumentRecord, words: Words) -> str:
    facts = record.facts
    if facts.date:
        return spoken_date(facts.date)
    bare = words("panel.undated_bare")
    if not facts.date_basis or facts.date_basis.lower().startswith(bare):
        return facts.date_basis or bare
    return words("panel.undated", basis=facts.date_basis)


def _at_page(paper: OpenDocument, asked: Asked, sight: Sight, words: Words) -> tuple[str, str]:
    page, pages = asked.page or 1, paper.record.pages or 1
    position = words.html("panel.page_of", page=page, pages=pages)
    turn = _turner(paper, asked, words, "page", page, pages)
    here = [b for b in paper.blocks if b.page == page]
    text = (
        blocks_html(paper, here, asked.span, words)
        if here
        else f"<p>{words.html('panel.no_words')}</p>"
    )
    shown = _picture(paper, asked, sight, words) if sight.size and not sight.lack else ""
    found = shown and sight.standing in (None, Standing.FOUND, Standing.PARTLY, Standing.ELSEWHERE)
    words_below = (
        f'<details class="wm-src-words"{"" if found else " open"}>'
        f"<summary>{words.html('panel.text_of_page')}</summary>"
        f'<div class="wm-src-text">{text}</div></details>'
    )
    return position, f"{_told(paper, asked, sight, words)}{turn}{shown}{words_below}"


def _told(paper: OpenDocument, asked: Asked, sight: Sight, words: Words) -> str:
    """What is to be said of the file and of the quote's place, with the way to it."""
    lines = []
    if sight.lack:
        lines.append(_warning(words.html(f"file.{sight.lack.value}")))
    elif sight.standing:
        lines.append(f'<p class="wm-src-told">{words.html(f"quote.{sight.standing.value}")}</p>')
    for name, page in (("began", sight.began), ("goes_on", sight.goes_on)):
        if page:
            link = panel_link(paper.record.id, asked.start, asked.end, page=page, base=asked.base)
            button = opener(link, words.html(f"quote.{name}", page=page))
            lines.append(f'<p class="wm-src-told">{button}</p>')
    if sight.standing is Standing.ELSEWHERE:
        link = panel_link(paper.record.id, asked.start, asked.end, base=asked.base)
        label = words.html("panel.to_quote", page=first_page(paper, asked))
        lines.append(f'<p class="wm-src-told">{opener(link, label)}</p>')
    return "".join(lines)


def _picture(paper: OpenDocument, asked: Asked, sight: Sight, words: Words) -> str:
    record, page = paper.record, asked.page or 1
    width, height = sight.size or (1, 1)
    boxed = sight.standing in (Standing.FOUND, Standing.PARTLY)
    alt = words.html(
        "panel.picture_quote" if boxed else "panel.picture",
        page=page,
        pages=record.pages or 1,
        title=record.facts.title,
    )
    source = picture_link(record.id, page, asked.start, asked.end, base=asked.base)
    larger = picture_link(record.id, page, asked.start, asked.end, width=WIDEST, base=asked.base)
    top = f' data-top="{sight.top:.4f}"' if sight.top is not None else ""
    return (
        f'<figure class="wm-src-page"{top}><img src="{escaped(source)}" alt="{alt}"'
        f' width="{max(1, round(width))}" height="{max(1, round(height))}"></figure>'
        f'<p><a href="{escaped(larger)}" target="_blank" rel="noopener">'
        f'{words.html("panel.larger")} <span class="wm-vh">{words.html("panel.new_window")}</span>'
        "</a></p>"
    )


def _at_part(paper: OpenDocument, asked: Asked, words: Words) -> tuple[str, str]:
    every = parts(paper)
    if not every:
        return "", f"<p>{words.html('panel.no_words')}</p>"
    number = asked.part or part_at(paper, every, asked.start or 0)
    part = every[number - 1]
    last = part.last
    blocks = paper.blocks[part.first : last + 1]
    start, end = asked.span
    told = ""
    if start < blocks[0].start or start >= blocks[-1].end:
        if asked.start is not None and not blocks[0].start < end <= blocks[-1].end:
            link = panel_link(paper.record.id, asked.start, asked.end, base=asked.base)
            told = (
                f'<p class="wm-src-told">{words.html("quote.elsewhere_part")} '
                f"{opener(link, words.html('panel.to_quote_part'))}</p>"
            )
    else:  # a quote is shown to its end
        while last + 1 < len(paper.blocks) and paper.blocks[last + 1].start < end:
            last += 1
        blocks = paper.blocks[part.first : last + 1]
    text = blocks_html(paper, blocks, asked.span, words)
    turn = _turner(paper, asked, words, "part", number, len(every))
    position = words.html("panel.part_of", part=number, parts=len(every))
    return position, f'{told}{turn}<section class="wm-src-text">{text}</section>'


def _turner(paper: OpenDocument, asked: Asked, words: Words, kind: str, at: int, count: int) -> str:
    """Previous and next page or part; nothing where there is but one."""
    if count < 2:
        return ""
    record = paper.record
    links = []
    for to in (at - 1, at + 1):
        place = {"page": to} if kind == "page" else {"part": to}
        link = panel_link(record.id, asked.start, asked.end, base=asked.base, **place)
        links.append(link if 1 <= to <= count else None)
    return turner(
        (links[0], links[1]),
        (words.html(f"panel.previous_{kind}"), words.html(f"panel.next_{kind}")),
        words.html(f"panel.{kind}_of", **{kind: at, f"{kind}s": count}),
        words.html("panel.turn"),
    )


def _ways_on(paper: OpenDocument, asked: Asked, words: Words) -> str:
    record = paper.record
    link = original_link(record.id, asked.page if is_pictured(record) else None, base=asked.base)
    if not opens_inline(record):
        original = f'<a href="{escaped(link)}" download>{words.html("panel.download")}</a>'
    else:
        name = (
            words.html("panel.original_page", page=asked.page)
            if is_pictured(record)
            else words.html("panel.original")
        )
        original = (
            f'<a href="{escaped(link)}" target="_blank" rel="noopener">{name} '
            f'<span class="wm-vh">{words.html("panel.new_window")}</span></a>'
        )
    told = reading_link(record.id, start=asked.start, end=asked.end, base=asked.base)
    reading = opener(told, words.html("panel.reading"))
    return f'<div class="wm-src-ways"><p>{original}</p><p>{reading}</p></div>'


def _warning(text: str) -> str:
    return f'<p class="wm-src-warning" role="note">{text}</p>'

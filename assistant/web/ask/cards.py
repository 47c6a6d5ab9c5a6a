"""Citations as HTML: one card for each, its quote highlighted within its passage.

Pure functions; all text is escaped. A card's id is made of the turn's number and its marker, so
that markers of different answers do not meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.conversation.kept import Mark
from assistant.model import Citation
from assistant.provenance import marked
from assistant.web.dates import spoken_date
from assistant.web.escape import escaped
from assistant.web.source.links import panel_link
from assistant.web.words import Words

NEAR = 120  # characters of passage that stay visible on either side of the quote
LONG = 700  # characters from which a card scrolls within itself instead of pushing the others away


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper can be opened: its number in the Library, and which reading of its file."""

    id: int
    revision: int


Places = Mapping[str, Place]
_NOWHERE: Places = MappingProxyType({})
_UNMARKED: Mapping[int, Mark] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage cut at its quote: far_before + before + quote + after + far_after is the whole."""

    far_before: str
    before: str
    quote: str
    after: str
    far_after: str

    @property
    def collapsed(self) -> bool:
        """Whether some of the passage, and not just white space, is out of sight at first."""
        return bool(self.far_before.strip() or self.far_after.strip())


def excerpt(citation: Citation, near: int = NEAR) -> Excerpt:
    """Cut a citation's passage so that about `near` characters stay visible around the quote.

    `quote` is always `citation.quote`, letter for letter. Where the passage does not hold it at
    the promised place, the quote stands alone: better no context than a wrong highlight.
    """
    begin = citation.start - citation.passage_start
    end = citation.end - citation.passage_start
    if begin < 0 or citation.passage[begin:end] != citation.quote:
        return Excerpt("", "", citation.quote, "", "")
    before, after = citation.passage[:begin], citation.passage[end:]
    cut_before = _word_start(before, len(before) - near)
    cut_before += len(before[cut_before:]) - len(before[cut_before:].lstrip("\n"))
    cut_after = len(after[: _word_end(after, near)].rstrip())
    return Excerpt(
        before[:cut_before],
        before[cut_before:],
        citation.quote,
        after[:cut_after],
        after[cut_after:],
    )


def _word_start(text: str, at: int) -> int:
    """Where to begin showing: at a paragraph, else a word; at 0 if little would be hidden."""
    paragraph = text.rfind("\n\n", max(at, 0))
    if paragraph >= 0 and text[:paragraph].strip():
        return paragraph + 2
    if at <= NEAR // 3:
        return 0
    space = re.search(r"\s", text[at:])
    return at + space.end() if space else at


def _word_end(text: str, at: int) -> int:
    paragraph = text.find("\n\n", 0, at)
    if paragraph >= 0 and text[paragraph:].strip():
        return paragraph
    if len(text) - at <= NEAR // 3:
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return space if space > 0 else at


def card_id(turn: int, marker: int) -> str:
    """The id of a card on the page."""
    return f"wm-t{turn}-c{marker}"


def cards(
    citations: Sequence[Citation],
    turn: int,
    words: Words,
    places: Places = _NOWHERE,
    marks: Mapping[int, Mark] = _UNMARKED,
) -> str:
    """A list of numbered cards for an answer's citations; `marks` by their markers."""
    items = "".join(
        _card(one, words, turn, places.get(one.document), marks.get(one.marker, Mark.TRUE))
        for one in citations
    )
    return f'<ol class="wm-cards">{items}</ol>' if items else ""


def related_cards(
    citations: Sequence[tuple[Citation, Mark]], words: Words, places: Places = _NOWHERE
) -> str:
    """The nearest passages to a question that was not answered: no numbers, nothing points here."""
    items = "".join(
        _card(one, words, None, places.get(one.document), mark) for one, mark in citations
    )
    if not items:
        return ""
    return (
        f'<h3 class="wm-panel-title">{words.html("card.related")}</h3>'
        f'<p class="wm-note">{words.html("card.related_note")}</p>'
        f'<ul class="wm-cards wm-related">{items}</ul>'
    )


def _card(
    citation: Citation, words: Words, turn: int | None, place: Place | None, mark: Mark
) -> str:
    if turn is None:
        name = words.html("card.source_plain", title=citation.title)
        identity, badge = "", ""
    else:
        name = words.html("card.source", marker=citation.marker, title=citation.title)
        identity = f' id="{card_id(turn, citation.marker)}" tabindex="-1"'
        back = words.html("card.back", marker=citation.marker)
        badge = (
            f'<button type="button" class="wm-badge" data-wm="back" title="{back}"'
            f' aria-label="{back}">{citation.marker}</button>'
        )
    path = (
        f'<p class="wm-path"><span class="wm-vh">{words.html("card.path")}: </span>'
        f"{escaped(citation.section)}</p>"
        if citation.section
        else ""
    )
    changed = ""
    if mark is not Mark.TRUE:
        changed = f'<p class="wm-changed">{words.html(f"card.{mark.value}")}</p>'
    return (
        f'<li class="wm-card"{identity} aria-label="{name}">'
        f'<div class="wm-card-head">{badge}<div><h4>{escaped(citation.title)}</h4>'
        f'<p class="wm-meta">{_meta(citation, words)}</p></div></div>'
        f"{path}{changed}{_passage(citation, words, _opener(citation, place, mark, words))}"
        f'<p class="wm-file">{_file(citation, words)}</p></li>'
    )


def _opener(citation: Citation, place: Place | None, mark: Mark, words: Words) -> str:
    """The button that opens the passage where it stands; "" where there is no such place."""
    if place is None or mark is Mark.GONE:
        return ""
    # A span that has changed would point anywhere: the paper opens at its beginning.
    start, end = (citation.start, citation.end) if mark is Mark.TRUE else (None, None)
    link = panel_link(place.id, start, end, revision=place.revision)
    label = words.html("card.open" if mark is Mark.TRUE else "card.open_paper")
    return (
        f'<button type="button" class="wm-link wm-open" data-wm="source"'
        f' data-href="{escaped(link)}">{label}<span class="wm-vh">: '
        f"{escaped(citation.title)}</span></button>"
    )


def _meta(citation: Citation, words: Words) -> str:
    parts = [f"<span>{escaped(when(citation, words))}</span>"]
    if citation.page is not None:
        parts.append(f"<span>{words.html('card.page', page=citation.page)}</span>")
    if citation.provenance:
        mark = escaped(marked(citation.provenance))
        parts.append(f'<span class="wm-provenance">{mark}</span>')
    return '<span class="wm-dot" aria-hidden="true"> · </span>'.join(parts)


def when(citation: Citation, words: Words) -> str:
    """The date in words, or why there is none."""
    if citation.date:
        return spoken_date(citation.date)
    if citation.date_basis.lower().startswith(words("card.undated_bare")):
        return citation.date_basis
    if citation.date_basis:
        return words("card.undated", basis=citation.date_basis)
    return words("card.undated_bare")


def _passage(citation: Citation, words: Words, opener: str) -> str:
    cut = excerpt(citation)
    long = len(cut.before) + len(cut.quote) + len(cut.after) > LONG
    scroll = f' tabindex="0" role="group" aria-label="{words.html("card.passage")}"' if long else ""
    body = (
        f"{_far(cut.far_before, leading=True)}{escaped(cut.before)}"
        f"<mark>{escaped(cut.quote)}</mark>"
        f"{escaped(cut.after)}{_far(cut.far_after, leading=False)}"
    )
    toggle = ""
    if cut.collapsed:
        whole, less = words.html("card.whole"), words.html("card.less")
        toggle = (
            f'<button type="button" class="wm-link" data-wm="whole" aria-expanded="false"'
            f' data-whole="{whole}" data-less="{less}">{whole}</button>'
        )
    kind = "wm-passage wm-long" if long else "wm-passage"
    ways = f'<p class="wm-ways">{opener}{toggle}</p>' if opener or toggle else ""
    return f'<blockquote class="{kind}"{scroll}>{body}</blockquote>{ways}'


def _far(text: str, *, leading: bool) -> str:
    if not text:
        return ""
    sign = "… " if leading else " …"
    gap = f'<span class="wm-gap" aria-hidden="true">{sign}</span>' if text.strip() else ""
    hidden = f'<span class="wm-far">{escaped(text)}</span>'
    return hidden + gap if leading else gap + hidden


def _file(citation: Citation, words: Words) -> str:
    parts = [words.html("card.file", document=citation.document)]
    if citation.date and citation.date_basis:
        parts.append(words.html("card.dated", basis=citation.date_basis))
    return "<br>".join(parts)

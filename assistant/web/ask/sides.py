"""Papers that stand against each other, side by side: who says what, of when, how that is known."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Answer, Citation
from assistant.web.ask.cards import card_id, when
from assistant.web.escape import escaped
from assistant.web.words import Words


def sides_html(answer: Answer, turn: int, words: Words) -> str:
    """A column for each side, the older first; "" where nothing stands against another."""
    sides: dict[int, list[Citation]] = {}
    for one in answer.citations:
        if one.side is not None:
            sides.setdefault(one.side, []).append(one)
    if len(sides) < 2:
        return ""
    columns = sorted(sides.values(), key=lambda side: side[0].date or "")
    return (
        f'<section class="wm-against"><h4>{words.html("against.title")}</h4>'
        f'<div class="wm-against-sides">'
        f"{''.join(_side(side, turn, words) for side in columns)}</div></section>"
    )


def _side(citations: Sequence[Citation], turn: int, words: Words) -> str:
    papers = {one.document: one for one in citations}
    return "".join(
        (
            '<div class="wm-against-side">',
            *(_paper(one, words) for one in papers.values()),
            "<ul>",
            *(_quote(one, turn, words) for one in citations),
            "</ul></div>",
        )
    )


def _paper(citation: Citation, words: Words) -> str:
    day = escaped(when(citation, words))
    if citation.date:
        day = f'<time datetime="{escaped(citation.date)}">{day}</time>'
        if citation.date_basis:
            basis = words.html("card.dated", basis=citation.date_basis)
            day = f'{day}<br><span class="wm-basis">{basis}</span>'
    return f'<h5>{escaped(citation.title)}</h5><p class="wm-meta">{day}</p>'


def _quote(citation: Citation, turn: int, words: Words) -> str:
    label = words.html("card.to_card", marker=citation.marker)
    return (
        f"<li>“{escaped(' '.join(citation.quote.split()))}”"
        f' <button type="button" class="wm-marker" data-wm="card"'
        f' data-card="{card_id(turn, citation.marker)}" aria-label="{label}">'
        f"{citation.marker}</button></li>"
    )

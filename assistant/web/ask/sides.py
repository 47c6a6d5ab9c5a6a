"""Papers that stand against each other, side by side: who says what, of when, how that is known."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Answer, Citation
from assistant.web.ask.answers import blocks, markers_in
from assistant.web.ask.cards import when
from assistant.web.escape import escaped
from assistant.web.words import Words


def apart(lines: Sequence[str], answer: Answer) -> tuple[list[str], dict[int, list[str]]]:
    """The lines that go across, and those of each side. A paragraph or list stays together.

    Nothing goes to a side where fewer than two sides have something.
    """
    side_of = {one.marker: one.side for one in answer.citations if one.side is not None}
    across: list[str] = []
    sides: dict[int, list[str]] = {}
    for part in _parts(lines):
        found = {side_of.get(marker) for marker in markers_in("\n".join(part))}
        side = next(iter(found)) if len(found) == 1 else None
        (across if side is None else sides.setdefault(side, [])).extend([*part, ""])
    return (across, sides) if len(sides) > 1 else (list(lines), {})


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """Lines between blank ones."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def sides_html(sides: dict[int, list[str]], answer: Answer, turn: int, words: Words) -> str:
    """A column for each side, the older first; "" where nothing stands against another."""
    if not sides:
        return ""
    of = {side: [c for c in answer.citations if c.side == side] for side in sides}
    columns = "".join(
        _side(sides[side], of[side], answer, turn, words)
        for side in sorted(sides, key=lambda side: (of[side][0].date or "", side))
    )
    return (
        f'<section class="wm-against"><h4>{words.html("against.title")}</h4>'
        f'<div class="wm-against-sides">{columns}</div></section>'
    )


def _side(
    lines: Sequence[str], citations: Sequence[Citation], answer: Answer, turn: int, words: Words
) -> str:
    papers = {one.document: one for one in citations}
    names = [name for one in papers.values() for name in _names(one, words)]
    known = frozenset(one.marker for one in answer.citations)
    said = [_unnamed(line, names) for line in lines]
    # A line that only named the paper above its items is said by the heading.
    told = [new for new, old in zip(said, lines, strict=True) if new == old or _says(new)]
    body = "".join(blocks(told, turn, known, words))
    heads = "".join(_paper(one, words) for one in papers.values())
    return f'<div class="wm-against-side">{heads}<div class="wm-text">{body}</div></div>'


def _names(citation: Citation, words: Words) -> tuple[str, str]:
    return f"{citation.title}, {when(citation, words)}:", f"{citation.title}:"


def _unnamed(line: str, names: Sequence[str]) -> str:
    """A line without the name of its paper, which stands above it."""
    found = next((name for name in names if line.startswith(name)), "")
    return line.removeprefix(found).lstrip()


def _says(line: str) -> bool:
    return any(c.isalpha() for c in line)


def _paper(citation: Citation, words: Words) -> str:
    day = escaped(when(citation, words))
    if citation.date:
        day = f'<time datetime="{escaped(citation.date)}">{day}</time>'
        if citation.date_basis:
            basis = words.html("card.dated", basis=citation.date_basis)
            day = f'{day}<br><span class="wm-basis">{basis}</span>'
    return f'<h5>{escaped(citation.title)}</h5><p class="wm-meta">{day}</p>'

"""Running headers, footers and page numbers: what repeats at the edge of the pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf_layout import Line, PageLayout
from ingest.readers.pdf_rules import grids

_EDGE = 0.1  # share of the page's height that its margins may take
_MOST_LINES = 4  # lines of furniture at one edge
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*)?(?:#|[ivxl]{1,6})(?:\s*(?:of|/)\s*#)?[-–—|\s.]*", re.IGNORECASE
)

Key = tuple[str, str]


def without_furniture(pages: Sequence[PageLayout]) -> tuple[list[PageLayout], tuple[str, ...]]:
    """Pages without what repeats at their edges, and each repeated text once, as first seen.

    A line repeats when the same words stand at the same edge of three pages and of a quarter of
    the pages or four neighbouring ones. Numbers in it may differ only if they count the pages, so
    that a row of figures under the same heading on page after page is never taken for furniture.
    Lines inside a ruled table stay, and so does whatever stands outside no repeated line.
    """
    edges = {(p.number, e): _outermost(p, e) for p in pages for e in ("top", "bottom")}
    seen: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for (number, edge), lines in edges.items():
        for key, text in {_key(line, edge): line.text for line in lines}.items():
            seen[key].append((number, text))
    repeated = {k for k, places in seen.items() if _repeats(k[1], places, len(pages))}
    texts: dict[Key, str] = {}
    gone: set[int] = set()
    for (_, edge), lines in edges.items():
        for line in lines:
            key = _key(line, edge)
            if key not in repeated:
                break
            gone.add(id(line))
            texts.setdefault(key, line.text)
    kept = [replace(p, lines=tuple(x for x in p.lines if id(x) not in gone)) for p in pages]
    return kept, tuple(dict.fromkeys(t for t in texts.values() if t))


def _outermost(page: PageLayout, edge: str) -> list[Line]:
    """Lines in the top or bottom margin, the outermost first; none from inside a table."""
    depth = page.height * _EDGE
    if edge == "top":
        inside = sorted((x for x in page.lines if x.base <= depth), key=lambda x: x.base)
    else:
        inside = [x for x in page.lines if x.base >= page.height - depth]
        inside.sort(key=lambda x: -x.base)
    if not inside:
        return []
    tables = [g for g in grids(page.rules) if len(g.ys) > 2 and len(g.xs) > 2]
    out = []
    for line in inside[:_MOST_LINES]:
        if any(g.holds((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2) for g in tables):
            break
        out.append(line)
    return out


def _key(line: Line, edge: str) -> Key:
    return edge, _NUMBER.sub("#", line.text.casefold())


def _repeats(text: str, places: list[tuple[int, str]], pages: int) -> bool:
    if not text:
        return True
    number = bool(_PAGE_NUMBER.fullmatch(text))
    if pages < 3:
        return pages == 2 and len(places) == 2 and (number or len({t for _, t in places}) == 1)
    if len({t for _, t in places}) > 1:
        least = pages / 3 if number else pages * 0.6
        return _counting(places) >= max(2, least) or (number and "#" not in text)
    if number and "#" in text:
        return False  # the same figure on several pages counts nothing
    numbers = [n for n, _ in places]
    return len(places) >= 3 and (len(places) >= pages / 4 or _neighbours(numbers) >= 4)


def _counting(places: list[tuple[int, str]]) -> int:
    """On how many pages a number in the text is the page's, plus one and the same shift."""
    shifts: Counter[int] = Counter()
    for number, text in places:
        shifts.update({int(found) - number for found in _NUMBER.findall(text)[:6]})
    return shifts.most_common(1)[0][1] if shifts else 0


def _neighbours(numbers: list[int]) -> int:
    """Length of the longest run of pages at most two apart (left and right pages differ)."""
    best = run = 1
    for before, now in itertools.pairwise(numbers):
        run = run + 1 if now - before <= 2 else 1
        best = max(best, run)
    return best

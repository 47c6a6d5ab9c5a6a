"""Which paragraphs are headings, and how deep: from bookmarks, type size and weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import BlockKind, OutlineEntry
from ingest.readers.pdf_paragraphs import Draft

_CAPTION = re.compile(r"(?:table|figure|fig|chart|box|map|graph)\.?\s+(?:\d|[a-z]\b|[a-z]+$)", re.I)
_VALUE = re.compile(r"[^:;\d]{1,40}[:;]\s*\S")
_MOST_LEVELS = 6
_RUNNING = 0.08  # share of the letters in paragraphs that makes a size one of the running text

Style = tuple[float, bool]


def fold(text: str) -> str:
    """Letters and digits only, lower case, to compare a bookmark with a line."""
    return "".join(c for c in text.casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class BodyType:
    """The type of the running text: its usual size, every size it is set in, what bold says."""

    size: float
    sizes: frozenset[float]
    bold_tells: bool


def body_type(drafts: Iterable[Draft]) -> BodyType:
    """Measure the running text by letters: paragraphs of several lines, or all where none has."""
    drafts = list(drafts)
    running = [d for d in drafts if len(d.lines) > 1] or drafts
    sizes: Counter[float] = Counter()
    bold = 0
    for word in (w for d in running for line in d.lines for w in line.words):
        sizes[word.size] += len(word.raw)
        bold += len(word.raw) if word.bold else 0
    if not sizes:
        return BodyType(0.0, frozenset(), bold_tells=False)
    share = frozenset(s for s, n in sizes.items() if n >= _RUNNING * sizes.total())
    return BodyType(sizes.most_common(1)[0][0], share, bold_tells=bold < 0.5 * sizes.total())


def headings(
    drafts: Sequence[Draft], outline: Sequence[OutlineEntry], body: BodyType
) -> dict[int, int]:
    """Index of each draft that is a heading → its level from 1.

    A bookmark whose title is the draft's text, on its page, gives the level; drafts set like it
    take the same. Other styles follow by size, bold before plain, below every larger one.
    """
    marks = {(fold(e.title), e.page): e.level for e in outline if e.page and fold(e.title)}
    told: dict[int, int] = {}
    found: dict[int, Style] = {}
    for i, draft in enumerate(drafts):
        text = fold(" ".join(x.text for x in draft.lines))
        level = marks.get((text, draft.page))
        stands_out = _stands_out(draft, body)
        if level is not None and (stands_out or _titled(draft)):
            told[i] = level
        if stands_out or i in told:
            found[i] = (draft.size, draft.bold)
    for i in _ticked(drafts, found, body) - told.keys():
        del found[i]
    levels = _style_levels(found, told)
    return {i: min(told.get(i, levels[style]), _MOST_LEVELS) for i, style in found.items()}


def _titled(draft: Draft) -> bool:
    """Whether a bookmarked text reads as a title. Some makers bookmark every numbered clause."""
    text = " ".join(x.text for x in draft.lines)
    bracketed = draft.label is not None and draft.label.endswith(")")
    return len(text) <= 100 and not text.endswith((".", ";", ":", ",")) and not bracketed


def _ticked(drafts: Sequence[Draft], found: dict[int, Style], body: BodyType) -> set[int]:
    """Bold lines of the running text's size, four or more on end: a form's boxes, a list."""
    out: set[int] = set()
    run: list[int] = []
    for i in range(len(drafts) + 1):
        weak = i in found and found[i][0] < 1.12 * body.size + 0.4 and drafts[i].label is None
        if weak and (not run or drafts[run[-1]].page == drafts[i].page):
            run.append(i)
            continue
        if len(run) >= 4:
            out.update(run)
        run = [i] if weak else []
    return out


def _style_levels(found: dict[int, Style], told: dict[int, int]) -> dict[Style, int]:
    votes: dict[Style, Counter[int]] = {}
    for i, level in told.items():
        votes.setdefault(found[i], Counter())[level] += 1
    known = {style: count.most_common(1)[0][0] for style, count in votes.items()}
    levels: dict[Style, int] = {}
    deepest = 0
    for style in sorted(set(found.values()), reverse=True):
        level = known.get(style, deepest + 1)
        levels[style] = level
        deepest = max(deepest, level)
    return levels


def _stands_out(draft: Draft, body: BodyType) -> bool:
    """Whether size or weight clearly sets a short text apart from the running text."""
    text = " ".join(x.text for x in draft.lines)
    if not any(c.isalpha() for c in text) or draft.lines[0].words[0].sideways:
        return False
    if draft.kind is BlockKind.ITEM and draft.label is None:
        return False
    if len(text.split()) > 25 or len(draft.lines) > 4 or _CAPTION.match(text):
        return False
    stopped = text.endswith((".", ",", ";")) and not re.search(r"\b[a-z]\.$", text)
    if draft.size >= 1.12 * body.size + 0.4 and draft.size not in body.sizes:
        return not stopped or len(text) <= 60
    if not (body.bold_tells and draft.bold) or draft.size < min(body.sizes, default=0.0) - 0.6:
        return False
    return not stopped and len(text) <= 140 and len(draft.lines) <= 3 and not _VALUE.match(text)

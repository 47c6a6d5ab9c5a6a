"""Lines of a page into drafts of blocks: paragraphs, list items, table rows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import BlockKind
from ingest.readers.pdf_labels import bullet, label
from ingest.readers.pdf_layout import Line

_ENDS = (".", ":", ";", "?", "!", ".”", ".’", '."', ";and", "; or")


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph or item before its level and its standing among the headings are known.

    label   the printed number of an item; an item without one began with a bullet
    shift   how far its column stands to the right of the page's first one
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    page: int
    label: str | None = None
    shift: float = 0.0

    @property
    def left(self) -> float:
        """Left edge of its first line, bullet included, as if it stood in the first column."""
        return self.lines[0].x0 - self.shift

    @property
    def size(self) -> float:
        """Type size of most of it."""
        return Counter(
            {s: sum(len(x.text) for x in self.lines if x.size == s) for s in self.sizes}
        ).most_common(1)[0][0]

    @property
    def sizes(self) -> set[float]:
        """Type sizes of its lines."""
        return {x.size for x in self.lines}

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(x.bold for x in self.lines if any(c.isalnum() for c in x.text))

    @property
    def body(self) -> tuple[Line, ...]:
        """Its lines without a bullet glyph; a printed number stays."""
        first = self.lines[0]
        if self.kind is BlockKind.ITEM and self.label is None and bullet(first):
            rest = Line(first.words[1:], first.hyphen) if len(first.words) > 1 else None
            return (rest, *self.lines[1:]) if rest else self.lines[1:]
        return self.lines


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page's prose is set: distance of baselines a size, and right margins.

    `gutter` parts two columns, each with its own right margin; `shift` is the distance between
    their left edges.
    """

    leading: dict[float, float]
    right: float
    gutter: float | None = None
    right_of_left: float = 0.0
    shift: float = 0.0

    def margin(self, line: Line) -> float:
        """The right edge that text like this line may reach."""
        if self.gutter is not None and line.x1 <= self.gutter + 1:
            return self.right_of_left
        return self.right

    def second(self, line: Line) -> bool:
        """Whether a line stands in the second of two columns."""
        return self.gutter is not None and line.x0 >= self.gutter - 1

    def distance(self, size: float) -> float:
        """Baseline distance usual for a type size."""
        return self.leading.get(size, 1.2 * size)


def setting(lines: Sequence[Line], gutter: float | None) -> Setting:
    """Measure how these lines are set."""
    steps: dict[float, Counter[float]] = {}
    for before, line in itertools.pairwise(lines):
        step = round((line.base - before.base) * 2) / 2
        if before.size == line.size and 0.9 * line.size < step < 2.6 * line.size:
            steps.setdefault(line.size, Counter())[step] += 1
    leading = {}
    for size, count in steps.items():
        usual = [s for s, n in count.items() if n >= max(2, 0.15 * count.total())]
        if usual:
            leading[size] = min(usual)
    right = max((x.x1 for x in lines), default=0.0)
    if gutter is None:
        return Setting(leading, right)
    first = [x for x in lines if x.x1 <= gutter + 1]
    second = [x for x in lines if x.x0 >= gutter - 1]
    shift = min(x.x0 for x in second) - min(x.x0 for x in first) if first and second else 0.0
    return Setting(leading, right, gutter, max((x.x1 for x in first), default=0.0), shift)


def paragraphs(lines: Sequence[Line], page: int, how: Setting) -> Iterator[Draft]:
    """Cut lines into paragraphs and items, in the order given."""
    run: list[Line] = []
    mark: str | None = None
    kind = BlockKind.PARAGRAPH
    for line in lines:
        before = run[-1] if run else None
        fresh = before is None or _parted(run, line, how)
        glyph, number = bullet(line), label(line, fresh=fresh)
        if run and (fresh or glyph or number) and not (fresh is False and _hangs(run, line)):
            yield _draft(kind, run, page, mark, how)
            run = []
        if not run:
            kind = BlockKind.ITEM if glyph or number else BlockKind.PARAGRAPH
            mark = number
        run.append(line)
    if run:
        yield _draft(kind, run, page, mark, how)


def _draft(
    kind: BlockKind, run: Sequence[Line], page: int, mark: str | None, how: Setting
) -> Draft:
    return Draft(kind, tuple(run), page, mark, how.shift if how.second(run[0]) else 0.0)


def _hangs(run: Sequence[Line], line: Line) -> bool:
    """Whether a line that looks like an item only goes on in the text of the item above it."""
    first = run[0]
    return (
        len(first.words) > 1
        and bullet(first) is not None
        and bullet(line) is None
        and abs(line.x0 - first.words[1].x0) < 2
    )


def _parted(run: Sequence[Line], line: Line, how: Setting) -> bool:
    """Whether a new paragraph begins with `line`."""
    before = run[-1]
    if before.hyphen:
        return False
    if line.words[0].sideways or before.words[0].sideways:
        return line.words[0].sideways != before.words[0].sideways
    step = line.base - before.base
    if step < 0 and how.second(line) and not how.second(before):
        return not _runs_on(before, line)
    size = max(line.size, before.size)
    if abs(line.base - before.base) < 0.3 * size and line.x0 >= before.x1 - 1:
        return line.x0 - before.x1 > 3 * size
    if step <= 0 or step > max(1.28 * how.distance(size), how.distance(size) + 2.5):
        return True
    if abs(line.size - before.size) > 0.11 * size or line.x0 > before.x1 or line.x1 < before.x0:
        return True
    if line.bold != before.bold and (line.bold or len(run) == 1 or all(x.bold for x in run)):
        return _restyled(before, line, how)
    return _short(before, line, how) or _indented(run, line)


def _runs_on(before: Line, line: Line) -> bool:
    """Whether the last line of a column breaks off in a sentence that the next column ends."""
    alike = line.bold == before.bold and abs(line.size - before.size) < 0.11 * line.size
    begins = bullet(line) is not None or label(line, fresh=True) is not None
    return alike and not begins and line.text[:1].islower() and not before.text.endswith(_ENDS)


def _restyled(before: Line, line: Line, how: Setting) -> bool:
    """Bold ends or begins with the line: a heading, unless the sentence plainly runs through."""
    runs_on = line.text[:1].islower() and not before.text.endswith(_ENDS)
    return not runs_on or _short(before, line, how)


def _short(before: Line, line: Line, how: Setting) -> bool:
    """Whether the line's first word had room on the line before, and the text shows an end too."""
    first = line.words[0]
    room = how.margin(before) - before.x1
    if _centred(before, line):
        room *= 2
    if room < (first.x1 - first.x0) + 1.2 * line.size:
        return False
    begins = line.text[:1]
    if before.text.endswith((".", ":", ";", "?", "!", "•")):
        return True
    return not begins.islower() and room > 4 * line.size


def _centred(before: Line, line: Line) -> bool:
    """Whether two lines of different length share their middle."""
    same_middle = abs(line.x0 + line.x1 - before.x0 - before.x1) < 4
    return same_middle and abs(line.x0 - before.x0) > line.size


def _indented(run: Sequence[Line], line: Line) -> bool:
    """Whether a first-line indent (or the end of one item's hanging text) sets the line apart."""
    before = run[-1]
    shift = line.x0 - before.x0
    if _centred(before, line):
        return False
    if len(run) == 1:  # the second line of an item hangs, that of a paragraph may be set out
        hanging = len(before.words) > 1 and abs(line.x0 - before.words[1].x0) < 3
        item = bullet(before) is not None or label(before, fresh=True) is not None
        return shift > 0.8 * line.size and not (hanging or item) and line.text[:1].isupper()
    ended = before.text.endswith((".", ":", ";", "?", "!"))
    return abs(shift) > 0.8 * line.size and (ended or shift < 0) and not line.text[:1].islower()

"""Ticks and boxes: reading what a mark in a form's cell or a ☒ in its text says.

People tick in many ways: X, ✓, ☒, "Y", a Wingdings letter that lost its font. An empty cell, ☐
and "[ ]" are no tick, and a cross means no where ticks mean yes. Anything else in a tick column is
words and stays words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.structure.labels import ANSWERS, OPTIONS

# þ and ü are Word's ticked box and tick after their Wingdings font was lost; U+F0xx are the
# same two as Word's symbol code points.
_TICKED = re.compile(
    r"^[\[(]?\s*(?:x|✓|✔|☒|☑|🗹|🗸|🗷|√|þ|ü|●|•|■|\uf0fc|\uf0fe|\uf052|yes|y)\s*[\])]?$",
    re.IGNORECASE,
)
_UNTICKED = re.compile(
    r"^(?:|[\[(]\s*[\])]|☐|□|▢|❑|❏|¨|o|\uf06f|\uf0a8|\uf0a3|no|n|[-–—_.]+)$", re.I
)
_ON = "☒☑✓✔🗹🗸✅√■\uf0fc\uf0fe\uf052"
_OFF = "☐□▢❑❏\uf06f\uf0a8\uf0a3"
_BOX = re.compile(rf"[{_ON}{_OFF}]|\[\s?[xX✓✔]?\s?\]|\([xX✓✔]\)")


def is_crossed(cells: Iterable[str]) -> bool:
    """Whether a table answers with ticks and crosses, where an X says no and not yes."""
    marks = {cell.strip().lower() for cell in cells}
    return bool(marks & set("✗✘")) or ("x" in marks and bool(marks & set("✓✔√ü\uf0fc")))


def is_ticked(cell: str) -> bool:
    """Whether the cell holds a mark and nothing else."""
    return bool(_TICKED.match(cell.strip()))


def is_unticked(cell: str) -> bool:
    """Whether the cell is empty, an empty box, a dash or "No"."""
    return bool(_UNTICKED.match(cell.strip()))


def is_mark(cell: str) -> bool:
    """Whether a tick column may hold this cell."""
    return is_ticked(cell) or is_unticked(cell)


def choice(heading: str) -> str:
    """A column heading in the form in which ANSWERS and OPTIONS hold it."""
    words = re.sub(r"[\s:?*]+", " ", heading.lower()).strip()
    return re.sub(r"^(?:for|to) ", "", words)


def is_choice(heading: str) -> bool:
    """Whether the heading names something that can be ticked ("Yes", "For approval")."""
    return choice(heading) in ANSWERS or choice(heading) in OPTIONS


def choices_said(ticked: Sequence[str], open_: Sequence[str]) -> str:
    """What ticked and unticked options mean together, in the options' own words.

    Of answers that exclude each other (Yes, No, N/A) only the ticked one is said; of others the
    unticked are said too, since "Note" means something else where "Approve" was offered.
    """
    if not ticked:
        return f"none of {', '.join(open_)} marked"
    said = ", ".join(ticked)
    if open_ and not all(choice(o) in ANSWERS for o in (*ticked, *open_)):
        said += f" (not marked: {', '.join(open_)})"
    return said


def inline_choices(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(ticked, unticked) options of a text such as "☒ Approve ☐ Note" or "Note ☐ Approve ☒".

    The boxes stand before their words if the text begins with one, else behind them. None where
    there are no boxes or a box has no words.
    """
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return None
    before = boxes[0].start() == len(text) - len(text.lstrip())
    ends = [b.start() for b in boxes[1:]] + [len(text)]
    starts = [0] + [b.end() for b in boxes[:-1]]
    ticked: list[str] = []
    unticked: list[str] = []
    for n, box in enumerate(boxes):
        span = text[box.end() : ends[n]] if before else text[starts[n] : box.start()]
        words = re.sub(r"\s+", " ", span).strip(" \t;,|/")
        if not words or len(words) > 80:
            return None
        on = box.group()[0] in _ON or re.search(r"[xX✓✔]", box.group()) is not None
        (ticked if on else unticked).append(words)
    return tuple(ticked), tuple(unticked)


def boxed_question(text: str) -> tuple[str, str] | None:
    """("Is it exempt?", "No") of a line such as "Is it exempt? ☐ Yes ☒ No"; None for others.

    A line that is one box and its words is ("the words", "ticked" or "not ticked").
    """
    box = re.search(r"[☐☒☑]", text)
    if box is None or len(text) > 400:
        return None
    label = text[: box.start()].strip(" \t:")
    options = inline_choices(text[box.start() :])
    if options is None:
        return None
    ticked, open_ = options
    if label:
        return label, choices_said(ticked, open_)
    if len(ticked) + len(open_) == 1:
        return (*ticked, *open_)[0], "ticked" if ticked else "not ticked"
    return None


def paired_choices(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(ticked, unticked) options of cells that alternate option and mark: Approve, X, Note, "".

    None unless every option is a known choice and at least one of the marks is set.
    """
    ticked: list[str] = []
    unticked: list[str] = []
    at = 0
    while at < len(cells):
        if not cells[at].strip():
            at += 1
            continue
        mark = cells[at + 1].strip() if at + 1 < len(cells) else ""
        answers = choice(cells[at]) in ANSWERS and is_choice(mark)  # "Yes, No": both are options
        if not is_choice(cells[at]) or not is_mark(mark) or answers:
            return None
        (ticked if is_ticked(mark) else unticked).append(cells[at].strip())
        at += 2
    return (tuple(ticked), tuple(unticked)) if ticked else None

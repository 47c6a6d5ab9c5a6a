"""Lists on pages of two columns: their depth is measured from the edge of their own column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.utils import simpleSplit

from tests.ingest.readers.pdf_making import LEFT, RIGHT, Page, make, read

MIDDLE = (LEFT + RIGHT) / 2 + 10
WIDE = MIDDLE - LEFT - 24
WORDS = (
    "The review asked every site for its rota and its records, and two readers went through all "
    "of them without knowing which of the sites they came from. "
)


class Column:
    """Writes down one column of a page."""

    def __init__(self, page: Page, left: float) -> None:
        self.page, self.left, self.y = page, left, page.y

    def lines(self, text: str, indent: float = 0, glyph: str = "", gap: float = 4) -> None:
        page = self.page.canvas
        page.setFont("Helvetica", 10)
        x = self.left + indent
        if glyph:
            page.drawString(x, self.y, glyph)
            x += 12
        for line in simpleSplit(text, "Helvetica", 10, WIDE - (x - self.left)):
            page.drawString(x, self.y, line)
            self.y -= 13
        self.y -= gap


def levels(tmp_path: Path, draw: Callable[[Page], None]) -> list[tuple[str, int | None]]:
    blocks = read(make(tmp_path / "columns.pdf", draw)).blocks
    return [(b.text, b.level) for b in blocks if b.kind == "item"]


def test_a_list_goes_on_at_its_level_in_the_next_column(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        first, second = Column(page, LEFT), Column(page, MIDDLE)
        for _ in range(3):
            first.lines(WORDS)
        first.lines("Two sites do not meet:")
        first.lines("the first standard;", 10, "•")
        first.lines("the part of it that", 24, "–")
        second.lines("the second standard;", 10, "•")
        second.lines("its smaller part;", 24, "–")
        second.lines("the third standard.", 10, "•")
        for _ in range(3):
            second.lines(WORDS)

    assert levels(tmp_path, draw) == [
        ("the first standard;", 1),
        ("the part of it that", 2),
        ("the second standard;", 1),
        ("its smaller part;", 2),
        ("the third standard.", 1),
    ]


def test_a_sentence_that_a_column_breaks_is_one(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        first, second = Column(page, LEFT), Column(page, MIDDLE)
        for _ in range(4):
            first.lines(WORDS)
        first.lines("a hybrid theatre, with the staff and", 10, "•")
        second.lines("the beds beside it, every night;", 22)
        second.lines("b) is no end of that sentence;", 10)
        for _ in range(4):
            second.lines(WORDS)

    assert [text for text, _ in levels(tmp_path, draw)] == [
        "a hybrid theatre, with the staff and the beds beside it, every night;",
        "b) is no end of that sentence;",
    ]


def test_a_new_paragraph_at_the_top_of_a_column_stays_one(tmp_path: Path) -> None:
    def draw(page: Page) -> None:
        first, second = Column(page, LEFT), Column(page, MIDDLE)
        for _ in range(4):
            first.lines(WORDS)
            second.lines(WORDS)

    blocks = read(make(tmp_path / "columns.pdf", draw)).blocks
    assert [b.text for b in blocks] == [WORDS.strip()] * 8

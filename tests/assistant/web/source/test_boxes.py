"""Boxes against the picture itself: the quote is drawn in red, and nothing else is."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from assistant.shelf import OpenDocument
from assistant.web.source.boxes import Box, Marked, Standing, page_map
from ingest.library import Library
from tests.assistant.web.source.made import QUOTE, paper_called, span_of

Pixels = NDArray[np.bool_]


def placed(paper: OpenDocument, page: int, span: tuple[int, int]) -> tuple[Marked, Image.Image]:
    with pypdfium2.PdfDocument(paper.record.origin) as pdf:
        marked = page_map(pdf, paper, page).marked(paper.text, *span)
        opened = pdf[page - 1]
        picture = opened.render(scale=2).to_pil().convert("RGB")
        opened.close()
    return marked, picture


def coloured(picture: Image.Image) -> tuple[Pixels, Pixels]:
    """Which pixels are red and which are black."""
    red, green, _ = np.moveaxis(np.asarray(picture), -1, 0)
    return (red > 200) & (green < 90), red < 90


def held(pixels: Pixels, boxes: tuple[Box, ...], near: int = 2) -> float:
    """The share of the pixels that lie in a box, or `near` pixels from it."""
    high, wide = pixels.shape
    inside = np.zeros_like(pixels)
    for box in boxes:
        left, right = round(box.left * wide) - near, round(box.right * wide) + near
        top, bottom = round(box.top * high) - near, round(box.bottom * high) + near
        inside[max(0, top) : bottom, max(0, left) : right] = True
    return float((pixels & inside).sum() / pixels.sum())


@pytest.mark.parametrize(
    ("name", "quote", "boxes"),
    [
        ("plain.pdf", QUOTE, 1),
        ("two-columns.pdf", QUOTE, 2),
        ("table.pdf", "Middle\t14\tBurr", 3),
        ("hyphenated.pdf",
         "The trustees asked for a long and detailed explanation of the costs of the works.", 2),
        ("sideways.pdf", QUOTE, 1),
        ("turned-90.pdf", QUOTE, 1),
        ("turned-180.pdf", QUOTE, 1),
        ("turned-270.pdf", QUOTE, 1),
        ("cropped.pdf", QUOTE, 1),
    ],
)  # fmt: skip
def test_boxes_hold_the_quote_and_nothing_else(
    library: Library, name: str, quote: str, boxes: int
) -> None:
    paper = paper_called(library, name)
    marked, picture = placed(paper, 1, span_of(paper, quote))
    assert marked.standing is Standing.FOUND
    assert len(marked.boxes) == boxes
    red, black = coloured(picture)
    assert red.sum() > 100
    assert held(red, marked.boxes) > 0.99
    assert held(black, marked.boxes, near=-2) < 0.01


def test_of_a_sentence_that_stands_three_times_the_cited_one_is_boxed(library: Library) -> None:
    paper = paper_called(library, "again.pdf")
    marked, picture = placed(paper, 1, span_of(paper, QUOTE, nth=1))
    red, _ = coloured(picture)
    assert held(red, marked.boxes) > 0.99
    for other in (0, 2):
        elsewhere, _ = placed(paper, 1, span_of(paper, QUOTE, nth=other))
        assert elsewhere.standing is Standing.FOUND
        assert held(red, elsewhere.boxes) == 0


def test_a_quote_that_runs_over_is_boxed_on_both_pages_and_on_no_third(library: Library) -> None:
    paper = paper_called(library, "over-pages.pdf")
    start, _ = span_of(paper, "pay for")
    span = start, span_of(paper, "the lifting of it")[1]
    for page in (1, 2):
        marked, picture = placed(paper, page, span)
        red, black = coloured(picture)
        assert held(red, marked.boxes) > 0.99
        assert held(black, marked.boxes, near=-2) < 0.01
    third, _ = placed(paper, 3, span)
    assert third == Marked((), Standing.ELSEWHERE)


def test_a_scan_has_no_boxes_and_says_so(library: Library) -> None:
    paper = paper_called(library, "scanned.pdf")
    marked, _ = placed(paper, 1, (0, len(paper.text)))
    assert marked == Marked((), Standing.NO_TEXT)


def test_text_that_is_not_the_page_s_own_is_missing_not_boxed_by_chance(library: Library) -> None:
    paper = paper_called(library, "plain.pdf")
    other = OpenDocument(
        paper.record, "Quite zebras joke; vex. " * 20, paper.blocks, paper.sections
    )
    with pypdfium2.PdfDocument(paper.record.origin) as pdf:
        marked = page_map(pdf, other, 1).marked(other.text, 0, 60)
    assert marked == Marked((), Standing.MISSING)


def test_boxes_are_shares_of_the_picture(library: Library) -> None:
    paper = paper_called(library, "cropped.pdf")
    marked, _ = placed(paper, 1, (0, len(paper.text)))
    assert marked.boxes
    for box in marked.boxes:
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1

"""Lines of printed pages, and the paragraphs they were."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, RawBlock
from ingest.readers.page_marks import printed_pages
from ingest.readers.ragged import BLOCK_LONGEST, is_ragged, mend


def line(text: str, *, bold: bool = False) -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, text, bold=bold)


def texts(blocks: list[RawBlock]) -> list[str]:
    return [b.text for b in blocks]


SENTENCE = [
    "The Trust reports each year on what",
    "it did for the people it serves, and",
    "on what it cost.",
]


def pages(count: int, header: str = "Overview") -> list[RawBlock]:
    """Printed pages: a header, two broken paragraphs, a page number."""
    blocks = []
    for number in range(3, 3 + count):
        year = f"on what it cost in year {'abcdefghijklmnop'[number]}."
        opening = f"In {year[-7:-1]} {SENTENCE[0]}"
        lines = [header, opening, *SENTENCE[1:], *SENTENCE[:2], year, str(number)]
        blocks += [line(text) for text in lines]
    return blocks


def test_what_is_ragged() -> None:
    assert is_ragged(pages(12))
    assert not is_ragged(pages(4))
    assert not is_ragged([line("A whole paragraph that ends as it should.")] * 80)
    assert not is_ragged([line(f"Name {n}") for n in range(80)])


def test_lines_become_paragraphs_and_furniture_goes() -> None:
    mended, furniture = mend(pages(12)[1:])
    assert len(mended) == 24
    assert texts(mended)[0] == "In year d " + " ".join(SENTENCE)
    assert texts(mended)[1] == " ".join(SENTENCE[:2]) + " on what it cost in year d."
    assert furniture[:2] == ["3", "Overview"]
    assert len(furniture) == 13


def test_no_paragraph_crosses_a_page() -> None:
    half = [*map(line, SENTENCE), line("The report goes on"), line("7"), line("over the page.")]
    mended, _ = mend([*pages(4), *half, *map(line, SENTENCE), line("8")])
    assert "The report goes on" in texts(mended)
    assert "over the page." in texts(mended)[texts(mended).index("The report goes on") + 1]


def test_page_numbers_need_a_chain() -> None:
    blocks = [b for _ in range(9) for b in [*map(line, SENTENCE), line("12")]]
    got, furniture = printed_pages(blocks)
    assert (got, furniture) == ([blocks], [])


def test_a_number_goes_with_its_title_and_the_contents_tells_titles() -> None:
    contents = [("1.1", "Our services", "4"), ("1.2", "Our people", "6"), ("1.3", "Our money", "9")]
    listed = [line(text) for entry in contents for text in entry]
    listed += [line("Reading this report"), line("11"), line("Feedback"), line("12")]
    listed += [line("Glossary"), line("14"), line("Thanks"), line("15")]
    body = [b for n, t, _ in contents for b in [line(n), line(t), *map(line, SENTENCE)]]
    mended, _ = mend([*listed, *body, line("Feedback"), *map(line, SENTENCE)])
    bold = [b for b in mended if b.bold]
    assert texts(bold) == ["1.1 Our services", "1.2 Our people", "1.3 Our money", "Feedback"]
    assert [b.label for b in bold] == ["1.1", "1.2", "1.3", None]


def test_figures_of_a_column_are_no_titles() -> None:
    column = [line(t) for t in ("White British", "1.9", "White Irish", "0.6", "Chinese", "1.0")]
    assert texts(mend(column)[0]) == [" ".join(b.text for b in column)]


def test_bold_lines_in_a_row_are_cells() -> None:
    cells = [line("Year", bold=True), line("Total", bold=True), line("2024", bold=True)]
    heading = [line("Our people", bold=True), line("We employ many people in all our hospitals.")]
    mended, _ = mend([*cells, *heading[1:], *heading])
    assert [(b.text, b.bold) for b in mended if b.bold] == [("Our people", True)]


_BLOCKS = st.lists(
    st.builds(
        RawBlock,
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING]),
        st.one_of(
            st.sampled_from(
                ["1", "2", "3", "1.1", "2.", "Title", "a line that goes", "Ends.", "12"]
            ),
            st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1),
        ),
        bold=st.booleans(),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(_BLOCKS)
def test_mending_keeps_words_in_order(blocks: list[RawBlock]) -> None:
    mended, furniture = mend(blocks)
    joined = "".join("".join(b.text.split()) for b in mended)
    if not furniture:
        assert joined == "".join("".join(b.text.split()) for b in blocks)
    assert all(len(b.text) <= BLOCK_LONGEST + 200 for b in mended)

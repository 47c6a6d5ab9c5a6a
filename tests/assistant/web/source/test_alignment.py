"""Letters of pieces in the letters of a page: worked by hand, and properties that always hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.source.alignment import align
from assistant.web.source.letters import letters


def placed(page: str, *pieces: str) -> list[str]:
    """What was found of each piece, with where it begins; cells are parted by "|"."""
    stream = letters(page)
    starts = [i == 0 or stream.at[i] > stream.at[i - 1] + 1 for i in range(len(stream.at))]
    cut = [[letters(cell).text for cell in piece.split("|")] for piece in pieces]
    found = align(cut, stream.text, [*starts, True])
    return [
        "".join("." if p is None else stream.text[p] for p in places)
        + "@"
        + str(next((stream.at[p] for p in places if p is not None), -1))
        for places in found
    ]


def test_hyphens_ligatures_accents_and_white_space_do_not_matter() -> None:
    assert placed("The ﬁrst expla-\nnation, Ren\u00e9", "The first explanation, Rene\u0301") == [
        "ThefirstexplanationRene@0"
    ]


def test_of_two_equal_pieces_the_first_is_the_first() -> None:
    assert placed("one tide two tide three", "one", "tide", "two", "tide") == [
        "one@0",
        "tide@4",
        "two@9",
        "tide@13",
    ]


def test_a_short_cell_goes_beside_its_neighbours_and_not_into_a_number() -> None:
    assert placed("In 2013 Ames 3 and Burr 3", "Ames|3", "Burr|3") == ["Ames3@8", "Burr3@19"]


def test_cells_that_the_file_writes_in_another_order_are_found_one_by_one() -> None:
    assert placed("Upper Lower twelve fourteen", "Upper|twelve", "Lower|fourteen") == [
        "Uppertwelve@0",
        "Lowerfourteen@6",
    ]


def test_words_between_two_stretches_are_left_out() -> None:
    page = "the gates are opened FOOTER 7 again at high water"
    assert placed(page, "the gates are opened again at high water") == [
        "thegatesareopenedagainathighwater@0"
    ]


def test_what_is_not_there_is_not_found() -> None:
    assert placed("nothing of the kind", "zebras quietly joke") == [".................@-1"]


WORDS = st.lists(st.text("abcd1 -\t", min_size=1, max_size=12), max_size=6)


@given(WORDS, st.text("abcd1 -\n", max_size=60))
def test_a_found_letter_is_the_same_letter_and_no_letter_is_used_twice(
    pieces: list[str], page: str
) -> None:
    stream = letters(page)
    starts = [i == 0 or stream.at[i] > stream.at[i - 1] + 1 for i in range(len(stream.at))]
    cut = [[letters(cell).text for cell in piece.split("\t")] for piece in pieces]
    found = align(cut, stream.text, [*starts, True])
    used = [p for places in found for p in places if p is not None]
    assert len(used) == len(set(used))
    for parts, places in zip(cut, found, strict=True):
        assert len(places) == len("".join(parts))
        for letter, place in zip("".join(parts), places, strict=True):
            assert place is None or stream.text[place] == letter


@given(WORDS)
def test_a_page_of_nothing_but_the_pieces_is_found_whole(pieces: list[str]) -> None:
    page = "\n".join(pieces)
    stream = letters(page)
    starts = [i == 0 or stream.at[i] > stream.at[i - 1] + 1 for i in range(len(stream.at))]
    long = [[letters(piece).text] for piece in pieces if len(letters(piece).text) >= 8]
    found = align(long, stream.text, [*starts, True])
    assert all(None not in places for places in found if len(long) == 1)

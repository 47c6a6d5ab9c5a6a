"""What fits in an answer, how wide, and how it is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.chunk import Chunk
from assistant.answer.compose import BETWEEN, MOST_CHUNKS, enough, markers_of, write
from assistant.shelf import OpenDocument
from ingest.model import Section
from tests.assistant.answer.made import record

TEXT = "x" * 5000
SECTION = Section(0, None, 0, "", None, (), 0, len(TEXT))
ONE, TWO = (OpenDocument(record(n, f"Paper {n}"), TEXT, (), (SECTION,)) for n in (1, 2))


def chunk(
    start: int, size: int, wide: tuple[int, int] | None = None, name: str = "",
    document: OpenDocument = ONE,
) -> Chunk:  # fmt: skip
    """A stretch of `size` characters, wider from and to where `wide` says."""
    wider = chunk(wide[0], wide[1] - wide[0], None, name, document) if wide else None
    return Chunk(document, start, start + size, None, 0, ("x" * size,), wider, name)


def taken(shown: tuple[Chunk, ...]) -> int:
    """Characters of the chunks as they are written, with markers of two figures."""
    return sum(BETWEEN + len(line) + len(" [12]") for one in shown for line in one.lines)


def test_the_first_reads_as_wide_as_it_may() -> None:
    first = chunk(0, 100, (0, 400))
    assert first.wider is not None
    assert enough([first], limit=500) == ((first.wider,), ())
    assert enough([first], limit=taken((first.wider,))) == ((first.wider,), ())
    assert enough([first], limit=taken((first.wider,)) - 1) == ((first,), ())


def test_the_others_get_their_places_before_any_is_widened() -> None:
    first, second, third = (chunk(n, 100, (n, n + 300)) for n in (0, 1000, 2000))
    assert first.wider and second.wider
    narrow = taken((first.wider, second, third))
    assert enough([first, second, third], narrow) == ((first.wider, second, third), ())
    assert enough([first, second, third], narrow + 199)[0] == (first.wider, second, third)
    shown, _ = enough([first, second, third], narrow + 200)
    assert shown == (first.wider, second.wider, third), "widened in order, as far as there is room"


def test_one_that_does_not_fit_lets_a_shorter_one_in() -> None:
    first, long, short = chunk(0, 300), chunk(1000, 300), chunk(2000, 100)
    assert enough([first, long, short], limit=500) == ((first, short), (long,))


def test_a_chunk_that_another_shows_is_not_shown_again() -> None:
    first, inside, outside = chunk(0, 100, (0, 400)), chunk(200, 100), chunk(600, 100)
    assert enough([first, inside, outside]) == ((first.wider, outside), ())
    narrow = chunk(700, 50)
    wide = chunk(600, 50, (600, 800))
    shown, rest = enough([first, narrow, wide])
    assert (shown, rest) == ((first.wider, wide.wider), ()), "what a later one widens over goes"


def test_what_waits_for_more_is_not_what_widening_shows() -> None:
    first = chunk(0, 100)
    second = chunk(1000, 10, (1000, 1270))
    inside, long = chunk(1100, 160), chunk(2000, 700)
    many = [chunk(3000 + 20 * n, 5) for n in range(7)]
    shown, rest = enough([first, second, *many, inside, long], limit=650)
    assert shown == (first, second.wider, *many)
    assert rest == (long,)


def test_widening_says_nothing_a_second_time() -> None:
    first, second = chunk(0, 100, (0, 400)), chunk(450, 100, (300, 700))
    shown, _ = enough([first, second])
    assert shown == (first.wider, second)
    elsewhere = chunk(450, 100, (300, 700), document=TWO)
    assert enough([first, elsewhere])[0] == (first.wider, elsewhere.wider)


def test_no_more_than_a_readable_number() -> None:
    made = [chunk(n * 20, 5) for n in range(2 * MOST_CHUNKS + 5)]
    shown, rest = enough(made)
    assert (shown, rest) == (tuple(made[:MOST_CHUNKS]), tuple(made[MOST_CHUNKS : 2 * MOST_CHUNKS]))


CHUNKS = st.lists(
    st.builds(
        lambda at, size, before, after, wide: chunk(
            at, size, (max(0, at - before), at + size + after) if wide else None
        ),
        st.integers(0, 40).map(lambda n: 60 * n),
        st.integers(10, 60),
        st.integers(0, 200),
        st.integers(0, 200),
        st.booleans(),
    ),
    max_size=14,
    unique_by=lambda one: one.start,
)


@given(CHUNKS, st.integers(80, 1200))
def test_promises_of_what_fits(made: list[Chunk], limit: int) -> None:
    shown, rest = enough(made, limit)
    assert not made or shown, "the first always has its place"
    assert len(shown) <= MOST_CHUNKS
    assert taken(shown) <= limit or len(shown) == 1
    spans = [(one.start, one.end) for one in (*shown, *rest)]
    assert all(not a.covers(b) for a in shown for b in (*shown, *rest) if a is not b)
    assert len(set(spans)) == len(spans)
    places = [next(n for n, m in enumerate(made) if one in (m, m.wider)) for one in shown]
    assert places == sorted(places), "in the order of the evidence"


def test_markers_count_on_into_what_waits() -> None:
    written = write([chunk(0, 3), chunk(10, 4, name="May")], [chunk(20, 5, name="May")])
    assert written.text == "xxx [1]\n\nMay: xxxx [2]"
    assert written.more == "May: xxxxx [3]", "read by itself, it needs its name again"
    assert [(c.marker, c.start, c.end) for c in written.citations] == [
        (1, 0, 3),
        (2, 10, 14),
        (3, 20, 25),
    ]
    assert markers_of("as agreed [1][3]") == ["1", "3"]


def test_neighbours_share_a_name() -> None:
    names = ["May", "May", "", "May", "June"]
    made = [chunk(10 * n, 2, name=name) for n, name in enumerate(names)]
    lines = write(made, []).text.split("\n\n")
    assert lines == ["May: xx [1]", "xx [2]", "xx [3]", "May: xx [4]", "June: xx [5]"]


def test_a_chunk_that_had_no_room_does_not_take_the_name_along() -> None:
    first, long, last = (
        chunk(0, 100, name="May"),
        chunk(200, 900, name="June"),
        chunk(1500, 50, name="June"),
    )
    written = write(*enough([first, long, last], limit=400))
    assert written.text.split("\n\n")[1] == f"June: {'x' * 50} [2]"
    assert written.more.startswith("June: ")


def test_a_name_takes_room_once() -> None:
    one, other, last = (chunk(200 * n, 100, name="12 March 2024") for n in range(3))
    room = taken((one, other)) + len("12 March 2024: ")
    assert enough([one, other, last], limit=room) == ((one, other), (last,))
    assert enough([one, other, last], limit=room - 1) == ((one,), (other, last))

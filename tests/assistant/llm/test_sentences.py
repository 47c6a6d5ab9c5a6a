"""A reply is taken apart while it is still being written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.llm.sentences import Written, sentences

KNOWN = frozenset({"S1", "S2"})


def read(reply: str, size: int = 3) -> list[Written]:
    pieces = (reply[at : at + size] for at in range(0, len(reply), size))
    return list(sentences(pieces, KNOWN))


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("The ferry is late [S1]. It rains [S2].", [("S1",), ("S2",)]),
        ("The ferry is late. [S1] It rains. [S2]", [("S1",), ("S2",)]),
        ("The ferry is late.[S1][S2] It rains.", [("S1", "S2"), ()]),
        ("The ferry is late [S1, S2].\nIt rains (S2).", [("S1", "S2"), ("S2",)]),
        ("[S1] The ferry is late.\n[S2] It rains.", [("S1",), ("S2",)]),
        ("- S1: The ferry is late.\n- S2: It rains.", [("S1",), ("S2",)]),
        ("1. The ferry is late [s1].\n2. It rains.", [("S1",), ()]),
    ],
)
def test_each_sentence_has_its_tokens(reply: str, found: list[tuple[str, ...]], size: int) -> None:
    made = read(reply, size)
    assert [one.text for one in made] == ["The ferry is late.", "It rains."]
    assert [one.tokens for one in made] == found
    assert all(one.strange == 0 for one in made)


def test_strange_tokens_are_counted_and_gone() -> None:
    (one,) = read("The ferry [1] is late [S9] today [citation needed] [S1].")
    assert one == Written("The ferry is late today.", ("S1",), 3)


def test_a_sentence_comes_before_the_reply_ends() -> None:
    def pieces() -> Iterator[str]:
        yield from ("The ferry is late [S1]. ", "It ")
        raise AssertionError("read on before the first sentence was given")

    assert next(sentences(pieces(), KNOWN)).text == "The ferry is late."


def test_numbers_and_abbreviations_end_no_sentence() -> None:
    made = read("Dr. Oke spent £2.4 million, i.e. more, on 4.5 km [S1]. Then it rained [S2].")
    assert len(made) == 2


def test_nothing_written() -> None:
    assert read("") == read(" \n\n ") == []

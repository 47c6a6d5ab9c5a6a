"""Automatic transcripts."""

from __future__ import annotations

import pytest

from ingest.readers.captions import CAPTION_WORDS, caption_blocks, is_captions


def stamped(count: int, words: str = "so we went on to the next item") -> list[str]:
    return [f"00:{n // 60:02}:{n % 60:02}.500 {words}" for n in range(0, 4 * count, 4)]


CASES: dict[str, tuple[list[str], bool]] = {
    "stamps with seconds": (stamped(10), True),
    "with the program's own words": (["# a program", "", *stamped(10)], True),
    "stamps on lines of their own": (
        [line for n in range(20) for line in (f"00:00:{n:02}", "some words")],
        True,
    ),
    "minutes and seconds, many": ([f"{n // 60}:{n % 60:02} words" for n in range(0, 200, 4)], True),
    "an agenda's times of day": (
        [f"{h}:{m} Item" for h in (9, 10, 11) for m in (10, 30, 45)],
        False,
    ),
    "a long day's times": ([f"{9 + n // 2}:{n % 2 * 3}0 Item" for n in range(30)], False),
    "too few": (stamped(3), False),
    "prose": (["The Board met at 10:30."] * 20, False),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_a_transcript(lines: list[str], expected: bool) -> None:
    assert is_captions(lines) is expected


def test_blocks_are_short_and_keep_their_stamps() -> None:
    lines = stamped(40)
    blocks, left_out = caption_blocks(["# made by a program", *lines])
    assert left_out == ["# made by a program"]
    assert " ".join(b.text for b in blocks) == " ".join(lines)
    assert all(b.text.startswith("00:") for b in blocks)
    assert max(len(b.text.split()) for b in blocks) < 2 * CAPTION_WORDS + 10


def test_a_block_ends_with_a_sentence() -> None:
    blocks, _ = caption_blocks(stamped(40, "and that is the end of it."))
    assert len(blocks) > 4
    assert all(CAPTION_WORDS <= len(b.text.split()) < CAPTION_WORDS + 10 for b in blocks[:-1])

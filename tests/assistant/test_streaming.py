"""Lines told while an answer is made, and the answer that then comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Answer, Status
from assistant.streaming import streamed


def ends(status: Status, text: str, *told: str) -> list[str]:
    """What is read of work that tells some lines and ends with a text."""
    answer = Answer(status, text)

    def work(tell: Callable[[str], None]) -> Answer:
        for line in told:
            tell(line)
        return answer

    *lines, last = streamed(work)
    assert last is answer
    return [line for line in lines if isinstance(line, str)]


def test_what_was_told_is_not_said_again() -> None:
    text = "Ivy tends it. [1]\n\nShe began in 1931. [2]"
    assert "\n".join(ends(Status.ANSWERED, text, "Ivy tends it. [1]")) == text
    assert "\n".join(ends(Status.ANSWERED, text)) == text


@pytest.mark.parametrize("told", [["Ivy tends it. [1]"], ["Ivy tends it. [1]", "", "And so on."]])
def test_an_error_after_a_told_line_is_read_whole(told: list[str]) -> None:
    error = "That did not work.\nAsk again, please."
    assert ends(Status.ERROR, error, *told) == [*told, *error.split("\n")]


def test_what_the_work_raises_is_raised() -> None:
    def work(tell: Callable[[str], None]) -> Answer:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(streamed(work))

"""What is quick says nothing; what takes long says how far it is, on stderr."""

from __future__ import annotations

import pytest

from evals import progress


def test_quick_work_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.told([1, 2, 3], "Counting")) == [1, 2, 3]
    assert capsys.readouterr() == ("", "")


def test_long_work_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    assert list(progress.told([3, 4], "Counting", before=2)) == [3, 4]
    assert capsys.readouterr() == ("", "Counting: 3 of 4\nCounting: 4 of 4\n")

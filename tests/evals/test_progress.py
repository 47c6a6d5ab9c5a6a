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
    assert list(progress.told(iter([1, 2]), "Counting", 2)) == [1, 2]
    assert capsys.readouterr() == ("", "Counting: 1 of 2\nCounting: 2 of 2\n")

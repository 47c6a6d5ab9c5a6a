"""Thirty people at once on this machine: nobody waits long, nobody gets another's answer.

Two minutes of it are `python -m tests.load LIBRARY`; here it is less than one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load import many_questions, measure, percentile_95


def test_the_95th_percentile_by_hand() -> None:
    assert percentile_95([3.0]) == 3.0
    assert percentile_95([float(n) for n in range(101)]) == 95.0


@pytest.mark.alone
@pytest.mark.timeout(400)
def test_thirty_people_at_once(corpus_library: Path) -> None:
    found = measure(corpus_library, many_questions(corpus_library, 300), seconds=45)
    assert found.errors == ()
    assert found.wrong == ()
    assert len(found.together) > 30, "each person asked, and most of them again"
    assert found.ratio <= 4, str(found)

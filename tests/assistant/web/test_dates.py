from __future__ import annotations

import pytest

from assistant.web.dates import spoken_date


@pytest.mark.parametrize(
    ("iso", "spoken"),
    [
        ("2024-03-27", "27 March 2024"),
        ("2019-09-01", "1 September 2019"),
        ("2024-12", "December 2024"),
        ("2018", "2018"),
        ("2024-13-01", "2024-13-01"),
        ("about 2018", "about 2018"),
        ("2024-25-x", "2024-25-x"),
        ("", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_known(iso: str, spoken: str) -> None:
    assert spoken_date(iso) == spoken

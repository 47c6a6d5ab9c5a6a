from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.dates import (
    bare_years,
    financial_years,
    find_dates,
    in_words,
    name_date,
    parse_date,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13 March 2024", "2024-03-13"),
        ("26th September 2019", "2019-09-26"),
        ("4 th August 2015", "2015-08-04"),
        ("the 20th of February, 2024", "2024-02-20"),
        ("Thursday 28 March 2019 – 14:00", "2019-03-28"),
        ("29th Feb 2024", "2024-02-29"),
        ("DATED: 18 JULY 2012", "2012-07-18"),
        ("6 Sept. 2019", "2019-09-06"),
        ("March 14, 2024", "2024-03-14"),
        ("14/10/2025", "2025-10-14"),
        ("03/04/2024", "2024-04-03"),
        ("14.10.25", "2025-10-14"),
        ("14-10-2025", "2025-10-14"),
        ("08/30/2023", "2023-08-30"),
        ("2024-01-11", "2024-01-11"),
        ("2019-02-10T21:07:36Z", "2019-02-10"),
        ("26-Sep-19", "2019-09-26"),
        ("Sept 2019", "2019-09"),
        ("October, 2011", "2011-10"),
        ("Mar-24", "2024-03"),
        ("31 June 2020", None),
        ("29 February 2023", None),
        ("2024/25", None),
        ("version 1.2.3", None),
        ("section 3.1.24 of", None),
        ("12 May", None),
        ("01473 265086", None),
        ("may 20 be", None),
        ("2024-13-45", None),
        ("in 2016", None),
    ],
)
def test_one_date(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


def test_several_dates_in_reading_order_with_their_places() -> None:
    text = "1 April 2024 to 31 March 2025"
    found = find_dates(text)
    assert [d.iso for d in found] == ["2024-04-01", "2025-03-31"]
    assert text[found[1].start : found[1].end] == "31 March 2025"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_survives_being_printed(day: date) -> None:
    month = in_words(day.isoformat()).split()[1]
    for printed in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        day.isoformat(),
    ):
        assert parse_date(printed) == day.isoformat(), printed


@given(st.text(max_size=80))
def test_any_text_gives_real_dates_or_none(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        parts = [int(p) for p in found.iso.split("-")]
        date(*[*parts, 1][:3])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dsf-board-minutes-2023-12-14", "2023-12-14"),
        ("Scrutiny-Board-14-10-2025", "2025-10-14"),
        ("FHCLmin4Aug15", None),
        ("min 4Aug15", "2015-08-04"),
        ("ICB_20240313_item10", "2024-03-13"),
        ("Board_13_March_2024_v2", "2024-03-13"),
        ("accounts-period-ended-31-march-2013", "2013-03-31"),
        ("CBP10313", None),
        ("Plan-2024-2025", None),
        ("Annual-Report-2024-25-FINAL", None),
    ],
)
def test_dates_in_file_names(name: str, expected: str | None) -> None:
    assert name_date(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Annual Report 2024/25", ((2024, 2025),)),
        ("Annual-Report-2024-25-FINAL", ((2024, 2025),)),
        ("2024–2025", ((2024, 2025),)),
        ("Plan 2019-2024", ()),
        ("2024-01-11", ()),
        ("1999/00", ()),
    ],
)
def test_financial_years(text: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert financial_years(text) == expected


def test_bare_years_leave_out_dates_ranges_and_decades() -> None:
    assert bare_years("2011 Review of the 1990s, 13 March 2012, 2019-2024 and £2000") == (2011,)

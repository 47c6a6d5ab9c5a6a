"""Dates as English papers print them, read by exact rules and given back as ISO.

Rules, in the order in which they are tried at each place of the text:

1. `2024-01-11`, `2024/01/11`, also with a time behind it: year, month, day.
2. `26th September 2019`, `Thursday, 26 of Sept, 2019`, `26-Sep-19`: day, month, year.
3. `March 14, 2024`, `Aug 30th 2023`: month, day, year.
4. `14/10/2025`, `14.10.25`, `14-10-2025`: day first (UK). Only where that is no date of the
   calendar (`08/30/2023`) is the month taken as first. `3.1.24` is a paragraph's number.
5. `March 2024`, `Sept, 2019`, `Mar-24`: month and year, given as `YYYY-MM`.

A year of two digits means 20xx. A day that the calendar does not have (31 June) is no date, and
years outside 1900 to 2099 are none either. A bare year is never a date here, and a financial
year (`2024/25`) is a range: see `financial_years`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
"""A month's name, in full or short, case aside, as a pattern with the group "month"."""
_MONTH = rf"{MONTH}\.?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_SHORT_YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2})(?!\d)"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?<!\d[-/.]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?<!\d[./]){_DAY}\s*(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"(?<!\d){_DAY}[-_]{_MONTH}[-_]{_SHORT_YEAR}",
        rf"\b{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}",
        rf"(?<!\d)(?<!\d[-/.])(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_SHORT_YEAR}"
        r"(?![/.-]\d)",
        rf"\b{_MONTH}(?:,\s*|\s+|[-_]){_YEAR}",
        rf"\b{_MONTH}(?:-|\s?['’])(?P<year>\d{{2}})(?!\d)",
    )
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_COMPACT_UK = re.compile(
    r"(?<![A-Za-z0-9])(?P<day>\d{1,2})(?P<month>[A-Za-z]{3,9})(?P<year>\d{2,4})(?!\d)"
)
_FINANCIAL = re.compile(
    r"(?<!\d)(?<!\d[/.-])(?P<first>(?:19|20)\d{2})\s?[/–-]\s?(?P<second>(?:19|20)?\d{2})(?![\d/.-]\d|\d)"
)
_YEAR_ALONE = re.compile(
    r"(?<![\d/.,£$€-])(?P<year>(?:19[5-9]|20[0-9])\d)(?![\d/%]|[.,]\d|-\d|s\b)"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ISO (`YYYY-MM-DD` or `YYYY-MM`) and where it is printed."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date printed in `text`, in reading order, none overlapping another."""
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []  # also by what looks like a date and is none: "31 June 2020"
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if iso := _iso(match):
                found.append(FoundDate(iso, match.start(), match.end()))
    return tuple(sorted(found, key=lambda date: date.start))


def parse_date(text: str) -> str | None:
    """The first date in `text` as ISO, or None."""
    dates = find_dates(text)
    return dates[0].iso if dates else None


def name_date(name: str) -> str | None:
    """The date in a file's name: also `20240311`, `4Aug15` and words joined by `_` or `-`.

    Where there are several the last full one counts: names end in the date that tells copies apart.
    """
    dates = [date.iso for date in find_dates(name)]
    dates += [date.iso for date in find_dates(re.sub(r"[_\s.-]+", " ", name))]
    for pattern in (_COMPACT, _COMPACT_UK):
        dates += [iso for match in pattern.finditer(name) if (iso := _iso(match))]
    full = [iso for iso in dates if len(iso) == len("2024-01-11")]
    return full[-1] if full else dates[-1] if dates else None


def financial_years(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges such as `2024/25`, `2024-25`, `2024–2025` as (2024, 2025).

    Only years that follow each other: `2016/17-2020/21` gives its two halves and `2019-2024`,
    which is a plan's life, gives nothing.
    """
    years: list[tuple[int, int]] = []
    for match in _FINANCIAL.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        second += first // 100 * 100 if second < 100 else 0
        if second == first + 1:
            years.append((first, second))
    return tuple(years)


def bare_years(text: str) -> tuple[int, ...]:
    """Years that stand alone: not in a date, a range, a decade ("the 1990s") or a sum of money."""
    taken = [(date.start, date.end) for date in find_dates(text)]
    taken += [match.span() for match in re.finditer(r"\d{4}\s?(?:[/–-]|to)\s?\d{2,4}", text)]
    return tuple(
        int(match["year"])
        for match in _YEAR_ALONE.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    )


def in_words(iso: str) -> str:
    """An ISO date as a title prints it: "13 March 2024", "March 2024", "2024"."""
    names = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    parts = [int(part) for part in iso.split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, names[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    month = month_number(parts["month"])
    if parts.get("day") is None:
        return f"{year:04d}-{month:02d}" if month else None
    if parts.get("sep") == "." and len(match.group()) < len("03.01.24"):
        return None  # "3.1.24" numbers a paragraph as often as it dates one
    day = int(parts["day"])
    if month > 12 and parts["month"].isdigit() and day <= 12 and "sep" in parts:
        if match.start("day") > match.start("month"):
            return None  # year-month-day has one reading only
        day, month = month, day
    return f"{year:04d}-{month:02d}-{day:02d}" if _exists(year, month, day) else None


def month_number(printed: str) -> int:
    """1 to 12 for a month's name, full or short, or its number; 0 for what names none."""
    if printed.isdigit():
        return int(printed)
    stem = printed[:3].lower()
    return _MONTHS.index(stem) + 1 if stem in _MONTHS else 0


def _exists(year: int, month: int, day: int) -> bool:
    return 1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]

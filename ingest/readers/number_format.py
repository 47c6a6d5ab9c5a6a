"""Spreadsheet values as people see them in their cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*")
_CONDITION = re.compile(r"\[[<>=]")
_UNITS = frozenset({"k", "m", "bn"})
# "d mmm yyyy" and its like: a day, the month in letters and a whole year, whatever stands between.
_WORDED = re.compile(r"(?:d{3,4},?\s+)?d{1,2}([ -])mm(m+)\1yyyy(?:;@)?", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SIGNIFICANT = 12  # figures kept of a plain number: past them stands binary noise


def display(value: object, number_format: str | None = None) -> str:
    """A cell's value as text; dates in ISO form, but those whose format spells the month.

    "d mmm yyyy" reads one way only and is kept; "d/m/yy" may be read in two, and is not.
    A number follows its format as far as decimals, thousands, percent, currency, scaling commas
    and brackets for negatives go; other formats (fractions, exponents) show the plain number.
    """
    form = number_format or "General"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, form)
    if isinstance(value, int | float):
        if not isfinite(value):
            return ""
        if form == "General" and "e" not in (text := f"{value:.{_SIGNIFICANT}g}"):
            return text if text != "-0" else "0"
        return _number(Decimal(repr(value)), form)
    return str(value)


def _moment(value: datetime | date | time | timedelta, form: str) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.replace(microsecond=0).isoformat(" ", "seconds" if value.second else "minutes")
    day = value.date() if isinstance(value, datetime) else value
    worded = _WORDED.fullmatch(_BRACKETS.sub("", _QUOTED.sub(r"\1\2", form)))
    if worded is not None:
        month = _MONTHS[day.month - 1]
        return f"{day.day} {month if len(worded[2]) > 1 else month[:3]} {day.year}"
    plain = _BRACKETS.sub("", _QUOTED.sub("", form)).casefold()
    if "y" in plain and "d" not in plain:
        return day.strftime("%Y-%m") if "m" in plain else str(day.year)
    return day.isoformat()


def _number(value: Decimal, form: str) -> str:
    section = _section(value, form)
    bare = _QUOTED.sub("", section)
    literals = [a or b for a, b in _QUOTED.findall(section)]
    currency = _CURRENCY.search(bare)
    bare = _BRACKETS.sub("", bare)
    match = _DIGITS.search(bare)
    odd = _CONDITION.search(form) or "/" in bare or "E" in bare.upper()
    if form == "General" or match is None or odd:
        return _plain(value)
    digits = match.group().rstrip(",")
    scaled = abs(value) / 1000 ** (len(match.group()) - len(digits))
    percent = "%" if "%" in bare else ""
    text = _fixed(scaled * 100 if percent else scaled, digits) + percent
    nothing = not text.strip("0.,%")
    before, after = bare[: match.start()], bare[match.end() :]
    symbols = (currency.group(1) if currency else "", *before, *literals)
    symbol = next((c for c in symbols if c and c in "£$€"), "")
    unit = next((x.strip() for x in literals if x.strip().casefold() in _UNITS), "")
    text = f"{symbol}{text}{unit}"
    if value >= 0 or nothing:  # "-0" would be noise
        return text
    return f"({text})" if "(" in before and ")" in after else f"-{text}"


def _section(value: Decimal, form: str) -> str:
    """The part of a format that holds for a value: the second, if there is one, for negatives."""
    sections = form.split(";")
    return sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]


def _fixed(value: Decimal, digits: str) -> str:
    """As many decimals as the format has places, those marked # only where they are needed."""
    places = digits.partition(".")[2]
    rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in digits else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    for _ in range(optional):
        if text.endswith("0"):
            text = text[:-1]
    return text.rstrip(".")


def _plain(value: Decimal) -> str:
    """A number without exponent and without the noise of binary fractions."""
    if abs(value) < Decimal("1e-9"):
        return "0"
    figures = max(_SIGNIFICANT, value.adjusted() + 1)
    exact = round(value, figures - 1 - value.adjusted()) if value.adjusted() < figures else value
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

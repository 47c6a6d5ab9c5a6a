"""What a text claims that can be checked exactly: figures by value, dates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.retrieve import terms
from ingest.structure.dates import find_dates

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: n for n, word in enumerate((*_ONES, *_TEENS), start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "bn": 10**9,
    "billion": 10**9,
}  # fmt: skip
_UNITS = {
    "%": "%", "per cent": "%", "percent": "%", "£": "£", "pounds": "£", "$": "$", "dollars": "$",
    "€": "€", "euros": "€",
}  # fmt: skip
_SCALE = r"(?P<scale>hundred|thousand|million|billion|bn|m|k)"
_UNIT = r"(?P<unit>%|per\s+cent|percent|pounds|dollars|euros)"
_FIGURE = re.compile(
    rf"(?P<money>[£$€])?\s?(?<![\w.])(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)"
    rf"(?:\s?{_SCALE}\b)?(?:\s?{_UNIT}(?!\w))?",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})\b(?:[\s-](?P<ones>{'|'.join(_ONES)})\b)?"
    rf"(?:\s{_SCALE}\b)?(?:\s?{_UNIT}(?!\w))?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[/–-]\s?((?:19|20)?\d\d)(?![\d/–-])")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)\s?(am|pm)?\b(?!\s?%)", re.IGNORECASE)
_PRINTED = re.compile(r"\d+(?:[.:/]\d+)*")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
_DAY_MONTH = (
    re.compile(rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?!\d)", re.IGNORECASE),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
_WITHIN = frozenset(["of", "the", "for"])  # may stand inside a name


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit ("%", "£", "" …), and where it is printed.

    `value` is a Decimal as text, or a range of years as "2025/26".
    """

    value: str
    unit: str
    start: int
    end: int

    def same(self, other: Figure) -> bool:
        """Whether the other, as a source has it, supports this one: a unit may be left out."""
        return self.value == other.value and self.unit in ("", other.unit)


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, digits and words alike: "£2.4m" is "2.4 million pounds"."""
    found: list[Figure] = []
    for match in _YEARS.finditer(text):
        years = f"{match[1]}/{match[2][-2:]}"
        found.append(Figure(years, "", match.start(), match.end()))
        found.append(Figure(match[1], "", match.start(), match.end()))
    for match in _FIGURE.finditer(text):
        unit = match["money"] or match["unit"] or ""
        value = Decimal(match["digits"].replace(",", "")) * _scale(match["scale"])
        found.append(_figure(value, unit, match))
    for match in _SPELT.finditer(text):
        value = Decimal(_WORDS[match["word"].lower()])
        value = (value + _WORDS.get((match["ones"] or "").lower(), 0)) * _scale(match["scale"])
        found.append(_figure(value, match["unit"] or "", match))
    return tuple(sorted(found, key=lambda figure: figure.start))


def claimed_figures(text: str) -> tuple[Figure, ...]:
    """The figures that a sentence must be held to: those of dates are held to as dates."""
    dates = [(d.start, d.end) for d in find_dates(text)]
    dates += [match.span() for pattern in _DAY_MONTH for match in pattern.finditer(text)]
    years = [match.span() for match in _YEARS.finditer(text)]
    return tuple(
        f
        for f in figures(text)
        if not any(start <= f.start and f.end <= end for start, end in dates)
        and ("/" in f.value or not any(start <= f.start and f.end <= end for start, end in years))
    )


def _scale(word: str | None) -> int:
    return _SCALES[word.lower()] if word else 1


def _figure(value: Decimal, unit: str, match: re.Match[str]) -> Figure:
    plain = format(value.normalize(), "f")
    named = _UNITS.get(" ".join(unit.lower().split()), "")
    blank = len(match.group()) - len(match.group().lstrip())
    return Figure(plain, named, match.start() + blank, match.end())


def printed(text: str) -> frozenset[str]:
    """Every run of digits as it is printed, without thousands commas: "2.4", "2025/26", "10:30"."""
    return frozenset(_PRINTED.findall(text.replace(",", "")))


def dates(text: str) -> frozenset[str]:
    """Dates as ISO, as far as they are printed: "2025-06-04", "2025-06", "-06-04"."""
    found = {date.iso for date in find_dates(text)}
    for pattern in _DAY_MONTH:
        for match in pattern.finditer(text):
            month = 1 + _MONTHS.index(match["month"][:3].lower())
            found.add(f"-{month:02}-{int(match['day']):02}")
    return frozenset(found)


def dated(claimed: str, known: frozenset[str]) -> bool:
    """Whether one of the known dates is the one claimed, or a more exact form of it."""
    return any(one.startswith(claimed) or one.endswith(claimed) for one in known)


def names(text: str, ordinary: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Runs of words with a capital or a digit in them, as stems: ("miriam", "oke").

    The first word of the text counts unless it is an everyday word, one of `ordinary`.
    """
    run: list[str] = []
    last = 0
    text = without_figures(text)
    for at, match in enumerate(_WORD.finditer(text)):
        word, between = match.group(), text[last : match.start()]
        last = match.end()
        lower = word.lower()
        first = at == 0 and (lower in terms.stop_words() or lower in ordinary)
        named = not first and (any(c.isupper() for c in word) or _is_code(word))
        if named and lower in terms.stop_words() and word.istitle() and word != "May" and not run:
            named = False  # "The Board" is no more than "Board"
        if run and (re.search(r"[^\s&]", between) or not (named or lower in _WITHIN)):
            yield tuple(run)
            run = []
        if named:
            run += terms.stems(word)
    if run:
        yield tuple(run)


def without_figures(text: str) -> str:
    """`text` with blanks for figures and times; a code ("B12") or rank ("4th") stays whole."""
    spans = [m.span() for m in _CLOCK.finditer(text)]
    spans += [(f.start, f.end) for f in figures(text) if not text[f.end : f.end + 1].isalpha()]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_code(word: str) -> bool:
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


def named_words(text: str) -> str:
    """All words of a source as stems in one line, joining words left out, to look runs up in."""
    kept = [s for s in terms.stems(text) if s not in _WITHIN and s != "and"]
    return f" {' '.join(kept)} "

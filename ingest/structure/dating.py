"""Which of the dates around a document is its own, and where that was found.

A paper is full of dates that are about something else. Only these count, the first that is
found: front matter; the cover sheet; the title and the short or labelled lines of the opening;
the file's name; a line that signs or publishes it at the end; a year in its title; the file's
properties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.structure.dates import bare_years, financial_years, find_dates, name_date, parse_date
from ingest.structure.labels import label_kind

UNDATED = "undated: no date found in the text, name or properties"
OPENING = 15  # blocks that may date a paper without a label
SHORT_LINE = 14  # words; a longer line is prose, whose dates are about something
CLOSING = 12  # blocks at the end that may sign a paper

_ABOUT_ELSE = re.compile(
    r"next (?:meeting|review)|review (?:date|by|due)|previous|last meeting|minutes of the "
    r"(?:last )?meeting"
    r"|supersede[sd]|replace[sd]|withdrawn|archived|expir|valid (?:to|until)|deadline|due\b"
    r"|respond by|closing date|closes|effective to"
    r"|until|registered|born|founded|established|incorporated|version of|act (?:of )?\d{4}|"
    r"elections?\b"
    r"|submitted by|return(?:ed)? (?:it )?by|© ?|copyright",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(
    r"^\W*(?:date(?:d| of (?:the )?(?:meeting|report|paper|publication|issue|document|decision))?|"
    r"(?:meeting|report|publication|issue|board|committee) date|published(?: on| date)?|date "
    r"published|"
    r"issued(?: on)?|(?:first|last) published|last (?:updated|modified|revised)|updated|"
    r"(?:meeting|minutes)[\w ]{0,60}? (?:held )?(?:on|of)|held on|as at|prepared)\b[^.]{0,45}$",
    re.IGNORECASE,
)
_STOOD = re.compile(
    r"\W*(?:(?:position|status|data|figures|information|correct|updated|accurate)\s+(?:as\s+)?"
    r"(?:at|on|to)|as\s+(?:at|of|on))\s*:?\s+(?:the\s+)?(?=\d)",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"^\W*(?:signed|dated?|published|issued|last (?:updated|reviewed|modified)|updated|page "
    r"(?:published|updated)"
    r"|date of (?:issue|publication)|approved(?: on| by)?)\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?:to|until|–|—|-|ended|ending)\s*$", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:to|by|until|towards?|vision|for|beyond|in|from|since|act|regulations)\s*$", re.IGNORECASE
)

# python-docx writes this into every file whose maker gave no date: it is its template's.
_TEMPLATE_MADE = "2013-12-23"

Dated = tuple[str | None, str]


def date_of(
    read: ReadFile,
    source: SourceFile,
    fields: Sequence[tuple[str, str]],
    opening: Sequence[RawBlock],
    title: str,
    *,
    front_matter: bool,
    annual: bool,
) -> Dated:
    """(ISO date or None, where it was found or why there is none).

    `annual` says that the paper reports on a year, so that a financial year in its title dates it.
    """
    if front_matter and (given := _given(read)):
        return given
    for found in (
        _on_cover(fields),
        _in_year_of_title(title, opening, source) if annual else None,
        _in_opening(title, opening, annual),
        _in_properties(read, ("date", "published", "publication_date"))
        if not front_matter
        else None,
        _in_name(source),
        _at_end(read.blocks),
        _in_bare_year(title, source, read),
        _made(read),
    ):
        if found:
            return _to_the_day(found, opening) or found
    return None, UNDATED


def _to_the_day(found: Dated, opening: Sequence[RawBlock]) -> Dated | None:
    """The day, where the paper is dated by its month and says near the top how things stood."""
    month = found[0]
    if month is None or len(month) != len("2026-07"):
        return None
    for block in opening[:OPENING]:
        stood = _STOOD.match(block.text)
        day = find_dates(block.text)[:1] if stood else ()
        if stood and day and day[0].start == stood.end() and day[0].iso.startswith(f"{month}-"):
            return day[0].iso, f"line near the top: “{_cut(block.text)}”"
    return None


def _given(read: ReadFile) -> Dated | None:
    """The date that front matter gives, or its statement that there is none."""
    basis = read.metadata.get("date_basis", "").strip()
    for key in ("date", "as_at"):
        if key not in read.metadata:
            continue
        value = read.metadata[key].strip()
        date = parse_date(value) or (value if re.fullmatch(r"\d{4}(?:-\d{2})?", value) else None)
        if date:
            return date, basis or "date in the front matter"
        if value.lower() in ("", "null", "none", "undated", "~", "unknown", "no date"):
            return None, basis or "undated: the front matter says so"
    return (None, basis) if basis else None


def _on_cover(fields: Sequence[tuple[str, str]]) -> Dated | None:
    for label, value in fields:
        if label_kind(label) in ("date", "meeting") and (date := parse_date(value)):
            return date, f"“{label}” on the cover sheet"
    return None


def _in_opening(title: str, opening: Sequence[RawBlock], annual: bool) -> Dated | None:
    """A date in the title or in a short or labelled line near the top."""
    if (date := _own_date(title, annual)) and not _ABOUT_ELSE.search(title):
        return date, "date in the title"
    label = ""
    for n, block in enumerate(opening[: OPENING * 2]):
        text, words = block.text, len(block.text.split())
        about = block.kind is BlockKind.ITEM or (block.label is not None and n > 2)
        labelled = _OWN_LABEL.match(text) or (_OWN_LABEL.match(label) and words <= 6)
        label = text if text.endswith(":") else ""
        if _ABOUT_ELSE.search(text) and not (
            n < 3 and re.match(r"(?i)minutes of the meeting", text)
        ):
            continue
        if not labelled and (about or n >= OPENING or words > SHORT_LINE or _prose(text)):
            continue
        if date := _own_date(text, annual):
            where = "labelled date" if labelled else "heading" if block.level else "line"
            return date, f"{where} near the top: “{_cut(text)}”"
    return None


def _own_date(text: str, annual: bool) -> str | None:
    """The date of a line: its first one; of a period ("1 April to 31 March") its end."""
    dates = find_dates(text)
    if not dates:
        return None
    if len(dates) > 1 and _PERIOD.search(text[dates[0].end : dates[1].start]):
        return dates[-1].iso if annual else None
    ended = _PERIOD.search(text[: dates[0].start]) and not annual
    return (
        None
        if ended or re.search(r"\b(?:between|from)\b", text[: dates[0].start])
        else dates[0].iso
    )


def _prose(text: str) -> bool:
    return text.endswith((".", ";", ",")) and len(text.split()) > 7


def _in_year_of_title(title: str, opening: Sequence[RawBlock], source: SourceFile) -> Dated | None:
    """An annual report's financial year, which ends in March."""
    lines = [b.text for b in opening[:OPENING] if len(b.text.split()) <= SHORT_LINE]
    for text in (title, *lines, source.path.stem):
        years = financial_years(text)
        if years:
            return (
                f"{years[-1][1]}-03",
                f"financial year in the title: {years[-1][0]}/{years[-1][1] % 100:02d}",
            )
    return None


def _in_name(source: SourceFile) -> Dated | None:
    date = name_date(source.path.stem)
    return (date, "date in the file's name") if date else None


def _at_end(blocks: Sequence[RawBlock]) -> Dated | None:
    """A line at the end that is a date, or that signs or publishes the paper."""
    if len(blocks) <= OPENING:
        return None
    for block in reversed(blocks[-CLOSING:]):
        dates = find_dates(block.text)
        if not dates or len(block.text.split()) > SHORT_LINE or _ABOUT_ELSE.search(block.text):
            continue
        bare = dates[0].end - dates[0].start >= 0.7 * len(block.text.strip())
        if bare or _SIGNS.match(block.text):
            return dates[0].iso, f"line at the end: “{_cut(block.text)}”"
    return None


def _in_bare_year(title: str, source: SourceFile, read: ReadFile) -> Dated | None:
    """A lone year that names the paper ("2011 Review"), never an aim ("Vision 2030")."""
    made = _property(read, ("created", "creationdate", "modified"))
    for text, where in (
        (title, "title"),
        (re.sub(r"(?<!\d)[-_]|[-_](?!\d)", " ", source.path.stem), "file's name"),
    ):
        for year in bare_years(text):
            before = text[: text.find(str(year))]
            if not _AIM.search(before) and not (made and int(made[:4]) < year):
                return str(year), f"year in the {where}"
    return None


def _in_properties(read: ReadFile, keys: Sequence[str]) -> Dated | None:
    date = _property(read, keys)
    return (date, "date given in the file's properties") if date else None


def _made(read: ReadFile) -> Dated | None:
    date = _property(read, ("created", "creationdate"))
    if date is None or date == _TEMPLATE_MADE:
        date = _property(read, ("modified", "moddate"))
    if date is None or date == _TEMPLATE_MADE:
        return None
    return date, "date the file was made, which may not be the paper's"


def _property(read: ReadFile, keys: Sequence[str]) -> str | None:
    """A date of the file's properties, ISO or as PDF prints it (`D:20111028154040+01'00'`)."""
    for key in keys:
        value = read.metadata.get(key, "").strip()
        match = re.match(r"D:(\d{4})(\d{2})(\d{2})", value)
        date = parse_date("-".join(match.groups()) if match else value)
        if date:
            return date
    return None


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"

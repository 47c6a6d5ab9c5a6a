"""A document's facts: title, type, date with its basis, meeting, version, what it supersedes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import BlockKind, Facts, RawBlock, ReadFile, SourceFile
from ingest.structure.dating import date_of
from ingest.structure.labels import label_kind
from ingest.structure.meeting import body_in, body_named_in, meeting_facts
from ingest.structure.titles import (
    ORGANISATION,
    is_generic,
    name_without_date,
    readable_name,
    specific,
    title_of,
)
from ingest.structure.versions import supersedes_of, version_of

_MARKDOWN = frozenset({".md", ".markdown"})
_BY_SUFFIX = {
    ".pptx": "presentation", ".ppt": "presentation", ".xlsx": "spreadsheet", ".xls": "spreadsheet",
    ".csv": "spreadsheet", ".ods": "spreadsheet", ".vtt": "transcript", ".srt": "transcript",
}  # fmt: skip
_TYPES = frozenset(
    {
        "minutes", "agenda", "board paper", "strategy", "annual report", "contract", "briefing",
        "report", "transcript", "terms of reference", "presentation", "spreadsheet", "deliverable",
        "gate", "paper",
    }
)  # fmt: skip
_WORDS: tuple[tuple[str, str], ...] = (
    ("terms of reference", r"\bterms[\s_-]of[\s_-]reference\b|\btor\b"),
    ("minutes", r"\bminutes\b|\b(?:meeting|action) notes\b"),
    ("annual report", r"\bannual (?:report|accounts|review)\b|\breport and accounts\b|"
    r"\baccounts (?:for )?(?:the )?(?:year|period)\b"),
    ("agenda", r"\bagenda\b(?! item)"),
    ("contract", r"\bcontract\b(?! (?:award|management|review|update|monitoring|register))|"
    r"\bservice level agreement\b|\bmemorandum of understanding\b|\bdeed of\b"),
    ("briefing", r"\bbriefing\b"),
    ("transcript", r"\btranscript\b"),
    ("strategy", r"\bstrategy\b(?! (?:group|board|committee|update|unit|meeting))|\bstrategic "
    r"plan\b|\bforward plan\b"),
    ("report", r"\breport\b(?! (?:to|of) the)|\b(?:review|evaluation|inquiry|audit|"
    r"findings)\b|\bform (?:8|10)-[kq]\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _WORDS)
_STAMP = re.compile(r"^\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b")
_ATTENDED = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:present|attendees|in attendance|members present)\b.{0,3}[:;]?", re.I
)
_APOLOGIES = re.compile(r"^\W*(?:\d+[.)]?\s*)?apologies\b", re.IGNORECASE)
_MINUTES_OF = re.compile(
    r"^\W*(?:(?:draft|unconfirmed|confirmed|approved|final|public|the)\s+)*minutes\s+of\s+"
    r"(?!.{0,40}\b(?:last|previous)\b)[^.;]{0,120}?\b(?:meeting|proceedings|held)\b"
    r"|^\W*at an? [^.;]{0,60}?meeting of [^.;]{0,120}\bheld\b",
    re.IGNORECASE,
)
_NUMBERED = frozenset({"deliverable", "gate"})  # an approach's pages, called by their ids
_BODY_TYPES = frozenset({"minutes", "agenda", "board paper", "transcript", "terms of reference"})


def facts(
    read: ReadFile,
    source: SourceFile,
    fields: Sequence[tuple[str, str]],
    opening: Sequence[RawBlock],
    *,
    spoken: bool = False,
) -> Facts:
    """What the file says about itself. `fields` is its cover sheet, `opening` its first blocks.

    Front matter of a Markdown file wins over everything that is guessed. `spoken` says that it is
    a transcript, and `opening` ends where the talking begins.
    """
    given = read.metadata if source.suffix in _MARKDOWN else {}
    captions = is_captions(read.blocks)
    spoken = spoken or captions
    title = "" if captions else title_of(read, source, fields, opening, bool(given))
    kind = _type(given.get("type", ""), title, source, fields, opening, spoken=spoken)
    held = meeting_facts(opening, fields)
    meeting = given.get("meeting") or _meeting(kind, held.body, title, source, opening)
    date, basis = date_of(
        read, source, fields, opening, title,
        front_matter=bool(given), annual=kind == "annual report",
    )  # fmt: skip
    if not title or is_generic(title):
        body = meeting if kind in _BODY_TYPES else _organisation(opening)
        title = specific(title, body, date, source)
    number = given.get("id", "") if kind in _NUMBERED else ""
    if number and number not in title.split():
        title = f"{number} {title}"  # people ask for "G2" as often as for its name
    return Facts(
        title=title or readable_name(source),
        type=kind,
        date=date,
        date_basis=basis,
        meeting=meeting or None,
        version=version_of(source, title, opening, given.get("version")),
        supersedes=given.get("supersedes") or supersedes_of(read, fields, opening),
        organisation=given.get("organisation") or None,
        collection=given.get("collection") or "default",
        provenance=given.get("provenance") or None,
    )


def _type(
    given: str,
    title: str,
    source: SourceFile,
    fields: Sequence[tuple[str, str]],
    opening: Sequence[RawBlock],
    *,
    spoken: bool,
) -> str:
    """One of the types of `Facts`, from the strongest evidence there is."""
    if given.lower().strip() in _TYPES:
        return given.lower().strip()
    if source.suffix in _BY_SUFFIX:
        return _BY_SUFFIX[source.suffix]
    if spoken:
        return "transcript"
    said = _said_type(title)
    if said in ("minutes", "agenda", "terms of reference"):
        return said
    kinds = {label_kind(label) for label, _ in fields}
    if len(kinds & {"item", "sponsor", "author", "presenter", "purpose", "confidential"}) >= 2:
        return "board paper"
    named = _said_type(re.sub(r"[_-]+", " ", source.path.stem))
    if named in ("minutes", "agenda") or _met(opening):
        return named or "minutes"
    lines = " ".join(b.text for b in opening[:8] if len(b.text.split()) <= 14)
    return said or named or _said_type(lines) or "paper"


def _said_type(text: str) -> str | None:
    return next((name for name, pattern in _PATTERNS if pattern.search(text)), None)


def is_captions(blocks: Sequence[RawBlock]) -> bool:
    """Whether the blocks are a transcript: most begin with a time stamp."""
    sample = [b for b in blocks[:60] if b.text]
    return len(sample) > 3 and sum(bool(_STAMP.match(b.text)) for b in sample) > len(sample) / 2


def _met(opening: Sequence[RawBlock]) -> bool:
    """The shape of minutes: who was there and who sent apologies, near the top, or what they say
    of themselves in running words ("Minutes of the meeting of … held on …") with who was there.
    """
    texts = [b.text for b in opening[:25]]
    prose = (b.text for b in opening[:8] if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING))
    if any(map(_MINUTES_OF.match, prose)) and any(map(_ATTENDED.match, texts)):
        return True
    return any(_ATTENDED.match(t) for t in texts) and any(_APOLOGIES.match(t) for t in texts)


def _meeting(
    kind: str, held: str | None, title: str, source: SourceFile, opening: Sequence[RawBlock]
) -> str | None:
    if kind not in _BODY_TYPES:
        return None
    named = body_in(name_without_date(source, "")) if kind != "board paper" else None
    return held or body_in(title) or body_named_in(opening[:12]) or named


def _organisation(opening: Sequence[RawBlock]) -> str | None:
    """Whose paper it is, for a title that does not say: a trust's or council's name at the top."""
    text = " ".join(re.sub(r"[*\s]+", " ", b.text) for b in opening[:12] if len(b.text) < 160)
    match = ORGANISATION.search(re.sub(r"\s+", " ", text))
    return match.group() if match else None

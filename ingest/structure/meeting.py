"""Which body met, and when: read from a cover sheet, a heading, or a file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import RawBlock
from ingest.structure.dates import find_dates
from ingest.structure.labels import label_kind

_NOUN = (
    r"(?:sub-?committee|committee|board|panel|cabinet|council|trustees|governing body|"
    r"assembly|forum|"
    r"working group|steering group|reference group|group|executive|senate|congress|partnership|"
    r"governors|directors|authority|network|collaborative|commission|taskforce|task force|team)"
)
_JOIN = r"(?:of|and|for|the|in|on|&|to|with)"
_WORD = r"(?:[A-Z0-9][\w'’.&()-]*)"
_BODY = re.compile(
    rf"(?:{_WORD},? )?(?:(?:{_WORD}|{_JOIN}),? ){{0,9}}?(?i:{_NOUN})(?![\w-])"
    rf"(?: (?:of|in|for) (?:(?i:the) )?{_WORD}(?: (?:{_WORD}|{_JOIN}(?= )))*)?"
)
_LEAD = re.compile(
    r"^(?:(?:draft|unconfirmed|confirmed|approved|final|public|private)\s+)*"
    r"(?:(?:minutes?|notes?|record|agenda|papers?|report|action notes?|summary)\s+)"
    r"(?:(?:of|for|from|to|and actions)\s+)*(?:(?:the|a)\s+)?(?:(?:\w+\s+)?meeting\s+(?:of|"
    r"for)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_STATE = (
    r"(?:example|sample|specimen|template|draft|final(?: draft)?|unconfirmed|confirmed|unapproved|"
    r"approved|unratified|ratified|amended|revised|corrected|superseded|confidential|restricted|"
    r"official(?:[ -]sensitive)?|public|private|redacted|copy|for approval|"
    r"part (?:\d|[ab]|i{1,3}|one|two)|v(?:er(?:sion)?)?[ .]?\d[\d.]*)"
)
_PREFIX = re.compile(
    rf"^(?:(?:\(\s*{_STATE}\s*\)|\[\s*{_STATE}\s*\]|{_STATE}(?:\s+{_STATE})*\s*[:–—|-])\s*)+"
    r"(?=\S)",
    re.IGNORECASE,
)
_SHOUTED = re.compile(
    r"^(?:(?:DRAFT|FINAL|UNCONFIRMED|CONFIRMED|APPROVED|AMENDED|REVISED|CONFIDENTIAL|"
    r"(?i:draft|unconfirmed|unapproved|amended))\s+)+(?=\S)"
)
_TRAIL = re.compile(
    r"[\s,–—:-]*\b(?:(?:extraordinary|annual|general|public|regular|ordinary|special|monthly|quarterly|"
    r"weekly|bi-?monthly|virtual|formal)\s+)*(?:meeting|minutes|agenda|held|in public|terms "
    r"of reference)\b.*$",
    re.IGNORECASE,
)
_NAMED_IN_PROSE = re.compile(
    rf"\bthe ((?:{_WORD} (?:{_JOIN} )?){{1,7}}(?i:{_NOUN})) \(([A-Z]{{2,8}})\)"
)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The body that met and the ISO date it met on, each None where the opening does not say."""

    body: str | None = None
    date: str | None = None


def meeting_facts(
    opening: Sequence[RawBlock], fields: Sequence[tuple[str, str]] = ()
) -> MeetingFacts:
    """What the cover sheet or the heading of minutes says about the meeting."""
    date = next((b for b in (_held(block.text) for block in opening[:8]) if b), None)
    return MeetingFacts(_from_fields(fields) or _from_lines(opening), date)


def body_in(text: str) -> str | None:
    """The body that a heading or file name is about: "DSF Board monthly meeting" → "DSF Board".

    What is said of the paper before it ("DRAFT:", "Example –", "[Confidential]") is no part of it.
    """
    text = re.sub(r"\s+", " ", text).strip(" *_#")
    text = _SHOUTED.sub("", _PREFIX.sub("", text))
    led = _LEAD.sub("", text, count=1)
    for date in reversed(find_dates(led)):
        led = led[: date.start].rstrip(" ,–—-:(|")
    led = _TRAIL.sub("", led).strip(" ,–—-:")
    match = _BODY.match(led)
    if match is None:
        return None
    rest = led[match.end() :].strip()
    short = len(match.group().split()) <= 14
    return match.group() if short and (not rest or rest[0] in ",–—-:;(|.") else None


def body_named_in(blocks: Sequence[RawBlock]) -> str | None:
    """A body introduced in prose with its acronym: "the Welsh … Board (WTSB)"."""
    for block in blocks:
        match = _NAMED_IN_PROSE.search(block.text)
        if match:
            return match.group(1)
    return None


def _from_fields(fields: Sequence[tuple[str, str]]) -> str | None:
    for label, value in fields:
        if label_kind(label) == "meeting" and value and len(value.split()) <= 14:
            dates = find_dates(value)
            named = value[: dates[0].start] if dates else value
            return body_in(value) or named.strip(" ,–—-:(") or None
    return None


def _from_lines(opening: Sequence[RawBlock]) -> str | None:
    """The first short line of the opening that is a body's name, alone or with "meeting"."""
    for block in opening[:10]:
        if len(block.text.split()) <= 20 and not block.text.endswith("."):
            body = body_in(block.text)
            if body and (len(body.split()) > 1 or _LEAD.match(block.text)):
                return body
    return None


def _held(text: str) -> str | None:
    if len(text.split()) > 25 or not re.search(r"(?i)\b(?:meeting|held|minutes)\b", text):
        return None
    if re.search(r"(?i)\bnext meeting\b|\bprevious\b|\blast meeting\b|^\W*\d", text):
        return None
    dates = find_dates(text)
    return dates[0].iso if dates else None

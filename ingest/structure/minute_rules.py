"""The parts of minutes: headings and lines that say who was there, or what stands below them."""

from __future__ import annotations

import re

from ingest.model import BlockKind, RawBlock, Role
from ingest.structure.people import unnumbered

_PARTS: tuple[tuple[Role, str], ...] = (
    (
        Role.ATTENDANCE,
        r"(?:those |members? |board members |officers |trustees |also |others? )*"
        r"(?:present|(?:in )?attendance|attendees|attending|participants|observers|staff in "
        r"attendance)"
        r"(?: (?:were|was|list|and apologies))?|membership present|list of attendees",
    ),
    (
        Role.APOLOGIES,
        r"(?:(?:welcome|introductions?|attendance)[, ]*(?:and|&)?[, ]*(?:introductions?|and|,| )*)?"
        r"apolog(?:ies|y)(?: for absence| received| were received from| and substitutions?)?"
        r"|absent|absences|not present",
    ),
    (
        Role.INTERESTS,
        r"(?:declarations?|disclosures?|conflicts?|register)s? of (?:members['’]? )?"
        r"(?:disclosable )?(?:pecuniary )?interests?(?: and .{0,30})?|interests declared"
        r"|declarations?|any declarations of interest",
    ),
    (
        Role.DECISION,
        r"(?:key |summary of |record of |agreed )?(?:decisions?|resolutions?)(?: made| taken| log)?"
        r"|(?!.*\b(?:not|to be|when|if)\b)(?:[\w'’-]+ ){1,4}(?:approved|agreed|endorsed|ratified)",
    ),
    (
        Role.ACTION,
        r"(?:key |summary of |agreed |new |outstanding |record of |list of |table of )*"
        r"actions?(?: items?| points?| log| list| arising| agreed| required| plan| tracker)?"
        r"|follow[ -]?ups?(?: actions?)?|to[ -]?dos?|action items? and owners?",
    ),
)
_PART_PATTERNS = tuple((role, re.compile(rf"(?:{p})", re.IGNORECASE)) for role, p in _PARTS)

_ATTENDANCE_LINE = re.compile(
    r"^(?:the )?meeting was (?:led|chaired|convened|opened) by\b|^(?:chair|chaired by|in the "
    r"chair)\s*[:;]"
    r"|^(?:minutes?|notes?) (?:taken )?by\b|^(?:minute taker|secretary|clerk)\s*[:;]",
    re.IGNORECASE,
)


def part_role(block: RawBlock) -> Role | None:
    """The role that a heading or lead-in line gives to what follows; None for anything else."""
    text = unnumbered(block.text).strip().rstrip(" :;.-–—").strip("*_ ")
    if not text or len(text) > 80 or (block.kind is BlockKind.ROW and len(block.text) > 40):
        return None
    for role, pattern in _PART_PATTERNS:
        if pattern.fullmatch(text):
            heading = block.kind is BlockKind.HEADING
            led = block.text.rstrip().endswith(":") or len(text.split()) <= 3
            return role if heading or (led and role is not Role.DECISION) or _plain(text) else None
    return None


def _plain(text: str) -> bool:
    return text.lower().split()[-1] in ("decisions", "decision", "resolutions", "log")


def said_role(text: str) -> Role | None:
    """Attendance, apologies or interests said within the line: "Apologies: D Olds"."""
    words = unnumbered(text)
    for role, pattern in _PART_PATTERNS[:3]:
        match = pattern.match(words)
        if match and re.match(r"\s*(?:[:;–—]|-\s|\s-)\s*\S", words[match.end() :]):
            return role
    if re.match(
        r"(?i)(?:no |an? )?apolog(?:y|ies)\b.{0,40}\b(?:received|noted|given|sent)\b", words
    ):
        return Role.APOLOGIES
    interests = r"(?i)\bno (?:new |further |other )*(?:declarations|conflicts) of "
    r"interests?\b|\bdeclared an? .{0,40}\binterest\b|\bno interests? (?:was|were) declared\b"
    return Role.INTERESTS if re.search(interests, words) else None


def is_attendance_line(text: str) -> bool:
    """Whether the line names who led the meeting or took its minutes."""
    return bool(_ATTENDANCE_LINE.match(unnumbered(text)))

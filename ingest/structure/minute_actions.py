"""The sentences of minutes that ask somebody to act: who is to do it, and by when."""

from __future__ import annotations

import re

from ingest.sentences import sentence_spans
from ingest.structure.people import (
    TITLE_DOT,
    is_initials,
    is_known,
    starts_with_person,
    unnumbered,
)

NUMBERED = (
    r"(?:(?:no|number|ref(?:erence)?)\b\.?\s*)?[#(\[]?"
    r"(?=[\w./-]*\d)[A-Za-z0-9](?:[\w./-]*\w)?[)\]]?"
)
"""A printed reference with a digit in it: "12", "no. 3", "2026/05-A1", "CPB/26/014"."""

_ACTION_LINE = re.compile(
    rf"(?:^|[\s\[(])(?:ACTIONS?|Actions?)\s*(?:{NUMBERED})?\s*[:;–—]\s*(?P<rest>[^\]]*)"
    rf"|^Actions?\s+(?:{NUMBERED}\s*)?-\s*(?P<dash>\S.*)"
    r"|(?:[\[(]|\s)A(?:CTION|ction)\s+(?P<who>[A-Z]{2,4}(?:/[A-Z]{2,4})*)[\])]?\s*$"
)
_DUE = re.compile(
    r"(?:\b(?:due(?: date| by)?|deadline|target(?: date)?|completion date)\s*[:–—-]?\s*|"
    r"\b(?:by|before|no later than|until|on or before)\s+)"
    r"(?P<due>(?:(?:the\s+)?(?:end|start|beginning|close|middle)\s+of\s+(?:the\s+)?)?"
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+\d{4})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|(?:jan|febr)uary(?:\s+\d{4})?|(?:march|april|may|june|july|august)(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
    r"|(?:septem|octo|novem|decem)ber(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
    r"|(?:the\s+)?next\s+(?:\w+\s+)?(?:meeting|month|week|board|committee)|(?:mon|tues|wednes|thurs|fri)day"
    r"|(?:the\s+)?(?:end of\s+)?(?:this|next)\s+(?:week|month|year|quarter)|"
    r"q[1-4](?:\s+\d{4}(?:/\d{2})?)?"
    r"|month|week|quarter|year(?:\s+end)?))\b",
    re.IGNORECASE,
)
_UNDERTAKES = re.compile(
    r"^(?:(?:also|then|kindly|has|had|have|therefore|each|both) )*(?:agreed to|undertook to|"
    r"offered to|volunteered to|will|to|was asked to|"
    r"were asked to|is to|are to|would)\s+(?!be\b|have\b|date\b|the\b|an?\b|his\b|her\b|"
    r"their\b|this\b)(?:[a-z]+ly )?[a-z]{2,}"
)
_NAME = rf"(?:{TITLE_DOT}|[^:;.])"
_LISTED_OWNER = re.compile(rf"^(?P<owner>{_NAME}{{2,70}}?)\s*(?::|\s[–—-])\s+\S")
_BEFORE_TO = re.compile(rf"^(?P<owner>{_NAME}{{2,60}}?)\s+(?:to|will|is to|are to|shall)\s+[a-z]")
_OWNER_SAID = re.compile(
    r"\b(?:owner|lead|responsible|assigned to|action by|by whom)\s*:\s*"
    rf"(?P<owner>{_NAME}{{2,60}}?)\s*(?:[.,;|()\n]|\s[–—-]\s|$)",
    re.IGNORECASE,
)
_OWNER_AT_END = re.compile(r"[\[(](?P<owner>[^()\[\]]{2,40})[\])]\s*\.?$")
_ASKS = re.compile(
    r"\b(?:will|should|agreed|asked|requested|needs? to|was to|is to|are to|to be|would be)\b|"
    r"\bAGREED\b"
)
_JOINING = frozenset(
    [
        "and",
        "of",
        "the",
        "for",
        "de",
        "van",
        "von",
        "all",
        "members",
        "trustees",
        "chair",
        "secretary",
        "team",
        "group",
        "directors",
        "officers",
        "manager",
        "officer",
        "lead",
        "leads",
        "director",
        "board",
        "committee",
        "governors",
        "councillors",
        "clerk",
    ]
)


def action_line(text: str) -> tuple[str | None, str | None] | None:
    """(owner, due) of "ACTION: JS to circulate by 12 May"; None where the text has no such mark."""
    match = _ACTION_LINE.search(text)
    if match is None:
        return None
    if match["who"]:
        return match["who"], due_in(text)
    rest = (match["rest"] or match["dash"] or "").strip(" *_[]().")
    return owner_of(rest), due_in(text)


def owner_of(text: str) -> str | None:
    """Who an action is given to: the names before "to" or ":", or the whole of a short text."""
    end = _OWNER_AT_END.search(text.strip(" *_"))
    text = text.strip(" *_[]().")
    if said := owner_said(text):
        return said
    before = _BEFORE_TO.match(text)
    if before and before["owner"][0].isupper() and _nameish(before["owner"].strip(" -–—")):
        return before["owner"].strip(" -–—")
    colon = _LISTED_OWNER.match(text)
    if colon and colon["owner"][0].isupper() and _nameish(colon["owner"]):
        return colon["owner"].strip()
    who = end["owner"] if end else ""
    if end and not re.search(r"\d", who) and (is_initials(who) or _nameish(who)):
        return end["owner"].strip()
    short = re.split(r"\s+[-–—]\s+|\s+(?:by|due|before)\s", text)[0].strip(" ,;")
    return short if short and len(short.split()) <= 5 and _nameish(short) else None


def owner_said(text: str) -> str | None:
    """Whom a label within the text names, as "Owner: Jo Bloggs" does at the end of an action."""
    said = _OWNER_SAID.search(text)
    owner = said["owner"].strip() if said else ""
    return owner if owner and (is_initials(owner) or _nameish(owner)) else None


def _nameish(text: str) -> bool:
    """Every word begins with a capital, or joins names: "Jo Bloggs & Sam Lee", "AHop/MS"."""
    words = re.findall(r"[^\s/,&]+", text)
    return bool(words) and len(words) <= 8 and all(w[0].isupper() or w in _JOINING for w in words)


def action_sentence(
    text: str, people: frozenset[str], *, listed: bool
) -> tuple[str | None, str | None]:
    """(owner, due) of a block that asks somebody to act; (None, None) where nobody is asked.

    `listed` says that the block stands in a list of actions, so an owner may also stand before a
    colon or in brackets at the end, and a due date counts without an owner.
    """
    words = unnumbered(text)
    if listed:
        return owner_of(words), due_in(words)
    spans = sentence_spans(words)
    for sentence in (s for a, b in spans for s in re.split(r"(?<=;)\s+", words[a:b])):
        owner = starts_with_person(sentence, people)
        if owner and _acts(sentence[len(owner) :].lstrip(" ,"), owner, people):
            return owner, due_in(sentence)
    return None, None


def _acts(rest: str, owner: str, people: frozenset[str]) -> bool:
    match = _UNDERTAKES.match(rest)
    if match is None:
        return False
    unknown = re.match(r"(?:will|would)\b", rest) is not None and not is_known(owner, people)
    asked = re.match(r"would\b", rest) is not None
    return not unknown and not asked


def asks(text: str) -> bool:
    """Whether a paragraph asks for something to be done, by anybody."""
    return bool(_ASKS.search(text))


def due_in(text: str) -> str | None:
    """The due date that the text prints ("12 May", "the next meeting"), None without one."""
    match = _DUE.search(text)
    return match["due"].strip() if match else None

"""Which version of itself a paper says it is, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import RawBlock, SourceFile

_STATE = r"amended|revised|corrected|updated|superseded|final(?: draft)?|draft|unconfirmed|approved"
_NUMBERED = r"v(?:er(?:sion)?)?[ ._]?\d+(?:[._]\d+)*[a-z]?|version \d+(?:\.\d+)*"
IN_NAME = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{_STATE})(?:[ _-]+(?:{_NUMBERED}))?|"
    rf"(?:{_NUMBERED})(?:[ _-]+(?:{_STATE}))?)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_IN_LINE = re.compile(
    rf"(?<![\w.])(?:(?:AMENDED|REVISED|CORRECTED|UPDATED|SUPERSEDED|UNCONFIRMED|FINAL(?: "
    rf"DRAFT)?|DRAFT)"
    rf"(?: (?i:{_NUMBERED}))?|(?:Draft|Final|Amended|Revised) (?i:{_NUMBERED})|(?i:{_NUMBERED})"
    rf"(?: (?i:{_STATE}))?)(?![\w])"
)
_STATE_LINE = re.compile(
    rf"^\W*(?P<state>{_STATE})\W*$|^(?P<first>draft|unconfirmed|amended)\b", re.I
)
_VERSION_LABEL = re.compile(
    r"^(?:document )?version(?: (?:number|no\.?|control))?\s*[:\t]\s*(?P<version>\S.{0,25})$", re.I
)


def version_of(
    source: SourceFile, title: str, opening: Sequence[RawBlock], given: str | None
) -> str | None:
    """The version as printed ("AMENDED", "FINAL v2", "v0.3"): given, in the name, or at the top."""
    if given:
        return given
    for block in opening[:20]:
        label = _VERSION_LABEL.match(block.text)
        if label:
            return label["version"].strip()
    named = IN_NAME.search(source.path.stem)
    if named:
        return re.sub(r"[_-]+", " ", named.group()).strip()
    for text in (title, *(b.text for b in opening[:10] if len(b.text.split()) <= 14)):
        line, state = _IN_LINE.search(text), _STATE_LINE.match(text)
        if line and not text.isupper():
            return line.group()
        if line and (
            len(text.split()) <= 3 or re.search(r"^\W*(?:DRAFT|UNCONFIRMED)\b|\d", line.group())
        ):
            return line.group()
        if state and len(text.split()) <= 8:
            return state["state"] or state["first"]
    return None

"""Which version of itself a paper says it is, and which one it replaces, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.structure.labels import normal

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
_STATES = re.compile(rf"\b(?:{_STATE})\b", re.IGNORECASE)
_STATE_LINE = re.compile(
    rf"^\W*(?P<state>{_STATE})\W*$|^(?P<first>draft|unconfirmed|amended)\b", re.I
)
_VERSION_LABEL = re.compile(
    r"^(?:document )?version(?: (?:number|no\.?|control))?\s*[:\t]\s*(?P<version>\S.{0,25})$", re.I
)
_PAPER = (
    r"(?:paper|document|version|report|policy|strategy|plan|minutes|notes|guidance|edition|draft|"
    r"issue|framework|agreement|one|terms of reference)"
)
_REPLACES = r"(?:supersedes?|replaces?|superseding|replacing)\b"
_WHAT = r"(?P<what>(?:[^.;\n]|\.(?=\d)){4,140})"
_SUPERSEDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:^(?:supersedes?|superseding|replaces)|"
        rf"\b(?:this|these|the present)\s+(?:\w+\s+){{0,3}}?{_PAPER}\s+(?:\w+\s+){{0,2}}?"
        rf"{_REPLACES})\s*[:\t]?\s*{_WHAT}",
        # Whatever "it" is, what it replaces is a paper that was given out, not a rule or a sum.
        rf"(?:\b(?:it|they|which|and)\s+(?:\w+\s+){{0,2}}?|[,;:.(–—-]\s*){_REPLACES}\s+"
        rf"(?=(?:[\w'’]+\s+){{0,4}}?{_PAPER}s?\s+(?:\w+\s+){{0,2}}?(?:circulated|issued|dated|"
        rf"published|sent|distributed|approved|agreed|adopted|of|from|v?\d)){_WHAT}",
    )
)


def version_of(
    source: SourceFile, title: str, opening: Sequence[RawBlock], given: str | None
) -> str | None:
    """The version as printed ("AMENDED", "FINAL v2", "v0.3"): given, in the name, or at the top.

    A label's words come first, whole: "Version: 2 (AMENDED)" is "2 (AMENDED)". Where the label has
    a number only, a state in the file's name or the title follows it, so that whoever compares
    versions finds both: "2, AMENDED".
    """
    if given:
        return given
    named = IN_NAME.search(source.path.stem)
    name = re.sub(r"[_-]+", " ", named.group()).strip() if named else ""
    for block in opening[:20]:
        label = _VERSION_LABEL.match(block.text)
        if label:
            said = label["version"].strip()
            titled = _IN_LINE.search(title)
            state = _STATES.search(name) or _STATES.search(titled.group() if titled else "")
            return f"{said}, {state.group()}" if state and not _STATES.search(said) else said
    if name:
        return name
    for text in (title, *(b.text for b in opening[:10] if len(b.text.split()) <= 14)):
        line, alone = _IN_LINE.search(text), _STATE_LINE.match(text)
        if line and not text.isupper():
            return line.group()
        if line and (
            len(text.split()) <= 3 or re.search(r"^\W*(?:DRAFT|UNCONFIRMED)\b|\d", line.group())
        ):
            return line.group()
        if alone and len(text.split()) <= 8:
            return alone["state"] or alone["first"]
    return None


def supersedes_of(
    read: ReadFile, fields: Sequence[tuple[str, str]], opening: Sequence[RawBlock]
) -> str | None:
    """What the paper says it replaces, as printed, on its cover, at its beginning or at its end."""
    for label, value in fields:
        if normal(label) in ("supersedes", "replaces", "this version supersedes"):
            return value or None
    closing = [b for b in read.blocks[-8:] if b.kind is not BlockKind.HEADING]
    for block in (*opening[:25], *closing):
        for pattern in _SUPERSEDES:
            if match := pattern.search(block.text):
                return match["what"].strip(" ,")
    return None

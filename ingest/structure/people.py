"""The people of a set of minutes, as its attendance list prints them, and how they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable

TITLE = (
    r"(?:Drs?|Mr|Mrs|Ms|Miss|Mx|Messrs|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Cllrs?|"
    r"Councillors?|Ald(?:erman)?|Revd?|Reverend|Canon)"
)
TITLE_DOT = r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Cllr|Rev|Revd)\.)"
"""A title with its full stop, which ends no sentence."""

_INITIALS = re.compile(r"\(([A-Z][A-Za-z]{1,5})\)")
_NAME = re.compile(
    rf"\b(?:{TITLE}\.? )?"
    r"([^\W\d_a-z][\w'’.-]*(?: (?:de|van|von|del|la|al|el))?(?: [^\W\d_a-z][\w'’.-]*){1,3})"
)
_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "prof", "professor", "cllr", "councillor", "sir", "dame"}
)
_NOT_NAMES = frozenset(
    {
        "board", "committee", "trust", "council", "nhs", "chair", "chairman", "director",
        "officer", "manager", "member", "members", "trustee", "trustees", "secretary",
        "treasurer", "executive", "chief", "finance", "medical", "nursing", "clinical",
        "apologies", "present", "attendance", "service", "services", "health", "care", "group",
        "team", "lead", "head", "non", "deputy", "vice", "interim", "county", "university",
        "hospital", "government", "library", "community", "in", "wales", "england",
    }
)  # fmt: skip
_ACRONYMS = frozenset(
    {
        "NHS", "ICB", "ICS", "ICP", "CCG", "CQC", "DHSC", "NHSE", "GP", "GPS", "LA", "SRO", "PMO",
        "KPI", "BAF", "TBC", "TBA", "AOB", "AGM", "CEO", "CFO", "COO", "CIO", "EIA", "QIA", "HR",
        "IT", "UK", "EU", "PDF", "MP", "MPS", "RAG", "ALL", "FHIR", "BMA", "RCN", "STP", "QIPP",
        "LMC", "PCN", "SRTB", "FOI", "VAT",
    }
)  # fmt: skip
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:[./]\d{1,3})*[.)]?|[A-Za-z][.)])?\s*")
_TOKEN = r"(?:[A-Z]{2,4}|[A-Z][a-z]?[A-Z][a-z]{0,4})"
_TITLED = rf"{TITLE}\.?(?: [^\W\d_a-z][\w'’-]+){{1,3}}"
_AND = r"\s*(?:/|,|&|\band\b)\s*"
_LIST = re.compile(rf"^{_TOKEN}(?:\s*(?:/|,|&|and|\+)\s*{_TOKEN})*$")


def named_people(texts: Iterable[str]) -> frozenset[str]:
    """Initials, first names and full names found in attendance lists, as they are printed."""
    people: set[str] = set()
    for text in texts:
        people.update(_INITIALS.findall(text))
        for match in _NAME.finditer(text):
            words = match.group(1).split()
            if any(w.lower().strip(".'’") in _NOT_NAMES for w in words):
                continue
            people.add(match.group(1))
            if words[0].lower().strip(".") not in _TITLES and len(words[0]) > 2:
                people.add(words[0])
    return frozenset(people)


def is_initials(text: str) -> bool:
    """Whether the text is nothing but initials, "JS" or "AHop/MS", and no known acronym."""
    text = text.strip(" []()*")
    return bool(_LIST.match(text)) and not (set(re.findall(r"[A-Za-z]+", text)) & _ACRONYMS)


def looks_like_name(text: str) -> bool:
    """Whether a line or cell begins with somebody's name: two capitalised words or initials."""
    text = re.sub(r"^\W*(?:\d+[.)]\s*)?", "", text)
    match = _NAME.match(text)
    if match is None:
        return is_initials(text.split(",")[0])
    return match.group(1).split()[0].lower() not in _NOT_NAMES


def starts_with_person(text: str, people: frozenset[str]) -> str | None:
    """Who the sentence begins with: "MW", "Sheila and Mike", "Dr Kaplan-Moss"; None if nobody.

    Known people first, the longest name winning; initials that nobody introduced count too, and
    any name behind a title.
    """
    one = "|".join(re.escape(p) for p in sorted(people, key=len, reverse=True))
    one = f"(?:{_TITLED}|{one}|{_TOKEN})" if one else f"(?:{_TITLED}|{_TOKEN})"
    match = re.match(rf"(?:{one})(?:{_AND}(?:{one}))*(?![\w'’-])", text)
    if match is None:
        return None
    owner = match.group().strip()
    tokens = set(re.split(r"\W+", owner))
    return None if tokens & _ACRONYMS and owner not in people else owner


def is_known(owner: str, people: frozenset[str]) -> bool:
    """Whether everybody named is among `people`; after a title the surname is enough."""
    surnames = {name.split()[-1] for name in people if " " in name}
    for one in re.split(_AND, owner):
        bare = re.sub(rf"^{TITLE}\.? ", "", one)
        titled = bare != one and bare.split()[-1] in surnames
        if one not in people and bare not in people and not titled:
            return False
    return True


def unnumbered(text: str) -> str:
    """The text without the number or letter that it begins with."""
    return _NUMBER.sub("", text)

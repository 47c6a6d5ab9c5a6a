"""Whether evidence gives the name that a question asks for: of a person, an office, a thing.

"The treasurer reported" names no treasurer, and "one college" no college.
"""

from __future__ import annotations

import re

from assistant.answer import kinds
from assistant.answer.evidence import Unit
from assistant.question import AUXILIARY, Understood, Wants
from assistant.retrieve import terms

OFFICE_WORDS = 0.6  # share of an office's words beside a name: two of three, three of four
BY_THING = 8  # words between a thing and its name: "the supplier chosen in May was Quay Cranes"
BESIDE = 12  # words between somebody's name and the office that they hold
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "cllr"})
# Things that are told by their proper names; not where the word only tells of what sort another is
# ("what library services are offered?").
_THINGS = re.compile(
    r"(?:\bwhich|(?<!with )(?<!than )(?<!to )(?<!of )(?<!from )\bwhat)\s+(?:\w+\s+)?"
    r"(?:towns?|cit(?:y|ies)|villages?|countr(?:y|ies)|charit(?:y|ies)|compan(?:y|ies)|venues?"
    r"|consultanc(?:y|ies)|hospitals?|systems?|vendors?|agenc(?:y|ies)|suppliers?|contractors?"
    r"|firms?|bidders?|banks?|universit(?:y|ies)|unions?|surgeons?|consultants?|councillors?"
    r"|trustees?|governors?|actors?|actress|singers?|bands?|colleges?|schools?|awards?|clinics?"
    r"|trusts|librar(?:y|ies)|newspapers?|publishers?|manufacturers?|brands?|boroughs?"
    r"|count(?:y|ies)|streets?|islands?)\b"
    rf"(?!\s+(?!{AUXILIARY}\b)\w+(?:\s+\w+)?\s+{AUXILIARY}\b)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
# A word with which a sentence begins, where no other capital follows, is not known to be a name.
_OPENS = re.compile(r"(?:^|[.;:!?]\s)\W*(?P<word>[A-ZÀ-Þ][\w’'-]+)(?=\s+(?![A-ZÀ-Þ&]))")
_NAME_FOLLOWS = re.compile(
    r"(?:\b(?:by|to|with|from|at|in|called|named|is|was|were|are|chose)(?: the)?|[:(,;])\s*$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\bwho(?:['’]?s|\s+is|\s+was)\s+(?:(?:the\s+)?[\w-]+['’]s|the|our|its|their)\s+"
    r"(?P<office>(?:[\w-]+\s+){0,4}?(?:chair\w*|director|officer|secretary|treasurer|manager|lead|"
    r"governor|president|registrar|mayor|leader|clerk|nurse|midwife|accountant|executive|guardian|"
    r"champion|advis[eo]r|auditor|sponsor|owner|head|deputy|commissioner|coordinator|inspector|"
    r"minister|counsel|solicitor|architect|surveyor|editor|principal|dean|ombudsman|judge))\b"
    r"(?!\s+(?:chair|director|officer|secretary|treasurer|manager|lead|governor|leader|clerk|nurse|"
    r"midwife|accountant|executive|guardian|champion|commissioner|inspector|architect))"
    r"(?:\s+(?:at|of|for|in)\s+(?:the\s+)?(?P<body>(?-i:[A-ZÀ-Þ])[\w’'-]+(?:\s+(?-i:[A-ZÀ-Þ])[\w’'-]+)*))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bnames? of (?:the|that|their|our)\b|['’]s name\b|\bby name\b"
    r"|\b(?:need|want|know|tell me|give me) the names?\b"
    r"|\bwho(?:['’]?s| is| are| was| were)\b.*\bname\b",
    re.IGNORECASE,
)


def asks_for_name(asked: str) -> bool:
    """Whether a question asks for the name of somebody, or of a thing that is told by one."""
    return bool(_NAMED.search(asked) or _THINGS.search(asked))


def names_whom(unit: Unit, question: Understood) -> bool:
    """Whether the unit gives a name where one is asked for: one that the question lacks.

    A lead-in ("… are:") passes, since what it leads to follows it.
    """
    asked = frozenset(w.casefold() for w in re.findall(r"[\w’'-]+", question.text))
    office = _OFFICE.search(question.text)
    if office and not question.compound and not _holds_office(office, unit, question):
        return False
    if _NAMED.search(question.text):
        return any(not _words(n) & asked for n in _people(unit, question))
    thing = _THINGS.search(question.text)
    if thing and not unit.said.rstrip().endswith(":"):
        return _names_thing(thing, unit, asked)
    if kinds.asks_who_somebody_is(question):
        return True
    if Wants.PERSON in question.wants and len(question.stems) > 2:
        people = _people(unit, question)
        return not people or any(not _words(name) & asked for name in people)
    return True


def _names_thing(thing: re.Match[str], unit: Unit, asked: frozenset[str]) -> bool:
    """Whether there is a proper name that the question lacks, by the thing's own word if it stands.

    "One college feared for its grant; Ada Whitcombe agreed" names no college.
    """
    opens = {m.start("word") for m in _OPENS.finditer(unit.said)}
    names = [
        len(unit.said[: m.start()].split())
        for m in _CAPITALS.finditer(unit.said)
        if _proper(m)
        and m.start() not in opens
        and m.group().casefold() not in asked
        and not kinds.is_common(m.group(), unit.document.ordinary)
    ]
    stem = terms.stem(thing.group().split()[-1].lower())
    places = [n for n, w in enumerate(unit.said.split()) if stem in terms.stems(w)]
    return any(not places or any(abs(n - at) <= BY_THING for at in places) for n in names)


def _proper(match: re.Match[str]) -> bool:
    """Whether capitals are a name's: letters alone ("ICO") only where a name must follow."""
    letters = match.group().isupper() and len(match.group()) > 1
    return not letters or bool(_NAME_FOLLOWS.search(match.string[: match.start()]))


def _holds_office(office: re.Match[str], unit: Unit, question: Understood) -> bool:
    """Whether somebody stands beside the office that is asked for; True where nobody is named.

    OFFICE_WORDS of the office's words stand within BESIDE words of the name, or in the headings
    above it. The body whose office it is stands in the same words, above them, or in what the paper
    is called.
    """
    words = terms.stems(unit.said)
    above = set(terms.stems(" ".join(unit.document.path(unit.block)[-2:])))
    body = set(terms.content_stems(office["body"] or ""))
    if not body <= {*words, *above, *terms.stems(unit.context)}:
        return False
    wanted = [stem for stem in terms.content_stems(office["office"]) if stem not in above]
    places = [[n for n, word in enumerate(words) if word == stem] for stem in wanted]
    people = _people(unit, question)
    if not people or not wanted:
        return True
    for name in people:
        first = terms.stems(name)[0]
        for at in (n for n, word in enumerate(words) if word == first):
            beside = sum(any(abs(n - at) <= BESIDE for n in some) for some in places)
            if beside >= OFFICE_WORDS * len(places):
                return True
    return False


def _people(unit: Unit, question: Understood) -> tuple[str, ...]:
    return kinds.people(unit.said, question, unit.document.ordinary)


def _words(name: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in re.findall(r"[\w’'-]{2,}", name)) - _TITLES

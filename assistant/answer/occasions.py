"""The occasion a question names: a day, a numbered part ("year one"), a meeting's own decision.

What was decided on another day, costs in another year of a contract, and what a board was only
asked to do, are on the subject and no answer.
"""

from __future__ import annotations

import re

from assistant.question import Understood, Wants
from assistant.retrieve.meetings import asks_of_meeting
from ingest.model import Facts
from ingest.structure.dates import MONTH, find_dates, month_number

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"\b{_DAY}\s+(?:of\s+)?{MONTH}", re.IGNORECASE),
    # "April 24" is a month of 2024 as like as not: the day wants its ending, or a year behind it.
    re.compile(
        rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th|(?=,?\s+(?:19|20)\d\d))", re.IGNORECASE
    ),
)
_ISO = re.compile(r"\b(?:19|20)\d\d-(?P<month>\d\d)-(?P<day>\d\d)\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_LABEL = r"(?P<label>year|phase|wave|stage|tier|lot|tranche|round|cohort)"
_LABELLED = re.compile(
    rf"\b{_LABEL}\s+(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\b(?![/–-]\d)", re.IGNORECASE
)
_ORDINAL = re.compile(rf"\b(?P<number>{'|'.join(_ORDINALS)})\s+{_LABEL}\b", re.IGNORECASE)
_ASKED_TO = re.compile(
    r"\b(?:is|are|was|were|be)\s+(?:\w+\s+)?(?:asked|recommended|invited|requested)\s+to\b"
    r"|\basks?\s+(?:the\s+)?(?:[\w()]+\s+){1,6}to\b"
    r"|\brecommended (?:that|to)\b|\bwill (?:decide|consider|be asked)\b",
    re.IGNORECASE,
)
_OF_MEETINGS = frozenset({"minutes", "transcript"})
_OF_ASKING = re.compile(r"\b(?:ask|recommend|invit|request|propos)\w*", re.IGNORECASE)

_OF_THE_PAST = re.compile(
    r"^\W*(?:and |so |but )?(?:what|which|how|why|who|when|where)\b[^?]{0,60}?"
    r"\b(?:did|was|were|has|have|had)\b",
    re.IGNORECASE,
)
_OF_INTENT = re.compile(
    r"\b(?:plan|propos|promis|expect|aim|intend|commit|requir|ask|want|agree|decid|approv|resolv|say"
    r"|said|target|next|will|would|should|going to|forecast|predict|hope|action|suggest)\w*",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:expected|due|planned|to)|expected (?:to|in|by)|plans? to"
    r"|(?:aims?|intends?|hopes?) to)\b",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"\b(?:was|were|had|has|have|did|been|became|made|gave|took|led|went|rose|fell)\b"
)
_NOT_PAST = frozenset(
    ["need", "needed", "expected", "planned", "intended", "based", "indeed", "proposed", "required"]
)
_ED = re.compile(r"\b\w{2,}ed\b")


def only_planned(said: str, question: Understood) -> bool:
    """Whether evidence only tells what is to come where the question asks what has been.

    What a review will assess is not what it found. A question after plans, decisions or sayings is
    let through, and so is what has any verb of the past.
    """
    asked = question.typed
    if Wants.DECISION in question.wants or _OF_INTENT.search(asked):
        return False
    if not _OF_THE_PAST.search(asked) or not _TO_COME.search(said):
        return False
    past = {m.group().lower() for m in _ED.finditer(said)} - _NOT_PAST
    return not past and not _WAS.search(said)


def days(text: str) -> frozenset[tuple[int, int]]:
    """The days that a text names, as (month, day), whatever the year."""
    found = {
        (month_number(m["month"]), int(m["day"]))
        for pattern in _DATES
        for m in pattern.finditer(text)
    }
    return frozenset(found | {(int(m["month"]), int(m["day"])) for m in _ISO.finditer(text)})


def months(text: str) -> frozenset[str]:
    """The months with their years that a text names, as "2024-03"."""
    return frozenset(date.iso[:7] for date in find_dates(text))


def parts(text: str) -> frozenset[tuple[str, int]]:
    """Numbered parts of something, as (label, number): "year one", "phase 2", "the third wave"."""
    found = set()
    for match in _LABELLED.finditer(text):
        said = match["number"].lower()
        number = int(said) if said.isdigit() else _NUMBERS.index(said) + 1
        found.add((match["label"].lower(), number))
    for match in _ORDINAL.finditer(text):
        found.add((match["label"].lower(), _ORDINALS.index(match["number"].lower()) + 1))
    return frozenset(found)


def names_one(question: Understood) -> bool:
    """Whether the question names a day or a numbered part."""
    asked = question.text
    return bool(days(asked) or parts(asked) or _months_met(asked))


def _months_met(asked: str) -> frozenset[str]:
    """The months of the meetings that a question speaks of."""
    return months(asked) if asks_of_meeting(asked) else frozenset()


def same_occasion(said: str, around: str, question: Understood) -> bool:
    """Whether evidence could be of the occasion that the question names.

    False where the question names a day or a numbered part that stands neither in `said` nor in
    `around`, the text and headings beside it with the document's title and date.
    """
    text = f"{around} {said}"
    day, part, month = days(question.text), parts(question.text), _months_met(question.text)
    if day and not day & days(text):
        return False
    if month and not day and not month & months(text):
        return False
    return not part or bool(part & parts(text))


def written_before(facts: Facts, question: Understood) -> bool:
    """Whether a paper was written for the very meeting whose decision is asked for.

    A board paper of 23 July cannot tell what the board decided on 23 July; its minutes can.
    """
    if Wants.DECISION not in question.wants or facts.type in _OF_MEETINGS or not facts.date:
        return False
    return bool(days(facts.date) & days(question.text))


def only_asked(said: str, lead: str, question: Understood) -> bool:
    """Whether a body is only asked to decide what the question says that it decided.

    `lead` is what the words stand under: "The Board is asked to:".
    """
    if Wants.DECISION not in question.wants or _OF_ASKING.search(question.text):
        return False
    return bool(_ASKED_TO.search(said) or re.search(r"\basked to\W*$", lead))

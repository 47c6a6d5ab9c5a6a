"""Which words of a question are pronouns, and what sort of thing each may stand for."""

from __future__ import annotations

import re
from functools import cache

from assistant.conversation.phrases import Phrase, words

_SORTS = (
    re.compile(r"\b(?:it|its|that one)\b", re.IGNORECASE),
    re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE),
    re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE),
)
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor)\b")
_NAME = re.compile(r"[A-Z][a-z'’]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?|[A-Z]")
_WHO_DOES = re.compile(r"\bwho(?:['’]s|\s+(?!(?:is|was|did|does|has|will)\b)\w+)", re.IGNORECASE)


def pronouns(text: str) -> str:
    """The question with "##" for each "IT" that means information technology; as long as it was.

    "IT" in capitals is no pronoun unless the whole question is, nor is any after "the" or "our".
    """
    shouted = not any(c.islower() for c in text)
    return _not_it(shouted).sub(lambda m: m.group()[:-2] + "##", text)


@cache
def _not_it(shouted: bool) -> re.Pattern[str]:
    after = rf"\b(?i:(?:{'|'.join(sorted(words().owning))})\s+it)\b(?!['’])"
    return re.compile(after if shouted else rf"{after}|\bIT\b")


def several_sorts(text: str) -> bool:
    """Whether pronouns of a question speak of unlike things: "how much did they spend on it?"."""
    return sum(bool(sort.search(text)) for sort in _SORTS) > 1


def a_person(phrase: Phrase, question: str) -> bool:
    """Whether a phrase of a question is surely somebody's name: by a title, or by "who is …?"."""
    if not may_be_meant_by_she(phrase, question):
        return False
    asked = re.match(r"who(?:['’]s|\s+(?:is|was))\s*$", question[: phrase.start], re.IGNORECASE)
    return bool(asked or _TITLE.match(phrase.text))


def may_be_meant_by_she(phrase: Phrase, question: str) -> bool:
    """Whether a phrase of a question may be somebody's name: two to four names, none a body's.

    Where it asks who does something ("who chairs …?"), "she" is whoever the answer says.
    """
    parts = phrase.text.replace(".", "").split()
    if not phrase.named or not 2 <= len(parts) <= 4 or phrase.definite:
        return False
    if not all(_NAME.fullmatch(part) for part in parts) or parts[-1].endswith(("'s", "’s")):
        return False
    if {part.lower().removesuffix("s") for part in parts} & words().bodies:
        return False
    if {part.lower() for part in parts} & (words().bodies | words().months):
        return False
    if re.search(r"\b(?:in|at|near|across)\s+$", question[: phrase.start], re.IGNORECASE):
        return False
    return bool(_TITLE.match(phrase.text)) or not _WHO_DOES.match(question)

"""The runs of words in a question that may name a thing: what a follow-up can speak of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.retrieve.terms import content_stems

_PATTERNS = ("empty", "one", "several", "person", "whose")
LONGEST = 9  # words of a phrase
LONGEST_QUESTION = 16  # words of a question in which something is put in another's place
_WORD = re.compile(r"[^\W_]+(?:[-/&.][^\W_]+)*(?:['’]s?(?=\W|$))?|&")
_WHICH = re.compile(
    r"^(?:which|what)\s+(?P<what>(?:[\w'’-]+\s+){1,4}?)(?P<be>is|are|was|were|has|have|had|do|does|did|"
    r"comes?|came|will|can)\s+(?P<rest>.+?)\??$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^\W*(?:(?:and|so|but|ok)\s+)?how many\s", re.IGNORECASE)
ASKS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must|who|what|which|"
    r"when|where|why|how|i|you|we)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that may name a thing: `text[start:end]` of a question.

    `sure` where what stands before it, or a capital, says that it is no verb with its object;
    `counted` where the question asks how many of it there are.
    """

    text: str
    start: int
    end: int
    named: bool
    plural: bool
    definite: bool
    sure: bool = True
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`, as sets or as patterns."""

    openings: frozenset[str]
    ending_verbs: frozenset[str]
    joins: frozenset[str]
    before: frozenset[str]
    determiners: frozenset[str]
    nouns: frozenset[str]
    asking: frozenset[str]
    doings: frozenset[str]
    being: frozenset[str]
    months: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    owning: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]


def phrases(text: str) -> tuple[Phrase, ...]:
    """The runs of words in a question that may name a thing, in order.

    A grammar would know more; this goes by stop words, determiners, prepositions and capitals, and
    by the head of "which X are Y?", which reads "the X that are Y".
    """
    asked = _WHICH.match(text)
    found: list[Phrase] = []
    if asked and content_stems(asked.group("what")):
        what, be, rest = (asked.group(n).strip() for n in ("what", "be", "rest"))
        plural = be.lower() in ("are", "were", "have", "do") or what.lower().endswith("s")
        if be.lower() not in ("do", "does", "did", "can", "will"):
            said = f"the {what} that {be} {rest}"
            if len(said.split()) <= LONGEST + 3:
                found.append(Phrase(said, 0, len(text), False, plural, True))
    known = words()
    run: list[re.Match[str]] = []
    before = ""  # the word that stands before the run
    tokens = list(_WORD.finditer(text))
    for at, token in enumerate(tokens):
        low = token.group().lower().replace("’", "'")
        content = low not in known.openings and (low in known.nouns or bool(content_stems(low)))
        gap = text[run[-1].end() : token.start()] if run else " "
        if run and (gap.strip(" \"“”'‘") or not (content or low in known.joins)):
            found += _cut(text, run, before, after=low)
            run = []
        if content or (low in known.joins and run) or (not run and low in known.determiners):
            before = before if run or not at else tokens[at - 1].group().lower()
            run.append(token)
    found += _cut(text, run, before)
    return tuple(found)


def _cut(text: str, run: list[re.Match[str]], before: str, after: str = "") -> list[Phrase]:
    """The phrases in a run of words: its subject where a verb must follow, and the rest."""
    known = words()
    made: list[Phrase | None] = []
    lows = [m.group().lower() for m in run]
    asking = bool(ASKS.match(text)) and after not in known.being
    named_of = len(run) > 1 and lows[1] in known.joins  # "building of the quay"
    subject = before in known.asking and asking and not named_of
    if len(run) > 1 and subject and lows[0] not in known.determiners:
        capitals = 0
        while capitals < len(run) and run[capitals].group()[0].isupper():
            capitals += 1
        subject_ends = capitals or 1
        while subject_ends < len(run) and re.search(r"[A-Z\d]", run[subject_ends].group()):
            subject_ends += 1  # "risk R-2"
        made.append(_phrase(text, run[:subject_ends], before))
        run = run[subject_ends + 1 :]  # the verb stands between
    elif len(run) > 1 and asking and lows[-2] not in known.joins | known.determiners:
        deed = lows[-1] in known.ending_verbs or (not after and lows[-1].endswith("ed"))
        run = run[:-1] if deed else run
    if len(run) > 2 and subject and lows[0] in known.determiners:
        verb = _verb(run, after)
        if verb:
            made.append(_phrase(text, run[:verb], before))
            run = run[verb + 1 :]
    if len(run) > 1 and before == "who" and not run[0].group()[0].isupper():
        run = run[1:]  # "who owns risk R-2"
    lows = [m.group().lower() for m in run]
    starts = [
        at + (lows[at] in known.before)
        for at in range(1, len(run) - 1)
        if lows[at] in known.determiners or lows[at] in known.before
    ]
    # A verb at its beginning: what follows a determiner or preposition is the thing.
    may_be_verb = before not in known.being and not known.determiners.issuperset(lows[:1])
    if may_be_verb and starts and not run[0].group()[0].isupper():
        run, before = run[starts[0] :], lows[starts[0] - 1]
    made.append(_phrase(text, run, before))
    return [phrase for phrase in made if phrase is not None]


def _verb(run: list[re.Match[str]], after: str) -> int | None:
    """Where the verb stands in "the quay works cost in 2026", or "the appeal reach (its)"."""
    known = words()
    lows = [m.group().lower() for m in run]
    if after in known.determiners:
        return len(run) - 1
    ends = lows[-1] in known.ending_verbs
    for at in range(len(run) - 2, 1, -1):
        if lows[at + 1] in known.determiners and lows[at] not in known.joins:
            return at
        if not ends and lows[at] in known.ending_verbs and lows[at + 1] in known.before:
            return at
    return None


def _phrase(text: str, run: list[re.Match[str]], before: str) -> Phrase | None:
    known = words()
    lows = [m.group().lower() for m in run]
    first, last = 0, len(run)
    while last and lows[last - 1] in known.joins | known.determiners:
        last -= 1
    while first < last and lows[first] in (known.joins | known.before) - known.determiners:
        first += 1
    run, lows = run[first:last], lows[first:last]
    if not run or len(run) > LONGEST or not content_stems(" ".join(lows)):
        return None
    said = text[run[0].start() : run[-1].end()]
    named = any(m.group()[0].isupper() for m in run if m.start() > 0)
    head = re.split(r" (?:of|for|in|on|at) ", said)[0]
    plural = bool(re.search(r"[^s’']s$", head)) and not head.isupper()
    definite = lows[0] in known.determiners
    counted = before in ("many", "number") and bool(_COUNTED.match(text))
    before_it = before in known.before | known.being | known.asking or counted
    alone = said == text.strip(" ?.!")
    sure = definite or before_it or alone or (run[0].start() > 0 and said[0].isupper())
    sure = sure and lows[0] not in ("its", "their")  # whose that is would be lost
    return Phrase(said, run[0].start(), run[-1].end(), named, plural, definite, sure, counted)


@cache
def words() -> Words:
    """What tells a follow-up and a phrase, from `words.toml` beside this module."""
    read = tomllib.loads(files("assistant.conversation").joinpath("words.toml").read_text("utf8"))

    def either(name: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(read[name])})\b(?!['’-])", re.IGNORECASE)

    sets = {name: frozenset(listed) for name, listed in read.items() if name not in _PATTERNS}
    return Words(**sets, patterns={name: either(name) for name in _PATTERNS})

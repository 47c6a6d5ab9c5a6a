"""Whether a figure could be the one asked for: it counts the thing, and the sum pays for it.

"A four weekly schedule" tells no number of stops, "wave 1" none of services, and "£200" none of
planters. What a figure counts stands close to it, above it, or in the same row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile

from assistant.answer import kinds
from assistant.answer.features import related
from assistant.question import Understood, Wants
from assistant.retrieve import terms

NEAR = 9  # words between a figure and what it counts
CLOSE = 4  # words between a figure and the people whom it counts, or a "one" and what it counts
REST = 0.6  # share of the question's other words with which a figure is taken for the one asked for
PAID_FOR = 0.3  # share of the words for what a sum was paid for that evidence holds at least,
ENOUGH = 2  # or so many of them
_COUNT = re.compile(
    r"\b(?:how many|(?:the|what) number of)\s+(?P<thing>(?:[\w'’&/-]+\s*){1,6})"
    r"|(?<!in )\bwhat (?P<value>weight(?:ing)?|score|mark|turnout|capacity|attendance|headcount)\b",
    re.IGNORECASE,
)
# What some of those spoken of do or are: "how many of them work nights?".
_SOME_OF = re.compile(
    r"\bhow many of (?:them|those|these|the [\w’'-]+)\s+(?P<do>[^?.!;]+)", re.IGNORECASE
)
SOME = 0.5  # share of those words that evidence holds at least
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """`quantities.toml`, read: sets of words and stems, and compiled patterns."""

    ends: frozenset[str]
    anybody: frozenset[str]
    of_money: frozenset[str]
    doers: re.Pattern[str]
    acts: re.Pattern[str]
    measured: re.Pattern[str]
    otherwise: re.Pattern[str]
    elided: re.Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(files("assistant.answer").joinpath("quantities.toml").read_text("utf8"))
    time, length = table["time"], table["length"]
    figure = rf"(?:\d[\d.,]*|{kinds.NUMBER_WORD}|several|few)"

    def pattern(*parts: str) -> re.Pattern[str]:
        whole = "|".join(parts)
        for name, words in (("figure", figure), ("time", time), ("length", length)):
            whole = whole.replace(f"{{{name}}}", words)
        return re.compile(whole, re.IGNORECASE)

    return _Words(
        ends=frozenset(table["ends"].split()),
        anybody=frozenset(map(terms.stem, table["anybody"].split())),
        of_money=frozenset(map(terms.stem, table["of_money"].split())),
        doers=pattern(table["doers"]),
        acts=pattern(table["acts"]),
        measured=pattern(r"^(?:working |calendar )?(?:{time}|{length}|pounds|pence)\b"),
        otherwise=pattern(*table["otherwise"]),
        elided=pattern(*table["elided"]),
    )


def thing_counted(question: str) -> str:
    """The stem of what a "how many …" counts or a "what weight …" asks for, else "".

    That is the last plural, or word for people, before an auxiliary or preposition ("new care
    workers moved under" → worker), else the last word.
    """
    known, match = _words(), _COUNT.search(question)
    if match is None or known.measured.match(match["thing"] or ""):
        return ""
    phrase = takewhile(
        lambda w: w not in known.ends, terms.tokens(match["value"] or match["thing"])
    )
    words = [w for w in phrase if w not in terms.stop_words()]
    plural = [w for w in words if (w.endswith("s") and not w.endswith("ss")) or _person(w)]
    return terms.stem((plural or words)[-1]) if words else ""


def counts_it(said: str, above: str, question: Understood, *, row: bool) -> bool:
    """Whether some figure in `said` could count what the question counts; True for other questions.

    A figure of time, money or length, and a number that is a label, count nothing. The thing
    counted, or a word for it, stands within NEAR words of the figure, or `above` it in a heading or
    lead-in; in a table's `row` anywhere. Of "people", a figure of any sort of people may tell.
    People ask after "guns" where a paper tells of pistols: a figure passes, too, where REST of the
    question's other words stand beside it, and any does for two questions in one. Of "how many of
    them …" SOME of the words for what they do must be there.
    """
    thing = thing_counted(question.typed)
    if not thing:
        return _some_of(said, above, question)
    known = _words()
    left = known.otherwise.sub(" ¦ ", kinds.figures(kinds.without(said, question.typed)))
    words = terms.tokens(left)
    places = [i for i, w in enumerate(words) if w[0].isdigit() or kinds.NUMBER.fullmatch(w)]
    if not places:
        return False
    if known.elided.search(said) or question.compound:
        return True
    wanted, of_people = _words_for(thing), thing in known.anybody
    if not of_people and (row or any(_is(wanted, s) for s in terms.stems(above))):
        return True
    at = [
        i
        for i, w in enumerate(words)
        if _is(wanted, terms.stem(w)) or (of_people and (_person(w) or known.acts.search(w)))
    ]
    return _tells_of(said, above, question, thing) or any(
        abs(i - j) <= (CLOSE if of_people or words[j] == "one" else NEAR)
        for i in at
        for j in places
    )


def _some_of(said: str, above: str, question: Understood) -> bool:
    """Whether what some of those spoken of do is told: True for other questions."""
    asked = _SOME_OF.search(question.typed)
    do = set(terms.content_stems(asked["do"])) if asked else set()
    return not do or _held(do, said, above) >= SOME * len(do)


def _tells_of(said: str, above: str, question: Understood, thing: str) -> bool:
    """Whether most of the question's words stand there, but for what it counts."""
    if _person(thing) or _person(f"{thing}s"):  # a number of other people is no number of these
        return False
    rest = [s for s in question.stems if s != thing and not s[0].isdigit()]
    return len(rest) > 1 and _held(rest, said, above) >= REST * len(rest)


def priced(said: str, above: str, question: Understood) -> bool:
    """Whether a sum could be that of what the question asks about.

    False only where the question asks for money, and `said` with what stands `above` it has less
    than PAID_FOR or ENOUGH of the words for the thing; names and words of money are none. Of two
    questions in one it is not known which words go with the sum.
    """
    if Wants.MONEY not in question.wants or question.leaning or question.compound:
        return True
    names = {m.group().lower() for m in _CAPITAL.finditer(question.typed[1:])}
    words = (w for w in terms.content_words(question.typed) if w not in names)
    told = (w for w in words if not w[0].isdigit() and not kinds.NUMBER.fullmatch(w))
    own = {terms.stem(w) for w in told} - _words().of_money
    return _held(own, said, above) >= min(ENOUGH, PAID_FOR * len(own))


def _held(stems: Iterable[str], said: str, above: str) -> int:
    """How many of some stems, or words for them, stand in `said` or `above` it."""
    there = terms.stems(f"{above} {said}")
    return sum(any(_is(words, one) for one in there) for words in map(_words_for, stems))


def _person(word: str) -> bool:
    return terms.stem(word) in _words().anybody or bool(_words().doers.search(word))


def _is(wanted: frozenset[str], stem: str) -> bool:
    return stem in wanted or any(related(word, {stem}) for word in wanted)


def _words_for(stem: str) -> frozenset[str]:
    """A stem with those of the everyday words that stand for it."""
    return _same().get(stem, frozenset()) | {stem}


@cache
def _same() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, others in terms.same_words().items():
        key = terms.stem(word)
        found[key] = found.get(key, frozenset()) | {terms.stem(o) for o in others}
    return found

"""Whether a figure could be the number that is asked for: it counts the thing, and not time or money.

"A four weekly schedule" tells no number of stops, "wave 1" none of services, and "£200" none of
planters. What a figure counts stands close to it, above it, or in the same row.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.answer import kinds
from assistant.answer.features import related
from assistant.question import Understood, Wants
from assistant.retrieve import terms

NEAR = 9  # words between a figure and what it counts
_COUNT = re.compile(
    r"\b(?:how many|(?:the|what) number of)\s+(?P<thing>(?:[\w'’&/-]+\s*){1,6})", re.IGNORECASE
)
_FIGURE = rf"(?:\d[\d.,]*|{kinds.NUMBER_WORD}|several|few)"
_TIME = r"(?:sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|hourly|days?|daily|nights?|weeks?|weekly|fortnights?|months?|monthly|years?|yearly|yrs?|decades?|centur(?:y|ies))"
_LENGTH = r"(?:miles?|km|kilomet\w+|met(?:re|er)s?|cm|mm|inch(?:es)?|feet|ft|hectares?|acres?)"
_OTHERWISE = re.compile(
    rf"\b{_FIGURE}(?:[\s–-]+(?:to|or|and)?\s*{_FIGURE})?[\s-]+(?:(?:working|calendar|clinical|further|more)\s+)?(?:{_TIME}|{_LENGTH})\b"
    r"|[£$€]\s?\d[\d.,]*(?:\s?(?:million|billion|bn|m|k)\b)?|\b\d[\d.,]*\s?(?:pounds|pence)\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[:.]\d\d\b|(?<!-)\bone (?:of|another|or more|or two)\b"
    r"|\b(?:no|any|some|every|each|more than|less than) one\b|\bone[- ](?:stop|off|way|to[- ]one)\b"
    r"|\b[A-Za-z]{1,4}-?\d+\b|\b(?:wave|lot|tranche|cohort|round|grade|ward|room|year|week|category|"
    r"type|gate|question|rule|principle|risk|action|decision|recommendation|priority|goal|domain|"
    r"theme|standard|regulation|act|page|chapter|volume|issue|form|model|zone|area|site|group)\s+"
    r"(?:\d+(?:\.\d+)*|one|two|three|four|five|six)\b(?!\s*(?:%|per))",
    re.IGNORECASE,
)
# The thing is not said again: "there were 41", "twelve of them".
_ELIDED = re.compile(
    rf"\bthere (?:were|are|was|have been) (?:about |around |some |only |over )?{_FIGURE}(?=\W*$|[.,;])"
    rf"|\b{_FIGURE} of (?:them|these|those|which|whom)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(rf"^(?:working |calendar )?(?:{_TIME}|{_LENGTH}|pounds|pence)\b", re.IGNORECASE)
_ENDS = frozenset(
    "a an the is are was were be been do does did has have had can could will would should may might"
    " must shall of in on at for from to by with per there these those this that they we you it who"
    " which were each as if when between across within under over during since after before and or"
    .split()
)  # fmt: skip
_ANYBODY = frozenset(
    map(
        terms.stem,
        "people person persons staff individuals members adults children men women residents users"
        " clients visitors patients employees colleagues participants attendees delegates volunteers"
        " others items things ones times".split(),
    )
)
_OF_MONEY = frozenset(
    map(
        terms.stem,
        "cost costs costing price pay paid payment spend spent spending budget sum amount money funding"
        " fund grant charge fee year annual yearly total worth value million much contribute receive"
        " received give gave given agree agreed say said quote".split(),
    )
)
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")


def thing_counted(question: str) -> tuple[str, ...]:
    """The stems of what a "how many …" counts, up to the verb or preposition; () for no such one."""
    match = _COUNT.search(question)
    if match is None or _MEASURED.match(match["thing"]):
        return ()
    words = []
    for word in terms.tokens(match["thing"]):
        if word in _ENDS:
            break
        words.append(word)
    stops = terms.stop_words()
    return tuple(terms.stem(w) for w in words if w not in stops)


def counts_it(said: str, above: str, question: Understood, *, row: bool) -> bool:
    """Whether some figure in `said` could count what the question counts; True where it counts none.

    A figure of time, money or length, and a number that is a label, count nothing. The thing
    counted, or a word for it, stands within NEAR words of the figure, or `above` it in a heading or
    lead-in; in a table's `row` anywhere. Of people ("how many came?") any figure may tell.
    """
    thing = thing_counted(question.typed)
    if not thing:
        return True
    left = _OTHERWISE.sub(" \u00a6 ", kinds.figures(kinds.without(said, question.typed)))
    words = terms.tokens(left)
    places = [i for i, w in enumerate(words) if w[0].isdigit() or kinds.NUMBER.fullmatch(w)]
    if not places:
        return False
    if _ELIDED.search(said):
        return True
    wanted = {stem for word in thing for stem in _words_for(word)}
    if wanted & _ANYBODY or row or any(_any_of(wanted, s) for s in terms.stems(above)):
        return True
    at = [i for i, w in enumerate(words) if _any_of(wanted, terms.stem(w))]
    return any(abs(i - j) <= NEAR for i in at for j in places)


def priced(said: str, above: str, question: Understood) -> bool:
    """Whether a sum could be that of what the question asks about.

    False only where the question asks for money, and neither `said` nor what stands `above` it has
    any word for the thing paid for; names ("the Friends") and words of money are no such word.
    """
    if Wants.MONEY not in question.wants or question.leaning:
        return True
    names = {m.group().lower() for m in _CAPITAL.finditer(question.typed[1:])}
    words = (w for w in terms.content_words(question.typed) if w not in names)
    own = {terms.stem(w) for w in words if not w[0].isdigit()} - _OF_MONEY
    if not own:
        return True
    wanted = {stem for word in own for stem in _words_for(word)}
    return any(_any_of(wanted, stem) for stem in terms.stems(f"{above} {said}"))


def _any_of(wanted: set[str], stem: str) -> bool:
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

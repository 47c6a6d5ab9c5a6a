"""What evidence must hold before it can answer: the things a question names, and what it asks for.

`kinds` checks the sort of thing; this is what stands in the question itself. An answer about
"deliverable K7" that never says K7, a telephone number without digits, a year's figure from
another year, or a sentence that only puts the same question again, is related and no answer.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.answer import occasions, offices, quantities
from assistant.answer.evidence import Unit
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from ingest.model import BlockKind

_CODE = re.compile(r"\b(?!(?:FY|CY)-?\d|Q[1-4]\b)[A-Za-z]{1,5}-?\d{1,4}[a-z]?\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<![\d.,/£$€-])(?P<from>(?:19|20)?\d\d)\s?[/–‑-]\s?(?P<to>(?:19|20)?\d\d)(?![\d/%]|\.\d|[‑-]\d)"
)
_YEAR = re.compile(r"(?<![\d.,/£$€–‑-])(?:19|20)\d\d(?![\d/–‑%]|[.,]\d|-\d)")
_BROKEN = re.compile(r"\b([12]) (\d{3}\s?[/–-]\s?\d\d)\b")  # "2 015/16", as a PDF sets it
# "£8.4m (£11.2m in 2023/24)": the year before, beside the one that is told.
_COMPARED = re.compile(r"\([^()]*\d[^()]*\)|\bcompared (?:to|with) (?:19|20)\d\d(?:[/–-]\d\d)?")
_SEASON = re.compile(
    r"\b(spring|summer|autumn|winter)\s+(?:of\s+)?((?:19|20)\d\d)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"(?:&lt;|<)[a-z][\w\s-]{2,40}(?:&gt;|>)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SUBORDINATE = re.compile(r"\b(?:before|after|until|till|once|unless|while|if)\b", re.IGNORECASE)
TOLD = 20  # words of other sentences with which a unit that ends in a question tells something
SHORTEST = 4  # words of a question's main clause
_OF_QUESTIONS = re.compile(r"\b(?:ask|quer|question|find out|want to know|wonder)", re.IGNORECASE)
_SAID_BY = re.compile(
    r"\bwhat (?:did|had|has|have) (?P<who>(?:[\w’'&-]+\s+){1,6}?)"
    r"(?:say|said|think|thought|argue|reply|complain|object)"
    # Not "what did they say the budget should be?": that asks for the budget.
    r"(?=\s*(?:[?.!,]|$)|\s+(?:about|on|of|in|at|to|when|regarding|against|for|after|during)\b)",
    re.IGNORECASE,
)
_PAPERS = (
    "paper", "report", "plan", "document", "policy", "letter", "review", "survey", "strategy",
    "guidance", "minutes", "contract", "law", "act", "section", "clause", "table", "inspection",
    "audit", "evaluation", "briefing", "agreement", "statement", "consultation", "approach", "page",
)  # fmt: skip
# Of whom minutes tell what each one said.
_EVERYBODY = (
    "meeting", "board", "committee", "cabinet", "council", "panel", "group", "team", "members",
    "trustees", "participants", "attendees", "speakers", "people",
)  # fmt: skip
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|w)|told|tells?|felt|feels?|thought|thinks?|found|finds?|(?:ask|fear|argu|"
    r"believ|view|opinion|concern|worr|want|welcom|oppos|object|support|agree|disagree|stat|report|"
    r"comment|respon|repl|rais|question|suggest|explain|express|stress|prais|critici|complain|call|"
    r"propos|recommend|conclud|advis|warn|confirm|describ|consider|not(?:e[ds]|ing)|highlight|"
    r"emphasi|outlin|remind|thank|regret|accept|reject)\w*)\b|[\"“”]",
    re.IGNORECASE,
)


@cache
def _table(name: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    loaded = tomllib.loads(files("assistant.answer").joinpath(name).read_text("utf8"))
    return tuple(
        (
            re.compile("|".join(one["asked"]), re.IGNORECASE),
            re.compile("|".join(one["held"]), re.IGNORECASE),
        )
        for one in loaded.values()
    )


def codes(text: str) -> frozenset[str]:
    """Letters and digits that name one thing ("K7", "RISK-012"), folded."""
    return frozenset(m.group().casefold().replace("-", "") for m in _CODE.finditer(text))


def years(text: str) -> frozenset[str]:
    """Years, and spans of two years as one ("2015/16" and "15-16" are the same)."""
    spans, text = set(), _BROKEN.sub(r"\1\2", text)
    for match in _SPAN.finditer(text):
        first, last = match["from"][-2:], match["to"][-2:]
        if (int(first) + 1) % 100 == int(last):
            spans.add(f"{first}/{last}")
    return frozenset(spans | {m.group() for m in _YEAR.finditer(text)})


def same_time(said: str, around: str, question: str) -> bool:
    """Whether evidence could speak of the time that the question names.

    False only where the question names a year, a span of two years or a season, and `said` names
    others of the same sort but not that one, nor does the text around it. Of a span ("2015/16")
    nothing need be said where others stand around. A year in brackets is only compared with.
    """
    for read in (_spans_only, _seasons, _years_only):
        wanted = read(question)
        own = said if wanted & read(said) else _COMPARED.sub(" ", said)
        told = read(own) or (read(around) if read is _spans_only else frozenset())
        if wanted and told and not wanted & told and not wanted & read(around):
            return False
    return True


def time_agrees(unit: Unit, question: Understood) -> float:
    """How well a unit agrees with the years that a question names, 0…1.

    1 where the unit or its headings name one of them, 0 where they name only others; where they
    name none it depends on the text around: 0.8 one of them, 0.4 none at all, 0.2 only others.
    0.8 for a question that names no year.
    """
    wanted = years(question.text)
    if not wanted:
        return 0.8
    told = years(unit.said) or years(" ".join(unit.document.path(unit.block)))
    if told:
        return float(bool(wanted & told))
    around = years(unit.context) | years(unit.near)
    if wanted & around:
        return 0.8
    return 0.2 if around else 0.4


def _spans_only(text: str) -> frozenset[str]:
    return frozenset(y for y in years(text) if "/" in y)


def _years_only(text: str) -> frozenset[str]:
    plain = {y for y in years(text) if "/" not in y}
    for span in _spans_only(text):
        first, last = span.split("/")
        plain |= {f"20{first}", f"20{last}", f"19{first}", f"19{last}"}
    return frozenset(plain)


def _seasons(text: str) -> frozenset[str]:
    return frozenset(f"{m[1]} {m[2]}".casefold() for m in _SEASON.finditer(text))


def met(unit: Unit, question: Understood) -> bool:
    """Whether a unit can answer at all: see the module's docstring."""
    said, asked = unit.said, question.typed
    if _only_puts_it_again(said) and not _OF_QUESTIONS.search(asked):
        return False
    if _EMPTY.search(said):
        return False
    for ask, hold in _table("needs.toml"):
        if ask.search(asked) and not hold.search(said):
            return False
    main, told = _main(asked), f"{_above(unit)} {said}"
    for ask, hold in () if question.compound else _table("events.toml"):
        if ask.search(main) and not hold.search(told):
            return False
    if occasions.only_planned(said, question) or not _counts(unit, question):
        return False
    if not offices.names_whom(unit, question) or not _says(unit, question):
        return False
    around = f"{unit.context} {' '.join(unit.document.path(unit.block))} {unit.near}"
    # The next meeting's date stands near what was decided, and is not when.
    beside = unit.document.about if Wants.DECISION in question.wants else around
    if not occasions.same_occasion(said, beside, question):
        return False
    if occasions.written_before(unit.document.record.facts, question):
        return False
    if occasions.only_asked(said, unit.context, question):
        return False
    named = codes(asked)
    if named and not named & (codes(said) | codes(around)):
        return False
    return same_time(said, around, asked)


def _only_puts_it_again(said: str) -> bool:
    """Whether a unit ends in a question and tells little before it."""
    if not said.rstrip().endswith("?"):
        return False
    told = [s for s in _SENTENCE_END.split(said.strip()) if not s.endswith("?")]
    return sum(len(s.split()) for s in told) < TOLD


def _main(asked: str) -> str:
    """The question without the clause that tells of another time or condition."""
    main = _SUBORDINATE.split(asked, maxsplit=1)[0]
    return main if len(main.split()) >= SHORTEST else asked


def asks(question: Understood) -> bool:
    """Whether the question names or asks for anything that is checked here."""
    asked = question.typed
    return bool(
        any(ask.search(asked) for ask, _ in _table("needs.toml"))
        or offices.asks_for_name(asked)
        or codes(asked)
        or years(asked)
        or _seasons(asked)
        or occasions.names_one(question)
    )


def _counts(unit: Unit, question: Understood) -> bool:
    said, above, row = unit.said, _above(unit), unit.block.kind in (BlockKind.ROW, BlockKind.FIELD)
    counted = quantities.counts_it(said, above, question, row=row)
    return counted and quantities.priced(said, above, question)


def _above(unit: Unit) -> str:
    """The heading or lead-in that the unit stands under, "" for the title alone."""
    return unit.context.partition(" › ")[2].rpartition(" › ")[2]


def _says(unit: Unit, question: Understood) -> bool:
    """Whether somebody says something, where what somebody said is asked: being told is not that.

    In a transcript every turn is somebody's saying, and a paper "says" what stands in it.
    """
    asked = _SAID_BY.search(question.typed)
    if not asked or unit.document.record.facts.type == "transcript":
        return True
    who = set(terms.content_stems(asked["who"])) - set(map(terms.stem, _EVERYBODY))
    paper = who & {*terms.stems(unit.document.about), *map(terms.stem, _PAPERS)}
    if not who or paper or any(c.isdigit() for stem in who for c in stem):
        return True
    path = " ".join(unit.document.path(unit.block))
    return bool(_SAYING.search(unit.said)) and bool(who & set(terms.stems(f"{unit.said} {path}")))

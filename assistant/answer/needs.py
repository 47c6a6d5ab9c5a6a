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

from assistant.answer import kinds, occasions, quantities
from assistant.answer.evidence import Unit
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from ingest.model import BlockKind

_CODE = re.compile(r"\b(?!(?:FY|CY)-?\d|Q[1-4]\b)[A-Za-z]{1,5}-?\d{1,4}[a-z]?\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<![\d.,/£$€-])(?P<from>(?:19|20)?\d\d)\s?[/–-]\s?(?P<to>(?:19|20)?\d\d)(?![\d/%]|\.\d|-\d)"
)
_YEAR = re.compile(r"(?<![\d.,/£$€–-])(?:19|20)\d\d(?![\d/–%]|[.,]\d|-\d)")
_BROKEN = re.compile(r"\b([12]) (\d{3}\s?[/–-]\s?\d\d)\b")  # "2 015/16", as a PDF sets it
# "£8.4m (£11.2m in 2023/24)": the year before, beside the one that is told.
_COMPARED = re.compile(r"\([^()]*\d[^()]*\)|\bcompared (?:to|with) (?:19|20)\d\d(?:[/–-]\d\d)?")
_SEASON = re.compile(
    r"\b(spring|summer|autumn|winter)\s+(?:of\s+)?((?:19|20)\d\d)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"(?:&lt;|<)[a-z][\w\s-]{2,40}(?:&gt;|>)")
BESIDE = 12  # words between somebody's name and the office that they hold
_OF_QUESTIONS = re.compile(r"\b(?:ask|quer|question|find out|want to know|wonder)", re.IGNORECASE)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "cllr"})
# Things that are told by their proper names.
_THINGS = re.compile(
    r"(?:\bwhich|(?<!with )(?<!than )(?<!to )(?<!of )(?<!from )\bwhat)\s+(?:\w+\s+)?"
    r"(?:towns?|cit(?:y|ies)|villages?|countr(?:y|ies)|charit(?:y|ies)|compan(?:y|ies)|venues?"
    r"|consultanc(?:y|ies)|hospitals?|systems?|vendors?|agenc(?:y|ies)|suppliers?|contractors?"
    r"|firms?|bidders?|banks?|universit(?:y|ies)|unions?|surgeons?|consultants?|councillors?"
    r"|trustees?|governors?|actors?|actress|singers?|bands?)\b",
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
    r"\bwho(?:['’]?s|\s+is|\s+was)\s+(?:the|our|its|their|[\w-]+['’]s)\s+"
    r"(?P<office>(?:[\w-]+\s+){0,4}?(?:chair\w*|director|officer|secretary|treasurer|manager|lead|"
    r"governor|president|registrar|mayor|leader|clerk|nurse|midwife|accountant|executive))\b"
    r"(?:\s+(?:at|of|for|in)\s+(?:the\s+)?(?P<body>(?-i:[A-ZÀ-Þ])[\w’'-]+(?:\s+(?-i:[A-ZÀ-Þ])[\w’'-]+)*))?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\bnames? of (?:the|that|their|our)\b|['’]s name\b|\bby name\b"
    r"|\b(?:need|want|know|tell me|give me) the names?\b"
    r"|\bwho(?:['’]?s| is| are| was| were)\b.*\bname\b",
    re.IGNORECASE,
)

_SAID_BY = re.compile(
    r"\bwhat (?:did|had|has|have) (?P<who>(?:[\w’'&-]+\s+){1,6}?)"
    r"(?:say|said|think|thought|argue|reply|complain|object)\b",
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
    if said.rstrip().endswith("?") and not _OF_QUESTIONS.search(asked):
        return False
    if _EMPTY.search(said):
        return False
    for ask, hold in _table("needs.toml"):
        if ask.search(asked) and not hold.search(said):
            return False
    for ask, hold in () if question.compound else _table("events.toml"):
        if ask.search(asked) and not hold.search(f"{_above(unit)} {said}"):
            return False
    if occasions.only_planned(said, question) or not _counts(unit, question):
        return False
    if not _names(unit, question) or not _says(unit, question):
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


def asks(question: Understood) -> bool:
    """Whether the question names or asks for anything that is checked here."""
    asked = question.typed
    return bool(
        any(ask.search(asked) for ask, _ in _table("needs.toml"))
        or _NAMED.search(asked)
        or _THINGS.search(asked)
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


def _names(unit: Unit, question: Understood) -> bool:
    """Whether the unit gives a name where one is asked for: one that the question lacks.

    A lead-in ("… are:") passes, since what it leads to follows it.
    """
    asked = frozenset(w.casefold() for w in re.findall(r"[\w’'-]+", question.text))
    office = _OFFICE.search(question.text)
    if office and not _holds_office(office, unit, question):
        return False
    if _NAMED.search(question.text):
        return any(not _words(n) & asked for n in _people(unit, question))
    if _THINGS.search(question.text) and not unit.said.rstrip().endswith(":"):
        fresh = {m.group().casefold() for m in _CAPITALS.finditer(unit.said) if _proper(m)}
        fresh -= {m.group("word").casefold() for m in _OPENS.finditer(unit.said)}
        return bool(fresh - asked - unit.document.ordinary - kinds.office_words())
    if kinds.asks_who_somebody_is(question):
        return True
    if Wants.PERSON in question.wants and len(question.stems) > 2:
        people = _people(unit, question)
        return not people or any(not _words(name) & asked for name in people)
    return True


def _proper(match: re.Match[str]) -> bool:
    """Whether capitals are a name's: letters alone ("ICO") only where a name must follow."""
    letters = match.group().isupper() and len(match.group()) > 1
    return not letters or bool(_NAME_FOLLOWS.search(match.string[: match.start()]))


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


def _holds_office(office: re.Match[str], unit: Unit, question: Understood) -> bool:
    """Whether somebody stands beside the office that is asked for; True where nobody is named.

    The office's words stand within BESIDE words of the name, or in the headings above it. The body
    whose office it is stands in the same words, above them, or in what the paper is called.
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
            if all(any(abs(n - at) <= BESIDE for n in some) for some in places):
                return True
    return False


def _people(unit: Unit, question: Understood) -> tuple[str, ...]:
    return kinds.people(unit.said, question, unit.document.ordinary)


def _words(name: str) -> frozenset[str]:
    return frozenset(w.casefold() for w in re.findall(r"[\w’'-]{2,}", name)) - _TITLES

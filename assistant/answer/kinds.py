"""Whether a stretch of text holds the sort of thing a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from assistant.question import Understood, Wants
from assistant.retrieve import terms
from ingest.model import Facts, Role

NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|"
    r"eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozen|hundred|thousand|"
    r"million|half|third|quarter|twice|double|none|no one|nobody)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONEY = re.compile(
    r"[£$€]\s?\d[\d.,]*|\b(?:usd|eur|gbp)\b.{0,4}\d|\d[\d.,]*\s?(?:pounds|pence|dollars|euros|m|k)\b"
    # "1.5 million litres" is no sum.
    r"|\d[\d.,]*\s?(?:million|billion|bn)\b(?!\s+(?!(?:pounds|dollars|euros|us|is|was|has|less|plus"
    r"|across|towards|this|its|as)\b)[a-z]+s\b)",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d(?:[\d.,]*)\s?(?:%|per\s?cent|percent)", re.IGNORECASE)
NUMBER = re.compile(rf"\d|\b{NUMBER_WORD}\b", re.IGNORECASE)
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,4}}\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b(?!may\b|march\b|mar\b|sep\b|dec\b){_MONTH}\b"
    r"|\b(?:today|tomorrow|spring|summer|autumn|winter|mondays?|tuesdays?|wednesdays?|thursdays?"
    r"|fridays?|saturdays?|sundays?|quarter \d|q[1-4]"
    r"|(?:this|next|last|the (?:coming|following)) (?:week|month|year))\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor)\.?\s+)?"
    r"\b[A-Z][\w’'À-ÿ-]+(?:\s+(?:[A-Z]\.?\s+)?(?:de\s+|van\s+|of\s+|and\s+|&\s+|the\s+)?[A-Z][\w’'À-ÿ-]+)+|\b[A-Z]{2,6}\b"
)
TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor)\b")
INITIALS = re.compile(r"\b[A-Z]{2,4}\b")
ROLE = re.compile(
    r"\b(?:chair|board|committee|director|officer|lead|manager|secretary|treasurer|trustee|governor"
    r"|team|group|panel|council|authority|trust|provider|executive|body|minister|society|company)\w*\b",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\b(?:agree[ds]?|approv\w+|resolv\w+|decid\w+|decision|endors\w+|noted|accept\w*|reject\w*|carried"
    r"|unanimous\w*|vot\w+|recommend\w*|ratif\w+|adopt\w*|confirm\w*|in favour)\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result|since|so that|in order to|therefore|caused|driven"
    r"|drove|reason|thanks to|led to|attribut\w+|reflect\w*|result\w*|given|primarily|mainly"
    r"|following|challeng\w*|impact\w*|to (?:ensure|enable|support|avoid|help))\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    rf"\b(?:at|in|to|from|near|across|within|via|on)\s+(?:the\s+)?"
    rf"(?P<name>(?!(?i:{_MONTH})\b)[A-Z][\w’'-]+|online|zoom|teams|video)"
)


_NOT_FIGURES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,4}}(?:,?\s+\d{{4}})?"
    r"|\b(?:19|20)\d\d(?:\s?[/–‑-]\s?\d{2,4})?\b|\b\d\d/\d\d\b|\b\d{1,2}[:.]\d\d\s?(?:am|pm)\b"
    r"|^\(?\d+(?:\.\d+)*[.)]?\s|\[\d+\]|\(\d{1,2}\)|\bq[1-4]\b"
    r"|\b(?:sections?|appendix|annex|schedule|tables?|figures?|pages?|paragraphs?|paras?|clauses?|item|"
    r"part|chapter|phase|stage|step|day|version|level|no\.?|option|objective|so|tier|band)\s*\d+(?:\.\d+)*",
    re.IGNORECASE,
)


def figures(text: str) -> str:
    """`text` without the numbers that count nothing: dates, years, labels, footnote marks."""
    return _NOT_FIGURES.sub(" ", text)


def counts(said: str, question: Understood, within: int = 9) -> bool:
    """Whether a figure in `said` stands near a word for what the question counts.

    True for a question that counts nothing. "Near" is at most `within` words apart.
    """
    if not question.counted:
        return True
    words = terms.tokens(figures(without(said, question.text)))
    wanted = set(question.counted)
    at = [i for i, w in enumerate(words) if terms.stem(w) in wanted]
    number = [i for i, w in enumerate(words) if NUMBER.fullmatch(w) or w[0].isdigit()]
    return any(abs(i - j) <= within for i in at for j in number)


_MONTHS = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)


def timely(said: str, question: Understood) -> bool:
    """Whether a decision could be the one of the month that the question names.

    False only where the question asks for a decision of a month and `said` names another month:
    what was decided in February does not answer what was decided in March.
    """
    if Wants.DECISION not in question.wants:
        return True
    asked, told = (
        {m.group()[:3].casefold() for m in _MONTHS.finditer(text) if m.group() != "may"}
        for text in (question.text, said)
    )
    return not asked or not told or bool(asked & told)


_BODY = re.compile(
    r"\b(?:[A-Z][\w’'-]+\s+(?:(?:and|&|of|for|the)\s+)*)+"
    r"(?:Board|Committee|Team|Group|Council|Panel|Cabinet|Forum|Executive|Authority)\b"
)


_DO = (
    r"(?:approve|agree|decide|discuss|appoint|elect|raise|present|vote|sign|endorse|resolve|adopt"
    r"|ratify|accept|reject|report|join|confirm)"
)
_DONE = (
    r"(?:approved|agreed|decided|discussed|appointed|elected|raised|presented|voted|signed|endorsed"
    r"|resolved|adopted|ratified|accepted|rejected|reported|joined|confirmed|approval|agreement)"
)
_WHO_IS = re.compile(
    r"^(?:(?:and|so|but)\s+)?[Ww]ho(?:['’]?s|\s+(?:is|was))\s+(?P<name>(?:[A-ZÀ-Þ][\w’'-]+\.?\s+){1,3}"
    r"[A-ZÀ-Þ][\w’'-]+)\s*\??$"
)


def asks_who_somebody_is(question: Understood) -> bool:
    """Whether the question gives a name and asks for the office: "Who is Ann Lee?"."""
    found = _WHO_IS.match(question.text)
    offices = terms.tokens(found["name"]) if found else []
    return bool(found) and not ROLE.search(" ".join(offices))


_DONE_THERE = re.compile(
    rf"\bwhen\s+(?:(?:was|were|has|have|had)\b.*\b{_DONE}|did\b.*\b{_DO})\b", re.IGNORECASE
)


def dated_by_meeting(question: Understood, facts: Facts) -> bool:
    """Whether the date of a meeting tells when: of what was done there, minutes give no other."""
    return facts.type == "minutes" and facts.date is not None and asks_when_done(question)


def asks_when_done(question: Understood) -> bool:
    """Whether a question asks when something was done that is done in meetings."""
    return bool(_DONE_THERE.search(question.text))


def same_body(around: str, question: Understood) -> bool:
    """Whether a decision could be that of the body which the question names in full.

    False only where the question asks for a decision of a body of two words or more ("the Finance
    Committee") and most of that name's words are missing from `around`: what the Executive Team
    approved does not answer what the Finance Committee did. Its initials count as the name.
    """
    if Wants.DECISION not in question.wants:
        return True
    present = set(terms.stems(around))
    for match in _BODY.finditer(question.text):
        words = terms.content_words(match.group())
        initials = "".join(w[0] for w in words)
        held = sum(terms.stem(w) in present for w in words)
        if len(words) > 1 and held < 0.75 * len(words) and initials not in present:
            return False
    return True


_COPULA = re.compile(
    r"\bwho\s+(?:chair\w*|leads?|led|presented|signed|heads?|headed|manages?|managed)\b"
    r"|\bwho(?:['’]?s|\s+is|\s+are|\s+was|\s+were)\s+(?!responsible|accountable|involved|working"
    r"|represented|allowed|able|eligible|entitled)",
    re.IGNORECASE,
)


def fits(
    wants: Wants,
    said: str,
    question: Understood,
    role: Role | None = None,
    ordinary: frozenset[str] = frozenset(),
    initials: frozenset[str] = frozenset(),
) -> bool:
    """Whether `said` could answer a question of this sort.

    Numbers, dates and names that the question itself gives do not count: they are asked about,
    not asked for. `ordinary` are words that the document also writes in lower case, so that
    "Head and Neck" is not taken for somebody's name; `initials` are those of people in it.
    """
    fresh = without(said, question.text)
    match wants:
        case Wants.MONEY:
            return bool(MONEY.search(fresh))
        case Wants.PERCENT:
            return bool(PERCENT.search(fresh) or re.search(r"\d\.\d", figures(fresh)))
        case Wants.NUMBER:
            return bool(NUMBER.search(figures(fresh)))
        case Wants.DATE:
            return bool(DATE.search(fresh))
        case Wants.PERSON:
            if people(fresh, question, ordinary) or initials & set(INITIALS.findall(fresh)):
                return True
            # "Who is the …?" wants a person; "who commissioned …?" may be answered by a body.
            return not _COPULA.search(question.text) and bool(
                ROLE.search(fresh) or INITIALS.search(fresh)
            )
        case Wants.PLACE:
            asked = question.text.casefold()
            return any(m.group("name").casefold() not in asked for m in PLACE.finditer(fresh))
        case Wants.DECISION:
            return role is Role.DECISION or bool(DECIDED.search(said))
        case Wants.REASON:
            return bool(BECAUSE.search(said))
        case Wants.DEFINITION:
            subject = terms.content_stems(question.subject)
            return bool(subject) and set(subject) <= set(terms.stems(said)[:OPENING])
        case _:
            return True


OPENING = 12  # words within which a definition names what it defines
_AMOUNTS = frozenset({Wants.MONEY, Wants.PERCENT, Wants.NUMBER})


def fits_all(
    wanted: Sequence[Wants],
    said: str,
    question: Understood,
    role: Role | None,
    ordinary: frozenset[str],
    initials: frozenset[str] = frozenset(),
) -> bool:
    """Whether `said` holds each sort of thing wanted.

    Money and a percentage stand for each other where the question's words suggest both; a bare
    number will not do for either.
    """
    amounts = _AMOUNTS & set(wanted)
    if len(amounts) > 1:
        wanted = [w for w in wanted if w is not Wants.NUMBER]
        amounts -= {Wants.NUMBER}
    fitting = {w for w in wanted if fits(w, said, question, role, ordinary, initials)}
    return set(wanted) - amounts <= fitting and (not amounts or bool(amounts & fitting))


@cache
def office_words() -> frozenset[str]:
    """Capitalised words of papers that are nobody's name, from `office_words.txt`."""
    text = files("assistant.answer").joinpath("office_words.txt").read_text("utf8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )


def is_common(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a word tells nobody and nothing apart: the paper writes it small, or offices have it.

    `ordinary` are the words that the paper also writes in lower case.
    """
    low = word.casefold()
    return low in ordinary or low in office_words()


def people(text: str, question: Understood, ordinary: frozenset[str]) -> tuple[str, ...]:
    """What look like people's names in `text`: capitalised words that are no ordinary words.

    A name needs two such words, or one behind a title ("Cllr Smith") or before initials in
    brackets. Names that the question gives are left out.
    """
    asked = question.text.casefold()
    found = []
    for match in NAME.finditer(text):
        words = [w for w in re.findall(r"[^\W\d_][\w’'-]+", match.group()) if w[0].isupper()]
        own = [w for w in words if not is_common(w, ordinary) and not w.isupper()]
        titled = bool(TITLE.match(match.group()))
        if len(own) >= (1 if titled else 2) and match.group().casefold() not in asked:
            found.append(match.group())
    return tuple(found)


def without(said: str, asked: str) -> str:
    """`said` less the figures that stand in the question too."""
    for figure in set(re.findall(r"\d[\d.,/:]*\d|\d", asked)):
        said = re.sub(rf"(?<![\d.,]){re.escape(figure)}(?![\d])", " ", said)
    return said

"""Choosing the units that answer: measured, weighed, the best first."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.answer import kinds
from assistant.answer.evidence import Unit
from assistant.answer.features import NAMES, Asked, Features, measure, soft_match
from assistant.question import Understood, Wants
from assistant.retrieve import terms, years
from assistant.retrieve.search import Expansion
from assistant.retrieve.second_look import NOTHING_NAMED, Named
from ingest.model import BlockKind

if TYPE_CHECKING:
    from ingest.embed.base import Embedder
    from ingest.library import Library, Scope

EMBEDDED = 48  # units that get a vector; the others are too far behind in words to matter
_CHECKED = (
    Wants.MONEY, Wants.PERCENT, Wants.NUMBER, Wants.DATE, Wants.PERSON, Wants.PLACE, Wants.DECISION,
)  # fmt: skip
_OPEN = re.compile(
    r"\b(?:what|which|why|whether|how(?! (?:many|much|old|long)\b))\b", re.IGNORECASE
)
# These lift a unit, but their absence proves nothing: "why" is often answered without "because".
_HINTS = (*_CHECKED, Wants.REASON, Wants.DEFINITION)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit with what was measured of it. `score` orders units within one question only."""

    unit: Unit
    features: Features
    firm: frozenset[str]  # the question's words that it and its headings or lead-in hold
    words: frozenset[str]  # those and the ones in the text around it
    score: float


EVIDENCE = 10  # pieces of evidence that may be written
CARRIED = 0.45  # of the question's words that one piece holds: one with less says something else
NEAR = 0.9  # of the best score, from which another is shown beside a definition
LITTLE = 0.6  # of them: a first piece with less is not what is asked after
MEMBERS = 3  # pieces of one section, from which they are taken for the members of a list
SAID = 0.95  # of those words, from which the first piece says what is asked
ALSO = 0.75  # of its score, from which another is shown beside it
IN_NAMED = 0.2  # added to the score of what stands in a paper that the question names
IN_DATED = 1.0  # and besides, in the minutes of the day or month that it names
EARLIER = 0.35  # share of its weight that a word keeps which only an earlier question has
NAMING = 0.4  # share of its weight that a word keeps which names the paper and not the place in it


def asked(
    question: Understood,
    library: Library,
    scope: Scope,
    expansion: Expansion,
    naming: frozenset[str] = frozenset(),
) -> Asked:
    """Weigh the question's words by how rare they are in the library (inverse passage frequency).

    Words carried over from earlier turns weigh EARLIER of it, those that name the paper NAMING;
    somebody's own short form with an "&" that no paper uses weighs nothing. The weight of a word
    that stands in `n` of `N` passages is log(1 + (N - n + 0.5) / (n + 0.5)), as in BM25.
    """
    own = dict.fromkeys(question.stems, 1.0)
    for word in question.carried:
        own.setdefault(terms.stem(word), EARLIER)
    total = max(1, library.passage_count(scope))
    words = {terms.stem(w): w for w in terms.content_words(question.search_text)}
    frequency = library.document_frequency([words.get(s, s) for s in own], scope)
    unknown = [s for s in own if "&" in s and not frequency.get(words.get(s, s), 0)]
    own = {s: share for s, share in own.items() if s not in unknown} or own
    raw = {
        s: share * (NAMING if s in naming else 1.0) * math.log(1 + (total - n + 0.5) / (n + 0.5))
        for s, share in own.items()
        for n in (min(total, frequency.get(words.get(s, s), 0)),)
    }
    whole = sum(raw.values()) or 1.0
    forms = {s: _forms(words.get(s, s), expansion) for s in raw}
    absent = frozenset(s for s in raw if not forms[s] and not frequency.get(words.get(s, s), 0))
    return Asked(question, {s: w / whole for s, w in raw.items()}, forms, absent)


def _forms(word: str, expansion: Expansion) -> tuple[tuple[str, ...], ...]:
    """What may stand for a word: everyday synonyms, and its acronym's full name."""
    forms = [tuple(terms.stems(other)) for other in terms.same_words().get(word, ())]
    forms += [tuple(terms.stems(other)) for other in years.forms(word)]
    initials = word.replace(".", "")
    for phrase in expansion.phrases:
        spelt = terms.stems(phrase)
        if (
            len(spelt) > 1
            and "".join(s[0] for s in spelt if s not in ("and", "of", "the")) == initials
        ):
            forms.append(tuple(spelt))
    return tuple(f for f in forms if f)


def choose(
    ask: Asked,
    found: Sequence[Unit],
    embedder: Embedder,
    expansion: Expansion,
    weights: Mapping[str, float],
    named: Named = NOTHING_NAMED,
) -> tuple[Evidence, ...]:
    """All measured units, best first; of equals the one that stands earlier.

    Those of the papers that the question names get IN_NAMED on top.
    """
    wanted = _wanted(ask.question, _HINTS)
    rough = [(measure(ask, unit, 0.0, wanted), unit) for unit in found]
    rough.sort(key=lambda pair: (-_rough(pair[0][0]), pair[1].key))
    rough = rough[:EMBEDDED]
    if not rough:
        return ()
    text = f"{ask.question.search_text} {expansion.text}".strip()
    papers, dated = frozenset(paper.record.id for paper in named.papers), named.dated
    first, *others = embedder.embed_pieces([text, *(_embedded(unit) for _, unit in rough)])
    chosen = []
    for ((features, firm, words), unit), vectors in zip(rough, others, strict=True):
        soft = soft_match(ask, first, text, vectors)
        cosine = round(float(vectors.whole @ first.whole), 4)
        full = replace(features, dense=cosine, soft=soft.mean, scarce=soft.least)
        paper = unit.document.record.id
        score = weigh(full, weights) + IN_NAMED * (paper in papers) + IN_DATED * (paper in dated)
        chosen.append(Evidence(unit, full, firm, words, score))
    return tuple(sorted(chosen, key=lambda e: (-e.score, e.unit.key)))


def _rough(features: Features) -> float:
    return features.said + 0.5 * features.context + 0.3 * features.near + 0.4 * features.passage


def _embedded(unit: Unit) -> str:
    """The unit with its nearest heading or lead-in, which a list item cannot do without."""
    nearest = unit.context.rpartition(" › ")[2][-160:]
    return f"{nearest}: {unit.said}" if nearest else unit.said


def weigh(features: Features, weights: Mapping[str, float]) -> float:
    """The weighted sum of a unit's features."""
    return sum(weights[name] * value for name, value in zip(NAMES, features.row, strict=True))


def wanted_kinds(question: Understood) -> tuple[Wants, ...]:
    """The sorts of answer that evidence can be checked for."""
    return _wanted(question, _CHECKED)


def _wanted(question: Understood, among: Sequence[Wants]) -> tuple[Wants, ...]:
    """None for two questions in one: it is not known which piece is to answer which."""
    return () if question.compound else _wanted_of_either(question, among)


def _wanted_of_either(question: Understood, among: Sequence[Wants]) -> tuple[Wants, ...]:
    """Those of `among`; but who somebody is is told by an office, not by a name."""
    named = kinds.asks_who_somebody_is(question)
    return tuple(w for w in question.wants if w in among and not (named and w is Wants.PERSON))


def _answers_neither(evidence: Evidence, question: Understood) -> bool:
    """Whether a piece has none of the sorts of thing that two questions in one ask for.

    False where one of them asks for what cannot be checked: what happened, which, how or why.
    """
    if not question.compound or _OPEN.search(question.text):
        return False
    unit, wanted = evidence.unit, _wanted_of_either(question, _CHECKED)
    role, document = unit.block.role, unit.document
    return bool(wanted) and not any(
        kinds.fits(w, unit.said, question, role, document.ordinary, document.initials)
        for w in wanted
    )


def holds(evidence: Evidence, question: Understood) -> bool:
    """Whether the evidence has every sort of thing that the question asks for."""
    unit = evidence.unit
    dated = kinds.dated_by_meeting(question, unit.document.record.facts)
    if not dated and _answers_neither(evidence, question):
        return False
    wanted = wanted_kinds(question)
    if Wants.DATE in wanted and dated:
        wanted = tuple(w for w in wanted if w is not Wants.DATE)
    heading = unit.document.path(unit.block)[-1:]
    if Wants.DECISION in wanted and any(kinds.DECIDED.search(said) for said in heading):
        wanted = tuple(w for w in wanted if w is not Wants.DECISION)  # under "Grants approved"
    around = f"{unit.said} {' '.join(unit.document.path(unit.block))} {unit.meeting}"
    if not kinds.timely(unit.said, question) or not kinds.same_body(around, question):
        return False
    return kinds.fits_all(
        wanted, unit.said, question, unit.block.role, unit.document.ordinary, unit.document.initials
    )


_WHO_TWICE = re.compile(r"\bwho\b.*\b(?:and|or|&)\s+(?:also\s+)?who\b", re.IGNORECASE)


def worth_showing(evidence: Sequence[Evidence], question: Understood) -> tuple[Evidence, ...]:
    """Of strong evidence, what belongs in an answer.

    Where a date, name, sum or decision was asked for and some of the evidence holds it, the rest
    is left out. So are scraps that say no more than the title, and a lead-in without its list.
    """
    full = [e for e in evidence if not _scrap(e)] or list(evidence[:1])
    if _WHO_TWICE.search(question.text):
        people = replace(question, compound=False, wants=(Wants.PERSON,))
        full = [e for e in full if holds(e, people)] or full
    if wanted_kinds(question):
        holding = [e for e in full if holds(e, question)]
        if holding:
            return tuple(e for e in full if e is full[0] or e in holding)
    return tuple(full)


def asked_for(
    evidence: Sequence[Evidence],
    question: Understood,
    ask: Asked,
    defining: Sequence[Evidence] = (),
) -> tuple[Evidence, ...]:
    """Of evidence that may be shown, what carries enough of what is asked.

    A piece is left out that holds less than CARRIED of the weight of the question's words that the
    best of them holds; of a list, its members stay (MEMBERS pieces of one section), since the words
    stand above them. A first piece that holds less than LITTLE gives way to what holds most.

    Where the first piece has the sort of thing asked for, and all the words that any has, it has
    said it: then others go that are worth less than ALSO of it. Two questions in one are not
    answered by one piece, nor is a question after a list. Of what `defining` pieces define, only
    what comes as near is told besides.
    """
    held = {one.unit.key: ask.worth(one.firm & ask.weights.keys()) for one in evidence}
    most = max(held.values())
    first = evidence[0]
    if first not in defining and not question.plural and held[first.unit.key] < LITTLE * most:
        first = max(evidence, key=lambda one: held[one.unit.key])
    sections = Counter(_section(one) for one in evidence) if question.plural else Counter()
    kept = [
        one
        for one in evidence
        if held[one.unit.key] >= CARRIED * most or sections[_section(one)] >= MEMBERS
    ]
    asks_one = bool(wanted_kinds(question)) and not question.plural
    if asks_one and held[first.unit.key] >= SAID * most and holds(first, question):
        kept = [one for one in kept if one.score >= ALSO * first.score]
    if defining and not question.compound and not question.plural:
        near = NEAR * max(one.score for one in evidence)
        kept = [one for one in kept if one in defining or one.score >= near]
    return (first, *(one for one in kept if one is not first))


def _section(one: Evidence) -> tuple[int, int]:
    return one.unit.document.record.id, one.unit.block.section


def spread(
    evidence: Sequence[Evidence], least: float, sides: Sequence[frozenset[int]]
) -> tuple[Evidence, ...]:
    """The first EVIDENCE pieces of at least `least`, the best in any case; in turn by side.

    Where papers are set against each other, each side's best two pieces come first, also where they
    are weaker than `least` or further down.
    """
    strong = [e for e in evidence[:EVIDENCE] if e.score >= least or e is evidence[0]]
    if not sides:
        return tuple(strong)
    by_side = [[e for e in evidence if e.unit.document.record.id in side][:2] for side in sides]
    first = [e for turn in zip_longest(*by_side) for e in turn if e is not None]
    return (*first, *(e for e in strong if e not in first))


def _scrap(evidence: Evidence) -> bool:
    unit = evidence.unit
    if unit.block.kind is BlockKind.PARAGRAPH and unit.said.endswith(":"):
        blocks = unit.document.blocks
        after = blocks[unit.block.index + 1 : unit.block.index + 2]
        return not after or after[0].lead != unit.block.index
    known = set(terms.stems(unit.document.about))
    return set(terms.stems(unit.said)) <= known

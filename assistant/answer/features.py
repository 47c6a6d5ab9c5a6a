"""What speaks for a unit of evidence, as numbers from 0 to about 1."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answer import kinds
from assistant.answer.evidence import Unit
from assistant.question import Understood, Wants
from assistant.retrieve import terms

if TYPE_CHECKING:
    from ingest.embed.base import TextVectors

# In the order in which `Features.row` gives them and weights.json names them.
NAMES = (
    "said", "context", "near", "pairs", "dense", "soft", "passage", "kind", "title", "short",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """All from 0 to 1 except `dense`, a cosine.

    said     share of the question's words in the unit, each by its weight
    context  further share that its headings, title or lead-in bring
    near     further share in the text around it
    pairs    share of the question's neighbouring word pairs that stand close together in the unit
    dense    cosine of question and unit under the embedding model
    soft     mean, over the question's words by weight, of the nearest word's cosine (MaxSim)
    scarce   the least of those cosines among the question's weightier words; not weighed, but a
             signal of the decision
    passage  fused score of the passage it came from
    kind     1 where it holds the sort of thing asked for (a date for "when"), else 0
    title    share of the question's words in the document's own title
    short    1 for a scrap of under six words
    """

    said: float
    context: float
    near: float
    pairs: float
    dense: float
    passage: float
    kind: float
    title: float
    short: float
    soft: float = 0.0
    scarce: float = 0.0

    @property
    def row(self) -> tuple[float, ...]:
        """The values in the order of NAMES."""
        return tuple(getattr(self, name) for name in NAMES)

    @property
    def covered(self) -> float:
        """Share of the question's words found in the unit or what it stands under or beside."""
        return min(1.0, self.said + self.context + self.near)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words with what each is worth and what else may stand for it.

    weights   stem → weight; sums to 1
    forms     stem → alternatives, each a run of stems any one of which counts as the word
    absent    the stems that stand nowhere in the papers, nor does anything that may stand for them
    """

    question: Understood
    weights: Mapping[str, float]
    forms: Mapping[str, tuple[tuple[str, ...], ...]]
    absent: frozenset[str] = frozenset()

    def share(self, stems: Sequence[str], besides: frozenset[str] = frozenset()) -> frozenset[str]:
        """Which of the question's words stand in `stems` (those in `besides` left out)."""
        present = set(stems)
        joined = f" {' '.join(stems)} "
        return frozenset(
            word
            for word in self.weights
            if word not in besides
            and (
                word in present
                or any(_stands(f, present, joined) for f in self.forms[word])
                or related(word, present)
            )
        )

    def worth(self, words: frozenset[str]) -> float:
        """The summed weight of some of the question's words, 0…1."""
        # In a fixed order: a set's own differs from process to process, and so would the sum.
        return round(math.fsum(self.weights[w] for w in words), 9)


_ENDINGS = frozenset(
    {"s", "e", "ed", "er", "or", "ly", "al", "ive", "ing", "ion", "ment", "ement", "ance", "ence"}
    | {"able", "ible", "ation", "ational", "ity", "ist", "ant", "ent"}
)


def related(word: str, present: set[str]) -> bool:
    """A word built on the same stem: "agre(ed)" and "agreement", "invest" and "investor"."""
    if len(word) < 4 or any(c.isdigit() for c in word):
        return False
    return any(
        len(other) >= 4
        and other != word
        and (
            (other.startswith(word) and other[len(word) :] in _ENDINGS)
            or (word.startswith(other) and word[len(other) :] in _ENDINGS)
        )
        for other in present
    )


def _stands(form: tuple[str, ...], present: set[str], joined: str) -> bool:
    if len(form) == 1:
        return form[0] in present
    return f" {' '.join(form)} " in joined


def measure(
    asked: Asked, unit: Unit, dense: float, kind_of: Sequence[Wants]
) -> tuple[Features, frozenset[str], frozenset[str]]:
    """The features of one unit, and which of the question's words it and its context hold.

    The second set has those that stand only in the text around it, too.
    """
    said = terms.stems(unit.said)
    in_said = asked.share(said)
    in_context = asked.share(terms.stems(unit.context), besides=in_said)
    in_near = asked.share(terms.stems(unit.near), besides=in_said | in_context)
    title = asked.share(terms.stems(unit.document.record.facts.title))
    features = Features(
        said=asked.worth(in_said),
        context=asked.worth(in_context),
        near=asked.worth(in_near),
        pairs=_pairs(asked, said),
        dense=dense,
        passage=unit.found.score,
        kind=float(
            kinds.fits_all(
                kind_of, unit.said, asked.question, unit.block.role, unit.document.ordinary
            )
        ),
        title=asked.worth(title),
        short=float(len(said) < 6),
    )
    return features, in_said | in_context, in_said | in_context | in_near


def _pairs(asked: Asked, said: Sequence[str]) -> float:
    """Neighbouring content words of the question within four words of each other in the unit."""
    words = asked.question.stems
    if len(words) < 2:
        return 0.0
    places: dict[str, list[int]] = {}
    for at, stem in enumerate(said):
        places.setdefault(stem, []).append(at)
    close = sum(
        any(abs(a - b) <= 4 for a in places.get(left, ()) for b in places.get(right, ()))
        for left, right in pairwise(words)
    )
    return close / (len(words) - 1)


def soft_match(asked: Asked, question: TextVectors, text: str, unit: TextVectors) -> SoftMatch:
    """MaxSim over word pieces: for each piece of the question the nearest piece of the unit.

    Khattab and Zaharia, "ColBERT" (2020), here over the embedding model's own token vectors. A
    piece weighs what its word weighs (`asked.weights`); words that carry no subject weigh nothing.
    `text` is what `question` was made from.
    """
    if not len(unit.pieces) or not len(question.pieces):
        return SoftMatch(0.0, 0.0)
    nearest = (question.pieces @ unit.pieces.T).max(axis=1)
    best: dict[str, list[float]] = {}
    for (start, end), value in zip(question.spans, nearest, strict=True):
        word = terms.stem(_word_at(text, start, end).lower())
        if word in asked.weights:
            best.setdefault(word, []).append(float(value))
    if not best:
        return SoftMatch(0.0, 0.0)
    means = {word: sum(values) / len(values) for word, values in best.items()}
    total = sum(asked.weights[w] for w in means)
    mean = sum(asked.weights[w] * m for w, m in means.items()) / max(total, 1e-9)
    typical = total / len(means)
    heavy = [m for w, m in means.items() if asked.weights[w] >= 0.6 * typical]
    return SoftMatch(round(mean, 4), round(min(heavy or means.values()), 4))


@dataclass(frozen=True, slots=True)
class SoftMatch:
    """`mean` and `least` cosine of the question's words with their nearest in a unit."""

    mean: float
    least: float


def _word_at(text: str, start: int, end: int) -> str:
    """The whole word that a piece is part of."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]

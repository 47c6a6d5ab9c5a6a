"""What the decision to answer is made from: numbers about the best evidence, each about 0…1."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import kinds, needs
from assistant.answer.choose import Evidence, holds, wanted_kinds
from assistant.answer.features import Asked
from assistant.answer.names import holds_names
from assistant.question import Understood
from assistant.retrieve import terms

TOP = 5  # pieces of evidence that most signals look at
LOOKED = 8  # pieces among which one that fits what is asked for is looked for
ALIKE = 0.9  # share of the greatest word-by-word nearness from which a piece counts as alike
AROUND = 16  # pieces whose cosines the best one's is held against
WINDOW, STEP = 14, 5  # words of a stretch in which the question's words stand together, its stride
APART = 0.3  # `margin` where all evidence is of one document
BRIEF = 2500  # characters of a document that is half brief, half long
SIGNALS = (
    "held", "held_share", "held_said", "held_dense", "held_soft", "held_scarce", "soft", "scarce",
    "missing", "covered", "together", "dense", "second", "kind", "counted", "unknown", "pairs",
    "words", "leaning", "passage", "gap", "margin", "alike", "window", "length", "fresh", "title",
    "fitting", "first_fits", "fit_soft", "unfilled", "open", "names", "checked", "time", "plural",
    "compound", "alone",
)  # fmt: skip


def signals(ask: Asked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """All signals of a question and its evidence, best first, with `brief`. Evidence is not empty.

    Below, a piece *fits* if it has the sort of thing asked for (a date for "when") and what the
    question itself names or asks for (see `needs`); the *held* piece is the best that fits.
    `brief` is no signal: it says which of the decision's two sets of weights counts, see `decide`.
    """
    return {**_of_held(ask, evidence), **_of_best(ask, evidence), **_of_question(ask, evidence)}


def fits(evidence: Evidence, question: Understood) -> bool:
    """Whether evidence has the sort of thing asked for, and what the question itself names."""
    whole = holds(evidence, question) and holds_names(evidence, question)
    return whole and needs.met(evidence.unit, question)


def _of_held(ask: Asked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Of the piece that could answer.

    held      share of the question's words in it, its headings and lead-in; 0 where none fits.
              `held_said` counts the piece alone, `held_dense` is its cosine, `held_soft` and
              `held_scarce` are its word-by-word nearness (see Features)
    held_share   its score as a share of the best score of all: below 1 where what comes nearest to
              the question lacks the thing asked for; `fit_soft` the same of word-by-word nearness
    missing   weight of the heaviest word of the question that it and its headings lack
    counted   for "how many …", 1 where a figure stands near the thing counted; 1 for the rest
    kind      1 where one of the first three fits; `first_fits` the first; `unfilled` none at all
    fitting   share of the pieces looked at that fit
    """
    looked, best = evidence[:LOOKED], evidence[0]
    holding = [e for e in looked if fits(e, ask.question)]
    chosen = max(holding, key=lambda e: e.score, default=None)
    lacking = [w for word, w in ask.weights.items() if not chosen or word not in chosen.firm]
    softest = max(e.features.soft for e in looked)
    return {
        "held": ask.worth(chosen.firm) if chosen else 0.0,
        "held_share": max(0.0, chosen.score / best.score) if chosen and best.score > 0 else 0.0,
        "held_said": chosen.features.said if chosen else 0.0,
        "held_dense": chosen.features.dense if chosen else 0.0,
        "held_soft": chosen.features.soft if chosen else 0.0,
        "held_scarce": chosen.features.scarce if chosen else 0.0,
        "missing": max(lacking, default=0.0),
        "counted": float(any(kinds.counts(e.unit.said, ask.question) for e in holding[:4])),
        "kind": float(any(e in holding for e in evidence[:3])),
        "first_fits": float(best in holding),
        "unfilled": float(not holding),
        "fitting": len(holding) / len(looked),
        "fit_soft": max((e.features.soft for e in holding), default=0.0) / max(softest, 0.05),
    }


def _of_best(ask: Asked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Of what comes nearest to the question, whether it fits or not.

    soft, scarce   the greatest word-by-word nearness among the first pieces
    covered   share of the question's words that the best evidence and its surroundings hold
    together  share held by the three best pieces from the best one's document
    pairs     the question's neighbouring words close together; `window` the greatest share of
              its words within a stretch of WINDOW words
    dense     highest cosine of question and unit among the best; `second` the mean of the rest;
              `gap` how far the highest stands above the mean of the first AROUND
    passage   highest cosine of question and passage
    margin    by how much the best document's highest cosine exceeds every other document's
    alone     1 where all evidence around is of one document
    alike     share of the pieces around that come about as near, word by word, as the best
    length    content words of the best piece, as n / (n + 15); `fresh` the share of them that the
              question does not have; `title` share of the question's words in a best title
    brief     near 1 where the best piece's document is short, near 0 where it is long
    """
    top, looked, best = evidence[:TOP], evidence[:LOOKED], evidence[0]
    same = [e for e in top[:3] if e.unit.document is best.unit.document]
    dense = sorted((e.features.dense for e in top), reverse=True)
    around = evidence[:AROUND]
    softest = max(e.features.soft for e in around)
    others = [e.features.dense for e in around if e.unit.document is not best.unit.document]
    own = max(e.features.dense for e in around if e.unit.document is best.unit.document)
    said = terms.content_stems(best.unit.said)
    return {
        "soft": max(e.features.soft for e in top),
        "scarce": max(e.features.scarce for e in top),
        "covered": max(e.features.covered for e in top[:2]),
        "together": ask.worth(frozenset().union(*(e.words for e in same))),
        "pairs": max(e.features.pairs for e in top[:3]),
        "window": max(_window(ask, terms.stems(e.unit.said)) for e in looked),
        "dense": dense[0],
        "second": sum(dense[1:]) / max(1, len(dense) - 1),
        "gap": dense[0] - sum(e.features.dense for e in around) / len(around),
        "passage": max(e.unit.found.dense for e in top),
        "margin": own - max(others) if others else APART,
        "alone": float(not others),
        "alike": sum(e.features.soft >= ALIKE * softest for e in around) / len(around),
        "length": len(said) / (len(said) + 15),
        "fresh": sum(s not in ask.weights for s in said) / max(1, len(said)),
        "title": max(e.features.title for e in top[:3]),
        "brief": 1 / (1 + (len(best.unit.document.text) / BRIEF) ** 4),
    }


def _of_question(ask: Asked, evidence: Sequence[Evidence]) -> dict[str, float]:
    """Of the question, and what of it was found at all.

    unknown   weight of its words that stand nowhere in what was found
    words     number of its content words, as n / (n + 4)
    leaning   1 where it took words over from earlier turns
    checked   1 where it asks for a sort of thing, `names` where it names or asks for something
              that `needs` looks for, `open` where neither
    time      how well the best evidence agrees with the years that it names (needs.time_agrees)
    """
    question, count = ask.question, len(ask.weights)
    found = frozenset().union(*(e.words for e in evidence))
    checked, names = bool(wanted_kinds(question)), needs.asks(question)
    return {
        "unknown": 1.0 - ask.worth(found),
        "words": count / (count + 4),
        "leaning": float(bool(question.carried)),
        "checked": float(checked),
        "names": float(names),
        "open": float(not checked and not names),
        "time": max(needs.time_agrees(e.unit, question) for e in evidence[:3]),
        "plural": float(question.plural),
        "compound": float(question.compound),
    }


def _window(ask: Asked, stems: Sequence[str]) -> float:
    """The greatest share of the question's words within WINDOW words of the text."""
    starts = range(0, max(1, len(stems) - WINDOW // 2 + 1), STEP)
    return max(ask.worth(ask.share(stems[at : at + WINDOW])) for at in starts)

"""Passages for a question: the word index and the vectors asked together, their scores fused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.conversation import EARLIER_TURNS
from assistant.question import Understood
from assistant.retrieve import terms, years
from assistant.retrieve.fuse import fuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.embed.base import Embedder
    from ingest.library import Acronym, Library, Scope, StoredPassage

# Chosen on development questions; the grid is in docs/measurements.md.
WORD_SHARE = 0.65  # of the fused score, where nothing looks at the passages a second time
WORD_SHARE_LOOKED_AT = 0.5  # where something does, words by words
DEEP = 1000  # passages asked of the word index for each turn, before their scores are added
DEPTH = 60  # passages asked of each index before fusion
COLUMN_WEIGHTS = (0.6, 1.0, 0.6)  # context, text, words
# What the earlier turns weigh beside the question itself: (where it stands alone, where it leans).
EARLIER_WORDS = (0.15, 0.6)  # each word that only an earlier turn has, in the word index
EARLIER_MEANING = (0.4, 0.8)  # the vector of the whole conversation
FADING = 0.5  # what a turn's words weigh of those of the turn after it
FEEDBACK = 0.3  # weight of what the first passages have in common
FEEDBACK_FROM = 10  # those passages
BESIDE = 0.2  # of the better neighbour's score, added to a passage's own
AROUND = 0.3  # of the neighbours' mean vector, beside a passage's own
JOINED_WORDS = 150  # of a conversation that are embedded: more would not fit the model


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its scores. `score` is 0…1 within one search; `dense` is a cosine.

    In a search for passages the cosine of a transcript's is taken with its neighbours.
    """

    passage: StoredPassage
    score: float
    words: float
    dense: float


@dataclass(frozen=True, slots=True)
class Expansion:
    """What acronyms and everyday short forms add: words for one index, text for the other."""

    phrases: tuple[str, ...] = ()
    text: str = ""


def glossary(acronyms: Iterable[Acronym]) -> dict[str, tuple[str, ...]]:
    """Acronym → the different full names that the papers give it, in order of documents."""
    table: dict[str, tuple[str, ...]] = {}
    for entry in acronyms:
        known = table.get(entry.short, ())
        if entry.long.casefold() not in (name.casefold() for name in known):
            table[entry.short] = (*known, entry.long)
    return table


def expand(question: Understood, acronyms: Mapping[str, Iterable[str]]) -> Expansion:
    """Both ways: a known acronym brings its full names, a known full name its acronym."""
    asked = terms.stems(question.search_text)
    joined = f" {' '.join(asked)} "
    typed = {t.casefold() for t in question.search_text.replace("?", " ").replace("'s", "").split()}
    phrases: list[str] = []
    for acronym, names in acronyms.items():
        if acronym.casefold().strip(".,") in typed:
            phrases += names
        elif any(f" {' '.join(terms.stems(name))} " in joined for name in names):
            phrases.append(acronym)
    for word in terms.content_words(question.search_text):
        phrases += (*terms.same_words().get(word, ()), *years.forms(word))
    unique = tuple(dict.fromkeys(phrases))
    spelt = [p for p in unique if " " in p]
    return Expansion(unique, " ".join(spelt[:3]))


def retrieve(
    question: Understood,
    library: Library,
    embedder: Embedder,
    scope: Scope,
    expansion: Expansion,
    limit: int,
    word_share: float = WORD_SHARE,
    in_place: Scope | None = None,
) -> tuple[Found, ...]:
    """The `limit` best passages, best first; ties go to the earlier passage, so order is fixed.

    The question is looked for as it was typed and, with less weight, together with the turns before
    it: a wrong guess of what it refers to does no more than lift a few passages. In the documents
    within `in_place` a passage's meaning is taken with that of its neighbours.
    """
    by_words = word_scores(question, library, scope, expansion)
    vector = question_vector(question, embedder, expansion)
    first = fuse(by_words, dict(library.search_vectors(vector, DEPTH, scope)), word_share)
    vector = towards(vector, first, library)
    by_vector = dict(library.search_vectors(vector, DEPTH, scope))
    if in_place is not None:
        beside = library.beside(sorted(by_words.keys() | by_vector.keys()), in_place)
        by_vector = nearest(by_vector | in_their_place(vector, beside, library))
    fused = fuse(by_words, by_vector, word_share)
    passages = library.passages(sorted(fused))
    scores = lifted(fused, passages)
    best = sorted(passages, key=lambda p: (-scores[p.id], p.id))[:limit]
    return tuple(
        Found(p, scores[p.id], by_words.get(p.id, 0.0), by_vector.get(p.id, 0.0)) for p in best
    )


def word_scores(
    question: Understood, library: Library, scope: Scope, expansion: Expansion
) -> dict[int, float]:
    """BM25 of the DEPTH best passages: the question's words, and those of earlier turns for less.

    BM25 is a sum over words, so that each turn's words can be asked by themselves and weighed.
    """
    own = terms.content_words(question.text) or tuple(terms.tokens(question.text))
    share = EARLIER_WORDS[question.leaning]
    asked = [(1.0, terms.match_expression(own, expansion.phrases))]
    seen = set(map(terms.stem, own))
    for turn in reversed(question.history[-EARLIER_TURNS:]):
        words = [w for w in terms.content_words(turn) if terms.stem(w) not in seen]
        seen.update(map(terms.stem, words))
        asked.append((share, terms.match_expression(words)))
        share *= FADING
    total: dict[int, float] = {}
    for weight, match in asked:
        if match:
            for i, score in library.search_words(match, DEEP, scope, weights=COLUMN_WEIGHTS):
                total[i] = total.get(i, 0.0) + weight * score
    return nearest(total)


def question_vector(
    question: Understood, embedder: Embedder, expansion: Expansion
) -> NDArray[np.float32]:
    """The question's vector; in a conversation, with a share of the whole conversation's."""
    own = f"{question.text} {expansion.text}".strip()
    if not question.history:
        vectors = embedder.embed([own])
        return unit_length(vectors[0])
    vectors = embedder.embed([own, conversation(question)])
    return unit_length(vectors[0] + EARLIER_MEANING[question.leaning] * vectors[1])


def conversation(question: Understood) -> str:
    """The last turns, oldest first, and the question: as many as go into JOINED_WORDS words."""
    kept, held = [question.text], len(question.text.split())
    for turn in reversed(question.history[-EARLIER_TURNS:]):
        held += len(turn.split())
        if held > JOINED_WORDS:
            break
        kept.append(turn)
    return " ".join(reversed(kept))


def towards(
    vector: NDArray[np.float32], scores: Mapping[int, float], library: Library
) -> NDArray[np.float32]:
    """The question's vector moved towards the best passages' (Rocchio 1971, by their scores)."""
    best = sorted(scores, key=lambda i: (-scores[i], i))[:FEEDBACK_FROM]
    weights = [scores[i] for i in best]
    if not sum(weights):
        return vector
    rows = library.vectors(best)
    middle = (rows.T * weights).sum(axis=1).astype(rows.dtype)
    return unit_length(vector + FEEDBACK / sum(weights) * middle)


def in_their_place(
    vector: NDArray[np.float32], beside: Mapping[int, Sequence[int]], library: Library
) -> dict[int, float]:
    """Passage id → cosine of `vector` and its own one with AROUND of its neighbours' mean.

    What a turn is about stands in part before and after it. `beside` are the passages' neighbours.
    """
    every = sorted(beside.keys() | {i for others in beside.values() for i in others})
    rows = dict(zip(every, library.vectors(every), strict=True))
    near = {}
    for i, others in beside.items():
        taken = rows[i]
        for other in others:
            taken = taken + AROUND / len(others) * rows[other]
        near[i] = round(float(unit_length(taken) @ vector), 6)
    return near


def nearest(scores: Mapping[int, float]) -> dict[int, float]:
    """The DEPTH best of the scores, best first; ties go to the earlier passage."""
    return {i: scores[i] for i in sorted(scores, key=lambda i: (-scores[i], i))[:DEPTH]}


def unit_length(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """A vector brought to length 1; one of zeros as it is."""
    length = float((vector * vector).sum()) ** 0.5
    return (vector / length).astype(vector.dtype) if length else vector


def lifted(scores: Mapping[int, float], passages: Iterable[StoredPassage]) -> dict[int, float]:
    """Each score with BESIDE of the better neighbour's: an answer stands among its like.

    All are brought back so that the highest is what it was.
    """
    ordered = sorted(passages, key=lambda p: (p.document_id, p.ordinal))
    beside = dict.fromkeys(scores, 0.0)
    for left, right in pairwise(ordered):
        if left.document_id == right.document_id and left.ordinal + 1 == right.ordinal:
            beside[left.id] = max(beside[left.id], scores[right.id])
            beside[right.id] = max(beside[right.id], scores[left.id])
    raised = {i: score + BESIDE * beside[i] for i, score in scores.items()}
    most = max(raised.values(), default=0.0) or 1.0
    scale = max(scores.values(), default=0.0) / most
    return {i: score * scale for i, score in raised.items()}

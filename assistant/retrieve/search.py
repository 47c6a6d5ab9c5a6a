"""Passages for a question: the word index and the vectors asked together, their scores fused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.question import Understood
from assistant.retrieve import terms, years
from assistant.retrieve.fuse import fuse

if TYPE_CHECKING:
    from ingest.embed.base import Embedder
    from ingest.library import Acronym, Library, Scope, StoredPassage

# Chosen on development questions; the grid is in docs/measurements.md.
WORD_SHARE = 0.65
DEPTH = 60  # passages asked of each index before fusion
COLUMN_WEIGHTS = (0.6, 1.0, 0.6)  # context, text, words


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its scores. `score` is 0…1 within one search; `dense` is a cosine."""

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
) -> tuple[Found, ...]:
    """The `limit` best passages, best first; ties go to the earlier passage, so order is fixed."""
    words = terms.content_words(question.search_text) or tuple(terms.tokens(question.text))
    match = terms.match_expression(words, expansion.phrases)
    by_words = (
        dict(library.search_words(match, DEPTH, scope, weights=COLUMN_WEIGHTS)) if match else {}
    )
    asked = f"{question.search_text} {expansion.text}".strip()
    vector = embedder.embed([asked])[0]
    by_vector = dict(library.search_vectors(vector, DEPTH, scope))
    fused = fuse(by_words, by_vector, WORD_SHARE)
    best = sorted(fused, key=lambda i: (-fused[i], i))[:limit]
    return tuple(
        Found(p, fused[p.id], by_words.get(p.id, 0.0), by_vector.get(p.id, 0.0))
        for p in library.passages(best)
    )

"""What the words of a question are worth: stems, stop words, and the word index's own syntax."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from threading import local
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

_TOKEN = re.compile(r"[^\W_]+(?:[.,'/&-][^\W_]+)*%?")
_PARTS = re.compile(r"[^\W_]+")


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about the subject, from `stopwords.txt` beside this module."""
    text = files("assistant.retrieve").joinpath("stopwords.txt").read_text("utf8")
    return frozenset(
        w for line in text.splitlines() if not line.startswith("#") for w in line.split()
    )


@cache
def same_words() -> dict[str, tuple[str, ...]]:
    """Everyday short forms and close synonyms, from `synonyms.txt`: word → other words.

    Each line of the file is one set of words that stand for each other.
    """
    text = files("assistant.retrieve").joinpath("synonyms.txt").read_text("utf8")
    table: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            group = [w.strip() for w in line.split(",")]
            for word in group:
                table[word] = (*table.get(word, ()), *(w for w in group if w != word))
    return table


def unaccented(text: str) -> str:
    """Text without accents, as the word index folds it: "Siân" and "Sian" are one name."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text).translate(_COMBINING)


class _Combining(dict[int, int | None]):
    """Code point → itself, or None (left out) for a combining mark; filled as they are met."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


_COMBINING = _Combining()


def tokens(text: str) -> list[str]:
    """Words and numbers, lower case, thousands commas dropped ("1,259,785" → "1259785")."""
    found = []
    for match in _TOKEN.finditer(unaccented(text.replace("’", "'"))):
        word = match.group().lower()
        if not word.isalpha() and any(c.isdigit() for c in word):
            found.append(word.replace(",", "").rstrip("."))
        elif word.isalpha():
            found.append(word)
        else:
            found += [p for p in _PARTS.findall(word.removesuffix("'s"))]
    return found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English Snowball stem; numbers and short words as they are."""
    if len(word) < 4 or any(c.isdigit() for c in word):
        return word.rstrip("s") if len(word) == 4 and word.endswith("s") else word
    return str(_stemmer().stemWord(word))


_own = local()


def _stemmer() -> EnglishStemmer:
    """This thread's own: a stemmer holds the word that it works on, so two cannot share one."""
    stemmer: EnglishStemmer | None = getattr(_own, "stemmer", None)
    if stemmer is None:
        from snowballstemmer.english_stemmer import EnglishStemmer

        stemmer = _own.stemmer = EnglishStemmer()
    return stemmer


def stems(text: str) -> list[str]:
    """The stems of a text's words in order, stop words among them."""
    return list(_stems(text))


@lru_cache(maxsize=8_000)  # about 2 KB each: headings and neighbouring text come again and again
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(t) for t in tokens(text))


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry a text's subject, lower case, each once, in order."""
    stops = stop_words()
    kept = (t for t in tokens(text) if t not in stops and (len(t) > 1 or t.isdigit()))
    return tuple(dict.fromkeys(kept))


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry a text's subject, each once, in order."""
    return tuple(dict.fromkeys(map(stem, content_words(text))))


def match_expression(words: Iterable[str], phrases: Iterable[str] = ()) -> str:
    """An FTS5 expression that any of the words or phrases satisfies; "" for none.

    Everything is quoted, so that a question can never be read as an operator.
    """
    parts = []
    for word in dict.fromkeys((*words, *phrases)):
        inner = " ".join(_PARTS.findall(unaccented(word)))
        if inner:
            parts.append(f'"{inner}"')
    return " OR ".join(dict.fromkeys(parts))

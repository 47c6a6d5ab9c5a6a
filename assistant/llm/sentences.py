"""A reply that is still being written, taken apart into sentences and the tokens they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.sentences import sentence_spans

_BRACKETS = re.compile(r"\[[^\[\]\n]{0,60}\]|\((?:\s*[sS]\d{1,2}\s*[,;&]?)+\)")
_TOKEN = re.compile(r"\b[sS](\d{1,2})\b")
_LEADING = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)?(?P<token>[sS]\d{1,2})?\s*[:–-]?\s*")
# "… late. [S1] The …": the token belongs to what stands before it.
_TRAILING = re.compile(rf"([.!?]+[\"”’)]*)[ \t]*((?:(?:{_BRACKETS.pattern})[ \t]*)+)(?=[\s]|$)")


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence as a model wrote it, its tokens taken out.

    tokens    the passages it names, in order, each once: ("S1", "S3")
    strange   how many other things stood in brackets: tokens that no passage has, numbers, notes
    """

    text: str
    tokens: tuple[str, ...]
    strange: int


def sentences(pieces: Iterable[str], known: frozenset[str]) -> Iterator[Written]:
    """Each sentence as soon as it is whole; what the reply ends in the middle of comes last."""
    rest = ""
    for piece in pieces:
        rest += piece
        whole, rest = _split(rest)
        yield from (_read(one, known) for one in whole)
    yield from (_read(one, known) for one in _all(rest))


def _split(text: str) -> tuple[list[str], str]:
    """(what is certainly whole, the rest): the last sentence may go on, or its token follow."""
    moved = _TRAILING.sub(lambda m: f"{m[2].strip()}{m[1]} ", text)
    spans = sentence_spans(moved)
    if len(spans) < 2:
        return [], text
    start = spans[-1][0]
    if moved[start:].startswith(("[", "(")) and "]" not in moved[start:]:
        return [], text
    return [moved[a:b] for a, b in spans[:-1]], moved[start:]


def _all(text: str) -> list[str]:
    moved = _TRAILING.sub(lambda m: f"{m[2].strip()}{m[1]} ", text)
    return [moved[a:b] for a, b in sentence_spans(moved)]


def _read(text: str, known: frozenset[str]) -> Written:
    found: list[str] = []
    strange = 0
    leading = _LEADING.match(text)
    if leading and leading["token"]:
        found.append(leading["token"].upper())
    if leading:
        text = text[leading.end() :]
    for match in _BRACKETS.finditer(text):
        named = [f"S{int(n)}" for n in _TOKEN.findall(match.group())]
        found += named
        strange += not named
    tokens = tuple(dict.fromkeys(t for t in found if t in known))
    strange += len({t for t in found if t not in known})
    plain = _BRACKETS.sub("", text)
    plain = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(plain.split()))
    return Written(
        plain.strip(" \"“”'") if plain.count('"') % 2 else plain.strip(), tokens, strange
    )

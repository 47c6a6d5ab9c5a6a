"""Whether each sentence of an answer stands on what it cites: a check apart from the assistant's.

An answer is taken apart into its lines, a line into what stands before each group of markers, that
into sentences. A sentence has support where

1. it has a marker, its own or the next in its line, and every such marker is a citation's;
2. every figure in it stands in what those citations show;
3. so does every name: a word with a capital that does not begin the sentence;
4. and at least WORDS of its words of four letters or more, by their stems.

What a citation shows is its quote, the statements that its rows and form fields make, its title,
section and date. A line that ends in a colon and introduces lines with markers needs none. A
sentence on the register or the approach alone is worked out by rule: 1 alone is asked of it, and
`next_step_exact` checks the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.generated import Cited, Generated
from evals.metrics.matching import fold
from evals.metrics.value import Score, listed, undefined
from ingest.structure.dates import in_words

WORDS = 0.6
BY_RULE = "approach"  # the engine whose sentences follow from the approach and the register
REGISTER = "register/"  # how the names of the register's own documents begin
_GROUP = re.compile(r"((?:\s*\[\d+\])+)")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9£])")
_REPLACED = re.compile(r"\(This version was replaced by “[^”]*”\.?\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the markers that it stands on."""

    text: str
    markers: tuple[int, ...]


def sentences(answer: str) -> Iterator[Sentence]:
    """The sentences that need support, in order."""
    lines = [line.strip() for line in answer.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        introduced = number + 1 < len(lines) and _GROUP.search(lines[number + 1])
        if line.endswith(":") and introduced:
            continue
        parts = _GROUP.split(line.removeprefix("- "))
        for at in range(0, len(parts), 2):
            said = parts[at].strip()
            group = parts[at + 1] if at + 1 < len(parts) else ""
            markers = tuple(int(n) for n in re.findall(r"\d+", group))
            for text in _SENTENCE.split(said) if re.search(r"\w", said) else ():
                yield Sentence(text, markers)


def fault_of(sentence: Sentence, citations: Mapping[int, Cited], engine: str = "") -> str:
    """What a sentence lacks, in a few words; "" where it has support."""
    if not sentence.markers:
        return "no marker"
    unknown = [n for n in sentence.markers if n not in citations]
    if unknown:
        return f"no citation [{unknown[0]}]"
    cited = [citations[n] for n in sentence.markers]
    if engine == BY_RULE or any(c.document.startswith(REGISTER) for c in cited):
        return ""
    return _unsupported(_REPLACED.sub("", sentence.text), " \n".join(map(_shown, cited)))


def sentences_without_support(case: Case, made: Generated) -> Score:
    """|sentences without support|. Undefined where there was no answer."""
    if not made.answered:
        return undefined("no answer")
    citations = {c.marker: c for c in made.citations}
    every = list(sentences(made.answer))
    faults = [(s, fault_of(s, citations, made.engine)) for s in every]
    found = [f"{s.text} ({fault})" for s, fault in faults if fault]
    said = f"{len(found)} of {len(every)} sentences"
    return Score(float(len(found)), f"{said}: {listed(found, 4)}" if found else said)


def _unsupported(text: str, shown: str) -> str:
    figures = set(_FIGURE.findall(fold(shown).replace(",", "")))
    for figure in _FIGURE.findall(fold(text).replace(",", "")):
        if figure not in figures:
            return f"the figure {figure} is not in what it cites"
    stems = set(_stems(_WORD.findall(fold(shown))))
    own = _WORD.findall(fold(text))
    told = list(zip(own, _stems(own), strict=True))
    for word, stem in told[1:]:
        if word[0].isupper() and len(word) > 1 and stem not in stems:
            return f"the name {word} is not in what it cites"
    plain = [stem for word, stem in told if len(word) >= 4]
    if plain and sum(stem in stems for stem in plain) < WORDS * len(plain):
        return "too few of its words are in what it cites"
    return ""


def _stems(words: Sequence[str]) -> list[str]:
    import snowballstemmer

    found: list[str] = snowballstemmer.stemmer("english").stemWords([w.lower() for w in words])
    return found


def _shown(cited: Cited) -> str:
    parts: Sequence[str] = (cited.quote, *cited.said, cited.title, cited.section)
    return " \n".join((*parts, cited.date or "", in_words(cited.date) if cited.date else ""))

"""An answer with a language model: its checked sentences first, the quotes beneath them.

    quotes → passages under tokens → the model's sentences → those that pass → they, then the quotes

Whatever the model does, the quote answer is what remains: of its quotes the best stay in the text,
and what has no more room there goes to the front of "more".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer.compose import MARKER, ROOM, Written, markers_of
from assistant.llm import prompt, sentences
from assistant.llm.base import LanguageModel
from assistant.llm.check import Source, fault_of, leans, shape_fault
from assistant.retrieve import terms
from ingest.errors import LanguageModelError, Trouble

if TYPE_CHECKING:
    from assistant.model import Answer
    from ingest.embed.base import Embedder

MOST_SOURCES = 8
PROMPT_ROOM = 4000  # characters of passages that a model is shown
BEST = 3  # quotes that stay in the text beside the model's sentences
LEAST_ROOM = 160  # characters that sentences want; quotes make room for them down to the best one
MOST_SENTENCES = 4
PATIENCE = 8  # sentences that fail, none between them passing, before the model is given up


@dataclass(frozen=True, slots=True)
class Phrased:
    """What became of an answer.

    name      the model's
    trouble   why the model was not heard to its end, None where it was
    shown     its sentences that stand in the text
    failed    those that do not, each with the reason
    strange   names of passages that there are none of, and other things in brackets
    """

    written: Written
    name: str
    shown: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    strange: int = 0
    trouble: Trouble | None = None

    def signed(self, answer: Answer, words: Mapping[str, str]) -> Answer:
        """The answer with who wrote it, and what a reader should know of that."""
        engine = f"model:{self.name}" if self.shown else "quotes"
        note = words[f"llm_{self._outcome}"].format(name=self.name)
        return replace(answer, engine=engine, note=note)

    @property
    def _outcome(self) -> str:
        if not self.shown:
            return self.trouble.value if self.trouble else "nothing"
        if self.trouble:
            return "cut"
        return "dropped" if self.failed else "wrote"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one model.

    without    documents that the model is not shown: a paper that was replaced is quoted only
    ordinary   the words that a document writes in lower case
    tell       is given each line of the answer's text as soon as it is certain
    """

    model: LanguageModel
    question: str
    seconds: float
    without: Collection[str] = ()
    ordinary: Callable[[str], frozenset[str]] = lambda _: frozenset()
    tell: Callable[[str], None] = lambda _: None


def phrased(asked: Asked, quotes: Written, embedder: Embedder) -> Phrased:
    """Let a model say what the quotes say, and keep what stands in them."""
    given = _sources(asked, quotes)
    blocks = quotes.text.split("\n\n")
    best, room = _room(blocks)
    made = Phrased(quotes, asked.model.name)
    if given and room:
        known = frozenset(line for block in best for line in block.split("\n"))
        judged = _Judged(given, known, embedder, room)
        made = _heard(asked, judged, made)
    return replace(made, written=_joined(made.shown, blocks, best, quotes))


def _heard(asked: Asked, judge: _Judged, made: Phrased) -> Phrased:
    """The reply, sentence by sentence, until it ends or is of no more use."""
    useless = 0
    reply = asked.model.write(prompt.to_answer(asked.question, judge.given), asked.seconds)
    with closing(piece for piece in reply) as pieces:
        try:
            for one in sentences.sentences(pieces, frozenset(judge.given)):
                fault, line = judge.of(one, follows=bool(made.shown) and not useless)
                made = replace(made, strange=made.strange + one.strange)
                if fault:
                    made = replace(made, failed=(*made.failed, (one.text, fault)))
                    useless += 1
                else:
                    made = replace(made, shown=(*made.shown, line))
                    useless = 0
                    asked.tell(line)
                if len(made.shown) == MOST_SENTENCES or useless == PATIENCE or judge.repeats(one):
                    break
        except LanguageModelError as error:
            made = replace(made, trouble=error.trouble)
    return made


class _Judged:
    """What may be shown of a reply. Remembers what was said and how much room is left."""

    def __init__(
        self, given: Mapping[str, Source], known: frozenset[str], embedder: Embedder, room: int
    ) -> None:
        self.given = given
        self._known = known
        self._embedder = embedder
        self._room = room
        self._said: Counter[str] = Counter()

    def of(self, one: sentences.Written, follows: bool) -> tuple[str, str]:
        """(fault, line): why a sentence is not shown, or how it is shown with its markers."""
        key = " ".join(terms.tokens(one.text))
        self._said[key] += 1
        if self._said[key] > 1:
            return "said before", ""
        fault = shape_fault(one.text)
        if not fault and leans(one.text) and not follows:
            fault = "leans on a sentence that is not shown"
        if fault:
            return fault, ""
        fault, tokens = self._sources(one)
        if fault:
            return fault, ""
        markers = sorted(self.given[token].citation.marker for token in tokens)
        line = f"{one.text} {''.join(f'[{n}]' for n in markers)}"
        if line in self._known:
            return "is a quote by itself", ""
        if len(line) + 1 > self._room:
            return "no room", ""
        self._room -= len(line) + 1
        return "", line

    def repeats(self, one: sentences.Written) -> bool:
        """Whether a sentence has come so often that the model goes round in circles."""
        return self._said[" ".join(terms.tokens(one.text))] > 2

    def _sources(self, one: sentences.Written) -> tuple[str, Sequence[str]]:
        """(fault, tokens): the passages that support a sentence.

        Of those that it names, the ones that support it by themselves, else all of them together.
        Where it names none, the first that supports it by itself.
        """
        alone = [t for t in one.tokens or self.given if not self._fault(one.text, [t])]
        if not one.tokens:
            return ("", alone[:1]) if alone else ("names no passage, and none supports it", ())
        return ("", alone) if alone else (self._fault(one.text, one.tokens), one.tokens)

    def _fault(self, text: str, tokens: Sequence[str]) -> str:
        return fault_of(text, [self.given[token] for token in tokens], self._embedder)


def _sources(asked: Asked, quotes: Written) -> dict[str, Source]:
    """Token → passage, in the order of the quotes, as many as a prompt holds."""
    said: dict[str, list[str]] = {}
    for line in f"{quotes.text}\n{quotes.more}".split("\n"):
        for marker in markers_of(line):
            said.setdefault(marker, []).append(MARKER.sub("", line).strip())
    given: dict[str, Source] = {}
    used = 0
    for citation in quotes.citations:
        lines = tuple(said.get(str(citation.marker), ()))
        size = sum(map(len, lines))
        if not lines or citation.document in asked.without or used + size > PROMPT_ROOM:
            continue
        given[f"S{len(given) + 1}"] = Source(citation, lines, asked.ordinary(citation.document))
        used += size
        if len(given) == MOST_SOURCES:
            break
    return given


def _room(blocks: Sequence[str]) -> tuple[Sequence[str], int]:
    """(the quotes that stay, the characters that sentences may have beside them)."""
    for count in range(min(BEST, len(blocks)), 0, -1):
        room = ROOM - len("\n\n".join(blocks[:count])) - 2
        if room >= LEAST_ROOM:
            return blocks[:count], room
    return blocks, 0


def _joined(
    shown: Sequence[str], blocks: Sequence[str], best: Sequence[str], quotes: Written
) -> Written:
    """The sentences, under them the quotes that have room, and before "more" the others."""
    if not shown:
        return quotes
    kept = ["\n".join(shown), *best]
    moved: list[str] = []
    for block in blocks[len(best) :]:
        fits = len("\n\n".join((*kept, block))) <= ROOM
        (kept if fits else moved).append(block)
    more = "\n\n".join(filter(None, (*moved, quotes.more)))
    return replace(quotes, text="\n\n".join(kept), more=more)

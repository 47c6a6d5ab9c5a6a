"""Whether a sentence of a language model says no more than the passages that it names.

A sentence has support where, in order:

1. every figure and date in it stands in them, by its value and as it is printed, so that a reader
   finds it there; and a figure stands near the words that it has here, so that none is taken over
   to another thing;
2. every name does, its words side by side;
3. every word that carries meaning does, by its stem, but for those that claim nothing; and the
   words that weigh a claim ("all", "only", "because") stand before the same word as there;
4. its words come in the order of one sentence of theirs and near each other, so that who did what
   to whom stays, and no new statement is made of words from here and there;
5. it denies what they deny and nothing else, is careful where they are, and has no opposite of
   their words;
6. its vector is near that of one of their sentences.

Each rule is stricter than it need be for a good sentence: what fails is replaced by the quote,
which costs little, and what passes wrongly would be an invention with a source beneath it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.llm import claims
from assistant.retrieve import terms
from ingest.sentences import sentence_spans
from ingest.structure.dates import in_words

if TYPE_CHECKING:
    from assistant.model import Citation
    from ingest.embed.base import Embedder

NEAR = 0.6  # least cosine of a sentence with the nearest sentence of its passages
WIDE = 3  # words are close within so many times a sentence's length, stop words left out
MANY = 8  # words of a sentence from which one may be out of its order
SHORT_WINDOW = 9
BEFORE = 5  # words before those that a sentence takes up: "it is not true that …"
_JOINT = re.compile(r"[,;]? (?:and|but|while)\b|;")
AROUND = 150  # characters around a figure in which a source names what it counts
BESIDE = 45  # the same in the sentence
SHORTEST, LONGEST = 20, 400  # characters of a sentence


@dataclass(frozen=True)
class Source:
    """A passage as a model is shown it, and what its sentences are held against.

    said       the lines that the quote answer has of it
    ordinary   the words that its document writes in lower case
    """

    citation: Citation
    said: tuple[str, ...]
    ordinary: frozenset[str] = frozenset()

    @cached_property
    def body(self) -> str:
        """Its own words: the quote, and rows and fields as they are said."""
        quote = " ".join(self.citation.quote.split())
        return "\n".join(dict.fromkeys((*self.said, quote)))

    @cached_property
    def about(self) -> str:
        """What it stands under: title, headings and date."""
        cited = self.citation
        date = f"{cited.date} {in_words(cited.date)}" if cited.date else ""
        return f"{cited.title}\n{cited.section}\n{date}"

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its body's sentences, each once."""
        parts = (line[a:b] for line in self.body.split("\n") for a, b in sentence_spans(line))
        return tuple(dict.fromkeys(parts))


def fault_of(text: str, sources: Sequence[Source], embedder: Embedder) -> str:
    """Why a sentence may not be shown, in a few words; "" where its sources support it."""
    body = "\n".join(source.body for source in sources)
    shown = "\n".join((body, *(source.about for source in sources)))
    ordinary = frozenset().union(*(source.ordinary for source in sources))
    pieces = [sentence for source in sources for sentence in source.sentences]
    return (
        _figures(text, shown, pieces)
        or _dates(text, shown)
        or _names(text, shown, ordinary)
        or _words(text, shown, pieces)
        or _order(text, pieces)
        or _turned(text, pieces)
        or _far(text, pieces, embedder)
    )


def shape_fault(text: str) -> str:
    """Why a text is no sentence that could be shown at all; "" where it is one."""
    if not SHORTEST <= len(text) <= LONGEST:
        return "too short or too long"
    if not re.search(r"[.!][\"”’)]*$", text):
        return "not a whole sentence"
    if re.search(r"[<>{}|`*_#\\]|\]\(|https?:|www\.", text):
        return "has markup in it"
    if not text[0].isupper() and not text[0].isdigit() and text[0] not in "£$€“\"'‘":
        return "begins in the middle"
    if re.search(r"(?:[,;]|\band)\s*\(?\d{1,2}\.$", text):
        return "ends in the number of a list"
    if re.match(r"(?i)(?:yes|no)\b", text):
        return "begins with a yes or no that no passage says"
    return ""


def leans(text: str) -> bool:
    """Whether a sentence begins with a word that points back to the one before it."""
    first = terms.tokens(text)[:1]
    return bool(first) and first[0] in _table()["leaning"]


def _figures(text: str, shown: str, pieces: Sequence[str]) -> str:
    known = claims.figures(shown)
    for figure in claims.claimed_figures(text):
        printed = text[figure.start : figure.end]
        if not any(figure.same(one) for one in known):
            return f"the figure {printed} is not in its source"
        if not any(
            _same_thing(figure, text, place, piece)
            for piece in pieces
            for place in claims.figures(piece)
            if figure.same(place)
        ):
            return f"the figure {printed} is of something else"
    return ""


def _same_thing(figure: claims.Figure, text: str, place: claims.Figure, piece: str) -> bool:
    """Whether a figure counts the same here and there, going by the words around it."""
    counted = re.match(r"\s*-?([^\W\d_]{3,})", text[figure.end :])
    if counted and not figure.unit and "/" not in figure.value:
        word = counted[1].lower()
        after = terms.stems(piece[place.end : place.end + BESIDE])[:4]
        if word not in terms.stop_words() and terms.stem(word) not in after:
            return False
    here = _stems(text[max(0, figure.start - BESIDE) : figure.end + BESIDE], figure, text)
    there = set(terms.stems(piece[max(0, place.start - AROUND) : place.end + AROUND]))
    return 2 * len(here & there) >= len(here)


def _stems(window: str, figure: claims.Figure, text: str) -> set[str]:
    own = set(terms.stems(text[figure.start : figure.end]))
    return {s for s in terms.content_stems(window) if not s.isdigit()} - own


def _dates(text: str, shown: str) -> str:
    known = claims.dates(shown)
    missing = [date for date in sorted(claims.dates(text)) if not claims.dated(date, known)]
    if missing:
        return f"the date {missing[0]} is not in its source"
    otherwise = claims.printed(text) - claims.printed(shown)
    return f"the figure {min(otherwise)} is printed otherwise in its source" if otherwise else ""


def _names(text: str, shown: str, ordinary: frozenset[str]) -> str:
    known = claims.named_words(shown)
    for run in claims.names(text, ordinary):
        if f" {' '.join(run)} " not in known:
            return f"the name {' '.join(run)} is not in its source"
    return ""


def _words(text: str, shown: str, pieces: Sequence[str]) -> str:
    present = set(terms.stems(shown))
    for word in _telling(text):
        if terms.stem(word) not in present:
            return f"the word {word} is not in its source"
    pairs = {pair for piece in pieces for pair in _followed(piece, "weighty")}
    added = [word for word, after in _followed(text, "weighty") if (word, after) not in pairs]
    return f"its source has no such “{added[0]}”" if added else ""


def _followed(text: str, kind: str) -> list[tuple[str, str]]:
    """Each word of a kind with the stem of the next telling word, "" at the end."""
    table, stops = _table(), terms.stop_words()
    words = [w for w in terms.tokens(re.sub("n['’]t", " not", text)) if not w[0].isdigit()]
    found = []
    for at, word in enumerate(words):
        if word in table[kind]:
            after = (w for w in words[at + 1 :] if w not in stops and w not in table[kind])
            found.append((word, terms.stem(next(after, ""))))
    return found


def _telling(text: str) -> list[str]:
    """The words that say something, in order, each as often as it comes; no figures."""
    stops, harmless = terms.stop_words(), _table()["harmless"]
    words = terms.tokens(claims.without_figures(text))
    return [w for w in words if w not in stops and w not in harmless]


def _order(text: str, pieces: Sequence[str]) -> str:
    """Whether one sentence of the source has its words in their order, and close together.

    A sentence of two halves may have them from two, if its second half begins as its source does.
    Words that are picked up here and there make a new statement, though each of them is there.
    """
    if any(_follows(text, piece) for piece in pieces):
        return ""
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        one = next((p for p in pieces if _follows(first, p)), None)
        other = (p for p in pieces if p != one and _telling(p)[:1] == _telling(second)[:1])
        if one and any(_follows(second, piece) for piece in other):
            return ""
    return "its words are in another order, or far apart"


def _follows(text: str, piece: str) -> bool:
    """Whether a window of `piece`, WIDE times as long as `text`, has its words in order.

    One word may stand elsewhere where there are many, but none of a name.
    """
    here = [terms.stem(w) for w in _telling(text)]
    there = [terms.stem(w) for w in _telling(piece)]
    named = [s for run in claims.names(text, frozenset()) for s in run if s in here]
    wide = max(SHORT_WINDOW, WIDE * len(here))
    spare = int(len(here) >= MANY)
    windows = (there[at : at + wide] for at in range(max(1, len(there) - wide + 1)))
    return len(here) > 1 and any(
        _in_order(here, window) >= len(here) - spare and _in_order(named, window) == len(named)
        for window in windows
    )


def _in_order(here: Sequence[str], there: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    lengths = [0] * (len(there) + 1)
    for stem in here:
        before = 0
        for at, other in enumerate(there, start=1):
            keep = lengths[at]
            lengths[at] = before + 1 if stem == other else max(lengths[at], lengths[at - 1])
            before = keep
    return lengths[-1]


def _turned(text: str, pieces: Sequence[str]) -> str:
    """Whether the sentence turns round what the source's nearest sentence says."""
    table = _table()
    stems = set(terms.content_stems(text))
    said = max(pieces, key=lambda p: (len(stems & set(terms.stems(p))), -len(p)), default="")
    here, there = _all_words(text), _all_words(said)
    denied, known = _followed(text, "denying"), _followed(_span(text, said), "denying")
    if len(denied) != len(known) or {a for _, a in denied} != {a for _, a in known}:
        return "it denies what its source does not, or the other way round"
    if there & table["careful"] and not here & table["careful"]:
        return "its source is more careful"
    for one, other in _opposites():
        for word, against in ((one, other), (other, one)):
            if word in here and against in there and against not in here:
                return f"it says {word}, and its source {against}"
    return ""


def _span(text: str, piece: str) -> str:
    """The part of a source's sentence that a sentence takes up, and a little before it."""
    words = piece.split()
    stems = {terms.stem(w) for w in _telling(text)}
    at = [n for n, word in enumerate(words) if stems & set(terms.stems(word))]
    return " ".join(words[max(0, at[0] - BEFORE) : at[-1] + 1]) if at else piece


def _far(text: str, pieces: Sequence[str], embedder: Embedder) -> str:
    first, *others = embedder.embed([text, *pieces])
    nearest = max((float(first @ other) for other in others), default=0.0)
    return "" if nearest >= NEAR else f"it is far from its source ({nearest:.2f})"


def _all_words(text: str) -> set[str]:
    """The words of a text in lower case; not the month of May, which is no "may"."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.replace("’", "'"))
    return {word.lower() for word in words if word != "May"}


@cache
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in _file().items()}


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    pairs = (pair.split() for pair in _file()["opposites"].split(","))
    return tuple((one, other) for one, other in pairs)


@cache
def _file() -> dict[str, str]:
    return tomllib.loads(files("assistant.llm").joinpath("words.toml").read_text("utf8"))

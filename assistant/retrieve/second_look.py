"""A second look: in the papers that the question names, and at each paper by itself.

One search over everything lets a long report crowd out the minutes that the question is about.
So the papers whose own names stand in the question ("the scrutiny board", "LYPFT", "in March")
are searched again by themselves, and every paper that was found at all shows its best passages.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.retrieve import terms
from assistant.retrieve.search import Found

if TYPE_CHECKING:
    from assistant.question import Understood
    from assistant.shelf import Paper
    from ingest.library import Library, Scope

RARE = 0.3  # a word of at most this share of the papers' names tells them from the rest
HOME = 0.5  # share of the passages with a word that its papers hold, where it is their name
NEARLY = 0.7  # of the best paper's worth: papers from there on count as named as well
MOST_NAMED = 6
DATED = 3.0  # what the date of a meeting is worth beside the words that name a paper
EACH = 2  # passages of every paper found that are read whatever their rank
PAPERS = 8  # papers of which so many are read


Home = Callable[[str, frozenset[str]], float]
"""The share of the passages with a word that stand in some documents; 1 where none has it."""


@dataclass(frozen=True, slots=True)
class Named:
    """The papers that a question names, best first, and those of its stems it names them by.

    sides   papers that different words or dates name ("LTHT or LYPFT", "in May and in July"), as
            sets of document ids; () where all are named alike
    dated   those of them that a date names, by id
    """

    papers: tuple[Paper, ...]
    by: frozenset[str]
    sides: tuple[frozenset[int], ...] = ()
    dated: frozenset[int] = frozenset()

    @property
    def documents(self) -> frozenset[str]:
        """Their names, as a Scope wants them."""
        return frozenset(paper.record.document for paper in self.papers)


NOTHING_NAMED = Named((), frozenset())


def named(
    words: Iterable[str],
    papers: Sequence[Paper],
    home: Home,
    dates: Mapping[int, str] = MappingProxyType({}),
) -> Named:
    """The papers whose title, body, date or file name the question's words tell from the others.

    A word is worth log(1 + (N - n + 0.5) / (n + 0.5)) where `n` of `N` papers are called by it, as
    in BM25. A paper is named where it is called by a telling word, and all its words together are
    worth NEARLY as much as those of the paper that is named best. A word tells where at most RARE
    of the papers are called by it and it is at home in them: at least HOME of the passages that
    use it are theirs, as `home(word, documents)` counts. A year or month alone tells nothing; but
    `dates`, as `meetings.of_dates` finds them (document id → the date), name a paper by themselves.
    """
    stems = {terms.stem(word): word for word in words}
    spelt = {_spelt(stem): word for stem, word in stems.items()}
    held = {paper.record.id: spelt.keys() & paper.called for paper in papers}
    count = Counter(word for some in held.values() for word in some)
    total = len(papers)
    worth = {w: math.log(1 + (total - n + 0.5) / (n + 0.5)) for w, n in count.items()}

    def tells(word: str) -> bool:
        if count[word] > max(1.0, RARE * total) or of_date(word):
            return False
        called = (p.record.document for p in papers if word in p.called)
        return home(spelt[word], frozenset(called)) >= HOME

    telling = {word for word in sorted(count) if tells(word)}

    def own_worth(paper: int) -> float:
        # A date counts as such: its month's name, which a stop word may be ("May"), not besides.
        counted = {w for w in held[paper] if paper not in dates or not of_date(w)}
        return math.fsum(worth[w] for w in sorted(counted)) + DATED * (paper in dates)

    scores = {
        i: own_worth(i)
        for i in (paper.record.id for paper in papers)
        if held[i] & telling or i in dates
    }
    if not scores or total < 2:
        return NOTHING_NAMED
    least = NEARLY * max(scores.values())
    chosen = sorted(
        (paper for paper in papers if scores.get(paper.record.id, 0.0) >= least),
        key=lambda paper: (-scores[paper.record.id], paper.record.document),
    )[:MOST_NAMED]
    shared = frozenset(spelt).intersection(*(held[p.record.id] for p in chosen))
    own = {p.record.id: frozenset(held[p.record.id] & telling) for p in chosen}
    naming = shared.union(*own.values())
    by = frozenset(stem for stem in stems if _spelt(stem) in naming)
    dated = frozenset(i for i in own if i in dates)
    marked = {i: words | {dates[i]} if i in dates else words for i, words in own.items()}
    return Named(tuple(chosen), by, _sides(marked), dated)


def at_home(library: Library, scope: Scope) -> Home:
    """How much of a word's passages some documents hold, counted in the Library."""

    def home(word: str, documents: frozenset[str]) -> float:
        everywhere = library.document_frequency([word], scope)[word]
        there = library.document_frequency([word], replace(scope, documents=documents))[word]
        return there / everywhere if everywhere else 1.0

    return home


def _sides(own: Mapping[int, frozenset[str]]) -> tuple[frozenset[int], ...]:
    """The papers by the words that are theirs alone; () unless there are two such sets or more."""
    by_words: dict[frozenset[str], set[int]] = {}
    for paper, words in own.items():
        by_words.setdefault(words, set()).add(paper)
    if len(by_words) < 2 or any(a < b for a in by_words for b in by_words):
        return ()
    return tuple(frozenset(papers) for papers in by_words.values())


_SHORT_MONTHS = {
    short: terms.stem(name.lower())
    for name in calendar.month_name[1:]
    for short in (name[:3].lower(), name[:4].lower())
}


_MONTHS = frozenset(_SHORT_MONTHS.values())


def of_date(stem: str) -> bool:
    """Whether it is the stem of a number, or of a month's name in full or short."""
    return stem.isdigit() or _spelt(stem) in _MONTHS


def _spelt(stem: str) -> str:
    """A month's short form as the stem of its name: "jan" → "januari"."""
    return _SHORT_MONTHS.get(stem, stem)


_WORD = re.compile(r"\d\d+(?:[/-]\d\d+)+|[^\W_]+(?:['’]s)?")  # a financial year is one word


def within(question: Understood, by: frozenset[str]) -> Understood | None:
    """The question without the words that name the papers; None where nothing else is left."""
    rest = tuple(stem for stem in question.stems if stem not in by)
    carried = tuple(w for w in question.carried if terms.stem(w) not in by)
    if not rest and not carried:
        return None

    def keep(match: re.Match[str]) -> str:
        return "" if by.issuperset(terms.stems(match.group())) else match.group()

    text = " ".join(_WORD.sub(keep, question.text).split())
    return replace(question, text=text, stems=rest or question.stems, carried=carried)


def joined(first: Sequence[Found], second: Sequence[Found], most: int) -> tuple[Found, ...]:
    """The `most` best of the first look, what it found of each paper, and the second look's.

    `first` may hold more than `most`: of the rest, the EACH best of every paper come along, for the
    first PAPERS papers. A passage found twice counts at its better score.
    """
    read = list(first[:most])
    seen = Counter(hit.passage.document_id for hit in read)
    for hit in first[most:]:
        paper = hit.passage.document_id
        if seen[paper] < EACH and (seen[paper] or len(seen) < PAPERS):
            seen[paper] += 1
            read.append(hit)
    best: dict[int, Found] = {}
    for hit in (*read, *second):
        held = best.get(hit.passage.id)
        if held is None or held.score < hit.score:
            best[hit.passage.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id)))

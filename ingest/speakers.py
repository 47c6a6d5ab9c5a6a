"""Who speaks in a transcript: labels such as "The Chair:" and "Jane Brown MS:", told from others.

A label alone proves nothing: "Risk:" looks like "Smith:". It counts where it reads like a name or
an office, and a file is a transcript where such labels come back, one speaker after another
(`recurring`). Shared by the readers, which must not join two turns, and by the structure.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

LONGEST = 140  # characters of a label, with what stands in brackets
MOST_WORDS = 8  # of a label, without what stands in brackets
FEWEST_TURNS = 8  # in a transcript
CHANGES = 0.5  # least share of turns that are not by who spoke before
KNOWN = 0.5  # least share of turns by somebody who speaks more than once
_INLINE = re.compile(
    r"^(?:\*\*|__)?(?P<label>[^\s:*_][^:\n]*?)(?:\*\*|__)?\s*:(?:\*\*|__)?(?:\s+|$)"
)
_BRACKETS = re.compile(r"\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)?")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*[\w.])?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,4}")
_NUMBERED = re.compile(
    r"(?i)^(?:speaker|participant|interviewer|respondent|voice|person)[ _]?\d{1,3}$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """Who is named at the beginning of a line, and where in it that one's words begin."""

    name: str
    said: int


def label(text: str) -> Label | None:
    """The label before the first colon of a line, where it reads like somebody's name."""
    match = _INLINE.match(text[: LONGEST + 8])
    if match is None or len(match["label"]) > LONGEST or not is_name(match["label"]):
        return None
    return Label(match["label"].strip(), match.end())


def is_name(text: str) -> bool:
    """Whether the whole text reads like a name or an office, what stands in brackets aside."""
    bare = _bare(text)
    if _NUMBERED.match(bare):
        return True
    words = bare.split()
    if not 0 < len(words) <= MOST_WORDS or not all(_WORD.fullmatch(w.strip(",")) for w in words):
        return False
    plain = [w.lower().strip(".,") for w in words]
    known = _words()
    if not words[0][0].isupper() or bare.endswith((",", ";")):
        return False
    if _is_office(plain):
        return True
    if any(w in known["never"] for w in plain):
        return False
    return all(w[0].isupper() or p in known["particles"] for w, p in zip(words, plain, strict=True))


def key(name: str) -> str:
    """What a speaker's labels have in common: brackets, styles, dots and case do not count."""
    plain = [w.lower().strip(".,") for w in _bare(name).split()]
    known = _words()
    named = [w for w in plain if w not in known["titles"] and w != "right"]
    if len(plain) != len(named) and len(named) == 1:
        return " ".join(plain)  # "Mr Smith" need not be "Dr Smith"
    return " ".join(named or plain)


def recurring(names: Sequence[str], ordinary: frozenset[str]) -> frozenset[str]:
    """The keys of those who speak, () where labels that come in this order are no transcript.

    `ordinary` are the words that the file writes in lower case: a label of nothing else
    ("Quality Lead") names nobody, unless it is an office.
    """
    spoken = [key(name) for name in names if _is_somebody(name, ordinary)]
    times = Counter(spoken)
    if len(spoken) < FEWEST_TURNS or len(times) < 2 or len(spoken) < 0.7 * len(names):
        return frozenset()
    changes = sum(a != b for a, b in pairwise(spoken))
    again = sum(n for n in times.values() if n > 1)
    if changes < CHANGES * (len(spoken) - 1) or again < KNOWN * len(spoken):
        return frozenset()
    return frozenset(times)


def speaking(lines: Sequence[str]) -> frozenset[str]:
    """The keys of those whose turns begin lines of a file; () where it is no transcript."""
    names = [here.name for line in lines if (here := label(line.strip()))]
    return recurring(names, ordinary_words(lines)) if len(names) >= FEWEST_TURNS else frozenset()


def begins_turn(line: str, spoken: frozenset[str]) -> bool:
    """Whether a line begins a turn of one of those who speak (see `speaking`)."""
    here = label(line.strip()) if spoken else None
    return here is not None and key(here.name) in spoken


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that are written in lower case somewhere in the texts."""
    found: set[str] = set()
    for text in texts:
        found.update(re.findall(r"\b[a-z][a-z’'-]+", text))
    return frozenset(found)


def _is_somebody(name: str, ordinary: frozenset[str]) -> bool:
    bare = _bare(name)
    if _NUMBERED.match(bare) or _INITIALS.fullmatch(bare):
        return True
    plain = [w.lower().strip(".,") for w in bare.split()]
    if _is_office(plain) or plain[0] in _words()["titles"]:
        return True
    return any(w not in ordinary and w not in _words()["particles"] for w in plain)


def _is_office(plain: Sequence[str]) -> bool:
    known = _words()
    offices = [w for w in plain if w in known["offices"]]
    others = [w for w in plain if w not in known["offices"] and not w.isdigit()]
    return bool(offices) and all(w in known["around"] for w in others)


def _bare(text: str) -> str:
    return " ".join(_BRACKETS.sub(" ", text).split()).strip(" *_")


@cache
def _words() -> dict[str, frozenset[str]]:
    loaded = tomllib.loads(files("ingest").joinpath("speaker_words.toml").read_text("utf8"))
    return {name: frozenset(words) for name, words in loaded.items()}

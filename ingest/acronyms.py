"""A library's own acronyms, from where its papers write "Full Name (FN)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEHIND = re.compile(r"\(\s*['\"‘“]?([A-Z][A-Za-z&/-]{1,9})['\"’”]?\s*\)")
_BEFORE = re.compile(r"\b([A-Z][A-Za-z&]{1,9}) \(([A-Z][^()\n\t]{4,80})\)")
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "&"]
)
_WORD = re.compile(r"[A-Za-z0-9’']+|&")
_SENTENCE_END = re.compile(r"[.;:!?](?:\s|$)|[\n\t]")
_REACH = 160  # characters before a bracket in which the full name stands


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """(acronym, full name) as written, in order of first appearance, each once.

    The full name is the shortest run of words before the bracket whose initials spell the
    acronym; small words may be left out of it ("Board of Directors (BoD)"), as may the second
    half of a hyphenated word ("Multi-speciality Community Provider (MCP)"), and a word in
    capitals gives all its letters ("NHS England (NHSE)"). A plural s is dropped from the acronym.
    "SRTB (System Recovery …)", the other way round, is found too. A name never crosses the end
    of a sentence, a line or a cell.
    """
    found: dict[tuple[int, str, str], None] = {}
    for match in _BEHIND.finditer(text):
        acronym = _singular(match.group(1))
        name = _spelt(acronym, text[max(0, match.start() - _REACH) : match.start()])
        if name:
            found.setdefault((match.start(), acronym, name))
    for match in _BEFORE.finditer(text):
        acronym, name = _singular(match.group(1)), match.group(2).strip()
        if _is_acronym(acronym) and not _SENTENCE_END.search(name):
            words = list(_WORD.finditer(name))
            if len(words) > 1 and _matches(_letters(acronym), name, words):
                found.setdefault((match.start(), acronym, name))
    return tuple(dict.fromkeys((acronym, name) for _, acronym, name in sorted(found)))


def spelt_in(acronym: str, text: str) -> str | None:
    """The first run of words in `text` whose initials spell all of the acronym; None for none."""
    letters = _letters(acronym)
    words = list(_WORD.finditer(text))
    for first, match in enumerate(words):
        if len(letters) < 2 or match.group()[0].lower() != letters[0]:
            continue
        for last in range(first + 2, min(len(words), first + 2 * len(letters) + 3) + 1):
            if _matches(letters, text, words[first:last]):
                name = text[match.start() : words[last - 1].end()]
                return None if _SENTENCE_END.search(name) else name
    return None


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") and acronym[-2:-1].isupper() else acronym


def _is_acronym(word: str) -> bool:
    return sum(c.isupper() for c in word) >= 2


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Za-z]", "", acronym).lower()


def _spelt(acronym: str, before: str) -> str | None:
    """The shortest run of words that ends `before` and spells the acronym."""
    letters = _letters(acronym)
    if not _is_acronym(acronym):
        return None
    words = list(_WORD.finditer(before))
    for count in range(2, min(len(words), 2 * len(letters) + 3) + 1):
        run = words[-count:]
        name = before[run[0].start() :]
        if name.count("(") != name.count(")"):
            continue
        if _SENTENCE_END.search(name.rstrip(" ")):
            return None
        small = run[0].group().lower() in _SMALL
        if not small and re.search(r"\w[ -]", name) and _matches(letters, before, run):
            return name.strip()
    return None


def _matches(letters: str, text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether the words' initials spell the letters, all of them and in order."""
    reached = {0}  # how many letters may be spelt so far
    for index, match in enumerate(words):
        word = match.group()
        hyphened = index > 0 and text[match.start() - 1] == "-"
        now = set(reached) if word.lower() in _SMALL or hyphened else set()
        for at in reached:
            if letters[at : at + 1] == word[0].lower():
                now.add(at + 1)
            if word.isupper() and len(word) > 1 and letters.startswith(word.lower(), at):
                now.add(at + len(word))
        reached = now
    return len(letters) in reached

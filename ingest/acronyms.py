"""A library's own acronyms, from where its papers write "Full Name (FN)"."""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\(\s*['\"‘“]?([A-Z][A-Za-z&/-]{1,9}s?)['\"’”]?\s*\)")
_SMALL = frozenset("a an and at by for from in of on or the to with & - –".split())
_WORD = re.compile(r"[A-Za-z0-9’']+|&")


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """(acronym, full name) as written, in order of first appearance, each once.

    The full name is the shortest run of words before the bracket whose initials spell the
    acronym; small words may be left out of it ("Board of Directors (BoD)") and a word may give
    two letters ("Radiotherapy (RT)" is not found: one word is not a name spelt by initials).
    "SRTB (System Recovery …)", the other way round, is found too.
    """
    found: dict[tuple[str, str], None] = {}
    for match in _BRACKETED.finditer(text):
        acronym = match.group(1)
        if sum(c.isupper() for c in acronym) < 2:
            continue
        name = _spelt(acronym.rstrip("s") if acronym[-1] == "s" else acronym, text[: match.start()])
        if name:
            found.setdefault((acronym.removesuffix("s"), name))
    for match in re.finditer(r"\b([A-Z][A-Z&]{1,8})\s+\(([A-Z][^()]{4,80})\)", text):
        acronym, name = match.groups()
        if _initials(name) in (acronym.lower(), acronym.lower().replace("&", "")):
            found.setdefault((acronym, name.strip()))
    return tuple(found)


def _spelt(acronym: str, before: str) -> str | None:
    letters = re.sub(r"[^A-Za-z]", "", acronym).lower()
    words = list(_WORD.finditer(before[-160:]))
    offset = max(0, len(before) - 160)
    if re.search(r"[.;:!?\n\t]\s*$", before):
        return None
    for count in range(1, min(len(words), 2 * len(letters) + 3) + 1):
        run = words[-count:]
        if run[0].group().lower() in _SMALL or not run[0].group()[0].isalnum():
            continue
        span = before[offset + run[0].start() :].strip()
        if re.search(r"[.;:!?\n\t]\s", span):
            return None
        if count > 1 and _matches(letters, [w.group().lower() for w in run]):
            return span
    return None


def _matches(letters: str, words: list[str]) -> bool:
    """Whether initials spell the letters; small words may be skipped, the first and last not."""
    if not words:
        return not letters
    if not letters:
        return all(w in _SMALL for w in words)
    head, rest = words[0], words[1:]
    if head in _SMALL and _matches(letters, rest):
        return True
    return head[0] == letters[0] and _matches(letters[1:], rest)


def _initials(name: str) -> str:
    return "".join(w[0].lower() for w in _WORD.findall(name) if w.lower() not in _SMALL)

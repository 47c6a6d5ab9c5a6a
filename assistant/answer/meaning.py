"""What a word means and what letters stand for: the evidence that says so, before all other.

"Intermediate care is the range of …" tells what it is; that 445 of its beds are occupied does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.choose import Evidence
from assistant.question import Understood, Wants
from assistant.retrieve import terms
from assistant.retrieve.search import Expansion
from ingest.acronyms import spelt_in
from ingest.model import BlockKind

LETTERS = 8  # at most, of a word that may be the initials of a name
TOLD = 3  # definitions that are shown before what else was found
_SAYS = (
    r"(?:\s*\([^)]{1,60}\))?[\"”’]?\s*"
    r"(?:(?:is|are|means?|refers? to|stands? for|covers?)\b|[:=–—]|-\s)"
)
_OPENS = r"^\W*(?:(?:an?|the|term|by|each)\s+)*[\"“‘]?"


def asks_of_letters(question: Understood, evidence: Sequence[Evidence]) -> bool:
    """Whether it asks what letters stand for: by its words, or since papers know the word as such.

    "what does hdu mean" is about letters where the papers write HDU and never hdu.
    """
    if Wants.EXPANSION in question.wants:
        return True
    word = question.subject
    if Wants.DEFINITION not in question.wants or not word.isalpha() or len(word) > LETTERS:
        return False
    if not re.search(r"\bmeans?\b|\bmeaning\b", question.text, re.IGNORECASE):
        return False
    written = {found for one in evidence for found in re.findall(rf"(?i)\b{word}\b", one.unit.said)}
    return bool(written) and all(sum(c.isupper() for c in one) > 1 for one in written)


def spelling_out(
    evidence: Sequence[Evidence], question: Understood, expansion: Expansion
) -> tuple[Evidence, ...]:
    """For each full name of the letters asked about, the evidence that says least besides the two.

    Best first. A name of which another one is the end ("a project lead") is the same.
    """
    letters = question.subject.casefold()
    initials = "".join(c for c in letters if c.isalnum())
    names = [p.casefold() for p in expansion.phrases if " " in p]
    spelt = [n for n in names if _initials(n).startswith(initials[:2])]
    best: dict[str, Evidence] = {}
    for one in evidence:
        text = " ".join(one.unit.said.casefold().split())
        if not re.search(rf"(?<!\w){re.escape(letters)}s?(?!\w)", text):
            continue
        name = next((n for n in spelt if n in text), None) or _told_beside(one, letters)
        if name is None:
            continue
        if name not in best or len(one.unit.said) < len(best[name].unit.said):
            best[name] = one
    return tuple(one for one in evidence if one in best.values())


def _told_beside(one: Evidence, letters: str) -> str | None:
    """The full name that stands beside the letters, though it has words that they leave out.

    "the NHS Wales Informatics Management Board (NIMB)", or in a list of terms "CILIP: the …".
    """
    before = re.search(rf"([^.;:!?()\n\t]+)\(\s*(?i:{re.escape(letters)})s?\s*\)", one.unit.said)
    name = _capitals(before[1], letters) if before else None
    if name:
        return name
    opening = re.match(rf"{_OPENS}(?i:{re.escape(letters)}){_SAYS}", one.unit.said)
    if opening:
        return spelt_in(letters, one.unit.said[opening.end() :])
    if one.unit.block.kind is BlockKind.ROW:
        cells = [cell.partition(": ")[2] or cell for cell in one.unit.said.split("; ")]
        if cells and cells[0].casefold() == letters:
            return next((n for n in (spelt_in(letters, c) for c in cells[1:]) if n), None)
    return None


def _capitals(before: str, letters: str) -> str | None:
    """The run of capitalised words that ends a text, whose initials hold the letters in order."""
    run = re.search(r"(?:[A-Z][\w’'&-]*(?:\s+(?:and|of|for|the|in|to|&))*\s*)+$", before)
    if run is None:
        return None
    initials = iter(_initials(run.group()).casefold())
    return run.group().strip() if all(c in initials for c in letters if c.isalnum()) else None


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("&", " ").split() if w[0].isalnum())


def defining(evidence: Sequence[Evidence], question: Understood) -> tuple[Evidence, ...]:
    """The evidence that defines the subject by its form: "X is …", "X: …", a row of a glossary."""
    subject = " ".join(question.subject.casefold().split())
    if not subject or Wants.DEFINITION not in question.wants:
        return ()
    return tuple(one for one in evidence if any(_defines(one, s) for s in _forms(subject)))


def _forms(subject: str) -> Iterator[str]:
    """The subject as asked, and one where several were asked after: "targets", "target"."""
    yield subject
    if subject.endswith("s"):
        yield subject[:-1]


def _defines(one: Evidence, subject: str) -> bool:
    said = " ".join(one.unit.said.casefold().split())
    word = r"\s+".join(map(re.escape, subject.split()))
    if re.match(rf"{_OPENS}{word}s?{_SAYS}", said):
        return True
    if re.search(rf"\b{word}s?[\"”’]?(?:,| is| are) (?:as )?defined\b|\bby {word} we mean\b", said):
        return True
    if one.unit.block.kind is not BlockKind.ROW:
        return False
    first = said.split("; ")[0].partition(": ")
    return terms.stems(first[2] or first[0]) == terms.stems(subject)


def told_first(ranked: Sequence[Evidence], question: Understood) -> tuple[Evidence, ...]:
    """The evidence with what defines the subject before the rest; as it is for other questions."""
    first = defining(ranked, question)[:TOLD]
    return (*first, *(one for one in ranked if one not in first))

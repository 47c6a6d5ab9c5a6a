"""How the corpus is written: its sentences, its spelling, and what it shares with other texts."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY / "corpus"
SHARED = REPOSITORY.parent / "shared"

RUN = 8
LONGEST_AVERAGE_SENTENCE = 30

AMERICAN = {
    "analyze", "analyzed", "analyzing", "behavior", "behaviors", "catalog", "center", "centered",
    "centers", "color", "colors", "counseling", "defense", "dialog", "enroll", "enrollment",
    "favor", "favorable", "favored", "fetal", "fulfill", "fulfillment", "gray", "gynecology",
    "hematology", "honor", "honored", "humor", "inquiries", "labeled", "labor", "leukemia",
    "liter", "liters", "maneuver", "meager", "meter", "meters", "modeled", "modeling", "neighbor",
    "neighborhood", "neighborhoods", "offense", "pediatric", "pediatrics", "pretense", "program",
    "programs", "rigor", "savior", "signaled", "skeptical", "totaled", "traveled", "traveler",
    "travelers", "traveling", "tumor", "tumors", "vapor",
}  # fmt: skip
# British English writes these with -ise here: the words whose -ize form is the American habit.
_IZE = re.compile(
    r"\b(?!(?:size|sized|sizes|sizing|seize|seized|prize|prizes|capsize)\b)"
    r"[a-z]{3,}iz(?:e|es|ed|ing|ation|ations)\b"
)


def american(text: str) -> list[str]:
    """Words of the text in American spelling."""
    lower = text.lower()
    found = set(re.findall(r"[a-z]+", lower)) & AMERICAN
    return sorted(found | set(_IZE.findall(lower)))


def front_matter(path: Path) -> tuple[dict[str, object], str]:
    """Front matter as a mapping, and the Markdown below it."""
    opening, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    facts = yaml.safe_load(matter)
    assert isinstance(facts, dict)
    return facts, body


def prose(body: str) -> list[str]:
    """Paragraphs and list items, without headings, tables and list markers."""
    lines = (line.strip() for line in body.splitlines())
    kept = (line for line in lines if line and not line.startswith(("#", "|")))
    return [re.sub(r"^(?:[-*]|\d+\.) +", "", line) for line in kept]


def sentences(body: str) -> list[str]:
    """The prose, sentence by sentence."""
    return [
        s for line in prose(body) for s in re.split(r"(?<=[.!?])\s+", line) if re.search(r"\w", s)
    ]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of ``RUN`` consecutive words, case and punctuation aside."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def lix(body: str) -> float:
    """Björnsson's readability index: words a sentence + the percentage of words over six letters.

    Below 40 is easy, 40 to 50 what newspapers write, above 60 officialese (Björnsson 1968).
    """
    said = sentences(body)
    words = [word for s in said for word in re.findall(r"[A-Za-z]+", s)]
    return len(words) / len(said) + 100 * sum(len(word) > 6 for word in words) / len(words)

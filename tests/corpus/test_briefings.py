"""The five briefings say when their paper is from, read well, copy nothing and invent no number.

Front matter and plain style are checked anywhere. Copying and numbers need the source papers,
which are not part of the repository: those tests look for a ``shared`` folder beside it, and
skip without one.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from tests.corpus.wording import (
    CORPUS,
    LONGEST_AVERAGE_SENTENCE,
    american,
    front_matter,
    runs,
    sentences,
)

BRIEFINGS = CORPUS / "briefings"

SOURCE_OF = {
    "clinical-leaders-congress-2019": "clinical-leaders-congress-2019-09-26.txt",
    "clinical-redesign-approach-case-study": "clinical-redesign-approach-case-study.txt",
    "icb-recovery-and-transformation-2024-03": "icb-recovery-and-transformation-2024-03-13.txt",
    "lsc-clinical-strategy": "lsc-clinical-strategy.txt",
    "lsc-ics-profile": "lsc-ics-profile.txt",
}

# Numbers a briefing may hold although its own paper does not, each with the reason.
DERIVED: dict[str, dict[str, str]] = {
    "clinical-leaders-congress-2019": {
        "2018": "about when the governance profile was written, in the comparison",
        "2024": "year of the board paper, under 'Read it with'",
    },
    "clinical-redesign-approach-case-study": {
        "27": "programmes that the clinical strategy prints, in the comparison",
        "28": "programmes that the clinical strategy states, in the comparison",
        "167": "£167m of the congress report, in the comparison",
        "2018": "about when the governance profile was written, under 'Read it with'",
        "2019": "year of the congress report, in the comparison",
        "2024": "year of the board paper, in the comparison",
    },
    "icb-recovery-and-transformation-2024-03": {
        "2018": "about when the governance profile was written, in the comparison",
        "2019": "year of the congress report, under 'Read it with'",
    },
    "lsc-clinical-strategy": {
        "27": "programmes counted in the list that the strategy introduces as 28",
        "2019": "year of the congress report, in the comparison",
        "2024": "year of the board paper, in the comparison",
    },
    "lsc-ics-profile": {
        "2019": "year of the congress report, in the comparison",
        "2022": "when ICP became the name of a statutory committee, marked as general knowledge",
        "2024": "year of the board paper, in the comparison",
    },
}

each_briefing = pytest.mark.parametrize("name", sorted(SOURCE_OF))


def _parts(name: str) -> tuple[dict[str, object], str]:
    return front_matter(BRIEFINGS / f"{name}.md")


def _numbers(text: str) -> set[str]:
    """Numbers as written: ``45,000``, ``1.7``, ``80%``. List markers do not count."""
    unmarked = re.sub(r"(?m)^\s*\d+\. ", "", text)
    return set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?%?", unmarked))


def test_there_is_one_briefing_for_each_paper() -> None:
    assert {f.stem for f in BRIEFINGS.glob("*.md")} == set(SOURCE_OF)


@each_briefing
def test_front_matter_is_complete(name: str) -> None:
    facts, _ = _parts(name)
    assert set(facts) == {
        "title", "type", "date", "date_basis", "organisation", "source", "collection", "provenance",
    }  # fmt: skip
    assert facts["type"] == "briefing"
    assert facts["collection"] == "briefings"
    assert facts["provenance"] == "Waymark's own summary in its own words"
    for key in ("title", "date_basis", "organisation", "source"):
        value = facts[key]
        assert isinstance(value, str), f"{key} is not text"
        assert value.strip(), f"{key} is empty"


@each_briefing
def test_a_paper_is_dated_or_says_that_it_is_not(name: str) -> None:
    facts, _ = _parts(name)
    undated = str(facts["date_basis"]).startswith("undated; ")
    if undated:
        assert facts["date"] is None
    else:
        assert type(facts["date"]) is datetime.date
        assert facts["date"] < datetime.date.today()


@each_briefing
def test_body_opens_in_short(name: str) -> None:
    _, body = _parts(name)
    headings = re.findall(r"(?m)^#+ .+$", body)
    assert headings[0] == "## In short"
    assert all(re.match(r"#{2,3} ", heading) for heading in headings)
    assert len(set(headings)) == len(headings), "a heading repeats, so its path is not unique"
    first = body.split("## In short\n", 1)[1].split("\n## ", 1)[0]
    assert 3 <= len(sentences(first)) <= 5


@each_briefing
def test_spelling_is_british(name: str) -> None:
    assert american((BRIEFINGS / f"{name}.md").read_text(encoding="utf-8")) == []


@each_briefing
def test_sentences_are_short(name: str) -> None:
    _, body = _parts(name)
    lengths = [len(sentence.split()) for sentence in sentences(body)]
    assert sum(lengths) / len(lengths) < LONGEST_AVERAGE_SENTENCE


@each_briefing
def test_nothing_is_copied(name: str, copied_from: dict[tuple[str, ...], str]) -> None:
    text = (BRIEFINGS / f"{name}.md").read_text(encoding="utf-8")
    shared = sorted(
        f"{copied_from[run]}: {' '.join(run)}" for run in runs(text) if run in copied_from
    )
    assert shared == []


@each_briefing
def test_every_number_stands_in_the_paper(name: str, papers: Path) -> None:
    _, body = _parts(name)
    source = (papers / SOURCE_OF[name]).read_text(encoding="utf-8")
    # Read without dropping list markers: "2.3" and "1." are paragraph numbers in a paper.
    known = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?%?", source))
    assert _numbers(body) - known == set(DERIVED[name]), "explain it in DERIVED"

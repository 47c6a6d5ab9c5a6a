"""A whole paper put in its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import BlockKind, Section, SourceFile, StructuredDocument
from ingest.readers import read_file
from ingest.settings import Settings
from ingest.structure import structure

PAPERS = Path(__file__).parents[4] / "shared" / "papers"

PAPER = """The Board
A clinical strategy

1. Introduction

1.1 The Board met to hear about the strategy and what it will mean.

The purpose was to:

- hear the case
- agree the next step

2. Benefits

We expect these benefits from working together across the system.

Aims

Benefits

Standard pathways

Less variation in access, and better performance against the standards.

Quality

Compliance with service specifications and national recommendations.

Personal care

People manage their own conditions, which reduces the demand on services.

Digital change

One record for all, so that every team sees what the others have done.

3. Word cloud

4. Next steps

The Board will hear again in June.
"""


def from_text(folder: Path, text: str, name: str = "paper.txt") -> StructuredDocument:
    path = folder / name
    path.write_text(text, "utf-8")
    source = SourceFile(name, path)
    return structure(read_file(source, Settings()), source, "digest")


def test_a_paper(tmp_path: Path) -> None:
    document = from_text(tmp_path, PAPER)
    assert (document.document, document.digest) == ("paper.txt", "digest")
    assert [s.path for s in document.sections if s.level == 1] == [
        ("1. Introduction",), ("2. Benefits",), ("3. Word cloud",), ("4. Next steps",),
    ]  # fmt: skip
    said = [document.text[b.start : b.end] for b in document.blocks]
    lead = document.blocks[said.index("agree the next step")].lead
    assert lead is not None and said[lead] == "The purpose was to:"
    rows = [b for b in document.blocks if b.kind is BlockKind.ROW]
    assert len(rows) == 5
    assert len({b.group for b in rows}) == 1
    assert rows[2].statement == (
        "Aims: Quality; Benefits: Compliance with service specifications and national "
        "recommendations."
    )


def test_a_heading_that_lost_its_picture_is_a_section(tmp_path: Path) -> None:
    document = from_text(tmp_path, PAPER)
    (lost,) = [s for s in document.sections if s.heading == "3. Word cloud"]
    assert document.text[lost.start : lost.end].strip() == lost.heading


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    assert from_text(tmp_path, PAPER) == from_text(tmp_path, PAPER)


def test_a_form_is_read_before_headings_are_guessed(tmp_path: Path) -> None:
    form = (
        "Date of meeting\t13 March 2024\nTitle of paper\tRecovery\nPresented by\tA Person\n"
        "Author\tB Person\nAgenda item\t10\nConfidential\tNo\n\nExecutive summary\n\n" + PAPER
    )
    document = from_text(tmp_path, form)
    assert document.facts.title == "Recovery"
    assert ("Agenda item", "10") in document.fields
    fields = [b for b in document.blocks if b.kind is BlockKind.FIELD]
    assert len(fields) >= 6 and all(b.lead is None for b in fields)


def test_the_parts_of_a_form_are_called_by_their_titles(tmp_path: Path) -> None:
    form = (
        "Date of meeting\t13 March 2024\t\t\nTitle of paper\tRecovery\t\t\nAuthor\tB Person\t\t\n"
        "Agenda item\t10\t\t\nDoes the paper have implications for\tYes\tNo\tN/A\n"
        "Finance\tX\t\t\nQuality\t\tX\t\n\nExecutive summary\n\n" + PAPER
    )
    document = from_text(tmp_path, form)
    (part,) = [s for s in document.sections if s.heading.startswith("Does")]
    assert part.heading == part.path[-1] == "Does the paper have implications for"
    assert document.text[part.start :].startswith(f"{part.heading}\tYes\tNo\tN/A")


def of_paper(name: str) -> tuple[StructuredDocument, dict[str, list[Section]]]:
    path = PAPERS / name
    if not path.is_file():
        pytest.skip("the real papers are not beside this checkout")
    source = SourceFile(name, path)
    document = structure(read_file(source, Settings()), source, "digest")
    sections: dict[str, list[Section]] = {}
    for section in document.sections:
        sections.setdefault(section.heading, []).append(section)
    return document, sections


def test_a_strategy_saved_from_the_web() -> None:
    document, sections = of_paper("lsc-clinical-strategy.txt")
    chapters = ["Strategic Priorities", "Living well", "Managing Illness", "Workforce"]
    assert all(sections[c][-1].level == 1 for c in chapters)
    assert sections["Workforce"][0].path == ("Strategic Priorities", "Workforce")
    (benefits,) = sections["Intended Benefits"]
    rows = [b for b in document.blocks if b.section == benefits.index and b.kind is BlockKind.ROW]
    assert len(rows) == 9
    assert rows[4].statement is not None and rows[4].statement.startswith("Aims: ")
    (lost,) = sections["Infrastructure"]
    assert lost.end - lost.start < 20


def test_a_report_with_numbers_and_named_parts() -> None:
    _, sections = of_paper("clinical-leaders-congress-2019-09-26.txt")
    (session,) = [s for h, found in sections.items() for s in found if h.startswith("Session 1: ")]
    assert session.path[0].startswith("3. Summary")
    (topic,) = [s for h, found in sections.items() for s in found if h.startswith("Topic 3: ")]
    assert len(topic.path) == 3
    assert sections["Good looks like:"][0].path[:-1] == topic.path

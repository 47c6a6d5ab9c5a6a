"""Documents and papers as the Library holds them, kept at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.retrieve import terms
from assistant.shelf import KEPT, OpenDocument, Shelf, about
from ingest.library import DocumentRecord, Library, Scope
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.answer.made import record
from tests.fakes import FakeEmbedder


def put(folder: Path, **papers: str) -> Settings:
    """Write the papers and take them into the Library."""
    (folder / "papers").mkdir(exist_ok=True)
    for name, text in papers.items():
        (folder / "papers" / f"{name}.md").write_text(text, encoding="utf8")
    settings = Settings(library=folder / "library")
    assert not ingest([folder / "papers"], settings, FakeEmbedder()).failed
    return settings


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = put(
        tmp_path, ferry="# Ferry timetable\n\nThe ferry is late.\n", quay="# Quay\n\nIt stands.\n"
    )
    with Library.open(
        settings.library, model="fake", dimensions=64, write=False, lock_wait=0.0
    ) as opened:
        yield opened


@pytest.mark.parametrize(
    ("facts", "name", "called"),
    [
        ({"title": "Annual report"}, "HBRT-Annual-Report.md", "Annual report, paper, HBRT"),
        ({"title": "Minutes", "type": "minutes", "meeting": "Pilots Guild", "date": "2024-03"},
         "minutes.md", "Minutes, minutes, Pilots Guild, March 2024"),
        ({"title": "Ferry", "type": "report", "date": "2024-03-12"}, "notes/ferry-2024-03-12.md",
         "Ferry, report, 12 March 2024"),
    ],
)  # fmt: skip
def test_what_people_call_a_paper(facts: dict[str, str], name: str, called: str) -> None:
    assert about(record(1, name=name, **facts)) == called


def test_the_papers_by_name_with_the_stems_they_are_called_by(library: Library) -> None:
    ferry, quay = Shelf(library).papers(Scope())
    assert (ferry.record.document, quay.record.document) == ("ferry.md", "quay.md")
    assert ferry.called == set(terms.stems(about(ferry.record)))
    assert {"ferri", "timet"} <= ferry.called


def test_papers_are_listed_once_for_each_scope(library: Library) -> None:
    shelf = Shelf(library)
    everything, one = Scope(), Scope(documents=frozenset({"quay.md"}))
    first = shelf.papers(everything)
    assert [paper.record.document for paper in shelf.papers(one)] == ["quay.md"]
    assert shelf.papers(Scope(collections=frozenset())) == ()
    assert shelf.papers(everything) is first
    for n in range(KEPT):
        shelf.papers(Scope(documents=frozenset({f"{n}.md"})))
    again = shelf.papers(everything)
    assert again is not first, "only the last few are kept"
    assert again == first


def test_what_is_made_of_the_papers_is_made_once_for_each_state_and_filter(
    library: Library, tmp_path: Path
) -> None:
    made: list[int] = []

    def count(records: Sequence[DocumentRecord]) -> int:
        made.append(len(records))
        return len(records)

    shelf = Shelf(library)
    one = Scope(documents=frozenset({"quay.md"}))
    assert [shelf.of_records(scope, count) for scope in (Scope(), one, Scope(), one)] == [
        2,
        1,
        2,
        1,
    ]
    assert made == [2, 1]
    put(tmp_path, light="# Lighthouse\n\nIt shines.\n")
    assert shelf.of_records(Scope(), count) == 3


def test_a_changed_library_is_listed_anew(library: Library, tmp_path: Path) -> None:
    shelf = Shelf(library)
    scope = Scope()
    assert len(shelf.papers(scope)) == 2
    put(tmp_path, light="# Lighthouse\n\nIt shines.\n")
    assert [paper.record.document for paper in shelf.papers(scope)] == [
        "ferry.md",
        "light.md",
        "quay.md",
    ]


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Miriam Oke spoke.", {"MO"}),
        ("Ada Kaplan-Moss and Rafiq O’Dell came.", {"AKM", "RO"}),
        ("Ann B. Whit wrote to the harbour.", {"ABW"}),
        ("Ann-Marie Stone was away.", {"AMS"}),
        ("Miriam spoke to the board.", set()),
    ],
)
def test_initials_of_the_people_named(text: str, initials: set[str]) -> None:
    assert OpenDocument(record(1, "Notes", type="minutes"), text, (), ()).initials == initials
    assert not OpenDocument(record(1, "Notes", type="report"), text, (), ()).initials


def test_how_often_a_name_is_given() -> None:
    text = "Quayton lies in the bay. Quayton's mole is long; a quayton is a knot. Quaytonian ways."
    document = OpenDocument(record(1, "Notes"), text, (), ())
    assert document.times("Quayton") == document.times("Quayton’s") == 2
    assert document.times("Moleby") == 0

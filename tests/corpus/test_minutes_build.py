"""The example minutes, confidential paper and scanned letter, seen with the reader's eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import yaml

from corpus.build.confidential import confidential_paper
from corpus.build.letter import letter
from corpus.build.minutes import minutes
from corpus.build.word_flow import write
from ingest.model import Role, SourceFile, StructuredDocument
from ingest.readers import ocr, read_file
from ingest.settings import Settings
from ingest.structure import structure
from tests.corpus.wording import CORPUS

MAY, JUNE, AMENDED, JULY = (
    "minutes-2026-05-14", "minutes-2026-06-11", "minutes-2026-06-11-amended", "minutes-2026-07-09",
)  # fmt: skip
PART_2, LETTER = "part-2-kestrel-road", "letter-scrutiny-2026-06-02"
MAKERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    MAY: minutes, JUNE: minutes, AMENDED: minutes, JULY: minutes,
    PART_2: confidential_paper, LETTER: letter,
}  # fmt: skip


@cache
def source(name: str) -> dict[str, Any]:
    found = yaml.safe_load((CORPUS / "examples/sources" / f"{name}.yaml").read_text("utf8"))
    assert isinstance(found, dict)
    return found


@cache
def made(name: str) -> bytes:
    return MAKERS[name](source(name))


@pytest.fixture
def seen(tmp_path: Path) -> Callable[[str], StructuredDocument]:
    """A paper as the product reads it."""

    def see(name: str) -> StructuredDocument:
        path = tmp_path / Path(source(name)["file"]).name
        path.write_bytes(made(name))
        file = SourceFile(source(name)["file"], path)
        return structure(read_file(file, Settings()), file, sha256(made(name)).hexdigest())

    return see


def of(paper: StructuredDocument, role: Role) -> list[str]:
    return [paper.text[b.start : b.end] for b in paper.blocks if b.role is role]


@pytest.mark.parametrize("name", MAKERS)
def test_building_twice_gives_the_same_bytes(name: str) -> None:
    assert MAKERS[name](source(name)) == made(name)


@pytest.mark.parametrize("name", [name for name in MAKERS if name != LETTER])
def test_a_word_file_says_whose_it_is_and_speaks_british_english(name: str) -> None:
    document = docx.Document(BytesIO(made(name)))
    core = document.core_properties
    assert (core.title, core.language) == (source(name)["title"], "en-GB")
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.year == 2026
    assert document.paragraphs[0].text == "Example for practice – a fictional system"
    used = {p.style.name for p in document.paragraphs if p.style}
    assert used >= {"Title", "Subtitle", "Notice", "Heading 1", "Numbered Paragraph"}


@pytest.mark.parametrize(
    ("name", "date"),
    [(MAY, "2026-05-14"), (JUNE, "2026-06-11"), (AMENDED, "2026-06-11"), (JULY, "2026-07-09")],
)
def test_minutes_are_known_for_what_they_are(
    name: str, date: str, seen: Callable[[str], StructuredDocument]
) -> None:
    about = seen(name).facts
    assert about.type == "minutes"
    assert about.date == date
    assert about.title == source(name)["title"]
    assert about.meeting == "Clinical Redesign Programme Board"


@pytest.mark.parametrize(
    ("name", "references"),
    [
        (MAY, ["2026/05-01", "2026/05-02"]),
        (JUNE, ["2026/06-01", "2026/06-02", "2026/06-03"]),
        (AMENDED, ["2026/06-01", "2026/06-02", "2026/06-03"]),
        (JULY, ["2026/07-01", "2026/07-02", "2026/07-03"]),
    ],
)
def test_decisions_are_found(
    name: str, references: list[str], seen: Callable[[str], StructuredDocument]
) -> None:
    decisions = of(seen(name), Role.DECISION)
    for reference in references:
        assert any(said.startswith(f"Decision {reference}: ") for said in decisions)


@pytest.mark.parametrize("name", [MAY, JUNE, AMENDED, JULY])
def test_every_action_of_the_table_has_its_owner_and_date(
    name: str, seen: Callable[[str], StructuredDocument]
) -> None:
    found = {
        (b.owner, b.due)
        for b in seen(name).blocks
        if b.role is Role.ACTION and b.kind == "row" and b.due
    }
    assert found >= {(action["owner"], action["due"]) for action in source(name)["actions"]}


def test_the_amended_minutes_say_what_they_replace(
    seen: Callable[[str], StructuredDocument],
) -> None:
    amended = seen(AMENDED)
    assert amended.facts.version == "AMENDED"
    assert "circulated on 15 June 2026" in (amended.facts.supersedes or "")
    assert seen(JUNE).facts.version is None
    assert seen(JUNE).facts.supersedes is None
    assert "WITH TWO CONDITIONS" in amended.text
    assert "CONDITIONS" not in seen(JUNE).text


def test_the_new_minutes_that_the_amendment_names_are_the_new_ones(
    seen: Callable[[str], StructuredDocument],
) -> None:
    old = seen(JUNE).text
    new = [
        b.label
        for b in seen(AMENDED).blocks
        if b.label and "." in b.label.strip(".") and seen(AMENDED).text[b.start : b.end] not in old
    ]
    assert new == ["6.9", "6.10", "6.11"]
    assert "Minutes 6.9, 6.10 and 6.11 are new" in seen(AMENDED).text


def test_the_amended_source_differs_in_the_amendment_alone() -> None:
    old, new = source(JUNE), source(AMENDED)
    assert [i["heading"] for i in old["items"]] == [i["heading"] for i in new["items"]]
    changed = [a["heading"] for a, b in zip(old["items"], new["items"], strict=True) if a != b]
    assert changed == ["Urology: scoping gate (G1)"]
    assert old["actions"] == new["actions"]


def test_what_part_2_holds_stands_nowhere_else(seen: Callable[[str], StructuredDocument]) -> None:
    paper = seen(PART_2)
    assert paper.facts.date == "2026-07-09"
    assert dict(paper.fields)["Confidential"].startswith("Yes")
    for secret in ("£7.5m", "£6.2m", "Brackenmoor", "Pennyfield", "Thornley Care", "Alder House"):
        assert secret in paper.text
        others = [p for p in (CORPUS / "examples/sources").glob("*.yaml") if p.stem != PART_2]
        assert [p.name for p in others if secret in p.read_text("utf8")] == []


def test_the_letter_is_a_picture_without_text() -> None:
    document = pypdfium2.PdfDocument(made(LETTER))
    assert len(document) == 1
    page = document[0]
    assert page.get_textpage().get_text_bounded().strip() == ""
    assert len(list(page.get_objects())) == 1
    page.close()
    document.close()


@pytest.mark.skipif(not ocr.available(), reason="the extra `ocr` is not installed")
def test_the_letter_can_be_read_by_character_recognition(
    seen: Callable[[str], StructuredDocument],
) -> None:
    paper = seen(LETTER)
    assert paper.facts.date == "2026-06-02"
    for words in ("substantial variation", "15 September 2026", "public transport times"):
        assert words in paper.text
    assert "character recognition" in paper.notes[0]


def test_an_entry_that_nothing_can_write_is_refused() -> None:
    with pytest.raises(ValueError, match="no way to write"):
        write(docx.Document(), {"bullets": ["a"]})

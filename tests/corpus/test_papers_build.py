"""The board paper, strategy, slides and risk register: built the same twice, and read as meant."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
import yaml

from corpus.build.board_paper import board_paper
from corpus.build.risk_register import risk_register
from corpus.build.sections import sections_of, table_of
from corpus.build.slides import slides
from corpus.build.strategy import strategy
from ingest.model import BlockKind, SourceFile, StructuredDocument
from ingest.readers import read_file
from ingest.settings import Settings
from ingest.structure import structure
from tests.corpus.wording import CORPUS, american, runs

BOARD, STRATEGY = "board-paper-vascular-2026-07-23", "clinical-strategy-2025"
SLIDES, REGISTER = "stroke-summit-slides-2026-06-18", "risk-register-2026-07"
MAKERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    BOARD: board_paper, STRATEGY: strategy, SLIDES: slides, REGISTER: risk_register,
}  # fmt: skip
SOURCES = CORPUS / "examples" / "sources"

each = pytest.mark.parametrize("name", MAKERS)
Seen = Callable[[str], StructuredDocument]


@cache
def source(name: str) -> dict[str, Any]:
    found = yaml.safe_load((SOURCES / f"{name}.yaml").read_text("utf8"))
    assert isinstance(found, dict)
    return found


@cache
def made(name: str) -> bytes:
    return MAKERS[name](source(name))


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """A paper as the product reads it."""

    def see(name: str) -> StructuredDocument:
        path = tmp_path / Path(source(name)["file"]).name
        path.write_bytes(made(name))
        file = SourceFile(source(name)["file"], path)
        return structure(read_file(file, Settings()), file, sha256(made(name)).hexdigest())

    return see


def statements(paper: StructuredDocument) -> list[str]:
    return [b.statement for b in paper.blocks if b.statement]


@each
def test_building_twice_gives_the_same_bytes(name: str) -> None:
    assert MAKERS[name](source(name)) == made(name)


@pytest.mark.parametrize("name", [SLIDES, REGISTER])
def test_an_office_file_carries_its_papers_date_and_no_other(name: str) -> None:
    day = f"{source(name)['date']:%Y-%m-%d}".encode()
    files = [made(name)]
    while files:
        with zipfile.ZipFile(io.BytesIO(files.pop())) as packed:
            assert {i.date_time[0] for i in packed.infolist()} == {1980}
            files += [packed.read(n) for n in packed.namelist() if n.endswith(".xlsx")]
            core = packed.read("docProps/core.xml")
        stamps = re.findall(rb"<dcterms:\w+[^>]*>([^<T]*)", core)
        assert set(stamps) == {day}


@each
def test_spelling_is_british_and_nothing_is_copied(
    name: str, copied_from: dict[tuple[str, ...], str]
) -> None:
    text = (SOURCES / f"{name}.yaml").read_text("utf8")
    assert american(text) == []
    assert sorted({copied_from[run] for run in runs(text) if run in copied_from}) == []


def test_every_paper_says_that_it_is_an_example(seen: Seen) -> None:
    for name in MAKERS:
        paper = seen(name)
        assert source(name)["title"].startswith("Example: ")
        assert "Example for practice – " in "\n".join((paper.text[:400], *paper.furniture))


def test_the_board_paper_is_known_for_what_it_is(seen: Seen) -> None:
    paper = seen(BOARD)
    about = paper.facts
    assert (about.title, about.type, about.date) == (
        "Example: Vascular services: options to take into design", "board paper", "2026-07-23",
    )  # fmt: skip
    assert paper.pages == 12
    assert "Example for practice – fictional" in paper.furniture
    assert "Example for practice – fictional" not in paper.text
    assert not re.search(r"Page \d+ of 12", paper.text)
    fields = dict(paper.fields)
    assert fields["Agenda item"] == "9"
    assert fields["Confidential"] == "No"
    assert fields["Quality impact assessment completed"].startswith("No — ")


@pytest.mark.parametrize(
    "statement",
    [
        "Purpose of the paper — To note: ticked",
        "Purpose of the paper — To endorse: ticked",
        "Purpose of the paper — To approve: not ticked",
        "SO1 Improve the safety, outcomes and experience of care: Yes",
        "SO4 Live within our means each year: No",
        "SO6 Support research, skills and jobs in the local economy: N/A",
        "Option: V2 Two centres with a shared rota; H1: Pass; H2: Fail; H3: Pass; H4: Pass; "
        "H5: Pass; H6: Pass; H7: Pass; Result: Does not go forward",
        "Option: V5 Provider outside the system; H1: Pass; H2: Pass; H3: Pass; H4: Pass; "
        "H5: Fail; H6: Pass; H7: Pass; Result: Does not go forward",
        "Line: Total; V1: 2.1; V3: 18.9; V4: 18.3",
    ],
)
def test_ticks_and_options_of_the_board_paper_are_said_in_full(statement: str, seen: Seen) -> None:
    assert statement in statements(seen(BOARD))


def test_the_board_paper_has_bookmarks_and_sections(seen: Seen, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(BOARD))
    outline = read_file(SourceFile("paper.pdf", path), Settings()).outline
    wanted = [s.heading for s in sections_of(source(BOARD)["sections"])]
    assert [entry.title for entry in outline if entry.level == 1] == wanted
    assert (outline[-1].title, outline[-1].page) == ("Annex B: Travel times", 12)
    assert set(wanted) <= {section.heading for section in seen(BOARD).sections}


def test_columns_of_the_annex_are_read_one_after_the_other(seen: Seen) -> None:
    text = seen(BOARD).text
    order = [text.index(f"\nA{n}. ") for n in range(1, 11)]
    assert order == sorted(order)
    assert "nobody under 40 was interviewed" in text


def columns(name: str, caption: str) -> dict[str, list[float]]:
    """A table's columns of figures by their headings."""
    found = [
        table_of(item["table"])
        for section in source(name)["sections"]
        for item in section["content"]
        if isinstance(item, dict) and item.get("table", {}).get("caption", "").startswith(caption)
    ]
    (table,) = found
    return {
        head: [float(row[at].replace(",", "")) for row in table.rows]
        for at, head in enumerate(table.columns[1:], start=1)
    }


def test_tables_add_up_but_for_the_one_that_must_not() -> None:
    for *parts, total in columns(BOARD, "Table 1").values():
        assert sum(parts) == total
    capital = columns(BOARD, "Table 7")
    assert {head: (round(sum(c[:-1]), 1), c[-1]) for head, c in capital.items()} == {
        "V1": (2.1, 2.1), "V3": (18.6, 18.9), "V4": (18.3, 18.3),
    }  # fmt: skip


def test_the_shares_within_an_hour_follow_from_the_travel_times() -> None:
    """8.1 of the paper, worked from table B1."""
    table = columns(BOARD, "Table B1")
    people, total = table["Residents (000)"][:-1], table["Residents (000)"][-1]
    assert sum(people) == total
    for head, share, mean in (
        ("Ambulance, nearest site now", 98.2, 25),
        ("Ambulance, Hartsmoor Royal (V3)", 93.4, 35),
        ("Ambulance, Aldermere General (V4)", 94.9, 37),
    ):
        pairs = list(zip(people, table[head], strict=False))
        within = sum(p for p, minutes in pairs if minutes <= 60)
        assert round(100 * within / total, 1) == share
        assert round(sum(p * minutes for p, minutes in pairs) / total) == mean == table[head][-1]


def test_the_strategy_states_eight_priorities_and_lists_seven(seen: Seen) -> None:
    paper = seen(STRATEGY)
    assert (paper.facts.type, paper.facts.date) == ("strategy", "2025-03-27")
    assert paper.facts.title == source(STRATEGY)["title"]
    (lead,) = [b.index for b in paper.blocks if "eight priorities" in paper.text[b.start : b.end]]
    assert sum(b.lead == lead for b in paper.blocks if b.kind is BlockKind.ITEM) == 7
    assert any("Board meetings" in said for said in paper.furniture)
    assert "Have your say" not in paper.text


def test_the_strategys_page_stands_alone() -> None:
    page = made(STRATEGY).decode()
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|url\(|@import|https?:", page)
    assert set(re.findall(r'href="([^"]*)"', page)) <= {
        "#", *(f"#{name}" for name in re.findall(r'\bid="([^"]*)"', page))
    }  # fmt: skip


def test_the_slides_hold_a_table_charts_and_notes(seen: Seen) -> None:
    deck = pptx.Presentation(io.BytesIO(made(SLIDES)))
    assert len(deck.slides) == 10
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert sum(shape.has_table for shape in shapes) == sum(shape.has_chart for shape in shapes) == 2
    paper = seen(SLIDES)
    assert (paper.facts.date, paper.facts.title) == ("2026-06-18", source(SLIDES)["title"])
    assert "Penhallow Infirmary — 2023/24: 49; 2024/25: 52" in statements(paper)
    assert paper.furniture == ("Example for practice – a fictional system",)


def test_the_risk_register_holds_its_two_slips(seen: Seen) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(REGISTER)))
    assert book.sheetnames == ["Risks", "Closed risks", "Guide"]
    sheet = book["Risks"]
    assert sheet.freeze_panes == "B6"
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    assert [row[0] for row in rows] == [f"R-{n:03}" for n in range(1, 15)]
    wrong = {row[0]: row[4:7] for row in rows if row[4] * row[5] != row[6]}
    assert wrong == {"R-009": (4, 4, 12)}
    said = statements(seen(REGISTER))
    assert "Measure: Open risks; June 2026: 16; July 2026: 15" in said
    assert any(s.startswith("Id: R-009; Workstream: Urology;") and "Score: 12;" in s for s in said)
    cells = [c for ws in book for row in ws.iter_rows() for c in row]
    assert not any(c.data_type == "f" for c in cells)

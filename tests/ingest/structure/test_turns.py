"""Transcripts, read from files in the layouts in which people save them."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest

from ingest.model import BlockKind, SourceFile, StructuredDocument
from ingest.readers import read_file
from ingest.settings import Settings
from ingest.structure import structure
from tests.ingest.talk import TURNS, apart, bold, inline


def read(folder: Path, name: str, text: str) -> StructuredDocument:
    path = folder / name
    path.write_text(text, encoding="utf8")
    source = SourceFile(name, path)
    return structure(read_file(source, Settings()), source, "d")


LAYOUTS = {
    "inline.txt": inline(),
    "lines.txt": inline(gap="\n"),
    "lines.md": inline(gap="\n"),
    "bold.md": bold(),
    "bold-lines.md": bold(gap="\n"),
    "bold.txt": bold(gap="\n"),
    "apart.txt": apart(),
    "apart-bold.md": apart(mark="**"),
    "wrapped.txt": "\n".join(fill(f"{who}: {said}", 70) for who, said in TURNS),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_turn_has_its_speaker(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, name, LAYOUTS[name])
    assert document.facts.type == "transcript"
    assert len(document.turns) == len(TURNS)
    assert not any(b.kind is BlockKind.HEADING for b in document.blocks)
    full = {"The Chair": TURNS[0][0], "Dr. Amara Quist": TURNS[2][0]}
    for index, (who, said) in zip(document.turns, TURNS, strict=True):
        section = document.sections[document.blocks[index].section]
        assert section.heading == full.get(who, who)
        assert " ".join(document.text[section.start : section.end].split()).endswith(said)


def test_an_answer_is_led_in_by_its_question(tmp_path: Path) -> None:
    document = read(tmp_path, "inline.txt", inline())
    leads = {n: document.blocks[i].lead for n, i in enumerate(document.turns)}
    assert leads[2] == document.turns[1]
    assert leads[4] == document.turns[3]
    assert leads[7] == document.turns[6]
    assert leads[1] is None and leads[0] is None


def test_headings_of_the_file_hold_the_turns(tmp_path: Path) -> None:
    text = f"# Harbour inquiry, 4 May 2021\n\n## Evidence\n\n{bold()}"
    document = read(tmp_path, "inquiry.md", text)
    assert document.facts.title == "Harbour inquiry, 4 May 2021"
    assert document.facts.date == "2021-05-04"
    first = document.sections[document.blocks[document.turns[0]].section]
    assert first.path[-2:] == ("Evidence", TURNS[0][0])


def test_the_title_is_not_what_somebody_said(tmp_path: Path) -> None:
    assert read(tmp_path, "harbour-inquiry.txt", inline()).facts.title == "Harbour inquiry"


@pytest.mark.parametrize(
    "text",
    [
        "# Board minutes\n\n" + "\n\n".join(
            f"Action: mend gate {n}.\n\nOwner: harbour master\n\nDecision: agreed."
            for n in range(9)
        ),
        "# Glossary\n\n" + "\n\n".join(
            f"Sluice{n} Gate{n}: what lets the water through." for n in range(20)
        ),
        "# Minutes\n\n## Actions\n\n" + "\n".join(
            f"- {who}: to write to the county." for who in ("Ada Venn", "Tom Ode") * 8
        ),
        "# Risks\n\n" + "\n\n".join(
            "Risk Rating: high\n\nLead Officer: none yet. The rating of the risk is by the lead "
            "officer." for _ in range(9)
        ),
    ],
    ids=["minutes", "glossary", "action list", "risks"],
)  # fmt: skip
def test_what_is_no_transcript(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, "paper.md", text)
    assert document.turns == ()
    assert document.facts.type != "transcript"

"""What `make corpus` makes is what its sources say, and a person can open it in Word."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest

from assistant.approach import Approach, load
from corpus.build.__main__ import main, stale
from corpus.build.examples import KINDS, examples
from corpus.build.packing import repack, same
from corpus.build.templates import file_name, template
from ingest.model import SourceFile
from ingest.readers import read_file
from ingest.settings import Settings
from tests.corpus.wording import CORPUS


@pytest.fixture(scope="module")
def approach() -> Approach:
    return load(CORPUS / "redesign-approach").approach


def test_everything_is_up_to_date() -> None:
    assert stale(CORPUS, write=False) == [], "run `make corpus` and commit what it changed"


def test_there_is_one_template_for_each_deliverable(approach: Approach) -> None:
    wanted = {file_name(one) for one in approach.deliverables}
    assert {path.name for path in (CORPUS / "templates").glob("*.docx")} == wanted
    assert len(wanted) == 30


def test_a_template_has_the_headings_of_its_page_and_room_below_them(approach: Approach) -> None:
    for one in approach.deliverables:
        document = docx.Document(io.BytesIO(template(one, approach)))
        styled = [(p.style.name, p.text) for p in document.paragraphs]
        headings = [text for style, text in styled if style == "Heading 1"]
        assert headings[:-1] == [heading.title for heading in one.headings]
        assert headings[-1].startswith("Before you submit")
        for heading in headings[:-1]:
            at = styled.index(("Heading 1", heading))
            below = [style for style, _ in styled[at + 1 :]]
            below = below[: below.index("Heading 1")]
            assert below[0] == "Guidance"
            assert below[-1] == "Normal", "somewhere to write"
        assert document.core_properties.title == f"{one.id} {one.title}"
        assert document.core_properties.language == "en-GB"
        assert any("Illustrative" in text for _, text in styled)


def test_a_change_of_a_page_changes_its_template_alone(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for name in ("redesign-approach", "templates"):
        shutil.copytree(CORPUS / name, corpus / name)
    (corpus / "examples" / "sources").mkdir(parents=True)
    assert stale(corpus, write=False) == []
    page = next((corpus / "redesign-approach").glob("S04-*.md"))
    page.write_text(page.read_text(encoding="utf-8").replace("Example: ", "Example: Not ", 1))
    (corpus / "templates" / "S99-gone.docx").write_bytes(b"")
    found = ["templates/S04-baseline-pack.docx", "templates/S99-gone.docx"]
    assert stale(corpus, write=False) == found
    assert stale(corpus, write=True) == found
    assert stale(corpus, write=False) == []
    page.write_text("---\nid: S04\n---\n")
    with pytest.raises(ValueError, match=r"S04-baseline-pack\.md:"):
        stale(corpus, write=True)


@pytest.mark.parametrize("source", ["kind: minutes", "file: a.docx\nkind: poem", "file: a.docx"])
def test_a_source_that_nothing_makes_is_named(tmp_path: Path, source: str) -> None:
    (tmp_path / "poem.yaml").write_text(source)
    with pytest.raises(ValueError, match=r"poem\.yaml"):
        list(examples(tmp_path))


def test_every_kind_of_example_is_there() -> None:
    import yaml

    sources = (CORPUS / "examples" / "sources").glob("*.yaml")
    kinds = {yaml.safe_load(path.read_text(encoding="utf-8"))["kind"] for path in sources}
    assert kinds == set(KINDS)


def test_an_example_says_so_wherever_it_is_opened() -> None:
    papers = [p for p in (CORPUS / "examples").rglob("*") if p.suffix in EXAMPLES]
    assert {path.suffix for path in papers} == EXAMPLES
    for path in papers:
        found = read_file(SourceFile(path.name, path), Settings())
        words = " ".join(block.text for block in found.blocks[:12]) + " ".join(found.furniture)
        assert "xample" in words, path.name


EXAMPLES = {".docx", ".pdf", ".html", ".pptx", ".xlsx"}


def test_a_packed_file_is_the_same_whatever_its_dates() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    out = io.BytesIO()
    document.save(out)
    once = repack(out.getvalue())
    assert once == repack(repack(out.getvalue()))
    assert same(once, out.getvalue())
    document.add_paragraph("More")
    other = io.BytesIO()
    document.save(other)
    assert not same(once, other.getvalue())
    assert not same(b"one", b"other")


def test_the_command_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--chek"]) == 2
    assert "Usage" in capsys.readouterr().err

"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.settings import Settings
from tests.command_line import ROOT, waymark
from tests.generate_readme import PARTS, README, filled

TEXT = README.read_text(encoding="utf-8")
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_readme_is_fresh() -> None:
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", TEXT)) == set(PARTS)
    assert filled(TEXT) == TEXT, "run: python -m tests.generate_readme"


def test_every_setting_is_documented() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, f"{name} has no description"
        assert f"`WAYMARK_{name.upper()}`" in TEXT
    mentioned = {
        name
        for page in PAGES
        for name in re.findall(r"WAYMARK_([A-Z_]+)\b", page.read_text("utf-8"))
    }
    assert {name.lower() for name in mentioned} <= set(Settings.model_fields)


def test_the_promised_fields_are_the_real_ones() -> None:
    from tests.assistant.test_cli import ANSWER, CITATION, INGEST, PASSAGE

    block = TEXT.split("    search: {", 1)[1].split("\n\n", 1)[0]
    named = re.findall(r'"([a-z_]+)"', block)
    assert named == [
        "id", "passages", *PASSAGE,
        *ANSWER[:4], *CITATION, *ANSWER[4:],
        *INGEST[:5], "document", "reason", *INGEST[5:],
    ]  # fmt: skip


def test_exit_codes_are_the_real_ones() -> None:
    from assistant.cli import INTERRUPTED
    from ingest.errors import UsageError, WaymarkError

    codes = re.findall(r"(?m)^\| (\d+) \| ", TEXT)
    assert codes == ["0", str(WaymarkError.exit_code), str(UsageError.exit_code), str(INTERRUPTED)]


def test_the_example_is_a_real_answer(briefings_library: Path) -> None:
    shown = TEXT.split("<!-- example -->")[1].split("```")[1]
    question = re.search(r'waymark ask "(.+)"', shown)
    assert question
    done = waymark("ask", question[1], "--library", briefings_library)
    assert done.code == 0
    lines = [line for line in shown.splitlines()[2:] if line]
    assert len(lines) >= 4
    said = re.sub(r"\[\d+\]", "[1]", done.out)  # shortened, so that its numbers may differ
    assert [line for line in lines if line not in said] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_files_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
    named = re.findall(r"`((?:ingest|assistant|evals|tests|corpus|docs)/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda p: p.stem)
def test_a_decision_has_its_three_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (\w+)$", text) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {page.name[:4]}: ")
    assert f"adr/{page.name}" in (ROOT / "docs" / "overview.md").read_text(encoding="utf-8")


def test_make_and_the_readme_agree() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", make))
    assert set(re.findall(r"(?m)(?:`|^    )make ([a-z]+)", TEXT)) <= targets
    for words in ("torch==2.13.0", "-e .", "-e '.[test]'", "-c constraints.txt"):
        assert words in make
        assert words in TEXT


def test_the_changelog_has_this_version() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert waymark("--version").out == f"waymark {project['version']}\n"


def test_the_licence_is_the_whole_one() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text

"""The example papers' sources: British, nobody else's words, and of one world with the approach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.approach import load
from tests.corpus.wording import CORPUS, american, runs

SOURCES = sorted((CORPUS / "examples" / "sources").glob("*.yaml"))

each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


@each_source
def test_spelling_is_british(path: Path) -> None:
    assert american(path.read_text(encoding="utf-8")) == []


@each_source
def test_nothing_is_copied(path: Path, copied_from: dict[tuple[str, ...], str]) -> None:
    text = path.read_text(encoding="utf-8")
    shared = sorted(
        f"{copied_from[run]}: {' '.join(run)}" for run in runs(text) if run in copied_from
    )
    assert shared == []


@each_source
def test_every_id_named_exists(path: Path) -> None:
    approach = load(CORPUS / "redesign-approach").approach
    known = {*approach.deliverable, *approach.gate, *approach.criterion}
    known |= {hurdle.id for gate in approach.gates for hurdle in gate.hurdles}
    text = re.sub(r"heading: A\d+\.", "", path.read_text(encoding="utf-8"))  # of an annex
    named = re.findall(r"(?<![\w./-])(?:[SDACI]\d\d|[GN]\d(?:\.\d+)?|H\d)(?![\w/-])", text)
    assert sorted(set(named) - known) == []

"""The Library of all papers, served, and one for each set of collections that has no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.web.ask import screens
from tests.assistant import scoped
from tests.assistant.scoped import GROUPS, Group
from tests.assistant.web.permissions.world import NAMES, SETS, World, map_of, world


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are shown without a wait between their lines."""
    monkeypatch.setattr(screens, "LINE_SECONDS", 0.0)


@pytest.fixture(scope="package")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("permissions") / "papers"
    scoped.write(folder)
    for group in GROUPS:
        _map(folder / group.name / map_of(group), group)
    return folder


@pytest.fixture(scope="package")
def whole(papers: Path) -> Iterator[World]:
    """All papers."""
    with world(papers, papers.parent / "whole", frozenset(NAMES)) as served:
        yield served


@pytest.fixture(scope="package")
def without(papers: Path) -> Iterator[dict[str, World]]:
    """By the name of a set: a Library that holds that set and never held anything else."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(world(papers, papers.parent / f"own-{name}", held))
            for name, held in SETS.items()
        }


def _map(path: Path, group: Group) -> None:
    canvas = Canvas(str(path), invariant=1)
    canvas.setTitle(f"{group.secret} map")
    canvas.drawString(72, 700, f"The {group.secret.lower()} map shows the moorings of the crew.")
    canvas.save()

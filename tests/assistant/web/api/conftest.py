"""A small Library, served twice: to whoever is at this machine, and to people who sign in."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.assistant import scoped
from tests.assistant.web.permissions.world import EVERYBODY, NAMES, Member, World, world

ALL = next(one for one in EVERYBODY if one.name == "reader of all")


@pytest.fixture(scope="package")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Where people sign in."""
    folder = tmp_path_factory.mktemp("api")
    scoped.write(folder / "papers")
    with world(folder / "papers", folder / "library", frozenset(NAMES)) as served:
        yield served


@pytest.fixture(scope="package")
def member() -> Member:
    """Somebody who may read everything, and nothing else."""
    return ALL


@pytest.fixture
def api(signed: World, member: Member) -> Iterator[httpx.Client]:
    """A program with that person's token."""
    shown = {"authorization": f"Bearer {member.token}"}
    with httpx.Client(base_url=signed.address, headers=shown, trust_env=False) as client:
        yield client

"""Two served Libraries: one with people who may read parts of it, one where nobody signs in."""

from __future__ import annotations

import pytest

from tests.fakes_rooms import Rooms, serve_rooms


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    """People sign in."""
    return serve_rooms(tmp_path_factory.mktemp("rooms"))


@pytest.fixture(scope="module")
def open_rooms(tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    """Nobody signs in."""
    return serve_rooms(tmp_path_factory.mktemp("open_rooms"), people=False)

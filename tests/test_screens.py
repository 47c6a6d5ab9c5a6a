"""The page of screenshots: what the command writes, with every picture there and small enough."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.screenshots import MOST_BYTES, SCREENS, SHOTS, SIZES, page_of_screens

PICTURES = {f"{shot.name}{ending}.png": size for shot in SHOTS for ending, size in SIZES.items()}


def test_the_page_is_fresh_and_no_picture_is_left_over() -> None:
    written = (SCREENS / "README.md").read_text(encoding="utf-8")
    assert written == page_of_screens(), "run: make screenshots"
    assert {path.name for path in SCREENS.glob("*.png")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_window_full_and_not_heavy(name: str) -> None:
    path = SCREENS / name
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as picture:
        assert picture.size == PICTURES[name]

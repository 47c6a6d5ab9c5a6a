"""The style sheet's promises: readable contrast in light and dark, and nothing from outside."""

from __future__ import annotations

import re

import pytest

from assistant.web.assets import files, head
from assistant.web.theme import theme

STYLE = next(path for path in files(".css") if path.name == "1-style.css")

PAIRS = [
    ("text", "page"),
    ("text", "surface"),
    ("quiet", "page"),
    ("quiet", "surface"),
    ("link", "page"),
    ("link", "surface"),
    ("link", "tint"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-head", "head"),
    ("head-quiet", "head"),
    ("on-mark", "mark"),
    ("text", "pale-mark"),
    ("warn", "page"),
    ("warn", "surface"),
    ("text", "warn-tint"),
]


def _colours(block: str) -> dict[str, str]:
    rules = re.search(re.escape(block) + r"[^{]*\{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    assert rules
    return dict(re.findall(r"--wm-([a-z-]+): #([0-9a-f]{6});", rules[1]))


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [":root, .light", ".dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = _colours(scheme)
    light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("scheme", [":root, .light", ".dark"])
def test_edges_of_the_question_box_and_the_focus_ring_can_be_seen(scheme: str) -> None:
    colours = _colours(scheme)
    for name in ("edge", "focus"):
        light, dark = sorted((_luminance(colours[name]), _luminance(colours["page"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3


def test_style_script_and_theme_load_nothing_from_elsewhere() -> None:
    made = theme()
    ours = [path.read_text(encoding="utf-8") for path in (*files(".css"), *files(".js"))]
    assert len(ours) > 2
    for text in (head(), *ours, made._get_theme_css()):
        inline = re.sub(r"""url\(["']?data:[^)]*\)""", "", text)
        assert not re.search(r"https?:|@import|url\(|//[a-z]+\.", inline)
    assert made._stylesheets == []


def test_a_room_does_not_restyle_what_another_room_shows() -> None:
    """The Ask room's cards and forms share class names with the rooms that list and keep things."""
    rules = [
        rule
        for path in files(".css")
        if path.name in ("5-desk.css", "7-quality.css")
        for rule in re.findall(
            r"^([^{}@/]*wm-(?:said|do)\b[^{}]*)\{", path.read_text("utf-8"), re.M
        )
    ]
    assert rules
    assert all(".wm-desk" in rule for rule in rules), rules

from __future__ import annotations

import re
from pathlib import Path

import assistant.web
from assistant.web.source import original
from assistant.web.source.boxes import Standing
from assistant.web.source.original import Lack
from assistant.web.source.reading import Room
from assistant.web.words import Words

SOURCE = Path(original.__file__).parent
TABLES = {"panel", "quote", "file", "reading"}
STYLE = Path(assistant.web.__file__).parent / "static"


def test_every_word_of_the_panel_is_in_its_file_and_none_is_left_over(words: Words) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    used = set(re.findall(r"""["']((?:panel|quote|file|reading)\.[a-z_]+)["']""", text))
    used |= {f"quote.{standing.value}" for standing in Standing} | {"quote.began", "quote.goes_on"}
    used |= {f"file.{lack.value}" for lack in Lack}
    used |= {f"panel.{name}_{kind}" for name in ("previous", "next") for kind in ("page", "part")}
    used |= {"panel.page_of", "panel.part_of"}
    used |= {f"reading.{room.value}" for room in Room if room is not Room.ABOUT}
    facts = text.split("told: tuple")[1].split("for name, value")[0]
    used |= {f"reading.{name}" for name in re.findall(r'^\s*\("([a-z_]+)",', facts, re.MULTILINE)}
    ours = {name for name in words.names() if name.split(".")[0] in TABLES}
    assert used == ours


def test_style_and_script_reach_for_nothing_elsewhere_and_style_has_no_colours_of_its_own() -> None:
    style = (STYLE / "2-source.css").read_text(encoding="utf-8")
    script = (STYLE / "2-source.js").read_text(encoding="utf-8")
    for text in (style, script):
        assert not re.search(r"https?:|@import|url\(", text)
    known = (STYLE / "1-style.css").read_text(encoding="utf-8")
    for name in re.findall(r"var\((--wm-[a-z-]+)\)", style):
        assert f"{name}: " in known
    # the page itself is paper: white with dark letters, whatever the scheme
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", style)) == {"#ffffff", "#14212e"}

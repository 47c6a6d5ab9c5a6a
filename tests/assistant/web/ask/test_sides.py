"""Papers that stand against each other, in columns."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from assistant.model import Answer, Status
from assistant.web.ask.turns import Turn, turn_html
from assistant.web.words import Words
from tests.fakes_web import AIMS, ASKED, TRAVEL

AGAINST = Answer(
    Status.ANSWERED,
    "Stroke strategy:\n- no more than two hours to a scan [4]\n\n"
    "Board paper: Harbour Lane, 27 March 2024: The Board was asked to endorse it. [1]\n\n"
    "Travel times are to be set out. [3]",
    (replace(ASKED, side=1), TRAVEL, replace(AIMS, side=2)),
)


def test_each_side_has_a_column_with_its_date_and_basis(words: Words) -> None:
    tree = LexborHTMLParser(turn_html(Turn(1, "How do they differ?", AGAINST), words))
    columns = tree.css(".wm-against-side")
    assert [column.css_first("h5").text() for column in columns] == [
        "Stroke strategy",
        "Board paper: Harbour Lane",
    ]
    assert columns[0].css_first(".wm-meta").text() == "undated: no date found in the file"
    assert columns[1].css_first("time").attributes["datetime"] == "2024-03-27"
    assert "on the cover sheet" in columns[1].css_first(".wm-meta").text()
    assert [column.css_first(".wm-text").text() for column in columns] == [
        "no more than two hours to a scan4",
        "The Board was asked to endorse it.1",
    ]
    assert tree.css_first(".wm-answer > .wm-text").text() == "Travel times are to be set out.3"


def test_one_side_alone_stays_in_the_text(words: Words) -> None:
    first = next(iter(AGAINST.text.split("\n\n")))
    tree = LexborHTMLParser(turn_html(Turn(1, "?", replace(AGAINST, text=first)), words))
    assert tree.css(".wm-against") == []
    assert "no more than two hours" in tree.css_first(".wm-answer > .wm-text").text()

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from assistant.web.base import IngestProgress
from assistant.web.reading import failures_html, problem_html, progress_html
from assistant.web.words import Words
from tests.fakes_web import HOSTILE


def test_progress_names_the_file_in_hand_and_how_many_there_are(words: Words) -> None:
    tree = LexborHTMLParser(progress_html(IngestProgress(2, 5, HOSTILE), words))
    bar = tree.css_first("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("2", "5")
    assert tree.css_first(".wm-count").text() == "2 of 5 files"
    assert tree.css_first(".wm-now").text() == f"Now reading {HOSTILE}"
    assert tree.css("img, script") == []


def test_while_files_are_counted_the_bar_has_no_end(words: Words) -> None:
    tree = LexborHTMLParser(progress_html(IngestProgress(), words))
    assert "max" not in tree.css_first("progress").attributes
    assert tree.css_first(".wm-count").text() == "Finding out which files there are"


def test_files_that_failed_are_named_with_their_reason(words: Words) -> None:
    failed = (("scan.pdf", "There is no text in it."), (f"{HOSTILE}.doc", HOSTILE))
    tree = LexborHTMLParser(failures_html(IngestProgress(2, 2, "", True, failed), words))
    assert tree.css_first("summary").text() == "2 files could not be read"
    assert [item.text() for item in tree.css("li")] == [
        "scan.pdfThere is no text in it.",
        f"{HOSTILE}.doc{HOSTILE}",
    ]
    one = failures_html(IngestProgress(2, 2, "", True, failed[:1]), words)
    assert "1 file could not be read" in one
    assert failures_html(IngestProgress(2, 2, "", True), words) == ""


def test_a_problem_is_an_alert_and_text() -> None:
    tree = LexborHTMLParser(problem_html("Stopped", HOSTILE))
    assert tree.css_first("[role=alert] p").text() == HOSTILE

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from assistant.people import LOCAL, Person, Role
from assistant.web.base import IngestProgress, Unread
from assistant.web.reading import failures_html, problem_html, progress_html, told_to
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
    failed = (Unread("scan.pdf", "There is no text in it."), Unread(f"{HOSTILE}.doc", HOSTILE))
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


@pytest.mark.parametrize(
    ("role", "collections", "names"),
    [
        (Role.READER, {"board", "staff"}, ""),
        (Role.LEAD, {"board", "staff"}, ""),
        (Role.LIBRARIAN, {"staff"}, "staff"),
        (Role.LIBRARIAN, {"board", "staff"}, "staff board"),
        (Role.ADMIN, {"board"}, "board"),
        (Role.ADMIN, set(), ""),
    ],
)
def test_names_are_for_who_keeps_their_collection_and_counts_for_everybody(
    words: Words, role: Role, collections: set[str], names: str
) -> None:
    failed = (
        Unread("staff.pdf", "why staff", "staff"),
        Unread("board.pdf", "why board", "board"),
        Unread("unknown.pdf", "why unknown"),
    )
    person = Person("Bo", role, collections=frozenset(collections))
    for one in failed:
        now = told_to(person, IngestProgress(2, 5, one.name, collection=one.collection), words)
        html = progress_html(now, words)
        assert "2 of 5 files" in html
        assert (one.name in html) is (one.name[:5] in names.split())
    end = IngestProgress(5, 5, "", True, failed, "unknown.pdf is odd")
    html = failures_html(told_to(person, end, words), words)
    assert "3 files could not be read" in html
    for name in ("staff", "board", "unknown"):
        assert (f"{name}.pdf" in html) is (f"why {name}" in html) is (name in names.split())
    assert "unknown" not in told_to(person, end, words).problem
    assert told_to(person, IngestProgress(5, 5, "", True), words).problem == ""
    assert told_to(LOCAL, end, words) == end

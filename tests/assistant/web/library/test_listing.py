"""The list of papers: found, ordered and cut into pages, for thousands of them too."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.web.library.list_page import list_html
from assistant.web.library.listing import (
    PAGE,
    Asked,
    asked_by,
    listed,
    replaced,
    replaced_by,
)
from assistant.web.words import Words
from ingest.library import DocumentRecord
from ingest.model import Facts
from tests.fakes_web import HOSTILE


def record(number: int, title: str = "", **facts: str | None) -> DocumentRecord:
    told = Facts(title or f"Paper {number:05}", **facts)  # type: ignore[arg-type]
    return DocumentRecord(number, f"p/{number}.md", "d", told, None, 2, (), (), (), number)


LAMP = record(1, "Résumé of the lamp", date="2025-03", type="minutes", collection="open")
BELL = replace(
    record(2, "Bell", date="2024-01-05"), failure="It is empty.", notes=("It is empty.",)
)
OAR = replace(record(3, "Oar", supersedes="p/2.md", version="v2"), notes=("page 2 is a picture",))
ALL = (LAMP, BELL, OAR)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Asked(), [2, 3, 1]),
        (Asked(search="resume LAMP"), [1]),
        (Asked(search="p/3"), [3]),
        (Asked(collection="open"), [1]),
        (Asked(collection="nowhere"), []),
        (Asked(type="minutes"), [1]),
        (Asked(problems=True), [2, 3]),
        (Asked(order="newest"), [1, 2, 3]),
        (Asked(order="oldest"), [2, 1, 3]),
        (Asked(order="changed"), [3, 2, 1]),
        (Asked(order="problems"), [2, 3, 1]),
    ],
)
def test_what_is_asked_for_is_listed(asked: Asked, numbers: list[int]) -> None:
    assert [one.id for one in listed(ALL, asked).records] == numbers


def test_an_address_that_makes_no_sense_is_the_plain_list() -> None:
    assert asked_by({"page": "-1", "order": "x", "problems": "yes"}) == Asked()
    assert asked_by({"page": "9" * 50}) == Asked()
    asked = Asked("a b", "open", "minutes", True, "newest", 3)
    said = dict(part.split("=") for part in asked.address(3).split("?")[1].split("&"))
    assert asked_by({**said, "q": "a b"}) == asked


def test_thousands_are_shown_a_page_at_a_time(words: Words) -> None:
    many = [record(number) for number in range(5000)]
    began = time.perf_counter()
    page = list_html(many, Asked(page=7), words, keeps=False)
    assert time.perf_counter() - began < 2
    assert page.count("<tr role") == PAGE + 1
    assert "Showing 301 to 350 of 5000" in page
    assert "page=6" in page and "page=8" in page
    last = listed(many, Asked(page=999))
    assert (last.page, last.pages, len(last.records)) == (100, 100, PAGE)


def test_versions_are_told_from_both_sides(words: Words) -> None:
    page = list_html(ALL, Asked(), words, keeps=False)
    assert "Superseded by Oar" in page and "Supersedes Bell" in page
    assert "v2" in page
    alone = list_html((BELL,), Asked(), words, keeps=False)
    assert "Superseded" not in alone, "of a paper that may not be read nothing is told"


def test_nothing_in_a_paper_becomes_part_of_the_page(words: Words) -> None:
    evil = replace(
        record(4, HOSTILE, version=HOSTILE, type=HOSTILE, collection=HOSTILE, date_basis=HOSTILE),
        document=HOSTILE,
    )
    page = list_html((evil,), Asked(search=HOSTILE[:20]), words, keeps=True)
    assert "<img" not in page and "<script" not in page and "${" not in page


@pytest.mark.parametrize("basis", ["undated; it cites 2016", "Undated: it cites 2016"])
def test_why_a_paper_is_undated_begins_with_its_words(words: Words, basis: str) -> None:
    page = list_html((record(5, date=None, date_basis=basis),), Asked(), words, keeps=False)
    assert '<span class="wm-sub">it cites 2016</span>' in page


def test_only_librarians_are_shown_the_way_to_add(words: Words) -> None:
    assert "add=1" in list_html(ALL, Asked(), words, keeps=True)
    assert "add=1" not in list_html(ALL, Asked(), words, keeps=False)
    assert "no papers" in list_html((), Asked(), words, keeps=False)


def test_amended_minutes_replace_the_others_of_that_meeting_though_they_do_not_say_so() -> None:
    met = {"type": "minutes", "meeting": "Quay Board", "date": "2026-06-11"}
    first = record(7, "Quay Board minutes, 11 June 2026", **met)
    amended = record(8, "Quay Board minutes, 11 June 2026 (AMENDED)", version="AMENDED", **met)
    other = record(9, "Quay Board minutes, 9 July 2026", **(met | {"date": "2026-07-09"}))
    papers = (first, amended, other)
    newer = replaced(papers)
    assert newer == {first.document: [amended]}
    assert replaced_by(amended, papers, newer) == [first]
    assert replaced_by(other, papers, newer) == []

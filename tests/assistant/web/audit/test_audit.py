"""The audit log's room: who did what, without the names of papers outside the reader's groups."""

from __future__ import annotations

import csv
import io
import re

import pytest

from assistant.audit import Row, What
from assistant.web.audit.sight import RowSight
from tests.fakes_rooms import SECRET_NAME, Rooms
from tests.fakes_web import HOSTILE

SIGHT = RowSight(
    lambda name: name == "open/a.md",
    frozenset({SECRET_NAME}),
    frozenset({"open"}),
    "(paper)",
    "(collection)",
)


def shown(**detail: object) -> dict[str, object]:
    from datetime import UTC, datetime

    row = Row(What.ANSWERED, "Ada", datetime(2026, 1, 1, tzinfo=UTC), detail)
    return dict(SIGHT.row(row).detail)


def test_what_may_be_read_is_told_whole() -> None:
    detail = {"document": "open/a.md", "collection": "open", "title": "A", "page": 3}
    assert shown(**detail) == detail


@pytest.mark.parametrize("name", [SECRET_NAME, "gone.md"])
def test_of_another_paper_only_that_it_is_one(name: str) -> None:
    detail = {"document": name, "collection": "secret", "title": "Lighthouse", "outcome": "added"}
    assert shown(**detail) == {
        "document": "(paper)", "collection": "(collection)", "outcome": "added",
    }  # fmt: skip


def test_places_inside_an_answer_are_looked_through() -> None:
    places = [{"document": name, "page": 3, "start": 1} for name in ("open/a.md", SECRET_NAME)]
    assert shown(status="answered", citations=places) == {
        "status": "answered", "citations": [places[0], {"document": "(paper)"}],
    }  # fmt: skip
    assert shown(documents=["open/a.md", SECRET_NAME]) == {"documents": ["open/a.md", "(paper)"]}


def test_a_name_that_somebody_typed_is_blotted_out() -> None:
    said = shown(question=f"What is in {SECRET_NAME.upper()}, or in lighthouse-sale.md?")
    assert said == {"question": "What is in (paper), or in (paper)?"}


def test_a_source_that_is_opened_is_on_record_once(rooms: Rooms) -> None:
    def opened() -> int:
        return len(rooms.audit.rows(who="Di", what=What.OPENED))

    with rooms.as_("Di") as client:
        known = {one["document"]: one["id"] for one in client.get("/api/v1/documents").json()}
        panel = f"/source/{known['staff/rota.md']}/panel"
        for path in (f"{panel}?start=2&end=8", panel, f"/source/{known['staff/rota.md']}/original"):
            before = opened()
            for _ in range(2):  # pressed twice
                assert client.get(path).status_code == 200
            assert opened() == before + 1, path


@pytest.fixture(scope="module")
def filled(rooms: Rooms) -> Rooms:
    log = rooms.audit
    log.add(What.OPENED, "Cy", {"document": SECRET_NAME, "page": 3})
    log.add(What.OPENED, "Di", {"document": "staff/rota.md", "page": 2})
    log.add(What.ASKED, "=cmd()", {"question": HOSTILE})
    for number in range(120):
        log.add(What.ASKED, "Ed", {"question": f"Question {number}"})
    return rooms


def test_rows_are_shown_a_page_at_a_time_newest_first(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        first = client.get("/audit/part?who=Ed").text
        assert first.index("Question 119") < first.index("Question 70")
        assert "Question 69" not in first
        times = re.search(r"50 entries, the newest first: (.+?) back to (.+?)<", first)
        assert times and not re.search(r"Rows \d+ to", first)
        before = first.split("before=")[1].split('"')[0]
        second = client.get(f"/audit/part?who=Ed&before={before}").text
        assert "Question 69" in second and "Question 70" not in second


def test_rows_are_found_by_person_kind_and_day(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        found = client.get("/audit/part?what=opened+a+source").text
        assert "staff/rota.md" in found and "Question" not in found
        assert "Nothing is on record" in client.get("/audit/part?until=2001-01-01").text
        assert "Nothing is on record" in client.get("/audit/part?since=2999-01-01").text
        assert client.get("/audit/part?since=soon").status_code == 422
        assert client.get("/audit/part?until=9999-12-31").status_code in (200, 422)


def test_an_administrator_learns_no_name_from_the_log(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        page = client.get("/audit/part?what=opened+a+source").text
        table = client.get("/audit/export.csv").text
        for text in (page, table):
            assert "a paper outside your groups" in text
            assert "staff/rota.md" in text
            assert "ighthouse" not in text


def test_the_export_is_a_whole_and_harmless_table(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        answer = client.get("/audit/export.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["number", "time", "who", "what", "detail"]
    assert len(rows) > 120
    assert any(row[2] == "'=cmd()" for row in rows)


def test_nothing_in_the_log_becomes_part_of_the_page(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        page = client.get("/audit/part?who=%3Dcmd%28%29").text
    assert "window.hit" in page
    assert "<img" not in page and "<script" not in page


def test_looking_and_exporting_are_on_record(filled: Rooms) -> None:
    with filled.as_("Ada") as client:
        client.get("/audit/part?who=Ed")
        client.get("/audit/export.csv?who=Di")
    looked = filled.audit.rows(who="Ada", what=What.READ_AUDIT)[0]
    exported = filled.audit.rows(who="Ada", what=What.EXPORTED)[0]
    assert looked.detail == {"of": "Ed"}
    assert exported.detail == {"export": "audit log", "of": "Di"}


@pytest.mark.parametrize("name", ["Bo", "Cy", "Di", "Ed"])
def test_the_room_is_for_administrators(filled: Rooms, name: str) -> None:
    with filled.as_(name) as client:
        assert client.get("/audit/part").status_code == 403
        assert client.get("/audit/export.csv").status_code == 403
        assert "Audit log" not in client.get("/learn").text

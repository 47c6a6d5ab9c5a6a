"""A log goes out as JSON or a table and comes back the same; a bad file is told by its place."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.register import Event, EventKind, EventRefused, ImportRefused, Outcome
from assistant.register.exchange import event_of, from_csv, from_json, read, to_csv, to_json
from tests.assistant.register.made import event

WHOLE = event("decide", "K1", outcome="stop", reason="Too deep;\ntoo far", citation="Minute 3")


def test_json_is_as_promised() -> None:
    assert json.loads(to_json([WHOLE, event("start", "F1")])) == [
        {
            "workstream": "Island ferry",
            "gate": "K1",
            "event": "decide",
            "person": "Ada Lowe",
            "role": "harbour master",
            "date": "2026-01-01",
            "reason": "Too deep;\ntoo far",
            "outcome": "stop",
            "citation": "Minute 3",
        },
        {
            "workstream": "Island ferry",
            "deliverable": "F1",
            "event": "start",
            "person": "Ada Lowe",
            "role": "harbour master",
            "date": "2026-01-01",
        },
    ]
    assert to_json([]) == "[]\n"


def test_a_table_has_a_header_and_the_same_columns() -> None:
    rows = list(csv.reader(io.StringIO(to_csv([WHOLE]))))
    assert ",".join(rows[0]) == (
        "workstream,deliverable,gate,event,person,role,date,reason,outcome,citation"
    )
    assert rows[1][1:4] == ["", "K1", "decide"]
    assert from_csv(to_csv([])) == ()


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n=+-@'\";,"), max_size=30
)
events = st.builds(
    Event,
    workstream=texts.filter(str.strip),
    kind=st.sampled_from(EventKind),
    person=texts.filter(str.strip),
    role=texts.filter(str.strip),
    date=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    deliverable=st.none() | texts,
    gate=st.none() | texts,
    reason=st.none() | texts,
    outcome=st.none() | st.sampled_from(Outcome),
    citation=st.none() | texts,
)


@given(st.lists(events, max_size=4))
def test_every_log_comes_back_as_it_was(log: list[Event]) -> None:
    assert from_json(to_json(log)) == tuple(log)
    assert from_csv(to_csv(log)) == tuple(log)


@given(st.lists(events, min_size=1, max_size=4))
def test_no_cell_of_a_table_begins_a_formula(log: list[Event]) -> None:
    for row in csv.reader(io.StringIO(to_csv(log), newline="")):
        assert [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(
    ("typed", "cell"),
    [("=1+1", "'=1+1"), ("'=1", "''=1"), ("-5 beds", "'-5 beds"), ("'til", "'til"), ("5-6", "5-6")],
)
def test_a_formula_gets_an_apostrophe_and_loses_it(typed: str, cell: str) -> None:
    table = to_csv([event("note", "F1", reason=typed)])
    assert next(csv.DictReader(io.StringIO(table)))["reason"] == cell
    assert from_csv(table)[0].reason == typed


GOOD = {
    "workstream": "Island ferry",
    "deliverable": "F1",
    "event": "start",
    "person": "Ada Lowe",
    "role": "pilot",
    "date": "2026-01-01",
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"),
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"workstream": "x"}', "no JSON list"),
        ("[3]", "Event 1: It is no object"),
        (
            json.dumps([GOOD, {**GOOD, "raeson": "x"}]),
            "Event 2: It has an unknown key 'raeson'. Did",
        ),
        (json.dumps([{**GOOD, "zz": "x"}]), "unknown key 'zz'. Known are workstream"),
        (json.dumps([{**GOOD, "number": 3}]), "unknown key 'number'"),
        (json.dumps([{**GOOD, "date": 3}]), "'date' must be text in quotes, not 3"),
        (json.dumps([{**GOOD, "date": "11/06/2026"}]), "'11/06/2026' is no date"),
        (json.dumps([{**GOOD, "date": "2026-02-30"}]), "'2026-02-30' is no date"),
        (json.dumps([{**GOOD, "date": "20260211"}]), "no date"),
        (json.dumps([{**GOOD, "event": "begin"}]), "event is 'begin'. Known are start, submit"),
        (json.dumps([{**GOOD, "outcome": "yes"}]), "outcome is 'yes'. Known are endorse,"),
        (json.dumps([{k: v for k, v in GOOD.items() if k != "role"}]), "Event 1: It has no role"),
        (json.dumps([{**GOOD, "person": "  "}]), "Event 1: It has no person"),
        (json.dumps([{**GOOD, "person": "\ud800"}]), "half a character"),
        ('[{"event": "start", "event": "submit"}]', "gives 'event' twice"),
    ],
)
def test_bad_json_is_told_by_its_place(text: str, told: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        from_json(text)
    assert told in str(caught.value)
    assert caught.value.exit_code == 2


HEADER = ",".join(GOOD)
ROW = ",".join(GOOD.values())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column workstream, event, person, role or date"),
        ("workstream,event,person,role\n", "no column date"),
        (f"{HEADER},date\n", "same name"),
        (f"{HEADER},colour\n{ROW},red\n", "unknown column 'colour'"),
        (f"{HEADER}\n{ROW}\n{ROW},more\n", "Event 2 has more cells"),
        (f'{HEADER}\n"{ROW}', "cannot be read"),
        (f"{HEADER}\nIsland ferry,F1,start\n", "Event 1: It has no person"),
    ],
)
def test_a_bad_table_is_told_by_its_place(text: str, told: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        from_csv(text)
    assert told in str(caught.value)


def test_columns_in_any_order_and_empty_rows() -> None:
    back = [",".join(reversed(row.split(","))) for row in (HEADER.upper(), ",,,,,", ROW)]
    assert from_csv("\n".join(back)) == from_json(json.dumps([GOOD]))


def test_empty_parts_are_parts_not_given() -> None:
    (one,) = from_json(json.dumps([{**GOOD, "gate": "", "reason": None}]))
    assert (one.gate, one.reason) == (None, None)


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "log.CSV").write_text("\ufeff" + to_csv([WHOLE]), encoding="utf-8")
    (tmp_path / "log.json").write_text(to_json([WHOLE]), encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes("caf\xe9".encode("latin-1"))
    assert read(tmp_path / "log.CSV") == read(tmp_path / "log.json") == (WHOLE,)
    with pytest.raises(ImportRefused, match="not UTF-8"):
        read(tmp_path / "latin.csv")
    with pytest.raises(ImportRefused, match="cannot be read"):
        read(tmp_path / "none.json")


def test_a_record_makes_an_event() -> None:
    assert event_of(GOOD).deliverable == "F1"
    with pytest.raises(EventRefused, match=r"^It has no workstream\. Every event needs"):
        event_of({})

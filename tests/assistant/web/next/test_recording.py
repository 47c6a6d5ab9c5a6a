"""Recording through the room's routes: two steps, each checked, once, by whoever may."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.audit import What
from assistant.register import EventKind, Outcome, Register, UnknownWorkstream
from assistant.register.exchange import from_csv, from_json
from tests.assistant.register.made import event
from tests.assistant.web.next.desk_fakes import LEAD, READER, Served, Sighted, paper, with_examples

DONE = {"person": "Dr Farah Qureshi", "role": "chair", "date": "3 August 2026"}
START = {"w": "Vascular", "event": "start", "d": "D10", **DONE}


@pytest.fixture
def served(tmp_path: Path) -> Served:
    with_examples(tmp_path)
    return Served(tmp_path)


def test_an_event_is_shown_as_it_will_stand_and_then_recorded(served: Served) -> None:
    before = served.events("Vascular")
    shown = served.post("check", **START, citation="Minutes <b>4</b>")
    assert shown.status_code == 200
    line = "3 August 2026: D10 started by Dr Farah Qureshi, chair. Source: Minutes &lt;b&gt;4"
    assert line in shown.text
    assert "<b>4" not in shown.text
    assert served.events("Vascular") == before
    done = served.post("record", **START, seen=served.seen("Vascular"))
    assert done.status_code == 200
    last = served.events("Vascular")[-1]
    assert f"Recorded as event {last.number}" in done.text
    assert (last.kind, last.deliverable, last.date.isoformat()) == (
        EventKind.START,
        "D10",
        "2026-08-03",
    )
    noted = served.site.noted[-1]
    assert noted[:2] == (LEAD.name, What.RECORDED)
    assert noted[2] == {
        "workstream": "Vascular",
        "event": last.number,
        "kind": "start",
        "subject": "D10",
    }


def test_the_same_form_sent_twice_is_recorded_once(served: Served) -> None:
    sent = {**START, "seen": served.seen("Vascular")}
    count = len(served.events("Vascular"))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: served.post("record", **sent), range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(served.events("Vascular")) == count + 1
    said = [answer.text for answer in answers]
    assert sum("recorded already" in one for one in said) == 5
    assert len([one for one in served.site.noted if one[1] == What.RECORDED]) == 1


def test_what_somebody_else_recorded_meanwhile_is_told_first(served: Served) -> None:
    seen = served.seen("Vascular")
    other = event("start", "D13", workstream="Vascular", day=9)
    served.add(other)
    answer = served.post("record", **START, seen=seen)
    assert answer.status_code == 409
    assert "The register changed while you were looking" in answer.text
    assert "D13 started" in answer.text
    assert "Dr Farah Qureshi" in answer.text
    assert served.events("Vascular")[-1].deliverable == "D13"
    assert served.post("record", **START, seen=served.seen("Vascular")).status_code == 200


def test_when_the_change_makes_it_illegal_the_form_comes_back_with_what_was_typed(
    served: Served,
) -> None:
    seen = served.seen("Vascular")
    served.add(event("start", "D10", workstream="Vascular", day=9))
    answer = served.post("record", **START, seen=seen, reason="Kept words")
    assert answer.status_code == 409
    assert "under way already" in answer.text
    assert "Kept words" in answer.text
    assert len([e for e in served.events("Vascular") if e.deliverable == "D10"]) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("person", " ", "Give the name of the person."),
        ("role", "", "Give the role in which the person acted."),
        ("date", "", "Give the day on which it happened."),
        ("date", "soon", "Write a whole date"),
        ("date", "March 2026", "Write a whole date"),
        ("date", "31 February 2026", "Write a whole date"),
        ("date", "1 January 2099", "still to come"),
        ("person", "x" * 300, "longer than 200 characters"),
        ("role", "bad \x07 bell", "cannot be shown"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    served: Served, field: str, value: str, said: str
) -> None:
    typed = {**START, field: value, "reason": "Kept <words>"}
    answer = served.post("check", **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept &lt;words&gt;" in answer.text
    assert served.post("record", **typed, seen=served.seen("Vascular")).status_code == 422


@pytest.mark.parametrize("typed", ["27 March 2026", "2026-03-27", "27/03/2026", "27 Mar 2026"])
def test_days_are_taken_as_people_write_them(served: Served, typed: str) -> None:
    shown = served.post("check", **{**START, "date": typed})
    assert shown.status_code == 200
    assert '<time datetime="2026-03-27">27 March 2026</time>' in shown.text


DECIDE = {"w": "Vascular", "event": "decide", "d": "N1", **DONE}


def test_a_gate_is_decided_with_evidence_and_a_word_on_each_open_criterion(served: Served) -> None:
    bare = served.post("check", **DECIDE)
    assert bare.status_code == 422
    for said in ("Choose what was decided.", "Say where it stands in writing"):
        assert said in bare.text
    asked = served.post("check", **DECIDE, outcome="endorse", citation="Letter of 3 August 2026")
    assert asked.status_code == 422
    assert "Say what was judged about N1.3." in asked.text
    full = {
        **DECIDE,
        "outcome": "endorse_with_conditions",
        "citation": "Letter of 3 August 2026",
        "reason": "the senate is booked\nthe board sees the map",
        "why N1.3": "the region read the list; it is whole",
        "why N1.5": "the route was agreed by telephone",
    }
    shown = served.post("check", **full)
    assert shown.status_code == 200
    assert "<li>the senate is booked</li><li>the board sees the map</li></ol>" in shown.text
    assert served.post("record", **full, seen=served.seen("Vascular")).status_code == 200
    last = served.events("Vascular")[-1]
    assert last.outcome is Outcome.ENDORSE_WITH_CONDITIONS
    assert last.reason is not None
    assert "N1.3: judged, the region read the list, it is whole" in last.reason
    room = served.get("view", w="Vascular").text
    assert "Passed with conditions" in room
    met = {"w": "Vascular", "event": "condition_met", "d": "N1", "condition": "2", **DONE}
    assert served.post("record", **met, seen=served.seen("Vascular")).status_code == 200
    assert "condition 2" not in served.get("form", w="Vascular", event="condition_met", d="N1").text
    again = served.post("check", **met)
    assert again.status_code == 422


@pytest.mark.parametrize("outcome", ["challenge", "stop"])
def test_sending_back_and_stopping_need_a_reason_and_no_excuses(
    served: Served, outcome: str
) -> None:
    typed = {**DECIDE, "outcome": outcome, "citation": "Letter"}
    assert served.post("check", **typed).status_code == 422
    assert served.post("check", **typed, reason="The risks have no owner.").status_code == 200


def test_every_kind_of_event_has_a_form_and_can_be_recorded(served: Served) -> None:
    common = {"w": "Vascular", **DONE}
    steps = [
        {"event": "start", "d": "D05"},
        {"event": "submit", "d": "D05"},
        {"event": "challenge", "d": "D05", "reason": "The ward is missing."},
        {"event": "submit", "d": "D05"},
        {"event": "endorse_with_conditions", "d": "D05", "reason": "name the ward"},
        {"event": "condition_met", "d": "D05", "condition": "1"},
        {"event": "withdraw", "d": "D05", "reason": "Written anew."},
        {"event": "link", "d": "N1", "criterion": "N1.3", "citation": "The list of risks"},
        {"event": "note", "d": "", "reason": "The lead is on leave."},
        {"event": "note", "d": "", "reason": "Read 4 August.", "on": "138"},
    ]
    for step in steps:
        form = served.get("form", **{key: step[key] for key in ("event", "d")}, w="Vascular")
        assert form.status_code == 200, step
        assert f'value="{step["event"]}"' in form.text
        done = served.post("record", **common, **step, seen=served.seen("Vascular"))
        assert done.status_code == 200, (step, done.text)
    last = served.events("Vascular")[-len(steps) :]
    assert [one.kind.value for one in last] == [step["event"] for step in steps]
    assert last[-3].reason == "N1.3"
    assert last[-1].reason == "Correction to event 138: Read 4 August."


def test_who_may_not_record_is_told_so_by_every_way_in(served: Served) -> None:
    seen, before = served.seen("Vascular"), served.events("Vascular")
    served.person = READER
    for answer in (
        served.get("form", w="Vascular", event="start", d="D10"),
        served.post("check", **START),
        served.post("record", **START, seen=seen),
        served.post("examples"),
    ):
        assert answer.status_code == 403
        assert "Project leads, librarians and administrators can" in answer.text
    room = served.get("view", w="Vascular").text
    assert "next-form" not in room
    assert "cannot add to it" in room
    assert "next-form" not in served.get("detail", w="Vascular", d="D10").text
    assert served.events("Vascular") == before
    served.person = None
    assert served.get("view").status_code == 401
    assert served.post("record", **START, seen=seen).status_code == 401


@pytest.mark.parametrize(
    "about",
    [
        {"w": "Nobody", "event": "start", "d": "S01"},
        {"w": "Vascular", "event": "start", "d": "S99"},
        {"w": "Vascular", "event": "explode", "d": "S01"},
        {"w": "Vascular", "event": "start", "d": ""},
        {"w": "Vascular", "event": "note", "d": "", "on": "999999"},
    ],
)
def test_what_is_not_there_is_not_found(served: Served, about: dict[str, str]) -> None:
    assert served.get("form", **about).status_code == 404
    assert served.post("record", **about, **DONE, seen="1").status_code == 404


def test_what_is_no_form_is_refused_unread(served: Served) -> None:
    for body in (b"\xff", b"[1]", b'{"w": 3}', b'{"w": "x"'):
        assert served.client.post("/next/check", content=body).status_code == 400
    assert served.client.post("/next/check", content=b"x" * 300_000).status_code == 413


def test_a_workstream_is_begun_in_an_empty_register_and_only_once(tmp_path: Path) -> None:
    served = Served(tmp_path)
    room = served.get("view")
    assert "No workstream is in the register yet" in room.text
    typed = {"event": "begin", "name": "Island ferry", "first": "S01 start", **DONE, "seen": "0"}
    assert served.post("check", **{**typed, "name": ""}).status_code == 422
    shown = served.post("check", **typed)
    assert "S01 started by Dr Farah Qureshi" in shown.text
    assert served.post("record", **typed).status_code == 200
    assert "recorded already" in served.post("record", **typed).text
    taken = served.post("record", **{**typed, "name": "island FERRY", "person": "Another"})
    assert taken.status_code == 422
    assert "exists already" in taken.text
    assert len(served.events("Island ferry")) == 1
    assert served.site.noted[0][2]["workstream"] == "Island ferry"
    assert "Island ferry" in served.get("view").text


def test_examples_are_loaded_from_the_empty_room(tmp_path: Path) -> None:
    served = Served(tmp_path)
    answer = served.post("examples")
    assert answer.status_code == 200
    assert answer.text.count("Example for practice") == 6
    assert len(Register.open(tmp_path, write=False).workstreams()) == 6


def test_the_register_is_saved_as_the_command_line_saves_it(served: Served) -> None:
    table = served.get("register.csv", w="Vascular")
    assert table.headers["content-disposition"] == 'attachment; filename="register-Vascular.csv"'
    events = served.events("Vascular")
    assert [e.identity for e in from_csv(table.text)] == [e.identity for e in events]
    whole = served.get("register.json")
    assert [e.identity for e in from_json(whole.text)] == [
        e.identity for e in Register.open(served.folder, write=False).events()
    ]
    assert served.get("register.exe").status_code == 404
    assert served.get("register.csv", w="Nobody").status_code == 404


def test_papers_out_of_sight_are_named_nowhere(tmp_path: Path) -> None:
    secret, known = "Closure of the North Pier", "Harbour board minutes"
    served = Served(
        tmp_path, Sighted(seen=(paper("a/b.md", known),), unseen=(paper("c/d.md", secret, 2),))
    )
    for number, said in enumerate((secret, f"{known}, item 4"), 1):
        begun = event("submit", "S01", reason=f"See {said}.", citation=said, day=number)
        register = Register.open(tmp_path, write=True)
        register.add(
            begun if number == 1 else event("link", "S01", citation=said),
            lambda _: None,
            new=number == 1,
        )
    name = "Island ferry"
    ways = [
        served.get("view"),
        served.get("view", w=name),
        *(served.get("detail", w=name, d=key) for key in ("S01", "G0")),
        *(served.get(f"register.{kind}", w=name) for kind in ("csv", "json")),
        served.get("register.json"),
        served.post("check", w=name, event="endorse", d="S01", **DONE),
        served.post("record", w=name, event="start", d="S02", **DONE, seen="1"),
    ]
    for answer in ways:
        assert secret not in answer.text
        assert "North Pier" not in json.dumps(answer.text)
    assert "a paper outside your groups" in ways[1].text
    assert f"{known}, item 4" in ways[1].text


def test_what_is_typed_nowhere_makes_a_page_of_its_own(served: Served) -> None:
    bad = '<img src=x onerror="1">'
    for answer in (
        served.get("view", w=bad),
        served.get("detail", w="Vascular", d=bad),
        served.get("form", w="Vascular", event="start", d=bad),
        served.post("check", **{**START, "person": bad}),
    ):
        assert "<img" not in answer.text
    with pytest.raises(UnknownWorkstream):
        served.events(bad)

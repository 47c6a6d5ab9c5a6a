"""One event is recorded by a person; many are imported, all or none, as often as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.register import (
    Duplicate,
    EventRefused,
    ImportRefused,
    Register,
    UnknownWorkstream,
    import_events,
    record,
    state_of,
)
from assistant.register.exchange import from_csv, from_json, to_csv, to_json
from tests.assistant.register.made import TODAY, event, log, small


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register.open(tmp_path, write=True)


def test_an_event_is_recorded_with_what_a_person_should_know(register: Register) -> None:
    done = record(register, small(), event("start", "F2"), TODAY, new=True)
    assert done.event.number == 1
    assert done.warnings == ("F2 needs F1, which is not endorsed.",)


def test_what_may_not_be_is_not_recorded(register: Register) -> None:
    with pytest.raises(UnknownWorkstream):
        record(register, small(), event("start", "F1"), TODAY)
    record(register, small(), event("start", "F1"), TODAY, new=True)
    with pytest.raises(Duplicate):
        record(register, small(), event("start", "F1"), TODAY)
    with pytest.raises(EventRefused, match="“Island ferry” exists already") as caught:
        record(register, small(), event("submit", "F1"), TODAY, new=True)
    assert "--clear" not in str(caught.value)
    with pytest.raises(EventRefused, match="no evidence"):
        record(register, small(), event("decide", "K1", outcome="endorse"), TODAY)
    assert len(register.events()) == 1


HISTORY = log("submit F1", "endorse F1", "decide K1 endorse", "start F9", "start F2")


def test_an_import_takes_what_was_kept_elsewhere(register: Register) -> None:
    done = import_events(register, small(), HISTORY, TODAY)
    assert (len(done.added), done.skipped, done.created) == (5, (), ("Island ferry",))
    assert done.warnings == (
        "Island ferry K1, 2026-01-01: The register holds no evidence for K1.2.",
        "Island ferry F9, 2026-01-01: The approach has no deliverable F9. Did you mean F1 (Depth "
        "survey) or F2 (Timetable)?",
    )
    again = import_events(register, small(), HISTORY, TODAY)
    assert (again.added, len(again.skipped), again.created, again.warnings) == ((), 5, (), ())
    assert register.events() == done.added
    assert [one.subject for one in state_of(small(), register.events()).unknown] == ["F9"]


def test_an_import_goes_on_from_a_part_of_itself(register: Register) -> None:
    import_events(register, small(), HISTORY[:2], TODAY)
    done = import_events(register, small(), HISTORY, TODAY)
    assert (len(done.added), len(done.skipped)) == (3, 2)
    assert [one.identity for one in register.events()] == [one.identity for one in HISTORY]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (event("endorse", "F2"), r"Event 2 \(Island ferry endorse F2\): F2 \(Timetable\) cannot"),
        (event("start", "F2", date=TODAY.replace(day=30)), "after today"),
        (event("decide", "K1"), "needs its outcome"),
        (event("link", "F1"), "needs a citation"),
    ],
)
def test_an_import_is_taken_whole_or_not_at_all(
    register: Register, wrong: object, told: str
) -> None:
    with pytest.raises(ImportRefused, match=told) as caught:
        import_events(register, small(), [event("start", "F1"), wrong], TODAY)  # type: ignore[list-item]
    assert str(caught.value).endswith("Nothing was imported.")
    assert register.workstreams() == ()


@pytest.mark.parametrize("as_table", [False, True])
def test_an_export_makes_the_same_register_elsewhere(
    register: Register, tmp_path: Path, as_table: bool
) -> None:
    other = log("note F2", event("start", "F2", workstream="Night ferry"))
    import_events(register, small(), [*HISTORY, *other], TODAY)
    events = register.events()
    back = from_csv(to_csv(events)) if as_table else from_json(to_json(events))
    elsewhere = Register.open(tmp_path / "elsewhere", write=True)
    import_events(elsewhere, small(), back, TODAY)
    assert elsewhere.events() == events

"""The Quality room: the newest run, and feedback that is decided about."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.audit import What
from assistant.conversation.kept import ConversationStore
from assistant.feedback import Feedback, FeedbackStore, Place, Reason, Triage, Triaged, Verdict
from assistant.model import Answer, Status
from assistant.people import LOCAL
from assistant.web.quality.page import _entry
from assistant.web.quality.runs import newest
from assistant.web.quality.seen import Entry
from assistant.web.words import Words
from evals.metrics import catalogue
from evals.score import SAID
from tests.fakes_rooms import SECRET_NAME, SECRET_TITLE, Rooms, serve_rooms
from tests.fakes_web import HOSTILE

METRICS = {name: {key: getattr(m, key) for key in SAID} for name, m in catalogue().items()}


def write_run(folder: Path, name: str, made: str, documents: tuple[str, ...], **more: Any) -> Path:
    place = folder / name
    place.mkdir(parents=True)
    entry = {"n": 4, "undefined": 1, "mean": 0.75, "low": 0.3, "high": 0.95, "method": "wilson"}
    nothing = {"n": 0, "undefined": 5, "mean": None, "low": None, "high": None, "method": ""}
    groups = {"all": {"answered": entry, "latency": {**entry, "mean": 812.5}, "mrr": nothing}}
    summary = {"cases": 5, "missing": 0, "errors": 1, "metrics": METRICS, "groups": groups, **more}
    (place / "summary.json").write_text(json.dumps(summary))
    settings = {"made": made, "library": {"documents": dict.fromkeys(documents, "digest")}}
    (place / "settings.json").write_text(json.dumps(settings))
    (place / "report.html").write_text("<h1>Report</h1><script>alert(1)</script>")
    return place


def test_the_newest_run_that_was_scored_is_found(tmp_path: Path) -> None:
    assert newest(tmp_path / "nowhere") is None
    write_run(tmp_path, "b", "2026-03-01T10:00:00+00:00", ("x.md",))
    write_run(tmp_path, "a", "2026-04-01T10:00:00+00:00", ("x.md",))
    broken = write_run(tmp_path, "c", "2026-05-01T10:00:00+00:00", ())
    (broken / "summary.json").write_text('{"groups": [')
    (tmp_path / "note.txt").write_text("no run")
    run = newest(tmp_path)
    assert run is not None
    assert (run.name, run.cases, run.errors) == ("a", 5, 1)
    first = run.results[0]
    assert (first.title, first.is_share, first.mean) == ("Answered", True, 0.75)


def test_a_run_of_an_older_waymark_is_shown_too(tmp_path: Path) -> None:
    write_run(tmp_path, "a", "2026-04-01T10:00:00+00:00", (), metrics={})
    run = newest(tmp_path)
    assert run is not None
    assert run.results[0].title == "Answered"


@pytest.fixture(scope="module")
def numbers(rooms: Rooms) -> dict[str, int]:
    """Feedback on an open paper, on a secret one, and on nothing."""
    write_run(
        rooms.settings.runs, "one", "2026-04-01T10:00:00+00:00", ("open/minutes.md", SECRET_NAME)
    )
    store = FeedbackStore(rooms.settings.library)
    said = {
        "open": ("What was agreed?", (Place("open/minutes.md", 2, 0, 5),)),
        "secret": ("What is sold?", (Place(SECRET_NAME, None, 0, 5),)),
        "both": (
            "Which are there?",
            (Place("open/minutes.md", 1, 0, 5), Place(SECRET_NAME, 1, 0, 5)),
        ),
        "gone": ("What was there?", (Place("gone.md", None, 0, 5),)),
        "hostile": (f"Who? {HOSTILE}", ()),
    }
    return {
        key: store.add(
            Feedback(
                question, Status.ANSWERED, Verdict.DOWN, (), cited, Reason.OUT_OF_DATE,
                comment=HOSTILE if key == "hostile" else "", who="Di",
                collections=frozenset(("open", "staff")),
            )
        ).number
        for key, (question, cited) in said.items()
    }  # fmt: skip


def test_feedback_on_papers_outside_the_groups_is_not_there(
    rooms: Rooms, numbers: dict[str, int]
) -> None:
    with rooms.as_("Bo") as client:
        text = client.get("/quality/part?state=all").text
        assert "What was agreed?" in text and "Out of date" in text
        for hidden in ("What is sold?", "Which are there?", "What was there?", "ighthouse"):
            assert hidden not in text
        assert "2 of 2" in text
        said = client.post("/quality/triage", data={"number": numbers["secret"], "state": "done"})
        unknown = client.post("/quality/triage", data={"number": 99, "state": "done"})
        assert (said.status_code, said.text) == (404, unknown.text)
    with rooms.as_("Cy") as client:
        assert "What is sold?" in client.get("/quality/part").text


def test_a_refusal_cites_nothing_and_is_for_those_who_read_what_its_asker_could(
    tmp_path: Path,
) -> None:
    rooms = serve_rooms(tmp_path)
    staff, board = frozenset(("open", "staff")), frozenset(("open", "staff", "secret"))

    def refused(question: str, who: str, known: frozenset[str] | None) -> Feedback:
        return Feedback(question, Status.NO_EVIDENCE, Verdict.DOWN, who=who, collections=known)

    store = FeedbackStore(rooms.settings.library)
    kept = ConversationStore(rooms.settings.library)
    id = kept.begin("Cy").id
    kept.ask("Cy", id, "What did the lighthouse cost?", could_read=board)
    kept.answered("Cy", id, 1, Answer(Status.NO_EVIDENCE, "Nothing."), {})
    with rooms.as_("Cy") as client:
        verdict = {"verdict": "down"}
        sent = client.post(f"/conversations/{id}/turns/1/feedback", json=verdict)
        assert sent.status_code == 200
    (hidden,) = store.all()
    assert hidden.collections == board
    store.add(refused("Who paid for the lighthouse?", "Ed", None))
    store.add(refused("Who keeps the lamp?", "Di", staff))
    before = Place(SECRET_NAME, 1, 0, 5)
    mine = refused("Is the lighthouse mine?", "Bo", board)
    store.add(replace(mine, citations=(before, Place("open/minutes.md", 1, 0, 5))))

    with rooms.as_("Bo") as client:
        text = client.get("/quality/part?state=all").text
        assert "Who keeps the lamp?" in text and "Is the lighthouse mine?" in text
        assert "What did" not in text and "Who paid" not in text and SECRET_TITLE not in text
        assert "2 of 2" in text
        data = {"number": hidden.number, "state": "candidate"}
        assert client.post("/quality/triage", data=data).status_code == 404
    with rooms.as_("Cy") as client:
        text = client.get("/quality/part?state=all").text
        assert "4 of 4" in text and SECRET_TITLE in text


def test_nobody_is_named_where_nobody_signs_in(words: Words) -> None:
    when = datetime(2026, 4, 1, tzinfo=UTC)
    told = Feedback("Who?", Status.ANSWERED, Verdict.DOWN, who=LOCAL.name, when=when)
    decided = Triaged(Triage.DONE, LOCAL.name, when)
    html = _entry(Entry(told, decided), {}, words)
    assert "local" not in html and "Said, <time" in html and "decided, <time" in html
    named = _entry(Entry(replace(told, who="Di"), replace(decided, who="Bo")), {}, words)
    assert "Said by Di" in named and "decided by Bo" in named


def test_nothing_that_was_typed_becomes_part_of_the_page(
    rooms: Rooms, numbers: dict[str, int]
) -> None:
    with rooms.as_("Bo") as client:
        text = client.get("/quality/part?state=all").text
    assert "<img" not in text and "<script" not in text and "${" not in text


def test_candidates_are_exported_as_questions_to_measure_by(
    rooms: Rooms, numbers: dict[str, int], tmp_path: Path
) -> None:
    from evals.cases import load_cases

    with rooms.as_("Cy") as client:
        for key in ("open", "secret"):
            data = {"number": str(numbers[key]), "state": "candidate"}
            assert client.post("/quality/triage", data=data).status_code == 200
        assert "Candidates, decided by Cy" in client.get("/quality/part?state=candidate").text
        text = client.get("/quality/candidates.jsonl").text
        rows = [json.loads(line) for line in text.splitlines()]
        assert [row["question"] for row in rows] == ["What was agreed?", "What is sold?"]
    with rooms.as_("Bo") as client:
        mine = client.get("/quality/candidates.jsonl").text
        assert [json.loads(line)["question"] for line in mine.splitlines()] == ["What was agreed?"]
    file = tmp_path / "questions.jsonl"
    file.write_text(text)
    assert len(load_cases([file])) == 2
    rows = rooms.audit.rows(who="Cy", what=What.EXPORTED)
    assert rows[0].detail["rows"] == 2
    assert rooms.audit.rows(what=What.TRIAGED)[0].detail["state"] == "candidate"


def test_the_report_is_for_those_who_may_read_all_its_papers(
    rooms: Rooms, numbers: dict[str, int]
) -> None:
    with rooms.as_("Cy") as client:
        report = client.get("/quality/report")
        assert report.status_code == 200
        policies = report.headers.get_list("content-security-policy")
        assert any("sandbox" in one and "default-src 'none'" in one for one in policies)
        assert "/quality/report" in client.get("/quality/part").text
    with rooms.as_("Bo") as client:
        assert client.get("/quality/report").status_code == 404
        text = client.get("/quality/part").text
        assert "75%" in text and "30% – 95%" in text
        assert "outside your groups" in text and 'href="/quality/report"' not in text


@pytest.mark.parametrize("name", ["Di", "Ed"])
def test_the_room_is_for_librarians(rooms: Rooms, name: str) -> None:
    with rooms.as_(name) as client:
        for path in ("part", "report", "candidates.jsonl"):
            assert client.get(f"/quality/{path}").status_code == 403
        data = {"number": "1", "state": "done"}
        assert client.post("/quality/triage", data=data).status_code == 403

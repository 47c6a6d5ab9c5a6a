"""Thumbs down becomes a file of questions that a person can complete, or ask as it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from assistant.feedback import Feedback, FeedbackStore, Place, Reason, Triage, Verdict
from assistant.model import Status
from evals.cases import load_cases
from tests.command_line import waymark

DOWN = Feedback(
    "Who tends the lamp?",
    Status.ANSWERED,
    Verdict.DOWN,
    history=("What is the lamp?",),
    citations=(Place("lamp.pdf", 3, 10, 42), Place("lamp.pdf", 3, 50, 60)),
    reason=Reason.OUT_OF_DATE,
    comment="It was Ivy until spring.",
)


def test_a_question_file_is_begun_completed_and_read(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    store.add(DOWN)
    store.add(replace(DOWN, question="What is good?", verdict=Verdict.UP, reason=None))
    store.add(replace(DOWN, question="who  tends the LAMP?", reason=Reason.INCOMPLETE))
    store.add(Feedback("Why?", Status.NO_EVIDENCE, Verdict.DOWN))
    done = waymark("eval", "start", "--library", tmp_path)
    assert done.code == 0
    assert [row["id"] for row in done.rows] == ["feedback-3", "feedback-4"], "each question once"
    first, second = done.rows
    assert (first["answer"], first["document"], first["kind"]) == ("", "", "incomplete")
    assert first["note"].endswith("“It was Ivy until spring.”. It cited lamp.pdf, page 3")
    assert second["note"].endswith("It ended as no_evidence")
    assert "waymark: 2 questions. Fill in each line's answer" in done.err

    asked = tmp_path / "questions.jsonl"
    asked.write_text(done.out, encoding="utf8")
    notices: list[str] = []
    unknown, _ = load_cases([asked], notices)
    assert unknown.history == ("What is the lamp?",)
    assert (unknown.expected_status, unknown.nuggets, notices) == (None, (), [])

    asked.write_text(json.dumps({**first, "answer": "Ivy|Iva; spring"}), encoding="utf8")
    (known,) = load_cases([asked])
    assert known.nuggets == (("Ivy", "Iva"), ("spring",))
    assert known.expected_status == "answered"


def test_taken_back_or_never_said(tmp_path: Path) -> None:
    assert waymark("eval", "start", "--library", tmp_path / "none").out == ""
    store = FeedbackStore(tmp_path)
    store.add(DOWN)
    store.add(replace(DOWN, verdict=Verdict.UP, reason=None))
    done = waymark("eval", "start", "--library", tmp_path)
    assert (done.code, done.out) == (0, "")
    assert "thumbs down" in done.err


def test_what_people_decided_about_feedback_counts(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)

    def said(question: str, state: Triage | None, verdict: Verdict = Verdict.DOWN) -> None:
        number = store.add(Feedback(question, Status.ANSWERED, verdict)).number
        if state is not None:
            store.triage(number, Triage.OPEN if state is Triage.DONE else Triage.DONE, "Bo")
            store.triage(number, state, "Bo")

    said("Who tends the lamp?", Triage.NO_PROBLEM)
    said("Who rows?", Triage.CANDIDATE)
    said("Who rows?", Triage.DONE)
    said("who rows?", None, Verdict.UP)
    said("Who sweeps?", Triage.DONE)
    said("Who waits?", None)
    said("Who sings?", Triage.OPEN)
    done = waymark("eval", "start", "--library", tmp_path)
    assert [row["question"] for row in done.rows] == ["Who rows?", "Who waits?", "Who sings?"]
    assert "3 thumbs down left out: marked done or not a problem" in done.err
    assert "3 questions." in done.err

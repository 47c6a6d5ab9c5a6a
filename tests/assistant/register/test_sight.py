"""Names of papers outside a person's groups are left out of what the register says."""

from __future__ import annotations

import pytest

from assistant.register import EVERYTHING_TOLD, WITHHELD, Sight, log_text, review, state_of
from ingest.library import DocumentRecord
from ingest.model import Facts
from tests.assistant.register.made import event, log, small


def paper(document: str, title: str) -> DocumentRecord:
    return DocumentRecord(1, document, "", Facts(title), None, 0, (), (), (), 1)


SEEN = (
    paper("board/minutes-2026-05.md", "Ferry Board minutes, 4 May 2026 (AMENDED)"),
    paper("board/plan.docx", "Quay plan"),
    paper("board/overview.md", "Overview"),
)
UNSEEN = (
    paper("part-2/sale-of-the-pier.docx", "Part 2 (confidential): sale of the old pier"),
    paper("part-2/minutes-2026-05-first.md", "Ferry Board minutes, 4 May 2026"),
    paper("part-2/plan.docx", "Straße closure"),
    paper("part-2/pay.md", "Pay"),
)
SIGHT = Sight(SEEN, UNSEEN)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Ferry Board minutes, 4 May 2026 (AMENDED), item 3", True),
        ("Ferry Board minutes, 4 May 2026, item 3", False),
        ("ferry board MINUTES 4 may 2026", False),
        ("Quay plan, page 2", True),
        ("board/plan.docx", True),
        ("plan.docx, page 2", True),
        ("part-2/plan.docx", False),
        ("part-2/sale-of-the-pier.docx", False),
        ("sale-of-the-pier", False),
        ("see the sale of the old pier, page 3", False),
        ("Straße closure, section 1", False),
        ("Pay", False),
        ("Pay round agreed by show of hands", True),
        ("taken-out-of-the-library.pdf, page 1", False),
        ("https://example.org/guidance.pdf", True),
        ("https://example.org/part-2/sale-of-the-pier.docx", False),
        ("a show of hands on the quay", True),
        ("Version 1.3 of the table", True),
    ],
)
def test_a_citation_is_told_or_withheld_as_a_whole(said: str, told: bool) -> None:
    assert SIGHT.citation(said) == (said if told else WITHHELD)
    assert EVERYTHING_TOLD.citation(said) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("K1.2: shown in the sale of the old pier.", f"K1.2: shown in the {WITHHELD}."),
        ("see part-2/sale-of-the-pier.docx, p. 3", f"see {WITHHELD}, p. 3"),
        ("see (sale-of-the-pier.docx)", f"see ({WITHHELD})"),
        ("/srv/part-2/sale-of-the-pier is wrong", f"{WITHHELD} is wrong"),
        ("Quay plan and Straße closure", f"Quay plan and {WITHHELD}"),
        ("old.pdf; new.pdf; plan.docx", f"{WITHHELD}; {WITHHELD}; plan.docx"),
        ("Nothing is named here: 3.2, e.g. the quay", None),
        ("", None),
    ],
)
def test_a_text_keeps_its_other_words(said: str, told: str | None) -> None:
    assert SIGHT.text(said) == (said if told is None else told)


def test_whether_a_file_is_there_makes_no_difference() -> None:
    for name in ("part-2/sale-of-the-pier.docx", "minutes-2026-05-first.md"):
        assert SIGHT.citation(name) == Sight(SEEN, ()).citation(name) == WITHHELD
        assert SIGHT.text(f"see {name}.") == Sight(SEEN, ()).text(f"see {name}.")


def test_conditions_are_met_as_they_were_before_their_names_went() -> None:
    """With names left out both conditions read alike; the one that was met stays so."""
    events = log(
        event("endorse_with_conditions", "F1", reason="mend old-pier.md; mend old-quay.md"),
        event("condition_met", "F1", day=2, reason="mend old-quay.md"),
    )
    state = SIGHT.state(state_of(small(), events))
    first, second = state.deliverables["F1"].conditions
    assert (first.met, second.met is not None) == (None, True)
    assert first.text == second.text == f"mend {WITHHELD}"
    lines = log_text(events, SIGHT)
    assert "condition 2 of F1 met" in lines.text
    assert "old-" not in lines.text
    assert [lines.text[a:b] for a, b in lines.spans.values()] == lines.text.splitlines()


def test_the_evidence_of_a_gate_counts_and_is_not_named() -> None:
    events = log(event("link", "K1", reason="K1.2: hands", citation="sale of the old pier"))
    approach = small()
    told = review(approach, SIGHT.state(state_of(approach, events)), approach.gate["K1"])
    plain = review(approach, state_of(approach, events), approach.gate["K1"])
    assert [one.state for one in told.criteria] == [one.state for one in plain.criteria]
    assert told.criteria[1].evidence == (WITHHELD,)
    assert plain.criteria[1].evidence == ("sale of the old pier",)


def test_with_everything_in_sight_nothing_changes() -> None:
    events = log(event("note", "F1", reason="see any.pdf", citation="any.pdf"))
    assert EVERYTHING_TOLD.events(events) == events
    assert log_text(events, EVERYTHING_TOLD) == log_text(events)

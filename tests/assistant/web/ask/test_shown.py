"""What of a kept conversation is shown, and that a search finds no more than that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import Answer, Citation, Status
from assistant.people import Person
from assistant.web.ask.shown import readable_by, shown
from assistant.web.ask.turns import State
from tests.fakes_rooms import COLLECTIONS, SECRET_NAME, site_of

ALL, BO = (Person("Bo", collections=frozenset(held)) for held in (COLLECTIONS, ("open", "staff")))


def test_a_search_looks_only_at_what_is_shown(tmp_path: Path) -> None:
    """The name of a paper that is hidden by now stands in an answer from the register's log."""
    with site_of(tmp_path) as site:
        line = f"2 June 2026: the gate was passed, see {SECRET_NAME} and open/minutes.md"
        cited = Citation(1, "register/Stroke", "Register", None, "", 0, len(line), line)
        said = Answer(Status.ANSWERED, f"{line} [1]", (replace(cited, passage=line),))
        kept = site.conversations
        id = kept.begin("Bo").id
        kept.ask("Bo", id, "Where does Stroke stand?")
        kept.answered("Bo", id, 1, said, {})

        def found(person: Person, text: str) -> bool:
            return bool(kept.find("Bo", text, within=readable_by(site, person)))

        (turn,) = (shown(site, ALL, id) or pytest.fail()).turns
        assert turn.state is State.ANSWERED
        assert found(ALL, "lighthouse") and found(ALL, "passed minutes")
        (turn,) = (shown(site, BO, id) or pytest.fail()).turns
        assert turn.state is State.WITHHELD
        assert not found(BO, "lighthouse") and not found(BO, "lighthouse-sale.md")
        assert not found(BO, "passed"), "nothing of it is shown"
        assert found(BO, "Stroke stand")

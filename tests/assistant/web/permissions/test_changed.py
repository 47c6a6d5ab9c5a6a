"""Rights that are taken away: what was asked while papers were readable tells of them no more."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from assistant.model import Answer, Status
from tests.assistant.scoped import GROUPS, Group
from tests.assistant.web.permissions.test_owned import conversations, respond, visit
from tests.assistant.web.permissions.told import Told, marks_in
from tests.assistant.web.permissions.world import EVERYBODY, Caller, Member, World

MOVED = next(one for one in EVERYBODY if one.name == "lead of all")
LEFT = next(one for one in EVERYBODY if one.set == "two").set  # what is read afterwards
QUARRY = GROUPS[2]
QUESTIONS = (
    "What is the budget for the drossmere works?",
    "Who was appointed?",
    "What does DRG stand for?",
    "Which version of the Ferry Charter is the newest, and what was changed?",
    "Why does F1 for Lantern need work?",
    "What comes next for Lantern?",
    "Is Lantern ready for K1?",
    "Where do all workstreams stand?",
    "What does the log of Lantern say?",
    "How many lamps are on the drossmere pontoon?",
)


@contextmanager
def moved(world: World, member: Member, groups: tuple[str, ...]) -> Iterator[None]:
    """Somebody has other groups for a while."""
    known = world.people.contents()
    account = known.account(member.name)
    assert account is not None
    world.people.change(lambda now: now.with_account(replace(account, groups=groups)))
    try:
        yield
    finally:
        world.people.change(lambda now: known)


def shown(caller: Caller, id: str) -> Iterator[tuple[str, Told]]:
    """All that can be seen of a kept conversation, and all that comes of it."""
    turn = f"/conversations/{id}/turns/1"
    yield "page", visit(caller, id)
    yield "list", caller.send("GET", "/conversations")
    yield "md", caller.send("GET", f"/conversations/{id}/export.md")
    yield "docx", caller.send("GET", f"/conversations/{id}/export.docx")
    yield "verdict", caller.send("POST", f"{turn}/feedback", json={"verdict": "up"})
    until = time.monotonic() + 30
    while (told := caller.send("GET", f"{turn}/next")).status == 202:
        assert time.monotonic() < until
        time.sleep(0.02)
    yield "next", told
    yield "follow-up", respond(caller, "Who leads it?", id)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_kept_conversation_tells_no_more(whole: World, question: str) -> None:
    said = {mark for mark in QUARRY.marks if mark in question.lower()}
    with whole.caller(MOVED) as caller:
        respond(caller, question)
        id = conversations(caller)[0]
        before = dict(shown(caller, id))
        with moved(whole, MOVED, (LEFT,)):
            for what, told in shown(caller, id):
                found = marks_in(told, (QUARRY,)) - said  # the question is the person's own
                assert not found, (what, found, told.text)
        again = dict(shown(caller, id))
        assert marks_in(before["page"], (QUARRY,)) <= marks_in(again["page"], (QUARRY,))
        assert caller.send("DELETE", f"/conversations/{id}").status == 204


@pytest.mark.parametrize("word", ["952", "ismenia", "pollock"])
def test_a_search_of_conversations_finds_no_words_of_answers(whole: World, word: str) -> None:
    with whole.caller(MOVED) as caller:
        for question in (QUESTIONS[0], "List the aims of the drossmere works", QUESTIONS[1]):
            respond(caller, question)
        kept = conversations(caller)[:3]
        found = [id for id in conversations(caller, f"?q={word}") if id in kept]
        with moved(whole, MOVED, (LEFT,)):
            assert not set(conversations(caller, f"?q={word}")) & set(kept)
        assert found, "nothing was found while it could be read"
        for id in kept:
            caller.send("DELETE", f"/conversations/{id}")


def test_a_word_on_a_question_from_before_is_for_those_who_read_as_much(whole: World) -> None:
    """The papers do not say: so no citation hides the question from a librarian of less."""
    asked = "Which opera did the drossmere council sing in Valparaiso?"
    less = next(one for one in EVERYBODY if one.name == f"librarian of {LEFT}")
    every = next(one for one in EVERYBODY if one.name == "librarian of all")
    kept = whole.site.conversations
    with whole.caller(MOVED) as caller:
        respond(caller, asked)
        through = kept.get(MOVED.name, conversations(caller)[0])
        assert through
        known = through.turns[0].could_read
        assert known is not None and QUARRY.name in known
        id = kept.begin(MOVED.name).id
        kept.ask(MOVED.name, id, asked, could_read=known)
        kept.answered(MOVED.name, id, 1, Answer(Status.NO_EVIDENCE, "The papers do not say."), {})
        with moved(whole, MOVED, (LEFT,)):
            path = f"/conversations/{id}/turns/1/feedback"
            assert caller.send("POST", path, json={"verdict": "down"}).status == 200
        for one in (id, through.id):
            assert caller.send("DELETE", f"/conversations/{one}").status == 204
    with whole.caller(every) as caller:
        assert "opera did the drossmere" in caller.send("GET", "/quality/part?state=all").text
    with whole.caller(less) as caller:
        for path in ("/quality/part?state=all", "/quality/candidates.jsonl"):
            told = caller.send("GET", path)
            assert "drossmere" not in told.text.lower() and "Valparaiso" not in told.text


def test_what_a_librarian_decides_about_is_within_the_groups(whole: World) -> None:
    librarian = next(one for one in EVERYBODY if one.name == "librarian of all")
    number = {"number": "3", "state": "open"}
    with whole.caller(librarian) as caller:
        assert marks_in(caller.send("GET", "/quality/part"), (QUARRY,))
        assert marks_in(caller.send("GET", "/quality/report"), (QUARRY,))
        assert caller.send("POST", "/quality/triage", data=number).status == 200
        with moved(whole, librarian, (LEFT,)):
            told = caller.send("GET", "/quality/part")
            assert not marks_in(told, (QUARRY,)) and marks_in(told, GROUPS[:2])
            assert caller.send("GET", "/quality/report").status == 404
            assert not marks_in(caller.send("GET", "/quality/candidates.jsonl"), (QUARRY,))
            there = caller.send("POST", "/quality/triage", data=number)
            gone = caller.send("POST", "/quality/triage", data=number | {"number": "99"})
            assert (there.status, there.body) == (gone.status, gone.body) == (404, gone.body)


@pytest.mark.parametrize("set", ["none", "one", "other", "two", "all"])
def test_the_audit_log_names_papers_within_an_administrators_groups_alone(
    whole: World, set: str
) -> None:
    with whole.caller(MOVED) as caller:
        for group in GROUPS:
            caller.send("GET", f"/source/{whole.named(group).id}/panel")
            caller.send("POST", "/api/v1/ask", json={"question": f"Who is {group.person}?"})
    admin = next(one for one in EVERYBODY if one.name == f"admin of {set}")
    with whole.caller(admin) as caller:
        page = caller.send("GET", f"/audit/part?who={MOVED.name.replace(' ', '+')}")
        table = caller.send("GET", f"/audit/export.csv?who={MOVED.name.replace(' ', '+')}")
        rows = list(csv.DictReader(io.StringIO(table.body)))
    told = papers_in(rows)
    for group in GROUPS:
        assert (group.secret.lower() in told) == (group in admin.own), (group.name, told)
    files = {mark for g in admin.hidden for mark in names_of(g) if mark in page.text}
    assert page.status == table.status == 200 and not files


def names_of(group: Group) -> tuple[str, ...]:
    low = group.secret.lower()
    return f"{low}-renewal-plan", f"{low}-council", f"-{low}.md", f"{low}-map"


def papers_in(rows: list[dict[str, str]]) -> str:
    """All that rows tell but for what people said themselves."""
    said = []
    for row in rows:
        detail = json.loads(row["detail"].removeprefix("'"))
        said.append({name: value for name, value in detail.items() if name != "question"})
    return json.dumps(said).lower()

"""What is somebody's own: conversations, what was said of answers, open pages, sessions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.people import COOKIE
from tests.assistant.scoped import GROUPS
from tests.assistant.web.permissions.cases import OWNED
from tests.assistant.web.permissions.complete import events
from tests.assistant.web.permissions.told import Told, alike, marks_in
from tests.assistant.web.permissions.world import EVERYBODY, NOTHING, Caller, Member, World

_NOBODYS = "0" * 32
LAGOON = GROUPS[0]
OWNER = next(one for one in EVERYBODY if one.name == "reader of all")
BUDGET = "What is the budget for the zamboril works?"


def respond(caller: Caller, text: str, place: str = "") -> Told:
    number = events(caller.world.app)["ask.events.Events.respond"][0]
    return caller.event(number, [text, place, "", ""])


def visit(caller: Caller, place: str, page: str = "") -> Told:
    number = events(caller.world.app)["ask.events.Events.visit"][0]
    return caller.event(number, [place], page)


def conversations(caller: Caller, query: str = "") -> list[str]:
    """The ids of somebody's own, the newest first."""
    told = caller.send("GET", f"/conversations{query}")
    return re.findall(r'data-id="([0-9a-f]{32})"', told.body)


def of_one(caller: Caller, id: str) -> list[Told]:
    """Every route and event of one conversation, those that change it last."""
    turn = f"/conversations/{id}/turns/1"
    told = [
        visit(caller, id),
        respond(caller, "Who leads it?", id),
        caller.send("GET", f"/conversations/{id}/export.md"),
        caller.send("GET", f"/conversations/{id}/export.docx"),
        caller.send("GET", f"{turn}/next"),
        caller.send("POST", f"{turn}/feedback", json={"verdict": "up"}),
        caller.send("POST", f"{turn}/stop"),
        caller.send("PATCH", f"/conversations/{id}", json={"title": "Mine"}),
        caller.send("DELETE", f"/conversations/{id}"),
    ]
    assert len(told) - 3 == len(OWNED), "a route of a conversation that is not tried here"
    return told


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda member: member.name)
def test_anothers_conversation_is_as_one_that_is_not_there(whole: World, member: Member) -> None:
    if member == OWNER:
        pytest.skip("the owner")
    with whole.caller(OWNER) as owner, whole.caller(member) as other:
        respond(owner, BUDGET)
        there = conversations(owner)[0]
        before, mine = whole.stores(), conversations(other)
        told, nobodys = of_one(other, there), of_one(other, _NOBODYS)
        assert [alike(one, NOTHING) for one in told] == [alike(one, NOTHING) for one in nobodys]
        for one in told:
            assert not marks_in(one, member.hidden)
        assert whole.stores() == before
        assert conversations(other) == mine
        assert there not in conversations(other, "?q=zamboril")


def test_its_owner_has_it(whole: World) -> None:
    with whole.caller(OWNER) as owner:
        respond(owner, BUDGET)
        told = of_one(owner, conversations(owner)[0])
        assert all(marks_in(one, (LAGOON,)) for one in told[:4])
        assert [one.status for one in told[5:]] == [200, 404, 204, 204]


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda member: member.name)
def test_anothers_page_is_as_one_that_is_not_there(whole: World, member: Member) -> None:
    if member == OWNER:
        pytest.skip("the owner")
    page = f"page{member.role.value}{member.set}"
    with whole.caller(OWNER) as owner, whole.caller(member) as other:
        assert visit(owner, "", page).status == 200
        event = {"data": [""], "fn_index": 0, "session_hash": page, "event_id": "x"}
        for told in (
            visit(other, "", page),
            other.send("GET", f"/gradio_api/queue/data?session_hash={page}"),
            other.send("GET", f"/gradio_api/heartbeat/{page}"),
            other.send("POST", "/gradio_api/cancel", json=event),
            other.send("POST", "/gradio_api/reset", json=event),
        ):
            assert (told.status, told.body) == (404, "There is nothing at this address.")


def test_who_signed_out_or_was_taken_out_has_nothing(whole: World) -> None:
    member = EVERYBODY[-1]
    with whole.caller(member) as caller:
        cookie = caller.client.cookies[COOKIE]
        assert caller.send("GET", "/source/1/panel").status == 200
        assert caller.send("POST", "/sign-out").status == 204
        signed_out = {"cookie": f"{COOKIE}={cookie}"}
        assert caller.send("GET", "/source/1/panel", headers=signed_out).status == 401
    with whole.caller(member) as caller, whole.caller(member, cookie=False) as program:
        assert caller.send("GET", "/api/v1/documents").status == 200
        assert program.send("GET", "/api/v1/documents").status == 200
        known = whole.people.contents()
        try:
            whole.people.change(lambda now: now.without_account(member.name))
            assert caller.send("GET", "/api/v1/documents").status == 401
            assert program.send("GET", "/api/v1/documents").status == 401
        finally:
            whole.people.change(lambda now: known)


def test_a_role_that_was_taken_away_is_gone_at_the_next_request(whole: World) -> None:
    member = next(one for one in EVERYBODY if one.name == "admin of all")
    lesser = next(one for one in EVERYBODY if one.name == "reader of all")
    known = whole.people.contents()
    account = known.account(member.name)
    assert account is not None
    with whole.caller(member) as caller:
        assert caller.send("GET", "/audit/part").status == 200
        try:
            whole.people.change(lambda now: now.with_account(replace(account, role=lesser.role)))
            assert caller.send("GET", "/audit/part").status == 403
        finally:
            whole.people.change(lambda now: known)

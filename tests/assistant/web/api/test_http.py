"""`/api/v1` as a program meets it: its description, each endpoint, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from assistant.audit import What
from assistant.web.api import asked
from assistant.web.api.shapes import AnswerBody, GateBody, NextBody, PassagesBody
from tests.assistant.web.permissions.complete import routes
from tests.assistant.web.permissions.world import Member, World
from tests.command_line import waymark

BUDGET = "What is the budget for the zamboril works?"
PLAN = "zamboril-renewal-plan.md"


def described(api: httpx.Client) -> Mapping[str, Any]:
    found: dict[str, Any] = api.get("/api/v1/openapi.json").json()
    return found


def test_the_description_is_whole_and_its_references_lead_somewhere(
    api: httpx.Client, signed: World
) -> None:
    told = described(api)
    assert told["openapi"].startswith("3.") and told["info"]["title"] == "Waymark"
    assert told["servers"] == [{"url": "/api/v1"}]
    there = {
        f"{method.upper()} /api/v1{path}" for path, ways in told["paths"].items() for method in ways
    }
    served = {one for one in routes(signed.app) if " /api/v1/" in one}
    assert there == served - {"GET /api/v1/openapi.json"}
    for ways in told["paths"].values():
        for way in ways.values():
            assert way["description"], "an endpoint that is not explained"
            assert way["responses"]["200"]["content"]["application/json"]["schema"]
    for reference in re.findall(r'"\$ref": ?"#/([^"]+)"', api.get("/api/v1/openapi.json").text):
        place: Any = told
        for part in reference.split("/"):
            place = place[part]


def test_a_question_is_answered_as_the_command_line_has_it(api: httpx.Client) -> None:
    said = api.post("/api/v1/ask", json={"question": BUDGET})
    assert said.status_code == 200
    answer = AnswerBody.model_validate(said.json())
    assert answer.status == "answered" and "417" in answer.answer
    text = api.get("/api/v1/text", params={"document": PLAN}).json()["text"]
    for one in answer.citations:
        assert one.document != PLAN or text[one.start : one.end] == one.quote
    assert PLAN in {one.document for one in answer.citations}


def test_not_knowing_is_an_answer(api: httpx.Client) -> None:
    said = api.post("/api/v1/ask", json={"question": "Which opera was sung in Valparaiso?"}).json()
    assert (said["status"], said["citations"]) == ("no_evidence", [])


def test_earlier_questions_make_a_follow_up_whole(api: httpx.Client) -> None:
    history = ["What does the Zamboril renewal plan say?"]
    said = api.post("/api/v1/ask", json={"question": "Who leads it?", "history": history}).json()
    assert "Zamboril" in said["understood"]
    many = {"question": "Who leads it?", "history": ["Who?"] * asked.EARLIER}
    assert api.post("/api/v1/ask", json=many).status_code == 200
    many["history"] = ["Who?"] * (asked.EARLIER + 1)
    assert api.post("/api/v1/ask", json=many).status_code == 422


def test_filters_narrow_what_is_used(api: httpx.Client) -> None:
    only = {"collections": ["orchard"]}
    said = api.post("/api/v1/search", json={"query": BUDGET, "top_k": 100, "filters": only})
    found = PassagesBody.model_validate(said.json()).passages
    assert found and all("quillfen" in one.document for one in found)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    listed = api.post("/api/v1/documents", json=only).json()
    assert {one["collection"] for one in listed} == {"orchard"}
    assert api.post("/api/v1/documents", json={"collections": []}).json() == []
    later = api.post("/api/v1/documents", json={"after": "2033", "before": "2033-12"}).json()
    assert {one["collection"] for one in later} == {"quarry"}


def test_a_search_gives_as_many_as_it_is_asked_for(api: httpx.Client) -> None:
    for number in (1, 3):
        told = api.post("/api/v1/search", json={"query": BUDGET, "top_k": number}).json()
        assert len(told["passages"]) == number


def test_papers_are_listed_with_what_is_known_of_them(api: httpx.Client) -> None:
    listed = {one["document"]: one for one in api.get("/api/v1/documents").json()}
    plan = listed[PLAN]
    assert (plan["title"], plan["date"]) == ("Zamboril renewal plan", "2031-03-14")
    assert (plan["collection"], plan["pages"]) == ("lagoon", None)
    assert api.post("/api/v1/documents", json={}).json() == list(listed.values())


def test_the_register_is_told_as_the_command_line_has_it(api: httpx.Client) -> None:
    assert api.get("/api/v1/workstreams").json() == [{"workstream": "Lantern", "example": False}]
    coming = NextBody.model_validate(api.get("/api/v1/workstreams/Lantern/next").json())
    assert coming.workstream == "Lantern" and [one.id for one in coming.ready] == ["F2"]
    assert coming.citations
    gate = GateBody.model_validate(api.get("/api/v1/workstreams/lantern/gate").json()).gate
    assert gate is not None and gate.id == "K1" and gate.criteria[0].evidence
    named = api.get("/api/v1/workstreams/Lantern/gate", params={"gate": "K2"}).json()
    assert named["gate"]["id"] == "K2"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", {}),
        ("ask", {"question": None}),
        ("ask", {"question": 7}),
        ("ask", {"question": ["What?"]}),
        ("ask", {"question": "What?", "history": "before"}),
        ("ask", {"question": "What?", "history": [1]}),
        ("ask", {"question": "What?", "speed": "fast"}),
        ("ask", {"question": "What?", "filters": {"colour": "red"}}),
        ("ask", {"question": "What?", "filters": {"collections": "lagoon"}}),
        ("ask", {"question": "x" * 100_000}),
        ("ask", []),
        ("search", {"query": "x" * 100_000}),
        ("search", {"query": "What?", "top_k": 0}),
        ("search", {"query": "What?", "top_k": 101}),
        ("search", {"query": "What?", "top_k": "many"}),
        ("documents", {"documents": 7}),
        ("documents", {"after": 2031}),
    ],
)
def test_what_is_no_request_is_refused_with_what_is_wrong(
    api: httpx.Client, path: str, body: object
) -> None:
    said = api.post(f"/api/v1/{path}", json=body)
    assert said.status_code == 422
    assert said.json()["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"question": "\\ud800"}', b"null"])
def test_what_is_no_json_is_refused_too(api: httpx.Client, body: bytes) -> None:
    kind = {"content-type": "application/json"}
    said = api.post("/api/v1/ask", content=body, headers=kind)
    assert said.status_code in (200, 400, 422)
    assert "Traceback" not in said.text


@pytest.mark.parametrize(
    "question", ["", "   ", "¿Qué dice?", "灯 的 计划", "\u202egnp", "a\u0000b", "🜁" * 50, "'; --"]
)
def test_any_text_is_a_question(api: httpx.Client, question: str) -> None:
    said = api.post("/api/v1/ask", json={"question": question})
    assert said.status_code == 200
    assert said.json()["status"] in ("answered", "no_evidence", "clarify", "error")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("text?document=no-such-paper.md", 404),
        ("text?document=../people.json", 404),
        ("text", 422),
        ("nothing", 404),
        ("docs", 404),
        ("workstreams/Nobody/next", 422),
        ("workstreams/Nobody/gate", 422),
        ("workstreams/Lantern/gate?gate=K9", 422),
        ("ask", 405),
    ],
)
def test_what_is_not_there_is_said_to_be_so(api: httpx.Client, path: str, status: int) -> None:
    said = api.get(f"/api/v1/{path}")
    assert (said.status_code, "detail" in said.json()) == (status, True)


def test_a_gate_goes_by_any_name_as_on_the_command_line(api: httpx.Client, signed: World) -> None:
    def gate(name: str) -> httpx.Response:
        return api.get("/api/v1/workstreams/Lantern/gate", params={"gate": name})

    assert gate("K2").json()["gate"]["id"] == "K2"
    for name in ("k2", "the Quay gate"):
        assert gate(name).json() == gate("K2").json()
    settings = signed.site.settings
    here = {"library": settings.library, "approach": settings.approach}
    for name in ("the moon", "K9"):
        told = waymark("gate", "Lantern", name, **here).err
        assert gate(name).status_code == 422
        assert told.strip().endswith(gate(name).json()["detail"])
    told = waymark("next", "Lanterne", **here).err
    said = api.get("/api/v1/workstreams/Lanterne/next")
    assert told.strip().endswith(said.json()["detail"])


def test_without_a_token_that_holds_nothing_is_told(signed: World, member: Member) -> None:
    for shown in ({}, {"authorization": "Bearer wm_nobodys"}, {"authorization": member.token},
                  {"authorization": f"Basic {member.token}"}):  # fmt: skip
        said = httpx.get(f"{signed.address}/api/v1/documents", headers=shown, trust_env=False)
        assert (said.status_code, "sign" in said.text.lower()) == (401, True), shown


def test_a_library_that_cannot_be_read_is_503_in_words(
    api: httpx.Client, signed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.ask import Assistant
    from ingest.errors import LibraryError

    def broken(self: Assistant, scope: object = None) -> None:
        raise LibraryError("The library is not readable. Run 'waymark doctor'.")

    monkeypatch.setattr(Assistant, "documents", broken)
    said = api.get("/api/v1/documents")
    assert said.status_code == 503
    assert said.json() == {"detail": "The library is not readable. Run 'waymark doctor'."}


def test_what_is_asked_and_shown_is_on_record(
    api: httpx.Client, signed: World, member: Member
) -> None:
    api.post("/api/v1/ask", json={"question": BUDGET})
    answered, question = signed.site.audit.rows(who=member.name, limit=2)
    assert (question.what, question.detail["question"]) == (What.ASKED, BUDGET)
    assert answered.what is What.ANSWERED
    assert PLAN in str(answered.detail["citations"]) and "417" not in str(answered.detail)
    api.post("/api/v1/search", json={"query": BUDGET})
    api.get("/api/v1/text", params={"document": PLAN})
    opened, searched = signed.site.audit.rows(who=member.name, limit=2)
    assert (searched.what, searched.detail["question"]) == (What.ASKED, BUDGET)
    assert (opened.what, opened.detail["document"]) == (What.OPENED, PLAN)
    api.get("/api/v1/text", params={"document": "no-such-paper.md"})
    assert signed.site.audit.rows(who=member.name, limit=1) == (opened,)

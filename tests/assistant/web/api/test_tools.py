"""The tools of MCP, called by a real client over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.audit import What
from assistant.web import serve
from ingest.settings import Settings
from tests.assistant.web.permissions.world import Member, World
from tests.fakes_web import ScriptedAnswerer
from tests.loops import in_a_loop

T = TypeVar("T")
BUDGET = "What is the budget for the zamboril works?"


def in_session(
    address: str, work: Callable[[ClientSession], Awaitable[T]], token: str | None = None
) -> T:
    """What `work` makes of a session with the server; `token` as a program shows it."""

    async def held() -> T:
        shown = {"authorization": f"Bearer {token}"} if token else {}
        async with (
            _http(shown) as client,
            streamable_http_client(f"{address}/mcp/", http_client=client) as streams,
            ClientSession(streams[0], streams[1]) as session,
        ):
            await session.initialize()
            return await work(session)

    return in_a_loop(held())


def _http(shown: dict[str, str]) -> Any:
    import httpx2  # mcp's own

    return httpx2.AsyncClient(headers=shown, trust_env=False, timeout=30)


def call(signed: World, member: Member, name: str, **arguments: object) -> Any:
    return in_session(signed.address, lambda s: s.call_tool(name, arguments), member.token)


def test_the_tools_are_described(signed: World, member: Member) -> None:
    listed = in_session(signed.address, lambda s: s.list_tools(), member.token)
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"ask", "search", "next", "gate"}
    assert all(tool.description for tool in tools.values())
    assert tools["ask"].input_schema["required"] == ["question"]


def test_ask_answers_with_citations(signed: World, member: Member) -> None:
    told = call(signed, member, "ask", question=BUDGET)
    assert not told.is_error
    assert told.structured_content["status"] == "answered"
    assert "417" in told.structured_content["answer"] and told.structured_content["citations"]
    history = ["What does the Zamboril renewal plan say?"]
    told = call(signed, member, "ask", question="Who leads it?", history=history)
    assert "Zamboril" in told.structured_content["understood"]


def test_search_next_and_gate_answer_too(signed: World, member: Member) -> None:
    found = call(signed, member, "search", query=BUDGET, top_k=2).structured_content
    assert len(found["passages"]) == 2
    coming = call(signed, member, "next", workstream="Lantern").structured_content
    assert [one["id"] for one in coming["ready"]] == ["F2"]
    gate = call(signed, member, "gate", workstream="Lantern", gate="K2").structured_content
    assert gate["gate"]["id"] == "K2"


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("next", {"workstream": "Nobody"}, "Nobody"),
        ("gate", {"workstream": "Lantern", "gate": "K9"}, "Did you mean K"),
        ("ask", {"question": "x" * 100_000}, "characters"),
        ("search", {"query": "lamps", "top_k": 0}, "1 to 100"),
        ("search", {"query": "lamps", "top_k": "many"}, "top_k"),
        ("ask", {}, "question"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    signed: World, member: Member, name: str, arguments: dict[str, object], said: str
) -> None:
    told = call(signed, member, name, **arguments)
    assert told.is_error
    assert said in told.content[0].text and "Traceback" not in told.content[0].text


def test_what_a_model_asks_is_on_record_as_its_persons(signed: World, member: Member) -> None:
    call(signed, member, "ask", question="Who chairs the ZPB?")
    rows = signed.site.audit.rows(who=member.name, what=What.ASKED, limit=1)
    assert rows[0].detail["question"] == "Who chairs the ZPB?"


def test_without_a_token_there_is_no_session(signed: World) -> None:
    for shown in ({}, {"authorization": "Bearer wm_nobodys"}):
        said = httpx.post(f"{signed.address}/mcp/", json={}, headers=shown, trust_env=False)
        assert said.status_code == 401
    with pytest.raises(BaseException):  # noqa: B017 - the client's own group of errors
        in_session(signed.address, lambda s: s.list_tools())


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("open")
    settings = Settings(port=0, library=folder)
    yield serve(ScriptedAnswerer(), settings, block=False, on_ready=lambda _: None).rstrip("/")


def test_where_nobody_signs_in_no_token_is_needed(open_to_all: str) -> None:
    asked = {"question": "What was the Board asked?"}
    told = in_session(open_to_all, lambda s: s.call_tool("ask", asked))
    assert told.structured_content["status"] == "answered"
    said = httpx.post(f"{open_to_all}/api/v1/ask", json=asked, trust_env=False)
    assert said.json()["answer"] == told.structured_content["answer"]


def test_another_sites_page_may_not_ask(open_to_all: str) -> None:
    strange = {"origin": "http://evil.example"}
    for path in ("/api/v1/ask", "/mcp/"):
        address = f"{open_to_all}{path}"
        assert httpx.post(address, json={}, headers=strange, trust_env=False).status_code == 403


def test_it_is_at_its_address_without_a_slash_too(signed: World, member: Member) -> None:
    asked = {"protocolVersion": "2025-06-18", "capabilities": {},
             "clientInfo": {"name": "x", "version": "1"}}  # fmt: skip
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}
    shown = {"authorization": f"Bearer {member.token}"}
    accept = {"accept": "application/json, text/event-stream"}
    with httpx.Client(base_url=signed.address, headers=shown, trust_env=False) as client:
        for path in ("/mcp", "/mcp/"):
            said = client.post(path, json=body, headers=accept)
            assert said.status_code == 200, path
            server = said.json()["result"]["serverInfo"]
            assert server == {"name": "Waymark", "version": version("waymark")}
        plain = [client.get(path, headers={"accept": "text/plain"}) for path in ("/mcp", "/mcp/")]
        assert plain[0].status_code == plain[1].status_code != 404

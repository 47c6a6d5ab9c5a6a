"""How each route and each event of a page is called: one table, in which none may be missing.

A case names a paper (its number, file, title, or a word of it) and is sent three times: with a
paper that may be read, with one that may not, and with one that there is not. To add a route or
an event, add its case here; without one `test_complete` fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.people import Act
from assistant.register import EventKind
from tests.assistant.scoped import WORKSTREAM
from tests.assistant.scoped import events as events_of_the_register
from tests.assistant.web.permissions.told import Told
from tests.assistant.web.permissions.world import Caller, Named


@dataclass(frozen=True, slots=True)
class Case:
    """One way to call a route or an event.

    of       the route ("GET /source/{document_id}/panel") or the event ("frame.opened")
    send     calls it, with a paper to name
    tells    says words of the paper that is named, to whom may read it
    counts   says what the Library holds: must be as if it never held the rest
    needs    what a person must be allowed to do; others are refused, and nothing is done
    acts     does something: who may is only let try it on papers that are not there to be seen
    closed   tells what has a test of its own; here only that others are refused
    named    what is asked about has words of its own, and the made-up vectors of these tests part
             any two of them: what is told must give nothing away, and may differ from nothing
    """

    of: str
    send: Callable[[Caller, Named], Told]
    label: str = ""
    tells: bool = False
    counts: bool = False
    needs: Act = Act.READ
    acts: bool = False
    closed: bool = False
    named: bool = False

    def __str__(self) -> str:
        return f"{self.of} {self.label}".strip()


def filled(value: Any, named: Named) -> Any:
    """`value` with {id}, {document}, {title}, {low}, {secret}, {acronym} and {person} put in."""
    if isinstance(value, str):
        group = named.group
        words = {
            "id": str(named.id), "map": str(named.map), "charter": str(named.charter),
            "document": named.document, "title": named.title,
            "low": named.low, "secret": group.secret, "acronym": group.acronym,
            "person": group.person, "collection": group.name,
        }  # fmt: skip
        for name, word in words.items():
            value = value.replace(f"{{{name}}}", word)
        return value
    if isinstance(value, list):
        return [filled(one, named) for one in value]
    if isinstance(value, dict):
        return {name: filled(one, named) for name, one in value.items()}
    return value


def get(path: str, **how: Any) -> Callable[[Caller, Named], Told]:
    return lambda caller, named: caller.send("GET", filled(path, named), **filled(how, named))


def post(path: str, **how: Any) -> Callable[[Caller, Named], Told]:
    return lambda caller, named: caller.send("POST", filled(path, named), **filled(how, named))


def tool(
    name: str, arguments: Mapping[str, Any], at: str = "/mcp/"
) -> Callable[[Caller, Named], Told]:
    """A call of a tool of MCP, as one request."""
    said = {"name": name, "arguments": dict(arguments)}
    body = {"jsonrpc": "2.0", "id": "call", "method": "tools/call", "params": said}
    accept = {"accept": "application/json, text/event-stream"}
    return post(at, json=body, headers=accept)


def event(name: str, *data: str) -> Callable[[Caller, Named], Told]:
    """An event of a page, by its function; see `complete.events`."""
    from tests.assistant.web.permissions.complete import events

    def sent(caller: Caller, named: Named) -> Told:
        return caller.event(events(caller.world.app)[name][0], filled(list(data), named))

    return sent


_SOURCE = "/source/{document_id}"
_ROUTES = (
    Case("GET /own/{name}", get("/own/{document}")),
    Case("GET /sign-in", get("/sign-in?to=/source/{id}/panel")),
    Case("POST /sign-in", post("/sign-in", data={"name": "{person}", "password": "{secret}"})),
    Case("GET /alive", get("/alive")),
    Case("GET /source/shell", get("/source/shell")),
    Case(f"GET {_SOURCE}/panel", get("/source/{id}/panel?start=2&end=20"), tells=True),
    Case(f"GET {_SOURCE}/panel", get("/source/{id}/panel"), "whole", tells=True),
    Case(f"GET {_SOURCE}/panel", get("/source/{id}/panel?part=999"), "no part"),
    Case(f"GET {_SOURCE}/panel", get("/source/{id}/panel?start=9999999&end=99999999"), "no span"),
    Case(f"GET {_SOURCE}/panel", get("/source/{id}/panel?revision=77"), "stale", tells=True),
    Case(f"GET {_SOURCE}/page/{{name}}", get("/source/{map}/page/1.png?start=0&end=9")),
    Case(f"GET {_SOURCE}/page/{{name}}", get("/source/{map}/page/99.png"), "no page"),
    Case(f"GET {_SOURCE}/page/{{name}}", get("/source/{map}/page/1.png?start=9"), "no span"),
    Case(f"GET {_SOURCE}/panel", get("/source/{map}/panel?start=2&end=20"), "PDF", tells=True),
    Case(f"GET {_SOURCE}/panel", get("/source/{map}/panel?page=99"), "no page"),
    Case(f"GET {_SOURCE}/original", get("/source/{map}/original"), "PDF"),
    Case(f"GET {_SOURCE}/page/{{name}}", get("/source/{id}/page/1.png"), "text"),
    Case(f"GET {_SOURCE}/page/{{name}}", get("/source/{id}/page/x"), "no page"),
    Case(f"GET {_SOURCE}/original", get("/source/{id}/original"), tells=True),
    Case(f"GET {_SOURCE}/reading", get("/source/{id}/reading"), tells=True),
    Case(f"GET {_SOURCE}/reading", get("/source/{id}/reading?part=999"), "no part"),
    Case("GET /api/v1/openapi.json", get("/api/v1/openapi.json")),
    Case("GET /api/v1/documents", get("/api/v1/documents"), tells=True, counts=True),
    *(
        Case("POST /api/v1/documents", post("/api/v1/documents", json=body), label, tells=tells,
             counts=tells)
        for label, body, tells in (
            ("all", {}, True),
            ("by name", {"documents": ["{document}"]}, True),
            ("by collection", {"collections": ["{collection}"]}, True),
            ("by type and date", {"types": ["plan"], "after": "2031", "before": "2033"}, False),
            ("wrong", {"documents": "{document}"}, False),
        )
    ),
    Case("GET /api/v1/text", get("/api/v1/text", params={"document": "{document}"}), tells=True),
    Case("GET /api/v1/text", get("/api/v1/text", params={"document": "papers/{document}"}),
         "elsewhere"),
    Case("GET /api/v1/text", get("/api/v1/text", params={"document": f"register/{WORKSTREAM}"}),
         "log", counts=True),
    Case("GET /api/v1/workstreams", get("/api/v1/workstreams"), counts=True),
    Case("GET /api/v1/workstreams/{workstream}/next",
         get(f"/api/v1/workstreams/{WORKSTREAM}/next"), counts=True),
    Case("GET /api/v1/workstreams/{workstream}/next",
         get("/api/v1/workstreams/{secret}/next"), "unknown"),
    Case("GET /api/v1/workstreams/{workstream}/gate",
         get(f"/api/v1/workstreams/{WORKSTREAM}/gate"), counts=True, tells=True),
    Case("GET /api/v1/workstreams/{workstream}/gate",
         get(f"/api/v1/workstreams/{WORKSTREAM}/gate?gate=K1"), "named", counts=True, tells=True),
    Case("GET /api/v1/workstreams/{workstream}/gate",
         get(f"/api/v1/workstreams/{WORKSTREAM}/gate?gate={{secret}}"), "unknown"),
    Case("GET /conversations", get("/conversations?q={low}"), "search"),
    Case("POST /mcp/", tool("next", {"workstream": WORKSTREAM}), "next", counts=True),
    Case("POST /mcp/", tool("gate", {"workstream": WORKSTREAM, "gate": "K1"}), "gate",
         counts=True, tells=True),
    Case("POST /mcp", tool("gate", {"workstream": WORKSTREAM, "gate": "K1"}, "/mcp"), "gate",
         counts=True, tells=True),
    Case("POST /mcp/", tool("next", {"workstream": "{secret}"}), "unknown next"),
    Case("POST /mcp/", tool("{low}", {}), "unknown tool"),
    Case("POST /mcp/", tool("search", {"query": 7, "top_k": "{low}"}), "wrong"),
)  # fmt: skip

_RECORD, _KEEP, _ADMINISTER = Act.RECORD, Act.KEEP, Act.ADMINISTER
_ABOUT = {
    "w": WORKSTREAM,
    "d": "F2",
    "person": "Ada Lowe",
    "role": "harbour master",
    "date": "9 January 2026",
    "reason": "See {document}.",
    "citation": "{document}",
}
_LAST = len(events_of_the_register())

_NEXT = (
    Case("GET /next/view", get("/next/view"), "all", counts=True),
    Case("GET /next/view", get(f"/next/view?w={WORKSTREAM}"), "one", counts=True, tells=True),
    Case("GET /next/view", get("/next/view?w={secret}"), "unknown"),
    Case("GET /next/detail", get(f"/next/detail?w={WORKSTREAM}&d=F1"), counts=True, tells=True),
    Case("GET /next/detail", get(f"/next/detail?w={WORKSTREAM}&d=K1"), counts=True, tells=True),
    Case("GET /next/detail", get(f"/next/detail?w={WORKSTREAM}&d={{secret}}"), "unknown"),
    *(
        Case("GET /next/register.{kind}", get(f"/next/register.{kind}?w={WORKSTREAM}"), kind,
             counts=True, tells=True)
        for kind in ("csv", "json")
    ),
    Case("GET /next/register.{kind}", get("/next/register.csv"), "all", counts=True, tells=True),
    Case("GET /next/register.{kind}", get("/next/register.csv?w={secret}"), "unknown"),
    *(
        Case("GET /next/form",
             get(f"/next/form?w={WORKSTREAM}&event={kind.value}&d={subject}&on={on}"),
             f"{kind.value} {subject} {on}", needs=_RECORD, counts=True)
        for kind in EventKind
        for subject, on in (("F1", "1"), ("K1", ""))
    ),
    Case("GET /next/form", get("/next/form?event=begin"), "begin", needs=_RECORD),
    *(
        Case("POST /next/check", post("/next/check", json={**_ABOUT, "event": kind.value, "d": d}),
             f"{kind.value} {d}", needs=_RECORD, counts=True)
        for kind in EventKind
        for d in ("F1", "K1")
    ),
    Case("POST /next/record", post("/next/record", json={**_ABOUT, "event": "submit"}),
         "not seen", needs=_RECORD),
    Case("POST /next/record",
         post("/next/record", json={**_ABOUT, "event": "submit", "seen": "1"}),
         "seen before", needs=_RECORD, counts=True, tells=True),
    Case("POST /next/record",
         post("/next/record", json={**_ABOUT, "event": "submit", "seen": str(_LAST)}),
         needs=_RECORD, acts=True, closed=True),
    Case("POST /next/examples", post("/next/examples"), needs=_RECORD, acts=True, closed=True),
)  # fmt: skip

_ROOMS = (
    Case("GET /library/part", get("/library/part"), "list", tells=True, counts=True),
    Case("GET /library/part", get("/library/part?d={id}"), "paper", tells=True),
    Case("GET /library/part", get("/library/part?d={charter}"), "charter", counts=True),
    Case("GET /library/part", get("/library/part?q={low}&order=changed"), "search", tells=True),
    Case("GET /library/part", get("/library/part?collection={collection}"), "collection",
         tells=True, counts=True),
    Case("GET /library/part", get("/library/part?problems=1&type=plan"), "problems", counts=True),
    Case("GET /library/part", get("/library/part?add=1"), "form", counts=True),
    Case("GET /library/work", get("/library/work"), needs=_KEEP, counts=True),
    Case("POST /library/check",
         post("/library/check", json={"names": ["{document}"], "collection": "{collection}"}),
         needs=_KEEP),
    Case("POST /library/check",
         post("/library/check", json={"names": ["{document}"], "collection": "method"}),
         "elsewhere", needs=_KEEP, counts=True),
    Case("POST /library/files",
         post("/library/files?collection={collection}&name={document}", content=b"# Mine"),
         needs=_KEEP, acts=True),
    Case("POST /library/files", post("/library/files?d={id}&name=x.md&replace=1", content=b"# M"),
         "in its place", needs=_KEEP, acts=True),
    Case("POST /library/reread", post("/library/reread", data={"d": "{id}"}),
         needs=_KEEP, acts=True),
    Case("POST /library/retire", post("/library/retire", data={"d": "{id}", "sure": "1"}),
         needs=_KEEP, acts=True),
    Case("GET /quality/part", get("/quality/part"), needs=_KEEP, tells=True),
    Case("GET /quality/part", get("/quality/part?state=wrong&page=9"), "page", needs=_KEEP),
    Case("GET /quality/report", get("/quality/report"), needs=_KEEP),
    Case("GET /quality/candidates.jsonl", get("/quality/candidates.jsonl"), needs=_KEEP),
    Case("POST /quality/triage", post("/quality/triage", data={"number": "{id}", "state": "{low}"}),
         "unknown", needs=_KEEP),
    Case("POST /quality/triage", post("/quality/triage", data={"number": "1", "state": "fixed"}),
         needs=_KEEP, acts=True, closed=True),
    Case("GET /audit/part", get("/audit/part"), needs=_ADMINISTER, closed=True),
    Case("GET /audit/part", get("/audit/part?since={low}"), "wrong", needs=_ADMINISTER),
    Case("GET /audit/export.csv", get("/audit/export.csv"), needs=_ADMINISTER, closed=True),
)  # fmt: skip

_EVENTS = (
    Case("frame._build_room.<locals>.opened", event("frame._build_room.<locals>.opened"),
         counts=True),
    Case("ask.events.Events.refresh", event("ask.events.Events.refresh"), counts=True),
    Case("ask.events.Events.visit", event("ask.events.Events.visit", "{low}")),
)  # fmt: skip

CASES = (*_ROUTES, *_NEXT, *_ROOMS, *_EVENTS)

# What is asked, with words of a paper in it and without. Twins differ in the word alone.
QUESTIONS = (
    "What is the budget for the {low} works?",
    "What does the {title} say?",
    "Who leads the {low} crew?",
    "What did the {secret} Council agree?",
    "What does {acronym} stand for?",
    "Who is {person}?",
    "Compare the {secret} charter with the Ferry Charter v2",
    "What does {document} say?",
    "Who was appointed?",
    "Which version of the Ferry Charter is the newest, and what was changed?",
    "What comes next for Lantern?",
    "Is Lantern ready for K1?",
    "Which papers bear on F1 for Lantern?",
    "Where do all workstreams stand?",
)


def asking(question: str) -> tuple[Case, ...]:
    """Every way in which a question can be asked."""
    limits = '{"collections": ["{collection}"], "types": [], "workstream": "{secret}"}'
    history = [question, "What does the {title} say?"]
    said = "Who leads it?"
    respond = "ask.events.Events.respond"
    cases = (
        Case("POST /api/v1/ask", post("/api/v1/ask", json={"question": question}), question),
        Case("POST /api/v1/ask",
             post("/api/v1/ask", json={"question": said, "history": history}), "follow-up"),
        Case("POST /api/v1/ask",
             post("/api/v1/ask", json={"question": question, "filters":
                  {"collections": ["{collection}"], "documents": ["{document}"]}}), "filtered"),
        Case("POST /api/v1/search", post("/api/v1/search", json={"query": question}), question),
        Case("POST /mcp/", tool("ask", {"question": question, "history": history}), question),
        Case("POST /mcp/", tool("search", {"query": question, "top_k": 100}), question),
        Case(respond, event(respond, question, "", "", ""), question),
        Case(respond, event(respond, question, "", limits, "true"), "limited"),
    )  # fmt: skip
    return tuple(replace(case, named="{person}" in question) for case in cases)


# Routes and events of one person's conversation, held by test_owned.py; {id} is the conversation.
OWNED = (
    "PATCH /conversations/{id}",
    "DELETE /conversations/{id}",
    "GET /conversations/{id}/export.{kind}",
    "POST /conversations/{id}/turns/{number}/stop",
    "POST /conversations/{id}/turns/{number}/feedback",
    "GET /conversations/{id}/turns/{number}/next",
)
# Held by a test of its own, since it changes who calls.
ELSEWHERE = ("POST /sign-out",)

# Of Gradio's routes those that are answered at all, each with what it is for. They tell everybody
# the same; whatever else Gradio serves is closed by the gate.
GRADIO = {
    "/": "the first room",
    "/draft": "a room",
    "/learn": "a room",
    "/library": "a room",
    "/next": "a room",
    "/quality": "a room",
    "/audit": "a room",
    "/config": "the rooms' layout, as they are before anybody opened them",
    "/svelte/{path:path}": "Gradio's own script",
    "/static/{path:path}": "Gradio's own files",
    "/assets/{path:path}": "Gradio's own files",
    "/theme.css": "colours",
    "/favicon.ico": "an icon",
    "/robots.txt": "a page for search engines",
    "/manifest.json": "none: Waymark is no app to install",
    "/pwa_icon": "none",
    "/pwa_icon/{size}": "none",
    "/openapi.json": "the names of Gradio's own routes",
    "/login": "Gradio's own sign-in, which Waymark does not use",
    "/logout": "likewise",
    "/monitoring": "closed by its setting",
    "/monitoring/summary": "closed by its setting",
    "/monitoring/{key}": "closed by its setting",
    "/gradio_api/app_id": "a number by which a page knows that the server was started anew",
    "/gradio_api/info": "the names of events, of which there are none in public",
    "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}": "Gradio's own files",
    "/gradio_api/reset": "ends an event of the page's own",
    "/gradio_api/heartbeat/{session_hash}": "an open page; see test_owned",
    "/gradio_api/queue/join": "an event; see test_cases",
    "/gradio_api/queue/data": "an event's messages; see test_owned",
    "/gradio_api/cancel": "ends an event; see test_owned",
    "/gradio_api/startup-events": "begins Gradio's queue",
    "/gradio_api/theme.css": "colours",
}

"""No route and no event without a case: one that is added without its case fails here."""

from __future__ import annotations

import re

from tests.assistant.web.permissions.cases import CASES, ELSEWHERE, GRADIO, OWNED, asking
from tests.assistant.web.permissions.complete import events, gradios, routes
from tests.assistant.web.permissions.told import alike
from tests.assistant.web.permissions.world import EVERYBODY, NOTHING, World

_HELD = {case.of for case in (*CASES, *asking(""))} | {*OWNED, *ELSEWHERE}


def test_every_route_and_every_event_has_its_case(whole: World) -> None:
    there = routes(whole.app) | events(whole.app).keys()
    assert there - _HELD == set(), "without a case in cases.py"
    assert _HELD - there == set(), "cases of what is not there"


def test_of_gradios_routes_only_those_that_are_known_are_answered(whole: World) -> None:
    first, last = EVERYBODY[0], EVERYBODY[-1]
    with whole.caller(first) as reader, whole.caller(last) as admin:
        for method, path in gradios(whole.app):
            at = re.sub(r"\{[^}]*\}", "x", path)
            if path == "/gradio_api/heartbeat/{session_hash}":
                continue  # stays open for as long as the page does
            told = [caller.send(method, at) for caller in (reader, admin)]
            if path in GRADIO:
                # By name alone they differ, nothing is told of papers.
                said = [
                    one.text.replace(m.name, "") for one, m in zip(told, (first, last), strict=True)
                ]
            else:
                assert path.startswith("/gradio_api/"), f"{path} is let through, and is not known"
                assert [one.status for one in told] == [404, 404], path
                said = [alike(one, NOTHING) for one in told]
            for word in ("zamboril", "quillfen", "drossmere", "lagoon", "orchard", "quarry"):
                assert not any(word in one for one in said), (path, word)
    known = {path for _, path in gradios(whole.app)}
    assert set(GRADIO) <= known, set(GRADIO) - known


def test_without_signing_in_nothing_is_told(whole: World) -> None:
    paper = whole.named(NOTHING)
    with whole.caller(None) as nobody:
        for case in (*CASES, *asking("{title}?")):
            if case.of in ("GET /own/{name}", "GET /sign-in", "POST /sign-in", "GET /alive"):
                continue
            assert case.send(nobody, paper).status == 401, case
        for route in OWNED:
            method, path = route.split(" ")
            assert nobody.send(method, re.sub(r"\{[^}]*\}", "1", path)).status == 401, route
        for method, path in gradios(whole.app):
            if path not in ("/favicon.ico", "/robots.txt"):
                at = re.sub(r"\{[^}]*\}", "x", path)
                assert nobody.send(method, at).status in (401, 404), path

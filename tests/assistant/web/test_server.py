from __future__ import annotations

import json
import os
import socket
import urllib.error
import urllib.request

import pytest

from assistant.web import serve
from assistant.web.privacy import CONTENT_POLICY, hosts_for, stay_local
from assistant.web.server import free_port
from ingest.errors import UsageError
from ingest.settings import Settings
from tests.fakes_web import ScriptedAnswerer


def _get(address: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def test_a_port_that_is_taken_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"port {port}.*WAYMARK_PORT"):
            serve(ScriptedAnswerer(), Settings(port=port), block=False)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(UsageError, match=r"192\.0\.2\.1"):
        free_port("192.0.2.1", 0)


def test_port_zero_takes_a_free_one() -> None:
    port = free_port("127.0.0.1", 0)
    assert port > 0
    assert free_port("127.0.0.1", port) == port


def test_the_browser_is_told_to_load_nothing_from_elsewhere(address: str) -> None:
    status, headers, body = _get(address)
    assert status == 200
    assert headers["content-security-policy"] == CONTENT_POLICY
    assert "http" not in CONTENT_POLICY
    assert headers["referrer-policy"] == "no-referrer"
    assert "<title>Waymark</title>" in body or '"title":"Waymark"' in body.replace(" ", "")


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example", 400), ("evil.example:80", 400), ("localhost", 200), ("127.0.0.1:1", 200)],
)
def test_a_strangers_name_for_this_machine_is_refused(address: str, host: str, status: int) -> None:
    assert _get(address, host)[0] == status


def test_a_server_for_others_answers_to_any_of_its_names() -> None:
    assert hosts_for("0.0.0.0") == frozenset()
    assert "localhost" in hosts_for("127.0.0.1")


@pytest.mark.parametrize("path", ["monitoring", "monitoring/summary", "docs", "redoc"])
def test_pages_that_are_not_ours_are_off(address: str, path: str) -> None:
    assert _get(address + path)[0] in (403, 404)


def test_the_source_panel_finds_its_words_on_the_served_page(address: str) -> None:
    status, _, body = _get(f"{address}source/shell")
    assert status == 200
    assert "aria-label" in body


def test_nothing_is_shared_or_recorded(address: str) -> None:
    config = json.loads(_get(address + "config")[2])
    assert config["analytics_enabled"] is False
    assert config.get("run_history") in (False, None)
    assert config["footer_links"] == []


def test_libraries_are_told_to_stay_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "trust.example")
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    stay_local()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["NO_PROXY"].split(",") == ["trust.example", "127.0.0.1", "localhost", "::1"]

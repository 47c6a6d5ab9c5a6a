"""Settings from the environment and from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.errors import UsageError
from ingest.settings import Settings, is_loopback, load_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [n for n in os.environ if n.startswith("WAYMARK_")]:
        monkeypatch.delenv(name)


def test_environment_and_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_PASSAGE_TOKENS", "200")
    monkeypatch.setenv("WAYMARK_LIBRARY", "/here")
    settings = load_settings(library=Path("there"), port=None)
    assert (settings.passage_tokens, settings.library) == (200, Path("there"))
    assert settings.port == Settings.model_fields["port"].default


def test_an_unknown_name_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_PASAGE_TOKENS", "200")
    with pytest.raises(UsageError, match=r"WAYMARK_PASAGE_TOKENS.*WAYMARK_PASSAGE_TOKENS"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("passage_tokens", "5"), ("passage_tokens", "many"), ("port", "70000"), ("max_pages", "0")],
)
def test_values_out_of_range(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"WAYMARK_{name.upper()}", value)
    with pytest.raises(UsageError, match=name):
        load_settings()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/v1",
        "127.0.0.1:80",
        "file:/v1",
        "http://me:secret@here/v1",
        "http://",
        "x",
    ],
)
def test_only_addresses_of_the_web(url: str) -> None:
    with pytest.raises(UsageError, match="llm_url"):
        load_settings(llm_url=url, llm_name="small")


def test_a_server_wants_a_model_name() -> None:
    assert load_settings(llm_url="http://127.0.0.1:11434/v1", llm_name="small").llm_url
    with pytest.raises(UsageError, match="WAYMARK_LLM_NAME") as caught:
        load_settings(llm_url="https://here.example", llm_key="k-e-y")
    assert "k-e-y" not in str(caught.value)


def test_an_unknown_override_is_refused() -> None:
    with pytest.raises(UsageError, match="colour"):
        load_settings(colour="red")


def test_settings_do_not_change() -> None:
    settings = Settings()
    with pytest.raises(ValidationError):
        settings.port = 1


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1", "[::1]"])
def test_only_this_machine_reaches_a_loopback(host: str) -> None:
    assert is_loopback(host)
    assert load_settings(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.1", "localhost.example", "127.1"])
def test_a_page_that_others_can_open_wants_people(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(UsageError, match="waymark users add"):
        load_settings(host=host)
    assert load_settings(host=host, users=Path("people.json")).host == host


def test_a_header_that_says_who_somebody_is_wants_people() -> None:
    with pytest.raises(UsageError, match="WAYMARK_USERS"):
        load_settings(trusted_header="X-Forwarded-User")
    users = Path("people.json")
    assert load_settings(trusted_header="X-Forwarded-User", users=users).users == users


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("trusted_proxies", "127.0.0.1, proxy.example"),
        ("trusted_proxies", "10.0.0.0/40"),
        ("trusted_header", "X Forwarded"),
        ("trusted_header", "X-User:"),
        ("trusted_header", ""),
        ("session_idle_minutes", "0"),
        ("session_hours", "0"),
        ("audit_days", "-1"),
    ],
)
def test_what_nobody_can_mean_of_people(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        load_settings(users=Path("people.json"), **{name: value})

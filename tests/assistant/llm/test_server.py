"""Servers that misbehave: none hangs an answer, and none is followed elsewhere."""

from __future__ import annotations

import json
import os
import time

import pytest

from assistant.llm import Request
from assistant.llm.server import OpenAICompatible
from ingest.errors import LanguageModelError, Trouble
from ingest.settings import Settings
from tests.fakes_llm import ScriptedServer

REQUEST = Request("Be brief.", "How late?", 20, example=("When?", "Now [S1]."))


def model(url: str) -> OpenAICompatible:
    return OpenAICompatible(Settings(llm_url=url, llm_name="small"))


def written(url: str, seconds: float = 5.0) -> str:
    return "".join(model(url).write(REQUEST, seconds))


def test_a_reply_comes_in_pieces() -> None:
    with ScriptedServer(reply="The ferry ran late on 41 days [S1].") as server:
        pieces = list(model(server.url).write(REQUEST, 5.0))
        assert "".join(pieces) == server.reply
        assert len(pieces) > 2
    (path, headers, sent) = server.requests[0]
    assert path == "/v1/chat/completions"
    assert [m["role"] for m in sent["messages"]] == ["system", "user", "assistant", "user"]
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("small", 0.0, 20)
    assert not any(name.startswith(("x-", "openai")) for name in headers), headers


@pytest.mark.parametrize(
    ("behaviour", "trouble"),
    [
        ("500", Trouble.BROKEN),
        ("404", Trouble.BROKEN),
        ("nonsense", Trouble.BROKEN),
        ("cut", Trouble.DOWN),
        ("page", Trouble.DOWN),
    ],
)
def test_what_is_no_reply(behaviour: str, trouble: Trouble) -> None:
    with ScriptedServer(behaviour, reply="The ferry ran late") as server:
        with pytest.raises(LanguageModelError) as caught:
            written(server.url)
        assert caught.value.trouble == trouble


@pytest.mark.parametrize("behaviour", ["silent", "drip"])
def test_a_server_that_never_ends_is_given_up_in_time(behaviour: str) -> None:
    with ScriptedServer(behaviour) as server:
        began = time.monotonic()
        with pytest.raises(LanguageModelError) as caught:
            written(server.url, seconds=0.5)
        assert caught.value.trouble == Trouble.SLOW
        assert time.monotonic() - began < 3


def test_nobody_there() -> None:
    with ScriptedServer() as server:
        url = server.url
    with pytest.raises(LanguageModelError) as caught:
        written(url)
    assert caught.value.trouble == Trouble.DOWN


def test_a_redirect_is_not_followed() -> None:
    with ScriptedServer(reply="Caught.") as elsewhere:
        with ScriptedServer("redirect", elsewhere=f"{elsewhere.url}/chat/completions") as server:
            with pytest.raises(LanguageModelError) as caught:
                written(server.url)
            assert caught.value.trouble == Trouble.BROKEN
            assert len(server.requests) == 1
        assert elsewhere.requests == []


def test_nothing_of_the_environment_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "from the environment"
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, secret)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Mine: {secret}")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with ScriptedServer(reply="Late [S1].") as server:
        assert written(server.url) == "Late [S1]."
        assert secret not in json.dumps(server.requests)
    assert os.environ["OPENAI_API_KEY"] == secret


def test_the_key_goes_to_the_server_and_is_not_printed() -> None:
    settings = Settings(llm_url="http://127.0.0.1:1/v1", llm_name="small", llm_key="k-e-y")
    assert "k-e-y" not in repr(settings)
    with ScriptedServer(reply="Late [S1].") as server:
        one = OpenAICompatible(settings.model_copy(update={"llm_url": server.url}))
        assert "".join(one.write(REQUEST, 5.0))
        assert server.requests[0][1]["authorization"] == "Bearer k-e-y"


def test_giving_up_early_ends_the_request() -> None:
    with ScriptedServer(reply="word " * 2000) as server:
        reply = model(server.url).write(REQUEST, 5.0)
        assert next(reply)
        reply.close()  # type: ignore[attr-defined]
        assert list(reply) == []


def test_the_models_that_it_offers() -> None:
    with ScriptedServer() as server:
        assert model(server.url).models(5.0) == ("small",)

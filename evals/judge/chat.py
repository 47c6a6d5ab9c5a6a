"""A judge behind an address that speaks the OpenAI chat format: a local server, or a provider's."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from evals.cases import Case
from evals.generated import Generated, Verdict, verdict_from
from evals.judge.base import JudgeError
from ingest.errors import UsageError

SECONDS = 120.0  # that one verdict may take
TRIES = 3
PAUSE = 2.0  # seconds before the second try, twice that before the third
_AGAIN = {408, 409, 425, 429, 500, 502, 503, 504}
_THIS_ONE = {400, 413}  # refused for what was sent: an answer too long for the model, mostly


class ChatJudge:
    """Asks `model` at `url`, which ends before `/chat/completions`: "http://localhost:8080/v1"."""

    def __init__(self, url: str, model: str, key: str = "", *, pause: float = PAUSE) -> None:
        """Raises UsageError for an address that is none."""
        if not url.startswith(("http://", "https://")):
            raise UsageError(
                f"The judge's address is {url!r}. Set WAYMARK_JUDGE_URL to one that begins with "
                "http:// or https://, up to and including /v1."
            )
        self.url = url.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
        self.name = model
        self.terms = hashlib.sha256(instructions().encode()).hexdigest()
        self._key = key
        self._pause = pause

    def verdict(self, case: Case, made: Generated) -> Verdict:
        """See Judge. A server that is busy for long gives no verdict of this one answer."""
        try:
            said = self._asked(material(case, made))
        except _NoReply as error:
            return Verdict(None, None, f"the judge gave no verdict: {error}")
        return read(said)

    def _asked(self, text: str) -> str:
        body = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": instructions()},
                {"role": "user", "content": text},
            ],
            "temperature": 0,
            "seed": 20,
        }
        for turn in range(TRIES):
            if turn:
                time.sleep(self._pause * turn)
            try:
                return self._reply(body)
            except urllib.error.HTTPError as error:
                if error.code in _THIS_ONE:
                    raise _NoReply(f"HTTP {error.code}") from error
                if 300 <= error.code < 400:
                    raise JudgeError(
                        f"The judge at {self.url} redirects to {error.headers.get('Location')} "
                        f"(HTTP {error.code}), which is not followed. Set WAYMARK_JUDGE_URL to the "
                        "address that answers, up to and including /v1."
                    ) from error
                if error.code not in _AGAIN:
                    raise JudgeError(
                        f"The judge at {self.url} refused the model {self.name} "
                        f"(HTTP {error.code}). Check WAYMARK_JUDGE_URL, WAYMARK_JUDGE_MODEL and "
                        "WAYMARK_JUDGE_KEY."
                    ) from error
                last = f"HTTP {error.code}"
            except TimeoutError:
                last = f"nothing within {SECONDS:.0f} seconds"
            except http.client.InvalidURL as error:  # no second try can mend it
                raise _NoReply(f"its address is none ({error})") from error
            except http.client.HTTPException as error:
                last = f"its reply broke off ({error or type(error).__name__})"
            except OSError as error:  # urllib's URLError is one
                raise JudgeError(
                    f"The judge at {self.url} cannot be reached ({error}). Start it, or unset "
                    "WAYMARK_JUDGE_URL."
                ) from error
        raise _NoReply(last)

    def _reply(self, body: Mapping[str, Any]) -> str:
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        asked = urllib.request.Request(self.url, json.dumps(body).encode(), headers)
        with _opener().open(asked, timeout=SECONDS) as got:
            raw = got.read()
        try:
            return str(json.loads(raw)["choices"][0]["message"]["content"])
        except (ValueError, LookupError, TypeError) as error:
            raise _NoReply("its reply is not in the chat format") from error


class _NoReply(Exception):
    """One case without a reply."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect as the error that it is: the key and the papers go to one address alone."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


@cache
def _opener() -> urllib.request.OpenerDirector:
    """Goes straight to the address, whatever proxies the environment names."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())


@cache
def instructions() -> str:
    """What the judge is told to do."""
    return files("evals.judge").joinpath("instructions.txt").read_text("utf8")


def material(case: Case, made: Generated) -> str:
    """What one verdict is about, as a JSON object: no text in it can pass for another part."""
    return json.dumps(
        {
            "question": case.question,
            "history": case.history,
            "answer": made.answer,
            "sources": [
                {"marker": c.marker, "title": c.title, "date": c.date, "quote": c.quote}
                for c in made.citations
            ],
            "wanted": (*case.nuggets, *case.items, *case.values),
        },
        ensure_ascii=False,
    )


def read(said: str) -> Verdict:
    """The verdict in a reply: its first JSON object, whatever stands around it."""
    start = said.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(said[start:]) if start >= 0 else (None, 0)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return Verdict(None, None, f"the judge gave no verdict: {' '.join(said.split())[:120]}")
    return verdict_from({**found, "why": found.get("why") or "the judge gave no reason"})

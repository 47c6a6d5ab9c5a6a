"""All that a response tells: status, headers, text, messages of a page, what is packed inside."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

import httpx

from tests.assistant.scoped import Group


@dataclass(frozen=True, slots=True)
class Told:
    """status, and in `text` everything that can be read out of the rest.

    asked   what the request itself said: who says a word is not told it
    body    the response's own text, as it came
    """

    status: int
    text: str
    asked: str
    body: str = ""

    def json(self) -> object:
        """The body, where it is JSON."""
        return json.loads(self.body)


def told_of(response: httpx.Response) -> Told:
    """What a response tells, packed files unpacked, escapes undone."""
    asked = f"{response.request.url} {response.request.read().decode('utf8', 'replace')}"
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    text = "\n".join((headers, *_texts(response.content)))
    body = "" if b"\0" in response.content else response.text
    return Told(response.status_code, _plain(text), _plain(asked), body)


def _texts(content: bytes) -> Iterable[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                for text in _texts(archive.read(name)):
                    yield text
                    yield re.sub(r"<[^>]*>", "", text)  # words that are cut into runs
        return
    if content[:4] == b"\x89PNG":
        return
    text = content.decode("utf8", "replace")
    yield text
    for line in text.splitlines():
        written = line.removeprefix("data: ")
        if written[:1] in ("{", "["):  # JSON or a page's message: undo its escapes
            try:
                yield json.dumps(json.loads(written), ensure_ascii=False)
            except ValueError:
                continue


def _plain(text: str) -> str:
    return unescape(unquote(text)).lower()


def marks_in(told: Told, groups: Iterable[Group], *, echoed: bool = False) -> set[str]:
    """What gives papers of `groups` away, but for what the request said itself."""
    marks = {mark for group in groups for mark in group.marks if echoed or mark not in told.asked}
    return {mark for mark in marks if re.search(rf"(?<!\w){re.escape(mark)}", told.text)}


_CHANGING = (
    (re.compile(r'\\?"timings_ms\\?": ?\{[^}]*\}'), "TIMINGS"),
    (re.compile(r"\d+\.\d seconds?"), "SECONDS"),
    (re.compile(r"[0-9a-f]{32}"), "ID"),
    (re.compile(r"(?m)^(date|content-length|etag|last-modified|set-cookie): .*$"), r"\1"),
    (re.compile(r'"(event_id|process_time|average_duration|avg_time|cache_duration|duration|eta|rank_eta|time_limit)":'
                r' ?("[^"]*"|[\d.e-]+|null)'), r'"\1"'),
)  # fmt: skip


def alike(told: Told, group: Group, *numbers: int) -> str:
    """What was told, with a group's name and its papers' numbers blotted out, to be compared.

    Of an event the end: how much of an answer is there at each look on the way is chance.
    """
    lines = told.text.splitlines()
    text = "\n".join(line for line in lines if '"process_generating"' not in line)
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    for word in (group.person, group.secret, group.acronym, group.name):
        text = text.replace(word.lower(), "thing")
    for number in numbers:
        text = re.sub(rf"(/source/|[?&]d=){number}(?!\d)", r"\1NUMBER", text)
    return f"{told.status}\n{text}"


def difference(one: str, other: str) -> str:
    """Where two texts part, with what stands around; "" where they are the same."""
    if one == other:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return f"…{one[max(at - 80, 0) : at + 120]!r} but …{other[max(at - 80, 0) : at + 120]!r}"

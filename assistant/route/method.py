"""Answers from the approach alone: who, what, before, after, and what a gate tests."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.approach import Approach, Deliverable, Gate
from assistant.register.names import both
from assistant.route.intent import Intent, Kind
from assistant.route.pages import Pages
from assistant.route.saying import Said, Span

_COUNTS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Method:
    """The approach in force and its pages."""

    approach: Approach
    pages: Pages


def reply(intent: Intent, method: Method) -> Iterator[Said]:
    """The lines that answer an intent of the method, in order.

    Raises PageMissing where the Library lacks a page that a line would stand on.
    """
    write = _REPLIES.get(intent.kind)
    if write is not None:
        yield from write(intent, method)


def _owner(intent: Intent, method: Method) -> Iterator[Said]:
    for one in _deliverables(intent, method):
        owner = method.approach.role[one.owner]
        spans = (method.pages.row(one), method.pages.role(one.owner))
        yield Said(say("owner", owner=f"{owner} ({one.owner})", **_named(one)), spans)
        yield _where(one, method)


def _signs(intent: Intent, method: Method) -> Iterator[Said]:
    gates = [method.approach.gate[key] for key in intent.gates]
    for one in _deliverables(intent, method):
        yield _where(one, method)
        gates.append(method.approach.gate[one.gate])
    for gate in dict.fromkeys(gates):
        yield _quoted(method.pages.signers(gate))


def _needs(intent: Intent, method: Method) -> Iterator[Said]:
    for one in _deliverables(intent, method):
        row = (method.pages.row(one),)
        if not one.needs:
            yield Said(say("needs_nothing", **_named(one)), row)
            continue
        yield Said(say("needs", **_named(one)), row)
        for key in one.needs:
            yield Said(say("named", **_named(method.approach.deliverable[key])), row, item=True)


def _after(intent: Intent, method: Method) -> Iterator[Said]:
    for one in _deliverables(intent, method):
        following = method.approach.unblocks[one.id]
        if not following:
            yield Said(say("feeds_nothing", **_named(one)), (method.pages.row(one),))
            continue
        rows = [method.pages.row(method.approach.deliverable[key]) for key in following]
        yield Said(say("feeds", **_named(one)), ())
        for key, row in zip(following, rows, strict=True):
            other = method.approach.deliverable[key]
            besides = [need for need in other.needs if need != one.id]
            said = say("feeds_one", others=both(besides), **_named(other))
            alone = say("feeds_alone", **_named(other))
            yield Said(said if besides else alone, (row,), item=True)


def _contents(intent: Intent, method: Method) -> Iterator[Said]:
    for one in _deliverables(intent, method):
        yield _quoted(method.pages.summary(one))
        spans = [method.pages.heading(one, heading) for heading in one.headings]
        count = counted(len(spans))
        yield Said(say("headings", count=count), ())
        for heading, span in zip(one.headings, spans, strict=True):
            first = _first_sentence(heading.guidance[0])
            yield Said(f"{heading.title}: {first}", (span,), item=True)


def _gate(intent: Intent, method: Method) -> Iterator[Said]:
    for key in intent.gates:
        yield _quoted(method.pages.summary(method.approach.gate[key]))
    yield from _criteria(intent, method)


def _criteria(intent: Intent, method: Method) -> Iterator[Said]:
    for key in intent.gates:
        gate = method.approach.gate[key]
        yield from hurdles_of(gate, method)
        yield from criteria_of(gate, method)
        yield _quoted(method.pages.signers(gate))


def _hurdles(intent: Intent, method: Method) -> Iterator[Said]:
    for gate in method.approach.gates:
        yield from hurdles_of(gate, method)
        if gate.hurdles:
            yield from criteria_of(gate, method)


def criteria_of(gate: Gate, method: Method) -> Iterator[Said]:
    """A gate's criteria, whole and word for word, after their lead-in."""
    whole = (method.pages.criteria(gate),)
    yield Said(method.pages.lead(gate, "Criteria"), whole)
    for one in gate.criteria:
        yield Said(f"{one.id} {one.wording}", whole, item=True)


def hurdles_of(gate: Gate, method: Method) -> Iterator[Said]:
    """A gate's hurdles, whole and word for word, after their lead-in; none where it has none."""
    if gate.hurdles:
        whole = (method.pages.hurdles(gate),)
        yield Said(method.pages.lead(gate, "Hurdles"), whole)
        for one in gate.hurdles:
            yield Said(f"{one.id} {one.wording}", whole, item=True)


def _where(one: Deliverable, method: Method) -> Said:
    gate = method.approach.gate[one.gate]
    said = say("goes_to", **gate_words(gate), **_named(one))
    return Said(said, (method.pages.row(one),))


def _deliverables(intent: Intent, method: Method) -> list[Deliverable]:
    return [method.approach.deliverable[key] for key in intent.deliverables]


def _named(one: Deliverable) -> dict[str, str]:
    return {"id": one.id, "title": one.title}


def _quoted(span: Span) -> Said:
    return Said(text_of(span), (span,))


def inside(title: str) -> str:
    """A title as it stands within a sentence: "design gate", "NHS England stage 1"."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _first_sentence(text: str) -> str:
    from ingest.sentences import sentence_spans

    start, end = sentence_spans(text)[0]
    return text[start:end]


def counted(number: int) -> str:
    """A small number as a word."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def gate_words(gate: Gate) -> dict[str, str]:
    """A gate's id and title, as the sentences of `wording.toml` want them."""
    return {"gate": gate.id, "gate_title": inside(gate.title)}


def text_of(span: Span) -> str:
    """What stands there, as one line."""
    return " ".join(span.document.text[span.start : span.end].split())


def say(key: str, **values: str) -> str:
    """One of the sentences of `wording.toml`, filled in."""
    return words()[key].format(**values)


@cache
def words() -> dict[str, str]:
    """The sentences of `wording.toml`."""
    return tomllib.loads(files("assistant.route").joinpath("wording.toml").read_text("utf8"))


_REPLIES: dict[Kind, Callable[[Intent, Method], Iterator[Said]]] = {
    Kind.OWNER: _owner,
    Kind.SIGNS: _signs,
    Kind.NEEDS: _needs,
    Kind.AFTER: _after,
    Kind.CONTENTS: _contents,
    Kind.GATE: _gate,
    Kind.CRITERIA: _criteria,
    Kind.HURDLES: _hurdles,
}

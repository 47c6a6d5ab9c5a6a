"""Answers and filters as JSON and back, exactly; rows of other versions are read too.

Fields that are not known here are passed over, missing ones take their default, and so does a
value of a kind that the field cannot have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from assistant.model import Answer, Citation, Status
from ingest.library.scope import Scope

_EMPTY: dict[type, Any] = {str: "", int: 0, float: 0.0}


def answer_to_json(answer: Answer) -> str:
    """All of it, so that `answer_from_json` gives back an equal one."""
    return json.dumps(asdict(answer))


def answer_from_json(text: str) -> Answer:
    """The answer that was kept, whichever version kept it.

    A status that is not known here is read as an error: nothing is then claimed of the papers.
    Raises ValueError for what is no JSON object.
    """
    told = _object(text)
    known = _values(Answer, told)
    status = (one for one in Status if one.value == told.get("status"))
    known["status"] = next(status, Status.ERROR)
    for name in ("citations", "related"):
        listed = told.get(name)
        known[name] = tuple(
            Citation(**_values(Citation, one))
            for one in (listed if isinstance(listed, list) else ())
            if isinstance(one, dict)
        )
    timings = told.get("timings_ms")
    known["timings_ms"] = {
        step: value
        for step, value in (timings.items() if isinstance(timings, dict) else ())
        if _fits(value, float)
    }
    return Answer(**known)


def scope_to_json(scope: Scope) -> str:
    """Filters, with their sets as sorted lists."""
    values = asdict(scope)
    return json.dumps(
        {name: sorted(v) if isinstance(v, frozenset) else v for name, v in values.items()}
    )


def scope_from_json(text: str) -> Scope:
    """The filters that were kept. A choice that cannot be read lets nothing through."""
    told = _object(text)
    values: dict[str, Any] = {}
    for name, hint in _hints(Scope).items():
        value = told.get(name)
        if value is not None and frozenset[str] in get_args(hint):
            readable = isinstance(value, list) and all(isinstance(one, str) for one in value)
            values[name] = frozenset(value if readable else ())
        else:
            values[name] = value if _fits(value, hint) else None
    return Scope(**values)


def _object(text: str) -> dict[str, Any]:
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("not a JSON object")
    return told


def _values(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields of a dataclass that `told` has; those it must have are made up, empty."""
    values: dict[str, Any] = {}
    hints = _hints(kind)
    for one in fields(kind):
        hint = hints[one.name]
        if one.name in told and _fits(told[one.name], hint):
            values[one.name] = told[one.name]
        elif one.name in _required(kind):
            values[one.name] = _EMPTY.get(hint)
    return values


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - a type, or a union of some
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    plain = tuple(NoneType if kind is None else kind for kind in kinds if get_origin(kind) is None)
    if isinstance(value, bool):
        return False
    return isinstance(value, (*plain, int) if float in plain else plain)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _required(kind: type) -> frozenset[str]:
    from dataclasses import MISSING

    return frozenset(
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    )

"""A log as a file: one JSON list of events, or the same as a table (CSV), and back again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date as Date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from assistant.register.errors import EventRefused, ImportRefused
from assistant.register.model import Event, EventKind, Outcome
from assistant.register.names import both, either

COLUMNS = (
    "workstream", "deliverable", "gate", "event", "person", "role", "date", "reason", "outcome",
    "citation",
)  # fmt: skip
_NEEDED = ("workstream", "event", "person", "role", "date")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run, quoted or not
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_Word = TypeVar("_Word", EventKind, Outcome)


def as_record(event: Event) -> dict[str, str]:
    """The event by the keys that files have, only those that it has, in their order."""
    values: dict[str, str | None] = {
        "workstream": event.workstream,
        "deliverable": event.deliverable,
        "gate": event.gate,
        "event": event.kind.value,
        "person": event.person,
        "role": event.role,
        "date": event.date.isoformat(),
        "reason": event.reason,
        "outcome": event.outcome.value if event.outcome else None,
        "citation": event.citation,
    }
    return {key: value for key, value in values.items() if value is not None}


def to_json(events: Iterable[Event]) -> str:
    """One JSON list, an event a line."""
    lines = [json.dumps(as_record(event), ensure_ascii=False) for event in events]
    return "[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]\n" if lines else "[]\n"


def to_csv(events: Iterable[Event]) -> str:
    """A table with a header. A cell that a spreadsheet would run as a formula gets an apostrophe.

    So does one that has apostrophes before such a sign already: reading takes one off, and every
    event comes back as it was.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for event in events:
        record = as_record(event)
        table.writerow([_quoted(record.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def read(path: Path) -> tuple[Event, ...]:
    """The events in a file, in order: a table where its name ends in .csv, JSON otherwise.

    Raises ImportRefused, naming the event by its place in the file, from 1.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read ({error.strerror}). Check its name.") from error
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{path} is not UTF-8 text. Save it as “CSV UTF-8” or JSON.") from error
    return from_csv(text) if path.suffix.lower() == ".csv" else from_json(text)


def from_json(text: str) -> tuple[Event, ...]:
    """The events of a JSON list. Raises ImportRefused as `read` does."""
    try:
        found = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(
            f"The file is no JSON ({error}). Export one to see how it looks."
        ) from error
    if not isinstance(found, list):
        raise ImportRefused("The file is no JSON list. Put the events between [ and ], in order.")
    return tuple(_event(place, record) for place, record in enumerate(found, 1))


def from_csv(text: str) -> tuple[Event, ...]:
    """The events of a table; its columns may come in any order. Raises ImportRefused as `read`."""
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [column.strip().lower() for column in table.fieldnames or ()]
        if len(set(columns)) < len(columns):
            raise ImportRefused("Two columns of the table have the same name. Take one out.")
        table.fieldnames = columns
        rows = list(table)
    except csv.Error as error:
        raise ImportRefused(
            f"Line {table.line_num} of the table cannot be read: {error}."
        ) from error
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise ImportRefused(f"The table has no column {either(missing)}. Add it to the header.")
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        hint = f"Name it otherwise or take it out. Known are {both(COLUMNS)}."
        raise ImportRefused(f"The table has an unknown column {unknown[0]!r}. {hint}")
    events = []
    for place, row in enumerate(rows, 1):
        if None in row:
            raise ImportRefused(f"Event {place} has more cells than the header. Mend it.")
        record = {key: _unquoted(cell) for key, cell in row.items() if cell and cell.strip()}
        if record:
            events.append(_event(place, record))
    return tuple(events)


def _quoted(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"an event gives {max(keys, key=keys.count)!r} twice")
    return dict(pairs)


def _event(place: int, record: object) -> Event:
    try:
        if not isinstance(record, Mapping):
            raise EventRefused("It is no object with keys. Put it between { and }.")
        return event_of(record)
    except EventRefused as error:
        raise ImportRefused(f"Event {place}: {error} Nothing was imported.") from error


def event_of(record: Mapping[str, object]) -> Event:
    """The event of one record, its keys as in a file. What it lacks to be legal, `legal` says.

    Raises EventRefused for a key or a value that no event can have, or a part that each has.
    """
    values: dict[str, str] = {}
    for key, value in record.items():
        if key not in COLUMNS:
            like = get_close_matches(key, COLUMNS, 1)
            hint = f"Did you mean {like[0]!r}?" if like else f"Known are {both(COLUMNS)}."
            raise EventRefused(f"It has an unknown key {key!r}. {hint}")
        if value is not None and not isinstance(value, str):
            raise EventRefused(f"Its {key!r} must be text in quotes, not {value!r}.")
        if value and _SURROGATE.search(value):
            raise EventRefused(f"Its {key!r} holds half a character. Type it again.")
        if value and value.strip():
            values[key] = value.strip()
    missing = [key for key in _NEEDED if key not in values]
    if missing:
        raise EventRefused(f"It has no {missing[0]}. Every event needs {both(_NEEDED)}.")
    outcome = values.get("outcome")
    return Event(
        workstream=values["workstream"],
        kind=_word("event", values["event"], EventKind),
        person=values["person"],
        role=values["role"],
        date=_date(values["date"]),
        deliverable=values.get("deliverable"),
        gate=values.get("gate"),
        reason=values.get("reason"),
        outcome=_word("outcome", outcome, Outcome) if outcome else None,
        citation=values.get("citation"),
    )


def _word(key: str, said: str, kind: type[_Word]) -> _Word:
    try:
        return kind(said)
    except ValueError:
        known = [one.value for one in kind]
        raise EventRefused(f"Its {key} is {said!r}. Known are {both(known)}.") from None


def _date(said: str) -> Date:
    try:
        if _ISO.fullmatch(said):
            return Date.fromisoformat(said)
    except ValueError:
        pass
    raise EventRefused(f"Its date {said!r} is no date. Write year, month, day: 2026-06-11.")

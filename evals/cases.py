"""A case: a question with what a right answer has to do. Read from JSON lines, one object a line.

A line's fields, all but `question` optional:

    id, kind, question, history (earlier questions, oldest first)
    expected_status   answered | no_evidence | clarify; or `answerable`: true | false
    documents         names of the papers that hold the answer
    evidence          verbatim quotes; page: the page or pages they are on
    nuggets           what a right answer says: each a list of alternatives, one of which is in it
    items             the same for every item of a list; values: for values that disagree
    superseded        papers that a newer version replaced
    next              what the register says of a workstream: {"workstream", "ready", "blocked"…}
    absent            what must not be in the answer
    relevant          relevance of documents, by name, where an outside set grades them
    places            stretches of documents that are relevant: {"document", "start", "end"}

What is not known is left out; a metric that needs it is then undefined for the case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ingest.errors import UsageError

Alternatives = tuple[str, ...]
STATUSES = ("answered", "no_evidence", "clarify")
_PASSED_OVER = {"note", "source", "answerable", "page", "reviewed", "comment"}


@dataclass(frozen=True, slots=True)
class Place:
    """The characters `start` to `end` of a document's canonical text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is known of its answer; see the module's docstring.

    expected_status   None where nobody said whether there is an answer
    """

    id: str
    question: str
    kind: str = "question"
    history: tuple[str, ...] = ()
    expected_status: str | None = None
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    nuggets: tuple[Alternatives, ...] = ()
    items: tuple[Alternatives, ...] = ()
    values: tuple[Alternatives, ...] = ()
    superseded: tuple[str, ...] = ()
    next: Mapping[str, Any] | None = None
    absent: tuple[str, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether it is known to have an answer."""
        return self.expected_status == "answered"

    @property
    def unanswerable(self) -> bool:
        """Whether it is known to have none, or to have to be asked back about."""
        return self.expected_status in ("no_evidence", "clarify")

    @property
    def later(self) -> bool:
        """Whether earlier turns came before it."""
        return bool(self.history)


class CaseError(UsageError):
    """A file of cases cannot be used: the message says which line and what is wrong."""


def load_cases(paths: Sequence[Path], notices: list[str] | None = None) -> tuple[Case, ...]:
    """The cases of files, and of all `*.jsonl` in folders, in the order of the names.

    A `.csv` file is a person's own table of questions: see evals.own_questions. What is odd, but
    no reason to stop, is added to `notices`. Raises CaseError.
    """
    said = notices if notices is not None else []
    cases: dict[str, Case] = {}
    for file in _files(paths):
        if file.suffix.lower() in (".csv", ".tsv"):
            from evals.own_questions import table

            found: Iterable[Case] = table(file)
        else:
            found = _lines(file, said)
        for case in found:
            if case.id in cases:
                raise CaseError(f"{file}: the id {case.id} is there twice. Give each its own.")
            cases[case.id] = case
    if not cases:
        raise CaseError(f"There are no cases in {', '.join(map(str, paths))}.")
    return tuple(cases.values())


def case_from(row: Mapping[str, Any], where: str = "the case") -> Case:
    """A case from its JSON object. Raises CaseError for a value of the wrong sort."""
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise CaseError(f'{where} has no "question".')
    status = row.get("expected_status")
    if status is None and isinstance(row.get("answerable"), bool):
        status = "answered" if row["answerable"] else "no_evidence"
    if status is not None and status not in STATUSES:
        raise CaseError(
            f"{where}: expected_status is {status!r}, not one of {', '.join(STATUSES)}."
        )
    known: dict[str, Any] = {
        "pages": _pages(row, where),
        "relevant": dict(row.get("relevant") or {}),
        "places": tuple(Place(**place) for place in row.get("places") or ()),
        "next": row.get("next"),
    }
    if known["next"] is not None and not isinstance(known["next"], Mapping):
        raise CaseError(f'{where}: "next" must be an object with the workstream\'s name.')
    for name in ("history", "documents", "evidence", "superseded", "absent"):
        known[name] = _strings(row.get(name), f"{where}: {name}")
    for name in ("nuggets", "items", "values"):
        given = row.get(name) or ()
        if not isinstance(given, list | tuple):
            raise CaseError(f"{where}: {name} must be a list of lists of alternatives.")
        known[name] = tuple(_strings(one, f"{where}: {name}", some=True) for one in given)
    return Case(
        id=str(row.get("id") or "").strip(),
        question=question,
        kind=str(row.get("kind") or "question"),
        expected_status=status,
        **known,
    )


def case_row(case: Case) -> dict[str, Any]:
    """The JSON object of a case, without what is not known: `case_from` reads it back."""
    row: dict[str, Any] = {}
    for one in fields(Case):
        value = getattr(case, one.name)
        if one.name == "places":
            value = [{"document": p.document, "start": p.start, "end": p.end} for p in value]
        if value not in (None, (), [], {}):
            row["page" if one.name == "pages" else one.name] = value
    return row


def digest_of(cases: Sequence[Case]) -> str:
    """SHA-256 over the cases as JSON, whatever files they came in."""
    text = "\n".join(json.dumps(case_row(c), sort_keys=True, ensure_ascii=False) for c in cases)
    return hashlib.sha256(text.encode("utf8")).hexdigest()


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.jsonl"))
        elif path.is_file():
            yield path
        else:
            raise CaseError(f"There is no file of cases {path}. Check the name.")


def _lines(file: Path, notices: list[str]) -> Iterable[Case]:
    known = {one.name for one in fields(Case)} | _PASSED_OVER
    odd: set[str] = set()
    text = file.read_text("utf-8-sig")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{file.name}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CaseError(f"{where} is not JSON ({error}).") from error
        if not isinstance(row, dict):
            raise CaseError(f"{where} is not an object with a question.")
        if "answer" in row or "expected" in row or "document" in row:
            from evals.own_questions import simple

            row = simple(row)
        odd |= set(row) - known
        row.setdefault("id", f"{file.stem}-{number}")
        yield case_from(row, where)
    if odd:
        notices.append(f"{file.name}: not understood and passed over: {', '.join(sorted(odd))}")


def _strings(value: object, where: str, *, some: bool = False) -> tuple[str, ...]:
    """A list of strings; one string alone counts as a list of it."""
    given = [value] if isinstance(value, str) else value or []
    if not isinstance(given, list | tuple) or not all(isinstance(v, str) for v in given):
        raise CaseError(f"{where} must be a list of texts.")
    if some and not given:
        raise CaseError(f"{where}: an empty list of alternatives can never be found.")
    return tuple(given)


def _pages(row: Mapping[str, Any], where: str) -> tuple[int, ...]:
    given = row.get("page")
    pages = [given] if isinstance(given, int) else given or []
    if not isinstance(pages, list | tuple) or not all(isinstance(p, int) for p in pages):
        raise CaseError(f"{where}: page must be a number, a list of numbers or null.")
    return tuple(pages)

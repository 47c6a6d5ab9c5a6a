"""A person's own questions about their own papers: a table, or JSON lines with the same names.

    question,answer,document
    When does the contract end?,31 March 2027,contract.pdf
    Who chairs the committee?,Ann Lee|A. Lee; vice-chair Sam Roe,
    What did the survey cost?,none,

`answer` holds words that a right answer contains: several, all wanted, parted by `;`, each with
alternatives parted by `|`. "none" says that the papers do not say; empty, that nobody knows.
`document` may name the papers to cite, parted by `;`. Further columns: id, kind, history (earlier
questions, parted by `|`), evidence (a verbatim quote), page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.cases import Case, CaseError, case_from

_NONE = {"none", "no answer", "not in the papers", "-", "–"}


def table(file: Path) -> Iterator[Case]:
    """The cases of a CSV file, comma, semicolon or tab between its columns. Raises CaseError."""
    text = _decoded(file)
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=mark), start=2):
        given = {str(k).strip().lower(): v.strip() for k, v in row.items() if isinstance(v, str)}
        if "question" not in given:
            raise CaseError(f'{file.name} has no column "question" in its first line.')
        if not given["question"]:
            continue
        given.setdefault("id", f"{file.stem}-{number}")
        yield case_from(simple(given), f"{file.name}, line {number}")


def simple(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a case from a row with `answer` (or `expected`) and `document`.

    A value that is a list already stays one.
    """
    made = {k: v for k, v in row.items() if k not in ("answer", "expected", "document")}
    answer = row.get("answer") or row.get("expected") or ""
    if isinstance(answer, str):
        if answer.strip().lower() in _NONE:
            made.setdefault("expected_status", "no_evidence")
        elif answer.strip():
            made.setdefault("nuggets", [_parts(one, "|") for one in _parts(answer, ";")])
            made.setdefault("expected_status", "answered")
    elif answer:
        made.setdefault("nuggets", [[one] if isinstance(one, str) else one for one in answer])
        made.setdefault("expected_status", "answered")
    documents = row.get("document") or ""
    if documents:
        named = _parts(documents, ";") if isinstance(documents, str) else documents
        made.setdefault("documents", named)
    for name, mark in (("documents", ";"), ("history", "|"), ("evidence", "\n")):
        if isinstance(made.get(name), str):
            made[name] = _parts(made[name], mark)
    page = made.get("page")
    if isinstance(page, str):
        made["page"] = [int(one) for one in _parts(page, ";") if one.isdigit()]
    return {k: v for k, v in made.items() if v not in ("", None)}


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _decoded(file: Path) -> str:
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # how a spreadsheet on Windows saves it

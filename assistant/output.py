"""What the command line prints and reads: the contract's JSON, and text for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from assistant.model import Answer, Citation, Question, Status
from assistant.retrieve.search import Found
from assistant.shelf import OpenDocument
from ingest.report import IngestReport
from ingest.errors import UsageError

Hits = Iterable[tuple[Found, OpenDocument]]


def questions(typed: str | None, source: Path | None) -> Iterator[Question]:
    """The question typed, or those of a file of JSON lines (`-` is standard input).

    Raises UsageError for neither or both, an empty question, a file that is not there, or a line
    that is not the object it should be.
    """
    if (typed is None) == (source is None):
        raise UsageError('Give one question in quotes, or a file of questions with "--from FILE".')
    if source is None:
        if not typed or not typed.strip():
            raise UsageError("The question is empty. Type it in quotes after the command.")
        yield Question(typed)
        return
    yield from _read(source)


def _read(source: Path) -> Iterator[Question]:
    try:
        opened = nullcontext(sys.stdin) if str(source) == "-" else source.open(encoding="utf8")
    except OSError as error:
        raise UsageError(f"The file of questions {source} cannot be opened: {error}.") from error
    with opened as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _question(line, source, number)
        except UnicodeDecodeError as error:
            raise UsageError(f"{source} is not UTF-8 text: {error}. Save it as UTF-8.") from error


def _question(line: str, source: Path, number: int) -> Question:
    where = f"{source}, line {number}"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where} is not JSON: {error.msg}. Each line is one object.") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError(f'{where} has no "question". Each line is {{"id", "question", "history"}}.')
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        raise UsageError(f'{where}: "history" must be a list of earlier questions.')
    identity = row.get("id")
    return Question(row["question"], tuple(history), None if identity is None else str(identity))


def search_json(question: Question, found: Hits) -> str:
    """One line for one search."""
    passages = [
        {
            "rank": rank,
            "score": round(hit.score, 6),
            "document": document.record.document,
            "page": hit.passage.page,
            "section": " › ".join(document.sections[hit.passage.section].path),
            "start": hit.passage.start,
            "end": hit.passage.end,
            "text": hit.passage.text,
        }
        for rank, (hit, document) in enumerate(found, start=1)
    ]
    return _json({"id": question.id, "passages": passages})


def answer_json(question: Question, answer: Answer) -> str:
    """One line for one answer; citations are those whose marker stands in it."""
    return _json(
        {
            "id": question.id,
            "status": answer.status.value,
            "answer": answer.text,
            "citations": [_citation(c) for c in shown(answer)],
            "engine": answer.engine,
            "timings_ms": answer.timings_ms,
        }
    )


def shown(answer: Answer) -> tuple[Citation, ...]:
    """The citations of what is shown before "more"."""
    return tuple(c for c in answer.citations if f"[{c.marker}]" in answer.text)


def _citation(citation: Citation) -> dict[str, Any]:
    fields = ("marker", "document", "title", "page", "section", "start", "end", "quote")
    return {name: getattr(citation, name) for name in fields}


def search_text(found: Hits) -> str:
    """Passages for people."""
    parts = [
        f"{rank}. {document.record.document}{_place(hit.passage.page)}  ({hit.score:.2f})\n"
        f"   {' › '.join(document.sections[hit.passage.section].path)}\n"
        + "\n".join(f"   {line}" for line in hit.passage.text.splitlines())
        for rank, (hit, document) in enumerate(found, start=1)
    ]
    return "\n\n".join(parts) or "Nothing came near."


def answer_text(answer: Answer) -> str:
    """An answer for people, its sources below it."""
    parts = [answer.text]
    if answer.understood:
        parts.insert(0, f"(Understood with: {answer.understood})")
    cited = shown(answer)
    if cited:
        parts.append("Sources\n" + "\n".join(map(_source, cited)))
    if answer.status is Status.NO_EVIDENCE and answer.related:
        parts.append("Related, not an answer\n" + "\n".join(map(_related, answer.related)))
    return "\n\n".join(parts)


def report_text(report: IngestReport) -> str:
    """What an ingest did, for people: counts, then each failure and note by name."""
    counts = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (len(report.failed), "failed"),
    )
    said = ", ".join(f"{n} {what}" for n, what in counts if n) or "nothing to do"
    lines = [f"{said}; {report.passages} passages; {report.seconds:.1f} s"]
    if report.message:
        lines.append(report.message)
    lines += [f"failed  {f.document}: {f.reason}" for f in report.failed]
    lines += [f"note    {document}: {note}" for document, note in report.notes]
    if report.skipped:
        lines.append(f"skipped {len(report.skipped)} files that are not papers")
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    date = citation.date or f"undated: {citation.date_basis}"
    section = f", {citation.section}" if citation.section else ""
    name = f"{citation.title} ({date}), {citation.document}"
    return f"[{citation.marker}] {name}{_place(citation.page)}{section}"


def _related(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    short = quote if len(quote) < 160 else quote[:157] + "…"
    return f"- {citation.document}{_place(citation.page)}: {short}"


def _place(page: int | None) -> str:
    return "" if page is None else f", page {page}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)

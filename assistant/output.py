"""What the command line prints: the contract's JSON, and text for people."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer.compose import markers_of
from assistant.model import Answer, Citation, Question, Status
from assistant.provenance import marked
from assistant.retrieve.search import Found
from assistant.shelf import OpenDocument
from ingest.errors import WaymarkError
from ingest.report import IngestReport

if TYPE_CHECKING:
    from assistant.ask import Assistant

Hits = Iterable[tuple[Found, OpenDocument]]


def answered(assistant: Assistant, question: Question) -> Answer:
    """The answer; where Waymark itself fails at it, one that says so, so that the rest goes on.

    Raises WaymarkError for what would fail at every question.
    """
    try:
        return assistant.ask(question)
    except WaymarkError:
        raise
    except Exception as error:  # an edge: one question of many
        return Answer(Status.ERROR, fault(error), engine="none")


def fault(error: Exception) -> str:
    """A fault of Waymark's own, with the place a maintainer wants to know."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" at {Path(last[0].filename).name}:{last[0].lineno}" if last else ""
    return (
        f"Something is wrong in Waymark itself, not in your papers ({type(error).__name__}: "
        f"{error}{place}). Run `waymark doctor`; if that finds nothing, please report this line."
    )


def search_json(question: Question, found: Hits) -> str:
    """One line for one search."""
    return _json(search_dict(question, found))


def search_dict(question: Question, found: Hits) -> dict[str, Any]:
    """A search as the contract has it."""
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
    return {"id": question.id, "passages": passages}


def answer_json(question: Question, answer: Answer) -> str:
    """One line for one answer."""
    return _json(answer_dict(question, answer))


def answer_dict(question: Question, answer: Answer) -> dict[str, Any]:
    """An answer as the contract has it; citations are those whose marker stands in it.

    `note` is there only where a language model was asked.
    """
    return {
        "id": question.id,
        "status": answer.status.value,
        "answer": answer.text,
        "citations": [citation_json(c) for c in shown(answer)],
        "engine": answer.engine,
        "timings_ms": answer.timings_ms,
    } | ({"note": answer.note} if answer.note else {})


def shown(answer: Answer) -> tuple[Citation, ...]:
    """The citations of what is shown before "more"."""
    used = {n for line in answer.text.split("\n") for n in markers_of(line)}
    return tuple(c for c in answer.citations if str(c.marker) in used)


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation as the contract has it."""
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
    parts = [answer.text, answer.note] if answer.note else [answer.text]
    if answer.understood:
        parts.insert(0, f"(Understood as: {answer.understood})")
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
        count = len(report.skipped)
        lines.append(
            "skipped 1 file that is not a paper"
            if count == 1
            else f"skipped {count} files that are not papers"
        )
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    basis = re.sub(r"^undated[;:,]?\s*", "", citation.date_basis)
    date = citation.date or f"undated: {basis}"
    section = f", {citation.section}" if citation.section else ""
    kind = f" [{marked(citation.provenance)}]" if citation.provenance else ""
    name = f"{citation.title} ({date}), {citation.document}{kind}"
    return f"[{citation.marker}] {name}{_place(citation.page)}{section}"


def _related(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    short = quote if len(quote) < 160 else quote[:157] + "…"
    return f"- {citation.document}{_place(citation.page)}: {short}"


def _place(page: int | None) -> str:
    return "" if page is None else f", page {page}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Cases in, answers out: runs the assistant and writes a line for each as soon as it is there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evals.cases import Case
from evals.metrics.matching import fold, same_document
from evals.progress import told
from evals.run_folder import RunFolder
from evals.surroundings import surroundings

if TYPE_CHECKING:
    from assistant.approach import Approach
    from assistant.ask import Assistant
    from assistant.model import Citation, Question
    from assistant.register import Register
    from ingest.library import DocumentRecord

DEPTH = 20  # passages searched for beside each answer
SEED = 20


def generate(
    assistant: Assistant,
    cases: Sequence[Case],
    folder: RunFolder,
    *,
    depth: int = DEPTH,
    asked: bool = True,
    seed: int = SEED,
) -> None:
    """Ask every case and fill the run's folder up to `generated.jsonl`.

    A run that was stopped half way goes on in the same folder. `depth` 0 makes no search; `asked`
    False makes nothing but searches. An answer that fails through a fault of Waymark's own is
    recorded with status "error", and the rest goes on.
    """
    settings = surroundings(assistant, cases, seed=seed, depth=depth, asked=asked)
    done = folder.begin(settings, cases)
    left = [case for case in cases if case.id not in done]
    assistant.room.embedder.embed(["warm"])  # its weights load now, not in the first case's time
    with folder.generated_path.open("a", encoding="utf8") as out:
        for case in told(left, "Asking" if asked else "Searching", before=len(done)):
            row = record(assistant, case, depth=depth, asked=asked)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()


def record(
    assistant: Assistant, case: Case, *, depth: int = DEPTH, asked: bool = True
) -> dict[str, Any]:
    """The line of one case: see evals.generated."""
    from assistant import output
    from assistant.model import Question

    question = Question(case.question, case.history, case.id)
    row: dict[str, Any] = {"id": case.id}
    with assistant.library.snapshot():
        if asked:
            answer = output.answered(assistant, question)
            row |= json.loads(output.answer_json(question, answer))
            spans = _Spans(assistant)
            row["citations"] = [spans.cited(c) for c in output.shown(answer)]
            row["related"] = [spans.cited(c) for c in answer.related]
            row["more"] = answer.more
            row["understood"] = answer.understood
            row["confidence"] = answer.confidence
        if depth:
            row["passages"] = _passages(assistant, question, depth)
    if asked and case.next is not None:
        row["next"] = _next(assistant, str(case.next.get("workstream") or ""))
    return row


def faults(assistant: Assistant, cases: Sequence[Case]) -> Iterator[str]:
    """What the cases expect and this Library cannot hold: papers, and quotes, that are not there.

    A case with such a fault can only fail, whatever the assistant does.
    """
    records = assistant.library.documents()
    texts: dict[str, str] = {}

    def text(found: DocumentRecord) -> str:
        if found.document not in texts:
            texts[found.document] = fold(assistant.library.text(found.document)).lower()
        return texts[found.document]

    for case in cases:
        held = []
        for name in (*case.documents, *case.superseded):
            found = [r for r in records if same_document(r.document, name)]
            held += found
            if not found:
                yield f"{case.id}: the Library has no document {name}"
        if case.answerable and held:
            for quote in case.evidence:
                if not any(fold(quote).lower() in text(one) for one in held):
                    yield f"{case.id}: not word for word in its documents: “{quote[:80]}”"


class _Spans:
    """Citations with what stands at their spans in the Library, or in the register's logs."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def cited(self, citation: Citation) -> dict[str, Any]:
        """The contract's fields, then `canonical`, `date` and `said`."""
        from assistant.output import citation_json

        found = self._assistant.library.find(citation.document)
        if found is None:
            text = _register_text(self._assistant, citation.document)
            said: list[str] = []
        else:
            text = self._assistant.library.text(citation.document)
            said = [
                block.statement
                for block in self._assistant.library.blocks(found.id)
                if block.statement and block.start < citation.end and citation.start < block.end
            ]
        return {
            **citation_json(citation),
            "canonical": None if text is None else text[citation.start : citation.end],
            "date": citation.date,
            "said": said,
        }


def _passages(assistant: Assistant, question: Question, depth: int) -> list[dict[str, Any]]:
    from assistant.output import search_json

    found = json.loads(search_json(question, assistant.search(question, depth)))
    passages: list[dict[str, Any]] = found["passages"]
    return passages


def _opened(assistant: Assistant) -> tuple[Approach, Register]:
    from assistant.approach_in_force import ApproachInForce
    from assistant.register import Register

    settings = assistant.room.settings
    return ApproachInForce(settings).now().approach, Register.open(settings.library, write=False)


def _next(assistant: Assistant, workstream: str) -> Mapping[str, Any] | None:
    """The register's next step of a workstream; None where it does not know it."""
    from assistant.register import next_step, state_of
    from ingest.errors import WaymarkError

    try:
        approach, register = _opened(assistant)
        name = register.workstream(workstream).name
        return next_step(approach, state_of(approach, register.events(name))).as_json()
    except WaymarkError:
        return None


def _register_text(assistant: Assistant, document: str) -> str | None:
    """A workstream's log, where `document` is what citations call it."""
    from assistant.register import Register, document_name, log_text

    register = Register.open(assistant.room.settings.library, write=False)
    for one in register.workstreams() if document.startswith(document_name("")) else ():
        if document_name(one.name) == document:
            return log_text(register.events(one.name)).text
    return None

"""A scripted answerer and a scripted ingestion for the web tests, with invented papers.

Also a small program (`python -m tests.fakes_web`) that serves them, for a person to look at.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.model import Answer, Citation, Question, Status
from assistant.register import EVERYTHING_TOLD, Sight
from assistant.shelf import OpenDocument
from assistant.web.base import IngestProgress, LibrarySummary, Unread

if TYPE_CHECKING:
    from assistant.web.base import Citations, Hits, Lines
from ingest.errors import LibraryError
from ingest.library import EVERYTHING, Choices, DocumentRecord, Scope, StoredPassage
from ingest.model import Block, Facts, Section

HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=2</script> ${window.hit=3} {{value}} `x`'
)

BOARD = "\n\n".join(
    (
        "The Board met in public in the Harbour Room.",
        "3.1 The Board was asked to endorse the outline case for Harbour Lane, to note the risk to "
        "staffing in the winter, and to agree that the short list comes back in June.",
        "3.2 Members discussed the cost of the temporary ward. The Director of Finance said that "
        "no capital had been set aside for it in the current year and that a bid would be made "
        "with the partner trusts. The Chair asked for the travel times of people without a car to "
        "be set out by postcode before the short list is made, since the last report had given "
        "averages only.",
        "3.3 The Board ENDORSED the outline case.",
    )
)

STRATEGY = """Our aims for stroke care
\u2022 every person is seen by a specialist within 60 minutes
\u2022 no more than two hours to a scan
\u2022 rehabilitation begins on the first day
Ward\tBeds\tOpen
Harbour Lane\t18\tyes
Mill Road\t12\tno"""


def cite(
    marker: int,
    text: str,
    quote: str,
    *,
    document: str = "papers/board-march.pdf",
    title: str = "Board paper: Harbour Lane",
    page: int | None = 3,
    section: str = "3 Discussion \u203a 3.1 What the Board was asked",
    date: str | None = "2024-03-27",
    date_basis: str = "on the cover sheet",
) -> Citation:
    """A citation whose quote really stands in `text`, which serves as its passage at offset 100."""
    start = text.index(quote) + 100
    return Citation(
        marker, document, title, page, section, start, start + len(quote), quote,
        date, date_basis, text, 100,
    )  # fmt: skip


ASKED = cite(1, BOARD, "The Board was asked to endorse the outline case for Harbour Lane")
RISK = cite(2, BOARD, "to note the risk to staffing in the winter")
TRAVEL = cite(
    3, BOARD, "travel times of people without a car to be set out by postcode",
    page=4, section="3 Discussion \u203a 3.2 Cost and access",
)  # fmt: skip
AIMS = cite(
    4, STRATEGY, "no more than two hours to a scan",
    document="papers/strategy.docx", title="Stroke strategy", page=None,
    section="Our aims for stroke care",
    date=None, date_basis="no date found in the file",
)  # fmt: skip
EVIL = cite(
    1, HOSTILE, HOSTILE,
    document=f"papers/{HOSTILE}.pdf", title=f"Title {HOSTILE}", section=f"Section {HOSTILE}",
    date=None, date_basis=HOSTILE,
)  # fmt: skip


def paper(number: int, citation: Citation, kind: str, collection: str) -> OpenDocument:
    """The paper that a citation is of, with the citation's text at its place."""
    facts = Facts(
        citation.title, type=kind, date=citation.date, date_basis=citation.date_basis,
        collection=collection,
    )  # fmt: skip
    text = citation.passage_start * "-" + citation.passage
    record = DocumentRecord(
        number, citation.document, "digest", facts, None, 1, (), (), (), revision=1
    )
    return OpenDocument(record, text, (), ())


PAPERS = (
    paper(1, ASKED, "board paper", "Board papers"),
    paper(2, AIMS, "strategy", "Strategies"),
    paper(3, EVIL, "paper", "Strategies"),
)


def _within(record: DocumentRecord, scope: Scope) -> bool:
    facts = record.facts
    wanted = (
        (scope.collections, facts.collection),
        (scope.types, facts.type),
        (scope.documents, record.document),
    )
    return all(chosen is None or value in chosen for chosen, value in wanted)


ANSWERED = Answer(
    Status.ANSWERED,
    "At its meeting of 27 March 2024 the Board was asked:\n"
    "- to endorse the outline case for Harbour Lane [1]\n"
    "- to note the risk to staffing in the winter [2]\n"
    "\n"
    "Before the short list is made, travel times of people without a car are to be set out by "
    "postcode. [3]",
    (ASKED, RISK, TRAVEL, AIMS),
    more="The strategy says: no more than two hours to a scan [4]",
    timings_ms={"total": 412.0},
)
REFUSED = Answer(
    Status.NO_EVIDENCE,
    "I looked for: car park, charges. No passage says what parking costs.",
    related=(TRAVEL, AIMS),
)
FOLLOWED = Answer(
    Status.ANSWERED, "No more than two hours to a scan. [4]", (AIMS,),
    understood="How long to a scan in the stroke strategy?",
)  # fmt: skip
CLARIFY = Answer(
    Status.CLARIFY, "Two papers have a gate 2:\n- the approach\n- the capital programme"
)
INJECTED = Answer(
    Status.ANSWERED, f"{HOSTILE} **bold** <b>x</b> [1] [9]", (EVIL,), understood=HOSTILE,
)  # fmt: skip

AGAINST = Answer(
    Status.ANSWERED,
    "Two papers say different things.\n"
    "\n"
    "Stroke strategy: no more than two hours to a scan [1]\n"
    "\n"
    "Board paper: Harbour Lane: The Chair asked for the travel times [2]",
    (
        replace(AIMS, marker=1, side=1),
        replace(cite(2, BOARD, "The Chair asked for the travel times", page=4), side=0),
    ),
)

EXAMPLES = (
    "What was the Board asked to do?",
    "What does parking cost?",
    "Which gate 2?",
)


@dataclass
class ScriptedAnswerer:
    """Answers by the first key that the question contains; keeps what it was asked in `asked`.

    What people asked in the page is in `streamed` too; the page itself asks what it will suggest.
    """

    script: dict[str, Answer] = field(
        default_factory=lambda: {
            "Board": ANSWERED,
            "parking": REFUSED,
            "scan": FOLLOWED,
            "agree": AGAINST,
            "gate 2": CLARIFY,
            "hostile": INJECTED,
            "<": INJECTED,
        }
    )
    asked: list[Question] = field(default_factory=list)
    streamed: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Answer:
        """The scripted answer; "break" raises a LibraryError, "crash" something unforeseen."""
        self.asked.append(question)
        if "break" in question.text:
            raise LibraryError("The library is not readable. Run 'waymark doctor'.")
        if "crash" in question.text:
            raise RuntimeError("secret detail")
        for key, answer in self.script.items():
            if key in question.text:
                return answer
        return REFUSED

    def stream(self, question: Question) -> Iterator[str | Answer]:
        """The lines of the scripted answer, then the answer."""
        self.streamed.append(question)
        answer = self.ask(question)
        yield from answer.text.split("\n")
        yield answer

    def examples(self, scope: Scope = EVERYTHING) -> Sequence[str]:
        """Three questions that the script knows."""
        return EXAMPLES

    def summary(self, scope: Scope = EVERYTHING) -> LibrarySummary:
        """Two invented documents."""
        return LibrarySummary(2, 1234, ("Board paper: Harbour Lane", "Stroke strategy"))

    def documents(self, scope: Scope = EVERYTHING) -> tuple[DocumentRecord, ...]:
        """Those of `PAPERS` that are within `scope`; dates are not looked at."""
        return tuple(paper.record for paper in PAPERS if _within(paper.record, scope))

    def document(self, name: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """One of `PAPERS`, where it is within `scope`."""
        found = (p for p in PAPERS if p.record.document == name and _within(p.record, scope))
        return next(found, None)

    def choices(self, scope: Scope = EVERYTHING) -> Choices:
        """What `PAPERS` can be told apart by."""
        facts = [record.facts for record in self.documents(scope)]
        collections, types = {one.collection for one in facts}, {one.type for one in facts}
        return Choices(tuple(sorted(collections)), tuple(sorted(types)), "2023-04-01", "2024-03-27")

    def reading(self) -> NoPapers:
        """A Library without papers: the script holds answers only."""
        return NoPapers()

    def search(self, question: Question, limit: int) -> Hits:
        """No passages."""
        return ()

    def citations(self, workstream: str, lines: Lines, scope: Scope = EVERYTHING) -> Citations:
        """None."""
        return ()

    def sight(self, scope: Scope = EVERYTHING) -> Sight:
        """Everything may be told."""
        return EVERYTHING_TOLD


class NoPapers:
    """A Library that holds no paper."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Nothing to hold."""
        return nullcontext()

    def visible(self, document_id: int, scope: Scope) -> DocumentRecord | None:
        """None of them."""
        return None

    def text(self, document: str) -> str:
        """No text."""
        return ""

    def blocks(self, document_id: int) -> tuple[Block, ...]:
        """No blocks."""
        return ()

    def sections(self, document_id: int) -> tuple[Section, ...]:
        """No sections."""
        return ()

    def document_passages(self, document_id: int) -> tuple[StoredPassage, ...]:
        """No passages."""
        return ()


READING = IngestProgress(1, 3, f"minutes {HOSTILE}.pdf")


@dataclass
class ScriptedIngestion:
    """Shows whatever `state` it was given last; `finish` ends it."""

    state: IngestProgress = READING
    lock: threading.Lock = field(default_factory=threading.Lock)

    def progress(self) -> IngestProgress:
        """The state that was set."""
        with self.lock:
            return self.state

    def finish(self, failed: tuple[Unread, ...] = (), problem: str = "") -> None:
        """End the reading."""
        with self.lock:
            self.state = IngestProgress(3, 3, "", True, failed, problem)


def main(tell: Callable[[str], None]) -> None:
    """Serve the script until Ctrl-C; settings come from the environment."""
    from assistant.web import serve
    from ingest.settings import load_settings

    serve(ScriptedAnswerer(), load_settings(), on_ready=tell)


if __name__ == "__main__":
    import sys

    def _say(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    main(_say)

"""What people ask first of the corpus is answered, from the right place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.model import Question, Status
from ingest.settings import Settings


@pytest.fixture(scope="module")
def assistant(corpus_library: Path) -> Iterator[Assistant]:
    """The whole corpus, read with the real model."""
    with Assistant(Settings(library=corpus_library)) as opened:
        yield opened


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("question", "said", "document"),
    [
        (
            "What are the hurdle criteria at G2?",
            ("H1 Safe", "H2 Staffed", "H7 Fair", "all five criteria"),
            "G2-options-gate.md",
        ),
        (
            "who approves the scoping gate?",
            ("portfolio board approves",),
            "G1-scoping-gate.md",
        ),
        (
            "what must be in an options appraisal?",
            ("Method", "Scores", "Sensitivity", "Preferred option", "Minority view"),
            "D12-options-appraisal.md",
        ),
        (
            "can the long list come before the criteria?",
            ("cannot come before the criteria",),
            "S10-hurdle-and-evaluation-criteria.md",
        ),
        (
            "what is the bed test?",
            ("less efficiently than the national average", "New treatment", "other care"),
            "assurance-of-major-change.md",
        ),
        (
            "who appoints the professional lead?",
            ("senior responsible officer appoints the clinical professional lead",),
            "clinical-professional-lead.md",
        ),
        (
            "what was decided about Urology at the second example meeting, and was it changed "
            "later?",
            ("agreed as amended on 22 June", "WITH TWO CONDITIONS", "was replaced by"),
            "programme-board-minutes-2026-06-11-AMENDED.docx",
        ),
    ],
)
def test_it_is_answered_from_the_right_place(
    assistant: Assistant, question: str, said: tuple[str, ...], document: str
) -> None:
    answer = assistant.ask(Question(question))
    assert answer.status is Status.ANSWERED
    assert [words for words in said if words not in answer.text] == []
    cited = {Path(citation.document).name for citation in answer.citations}
    assert document in cited
    assert all(citation.provenance for citation in answer.citations), "marked wherever shown"
    for citation in answer.citations:
        whole = assistant.library.text(citation.document)
        assert whole[citation.start : citation.end] == citation.quote


def test_the_confidential_part_is_a_collection_of_its_own(assistant: Assistant) -> None:
    held = {one.document: one.facts.collection for one in assistant.library.documents()}
    part_2 = [name for name, collection in held.items() if collection == "examples-part-2"]
    assert part_2 == ["examples/part-2/kestrel-road-commercial-options.docx"]
    assert held["examples/scrutiny-letter-2026-06-02.pdf"] == "examples"

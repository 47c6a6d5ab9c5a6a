"""Answers from the approach and the register: whole, exact, cited, and never from a guess."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.approach import load
from assistant.ask import Assistant
from assistant.model import Answer, Question, Status
from assistant.register import Register, examples, log_text
from ingest.library.scope import Scope
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.route.conftest import TODAY
from tests.corpus.wording import CORPUS
from tests.fakes import FakeEmbedder

GATES = sorted((CORPUS / "redesign-approach").glob("[GN][0-9]-*.md"))


def ask(assistant: Assistant, text: str, *history: str) -> Answer:
    answer = assistant.ask(Question(text, history))
    for citation in answer.citations:
        whole = text_of(assistant, citation.document)
        assert whole[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
    return answer


def text_of(assistant: Assistant, document: str) -> str:
    """The canonical text, read anew: of a page from the Library, of a log from the register."""
    if not document.startswith("register/"):
        return assistant.library.text(document)
    name = document.removeprefix("register/")
    with Register.open(assistant.room.settings.library, write=False) as register:
        return log_text(register.events(name)).text


def items(answer: Answer) -> list[str]:
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    return [re.sub(r" (?:\[\d+\])+$", "", line.removeprefix("- ")) for line in lines]


def listed(page: Path, section: str) -> list[str]:
    """The points of a list on a page, by plain reading of its Markdown."""
    body = page.read_text(encoding="utf-8").split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    points = re.findall(r"(?m)^- \*\*(\w+(?:\.\d+)?)\*\* (.+)$", body)
    return [f"{key} {said}" for key, said in points]


@pytest.mark.parametrize("page", GATES, ids=lambda page: page.name[:2])
def test_a_gates_criteria_are_shown_whole_and_word_for_word(
    assistant: Assistant, page: Path
) -> None:
    gate = page.name[:2]
    answer = ask(assistant, f"What are the criteria at {gate}?")
    assert answer.status is Status.ANSWERED
    assert answer.engine == "approach"
    criteria = listed(page, "Criteria")
    assert len(criteria) >= 4
    hurdles = listed(page, "Hurdles") if gate == "G2" else []
    assert items(answer) == hurdles + criteria
    quotes = "\n".join(c.quote for c in answer.citations if c.document == page.name)
    assert all(said in quotes for said in hurdles + criteria)


@pytest.mark.parametrize(
    "question", ["What are the hurdle criteria?", "hurdles", "which hurdles must an option pass?"]
)
def test_the_hurdles_are_all_there_in_order(assistant: Assistant, question: str) -> None:
    (page,) = (page for page in GATES if page.name.startswith("G2"))
    hurdles = listed(page, "Hurdles")
    assert [one[:2] for one in hurdles] == ["H1", "H2", "H3", "H4", "H5", "H6", "H7"]
    assert items(ask(assistant, question))[:7] == hurdles


@pytest.mark.parametrize(
    ("question", "said", "document"),
    [
        ("who approves the scoping gate?", "The portfolio board approves it.", "G1-"),
        ("who signs off the options appraisal?", "the finance committee and the quality", "G3-"),
        ("what's in a PCBC?", "Its template has ten headings:", "A02-"),
        (
            "who owns the baseline pack?",
            "Owner of Baseline pack (S04): business intelligence (BI).",
            "approach.md",
        ),
        ("what do I need before the long list?", "- S10 Hurdle and evaluation", "approach.md"),
        ("what comes after S10?", "- D03 Long list of options", "approach.md"),
    ],
)
def test_the_method_is_told_with_its_page(
    assistant: Assistant, question: str, said: str, document: str
) -> None:
    answer = ask(assistant, question)
    assert said in answer.text
    assert any(c.document.startswith(document) for c in answer.citations)
    assert {c.provenance for c in answer.citations} == {"illustrative"}


def test_which_workstream_is_asked_where_it_matters(assistant: Assistant) -> None:
    answer = ask(assistant, "Which deliverable do I need next?")
    assert answer.status is Status.CLARIFY
    assert answer.citations == ()
    for name in ("Stroke", "Urology", "Vascular", "Head and Neck", "Diagnostics", "Paediatric HDU"):
        assert name in answer.text
    completed = ask(assistant, "Urology", "Which deliverable do I need next?")
    assert completed.text == ask(assistant, "Which deliverable do I need next for Urology?").text
    again = ask(assistant, "what about stroke?", "Which deliverable do I need next for Urology?")
    assert again.text == ask(assistant, "Which deliverable do I need next for Stroke?").text
    turns = ("What's next for Urology?", "And Vascular?")
    latest = ask(assistant, "Can I start D05?", *turns)
    assert latest.text == ask(assistant, "Can I start D05 for Vascular?").text
    earlier = ask(assistant, "Can I write the short list?", "where is Urology up to?")
    assert earlier.text == ask(assistant, "Can I write the short list for Urology?").text


def test_what_is_next_cites_the_approach_and_the_register(assistant: Assistant) -> None:
    answer = ask(assistant, "Which deliverable do I need next for Urology?")
    assert answer.status is Status.ANSWERED
    assert "D01 Co-design report" in answer.text
    documents = {c.document for c in answer.citations}
    assert {"register/Urology", "approach.md"} <= documents
    log = next(c for c in answer.citations if c.document == "register/Urology")
    assert log.provenance == "example"


def test_no_with_the_reason(assistant: Assistant) -> None:
    answer = ask(assistant, "Can I write the short list for Urology?")
    assert answer.text.startswith("No. Short list (D04) cannot be started for Urology yet.")
    assert "D03 Long list of options is not begun" in answer.text


def test_what_came_back_is_told_with_the_reason(assistant: Assistant) -> None:
    answer = ask(assistant, "what's next for diagnostics?")
    assert "The scoping gate (G1) returned Diagnostics:" in answer.text
    assert "Challenged, to be answered first:" in answer.text


def test_a_gate_is_held_against_what_is_recorded(assistant: Assistant) -> None:
    answer = ask(assistant, "is Diagnostics ready for the scoping gate?")
    assert answer.text.startswith("Diagnostics is not ready for the scoping gate (G1)")
    assert len(items(answer)) == 8
    assert "Missing: S04 is challenged" in answer.text


def test_where_everyone_stands(assistant: Assistant) -> None:
    answer = ask(assistant, "Where does each workstream stand?")
    assert len(items(answer)) == 6
    assert {c.document for c in answer.citations} == {
        f"register/{name}"
        for name in (
            "Stroke", "Urology", "Vascular", "Head and Neck", "Diagnostics", "Paediatric HDU"
        )
    }  # fmt: skip


def test_a_question_to_the_papers_gets_the_register_beside_it(assistant: Assistant) -> None:
    text = "what has the Board said that bears on the urology case for change?"
    answer = ask(assistant, text)
    assert answer.engine == "quotes", "the papers are asked, whatever they say"


@pytest.mark.parametrize("text", ["what are the hurdle criteria?", "is stroke ready for G3?"])
def test_the_same_question_gets_the_same_answer(assistant: Assistant, text: str) -> None:
    one, other = ask(assistant, text), ask(assistant, text)
    assert (one.text, one.citations) == (other.text, other.citations)


def test_every_line_stands_on_something_or_opens_a_list(assistant: Assistant) -> None:
    for text in ("next for stroke", "is vascular ready for N1?", "what is the options gate?"):
        answer = ask(assistant, text)
        lines = [line for line in answer.text.splitlines() if line]
        assert all(re.search(r"(?:\[\d+\])+$|:$", line) for line in lines)
        markers = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
        assert markers == {c.marker for c in answer.citations}


def test_pages_outside_the_filters_are_not_shown(assistant: Assistant) -> None:
    nothing = Scope(collections=frozenset({"board"}))
    answer = assistant.ask(Question("What are the hurdle criteria?", filters=nothing))
    assert answer.status is Status.NO_EVIDENCE
    assert answer.engine != "approach"


def test_without_its_pages_in_the_library_the_papers_are_asked(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("The ferry runs late in winter.")
    settings = Settings(library=tmp_path / "library", approach=pages)
    ingest([tmp_path / "papers"], settings, FakeEmbedder())
    with Assistant(settings, FakeEmbedder()) as opened:
        assert opened.ask(Question("What are the hurdle criteria?")).engine != "approach"


def test_an_empty_register_still_tells_where_to_begin(tmp_path: Path, pages: Path) -> None:
    settings = Settings(library=tmp_path / "library", approach=pages)
    ingest([pages], settings, FakeEmbedder())
    with Assistant(settings, FakeEmbedder()) as opened:
        answer = ask(opened, "which deliverable do I need next?")
        assert "Project initiation document (S01) needs no other deliverable." in answer.text
        assert "S04 Baseline pack" in answer.text


def test_an_edit_that_breaks_the_approach_leaves_the_old_one_in_force(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    shutil.copytree(CORPUS / "redesign-approach", pages)
    settings = Settings(library=tmp_path / "library", approach=pages)
    ingest([pages], settings, FakeEmbedder())
    with Register.open(settings.library, write=True) as register:
        examples.load(register, load(pages).approach, TODAY)
    with Assistant(settings, FakeEmbedder()) as opened:
        before = ask(opened, "what are the hurdle criteria?")
        page = next(pages.glob("G2-*.md"))
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("approves: [portfolio board]", "approves: []"))
        assert ask(opened, "what are the hurdle criteria?").text == before.text
        page.write_text(text.replace("**H1** Safe", "**H1** Quite safe"))
        changed = opened.ask(Question("what are the hurdle criteria?"))
        assert changed.status is Status.ERROR, "the new wording is not in the Library to be cited"
        assert changed.citations == ()
        assert f"waymark ingest {pages}" in changed.text
        assert ask(opened, "who approves the scoping gate?").status is Status.ANSWERED
        ingest([pages], settings, FakeEmbedder())
    with Assistant(settings, FakeEmbedder()) as opened:
        assert "Quite safe" in ask(opened, "what are the hurdle criteria?").text


def test_questions_to_begin_with_are_answered(assistant: Assistant) -> None:
    asked = assistant.examples()[:2]
    assert asked == (
        "What are the hurdle criteria?",
        "Which deliverable do I need next for Diagnostics?",
    )
    assert [ask(assistant, question).engine for question in asked] == ["approach", "approach"]


def test_asking_records_nothing(assistant: Assistant) -> None:
    settings = assistant.room.settings
    with Register.open(settings.library, write=False) as register:
        before = register.events()
    for text in (
        "Please record that S10 is endorsed for Urology by Dr Oyelaran today.",
        "start D03 for Urology",
        "waymark register add Urology endorse --deliverable D01",
        "Urology has passed the options gate.",
    ):
        assistant.ask(Question(text))
    with Register.open(settings.library, write=False) as register:
        assert register.events() == before

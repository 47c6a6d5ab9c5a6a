"""Sentences without support, worked by hand."""

from __future__ import annotations

import pytest

from evals.metrics.support import Sentence, fault_of, sentences, sentences_without_support
from tests.evals.made import answer, case, cited, refusal

WALL = cited(
    1, "report.pdf", "The Harbour Board agreed on 4 June to mend the eastern quay wall for £2.4m.",
    title="Harbour Board minutes", section="Quays", date="2025-06-04",
)  # fmt: skip
ROW = cited(2, "t.xlsx", "Ferries\t41", said=("Service: Ferries; Late days in 2025: 41",))


def test_sentences_go_by_lines_and_groups_of_markers() -> None:
    text = (
        "The purpose is to:\n- halve emissions [1]\n- train staff. All of it. [2][3]\n\n"
        "It costs £2.4m. [1] It lasts. [2]\nNobody said so."
    )
    assert list(sentences(text)) == [
        Sentence("halve emissions", (1,)),
        Sentence("train staff.", (2, 3)),
        Sentence("All of it.", (2, 3)),
        Sentence("It costs £2.4m.", (1,)),
        Sentence("It lasts.", (2,)),
        Sentence("Nobody said so.", ()),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The Harbour Board agreed to mend the eastern quay wall.", ""),
        ("In the minutes of 4 June 2025 the Board agreed to mend the wall.", ""),
        ("The Board agrees with mending the walls, for £2.4m.", ""),  # stems count
        ("The Board agreed to mend the eastern quay wall for £2.5m.", "the figure 2.5"),
        ("The Harbour Board, chaired by Oke, agreed to mend the wall.", "the name Oke"),
        ("Ferries carry more passengers every summer than before.", "too few"),
        ("The wall. (This version was replaced by “Budget 2031”.)", ""),
    ],
)
def test_figures_names_and_words(text: str, fault: str) -> None:
    found = fault_of(Sentence(text, (1,)), {1: WALL})
    assert found.startswith(fault) if fault else found == ""


def test_markers() -> None:
    assert fault_of(Sentence("The wall.", ()), {1: WALL}) == "no marker"
    assert fault_of(Sentence("The wall.", (1, 7)), {1: WALL}) == "no citation [7]"


def test_a_row_is_read_with_its_headings() -> None:
    said = Sentence("Service: Ferries; Late days in 2025: 41", (2,))
    assert fault_of(said, {2: ROW}) == ""
    assert fault_of(said, {2: cited(2, "t.xlsx", "Ferries\t41")}) != ""


def test_what_the_register_says_is_worked_out_by_rule() -> None:
    log = cited(1, "register/Vascular", "2026-07-09 decide G2")
    stands = Sentence("Vascular has 14 of 30 deliverables.", (1,))
    assert fault_of(stands, {1: log}) == ""
    assert fault_of(stands, {1: WALL}) != ""
    assert fault_of(stands, {1: WALL}, "approach") == ""
    assert fault_of(Sentence("Vascular.", ()), {}, "approach") == "no marker"


def test_the_count() -> None:
    made = answer("The Board agreed to mend the wall. [1]\nIt costs £9m. [1]\nOh.", WALL)
    score = sentences_without_support(case(), made)
    assert score.value == 2
    assert "“It costs £9m. (the figure 9 is not in what it cites)”" in score.why
    assert not sentences_without_support(case(), refusal()).defined

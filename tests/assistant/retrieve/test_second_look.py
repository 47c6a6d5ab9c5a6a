"""Which papers a question names, and what is searched in them and read of each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.question import understand
from assistant.retrieve import terms
from assistant.retrieve.search import Found
from assistant.retrieve.second_look import (
    EACH,
    MOST_NAMED,
    NOTHING_NAMED,
    PAPERS,
    Named,
    joined,
    named,
    within,
)
from assistant.shelf import Paper, about
from ingest.library.records import DocumentRecord
from tests.assistant.answer.made import record

BOARD = [
    record(n, f"Minutes of {month}", f"b{n}.md", type="minutes", meeting="Pilots Guild", date=date)
    for n, (month, date) in enumerate([("March", "2024-03-12"), ("April", "2024-04-09")], start=1)
]
OTHERS = [
    record(n, title, name)
    for n, (title, name) in enumerate(
        [
            ("Annual report", "HBRT-Annual-Report.md"),
            ("Annual report", "QYST-Annual-Report.md"),
            ("Dredging strategy", "dredging.md"),
            ("Ferry timetable 2024", "ferry.md"),
            ("Survey of the quays", "survey.md"),
            ("Lighthouse keepers", "light.md"),
            ("Register of moorings", "moorings.md"),
            ("Fees and charges", "fees.md"),
        ],
        start=3,
    )
]


def papers(*records: DocumentRecord) -> list[Paper]:
    return [Paper(one, frozenset(terms.stems(about(one)))) for one in records]


LIBRARY = papers(*BOARD, *OTHERS)


def at_home(word: str, documents: frozenset[str]) -> float:
    return 1.0


def asked(question: str, among: list[Paper] = LIBRARY) -> Named:
    return named(terms.content_words(question), among, at_home)


def ids(found: Named) -> list[int]:
    return [paper.record.id for paper in found.papers]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does the dredging strategy cost?", [5]),
        ("What did the pilots guild agree?", [1, 2]),
        ("What did the pilots guild agree in April?", [2]),
        ("How many staff has HBRT?", [3]),
        ("What did they agree in April 2024?", []),
        ("What was agreed in 2024?", []),
        ("What was said of the seagulls?", []),
        ("", []),
    ],
)
def test_the_papers_that_the_words_tell_from_the_others(question: str, expected: list[int]) -> None:
    assert ids(asked(question)) == expected


def test_a_word_that_many_papers_are_called_by_tells_nothing() -> None:
    few, most = papers(*OTHERS), papers(*(record(n, f"Quay {n}x") for n in range(20, 30)))
    assert ids(asked("What of the quay?", few)) == [7]
    assert asked("What of the quay?", few + most) == NOTHING_NAMED


def test_a_month_singles_out_one_of_a_bodys_many_papers() -> None:
    dates = [f"2024-{n:02d}-10" for n in range(1, 13)]
    guild = [
        record(100 + n, "Minutes", f"{date}.md", type="minutes", meeting="Pilots Guild", date=date)
        for n, date in enumerate(dates, start=1)
    ]
    library = papers(*guild, *(record(n, f"Berth {n}x") for n in range(40)))
    assert ids(asked("What did the pilots guild agree in October?", library))[0] == 110
    assert len(asked("What did the pilots guild agree?", library).papers) == MOST_NAMED


@pytest.mark.parametrize("month", ["April", "Apr", "apr"])
def test_a_short_month_is_the_month(month: str) -> None:
    question = f"What did the pilots guild agree in {month}?"
    found = asked(question)
    assert ids(found)[0] == 2
    assert terms.stem(month.lower()) in asked(question, LIBRARY[1:]).by


def test_september_has_two_short_forms() -> None:
    guild = record(1, "Minutes", type="minutes", meeting="Guild", date="2024-09-03")
    library = papers(guild, *OTHERS)
    for month in ("sep", "sept", "september"):
        assert asked(f"What did the guild agree in {month}?", library).by == {
            "guild",
            terms.stem(month),
        }


def test_a_word_that_is_at_home_elsewhere_does_not_name() -> None:
    seen = []

    def home(word: str, documents: frozenset[str]) -> float:
        seen.append((word, documents))
        return {"dredging": 0.49, "moorings": 0.5}.get(word, 1.0)

    assert named(["dredging"], LIBRARY, home) == NOTHING_NAMED
    assert ids(named(["moorings"], LIBRARY, home)) == [9]
    assert seen == [
        ("dredging", frozenset({"dredging.md"})),
        ("moorings", frozenset({"moorings.md"})),
    ]


def test_of_one_paper_there_is_nothing_to_tell_it_from() -> None:
    assert asked("What is the dredging strategy?", papers(OTHERS[2])) == NOTHING_NAMED
    assert asked("What is the dredging strategy?", []) == NOTHING_NAMED
    two = papers(OTHERS[2], OTHERS[3])
    assert asked("What is the dredging strategy?", two).documents == {"dredging.md"}


def test_words_of_different_papers_make_sides() -> None:
    found = asked("Which had more staff, HBRT or QYST?")
    assert sorted(found.sides, key=min) == [{3}, {4}]
    assert asked("What did the pilots guild agree?").sides == ()
    assert asked("How many staff has HBRT?").sides == ()


def test_a_paper_that_is_called_by_more_of_the_same_words_is_no_side() -> None:
    library = papers(
        record(1, "Pilots guild"), record(2, "Pilots guild ladder"), *OTHERS[2:], *OTHERS[:2]
    )
    found = asked("What is said of the pilots guild ladder?", library)
    assert found.sides == ()


def test_by_holds_the_words_that_name_and_those_that_all_share() -> None:
    assert asked("What does the dredging strategy cost?").by == {"dredg", "strategi"}
    found = asked("Is the annual report of HBRT or QYST longer?")
    assert found.by >= {"hbrt", "qyst", "annual"}
    assert "longer" not in found.by


@pytest.mark.parametrize(
    ("question", "by", "text", "stems"),
    [
        ("What does the dredging strategy cost?", {"dredg", "strategi"}, "What does the cost?",
         ("cost",)),
        ("What are the Guild's rules in Apr?", {"guild", "apr"}, "What are the rules in ?",
         ("rule",)),
        ("What are the Guild’s rules?", {"guild"}, "What are the rules?", ("rule",)),
        ("What was spent in 2024/25?", {"2024/25"}, "What was spent in ?", ("spent",)),
        ("Does Siân pay?", {"sian"}, "Does pay?", ("pay",)),
    ],
)  # fmt: skip
def test_the_question_without_the_naming_words(
    question: str, by: set[str], text: str, stems: tuple[str, ...]
) -> None:
    rest = within(understand(question), frozenset(by))
    assert rest is not None
    assert (rest.text, rest.stems) == (text, stems)


def test_nothing_is_left_of_a_question_that_only_names() -> None:
    assert (
        within(understand("What is the dredging strategy?"), frozenset({"dredg", "strategi"}))
        is None
    )


def test_what_is_carried_over_loses_its_naming_words_too() -> None:
    earlier = "What does the dredging strategy cost?"
    question = understand("And when does it begin?", (earlier,))
    assert set(question.carried) == {"dredging", "strategy", "cost"}
    rest = within(question, frozenset({"dredg", "strategi"}))
    assert rest is not None
    assert rest.carried == ("cost",)
    assert rest.search_text == "And when does it begin? cost"
    only = understand("And what of it?", (earlier,))
    assert only.stems == ()
    assert within(only, frozenset({"dredg", "strategi", "cost"})) is None


def found(number: int, paper: int, score: float) -> Found:
    passage: Any = SimpleNamespace(id=number, document_id=paper)
    return Found(passage, score, 0.0, 0.0)


def numbers(hits: tuple[Found, ...]) -> list[int]:
    return [hit.passage.id for hit in hits]


def test_each_paper_found_shows_its_best() -> None:
    crowd = [found(n, 1, 1 - n / 100) for n in range(10)]
    short = [found(20 + n, 2, 0.5 - n / 100) for n in range(EACH + 2)]
    read = joined([*crowd, *short], (), most=5)
    assert numbers(read) == [0, 1, 2, 3, 4, *range(20, 20 + EACH)]


def test_papers_beyond_the_first_few_are_left() -> None:
    each = [found(n, n, 1 - n / 100) for n in range(PAPERS + 4)]
    assert numbers(joined(each, (), most=3)) == list(range(PAPERS))
    assert len(joined(each, (), most=PAPERS + 2)) == PAPERS + 2, "the best are read in any case"


def test_what_is_found_twice_counts_at_its_better_score() -> None:
    first = [found(1, 1, 0.9), found(2, 1, 0.4)]
    second = [found(2, 1, 1.0), found(1, 1, 0.1), found(3, 1, 0.4)]
    read = joined(first, second, most=2)
    assert [(hit.passage.id, hit.score) for hit in read] == [(2, 1.0), (1, 0.9), (3, 0.4)]
    assert joined((), (), most=2) == ()
    ties = joined([found(8, 1, 0.5), found(7, 1, 0.5)], (), most=2)
    assert numbers(ties) == [7, 8]

"""A sentence may say what its passages say, and no more."""

from __future__ import annotations

import pytest

from assistant.llm.check import Source, fault_of, leans, shape_fault
from assistant.model import Citation
from ingest.embed.minilm import SentenceTransformerEmbedder


def source(quote: str, title: str = "Harbour Trust Board: minutes of 4 June 2025") -> Source:
    citation = Citation(
        1, "minutes.md", title, None, "3. Ferry timetable", 0, len(quote), quote, "2025-06-04"
    )
    return Source(citation, (quote,), frozenset({"repairs", "winter", "budget"}))


FERRY = source(
    "The winter ferry ran late on 41 days. The Board AGREED to extend the winter timetable until "
    "30 April 2026."
)
MONEY = source(
    "The budget for dredging is £2.4 million in 2025/26. Repair of the wall will take nine weeks "
    "and cost 310,000 pounds."
)
SURVEY = source(
    "Repairs may begin in May if the survey is accepted. The survey was not published in March. "
    "Income rose by 4% while the number of passengers fell by 12%."
)
PLAN = source("A liaison for the pilots’ panel: plan to write the charter and vote on it again.")
PEOPLE = source("Miriam Oke chairs the panel. Tom Reyes Dunn reports to Miriam Oke on safety.")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The winter ferry ran late on 41 days.", FERRY),
        ("The ferry ran late on 41 days.", FERRY),
        ("The Board agreed to extend the winter timetable until 30 April 2026.", FERRY),
        ("The Board agreed to extend the winter timetable until April 2026.", FERRY),
        ("The budget for dredging is £2.4m in 2025/26.", MONEY),
        ("The budget for dredging in 2025/26 is 2.4 million pounds.", MONEY),
        ("Repair of the wall will take nine weeks and cost £310,000.", MONEY),
        ("The survey was not published in March.", SURVEY),
        ("Repairs may begin in May.", SURVEY),
        ("Tom Reyes Dunn reports to Miriam Oke on safety.", PEOPLE),
    ],
)
def test_what_the_passage_says(
    text: str, where: Source, embedder: SentenceTransformerEmbedder
) -> None:
    assert shape_fault(text) == ""
    assert fault_of(text, [where], embedder) == ""


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("The winter ferry ran late on 14 days.", FERRY, "figure 14"),
        ("The winter ferry ran late on 41 weeks.", FERRY, "figure 41 is of something else"),
        ("The budget for dredging is £2.4 billion in 2025/26.", MONEY, "figure £2.4 billion"),
        ("The budget for dredging is 2.4% in 2025/26.", MONEY, "figure 2.4%"),
        ("The budget for dredging is £2.4 million in 2026/27.", MONEY, "figure 2026/27"),
        ("Repair of the wall will take twelve weeks.", MONEY, "figure twelve"),
        ("Repair of the wall will take 9 weeks.", MONEY, "figure 9 is printed otherwise"),
        ("Dredging of the wall will cost £2.4 million.", MONEY, ""),
        ("The Board agreed to extend the timetable until 13 April 2026.", FERRY, "date"),
        ("The Board agreed to extend the timetable until April 2027.", FERRY, "date"),
        ("Gordon Bell agreed to extend the winter timetable.", FERRY, "name gordon bell"),
        ("The Board and Miriam agreed to extend the winter timetable.", FERRY, "name"),
        ("Miriam Dunn chairs the panel.", PEOPLE, "name miriam dunn"),
        ("Miriam Oke reports to Tom Reyes Dunn on safety.", PEOPLE, "order"),
        ("The Board did not agree to extend the winter timetable.", FERRY, "such “did”"),
        ("The Board never AGREED to extend the winter timetable.", FERRY, "word never"),
        ("The survey was published in March.", SURVEY, "denies"),
        ("Repairs begin in May.", SURVEY, "more careful"),
        ("Income fell by 12%.", SURVEY, ""),
        ("The Board agreed to shorten the winter timetable.", FERRY, "word shorten"),
        ("The pilots’ panel has been voted through.", PLAN, "such"),
        ("The panel will vote.", PLAN, ""),
        ("Only the winter ferry ran late on 41 days.", FERRY, "such “only”"),
        ("The winter ferry ran late because the Board agreed.", FERRY, "such “because”"),
        ("The harbour is a wonderful place for children.", FERRY, "word"),
        ("The winter Board ran late.", FERRY, ""),
    ],
)
def test_what_the_passage_does_not_say(
    text: str, where: Source, why: str, embedder: SentenceTransformerEmbedder
) -> None:
    fault = fault_of(text, [where], embedder)
    assert fault
    assert why in fault


def test_two_passages_together(embedder: SentenceTransformerEmbedder) -> None:
    text = "The winter ferry ran late on 41 days and Miriam Oke chairs the panel."
    assert fault_of(text, [FERRY], embedder)
    assert fault_of(text, [FERRY, PEOPLE], embedder) == ""


def test_words_of_the_title_alone_are_no_support(embedder: SentenceTransformerEmbedder) -> None:
    approved = source("Executive Team 5 March 2024 Approved.", "Ferry timetable: where it went")
    text = "The Executive Team approved the ferry timetable on 5 March 2024."
    assert fault_of(text, [approved], embedder)


@pytest.mark.parametrize(
    "text",
    [
        "Late.",
        "The winter ferry ran late on",
        "Is the winter ferry late, or is it not?",
        "The **winter** ferry ran late on 41 days.",
        "See [the minutes](http://example.org/x) for the winter ferry.",
        "<b>The winter ferry ran late.</b>",
        "and the winter ferry ran late on 41 days.",
        "Yes, the winter ferry ran late on 41 days.",
        "Keep the harbour open all year, 2.",
        "The winter ferry ran late. " * 20,
    ],
)
def test_no_sentence_to_show(text: str) -> None:
    assert shape_fault(text)


@pytest.mark.parametrize(("text", "back"), [("It ran late.", True), ("The ferry ran.", False)])
def test_leaning_on_the_sentence_before(text: str, back: bool) -> None:
    assert leans(text) is back

"""Limiting a question: what is offered, what a page may choose, how it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from assistant.people import LOCAL, Person
from assistant.web.ask.limits import Offered, chosen, limits_html, naming, offered, said
from assistant.web.words import Words
from ingest.library import EVERYTHING, Choices, Scope
from tests.fakes_web import HOSTILE, PAPERS, ScriptedAnswerer

OFFER = Offered(
    Choices(
        ("Board papers", "Strategies"), ("board paper", "strategy"), "2023-04-01", "2024-03-27"
    ),
    {"Stroke": frozenset({"papers/strategy.docx"})},
)


def test_only_what_a_person_may_read_is_offered(tmp_path: Path) -> None:
    everything = offered(ScriptedAnswerer(), tmp_path, LOCAL)
    assert everything.choices.collections == ("Board papers", "Strategies")
    one = Person("bob", collections=frozenset({"Board papers"}))
    assert offered(ScriptedAnswerer(), tmp_path, one).choices.collections == ("Board papers",)


def test_a_workstreams_papers_are_those_that_name_it_as_words() -> None:
    records = [paper.record for paper in PAPERS]
    assert naming("Stroke", records) == {"papers/strategy.docx"}
    assert naming("harbour lane", records) == {"papers/board-march.pdf"}
    assert naming("oke", records) == frozenset()


def test_a_page_chooses_only_among_what_is_offered() -> None:
    sent = {"collections": ["Strategies", "Secret"], "types": [], "workstream": "", "after": ""}
    assert chosen(json.dumps(sent), OFFER) == Scope(collections=frozenset({"Strategies"}))
    assert chosen(json.dumps({"collections": ["Secret"]}), OFFER) == Scope(collections=frozenset())
    assert chosen(json.dumps({"workstream": "Secret"}), OFFER) == Scope(documents=frozenset())
    assert chosen("", OFFER) == EVERYTHING
    assert chosen(json.dumps({"after": "2024-01-01", "before": "2024-02-03"}), OFFER) == Scope(
        after="2024-01-01", before="2024-02-03"
    )


@pytest.mark.parametrize("sent", ["[]", "x", '{"after": "soon"}', "9" * 30_000])
def test_what_no_form_of_ours_sends_is_refused(sent: str) -> None:
    with pytest.raises(ValueError):
        chosen(sent, OFFER)


@pytest.mark.parametrize(
    ("limits", "words_said"),
    [
        (EVERYTHING, ""),
        (Scope(types=frozenset({"board paper"}), after="2024-01-01"), "Board paper, since 2024"),
        (Scope(before="2024-12-31"), "until 2024"),
        (Scope(after="2024-03-01", before="2024-03-27"), "1 March 2024 to 27 March 2024"),
        (Scope(documents=frozenset({"papers/strategy.docx"})), "papers naming Stroke"),
        (Scope(documents=frozenset({"gone.pdf"})), "1 chosen paper"),
        (Scope(collections=frozenset()), "no papers"),
    ],
)
def test_limits_are_said_in_words(limits: Scope, words_said: str, words: Words) -> None:
    assert said(limits, OFFER, words) == words_said


def test_the_form_shows_what_is_chosen(words: Words) -> None:
    now = Scope(collections=frozenset({"Strategies"}), after="2024-01-01")
    tree = LexborHTMLParser(limits_html(OFFER, now, words))
    assert [box.attributes["value"] for box in tree.css("input[checked]")] == ["Strategies"]
    assert tree.css_first("input[name=after]").attributes["value"] == "2024-01-01"
    assert [option.text() for option in tree.css("option")] == ["Any", "Stroke"]


def test_without_a_choice_there_is_no_form(words: Words) -> None:
    assert limits_html(Offered(Choices(("one",), ("paper",))), EVERYTHING, words) == ""


def test_names_are_shown_as_text(words: Words) -> None:
    offer = Offered(Choices((HOSTILE, "other"), ("paper",)), {HOSTILE: frozenset({"a"})})
    tree = LexborHTMLParser(limits_html(offer, EVERYTHING, words))
    assert tree.css("img, script") == []
    assert tree.css_first("input").attributes["value"] == HOSTILE

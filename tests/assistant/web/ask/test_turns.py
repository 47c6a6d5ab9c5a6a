from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from assistant.model import Answer, Status
from assistant.web.ask.answers import copy_text, spoken, steps
from assistant.web.ask.turns import State, Turn, turn_html
from assistant.web.words import Words
from tests.fakes_web import (
    AIMS,
    ANSWERED,
    ASKED,
    CLARIFY,
    FOLLOWED,
    HOSTILE,
    INJECTED,
    REFUSED,
)


def _tree(answer: Answer | None, words: Words, lines: int | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(turn_html(Turn(3, "What was asked?", answer), words, lines))


def _markers(tree: LexborHTMLParser, inside: str = "") -> list[str | None]:
    return [node.attributes["data-card"] for node in tree.css(f"{inside} .wm-marker")]


def test_lines_items_and_paragraphs_stay_what_they_are(words: Words) -> None:
    text = _tree(ANSWERED, words).css_first(".wm-text")
    assert [(node.tag, node.text()) for node in text.css("p, li")] == [
        ("p", "At its meeting of 27 March 2024 the Board was asked:"),
        ("li", "to endorse the outline case for Harbour Lane1"),
        ("li", "to note the risk to staffing in the winter2"),
        (
            "p",
            "Before the short list is made, travel times of people without a car are to be set "
            "out by postcode.3",
        ),
    ]


@pytest.mark.parametrize("number", ["1.", "2)", "(a)", "3.1.", "(iv)", "b)"])
def test_an_item_with_a_number_of_its_own_has_no_bullet_besides(number: str, words: Words) -> None:
    given = Answer(Status.ANSWERED, f"In order:\n- {number} The ferry\n- 2024 was dry.\n- a few")
    text = _tree(given, words).css_first(".wm-text")
    ours = [(node.parent.tag, node.text()) for node in text.css("li") if node.parent]
    assert ours == [("ol", f"{number} The ferry"), ("ul", "2024 was dry."), ("ul", "a few")]
    assert text.css_first("ol").attributes["class"] == "wm-numbered"


def test_each_marker_points_to_a_card_of_its_own_turn(words: Words) -> None:
    tree = _tree(ANSWERED, words)
    pointed = _markers(tree)
    assert pointed == ["wm-t3-c1", "wm-t3-c2", "wm-t3-c3", "wm-t3-c4"]
    assert [card.attributes["id"] for card in tree.css(".wm-card")] == pointed


def test_what_did_not_fit_is_behind_show_more_with_its_sources(words: Words) -> None:
    tree = _tree(ANSWERED, words)
    assert _markers(tree, ".wm-more") == ["wm-t3-c4"]
    assert [c.attributes["id"] for c in tree.css(".wm-further .wm-card")] == ["wm-t3-c4"]


@pytest.mark.parametrize(
    ("lines", "cards"), [(1, []), (2, ["1"]), (3, ["1", "2"]), (4, ["1", "2"]), (5, list("123"))]
)
def test_while_it_streams_each_line_brings_only_its_own_card(
    lines: int, cards: list[str], words: Words
) -> None:
    tree = _tree(ANSWERED, words, lines)
    assert [badge.text() for badge in tree.css(".wm-badge")] == cards
    assert [marker.text() for marker in tree.css(".wm-marker")] == cards
    assert tree.css("[data-wm=copy], details") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", ()), ("one", (1,)), ("a\n- b\n\nc\n", (1, 2, 4)), ("\n\na", (3,))],
)
def test_each_step_shows_one_line_more(text: str, lines: tuple[int, ...]) -> None:
    assert steps(Answer(Status.ANSWERED, text)) == lines


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (ANSWERED, "Answer"),
        (REFUSED, "The papers do not say"),
        (CLARIFY, "Which do you mean?"),
        (Answer(Status.ERROR, "The disk is full."), "That did not work"),
    ],
)
def test_the_status_is_said_in_words(answer: Answer, title: str, words: Words) -> None:
    tree = _tree(answer, words)
    assert tree.css_first(".wm-status").text() == title
    assert bool(tree.css("[data-wm=copy]")) == (answer.status is Status.ANSWERED)


def test_a_refusal_shows_related_passages_as_such_and_no_sources(words: Words) -> None:
    tree = _tree(REFUSED, words)
    assert [title.text() for title in tree.css(".wm-panel-title")] == ["Related, not an answer"]
    assert len(tree.css(".wm-related .wm-card")) == 2


def test_a_completed_question_is_shown_and_a_plain_one_is_not(words: Words) -> None:
    understood = _tree(FOLLOWED, words).css_first(".wm-understood")
    assert understood.text().startswith("Understood as: How long to a scan in the stroke strategy?")
    assert _tree(ANSWERED, words).css(".wm-understood") == []


def test_before_the_answer_is_there_the_page_says_what_it_does(words: Words) -> None:
    tree = _tree(None, words)
    assert tree.css_first(".wm-question").text() == "You asked: What was asked?"
    assert tree.css_first(".wm-working").text() == "Looking in the papers…"


def test_hostile_text_and_markdown_are_shown_as_typed(words: Words) -> None:
    made = turn_html(Turn(1, HOSTILE, INJECTED), words)
    tree = LexborHTMLParser(made)
    assert tree.css("img, script, b:not(.wm-understood b), strong") == []
    assert tree.css_first(".wm-question").text() == f"You asked: {HOSTILE}"
    assert tree.css_first(".wm-text").text() == f"{HOSTILE} **bold** <b>x</b>1 [9]"
    assert "${" not in made
    assert "{{" not in made


@pytest.mark.parametrize(
    ("line", "shown", "pointed"),
    [
        ("A [1].", "A1.", 1),
        ("A [1][1] and B [1].", "A11 and B1.", 3),
        ("As in [7] of that paper [1]", "As in [7] of that paper1", 1),
        ("No such source [2]", "No such source [2]", 0),
        ("[1] first", "1 first", 1),
        ("An array[1234]", "An array[1234]", 0),
    ],
)
def test_only_numbers_with_a_citation_become_markers(
    line: str, shown: str, pointed: int, words: Words
) -> None:
    tree = _tree(Answer(Status.ANSWERED, line, (ASKED,)), words)
    assert tree.css_first(".wm-text").text() == shown
    assert len(_markers(tree)) == pointed


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        (ANSWERED, "Quoted from the papers, without a language model · 0.4 seconds"),
        (FOLLOWED, "Quoted from the papers, without a language model"),
        (
            replace(FOLLOWED, engine="approach"),
            "From the redesign approach and the register, by rule, without a language model",
        ),
        (
            replace(FOLLOWED, engine="model:small"),
            "Written by small, each sentence checked against its source",
        ),
        (
            replace(FOLLOWED, engine="llama <3>", timings_ms={"total": 20.0}),
            "Written by llama <3>, each sentence checked against its source · 0.1 seconds",
        ),
    ],
)
def test_an_answer_says_what_composed_it(answer: Answer, made: str, words: Words) -> None:
    assert _tree(answer, words).css_first(".wm-foot p").text() == made


def test_the_copied_text_carries_question_answer_and_the_sources_used(words: Words) -> None:
    text = copy_text("What was asked?", ANSWERED, words)
    assert text.startswith("Question: What was asked?\n\nAt its meeting")
    assert (
        "[1] Board paper: Harbour Lane, 27 March 2024, page 3, 3 Discussion \u203a 3.1 What the "
        "Board was asked: “The Board was asked to endorse the outline case for Harbour Lane”"
        in text
    )
    assert AIMS.quote not in text
    button = _tree(ANSWERED, words).css_first("[data-wm=copy]")
    assert button.attributes["data-copy"] == text


def test_a_screen_reader_hears_status_text_and_number_of_sources(words: Words) -> None:
    assert spoken(FOLLOWED, words) == "Answer. No more than two hours to a scan. 1 source."
    assert spoken(ANSWERED, words).endswith("by postcode. 3 sources.")
    assert spoken(REFUSED, words).startswith("The papers do not say. I looked for: car park")


@pytest.mark.parametrize(
    ("state", "said", "asks"),
    [
        (State.LOOKING, "Looking in the papers…", False),
        (State.INTERRUPTED, "Waymark was stopped while it was answering this.", True),
        (State.WITHHELD, "It used papers that you can no longer open.", False),
    ],
)
def test_a_question_without_an_answer_says_why(
    state: State, said: str, asks: bool, words: Words
) -> None:
    turn = Turn(2, "What was asked?", conversation="c", state=state)
    tree = LexborHTMLParser(turn_html(turn, words))
    assert said in tree.css_first("article").text()
    again = tree.css("[data-wm=ask][data-question='What was asked?']")
    assert bool(again) == asks
    assert bool(tree.css("[data-wm=stop]")) == (state is State.LOOKING)


def test_what_it_was_limited_to_is_said(words: Words) -> None:
    tree = LexborHTMLParser(turn_html(Turn(1, "?", ANSWERED, limits=f"since {HOSTILE}"), words))
    assert tree.css_first(".wm-limited").text() == f"Only: since {HOSTILE}"
    assert tree.css("img") == []


def test_what_was_understood_in_the_same_words_is_not_said_again(words: Words) -> None:
    turn = Turn(1, "How long  to a scan in the stroke strategy? ", FOLLOWED, state=State.ANSWERED)
    assert LexborHTMLParser(turn_html(turn, words)).css(".wm-understood") == []

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from assistant.conversation.kept import Mark
from assistant.model import Citation
from assistant.web.ask.cards import Place, cards, excerpt, related_cards
from assistant.web.words import Words
from tests.fakes_web import AIMS, ASKED, BOARD, EVIL, HOSTILE, RISK, TRAVEL, cite


@pytest.mark.parametrize("citation", [ASKED, RISK, TRAVEL, AIMS, EVIL])
def test_the_highlight_is_the_quote_and_the_card_holds_the_whole_passage(
    citation: Citation, words: Words
) -> None:
    tree = LexborHTMLParser(cards([citation], 1, words))
    (mark,) = tree.css("mark")
    assert mark.text() == citation.quote
    (passage,) = tree.css(".wm-passage")
    for gap in passage.css(".wm-gap"):
        gap.decompose()
    assert passage.text() == citation.passage


def test_a_card_says_document_date_page_heading_path_and_file(words: Words) -> None:
    (card,) = LexborHTMLParser(cards([ASKED], 7, words)).css(".wm-card")
    assert card.attributes["id"] == "wm-t7-c1"
    assert card.css_first("h4").text() == "Board paper: Harbour Lane"
    assert card.css_first(".wm-meta").text() == "27 March 2024 · page 3"
    assert (
        card.css_first(".wm-path")
        .text()
        .endswith("3 Discussion \u203a 3.1 What the Board was asked")
    )
    assert "papers/board-march.pdf" in card.css_first(".wm-file").text()


@pytest.mark.parametrize(
    ("citation", "meta"),
    [
        (AIMS, "undated: no date found in the file"),
        (replace(AIMS, date_basis=""), "undated"),
        (replace(AIMS, date_basis="undated; it speaks of 2016"), "undated; it speaks of 2016"),
        (replace(AIMS, date="2019-09", page=12), "September 2019 · page 12"),
    ],
)
def test_what_is_not_known_is_said_or_left_out(citation: Citation, meta: str, words: Words) -> None:
    assert LexborHTMLParser(cards([citation], 1, words)).css_first(".wm-meta").text() == meta


def test_text_before_any_heading_has_no_empty_path(words: Words) -> None:
    assert "wm-path" not in cards([replace(ASKED, section="")], 1, words)


def test_hostile_names_and_quotes_are_text(words: Words) -> None:
    for made in (cards([EVIL], 1, words), related_cards([(EVIL, Mark.TRUE)], words)):
        tree = LexborHTMLParser(made)
        assert tree.css("img, script") == []
        assert tree.css_first("h4").text() == f"Title {HOSTILE}"
        assert "${" not in made
        assert "{{" not in made


def test_related_passages_have_no_number_and_nothing_points_to_them(words: Words) -> None:
    tree = LexborHTMLParser(related_cards([(TRAVEL, Mark.TRUE)], words))
    assert tree.css_first("h3").text() == "Related, not an answer"
    (card,) = tree.css(".wm-card")
    assert "id" not in card.attributes
    assert tree.css(".wm-badge") == []


def test_no_citations_no_list(words: Words) -> None:
    assert cards([], 1, words) == ""
    assert related_cards([], words) == ""


@pytest.mark.parametrize(
    "broken",
    [
        replace(ASKED, passage="something else"),
        replace(ASKED, passage=""),
        replace(ASKED, passage_start=ASKED.start + 1),
        replace(ASKED, passage_start=0),
    ],
)
def test_a_passage_that_does_not_hold_the_quote_is_not_shown_around_it(broken: Citation) -> None:
    cut = excerpt(broken)
    assert (cut.before, cut.quote, cut.after) == ("", ASKED.quote, "")
    assert not cut.collapsed


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_short_passage_is_not_collapsed_for_its_white_space(end: str, words: Words) -> None:
    citation = cite(1, f"{end}Two words and a little more.{end}", "words")
    assert not excerpt(citation).collapsed
    tree = LexborHTMLParser(cards([citation], 1, words))
    assert tree.css(".wm-gap, [data-wm=whole]") == []


def test_context_stops_at_the_paragraph() -> None:
    cut = excerpt(ASKED)
    assert cut.before == "3.1 "
    assert cut.after.endswith("comes back in June.")


@given(
    before=st.text(st.sampled_from("ab \n")),
    quote=st.text(min_size=1),
    after=st.text(st.sampled_from("ab \n")),
    near=st.integers(0, 40),
)
def test_an_excerpt_loses_nothing(before: str, quote: str, after: str, near: int) -> None:
    citation = replace(
        ASKED,
        quote=quote,
        passage=before + quote + after,
        passage_start=5,
        start=5 + len(before),
        end=5 + len(before) + len(quote),
    )
    cut = excerpt(citation, near)
    assert cut.quote == quote
    assert cut.far_before + cut.before == before
    assert cut.after + cut.far_after == after


def test_a_long_passage_can_be_scrolled_by_keyboard(words: Words) -> None:
    long = cite(1, BOARD * 3, BOARD * 2)
    assert (
        LexborHTMLParser(cards([long], 1, words)).css_first(".wm-long").attributes["tabindex"]
        == "0"
    )


def test_a_card_opens_the_paper_in_its_place(words: Words) -> None:
    places = {ASKED.document: Place(7, 3)}
    tree = LexborHTMLParser(cards([ASKED, AIMS], 1, words, places))
    (button,) = tree.css("[data-wm=source]")
    assert button.text().startswith("Open in its place")
    assert button.attributes["data-href"] == (
        f"/source/7/panel?start={ASKED.start}&end={ASKED.end}&revision=3"
    )


@pytest.mark.parametrize(
    ("mark", "said", "opens"),
    [
        (Mark.TRUE, None, "Open in its place"),
        (Mark.CHANGED, "The paper has changed since", "Open the paper"),
        (Mark.GONE, "no longer in the library", None),
    ],
)
def test_a_card_says_how_its_quote_stands_to_the_paper_now(
    mark: Mark, said: str | None, opens: str | None, words: Words
) -> None:
    places = {ASKED.document: Place(7, 3)}
    tree = LexborHTMLParser(cards([ASKED], 1, words, places, {ASKED.marker: mark}))
    told, button = tree.css_first(".wm-changed"), tree.css_first("[data-wm=source]")
    assert (told is None) == (said is None)
    assert told is None or said in told.text()
    assert (button is None) == (opens is None)
    assert button is None or button.text().startswith(opens)

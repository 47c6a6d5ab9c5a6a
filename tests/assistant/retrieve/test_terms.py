"""Words, stems and the word index's expressions."""

from __future__ import annotations

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from assistant.retrieve import terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,259,785 appointments", ["1259785", "appointments"]),
        ("What’s the Board's £4.2m plan?", ["what", "the", "board", "4.2m", "plan"]),
        ("2024/25 and 27.6%", ["2024/25", "and", "27.6%"]),
        ("", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t for t in terms.tokens(text) if t != "s"] == words


def test_content_words_leave_out_what_says_nothing() -> None:
    assert terms.content_words("What are the hurdle criteria at the gate?") == (
        "hurdle",
        "criteria",
        "gate",
    )


def test_stems_bring_forms_of_a_word_together() -> None:
    assert terms.stem("prioritised") == terms.stem("prioritise")
    assert terms.stem("2024/25") == "2024/25"


def test_synonyms_go_both_ways() -> None:
    table = terms.same_words()
    assert "appointments" in table["appts"]
    assert "appts" in table["appointments"]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_no_words_can_break_the_expression(words: list[str]) -> None:
    expression = terms.match_expression(words)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    if expression:
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    connection.close()


def test_stems_are_the_same_from_several_threads() -> None:
    words = [f"{start}{end}" for start in STARTS for end in ("ation", "ing", "ements", "ively")]
    alone = EnglishStemmer()
    expected = [alone.stemWord(word) for word in words]
    terms.stem.cache_clear()

    def stemmed(_: int) -> list[str]:
        return [terms.stem.__wrapped__(word) for word in words]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # so that threads take turns within a word
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(stemmed, range(8)))
    finally:
        sys.setswitchinterval(interval)
    assert all(one == expected for one in found)


STARTS = ("nation", "harbour", "regul", "commit", "prior", "oper", "organis", "relat", "sensit") * 8


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Siân", "Sian"), ("naïve façade", "naive facade"), ("½ – £4", "1⁄2 – £4"), ("İ", "I")],
)
def test_accents_are_left_out(text: str, plain: str) -> None:
    assert terms.unaccented(text) == plain

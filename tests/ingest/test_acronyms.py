"""Acronyms where the papers spell them out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.acronyms import pairs

CASES: list[tuple[str, list[tuple[str, str]]]] = [
    ("the Integrated Care Board (ICB) met", [("ICB", "Integrated Care Board")]),
    ("the ICB (Integrated Care Board) met", [("ICB", "Integrated Care Board")]),
    ("Getting it Right First Time (GiRFT)", [("GiRFT", "Getting it Right First Time")]),
    ("our Primary Care Networks (PCNs) and", [("PCN", "Primary Care Networks")]),
    ("PCNs (Primary Care Networks)", [("PCN", "Primary Care Networks")]),
    ("The System Recovery & Transformation Board (SRTB)",
     [("SRTB", "System Recovery & Transformation Board")]),
    ("the Board of Directors (BoD)", [("BoD", "Board of Directors")]),
    ("Multi-speciality Community Provider (MCP)", [("MCP", "Multi-speciality Community Provider")]),
    ("the Long-Term Plan (LTP)", [("LTP", "Long-Term Plan")]),
    ("NHS England (NHSE)", [("NHSE", "NHS England")]),
    ("Lancashire and South Cumbria (L&SC)", [("L&SC", "Lancashire and South Cumbria")]),
    ("Clinical Commissioning Group (“CCG”)", [("CCG", "Clinical Commissioning Group")]),
    ("Primary Care (PC). The Primary Care (PC)", [("PC", "Primary Care")]),
    ("Integrated Care Partnership (ICP), Integrated Care Provider (ICP)",
     [("ICP", "Integrated Care Partnership"), ("ICP", "Integrated Care Provider")]),
    ("published in March (2024)", []),
    ("the governing body (the Board)", []),
    ("the trust (Board)", []),
    ("It was Integrated. Care Board (ICB)", []),
    ("Integrated\nCare Board (ICB)", []),
    ("Integrated\tCare Board (ICB)", []),
    ("ICB (Integrated. Care Board)", []),
    ("a plan (ICB)", []),
    ("Radiotherapy (RT)", []),
    ("(ICB)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), CASES, ids=[c[0][:30] for c in CASES])
def test_pairs(text: str, found: list[tuple[str, str]]) -> None:
    assert list(pairs(text)) == found


def test_in_order_of_appearance() -> None:
    text = "ICB (Integrated Care Board), then Primary Care Network (PCN)"
    assert [acronym for acronym, _ in pairs(text)] == ["ICB", "PCN"]


_PIECES = st.sampled_from(
    [
        "Integrated ",
        "Care ",
        "Board",
        " ",
        "(ICB)",
        "(CB) ",
        ". ",
        "\n",
        "; ",
        "of ",
        "ICB (",
        ")",
        "the ",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_names_stand_in_the_text_within_one_sentence(text: str) -> None:
    for acronym, name in pairs(text):
        assert acronym in text and name in text
        assert not any(stop in name for stop in (". ", "; ", "? ", "\n", "\t"))
        assert " " in name or "-" in name


def test_words_made_to_be_slow() -> None:
    begun = time.perf_counter()
    pairs("a " * 60_000 + "(AAAAAAAAA)" + " and of the (BBBBBBB)" * 2_000)
    assert time.perf_counter() - begun < 5


def test_half_a_bracket_is_no_part_of_a_name() -> None:
    text = "Partnerships (ICPs) / (Multi-speciality) Community Provider (MCP) met."
    assert all(
        ("(" not in n and ")" not in n) or n.count("(") == n.count(")") for _, n in pairs(text)
    )

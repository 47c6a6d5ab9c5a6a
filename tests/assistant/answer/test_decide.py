"""The signals of the decision, worked by hand, and the decision over a real small Library."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.choose import Evidence
from assistant.answer.decide import (
    SIZES,
    Weights,
    answers,
    fitted,
    probability,
)
from assistant.answer.features import Asked, Features
from assistant.answer.signals import APART, SIGNALS, signals
from assistant.ask import Assistant
from assistant.model import Question, Status
from assistant.question import understand
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.answer.units import unit

FEATURES = Features(0.5, 0.0, 0.0, 0.0, 0.4, 1.0, 1.0, 0.0, 0.0, soft=0.6, scarce=0.3)


def piece(said: str, score: float, *, dense: float = 0.4, soft: float = 0.6) -> Evidence:
    words = frozenset({"wall"} if "wall" in said else ())
    features = replace(FEATURES, dense=dense, soft=soft)
    return Evidence(unit(said, dense=dense), features, words, words, score)


def asked(text: str) -> Asked:
    question = understand(text)
    share = 1 / len(question.stems)
    return Asked(question, dict.fromkeys(question.stems, share), dict.fromkeys(question.stems, ()))


def test_the_held_piece_is_the_best_that_fits() -> None:
    ask = asked("When was the wall mended?")
    near = piece("The wall was mended with care by the crew.", 3.0, dense=0.7, soft=0.8)
    dated = piece("The wall was looked at in June 2021.", 2.4, dense=0.5, soft=0.4)
    values = signals(ask, (near, dated))
    assert values["held_share"] == pytest.approx(0.8)
    assert values["held_dense"] == 0.5
    assert values["fit_soft"] == pytest.approx(0.5)
    assert (values["first_fits"], values["fitting"], values["unfilled"]) == (0.0, 0.5, 0.0)
    assert values["dense"] == 0.7
    assert values["gap"] == pytest.approx(0.1)
    without = signals(ask, (near,))
    assert without["unfilled"] == 1.0
    assert without["held"] == without["held_share"] == without["fit_soft"] == 0.0
    assert without["margin"] == APART


def test_all_signals_are_given_and_finite() -> None:
    values = signals(asked("Why?  the wall"), (piece("The wall.", 1.0),))
    assert set(values) == {*SIGNALS, "brief"}
    assert all(math.isfinite(v) for v in values.values())


def test_brief_tells_short_documents_from_long_ones() -> None:
    short = piece("The wall.", 1.0)
    long = replace(short, unit=unit("The wall.", around="More of it. " * 2000))
    ask = asked("What of the wall?")
    assert signals(ask, (short,))["brief"] > 0.99
    assert signals(ask, (long,))["brief"] < 0.01


def test_probability_mixes_two_regressions() -> None:
    flat = dict.fromkeys(SIGNALS, 0.0)
    weights = {"long": {**flat, "bias": 0.0, "held": 1.0}, "brief": {**flat, "bias": 2.0}}
    values = {**flat, "held": 1.0}
    long, brief = 1 / (1 + math.exp(-1)), 1 / (1 + math.exp(-2))
    assert probability({**values, "brief": 0.0}, weights) == pytest.approx(long)
    assert probability({**values, "brief": 1.0}, weights) == pytest.approx(brief)
    assert probability({**values, "brief": 0.5}, weights) == pytest.approx((long + brief) / 2)


def test_what_lacks_the_thing_asked_for_is_no_answer_however_probable() -> None:
    weights = Weights({}, {}, {"long": 0.5, "brief": 0.6}, 0.6)
    dated = {"brief": 0.0, "unfilled": 0.0, "held_share": 0.7, "open": 0.0}
    plain = {**dated, "open": 1.0}
    assert not answers(dated, 0.9, weights)
    assert answers({**dated, "held_share": 0.9}, 0.9, weights)
    assert answers({**dated, "brief": 1.0}, 0.9, weights)
    assert not answers({**dated, "brief": 1.0, "unfilled": 1.0}, 0.9, weights)
    assert answers(plain, 0.55, weights)
    assert not answers({**plain, "brief": 1.0}, 0.55, weights)
    assert not answers({**plain, "unfilled": 1.0}, 0.9, weights)  # what was done, and none tells


def test_the_weights_that_ship_are_whole() -> None:
    weights = fitted()
    assert set(weights.decision) == set(weights.threshold) == set(SIZES)
    for size in SIZES:
        assert set(weights.decision[size]) == {*SIGNALS, "bias"}
        assert 0.3 < weights.threshold[size] < 0.8


PAPER = """# Harbour Programme Board, 3 May 2023

## Wall

The sea wall will be mended by the Quay Users Forum. It will cost £4.2 million in 2023/24.

## People

Ada Whitcombe is harbour master. Rafiq Odell, her deputy, presented form K6 with the berth list.

## Ferry

The ferry to Saltholm leaves each Monday. The Board agreed to keep the winter timetable.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = tmp_path_factory.mktemp("papers")
    (papers / "harbour.md").write_text(PAPER, encoding="utf8")
    settings = Settings(library=tmp_path_factory.mktemp("library") / "lib")
    embedder = SentenceTransformerEmbedder()
    assert not ingest([Path(papers)], settings, embedder).failed
    with Assistant(settings, embedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "history", "status"),
    [
        ("How much will the sea wall cost in 2023/24?", (), Status.ANSWERED),
        ("Who is the harbour master?", (), Status.ANSWERED),
        ("What is Ada Whitcombe's email address?", (), Status.NO_EVIDENCE),
        ("What time does the ferry to Saltholm leave?", (), Status.NO_EVIDENCE),
        ("What was presented with form K7?", (), Status.NO_EVIDENCE),
        ("How much will the sea wall cost in 2025/26?", (), Status.NO_EVIDENCE),
        ("and in 2025/26?", ("How much will the sea wall cost in 2023/24?",), Status.NO_EVIDENCE),
        ("what is her phone number?", ("Who is the harbour master?",), Status.NO_EVIDENCE),
    ],
)
def test_decided(
    assistant: Assistant, question: str, history: tuple[str, ...], status: Status
) -> None:
    answer = assistant.ask(Question(question, history))
    assert answer.status is status, answer
    if status is Status.NO_EVIDENCE:
        assert not answer.citations
        assert answer.confidence is not None

"""Retrieval in a conversation, worked on a small Library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.model import Question
from assistant.question import understand
from assistant.retrieve import search
from assistant.retrieve.adjacency import TALK
from assistant.retrieve.search import Expansion
from ingest.library.scope import EVERYTHING
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

PAPERS = {
    "crane": "The harbour crane lifts forty tonnes. The crane was painted in spring.",
    "ferry": "The ferry carries ninety cars. The ferry was painted in autumn.",
    "bridge": "The bridge bears lorries. The bridge was painted in winter.",
    "budget": "The budget pays for gravel, salt and lamps along the road.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf8")
    settings = Settings(library=folder.parent / "small-library")
    embedder = FakeEmbedder()
    assert not ingest([folder], settings, embedder).failed
    with Assistant(settings, embedder) as opened:
        yield opened


def first(assistant: Assistant, text: str, *history: str) -> str:
    hits = assistant.search(Question(text, history), 4)
    return Path(hits[0][1].record.document).stem


@pytest.mark.parametrize("thing", ["crane", "ferry", "bridge"])
def test_a_follow_up_finds_what_was_spoken_of(assistant: Assistant, thing: str) -> None:
    assert first(assistant, "and when was it painted?", f"What does the {thing} do?") == thing


def test_a_new_subject_is_not_held_back_by_the_old_one(assistant: Assistant) -> None:
    history = ("What does the crane do?", "and when was it painted?", "how many tonnes?")
    assert first(assistant, "Which budget pays for gravel and lamps?", *history) == "budget"


def test_earlier_words_count_for_less_the_longer_ago(assistant: Assistant) -> None:
    asked = understand("was it painted?", ("the ferry?", "the crane?"))
    scores = search.word_scores(asked, assistant.library, EVERYTHING, Expansion())
    by_name = {
        Path(assistant.library.record(p.document_id).document).stem: scores[p.id]
        for p in assistant.library.passages(list(scores))
    }
    assert by_name["crane"] > by_name["ferry"] > by_name["bridge"] > 0
    assert "budget" not in by_name


def test_every_score_is_between_0_and_1_and_the_order_is_fixed(assistant: Assistant) -> None:
    question = Question("when was it painted?", ("What does the crane do?",))
    hits = [hit for hit, _ in assistant.search(question, 4)]
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(0 <= h.score <= 1 for h in hits)
    assert hits == [hit for hit, _ in assistant.search(question, 4)]


def test_the_conversation_keeps_its_last_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "JOINED_WORDS", 8)
    asked = understand("and who painted it?", ("one two three four", "five six", "seven eight"))
    assert search.conversation(asked) == "five six seven eight and who painted it?"


def _passage(number: int, document: int, ordinal: int) -> Any:
    return SimpleNamespace(id=number, document_id=document, ordinal=ordinal)


def test_a_good_neighbour_lifts_a_passage_worked_by_hand() -> None:
    passages = [_passage(1, 1, 0), _passage(2, 1, 1), _passage(3, 1, 3), _passage(4, 2, 2)]
    lifted = search.lifted({1: 1.0, 2: 0.5, 3: 0.5, 4: 0.5}, passages)
    scale = 1.0 / (1.0 + search.BESIDE * 0.5)  # the highest keeps its score
    assert lifted == pytest.approx(
        {1: 1.0, 2: (0.5 + search.BESIDE) * scale, 3: 0.5 * scale, 4: 0.5 * scale}
    )


def test_towards_moves_to_what_the_best_have_in_common() -> None:
    library: Any = SimpleNamespace(
        vectors=lambda ids: np.array([[0.0, 1.0] for _ in ids], dtype=np.float32)
    )
    start = np.array([1.0, 0.0], dtype=np.float32)
    moved = search.towards(start, {5: 0.9, 6: 0.4}, library)
    length = (1 + search.FEEDBACK**2) ** 0.5
    assert moved == pytest.approx([1 / length, search.FEEDBACK / length])
    assert search.towards(start, {}, library) is start


def test_a_passage_in_its_place_worked_by_hand() -> None:
    rows = {1: [1.0, 0.0], 2: [0.0, 1.0], 3: [0.0, -1.0], 4: [0.6, 0.8]}
    library: Any = SimpleNamespace(
        vectors=lambda ids: np.array([rows[i] for i in ids], dtype=np.float32)
    )
    asked = np.array([0.0, 1.0], dtype=np.float32)
    near = search.in_their_place(asked, {1: (2,), 2: (1, 3), 4: ()}, library)
    share = search.AROUND
    assert near == pytest.approx(
        {
            1: share / (1 + share**2) ** 0.5,  # its neighbour says what is asked
            2: (1 - share / 2) / ((1 - share / 2) ** 2 + (share / 2) ** 2) ** 0.5,
            4: 0.8,  # it stands alone
        },
        abs=1e-5,
    )
    assert search.in_their_place(asked, {}, SimpleNamespace(vectors=lambda ids: [])) == {}


def test_what_is_not_taken_in_its_place_stays_as_it_was(assistant: Assistant) -> None:
    asked = understand("what was painted?", ())
    given = (asked, assistant.library, FakeEmbedder(), EVERYTHING, Expansion(), 4)
    without = search.retrieve(*given)
    assert search.retrieve(*given, in_place=TALK) == without
    # Where each document has one passage, no passage has a neighbour.
    assert search.retrieve(*given, in_place=EVERYTHING) == without


def test_the_nearest_come_first_and_ties_go_to_the_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "DEPTH", 2)
    assert list(search.nearest({7: 0.5, 3: 0.5, 1: 0.2, 9: 0.9})) == [9, 3]

"""A cross-encoder from a folder: a tiny one, made here, with weights of chance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.model import Question
from assistant.retrieve.cross_encoder import CrossEncoderReranker, reranked
from assistant.retrieve.search import Found
from ingest.errors import ModelError
from ingest.run import ingest
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

WORDS = ["the", "crane", "ferry", "lifts", "cars", "tonnes", "was", "painted"]
WORDS += ["in", "spring", "autumn", "what", "when", "?", "."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of 8 dimensions over fifteen words, saved as people save theirs."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    base = tmp_path_factory.mktemp("tiny") / "base"
    base.mkdir()
    vocabulary = base / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=20, hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=512, num_labels=1, initializer_range=1.0,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(base)
    BertTokenizerFast(vocab_file=str(vocabulary), model_max_length=512).save_pretrained(base)
    saved = base.parent / "saved"
    CrossEncoder(str(base), device="cpu", local_files_only=True).save_pretrained(str(saved))
    return saved


def _found(number: int, score: float, text: str) -> Found:
    passage: Any = SimpleNamespace(id=number, embedded_text=text)
    return Found(passage, score, 0.0, 0.0)


class _Longest:
    """Likes long passages."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        return [float(len(passage)) for passage in passages]


def test_its_scores_join_those_of_the_search() -> None:
    found = (
        _found(1, 0.6, "short"),
        _found(2, 0.5, "a good deal longer"),
        _found(3, 0.1, "mid one"),
    )
    ranked = reranked(found, "?", _Longest())
    assert [hit.passage.id for hit in ranked] == [2, 1, 3]
    assert ranked[0].score == 1.0
    assert ranked[1].score == pytest.approx(0.6 / 1.5)


def test_without_one_nothing_changes() -> None:
    found = (_found(2, 0.5, "b"), _found(1, 0.6, "a"))
    assert reranked(found, "?", None) == found
    assert reranked((), "?", _Longest()) == ()


def test_a_real_one_scores_each_pair_the_same_every_time(folder: Path) -> None:
    pairs = ["the crane lifts tonnes .", "the ferry was painted in autumn ."]
    reranker = CrossEncoderReranker(folder)
    scores = reranker.scores("when was the ferry painted ?", pairs)
    assert len(scores) == 2
    assert scores[0] != scores[1]
    alone = CrossEncoderReranker(folder).scores("when was the ferry painted ?", pairs[1:])
    assert alone == pytest.approx(scores[1:], abs=1e-5)
    assert reranker.scores("what ?", []) == []


def test_the_setting_ranks_searches_and_answers(folder: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "crane.txt").write_text("The crane lifts tonnes. The crane was painted in spring.")
    (papers / "ferry.txt").write_text("The ferry lifts cars. The ferry was painted in autumn.")
    settings = Settings(library=tmp_path / "library", reranker=folder)
    embedder = FakeEmbedder()
    assert not ingest([papers], settings, embedder).failed
    question = Question("when was the ferry painted?")
    with Assistant(settings, embedder) as assistant:
        with_it = [hit.score for hit, _ in assistant.search(question, 2)]
        assert "autumn" in assistant.ask(question).text
    with Assistant(settings.model_copy(update={"reranker": None}), embedder) as assistant:
        without = [hit.score for hit, _ in assistant.search(question, 2)]
    assert with_it != without


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="WAYMARK_RERANKER"):
        CrossEncoderReranker(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be used"):
        CrossEncoderReranker(tmp_path).scores("?", ["passage"])

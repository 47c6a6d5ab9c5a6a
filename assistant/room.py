"""What the answering steps work with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.kept_answers import KeptAnswers
from assistant.shelf import Shelf

if TYPE_CHECKING:
    from assistant.answer.decide import Weights
    from assistant.llm import LanguageModel
    from assistant.retrieve.cross_encoder import Reranker
    from assistant.route import Route
    from ingest.embed.base import Embedder
    from ingest.library import Library
    from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Room:
    """The Library, the embedding model, settings, open documents, weights, approach and register.

    `reranker` is a cross-encoder and `model` a language model, each None where none is set;
    `kept` are the answers that were given lately.
    """

    library: Library
    embedder: Embedder
    settings: Settings
    shelf: Shelf
    weights: Weights
    route: Route
    reranker: Reranker | None = None
    model: LanguageModel | None = None
    kept: KeptAnswers = field(default_factory=KeptAnswers)

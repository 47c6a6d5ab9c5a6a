"""What the answering steps work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.shelf import Shelf

if TYPE_CHECKING:
    from assistant.answer.decide import Weights
    from assistant.llm import LanguageModel
    from assistant.route import Route
    from ingest.embed.base import Embedder
    from ingest.library import Library
    from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Room:
    """The Library, the embedding model, settings, open documents, weights, approach and register.

    `model` is the language model, None where none is set.
    """

    library: Library
    embedder: Embedder
    settings: Settings
    shelf: Shelf
    weights: Weights
    route: Route
    model: LanguageModel | None = None

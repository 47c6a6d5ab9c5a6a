"""The optional language model: what it is asked, and what of its words may be shown."""

from __future__ import annotations

from assistant.llm.base import LanguageModel, Request
from assistant.llm.follow_up import carried_by_model
from assistant.llm.phrase import Asked, Phrased, phrased

__all__ = ["Asked", "LanguageModel", "Phrased", "Request", "carried_by_model", "phrased"]

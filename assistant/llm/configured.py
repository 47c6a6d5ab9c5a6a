"""The language model that the settings name, if they name one."""

from __future__ import annotations

from assistant.llm.base import LanguageModel
from ingest.settings import Settings


def configured(settings: Settings) -> LanguageModel | None:
    """The model behind `settings.llm_url`, not yet spoken to; None where no address is set."""
    if settings.llm_url is None:
        return None
    from assistant.llm.server import OpenAICompatible

    return OpenAICompatible(settings)

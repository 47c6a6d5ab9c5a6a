"""The seam between Waymark and a language model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: `system` says how to work, `user` holds the passages and the question.

    most_tokens   of the reply; what is longer is cut off by the server
    example       a question as `user` and the reply to it, shown as if they had gone before
    """

    system: str
    user: str
    most_tokens: int
    example: tuple[str, str] | None = None


class LanguageModel(Protocol):
    """Writes text. Nothing it writes is taken to be true: see `assistant.llm.check`."""

    @property
    def name(self) -> str:
        """The model's name, as people are told it."""
        ...

    def write(self, request: Request, seconds: float) -> Iterator[str]:
        """The reply piece by piece, as it comes.

        Raises LanguageModelError where no reply comes, where it breaks off, and where it is not
        complete after `seconds`. Closing the iterator gives the request up.
        """
        ...

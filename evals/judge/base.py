"""The seam to a model that judges."""

from __future__ import annotations

from typing import Protocol

from evals.cases import Case
from evals.generated import Generated, Verdict
from ingest.errors import WaymarkError


class JudgeError(WaymarkError):
    """The judge cannot be asked at all: it is out of reach, or refuses every question."""


class Judge(Protocol):
    """Says of an answer whether its sources bear it out, and whether it is complete."""

    @property
    def name(self) -> str:
        """The model's name, as it goes into the run's folder."""
        ...

    @property
    def terms(self) -> str:
        """What besides the name decides a verdict (its instructions, say), as a digest."""
        ...

    def verdict(self, case: Case, made: Generated) -> Verdict:
        """Of one answer that was given.

        What it does not say is None, with the reason in `why`. Raises JudgeError where asking
        further would be in vain.
        """
        ...

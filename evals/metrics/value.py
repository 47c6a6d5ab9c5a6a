"""The value of one metric for one case, and the words that explain it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """`value` is NaN where the metric is undefined for the case; `why` says why, in any event."""

    value: float
    why: str

    @property
    def defined(self) -> bool:
        """Whether there is a value."""
        return not math.isnan(self.value)


def undefined(why: str) -> Score:
    """No value: it counts among the undefined, never as 0."""
    return Score(math.nan, why)


def share(found: Sequence[bool], names: Sequence[str], what: str) -> Score:
    """Σ found / n, with the names of what is missing. Undefined for nothing looked for."""
    if not found:
        return undefined(f"no {what} is given")
    missing = [name for name, is_there in zip(names, found, strict=True) if not is_there]
    said = f"{sum(found)} of {len(found)} {what}"
    return Score(
        sum(found) / len(found), f"{said}; missing: {listed(missing)}" if missing else said
    )


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names between quotes, shortened."""
    shown = [f"“{name if len(name) <= 80 else name[:77] + '…'}”" for name in names[:most]]
    return ", ".join(shown) + (f" and {len(names) - most} more" if len(names) > most else "")

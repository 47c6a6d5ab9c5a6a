"""The time of day, as a seam: whoever needs it is given a Clock, so that tests can turn it."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since 1970, UTC."""

    def __call__(self) -> float:
        """The time now."""


system_clock: Clock = time.time

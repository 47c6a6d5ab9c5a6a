"""95% intervals: Wilson's for rates, the percentile bootstrap for means."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Z = 1.959963984540054  # the standard normal's 97.5% point
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95% interval; NaN for what is undefined.

    method   "wilson" or "bootstrap"; "" where there is none
    """

    mean: float
    low: float
    high: float
    method: str = ""


NOTHING = Interval(math.nan, math.nan, math.nan)


def wilson(values: Sequence[float]) -> Interval:
    """Wilson's score interval for a rate p over n values of 0 or 1; wide enough for shares too.

    (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), Wilson 1927. It stays within 0 and 1 and has
    a width at p = 0 and p = 1 too. Undefined for no value.
    """
    n = len(values)
    if not n:
        return NOTHING
    p = sum(values) / n
    centre = p + Z * Z / (2 * n)
    spread = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return Interval(p, 0.0 if p == 0 else low, 1.0 if p == 1 else high, "wilson")


def bootstrap(values: Sequence[float], seed: int, name: str = "") -> Interval:
    """The percentile bootstrap (Efron 1979): RESAMPLES means of n values drawn with replacement.

    The 2.5% and 97.5% quantiles of these means. `seed` and `name` fix the draws, so that the same
    values have the same interval wherever they are computed. Fewer than two values have a mean but
    no interval.
    """
    import numpy as np

    if len(values) < 2:
        return Interval(values[0], math.nan, math.nan) if values else NOTHING
    given = np.asarray(values, dtype=float)
    if (given == given[0]).all():
        return Interval(float(given[0]), float(given[0]), float(given[0]), "bootstrap")
    draws = drawn(len(given), seed, name)
    low, high = np.quantile(given[draws].mean(axis=1), (0.025, 0.975))
    return Interval(float(given.mean()), float(low), float(high), "bootstrap")


def drawn(size: int, seed: int, name: str) -> NDArray[np.int64]:
    """RESAMPLES rows of `size` indices, drawn with replacement, the same for the same arguments."""
    import numpy as np

    draws: NDArray[np.int64] = np.random.default_rng([seed, zlib.crc32(name.encode())]).integers(
        0, size, (RESAMPLES, size)
    )
    return draws

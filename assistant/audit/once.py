"""What is done once and asked for several times: a page loaded again, a button pressed twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from assistant.people.clock import Clock, system_clock


class Once:
    """Puts on record what is done, and not again what is only asked for again soon after.

    Kept in memory, for the `most` that were done last: what was forgotten is put on record once
    more, never left out. Safe to use from several threads at once.
    """

    def __init__(self, clock: Clock = system_clock, most: int = 10_000) -> None:
        self._clock = clock
        self._most = most
        self._done: OrderedDict[Hashable, float] = OrderedDict()
        self._lock = Lock()

    def put(self, key: Hashable, seconds: float, record: Callable[[], None]) -> None:
        """Call `record`, unless `key` was done or asked for within `seconds` before now.

        What `record` raises is passed on, and then it was not done.
        """
        with self._lock:
            now = self._clock()
            if not 0 <= now - self._done.get(key, float("-inf")) < seconds:
                record()
            self._done[key] = now
            self._done.move_to_end(key)
            while len(self._done) > self._most:
                self._done.popitem(last=False)

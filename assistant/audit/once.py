"""What is done once and asked for several times: a page loaded again, a button pressed twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock

from assistant.people.clock import Clock, system_clock


class Once:
    """Puts on record what is done, and not again what is only asked for again soon after.

    Kept in memory, for the `most` that were done last: what was forgotten is put on record once
    more, never left out. Safe to use from several threads at once; only those who ask for the same
    wait for each other.
    """

    def __init__(self, clock: Clock = system_clock, most: int = 10_000) -> None:
        self._clock = clock
        self._most = most
        self._done: OrderedDict[Hashable, float] = OrderedDict()
        self._going: dict[Hashable, Future[None]] = {}
        self._lock = Lock()

    def put(self, key: Hashable, seconds: float, record: Callable[[], None]) -> None:
        """Call `record`, unless `key` was put on record within `seconds` before now.

        Whoever asks for `key` meanwhile waits, and has what came of it. What `record` raises is
        passed on to all of them, and then it was not done.
        """
        with self._lock:
            now = self._clock()
            going = self._going.get(key)
            if going is None:
                if 0 <= now - self._done.get(key, float("-inf")) < seconds:
                    return
                mine = self._going[key] = Future[None]()
        if going is not None:
            going.result()
            return
        try:
            record()
        except BaseException as error:
            with self._lock:
                del self._going[key]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._going[key]
            self._keep(key, now)
        mine.set_result(None)

    def done(self, key: Hashable) -> None:
        """Note that `key` is on record by another way, as of now."""
        with self._lock:
            self._keep(key, self._clock())

    def _keep(self, key: Hashable, now: float) -> None:
        self._done[key] = now
        self._done.move_to_end(key)
        while len(self._done) > self._most:
            self._done.popitem(last=False)

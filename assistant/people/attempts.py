"""How often somebody may try to sign in: after some failures each further try has to wait.

Counted in memory: a restart forgets it, which an attacker cannot bring about.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from ipaddress import ip_address, ip_network
from math import ceil

from assistant.people.clock import Clock, system_clock
from assistant.people.keys import digest
from assistant.people.names import key_of

WINDOW = 15 * 60.0  # seconds after which a failure is forgotten
OF_A_NAME = 5  # who mistypes a password does so a few times, not more
OF_AN_ADDRESS = 20  # a whole office may stand behind one address on a Monday morning
FIRST_WAIT = 15.0  # seconds; doubled with every further failure, and WINDOW at most
_DOUBLED = 6  # times after which that is reached
_KEPT = 10_000  # names, and as many addresses: some 10 MB at most


class _Counter:
    """When each key failed. Where there is no room, the one tried longest ago is forgotten."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        times = self._failed.get(key, deque())
        while times and now - times[0] >= WINDOW:
            times.popleft()
        if len(times) < self._free:
            return 0.0
        wanted = min(FIRST_WAIT * 2.0 ** (len(times) - self._free), WINDOW)
        return max(0.0, times[-1] + wanted - now)

    def count(self, key: str, now: float) -> None:
        times = self._failed.pop(key, None) or deque(maxlen=self._free + _DOUBLED)
        times.append(now)
        self._failed[key] = times
        while len(self._failed) > _KEPT:
            self._failed.popitem(last=False)

    def uncount(self, key: str) -> None:
        times = self._failed.get(key)
        if times:
            times.pop()

    def clear(self, key: str) -> None:
        self._failed.pop(key, None)

    def __len__(self) -> int:
        return len(self._failed)


class Attempts:
    """Counts tries by name and by address. Safe to use from several threads at once.

    After five failures with a name within a quarter of an hour, or twenty from an address, the next
    try waits 15 seconds, and twice as long with each failure after that, to eight minutes or more;
    it grows shorter as the first failures are forgotten. Whoever goes on all day gets some 670
    tries at one name. A name that nobody has is counted like any other: a wait does not tell who
    exists.
    """

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._names = _Counter(OF_A_NAME)
        self._addresses = _Counter(OF_AN_ADDRESS)

    def begin(self, name: str, address: str) -> int:
        """Ask to try: 0 to go on, else the seconds to wait first.

        A try that may go on counts as failed until `succeeded`, so that many at once are not let
        through before the first of them has failed. One that has to wait counts for nothing.
        """
        name_key, network = _name(name), _network(address)
        with self._guard:
            now = self._clock()
            wait = max(self._names.wait(name_key, now), self._addresses.wait(network, now))
            if wait > 0:
                return ceil(wait)
            self._names.count(name_key, now)
            self._addresses.count(network, now)
            return 0

    def succeeded(self, name: str, address: str) -> None:
        """The last try was right: nothing is held against the name, and one less the address."""
        with self._guard:
            self._names.clear(_name(name))
            self._addresses.uncount(_network(address))

    def __len__(self) -> int:
        """How many names and addresses are kept."""
        return len(self._names) + len(self._addresses)


def _name(name: str) -> str:
    return digest(key_of(name[:1000]))  # as long as it may be, it takes as little room


def _network(address: str) -> str:
    """What one person has of addresses: a whole /64 where they are IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return digest(address)
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ip_network((int(found), 64), strict=False))

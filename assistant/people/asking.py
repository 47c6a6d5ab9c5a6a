"""What a request tells of who asks, whatever the framework that took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Asking:
    """headers   by name in lower case; several of one name are joined by ", "
    cookies      by name
    address      whoever opened the connection: this machine's proxy, if there is one; "" if unknown
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]], address: str | None) -> Asking:
        """From the headers as they came, which is how ASGI has them (`scope["headers"]`).

        A name that comes twice must not be taken for one of the two: a person could send a header
        that the proxy sends too.
        """
        joined: dict[str, str] = {}
        for name, value in headers:
            key = name.decode("latin-1").lower()
            text = value.decode("utf-8", "replace")
            between = "; " if key == "cookie" else ", "
            joined[key] = f"{joined[key]}{between}{text}" if key in joined else text
        return cls(joined, _cookies(joined.get("cookie", "")), address or "")


def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks, parted by commas. Raises ValueError for anything else.

    >>> networks("127.0.0.1, 10.1.0.0/16")
    (IPv4Network('127.0.0.1/32'), IPv4Network('10.1.0.0/16'))
    """
    parts = [part.strip() for part in text.split(",")]
    return tuple(ip_network(part, strict=False) for part in parts if part)


def among(address: str, trusted: Iterable[Network]) -> bool:
    """Whether `address` is one of `trusted`; what is no address is not."""
    found = _address(address)
    return found is not None and any(found in network for network in trusted)


def client_address(asking: Asking, trusted: Iterable[Network]) -> str:
    """Where a request comes from, seen through proxies that are `trusted`.

    Each proxy appends to X-Forwarded-For whom it heard it from; what stands before the last one
    that is not trusted may be made up. Only for counting and for the log, never to let anybody in.
    """
    known = tuple(trusted)
    address = asking.address
    told = [part.strip() for part in asking.headers.get("x-forwarded-for", "").split(",")]
    while told and among(address, known) and _address(told[-1]) is not None:
        address = told.pop()
    return address


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _cookies(header: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for part in header.split(";"):
        name, is_one, value = part.strip().partition("=")
        if is_one:
            made.setdefault(name.strip(), value.strip().strip('"'))
    return made

"""Random keys for sessions and programs. What is kept of one is its SHA-256, never the key.

A key of 256 random bits cannot be found by trying, so a plain hash is enough here, and quick; it
is passwords that need a slow one.
"""

from __future__ import annotations

import hashlib
import re
import secrets

_BYTES = 32
_TOKEN = re.compile(r"wm_[\w-]{43}", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{64}")


def new_session_key() -> str:
    """A key for a browser's cookie: 43 letters, digits, - and _."""
    return secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """A key for a program: `wm_` and 43 letters, digits, - and _."""
    return f"wm_{secrets.token_urlsafe(_BYTES)}"


def is_token(said: str) -> bool:
    """Whether `said` is written as a token is."""
    return _TOKEN.fullmatch(said) is not None


def digest(key: str) -> str:
    """What is kept of a key: its SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

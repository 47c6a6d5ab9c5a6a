"""Who uses Waymark, what each may do, and which papers each may read."""

from __future__ import annotations

from assistant.people.model import EVERYBODY, LOCAL, Act, Person, Role

__all__ = ["EVERYBODY", "LOCAL", "Act", "Person", "Role"]

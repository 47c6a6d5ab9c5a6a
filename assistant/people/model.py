"""A person, and what follows from the role and the groups that a person has.

A role says what somebody may do, groups say which papers somebody may read; neither stands in for
the other: an administrator outside a collection's groups does not see its papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.library.scope import Scope, narrowed

EVERYBODY = "everybody"  # the group that each person belongs to without being told


class Role(StrEnum):
    """What somebody is to the programme. Each may do what those before it may."""

    READER = "reader"
    LEAD = "lead"
    LIBRARIAN = "librarian"
    ADMIN = "admin"


class Act(StrEnum):
    """What can be done beyond looking at one's own: each needs a role."""

    READ = "read"  # ask, open sources, give feedback, keep conversations
    RECORD = "record"  # put events into the register
    KEEP = "keep"  # add, replace and retire papers; triage feedback; see how they are read
    ADMINISTER = "administer"  # read and export the audit log


_NEEDS = {
    Act.READ: Role.READER,
    Act.RECORD: Role.LEAD,
    Act.KEEP: Role.LIBRARIAN,
    Act.ADMINISTER: Role.ADMIN,
}
_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the keyboard, as known at this request.

    collections   those whose papers may be read, resolved from the person's groups; None for all
                  of them (nobody signs in), an empty set for none
    """

    name: str
    role: Role = Role.READER
    groups: frozenset[str] = frozenset({EVERYBODY})
    collections: frozenset[str] | None = frozenset()

    def may(self, act: Act) -> bool:
        """Whether the person's role is enough for `act`."""
        return _RANK[self.role] >= _RANK[_NEEDS[act]]

    def scope(self, chosen: Scope | None = None) -> Scope:
        """What a query of this person may reach: `chosen` filters, narrowed to what may be read.

        Every query, list, count, suggestion, export and link goes through this.
        """
        allowed = Scope(collections=self.collections)
        return allowed if chosen is None else narrowed(allowed, chosen)


LOCAL = Person("local", Role.ADMIN, collections=None)
"""Whoever sits at this machine, where nobody signs in."""

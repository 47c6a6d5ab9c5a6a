"""Every error of who may use Waymark.

    PeopleError
    ├── PeopleMissing        there is no file of people where one is named
    ├── PeopleBroken         the file of people is damaged, or says what nobody can mean
    ├── PeopleUnusable       it cannot be read or written, or somebody else writes to it
    ├── PeopleRefused        a name, a password or a group that cannot be taken
    ├── TokenExpired         a token's last day is over: a new one is to be made
    ├── UnknownPerson        nobody of that name is in the file
    └── SessionsUnusable     the file of sessions is busy, full, damaged or out of reach

PeopleRefused and UnknownPerson are the caller's to mend, so they are UsageErrors too (exit code 2).
While the file is missing or broken nobody gets in: rights that cannot be read are no rights.
"""

from __future__ import annotations

from ingest.errors import UsageError, WaymarkError


class PeopleError(WaymarkError):
    """It cannot be told, or not be changed, who may use Waymark."""


class PeopleMissing(PeopleError):
    """There is no file of people where one is named."""


class PeopleBroken(PeopleError):
    """The file of people is damaged, or holds what Waymark does not know."""


class PeopleUnusable(PeopleError):
    """The file of people cannot be read or written."""


class PeopleRefused(PeopleError, UsageError):
    """A name, a password or a group cannot be taken as it stands. Nothing was changed."""


class TokenExpired(PeopleError):
    """Who shows the token is known, but its last day is over."""


class UnknownPerson(PeopleError, UsageError):
    """Nobody of that name is in the file of people."""


class SessionsUnusable(PeopleError):
    """The file of sessions is busy, full, damaged or out of reach."""

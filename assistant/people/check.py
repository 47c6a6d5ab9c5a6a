"""What is wrong with a file of people that can be read, for `waymark doctor`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from assistant.people.contents import Contents
from assistant.people.file import PeopleFile
from assistant.people.model import Act
from assistant.people.names import key_of


def faults(people: PeopleFile, *, through_proxy: bool = False) -> tuple[str, ...]:
    """Each fault as a sentence and what to do about it; () where all is well.

    Raises PeopleMissing, PeopleBroken and PeopleUnusable. `through_proxy` is whether a proxy signs
    people in, who then need no password here.
    """
    contents = people.contents()
    return (
        *_open_to_others(people),
        *_nobody_in_charge(contents, through_proxy),
        *_groups(contents),
    )


def _open_to_others(people: PeopleFile) -> Iterator[str]:
    path = people.path.resolve()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield f"Others on this machine can read or change {path}. Close it: chmod 600 {path}."


def _nobody_in_charge(contents: Contents, through_proxy: bool) -> Iterator[str]:
    in_charge = [
        one for one in contents.accounts.values() if contents.person(one).may(Act.ADMINISTER)
    ]
    if not in_charge:
        yield (
            "There is no admin, so nobody can read the audit log. Make somebody one: `waymark "
            "users set NAME --role admin`."
        )
    elif not through_proxy and not any(one.password for one in in_charge):
        names = " or ".join(f"`waymark users password '{one.name}'`" for one in in_charge[:3])
        yield f"No admin has a password, so none can sign in. Give one: {names}."


def _groups(contents: Contents) -> Iterator[str]:
    held = {group for one in contents.accounts.values() for group in contents.person(one).groups}
    for collection, groups in sorted(contents.collections.items()):
        for group in groups:
            if key_of(group) not in held:
                yield (
                    f"The collection “{collection}” is read by the group “{group}”, in which "
                    "nobody is. Put somebody in it with `waymark users set`, or say with `waymark "
                    "users collection` who is to read it."
                )

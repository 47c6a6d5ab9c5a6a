"""Every route and event, for every role and every set of collections: nothing leaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant.scoped import GROUPS, METHOD
from tests.assistant.web.permissions.cases import CASES, QUESTIONS, Case, asking
from tests.assistant.web.permissions.told import Told, alike, difference, marks_in
from tests.assistant.web.permissions.world import (
    EVERYBODY,
    NOTHING,
    SETS,
    SOME,
    Caller,
    Member,
    World,
)


def problems(world: World, caller: Caller, member: Member, case: Case) -> Iterator[str]:
    """A case with the papers that a person may read, those that not, and one there is not."""
    nothing = world.named(NOTHING)
    if case.closed and member.may(case.needs):
        return
    other = case.send(caller, nothing)
    if not member.may(case.needs) and other.status != 403:
        yield f"{case}: is not refused: {other}"
    alone = alike(other, NOTHING, *nothing.numbers)
    tried = [("nothing", other)]
    for group in member.hidden:
        paper = world.named(group)
        told = case.send(caller, paper)
        tried.append((group.name, told))
        parted = difference(alike(told, group, *paper.numbers), alone)
        if parted and not case.named:
            yield f"{case}: {group.name} is answered otherwise than nothing: {parted}"
    for group in () if case.acts and member.may(case.needs) else member.own:
        told = case.send(caller, world.named(group))
        tried.append((group.name, told))
        # Some stand on the method: only its readers are told.
        telling = case.tells and METHOD in SETS[member.set] and member.may(case.needs)
        if telling and not marks_in(told, (group,), echoed=True):
            yield f"{case}: tells nothing of {group.name}, which may be read: {told.text[:300]}"
    for name, told in tried:
        if told.status >= 500:
            yield f"{case}: {name} fails: {told}"
        if found := marks_in(told, member.hidden):
            yield f"{case}: {name} tells {found}: {told.text[:2000]}"


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda member: member.name)
def test_what_may_not_be_read_is_as_if_it_were_not_there(whole: World, member: Member) -> None:
    with whole.caller(member) as caller:
        found = [one for case in CASES for one in problems(whole, caller, member, case)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("member", SOME, ids=lambda member: member.name)
def test_no_answer_tells_of_it_either(whole: World, member: Member) -> None:
    with whole.caller(member, cookie=False) as caller:
        cases = [case for question in QUESTIONS for case in asking(question)]
        found = [one for case in cases for one in problems(whole, caller, member, case)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SETS)
def test_counts_and_suggestions_are_those_of_a_library_without_it(
    whole: World, without: dict[str, World], name: str
) -> None:
    own, found = without[name], set()
    for member in (one for one in EVERYBODY if one.set == name):
        with whole.caller(member) as caller, own.caller(member) as there:
            for case in (one for one in CASES if one.counts and member.may(one.needs)):
                for group in (*GROUPS, NOTHING):
                    ours = case.send(caller, whole.named(group))
                    other = case.send(there, own.named(group))
                    parted = difference(as_named(ours, whole), as_named(other, own))
                    found |= {f"{case} {group.name}: {parted}"} if parted else set()
    assert not found, "\n".join(sorted(found))


_NUMBER = re.compile(r'(/source/|[?&]d=|data-d=\\?"|name=\\?"d\\?" value=\\?"|\\?"id\\?": ?)(\d+)')


def as_named(told: Told, world: World) -> str:
    """What was told, with each paper's number replaced by its name."""
    names = {str(number): document for document, number in world.documents.items()}
    text = _NUMBER.sub(lambda match: match[1] + names.get(match[2], match[2]), told.text)
    return alike(Told(told.status, text, ""), NOTHING)


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda member: member.name)
def test_what_a_role_may_not_do_is_refused_and_changes_nothing(
    whole: World, member: Member
) -> None:
    """Who may do it, tries it on papers that may not be seen: nothing is changed either."""
    before, folder = whole.stores(), whole.site.settings.library
    files = kept_files(folder)
    with whole.caller(member) as caller:
        for case in (one for one in CASES if one.acts):
            may = member.may(case.needs)
            for group in (*(() if may else member.own), *member.hidden):
                if not (may and case.closed):
                    told = case.send(caller, whole.named(group))
                    assert told.status == (404 if may else 403), (case, told)
    assert whole.stores() == before
    assert kept_files(folder) == files


def kept_files(folder: Path) -> list[Path]:
    """Every file there is, but for those that SQLite keeps while it is at work."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and ".db-" not in p.name)

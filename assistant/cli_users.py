"""`waymark users`: who may use the web page, in what role, and who reads which collection."""

from __future__ import annotations

import json
import sys
from datetime import date as Date
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_options import JsonOption, LibraryOption, UsersOption, out, say
from assistant.people.model import Role
from ingest.errors import UsageError
from ingest.settings import Settings, load_settings
from ingest.structure.dates import in_words

if TYPE_CHECKING:
    from assistant.people import Account, Contents, PeopleFile

app = typer.Typer(
    help="Who may use the web page, and who reads which collection.", no_args_is_help=True
)
NameArgument = Annotated[str, typer.Argument(help="The person's name, as they sign in with it.")]
StdinOption = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input, one line."),
]


@app.command()
def add(
    name: NameArgument,
    role: Annotated[
        Role, typer.Option(help="What the person may do: each may what those before it may.")
    ] = Role.READER,
    group: Annotated[
        list[str] | None, typer.Option(help="A group of the person's; may be given several times.")
    ] = None,
    password_stdin: StdinOption = False,
    no_password: Annotated[
        bool,
        typer.Option("--no-password", help="For one who comes through a proxy or with a token."),
    ] = False,
    users: UsersOption = None,
    library: LibraryOption = None,
) -> None:
    """Add a person. The password is asked for twice."""
    from assistant.people import Passwords, changes

    people = _file(users, library)
    new = not people.path.exists()
    before = changes.FIRST if new else people.contents()
    changes.add(before, name, role, group or ())  # before a password is typed for nothing
    kept = None if no_password else Passwords().hash(_password(password_stdin))
    made = partial(changes.add, name=name, role=role, groups=group or (), password=kept)
    account = changes.known(people.change(made, begin=changes.FIRST), name)
    out(f"{account.name} is added as {_described(account)}.")
    if new:
        say(
            f"{people.path} was made. Papers of the collection “default” can be read by each "
            "person in it; `waymark users collection` opens others. People sign in once the page "
            f"is started with `waymark serve --users {people.path}`."
        )


@app.command("list")
def list_command(
    users: UsersOption = None, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Show who is in the file, and what each may read."""
    contents = _file(users, library).contents()
    rows = [_row(contents, one) for _, one in sorted(contents.accounts.items())]
    if as_json:
        out(json.dumps(rows, ensure_ascii=False))
        return
    for _, account in sorted(contents.accounts.items()):
        reads = ", ".join(sorted(contents.person(account).collections or ())) or "nothing"
        ways = ["a password"] if account.password else ["no password"]
        ways += _tokens(account)
        out(f"{account.name}: {_described(account)}; reads {reads}; has {', '.join(ways)}")
    if not rows:
        say("Nobody is in the file.")


@app.command()
def password(
    name: NameArgument,
    password_stdin: StdinOption = False,
    users: UsersOption = None,
    library: LibraryOption = None,
) -> None:
    """Give a person another password. Wherever they are signed in, they are signed out."""
    from assistant.people import Passwords, changes

    people = _file(users, library)
    account = changes.known(people.contents(), name)
    kept = Passwords().hash(_password(password_stdin))
    people.change(partial(changes.with_password, name=name, password=kept))
    out(f"{account.name} has another password, and is signed out everywhere.")


@app.command("set")
def set_command(
    name: NameArgument,
    role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
    group: Annotated[
        list[str] | None, typer.Option(help="The person's groups from now on, in place of all.")
    ] = None,
    no_groups: Annotated[bool, typer.Option("--no-groups", help="Take out of all groups.")] = False,
    users: UsersOption = None,
    library: LibraryOption = None,
) -> None:
    """Change a person's role or groups. It holds at once."""
    from assistant.people import changes

    if group and no_groups:
        raise UsageError("--group and --no-groups say opposite things. Give one of them.")
    groups = () if no_groups else group
    if role is None and not group and not no_groups:
        raise UsageError("Nothing to change. Give --role, --group or --no-groups.")
    people = _file(users, library)
    made = partial(changes.changed, name=name, role=role, groups=groups)
    account = changes.known(people.change(made), name)
    out(f"{account.name} is {_described(account)} now.")


@app.command()
def remove(name: NameArgument, users: UsersOption = None, library: LibraryOption = None) -> None:
    """Take a person out. Sessions and tokens end at once; what they recorded stays."""
    from assistant.people import changes

    people = _file(users, library)
    account = changes.known(people.contents(), name)
    people.change(partial(changes.removed, name=name))
    out(f"{account.name} is taken out.")


@app.command()
def token(
    name: NameArgument,
    revoke_all: Annotated[
        bool, typer.Option("--revoke-all", help="Make no new one; end all that there are.")
    ] = False,
    days: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=3650,
            help="How long the new one is good; WAYMARK_TOKEN_DAYS, or 90, if not said.",
        ),
    ] = None,
    users: UsersOption = None,
    library: LibraryOption = None,
) -> None:
    """Print a new token, with which a program acts as this person. It is not shown again."""
    from assistant.people import changes
    from assistant.people.keys import new_token

    if revoke_all and days is not None:
        raise UsageError("--revoke-all makes no new token, so --days means nothing beside it.")
    people = _file(users, library)
    account = changes.known(people.contents(), name)
    if revoke_all:
        people.change(partial(changes.without_tokens, name=name))
        out(f"All tokens of {account.name} are revoked: {len(account.tokens)}.")
        return
    made = new_token()
    until = Date.today() + timedelta(days=days or _settings(users, library).token_days)
    people.change(partial(changes.with_token, name=name, token=made, until=until))
    say(
        f"A program that sends this as “Authorization: Bearer …” acts as {account.name}, up to "
        f"and on {in_words(until.isoformat())}:"
    )
    out(made)


@app.command()
def collection(
    name: Annotated[
        str | None, typer.Argument(help="The collection; all of them if none is named.")
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            help="A group that reads it from now on, in place of all; “everybody” is one."
        ),
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="Close it to everybody.")] = False,
    users: UsersOption = None,
    library: LibraryOption = None,
) -> None:
    """Say which groups read a collection or, without groups, show it."""
    from assistant.people import changes
    from assistant.people.names import key_of

    people = _file(users, library)
    if group and nobody:
        raise UsageError("--group and --nobody say opposite things. Give one of them.")
    if (group or nobody) and name is None:
        raise UsageError("Name the collection that is to be opened or closed.")
    contents = people.contents()
    if name is not None and (group or nobody):
        contents = people.change(partial(changes.shared, collection=name, groups=group or ()))
        held = {one for a in contents.accounts.values() for one in contents.person(a).groups}
        for unheld in [one for one in group or () if key_of(one) not in held]:
            say(f"waymark: nobody is in the group “{unheld}” yet.")
    for shown in [name] if name is not None else sorted(contents.collections):
        groups = contents.collections.get(shown, ())
        out(f"{shown}: read by {', '.join(groups) or 'nobody'}")


def _file(users: Path | None, library: Path | None) -> PeopleFile:
    """The file that is meant: the one named, the one that the settings name, the Library's."""
    from assistant.people import PeopleFile
    from assistant.people.file import FILE

    settings = _settings(users, library)
    return PeopleFile(settings.users or settings.library / FILE)


def _settings(users: Path | None, library: Path | None) -> Settings:
    # The first person must not be refused for a host that waits for the first person.
    return load_settings(library=library, users=users, host="127.0.0.1")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "There is no terminal to ask for the password. Give it on standard input, with "
            "--password-stdin."
        )
    again = "The same again"
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=again, err=True)
    return typed


def _described(account: Account) -> str:
    groups = f" in {', '.join(account.groups)}" if account.groups else ""
    return f"{account.role}{groups}"


def _tokens(account: Account) -> list[str]:
    """The tokens in words, those with one last day together, the first to end first."""
    count: dict[Date | None, int] = {}
    for one in account.tokens:
        count[one.until] = count.get(one.until, 0) + 1
    return [
        f"{found} token{'s' if found > 1 else ''} {_until(until)}"
        for until, found in sorted(count.items(), key=lambda item: item[0] or Date.max)
    ]


def _until(until: Date | None) -> str:
    if until is None:
        return "without a last day"
    day = in_words(until.isoformat())
    return f"that ended on {day}" if until < Date.today() else f"until {day}"


def _row(contents: Contents, account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role.value,
        "groups": list(account.groups),
        "collections": sorted(contents.person(account).collections or ()),
        "password": account.password is not None,
        "tokens": len(account.tokens),
        "tokens_until": [one.until and one.until.isoformat() for one in account.tokens],
    }

"""Names of people, groups and collections: what may be one, and when two are the same."""

from __future__ import annotations

import unicodedata

from assistant.people.errors import PeopleRefused

LONGEST = 64

# Letters that are drawn as nothing, though Unicode counts them among the printable ones: two
# people could be told apart by no reader.
_INVISIBLE = frozenset(
    [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)]
)


def checked(name: str, what: str = "name") -> str:
    """`name` with single spaces and none around it. Raises PeopleRefused where it cannot be one.

    A name has 1 to 64 characters that can be seen: no control characters, and none that turn the
    direction of the text around it, with which one name could be made to look like another.
    """
    kept = " ".join(part for part in name.split(" ") if part)
    for form in (kept, unicodedata.normalize("NFKC", kept)):
        if not 1 <= len(form) <= LONGEST:
            raise PeopleRefused(f"A {what} has 1 to {LONGEST} characters, and {name!r} has not.")
        if not form.isprintable() or not _INVISIBLE.isdisjoint(map(ord, form)):
            raise PeopleRefused(
                f"The {what} {name!a} holds characters that cannot be seen. Type it again by "
                "hand rather than pasting it."
            )
    return kept


def key_of(name: str) -> str:
    """What two spellings of one name have in common: case, width and spacing do not count.

    Compatibility caseless matching, The Unicode Standard, section 3.13, D146.
    """
    form = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", name).casefold())
    return " ".join(unicodedata.normalize("NFKC", form.casefold()).split())

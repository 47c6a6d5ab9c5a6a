"""Every error that Waymark raises on purpose.

    WaymarkError
    ├── UsageError            the request itself is wrong            (exit code 2)
    ├── ReadError             one file cannot be read
    │   ├── UnsupportedFormat     no reader for this kind of file
    │   ├── EncryptedFile         it wants a password
    │   ├── ScannedFile           pages are pictures; no text to read
    │   ├── DamagedFile           truncated, mislabelled or broken
    │   ├── EmptyFile             nothing in it
    │   └── TooLarge              over a limit that protects this machine
    ├── LibraryError          the Library cannot do what was asked
    │   ├── LibraryMissing        nothing has been ingested there
    │   ├── LibraryBusy           somebody else is writing to it
    │   ├── LibraryMismatch       made with another model or schema
    │   └── LibraryFull           the disk has no room left
    └── ModelError            a model cannot be loaded or is not the one promised
        └── LanguageModelError    the language model's server is down, slow or makes no sense

A message says what happened, to which file or question, and what to do next. It is shown to
people as it stands.
"""

from __future__ import annotations

from enum import StrEnum


class WaymarkError(Exception):
    """Base of the tree. `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(WaymarkError):
    """The request itself is wrong: an empty question, a folder that does not exist."""

    exit_code = 2


class ReadError(WaymarkError):
    """One file cannot be read; the rest of a batch goes on.

    `reason` says what is wrong with the file, `remedy` what a person can do about it.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class UnsupportedFormat(ReadError):
    """No reader knows this kind of file."""


class EncryptedFile(ReadError):
    """The file wants a password."""


class ScannedFile(ReadError):
    """The file holds pictures of pages and no text."""


class DamagedFile(ReadError):
    """The file is truncated, mislabelled or otherwise not what its name says."""


class EmptyFile(ReadError):
    """There is nothing in the file."""


class TooLarge(ReadError):
    """The file is over a limit that keeps this machine usable."""


class LibraryError(WaymarkError):
    """The Library cannot do what was asked."""


class LibraryMissing(LibraryError):
    """Nothing has been ingested into this folder yet."""


class LibraryBusy(LibraryError):
    """Another process is writing to this Library."""


class LibraryMismatch(LibraryError):
    """The Library was made with another embedding model or an older schema."""


class LibraryFull(LibraryError):
    """The disk that holds the Library has no room left."""


class ModelError(WaymarkError):
    """A model's weights are missing or are not the ones promised."""


class Trouble(StrEnum):
    """What is the matter with a language model's server."""

    DOWN = "down"  # nobody there, or gone in the middle of a reply
    SLOW = "slow"
    BROKEN = "broken"  # a reply that is none: an error, a redirect, what cannot be read


class LanguageModelError(ModelError):
    """The language model gave no whole reply. `trouble` says in what way."""

    def __init__(self, trouble: Trouble, said: str) -> None:
        super().__init__(f"The language model's server is {trouble.value}: {said}")
        self.trouble = trouble

"""The tree of errors is the one that its docstring draws."""

from __future__ import annotations

import re

import pytest

from ingest import errors


def drawn() -> dict[str, int]:
    """Name → depth, as drawn."""
    tree = re.findall(r"^    ([│ ]*(?:[├└]── )?)([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE)
    return {name: len(lines) // 4 for lines, name in tree}


def test_the_drawing_is_true() -> None:
    found = {
        name: len(kind.__mro__) - len(errors.WaymarkError.__mro__)
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.WaymarkError)
    }
    assert drawn() == found


def test_a_read_error_says_what_is_wrong_and_what_to_do() -> None:
    error = errors.EmptyFile("The file holds no text.", "Save it again.")
    assert str(error) == "The file holds no text. Save it again."
    assert (error.reason, error.remedy) == ("The file holds no text.", "Save it again.")


@pytest.mark.parametrize(
    ("kind", "code"), [(errors.UsageError, 2), (errors.ModelError, 1), (errors.LibraryBusy, 1)]
)
def test_exit_codes(kind: type[errors.WaymarkError], code: int) -> None:
    assert kind.exit_code == code

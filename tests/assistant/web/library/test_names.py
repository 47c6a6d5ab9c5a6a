"""Names from other people's computers become names that do no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.library.names import (
    LONGEST,
    READABLE,
    clean_collection,
    clean_name,
    folder_for,
)
from ingest.errors import ReadError


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("minutes.md", "minutes.md"),
        ("../../etc/pass.txt", "pass.txt"),
        ("C:\\papers\\Minutes.PDF", "Minutes.pdf"),
        ("a\x00b\u202egpj.md", "abgpj.md"),
        ("  spaced \t out .docx", "spaced out.docx"),
        ("CON.md", "_CON.md"),
        ("com1.notes.txt", "_com1.notes.txt"),
        ("console.md", "console.md"),
        ('what: "is" <this>?.md', "what- -is- -this--.md"),
        ("cafe\u0301.md", "caf\xe9.md"),
    ],
)
def test_a_name_is_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("name", ["x.exe", "x", ".md", "..", "", "~$lock.docx", "waymark.toml"])
def test_what_is_no_paper_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(ReadError) as refused:
        clean_name(name)
    assert refused.value.remedy


def test_the_refusal_says_which_kinds_can_be_read() -> None:
    with pytest.raises(ReadError, match=r"\.docx.*\.pdf"):
        clean_name("tool.exe")
    with pytest.raises(ReadError, match=r"save it as \.docx"):
        clean_name("old.doc")


@given(st.text(max_size=400), st.sampled_from(sorted(READABLE)))
def test_whatever_is_typed_stays_in_its_folder(text: str, suffix: str) -> None:
    try:
        name = clean_name(text + suffix)
    except ReadError:
        return
    assert "/" not in name and "\\" not in name and name not in (".", "..")
    assert len(name.encode()) <= LONGEST
    assert name == clean_name(name), "cleaning twice is cleaning once"
    assert name.isprintable()


def test_long_names_keep_their_ending() -> None:
    assert clean_name("ä" * 300 + ".pdf").endswith("ä.pdf")


@pytest.mark.parametrize("name", ["", "  ", "../x", "a/b", "<b>", "x" * 61, ".hidden", "a\nb\x00"])
def test_what_cannot_be_a_collection_is_refused(name: str) -> None:
    with pytest.raises(ReadError):
        clean_collection(name)


def test_collections_have_folders_of_their_own() -> None:
    names = ["board", "Board", "board part 2", "board-part-2", "con", "Öffentlich", "???", "!!!"]
    folders = [folder_for(name) for name in names]
    assert len({folder.casefold() for folder in folders}) == len(names)
    assert folders[0] == "board"
    assert all(folder.isascii() and "/" not in folder and folder for folder in folders)

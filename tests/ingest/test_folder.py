"""What a folder's `waymark.toml` does to the papers in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.errors import UsageError
from ingest.folder import NO_RULES, FolderRules, rules_of
from tests.ingest.run_place import Place, counts


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def collections(place: Place) -> dict[str, tuple[str, str | None]]:
    with place.open() as library:
        return {
            record.document: (record.facts.collection, record.facts.provenance)
            for record in library.documents()
        }


def test_an_inner_folder_says_otherwise_for_its_own_and_keeps_the_rest(place: Place) -> None:
    place.write("waymark.toml", 'collection = "board"\nprovenance = "example"')
    place.write("part-2/waymark.toml", 'collection = "board-part-2"')
    place.write("a.txt", "open")
    place.write("part-2/b.txt", "closed")
    place.write("part-2/deep/c.txt", "closed too")
    place.ingest()
    assert collections(place) == {
        "a.txt": ("board", "example"),
        "part-2/b.txt": ("board-part-2", "example"),
        "part-2/deep/c.txt": ("board-part-2", "example"),
    }


def test_a_confidential_folder_stays_apart_whatever_is_typed(place: Place) -> None:
    place.write("part-2/waymark.toml", 'collection = "board-part-2"')
    place.write("a.txt", "open")
    place.write("part-2/b.txt", "closed")
    place.ingest(collection="everybody")
    assert collections(place) == {
        "a.txt": ("everybody", None),
        "part-2/b.txt": ("board-part-2", None),
    }


def test_a_single_file_follows_the_rules_of_its_folder(place: Place) -> None:
    place.write("waymark.toml", 'collection = "board"')
    paper = place.write("a.txt", "one")
    place.ingest(paper)
    assert collections(place) == {"a.txt": ("board", None)}


def test_a_folder_given_by_itself_follows_those_that_it_lies_in(place: Place) -> None:
    place.write("waymark.toml", 'provenance = "example"')
    place.write("part-2/waymark.toml", 'collection = "board-part-2"')
    inner = place.write("part-2/annexes/a.txt", "closed")
    place.ingest(inner.parent)
    assert collections(place) == {"a.txt": ("board-part-2", "example")}
    place.ingest(inner)
    assert collections(place) == {"a.txt": ("board-part-2", "example")}


def test_papers_in_an_archive_follow_the_rules_of_its_folder(place: Place) -> None:
    place.write("waymark.toml", 'collection = "board"')
    with zipfile.ZipFile(place.papers / "pack.zip", "w") as pack:
        pack.writestr("a.txt", "one")
        pack.writestr("waymark.toml", 'collection = "everybody"')
    place.ingest()
    assert collections(place) == {"pack.zip/a.txt": ("board", None)}


def test_changed_rules_move_papers_that_did_not_change(place: Place) -> None:
    place.write("a.txt", "one")
    place.ingest()
    place.write("waymark.toml", 'collection = "board"')
    assert counts(place.ingest()) == (0, 1, 0, 0, 0)
    assert collections(place) == {"a.txt": ("board", None)}
    assert counts(place.ingest()) == (0, 0, 1, 0, 0)


def test_what_is_ignored_is_told_and_taken_out(place: Place) -> None:
    place.write("drafts/a.txt", "one")
    place.write("b.txt", "two")
    place.write("old b.txt", "three")
    place.ingest()
    place.write("waymark.toml", 'ignore = ["drafts", "old *"]')
    report = place.ingest()
    assert counts(report) == (0, 0, 1, 2, 0)
    assert sorted(report.skipped) == ["drafts/", "old b.txt"]
    assert place.names() == ["b.txt"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("collection = ", "cannot be read"),
        ('colection = "board"', "says colection"),
        ("collection = 2", "a name between quotes"),
        ('provenance = " "', "a name between quotes"),
        ('ignore = "drafts"', "a list of names"),
    ],
)
def test_rules_that_cannot_be_understood_stop_the_run(place: Place, said: str, told: str) -> None:
    place.write("a.txt", "one")
    path = place.write("part-2/waymark.toml", said)
    with pytest.raises(UsageError, match=told) as error:
        place.ingest()
    assert str(path) in str(error.value)


def test_no_file_no_rules(tmp_path: Path) -> None:
    assert rules_of(tmp_path) is NO_RULES
    outer = FolderRules("board")
    assert rules_of(tmp_path, outer) is outer

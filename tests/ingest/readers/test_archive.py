"""ZIP archives, friendly and not."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge, UnsupportedFormat
from ingest.model import SourceFile
from ingest.readers.archive import Unpacked, unpack
from ingest.settings import Settings

Members = list[tuple[str | zipfile.ZipInfo, bytes]]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # duplicate names are what is tested
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def run(folder: Path, data: bytes, **settings: int) -> Unpacked:
    path = folder / "a.zip"
    path.write_bytes(data)
    chosen = Settings.model_validate(settings)
    return unpack(SourceFile("packs/a.zip", path), folder / "out", chosen)


def names(result: Unpacked) -> list[str]:
    return [file.document for file in result.files]


def refusals(result: Unpacked) -> dict[str, type[Exception]]:
    return {refused.document: type(refused.error) for refused in result.refused}


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_members_are_documents_of_the_archive(tmp_path: Path) -> None:
    members: Members = [("Minutes.TXT", b"one"), ("inner/deep/b.md", b"two"), ("empty/", b"")]
    result = run(tmp_path, packed(members))
    assert names(result) == ["packs/a.zip/Minutes.TXT", "packs/a.zip/inner/deep/b.md"]
    assert [file.path.read_bytes() for file in result.files] == [b"one", b"two"]
    assert [file.suffix for file in result.files] == [".txt", ".md"]
    assert all(tmp_path / "out" in file.path.parents for file in result.files)
    assert not result.refused


def test_rubbish_of_other_systems_is_passed_by(tmp_path: Path) -> None:
    members: Members = [("a.txt", b"x"), ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x")]
    result = run(tmp_path, packed(members))
    assert names(result) == ["packs/a.zip/a.txt"] and not result.refused


@pytest.mark.parametrize(
    "name",
    ["../escape.txt", "a/../../escape.txt", "/etc/escape.txt", "C:\\escape.txt", "..\\escape.txt"],
)
def test_names_that_escape_are_refused(tmp_path: Path, name: str) -> None:
    result = run(tmp_path, packed([(name, b"x"), ("good.txt", b"y")]))
    assert names(result) == ["packs/a.zip/good.txt"]
    assert list(refusals(result).values()) == [DamagedFile]
    assert "escape.txt" in result.refused[0].document
    assert not list(tmp_path.rglob("escape.txt")) and not (tmp_path.parent / "escape.txt").exists()


def test_links_are_refused(tmp_path: Path) -> None:
    result = run(tmp_path, packed([(link("link.txt"), b"/etc/passwd")]))
    assert refusals(result) == {"packs/a.zip/link.txt": DamagedFile}


def test_backslashes_are_folders(tmp_path: Path) -> None:
    assert names(run(tmp_path, packed([("inner\\b.txt", b"x")]))) == ["packs/a.zip/inner/b.txt"]


def test_later_duplicates_get_a_number(tmp_path: Path) -> None:
    members: Members = [("a.txt", b"1"), ("a.txt", b"2"), ("A.txt", b"3"), ("a (2).txt", b"4")]
    result = run(tmp_path, packed(members))
    assert names(result) == [
        "packs/a.zip/a.txt",
        "packs/a.zip/a (2).txt",
        "packs/a.zip/A (3).txt",
        "packs/a.zip/a (2) (2).txt",
    ]
    assert [file.path.read_bytes() for file in result.files] == [b"1", b"2", b"3", b"4"]


def test_encrypted_members_are_refused_by_name(tmp_path: Path) -> None:
    data = bytearray(packed([("open.txt", b"x"), ("locked.txt", b"y")]))
    entry = data.rfind(b"PK\x01\x02")  # the last entry of the directory
    data[entry + 8] |= 1  # general purpose bit 0: encrypted
    result = run(tmp_path, bytes(data))
    assert names(result) == ["packs/a.zip/open.txt"]
    assert refusals(result) == {"packs/a.zip/locked.txt": EncryptedFile}


def test_a_damaged_member_does_not_stop_the_rest(tmp_path: Path) -> None:
    data = bytearray(packed([("a.txt", b"abcdef"), ("b.txt", b"fine")], zipfile.ZIP_STORED))
    at = data.find(b"abcdef")
    data[at] ^= 0xFF
    result = run(tmp_path, bytes(data))
    assert names(result) == ["packs/a.zip/b.txt"]
    assert refusals(result) == {"packs/a.zip/a.txt": DamagedFile}


def test_unreadable_formats_are_refused_without_unpacking(tmp_path: Path) -> None:
    result = run(tmp_path, packed([("film.mp4", b"x"), ("old.doc", b"x"), ("a.txt", b"x")]))
    assert refusals(result) == {
        "packs/a.zip/film.mp4": UnsupportedFormat,
        "packs/a.zip/old.doc": UnsupportedFormat,
    }
    assert not list((tmp_path / "out").rglob("*.mp4"))


def test_archives_inside_are_opened_once(tmp_path: Path) -> None:
    deepest = packed([("c.txt", b"c")])
    inner = packed([("b.txt", b"b"), ("deeper.zip", deepest)])
    result = run(tmp_path, packed([("inner.zip", inner), ("a.txt", b"a")]))
    assert names(result) == ["packs/a.zip/inner.zip/b.txt", "packs/a.zip/a.txt"]
    assert refusals(result) == {"packs/a.zip/inner.zip/deeper.zip": TooLarge}


def test_a_damaged_archive_inside_does_not_stop_the_rest(tmp_path: Path) -> None:
    result = run(tmp_path, packed([("inner.zip", b"PK\x03\x04 broken"), ("a.txt", b"a")]))
    assert names(result) == ["packs/a.zip/a.txt"]
    assert refusals(result) == {"packs/a.zip/inner.zip": DamagedFile}


@pytest.mark.parametrize("nested", [False, True])
def test_bombs_stop_the_whole_archive(tmp_path: Path, nested: bool) -> None:
    data = packed([(f"{n}.txt", bytes(600_000)) for n in range(3)])
    data = packed([("inner.zip", data), ("a.txt", b"a")]) if nested else data
    with pytest.raises(TooLarge, match="unpacks to more than 1 MB"):
        run(tmp_path, data, max_unpacked_mb=1)


def test_bytes_out_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="200 times its size"):
        run(tmp_path, packed([("zeros.txt", bytes(60 * 1024 * 1024))]))


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    data = bytearray(packed([("a.txt", bytes(2_000_000))]))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + offset, 10)
    result = run(tmp_path, bytes(data), max_unpacked_mb=1)
    assert not result.files
    assert refusals(result) == {"packs/a.zip/a.txt": DamagedFile}
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_one_member_over_the_limit_for_files(tmp_path: Path) -> None:
    members: Members = [("big.txt", bytes(1_200_000)), ("a.txt", b"a")]
    result = run(tmp_path, packed(members), max_file_mb=1)
    assert refusals(result) == {"packs/a.zip/big.txt": TooLarge}
    assert names(result) == ["packs/a.zip/a.txt"]


def test_a_truncated_archive(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="cut short"):
        run(tmp_path, packed([("a.txt", b"words" * 100)])[:-30])


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        run(tmp_path, packed([("folder/", b"")]))


def test_utf8_names_of_programs_that_do_not_say_so(tmp_path: Path) -> None:
    data = packed([("Caf\u00e9.txt", b"x")])
    plain = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = plain.find(mark) + offset
        struct.pack_into("<H", plain, at, 0)
    assert names(run(tmp_path, bytes(plain))) == ["packs/a.zip/Caf\u00e9.txt"]

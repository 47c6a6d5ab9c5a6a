"""What a file really is, and text out of bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    ReadError,
    TooLarge,
    UnsupportedFormat,
)
from ingest.model import SourceFile
from ingest.readers import ARCHIVES, SUFFIXES, check_file, is_clutter, read_file, reader_for
from ingest.readers.folding import fold
from ingest.readers.formats import EXPECTED
from ingest.readers.sniff import decode_text
from ingest.settings import Settings

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HTML = b"<!DOCTYPE html>\n<html><body><p>A page</p></body></html>"


def write(folder: Path, name: str, data: bytes) -> SourceFile:
    path = folder / name
    path.write_bytes(data)
    return SourceFile(name, path)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def zipped(folder: Path, name: str, member: str) -> SourceFile:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "words")
    return SourceFile(name, path)


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("paper.pdf", PNG, DamagedFile, "PNG picture"),
        ("paper.pdf", b"just words", DamagedFile, "plain text"),
        ("paper.pdf", HTML, DamagedFile, "web page"),
        ("paper.docx", HTML, DamagedFile, "web page"),
        ("paper.docx", b"%PDF-1.7\n" + bytes(50), DamagedFile, "a PDF"),
        ("paper.docx", b"{\\rtf1 words}", DamagedFile, "Rich Text"),
        ("paper.docx", bytes(5000), DamagedFile, "never fully downloaded"),
        ("paper.docx", ole("EncryptedPackage"), EncryptedFile, "password"),
        ("paper.xlsx", ole("EncryptedPackage"), EncryptedFile, "save a copy without one"),
        ("paper.docx", ole("WordDocument"), DamagedFile, "save it as .docx"),
        ("paper.docx", ole("Workbook"), DamagedFile, "old .xls file"),
        ("paper.doc", ole("WordDocument"), UnsupportedFormat, "save it as .docx"),
        ("paper.xls", OLE, UnsupportedFormat, "save it as .xlsx"),
        ("paper.ppt", OLE, UnsupportedFormat, "save it as .pptx"),
        ("paper.txt", OLE, DamagedFile, "old Microsoft Office file"),
        ("paper.txt", HTML, DamagedFile, "web page"),
        ("paper.txt", PNG, DamagedFile, "PNG picture"),
        ("paper.md", b"%PDF-1.4 words", DamagedFile, "a PDF"),
        ("paper.csv", b"\xff\xd8\xff\xe0" + bytes(50), DamagedFile, "JPEG"),
        ("paper.html", PNG, DamagedFile, "PNG"),
        ("paper.zip", b"not a zip", DamagedFile, "plain text"),
        ("paper.txt", b"", EmptyFile, "0 bytes"),
        ("scan.png", PNG, UnsupportedFormat, "text layer"),
        ("paper.xyz", b"words", UnsupportedFormat, "Readable are"),
        ("paper", b"words", UnsupportedFormat, "without an ending"),
    ],
)
def test_refuses_what_a_file_is_not(
    tmp_path: Path, name: str, data: bytes, error: type[ReadError], says: str
) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        check_file(write(tmp_path, name, data), Settings())
    assert type(caught.value) is error
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize("name", ["paper.txt", "paper.docx", "paper.csv"])
def test_a_zip_under_another_name_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DamagedFile, match="ZIP archive"):
        check_file(zipped(tmp_path, name, "minutes.txt"), Settings())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"words"),
        ("a.txt", "w\u00f6rds".encode("cp1252")),
        ("a.txt", "words".encode("utf-16")),
        ("a.TXT", b"WORDS"),
        ("a.md", b"<div>markdown may begin with a tag</div>"),
        ("a.html", b"<p>no head, no body"),
        ("a.html", b"\xef\xbb\xbf  <!-- saved --> <html>"),
        ("a.pdf", b"junk before\n%PDF-1.4"),
        ("a.csv", b"a,b\n1,2"),
    ],
)
def test_lets_the_right_ones_by(tmp_path: Path, name: str, data: bytes) -> None:
    assert check_file(write(tmp_path, name, data), Settings()) is None


def test_size_limit(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", b"x" * (1024 * 1024 + 1))
    with pytest.raises(TooLarge, match="limit is 1 MB"):
        check_file(source, Settings(max_file_mb=1))


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(DamagedFile, match="cannot be opened"):
        check_file(SourceFile(name, tmp_path / name), Settings())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", b"words")
    source.path.chmod(0)
    with pytest.raises(DamagedFile, match="Check that you may read it"):
        check_file(source, Settings())


def test_every_readable_ending_has_a_reader(tmp_path: Path) -> None:
    assert set(EXPECTED) == SUFFIXES | ARCHIVES
    for suffix in SUFFIXES:
        assert suffix in reader_for(SourceFile("a", tmp_path / f"a{suffix}")).suffixes
    with pytest.raises(UnsupportedFormat, match=r"save it as \.docx"):
        reader_for(SourceFile("a.odt", tmp_path / "a.odt"))


def test_read_file_checks_first(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="PNG picture"):
        read_file(write(tmp_path, "paper.md", PNG), Settings())


def test_choosing_a_reader_loads_nothing_heavy() -> None:
    heavy = {"docx", "pptx", "openpyxl", "selectolax", "lxml", "pypdf", "pypdfium2", "torch"}
    code = (
        "import sys; from pathlib import Path; from ingest.readers import SUFFIXES, reader_for\n"
        "from ingest.model import SourceFile\n"
        "for s in SUFFIXES: reader_for(SourceFile('a', Path('a' + s)))\n"
        f"print(sorted(set(sys.modules) & {heavy!r}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "clutter"),
    [
        ("__MACOSX/._paper.docx", True),
        ("inner/.DS_Store", True),
        ("~$paper.docx", True),
        ("Thumbs.db", True),
        ("inner\\desktop.ini", True),
        ("paper.docx", False),
        ("MACOSX notes.docx", False),
    ],
)
def test_clutter(name: str, clutter: bool) -> None:
    assert is_clutter(name) is clutter


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("\u00a35m \u2013 café".encode(), "\u00a35m \u2013 café", "utf-8"),
        (b"\xef\xbb\xbfmarked", "marked", "utf-8"),
        ("a\u2019b".encode("utf-16"), "a\u2019b", "utf-16-le"),
        (b"\xfe\xff" + "ab".encode("utf-16-be"), "ab", "utf-16-be"),
        ("ab".encode("utf-32"), "ab", "utf-32-le"),
        ("no mark at all".encode("utf-16-le"), "no mark at all", "utf-16-le"),
        ("no mark at all".encode("utf-16-be"), "no mark at all", "utf-16-be"),
        (b"the Board\x92s \xa35m", "the Board\u2019s \u00a35m", "windows-1252"),
        ("é £".encode("cp1252"), "é £", "windows-1252"),
        ("café ’".encode() + b" \x96", "café ’ \u2013", "utf-8 with windows-1252"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n", "utf-8"),
        (b"page\x0cpage", "page\x0cpage", "utf-8"),
        (
            "Привет, это протокол заседания правления от мая месяца.".encode("cp1251") * 5,
            None,
            None,
        ),
    ],
)
def test_decode_text(data: bytes, text: str | None, encoding: str | None) -> None:
    found, name = decode_text(data)
    if text is None:
        assert "протокол заседания" in found
    else:
        assert (found, name) == (text, encoding)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, PNG * 4, b"\x00\x01\x02\x03" * 300])
def test_decode_text_refuses_rubbish(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="not text"):
        decode_text(data)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_decode_text_round_trips_utf8(text: str) -> None:
    text = text.replace("\u2028", "").replace("\u2029", "").removeprefix("\ufeff")
    assert decode_text(text.encode())[0] == text


@given(st.binary(max_size=300))
def test_decode_text_never_fails_otherwise(data: bytes) -> None:
    try:
        text, name = decode_text(data)
    except DamagedFile:
        return
    assert "\r" not in text and "\x00" not in text and name


@given(st.text(max_size=200))
def test_fold_is_idempotent_and_writable(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert "  " not in folded and "\n" not in folded and folded.encode() is not None

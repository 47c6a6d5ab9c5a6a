"""Plain text files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import DamagedFile, EmptyFile
from ingest.model import ReadFile, SourceFile
from ingest.readers.text import PlainTextReader
from ingest.settings import Settings

Said = tuple[str, int | None, str | None, str]
PAPERS = Path(__file__).parents[4] / "shared" / "papers"


def read(folder: Path, page: str | bytes) -> ReadFile:
    path = folder / "paper.txt"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return PlainTextReader().read(SourceFile("paper.txt", path), Settings())


def said(got: ReadFile) -> list[Said]:
    return [(b.kind.value, b.level, b.label, b.text) for b in got.blocks]


def words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


WRAPPED = """The Board received the report on urgent care and noted the progress
that has been made since the last meeting in public, which was held
in March. It asked for a further report.
The Chair thanked the team.

Next steps
The team will report again in June, and will bring the figures for the
whole year with them so that the Board can see the trend in full.
- a point that is longer than the page is wide and so goes on upon the
  next line
"""

CASES: dict[str, tuple[str, list[Said]]] = {
    "one line is one paragraph": (
        "One.\nTwo.\n\nThree.",
        [("paragraph", None, None, t) for t in ("One.", "Two.", "Three.")],
    ),
    "lists, nested": (
        "To:\n- one\n  - deeper\n- two\n",
        [
            ("paragraph", None, None, "To:"),
            ("item", 1, None, "one"),
            ("item", 2, None, "deeper"),
            ("item", 1, None, "two"),
        ],
    ),
    "numbered clauses are paragraphs": (
        "3. Summary\n3.1 The Board met.\n\n- 3.2 It agreed.",
        [
            ("item", 1, "3.", "3. Summary"),
            ("paragraph", None, "3.1", "3.1 The Board met."),
            ("paragraph", None, "3.2", "3.2 It agreed."),
        ],
    ),
    "tables": (
        "Meeting\tDate\nBoard\t1 May\n",
        [("row", None, None, "Meeting\tDate"), ("row", None, None, "Board\t1 May")],
    ),
    "rules are no text": ("A\n-----\nB\n* * *\n", [("paragraph", None, None, t) for t in "AB"]),
    "lines broken at a width": (
        WRAPPED,
        [
            ("paragraph", None, None, " ".join(WRAPPED.split("\n")[:3])),
            ("paragraph", None, None, "The Chair thanked the team."),
            ("paragraph", None, None, "Next steps"),
            ("paragraph", None, None, " ".join(WRAPPED.split("\n")[6:8])),
            (
                "item",
                1,
                None,
                "a point that is longer than the page is wide and so goes on upon the next line",
            ),
        ],
    ),
}


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks(tmp_path: Path, page: str, expected: list[Said]) -> None:
    assert said(read(tmp_path, page)) == expected


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("£5m – “Bevölkerung”".encode(), "utf-8"),
        ("£5m – “Bevölkerung”".encode("utf-8-sig"), "utf-8"),
        ("£5m – “Bevölkerung”".encode("utf-16"), "utf-16-le"),
        ("£5m – “Bevölkerung”".encode("utf-16-be"), "utf-16-be"),
        ("£5m – “Bevölkerung” and other plain words of the paper".encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    got = read(tmp_path, data)
    assert got.metadata["encoding"] == encoding
    assert got.blocks[0].text.startswith("£5m – “Bevölkerung”")


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
def test_line_endings(tmp_path: Path, ending: str) -> None:
    assert [b.text for b in read(tmp_path, ending.join(["One", "Two"])).blocks] == ["One", "Two"]


@pytest.mark.parametrize(
    ("page", "pages", "of_blocks"),
    [
        ("One\fTwo", 2, [1, 2]),
        ("One\n\fTwo\n\f", 2, [1, 2]),
        ("One\n\f\fThree", 3, [1, 3]),
        ("One\nTwo", None, [None, None]),
    ],
)
def test_form_feeds_are_pages(
    tmp_path: Path, page: str, pages: int | None, of_blocks: list[int | None]
) -> None:
    got = read(tmp_path, page)
    assert got.pages == pages
    assert [b.page for b in got.blocks] == of_blocks


@pytest.mark.parametrize("page", ["", "\n\n", " \t \n", "\ufeff", "-----\n"])
def test_nothing_in_it(tmp_path: Path, page: str) -> None:
    with pytest.raises(EmptyFile, match="no text"):
        read(tmp_path, page)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile):
        read(tmp_path, bytes(range(256)) * 40)


def test_a_transcript(tmp_path: Path) -> None:
    lines = ["# a program's free transcript"]
    lines += [f"00:00:{n:02}.000 and so we went on to the next thing" for n in range(30)]
    got = read(tmp_path, "\n".join(lines))
    assert got.broken
    assert got.furniture == ("# a program's free transcript",)
    assert " ".join(b.text for b in got.blocks) == " ".join(lines[1:])


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
@given(
    st.lists(
        st.one_of(
            st.text(
                st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=90
            ),
            st.sampled_from(["", "- a point", "  • deeper", "3.1 Clause", "A\tB", "word " * 14]),
        ),
        max_size=30,
    )
)
def test_no_word_is_lost_or_moved(tmp_path: Path, lines: list[str]) -> None:
    lines = ["Opening", *(line for line in lines if not line.lstrip().startswith("o"))]
    got = read(tmp_path, "\n".join(lines))
    assert words("".join(b.text for b in got.blocks)) == words("".join(lines))


@pytest.mark.skipif(not PAPERS.is_dir(), reason="the real papers are not beside this checkout")
def test_real_papers_keep_every_word() -> None:
    for path in sorted(PAPERS.glob("*.txt")):
        got = PlainTextReader().read(SourceFile(path.name, path), Settings())
        assert not got.broken, path.name
        assert words("".join(b.text for b in got.blocks)) == words(path.read_text("utf-8"))

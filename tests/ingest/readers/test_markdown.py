"""Markdown as people and converters write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import EmptyFile
from ingest.model import BlockKind, ReadFile, SourceFile
from ingest.readers.front_matter import front_matter
from ingest.readers.markdown import MarkdownReader
from ingest.readers.markdown_inline import inline
from ingest.settings import Settings

Said = tuple[str, int | None, str | None, bool, str]
REAL = Path(__file__).parents[4] / "shared" / "real"


def read(folder: Path, page: str) -> ReadFile:
    path = folder / "paper.md"
    path.write_bytes(page.encode())
    return MarkdownReader().read(SourceFile("paper.md", path), Settings())


def words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def paragraph(text: str, *, bold: bool = False, label: str | None = None) -> Said:
    return ("paragraph", None, label, bold, text)


def item(level: int, text: str, label: str | None = None) -> Said:
    return ("item", level, label, False, text)


def heading(level: int, text: str, label: str | None = None) -> Said:
    return ("heading", level, label, False, text)


LONG = "The Board received the report on urgent care and noted what it said"

CASES: dict[str, tuple[str, list[Said]]] = {
    "headings": (
        "# One\n### 2. Three *deep* ###\n##Tight\n#hashtag",
        [
            heading(1, "One"),
            heading(3, "2. Three deep", "2."),
            heading(2, "Tight"),
            paragraph("#hashtag"),
        ],
    ),
    "underlined headings": (
        "One\n===\n\n3.1 Two\n---\n\ntext\n\n---\n",
        [heading(1, "One"), heading(2, "3.1 Two", "3.1"), paragraph("text")],
    ),
    "an item over a rule is no heading": ("- point\n---\ntext", [item(1, "point"),
        paragraph("text")]),
    "nested lists": (
        "* one\n    - deeper\n* two\n1. first\n+ plus",
        [item(1, "one"), item(3, "deeper"), item(1, "two"), item(1, "1. first", "1."), item(1,
            "plus")],
    ),
    "an item goes on": (
        "- one that goes\n  on here\n- two",
        [item(1, "one that goes on here"), item(1, "two")],
    ),
    "numbered clauses": (
        "3.1 The Board met.\n3.2 It agreed.",
        [paragraph("3.1 The Board met.", label="3.1"), paragraph("3.2 It agreed.", label="3.2")],
    ),
    "a paragraph over two lines": (f"{LONG}\nBoard members.",
        [paragraph(f"{LONG} Board members.")]),
    "short lines are lines": (
        "Minutes of the meeting\nThursday 28 March\n",
        [paragraph("Minutes of the meeting"), paragraph("Thursday 28 March")],
    ),
    "a break that is asked for": (f"{LONG}\\\nB<br>C", [paragraph(LONG + "\\"), paragraph("B"),
        paragraph("C")]),
    "bold lines": (
        "**Aims**\ntext\n\n__Next steps__:\n**One** and **two**",
        [
            paragraph("Aims", bold=True),
            paragraph("text"),
            paragraph("Next steps:", bold=True),
            paragraph("One and two"),
        ],
    ),
    "emphasis at the start is no bullet": (
        "*Chair* of the Board\n\n**Decision** made",
        [paragraph("Chair of the Board"), paragraph("Decision made")],
    ),
    "a bullet in bold": ("**• **High-quality care", [item(1, "High-quality care")]),
    "quotations": ("> # Said\n> - so", [heading(1, "Said"), item(1, "so")]),
    "code is lines": (
        "```python\n# no heading\n- no point\n```\n# Heading",
        [paragraph("# no heading"), paragraph("- no point"), heading(1, "Heading")],
    ),
    "comments are not seen": ("One <!-- not\nthis -->\n", [paragraph("One")]),
}  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES.keys())
def test_blocks(tmp_path: Path, page: str, expected: list[Said]) -> None:
    got = [(b.kind.value, b.level, b.label, b.bold, b.text) for b in read(tmp_path, page).blocks]
    assert (
        got == [(k, lv, la, bo, t.rstrip("\\")) for k, lv, la, bo, t in expected] or got == expected
    )


Table = list[tuple[int | None, tuple[str, ...], tuple[str, ...]]]
HEAD = ("Role", "Who")
TABLES: dict[str, tuple[str, Table]] = {
    "framed": (
        "| Role | Who |\n|:--|--:|\n| Chair | **A** |\n",
        [(0, HEAD, ()), (0, ("Chair", "A"), HEAD)],
    ),
    "without a frame": (
        "Role | Who\n--- | ---\nChair | A\n\ntext | and more",
        [(0, HEAD, ()), (0, ("Chair", "A"), HEAD)],
    ),
    "two tables": (
        "|a|\n|-|\n|b|\n\n|c|\n|-|\n|d|",
        [(0, ("a",), ()), (0, ("b",), ("a",)), (1, ("c",), ()), (1, ("d",), ("c",))],
    ),
    "rows of other lengths": (
        "|Role|Who|\n|-|-|\n|Chair|\n|A|B|C|",
        [(0, HEAD, ()), (0, ("Chair", ""), HEAD), (0, ("A", "B", "C"), ("Role", "Who", ""))],
    ),
    "without a head": ("| A | B |\n| C | D |", [(0, ("A", "B"), ()), (0, ("C", "D"), ())]),
    "an empty head": ("| | |\n|-|-|\n|C|D|", [(0, ("C", "D"), ())]),
    "an escaped bar, a break": (
        "|a|b|\n|-|-|\n|x \\| y|one<br>two|",
        [(0, ("a", "b"), ()), (0, ("x | y", "one two"), ("a", "b"))],
    ),
}


@pytest.mark.parametrize(("page", "expected"), TABLES.values(), ids=TABLES.keys())
def test_tables(tmp_path: Path, page: str, expected: Table) -> None:
    rows = [b for b in read(tmp_path, page).blocks if b.kind is BlockKind.ROW]
    assert [(b.table, b.cells, b.header) for b in rows] == expected
    assert all(b.text == "\t".join(b.cells) for b in rows)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("***both*** and _one_", "both and one"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("\\(ICB\\) \\*not\\*", "(ICB) *not*"),
        ("[film](#) and [site](https://a.uk/b_(c))", "film and site (https://a.uk/b_(c))"),
        ('[site](<https://a.uk> "Its title")', 'site (https://a.uk "Its title")'),
        ("![alt](pic.png)", "alt (pic.png)"),
        ("H<sub>2</sub>O and <b>bold</b> x < 3", "H 2 O and bold x < 3"),
        ("`code` here", "code here"),
    ],
)
def test_inline(source: str, text: str) -> None:
    assert inline(source) == text


@pytest.mark.parametrize(
    ("page", "facts", "body"),
    [
        ("---\ntitle: A\nDate: 2024-03-01\ntags: [x, y]\nempty:\n---\nText", 
         {"title": "A", "date": "2024-03-01", "tags": "x, y", "empty": ""}, "Text"),
        ('+++\ntitle = "A"\n+++\nText', {"title": "A"}, "Text"),
        ("---\ntitle: a --- b\n---\nText", {"title": "a --- b"}, "Text"),
        ("---\nJust words\n---\nText", {}, None),
        ("---\ntitle: [never closed\n---\nText", {}, None),
        ("---\na: &a [1,1]\nb: [*a, *a]\n---\nText", {}, None),
        ("---\ntitle: never ended\n", {}, None),
        ("Text\n---\nno: facts\n---\n", {}, None),
        ("---\n---\nText", {}, "Text"),
    ],
)  # fmt: skip
def test_front_matter(page: str, facts: dict[str, str], body: str | None) -> None:
    assert front_matter(page) == (facts, page if body is None else body)


def test_front_matter_becomes_metadata(tmp_path: Path) -> None:
    got = read(tmp_path, "---\nTitle: A paper\n---\n# One\n")
    assert got.metadata == {"title": "A paper"}
    assert [b.text for b in got.blocks] == ["One"]


@pytest.mark.parametrize("page", ["", "\n\n", "---\ntitle: A\n---\n", "***\n", "<!-- x -->", "#\n"])
def test_nothing_in_it(tmp_path: Path, page: str) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, page)


_LINES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"]), max_size=80),
    st.sampled_from(
        ["", "# Head", "- point", "  * deeper", "**Bold**", "| a | b |", "|---|---|", "3.1 Clause",
         "> said", "===", "[words](address)", "*a* **b** _c_", "word " * 12]
    ),
)  # fmt: skip


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80
)
@given(st.lists(_LINES, max_size=25))
def test_no_word_is_lost_or_moved(tmp_path: Path, lines: list[str]) -> None:
    lines = ["Opening", *(s for s in lines if "<" not in s and not s.lstrip("> ").startswith("o"))]
    lines = [s for s in lines if "```" not in s and "~~~" not in s]
    got = read(tmp_path, "\n".join(lines))
    assert words("".join(b.text for b in got.blocks)) == words("".join(lines))
    assert all(b.text.strip() for b in got.blocks)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real papers are not beside this checkout")
def test_real_papers_keep_every_word() -> None:
    for path in sorted(REAL.glob("*.md")):
        got = MarkdownReader().read(SourceFile(path.name, path), Settings())
        if got.broken:
            continue
        _, body = front_matter(path.read_text("utf-8"))
        assert words("".join(b.text for b in got.blocks)) == words(body), path.name


@pytest.mark.skipif(not REAL.is_dir(), reason="the real papers are not beside this checkout")
def test_within_a_block_of_a_ragged_paper_every_word_stands_as_in_the_file() -> None:
    path = REAL / "NHS-england-Productivity.md"
    got = MarkdownReader().read(SourceFile(path.name, path), Settings())
    assert got.broken
    source = words(path.read_text("utf-8"))
    at = 0
    for block in got.blocks:
        found = source.find(words(block.text), at)
        assert found >= 0, block.text
        at = found + len(words(block.text))

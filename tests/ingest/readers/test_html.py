"""Web pages as sites send them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import DamagedFile, EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers.html import HtmlReader
from ingest.settings import Settings

Said = tuple[str, int | None, str | None, str]


def read(folder: Path, page: str | bytes, name: str = "page.html") -> ReadFile:
    path = folder / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return HtmlReader().read(SourceFile(name, path), Settings())


def said(block: RawBlock) -> Said:
    return block.kind.value, block.level, block.label, block.text


CASES: dict[str, tuple[str, list[Said]]] = {
    "headings": (
        "<h1>One</h1><h3>2. Three <em>deep</em></h3>",
        [("heading", 1, None, "One"), ("heading", 3, "2.", "2. Three deep")],
    ),
    "paragraphs, entities, breaks": (
        "<p>A &amp; B<br>same&nbsp;paragraph</p>bare <b>text</b><br><br>next",
        [
            ("paragraph", None, None, "A & B same paragraph"),
            ("paragraph", None, None, "bare text"),
            ("paragraph", None, None, "next"),
        ],
    ),
    "what nobody closed": (
        "<p>one<p>two <b>bold<ul><li>a<li>b</ul>",
        [
            ("paragraph", None, None, "one"),
            ("paragraph", None, None, "two bold"),
            ("item", 1, None, "a"),
            ("item", 1, None, "b"),
        ],
    ),
    "lists": (
        "<ul><li>a<ul><li>deep</li></ul></li></ul><ol start=3><li>c</li><li><p>d</p><p>more"
        "</p></li></ol>"
        "<ol type=i><li>first<li value=4>fourth</ol>",
        [
            ("item", 1, None, "a"),
            ("item", 2, None, "deep"),
            ("item", 1, "3.", "3. c"),
            ("item", 1, "4.", "4. d"),
            ("paragraph", None, None, "more"),
            ("item", 1, "i.", "i. first"),
            ("item", 1, "iv.", "iv. fourth"),
        ],
    ),
    "clauses": (
        "<p>3.1 The Board notes.</p>",
        [("paragraph", None, "3.1", "3.1 The Board notes.")],
    ),
    "scripts and hidden things": (
        "<script>x()</script><style>p{}</style><p hidden>no</p><p style='display:none'>no</p>"
        "<p>yes</p>",
        [("paragraph", None, None, "yes")],
    ),
    "layout tables": (
        "<table><tr><td>Left words</td></tr></table><table role=presentation><tr><td>a<td>b"
        "</table>",
        [
            ("paragraph", None, None, "Left words"),
            ("paragraph", None, None, "a"),
            ("paragraph", None, None, "b"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_blocks(tmp_path: Path, case: str) -> None:
    page, expected = CASES[case]
    assert [said(b) for b in read(tmp_path, page).blocks] == expected


def test_tables_keep_their_columns(tmp_path: Path) -> None:
    page = """<table><caption>Aims</caption>
    <thead><tr><th>Aim</th><th>Benefit</th><th>Tick</th></tr></thead>
    <tr><td rowspan=2>A</td><td>b <script>no</script></td><td></td></tr>
    <tr><td>c</td><td>X</td></tr>
    <tr><td colspan=3>The second group</td></tr></table>"""
    blocks = read(tmp_path, page).blocks
    assert (blocks[0].text, blocks[0].bold, blocks[0].caption) == ("Aims", True, True)
    assert [b.cells for b in blocks[1:]] == [
        ("Aim", "Benefit", "Tick"),
        ("A", "b", ""),
        ("", "c", "X"),
        ("The second group", "", ""),
    ]
    assert [b.header for b in blocks[1:]] == [(), *[("Aim", "Benefit", "Tick")] * 2, ()]
    assert {b.table for b in blocks[1:]} == {0}


def test_definition_lists_are_rows(tmp_path: Path) -> None:
    page = "<dl><dt>ICB<dd>Integrated Care Board<dt>CCG<dt>Old <i>name</i><dd>one<dd>two</dl>"
    assert [b.cells for b in read(tmp_path, page).blocks] == [
        ("ICB", "Integrated Care Board"),
        ("CCG / Old name", "one two"),
    ]


PAGE = """<!doctype html><html><head><title>Clinical strategy | The Trust</title>
<meta name="author" content="A &amp; B">
<meta property="article:published_time" content="2022-03-01">
<meta name="DCTERMS.modified" content="2023-01-02"></head>
<body class="cookie-consent-unset">
<header><a>Logo</a><h1>Clinical strategy</h1></header>
<nav><ul><li>Home</ul></nav><div id="cookie-banner">We use cookies</div>
<form><div class="content"><p>{words}</p></div><input value=x></form>
<form>Search this site</form>
<aside>See also</aside><footer>Copyright</footer></body></html>"""


def test_what_stands_round_the_page_is_furniture(tmp_path: Path) -> None:
    words = "The strategy says a good deal about pathways. " * 5
    found = read(tmp_path, PAGE.format(words=words))
    assert [b.text for b in found.blocks] == ["Clinical strategy", words.strip()]
    assert found.blocks[0].kind is BlockKind.HEADING
    for left_out in ("Home", "We use cookies", "Search this site", "See also", "Copyright"):
        assert left_out in found.furniture
    assert found.metadata == {
        "title": "Clinical strategy | The Trust",
        "author": "A & B",
        "date": "2022-03-01",
        "modified": "2023-01-02",
    }
    assert found.pages is None


def test_an_article_keeps_its_own_header(tmp_path: Path) -> None:
    own = "<header><h1>Title</h1><p>By A Person</p></header>"
    page = f"<main><article>{own}<p>Text</p></article></main>"
    assert [b.text for b in read(tmp_path, page).blocks] == ["Title", "By A Person", "Text"]


def test_main_is_taken_where_it_holds_the_page(tmp_path: Path) -> None:
    page = f"<div>Strapline</div><h1>Title</h1><main><p>{'words ' * 30}</p></main>"
    found = read(tmp_path, page)
    assert [b.text for b in found.blocks] == ["Title", ("words " * 30).strip()]
    assert found.furniture == ("Strapline",)


def test_the_caption_of_a_picture_is_one(tmp_path: Path) -> None:
    page = "<figure><img><figcaption><b>Beds</b></figcaption></figure><p>Next</p>"
    assert [(b.text, b.caption) for b in read(tmp_path, page).blocks] == [
        ("Beds", True), ("Next", False),
    ]  # fmt: skip


OUTSIDE = """<div class="wrap"><p>This strategy was <b>superseded</b> on 1 March 2025.</p>
<div><p>The trust's strapline</p></div>loose words</div>
<div class="banner">DRAFT: not yet approved by the Board</div>
<div class="cookie-banner">This page has cookies</div>
<div class="banner" style="display: none">This page is archived now</div>
<p><a href="/old">Archived papers and minutes</a></p>
<main><h1>Strategy</h1><aside>This paper is illustrative.</aside><p>{words}</p></main>
<p>This page is no longer maintained.</p><div>Share</div>"""


def test_notices_about_the_page_are_kept_and_the_rest_outside_it_is_told(tmp_path: Path) -> None:
    words = ("words " * 60).strip()
    found = read(tmp_path, OUTSIDE.format(words=words))
    assert [b.text for b in found.blocks] == [
        "This strategy was superseded on 1 March 2025.",
        "DRAFT: not yet approved by the Board",
        "This page is no longer maintained.",
        "Strategy",
        "This paper is illustrative.",
        words,
    ]
    assert found.furniture == (
        "This page has cookies",
        "This page is archived now",
        "The trust's strapline",
        "loose words",
        "Archived papers and minutes",
        "Share",
    )


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<meta charset="windows-1252"><p>caf\u00e9 \u2013'.encode("cp1252"), "caf\u00e9 \u2013"),
        ('<meta charset="iso-8859-1"><p>\u2018so\u2019'.encode("cp1252"), "\u2018so\u2019"),
        ('<meta charset="utf-8"><p>\u00a35m'.encode(), "\u00a35m"),
        ('<meta charset="no-such"><p>\u00a35m'.encode(), "\u00a35m"),
        ("<p>caf\u00e9".encode("utf-16"), "caf\u00e9"),
        ("<p>Board\u2019s".encode("cp1252"), "Board\u2019s"),
    ],
)
def test_encodings(tmp_path: Path, page: bytes, text: str) -> None:
    assert read(tmp_path, page).blocks[0].text == text


def test_pictures_are_told_of(tmp_path: Path) -> None:
    page = '<p>x</p><img alt="A word cloud of themes"><img alt=""><img alt="photo.jpg">'
    assert read(tmp_path, page).notes == (
        'A picture is not read (described as "A word cloud of themes").',
    )


@pytest.mark.parametrize(
    "page", ["<html><body><script>render()</script></body></html>", "<p> </p>"]
)
def test_pages_without_text(tmp_path: Path, page: str) -> None:
    with pytest.raises(EmptyFile, match="script"):
        read(tmp_path, page)


def test_what_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile):
        read(tmp_path, bytes(range(1, 256)) * 10)


def test_elements_nested_without_end(tmp_path: Path) -> None:
    page = "<div>" * 5000 + "<p>found" + "</div>" * 5000
    assert [b.text for b in read(tmp_path, page).blocks] == ["found"]

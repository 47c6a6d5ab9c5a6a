"""Word documents as people write them, made here with python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import Table
from PIL import Image

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, ScannedFile, TooLarge
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers.docx import DocxReader
from ingest.readers.docx_numbering import formatted
from ingest.settings import Settings

Make = Callable[[DocumentType], None]


def saved(folder: Path, make: Make) -> SourceFile:
    document = Document()
    make(document)
    path = folder / "paper.docx"
    document.save(str(path))
    return SourceFile("paper.docx", path)


def read(folder: Path, make: Make) -> ReadFile:
    return DocxReader().read(saved(folder, make), Settings())


def texts(found: ReadFile) -> list[str]:
    return [block.text for block in found.blocks]


def rows(found: ReadFile) -> list[RawBlock]:
    return [block for block in found.blocks if block.kind is BlockKind.ROW]


def fill(
    table: Table, lines: list[tuple[str, ...]], spans: list[tuple[int, ...]] | None = None
) -> None:
    """Write rows; `spans` says for each row how many columns each of its cells covers."""
    for at, line in enumerate(lines):
        cells, column = table.add_row().cells, 0
        for text, wide in zip(line, (spans[at] if spans else (1,) * len(line)), strict=True):
            cell = cells[column]
            if wide > 1:
                cell = cell.merge(cells[column + wide - 1])
            cell.text = text.strip("*")
            if text.startswith("*"):
                cell.paragraphs[0].runs[0].bold = True
            column += wide


def xml(document: DocumentType, markup: str) -> None:
    """Put raw XML before the section properties at the end of the body."""
    node = parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1))
    document.element.body.insert(len(document.element.body) - 1, node)


def board_paper(document: DocumentType) -> None:
    table = document.add_table(rows=0, cols=2)
    fill(table, [("*Date of meeting", "13 March 2024"), ("*Agenda item", "10")])
    form = document.add_table(rows=0, cols=5)
    fill(
        form,
        [
            ("*Which objective does the report relate to:", "*Tick"),
            ("SO1", "Improve quality", "X"),
            ("SO5", "Meet targets", ""),
            ("*Implications",),
            ("", "*Yes", "*No", "*N/A", "*Comments"),
            ("Associated risks", "X", "", "", "Held by each programme"),
            ("Quality impact assessment completed", "", "", "X", ""),
            ("*Meeting", "*Date", "*Outcomes"),
            ("Executive Team", "5 March 2024", "Approved."),
            ("Report authorised by:", "A Person"),
        ],
        [
            (4, 1),
            (1, 3, 1),
            (1, 3, 1),
            (5,),
            (1, 1, 1, 1, 1),
            (1, 1, 1, 1, 1),
            (1, 1, 1, 1, 1),
            (1, 2, 2),
            (1, 2, 2),
            (1, 4),
        ],
    )


def test_a_cover_sheet_keeps_its_columns(tmp_path: Path) -> None:
    found = rows(read(tmp_path, board_paper))
    by_first = {row.cells[0]: row for row in found}
    assert by_first["Date of meeting"].header == ()
    assert by_first["SO1"].cells == ("SO1", "Improve quality", "", "", "X")
    assert by_first["SO5"].cells == ("SO5", "Meet targets", "", "", "")
    assert by_first["SO5"].header[-1] == "Tick"
    assert by_first["SO5"].text == "SO5\tMeet targets\t\t\t"
    risk = by_first["Associated risks"]
    assert dict(zip(risk.header, risk.cells, strict=True))["Yes"] == "X"
    quality = by_first["Quality impact assessment completed"]
    assert dict(zip(quality.header, quality.cells, strict=True))["N/A"] == "X"
    team = by_first["Executive Team"]
    assert dict(zip(team.header, team.cells, strict=True))["Outcomes"] == "Approved."
    # One cell under several headings stands under none of them.
    assert by_first["Report authorised by:"].header == ()
    assert by_first["Implications"].bold and not by_first["SO1"].bold
    assert {row.table for row in found} == {0, 1}


def test_paragraphs_and_tables_stand_in_order(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        d.add_heading("One", 1)
        d.add_paragraph("before  the\ttable\u00a0here\nnow")
        fill(d.add_table(rows=0, cols=2), [("a", "b")])
        d.add_paragraph("after")

    found = read(tmp_path, make)
    assert texts(found) == ["One", "before the table here now", "a\tb", "after"]
    assert found.blocks[0].kind is BlockKind.HEADING and found.blocks[0].level == 1
    assert found.pages is None and all(b.page is None for b in found.blocks)


def test_headings_from_styles(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        styles = d.styles
        own = styles.add_style("Trust Heading", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = styles["Heading 2"]
        other = styles.add_style("\u00dcberschrift 3", WD_STYLE_TYPE.PARAGRAPH)
        assert other.name
        d.add_paragraph("A Paper", style="Title")
        d.add_paragraph("Own", style="Trust Heading")
        d.add_paragraph("German", style="\u00dcberschrift 3")
        outlined = d.add_paragraph("Outlined")
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="3"/>'))
        d.add_paragraph("Contents", style="TOC Heading")
        big = d.add_paragraph().add_run("Bold line")
        big.bold, big.font.size = True, Pt(16)

    found = read(tmp_path, make)
    kinds = {b.text: (b.kind, b.level) for b in found.blocks}
    assert kinds["A Paper"] == (BlockKind.HEADING, 1)
    assert kinds["Own"] == (BlockKind.HEADING, 2)
    assert kinds["German"] == (BlockKind.HEADING, 3)
    assert kinds["Outlined"] == (BlockKind.HEADING, 4)
    assert kinds["Contents"] == (BlockKind.PARAGRAPH, None)
    last = found.blocks[-1]
    assert (last.kind, last.bold, last.size) == (BlockKind.PARAGRAPH, True, 16.0)
    assert found.metadata["title"] == "A Paper"


def test_facts_of_the_file(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        d.core_properties.title = "Recovery"
        d.core_properties.author = "A Person"
        d.core_properties.subject = "Board"
        d.add_paragraph("A Paper", style="Title")
        d.sections[0].header.paragraphs[0].text = "Integrated Care Board"
        d.sections[0].footer.paragraphs[0].text = "Page 1 of 2"

    found = read(tmp_path, make)
    assert found.metadata == {"title": "Recovery", "author": "A Person", "subject": "Board"}
    assert found.furniture == ("Integrated Care Board",)


def test_the_parts_of_a_footer_are_kept_apart(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        d.add_paragraph("A Paper", style="Title")
        d.sections[0].footer.paragraphs[0].text = "Audit Committee, 3 June 2026\tPage 1 of 1"

    assert read(tmp_path, make).furniture == ("Audit Committee, 3 June 2026 Page 1 of 1",)


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
  <w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>
  <w:lvlText w:val="(%4)"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="21"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="22"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
<w:num w:numId="23"><w:abstractNumId w:val="7"/></w:num>
</w:numbering>"""


def numbered(document: DocumentType, lines: list[tuple[str, int, int]]) -> None:
    root = document.part.numbering_part.element
    for node in list(root):
        root.remove(node)
    for node in parse_xml(NUMBERING.format(ns=nsdecls("w"))):
        root.append(node)
    for text, number, depth in lines:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
                f"</w:numPr>"
            )
        )


def test_numbers_are_printed_as_word_prints_them(tmp_path: Path) -> None:
    lines = [
        ("Introduction", 21, 0),
        ("In the north", 21, 1),
        ("first", 21, 2),
        ("deep", 21, 3),
        ("deeper", 21, 3),
        ("second", 21, 2),
        ("glyph", 21, 4),
        ("In the south", 21, 1),
        ("", 21, 1),  # an empty numbered paragraph takes its number all the same
        ("Strategy", 21, 0),
        ("Again", 21, 1),
        ("Other list, same counters", 23, 1),
        ("Restarted", 22, 0),
        ("Under it", 22, 1),
        ("No list", 0, 0),
    ]
    found = read(tmp_path, lambda d: numbered(d, lines))
    assert texts(found) == [
        "1 Introduction",
        "1.1 In the north",
        "a) first",
        "(i) deep",
        "(ii) deeper",
        "b) second",
        "glyph",
        "1.2 In the south",
        "2 Strategy",
        "2.1 Again",
        "2.2 Other list, same counters",
        "9 Restarted",
        "9.1 Under it",
        "No list",
    ]
    by_text = {b.text: b for b in found.blocks}
    assert by_text["1.1 In the north"].kind is BlockKind.PARAGRAPH
    assert by_text["1.1 In the north"].label == "1.1"
    first = by_text["a) first"]
    assert (first.kind, first.level, first.label) == (BlockKind.ITEM, 3, "a)")
    glyph = by_text["glyph"]
    assert (glyph.kind, glyph.level, glyph.label) == (BlockKind.ITEM, 5, None)


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (4, "lowerLetter", "d"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (9, "lowerRoman", "ix"),
        (2, "ordinal", "2nd"),
        (12, "ordinal", "12th"),
        (3, "none", ""),
        (3, "chicago", "3"),
    ],
)
def test_number_formats(number: int, form: str, said: str) -> None:
    assert formatted(number, form) == said


def test_lists_by_style_and_by_hand(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        d.add_paragraph("styled", style="List Bullet")
        d.add_paragraph("second", style="List Number")
        d.add_paragraph("deeper", style="List Bullet 2")
        d.add_paragraph("\u2022\ttyped")
        d.add_paragraph("- dashed")
        d.add_paragraph("3.1 A typed clause.")
        d.add_paragraph("a) a typed point")
        d.add_paragraph("A. Person spoke.")

    got = [(b.kind, b.text, b.label) for b in read(tmp_path, make).blocks]
    item, paragraph = BlockKind.ITEM, BlockKind.PARAGRAPH
    assert got == [
        (item, "styled", None),
        (item, "1. second", "1."),
        (item, "deeper", None),
        (item, "typed", None),
        (item, "dashed", None),
        (paragraph, "3.1 A typed clause.", "3.1"),
        (item, "a) a typed point", "a)"),
        (paragraph, "A. Person spoke.", None),
    ]


PARAGRAPHS = {
    "tracked changes are taken as accepted": (
        "<w:p><w:r><w:t>Spend </w:t></w:r><w:del><w:r><w:delText>two</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>three</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r>"
        "</w:moveFrom>"
        "<w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>",
        "Spend three here",
    ),
    "a link's words are text": (
        "<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink><w:r><w:t>the plan</w:t></w:r>"
        "</w:hyperlink></w:p>",
        "See the plan",
    ),
    "a field's result, not its code": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x'
        "</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Table 2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "Table 2",
    ),
    "content controls in the line and around it": (
        "<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>\u2612 Yes</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
        "\u2612 Yes",
    ),
    "ticks set in Wingdings": (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\u00fc</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym'
        ' w:font="Wingdings" w:char="F0A8"/></w:r></w:p>',
        "\u2713\u2611\u2610",
    ),
    "old check boxes": (
        "<w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
        "</w:fldChar>"
        '<w:t>Yes </w:t></w:r><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>'
        "</w:checkBox>"
        "</w:ffData></w:fldChar><w:t>No</w:t></w:r></w:p>",
        "\u2612Yes \u2610No",
    ),
    "hidden words are not printed": (
        "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t>"
        "</w:r></w:p>",
        "seen",
    ),
    "hyphens and breaks": (
        "<w:p><w:r><w:t>long</w:t><w:noBreakHyphen/><w:t>term</w:t><w:softHyphen/><w:br/>"
        "<w:t>x</w:t></w:r></w:p>",
        "long-term x",
    ),
}


@pytest.mark.parametrize("case", PARAGRAPHS)
def test_what_a_paragraph_says(tmp_path: Path, case: str) -> None:
    markup, said = PARAGRAPHS[case]
    assert texts(read(tmp_path, lambda d: xml(d, markup))) == [said]


def test_text_boxes_are_read_once_after_their_paragraph(tmp_path: Path) -> None:
    box = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
        "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box"
        "</w:t></w:r>"
        "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        "<w:p><w:r>"
        "<w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
        "<w:t>Anchor</w:t></w:r></w:p>"
    )
    assert texts(read(tmp_path, lambda d: xml(d, box))) == ["Anchor", "In a box"]


def test_a_contents_list_is_furniture(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        style = d.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        d.add_paragraph("Introduction\t3", style=style)
        d.add_paragraph("Body")

    found = read(tmp_path, make)
    assert texts(found) == ["Body"] and found.furniture == ("Introduction 3",)


def test_comments_are_left_out(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        paragraph = d.add_paragraph("Said aloud")
        d.add_comment(paragraph.runs, text="whispered", author="A Person")

    assert texts(read(tmp_path, make)) == ["Said aloud"]


def with_footnote(folder: Path) -> SourceFile:
    """python-docx writes no footnotes, so the part is put into the package by hand."""

    def make(d: DocumentType) -> None:
        markup = (
            "<w:p><w:r><w:t>Spend was \u00a35m.</w:t></w:r>"
            '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        )
        xml(d, markup)
        d.add_paragraph("Next")

    source = saved(folder, make)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> Without agency staff.</w:t>'
        "</w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(source.path) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/_rels/document.xml.rels" and isinstance(data, str):
                kind = (
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                )
                entry = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/>'
                data = data.replace("</Relationships>", f"{entry}</Relationships>")
            new.writestr(name, data)
        new.writestr("word/footnotes.xml", notes)
    source.path.write_bytes(held.getvalue())
    return source


def test_footnotes_stand_at_the_end_under_their_mark(tmp_path: Path) -> None:
    found = DocxReader().read(with_footnote(tmp_path), Settings())
    assert texts(found) == [
        "Spend was \u00a35m.\u00b9",
        "Next",
        "Footnotes",
        "1 Without agency staff.",
    ]
    assert found.blocks[2].kind is BlockKind.HEADING and found.blocks[3].label == "1"


def test_merged_and_nested_tables(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        table = d.add_table(rows=0, cols=3)
        fill(
            table, [("*Aim", "*Benefit", "*Owner"), ("A", "b", "x"), ("", "c", "y"), ("D", "", "")]
        )
        table.cell(1, 0).merge(table.cell(2, 0))
        fill(table.cell(3, 1).add_table(rows=0, cols=2), [("inner 1", "inner 2")])
        table.cell(3, 2).text = "one"
        table.cell(3, 2).add_paragraph("two")

    found = rows(read(tmp_path, make))
    assert [row.cells for row in found] == [
        ("Aim", "Benefit", "Owner"),
        ("A", "b", "x"),
        ("", "c", "y"),
        ("D", "", "one two"),
        ("inner 1", "inner 2"),
    ]
    assert [row.header for row in found][1:4] == [("Aim", "Benefit", "Owner")] * 3
    assert found[0].header == () and found[4].header == ()
    assert [row.table for row in found][:4] == [found[0].table] * 4
    assert found[4].table != found[0].table


def test_a_box_around_prose_is_prose(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        table = d.add_table(rows=0, cols=2)
        fill(
            table,
            [("Title", "Recovery"), ("Summary",), ("First paragraph.",)],
            [(1, 1), (2,), (2,)],
        )
        table.cell(2, 0).add_paragraph("a point", style="List Bullet")
        single = d.add_table(rows=1, cols=1)
        single.cell(0, 0).text = "Alone in a box"

    got = [(b.kind, b.text) for b in read(tmp_path, make).blocks]
    assert got == [
        (BlockKind.ROW, "Title\tRecovery"),
        (BlockKind.ROW, "Summary\t"),
        (BlockKind.PARAGRAPH, "First paragraph."),
        (BlockKind.ITEM, "a point"),
        (BlockKind.PARAGRAPH, "Alone in a box"),
    ]


def test_a_long_answer_in_a_form_is_a_text_of_its_own(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        table = d.add_table(rows=0, cols=2)
        fill(table, [("Author", "A Person"), ("Executive summary", "First. " * 40)])
        table.cell(1, 1).add_paragraph("Second. " * 40)
        table.cell(1, 1).add_paragraph("a point", style="List Bullet")

    found = read(tmp_path, make).blocks
    assert [b.kind for b in found] == [
        BlockKind.ROW,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
    ]
    assert found[1].text == "Executive summary" and found[1].bold


def test_slivers_in_a_grid_drawn_by_hand_are_no_columns(tmp_path: Path) -> None:
    def cell(text: str, span: int) -> str:
        return (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        )

    table = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="900"/><w:gridCol w:w="40"/>'
        '<w:gridCol w:w="860"/></w:tblGrid>'
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"{cell('Question', 1)}{cell('Yes', 1)}{cell('No', 2)}</w:tr>"
        f"<w:tr>{cell('Agreed?', 1)}{cell('', 2)}{cell('X', 1)}</w:tr></w:tbl>"
    )
    found = rows(read(tmp_path, lambda d: xml(d, table)))
    assert [row.cells for row in found] == [("Question", "Yes", "No"), ("Agreed?", "", "X")]
    assert found[1].header == ("Question", "Yes", "No")


def picture() -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (20, 20)).save(held, "PNG")
    held.seek(0)
    return held


def test_pictures_are_told_of(tmp_path: Path) -> None:
    def make(d: DocumentType) -> None:
        d.add_heading("What we heard", 2)
        d.add_picture(picture())

    found = read(tmp_path, make)
    assert found.notes == ('A picture under "What we heard" is not read.',)


def test_a_document_of_pictures_is_a_scan(tmp_path: Path) -> None:
    with pytest.raises(ScannedFile, match="no text"):
        read(tmp_path, lambda d: d.add_picture(picture()) and None)


def test_an_empty_document(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(tmp_path, lambda d: d.add_paragraph("  ") and None)


def test_damaged_documents(tmp_path: Path) -> None:
    source = saved(tmp_path, lambda d: d.add_paragraph("words") and None)
    whole = source.path.read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:200] + bytes(300) + whole[500:]):
        source.path.write_bytes(broken)
        with pytest.raises(DamagedFile):
            DocxReader().read(source, Settings())
    source.path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFile):
        DocxReader().read(source, Settings())


def test_a_document_that_unpacks_to_too_much(tmp_path: Path) -> None:
    source = saved(tmp_path, lambda d: d.add_paragraph("x" * 2_000_000) and None)
    with pytest.raises(TooLarge, match="more than 1 MB"):
        DocxReader().read(source, Settings(max_unpacked_mb=1))

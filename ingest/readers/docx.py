"""Word documents: headings from styles, printed numbers, forms and tables with their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ingest.errors import EmptyFile, ScannedFile
from ingest.model import ReadFile, SourceFile
from ingest.readers.docx_body import Body, Parts
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_text import InlineReader
from ingest.readers.ooxml import W, XmlNode, core_metadata, open_package
from ingest.readers.sniff import check_file
from ingest.settings import Settings

if TYPE_CHECKING:
    from docx.document import Document

_MOST_FURNITURE = 40
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class DocxReader:
    """Reads `.docx`. Tracked changes are taken as accepted; comments are left out."""

    suffixes = frozenset({".docx"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks in the order of the document; no pages, since Word makes them when it prints.

        Raises DamagedFile, EncryptedFile, TooLarge, ScannedFile (pictures only) or EmptyFile.
        """
        check_file(source, settings)
        import docx

        document = open_package(source.path, settings, docx.Document, "Word document")
        parts = _parts(document)
        body = Body(parts)
        body.flow(cast(XmlNode, document.element.body))
        body.add_notes()
        if not body.blocks:
            raise _nothing(body)
        metadata = core_metadata(document.core_properties)
        if body.title:
            metadata.setdefault("title", body.title)
        furniture = [*_running(document, parts.styles), *body.contents]
        return ReadFile(
            tuple(body.blocks),
            metadata=metadata,
            furniture=tuple(dict.fromkeys(furniture))[:_MOST_FURNITURE],
            notes=tuple(body.notes),
        )


def _nothing(body: Body) -> ScannedFile | EmptyFile:
    if body.pictures:
        return ScannedFile(
            f"The document holds {body.pictures} picture(s) and no text.",
            "Get the paper as text, or run text recognition (OCR) on it and save it again.",
        )
    return EmptyFile("The document holds no text.", "Save it again with its text in it.")


def _parts(document: Document) -> Parts:
    from docx.oxml import parse_xml

    roots: dict[str, XmlNode] = {}
    others: dict[str, XmlNode] = {}
    for key, relation in document.part.rels.items():
        kind = relation.reltype.removeprefix(_RELATION)
        if relation.is_external:
            continue
        if kind in ("styles", "numbering", "footnotes", "endnotes"):
            roots[kind] = cast(XmlNode, parse_xml(relation.target_part.blob))
        elif kind == "diagramData":
            others[key] = cast(XmlNode, parse_xml(relation.target_part.blob))
    return Parts(
        styles=roots.get("styles"),
        numbering=roots.get("numbering"),
        footnotes=roots.get("footnotes"),
        endnotes=roots.get("endnotes"),
        diagrams=others,
    )


def _running(document: Document, styles: XmlNode | None) -> Iterator[str]:
    """The paragraphs of headers and footers; a tab between their parts is a space."""
    from docx.oxml import parse_xml

    inline = InlineReader(Styles(styles), lambda kind, key: "")
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype.removeprefix(_RELATION) not in (
            "header",
            "footer",
        ):
            continue
        root = cast(XmlNode, parse_xml(relation.target_part.blob))
        for paragraph in root.iter(f"{W}p"):
            text = inline.read(paragraph).text
            if text and not re.fullmatch(r"(?:page )?\d+(?: of \d+)?", text, re.IGNORECASE):
                yield text

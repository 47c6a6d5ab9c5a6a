"""Slides: one page a slide, its title a heading, its speaker notes under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ingest.errors import EmptyFile, ScannedFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers.ooxml import XmlNode, core_metadata, open_package
from ingest.readers.pptx_shapes import ShapeReader
from ingest.readers.pptx_text import paragraph_text
from ingest.readers.sniff import check_file
from ingest.settings import Settings

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

_MOST_FURNITURE = 20


class PptxReader:
    """Reads `.pptx` and `.pptm`."""

    suffixes = frozenset({".pptx", ".pptm"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks slide by slide; `page` is the slide's number.

        Raises DamagedFile, EncryptedFile, TooLarge, ScannedFile (pictures only) or EmptyFile.
        """
        check_file(source, settings)
        import pptx

        deck = open_package(source.path, settings, pptx.Presentation, "presentation")
        shapes = ShapeReader()
        blocks: list[RawBlock] = []
        notes: list[str] = []
        for number, slide in enumerate(deck.slides, start=1):
            found = shapes.read(slide, number)
            blocks.extend(_headed(found, slide, number))
            notes.extend(_said_of(slide, number, found, shapes))
        if not blocks:
            raise _nothing(shapes)
        return ReadFile(
            tuple(blocks),
            pages=len(deck.slides),
            metadata=_metadata(deck, blocks),
            furniture=tuple(dict.fromkeys(shapes.furniture))[:_MOST_FURNITURE],
            notes=(*notes, *shapes.notes),
        )


def _headed(found: list[RawBlock], slide: Slide, number: int) -> Iterator[RawBlock]:
    """The slide's blocks under a heading; one without a title is called by its number."""
    spoken = list(_speaker_notes(slide, number))
    if not found and not spoken:
        return
    if not found or found[0].kind is not BlockKind.HEADING:
        yield RawBlock(BlockKind.HEADING, f"Slide {number}", number, level=1)
    yield from found
    if spoken:
        yield RawBlock(BlockKind.HEADING, "Speaker notes", number, level=2)
        yield from spoken


def _speaker_notes(slide: Slide, number: int) -> Iterator[RawBlock]:
    if not slide.has_notes_slide:
        return
    frame = slide.notes_slide.notes_text_frame
    for paragraph in frame.paragraphs if frame is not None else ():
        text = paragraph_text(cast(XmlNode, paragraph._p))
        if text:
            yield RawBlock(BlockKind.PARAGRAPH, text, number)


def _said_of(
    slide: Slide, number: int, found: list[RawBlock], shapes: ShapeReader
) -> Iterator[str]:
    pictures = shapes.pictures.get(number, [])
    told = [f'"{described}"' for described in pictures if described]
    described = f" (described as {', '.join(told)})" if told else ""
    if pictures and not [b for b in found if b.kind is not BlockKind.HEADING]:
        yield f"Slide {number} is a picture without text{described}."
    elif told:
        yield f"Slide {number} has a picture that is not read{described}."
    if cast(XmlNode, slide._element).get("show") == "0":
        yield f"Slide {number} is hidden when the slides are shown."


def _nothing(shapes: ShapeReader) -> ScannedFile | EmptyFile:
    if shapes.pictures:
        return ScannedFile(
            "The slides hold pictures and no text.",
            "Get the slides as text, or print them to PDF and run text recognition (OCR) on it.",
        )
    return EmptyFile("The slides hold no text.", "Save the file again with its text in it.")


def _metadata(deck: Presentation, blocks: list[RawBlock]) -> dict[str, str]:
    found = core_metadata(deck.core_properties)
    if "title" not in found:
        first = blocks[0]
        if first.page == 1 and first.kind is BlockKind.HEADING and first.text != "Slide 1":
            found["title"] = first.text
    return found

"""PDF files: text, places and ruling lines through pdfium, bookmarks and properties too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, ReadError, ScannedFile, TooLarge
from ingest.model import ReadFile, SourceFile
from ingest.pdfium import LOCK
from ingest.readers import ocr
from ingest.readers.pdf_blocks import to_blocks
from ingest.readers.pdf_facts import (
    is_cut_short,
    is_locked,
    metadata,
    outline,
    page_words,
    real_kind,
)
from ingest.readers.pdf_furniture import without_furniture
from ingest.readers.pdf_layout import PageLayout, read_layout
from ingest.readers.pdf_text import Mender
from ingest.settings import Settings

if TYPE_CHECKING:
    import pypdfium2

_LEAST_LETTERS = 16  # a page with fewer letters and a picture is a picture
_UNREADABLE = 0.3  # share of unknown letters beyond which a page's text says nothing
_LEAST_TEXT_PAGES = 0.05  # share of text pages below which a file counts as a scan
_NEW_COPY = "Fetch the file again from where it came, or ask its owner for a new copy."


@dataclass(slots=True)
class _Pages:
    """A file's pages as read: with text, pictures, blank ones, and those that cannot be opened."""

    text: list[PageLayout] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    @property
    def unread(self) -> list[int]:
        """Pages that only character recognition can read."""
        return sorted(self.pictures + self.garbled)


class PdfReader:
    """Reads a PDF into blocks in reading order, each on one page.

    ocr      whether pages that are pictures are read by character recognition; None: if the extra
             is installed. It takes a few seconds a page.
    on_page  called after each page with its number and the number of pages
    """

    suffixes: frozenset[str] = frozenset({".pdf"})

    def __init__(
        self, *, ocr: bool | None = None, on_page: Callable[[int, int], None] | None = None
    ) -> None:
        self._ocr = ocr
        self._on_page = on_page

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Read the whole file.

        Raises EmptyFile, DamagedFile, EncryptedFile, TooLarge, or ScannedFile where (nearly) all
        pages are pictures and character recognition is off or not installed.
        """
        with _opened(source) as document:
            count = len(document)
            if count == 0:
                raise EmptyFile(f"{source.document} has no pages.", _NEW_COPY)
            if count > settings.max_pages:
                raise TooLarge(
                    f"{source.document} has {count} pages, more than the limit of "
                    f"{settings.max_pages}.",
                    "Split it, or raise WAYMARK_MAX_PAGES.",
                )
            pages = self._pages(document)
            self._check(source, pages, count)
            if pages.unread and self._recognises():
                self._recognise(document, pages, count)
            with LOCK:
                marks, facts = outline(document), metadata(document)
        kept, furniture = without_furniture(sorted(pages.text, key=lambda p: p.number))
        mender = Mender(line for page in kept for line in page.lines)
        blocks = tuple(to_blocks(kept, marks, mender))
        if not blocks:
            raise EmptyFile(f"{source.document} has no text on its pages.", _NEW_COPY)
        return ReadFile(blocks, count, facts, marks, furniture, tuple(_notes(pages)))

    def _recognises(self) -> bool:
        return ocr.available() if self._ocr is None else self._ocr and ocr.available()

    def _pages(self, document: pypdfium2.PdfDocument) -> _Pages:
        """Every page's text, and what the pages without any are."""
        import pypdfium2

        pages = _Pages()
        count = len(document)
        for index in range(count):
            try:
                with LOCK:
                    page = document[index]
                    layout = read_layout(page, index + 1)
                    drawn = bool(layout.lines) or any(True for _ in page.get_objects(max_depth=1))
                    page.close()
            except pypdfium2.PdfiumError:
                pages.broken.append(index + 1)
                continue
            letters = sum(c.isalnum() for line in layout.lines for c in line.text)
            if letters and layout.unreadable > _UNREADABLE:
                pages.garbled.append(index + 1)
            elif letters >= _LEAST_LETTERS or (letters and not _pictured(document, index)):
                pages.text.append(layout)
            elif drawn:
                pages.pictures.append(index + 1)
            if self._on_page and index + 1 not in pages.unread:
                self._on_page(index + 1, count)
        return pages

    def _check(self, source: SourceFile, pages: _Pages, count: int) -> None:
        """Refuse what cannot be read to any use."""
        name = source.document
        if len(pages.broken) == count:
            raise DamagedFile(f"No page of {name} can be opened.", _NEW_COPY)
        if not pages.text and not pages.unread:
            raise EmptyFile(f"{name} has nothing on its pages.", _NEW_COPY)
        seen = len(pages.text) + len(pages.unread)
        if len(pages.text) > _LEAST_TEXT_PAGES * seen or self._recognises():
            return
        what = "has no text: its pages are pictures, as a scanner makes them."
        if len(pages.garbled) > len(pages.pictures):
            what = "has text whose letters cannot be told: its fonts do not name them."
        lacking = ocr.lacking()
        if lacking is None:
            remedy = "Ingest it with character recognition switched on."
        else:
            remedy = f"{lacking} and ingest it again."
        raise ScannedFile(f"{name} {what}", remedy)

    def _recognise(self, document: pypdfium2.PdfDocument, pages: _Pages, count: int) -> None:
        """Read the pages that are pictures, and count those where nothing was found as unread."""
        recogniser = ocr.PageRecogniser()
        for number in pages.unread:
            with LOCK:
                page = document[number - 1]
            layout = recogniser.read(page, number)
            with LOCK:
                page.close()
            if layout.lines:
                pages.text.append(layout)
                pages.recognised.append(number)
            if self._on_page:
                self._on_page(number, count)
        done = set(pages.recognised)
        pages.pictures = [n for n in pages.pictures if n not in done]
        pages.garbled = [n for n in pages.garbled if n not in done]


def _pictured(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether a page holds a picture larger than a third of it."""
    import pypdfium2.raw as raw

    with LOCK:
        page = document[index]
        width, height = page.get_size()
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) > width * height / 3:
                return True
    return False


def _notes(pages: _Pages) -> Iterator[str]:
    if pages.recognised:
        yield (
            f"{page_words(pages.recognised)}: read by character recognition from a picture; "
            "check names and figures against the page"
        )
    if pages.pictures:
        yield f"{page_words(pages.pictures)}: a picture without text, not read"
    if pages.garbled:
        yield f"{page_words(pages.garbled)}: letters cannot be told from its fonts, not read"
    if pages.broken:
        yield f"{page_words(pages.broken)}: damaged, cannot be opened"


@contextmanager
def _opened(source: SourceFile) -> Iterator[pypdfium2.PdfDocument]:
    """The file open in pdfium; refusals in the words of ReadError."""
    import pypdfium2

    name = source.document
    try:
        if source.path.stat().st_size == 0:
            raise EmptyFile(f"{name} is empty: it has no bytes.", _NEW_COPY)
        kind = real_kind(source.path)
        cut = is_cut_short(source.path)
    except OSError as error:
        raise ReadError(
            f"{name} cannot be opened: {error.strerror}.", "Check its rights."
        ) from error
    if kind is not None:
        raise DamagedFile(
            f"{name} ends in .pdf but is {kind}.",
            "Give the file its right ending, or save it as a PDF.",
        )
    if cut:
        raise DamagedFile(f"{name} is cut short: its end is missing.", _NEW_COPY)
    try:
        with LOCK:
            document = pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        # pdfium says of a file without pages whatever went wrong with the file before it.
        if "password" in str(error).lower() and is_locked(source.path):
            raise EncryptedFile(
                f"{name} wants a password.", "Save a copy without one and ingest that."
            ) from error
        raise DamagedFile(
            f"{name} is damaged or has no pages: it cannot be read as a PDF.", _NEW_COPY
        ) from error
    try:
        yield document
    finally:
        with LOCK:
            document.close()

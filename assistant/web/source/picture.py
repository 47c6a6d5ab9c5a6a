"""Pages as pictures, with the quote boxed.

pdfium serves one thread at a time and cannot be stopped from outside, so pages are drawn under one
lock, in slices, and given up when they take too long. What was drawn is kept for a while.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.web.source.boxes import Box, Marked, PageMap, page_map
from assistant.web.source.links import NARROWEST, WIDEST, WIDTH
from assistant.web.source.original import MEGABYTE, CannotShow, Lack, Originals
from assistant.web.source.panel import Sight
from ingest.pdfium import LOCK

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

    from assistant.shelf import OpenDocument

_MOST_PIXELS = 12_000_000  # a longer page is drawn smaller
_SECONDS = 15.0  # for drawing a page
_WAIT = 20.0  # for pages that others are drawing
_KEPT = 48 * MEGABYTE
_MAPS = 64
_FILES = 3
_FILL = (255, 226, 122)  # laid over the page as a pen would: what is dark stays dark
_EDGE = (20, 48, 79)
_INNER_EDGE = (255, 255, 255)  # so that the edge is also seen on a dark picture


class Pictures:
    """Draws pages of PDF files. Safe to use from several threads."""

    def __init__(self, originals: Originals, *, seconds: float = _SECONDS) -> None:
        """`seconds`: the longest that drawing one page may take."""
        self._originals = originals
        self._seconds = seconds
        self._files: OrderedDict[str, pypdfium2.PdfDocument] = OrderedDict()
        self._maps: OrderedDict[tuple[int, int, int], PageMap] = OrderedDict()
        self._drawn: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def marked(self, paper: OpenDocument, page: int, start: int, end: int) -> Marked:
        """Where canonical `text[start:end]` stands on `page`. Raises CannotShow."""
        with self._opened(paper) as pdf:
            return self._marked(pdf, paper, page, start, end)

    def sight(self, paper: OpenDocument, page: int, start: int | None, end: int | None) -> Sight:
        """What the panel says of a page; a file that cannot be shown is said there too."""
        try:
            with self._opened(paper) as pdf:
                size = _size(pdf, page)
                if start is None or end is None:
                    return Sight(size)
                here = self._marked(pdf, paper, page, start, end)
                near = [
                    self._marked(pdf, paper, other, start, end).boxes
                    if 1 <= other <= len(pdf)
                    else ()
                    for other in (page - 1, page + 1)
                ]
        except CannotShow as error:
            return Sight(lack=error.lack)
        standing = here.standing
        top = min((box.top for box in here.boxes), default=None)
        began, goes_on = (page - 1 if near[0] else None), (page + 1 if near[1] else None)
        if not here.boxes:
            began = goes_on = None
        return Sight(size, None, standing, began, goes_on, top)

    def png(
        self,
        paper: OpenDocument,
        page: int,
        start: int | None = None,
        end: int | None = None,
        width: int = WIDTH,
    ) -> bytes:
        """The page as PNG, `width` pixels wide or less, the quote boxed. Raises CannotShow."""
        width = min(WIDEST, max(NARROWEST, width))
        key = (paper.record.id, paper.record.revision, page, start, end, width)
        with self._opened(paper) as pdf:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
            boxes: tuple[Box, ...] = ()
            if start is not None and end is not None:
                boxes = self._marked(pdf, paper, page, start, end).boxes
            picture = _render(pdf, page, width, self._seconds)
        # Outside the lock: these are ours alone.
        done = _as_png(_with_boxes(picture, boxes))
        with _locked():
            self._drawn[key] = done
            while sum(map(len, self._drawn.values())) > _KEPT and len(self._drawn) > 1:
                self._drawn.popitem(last=False)
        return done

    def _marked(
        self, pdf: pypdfium2.PdfDocument, paper: OpenDocument, page: int, start: int, end: int
    ) -> Marked:
        key = (paper.record.id, paper.record.revision, page)
        if key not in self._maps:
            self._maps[key] = page_map(pdf, paper, page)
            while len(self._maps) > _MAPS:
                self._maps.popitem(last=False)
        self._maps.move_to_end(key)
        return self._maps[key].marked(paper.text, start, end)

    @contextmanager
    def _opened(self, paper: OpenDocument) -> Iterator[pypdfium2.PdfDocument]:
        """The paper's file, with pdfium's lock held. What goes wrong in it is a CannotShow."""
        import pypdfium2

        content = self._originals.read(paper.record)
        with _locked():
            try:
                digest = paper.record.digest
                if digest not in self._files:
                    self._files[digest] = pypdfium2.PdfDocument(content)
                    while len(self._files) > _FILES:
                        self._files.popitem(last=False)[1].close()
                self._files.move_to_end(digest)
                yield self._files[digest]
            except IndexError as error:
                raise CannotShow(Lack.NO_PAGE) from error
            except (pypdfium2.PdfiumError, MemoryError) as error:
                raise CannotShow(Lack.BROKEN) from error


@contextmanager
def _locked() -> Iterator[None]:
    if not LOCK.acquire(timeout=_WAIT):
        raise CannotShow(Lack.BUSY)
    try:
        yield
    finally:
        LOCK.release()


def _size(pdf: pypdfium2.PdfDocument, number: int) -> tuple[float, float]:
    if not 1 <= number <= len(pdf):
        raise CannotShow(Lack.NO_PAGE)
    width, height = pdf.get_page_size(number - 1)
    if not (0 < width < 1e7 and 0 < height < 1e7):
        raise CannotShow(Lack.BROKEN)
    return width, height


def pixels(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Width and height of the picture of a page, `wanted` pixels wide if that is not too many.

    >>> pixels(595, 842, 1400)
    (1400, 1981)
    >>> pixels(100, 20000, 1400)
    (244, 48989)
    """
    scale = wanted / width
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _render(pdf: pypdfium2.PdfDocument, number: int, wanted: int, seconds: float) -> Image:
    """Draw a page in slices, looking at the clock between them."""
    import pypdfium2
    import pypdfium2.raw as raw

    across, down = pixels(*_size(pdf, number), wanted)
    end = time.monotonic() + seconds
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > end)
    page = pdf[number - 1]
    bitmap = pypdfium2.PdfBitmap.new_native(across, down, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
        state = raw.FPDF_RenderPageBitmap_Start(
            bitmap.raw, page.raw, 0, 0, across, down, 0, raw.FPDF_ANNOT, pause
        )
        raw.FPDF_RenderPage_Close(page.raw)
        if state == raw.FPDF_RENDER_TOBECONTINUED:
            raise CannotShow(Lack.SLOW)
        if state != raw.FPDF_RENDER_DONE:
            raise CannotShow(Lack.BROKEN)
        drawn: Image = bitmap.to_pil().convert("RGB")
        return drawn
    finally:
        bitmap.close()
        page.close()


def _with_boxes(picture: Image, boxes: Sequence[Box]) -> Image:
    """Boxes as a pen's yellow with a dark edge around each group that touches."""
    if not boxes:
        return picture
    from PIL import Image, ImageChops, ImageDraw, ImageFilter

    width, height = picture.size
    pad = max(2, width // 400)
    inside = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(inside)
    for box in boxes:
        draw.rectangle(
            (
                box.left * width - pad,
                box.top * height - pad // 2,
                box.right * width + pad,
                box.bottom * height + pad // 2,
            ),
            fill=255,
        )
    left, top, right, bottom = inside.getbbox() or (0, 0, 1, 1)
    far = 4 * pad
    part = (
        max(0, left - far),
        max(0, top - far),
        min(width, right + far),
        min(height, bottom + far),
    )
    inside = inside.crop(part)
    under = picture.crop(part)
    lit = ImageChops.multiply(under, Image.new("RGB", under.size, _FILL))
    inner = inside.filter(ImageFilter.MaxFilter(3))
    outer = inner.filter(ImageFilter.MaxFilter(2 * max(1, pad // 2) + 3))
    under.paste(_EDGE, mask=outer)
    under.paste(_INNER_EDGE, mask=inner)
    under.paste(lit, mask=inside)
    done = picture.copy()
    done.paste(under, part[:2])
    return done


def _as_png(picture: Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", compress_level=4)
    return out.getvalue()

"""A paper to a board as a PDF: cover sheet to fill in, numbered paragraphs, tables and annexes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

from corpus.build.paper_layout import flowables, templates, words
from corpus.build.sections import Section, sections_of


def board_paper(source: Mapping[str, Any]) -> bytes:
    """The finished PDF with its bookmarks. Raises ValueError unless it has `pages` pages."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        title=source["title"],
        author=source["author"],
        subject=source["meeting"],
        creator=source["organisation"],
        producer=source["organisation"],
        lang="en-GB",
        invariant=1,
        pageCompression=0,
    )
    document.addPageTemplates(templates(source["header"], source["footer"], source["pages"]))
    document.afterFlowable = lambda flowable: _bookmark(document, flowable)
    document.build(list(_story(source)), canvasmaker=_dated(source))
    if document.page != source["pages"]:
        raise ValueError(f"{source['file']}: {document.page} pages, not {source['pages']}")
    return out.getvalue()


def _story(source: Mapping[str, Any]) -> Iterator[Any]:
    yield words(source["example"], "example")
    yield Spacer(1, 8)
    yield words(source["organisation"], "organisation")
    yield Spacer(1, 8)
    cover, *rest = sections_of(source["sections"])
    yield from _section(cover)
    yield PageBreak()
    yield words(source["title"], "title")
    yield words(source["meeting"], "example")
    for section in rest:
        yield from _section(section)


def _section(section: Section, within: int = 1) -> Iterator[Any]:
    columns = max(section.columns, within)
    if section.new_page:
        yield NextPageTemplate("opening" if columns == 2 else "one")
        yield PageBreak()
    heading = words(section.heading, f"heading{section.level}")
    heading.bookmark = section
    yield heading
    if section.columns == 2:
        yield FrameBreak()
    for content in section.content:
        yield from flowables(content, columns)
    for below in section.sections:
        yield from _section(below, columns)


def _bookmark(document: Any, flowable: Any) -> None:  # noqa: ANN401
    """Put a heading into the PDF's outline, once it is known where it stands."""
    section = getattr(flowable, "bookmark", None)
    if section is None:
        return
    key = f"h{document.page}-{section.heading}"
    document.canv.bookmarkPage(key)
    document.canv.addOutlineEntry(section.heading, key, section.level - 1, closed=section.level > 1)


def _dated(source: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """A canvas whose file says that it was made on the paper's date, not today."""
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    stamp = f"D:{source['date']:%Y%m%d}090000+00'00'"

    def made(*args: Any, **options: Any) -> Any:  # noqa: ANN401
        canvas = Canvas(*args, **options)
        canvas.setDateFormatter(lambda *_: stamp)
        return canvas

    return made

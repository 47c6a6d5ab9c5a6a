"""Web pages: the page's own text, without what a site puts round every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.errors import DamagedFile, EmptyFile
from ingest.model import ReadFile, SourceFile
from ingest.readers.decoding import decode_text
from ingest.readers.folding import fold
from ingest.readers.html_flow import Flow
from ingest.readers.html_furniture import sort_page
from ingest.readers.sniff import check_file
from ingest.settings import Settings

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

# Names of <meta> in order of trust, and the fact each tells.
_META: tuple[tuple[str, str], ...] = (
    ("dcterms.title", "title"),
    ("dc.title", "title"),
    ("og:title", "title"),
    ("author", "author"),
    ("dcterms.creator", "author"),
    ("dc.creator", "author"),
    ("article:author", "author"),
    ("article:published_time", "date"),
    ("dcterms.issued", "date"),
    ("dcterms.date", "date"),
    ("dc.date", "date"),
    ("dc.date.issued", "date"),
    ("citation_publication_date", "date"),
    ("date", "date"),
    ("dcterms.created", "created"),
    ("article:modified_time", "modified"),
    ("dcterms.modified", "modified"),
    ("last-modified", "modified"),
    ("dcterms.subject", "subject"),
    ("description", "description"),
    ("keywords", "keywords"),
    ("og:site_name", "site"),
)


class HtmlReader:
    """Reads `.html`, `.htm` and `.xhtml`, broken ones as browsers do."""

    suffixes = frozenset({".html", ".htm", ".xhtml"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """Blocks in the order of the page. Raises DamagedFile or EmptyFile."""
        check_file(source, settings)
        from selectolax.lexbor import LexborHTMLParser

        page = LexborHTMLParser(_decode(source.path.read_bytes()))
        metadata = _metadata(page)
        body = page.body
        if body is None:
            raise EmptyFile("The page has no body.", "Save the page again from the browser.")
        parts = sort_page(body)
        flow = Flow(parts)
        flow.read()
        if not flow.blocks:
            raise EmptyFile(
                "The page holds no text of its own; it may be filled in by a script.",
                "Open it in a browser and print it to PDF.",
            )
        return ReadFile(
            tuple(flow.blocks),
            metadata=metadata,
            furniture=parts.said,
            notes=tuple(flow.notes),
        )


def _decode(data: bytes) -> str:
    """Text by the byte-order mark, else by what the page says of itself if that holds true."""
    found = None if data.startswith(_MARKS) else _CHARSET.search(data[:4096])
    found = found or _DECLARED.match(data[:200])
    if found:
        name = found.group(1).decode("ascii", "replace").lower()
        # Browsers read these as Windows-1252 (WHATWG Encoding, 4.2).
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name).replace("\x00", "")
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode_text(data)[0]
    except DamagedFile as error:
        raise DamagedFile(
            "The file is no web page: it is full of bytes that no text has.",
            "Save the page again from the browser.",
        ) from error


def _metadata(page: LexborHTMLParser) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in page.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or ""
        content = fold(attributes.get("content") or "")
        if content:
            said.setdefault(name.strip().lower(), content)
    found: dict[str, str] = {}
    title = page.css_first("head title")
    if title is not None and fold(title.text()):
        found["title"] = fold(title.text())
    for name, key in _META:
        if name in said:
            found.setdefault(key, said[name])
    moment = page.css_first("time[pubdate][datetime], time[itemprop=datePublished][datetime]")
    if moment is not None and moment.attributes.get("datetime"):
        found.setdefault("date", str(moment.attributes["datetime"]))
    return found

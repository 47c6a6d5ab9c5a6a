"""Opening a citation in its place: the page with the quote boxed, its section, or how it was read.

`router.source_router` serves it; `links.panel_link` is what a citation's card points to; the
page's part is `static/source.js` and `static/source.css`.
"""

from assistant.web.source.links import opener, panel_link
from assistant.web.source.papers import SourceReading
from assistant.web.source.router import source_router

__all__ = ["SourceReading", "opener", "panel_link", "source_router"]

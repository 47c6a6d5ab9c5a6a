"""The Library room: which papers there are, and the keeping of them."""

from __future__ import annotations

from assistant.web.frame import Frame
from assistant.web.html import shell
from assistant.web.site import Site
from assistant.web.theme import panel

_WORK = '<section id="wm-work" data-src="/library/work"></section>'


def build_library(site: Site, frame: Frame) -> None:
    """Lay out the room; what it shows is fetched from the routes, by the page's own address.

    What is being done with papers is fetched for librarians only.
    """
    words = site.words
    heading, loading = words("page.room_library"), words("library.loading")
    panel(shell("wm-library", "/library/part", heading, loading, _WORK))

"""The Quality room, as a page."""

from __future__ import annotations

from assistant.web.frame import Frame
from assistant.web.html import shell
from assistant.web.site import Site
from assistant.web.theme import panel


def build_quality(site: Site, frame: Frame) -> None:
    """Lay out the room; what it shows is fetched from the routes, by the page's own address."""
    words = site.words
    panel(
        shell("wm-quality", "/quality/part", words("page.room_quality"), words("quality.loading"))
    )

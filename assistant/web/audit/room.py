"""The room of the audit log, as a page."""

from __future__ import annotations

from assistant.web.frame import Frame
from assistant.web.html import shell
from assistant.web.site import Site
from assistant.web.theme import panel


def build_audit(site: Site, frame: Frame) -> None:
    """Lay out the room; what it shows is fetched from the routes, by the page's own address."""
    words = site.words
    panel(shell("wm-audit", "/audit/part", words("page.room_audit"), words("audit.loading")))

"""The rooms, in the order in which the header names them."""

from __future__ import annotations

from assistant.people import Act
from assistant.web.ask.room import build_ask
from assistant.web.audit.room import build_audit
from assistant.web.frame import Frame, Room
from assistant.web.library.room import build_library
from assistant.web.next.room import build_next
from assistant.web.quality.room import build_quality
from assistant.web.site import Site
from assistant.web.theme import panel


def reserved(name: str) -> Room:
    """A room that is announced and not open yet: it says what will be there."""

    def build(site: Site, frame: Frame) -> None:
        words = site.words
        panel(
            f'<div id="wm-room" class="wm-desk"><h1>{words.html(f"page.room_{name}")}</h1>'
            f'<p class="wm-lead"><strong>{words.html("page.reserved")}.</strong> '
            f"{words.html(f'page.reserved_{name}')}</p></div>"
        )

    return Room(name, name, build)


ROOMS = (
    Room("ask", "", build_ask, joined=True),
    Room("next", "next", build_next),
    Room("library", "library", build_library),
    reserved("draft"),
    reserved("learn"),
    Room("quality", "quality", build_quality, Act.KEEP),
    Room("audit", "audit", build_audit, Act.ADMINISTER),
)

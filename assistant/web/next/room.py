"""The Next step room as a page: a frame that its own script fills from the room's routes.

One way in for the first look, for a link that is followed and for what was just recorded: the
script asks `routes` for the part that the address names.
"""

from __future__ import annotations

from assistant.web.frame import Frame
from assistant.web.site import Site
from assistant.web.theme import panel


def build_next(site: Site, frame: Frame) -> None:
    """Lay out the room in the Blocks that is being built."""
    words = site.words
    panel(
        f'<main id="wm-room" class="wm-nx-room" data-lost="{words.html("next.lost")}"'
        f' data-again="{words.html("next.again")}">'
        f'<div id="wm-nx-view" aria-busy="true"><p class="wm-working">{words.html("next.loading")}'
        f'</p></div></main><dialog id="wm-nx-drawer" aria-labelledby="wm-nx-title">'
        f'<button type="button" class="wm-button wm-nx-close" data-wm="next-close">'
        f'{words.html("next.close")}</button><div id="wm-nx-inside"></div></dialog>'
    )

"""Addresses of what can be opened: the same ones on cards, in answers and inside the panel."""

from __future__ import annotations

from urllib.parse import urlencode

from assistant.web.escape import escaped

WIDTH = 1400  # pixels of a page's picture, unless another width is asked for
NARROWEST, WIDEST = 200, 2800


def panel_link(
    document_id: int,
    start: int | None = None,
    end: int | None = None,
    *,
    page: int | None = None,
    part: int | None = None,
    revision: int | None = None,
    base: str = "",
) -> str:
    """Where the panel's fragment is: the value of `data-href` on an element with data-wm="source".

    `start` and `end` are those of a citation; `page` is one to show instead of the quote's own,
    `part` the same for a paper without pages. `base` is the path that the server stands under.
    """
    asked = {"start": start, "end": end, "page": page, "part": part, "revision": revision}
    return _link(f"{base}/source/{document_id}/panel", asked)


def picture_link(
    document_id: int,
    page: int,
    start: int | None,
    end: int | None,
    *,
    width: int | None = None,
    base: str = "",
) -> str:
    """Where the picture of a page is, with canonical `text[start:end]` boxed."""
    asked = {"start": start, "end": end, "width": width}
    return _link(f"{base}/source/{document_id}/page/{page}.png", asked)


def original_link(document_id: int, page: int | None = None, *, base: str = "") -> str:
    """Where the file itself is; a browser opens a PDF at `page`."""
    return f"{base}/source/{document_id}/original" + (f"#page={page}" if page else "")


def reading_link(
    document_id: int,
    part: int | None = None,
    *,
    start: int | None = None,
    end: int | None = None,
    base: str = "",
) -> str:
    """Where the paper is told as the assistant reads it; without `part`, the part with `start`."""
    asked = {"part": part, "start": start, "end": end}
    return _link(f"{base}/source/{document_id}/reading", asked)


def opener(link: str, label: str, *, keep: str = "", kind: str = "wm-link") -> str:
    """A button that opens `link` in the panel; `label` is HTML.

    `keep` names the control, so that the focus finds it again in what is opened.
    """
    kept = f' data-keep="{keep}"' if keep else ""
    return (
        f'<button type="button" class="{kind}" data-wm="source" data-href="{escaped(link)}"{kept}>'
        f"{label}</button>"
    )


def turner(
    links: tuple[str | None, str | None], labels: tuple[str, str], position: str, name: str
) -> str:
    """Buttons for the previous and the next part around `position`; all but `links` is HTML.

    At an end the button is there and does nothing, so that the other one keeps its place.
    """
    buttons = []
    for keep, link, label in zip(("previous", "next"), links, labels, strict=True):
        if link:
            buttons.append(opener(link, label, keep=keep, kind="wm-button"))
        else:
            buttons.append(
                f'<button type="button" class="wm-button" data-keep="{keep}"'
                f' aria-disabled="true">{label}</button>'
            )
    return (
        f'<nav class="wm-src-turn" aria-label="{name}">'
        f'{buttons[0]}<span aria-hidden="true">{position}</span>{buttons[1]}</nav>'
    )


def _link(path: str, asked: dict[str, int | None]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"{path}?{query}" if query else path

"""The frame around each room: its name, the way to the other rooms, and who is signed in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import gradio as gr

from assistant.people import LOCAL, Act, Person, SignInDoor
from assistant.web.base import LibrarySummary
from assistant.web.escape import escaped
from assistant.web.site import Site
from assistant.web.theme import panel
from assistant.web.words import Words
from ingest.errors import WaymarkError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """One page of the application.

    name    names its words, "page.room_NAME"; `path` is its address below the root
    build   lays the room out in the Blocks that is being built and wires it
    act     what a person must be allowed to do to see that there is such a room
    joined  it works over Gradio's own connection, which a lost server may break for good: only then
            is loading the page again offered
    """

    name: str
    path: str
    build: Callable[[Site, Frame], None]
    act: Act = Act.READ
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a room may use of the frame it stands in.

    page     the Blocks, for `page.load`
    header   the part above the room; `heading(person, summary)` is its content
    """

    page: gr.Blocks
    header: gr.HTML
    heading: Callable[[Person, LibrarySummary | None], str]


def build_page(site: Site, rooms: Sequence[Room]) -> gr.Blocks:
    """All rooms as pages of one Blocks, the first of them at the root."""
    page: gr.Blocks = gr.Blocks(
        analytics_enabled=False, title=site.words("page.title"), fill_width=True
    )
    for room in rooms:
        # Gradio wants the first page opened without a name.
        context = page if room.path == "" else page.route(room.name, room.path, False)
        with context:
            _build_room(site, page, room, rooms)
    return page


def _build_room(site: Site, page: gr.Blocks, room: Room, rooms: Sequence[Room]) -> None:
    def heading(person: Person, summary: LibrarySummary | None) -> str:
        ours = isinstance(site.door, SignInDoor)
        return header_html(site.words, room, rooms, person, summary, signs_out=ours)

    def opened(request: gr.Request) -> str:
        person = site.who(request)
        return heading(person, summary_for(site, person))

    panel(layer_html(site.words, reload=room.joined), elem_id="wm-layer")
    header = panel(heading(Person("", collections=frozenset()), None), elem_id="wm-top")
    room.build(site, Frame(page, header, heading))
    page.load(opened, None, header, show_progress="hidden", api_visibility="private")


def summary_for(site: Site, person: Person) -> LibrarySummary | None:
    """What the Library holds for this person; None while it cannot be opened."""
    if site.ingestion and not site.ingestion.progress().finished:
        return None
    try:
        return site.answerer.summary(person.scope())
    except WaymarkError:
        return None
    except Exception:  # The edge of the page: the room itself says what is wrong.
        log.exception("The library could not be opened")
        return None


def header_html(
    words: Words,
    here: Room,
    rooms: Sequence[Room],
    person: Person,
    summary: LibrarySummary | None = None,
    *,
    signs_out: bool = True,
) -> str:
    """Name, rooms, what the Library holds once that is known, and who is signed in.

    `signs_out` is whether one can sign out here: whom a proxy signs in, it alone signs out.
    """
    links = "".join(_link(words, room, room is here) for room in rooms if person.may(room.act))
    holds = ""
    if summary is not None:
        name = "page.library_one" if summary.documents == 1 else "page.library"
        holds = words.html(
            name, documents=f"{summary.documents:,}", passages=f"{summary.passages:,}"
        )
    signed = _signed_in(words, person, signs_out)
    return (
        f'<header class="wm-header" data-title="{_title(words, here)}">'
        f'<button type="button" class="wm-skip" data-wm="skip">{words.html("page.skip")}</button>'
        f'<div class="wm-header-in"><p class="wm-name">{words.html("page.title")}</p>'
        f'<nav aria-label="{words.html("page.rooms")}"><ul>{links}</ul></nav>'
        f'<p class="wm-holds"><span>{holds}</span>{signed}</p></div></header>'
    )


def layer_html(words: Words, *, reload: bool) -> str:
    """What lies over every room when it is needed: a lost server, an expired session.

    `reload` is whether the page may have to be loaded again to go on. A room that fetches what it
    shows goes on as it stands, with all that was typed, and says itself what did not work.
    """
    again = (
        f'<button type="button" class="wm-button" data-wm="reload">'
        f"{words.html('page.reload')}</button>"
    )
    back, trouble = f"{words.html('page.back')} {words.html('page.back_go_on')}", ""
    if reload:
        back = f"{words.html('page.back')} {again}"
        trouble = (
            f'<div id="wm-trouble" class="wm-over" role="alert" hidden>'
            f"{words.html('page.trouble')} {again}</div>"
        )
    passes = "" if reload else " data-passes"
    return (
        f'<div id="wm-said" class="wm-vh" role="status"></div>'
        f'<div id="wm-lost" class="wm-over" role="alert" hidden>{words.html("page.lost")}</div>'
        f'<div id="wm-back" class="wm-over"{passes} hidden>{back}</div>{trouble}'
        f'<a id="wm-elsewhere" class="wm-button" href="/" hidden>'
        f"{words.html('page.elsewhere')}</a>"
        f'<dialog id="wm-signing" aria-labelledby="wm-signing-title">'
        f'<h2 id="wm-signing-title">{words.html("sign_in.expired")}</h2>'
        f"<p>{words.html('sign_in.expired_explain')}</p>{sign_in_form(words)}</dialog>"
    )


def sign_in_form(words: Words, to: str = "/", problem: str = "", name: str = "") -> str:
    """The form that signs somebody in; `to` is where the page goes on, `name` was typed before."""
    return (
        f'<form method="post" action="/sign-in" data-done="{words.html("sign_in.done")}">'
        f'<p class="wm-problem" role="alert">{escaped(problem)}</p>'
        f"<label>{words.html('sign_in.name')}"
        f'<input name="name" autocomplete="username" required maxlength="64"'
        f' value="{escaped(name)}"></label>'
        f"<label>{words.html('sign_in.password')}"
        f'<input name="password" type="password" autocomplete="current-password" required'
        f' maxlength="1024"></label><input type="hidden" name="to" value="{escaped(to)}">'
        f'<button class="wm-button wm-main">{words.html("sign_in.submit")}</button></form>'
    )


def _link(words: Words, room: Room, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<li><a href="/{room.path}"{current}>{words.html(f"page.room_{room.name}")}</a></li>'


def _title(words: Words, room: Room) -> str:
    return words.html("page.room_title", room=words(f"page.room_{room.name}"))


def _signed_in(words: Words, person: Person, signs_out: bool) -> str:
    if not person.name:
        return ""
    if person is LOCAL:
        return f"<span>{words.html('page.private')}</span>"
    named = f"<span>{words.html('page.signed_in')} <b>{escaped(person.name)}</b></span>"
    if not signs_out:
        return named
    return (
        f'{named}<button type="button" class="wm-out" data-wm="sign-out">'
        f"{words.html('page.sign_out')}</button>"
    )

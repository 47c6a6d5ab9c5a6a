"""The list of conversations: newest first, to be searched, renamed, taken away and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.web.dates import spoken_date
from assistant.web.escape import escaped

if TYPE_CHECKING:
    from assistant.conversation.kept import Listed
    from assistant.web.words import Words

PAGE = 30  # conversations that are listed at once
TITLE = 200  # most characters of a name that is typed


def side_html(words: Words) -> str:
    """The frame of the list, which the script fills and keeps up to date."""
    w = words.html
    return (
        f'<aside class="wm-talks" id="wm-talks" aria-label="{w("side.name")}">'
        f'<p class="wm-talks-head"><button type="button" class="wm-button wm-talks-toggle"'
        f' data-wm="talks" aria-expanded="true" aria-controls="wm-talks-body">{w("side.name")}'
        f'</button><a class="wm-button" href="/" data-wm="fresh">{w("side.new")}</a></p>'
        f'<div id="wm-talks-body"><label class="wm-field"><span class="wm-vh">{w("side.search")}'
        f'</span><input type="search" id="wm-talks-search" maxlength="200" autocomplete="off"'
        f' placeholder="{w("side.search")}"></label>'
        f'<div id="wm-talks-list"></div></div>'
        f'<dialog id="wm-deleting" aria-labelledby="wm-deleting-title"><h2 id="wm-deleting-title">'
        f"{w('side.delete_title')}</h2><p><b data-name></b></p><p>{w('side.delete_explain')}</p>"
        f'<p class="wm-problem" role="alert"></p><p class="wm-do">'
        f'<button type="button" class="wm-button wm-danger" data-wm="talk-delete-sure">'
        f"{w('side.delete_sure')}</button>"
        f'<button type="button" class="wm-button" data-wm="talk-keep">{w("side.keep")}</button></p>'
        f"</dialog></aside>"
    )


def talks_html(
    talks: Sequence[Listed], words: Words, here: str, *, searched: bool, today: datetime
) -> str:
    """The conversations; `here` is the one that is shown. One more than PAGE means there is more.

    `today` is now, with the time zone in which days are told.
    """
    if not talks:
        return f'<p class="wm-note">{words.html("side.none" if searched else "side.empty")}</p>'
    items = "".join(_talk(one, words, one.id == here, today) for one in talks[:PAGE])
    more = ""
    if len(talks) > PAGE:
        more = (
            f'<p><button type="button" class="wm-link" data-wm="talks-more"'
            f' data-before="{talks[PAGE - 1].place}">{words.html("side.more")}</button></p>'
        )
    return f'<ul class="wm-talk-list">{items}</ul>{more}'


def _talk(talk: Listed, words: Words, here: bool, today: datetime) -> str:
    w = words.html
    title = escaped(talk.title)
    current = ' aria-current="page"' if here else ""
    menu = f"wm-talk-{escaped(talk.id)}"
    file = f"/conversations/{escaped(talk.id)}/export"
    day = talk.updated.astimezone(today.tzinfo).date()
    when = words("side.today") if day == today.date() else spoken_date(day.isoformat())
    return (
        f'<li class="wm-talk" data-id="{escaped(talk.id)}" data-name="{title}">'
        f'<a href="/?c={escaped(talk.id)}" data-wm="talk"{current}><span>{title}</span>'
        f'<time datetime="{day.isoformat()}">{escaped(when)}</time></a>'
        f'<button type="button" class="wm-dots" data-wm="talk-menu" aria-expanded="false"'
        f' aria-controls="{menu}" aria-label="{w("side.menu", title=talk.title)}">'
        '<span aria-hidden="true">…</span></button>'
        f'<div id="{menu}" class="wm-talk-menu" hidden>'
        f'<button type="button" class="wm-link" data-wm="talk-rename">{w("side.rename")}</button>'
        f'<a class="wm-link" href="{file}.docx" download>{w("side.word")}</a>'
        f'<a class="wm-link" href="{file}.md" download>{w("side.markdown")}</a>'
        f'<button type="button" class="wm-link" data-wm="talk-delete">{w("side.delete")}</button>'
        f'<form class="wm-talk-rename" hidden><label class="wm-field">{w("side.rename_label")}'
        f'<input name="title" maxlength="{TITLE}" value="{title}"></label>'
        f'<p class="wm-problem" role="alert"></p><p class="wm-do">'
        f'<button class="wm-button wm-main">{w("side.save")}</button>'
        f'<button type="button" class="wm-link" data-wm="talk-rename-not">{w("side.cancel")}'
        "</button></p></form></div></li>"
    )

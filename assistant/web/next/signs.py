"""States told by shape and word besides colour, alike in the picture and in every list."""

from __future__ import annotations

from assistant.register import Evidence
from assistant.web.next.stands import Stand
from assistant.web.words import Words

_RING = '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.8"/>'
_DISC = '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
_TICK = '<path d="M4.4 8.3l2.5 2.6 4.8-5.4" fill="none" stroke="{}" stroke-width="2"/>'
_SHAPES = {
    Stand.READY: '<path d="M3 1.5v13l11-6.5z" fill="currentColor"/>',
    Stand.STARTED: f'{_RING}<path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor"/>',
    Stand.SUBMITTED: '<path d="M8 1l6 6.5h-3.6V15H5.6V7.5H2z" fill="currentColor"/>',
    Stand.CHALLENGED: '<path d="M8 .4L15.6 8 8 15.6.4 8z" fill="currentColor"/>'
    '<path d="M8 4v5M8 10.6v1.8" stroke="var(--wm-surface)" stroke-width="2"/>',
    Stand.CONDITIONS: '<rect x="1.4" y="1.4" width="13.2" height="13.2" rx="2" fill="none"'
    ' stroke="currentColor" stroke-width="1.8"/>' + _TICK.format("currentColor"),
    Stand.ENDORSED: _DISC + _TICK.format("var(--wm-surface)"),
    Stand.BLOCKED: f'{_RING}<path d="M4.6 8h6.8" stroke="currentColor" stroke-width="2"/>',
    Evidence.EVIDENCED: _DISC + _TICK.format("var(--wm-surface)"),
    Evidence.MISSING: f'{_RING}<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"'
    ' stroke="currentColor" stroke-width="1.8"/>',
    Evidence.JUDGEMENT: '<path d="M8 .4L15.6 8 8 15.6.4 8z" fill="none" stroke="currentColor"'
    ' stroke-width="1.8"/><path d="M8 5.2v.1M8 7.4v4" stroke="currentColor" stroke-width="2"/>',
}


def shape(state: Stand | Evidence) -> str:
    """The shape alone, within a square of 16 by 16, as parts of an SVG."""
    return _SHAPES[state]


def sign(state: Stand | Evidence) -> str:
    """The shape as a picture of its own; what it means stands beside it in words."""
    return (
        '<svg class="wm-nx-sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{_SHAPES[state]}</svg>"
    )


def word(state: Stand | Evidence, words: Words) -> str:
    """The state in words, as plain text."""
    kind = "stand" if isinstance(state, Stand) else "evidence"
    return words(f"next.{kind}_{state.value}")


def badge(state: Stand | Evidence, words: Words, said: str = "") -> str:
    """Shape and word together; `said` is HTML to show instead of the word."""
    told = said or words.html(
        f"next.{'stand' if isinstance(state, Stand) else 'evidence'}_{state.value}"
    )
    return f'<span class="wm-nx-state wm-nx-{state.value}">{sign(state)}<span>{told}</span></span>'

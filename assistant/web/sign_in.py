"""The sign-in page: the one page that anybody may see, drawn without Gradio."""

from __future__ import annotations

from assistant.web.assets import head
from assistant.web.frame import sign_in_form
from assistant.web.words import Words


def sign_in_page(words: Words, to: str = "/", problem: str = "") -> str:
    """The whole page as HTML; `problem` is why the last attempt did not work."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{head()}'
        f"<title>{words.html('sign_in.heading')}</title></head>"
        '<body class="wm-outside"><main id="wm-room" class="gradio-container wm-door">'
        f"<h1>{words.html('sign_in.heading')}</h1>{sign_in_form(words, to, problem)}"
        "</main></body></html>"
    )

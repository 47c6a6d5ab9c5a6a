from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from assistant.web.escape import escaped


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onmouseover="alert(1)',
        "' onfocus='alert(1)",
        "${alert(1)}",
        "{{constructor.constructor('alert(1)')()}}",
        "`${x}`",
        "&lt;b&gt; is shown as typed, not read again",
        "</mark></blockquote><img src=x onerror=alert(1)>",
        "tab\tand\nnew line",
    ],
)
def test_text_is_shown_as_it_stands_and_does_nothing(text: str) -> None:
    made = escaped(text)
    assert not set(made) & set("<>\"'{}$`")
    assert html.unescape(made) == text
    tree = LexborHTMLParser(f'<p title="{made}">{made}</p>')
    (paragraph,) = tree.css("body *")
    assert paragraph.text() == text
    assert paragraph.attributes == {"title": text}


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\x85"])
def test_signs_that_hide_or_turn_text_are_made_visible(sign: str) -> None:
    assert escaped(f"minutes{sign}fdp.exe") == "minutes\ufffdfdp.exe"


@given(st.text())
def test_nothing_that_html_or_a_template_reads_gets_through(text: str) -> None:
    assert not set(escaped(text)) & set("<>\"'{}$`")

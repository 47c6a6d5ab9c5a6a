"""The one way in which text from outside becomes part of a page."""

from __future__ import annotations

import html
import re

# The page's own component fills a template in which `${…}` and `{{…}}` are code. Values are put in
# after that, today; written as entities they stay text whichever order a later version chooses.
_TEMPLATE_SIGNS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})

# Characters that HTML forbids, and the marks that make the text after them run the other way: with
# those, a file name can show itself as another. Tab and new line stay.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def escaped(text: str) -> str:
    """`text` as HTML that shows exactly these characters and does nothing.

    Good inside an element and inside a quoted attribute. Every text that is not this package's own
    goes through here: questions, titles, file names, headings, quotes, answers.

    >>> escaped('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return html.escape(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)).translate(_TEMPLATE_SIGNS)

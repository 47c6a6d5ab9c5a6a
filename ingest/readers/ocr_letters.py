"""Characters that recognition takes for others, mended where what was read can be no word.

Only shapes that English, figures and references do not have are touched; whatever could stand on
the page ("SW1A 0AA", "JH0SC", "10am") stays as it was read.
"""

from __future__ import annotations

import re

_COUNTED = r"(?:days?|weeks?|months?|years?|hours?|mins?|minutes?|miles?|metres?|litres?|points?)"
_FIGURE = re.compile(r"\d[\doO]*(?:,[\doO]{3})+(?!\w)")  # 11,0oo
_MENDED = (
    (re.compile(rf"(?<![\w.,£$€/+-])0(?!{_COUNTED}\b)(?=[a-z]{{3}})"), "O"),  # 0ctober
    (re.compile(r"(?<=\d)[oO](?=\d)"), "0"),  # 2o24
    (re.compile(r"(?<=\d)[lI](?=\d)"), "1"),  # 20l6
    (re.compile(r"(?<!\w)[fμ](?=\d{1,3}(?:,\d{3})+(?!\d))"), "£"),  # f11,000
    (re.compile(r"(?<=[A-Z]{2})l(?=[A-Z])"), "I"),  # ACTlON
    (re.compile(r"(?<!\w)ln(?=[a-z]{2})"), "In"),  # lnitially
)


def mended(text: str) -> str:
    """A line as recognised, its plain confusions of 0 and O, 1 and l, £ and f undone."""
    text = _FIGURE.sub(lambda m: re.sub("[oO]", "0", m.group()), text)
    for pattern, right in _MENDED:
        text = pattern.sub(right, text)
    return text

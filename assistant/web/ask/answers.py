"""An answer's text, as HTML, as plain text to copy, and as words to be read aloud.

Pure functions from an Answer to text. An answer's own marks are three: a line that begins with
"- " is an item, a blank line ends a paragraph, and [n] points to citation n. Nothing else in it is
interpreted, Markdown included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.model import Answer, Citation
from assistant.web.ask.cards import card_id, when
from assistant.web.escape import escaped
from assistant.web.words import Words

_MARKER = re.compile(r"\[(\d{1,3})\]")
# What an item of a numbered list begins with, as the paper has it: 1. 2) (a) 3.1. (iv)
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\((?:\d{1,3}|[a-z]|[ivx]+)\)|[a-z]\))\s")
_OPENS = {
    "ul": "<ul>",
    "ol": '<ol class="wm-numbered">',
    "div": '<div class="wm-para">',
    "": "",
}
# A marker must not stand alone at the beginning of a screen line: it stays with the word before it.
_LAST_WORD = re.compile(r"(\S{0,24})\s*((?:\[\d{1,3}\]\s*)+)")


def title_of(answer: Answer, words: Words) -> str:
    """What stands above an answer: how it ended."""
    return words(f"answer.{answer.status.value}")


def below_title(answer: Answer, words: Words) -> str:
    """The answer's text without an opening that the title above it already says."""
    return answer.text.removeprefix(f"{title_of(answer, words)}. ")


def steps(answer: Answer) -> tuple[int, ...]:
    """The values of `lines` that each show one line more; the last shows the whole text."""
    lines = answer.text.splitlines()
    return tuple(number for number, line in enumerate(lines, start=1) if line.strip())


def blocks(lines: Sequence[str], turn: int, known: frozenset[int], words: Words) -> Iterator[str]:
    """Paragraphs and lists. Every line of the text stays a line of its own on the screen.

    An item that brings its own number keeps it, letter for letter, and has no bullet before it.
    """
    open_as = ""
    for line in (*lines, ""):
        item = line.lstrip().startswith("- ")
        text = line.strip().removeprefix("- ") if item else line.strip()
        kind = "" if not line.strip() else "div" if not item else "ul"
        if item and _NUMBERED.match(text):
            kind = "ol"
        if kind != open_as:
            yield f"</{open_as}>" if open_as else ""
            yield _OPENS[kind]
            open_as = kind
        if kind:
            tag = "li" if item else "p"
            yield f"<{tag}>{_marked(text, turn, known, words)}</{tag}>"


def _marked(line: str, turn: int, known: frozenset[int], words: Words) -> str:
    """A line with its markers as buttons. A number that no citation has stays text."""
    parts: list[str] = []
    at = 0
    for run in _LAST_WORD.finditer(line):
        markers = [int(m) for m in _MARKER.findall(run[2])]
        if known.isdisjoint(markers):
            continue
        buttons = "".join(_marker(m, turn, words) if m in known else f" [{m}]" for m in markers)
        parts.append(escaped(line[at : run.start()]))
        parts.append(f'<span class="wm-keep">{escaped(run[1])}{buttons}</span>')
        # The space after a marker belongs to the sentence that follows.
        parts.append(" " if run[2] != run[2].rstrip() else "")
        at = run.end()
    return "".join(parts) + escaped(line[at:])


def _marker(marker: int, turn: int, words: Words) -> str:
    label = words.html("card.to_card", marker=marker)
    return (
        f'<button type="button" class="wm-marker" data-wm="card"'
        f' data-card="{card_id(turn, marker)}" aria-label="{label}">{marker}</button>'
    )


def markers_in(text: str) -> frozenset[int]:
    """Every number that stands in square brackets in `text`."""
    return frozenset(int(m) for m in _MARKER.findall(text))


def copy_text(question: str, answer: Answer, words: Words) -> str:
    """The answer with its sources as plain text, for a mail or a paper."""
    used = markers_in(answer.text)
    sources = [_source_line(c, words) for c in answer.citations if c.marker in used]
    return "\n".join(
        [
            words("card.copy_question", question=answer.understood or question),
            "",
            answer.text.strip(),
            *(["", words("card.copy_sources")] if sources else []),
            *sources,
        ]
    )


def _source_line(citation: Citation, words: Words) -> str:
    page = "" if citation.page is None else words("card.page", page=citation.page)
    facts = [citation.title, when(citation, words), page, citation.section]
    quote = " ".join(citation.quote.split())
    return f"[{citation.marker}] {', '.join(fact for fact in facts if fact)}: “{quote}”"


def spoken(answer: Answer, words: Words) -> str:
    """What a screen reader says when the answer is there: status, text, how many sources."""
    text = " ".join(_MARKER.sub("", below_title(answer, words)).split())
    used = len([c for c in answer.citations if c.marker in markers_in(answer.text)])
    said = words("answer.live", status=title_of(answer, words), text=text)
    if not used:
        return said
    name = "answer.live_sources_one" if used == 1 else "answer.live_sources_many"
    return f"{said} {words(name, count=used)}"

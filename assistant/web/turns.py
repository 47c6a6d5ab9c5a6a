"""One question with its answer, as HTML, as plain text to copy, and as words to be read aloud.

Pure functions from an Answer to text. An answer's own marks are three: a line that begins with
"- " is an item, a blank line ends a paragraph, and [n] points to citation n. Nothing else in it is
interpreted, Markdown included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Answer, Citation, Status
from assistant.web.cards import card_id, cards, related_cards, when
from assistant.web.escape import escaped
from assistant.web.words import Words

_MARKER = re.compile(r"\[(\d{1,3})\]")
# A marker must not stand alone at the beginning of a screen line: it stays with the word before it.
_LAST_WORD = re.compile(r"(\S{0,24})\s*((?:\[\d{1,3}\]\s*)+)")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and, once it is there, its answer. `number` is from 1."""

    number: int
    question: str
    answer: Answer | None = None


def turn_html(turn: Turn, words: Words, lines: int | None = None) -> str:
    """A turn as one article. `lines` limits the answer to its first lines, None shows all of it.

    While lines are still to come, only the cards that the shown lines point to are there, and
    neither "Show more" nor the copy button.
    """
    answer = turn.answer
    if answer is None:
        columns = f'<p class="wm-working">{words.html("ask.working")}</p>'
        understood = ""
    else:
        understood = _understood(answer, words)
        columns = (
            f'<div class="wm-columns">{_answer(turn, answer, words, lines)}'
            f"{_sources(turn, answer, words, lines)}</div>"
        )
    return (
        f'<article class="wm-turn" data-turn="{turn.number}">'
        f'<h2 class="wm-question"><span class="wm-vh">{words.html("ask.asked")}: </span>'
        f"{escaped(turn.question)}</h2>{understood}{columns}</article>"
    )


def steps(answer: Answer) -> tuple[int, ...]:
    """The values of `lines` that each show one line more; the last shows the whole text."""
    lines = answer.text.splitlines()
    return tuple(number for number, line in enumerate(lines, start=1) if line.strip())


def _understood(answer: Answer, words: Words) -> str:
    if not answer.understood:
        return ""
    label = words.html("answer.understood")
    return f'<p class="wm-understood"><b>{label}:</b> {escaped(answer.understood)}</p>'


def _answer(turn: Turn, answer: Answer, words: Words, lines: int | None) -> str:
    known = frozenset(c.marker for c in answer.citations)
    shown = _below_title(answer, words).splitlines()[:lines]
    body = "".join(_blocks(shown, turn.number, known, words))
    tail = _tail(turn, answer, known, words) if lines is None else ""
    title = words.html(f"answer.{answer.status.value}")
    return (
        f'<section class="wm-answer wm-{answer.status.value}">'
        f'<h3 class="wm-status">{title}</h3><div class="wm-text">{body}</div>{tail}</section>'
    )


def _below_title(answer: Answer, words: Words) -> str:
    """The answer's text without an opening that the title above it already says."""
    title = words(f"answer.{answer.status.value}")
    return answer.text.removeprefix(f"{title}. ")


def _tail(turn: Turn, answer: Answer, known: frozenset[int], words: Words) -> str:
    more = ""
    if answer.more:
        body = "".join(_blocks(answer.more.splitlines(), turn.number, known, words))
        more = (
            f'<details class="wm-more"><summary>{words.html("answer.more")}</summary>'
            f'<p class="wm-note">{words.html("answer.more_note")}</p>'
            f'<div class="wm-text">{body}</div></details>'
        )
    if answer.status is not Status.ANSWERED:
        return more
    copy = (
        f'<button type="button" class="wm-button" data-wm="copy"'
        f' data-copy="{escaped(copy_text(turn.question, answer, words))}"'
        f' data-copied="{words.html("answer.copied")}"'
        f' data-failed="{words.html("answer.copy_failed")}">{words.html("answer.copy")}</button>'
    )
    note = f'<p class="wm-note">{escaped(answer.note)}</p>' if answer.note else ""
    return f'{note}{more}<div class="wm-foot">{copy}<p>{escaped(_made(answer, words))}</p></div>'


def _made(answer: Answer, words: Words) -> str:
    made = (
        words("answer.quoted")
        if answer.engine == "quotes"
        else words("answer.engine", engine=answer.engine.removeprefix("model:"))
    )
    total = answer.timings_ms.get("total")
    if total is None:
        return made
    return f"{made} · {words('answer.seconds', seconds=f'{max(total / 1000, 0.1):.1f}')}"


def _blocks(lines: Sequence[str], turn: int, known: frozenset[int], words: Words) -> Iterator[str]:
    """Paragraphs and lists. Every line of the text stays a line of its own on the screen."""
    open_as = ""
    for line in (*lines, ""):
        kind = "" if not line.strip() else "ul" if line.lstrip().startswith("- ") else "div"
        if kind != open_as:
            yield {"ul": "</ul>", "div": "</div>", "": ""}[open_as]
            yield {"ul": "<ul>", "div": '<div class="wm-para">', "": ""}[kind]
            open_as = kind
        if kind:
            text = line.strip().removeprefix("- ") if kind == "ul" else line.strip()
            tag = "li" if kind == "ul" else "p"
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


def _sources(turn: Turn, answer: Answer, words: Words, lines: int | None) -> str:
    used = markers_in("\n".join(answer.text.splitlines()[:lines]))
    first = [c for c in answer.citations if c.marker in used]
    body = ""
    if first:
        title = f'<h3 class="wm-panel-title">{words.html("card.sources")}</h3>'
        body = title + cards(first, turn.number, words)
    if lines is None:
        body += _further([c for c in answer.citations if c.marker not in used], turn, words)
        body += related_cards(answer.related, words)
    return f'<div class="wm-sources">{body}</div>' if body else ""


def _further(rest: Sequence[Citation], turn: Turn, words: Words) -> str:
    if not rest:
        return ""
    title = words.html("card.further")
    return (
        f'<details class="wm-further"><summary>{title} ({len(rest)})</summary>'
        f"{cards(rest, turn.number, words)}</details>"
    )


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
    text = " ".join(_MARKER.sub("", _below_title(answer, words)).split())
    used = len([c for c in answer.citations if c.marker in markers_in(answer.text)])
    said = words("answer.live", status=words(f"answer.{answer.status.value}"), text=text)
    if not used:
        return said
    name = "answer.live_sources_one" if used == 1 else "answer.live_sources_many"
    return f"{said} {words(name, count=used)}"

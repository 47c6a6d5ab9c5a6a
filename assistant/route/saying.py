"""Lines of an answer that stand on several places at once, and their markers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer.chunk import Chunk
from assistant.answer.compose import Written, cite
from assistant.model import Citation
from assistant.shelf import OpenDocument


@dataclass(frozen=True, slots=True)
class Span:
    """`document.text[start:end]`, in that section and on that page."""

    document: OpenDocument
    start: int
    end: int
    section: int
    page: int | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """Where it is, to know the same place again."""
        return self.document.record.document, self.start, self.end


@dataclass(frozen=True, slots=True)
class Said:
    """One line, and the places that it stands on: at least one, but for a line that opens a list.

    An item is shown as a point of the list that the line before it opens or goes on with.
    """

    text: str
    spans: tuple[Span, ...]
    item: bool = False

    @property
    def opens(self) -> bool:
        """Whether it only introduces the items below it, each of which has places of its own."""
        return self.text.endswith(":") and not self.item


def write(lines: Iterable[Said], after: int = 0) -> Written:
    """The answer's text; places are numbered as they are first needed, on from `after`.

    Raises ValueError for a line that stands on nothing: it must not be said.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    spans: list[Span] = []
    parts: list[str] = []
    for line in lines:
        if not line.spans and not line.opens:
            raise ValueError(f"nothing bears out {line.text!r}")
        for span in line.spans:
            if span.key not in numbers:
                spans.append(span)
                numbers[span.key] = after + len(spans)
        markers = sorted({numbers[span.key] for span in line.spans})
        said = f"{line.text} {''.join(f'[{n}]' for n in markers)}".rstrip()
        parts.append(f"\n- {said}" if line.item else f"\n\n{said}")
    text = "".join(parts).strip()
    return Written(
        text, "", tuple(_citation(span, n) for n, span in enumerate(spans, start=after + 1))
    )


def below(
    text: str, citations: tuple[Citation, ...], lines: Sequence[Said]
) -> tuple[str, tuple[Citation, ...]]:
    """An answer's text and citations with the lines below them, their markers going on."""
    if not lines:
        return text, citations
    more = write(lines, after=len(citations))
    return f"{text}\n\n{more.text}", (*citations, *more.citations)


def _citation(span: Span, number: int) -> Citation:
    return cite(Chunk(span.document, span.start, span.end, span.page, span.section, ()), number)


def together(spans: Sequence[Span]) -> Span:
    """From the first place to the last, which are in one section of one document."""
    first, last = spans[0], spans[-1]
    return Span(first.document, first.start, last.end, first.section, first.page)

"""The answer that tells what a meeting did: each decision or action as a chunk of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import versions
from assistant.answer.abridged import opening
from assistant.answer.attribute import attributed
from assistant.answer.chunk import Chunk
from assistant.answer.compose import ROOM, Written, used, widened, write
from assistant.answer.evidence import SHORTEST, pieces, plain, shown
from assistant.answer.lists import WHOLE_LIST
from assistant.answer.proceedings import Proceedings, is_bare, is_minor
from assistant.answer.stretches import line
from assistant.retrieve import terms
from ingest.model import Block, BlockKind, Role
from ingest.structure.minute_actions import action_line, asks
from ingest.structure.minute_decisions import is_decision
from ingest.structure.people import unnumbered

if TYPE_CHECKING:
    from assistant.question import Understood
    from assistant.shelf import OpenDocument
    from ingest.library import DocumentRecord

SHORTEST_TOLD = 120  # characters of a line, to which what was decided is cut at most
LONGEST_TOLD = 420  # characters of a line, as long as there is room
SCRAP = 80  # characters: items up to this, on average, are told in one line under their heading
LONGEST_HEADING = 120  # characters of a heading that is said before what stands under it


def written(
    told: Proceedings, question: Understood, older: Mapping[int, DocumentRecord], replaced: str
) -> Written:
    """The answer: what fits, in the order of the minutes, and the rest as "more".

    Where not all fits, what is decided at every meeting gives way first (`is_minor`).
    """
    made = [chunk for document, blocks in told for chunk in _chunks(document, blocks)]
    made = [versions.told(chunk, older, replaced) for chunk in _each_once(made)]
    sides = [frozenset({document.record.id}) for document, _ in told] if len(told) > 1 else []
    return write(*_fitting(_in_short(attributed(made, question, sides))))


def _in_short(made: Sequence[Chunk], limit: int = ROOM) -> Sequence[Chunk]:
    """The chunks that matter by their first words, where only so all of them fit.

    The long ones give way first, and none below SHORTEST_TOLD characters a line: what is shorter
    than that does not tell what was decided.
    """
    major = [chunk for chunk in made if not is_minor(" ".join(chunk.lines))]
    if used(major) <= limit:
        return made
    for most in range(LONGEST_TOLD, SHORTEST_TOLD - 1, -20):
        short = {id(chunk): _cut(chunk, most) for chunk in major}
        if used(list(short.values())) <= limit:
            return [short.get(id(chunk), chunk) for chunk in made]
    return made


def _cut(chunk: Chunk, most: int) -> Chunk:
    lines = tuple(opening(line, most) for line in chunk.lines)
    return replace(chunk, lines=lines, wider=None)


def _fitting(
    made: Sequence[Chunk], limit: int = ROOM
) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """(what fits, the rest), each in the order given; the first that matters always fits.

    Several meetings take turns, so that each is told of. What is decided at every meeting fills no
    room where something that matters has found none.
    """
    minor = {n for n, chunk in enumerate(made) if is_minor(" ".join(chunk.lines))}
    turns = _turns(made, minor)
    taken: list[int] = []
    for at in sorted(range(len(made)), key=lambda n: (n in minor, turns[n], n)):
        if at in minor and len(taken) < len(made) - len(minor) and taken:
            break
        if not taken or used([made[n] for n in sorted([*taken, at])]) <= limit:
            taken.append(at)
    rest = tuple(chunk for n, chunk in enumerate(made) if n not in taken)
    return tuple(widened([made[n] for n in sorted(taken)], limit)), rest


def _turns(made: Sequence[Chunk], minor: Collection[int]) -> list[int]:
    """For each chunk, the how-manieth of its meeting it is, of those that matter or do not."""
    seen: Counter[tuple[int, bool]] = Counter()
    turns = []
    for n, chunk in enumerate(made):
        key = chunk.document.record.id, n in minor
        turns.append(seen[key])
        seen[key] += 1
    return turns


def _each_once(made: Sequence[Chunk]) -> list[Chunk]:
    """Without what another chunk of the same minutes says in the same words, or more fully."""
    said = [frozenset(terms.stems(" ".join(chunk.lines))) for chunk in made]

    def again(n: int) -> bool:
        return any(
            made[m].document is made[n].document
            and m != n
            and said[n] <= said[m]
            and (said[n] != said[m] or m < n)
            for m in range(len(made))
        )

    return [chunk for n, chunk in enumerate(made) if not again(n)]


def _chunks(document: OpenDocument, blocks: Sequence[Block]) -> Iterator[Chunk]:
    """Each block by itself; items together with what introduces them, or under their heading."""
    at = 0
    while at < len(blocks):
        run = _run(document, blocks, at)
        yield _together(document, run) if len(run) > 1 else _single(document, run[0])
        at += len(run)


def _run(document: OpenDocument, blocks: Sequence[Block], at: int) -> list[Block]:
    """The blocks from `at` on that are told as one: a lead-in with its items, or short items."""
    first = blocks[at]
    run = [first]
    for block in blocks[at + 1 :]:
        led = block.lead is not None and block.lead in {one.index for one in run}
        led = led or (_only_names(document, block) and block.section == first.section)
        alike = block.group is not None and block.group == first.group
        scraps = all(
            one.kind is BlockKind.ITEM and _is_scrap(document, one) for one in (*run, block)
        )
        fits = block.end - first.start <= WHOLE_LIST and block.page == first.page
        if not fits or not (led or (alike and scraps)):
            break
        run.append(block)
    return run


def _only_names(document: OpenDocument, block: Block) -> bool:
    """Whether it is the line below an item that says who acts on it: "ACTION: JS/AB"."""
    said = document.quote(block)
    return block.role is Role.ACTION and len(said) < SHORTEST and action_line(said) is not None


def _is_scrap(document: OpenDocument, block: Block) -> bool:
    return len(document.quote(block)) <= SCRAP


def _together(document: OpenDocument, run: Sequence[Block]) -> Chunk:
    first, last = run[0], run[-1]
    said = [shown(block, document.quote(block)) for block in run]
    heading = _heading(document, first, " ".join(said))
    before = f"{heading}: " if heading else ""
    if run[1].lead == first.index:
        lines = (before + said[0], *(f"- {one}" for one in said[1:]))
    elif _only_names(document, run[1]):
        lines = (before + said[0], *said[1:])
    else:
        lines = (before + "; ".join(said),)
    start = _from_heading(document, first) if heading else first.start
    return Chunk(document, start, last.end, first.page, first.section, lines)


def _single(document: OpenDocument, block: Block) -> Chunk:
    """A block as it stands; a long one from where it decides, and wide as a whole."""
    whole = (block.start, block.end)
    if block.kind in (BlockKind.ROW, BlockKind.FIELD) or block.end - block.start <= 2 * SCRAP:
        return _stretch(document, block, *whole)
    narrow = _deciding(document, block)
    chunk = _stretch(document, block, *narrow)
    if narrow != whole and block.end - block.start <= WHOLE_LIST:
        return replace(chunk, wider=_stretch(document, block, *whole))
    return chunk


def _deciding(document: OpenDocument, block: Block) -> tuple[int, int]:
    """From the sentence that decides, or asks for something, as far as LONGEST_TOLD.

    A bare "AGREED." takes the sentence before it along. A block of which no sentence does so by
    itself begins at its start.
    """
    spans = pieces(document, block)
    does = asks if block.role is Role.ACTION else is_decision
    first = next((n for n, (a, b) in enumerate(spans) if does(document.text[a:b])), 0)
    start, end = spans[first]
    if first and len(unnumbered(document.text[start:end])) < 2 * SHORTEST:
        start = spans[first - 1][0]
    end = max((b for _, b in spans if end < b <= start + LONGEST_TOLD), default=end)
    return start, end


def _stretch(document: OpenDocument, block: Block, start: int, end: int) -> Chunk:
    if block.statement:
        said = shown(block, document.quote(block))
    else:
        said = line(document, block, start, end)
    heading = _heading(document, block, said)
    if heading and start == block.start:
        start = _from_heading(document, block)
    lines = (f"{heading}: {said}" if heading else said,)
    return Chunk(document, start, end, block.page, block.section, lines)


def _heading(document: OpenDocument, block: Block, said: str) -> str:
    """The heading to say before a block: where it tells a subject that the words leave out."""
    heading = plain(unnumbered(document.sections[block.section].heading)).strip(" :.–—-")
    if not heading or len(heading) > LONGEST_HEADING or is_bare(heading):
        return ""
    subject = set(terms.content_stems(heading))
    return "" if not subject or subject & set(terms.stems(said)) else heading


def _from_heading(document: OpenDocument, block: Block) -> int:
    """Where the quote begins that takes in the heading right above a block."""
    above = document.blocks[block.index - 1] if block.index else None
    if above is None or above.kind is not BlockKind.HEADING or above.page != block.page:
        return block.start
    return above.start

"""The turns of a transcript: who speaks from which block on, and which question a turn answers.

Two layouts are read: "Jane Brown: Good morning." and a name on a line of its own over what is
said. What is no transcript (see ingest.speakers.recurring) has no turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.model import BlockKind, RawBlock
from ingest.speakers import is_name, key, label, ordinary_words, recurring
from ingest.structure.heading_levels import PLAIN_NUMBER

LONGEST_ALONE = 120  # characters of a name on a line of its own
LEAST_SHARE = 0.25  # of the blocks from the first turn on that begin one
FARTHEST = 4  # turns back in which the question that a turn answers is looked for
SHORTEST_QUESTION = 25  # characters of a turn that asks something; "Pardon?" does not
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one file, by the index of the block that each begins with.

    speakers  who speaks, by the fullest label that the file gives them
    alone     blocks that hold a name and nothing else
    answers   for a turn that asks nothing, the first block of the turn that it answers
    """

    speakers: Mapping[int, str] = field(default_factory=dict)
    alone: frozenset[int] = frozenset()
    answers: Mapping[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.speakers)

    @property
    def first(self) -> int:
        """The block with which the talking begins."""
        return min(self.speakers)


def recognise(blocks: Sequence[RawBlock]) -> Turns:
    """The turns of a transcript; none for any other paper."""
    for names in (_inline(blocks), _standing_alone(blocks)):
        spoken = recurring(list(names.values()), ordinary_words(b.text for b in blocks))
        held = {at: name for at, name in names.items() if key(name) in spoken}
        if held and len(held) >= LEAST_SHARE * (len(blocks) - min(held)):
            alone = frozenset(at for at in held if _is_alone(blocks[at].text))
            return Turns(_fullest(held), alone, _answers(blocks, held))
    return Turns()


def unpromoted(
    marked: Sequence[RawBlock], before: Sequence[RawBlock], spoken: Turns
) -> list[RawBlock]:
    """The blocks with what people say as paragraphs: a short turn looks like a heading.

    Lines that the file itself marks or numbers as headings stay so.
    """
    if not spoken:
        return list(marked)
    done = list(marked)
    for index in range(spoken.first, len(marked)):
        block, original = marked[index], before[index]
        plain = original.kind in _SPOKEN and not original.bold
        guessed = block.kind is not original.kind and plain and not PLAIN_NUMBER.match(block.text)
        if index in spoken.speakers or guessed:
            done[index] = replace(original, kind=BlockKind.PARAGRAPH, level=None, label=None)
    return done


def _inline(blocks: Sequence[RawBlock]) -> dict[int, str]:
    """The labels with words behind them or, on a line of their own, with a colon."""
    found = {}
    for index, block in enumerate(blocks):
        here = label(block.text) if _may_be_said(block) else None
        if here is not None:
            found[index] = here.name
    return found


def _standing_alone(blocks: Sequence[RawBlock]) -> dict[int, str]:
    """Names on lines of their own, with somebody's words below."""
    found = {}
    for index, block in enumerate(blocks[:-1]):
        text = block.text.strip()
        following = blocks[index + 1]
        if len(text) > LONGEST_ALONE or not _may_be_said(block):
            continue
        if following.kind in _SPOKEN and is_name(text) and not _is_name_line(following.text):
            found[index] = text
    return found


def _may_be_said(block: RawBlock) -> bool:
    """Whether the block may begin a turn: points of a list are no turns, but "J. Smith:" is one."""
    initial = block.kind is BlockKind.ITEM and (block.label or "")[:1].isupper()
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) or initial


def _is_name_line(text: str) -> bool:
    return len(text) <= LONGEST_ALONE and is_name(text)


def _is_alone(text: str) -> bool:
    here = label(text)
    return here is None or here.said >= len(text)


def _fullest(names: Mapping[int, str]) -> dict[int, str]:
    """Each turn with the longest label of its speaker: "The Chair (Jane Brown)" for "The Chair"."""
    longest: dict[str, str] = {}
    for name in names.values():
        if len(name) > len(longest.get(key(name), "")):
            longest[key(name)] = name
    return {at: longest[key(name)] for at, name in names.items()}


def _answers(blocks: Sequence[RawBlock], names: Mapping[int, str]) -> dict[int, int]:
    """Which turn each turn without a question answers: somebody else's last one with a question."""
    turns = list(_spans(names, len(blocks)))
    asks = {
        first: "?" in said and len(said) >= SHORTEST_QUESTION
        for first, last in turns
        for said in (" ".join(b.text for b in blocks[first : last + 1]),)
    }
    found = {}
    for at, (first, _) in enumerate(turns):
        if asks[first]:
            continue
        for earlier, _ in reversed(turns[max(0, at - FARTHEST) : at]):
            if asks[earlier] and key(names[earlier]) != key(names[first]):
                found[first] = earlier
                break
    return found


def _spans(names: Mapping[int, str], count: int) -> Iterator[tuple[int, int]]:
    """(first, last) block of each turn."""
    starts = sorted(names)
    for first, after in zip(starts, [*starts[1:], count], strict=True):
        yield first, after - 1

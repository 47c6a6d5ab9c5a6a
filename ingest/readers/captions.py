"""Automatic transcripts: lines with time stamps become paragraphs that can name their moment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.model import BlockKind, RawBlock
from ingest.readers.lines import fold

CAPTION_WORDS = 45  # words to a block of captions
_STAMP = re.compile(r"^\[?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,3})?\]?(?:\s|$)")
_FEWEST = 6  # lines; fewer are no transcript
_SHORT_STAMPS = 30  # lines stamped 0:03 without hours, fewer than which could be an agenda's times


def is_captions(lines: Sequence[str]) -> bool:
    """Whether most lines begin with a time stamp, as an automatic transcript's do.

    An agenda's times of day ("10:30 Welcome") are not stamps: those of captions have seconds,
    or come many together, rising by less than twenty seconds a line.
    """
    spoken = [line for line in lines if line.strip() and not line.startswith("#")]
    stamps = [match for line in spoken if (match := _STAMP.match(line))]
    if len(spoken) < _FEWEST or len(stamps) <= 0.45 * len(spoken):
        return False
    if sum(match.group(3) is not None for match in stamps) > 0.5 * len(stamps):
        return True
    moments = [60 * int(match.group(1)) + int(match.group(2)) for match in stamps]
    rising = all(a <= b for a, b in pairwise(moments))
    return len(stamps) >= _SHORT_STAMPS and rising and moments[-1] - moments[0] < 20 * len(stamps)


def caption_blocks(lines: Sequence[str]) -> tuple[list[RawBlock], list[str]]:
    """(paragraphs of about CAPTION_WORDS words with their stamps in the text, lines left out).

    A block ends where a caption ends in a full stop, or at twice the length where none does, so
    that a quote can name its moment. Lines behind "#", the program's own words, are left out.
    """
    blocks: list[RawBlock] = []
    left_out: list[str] = []
    held: list[str] = []
    for line in lines:
        text = fold(line.replace("\t", " "))
        if text.startswith("#"):
            left_out.append(text)
        elif text:
            held.append(text)
            if _is_full(held):
                blocks.append(RawBlock(BlockKind.PARAGRAPH, " ".join(held)))
                held = []
    if held:
        blocks.append(RawBlock(BlockKind.PARAGRAPH, " ".join(held)))
    return blocks, left_out


def _is_full(held: Sequence[str]) -> bool:
    words = sum(len(text.split()) for text in held)
    ended = held[-1].rstrip("\"'”’").endswith((".", "?", "!"))
    return words >= (CAPTION_WORDS if ended else 2 * CAPTION_WORDS)

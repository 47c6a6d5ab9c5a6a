"""Cutting a document into passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import BlockKind, Facts, Passage, RawBlock, StructuredDocument
from ingest.passages import cut
from ingest.structure.outline import place
from ingest.tokens import count_tokens

LIMIT = 60
SENTENCE = "The Board heard how the work has gone since it last met in public. "


def document(raw: Sequence[RawBlock], title: str = "A paper") -> StructuredDocument:
    placed = place(raw, title)
    facts = Facts(title)
    return StructuredDocument("p.txt", "d", placed.text, placed.blocks, placed.sections, facts)


def heading(text: str, level: int = 1) -> RawBlock:
    return RawBlock(BlockKind.HEADING, text, level=level)


def prose(times: int = 1, page: int | None = None) -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, (SENTENCE * times).strip(), page)


def items(count: int, words: str = "a point that is made here") -> list[RawBlock]:
    return [RawBlock(BlockKind.ITEM, words, level=1) for _ in range(count)]


def lead() -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, "The purpose was to:")


def check(whole: StructuredDocument, passages: Sequence[Passage], limit: int) -> None:
    """The promises that hold for every document."""
    at = 0
    covered: dict[int, str] = {}
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert passage.text == whole.text[passage.start : passage.end] != ""
        assert passage.start >= at
        at = passage.end
        section = whole.sections[passage.section]
        assert section.start <= passage.start and passage.end <= section.end
        assert passage.page == whole.blocks[passage.first].page
        inside = whole.blocks[passage.first : passage.last + 1]
        assert inside[0].start <= passage.start and passage.end <= inside[-1].end
        for block in inside:
            part = whole.text[max(block.start, passage.start) : min(block.end, passage.end)]
            covered[block.index] = covered.get(block.index, "") + "".join(part.split())
        bodies = [b for b in inside if b.kind is not BlockKind.HEADING]
        heads = sum(count_tokens(whole.text[b.start : b.end]) for b in inside if b not in bodies)
        assert count_tokens(passage.text) <= 2 * limit + heads + 3 * len(inside)
    for block in whole.blocks:
        said = "".join(whole.text[block.start : block.end].split())
        assert covered.get(block.index, "") == said


_BLOCKS = st.lists(
    st.builds(
        RawBlock,
        st.sampled_from(BlockKind),
        st.one_of(
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
                lambda s: s == s.strip() != ""
            ),
            st.integers(1, 14).map(lambda n: (SENTENCE * n).strip()),
            st.integers(1, 150).map(lambda n: ("word " * n).strip()),
        ),
        page=st.one_of(st.none(), st.integers(1, 3)),
        level=st.one_of(st.none(), st.integers(1, 4)),
        table=st.one_of(st.none(), st.integers(0, 1)),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(_BLOCKS, st.integers(40, 200))
def test_promises(raw: list[RawBlock], limit: int) -> None:
    whole = document(raw)
    check(whole, cut(whole, limit), limit)


def test_a_list_stays_whole_with_its_lead_in() -> None:
    whole = document([heading("Aims"), prose(3), lead(), *items(9)])
    passages = cut(whole, LIMIT)
    (listed,) = [p for p in passages if "• a point" in p.text]
    assert listed.text.startswith("The purpose was to:")
    assert listed.text.count("a point") == 9


def test_later_parts_of_a_long_list_carry_its_lead_in() -> None:
    passages = cut(document([heading("Aims"), lead(), *items(60)]), LIMIT)
    assert len(passages) > 3
    assert all(p.context == "A paper › Aims › The purpose was to:" for p in passages[1:])
    assert passages[0].context == "A paper"


def test_a_list_straight_under_a_heading_says_it_once() -> None:
    passages = cut(document([heading("Aims"), *items(60)]), LIMIT)
    assert {p.context for p in passages[1:]} == {"A paper › Aims"}


def test_a_heading_goes_with_what_stands_under_it() -> None:
    passages = cut(document([heading("Aims"), prose(5), heading("Means"), prose(5)]), LIMIT)
    assert [p.text.split("\n")[0] for p in passages if p.text[0] in "AM"] == ["Aims", "Means"]
    assert all(p.text not in ("Aims", "Means") for p in passages)


def test_long_paragraphs_are_cut_between_sentences() -> None:
    passages = cut(document([prose(20)]), LIMIT)
    assert len(passages) > 3
    assert all(p.text.startswith("The Board") and p.text.endswith("public.") for p in passages)
    assert all(count_tokens(p.text) <= LIMIT for p in passages)


def test_one_endless_sentence_is_cut_between_words() -> None:
    passages = cut(document([RawBlock(BlockKind.PARAGRAPH, "word " * 500 + "end")]), LIMIT)
    assert max(count_tokens(p.text) for p in passages) <= 1.5 * LIMIT
    assert " ".join(p.text for p in passages) == "word " * 500 + "end"


def test_scraps_of_neighbouring_sections_go_together_under_what_holds_both() -> None:
    raw = [heading("Part"), heading("One", 2), prose(), heading("Two", 2), prose()]
    whole = document(raw)
    (passage,) = cut(whole, 160)
    assert whole.sections[passage.section].heading == "Part"
    assert passage.context == "A paper"


@pytest.mark.parametrize(
    "raw",
    [
        [heading("Part"), prose(11), heading("One", 2), prose(), heading("Over all"), prose()],
        [prose(11), heading("One"), prose(page=1), heading("Two"), prose(page=2)],
        [prose(11), heading("One"), prose(8), heading("Two"), prose(8)],
    ],
)
def test_what_does_not_go_together(raw: list[RawBlock]) -> None:
    assert len(cut(document(raw), 160)) == 3


def test_rows_are_found_by_what_they_say() -> None:
    whole = document([RawBlock(BlockKind.ROW, "SO5\tTargets\t", table=0)])
    said = replace(whole, blocks=(replace(whole.blocks[0], statement="SO5 Targets: not ticked"),))
    (passage,) = cut(said, LIMIT)
    assert passage.text == "SO5\tTargets\t"
    assert passage.words == "SO5 Targets: not ticked"
    assert passage.embedded_text == "A paper\nSO5 Targets: not ticked"
    assert passage.tokens == count_tokens(passage.embedded_text)


def test_nothing() -> None:
    assert cut(document([]), LIMIT) == ()

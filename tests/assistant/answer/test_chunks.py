"""Evidence widened to what reads whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.chunk import Chunk
from assistant.answer.chunks import SHORT_ITEM, WHOLE_PARAGRAPH, chunks, paragraph, single
from assistant.answer.evidence import PART
from assistant.answer.lists import WHOLE_LIST
from assistant.question import Understood, understand
from assistant.shelf import OpenDocument
from tests.assistant.answer.made import evidence, paper, unit_with, units_of

ASKED = understand("What is said of the ferry?")
WHEN = understand("When was the ferry approved?")
NUMBERED = [
    f"Sentence {n} of the log is about the ferry and its many a crossing." for n in range(20)
]
LONG = "# Log\n\n## Crossings\n\n" + " ".join(NUMBERED)
CLAUSE = "the operator keeps every vessel in good repair and shows the harbour its papers " * 3


def chunk_of(words: str, document: OpenDocument, question: Understood = ASKED) -> Chunk:
    """The one chunk that the unit with these words becomes."""
    (made,) = chunks(evidence(unit_with(words, document)), question)
    text = document.text[made.start : made.end]
    for line in made.lines:  # every word that is shown stands in the quote, in its place
        assert line.removeprefix("- ").strip("… ") in " ".join(text.split())
    return made


def test_a_sentence_of_a_short_paragraph_reads_wider_as_the_whole() -> None:
    document = paper("# Ferry\n\n## Times\n\nThe ferry leaves the outer mole at nine each morning. "
                     "On Sundays it leaves the outer mole at ten instead.\n")  # fmt: skip
    made = chunk_of("On Sundays", document)
    assert made.lines == ("On Sundays it leaves the outer mole at ten instead.",)
    assert made.wider is not None
    assert made.wider.lines == (document.quote(document.blocks[-1]),)
    quoted = document.text[made.wider.start : made.wider.end]
    assert quoted.startswith("Times"), "the quote takes in the heading above"
    assert made.wider.wider is None


def test_a_heading_is_not_quoted_where_a_running_header_may_have_stood_below_it() -> None:
    document = paper(
        "# Ferry\n\n## Times\n\nThe ferry leaves the outer mole at nine each morning. "
        "On Sundays it leaves the outer mole at ten instead.\n"
    )
    cleaned = replace(document, record=replace(document.record, furniture=("Harbour office",)))
    made = chunk_of("On Sundays", cleaned)
    assert made.wider is not None
    assert cleaned.text[made.wider.start : made.wider.end].startswith("The ferry")


def test_a_paragraph_of_one_sentence_has_nothing_wider() -> None:
    document = paper("# Ferry\n\nThe ferry leaves the outer mole at nine each morning.\n")
    assert chunk_of("at nine", document).wider is None


def test_a_sentence_of_a_long_paragraph_brings_its_neighbours() -> None:
    made = chunk_of("Sentence 11 of", paper(LONG))
    assert made.lines == (NUMBERED[11],)
    assert made.wider is not None
    (line,) = made.wider.lines
    shown = line.split(". ")
    assert len(line) <= WHOLE_PARAGRAPH
    assert shown[0] == NUMBERED[11].rstrip("."), "first those after it"
    assert len(shown) == WHOLE_PARAGRAPH // (len(NUMBERED[11]) + 1)
    assert "…" not in line


def test_the_last_sentence_brings_those_before_it() -> None:
    made = chunk_of("Sentence 19 of", paper(LONG))
    assert made.wider is not None
    (line,) = made.wider.lines
    assert line.endswith(NUMBERED[19])
    assert line.startswith(NUMBERED[19 - len(line) // len(NUMBERED[19]) + 1])


def test_a_parted_sentence_says_where_it_is_cut() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    document = paper(f"# Log\n\n{words}.\n")
    first, middle, *_, last = (chunks(evidence(u), ASKED)[0] for u in units_of(document))
    assert first.lines[0].startswith("word0 ") and first.lines[0].endswith(" …")
    assert middle.lines[0].startswith("… ") and middle.lines[0].endswith(" …")
    assert last.lines[0].startswith("… ") and last.lines[0].endswith("word199.")
    for chunk in (first, middle, last):
        wide = chunk.wider
        assert wide is not None
        assert wide.covers(chunk) and wide.end - wide.start <= 2 * PART + PART
        shown = wide.lines[0].strip("… ").removesuffix(".").split()
        assert set(shown) <= set(words.split()), "words are never cut"
        assert wide.end - wide.start > chunk.end - chunk.start


def test_a_colon_brings_the_paragraph_that_it_introduces() -> None:
    intro = "The ferry is late where the following has been seen and written down:"
    document = paper(f"# Ferry\n\n{intro}\n\nIt is not there.\n\nNobody minds.\n")
    made = chunk_of("The ferry is late", document)
    assert made.lines == (intro, "It is not there.")
    assert document.text[made.start : made.end].endswith("It is not there.")
    followed = paper(f"# Ferry\n\n{intro}\n\n## Seen\n\nIt is not there.\n")
    assert chunk_of("The ferry is late", followed).lines == (intro,)
    far = paper(f"# Ferry\n\n{intro}\n\n{' '.join(NUMBERED)}\n")
    assert chunk_of("The ferry is late", far).lines == (intro,)


def test_a_lead_in_brings_its_list() -> None:
    document = paper("# Ferry\n\nThe ferry and its crew carry across the harbour:\n\n"
                     "- sheep\n- coal\n- the post\n")  # fmt: skip
    lines = ("The ferry and its crew carry across the harbour:", "- sheep", "- coal", "- the post")
    assert chunk_of("carry across", document).lines == lines
    assert chunk_of("coal", document).lines == lines, "short items come as a whole list"


def test_a_clause_stands_for_itself() -> None:
    items = [f"{word} {CLAUSE}".strip() for word in ("Firstly", "Secondly", "Thirdly")]
    document = paper("# Terms\n\nThe rules are:\n\n" + "\n".join(f"- {item}" for item in items))
    assert len(items[0]) > SHORT_ITEM
    assert 3 * len(items[0]) < WHOLE_LIST
    made = chunk_of("Secondly", document)
    assert made.lines == (f"- {items[1]}",)
    listed = chunk_of("Secondly", document, understand("Which rules are there?"))
    assert listed.lines == ("The rules are:", *(f"- {item}" for item in items))


def test_an_item_brings_what_hangs_under_it() -> None:
    items = f"- Firstly {CLAUSE}{CLAUSE}\n  - by day\n  - by night\n- {CLAUSE}"
    made = chunk_of("Firstly", paper(f"# Terms\n\nThe rules are:\n\n{items}"))
    assert [line[:8] for line in made.lines] == ["The rule", "- Firstl", "- by day", "- by nig"]


def test_a_row_stands_alone() -> None:
    document = paper("# Crew\n\n| Role | Name |\n| --- | --- |\n| Pilot | Ada |\n| Cook | Bo |\n")
    made = chunks(evidence(unit_with("Ada", document)), ASKED)[0]
    assert len(made.lines) == 1
    assert document.text[made.start : made.end] == "Pilot\tAda"


def test_what_stands_in_another_chunk_is_not_made_again() -> None:
    document = paper("# Ferry\n\nThe crew carry across the harbour:\n\n- sheep\n- coal\n- post\n")
    found = [unit_with(words, document) for words in ("sheep", "coal", "post")]
    assert len(chunks(evidence(*found), ASKED)) == 1


SAID = "The harbour trust approved the new winter timetable of the ferry."


def test_the_same_words_are_shown_once_but_where_each_meeting_has_its_date() -> None:
    one, other = (
        paper(f"# M\n\n{SAID}\n", n, type="minutes", date=f"2024-0{n}-01") for n in (1, 2)
    )
    found = evidence(unit_with("approved", one), unit_with("approved", other))
    assert [c.document.record.id for c in chunks(found, ASKED)] == [1]
    assert [c.document.record.id for c in chunks(found, WHEN)] == [1, 2]
    twice = paper(f"# M\n\n## A\n\n{SAID}\n\n## B\n\n{SAID}\n", 3)
    assert len(chunks(evidence(*units_of(twice)), WHEN)) == 1, "of one paper they are the same"


@pytest.mark.parametrize(("change", "kept"), [("trust has", 1), ("trust never", 2), ("trust 3", 2)])
def test_nearly_the_same_words_are_the_same_but_for_figures_and_not(change: str, kept: int) -> None:
    other = SAID.replace("trust", change) + " It will run from the first of May until the end."
    first = SAID + " It will run from the first of May until the end."
    pair = paper(f"# M\n\n{first}\n", 1), paper(f"# M\n\n{other}\n", 2)
    assert len(chunks(evidence(*(units_of(p)[0] for p in pair)), ASKED)) == kept


def test_covers_and_overlaps() -> None:
    document = paper(LONG)
    here = Chunk(document, 10, 20, None, 0, ("x",))

    def at(start: int, end: int) -> Chunk:
        return replace(here, start=start, end=end)

    assert here.covers(here) and here.covers(at(12, 20))
    assert not here.covers(at(9, 20)) and not here.covers(at(12, 21))
    assert here.overlaps(at(19, 30)) and here.overlaps(at(0, 11)) and here.overlaps(at(0, 30))
    assert not here.overlaps(at(20, 30)) and not here.overlaps(at(0, 10))
    elsewhere = replace(here, document=paper(LONG, 2))
    assert not here.covers(elsewhere) and not here.overlaps(elsewhere)


def test_a_name_stands_before_the_words() -> None:
    document = paper(LONG)
    said = Chunk(document, 0, 9, None, 0, ("The ferry sank.",), name="3 May 2024")
    assert said.named == ("3 May 2024: The ferry sank.",)
    listed = replace(said, lines=("- sheep", "- coal"))
    assert listed.named == ("3 May 2024:", "- sheep", "- coal")
    assert replace(listed, name="").named == listed.lines


def test_a_related_passage_is_the_paragraph_where_that_is_short() -> None:
    document = paper("# Ferry\n\nIt leaves the outer mole at nine on each and every morning. "
                     "It leaves the inner mole at noon on each and every day.\n")  # fmt: skip
    unit = unit_with("at noon", document)
    assert paragraph(unit).lines == (document.quote(unit.block),)
    assert paragraph(unit_with("Sentence 3 ", paper(LONG))).lines == (NUMBERED[3],)
    assert single(unit).lines == (unit.said,)


def _turned(document: OpenDocument, words: str) -> OpenDocument:
    """The document with a page break before the block with these words."""
    at = next(b.index for b in document.blocks if words in document.quote(b))
    blocks = tuple(replace(b, page=1 if b.index < at else 2) for b in document.blocks)
    return replace(document, blocks=blocks)


def test_a_list_that_runs_over_the_page_goes_on_with_a_citation_of_its_own() -> None:
    text = "# Quay\n\nThe quay has these:\n\n- bollards\n- ladders\n- lamps\n- ropes\n"
    document = _turned(paper(text), "lamps")
    which = understand("which things are there on the quay?")
    made = chunks(evidence(unit_with("bollards", document)), which)
    assert [chunk.page for chunk in made] == [1, 2]
    assert made[0].lines == ("The quay has these:", "- bollards", "- ladders")
    assert made[1].lines == ("- lamps", "- ropes")
    (first, second) = chunks(evidence(unit_with("The quay has", document)), ASKED)
    assert (first.lines, second.lines) == (made[0].lines, made[1].lines)


def test_a_long_list_is_shown_in_parts_and_none_of_it_is_lost() -> None:
    items = [f"crossing number {n} of the ferry, {'and back ' * 8}" for n in range(20)]
    document = paper("# Log\n\nThe log has:\n\n" + "\n".join(f"- {one}" for one in items))
    made = chunks(evidence(unit_with("The log has", document)), ASKED)
    assert len(made) > 1 and all(chunk.end - chunk.start <= 2 * WHOLE_LIST for chunk in made)
    said = "\n".join(line for chunk in made for line in chunk.lines)
    assert all(f"crossing number {n} of" in said for n in range(20))


def test_a_lead_in_that_a_page_break_parts_begins_where_its_sentence_does() -> None:
    text = (
        "# Paper\n\nIt rained for the whole of May, and the slip was closed to every boat. "
        "The harbour board is\n\nasked to:\n\n- dredge\n- paint\n"
    )
    document = _turned(paper(text), "asked to")
    (begun, listed) = chunks(evidence(unit_with("dredge", document)), ASKED)
    assert begun.lines == ("The harbour board is …",) and begun.page == 1
    assert listed.lines == ("… asked to:", "- dredge", "- paint") and listed.page == 2

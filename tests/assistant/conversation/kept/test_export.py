"""Exported conversations: all of it is there, and what papers say stays text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.conversation.kept import (
    Mark,
    SeenConversation,
    SeenTurn,
    file_name,
    to_markdown,
    to_word,
)
from assistant.conversation.kept.export import Kind, Part, parts
from assistant.model import Answer, Status
from ingest.library.scope import EVERYTHING
from tests.assistant.conversation.kept.made import NOON, answer, cite
from tests.fakes_web import ANSWERED, CLARIFY, FOLLOWED, INJECTED, REFUSED

SUMMER = timezone(timedelta(hours=1), "BST")
NOW = datetime(2026, 7, 9, 8, 5, tzinfo=SUMMER)
TURNS = (
    SeenTurn(
        1, "What was the Board asked to do?", EVERYTHING, NOON, ANSWERED,
        citations=(Mark.TRUE, Mark.CHANGED, Mark.TRUE, Mark.GONE),
    ),
    SeenTurn(
        2, "What does parking cost?", EVERYTHING, NOON, REFUSED, related=(Mark.TRUE, Mark.TRUE)
    ),
    SeenTurn(3, "And to a scan?", EVERYTHING, NOON, FOLLOWED, citations=(Mark.TRUE,)),
    SeenTurn(4, "Which gate 2?", EVERYTHING, NOON + timedelta(days=1), CLARIFY),
    SeenTurn(5, "What did part 2 say?", EVERYTHING, NOON, withheld=True),
    SeenTurn(6, "Why?", EVERYTHING, NOON),
)  # fmt: skip
SEEN = SeenConversation("0" * 32, "The Board’s requests", NOON, NOON, TURNS)
RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = frozenset(
    f"{name}_{side}"
    for name in ("heading", "paragraph", "bullet_list", "list_item", "blockquote")
    for side in ("open", "close")
) | {"inline"}
INLINE = frozenset(
    {"text", "hardbreak", "softbreak", "strong_open", "strong_close", "text_special"}
)


def seen_of(*turns: SeenTurn, title: str = "T") -> SeenConversation:
    return SeenConversation("0" * 32, title, NOON, NOON, turns)


def paragraphs(markdown: str) -> list[tuple[str, str]]:
    """(tag, text) of each block as a reader of Markdown shows it; fails where it shows more."""
    tokens = RENDER.parse(markdown)
    assert {one.type for one in tokens} <= OURS, markdown
    shown: list[tuple[str, str]] = []
    within: list[str] = []
    for one in tokens:
        if one.type.endswith("_open"):
            within.append(one.tag)
        elif one.type.endswith("_close"):
            within.pop()
        else:
            assert {child.type for child in one.children or ()} <= INLINE, markdown
            tag = "q" if "blockquote" in within else "li" if "li" in within else within[-1]
            shown.append((tag, "".join(map(said, one.children or ()))))
    return shown


def said(token: Token) -> str:
    return "\n" if token.type.endswith("break") else token.content


def expected(conversation: SeenConversation) -> list[tuple[str, str]]:
    """The parts as `paragraphs` should give them; white space within a line is not told apart."""
    tags = {Kind.TITLE: "h1", Kind.QUESTION: "h2", Kind.HEADING: "h3", Kind.ITEM: "li",
            Kind.QUOTE: "q"}  # fmt: skip
    found = []
    for part in parts(conversation, "Papers", NOW):
        label = f"{part.label} " if part.label else ""
        for paragraph in re.split(r"\n(?:[^\S\n]*\n)+", f"{label}{part.text}"):
            lines = (" ".join(line.split()) for line in paragraph.split("\n"))
            found.append((tags.get(part.kind, "p"), "\n".join(filter(None, lines))))
    return [block for block in found if block[1]]


def squeezed(markdown: str) -> list[tuple[str, str]]:
    """The paragraphs with single spaces."""
    return [
        (tag, "\n".join(" ".join(line.split()) for line in text.split("\n")))
        for tag, text in paragraphs(markdown)
    ]


def test_all_of_it_is_there() -> None:
    text = to_markdown(SEEN, "Board papers", NOW)
    for words in (
        "# The Board’s requests",
        "A conversation from 2 March 2026 to 3 March 2026",
        "## 1. What was the Board asked to do?",
        "Asked on 2 March 2026 at 13:00",
        "- to endorse the outline case for Harbour Lane [1]\n- to note the risk",
        "**[1]** Board paper: Harbour Lane, 27 March 2024, page 3, 3 Discussion › 3.1",
        "> “The Board was asked to endorse the outline case for Harbour Lane”",
        "File: papers/board-march.pdf · The paper has changed since",
        "**[4]** Stroke strategy, undated, Our aims for stroke care",
        "File: papers/strategy.docx · The paper is no longer in the Library.",
        "### The papers do not say\n\nI looked for: car park, charges.",
        "### Related, not an answer",
        "**Understood as:** How long to a scan in the stroke strategy?",
        "### Which do you mean?",
        "## 5. What did part 2 say?\n\nAsked on 2 March 2026 at 13:00\n\nThis answer used papers",
        "## 6. Why?\n\nAsked on 2 March 2026 at 13:00\n\nThere is no answer",
        "Quoted from the papers, without a language model.",
    ):
        assert words in text
    last = text.strip().splitlines()[-1]
    told = "Exported by Waymark on 9 July 2026 at 08:05 (BST) from the Library “Board papers”."
    assert last.startswith(told)
    assert squeezed(to_markdown(SEEN, "Papers", NOW)) == expected(SEEN)


def test_what_else_a_reader_should_know_is_there() -> None:
    long = "Why was the lamp " + "and the bell " * 20 + "moved?"
    made = answer(
        "Because. [1]", cite("a.md", "x", date="spring", provenance="example"),
        engine="model:Small", note="Two sentences were left out.",
    )  # fmt: skip
    turn = SeenTurn(1, long, EVERYTHING, NOON, made, citations=(Mark.TRUE,))
    text = to_markdown(seen_of(turn, title=""), "Papers", NOW)
    assert text.startswith("# Conversation\n\nA conversation of 2 March 2026\n")
    assert f"**The whole question:** {long}" in text
    assert re.search(r"(?m)^## 1\. Why was the lamp .+…$", text)
    assert "Two sentences were left out." in text
    assert "Written by Small, each sentence checked against its source." in text
    assert "Title of a.md, spring" in text
    assert "Example for practice" in text


def test_a_conversation_without_turns_can_be_exported() -> None:
    assert "A conversation of 2 March 2026" in to_markdown(seen_of(), "Papers", NOW)
    assert to_word(seen_of(), "Papers", NOW)


def hostile(text: str) -> SeenConversation:
    """A conversation in which `text` stands wherever text can stand."""
    source = cite(text, text, title=text, section=text, provenance=text, date=text)
    made = Answer(
        Status.ANSWERED, f"{text}\n- {text} [1]", (source,), (source,), more=text,
        understood=text, note=text, engine=f"model:{text}",
    )  # fmt: skip
    turn = SeenTurn(
        1, text, EVERYTHING, NOON, made, citations=(Mark.CHANGED,), related=(Mark.GONE,)
    )
    return SeenConversation("0" * 32, text, NOON, NOON, (turn,))


BAD = (
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "[1](javascript:alert(1))",
    "[1](http://evil.example)", "[2](/here) [3][1]",
    "[x](/here)", "[1]: /here 'title'",
    "[1]: javascript:alert(1)", "![x](http://evil.example/p.png)", "`code` ``` ~~~", "# heading",
    "heading\n===\nother\n---", "```\nfence\n```", "~~~\nfence", "    code", "1. one\n2) two",
    "- a\n+ b\n* c", "> quoted", "a | b\n--|--\nc | d", "*a* _b_ **c** ~~d~~", "a\\", "\\*a\\*",
    "&lt;b&gt; &copy; &#60;", "<http://evil.example>", "<!-- gone", "a  \nb", "\tx", "* * *",
    "***", "___", "- - -", "[a]: /b 'c'", "<a href='x'>", "x\n\n<div>\n\ny", "$\\{7*7\\}{{7*7}}",
    "=", "-", "+ ", "10000000000. x", "a\u2028b\x85c\x0bd\re", "\x00\x1b[31m\u202eevil\ufffe",
)  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_papers_say_stays_text(text: str) -> None:
    conversation = hostile(text)
    assert squeezed(to_markdown(conversation, "Papers", NOW)) == expected(conversation)


@given(st.text(alphabet="ab \n\t1.)-+*_=#`~<>[]()!&;:|\\/{}$\"'\x00\u202e") | st.text(max_size=40))
@example("[1](javascript:x)")
@settings(deadline=None, max_examples=300)
def test_any_text_stays_text(text: str) -> None:
    source = cite("a.md", text, title=text)
    made = answer(f"{text}\nEnd. [1]", source, more=text)
    turn = SeenTurn(1, "Who?", EVERYTHING, NOON, made, citations=(Mark.TRUE,))
    assert squeezed(to_markdown(seen_of(turn), "Papers", NOW)) == expected(seen_of(turn))


@pytest.mark.parametrize("address", ["see http://evil.example/x", "see WWW.evil.example"])
def test_an_address_is_no_link(address: str) -> None:
    text = to_markdown(hostile(address), "Papers", NOW)
    assert not re.search(r"(?i)https?://|www\.", text), "some readers make links of bare addresses"


def opened(made: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(made))


def test_word_says_the_same_in_real_styles() -> None:
    document = opened(to_word(SEEN, "Papers", NOW))
    shown = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    styles = {Kind.TITLE: "Title", Kind.QUESTION: "Heading 1", Kind.HEADING: "Heading 2",
              Kind.ITEM: "List Bullet", Kind.QUOTE: "Quote"}  # fmt: skip
    wanted = list(parts(SEEN, "Papers", NOW))
    assert [text for _, text in shown] == [
        f"{one.label} {one.text}" if one.label else one.text for one in wanted
    ]
    for (name, _), part in zip(shown, wanted, strict=True):
        assert name == styles.get(part.kind, name)
    facts = document.core_properties
    assert (facts.title, facts.author, facts.language) == (SEEN.title, "Waymark", "en-GB")
    assert facts.created == datetime(2026, 7, 9, 7, 5, tzinfo=UTC)
    assert facts.comments == ""


@pytest.mark.parametrize("conversation", [SEEN, *map(hostile, BAD)])
def test_word_files_are_whole_and_refer_to_nothing_outside(conversation: SeenConversation) -> None:
    made = to_word(conversation, "Papers", NOW)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(packed.read(name))
                if name.endswith(".rels"):
                    assert [one for one in root if one.get("TargetMode") == "External"] == []
        languages = set(re.findall(rb'w:lang w:val="([^"]+)"', packed.read("word/styles.xml")))
        assert languages == {b"en-GB"}
        body = packed.read("word/document.xml")
    assert b"w:hyperlink" not in body
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)", body.decode())
    assert codes == [], "fields stand in the footer alone"
    texts = [one.text for one in opened(made).paragraphs]
    assert len(texts) == len(list(parts(conversation, "Papers", NOW)))


def test_word_keeps_the_lines_of_a_quote() -> None:
    made = answer("Beds. [1]", cite("a.md", "Ward\tBeds\nHarbour\t18"))
    turn = SeenTurn(1, "How many?", EVERYTHING, NOON, made, citations=(Mark.TRUE,))
    document = opened(to_word(seen_of(turn), "Papers", NOW))
    assert "“Ward\tBeds\nHarbour\t18”" in [one.text for one in document.paragraphs]


def test_what_no_file_can_hold_is_left_out() -> None:
    found = parts(hostile("a\x00b\ud800c\u202ed\x1ee"), "Papers", NOW)
    assert Part(Kind.QUOTE, "“abcd\ne”") in list(found)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who chairs the Board?", "who-chairs-the-board.md"),
        ("Café & “Zoë”", "cafe-zoe.md"),
        ("../../etc/passwd\r\nX: y", "etc-passwd-x-y.md"),
        ("日本", "conversation.md"),
        ("a" * 200, f"{'a' * 60}.md"),
    ],
)
def test_a_file_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(seen_of(title=title), ".md") == name


def test_an_injected_answer_is_shown_as_typed() -> None:
    turn = SeenTurn(1, "<b>Who?</b>", EVERYTHING, NOON, INJECTED, citations=(Mark.TRUE,))
    conversation = seen_of(turn, title="<b>Who?</b>")
    assert squeezed(to_markdown(conversation, "Papers", NOW)) == expected(conversation)

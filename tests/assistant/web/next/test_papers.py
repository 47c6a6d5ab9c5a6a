"""What the room cites: a place in the approach's own page, and the papers that are evidence."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.ask import Assistant
from assistant.people import LOCAL
from assistant.web.next import papers as papers_module
from assistant.web.next.desk import Board, Desk
from assistant.web.next.overview import overview
from assistant.web.site import Site
from assistant.web.words import load_words
from ingest.settings import Settings


@pytest.fixture(params=[True, False], ids=["with a source panel", "without one"])
def panel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    there = bool(request.param)
    monkeypatch.setattr(papers_module, "_has_panel", lambda: there)
    return there


def board(assistant: Assistant, settings: Settings) -> Board:
    site = Site.of(assistant, settings)
    return Desk(site).board(LOCAL, "Diagnostics")


def test_a_citation_is_the_pages_own_words_at_their_own_place(
    assistant: Assistant, cited: Settings, panel: bool
) -> None:
    shown = board(assistant, cited)
    one = shown.approach.deliverable["S07"]
    gate = shown.approach.gate["G1"]
    for where in (
        lambda pages: pages.summary(one),
        lambda pages: pages.row(one),
        lambda pages: pages.criteria(gate),
        lambda pages: pages.signers(gate),
    ):
        found = shown.papers.cite(where)
        assert found is not None
        assert found.label
        assert (found.href is not None) == panel
        if found.href:
            address = urlsplit(found.href)
            asked = {key: int(value[0]) for key, value in parse_qs(address.query).items()}
            number = re.fullmatch(r"/source/(\d+)/panel", address.path)
            assert number
            record = next(r for r in shown.papers.records if r.id == int(number[1]))
            text = assistant.library.text(record.document)
            assert text[asked["start"] : asked["end"]] == found.quote


def test_the_next_step_is_shown_with_its_sources(
    assistant: Assistant, cited: Settings, panel: bool
) -> None:
    shown = overview(board(assistant, cited), LOCAL, ("Diagnostics",), load_words())
    first = shown.split('class="wm-nx-first')[1].split("</section>")[0]
    assert "Scoping gate" in html.unescape(first)
    assert ('data-wm="source"' in first) == panel
    assert 'class="wm-nx-cite"' in first


def test_a_page_that_was_changed_after_it_was_read_is_not_cited(
    assistant: Assistant, cited: Settings
) -> None:
    assert cited.approach is not None
    page = cited.approach / "S07-case-for-change.md"
    before = page.read_text(encoding="utf-8")
    try:
        page.write_text(f"{before}\nOne more line.\n", encoding="utf-8")
        shown = board(assistant, cited)
        one = shown.approach.deliverable["S07"]
        assert shown.papers.cite(lambda pages: pages.summary(one)) is None
        assert shown.papers.cite(lambda pages: pages.row(one)) is not None
    finally:
        page.write_text(before, encoding="utf-8")


def test_evidence_that_names_a_paper_is_a_way_to_it(
    assistant: Assistant, cited: Settings, panel: bool
) -> None:
    shown = board(assistant, cited)
    for said in ("Harbour board minutes, item 4", "See HARBOUR-minutes-2026-05-14.md"):
        assert ('data-wm="source"' in shown.papers.evidence(said)) == panel
        assert said in shown.papers.evidence(said)
    assert shown.papers.evidence("A letter <b>") == "A letter &lt;b&gt;"


def test_law_behind_a_gate_is_told_where_the_page_is_the_one_in_force(
    assistant: Assistant, cited: Settings
) -> None:
    shown = board(assistant, cited)
    found = shown.facts(shown.approach.gate["G4"].place.file)
    assert len(found) >= 4
    assert shown.facts("nowhere.md") == ()

"""The redesign approach's pages: whole, consistent, plainly written and nobody else's words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

import pytest

from assistant.approach import Approach, load
from tests.corpus.wording import (
    CORPUS,
    LONGEST_AVERAGE_SENTENCE,
    RUN,
    SHARED,
    american,
    front_matter,
    lix,
    prose,
    runs,
    sentences,
)

FOLDER = CORPUS / "redesign-approach"
PAGES = sorted(FOLDER.glob("*.md"))
DELIVERABLE = [
    "In short", "Why it exists", "What goes wrong without it", "Who writes it, with whom",
    "What good looks like", "The template", "Usual reasons for a challenge",
    "Gate criteria it answers",
]  # fmt: skip
GATE = [
    "In short", "What comes to the gate", "Who endorses and who approves",
    "Papers and lead times", "Criteria", "How each criterion is judged",
    "The four outcomes and what follows", "Usual reasons for a challenge", "A minuted decision",
]  # fmt: skip
HURDLES = ["Hurdles", "How each hurdle is judged", "A filled-in hurdle table"]
FRAMEWORKS = {
    "approach", "clinical-professional-lead", "governance", "engagement", "glossary",
    "assurance-of-major-change", "workstream-calendar", "how-to-follow-a-workstream",
}  # fmt: skip
LAW = re.compile(
    r"\b(?:NHS|Equality|Data Protection|Human Rights) Act \d{4}|\bSI \d{4}/\d+|\bSchedule 10A\b"
    r"|\bregulation 23\b|\bsection (?:13Q|14Z45|149|242)\b"
)
# Titles of law and of guidance are the same in every text that names them.
TITLES = (
    "Planning, assuring and delivering service change for patients",
    "Developing a Clinical Redesign Approach",
    "Local Authority (Public Health, Health and Wellbeing Boards and Health Scrutiny) Regulations",
    "clinical senate report and response pre-consultation business case",
    "health overview and scrutiny committee",
)
GATES = ["G0", "G1", "G2", "N1", "G3", "N2", "G4", "G5", "G6"]  # in the order of a workstream
HARDEST = 55  # LIX; newspapers stay below 50, officialese begins at 60

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def approach() -> Approach:
    loaded = load(FOLDER)
    assert [str(problem) for problem in loaded.problems] == []
    return loaded.approach


def test_every_deliverable_gate_and_framework_has_its_page(approach: Approach) -> None:
    assert len(approach.deliverables) == 30
    assert [gate.id for gate in approach.gates] == GATES
    named = {str(front_matter(path)[0]["id"]) for path in PAGES}
    assert named == {*approach.deliverable, *approach.gate, *FRAMEWORKS}


def test_the_pages_are_those_of_the_domain_table(approach: Approach) -> None:
    domain = SHARED / "domain.md"
    if not domain.is_file():
        pytest.skip(f"the domain table is not part of the repository: no {domain}")
    rows = dict(_domain_rows(domain.read_text(encoding="utf-8")))
    assert {
        one.id: (
            one.title.lower(),
            set(one.needs),
            [h.title for h in one.headings],
            one.owner,
            one.gate,
        )
        for one in approach.deliverables
    } == rows


def _domain_rows(text: str) -> list[tuple[str, tuple[str, set[str], list[str], str, str]]]:
    found = []
    for line in text.splitlines():
        if not re.match(r"\| [SDACI]\d\d \|", line):
            continue
        key, title, needs, headings, owner, gate = (c.strip() for c in line.strip("|").split("|"))
        spread = needs.replace("D05–D13", " ".join(f"D{n:02d}" for n in range(5, 14)))
        bare = re.sub(r"\s*\(.*\)", "", title).lower()
        parts = [part.strip() for part in headings.split(";")]
        found.append((key, (bare, set(spread.split()) - {"–"}, parts, owner, gate)))
    return found


def test_the_overview_lists_what_the_pages_say(approach: Approach) -> None:
    text = (FOLDER / "approach.md").read_text(encoding="utf-8")
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in text.splitlines()]
    listed = {row[0]: row[1:] for row in rows if re.fullmatch(r"[SDACI]\d\d", row[0])}
    for one in approach.deliverables:
        title, needs, owner, gate = listed.pop(one.id)
        assert title == one.title
        assert set(re.findall(r"\w\d\d", _spread(needs))) == set(one.needs), one.id
        assert (owner, gate) == (one.owner, one.gate), one.id
    assert not listed


def _spread(needs: str) -> str:
    def ids(match: re.Match[str]) -> str:
        letter, first, last = match.groups()
        return " ".join(f"{letter}{n:02d}" for n in range(int(first), int(last) + 1))

    return re.sub(r"(\w)(\d\d)\s*(?:–|-|to)\s*\1(\d\d)", ids, needs)


@each_page
def test_a_page_has_its_sections_in_their_order(path: Path) -> None:
    facts, body = front_matter(path)
    titles = re.findall(r"(?m)^## (.+)$", body)
    assert titles[0] == "In short"
    assert len(set(titles)) == len(titles)
    if facts["type"] == "deliverable":
        assert titles == DELIVERABLE
    elif facts["type"] == "gate":
        at = GATE.index("The four outcomes and what follows")
        expected = [*GATE[:at], *HURDLES, *GATE[at:]] if facts["id"] == "G2" else GATE
        assert titles == expected
    else:
        assert facts["type"] == "paper"


@each_page
def test_every_id_named_anywhere_exists(path: Path, approach: Approach) -> None:
    hurdles = {h.id for gate in approach.gates for h in gate.hurdles}
    known = {*approach.deliverable, *approach.gate, *approach.criterion, *hurdles}
    known |= {rule.id for rule in approach.rules}
    named = set(
        re.findall(
            r"(?<![\w./-])(?:[SDACI]\d\d|[GN]\d(?:\.\d+)?|[HR]\d)(?![\w/-])",
            path.read_text(encoding="utf-8"),
        )
    )
    assert sorted(named - known) == []


@each_page
def test_it_is_marked_as_a_proposal(path: Path) -> None:
    facts, _ = front_matter(path)
    assert facts["provenance"] == "illustrative"
    assert isinstance(facts["version"], str)


@each_page
def test_law_has_its_source_and_date(path: Path) -> None:
    facts, body = front_matter(path)
    bare = [line for line in prose(body) if LAW.search(line) and "as at " not in line]
    if not LAW.search(body):
        return
    assert str(facts.get("as_at")) == "2026-11"
    assert "(Source: " in body
    # A rule may be named again in passing; the page gives its source and date at least once.
    cited = " ".join(re.findall(r"\(Source: [^)]*(?:\([^)]*\)[^)]*)*\)", body))
    for line in bare:
        for match in LAW.finditer(line):
            assert match.group() in cited, f"{match.group()} has no source and date: {line[:90]}"


@each_page
def test_spelling_is_british(path: Path) -> None:
    assert american(path.read_text(encoding="utf-8")) == []


@each_page
def test_it_reads_easily(path: Path) -> None:
    _, body = front_matter(path)
    lengths = [len(sentence.split()) for sentence in sentences(body)]
    assert sum(lengths) / len(lengths) < LONGEST_AVERAGE_SENTENCE
    assert max(lengths) <= 45
    assert lix(body) <= HARDEST


@each_page
def test_nothing_is_copied(path: Path, copied_from: dict[tuple[str, ...], str]) -> None:
    text = path.read_text(encoding="utf-8")
    for title in TITLES:
        text = re.sub(re.escape(title), " ¶ ", text, flags=re.IGNORECASE)
    shared = sorted(
        f"{copied_from[run]}: {' '.join(run)}"
        for piece in text.split("¶")
        for run in runs(piece)
        if run in copied_from
    )
    assert shared == []


def test_no_sentence_stands_on_two_pages() -> None:
    where = defaultdict(set)
    for path in PAGES:
        for sentence in sentences(front_matter(path)[1]):
            if len(sentence.split()) >= RUN and "(Source:" not in sentence:
                where[sentence.lower()].add(path.stem)
    assert {s: sorted(pages) for s, pages in where.items() if len(pages) > 1} == {}


def test_no_two_deliverables_give_interchangeable_guidance(approach: Approach) -> None:
    """Guidance under any two headings shares few words beside the commonest of all pages."""
    words = {
        (one.id, heading.title): set(re.findall(r"[a-z]{4,}", " ".join(heading.guidance).lower()))
        for one in approach.deliverables
        for heading in one.headings
    }
    common = Counter(chain.from_iterable(words.values()))
    usual = {word for word, count in common.items() if count > len(words) / 10}
    alike = []
    keys = sorted(words)
    for n, first in enumerate(keys):
        for second in keys[n + 1 :]:
            one, two = words[first] - usual, words[second] - usual
            if first[0] != second[0] and len(one & two) / len(one | two) > 0.25:
                alike.append((first, second))
    assert alike == []


def test_each_heading_tells_a_writer_enough(approach: Approach) -> None:
    thin = [
        f"{one.id} {heading.title}"
        for one in approach.deliverables
        for heading in one.headings
        if len(" ".join(heading.guidance).split()) < 40
        or len(heading.evidence.split()) < 8
        or len(heading.example.split()) < 15
    ]
    assert thin == []

"""The approach from its folder: what its pages say, and where they cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.approach.check import check
from assistant.approach.model import (
    Approach,
    Body,
    Criterion,
    Deliverable,
    Gate,
    Heading,
    Hurdle,
    Phase,
    Place,
    Problem,
    RoleName,
    Rule,
)
from assistant.approach.order import in_order
from assistant.approach.page import Line, Page, Part, Row, read_page

_ID_FIRST = re.compile(r"^(?P<id>[A-Z][\w-]*\d(?:\.\d+)*)[:.]?\s+(?P<said>.+)$")
_RANGE = re.compile(r"^([A-Z]+)(\d+)\s*[–-]\s*\1(\d+)$")
JUDGEMENT = "judgement"
_TYPES = ("deliverable", "gate")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An approach as far as it could be read. It may be used only where there is no problem."""

    approach: Approach
    problems: tuple[Problem, ...]


def sources(folder: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The text of every page in `folder` by its path below it, and the files that are no text."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        try:
            found[file] = path.read_bytes().decode("utf8")
        except (OSError, UnicodeDecodeError) as error:
            said = f"cannot be read ({error}). Save it again as UTF-8 text."
            problems.append(Problem(Place(file, 1), said))
    return found, tuple(problems)


def load(folder: Path) -> Loaded:
    """Read every page in `folder` and check that they fit together.

    Raises nothing that a page could cause: what is wrong stands in the problems, by file and line.
    """
    texts, unread = sources(folder)
    loaded = load_sources(texts)
    return Loaded(loaded.approach, _by_place((*unread, *loaded.problems)))


def load_sources(texts: Mapping[str, str]) -> Loaded:
    """As `load`, from the pages' texts by their paths."""
    problems: list[Problem] = []
    pages: list[Page] = []
    for file, text in sorted(texts.items()):
        page = read_page(text, file)
        if isinstance(page, Problem):
            problems.append(page)
        elif page is not None:
            pages.append(page)
    for page in pages:
        if page.facts.get("id") is not None and page.facts.get("type") not in (*_TYPES, "paper"):
            said = "the front matter has an id and no `type` of deliverable, gate or paper."
            problems.append(Problem(page.at("type"), said))
    of_type = {kind: [p for p in pages if p.facts.get("type") == kind] for kind in _TYPES}
    overview = next((page for page in pages if page.facts.get("id") == "approach"), None)
    if overview is None:
        place = Place("approach.md", 1)
        problems.append(Problem(place, "no page has `id: approach`, with the phases and roles."))
    deliverables = [_deliverable(page, problems) for page in of_type["deliverable"]]
    gates = [_gate(page, problems) for page in of_type["gate"]]
    gates.sort(key=lambda gate: (gate.order, gate.id))
    approach = Approach(
        phases=_listed(overview, "Phases", Phase, ("Phase", "Title", "What it settles"), problems),
        roles=_listed(overview, "Roles", RoleName, ("Code", "Role"), problems),
        bodies=_listed(overview, "Bodies", Body, ("Body", "What it decides"), problems),
        rules=_listed(overview, "Rules", Rule, ("Rule", "What it says", "First", "Then"), problems),
        deliverables=in_order(deliverables, [gate.id for gate in gates]),
        gates=tuple(gates),
        provenance=_text(overview, "provenance", problems) if overview else "",
        date=_text(overview, "date", problems) if overview else "",
        overview=overview.file if overview else "",
    )
    problems.extend(check(approach))
    return Loaded(approach, _by_place(problems))


def _by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.place.file, p.place.line)))


def _deliverable(page: Page, problems: list[Problem]) -> Deliverable:
    """The deliverable that a page describes; what is missing is told and left empty."""
    answers = page.part("Gate criteria it answers")
    rows = answers.rows if answers else ()
    return Deliverable(
        id=_text(page, "id", problems),
        title=_text(page, "title", problems),
        other_names=_texts(page, "other_names", problems),
        phase=_text(page, "phase", problems),
        needs=tuple(_spread(_texts(page, "needs", problems))),
        owner=_text(page, "owner", problems),
        gate=_text(page, "gate", problems),
        provenance=_text(page, "provenance", problems),
        version=_text(page, "version", problems),
        summary=_first_paragraph(page.part("In short")),
        headings=tuple(_heading(page, part) for part in page.parts_below("The template")),
        answers={row.cells.get("criterion", ""): _second(row) for row in rows},
        good=_items(page.part("What good looks like")),
        challenges=_items(page.part("Usual reasons for a challenge")),
        place=page.at("id"),
    )


def _heading(page: Page, part: Part) -> Heading:
    said = [line.text for line in part.lines]
    prefixes = ("Evidence: ", "Example: ")
    evidence, example = (
        " ".join(s.removeprefix(prefix) for s in said if s.startswith(prefix))
        for prefix in prefixes
    )
    guidance = tuple(s for s in said if not s.startswith(prefixes))
    return Heading(part.title, guidance, evidence, example, page.place(part.line))


def _gate(page: Page, problems: list[Problem]) -> Gate:
    judged = _by_first_cell(page.part("How each criterion is judged"))
    tried = _by_first_cell(page.part("How each hurdle is judged"))
    return Gate(
        id=_text(page, "id", problems),
        title=_text(page, "title", problems),
        other_names=_texts(page, "other_names", problems),
        phase=_text(page, "phase", problems),
        order=_number(page, "order", problems),
        endorses=_texts(page, "endorses", problems),
        approves=_texts(page, "approves", problems),
        provenance=_text(page, "provenance", problems),
        version=_text(page, "version", problems),
        summary=_first_paragraph(page.part("In short")),
        criteria=tuple(
            _criterion(page, line, key, said, judged.get(key), problems)
            for line, key, said in _points(page, "Criteria", problems)
        ),
        hurdles=tuple(
            _hurdle(page, line, key, said, tried.get(key), problems)
            for line, key, said in _points(page, "Hurdles", problems)
        ),
        place=page.at("id"),
    )


def _criterion(
    page: Page, line: Line, key: str, said: str, row: Row | None, problems: list[Problem]
) -> Criterion:
    place = page.place(line.line)
    if row is None:
        told = f"{key} has no row in the table under “How each criterion is judged”. Add one."
        problems.append(Problem(place, told))
    cells = dict(row.cells) if row else {}
    sources = [part.strip() for part in cells.get("answered by", "").split(",") if part.strip()]
    return Criterion(
        id=key,
        wording=said,
        evidence=cells.get("what counts as evidence", ""),
        judge=cells.get("who can judge it", ""),
        answered_by=tuple(_spread(s for s in sources if s.lower() != JUDGEMENT)),
        judgement=any(s.lower() == JUDGEMENT for s in sources),
        place=place,
    )


def _hurdle(
    page: Page, line: Line, key: str, said: str, row: Row | None, problems: list[Problem]
) -> Hurdle:
    place = page.place(line.line)
    if row is None:
        told = f"{key} has no row in the table under “How each hurdle is judged”. Add one."
        problems.append(Problem(place, told))
    cells = row.cells if row else {}
    threshold = cells.get("how to set the local threshold", "")
    return Hurdle(key, said, cells.get("what it tests", ""), threshold, place)


def _points(page: Page, title: str, problems: list[Problem]) -> list[tuple[Line, str, str]]:
    """The points of a section's list that begin with an id: (line, id, what it says)."""
    part = page.part(title)
    found = []
    for line in part.items if part else ():
        match = _ID_FIRST.match(line.text)
        if match:
            found.append((line, match["id"], match["said"]))
        else:
            told = f"this point under “{title}” begins with no id, as in `- **G1.1** …`."
            problems.append(Problem(page.place(line.line), told))
    return found


def _listed(
    page: Page | None,
    title: str,
    make: Callable[..., _T],
    columns: Sequence[str],
    problems: list[Problem],
) -> tuple[_T, ...]:
    """A value of `make` for each row of the section's table, from those columns and the place."""
    part = page.part(title) if page else None
    if page is None or part is None or not part.rows:
        if page is not None:
            told = f"there is no section “{title}” with a table ({', '.join(columns)}). Add it."
            problems.append(Problem(page.place(part.line if part else 1), told))
        return ()
    made = []
    for row in part.rows:
        missing = [column for column in columns if not row.cells.get(column.lower())]
        if missing:
            told = f"the row under “{title}” says nothing under {', '.join(missing)}."
            problems.append(Problem(page.place(row.line), told))
        cells = (row.cells.get(column.lower(), "") for column in columns)
        made.append(make(*cells, page.place(row.line)))
    return tuple(made)


def _by_first_cell(part: Part | None) -> dict[str, Row]:
    """A table's rows by what stands in their first column."""
    return {next(iter(row.cells.values()), ""): row for row in (part.rows if part else ())}


def _second(row: Row) -> str:
    return next(iter(list(row.cells.values())[1:]), "")


def _first_paragraph(part: Part | None) -> str:
    return next((line.text for line in (part.paragraphs if part else ())), "")


def _items(part: Part | None) -> tuple[str, ...]:
    return tuple(line.text for line in (part.items if part else ()))


def _spread(ids: Iterable[str]) -> Iterable[str]:
    """Ids with ranges written out: D05–D07 is D05, D06, D07."""
    for one in ids:
        match = _RANGE.match(one)
        if match is None:
            yield one
            continue
        letters, first, last = match.groups()
        for number in range(int(first), int(last) + 1):
            yield f"{letters}{number:0{len(first)}d}"


def _text(page: Page, key: str, problems: list[Problem]) -> str:
    value = page.facts.get(key)
    if value is None or not str(value).strip():
        problems.append(Problem(page.at(key), f"the front matter has no `{key}`. Add it."))
        return ""
    return str(value).strip()


def _texts(page: Page, key: str, problems: list[Problem]) -> tuple[str, ...]:
    value: Any = page.facts.get(key)
    if not isinstance(value, list):
        told = f"the front matter has no list `{key}`. Write `{key}: []` where there is nothing."
        problems.append(Problem(page.at(key), told))
        return ()
    return tuple(str(one).strip() for one in value)


def _number(page: Page, key: str, problems: list[Problem]) -> int:
    value = page.facts.get(key)
    if not isinstance(value, int):
        problems.append(Problem(page.at(key), f"the front matter needs a whole number `{key}`."))
        return 0
    return value
